//! The reader's own Python: RustPython with a native asyncio on the executor.
//!
//! ```text
//! source ─► Python (interpreter.rs) ─► module code runs ──run_until_complete──► turns of the executor (event_loop.rs, turns.rs)
//!                                         ▲                                        │ poll: a task's step (task.rs)
//!                                         └──────────── loop left ─────────────────┘ callback: a handle (handle.rs)
//! ```
//!
//! Natively written is what decides the order: futures, tasks, handles and the loop (`future`, `task`, `handle`,
//! `event_loop`), contexts and the clock; and threads, which are generators made of the program's own functions (`threads`, `twin`,
//! `lock`). What stands above them is Python of ours, in `lib/`. All of it stands on the program's machine (`machine`), and no module imports
//! another one in a circle (`tests/structure.rs`).
#![deny(unsafe_code)]

mod asyncio;
mod awaited_by;
mod calling;
mod characters;
mod checkpoint;
mod classes;
mod clock;
mod collect;
mod comprehension;
mod computing;
mod context;
mod deaths;
pub mod encoding;
mod ending;
mod event_loop;
mod exceptions;
mod finish;
mod format_width;
mod from_bytes;
mod future;
mod garbage;
mod grammar;
mod guard;
mod halted;
mod handle;
mod hashes;
mod indentation;
mod inspect;
mod interpreter;
mod interrupt;
mod interruption;
mod ledger;
mod library;
mod lock;
mod machine;
mod math;
mod names;
mod nearest;
mod options;
mod outcome;
mod overrides;
mod pending;
mod place;
mod polling;
mod problems;
mod random;
mod reading;
mod recursion;
mod registry;
mod resume;
mod rewrite;
mod rounds;
mod sources;
mod spinning;
mod stack;
mod stdio;
mod step;
mod structs;
mod stuck;
mod syntax;
mod syntax_error;
mod task;
mod text;
mod thread_names;
mod threads;
mod threads_module;
mod time;
mod tokens;
mod tools;
mod traced;
mod turns;
mod twin;
mod unraisable;
mod version;
mod waiting;
mod weak;
mod wording;
mod yielded;

pub use interpreter::Python;
#[cfg(not(target_arch = "wasm32"))]
pub use interrupt::Interrupter;
pub use loopscope_protocol::{Frame, Problem, Severity, Variable};
pub use loopscope_version::Version;
pub use options::{Clocks, Guard, Interruption, Options};
pub use outcome::{End, Outcome};
#[cfg(target_arch = "wasm32")]
pub use {
    hashes::{Request as HashRequest, set_maker},
    sources::set_fetch,
};
