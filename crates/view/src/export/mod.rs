//! Files made of a trace: a picture, a log to read, and events for a profiler's viewer.

mod log;
mod perfetto;
mod style;
mod svg;
mod text;

pub use log::log;
pub use perfetto::perfetto;
pub use style::Theme;
pub use svg::{PICTURE_HEAD, poster, svg};
