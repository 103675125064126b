//! The model's stories: what the reader does and the engines say, and what comes of it.

use loopscope_executor::trace::{Chunk, Ending, Kind, Moved, Record, TextId};
use loopscope_protocol::{Milestone, Outcome, Update};
use loopscope_view::Cursor;

use super::*;

const SECOND: u64 = 1_000_000_000;

/// A record for each of these times, in seconds; each is an essential one.
fn records(from: u32, times: &[u64]) -> Vec<Record> {
    let kind = Kind::ProgramEnd(Ending::Failed(TextId::EMPTY));
    (from..)
        .zip(times)
        .map(|(seq, time)| Record {
            time: Instant::from_nanos(time * SECOND),
            seq,
            iteration: seq / 2,
            task: 0,
            line: 1,
            kind,
        })
        .collect()
}

fn progress(run: RunNo, replace: bool, from: u32, times: &[u64], status: Status) -> Update {
    let now = Instant::from_nanos(times.last().copied().unwrap_or(0) * SECOND);
    Update::Progress { run, replace, chunk: Chunk { records: records(from, times), texts: Vec::new() }, now, status }
}

fn ended() -> Status {
    Status::Ended(Outcome::Finished)
}

/// A lesson with one parameter whose first plan, of five records, is there.
fn planned() -> Model {
    let mut model = Model::new("lesson".into(), vec![("delay".into(), Value::Seconds(2.0))], Runs::Rust);
    let commands = model.open();
    assert!(matches!(&commands[..], [(Engine::Plan, Command::Load { run: 1, mode: Mode::Virtual, .. })]));
    assert!(model.shown().is_none());
    model.hear(Engine::Plan, vec![progress(1, true, 0, &[0, 0, 1, 1, 2], ended())], 0.0);
    model
}

/// The same, with a live run under way that has made two records.
fn running() -> Model {
    let mut model = planned();
    let commands = model.act(Action::Play, 0.0);
    assert!(matches!(
        &commands[..],
        [(Engine::Live, Command::Load { run: 2, mode: Mode::Live { paused: false, .. }, .. })]
    ));
    model.hear(Engine::Live, vec![progress(2, true, 0, &[0, 0], Status::Running)], 1000.0);
    model
}

fn seconds(model: &Model, page_ms: f64) -> f64 {
    model.now(page_ms).as_secs_f64()
}

#[test]
fn a_plan_stands_at_its_beginning() {
    let model = planned();
    assert!(!model.shows_live() && !model.is_live());
    assert_eq!(model.cursor(), Cursor::START);
    assert_eq!(seconds(&model, 5000.0), 0.0);
}

#[test]
fn a_plan_is_gone_through_step_by_step() {
    let mut model = planned();
    for n in 1..=5 {
        assert!(model.act(Action::Step, 0.0).is_empty());
        assert_eq!(model.cursor(), Cursor(n));
    }
    assert!(model.act(Action::Step, 0.0).is_empty());
    assert_eq!(model.cursor(), Cursor(5));
    model.act(Action::StepBack, 0.0);
    assert_eq!((model.cursor(), seconds(&model, 0.0)), (Cursor(4), 1.0));
    model.act(Action::First, 0.0);
    model.act(Action::StepBack, 0.0);
    assert_eq!(model.cursor(), Cursor::START);
    model.act(Action::Last, 0.0);
    assert_eq!(model.cursor(), Cursor(5));
    // Iterations begin at records 0, 2 and 4.
    for cursor in [3, 1] {
        model.act(Action::StepBy { by: By::Turn, forward: false }, 0.0);
        assert_eq!(model.cursor(), Cursor(cursor));
    }
    model.act(Action::StepBy { by: By::Turn, forward: true }, 0.0);
    assert_eq!(model.cursor(), Cursor(3));
    model.act(Action::SeekStep(2), 0.0);
    assert_eq!(model.cursor(), Cursor(2));
}

#[test]
fn time_goes_on_between_two_updates() {
    let mut model = running();
    assert_eq!(seconds(&model, 1000.0), 0.0);
    assert_eq!(seconds(&model, 1500.0), 0.5);
    // A page's clock that seems to go back does not turn loop time back.
    assert_eq!(seconds(&model, 900.0), 0.0);
    let commands = model.act(Action::Speed(4.0), 1500.0);
    assert_eq!(commands, [(Engine::Live, Command::SetSpeed(4.0))]);
    assert_eq!(seconds(&model, 1500.0), 0.5);
    assert_eq!(seconds(&model, 1600.0), 0.9);
    model.act(Action::Speed(1e9), 1600.0);
    assert_eq!(model.speed, SPEEDS.1);
}

#[test]
fn before_the_engine_speaks_no_time_passes() {
    let mut model = planned();
    model.act(Action::Play, 0.0);
    assert_eq!(seconds(&model, 9000.0), 0.0);
    assert_eq!(model.cursor(), Cursor::START);
}

#[test]
fn pause_step_and_go_on() {
    let mut model = running();
    assert_eq!(model.act(Action::Play, 1000.0), [(Engine::Live, Command::Pause)]);
    model.hear(Engine::Live, vec![progress(2, false, 2, &[], Status::Paused)], 1100.0);
    assert_eq!(model.act(Action::Step, 1100.0), [(Engine::Live, Command::Step)]);
    model.hear(Engine::Live, vec![progress(2, false, 2, &[1], Status::Paused)], 1200.0);
    assert_eq!((model.cursor(), seconds(&model, 9000.0)), (Cursor(3), 1.0));
    assert_eq!(model.act(Action::Play, 1200.0), [(Engine::Live, Command::Resume)]);
}

#[test]
fn looking_back_lets_the_run_stand_still() {
    let mut model = running();
    assert_eq!(model.act(Action::StepBack, 1000.0), [(Engine::Live, Command::Pause)]);
    assert_eq!((model.place, model.cursor()), (Place::At(Cursor(1)), Cursor(1)));
    model.hear(Engine::Live, vec![progress(2, false, 2, &[1], Status::Paused)], 1100.0);
    assert_eq!(model.cursor(), Cursor(1));
    // Forward through what there is, then into the present, then the engine makes the next step.
    model.act(Action::Step, 1100.0);
    model.act(Action::Step, 1100.0);
    assert_eq!(model.place, Place::At(Cursor(3)));
    model.act(Action::Step, 1100.0);
    assert_eq!(model.place, Place::Present);
    assert_eq!(model.act(Action::Step, 1100.0), [(Engine::Live, Command::Step)]);
    // From the past, going on means the present.
    model.act(Action::First, 1100.0);
    assert_eq!(model.act(Action::Play, 1100.0), [(Engine::Live, Command::Resume)]);
    assert_eq!(model.place, Place::Present);
}

#[test]
fn a_parameter_changes_the_run_and_the_plan() {
    let mut model = running();
    let commands = model.act(Action::Param(0, Value::Seconds(0.5)), 1000.0);
    assert!(matches!(
        &commands[..],
        [(Engine::Live, Command::SetParam { .. }), (Engine::Plan, Command::Load { run: 3, mode: Mode::Virtual, .. })]
    ));
    model.hear(Engine::Plan, vec![progress(3, true, 0, &[0, 1], ended())], 1100.0);
    assert!(model.is_live(), "a plan ends no live run");
    assert_eq!(model.plan.as_ref().map(|plan| plan.scope.len()), Some(2));
    // The same value again is no change, a parameter that is not there neither.
    assert!(model.act(Action::Param(0, Value::Seconds(0.5)), 1000.0).is_empty());
    assert!(model.act(Action::Param(7, Value::Seconds(0.5)), 1000.0).is_empty());
}

#[test]
fn a_replayed_run_takes_the_place_of_what_was_told() {
    let mut model = running();
    let before = model.shown().map(|run| run.key(0));
    model.hear(Engine::Live, vec![progress(2, true, 0, &[0, 0, 1], Status::Running)], 1100.0);
    assert_eq!(model.cursor(), Cursor(3));
    assert_ne!(model.shown().map(|run| run.key(0)), before);
}

#[test]
fn a_changed_parameter_keeps_the_place() {
    for (at, after) in [(0, 0), (5, 4), (3, 3)] {
        let mut model = planned();
        model.act(Action::Seek(Cursor(at)), 0.0);
        model.act(Action::Param(0, Value::Seconds(0.5)), 0.0);
        model.hear(Engine::Plan, vec![progress(2, true, 0, &[0, 1, 1, 3], ended())], 0.0);
        assert_eq!(model.cursor(), Cursor(after), "from {at}");
    }
}

#[test]
fn after_its_end_a_live_run_stays_until_a_parameter_changes() {
    let mut model = running();
    model.hear(Engine::Live, vec![progress(2, false, 2, &[1, 2], ended())], 3000.0);
    assert!(model.shows_live() && !model.is_live());
    assert_eq!(seconds(&model, 9000.0), 2.0);
    model.act(Action::Param(0, Value::Seconds(0.5)), 3000.0);
    assert!(model.shows_live(), "until the new plan is there");
    model.hear(Engine::Plan, vec![progress(3, true, 0, &[0, 1], ended())], 3000.0);
    assert!(!model.shows_live());
    assert_eq!(model.cursor(), Cursor(2), "at the end, as before");
}

#[test]
fn a_run_that_a_parameter_ends_stays() {
    let mut model = running();
    model.act(Action::Param(0, Value::Seconds(0.1)), 1000.0);
    model.hear(Engine::Live, vec![progress(2, true, 0, &[0, 0], ended())], 1100.0);
    model.hear(Engine::Plan, vec![progress(3, true, 0, &[0, 0], ended())], 1200.0);
    assert!(model.shows_live());
    assert_eq!(model.plan.as_ref().map(|plan| plan.no), Some(3));
}

#[test]
fn what_a_run_before_has_still_to_say_is_dropped() {
    let mut model = running();
    model.hear(Engine::Live, vec![progress(1, true, 0, &[7, 7, 7], ended())], 0.0);
    assert_eq!(model.cursor(), Cursor(2));
    model.act(Action::Param(0, Value::Seconds(1.0)), 0.0);
    model.act(Action::Param(0, Value::Seconds(3.0)), 0.0);
    model.hear(Engine::Plan, vec![progress(3, true, 0, &[9], ended()), progress(4, true, 0, &[3], ended())], 0.0);
    assert_eq!(model.plan.as_ref().map(|plan| plan.scope.end()), Some(Instant::from_nanos(3 * SECOND)));
}

#[test]
fn a_plan_is_shown_when_it_is_complete() {
    let mut model = planned();
    model.act(Action::Param(0, Value::Seconds(1.0)), 0.0);
    model.hear(Engine::Plan, vec![progress(2, true, 0, &[0], Status::Running)], 0.0);
    assert_eq!(model.plan.as_ref().map(|plan| plan.no), Some(1));
    model.hear(Engine::Plan, vec![progress(2, false, 1, &[1], ended())], 0.0);
    assert_eq!(model.plan.as_ref().map(|plan| (plan.no, plan.scope.len())), Some((2, 2)));
}

#[test]
fn the_ghost_is_the_plan_before_the_movement() {
    let mut model = planned();
    let mut change = |seconds: f64, page_ms: f64| {
        let commands = model.act(Action::Param(0, Value::Seconds(seconds)), page_ms);
        let Some((Engine::Plan, Command::Load { run, .. })) = commands.first() else { panic!("{commands:?}") };
        model.hear(Engine::Plan, vec![progress(*run, true, 0, &[0, seconds as u64], ended())], page_ms);
        (model.ghost.as_ref().map(|ghost| ghost.no), *run)
    };
    let (ghost, first) = change(3.0, 0.0);
    assert_eq!(ghost, Some(1));
    // The hand goes on.
    let (ghost, _) = change(4.0, 100.0);
    assert_eq!(ghost, Some(1));
    let (ghost, third) = change(5.0, 1000.0);
    assert_eq!(ghost, Some(1));
    assert!(third > first);
    // Another movement.
    assert_eq!(change(6.0, 9000.0).0, Some(third));
    model.act(Action::Play, 9100.0);
    assert!(model.ghost.is_none());
}

#[test]
fn a_hand_that_drags_on_after_its_change_has_ended_the_run_changes_the_run() {
    let change = |model: &mut Model, seconds: f64| model.act(Action::Param(0, Value::Seconds(seconds)), 2000.0);
    let of_the_run =
        |commands: &Commands| commands.iter().any(|c| matches!(c, (Engine::Live, Command::SetParam { .. })));
    let mut model = running();
    assert!(of_the_run(&change(&mut model, 0.5)));
    model.hear(Engine::Live, vec![progress(2, true, 0, &[0, 0, 1], ended())], 2000.0);
    assert!(!model.is_live());
    assert!(of_the_run(&change(&mut model, 0.4)));
    model.hear(Engine::Plan, vec![progress(4, true, 0, &[0], ended())], 2000.0);
    assert!(model.shows_live());
    // Any other action, and it is over.
    model.act(Action::StepBack, 2000.0);
    assert!(!of_the_run(&change(&mut model, 0.3)));
    // A run that ended by itself is over at once, also one that ended before the page heard of it.
    let mut model = planned();
    model.act(Action::Play, 0.0);
    model.hear(Engine::Live, vec![progress(2, true, 0, &[0, 0, 1], ended())], 2000.0);
    assert!(!of_the_run(&change(&mut model, 0.3)));
}

#[test]
fn a_lost_engine_leaves_what_it_recorded() {
    let mut model = running();
    assert!(model.replaced(Engine::Live, 1500.0).is_empty());
    assert_eq!(model.notice, Some(Notice::EngineReplaced));
    assert!(!model.is_live() && model.shows_live());
    assert_eq!((model.cursor(), seconds(&model, 9000.0)), (Cursor(2), 0.5));
    let commands = model.act(Action::Play, 0.0);
    assert!(matches!(&commands[..], [(Engine::Live, Command::Load { run: 3, .. })]));
    assert_eq!(model.notice, None);
    // A run that has said nothing yet leaves nothing.
    model.gone(Engine::Live, 0.0);
    assert_eq!(model.notice, Some(Notice::EngineGone));
    assert!(!model.shows_live());
}

#[test]
fn a_new_engine_hears_that_the_page_is_hidden() {
    let mut model = running();
    assert_eq!(model.act(Action::Visible(false), 0.0), [(Engine::Live, Command::Visible(false))]);
    assert_eq!(model.replaced(Engine::Live, 0.0), [(Engine::Live, Command::Visible(false))]);
    assert_eq!(model.replaced(Engine::Plan, 0.0), []);
}

#[test]
fn a_refusal_is_told_and_ends_what_had_not_begun() {
    let mut model = planned();
    model.act(Action::Play, 0.0);
    model.hear(Engine::Live, vec![Update::Refused { run: 2, message: "no such lesson".into() }], 0.0);
    assert_eq!(model.notice, Some(Notice::Refused("no such lesson".into())));
    assert!(!model.shows_live());
    // In the middle of a run, the run goes on.
    let mut model = running();
    model.hear(Engine::Live, vec![Update::Refused { run: 2, message: "no".into() }], 0.0);
    assert!(model.is_live());
}

/// The records of a run: in one iteration of the loop, a task's step and a timer, twice, and in between the clock jumps.
fn turns(clock: bool) -> Vec<Record> {
    let jump = Kind::ClockAdvanced { from: Instant::ZERO, by: Moved::Waiting };
    let kinds = [Kind::PollBegin, Kind::IterationEnd, jump, Kind::TimerFired(1), Kind::PollBegin, Kind::IterationEnd];
    let kinds = kinds.into_iter().filter(|kind| clock || *kind != jump);
    (0..)
        .zip(kinds)
        .map(|(seq, kind)| Record { time: Instant::ZERO, seq, iteration: 1, task: 1, line: 1, kind })
        .collect()
}

fn told(run: RunNo, records: Vec<Record>, status: Status) -> Update {
    let chunk = Chunk { records, texts: Vec::new() };
    Update::Progress { run, replace: true, chunk, now: Instant::ZERO, status }
}

#[test]
fn steps_of_tasks_and_timers() {
    let mut model = planned();
    model.act(Action::Param(0, Value::Seconds(0.5)), 0.0);
    model.hear(Engine::Plan, vec![told(2, turns(true), ended())], 0.0);
    model.act(Action::Stride(By::Task), 0.0);
    for cursor in [1, 5, 6, 6] {
        model.act(Action::Step, 0.0);
        assert_eq!(model.cursor(), Cursor(cursor));
    }
    for cursor in [5, 1, 0, 0] {
        model.act(Action::StepBack, 0.0);
        assert_eq!(model.cursor(), Cursor(cursor));
    }
    for cursor in [4, 6] {
        model.act(Action::StepBy { by: By::Timer, forward: true }, 0.0);
        assert_eq!(model.cursor(), Cursor(cursor));
    }
}

#[test]
fn a_paused_run_makes_the_steps_itself() {
    for (by, command) in [
        (By::Record, Command::Step),
        (By::Task, Command::StepTo(Milestone::TaskStep)),
        (By::Turn, Command::StepTo(Milestone::TurnEnd)),
        (By::Timer, Command::StepTo(Milestone::Timer)),
    ] {
        let mut model = running();
        model.hear(Engine::Live, vec![progress(2, false, 2, &[], Status::Paused)], 1100.0);
        assert_eq!(model.act(Action::StepBy { by, forward: true }, 1100.0), [(Engine::Live, command.clone())]);
        model.act(Action::Stride(by), 1100.0);
        assert_eq!(model.act(Action::Step, 1100.0), [(Engine::Live, command)]);
    }
}

fn place(seconds: f64, at: u32) -> Result<Address, Void> {
    let values = vec![("delay".to_owned(), Value::Seconds(seconds))];
    Ok(Address { values, at: Some(at), ..Address::default() })
}

#[test]
fn an_address_opens_its_moment() {
    for (at, cursor, notice) in [(0, 0, None), (3, 3, None), (5, 5, None), (6, 0, Some(Notice::BadAddress))] {
        let mut model = Model::new("lesson".into(), vec![("delay".into(), Value::Seconds(2.0))], Runs::Rust);
        model.arrive(place(0.5, at));
        let commands = model.open();
        let [(_, Command::Load { program, .. })] = &commands[..] else { panic!("{commands:?}") };
        assert_eq!(program.params, [("delay".to_owned(), Value::Seconds(0.5))]);
        assert_eq!(model.cursor_in_plan(), None);
        model.hear(Engine::Plan, vec![progress(1, true, 0, &[0, 0, 1, 1, 2], ended())], 0.0);
        assert_eq!((model.cursor(), &model.notice), (Cursor(cursor), &notice), "at {at}");
        assert_eq!(model.cursor_in_plan(), Some(Cursor(cursor)));
    }
}

#[test]
fn another_address_ends_the_run() {
    let mut model = running();
    let commands = model.act(Action::Address(place(0.5, 2)), 0.0);
    assert!(matches!(&commands[..], [(Engine::Live, Command::Stop), (Engine::Plan, Command::Load { run: 3, .. })]));
    model.hear(Engine::Plan, vec![progress(3, true, 0, &[0, 0, 1], ended())], 0.0);
    assert_eq!((model.shows_live(), model.cursor()), (false, Cursor(2)));
    model.act(Action::Address(Err(Void { part: "at=x".into() })), 0.0);
    model.hear(Engine::Plan, vec![progress(4, true, 0, &[0, 0, 1], ended())], 0.0);
    assert_eq!((model.cursor(), model.notice), (Cursor::START, Some(Notice::BadAddress)));
}

#[test]
fn the_address_of_a_live_run_s_moment_is_the_plan_s() {
    let mut model = planned();
    model.act(Action::Param(0, Value::Seconds(0.5)), 0.0);
    model.hear(Engine::Plan, vec![told(2, turns(true), ended())], 0.0);
    model.act(Action::Play, 0.0);
    model.hear(Engine::Live, vec![told(3, turns(false), Status::Running)], 0.0);
    assert_eq!(model.cursor_in_plan(), None);
    model.hear(Engine::Live, vec![told(3, turns(false), ended())], 0.0);
    for (live, plan) in [(0, 0), (1, 1), (2, 2), (3, 4), (4, 5), (5, 6)] {
        model.act(Action::Seek(Cursor(live)), 0.0);
        assert_eq!(model.cursor_in_plan(), Some(Cursor(plan)), "{live}");
    }
}
