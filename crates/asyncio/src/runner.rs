//! `asyncio.run` (`Lib/asyncio/runners.py`).

use std::cell::Cell;
use std::future::Future as StdFuture;
use std::panic::Location;
use std::rc::Rc;

use crate::any_future::{AnyFuture, Outcome};
use crate::control::Control;
use crate::coroutine::Coroutine;
use crate::event_loop::{EventLoop, new_event_loop};
use crate::exception::{Exception, Result};
use crate::future::Future;
use crate::gather::CHILD_DONE;
use crate::runtime::Runtime;
use crate::task::Task;

/// `asyncio.run`: a new loop, the coroutine as its main task, then what is left is cancelled and the loop is closed. For
/// module-level code. Awaiting it raises what the coroutine raises, and `RuntimeError` while a loop runs.
///
/// # Panics
/// When it is awaited outside of a running [`crate::Program`].
#[track_caller]
pub fn run<T: Clone + 'static>(coroutine: Coroutine<T>) -> impl StdFuture<Output = Result<T>> {
    let line = Location::caller().line();
    async move {
        let runtime = Runtime::current();
        if runtime.running_loop().is_some() {
            return Err(Exception::runtime("asyncio.run() cannot be called from a running event loop"));
        }
        let event_loop = new_event_loop();
        let main = Task::spawn(&runtime, &event_loop, coroutine, line);
        let result = event_loop.run_until_complete_on(line, main).await;
        runtime.clean_up(true);
        let shut_down = shut_down(&runtime, &event_loop, line).await;
        let closed = close(&runtime, &event_loop, line);
        runtime.clean_up(false);
        closed?;
        shut_down?;
        result
    }
}

/// `Runner.close`, but for the closing itself.
async fn shut_down(runtime: &Rc<Runtime>, event_loop: &EventLoop, line: u32) -> Result {
    cancel_all(runtime, event_loop, line).await?;
    // CPython ends its asynchronous generators and its thread pool with a task each: that uses up two numbers for names
    // and gives whatever is ready two iterations each. There is nothing to end here, so no task; and no iteration either
    // unless something would run in it.
    for _ in 0..2 {
        runtime.named.set(runtime.named.get() + 1);
        if runtime.ready.get() {
            event_loop.run_for(2, line).await?;
        }
    }
    Ok(())
}

/// `_cancel_all_tasks`: asks every task for its cancellation and lets the loop run until all have ended.
async fn cancel_all(runtime: &Rc<Runtime>, event_loop: &EventLoop, line: u32) -> Result {
    let left: Vec<_> = runtime
        .pending_tasks()
        .into_iter()
        .filter(|task| task.event_loop().is(event_loop))
        .filter_map(|task| Some((task.own()?, task)))
        .collect();
    if left.is_empty() {
        return Ok(());
    }
    runtime.recursed.set(false);
    let through = runtime.ask_through("run");
    for (task, _) in &left {
        task.cancel(line);
    }
    drop(through);
    if runtime.recursed.take() {
        let message = "maximum recursion depth exceeded while calling a Python object";
        return Err(Exception::new("RecursionError", message));
    }
    let all_done = AnyFuture::new(runtime, event_loop, "gather", line);
    let count = Rc::new(Cell::new(left.len()));
    for (task, _) in &left {
        let (count, all_done) = (count.clone(), all_done.clone());
        let serves = all_done.no();
        task.add_callback(
            CHILD_DONE,
            line,
            serves,
            Box::new(move |_| {
                count.set(count.get() - 1);
                if count.get() == 0 {
                    // Resolved once, by the last.
                    let _ = all_done.resolve(Outcome::of(Ok(())), line);
                }
                Ok(())
            }),
        );
    }
    event_loop.run_until_complete_on(line, Future::<()>::of(all_done)).await?;
    for (task, control) in &left {
        if let Some(exception) = task.failure() {
            complain_of_task(runtime, control, &exception);
        }
    }
    Ok(())
}

fn complain_of_task(runtime: &Runtime, task: &Control, exception: &Exception) {
    let report = format!(
        "unhandled exception during asyncio.run() shutdown\ntask: {}\nTraceback (most recent call last):\n{}",
        task.failed_repr(exception),
        exception.qualified()
    );
    runtime.complain(&report, 0);
}

/// Closes the loop; from now on there is none.
fn close(runtime: &Runtime, event_loop: &EventLoop, line: u32) -> Result {
    event_loop.close_on(line)?;
    let missing = EventLoop::missing(runtime);
    runtime.event_loop.replace(Some(missing));
    Ok(())
}

/// `asyncio.run(main)`, the mistake: a function where a coroutine belongs. By the time that CPython notices, it has made a loop,
/// which it closes as after a run.
///
/// # Errors
/// Always CPython's `TypeError` (before 3.14 it was a `ValueError`).
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[track_caller]
pub fn run_object() -> Result {
    let (runtime, line) = (Runtime::current(), Location::caller().line());
    if runtime.running_loop().is_some() {
        return Err(Exception::runtime("asyncio.run() cannot be called from a running event loop"));
    }
    let event_loop = new_event_loop();
    // The numbers of the tasks that would end its asynchronous generators and its thread pool.
    runtime.named.set(runtime.named.get() + 2);
    close(&runtime, &event_loop, line)?;
    Err(Exception::new("TypeError", "An asyncio.Future, a coroutine or an awaitable is required"))
}
