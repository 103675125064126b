//! Where a record stands on the timeline: by loop time, or by step, since many records share one instant.

use loopscope_executor::Instant;
use loopscope_view::{Cursor, seconds};

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

/// An axis with its measures. All lengths are in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    /// What it shows.
    pub(crate) axis: Axis,
    /// From edge to edge.
    pub(crate) width: i32,
    /// The latest time on it.
    pub(crate) end: Instant,
    /// How many records stand on it.
    pub(crate) steps: u32,
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

    fn part(&self, part: u64, whole: u64) -> i32 {
        let part = u128::from(part.min(whole)) * self.room() as u128 / u128::from(whole.max(1));
        MARGIN + i32::try_from(part).unwrap_or(0)
    }

    /// Where the place after so many records, at that time, stands.
    pub(crate) fn x(&self, records: u32, time: Instant) -> i32 {
        match self.axis {
            Axis::Time => self.part(time.as_nanos(), self.end.as_nanos()),
            Axis::Step => self.part(u64::from(records), u64::from(self.steps)),
        }
    }

    /// What stands at a place: a time, or a number of records.
    pub(crate) fn at(&self, x: i32) -> Spot {
        let part = u128::try_from((x - MARGIN).clamp(0, self.room())).unwrap_or(0);
        let of = |whole: u64| u64::try_from(u128::from(whole) * part / self.room() as u128).unwrap_or(u64::MAX);
        match self.axis {
            Axis::Time => Spot::Time(Instant::from_nanos(of(self.end.as_nanos()))),
            Axis::Step => Spot::Records(Cursor(u32::try_from(of(u64::from(self.steps))).unwrap_or(u32::MAX))),
        }
    }

    /// The labels, at round numbers. `time`: how a time is written, with `{time}` in it.
    pub(crate) fn ticks(&self, time: impl Fn(&str) -> String) -> Vec<Tick> {
        let whole = match self.axis {
            Axis::Time => self.end.as_nanos(),
            Axis::Step => u64::from(self.steps),
        };
        let most = u64::try_from(self.room() / LABEL).unwrap_or(1).max(1);
        let stride = round_up(whole.div_ceil(most));
        let mut ticks = Vec::new();
        let mut at = 0;
        while at <= whole {
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
        Scale { axis, width: 416, end: Instant::from_secs_f64(end), steps }
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
        let empty = Scale { axis: Axis::Time, width: 0, end: Instant::ZERO, steps: 0 };
        assert_eq!(empty.x(5, Instant::MAX), MARGIN);
        assert_eq!(empty.at(1000), Spot::Time(Instant::ZERO));
        assert!(!empty.ticks(str::to_owned).is_empty());
    }

    #[test]
    fn there_and_back() {
        let scale = scale(Axis::Step, 2.0, 40);
        for records in 0..=40 {
            assert_eq!(scale.at(scale.x(records, Instant::ZERO)), Spot::Records(Cursor(records)));
        }
        assert_eq!(scale.at(-50), Spot::Records(Cursor(0)));
        assert_eq!(scale.at(5000), Spot::Records(Cursor(40)));
    }

    #[test]
    fn ticks_are_round_and_apart() {
        for end in [0.000_998, 0.3, 1.0, 2.0, 7.3, 86_400.0] {
            let ticks = scale(Axis::Time, end, 0).ticks(str::to_owned);
            assert!(ticks.len() >= 2, "{end}: {ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= LABEL - 1), "{end}: {ticks:?}");
        }
        let labels: Vec<String> = scale(Axis::Time, 2.0, 0).ticks(str::to_owned).into_iter().map(|t| t.label).collect();
        assert_eq!(labels, ["0", "0.5", "1", "1.5", "2"]);
        assert_eq!(round_up(0), 1);
        assert_eq!(round_up(21), 50);
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }
}
