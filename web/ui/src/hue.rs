//! How a task shows: its colour and mark, the same in the code, on the timeline and in the log, and what it waits for.

pub use loopscope_markup::{hue, mark};
pub use loopscope_view::short_wait;
