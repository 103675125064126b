//! How each state looks: its shape, and which of the palette's colours it has. States are told by shape as well as by colour, since
//! the colour is the task's.

use std::fmt::Write;

use super::scale::LEAST;
use crate::lane::LaneState;

/// A mark's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A bar, as long as the state lasted.
    Bar {
        /// Its height in pixels, where there is room.
        height: i32,
    },
    /// A line, as long as the state lasted.
    Line,
    /// The signs of an end, which is one place: a disc,
    Disc,
    /// a cross,
    Cross,
    /// a square on its point,
    Diamond,
    /// a square.
    Square,
}

/// What something is painted with: a colour of the [palette](super::Palette).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Nothing.
    None,
    /// The task's own colour.
    Task,
    /// The ground's.
    Paper,
    /// That of what went wrong.
    Alarm,
}

/// A line around a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// How wide it is, in tenths of a pixel.
    pub tenths: u8,
    /// Whether it is a row of dots.
    pub dotted: bool,
}

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The class of its marks.
    pub class: &'static str,
    /// Their form.
    pub shape: Shape,
    /// What is inside.
    pub fill: Ink,
    /// What is around it, if anything is.
    pub stroke: Option<Stroke>,
    /// Whether it is hatched with the ground's colour.
    pub hatched: bool,
}

/// Height of the bar of what runs, in pixels.
pub(crate) const TALL: i32 = 16;
/// Height of the bar of what is about to.
const LOW: i32 = 8;

impl Look {
    /// That of a state.
    #[must_use]
    pub const fn of(state: LaneState) -> Look {
        match state {
            LaneState::Ready => Look::drawn("ready", Shape::Bar { height: LOW }, Ink::Paper, Ink::Task, 15),
            LaneState::Running => Look::full("running", Shape::Bar { height: TALL }),
            LaneState::Blocking => Look { hatched: true, ..Look::full("blocking", Shape::Bar { height: TALL }) },
            LaneState::Waiting => Look {
                stroke: Some(Stroke { ink: Ink::Task, tenths: 20, dotted: true }),
                ..Look::drawn("waiting", Shape::Line, Ink::None, Ink::Task, 20)
            },
            LaneState::Done => Look::full("done", Shape::Disc),
            LaneState::Failed => Look::drawn("failed", Shape::Cross, Ink::None, Ink::Alarm, 25),
            LaneState::Cancelled => Look::drawn("cancelled", Shape::Diamond, Ink::Paper, Ink::Task, 20),
            LaneState::Collected => Look::drawn("collected", Shape::Square, Ink::Paper, Ink::Task, 20),
        }
    }

    const fn full(class: &'static str, shape: Shape) -> Look {
        Look { class, shape, fill: Ink::Task, stroke: None, hatched: false }
    }

    const fn drawn(class: &'static str, shape: Shape, fill: Ink, stroke: Ink, tenths: u8) -> Look {
        let stroke = Some(Stroke { ink: stroke, tenths, dotted: false });
        Look { class, shape, fill, stroke, hatched: false }
    }

    /// Its paint as CSS, one declaration after the other. `ink`: how a colour is written.
    #[must_use]
    pub fn css(&self, ink: impl Fn(Ink) -> &'static str) -> String {
        let mut out = ["fill:", ink(self.fill)].concat();
        if let Some(Stroke { ink: of, tenths, dotted }) = self.stroke {
            let part = if tenths % 10 == 0 { String::new() } else { format!(".{}", tenths % 10) };
            let _ = write!(out, ";stroke:{};stroke-width:{}{part}px", ink(of), tenths / 10);
            if dotted {
                out.push_str(";stroke-dasharray:1 4;stroke-linecap:round");
            }
        }
        out
    }
}

impl Shape {
    /// A sign's outline, about its place: where it begins, and how it goes on. `None` for what has a length.
    ///
    /// Each sign has one size wherever it is drawn. A disc, a cross and a square reach 5 pixels to each side, which leaves them well
    /// inside of a row and wider than a running bar's least width; a diamond reaches 6, with which it covers as much as the disc.
    const fn outline(self) -> Option<(i32, i32, &'static str)> {
        match self {
            Shape::Bar { .. } | Shape::Line => None,
            Shape::Disc => Some((-5, 0, "a5 5 0 1 0 10 0a5 5 0 1 0-10 0")),
            Shape::Cross => Some((-5, -5, "l10 10m0-10l-10 10")),
            Shape::Diamond => Some((0, -6, "l6 6-6 6-6-6z")),
            Shape::Square => Some((-5, -5, "h10v10h-10z")),
        }
    }

    /// The same, with a bar no higher than this.
    #[must_use]
    pub(crate) fn at_most(self, tallest: i32) -> Self {
        match self {
            Shape::Bar { height } => Shape::Bar { height: height.min(tallest) },
            other => other,
        }
    }

    /// Appends its path, in pixels. `x`: where it stands or begins; `width`: how long it is, if it has a length; `middle`: of its row.
    pub(crate) fn path(self, x: i32, middle: i32, width: i32, out: &mut String) {
        let _ = match (self, self.outline()) {
            (_, Some((dx, dy, outline))) => write!(out, "M{} {}{outline}", x + dx, middle + dy),
            (Shape::Bar { height }, _) => {
                let (top, width) = (middle - height / 2, width.max(LEAST));
                write!(out, "M{x} {top}h{width}v{height}h-{width}z")
            }
            (_, None) => write!(out, "M{x} {middle}h{width}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(state: LaneState, width: i32) -> String {
        let mut out = String::new();
        Look::of(state).shape.path(100, 16, width, &mut out);
        out
    }

    #[test]
    fn each_state_has_its_shape() {
        let paths = LaneState::ALL.map(|state| path(state, 40));
        assert_eq!(
            paths,
            [
                "M100 12h40v8h-40z",
                "M100 8h40v16h-40z",
                "M100 8h40v16h-40z",
                "M100 16h40",
                "M95 16a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
                "M95 11l10 10m0-10l-10 10",
                "M100 10l6 6-6 6-6-6z",
                "M95 11h10v10h-10z",
            ]
        );
        assert_eq!(path(LaneState::Running, 0), "M100 8h3v16h-3z", "what took no time is seen, too");
    }

    #[test]
    fn no_two_states_look_alike() {
        for (nth, one) in LaneState::ALL.into_iter().enumerate() {
            for other in &LaneState::ALL[..nth] {
                let (one, other) = (Look::of(one), Look::of(*other));
                assert_ne!(one.class, other.class);
                assert!((one.shape, one.hatched) != (other.shape, other.hatched), "{} and {}", one.class, other.class);
            }
        }
    }

    #[test]
    fn paint_is_written_as_css() {
        let ink = |ink| match ink {
            Ink::None => "none",
            Ink::Task => "T",
            Ink::Paper => "P",
            Ink::Alarm => "A",
        };
        assert_eq!(Look::of(LaneState::Done).css(ink), "fill:T");
        assert_eq!(Look::of(LaneState::Failed).css(ink), "fill:none;stroke:A;stroke-width:2.5px");
        assert_eq!(Look::of(LaneState::Cancelled).css(ink), "fill:P;stroke:T;stroke-width:2px");
        assert_eq!(
            Look::of(LaneState::Waiting).css(ink),
            "fill:none;stroke:T;stroke-width:2px;stroke-dasharray:1 4;stroke-linecap:round"
        );
    }
}
