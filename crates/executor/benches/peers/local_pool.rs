//! `futures_executor::LocalPool`. It has no timers: those of [`Reactor`] stand in.

use std::future::Future;
use std::time::Duration;

use futures_executor::{LocalPool, LocalSpawner};
use futures_util::future::RemoteHandle;
use futures_util::task::LocalSpawnExt;

use crate::engine::{Engine, Spawner};
use crate::reactor::Reactor;

pub(crate) struct FuturesLocalPool {
    pool: LocalPool,
    reactor: Reactor,
}

impl Engine for FuturesLocalPool {
    const NAME: &'static str = "LocalPool";
    type Spawner = Ticket;

    fn new() -> Self {
        FuturesLocalPool { pool: LocalPool::new(), reactor: Reactor::default() }
    }

    fn run<F>(&mut self, root: impl FnOnce(Ticket) -> F) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        let ticket = Ticket { spawner: self.pool.spawner(), reactor: self.reactor.clone() };
        let root = ticket.spawn(root(ticket.clone()));
        loop {
            self.pool.run_until_stalled();
            if !self.reactor.advance() {
                return self.pool.run_until(root);
            }
        }
    }
}

#[derive(Clone)]
pub(crate) struct Ticket {
    spawner: LocalSpawner,
    reactor: Reactor,
}

impl Spawner for Ticket {
    type Join = RemoteHandle<u64>;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> RemoteHandle<u64> {
        self.spawner.spawn_local_with_handle(future).expect("the pool lives")
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + 'static {
        self.reactor.sleep(duration)
    }
}
