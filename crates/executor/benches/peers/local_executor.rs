//! `async_executor::LocalExecutor`. It has no timers: those of [`Reactor`] stand in.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use async_executor::{LocalExecutor, Task};

use crate::engine::{Engine, Spawner};
use crate::reactor::Reactor;

pub(crate) struct AsyncExecutor {
    ticket: Ticket,
}

impl Engine for AsyncExecutor {
    const NAME: &'static str = "LocalExecutor";
    type Spawner = Ticket;

    fn new() -> Self {
        AsyncExecutor { ticket: Ticket { executor: Rc::new(LocalExecutor::new()), reactor: Reactor::default() } }
    }

    fn run<F>(&mut self, root: impl FnOnce(Ticket) -> F) -> u64
    where
        F: Future<Output = u64> + 'static,
    {
        let Ticket { executor, reactor } = &self.ticket;
        let root = executor.spawn(root(self.ticket.clone()));
        loop {
            while executor.try_tick() {}
            if !reactor.advance() {
                return futures_executor::block_on(root);
            }
        }
    }
}

#[derive(Clone)]
pub(crate) struct Ticket {
    executor: Rc<LocalExecutor<'static>>,
    reactor: Reactor,
}

impl Spawner for Ticket {
    type Join = Task<u64>;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> Task<u64> {
        self.executor.spawn(future)
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + 'static {
        self.reactor.sleep(duration)
    }
}
