//! asyncio's vocabulary in Rust, on the loopscope executor.
//!
//! A Python program of asyncio's can be written here line for line, and its parts run in the order in which CPython 3.11
//! runs them: the same number of loop iterations for every construct, the same wake-ups in the same sequence. Python's
//! exceptions are `Result`s ([`Exception`]); a coroutine object is a [`Coroutine`]; module-level code is an async function
//! that a [`Program`] runs outside of every task. Everything but [`Exception`] belongs to the program that runs on the
//! thread; without one, functions that need it panic, and say so in their documentation.
//!
//! Where this differs from CPython 3.11:
//! - A coroutine that is destroyed while it is suspended runs no `finally` or `except` of its own: Rust drops it.
//! - Nothing is collected while a handle on it is left; what holds itself in a circle goes with the program.
//! - Timers of one deadline fire in the order of their making (CPython defines none), and a deadline before the program's
//!   start counts as its start.
//! - Where CPython raises from a function that cannot fail here, the returned task fails instead ([`create_task`] without a
//!   running loop), or the exception is only written to standard error ([`EventLoop::call_soon`] on a closed loop).
//! - Cancelling tasks that wait for each other raises `RecursionError` in CPython; here only [`run`] does.
//! - `sleep(NaN)` raises `ValueError`, as since 3.13; [`time::sleep`] takes negative numbers for zero.
//! - While one loop runs, a timer of another loop costs it an empty iteration.
//!
//! ```
//! use loopscope_asyncio::prelude::*;
//!
//! async fn hello(delay: f64) -> Result {
//!     print("hello");
//!     sleep(delay).await?;
//!     print("world");
//!     Ok(())
//! }
//!
//! async fn program() -> Result {
//!     run(coro!(hello(2.0))).await
//! }
//!
//! let mut program = loopscope_asyncio::Program::new(0.0, Box::pin(program()));
//! let end = program.run_virtual(loopscope_executor::Limits::default());
//! assert_eq!(end, loopscope_asyncio::End::Finished);
//! assert_eq!(program.now().as_secs_f64(), 2.0);
//! ```
#![forbid(unsafe_code)]

mod any_future;
mod control;
mod coroutine;
mod event_loop;
mod exception;
mod future;
mod gather;
mod print;
mod program;
mod reader;
mod runner;
mod runtime;
mod sleep;
mod stuck;
mod task;
pub mod time;
mod wait;

pub use control::{CurrentTask, current_task};
pub use coroutine::{Coroutine, Inline};
pub use event_loop::{
    CallbackHandle, EventLoop, LoopRun, TimerHandle, get_event_loop, get_running_loop, new_event_loop, set_event_loop,
};
pub use exception::{Exception, Result};
pub use future::{Awaitable, Future, IntoResult};
pub use gather::{Gather, gather};
pub use print::{float, num, print, truth, type_name};
pub use program::{Advance, End, Program, Stride};
pub use runner::{run, run_object};
pub use sleep::{Sleep, sleep};
pub use task::{Task, create_task, ensure_future};
pub use wait::FutureWait;

/// Everything that a program needs.
pub mod prelude {
    pub use crate::coro;
    pub use crate::time;
    pub use crate::{
        Coroutine, EventLoop, Exception, Future, Result, Task, create_task, current_task, ensure_future, float, gather,
        get_event_loop, get_running_loop, new_event_loop, num, print, run, run_object, set_event_loop, sleep, truth,
        type_name,
    };
}
