//! Where the reader may act: what is offered at a point can be done there, and what was seen before it stays.

mod common;
#[allow(dead_code, reason = "what makes random traces is for the properties")]
mod random;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{EntryNo, Kind};
use loopscope_executor::{Act, Instant, Intervention, Limits, Point, Trace};
use loopscope_view::{Cursor, InterventionPoint, Lang, ReadyItem, Scope, sentence};
use proptest::prelude::*;

use common::{trace_of, trace_with};
use random::{actions, ran};

async fn say(word: &'static str) -> Result {
    print(word);
    sleep(1.0).await
}

async fn two() -> Result {
    let (one, two) = (create_task(coro!(say("one"))), create_task(coro!(say("two"))));
    one.await?;
    two.await
}

async fn pair() -> Result {
    run(coro!(two())).await
}

fn find(trace: &Trace, nth: usize, wanted: impl Fn(&Kind) -> bool) -> u32 {
    trace.records.iter().filter(|record| wanted(&record.kind)).nth(nth).expect("there is one").seq
}

fn items(point: &InterventionPoint) -> Vec<ReadyItem> {
    point.ready.iter().map(|entry| entry.item).collect()
}

fn polls(kind: &Kind) -> bool {
    *kind == Kind::PollBegin
}

#[test]
fn a_cursor_inside_of_an_entry_is_taken_for_its_end() {
    let trace = trace_of(Limits::default(), pair());
    let scope = Scope::new(trace.clone());
    // Task 2's first step, in the middle of a turn.
    let (begin, next) = (find(&trace, 1, polls), find(&trace, 2, polls));
    let point = scope.intervention_point(Cursor::after(begin)).unwrap();
    assert_eq!((point.at.entries, point.at.begun, point.cursor), (2, false, Cursor(next)));
    assert_eq!(items(&point), [ReadyItem::Task(3)]);
    assert_eq!(point.tasks, [1, 2, 3]);
    for seq in begin..next {
        assert_eq!(scope.intervention_point(Cursor::after(seq)), Some(point.clone()), "{seq}");
    }
    // Right before a step, nothing of it has been seen.
    assert_eq!(scope.intervention_point(Cursor(begin)).unwrap().at.entries, 1);
}

#[test]
fn after_a_turn_s_last_entry_the_point_is_behind_the_turn_and_time_goes_on_there() {
    let trace = trace_of(Limits::default(), pair());
    let scope = Scope::new(trace.clone());
    let last = find(&trace, 2, polls);
    let ended = find(&trace, 1, |kind| *kind == Kind::IterationEnd);
    let advanced = find(&trace, 0, |kind| matches!(kind, Kind::ClockAdvanced { .. }));
    assert_eq!(advanced, ended + 1);
    let point = scope.intervention_point(Cursor::after(last)).unwrap();
    assert_eq!(point.cursor, Cursor::after(ended));
    assert_eq!(point.at, Point { entries: 3, begun: false, time: Instant::ZERO });
    assert!(point.ready.is_empty());
    let point = scope.intervention_point(Cursor::after(advanced)).unwrap();
    assert_eq!(point.at, Point { entries: 3, begun: false, time: Instant::from_secs_f64(1.0) });
    // Once the turn has begun, the point is where all of its timers have fired.
    let callback = find(&trace, 0, |kind| matches!(kind, Kind::CallbackBegin(_)));
    for seq in advanced + 1..callback {
        let point = scope.intervention_point(Cursor::after(seq)).unwrap();
        assert_eq!((point.at.entries, point.at.begun, point.cursor), (3, true, Cursor(callback)));
        assert_eq!(items(&point), [ReadyItem::Callback(1), ReadyItem::Callback(2)]);
    }
}

#[test]
fn outside_of_the_loop_the_nearest_point_is_inside_of_it() {
    let trace = trace_of(Limits::default(), pair());
    let scope = Scope::new(trace.clone());
    let entered = find(&trace, 0, |kind| *kind == Kind::LoopEntered);
    for cursor in 0..=entered {
        let point = scope.intervention_point(Cursor(cursor)).unwrap();
        assert_eq!((point.at, point.cursor), (Point::default(), Cursor::after(entered)));
        assert_eq!(items(&point), [ReadyItem::Task(1)]);
    }
    let last = find(&trace, 0, |kind| *kind == Kind::LoopLeft);
    let point = scope.intervention_point(scope.last()).unwrap();
    assert_eq!((point.at.begun, point.cursor), (false, Cursor(last)));
    assert!(point.tasks.is_empty() && point.ready.is_empty());
    assert_eq!(Scope::default().intervention_point(Cursor(3)), None);
    assert_eq!(Scope::new(trace_of(Limits::default(), async { Ok(()) })).intervention_point(Cursor(3)), None);
}

#[test]
fn the_reader_s_interventions_are_told_as_the_reader_s() {
    let interventions = [
        Act::RunNext(EntryNo::Task(3)),
        Act::Block(1_500_000_000),
        Act::Raise(2, "no network".into()),
        Act::Cancel(3),
        Act::Cancel(9),
    ];
    let at = Point { entries: 1, ..Point::default() };
    let mut interventions: Vec<_> = interventions.into_iter().map(|act| Intervention { at, act }).collect();
    let idle = Point { entries: 6, time: Instant::from_secs_f64(1.75), ..Point::default() };
    interventions.push(Intervention { at: idle, act: Act::Cancel(1) });
    let trace = trace_with(Limits::default(), &interventions, pair());
    let scope = Scope::new(trace);
    let told = |lang| {
        let records = scope.trace().records.iter().filter(|record| {
            matches!(
                record.kind,
                Kind::ChosenNext(_)
                    | Kind::Blocked { .. }
                    | Kind::RaiseRequested { .. }
                    | Kind::RaiseDelivered(_)
                    | Kind::CancelRequested { .. }
                    | Kind::InterventionSkipped { .. }
            )
        });
        records.map(|record| sentence(lang, &scope, record)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(Lang::En),
        [
            "You choose what runs next: Task-3.",
            "You block the whole loop for 1.5 s, until t = 1.5 s: nothing can run meanwhile.",
            "You have Task-2 raise RuntimeError: no network in its next step.",
            "You cancel Task-3.",
            "Not done: cancelling Task-9, because there is no such task yet.",
            "RuntimeError: no network is raised in Task-2 before its first step.",
            "Not done: cancelling Task-1, because the run is over before that.",
        ]
    );
    assert_eq!(
        told(Lang::Zh),
        [
            "你选定接下来运行 Task-3。",
            "你把整个循环阻塞了 1.5 s，直到 t = 1.5 s：这期间谁也不能运行。",
            "你让 Task-2 在下一步抛出 RuntimeError: no network。",
            "你取消了 Task-3。",
            "没有做到“取消 Task-9”：那时还没有这个任务。",
            "Task-2 一步都没有运行，就抛出了 RuntimeError: no network。",
            "没有做到“取消 Task-1”：运行在那之前就结束了。",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_at_a_point_is_done_right_there(actions in actions(), place in any::<u32>(), which in any::<u8>()) {
        let limits = Limits { steps: 2_000, records: 20_000, ..Limits::default() };
        let original = ran(limits, actions.clone(), &[]);
        let scope = Scope::new(original.clone());
        let cursor = Cursor(place % (scope.len() + 1));
        let Some(InterventionPoint { at, cursor: there, ready, tasks }) = scope.intervention_point(cursor) else { return Ok(()) };
        // It is a point itself.
        prop_assert_eq!(scope.intervention_point(there).map(|point| (point.at, point.cursor)), Some((at, there)));
        let mut interventions = vec![Act::Block(100_000_000)];
        interventions.extend(ready.iter().map(|entry| Act::RunNext(entry.item.into())));
        interventions.extend(tasks.iter().flat_map(|task| [Act::Cancel(*task), Act::Raise(*task, "by hand".into())]));
        let act = interventions.swap_remove(usize::from(which) % interventions.len());
        let changed = ran(limits, actions, &[Intervention { at, act: act.clone() }]);
        let before = there.0 as usize;
        prop_assert_eq!(&changed.records[..before], &original.records[..before]);
        let done = changed.records[before];
        let as_wanted = match (&act, done.kind) {
            (Act::Block(_), Kind::Blocked { .. }) => true,
            (Act::RunNext(entry), Kind::ChosenNext(chosen)) => {
                // And it does run next.
                let runs = changed.records[before..].iter().find_map(|record| match record.kind {
                    Kind::PollBegin => Some(EntryNo::Task(record.task)),
                    Kind::CallbackBegin(no) => Some(EntryNo::Callback(no)),
                    _ => None,
                });
                *entry == chosen && runs == Some(chosen)
            }
            (Act::Cancel(task), Kind::CancelRequested { .. }) => done.task == *task,
            (Act::Raise(task, _), Kind::RaiseRequested { .. }) => done.task == *task,
            _ => false,
        };
        prop_assert!(as_wanted, "{:?} at {:?}: {:?}", act, at, done);
    }
}
