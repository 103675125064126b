//! This crate's executor, recording off and on.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use loopscope_executor::{Executor, Handle, Instant, JoinHandle, Next, Record, Sleep};

use crate::engine::{Engine, Spawner};

pub(crate) struct Ours {
    executor: Executor,
    now: Instant,
}

impl Ours {
    fn run_with<F>(&mut self, root: impl FnOnce(Ticket) -> F, mut each_turn: impl FnMut(&mut Executor)) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        let sum = Rc::new(Cell::new(0));
        let root = root(Ticket { handle: self.executor.handle() });
        let result = sum.clone();
        drop(self.executor.spawn(async move { result.set(root.await) }));
        loop {
            let next = self.executor.turn(self.now).expect("not nested");
            each_turn(&mut self.executor);
            match next {
                Next::Now => {}
                Next::At(deadline) => {
                    self.executor.advance(deadline);
                    self.now = deadline;
                }
                Next::Idle { .. } | Next::Stopped(_) => return sum.get(),
            }
        }
    }
}

impl Engine for Ours {
    const NAME: &'static str = "ours";
    type Spawner = Ticket;

    fn new() -> Self {
        Ours { executor: Executor::new(), now: Instant::ZERO }
    }

    fn run<F>(&mut self, root: impl FnOnce(Ticket) -> F) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        self.run_with(root, |_| {})
    }
}

/// The same, with every record handed out after every turn.
pub(crate) struct OursRecording {
    ours: Ours,
    records: Vec<Record>,
}

impl Engine for OursRecording {
    const NAME: &'static str = "ours, recording";
    type Spawner = Ticket;

    fn new() -> Self {
        OursRecording { ours: Ours { executor: Executor::recording(), now: Instant::ZERO }, records: Vec::new() }
    }

    fn run<F>(&mut self, root: impl FnOnce(Ticket) -> F) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        let records = &mut self.records;
        self.ours.run_with(root, |executor| {
            executor.swap_records(records);
            std::hint::black_box(&*records);
        })
    }
}

#[derive(Clone)]
pub(crate) struct Ticket {
    handle: Handle,
}

impl Spawner for Ticket {
    type Join = Join;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> Join {
        Join(self.handle.spawn(future))
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + 'static {
        let sleep: Sleep = self.handle.sleep(duration);
        sleep
    }
}

pub(crate) struct Join(JoinHandle<u64>);

impl Future for Join {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        Pin::new(&mut self.0).poll(cx).map(|value| value.expect("no task is cancelled"))
    }
}
