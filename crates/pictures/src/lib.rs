//! Pictures of dots, for what takes no others: drawings painted (raster.rs), runs played as GIFs (played.rs), addresses as QR codes (qr.rs).
//! Native programs alone have them.
#![forbid(unsafe_code)]

mod film;
mod palette;
mod played;
mod qr;
mod raster;

pub use played::{Played, WIDTH};
pub use qr::foot;
pub use raster::{Fonts, png};
pub use resvg::usvg::fontdb::Database;

#[cfg(test)]
mod tests;
