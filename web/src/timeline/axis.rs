//! Where a record stands on the timeline: by loop time, or by step, since many records share one instant.

use loopscope_executor::Instant;
use loopscope_view::{Cursor, seconds};

use super::window::Window;

/// What the timeline's horizontal direction means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Axis {
    /// Loop time.
    #[default]
    Time,
    /// Records, one as wide as the other.
    Step,
}

/// Room kept free at both ends, for marks that stand on an end.
const MARGIN: i32 = 8;
/// Least distance between two labels on the axis.
const LABEL: i32 = 64;
/// How far beyond the edges what is out of sight is drawn.
const BEYOND: f64 = 32.0;

/// An axis with its measures. All lengths are in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    /// What it shows.
    pub(crate) axis: Axis,
    /// From edge to edge.
    pub(crate) width: i32,
    /// The latest time of the whole.
    pub(crate) end: Instant,
    /// How many records the whole has.
    pub(crate) steps: u32,
    /// The part of the whole that is shown.
    pub(crate) window: Window,
}

/// A label on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// Where.
    pub(crate) x: i32,
    /// What it says.
    pub(crate) label: String,
}

impl Scale {
    fn room(&self) -> i32 {
        (self.width - 2 * MARGIN).max(1)
    }

    /// The whole, in nanoseconds or records.
    fn whole(&self) -> u64 {
        match self.axis {
            Axis::Time => self.end.as_nanos(),
            Axis::Step => u64::from(self.steps),
        }
    }

    /// A place of the whole, from 0 to 1.
    pub(crate) fn part(&self, records: u32, time: Instant) -> f64 {
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
        MARGIN + x.round().clamp(-BEYOND, f64::from(self.room()) + BEYOND) as i32
    }

    /// Where the place after so many records, at that time, stands; what is out of sight stands beyond the edges.
    pub(crate) fn x(&self, records: u32, time: Instant) -> i32 {
        self.x_of(self.part(records, time))
    }

    /// Whether a stretch between two places is in sight.
    pub(crate) fn shows(&self, begin: i32, end: i32) -> bool {
        end >= 0 && begin <= self.width
    }

    /// The part of the window that a place is at, from 0 to 1.
    pub(crate) fn within(&self, x: f64) -> f32 {
        ((x - f64::from(MARGIN)) / f64::from(self.room())).clamp(0.0, 1.0) as f32
    }

    /// The first of `count` things that is in sight, given where each ends; they stand in order.
    pub(crate) fn first_in_sight(&self, count: usize, end: impl Fn(usize) -> (u32, Instant)) -> usize {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            let (records, time) = end(middle);
            if self.x(records, time) < 0 { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// So many pixels, in nanoseconds of loop time.
    pub(crate) fn nanos(&self, pixels: f64) -> f64 {
        pixels / f64::from(self.room()) * f64::from(self.window.span) * self.end.as_nanos() as f64
    }

    /// What stands at a place: a time, or a number of records.
    pub(crate) fn at(&self, x: f64) -> Spot {
        let part = f64::from(self.window.from) + f64::from(self.within(x)) * f64::from(self.window.span);
        // `as` saturates.
        let at = (part * self.whole() as f64).round() as u64;
        match self.axis {
            Axis::Time => Spot::Time(Instant::from_nanos(at)),
            Axis::Step => Spot::Records(Cursor(u32::try_from(at).unwrap_or(u32::MAX))),
        }
    }

    /// The labels, at round numbers. `time`: how a time is written, with `{time}` in it.
    pub(crate) fn ticks(&self, time: impl Fn(&str) -> String) -> Vec<Tick> {
        let whole = self.whole();
        let most = u64::try_from(self.room() / LABEL).unwrap_or(1).max(1);
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
pub(crate) enum Spot {
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
        Scale { axis, width: 416, end: Instant::from_secs_f64(end), steps, window: Window::WHOLE }
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
        let empty = Scale { axis: Axis::Time, width: 0, end: Instant::ZERO, steps: 0, window: Window::WHOLE };
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
}
