//! The programs that are measured, each written once for all executors.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::engine::{Engine, Spawner};

/// A line of the table.
pub(crate) struct Row {
    /// What is done, and how often.
    pub(crate) name: &'static str,
    /// Operations in one run; the table shows time for one of them.
    pub(crate) operations: u32,
    pub(crate) program: Program,
}

#[derive(Clone, Copy)]
pub(crate) enum Program {
    SpawnJoin { tasks: u32 },
    Yield { tasks: u32, each: u32 },
    PingPong { rounds: u32 },
    Timers { timers: u32 },
}

pub(crate) const ROWS: &[Row] = &[
    Row { name: "spawn and join, 10,000 tasks", operations: 10_000, program: Program::SpawnJoin { tasks: 10_000 } },
    Row { name: "yield, 1 task", operations: 10_000, program: Program::Yield { tasks: 1, each: 10_000 } },
    Row { name: "yield, 100 tasks", operations: 10_000, program: Program::Yield { tasks: 100, each: 100 } },
    Row { name: "wake, 2 tasks in turn", operations: 10_000, program: Program::PingPong { rounds: 5_000 } },
    Row { name: "100,000 virtual timers", operations: 100_000, program: Program::Timers { timers: 100_000 } },
];

impl Program {
    /// Runs it once; the sum proves that everything ran.
    pub(crate) fn run<E: Engine>(self, engine: &mut E) {
        let (sum, expected) = match self {
            Program::SpawnJoin { tasks } => (engine.run(|s| spawn_join(s, tasks)), u64::from(tasks)),
            Program::Yield { tasks, each } => {
                (engine.run(|s| yields(s, tasks, each)), u64::from(tasks) * u64::from(each))
            }
            Program::PingPong { rounds } => (engine.run(|s| ping_pong(s, rounds)), 2 * u64::from(rounds)),
            Program::Timers { timers } => (engine.run(|s| sleeps(s, timers)), u64::from(timers)),
        };
        assert_eq!(sum, expected);
    }
}

async fn join_all<J: Future<Output = u64>>(joins: Vec<J>) -> u64 {
    let mut sum = 0;
    for join in joins {
        sum += join.await;
    }
    sum
}

async fn spawn_join(spawner: impl Spawner, tasks: u32) -> u64 {
    join_all((0..tasks).map(|_| spawner.spawn(async { 1 })).collect()).await
}

async fn yields(spawner: impl Spawner, tasks: u32, each: u32) -> u64 {
    let task = move || async move {
        for _ in 0..each {
            yield_once().await;
        }
        u64::from(each)
    };
    join_all((0..tasks).map(|_| spawner.spawn(task())).collect()).await
}

/// Wakes its own task and suspends it once.
fn yield_once() -> impl Future<Output = ()> {
    let mut yielded = false;
    poll_fn(move |cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

/// A flag that one task sets and another waits for.
#[derive(Default)]
struct Signal {
    set: Cell<bool>,
    waiter: RefCell<Option<Waker>>,
}

impl Signal {
    fn set(&self) {
        self.set.set(true);
        let waiter = self.waiter.take();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }

    fn wait(&self) -> impl Future<Output = ()> {
        poll_fn(|cx| {
            if self.set.replace(false) {
                return Poll::Ready(());
            }
            *self.waiter.borrow_mut() = Some(cx.waker().clone());
            Poll::Pending
        })
    }
}

async fn ping_pong(spawner: impl Spawner, rounds: u32) -> u64 {
    let (ping, pong) = (Rc::new(Signal::default()), Rc::new(Signal::default()));
    let player = |mine: Rc<Signal>, other: Rc<Signal>| async move {
        for _ in 0..rounds {
            mine.wait().await;
            other.set();
        }
        u64::from(rounds)
    };
    let first = spawner.spawn(player(ping.clone(), pong.clone()));
    let second = spawner.spawn(player(pong, ping.clone()));
    ping.set();
    first.await + second.await
}

/// All timers are set before the first is due. Deadlines are whole milliseconds, the finest that tokio knows, spread
/// without order over 100 seconds.
async fn sleeps(spawner: impl Spawner, timers: u32) -> u64 {
    let mut random = 1_u64;
    let joins = (0..timers)
        .map(|_| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let sleep = spawner.sleep(Duration::from_millis(1 + (random >> 33) % 100_000));
            spawner.spawn(async {
                sleep.await;
                1
            })
        })
        .collect();
    join_all(joins).await
}
