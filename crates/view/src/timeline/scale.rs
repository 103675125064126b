//! Where a record stands on the timeline: by loop time, or by step, since many records share one instant.

use loopscope_executor::Instant;

use super::window::Window;
use crate::cursor::Cursor;
use crate::number::seconds;
use crate::scope::Scope;

/// What the timeline's horizontal direction means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axis {
    /// Loop time.
    #[default]
    Time,
    /// Records, one as wide as the other.
    Step,
}

/// What lengths along the axis are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Pixels from the drawing's left edge; the axis begins and ends [`MARGIN`] inside.
    #[default]
    Pixel,
    /// Thousandths of the axis, from its beginning, in a drawing that is as wide as its column.
    Thousandth,
}

/// Pixels kept free at both ends, for marks that stand on an end.
pub const MARGIN: i32 = 8;
/// Least width of a bar, in pixels: one that lasted no time is seen, too.
pub(crate) const LEAST: i32 = 3;
/// Least distance between two labels on the axis, in pixels.
const LABEL: i32 = 64;
/// How far beyond the edges what is out of sight is drawn.
const BEYOND: f64 = 32.0;
/// How many pixels an axis has that is as wide as its column, where there is least room: labels are chosen so that they fit there.
const NARROW: i32 = 246;

/// An axis with its measures. All lengths are in its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What it shows.
    pub axis: Axis,
    /// What its lengths are counted in.
    pub unit: Unit,
    /// From edge to edge.
    pub width: i32,
    /// The latest time of the whole.
    pub end: Instant,
    /// How many records the whole has.
    pub steps: u32,
    /// The part of the whole that is shown.
    pub window: Window,
}

/// A label on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub x: i32,
    /// What it says.
    pub label: String,
}

impl Scale {
    /// That of a whole run, so many pixels wide. A run that takes no time is shown by steps.
    #[must_use]
    pub fn of(scope: &Scope, axis: Axis, width: i32) -> Self {
        let axis = if scope.end() == Instant::ZERO { Axis::Step } else { axis };
        let (end, steps, window) = (scope.end(), scope.len(), Window::WHOLE);
        Scale { axis, unit: Unit::Pixel, width, end, steps, window }
    }

    /// The same by time, as wide as its column.
    #[must_use]
    pub fn still(scope: &Scope) -> Self {
        Scale { unit: Unit::Thousandth, ..Scale::of(scope, Axis::Time, 1000) }
    }

    fn margin(&self) -> i32 {
        match self.unit {
            Unit::Pixel => MARGIN,
            Unit::Thousandth => 0,
        }
    }

    fn room(&self) -> i32 {
        (self.width - 2 * self.margin()).max(1)
    }

    /// A length in pixels; where the width is not known, as many as it has at least.
    #[must_use]
    pub fn pixels(&self, length: i32) -> i32 {
        match self.unit {
            Unit::Pixel => length,
            Unit::Thousandth => length * NARROW / 1000,
        }
    }

    /// Least length of what is drawn only when it has one.
    #[must_use]
    pub fn least(&self) -> i32 {
        match self.unit {
            Unit::Pixel => LEAST,
            Unit::Thousandth => 1,
        }
    }

    /// The whole, in nanoseconds or records.
    fn whole(&self) -> u64 {
        match self.axis {
            Axis::Time => self.end.as_nanos(),
            Axis::Step => u64::from(self.steps),
        }
    }

    /// A place of the whole, from 0 to 1.
    #[must_use]
    pub fn part(&self, records: u32, time: Instant) -> f64 {
        let at = match self.axis {
            Axis::Time => time.as_nanos(),
            Axis::Step => u64::from(records),
        };
        let whole = self.whole();
        if whole == 0 { 0.0 } else { at.min(whole) as f64 / whole as f64 }
    }

    fn x_of(&self, part: f64) -> i32 {
        let x = (part - f64::from(self.window.from)) / f64::from(self.window.span) * f64::from(self.room());
        // `as` truncates what is rounded already.
        self.margin() + x.round().clamp(-BEYOND, f64::from(self.room()) + BEYOND) as i32
    }

    /// Where the place after so many records, at that time, stands; what is out of sight stands beyond the edges.
    #[must_use]
    pub fn x(&self, records: u32, time: Instant) -> i32 {
        self.x_of(self.part(records, time))
    }

    /// Whether a stretch between two places is in sight.
    #[must_use]
    pub fn shows(&self, begin: i32, end: i32) -> bool {
        end >= 0 && begin <= self.width
    }

    /// The part of the window that a place is at, from 0 to 1.
    #[must_use]
    pub fn within(&self, x: f64) -> f32 {
        ((x - f64::from(self.margin())) / f64::from(self.room())).clamp(0.0, 1.0) as f32
    }

    /// The first of `count` things that is in sight, given where each ends; they stand in order.
    #[must_use]
    pub fn first_in_sight(&self, count: usize, end: impl Fn(usize) -> (u32, Instant)) -> usize {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            let (records, time) = end(middle);
            if self.x(records, time) < 0 { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// What stays where it is when one zooms without a pointer: this place, the cursor's, if it is in sight, else the middle; as a
    /// part of the window.
    #[must_use]
    pub fn about(&self, records: u32, time: Instant) -> f32 {
        let about = (self.part(records, time) as f32 - self.window.from) / self.window.span;
        if (0.0..=1.0).contains(&about) { about } else { 0.5 }
    }

    /// A length, in nanoseconds of loop time.
    #[must_use]
    pub fn nanos(&self, length: f64) -> f64 {
        length / f64::from(self.room()) * f64::from(self.window.span) * self.end.as_nanos() as f64
    }

    /// What stands at a place: a time, or a number of records.
    #[must_use]
    pub fn at(&self, x: f64) -> Spot {
        let part = f64::from(self.window.from) + f64::from(self.within(x)) * f64::from(self.window.span);
        // `as` saturates.
        let at = (part * self.whole() as f64).round() as u64;
        match self.axis {
            Axis::Time => Spot::Time(Instant::from_nanos(at)),
            Axis::Step => Spot::Records(Cursor(u32::try_from(at).unwrap_or(u32::MAX))),
        }
    }

    /// The labels, at round numbers. `time`: how a time is written, with `{time}` in it.
    #[must_use]
    pub fn ticks(&self, time: impl Fn(&str) -> String) -> Vec<Tick> {
        let whole = self.whole();
        let most = u64::try_from(self.pixels(self.room()) / LABEL).unwrap_or(1).max(1);
        let of = |part: f32| (f64::from(part) * whole as f64) as u64;
        let stride = round_up(of(self.window.span).max(1).div_ceil(most));
        let last = of(self.window.from).saturating_add(of(self.window.span)).min(whole);
        let mut ticks = Vec::new();
        let mut at = of(self.window.from).next_multiple_of(stride);
        while at <= last {
            let (x, label) = match self.axis {
                Axis::Time => {
                    let instant = Instant::from_nanos(at);
                    (self.x(0, instant), time(&seconds(instant)))
                }
                Axis::Step => (self.x(u32::try_from(at).unwrap_or(u32::MAX), Instant::ZERO), at.to_string()),
            };
            ticks.push(Tick { x, label });
            let Some(next) = at.checked_add(stride) else { break };
            at = next;
        }
        ticks
    }
}

/// A place on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// By time.
    Time(Instant),
    /// By step.
    Records(Cursor),
}

/// The next of 1, 2, 5, 10, 20, 50 … that is not smaller.
fn round_up(least: u64) -> u64 {
    let mut unit: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let round = unit.saturating_mul(factor);
            if round >= least {
                return round;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(axis: Axis, end: f64, steps: u32) -> Scale {
        Scale { axis, unit: Unit::Pixel, width: 416, end: Instant::from_secs_f64(end), steps, window: Window::WHOLE }
    }

    #[test]
    fn ends_stand_inside() {
        for axis in [Axis::Time, Axis::Step] {
            let scale = scale(axis, 2.0, 40);
            assert_eq!(scale.x(0, Instant::ZERO), MARGIN);
            assert_eq!(scale.x(40, Instant::from_secs_f64(2.0)), 416 - MARGIN);
            // Beyond the end nothing is drawn.
            assert_eq!(scale.x(99, Instant::MAX), 416 - MARGIN);
        }
    }

    #[test]
    fn nothing_has_no_length() {
        let empty = Scale { width: 0, ..scale(Axis::Time, 0.0, 0) };
        assert_eq!(empty.x(5, Instant::MAX), MARGIN);
        assert_eq!(empty.at(1000.0), Spot::Time(Instant::ZERO));
        assert!(!empty.ticks(str::to_owned).is_empty());
    }

    #[test]
    fn there_and_back() {
        for window in [Window::WHOLE, Window { from: 0.25, span: 0.5 }] {
            let scale = Scale { window, ..scale(Axis::Step, 2.0, 40) };
            for records in (0..=40).filter(|records| scale.shows(scale.x(*records, Instant::ZERO), 416 - MARGIN)) {
                let x = scale.x(records, Instant::ZERO);
                if (MARGIN..=416 - MARGIN).contains(&x) {
                    assert_eq!(scale.at(f64::from(x)), Spot::Records(Cursor(records)));
                }
            }
        }
        let scale = scale(Axis::Step, 2.0, 40);
        assert_eq!(scale.at(-50.0), Spot::Records(Cursor(0)));
        assert_eq!(scale.at(5000.0), Spot::Records(Cursor(40)));
    }

    #[test]
    fn out_of_sight_is_beyond_the_edges() {
        let scale = Scale { window: Window { from: 0.5, span: 0.25 }, ..scale(Axis::Step, 2.0, 100) };
        assert!(!scale.shows(scale.x(0, Instant::ZERO), scale.x(40, Instant::ZERO)));
        assert!(scale.shows(scale.x(0, Instant::ZERO), scale.x(60, Instant::ZERO)));
        assert!(!scale.shows(scale.x(90, Instant::ZERO), scale.x(100, Instant::ZERO)));
        let ends: Vec<u32> = (0..100).collect();
        let first = scale.first_in_sight(ends.len(), |nth| (ends[nth], Instant::ZERO));
        assert!((45..=50).contains(&first), "{first}");
    }

    #[test]
    fn ticks_are_round_and_apart() {
        for window in [Window::WHOLE, Window { from: 0.3, span: 0.1 }, Window { from: 0.5, span: 0.001 }] {
            for end in [0.000_998, 0.3, 1.0, 2.0, 7.3, 86_400.0] {
                let scale = Scale { window, ..scale(Axis::Time, end, 0) };
                let ticks = scale.ticks(str::to_owned);
                assert!(!ticks.is_empty(), "{end}: {ticks:?}");
                assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= LABEL - 2), "{end}: {ticks:?}");
            }
        }
        let labels: Vec<String> = scale(Axis::Time, 2.0, 0).ticks(str::to_owned).into_iter().map(|t| t.label).collect();
        assert_eq!(labels, ["0", "0.5", "1", "1.5", "2"]);
        assert_eq!(round_up(0), 1);
        assert_eq!(round_up(21), 50);
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }

    #[test]
    fn thousandths_are_the_pixels_of_an_axis_of_a_thousand() {
        let pixels = Scale { width: 1000 + 2 * MARGIN, ..scale(Axis::Time, 3.0, 7) };
        let still = Scale { unit: Unit::Thousandth, width: 1000, ..pixels };
        for time in [0.0, 0.001, 1.0, 1.5, 2.0, 3.0] {
            let time = Instant::from_secs_f64(time);
            assert_eq!(still.x(0, time), pixels.x(0, time) - MARGIN);
        }
        assert_eq!(still.x(0, Instant::from_secs_f64(1.0)), 333);
        // Its labels fit in the narrowest column.
        let labels = |scale: &Scale| scale.ticks(str::to_owned).into_iter().map(|tick| (tick.x, tick.label)).collect();
        let found: Vec<(i32, String)> = labels(&still);
        assert_eq!(found, [(0, "0".to_owned()), (333, "1".to_owned()), (667, "2".to_owned()), (1000, "3".to_owned())]);
        let steps = Scale { axis: Axis::Step, end: Instant::ZERO, steps: 8, ..still };
        let found: Vec<(i32, String)> = labels(&steps);
        assert_eq!(found, [(0, "0".to_owned()), (625, "5".to_owned())]);
    }

    #[test]
    fn one_zooms_about_the_cursor_if_it_is_in_sight() {
        let scale = Scale { window: Window { from: 0.5, span: 0.25 }, ..scale(Axis::Step, 2.0, 100) };
        assert!((scale.about(55, Instant::ZERO) - 0.2).abs() < 1e-6);
        assert!((scale.about(10, Instant::ZERO) - 0.5).abs() < 1e-6);
    }
}
