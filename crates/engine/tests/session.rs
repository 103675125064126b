//! Sessions under a wall clock that the tests turn by hand.

use loopscope_asyncio::Program;
use loopscope_asyncio::prelude::*;
use loopscope_engine::session::{Session, When};
use loopscope_executor::trace::{Actor, EntryNo, Held, Kind, Skip, TextId, Trace, Tried};
use loopscope_executor::{Act, Instant, Intervention, Point};
use loopscope_lessons::Params;
use loopscope_protocol::{Command, Epoch, Milestone, Mode, Outcome, Status, Update, Value};

async fn hello(delay: f64) -> Result {
    print("hello");
    sleep(delay).await?;
    print("world");
    Ok(())
}

async fn stubborn() -> Result {
    loop {
        sleep(0.0).await?;
    }
}

async fn blocking(delay: f64) -> Result {
    print("before");
    time::sleep(delay);
    print("after");
    Ok(())
}

async fn pair(delay: f64) -> Result {
    let (one, two) = (create_task(coro!(hello(delay))), create_task(coro!(hello(delay))));
    for (name, task) in [("one", one), ("two", two)] {
        if let Err(exception) = task.await {
            print(format!("{name}: {exception}"));
        }
    }
    Ok(())
}

async fn forever(event_loop: EventLoop) -> Result {
    event_loop.create_future::<()>().await
}

async fn top_level(spec: loopscope_protocol::Program) -> Result {
    let p = Params::new(spec.params);
    match spec.lesson.as_str() {
        "hello" => run(coro!(hello(p.seconds("delay")?))).await,
        "pair" => run(coro!(pair(p.seconds("delay")?))).await,
        "stubborn" => run(coro!(stubborn())).await,
        "blocking" => run(coro!(blocking(p.seconds("delay")?))).await,
        "forever" => {
            let event_loop = get_event_loop();
            event_loop.run_until_complete(coro!(forever(event_loop.clone()))).await
        }
        _ => Err(Exception::value("bad")),
    }
}

fn source(spec: &loopscope_protocol::Program) -> std::result::Result<Program, String> {
    if spec.lesson == "unknown" {
        return Err("no such lesson".into());
    }
    Ok(Program::new(0.0, Box::pin(top_level(spec.clone()))))
}

/// A page that keeps what it is told.
struct Page {
    session: Session,
    trace: Trace,
    wall: f64,
    status: Option<Status>,
    replaced: usize,
}

impl Page {
    fn load(lesson: &str, delay: f64, mode: Mode) -> Page {
        Page::load_with(lesson, delay, mode, &[])
    }

    fn load_with(lesson: &str, delay: f64, mode: Mode, interventions: &[Intervention]) -> Page {
        let spec = loopscope_protocol::Program {
            lesson: lesson.into(),
            params: vec![("delay".into(), Value::Seconds(delay))],
            epoch: Epoch::default(),
            interventions: interventions.to_vec(),
        };
        let session = Session::load(1, spec, mode, true, source, 0.0).unwrap();
        let mut page = Page { session, trace: Trace::default(), wall: 0.0, status: None, replaced: 0 };
        page.look();
        page
    }

    fn live(lesson: &str, delay: f64) -> Page {
        Page::load(lesson, delay, Mode::Live { speed: 1.0, paused: false })
    }

    fn look(&mut self) {
        if let Some(Update::Progress { replace, chunk, status, .. }) = self.session.update(self.wall) {
            if replace {
                self.trace = Trace::default();
                self.replaced += 1;
            }
            self.trace.append(chunk);
            self.status = Some(status);
        }
    }

    /// Lets wall time pass, doing what the browser's driver does.
    fn pass(&mut self, ms: f64) {
        let until = self.wall + ms;
        for _ in 0..10_000 {
            let when = self.session.pump(self.wall);
            self.look();
            match when {
                When::Now => {}
                When::In(ms) if self.wall + ms <= until => self.wall += ms,
                When::In(_) | When::Never => {
                    self.wall = until;
                    return;
                }
            }
        }
        self.wall = until;
    }

    fn command(&mut self, command: Command) {
        self.session.command(command, self.wall).unwrap();
        self.look();
    }

    fn printed(&self) -> Vec<(String, String)> {
        self.trace
            .records
            .iter()
            .filter_map(|record| match record.kind {
                Kind::Output { text, .. } => Some((self.trace.text(text).trim().to_owned(), record.time.to_string())),
                _ => None,
            })
            .collect()
    }

    fn lines(&self) -> Vec<String> {
        self.printed().into_iter().map(|(line, _)| line).collect()
    }

    fn ended(&self) -> &Outcome {
        match &self.status {
            Some(Status::Ended(outcome)) => outcome,
            other => panic!("not ended but {other:?}"),
        }
    }
}

fn pairs(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines.iter().map(|(line, time)| ((*line).to_owned(), (*time).to_owned())).collect()
}

#[test]
fn a_virtual_run_has_ended_when_it_is_loaded() {
    let page = Page::load("hello", 2.0, Mode::Virtual);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn a_live_run_takes_its_time() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1999.0);
    assert_eq!(page.lines(), ["hello"]);
    assert_eq!(page.status, Some(Status::Running));
    page.pass(1.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn live_and_virtual_runs_have_the_same_order() {
    let mut live = Page::live("hello", 2.0);
    live.pass(5000.0);
    let virtual_run = Page::load("hello", 2.0, Mode::Virtual);
    let kinds = |page: &Page| -> Vec<Kind> {
        let records = page.trace.records.iter().map(|record| record.kind);
        records.filter(|kind| !matches!(kind, Kind::ClockAdvanced { .. })).collect()
    };
    assert_eq!(kinds(&live), kinds(&virtual_run));
}

#[test]
fn speed_stretches_the_time_that_is_left() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1000.0);
    page.command(Command::SetSpeed(0.5));
    page.pass(1999.0);
    assert_eq!(page.lines(), ["hello"]);
    page.pass(1.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
}

#[test]
fn a_paused_run_stands_still_and_goes_on_where_it_was() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1000.0);
    page.command(Command::Pause);
    page.pass(60_000.0);
    assert_eq!(page.lines(), ["hello"]);
    assert_eq!(page.status, Some(Status::Paused));
    page.command(Command::Resume);
    page.pass(999.0);
    assert_eq!(page.lines(), ["hello"]);
    page.pass(1.0);
    assert_eq!(page.lines(), ["hello", "world"]);
}

#[test]
fn p19_a_hidden_page_stands_still_and_makes_no_burst() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1500.0);
    page.command(Command::Visible(false));
    page.pass(600_000.0);
    page.command(Command::Visible(true));
    page.pass(499.0);
    assert_eq!(page.lines(), ["hello"]);
    page.pass(1.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
}

#[test]
fn a_parameter_changed_in_flight_moves_the_timer() {
    let mut page = Page::live("hello", 2.0);
    page.pass(300.0);
    page.command(Command::SetParam { name: "delay".into(), value: Value::Seconds(0.5) });
    assert_eq!(page.lines(), ["hello"]);
    assert_eq!(page.replaced, 2);
    page.pass(199.0);
    assert_eq!(page.lines(), ["hello"]);
    page.pass(1.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "0.5s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn a_sleep_made_shorter_than_what_has_passed_is_over_when_it_would_have_been() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1000.0);
    page.command(Command::SetParam { name: "delay".into(), value: Value::Seconds(0.5) });
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "0.5s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn a_change_after_the_end_goes_on_when_it_makes_the_run_longer() {
    let mut page = Page::live("hello", 1.0);
    page.pass(1500.0);
    assert_eq!(page.ended(), &Outcome::Finished);
    page.command(Command::SetParam { name: "delay".into(), value: Value::Seconds(3.0) });
    assert_eq!(page.lines(), ["hello"]);
    page.pass(2500.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "3s")]));
}

#[test]
fn a_refused_change_leaves_the_run_as_it_was() {
    fn picky(spec: &loopscope_protocol::Program) -> std::result::Result<Program, String> {
        match spec.params[0].1 {
            Value::Seconds(seconds) if seconds <= 5.0 => source(spec),
            _ => Err("delay is at most 5".into()),
        }
    }
    let mut page = Page::live("hello", 2.0);
    let spec = loopscope_protocol::Program {
        lesson: "hello".into(),
        params: vec![("delay".into(), Value::Seconds(2.0))],
        epoch: Epoch::default(),
        interventions: Vec::new(),
    };
    let mode = Mode::Live { speed: 1.0, paused: false };
    page.session = Session::load(1, spec, mode, true, picky, 0.0).unwrap();
    page.pass(1000.0);
    let change = Command::SetParam { name: "delay".into(), value: Value::Seconds(9.0) };
    assert_eq!(page.session.command(change, page.wall), Err("delay is at most 5".to_owned()));
    page.pass(1000.0);
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
}

#[test]
fn blocking_shows_when_it_happens_and_not_before() {
    let mut page = Page::live("blocking", 2.0);
    page.pass(1999.0);
    assert_eq!(page.lines(), ["before"]);
    assert_eq!(page.status, Some(Status::Running));
    page.pass(1.0);
    assert_eq!(page.printed(), pairs(&[("before", "0s"), ("after", "2s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn steps_run_one_entry_and_put_the_clock_forward() {
    let mut page = Page::load("hello", 2.0, Mode::Live { speed: 1.0, paused: true });
    page.pass(1000.0);
    assert!(page.trace.records.is_empty());
    let mut polls = Vec::new();
    for _ in 0..50 {
        if matches!(page.status, Some(Status::Ended(_))) {
            break;
        }
        page.command(Command::Step);
        polls.push(page.trace.records.iter().filter(|record| record.kind == Kind::PollBegin).count());
    }
    assert!(polls.windows(2).all(|pair| pair[1] - pair[0] <= 1), "{polls:?}");
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn a_paused_run_steps_on_to_what_is_asked_for() {
    let kinds = |page: &Page, from: usize| page.trace.records[from..].iter().map(|r| r.kind).collect::<Vec<_>>();
    let reached = |milestone: Milestone, kind: &Kind| match milestone {
        Milestone::TaskStep => *kind == Kind::PollBegin,
        Milestone::TurnEnd => *kind == Kind::IterationEnd,
        Milestone::Timer => matches!(kind, Kind::TimerFired(_)),
    };
    for milestone in [Milestone::TaskStep, Milestone::TurnEnd, Milestone::Timer] {
        let mut page = Page::load("hello", 2.0, Mode::Live { speed: 1.0, paused: true });
        let mut times = 0;
        while !matches!(page.status, Some(Status::Ended(_))) {
            let from = page.trace.records.len();
            page.command(Command::StepTo(milestone));
            let new = kinds(&page, from);
            assert!(!new.is_empty(), "{milestone:?}");
            let there = new.iter().filter(|kind| reached(milestone, kind)).count();
            assert!(there == 1 || there == 0 && page.status.is_some(), "{milestone:?}: {new:?}");
            times += there;
        }
        assert!(times > 0, "{milestone:?}");
        assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("world", "2s")]));
        assert_eq!(page.ended(), &Outcome::Finished);
    }
}

#[test]
fn stop_ends_the_run_where_it_is() {
    let mut page = Page::live("hello", 2.0);
    page.pass(1000.0);
    page.command(Command::Stop);
    page.pass(60_000.0);
    assert_eq!(page.lines(), ["hello"]);
    assert_eq!(page.ended(), &Outcome::Stopped);
    page.command(Command::Step);
    page.command(Command::Resume);
    page.pass(60_000.0);
    assert_eq!(page.lines(), ["hello"]);
}

#[test]
fn a_program_without_end_is_stopped_by_a_limit() {
    let page = Page::load("stubborn", 0.0, Mode::Virtual);
    assert!(matches!(page.ended(), Outcome::Limited(_)), "{:?}", page.status);
    let limits = page.trace.records.iter().filter(|record| matches!(record.kind, Kind::LimitReached(_)));
    assert_eq!(limits.count(), 1);
}

#[test]
fn a_deadlock_names_who_waits() {
    let mut page = Page::live("forever", 0.0);
    page.pass(10.0);
    match page.ended() {
        Outcome::Deadlocked(waiters) => {
            assert_eq!(waiters.len(), 1);
            assert!(waiters[0].starts_with("Task-1 waits for future 1 on line"), "{waiters:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_program_is_refused() {
    let spec = loopscope_protocol::Program {
        lesson: "unknown".into(),
        params: Vec::new(),
        epoch: Epoch::default(),
        interventions: Vec::new(),
    };
    let refused = Session::load(1, spec, Mode::Virtual, true, source, 0.0).err();
    assert_eq!(refused, Some("no such lesson".to_owned()));
}

#[test]
fn records_are_told_once_and_in_order() {
    let mut page = Page::live("hello", 2.0);
    page.pass(100.0);
    page.command(Command::SetParam { name: "delay".into(), value: Value::Seconds(1.0) });
    page.pass(3000.0);
    let seqs: Vec<u32> = page.trace.records.iter().map(|record| record.seq).collect();
    assert_eq!(seqs, (0..seqs.len() as u32).collect::<Vec<_>>());
}

#[test]
fn messages_survive_the_way_to_the_page() {
    let page = Page::load("hello", 2.0, Mode::Virtual);
    let update = Update::Progress {
        run: 7,
        replace: true,
        chunk: loopscope_executor::trace::Chunk {
            records: page.trace.records.clone(),
            texts: page.trace.texts.clone(),
        },
        now: Instant::from_secs_f64(2.0),
        status: Status::Ended(Outcome::Finished),
    };
    assert_eq!(Update::from_bytes(&update.to_bytes()), Ok(update));
    let command = Command::SetParam { name: "délai".into(), value: Value::Seconds(0.1) };
    assert_eq!(Command::from_bytes(&command.to_bytes()), Ok(command));
    assert!(Command::from_bytes(b"\xff\xff").is_err());
}

fn intervention(entries: u32, seconds: f64, act: Act) -> Intervention {
    Intervention { at: Point { entries, begun: false, time: Instant::from_secs_f64(seconds) }, act }
}

/// What happened, but for the clock's jumps, which a live run does not make.
fn story(page: &Page) -> Vec<Kind> {
    let records = page.trace.records.iter().map(|record| record.kind);
    records.filter(|kind| !matches!(kind, Kind::ClockAdvanced { .. } | Kind::Blocked { .. })).collect()
}

const PAUSED: Mode = Mode::Live { speed: 1.0, paused: true };

#[test]
fn a_live_run_with_interventions_has_the_order_of_the_virtual_one() {
    let interventions = [
        intervention(1, 0.0, Act::RunNext(EntryNo::Task(3))),
        intervention(2, 0.0, Act::Block(500_000_000)),
        intervention(3, 1.0, Act::Cancel(2)),
        intervention(5, 1.25, Act::Raise(3, "no network".into())),
    ];
    let planned = Page::load_with("pair", 2.0, Mode::Virtual, &interventions);
    let lines =
        [("hello", "0s"), ("hello", "0.5s"), ("one: CancelledError", "1s"), ("two: RuntimeError: no network", "1.25s")];
    assert_eq!(planned.printed(), pairs(&lines));
    let mut live = Page::load_with("pair", 2.0, Mode::Live { speed: 1.0, paused: false }, &interventions);
    live.pass(5000.0);
    assert_eq!((live.printed(), live.ended()), (planned.printed(), planned.ended()));
    assert_eq!(story(&live), story(&planned));
    let mut stepped = Page::load_with("pair", 2.0, PAUSED, &interventions);
    for _ in 0..60 {
        stepped.command(Command::Step);
    }
    assert_eq!((stepped.printed(), stepped.ended()), (planned.printed(), planned.ended()));
    assert_eq!(story(&stepped), story(&planned));
}

#[test]
fn an_intervention_in_flight_replays_up_to_the_present_and_goes_on() {
    let mut page = Page::live("pair", 2.0);
    page.pass(1000.0);
    page.command(Command::SetInterventions(vec![intervention(3, 1.0, Act::Cancel(2))]));
    page.pass(0.0);
    assert_eq!(page.replaced, 2);
    assert_eq!(page.lines(), ["hello", "hello", "one: CancelledError"]);
    page.pass(2000.0);
    assert_eq!(page.printed()[2..], pairs(&[("one: CancelledError", "1s"), ("world", "2s")]));
    // Undone after the end, the run is what it was.
    page.command(Command::SetInterventions(Vec::new()));
    assert_eq!(page.printed(), pairs(&[("hello", "0s"), ("hello", "0s"), ("world", "2s"), ("world", "2s")]));
    assert_eq!(page.ended(), &Outcome::Finished);
}

#[test]
fn an_intervention_in_a_paused_run_is_done_there_and_nothing_else_happens() {
    let mut page = Page::load("pair", 2.0, PAUSED);
    // Before the first step nothing is there to act on, and nothing begins.
    page.command(Command::SetInterventions(Vec::new()));
    assert!(page.trace.records.is_empty());
    // The top level, then the main task's step.
    page.command(Command::Step);
    page.command(Command::Step);
    let before = page.trace.records.clone();
    let chosen = intervention(1, 0.0, Act::RunNext(EntryNo::Task(3)));
    page.command(Command::SetInterventions(vec![chosen.clone()]));
    assert_eq!(page.status, Some(Status::Paused));
    assert_eq!(page.trace.records[..before.len()], before);
    let added: Vec<_> = page.trace.records[before.len()..].iter().map(|record| record.kind).collect();
    assert_eq!(added, [Kind::ChosenNext(EntryNo::Task(3))]);
    // One intervention more at the same place, then undone.
    page.command(Command::SetInterventions(vec![chosen.clone(), intervention(1, 0.0, Act::Cancel(2))]));
    let last = page.trace.records.last().unwrap();
    assert_eq!((last.task, last.kind), (2, Kind::CancelRequested { by: Actor::Reader, through: TextId::EMPTY }));
    page.command(Command::SetInterventions(vec![chosen]));
    assert_eq!(page.trace.records.len(), before.len() + 1);
    page.command(Command::SetInterventions(Vec::new()));
    assert_eq!(page.trace.records, before);
    // In the middle of a turn, as well.
    page.command(Command::Step);
    let before = page.trace.records.clone();
    page.command(Command::SetInterventions(vec![intervention(2, 0.0, Act::Cancel(3))]));
    assert_eq!(page.trace.records[..before.len()], before);
    assert_eq!(page.trace.records.len(), before.len() + 1);
    page.command(Command::Step);
    assert_eq!(page.lines(), ["hello"]);
}

#[test]
fn a_block_in_a_paused_run_is_shown_at_once_and_can_be_undone() {
    let mut page = Page::live("pair", 2.0);
    page.pass(1000.0);
    page.command(Command::Pause);
    page.command(Command::SetInterventions(vec![intervention(3, 1.0, Act::Block(1_500_000_000))]));
    let last = *page.trace.records.last().unwrap();
    assert_eq!((last.kind, last.time), (Kind::Blocked { since: at(1.0), by: Held::Sleeping }, at(2.5)));
    page.command(Command::SetInterventions(Vec::new()));
    page.command(Command::Resume);
    page.pass(999.0);
    assert_eq!(page.lines(), ["hello", "hello"]);
    page.command(Command::Pause);
    page.command(Command::SetInterventions(vec![intervention(3, 1.5, Act::Block(1_500_000_000))]));
    page.command(Command::Resume);
    page.pass(1.0);
    assert_eq!(page.printed()[2..], pairs(&[("world", "3s"), ("world", "3s")]));
}

fn at(seconds: f64) -> Instant {
    Instant::from_secs_f64(seconds)
}

#[test]
fn an_intervention_that_a_changed_parameter_leaves_behind_is_skipped_and_said() {
    let mut page =
        Page::load_with("pair", 2.0, Mode::Live { speed: 1.0, paused: false }, &[intervention(7, 1.0, Act::Cancel(3))]);
    page.pass(500.0);
    page.command(Command::SetParam { name: "delay".into(), value: Value::Seconds(0.25) });
    page.pass(100.0);
    assert_eq!(page.ended(), &Outcome::Finished);
    let skipped = page.trace.records.iter().filter_map(|record| match record.kind {
        Kind::InterventionSkipped { act, why } => Some((act, why, record.task)),
        _ => None,
    });
    assert_eq!(skipped.collect::<Vec<_>>(), [(Tried::Cancel(3), Skip::Ended, 3)]);
}

#[test]
fn interventions_survive_the_way_to_the_worker() {
    let interventions = vec![
        intervention(1, 0.5, Act::Cancel(2)),
        intervention(2, 0.0, Act::Raise(3, "坏了".into())),
        intervention(3, 0.0, Act::Block(u64::MAX)),
        Intervention { at: Point { entries: 4, begun: true, time: at(1.0) }, act: Act::RunNext(EntryNo::Callback(7)) },
    ];
    let command = Command::SetInterventions(interventions);
    assert_eq!(Command::from_bytes(&command.to_bytes()), Ok(command));
}
