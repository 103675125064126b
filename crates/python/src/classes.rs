//! What asyncio's native classes hold. What they do stands above the machine, in `context.rs`, `handle.rs`, `future.rs`, `task.rs`,
//! `step.rs` and `event_loop.rs`; here is only what an object knows by itself, since the machine has to know which of them are current.
//!
//! ```text
//!   context ◄── handle ◄── task ◄──► future        a task is a future, and a future holds the tasks that it will wake
//!                            ▲ ▲
//!            event loop ─────┘ └───── step
//! ```

pub(crate) mod await_stack;
pub(crate) mod awaited_by;
pub(crate) mod context;
pub(crate) mod event_loop;
pub(crate) mod future;
pub(crate) mod handle;
pub(crate) mod step;
pub(crate) mod task;
