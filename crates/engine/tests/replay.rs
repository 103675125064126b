//! Recorded runs under a wall clock that the tests turn by hand: they are told as the program itself would tell them live.

use loopscope_engine::plan;
use loopscope_engine::session::{Session, When, lessons};
use loopscope_executor::Limits;
use loopscope_executor::trace::{Kind, Trace};
use loopscope_protocol::{Command, Epoch, Milestone, Mode, Outcome, Program, Recording, Status, Update, Value};

const LIVE: Mode = Mode::Live { speed: 1.0, paused: false };

fn program(lesson: &str, params: &[(&str, f64)]) -> Program {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), Value::Seconds(*value))).collect();
    Program { lesson: lesson.to_owned(), params, epoch: Epoch::default(), interventions: Vec::new() }
}

fn recording(lesson: &str, params: &[(&str, f64)]) -> Recording {
    match plan(1, &program(lesson, params), Limits::default()) {
        Some(Update::Progress { chunk, now, status: Status::Ended(outcome), .. }) => {
            Recording { chunk, end: now, outcome }
        }
        other => panic!("no plan but {other:?}"),
    }
}

/// A page that keeps what it is told.
struct Page {
    run: Session,
    trace: Trace,
    wall: f64,
    status: Status,
    replaced: usize,
}

impl Page {
    fn of(run: Session) -> Page {
        let mut page = Page { run, trace: Trace::default(), wall: 0.0, status: Status::Running, replaced: 0 };
        page.look();
        page
    }

    fn look(&mut self) {
        if let Some(Update::Progress { replace, chunk, status, .. }) = self.run.update(self.wall) {
            if replace {
                self.trace = Trace::default();
                self.replaced += 1;
            }
            self.trace.append(chunk);
            self.status = status;
        }
    }

    fn pass(&mut self, ms: f64) {
        let until = self.wall + ms;
        loop {
            let when = self.run.pump(self.wall);
            self.look();
            match when {
                When::Now => {}
                When::In(ms) if self.wall + ms <= until => self.wall += ms,
                When::In(_) | When::Never => break,
            }
        }
        self.wall = until;
    }

    fn command(&mut self, command: Command) {
        self.run.command(command, self.wall).unwrap();
        self.look();
    }

    fn kinds(&self) -> Vec<Kind> {
        self.trace.records.iter().map(|record| record.kind).collect()
    }

    /// How many lines have been printed: by the event loop's program one before its sleep, and two after it.
    fn printed(&self) -> usize {
        self.trace.records.iter().filter(|record| matches!(record.kind, Kind::Output { .. })).count()
    }
}

fn replay(lesson: &str, params: &[(&str, f64)]) -> Page {
    Page::of(Session::replay(1, recording(lesson, params), LIVE, true, 0.0))
}

#[test]
fn every_lesson_is_told_as_it_runs_live() {
    let of_rust = |lesson: &&loopscope_lessons::Lesson| matches!(lesson.runs, loopscope_lessons::Runs::Rust(_));
    for lesson in loopscope_lessons::lessons().iter().filter(of_rust) {
        let mut told = replay(lesson.slug, &[]);
        let live = Session::load(1, program(lesson.slug, &[]), LIVE, true, lessons, 0.0).unwrap();
        let mut live = Page::of(live);
        for ms in [0.0, 400.0, 700.0, 2000.0, 60_000.0] {
            told.pass(ms);
            live.pass(ms);
            assert_eq!(told.kinds(), live.kinds(), "{} after {} ms", lesson.slug, told.wall);
            assert_eq!(told.status, live.status, "{} after {} ms", lesson.slug, told.wall);
        }
        assert!(told.trace.records.iter().zip(0..).all(|(record, seq)| record.seq == seq), "{}", lesson.slug);
        assert!(matches!(told.status, Status::Ended(Outcome::Finished | Outcome::Failed(_))), "{}", lesson.slug);
    }
}

#[test]
fn pause_speed_and_a_hidden_page_stop_and_stretch_its_time() {
    let mut page = replay("event-loop", &[("delay", 2.0)]);
    page.pass(1000.0);
    page.command(Command::Pause);
    assert_eq!(page.status, Status::Paused);
    page.pass(5000.0);
    assert_eq!(page.printed(), 1);
    page.command(Command::Resume);
    page.command(Command::SetSpeed(2.0));
    page.pass(499.0);
    assert_eq!(page.printed(), 1);
    page.command(Command::Visible(false));
    page.pass(5000.0);
    assert_eq!(page.printed(), 1);
    page.command(Command::Visible(true));
    page.pass(1.0);
    assert_eq!(page.printed(), 3);
    assert_eq!(page.status, Status::Ended(Outcome::Finished));
}

#[test]
fn steps_are_entries_and_lead_to_the_end() {
    let mut page =
        Page::of(Session::replay(1, recording("event-loop", &[]), Mode::Live { speed: 1.0, paused: true }, true, 0.0));
    let mut steps = 0;
    while page.status == Status::Paused && steps < 100 {
        let before = page.trace.records.len();
        page.command(Command::Step);
        let ran = page.trace.records[before..].iter();
        let ran = ran.filter(|record| matches!(record.kind, Kind::PollBegin | Kind::CallbackBegin(_))).count();
        assert!(ran <= 1, "a step ran {ran} entries");
        steps += 1;
    }
    assert_eq!(page.status, Status::Ended(Outcome::Finished));
    let whole: Vec<Kind> = recording("event-loop", &[]).chunk.records.iter().map(|record| record.kind).collect();
    let whole: Vec<Kind> = whole.into_iter().filter(|kind| !matches!(kind, Kind::ClockAdvanced { .. })).collect();
    assert_eq!(page.kinds(), whole);

    let mut page = replay("event-loop", &[]);
    page.command(Command::StepTo(Milestone::Timer));
    assert!(page.kinds().iter().any(|kind| matches!(kind, Kind::TimerFired(_))));
    assert_eq!(page.status, Status::Paused);
}

#[test]
fn another_recording_takes_its_place_at_the_present_instant() {
    let mut page = replay("event-loop", &[("delay", 2.0)]);
    page.pass(1000.0);
    page.run.go_on(recording("event-loop", &[("delay", 1.5)]), page.wall);
    page.look();
    assert_eq!((page.replaced, page.printed()), (2, 1));
    page.pass(499.0);
    assert_eq!(page.printed(), 1);
    page.pass(1.0);
    assert_eq!(page.printed(), 3);
    // One that is over by then has ended; one that is longer brings it back.
    page.run.go_on(recording("event-loop", &[("delay", 0.5)]), page.wall);
    page.look();
    assert_eq!(page.status, Status::Ended(Outcome::Finished));
    page.run.go_on(recording("event-loop", &[("delay", 4.0)]), page.wall);
    page.look();
    assert_eq!((page.status.clone(), page.printed()), (Status::Running, 1));
}

#[test]
fn a_run_that_was_stopped_stays_so() {
    let mut page = replay("event-loop", &[("delay", 2.0)]);
    page.pass(1000.0);
    page.command(Command::Stop);
    assert_eq!(page.status, Status::Ended(Outcome::Stopped));
    page.run.go_on(recording("event-loop", &[("delay", 4.0)]), page.wall);
    page.pass(9000.0);
    assert_eq!((page.replaced, page.printed()), (1, 1));
}
