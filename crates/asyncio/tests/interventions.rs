//! What the reader does between two entries: each intervention's whole trace (`UPDATE_GOLDEN=1` writes them anew), and what holds for
//! any interventions at any points.

use std::path::Path;

use loopscope_asyncio::prelude::*;
use loopscope_asyncio::{End, Program};
use loopscope_executor::trace::{Actor, EntryNo, Kind, Skip, Trace, Tried};
use loopscope_executor::{Act, Instant, Intervention, Limits, Point, text};
use proptest::prelude::*;

type Top = std::pin::Pin<Box<dyn std::future::Future<Output = Result>>>;

fn at(entries: u32) -> Point {
    Point { entries, begun: false, time: Instant::ZERO }
}

fn begun(entries: u32) -> Point {
    Point { begun: true, ..at(entries) }
}

fn idle(entries: u32, seconds: f64) -> Point {
    Point { time: Instant::from_secs_f64(seconds), ..at(entries) }
}

fn interventions(list: impl IntoIterator<Item = (Point, Act)>) -> Vec<Intervention> {
    list.into_iter().map(|(at, act)| Intervention { at, act }).collect()
}

fn run_with(top: Top, interventions: &[Intervention]) -> (End, Trace) {
    let mut program = Program::new(0.0, top);
    program.set_interventions(interventions.iter().cloned());
    let end = program.run_virtual(LIMITS);
    let mut trace = Trace::default();
    trace.append(program.take_records());
    (end, trace)
}

const LIMITS: Limits = Limits { steps: 2_000, records: 20_000, time: Instant::from_nanos(1_000_000_000_000) };

fn printed(trace: &Trace) -> Vec<String> {
    let lines = trace.records.iter().filter_map(|record| match record.kind {
        Kind::Output { text, .. } => Some(format!("{} {}", record.time, trace.text(text).trim_end())),
        _ => None,
    });
    lines.collect()
}

fn skipped(trace: &Trace) -> Vec<(Tried, Skip)> {
    let skipped = trace.records.iter().filter_map(|record| match record.kind {
        Kind::InterventionSkipped { act, why } => Some((act, why)),
        _ => None,
    });
    skipped.collect()
}

// The lines in the golden traces are those of this file.

async fn say(word: &'static str, seconds: f64) -> Result {
    print(word);
    sleep(seconds).await?;
    print(format!("{word} again"));
    Ok(())
}

async fn pair_of(first: f64, second: f64) -> Result {
    let one = create_task(coro!(say("one", first)));
    let two = create_task(coro!(say("two", second)));
    for task in [one, two] {
        if let Err(exception) = task.await {
            print(exception);
        }
    }
    Ok(())
}

/// Tasks: 1 the main one, 2 and 3 its children. Entries: main, one, two; then the sleeps' callbacks and what they wake.
fn pair(first: f64, second: f64) -> Top {
    Box::pin(async move { run(coro!(pair_of(first, second))).await })
}

fn compare(name: &str, top: Top, list: &[Intervention]) {
    let (end, trace) = run_with(top, list);
    assert_eq!(end, End::Finished);
    let found = text::trace(&trace);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &found).expect("the golden trace can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden trace is there; UPDATE_GOLDEN=1 writes it");
    assert!(found == golden, "the trace differs from {}:\n{found}", path.display());
}

#[test]
fn a_task_is_cancelled_while_it_sleeps() {
    let list = interventions([(idle(3, 0.5), Act::Cancel(2))]);
    let (_, trace) = run_with(pair(1.0, 2.0), &list);
    assert_eq!(printed(&trace), ["0s one", "0s two", "0.5s CancelledError", "2s two again"]);
    compare("intervention_cancel", pair(1.0, 2.0), &list);
}

#[test]
fn a_task_is_made_to_raise_while_it_sleeps() {
    let list = interventions([(idle(3, 0.5), Act::Raise(2, "no network".into()))]);
    let (_, trace) = run_with(pair(1.0, 2.0), &list);
    assert_eq!(printed(&trace), ["0s one", "0s two", "0.5s RuntimeError: no network", "2s two again"]);
    compare("intervention_raise", pair(1.0, 2.0), &list);
}

#[test]
fn the_loop_is_blocked() {
    let list = interventions([(at(2), Act::Block(1_000_000_000))]);
    let (_, trace) = run_with(pair(1.0, 2.0), &list);
    assert_eq!(printed(&trace), ["0s one", "1s two", "1s one again", "3s two again"]);
    compare("intervention_block", pair(1.0, 2.0), &list);
}

#[test]
fn the_second_of_two_ready_tasks_goes_first() {
    let original = printed(&run_with(pair(1.0, 1.0), &[]).1);
    assert_eq!(original, ["0s one", "0s two", "1s one again", "1s two again"]);
    let list = interventions([(at(1), Act::RunNext(EntryNo::Task(3)))]);
    let (_, trace) = run_with(pair(1.0, 1.0), &list);
    assert_eq!(printed(&trace), ["0s two", "0s one", "1s two again", "1s one again"]);
    compare("intervention_run_next", pair(1.0, 1.0), &list);
}

#[test]
fn the_order_can_be_chosen_once_the_timers_have_fired() {
    // Callbacks 1 and 2 end the sleeps; they become ready when the turn begins, so only there can one be chosen.
    let one = interventions([(begun(3), Act::RunNext(EntryNo::Callback(2)))]);
    let (_, trace) = run_with(pair(1.0, 1.0), &one);
    assert_eq!(printed(&trace), ["0s one", "0s two", "1s two again", "1s one again"]);
    let too_early = interventions([(at(3), Act::RunNext(EntryNo::Callback(2)))]);
    let (_, trace) = run_with(pair(1.0, 1.0), &too_early);
    assert_eq!(skipped(&trace), [(Tried::RunNext(EntryNo::Callback(2)), Skip::NotReady)]);
    assert_eq!(printed(&trace), ["0s one", "0s two", "1s one again", "1s two again"]);
}

async fn three() -> Result {
    for word in ["a", "b", "c"] {
        create_task(coro!(say(word, 0.0)));
    }
    sleep(1.0).await
}

fn trio() -> Top {
    Box::pin(async { run(coro!(three())).await })
}

#[test]
fn in_the_middle_of_a_turn_only_what_the_turn_has_still_to_run_can_be_chosen() {
    // After task 2's first step, tasks 3 and 4 are left in the turn; task 2 stands in the queue for the next one.
    let left = interventions([(at(2), Act::RunNext(EntryNo::Task(4)))]);
    let (_, trace) = run_with(trio(), &left);
    assert_eq!(printed(&trace), ["0s a", "0s c", "0s b", "0s a again", "0s c again", "0s b again"]);
    let next = interventions([(at(2), Act::RunNext(EntryNo::Task(2)))]);
    let (_, trace) = run_with(trio(), &next);
    assert_eq!(skipped(&trace), [(Tried::RunNext(EntryNo::Task(2)), Skip::NextTurn)]);
    assert_eq!(printed(&trace), printed(&run_with(trio(), &[]).1));
    // Once the next turn has begun, or is about to, it can.
    for point in [at(4), begun(4)] {
        let chosen = interventions([(point, Act::RunNext(EntryNo::Task(4)))]);
        let (_, trace) = run_with(trio(), &chosen);
        assert_eq!(printed(&trace)[3..], ["0s c again", "0s a again", "0s b again"]);
    }
}

#[test]
fn interventions_at_one_point_are_done_in_the_order_given() {
    let list = interventions([(at(1), Act::RunNext(EntryNo::Task(3))), (at(1), Act::RunNext(EntryNo::Task(4)))]);
    let (_, trace) = run_with(trio(), &list);
    assert_eq!(printed(&trace)[..3], ["0s c", "0s b", "0s a"]);
    // Points count, not the order in the list.
    let list = interventions([(at(3), Act::Block(5)), (at(1), Act::Block(3))]);
    let (_, trace) = run_with(trio(), &list);
    let blocks = trace.records.iter().filter(|record| matches!(record.kind, Kind::Blocked { .. }));
    assert_eq!(blocks.map(|record| record.time.as_nanos()).collect::<Vec<_>>(), [3, 8]);
}

#[test]
fn what_cannot_be_done_is_skipped_and_said() {
    let list = interventions([
        (at(2), Act::Cancel(9)),
        (at(2), Act::Raise(0, String::new())),
        (at(2), Act::RunNext(EntryNo::Task(1))),
        (at(2), Act::RunNext(EntryNo::Callback(7))),
        (idle(3, 0.25), Act::Raise(2, "first".into())),
        (idle(3, 0.25), Act::Raise(2, "second".into())),
        (idle(7, 1.5), Act::Cancel(2)),
        (at(1000), Act::Block(1)),
        (at(1000), Act::Cancel(3)),
    ]);
    let (end, trace) = run_with(pair(1.0, 2.0), &list);
    assert_eq!(end, End::Finished);
    assert_eq!(
        skipped(&trace),
        [
            (Tried::Cancel(9), Skip::NoTask),
            (Tried::Raise(0), Skip::NoTask),
            (Tried::RunNext(EntryNo::Task(1)), Skip::NotReady),
            (Tried::RunNext(EntryNo::Callback(7)), Skip::NotReady),
            (Tried::Raise(2), Skip::Raising),
            (Tried::Cancel(2), Skip::Ended),
            (Tried::Block, Skip::RunOver),
            (Tried::Cancel(3), Skip::RunOver),
        ]
    );
    assert!(printed(&trace).contains(&"0.25s RuntimeError: first".to_owned()));
    assert!(matches!(trace.records.last().map(|record| record.kind), Some(Kind::ProgramEnd(_))));
    compare("interventions_skipped", pair(1.0, 2.0), &list);
}

async fn nobody() -> Result {
    get_running_loop()?.create_future::<()>().await
}

#[test]
fn a_deadlock_can_be_broken() {
    let top = || -> Top {
        Box::pin(async {
            match run(coro!(nobody())).await {
                Err(exception) => print(format!("ended by {exception}")),
                Ok(()) => print("ended"),
            }
            Ok(())
        })
    };
    assert!(matches!(run_with(top(), &[]).0, End::Deadlocked(_)));
    for point in [at(1), begun(1), idle(1, 3.0)] {
        let (end, trace) = run_with(top(), &interventions([(point, Act::Cancel(1))]));
        assert_eq!(end, End::Finished, "{point:?}");
        let when = point.time;
        assert_eq!(printed(&trace), [format!("{when} ended by CancelledError")]);
    }
    let (end, trace) = run_with(top(), &interventions([(at(7), Act::Cancel(1))]));
    assert!(matches!(end, End::Deadlocked(_)));
    assert_eq!(skipped(&trace), [(Tried::Cancel(1), Skip::RunOver)]);
}

async fn careful() -> Result {
    for attempt in 1..=3 {
        match sleep(1.0).await {
            Ok(()) => print(format!("{attempt}: slept")),
            Err(exception) => print(format!("{attempt}: {exception}")),
        }
    }
    Ok(())
}

#[test]
fn a_cancellation_and_an_exception_that_meet_are_both_delivered_the_exception_first() {
    let top = || -> Top { Box::pin(async { run(coro!(careful())).await }) };
    for (first, second) in
        [(Act::Cancel(1), Act::Raise(1, "now".into())), (Act::Raise(1, "now".into()), Act::Cancel(1))]
    {
        let (end, trace) = run_with(top(), &interventions([(idle(1, 0.5), first), (idle(1, 0.5), second)]));
        assert_eq!(end, End::Finished);
        assert_eq!(printed(&trace), ["0.5s 1: RuntimeError: now", "0.5s 2: CancelledError", "1.5s 3: slept"]);
    }
}

#[test]
fn a_task_that_has_not_begun_raises_before_its_first_step() {
    let (_, trace) = run_with(pair(1.0, 2.0), &interventions([(at(1), Act::Raise(2, "early".into()))]));
    assert_eq!(printed(&trace), ["0s two", "0s RuntimeError: early", "2s two again"]);
}

#[test]
fn what_a_raising_task_waited_for_is_left() {
    // The main task waits for task 2, catches what is raised, and waits for task 3; task 2 goes on.
    let (end, trace) = run_with(pair(1.0, 2.0), &interventions([(idle(3, 0.5), Act::Raise(1, "main".into()))]));
    assert_eq!(end, End::Finished);
    assert_eq!(printed(&trace), ["0s one", "0s two", "0.5s RuntimeError: main", "1s one again", "2s two again"]);
    let by_reader = trace.records.iter().filter(|record| {
        matches!(
            record.kind,
            Kind::CancelRequested { by: Actor::Reader, .. } | Kind::FutureResolved { by: Actor::Reader, .. }
        )
    });
    assert_eq!(by_reader.count(), 0);
}

#[test]
fn a_block_beyond_the_limit_ends_the_run() {
    let (end, trace) =
        run_with(pair(1.0, 2.0), &interventions([(at(2), Act::Block(u64::MAX)), (at(3), Act::Block(1))]));
    assert!(matches!(end, End::Limited(_)), "{end:?}");
    assert!(
        matches!(trace.records.last().map(|record| record.kind), Some(Kind::IterationEnd)),
        "{}",
        text::trace(&trace)
    );
}

fn top(which: usize) -> Top {
    match which {
        0 => pair(1.0, 2.0),
        1 => pair(1.0, 1.0),
        2 => trio(),
        3 => Box::pin(async { run(coro!(careful())).await }),
        4 => Box::pin(async { run(coro!(nobody())).await }),
        // Two runs of the loop, and one that is stopped.
        _ => Box::pin(async {
            let event_loop = get_event_loop();
            let task = event_loop.create_task(coro!(say("first", 0.5)));
            let stop = event_loop.clone();
            event_loop.call_later(0.25, "stop", move || stop.stop());
            event_loop.run_forever().await?;
            event_loop.run_until_complete(&task).await?;
            let all = gather([coro!(say("x", 0.5)), coro!(say("y", 0.0))]);
            event_loop.run_until_complete(all.future()).await?;
            event_loop.close()
        }),
    }
}

const PROGRAMS: usize = 6;

fn any_act() -> impl Strategy<Value = Act> {
    let entry = prop_oneof![(0..5_u32).prop_map(EntryNo::Task), (0..8_u32).prop_map(EntryNo::Callback)];
    let block = prop_oneof![Just(0), Just(1_000_000_000), Just(500_000_000), any::<u64>()];
    prop_oneof![
        (0..5_u32).prop_map(Act::Cancel),
        (0..5_u32).prop_map(|no| Act::Raise(no, "x".into())),
        block.prop_map(Act::Block),
        entry.prop_map(Act::RunNext),
    ]
}

fn any_point() -> impl Strategy<Value = Point> {
    let time = prop_oneof![Just(0), 0..3_000_000_000_u64, any::<u64>()];
    (0..25_u32, any::<bool>(), time).prop_map(|(entries, begun, time)| Point {
        entries,
        begun,
        time: Instant::from_nanos(time),
    })
}

fn any_interventions() -> impl Strategy<Value = Vec<Intervention>> {
    prop::collection::vec((any_point(), any_act()).prop_map(|(at, act)| Intervention { at, act }), 0..8)
}

proptest! {
    #[test]
    fn any_interventions_give_the_same_trace_twice_and_none_the_original(which in 0..PROGRAMS, list in any_interventions()) {
        let original = run_with(top(which), &[]);
        let once = run_with(top(which), &list);
        prop_assert_eq!(&once, &run_with(top(which), &list));
        prop_assert_eq!(original, run_with(top(which), &list[..0]));
        let (end, trace) = once;
        prop_assert!(trace.records.len() <= LIMITS.records as usize + 8);
        // Each intervention is done or said to be skipped, unless a limit ended the run.
        let done = trace.records.iter().filter(|record| match record.kind {
            // A request that is passed on is recorded once more for the task that it is passed on to, right behind.
            Kind::CancelRequested { by: Actor::Reader, .. } => !matches!(
                trace.records[record.seq as usize - 1].kind, Kind::CancelRequested { by: Actor::Reader, .. }
            ),
            Kind::RaiseRequested { .. } | Kind::ChosenNext(_) | Kind::InterventionSkipped { .. } => true,
            Kind::Blocked { .. } => record.task == 0,
            _ => false,
        });
        let done = done.count();
        if !matches!(end, End::Limited(_)) {
            // Two cancellations at one point may stand right behind each other.
            let cancels = list.iter().filter(|it| matches!(it.act, Act::Cancel(_))).count();
            prop_assert!(done <= list.len() && done + cancels >= list.len(), "{} of {:?}\n{}", done, list, text::trace(&trace));
        }
    }

    #[test]
    fn step_by_step_is_the_same(which in 0..PROGRAMS, list in any_interventions()) {
        use loopscope_asyncio::{Advance, Stride};
        let (end, trace) = run_with(top(which), &list);
        let mut program = Program::new(0.0, top(which));
        program.set_limits(LIMITS);
        program.set_interventions(list);
        let mut stepped = Trace::default();
        let ended = loop {
            let now = program.now();
            let advance = program.advance(now, Stride::Entry);
            stepped.append(program.take_records());
            match advance {
                Advance::Now => {}
                Advance::At(deadline) => program.jump(deadline),
                Advance::Ended(end) => break end,
            }
        };
        prop_assert_eq!(end, ended);
        prop_assert_eq!(text::trace(&trace), text::trace(&stepped));
    }
}
