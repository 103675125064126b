//! What a program needs of an executor.

use std::future::Future;
use std::time::Duration;

/// An executor on one thread.
pub(crate) trait Engine {
    /// Its name in the table.
    const NAME: &'static str;
    /// What tasks spawn with.
    type Spawner: Spawner;

    fn new() -> Self;

    /// Spawns what `root` makes as a task and runs until it is done.
    fn run<F>(&mut self, root: impl FnOnce(Self::Spawner) -> F) -> u64
    where
        F: Future<Output = u64> + 'static;
}

/// Spawns tasks and makes sleeps on an [`Engine`].
pub(crate) trait Spawner: Clone + 'static {
    /// A task's value; dropping it may or may not cancel the task, so the programs await every one.
    type Join: Future<Output = u64> + 'static;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> Self::Join;
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + 'static;
}
