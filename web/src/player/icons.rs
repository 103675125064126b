//! The signs on the player's buttons, as paths in a square of 16.

pub(super) const PLAY: &str = "M4 2.5v11l9-5.5z";
pub(super) const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";
pub(super) const FIRST: &str = "M3 3h2v10H3zM13 3v10L6 8z";
pub(super) const BACK: &str = "M10 3v10L3 8zM11.5 3h2v10h-2z";
pub(super) const STEP: &str = "M6 3v10l7-5zM2.5 3h2v10h-2z";
pub(super) const LAST: &str = "M11 3h2v10h-2zM3 3v10l7-5z";
pub(super) const STOP: &str = "M3.5 3.5h9v9h-9z";
pub(super) const TIMER: &str = "M8 3a6 6 0 1 0 0 12A6 6 0 0 0 8 3zm0 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8zM7.2 6v3.4l2.6 1.6.8-1.3-1.9-1.1V6zM5.5.8h5v1.4h-5z";
