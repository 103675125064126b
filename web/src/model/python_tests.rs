//! The Python engine's stories: what is wanted of it and what its worker says, and what comes of it.

use loopscope_executor::Instant;
use loopscope_executor::trace::Chunk;
use loopscope_protocol::{Outcome, Status, Update};
use loopscope_version::Version;

use super::python::{Effect, Event, Failure, Order, Program, Python, Report, Timer, Until, Why};

const SIZE: u64 = 8_000_000;
/// How long a program may compute; how long it may when it is watched over, before it ends itself and before it is ended.
const PLAIN: (u32, u32) = (2000, 0);
const GUARDED: (u32, u32) = (2000, 1000);

fn program(run: u32) -> Program {
    let source = format!("print({run})\n");
    Program { run, source, python: Version::V3_14, typed: Vec::new(), until: Until::End }
}

fn update(run: u32) -> Update {
    let status = Status::Ended(Outcome::Finished);
    Update::Progress { run, replace: true, chunk: Chunk::default(), now: Instant::ZERO, status }
}

fn ended(run: u32) -> Event {
    Event::Ended { run, update: update(run).to_bytes(), problems: Vec::new(), variables: Vec::new() }
}

fn end(run: u32) -> Effect {
    Effect::Report(Report::End { run, update: Ok(update(run)), problems: Vec::new(), variables: Vec::new() })
}

fn post(run: u32, (most_ms, limit_ms): (u32, u32)) -> Effect {
    Effect::Post(Order::Run { program: program(run), most_ms, limit_ms })
}

fn halt(run: u32, told: Vec<u8>, why: Why) -> Effect {
    Effect::Post(Order::Halt { run, told, why })
}

fn stopped(run: u32, why: Why) -> Effect {
    Effect::Report(Report::Stopped(run, why))
}

const SILENCE: Effect = Effect::Arm(Timer::Silence, 20_000.0);
const HEARD: Effect = Effect::Disarm(Timer::Silence);
const NO_MOMENT: Effect = Effect::Disarm(Timer::Moment);

/// An engine and the page's clock.
struct Story {
    python: Python,
    now_ms: f64,
}

impl Story {
    /// Nothing is there.
    fn absent() -> Story {
        Story { python: Python::new(SIZE), now_ms: 0.0 }
    }

    /// Programs run at once.
    fn idle() -> Story {
        let mut story = Story::absent();
        story.on(Event::Wanted);
        story.on(Event::Compiled);
        story.on(Event::Ready);
        story
    }

    /// The program with this number runs.
    fn running(run: u32) -> Story {
        let mut story = Story::idle();
        assert_eq!(story.on(Event::Asked(program(run))), [post(run, PLAIN), SILENCE]);
        story
    }

    /// It was ended for that, and runs once more, watched over.
    fn guarded(run: u32, why: Why) -> Story {
        let mut story = Story::running(run);
        let effects = story.on(Event::Trapped(run, why));
        assert_eq!(effects, [HEARD, stopped(run, why), post(run, GUARDED), SILENCE]);
        story
    }

    fn on(&mut self, event: Event) -> Vec<Effect> {
        self.python.on(event, self.now_ms)
    }

    fn after(&mut self, ms: f64, event: Event) -> Vec<Effect> {
        self.now_ms += ms;
        self.on(event)
    }
}

#[test]
fn it_is_fetched_once_when_it_is_wanted_and_says_how_far_it_is() {
    let mut story = Story::absent();
    assert_eq!(story.on(Event::Wanted), [Effect::Fetch]);
    assert_eq!(story.on(Event::Wanted), []);
    let loading = Report::Loading { bytes: 65_536, total: SIZE };
    assert_eq!(story.on(Event::Came(65_536)), [Effect::Report(loading)]);
    assert_eq!(story.on(Event::Compiled), []);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready)]);
    assert_eq!(story.on(Event::Wanted), []);
}

#[test]
fn of_programs_that_are_asked_for_before_it_is_there_the_last_one_runs() {
    let mut story = Story::absent();
    assert_eq!(story.on(Event::Asked(program(1))), [Effect::Fetch]);
    assert_eq!(story.on(Event::Asked(program(2))), []);
    story.on(Event::Compiled);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready), post(2, PLAIN), SILENCE]);
}

#[test]
fn programs_run_one_after_the_other() {
    let mut story = Story::running(1);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1)]);
    assert_eq!(story.on(Event::Asked(program(2))), [post(2, PLAIN), SILENCE]);
    // Nobody hears of the end of one that is not the current one.
    assert_eq!(story.on(ended(1)), []);
}

#[test]
fn one_that_nobody_wants_any_more_has_a_moment_to_come_to_its_end() {
    let mut story = Story::running(1);
    assert_eq!(story.after(100.0, Event::Asked(program(2))), [Effect::Arm(Timer::Moment, 200.0)]);
    assert_eq!(story.after(100.0, Event::Asked(program(3))), [Effect::Arm(Timer::Moment, 100.0)]);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1), post(3, PLAIN), SILENCE]);
}

#[test]
fn and_then_makes_way_with_its_worker() {
    let mut story = Story::running(1);
    story.after(100.0, Event::Asked(program(2)));
    assert_eq!(story.after(200.0, Event::Rang(Timer::Moment)), [HEARD, NO_MOMENT, Effect::Replace]);
    assert_eq!(story.on(ended(1)), []);
    assert_eq!(story.on(Event::Trapped(1, Why::Time)), []);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready), post(2, PLAIN), SILENCE]);
    // One that runs for longer already, at once.
    let mut story = Story::running(1);
    assert_eq!(story.after(301.0, Event::Asked(program(2))), [HEARD, NO_MOMENT, Effect::Replace]);
}

#[test]
fn a_timer_that_rings_too_early_waits_for_the_rest_of_the_moment() {
    let mut story = Story::running(1);
    story.on(Event::Asked(program(2)));
    assert_eq!(story.after(299.0, Event::Rang(Timer::Moment)), [Effect::Arm(Timer::Moment, 1.0)]);
    assert_eq!(Story::running(1).after(500.0, Event::Rang(Timer::Moment)), [], "nothing else is wanted");
}

#[test]
fn a_run_is_dropped_by_hand() {
    let mut story = Story::running(1);
    story.on(Event::Asked(program(2)));
    assert_eq!(story.on(Event::Dropped), [HEARD, NO_MOMENT, Effect::Replace]);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready)]);
    // When nothing runs, there is nothing to be dropped.
    assert_eq!(story.on(Event::Dropped), []);
    assert_eq!(story.on(Event::Asked(program(3))), [post(3, PLAIN), SILENCE]);
    // What is asked for before the engine is there is forgotten.
    let mut story = Story::absent();
    story.on(Event::Asked(program(1)));
    assert_eq!(story.on(Event::Dropped), []);
    story.on(Event::Compiled);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready)]);
}

#[test]
fn one_that_does_not_end_runs_once_more_watched_over() {
    let mut story = Story::guarded(1, Why::Time);
    let told = Effect::Report(Report::Update(1, Ok(update(1))));
    assert_eq!(story.on(Event::Told(update(1).to_bytes())), [told]);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1)]);
    assert_eq!(story.on(Event::Asked(program(2))), [post(2, PLAIN), SILENCE]);
}

#[test]
fn not_when_something_else_is_wanted_by_then() {
    let mut story = Story::running(1);
    story.after(100.0, Event::Asked(program(2)));
    let effects = story.on(Event::Trapped(1, Why::Memory));
    assert_eq!(effects, [HEARD, stopped(1, Why::Memory), post(2, PLAIN), SILENCE]);
}

#[test]
fn not_even_watched_does_it_come_back_and_what_it_told_is_its_run() {
    let mut story = Story::guarded(1, Why::Time);
    let told = update(1).to_bytes();
    story.on(Event::Told(told.clone()));
    assert_eq!(story.on(Event::Trapped(1, Why::Engine)), [HEARD, halt(1, told, Why::Time)]);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1)]);
    // One that told nothing.
    let mut story = Story::guarded(1, Why::Stack);
    assert_eq!(story.on(Event::Trapped(1, Why::Stack)), [HEARD, halt(1, Vec::new(), Why::Stack)]);
    // Nothing helps.
    assert_eq!(story.on(Event::Trapped(1, Why::Engine)), [HEARD, NO_MOMENT, Effect::Replace]);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready)]);
}

#[test]
fn a_worker_that_is_silent_is_replaced() {
    let mut story = Story::running(1);
    let effects = story.after(20_000.0, Event::Rang(Timer::Silence));
    assert_eq!(effects, [HEARD, Effect::Replace, stopped(1, Why::Time)]);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready), post(1, GUARDED), SILENCE]);
    let told = update(1).to_bytes();
    story.on(Event::Told(told.clone()));
    assert_eq!(story.after(20_000.0, Event::Rang(Timer::Silence)), [HEARD, Effect::Replace]);
    assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready), halt(1, told, Why::Time)]);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1)]);
    // When nothing runs it may say nothing.
    assert_eq!(story.after(20_000.0, Event::Rang(Timer::Silence)), []);
}

#[test]
fn what_waits_while_an_end_is_written_runs_then() {
    let mut story = Story::guarded(1, Why::Time);
    story.after(20_000.0, Event::Rang(Timer::Silence));
    assert_eq!(story.on(Event::Asked(program(2))), []);
    let effects = story.on(Event::Ready);
    assert_eq!(effects, [Effect::Report(Report::Ready), halt(1, Vec::new(), Why::Time)]);
    assert_eq!(story.on(ended(1)), [HEARD, NO_MOMENT, end(1), post(2, PLAIN), SILENCE]);
}

#[test]
fn it_is_lost_and_what_was_asked_for_runs_when_it_comes_after_all() {
    for failure in [Failure::Unreached, Failure::Refused(503), Failure::Broken("no module".into()), Failure::Memory] {
        let mut story = Story::absent();
        story.on(Event::Asked(program(1)));
        let lost = [HEARD, NO_MOMENT, Effect::Discard, Effect::Report(Report::Failed(failure.clone()))];
        assert_eq!(story.on(Event::Lost(failure)), lost);
        // What comes too late is of no use.
        assert_eq!(story.on(Event::Compiled), []);
        assert_eq!(story.on(Event::Ready), []);
        assert_eq!(story.on(Event::Wanted), [Effect::Fetch]);
        story.on(Event::Compiled);
        assert_eq!(story.on(Event::Ready), [Effect::Report(Report::Ready), post(1, PLAIN), SILENCE]);
    }
}

#[test]
fn what_is_told_in_another_form_is_told_as_such() {
    let mut story = Story::running(1);
    let effects = story.on(Event::Told(vec![255]));
    assert!(matches!(effects[..], [Effect::Report(Report::Update(1, Err(_)))]), "{effects:?}");
}
