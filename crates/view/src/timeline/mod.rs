//! The timeline: what is drawn, where, in which shape and in which colours. The page, the page before its application is there and
//! the pictures that are saved only write it down.
//!
//! ```text
//!   Scope ──► Lane ── thin ──► places ── lane_marks, at a Scale ──► LaneMarks ─┬─► svg     paths by class, in pixels: the page, and pictures
//!               └──── wake_arrows, at a Scale ──► WakeArrow ───────────────────┴─► still   the same as wide as its column: the static page
//!                          Look: the shape and the paint of each state ─────────────┘
//!                                Palette ──► web/styles/colours.css, and the style in a picture
//! ```
//!
//! How a state looks: `look`. Which colours there are: `colours`.

mod arrows;
mod colours;
mod fold;
mod look;
mod marks;
mod rows;
mod scale;
mod still;
pub mod svg;
#[cfg(feature = "more")]
mod thumbnail;
mod window;

pub use arrows::{MOST_ARROWS, WakeArrow, few_arrows, turn_records, wake_arrows};
pub use colours::{DARK, FUTURE_PERCENT, HUES, LIGHT, Palette, hue};
pub(crate) use fold::whole_row;
pub use fold::{Fold, FoldMark, Row, fold, fold_marks, fold_part, row_of};
pub use look::{Ink, Look, Shape, Stroke};
#[cfg(feature = "more")]
pub(crate) use marks::whole_lane;
pub use marks::{GhostMarks, Label, LaneMarks, Mark, Part, ghost_marks, lane_marks, states_of, thin};
pub use rows::{Rows, shown_tasks};
pub use scale::{Axis, MARGIN, Scale, Spot, Tick, Unit};
pub use still::drawing;
#[cfg(feature = "more")]
pub use thumbnail::thumbnail;
pub use window::Window;
