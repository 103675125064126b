//! Files made of a trace: a picture, a log to read, and events for a profiler's viewer.

mod log;
mod perfetto;
mod svg;

pub use log::log;
pub use perfetto::perfetto;
pub use svg::{Axis, Theme, poster, svg};
