//! tokio's current-thread runtime with a `LocalSet`, its own timers, and its clock paused.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinHandle, LocalSet, spawn_local};

use crate::engine::{Engine, Spawner};

pub(crate) struct TokioLocalSet {
    runtime: Runtime,
    local: LocalSet,
}

impl Engine for TokioLocalSet {
    const NAME: &'static str = "tokio LocalSet";
    type Spawner = Ticket;

    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        TokioLocalSet { runtime, local: LocalSet::new() }
    }

    fn run<F>(&mut self, root: impl FnOnce(Ticket) -> F) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        let root = root(Ticket);
        self.local.block_on(&self.runtime, async { spawn_local(root).await.expect("no task panics") })
    }
}

#[derive(Clone)]
pub(crate) struct Ticket;

impl Spawner for Ticket {
    type Join = Join;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> Join {
        Join(spawn_local(future))
    }

    #[expect(clippy::manual_async_fn, reason = "an async method would borrow the ticket")]
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + 'static {
        // Made when first awaited: a tokio timer must be made inside of the runtime.
        async move { tokio::time::sleep(duration).await }
    }
}

pub(crate) struct Join(JoinHandle<u64>);

impl Future for Join {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        Pin::new(&mut self.0).poll(cx).map(|value| value.expect("no task panics"))
    }
}
