//! Which part of a run the timeline shows: all of it, or a stretch that the reader has zoomed in on.

/// A stretch of the whole, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Where it begins.
    pub from: f32,
    /// How long it is; never 0.
    pub span: f32,
}

/// The shortest stretch, as a part of the whole.
const LEAST: f32 = 1e-5;

impl Window {
    /// All of it.
    pub const WHOLE: Window = Window { from: 0.0, span: 1.0 };

    /// Whether everything is shown.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.span >= 1.0
    }

    /// Longer or shorter by a factor, while what stands at `about` (a part of the window) stays where it is.
    #[must_use]
    pub fn zoom(self, about: f32, factor: f32) -> Window {
        let span = (self.span * factor).clamp(LEAST, 1.0);
        Window { from: self.from + about * (self.span - span), span }.inside()
    }

    /// Moved by a part of itself.
    #[must_use]
    pub fn pan(self, by: f32) -> Window {
        Window { from: self.from + by * self.span, span: self.span }.inside()
    }

    /// Moved, if need be, so that a place of the whole is in it.
    #[must_use]
    pub fn hold(self, place: f32) -> Window {
        let (near, far) = (self.from, self.from + self.span);
        if (near..=far).contains(&place) {
            return self;
        }
        // A quarter of what comes next is in sight.
        let ahead = if place > far { 0.75 } else { 0.25 };
        Window { from: place - ahead * self.span, span: self.span }.inside()
    }

    fn inside(self) -> Window {
        Window { from: self.from.clamp(0.0, 1.0 - self.span), span: self.span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let near = Window::WHOLE.zoom(0.25, 0.5);
        assert_eq!(near, Window { from: 0.125, span: 0.5 });
        assert_eq!(near.zoom(0.25, 2.0), Window::WHOLE);
        // At the whole's ends the window stops.
        assert_eq!(near.pan(-1.0), Window { from: 0.0, span: 0.5 });
        assert_eq!(near.pan(9.0), Window { from: 0.5, span: 0.5 });
        assert!(Window::WHOLE.zoom(0.5, 0.0).span >= LEAST);
    }

    #[test]
    fn the_cursor_is_held_in_sight() {
        let window = Window { from: 0.2, span: 0.2 };
        assert_eq!(window.hold(0.3), window);
        for place in [0.0, 0.1, 0.5, 0.99, 1.0] {
            let held = window.hold(place);
            assert!(held.from <= place && place <= held.from + held.span, "{place}: {held:?}");
        }
        assert_eq!(Window::WHOLE.hold(0.7), Window::WHOLE);
    }
}
