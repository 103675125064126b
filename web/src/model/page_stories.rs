//! The page's own program where the Python engine runs it: what is recorded, what is asked of the engine, and what is seen meanwhile.

use loopscope_executor::Instant;
use loopscope_executor::trace::Chunk;
use loopscope_protocol::{Mode, Outcome, Status, Update, Value};
use loopscope_view::Cursor;

use super::own::{Effect, Event, Say, Setting, Timer};
use super::own_stories::{PAGE, Story, brought, finished, setting, update};
use super::python::{Failure, Program, Report, Until};
use super::*;

const HALF: &str = "delay = 0.5  # @param\nprint(delay)\n";
const ONE: &str = "delay = 1  # @param\nprint(delay)\n";

/// A page that has just begun: its recording is asked for, and nothing else.
fn begun() -> Story {
    let mut story = Story::python(setting());
    let effects = story.on(Event::Begin(None, None));
    assert_eq!((effects, story.texts(), story.records()), (vec![Effect::FetchRecording], vec![], None));
    story
}

/// The same with the recorded run, of four records, in sight.
fn recorded() -> Story {
    let mut story = begun();
    assert_eq!(story.on(Event::Recorded(Some(update(0, 4, finished())))), []);
    assert_eq!((story.records(), story.shows(), story.texts()), (Some(4), None, vec![]));
    story
}

/// The same with Python there.
fn ready() -> Story {
    let mut story = recorded();
    story.on(Event::Python(Report::Ready));
    story
}

fn param(seconds: f64) -> Action {
    Action::Param(0, Value::Seconds(seconds))
}

fn loading(bytes: u64) -> Event {
    Event::Python(Report::Loading { bytes, total: 4 })
}

fn value(story: &Story) -> Value {
    story.model.values[0].clone()
}

/// How many records the runs have that were begun live.
fn played(story: &Story) -> Vec<usize> {
    let of = |command: &Command| match command {
        Command::Replay { recording, .. } => Some(recording.chunk.records.len()),
        _ => None,
    };
    story.live.iter().filter_map(of).collect()
}

#[test]
fn the_recorded_run_is_shown_and_played_without_the_engine() {
    let mut story = recorded();
    assert_eq!(story.model.cursor(), Cursor::START);
    story.on(Event::Play);
    assert_eq!((played(&story), story.texts()), (vec![4], vec![]));
}

#[test]
fn a_parameter_changed_before_the_engine_is_there_is_kept_while_the_recorded_run_is_shown() {
    let mut story = recorded();
    story.act(param(0.5));
    assert_eq!((story.texts(), story.records()), (vec![HALF], Some(4)));
    assert_eq!(story.own.says_of_page(), Some(&Say::Loading(0, 0)), "before its first bytes, too");
    story.on(loading(1));
    assert_eq!(story.own.says_of_page().and_then(Say::progress), Some(0.25));
    // The page can be used meanwhile; what is to be played is the run that is wanted.
    story.act(Action::Step);
    assert_eq!(story.model.cursor(), Cursor(1));
    story.on(Event::Play);
    assert_eq!(played(&story), [0; 0]);
    story.on(Event::Python(Report::Ready));
    assert_eq!(story.own.says_of_page(), Some(&Say::Working));
    story.run(6, finished());
    assert_eq!((story.records(), value(&story), played(&story)), (Some(0), Value::Seconds(0.5), vec![6]));
    assert_eq!(story.own.says_of_page(), None);
    assert_eq!(story.model.plan.as_ref().map(|plan| plan.scope.len()), Some(6));
}

#[test]
fn with_the_engine_there_the_schedule_follows_and_the_run_before_is_its_ghost() {
    let mut story = ready();
    story.act(Action::Last);
    story.act(param(0.5));
    story.run(6, finished());
    assert_eq!((story.records(), story.model.cursor()), (Some(6), Cursor(6)));
    assert_eq!(story.model.ghost.as_ref().map(|ghost| ghost.scope.len()), Some(4));
    assert_eq!(story.timers, []);
}

#[test]
fn of_two_quick_changes_the_last_holds_and_the_first_is_seen_on_the_way() {
    let mut story = ready();
    story.act(param(1.0));
    let first = story.asked.last().expect("it is asked for").run;
    story.act(param(0.5));
    assert_eq!(story.texts(), [ONE, HALF]);
    story.end(first, 5, finished());
    assert_eq!((story.records(), value(&story)), (Some(5), Value::Seconds(0.5)));
    assert_eq!(story.model.cursor_in_plan(), Some(Cursor::START));
    // It is a schedule on the way, which nobody plays.
    story.on(Event::Play);
    assert_eq!(played(&story), [0; 0]);
    story.run(6, finished());
    assert_eq!((story.model.plan.as_ref().map(|plan| plan.scope.len()), played(&story)), (Some(6), vec![6]));
    // The hand moved once: its ghost is what was there before.
    let mut story = ready();
    story.act(param(1.0));
    let first = story.asked.last().expect("it is asked for").run;
    story.act(param(0.5));
    story.run(6, finished());
    assert_eq!(story.model.ghost.as_ref().map(|ghost| ghost.scope.len()), Some(4));
    // What comes too late is of no interest.
    story.end(first, 5, finished());
    assert_eq!(story.records(), Some(6));
}

#[test]
fn reset_brings_the_recorded_run_back_at_once() {
    let mut story = ready();
    story.act(param(0.5));
    story.run(6, finished());
    story.act(param(2.0));
    assert_eq!((story.records(), story.texts()), (Some(4), vec![]));
    // Also while another is on its way, which is then forgotten.
    story.act(param(0.5));
    let run = story.asked.last().expect("it is asked for").run;
    story.act(param(2.0));
    assert_eq!(story.records(), Some(4));
    story.end(run, 6, finished());
    assert_eq!((story.records(), story.own.says_of_page()), (Some(4), None));
}

#[test]
fn an_engine_that_does_not_come_leaves_the_recorded_run_and_its_values_and_says_why() {
    for failure in [Failure::Unreached, Failure::Refused(503), Failure::Broken("x".into()), Failure::Memory] {
        let mut story = recorded();
        story.act(param(0.5));
        story.on(Event::Play);
        story.on(Event::Python(Report::Failed(failure.clone())));
        assert_eq!((story.records(), value(&story)), (Some(4), Value::Seconds(2.0)));
        assert_eq!(story.own.says_of_page(), Some(&Say::Failed(failure.clone())));
        assert_eq!(story.model.notice, Some(Notice::Own(Say::Failed(failure))));
        assert_eq!(played(&story), [0; 0], "what was to be played did not come");
        // What is there can be played, and the wish is kept for another try.
        story.on(Event::Play);
        assert_eq!(played(&story), [4]);
        story.asked.clear();
        assert_eq!(story.on(Event::Retry), [Effect::WantPython]);
        assert_eq!((value(&story), story.texts()), (Value::Seconds(0.5), vec![HALF]));
        assert_eq!(story.own.says_of_page(), Some(&Say::Loading(0, 0)));
    }
    // Another change tries as well.
    let mut story = recorded();
    story.act(param(0.5));
    story.on(Event::Python(Report::Failed(Failure::Unreached)));
    story.act(param(1.0));
    assert_eq!(story.texts().last(), Some(&ONE));
    // A site without Python says so.
    let mut story = Story::python(Setting { has_python: false, ..setting() });
    story.on(Event::Recorded(Some(update(0, 4, finished()))));
    story.act(param(0.5));
    assert_eq!((story.records(), value(&story)), (Some(4), Value::Seconds(2.0)));
    assert_eq!(story.own.says_of_page(), Some(&Say::Absent));
}

#[test]
fn a_link_with_other_values_shows_the_recorded_run_until_theirs_is_there() {
    let mut story = Story::python(setting());
    let there = Address { at: Some(5), values: vec![("delay".into(), Value::Seconds(0.5))], ..Address::default() };
    story.act(Action::Address(Ok(there)));
    story.asked.truncate(1);
    assert_eq!(story.texts(), [HALF]);
    story.on(Event::Recorded(Some(update(0, 4, finished()))));
    assert_eq!((story.records(), value(&story)), (Some(4), Value::Seconds(0.5)));
    assert_eq!(story.model.cursor_in_plan(), None, "the address is kept as it is");
    story.run(6, finished());
    assert_eq!((story.records(), story.model.cursor()), (Some(6), Cursor(5)));
}

#[test]
fn a_recording_that_does_not_come_is_made_once_more() {
    let mut story = begun();
    story.on(Event::Recorded(None));
    assert_eq!(story.texts(), [PAGE]);
    story.run(4, finished());
    assert_eq!((story.records(), story.shows()), (Some(4), None));
    // Where the engine does not come either, that is said, and it can be tried once more.
    let mut story = begun();
    story.on(Event::Recorded(None));
    story.on(Event::Python(Report::Failed(Failure::Unreached)));
    assert_eq!(story.model.notice, Some(Notice::Own(Say::Failed(Failure::Unreached))));
    story.asked.clear();
    story.on(Event::Retry);
    assert_eq!(story.texts(), [PAGE]);
}

#[test]
fn edited_it_is_the_reader_s_and_led_back_to_its_text_it_is_recorded() {
    let mut story = recorded();
    story.edit();
    assert_eq!((story.editor.as_deref(), story.own.can_close(), story.texts()), (Some(PAGE), true, vec![]));
    story.write("mine\n");
    assert_eq!((story.shows(), story.records()), (None, Some(4)), "until Python is there");
    story.run(3, finished());
    assert_eq!((story.shows(), story.records()), (Some("mine\n"), Some(3)));
    assert_eq!(story.model.own.as_ref().map(|own| own.edited), Some(true));
    story.types(PAGE);
    assert_eq!((story.shows(), story.records(), story.texts(), story.kept.clone()), (None, Some(4), vec![], None));
}

#[test]
fn its_editor_has_the_values_that_the_parameters_have() {
    let mut story = ready();
    story.act(param(0.5));
    story.run(6, finished());
    story.edit();
    assert_eq!(story.editor.as_deref(), Some(HALF));
    story.write("mine\n");
    story.run(3, finished());
    story.types(HALF);
    assert_eq!((story.shows(), story.texts()), (None, vec![HALF]), "that is the page's program, with those values");
    story.run(6, finished());
    assert_eq!(story.records(), Some(6));
}

#[test]
fn what_the_reader_writes_goes_before_a_parameter_that_is_changed_meanwhile() {
    let mut story = recorded();
    story.edit();
    story.write("mine\n");
    story.act(param(0.5));
    assert_eq!(story.texts(), ["mine\n"]);
    // Taken back before Python is there, the page's program is run as the parameters want it.
    story.types(PAGE);
    assert_eq!(story.texts(), [HALF]);
    story.run(6, finished());
    assert_eq!((story.shows(), story.records()), (None, Some(6)));
}

#[test]
fn of_a_recording_and_what_was_kept_both_are_shown_in_turn() {
    let recorded = || Event::Recorded(Some(update(0, 4, finished())));
    let begin = || {
        let mut story = Story::python(setting());
        story.on(Event::Begin(None, Some("mine\n".into())));
        story
    };
    let mut story = begin();
    story.on(recorded());
    assert_eq!(story.records(), Some(4));
    story.on(Event::EditorLoaded);
    assert_eq!((story.shows(), story.texts()), (None, vec!["mine\n"]));
    story.run(3, finished());
    assert_eq!((story.shows(), story.records()), (Some("mine\n"), Some(3)));
    let mut story = begin();
    story.on(Event::EditorLoaded);
    story.on(recorded());
    assert_eq!((story.shows(), story.records(), story.texts()), (None, Some(4), vec!["mine\n"]));
    // That the recording does not come is then of no interest.
    let mut story = begin();
    story.on(Event::Recorded(None));
    assert_eq!(story.texts(), [""; 0]);
}

#[test]
fn an_address_leads_from_the_reader_s_program_back_to_the_page_s_with_its_values() {
    let mut story = recorded();
    story.on(Event::Arrived(brought("theirs\n")));
    story.on(Event::EditorLoaded);
    story.run(3, finished());
    assert_eq!(story.shows(), Some("theirs\n"));
    let values = vec![("delay".into(), Value::Seconds(0.5))];
    story.act(Action::Address(Ok(Address { values, ..Address::default() })));
    assert_eq!((story.shows(), story.own.is_editing(), story.texts()), (None, false, vec![HALF]));
    story.run(6, finished());
    assert_eq!(story.records(), Some(6));
    story.act(Action::Address(Ok(Address::default())));
    assert_eq!((story.records(), story.texts()), (Some(4), vec![]));
}

#[test]
fn a_change_during_a_live_run_goes_on_with_the_same_run() {
    let mut story = ready();
    story.on(Event::Play);
    let Some(Command::Replay { run, .. }) = story.live.pop() else { panic!("it does not run") };
    story.model.hear(Engine::Live, vec![update(run, 1, Status::Running)], 0.0);
    story.act(param(0.5));
    assert_eq!(story.live, [], "nothing is told to the run before the schedule is there");
    story.run(6, finished());
    assert!(
        matches!(&story.live[..], [Command::Replay { run: same, recording, mode: Mode::Virtual }]
            if *same == run && recording.chunk.records.len() == 6),
        "{:?}",
        story.live
    );
}

#[test]
fn a_live_run_that_is_over_before_the_engine_comes_makes_way_for_the_schedule_that_was_wanted() {
    let mut story = recorded();
    story.on(Event::Play);
    let Some(Command::Replay { run, .. }) = story.live.pop() else { panic!("it does not run") };
    story.model.hear(Engine::Live, vec![update(run, 1, Status::Running)], 0.0);
    story.act(param(0.5));
    let over =
        Update::Progress { run, replace: false, chunk: Chunk::default(), now: Instant::ZERO, status: finished() };
    story.model.hear(Engine::Live, vec![over], 0.0);
    story.see();
    story.on(Event::Python(Report::Ready));
    story.run(6, finished());
    assert_eq!((story.records(), story.model.cursor(), story.model.shows_live()), (Some(6), Cursor(6), false));
}

#[test]
fn stopped_it_is_run_up_to_there_and_played_again_as_if_nobody_had() {
    let mut story = recorded();
    story.on(Event::Play);
    let Some(Command::Replay { run, .. }) = story.live.pop() else { panic!("it does not run") };
    story.model.hear(Engine::Live, vec![update(run, 1, Status::Ended(Outcome::Stopped))], 0.0);
    story.see();
    let until = |story: &Story| {
        story.asked.iter().map(|Program { source, until, .. }| (source.clone(), *until)).collect::<Vec<_>>()
    };
    assert_eq!(until(&story), [(PAGE.to_owned(), Until::Interrupted(0, Instant::ZERO))]);
    story.run(2, Status::Ended(Outcome::Failed("KeyboardInterrupt".into())));
    assert_eq!(story.records(), Some(2));
    story.live.clear();
    story.on(Event::Play);
    assert_eq!(until(&story), [(PAGE.to_owned(), Until::End)]);
    story.run(4, finished());
    assert_eq!(played(&story), [4]);
}

#[test]
fn nobody_acts_in_its_loop_s_place() {
    let mut story = ready();
    story.act(Action::Interventions(Vec::new(), Cursor(1)));
    assert_eq!((story.texts(), story.records()), (vec![], Some(4)));
    assert!(story.model.by_python());
}

#[test]
fn a_run_that_takes_long_says_so() {
    let mut story = ready();
    story.act(param(0.5));
    story.ring(Timer::Long);
    assert_eq!(story.own.says_of_page(), Some(&Say::Working));
    story.run(6, finished());
    assert_eq!((story.own.says_of_page(), story.timers.len()), (None, 0));
}

#[test]
fn fetched_ahead_it_comes_alone() {
    let mut story = recorded();
    assert_eq!(story.on(Event::Ahead), [Effect::WantPython]);
    story.on(loading(1));
    assert_eq!(story.own.says_of_page(), None, "nobody waits for it");
    story.on(Event::Python(Report::Failed(Failure::Unreached)));
    assert_eq!((story.own.says_of_page(), story.model.notice.clone()), (None, None));
}
