//! How long a picture plays a run.

use std::time::Duration;

use crate::scope::Scope;
use crate::timeline::{Axis, Scale};

/// How long a picture plays at least, until the run's end: a run of a tenth of a second is stretched to that.
pub const LEAST_PLAY: Duration = Duration::from_secs(3);
/// And at most: a run of an hour is squeezed into that.
pub const MOST_PLAY: Duration = Duration::from_secs(20);
/// How long the whole run then stands still before it begins anew.
pub const REST: Duration = Duration::from_secs(3);
/// How long a step takes where the axis counts steps.
pub const STEP: Duration = Duration::from_millis(200);

/// A picture's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From the run's beginning to its end: a multiple of 40 ms, as a GIF counts in hundredths of a second and shows none that is shorter.
    pub play: Duration,
    /// From there to the next beginning.
    pub rest: Duration,
}

impl Pace {
    /// A run by time plays in its own time, one by steps at [`STEP`] each; `speed` times as fast, and no shorter than [`LEAST_PLAY`] nor
    /// longer than [`MOST_PLAY`]. A speed that is no number above 0 counts as 1.
    #[must_use]
    pub fn of(scope: &Scope, axis: Axis, speed: f64) -> Pace {
        let whole = match Scale::of(scope, axis, 0).axis {
            Axis::Time => scope.end().as_secs_f64(),
            Axis::Step => f64::from(scope.len()) * STEP.as_secs_f64(),
        };
        let speed = if speed.is_finite() && speed > 0.0 { speed } else { 1.0 };
        let seconds = (whole / speed).clamp(LEAST_PLAY.as_secs_f64(), MOST_PLAY.as_secs_f64());
        // It is a small number above 0.
        Pace { play: Duration::from_millis((seconds * 25.0).round() as u64 * 40), rest: REST }
    }

    /// Until it begins anew.
    #[must_use]
    pub fn whole(self) -> Duration {
        self.play + self.rest
    }
}
