//! Why the tasks that wait for ever do: recorded when nothing can wake them any more.

use std::rc::Rc;

use loopscope_executor::Waiter;
use loopscope_executor::trace::{Kind, Why};

use crate::any_future::AnyFuture;
use crate::control::Control;
use crate::runtime::Runtime;

/// Records it, a record a task.
pub(crate) fn record(runtime: &Runtime, waiters: &[Waiter]) {
    let tasks = runtime.pending_tasks();
    for waiter in waiters {
        let future = tasks.iter().find(|task| task.no() == waiter.task).and_then(|task| task.waits_for());
        let (why, who) = future.map_or((Why::Nobody, 0), |future| why(&future));
        runtime.handle.record(Some(waiter.task), waiter.line, Kind::Stuck { why, who, at: 0 });
    }
}

fn why(future: &AnyFuture) -> (Why, u32) {
    if let Some(task) = future.task() {
        return (Why::Task, task.no());
    }
    let mut left: Vec<Rc<AnyFuture>> = Vec::new();
    for part in future.parts() {
        if !part.done() && !left.iter().any(|other| Rc::ptr_eq(other, &part)) {
            left.push(part);
        }
    }
    match left.first() {
        None => (Why::Nobody, 0),
        Some(first) => {
            let count = u32::try_from(left.len()).unwrap_or(u32::MAX);
            (Why::Parts(count), first.task().map_or(0, Control::no))
        }
    }
}
