//! Loop time: integer nanoseconds since the loop's start, so that it round-trips and never drifts.

use std::fmt;
use std::time::Duration;

/// A moment on the loop's clock, in nanoseconds since the program's start. Range: 0 to about 584 years.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Instant(u64);

impl Instant {
    /// The program's start.
    pub const ZERO: Instant = Instant(0);
    /// The last moment that can be named; a deadline out of range is clamped to it.
    pub const MAX: Instant = Instant(u64::MAX);

    /// The moment `nanos` nanoseconds after the start.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Instant(nanos)
    }

    /// The moment `seconds` after the start, rounded to the nearest nanosecond. NaN and negative numbers give
    /// [`Instant::ZERO`], numbers out of range (infinity too) give [`Instant::MAX`].
    #[must_use]
    pub fn from_secs_f64(seconds: f64) -> Self {
        // `as` saturates and maps NaN to 0.
        Instant((seconds * 1e9).round() as u64)
    }

    /// Nanoseconds since the start.
    #[must_use]
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Seconds since the start.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e9
    }

    /// This moment moved by a signed number of seconds, clamped to the clock's range. A NaN moves nothing.
    #[must_use]
    pub fn offset_secs_f64(self, seconds: f64) -> Self {
        let nanos = (seconds.abs() * 1e9).round() as u64;
        if seconds < 0.0 { Instant(self.0.saturating_sub(nanos)) } else { Instant(self.0.saturating_add(nanos)) }
    }

    /// This moment and `duration` more, clamped to [`Instant::MAX`].
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Instant(self.0.saturating_add(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)))
    }

    /// The time since `earlier`; zero if `earlier` is later.
    #[must_use]
    pub fn saturating_since(self, earlier: Instant) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// When a timer is due: at a moment, or so much before the clock's start that others are later. Such a one is due at once,
/// and its place among the others is by when it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    moment: Instant,
    before_start: u64,
}

impl Deadline {
    /// So many seconds before the clock's start.
    #[must_use]
    pub fn before_start(seconds: f64) -> Self {
        Deadline { moment: Instant::ZERO, before_start: Instant::from_secs_f64(seconds).as_nanos() }
    }

    /// The moment, the clock's start for what lies before it.
    #[must_use]
    pub fn moment(self) -> Instant {
        self.moment
    }

    /// Nanoseconds before the clock's start; 0 for all that is not.
    pub(crate) fn early(self) -> u64 {
        self.before_start
    }
}

impl From<Instant> for Deadline {
    fn from(moment: Instant) -> Self {
        Deadline { moment, before_start: 0 }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Instant {
    /// Seconds without needless zeros: `2s`, `0.5s`, `0.000998s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanos) = (self.0 / 1_000_000_000, self.0 % 1_000_000_000);
        if nanos == 0 {
            return write!(f, "{seconds}s");
        }
        let fraction = format!("{nanos:09}");
        write!(f, "{seconds}.{}s", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_seconds_are_clamped_into_the_clock() {
        assert_eq!(Instant::from_secs_f64(f64::NAN), Instant::ZERO);
        assert_eq!(Instant::from_secs_f64(-1.0), Instant::ZERO);
        assert_eq!(Instant::from_secs_f64(f64::INFINITY), Instant::MAX);
        assert_eq!(Instant::from_nanos(5).offset_secs_f64(-1.0), Instant::ZERO);
        assert_eq!(Instant::from_nanos(5).offset_secs_f64(f64::NAN), Instant::from_nanos(5));
        assert_eq!(Instant::ZERO.offset_secs_f64(f64::INFINITY), Instant::MAX);
    }

    #[test]
    fn tenths_round_trip() {
        for tenths in 0..1000_u64 {
            let seconds = tenths as f64 / 10.0;
            assert_eq!(Instant::from_secs_f64(seconds).as_nanos(), tenths * 100_000_000);
            assert_eq!(Instant::from_secs_f64(seconds).as_secs_f64(), seconds);
        }
    }

    #[test]
    fn shown_without_needless_zeros() {
        assert_eq!(Instant::from_secs_f64(2.0).to_string(), "2s");
        assert_eq!(Instant::from_secs_f64(0.5).to_string(), "0.5s");
        assert_eq!(Instant::from_nanos(998_000).to_string(), "0.000998s");
    }
}
