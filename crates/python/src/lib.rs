//! The reader's own Python: RustPython with a native asyncio on the executor.
//!
//! ```text
//! source ─► Python (interpreter.rs) ─► module code runs ──run_until_complete──► turns of the executor (machine.rs)
//!                                         ▲                                        │ poll: a task's step (task.rs)
//!                                         └──────────── loop left ─────────────────┘ callback: a handle (handle.rs)
//! ```
//!
//! Natively written is what decides the order: futures, tasks, handles and the loop (`future`, `task`, `handle`,
//! `event_loop`), contexts and the clock. What stands above them is Python of ours, in `lib/`.
#![deny(unsafe_code)]

mod asyncio;
mod context;
mod event_loop;
mod future;
mod guard;
mod handle;
mod inspect;
mod interpreter;
mod machine;
mod math;
mod names;
mod place;
mod random;
mod sources;
mod stack;
mod stdio;
mod task;
mod time;

pub use guard::Guard;
pub use inspect::{FrameLocals, TaskLocals, Variable};
pub use interpreter::{Clocks, Options, Outcome, Python};
