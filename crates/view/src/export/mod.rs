//! Files made of a trace: a picture, still or played, a log to read, and events for a profiler's viewer.

mod foot;
mod log;
mod pace;
mod perfetto;
mod reel;
mod style;
mod svg;
mod text;

pub use foot::Foot;
pub use log::log;
pub use pace::{LEAST_PLAY, MOST_PLAY, Pace, REST, STEP};
pub use perfetto::perfetto;
pub use reel::{Before, Layers, Reel, ReelFrame};
pub use style::Theme;
pub use svg::{PICTURE_HEAD, PICTURE_WIDTH, PictureOptions, picture, poster, svg};
