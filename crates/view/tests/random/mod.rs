//! Random programs: they really run on the loop, and do whatever a program may do there.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Instant, Intervention, Limits, Point, Trace};
use proptest::prelude::*;

use crate::common::trace_with;

#[derive(Clone, Debug)]
pub(crate) enum Action {
    Print,
    /// Tenths of a second.
    Sleep(u8),
    Block(u8),
    /// Waking oneself twice before giving way.
    WakeTwice,
    Inline(Vec<Action>),
    /// The flag gives the task a name of its own.
    Spawn(Vec<Action>, bool),
    Gather(Vec<Vec<Action>>),
    /// The numbers below pick one of what has been made so far.
    AwaitTask(u8),
    CancelTask(u8),
    MakeFuture,
    AwaitFuture(u8),
    SetFuture(u8),
    CallSoon,
    CallLater(u8),
    CancelTimer(u8),
    Rename,
    Raise,
}

pub(crate) fn actions() -> impl Strategy<Value = Vec<Action>> {
    let leaf = prop_oneof![
        3 => Just(Action::Print),
        6 => (0..4_u8).prop_map(Action::Sleep),
        1 => (0..3_u8).prop_map(Action::Block),
        1 => Just(Action::WakeTwice),
        3 => any::<u8>().prop_map(Action::AwaitTask),
        2 => any::<u8>().prop_map(Action::CancelTask),
        1 => Just(Action::MakeFuture),
        2 => any::<u8>().prop_map(Action::AwaitFuture),
        2 => any::<u8>().prop_map(Action::SetFuture),
        1 => Just(Action::CallSoon),
        1 => (0..4_u8).prop_map(Action::CallLater),
        1 => any::<u8>().prop_map(Action::CancelTimer),
        1 => Just(Action::Rename),
        1 => Just(Action::Raise),
    ];
    let action = leaf.prop_recursive(4, 40, 5, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..5);
        prop_oneof![
            1 => some().prop_map(Action::Inline),
            3 => (some(), any::<bool>()).prop_map(|(actions, named)| Action::Spawn(actions, named)),
            1 => prop::collection::vec(some(), 0..4).prop_map(Action::Gather),
        ]
    });
    prop::collection::vec(action, 0..8)
}

/// What the tasks of a program share.
#[derive(Default)]
struct World {
    tasks: RefCell<Vec<Task<()>>>,
    futures: RefCell<Vec<Future<()>>>,
    timers: RefCell<Vec<loopscope_executor::TimerHandle>>,
}

fn pick<T: Clone>(from: &RefCell<Vec<T>>, number: u8) -> Option<T> {
    let from = from.borrow();
    let at = usize::from(number).checked_rem(from.len())?;
    from.get(at).cloned()
}

async fn wake_twice() {
    let mut woken = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut woken, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// `older` tasks were made before this one: it never waits for those, so that no ring of tasks waits for itself.
fn work(world: Rc<World>, older: usize, actions: Vec<Action>) -> Pin<Box<dyn std::future::Future<Output = Result>>> {
    Box::pin(async move {
        for action in actions {
            match action {
                Action::Print => print("printed"),
                Action::Sleep(tenths) => sleep(f64::from(tenths) / 10.0).await?,
                Action::Block(tenths) => time::sleep(f64::from(tenths) / 10.0),
                Action::WakeTwice => wake_twice().await,
                Action::Inline(actions) => coro!(work(world.clone(), older, actions)).await?,
                Action::Spawn(actions, named) => {
                    let older = world.tasks.borrow().len() + 1;
                    let task = create_task(coro!(work(world.clone(), older, actions)));
                    world.tasks.borrow_mut().push(if named { task.named("named") } else { task });
                }
                Action::Gather(all) => {
                    let older = world.tasks.borrow().len();
                    gather(all.into_iter().map(|actions| coro!(work(world.clone(), older, actions)))).await?;
                }
                Action::AwaitTask(number) => {
                    let younger = world.tasks.borrow().get(older..).map(<[_]>::to_vec).unwrap_or_default();
                    if let Some(task) = pick(&RefCell::new(younger), number) {
                        let _ = task.await;
                    }
                }
                Action::CancelTask(number) => {
                    if let Some(task) = pick(&world.tasks, number) {
                        task.cancel();
                    }
                }
                Action::MakeFuture => {
                    let future = get_running_loop()?.create_future();
                    world.futures.borrow_mut().push(future);
                }
                Action::AwaitFuture(number) => {
                    if let Some(future) = pick(&world.futures, number) {
                        future.await?;
                    }
                }
                Action::SetFuture(number) => {
                    if let Some(future) = pick(&world.futures, number) {
                        let _ = future.set_result(());
                    }
                }
                Action::CallSoon => {
                    get_running_loop()?.call_soon("printing", || print("called"));
                }
                Action::CallLater(tenths) => {
                    let timer = get_running_loop()?.call_later(f64::from(tenths) / 10.0, "later", || {
                        time::sleep(0.1);
                        print("called later");
                    });
                    world.timers.borrow_mut().push(timer);
                }
                Action::CancelTimer(number) => {
                    if let Some(timer) = pick(&world.timers, number) {
                        timer.cancel();
                    }
                }
                Action::Rename => {
                    if let Some(task) = world.tasks.borrow().last() {
                        task.set_name("renamed");
                    }
                }
                Action::Raise => return Err(Exception::value("raised")),
            }
        }
        Ok(())
    })
}

/// A trace that a failing test shows as text.
#[derive(Clone)]
pub(crate) struct Ran(pub(crate) Trace);

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&loopscope_executor::text::trace(&self.0))
    }
}

/// Traces of random programs, some cut short by a limit.
pub(crate) fn traces() -> impl Strategy<Value = Ran> {
    (actions(), prop::option::weighted(0.2, 1..120_u32), interventions()).prop_map(|(actions, most, interventions)| {
        let limits = Limits { steps: 2_000, records: most.unwrap_or(20_000), ..Limits::default() };
        Ran(ran(limits, actions, &interventions))
    })
}

/// The trace of a program that does this while the reader does that.
pub(crate) fn ran(limits: Limits, actions: Vec<Action>, interventions: &[Intervention]) -> Trace {
    trace_with(limits, interventions, async move {
        print("top level");
        let world = Rc::new(World::default());
        let ended = run(coro!(work(world.clone(), 0, actions))).await;
        time::sleep(0.5);
        // Tasks and futures know each other through the world; it must not outlive the program in a ring.
        world.tasks.take();
        world.futures.take();
        ended
    })
}

/// What the reader does, wherever and on whatever; most often nothing.
fn interventions() -> impl Strategy<Value = Vec<Intervention>> {
    let entry = prop_oneof![(1..6_u32).prop_map(EntryNo::Task), (1..6_u32).prop_map(EntryNo::Callback)];
    let act = prop_oneof![
        (1..6_u32).prop_map(Act::Cancel),
        (1..6_u32).prop_map(|no| Act::Raise(no, "by hand".into())),
        (0..3_u64).prop_map(|tenths| Act::Block(tenths * 100_000_000)),
        entry.prop_map(Act::RunNext),
    ];
    let point = (0..20_u32, any::<bool>(), 0..10_u64).prop_map(|(entries, begun, tenths)| Point {
        entries,
        begun,
        time: Instant::from_nanos(tenths * 100_000_000),
    });
    let some = prop::collection::vec((point, act).prop_map(|(at, act)| Intervention { at, act }), 1..6);
    prop_oneof![Just(Vec::new()), some]
}
