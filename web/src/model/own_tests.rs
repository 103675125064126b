//! A program of the reader's own in the lesson's place: which run is shown, what a live run is told, and what is never mixed.

use loopscope_executor::trace::{Actor, Chunk, Kind, Record, TextId};
use loopscope_executor::{Instant, Intervention};
use loopscope_protocol::{Mode, Outcome, Status, Update, Value};
use loopscope_view::Cursor;

use super::*;

fn update(run: u32, count: u32, status: Status) -> Update {
    let kind = Kind::TaskCreated { parent: Actor::Program, name: TextId::EMPTY, coroutine: TextId::EMPTY };
    let record = |seq| Record { time: Instant::ZERO, seq, iteration: 0, task: seq + 1, line: 1, kind };
    let chunk = Chunk { records: (0..count).map(record).collect(), texts: Vec::new() };
    Update::Progress { run, replace: true, chunk, now: Instant::ZERO, status }
}

fn ended() -> Status {
    Status::Ended(Outcome::Finished)
}

fn own(source: &str) -> Action {
    Action::Own(Some(Own { source: source.into(), edited: true, ..Own::default() }))
}

/// A lesson whose plan of five records is there.
fn planned() -> Model {
    let mut model = Model::new("lesson".into(), vec![("delay".into(), Value::Seconds(2.0))], Runs::Rust);
    model.open();
    model.hear(Engine::Plan, vec![update(1, 5, ended())], 0.0);
    model
}

/// The same, with a program of the reader's own of three records in its place.
fn edited() -> Model {
    let mut model = planned();
    assert_eq!(model.act(own("one"), 0.0), []);
    assert_eq!(model.act(Action::Told(update(7, 3, ended())), 0.0), []);
    model
}

fn records(model: &Model) -> Option<u32> {
    model.shown().map(|run| run.scope.len())
}

#[test]
fn its_run_is_shown_when_it_has_ended_and_at_its_end() {
    let mut model = planned();
    model.act(own("one"), 0.0);
    assert_eq!(records(&model), Some(5), "until then the one before");
    model.act(Action::Told(update(7, 2, Status::Running)), 0.0);
    assert_eq!(records(&model), Some(5));
    model.act(Action::Told(update(7, 3, ended())), 0.0);
    assert_eq!((records(&model), model.cursor()), (Some(3), Cursor(3)));
    assert_eq!(model.program().params, [], "the lesson's parameters are not its own");
    // Who has gone to its beginning stays there.
    model.act(Action::First, 0.0);
    model.act(own("two"), 0.0);
    model.act(Action::Told(update(8, 4, ended())), 0.0);
    assert_eq!((records(&model), model.cursor()), (Some(4), Cursor::START));
}

#[test]
fn nothing_is_told_of_a_program_that_is_not_shown() {
    let mut model = planned();
    model.act(Action::Told(update(7, 3, ended())), 0.0);
    assert_eq!(records(&model), Some(5));
    let mut model = edited();
    let commands = model.act(Action::Own(None), 0.0);
    assert!(matches!(&commands[..], [(Engine::Plan, Command::Load { mode: Mode::Virtual, .. })]), "{commands:?}");
    model.act(Action::Told(update(8, 2, ended())), 0.0);
    let Some((_, Command::Load { run, .. })) = commands.first() else { panic!("no plan is asked for") };
    model.hear(Engine::Plan, vec![update(*run, 5, ended())], 0.0);
    assert_eq!(records(&model), Some(5));
}

#[test]
fn played_it_is_told_again_live_and_a_change_goes_on_with_the_same_run() {
    let mut model = edited();
    let commands = model.act(Action::Play, 0.0);
    let [(Engine::Live, Command::Replay { run, recording, mode: Mode::Live { paused: false, .. } })] = &commands[..]
    else {
        panic!("{commands:?}")
    };
    assert_eq!((recording.chunk.records.len(), &recording.outcome), (3, &Outcome::Finished));
    model.hear(Engine::Live, vec![update(*run, 1, Status::Running)], 0.0);
    assert_eq!(model.act(own("two"), 0.0), []);
    let commands = model.act(Action::Told(update(8, 4, ended())), 0.0);
    assert!(
        matches!(&commands[..], [(Engine::Live, Command::Replay { run: same, recording, .. })]
            if same == run && recording.chunk.records.len() == 4),
        "{commands:?}"
    );
    assert!(model.shows_live());
}

#[test]
fn played_too_early_it_waits_for_its_own_run() {
    let mut model = edited();
    model.act(own("two"), 0.0);
    assert_eq!(model.act(Action::Play, 0.0), [], "the run that is shown is of the text before");
    let commands = model.act(Action::Told(update(8, 4, ended())), 0.0);
    assert!(
        matches!(&commands[..], [(Engine::Live, Command::Replay { recording, .. })] if recording.chunk.records.len() == 4),
        "{commands:?}"
    );
}

#[test]
fn the_lesson_s_run_ends_when_another_program_takes_its_place() {
    let mut model = planned();
    let commands = model.act(Action::Play, 0.0);
    let Some((_, Command::Load { run, .. })) = commands.first() else { panic!("it does not run") };
    model.hear(Engine::Live, vec![update(*run, 1, Status::Running)], 0.0);
    assert_eq!(model.act(own("one"), 0.0), [(Engine::Live, Command::Stop)]);
    assert!(!model.shows_live());
}

#[test]
fn it_has_no_parameters_and_no_interventions_of_the_lesson_s() {
    let mut model = edited();
    assert_eq!(model.act(Action::Param(0, Value::Seconds(1.0)), 0.0), []);
    assert_eq!(model.values, [Value::Seconds(2.0)]);
    assert_eq!(model.act(Action::Interventions(Vec::<Intervention>::new(), Cursor(1)), 0.0), []);
    assert_eq!(model.interventions, []);
}

#[test]
fn an_address_s_moment_is_one_of_its_program_s() {
    let mut model = Model::new("lesson".into(), vec![("delay".into(), Value::Seconds(2.0))], Runs::Rust);
    let there = Ok(Address { at: Some(2), source: Some("one".into()), ..Address::default() });
    model.arrive(there);
    model.open();
    model.hear(Engine::Plan, vec![update(1, 5, ended())], 0.0);
    assert_eq!((model.cursor(), model.cursor_in_plan()), (Cursor::START, None), "the address is kept as it is");
    model.act(own("one"), 0.0);
    model.act(Action::Told(update(7, 3, ended())), 0.0);
    assert_eq!((model.cursor(), model.cursor_in_plan()), (Cursor(2), Some(Cursor(2))));
    // Another address, without a program: the lesson's again.
    model.act(Action::Address(Ok(Address::default())), 0.0);
    assert_eq!(model.own, None);
}

#[test]
fn an_address_s_named_moment_is_looked_for_once_its_program_s_run_is_there() {
    let mut model = Model::new("lesson".into(), vec![("delay".into(), Value::Seconds(2.0))], Runs::Rust);
    model.arrive(Ok(Address { moment: Some("joined".into()), source: Some("one".into()), ..Address::default() }));
    model.open();
    model.hear(Engine::Plan, vec![update(1, 5, ended())], 0.0);
    model.act(Action::Moment("joined".into()), 0.0);
    assert_eq!(model.moment_due(), None, "the lesson's run is no place to look for it");
    model.act(own("one"), 0.0);
    assert_eq!(model.moment_due(), None);
    model.act(Action::Told(update(7, 3, ended())), 0.0);
    assert_eq!((model.moment_due(), model.cursor_in_plan()), (Some("joined"), None), "the address is kept as it is");
    model.act(Action::Seek(Cursor(2)), 0.0);
    assert_eq!((model.moment_due(), model.cursor_in_plan()), (None, Some(Cursor(2))));
    // One that is not there is told of once.
    model.act(Action::Moment("left".into()), 0.0);
    assert_eq!(model.moment_due(), Some("left"));
    model.act(Action::Notice(Notice::NoMoment(Missing::Unknown, "left".into())), 0.0);
    assert_eq!((model.moment_due(), model.cursor_in_plan()), (None, Some(Cursor(2))));
}

#[test]
fn where_the_program_does_not_come_its_moment_is_of_no_interest() {
    let mut model = planned();
    model.act(Action::Address(Ok(Address { at: Some(2), source: Some("one".into()), ..Address::default() })), 0.0);
    model.act(Action::Moment("joined".into()), 0.0);
    assert_eq!(model.cursor_in_plan(), None);
    let Some(no) = model.planning() else { panic!("no plan is asked for") };
    model.hear(Engine::Plan, vec![update(no, 5, ended())], 0.0);
    assert_eq!(model.act(Action::Own(None), 0.0), []);
    assert_eq!((model.moment_due(), model.cursor_in_plan()), (None, Some(Cursor::START)));
}

#[test]
fn edited_while_it_runs_live_a_python_program_goes_on_as_the_text_now_has_it() {
    let mut model = Model::new("lesson".into(), Vec::new(), Runs::Python);
    model.open();
    model.act(Action::Planned(2, update(0, 3, ended())), 0.0);
    let commands = model.act(Action::Play, 0.0);
    let [(Engine::Live, Command::Replay { run, .. })] = &commands[..] else { panic!("{commands:?}") };
    model.hear(Engine::Live, vec![update(*run, 1, Status::Running)], 0.0);
    assert_eq!(model.act(own("one"), 0.0), []);
    let commands = model.act(Action::Told(update(7, 4, ended())), 0.0);
    assert!(
        matches!(&commands[..], [(Engine::Live, Command::Replay { run: same, recording, .. })]
            if same == run && recording.chunk.records.len() == 4),
        "{commands:?}"
    );
}

/// A live run of the reader's own program that was stopped after one of its three records.
fn stopped() -> Model {
    let mut model = edited();
    let commands = model.act(Action::Play, 0.0);
    let [(Engine::Live, Command::Replay { run, .. })] = &commands[..] else { panic!("{commands:?}") };
    let run = *run;
    model.hear(Engine::Live, vec![update(run, 1, Status::Running)], 0.0);
    assert_eq!(model.stopped(), None);
    assert_eq!(model.act(Action::Stop, 0.0), [(Engine::Live, Command::Stop)]);
    model.hear(Engine::Live, vec![update(run, 1, Status::Ended(Outcome::Stopped))], 0.0);
    model
}

#[test]
fn stopped_it_shows_what_it_does_then_and_the_schedule_that_it_had_as_the_ghost() {
    let mut model = stopped();
    assert_eq!(model.stopped(), Some((0, Instant::ZERO)));
    assert_eq!(model.act(Action::Interrupted(update(8, 2, ended())), 0.0), []);
    assert_eq!((records(&model), model.cursor()), (Some(2), Cursor(2)));
    assert_eq!(model.ghost.as_ref().map(|ghost| ghost.scope.len()), Some(3));
    assert_eq!(model.stopped(), None, "what it did is known");
    assert_eq!(model.cursor_in_plan(), None, "no link leads to a moment of such a run");
}

#[test]
fn played_after_that_it_begins_anew_as_if_nobody_had_stopped_it() {
    let mut model = stopped();
    model.act(Action::Interrupted(update(8, 2, ended())), 0.0);
    assert!(!model.wants_again());
    assert_eq!(model.act(Action::Play, 0.0), []);
    assert!(model.wants_again());
    let commands = model.act(Action::Told(update(9, 3, ended())), 0.0);
    assert!(
        matches!(&commands[..], [(Engine::Live, Command::Replay { recording, .. })] if recording.chunk.records.len() == 3),
        "{commands:?}"
    );
    assert!(!model.wants_again());
}

#[test]
fn a_lesson_s_run_that_is_stopped_is_stopped_and_no_more() {
    let mut model = planned();
    let commands = model.act(Action::Play, 0.0);
    let Some((_, Command::Load { run, .. })) = commands.first() else { panic!("it does not run") };
    model.hear(Engine::Live, vec![update(*run, 1, Status::Ended(Outcome::Stopped))], 0.0);
    assert_eq!(model.stopped(), None);
}
