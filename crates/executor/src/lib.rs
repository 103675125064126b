//! A tiny futures executor that can be watched.
//!
//! It runs futures on one thread, in an order that is exactly that of CPython's asyncio loop, and writes a [`Trace`]:
//! one [`Record`] for every change of state. It does no input or output and reads no clock: the caller says what time it
//! is ([`Executor::turn`]) and gets told when to come back ([`Next`]). The same program under the same clock gives the
//! same trace, byte for byte, on every platform.
//!
//! ```
//! use loopscope_executor::{Executor, VirtualClock, run};
//! use std::time::Duration;
//!
//! let mut executor = Executor::new();
//! let handle = executor.handle();
//! let slept = executor.spawn(async move {
//!     handle.sleep(Duration::from_secs(2)).await;
//!     "two seconds later"
//! });
//! run(&mut executor, &VirtualClock::new()).unwrap();
//! assert_eq!(slept.try_take(), Some(Ok("two seconds later")));
//! ```
//!
//! Where to read on: [`trace`] (the vocabulary, and a task's states), `state` (what an executor is made of), `executor`
//! (one turn), `tasks`, `remote` (wakers), `timers`, `join`, `clock`.
#![forbid(unsafe_code)]

mod callback;
mod clock;
mod current;
mod executor;
mod free;
mod handle;
mod intervention;
mod join;
#[macro_use]
mod kinds;
mod limits;
pub mod pace;
#[cfg(feature = "serde")]
mod packed;
mod part;
mod poll;
mod recorder;
mod remote;
mod report;
mod sleep;
mod state;
mod tasks;
pub mod text;
pub mod time;
mod timers;
pub mod trace;

pub use callback::{CallbackHandle, Job};
pub use clock::{Clock, RealClock, RunError, VirtualClock, run};
pub use current::{Nested, current};
pub use executor::{Executor, Next};
pub use handle::{Handle, Queued, TaskRef};
pub use intervention::{Act, Intervention, Point};
pub use join::{Cancelled, JoinHandle};
pub use limits::Limits;
pub use report::Waiter;
pub use sleep::{Sleep, YieldNow, yield_now};
pub use tasks::Spawn;
pub use time::{Deadline, Instant};
pub use timers::TimerHandle;
pub use trace::{Record, Trace};
