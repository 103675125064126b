//! Loop time of a live run: it follows wall time times the speed, and stands still while the run is paused.
//!
//! ```text
//!   standing ── start ──► going ── stop ──► standing       speed changes re-base, so that time never jumps
//! ```

use loopscope_executor::Instant;

/// The slowest and the fastest speed, in loop seconds per wall-clock second.
pub(crate) const SPEEDS: std::ops::RangeInclusive<f64> = 0.1..=10.0;

/// Wall time is in milliseconds on any clock that only goes forward.
pub(crate) struct LiveClock {
    loop_time: Instant,
    /// Since when `loop_time` has been going; `None` while it stands.
    going_since: Option<f64>,
    speed: f64,
}

impl LiveClock {
    pub(crate) fn standing(speed: f64) -> Self {
        LiveClock { loop_time: Instant::ZERO, going_since: None, speed: clamp(speed) }
    }

    pub(crate) fn now(&self, wall_ms: f64) -> Instant {
        match self.going_since {
            Some(since) => self.loop_time.offset_secs_f64((wall_ms - since).max(0.0) / 1000.0 * self.speed),
            None => self.loop_time,
        }
    }

    pub(crate) fn is_going(&self) -> bool {
        self.going_since.is_some()
    }

    pub(crate) fn start(&mut self, wall_ms: f64) {
        self.loop_time = self.now(wall_ms);
        self.going_since = Some(wall_ms);
    }

    pub(crate) fn stop(&mut self, wall_ms: f64) {
        self.loop_time = self.now(wall_ms);
        self.going_since = None;
    }

    pub(crate) fn set_speed(&mut self, wall_ms: f64, speed: f64) {
        self.loop_time = self.now(wall_ms);
        if self.is_going() {
            self.going_since = Some(wall_ms);
        }
        self.speed = clamp(speed);
    }

    /// Puts a standing clock forward; one that goes is not touched.
    pub(crate) fn put_forward(&mut self, to: Instant) {
        if !self.is_going() {
            self.loop_time = self.loop_time.max(to);
        }
    }

    /// Puts a standing clock back; one that goes is not touched.
    pub(crate) fn put_back(&mut self, to: Instant) {
        if !self.is_going() {
            self.loop_time = self.loop_time.min(to);
        }
    }

    /// Milliseconds of wall time until `deadline`; `None` while the clock stands.
    pub(crate) fn wall_ms_until(&self, deadline: Instant, wall_ms: f64) -> Option<f64> {
        self.is_going().then(|| deadline.saturating_since(self.now(wall_ms)).as_secs_f64() * 1000.0 / self.speed)
    }
}

fn clamp(speed: f64) -> f64 {
    if speed.is_nan() { 1.0 } else { speed.clamp(*SPEEDS.start(), *SPEEDS.end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_wall_time_times_speed_and_never_jumps() {
        let mut clock = LiveClock::standing(2.0);
        assert_eq!(clock.now(500.0), Instant::ZERO);
        clock.start(1000.0);
        assert_eq!(clock.now(2000.0), Instant::from_secs_f64(2.0));
        clock.set_speed(2000.0, 0.5);
        assert_eq!(clock.now(2000.0), Instant::from_secs_f64(2.0));
        assert_eq!(clock.now(4000.0), Instant::from_secs_f64(3.0));
        assert_eq!(clock.wall_ms_until(Instant::from_secs_f64(4.0), 4000.0), Some(2000.0));
        clock.stop(4000.0);
        assert_eq!(clock.now(9000.0), Instant::from_secs_f64(3.0));
        assert_eq!(clock.wall_ms_until(Instant::from_secs_f64(4.0), 9000.0), None);
    }

    #[test]
    fn p16_wall_time_that_goes_backwards_stands_still() {
        let mut clock = LiveClock::standing(1.0);
        clock.start(1000.0);
        assert_eq!(clock.now(900.0), Instant::ZERO);
    }

    #[test]
    fn odd_speeds_are_clamped() {
        for (speed, seconds) in [(f64::NAN, 1.0), (0.0, 0.1), (1e9, 10.0), (-3.0, 0.1)] {
            let mut clock = LiveClock::standing(speed);
            clock.start(0.0);
            assert_eq!(clock.now(1000.0), Instant::from_secs_f64(seconds));
        }
    }
}
