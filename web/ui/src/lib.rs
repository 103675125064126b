//! What the page's two programs share, the one that comes with it and the one that is loaded on demand: elements kept up to
//! date by signals, runs as a page knows them, and small things of the looks.
#![forbid(unsafe_code)]

pub mod choice;
pub mod clock;
pub mod dom;
pub mod hue;
pub mod run;
pub mod scroll;
pub mod signal;
