//! What a program reads from its clocks, and when its timers are due.
//!
//! The executor counts nanoseconds, Python's clocks show seconds as floats. Two things are kept true between the two:
//!
//! - After `sleep(d)`, what any clock shows has grown by `d` at least, as floats are subtracted; yet the executor's instants are the
//!   exact ones: a sleep of 0.1 s takes 100,000,000 ns, though the float 0.1 is a little more. So the loop's clock shows a few units
//!   in the last place more than it is where a timer that has fired demands it ([`Readings::reach`]), and `time.time()`, whose floats are
//!   2^-22 s apart today, rounds so that what it adds never shrinks.
//! - Two reads of a fine clock differ, as they do anywhere, though the loop's time stands still while a step computes.

use std::cell::{Cell, RefCell};

use loopscope_executor::Instant;

/// What a read of a fine clock takes, in nanoseconds; about what it takes in CPython.
const FINE_NANOS: u64 = 40;
/// How far a number of nanoseconds may be from a whole one, for what floats cannot say exactly.
const NOISE_NANOS: f64 = 1e-3;
/// The same in parts of the number.
const NOISE: f64 = 4.0 * f64::EPSILON;
/// Floats of a size like that of today's `time.time()` are so many to a second apart.
const GRID: u64 = 1 << 22;
/// The times of which this is true, in seconds since 1970.
const GRID_FROM_TO: (f64, f64) = ((1_u64 << 30) as f64, (1_u64 << 31) as f64);
const SECOND: u64 = 1_000_000_000;
/// Far more than floats and nanoseconds differ by, in seconds.
const NEAR: f64 = 1e-3;

/// A moment of the executor's at which something runs: no clock was read twice in one if these are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) now: Instant,
    /// How many entries had run.
    pub(crate) step: u64,
}

/// What the clocks have shown so far, as far as what they show next depends on it.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    /// The loop's clock shows no less, in seconds.
    floor: Cell<f64>,
    /// How far `monotonic` is ahead, as it was read twice in one moment; and with it all that is compared with it.
    lead: Cell<u64>,
    /// How far `perf_counter` is ahead of that.
    fine: Cell<u64>,
    /// Nanoseconds in which the program computed, or read clocks.
    busy: Cell<u64>,
    /// What was added to `time` for rounding, in units of which a step of its grid has [`SECOND`].
    rounding: Cell<u64>,
    monotonic_read: Cell<Option<Moment>>,
    /// When `time` was read, and what the loop's clock showed then.
    time_read: Cell<Option<(Moment, f64)>>,
    /// What the last `call_later` wants of the clock, for the `call_at` that it makes.
    wanted: Cell<Option<(f64, f64)>>,
    /// What it is to show at least when a time has come.
    promised: RefCell<Vec<(Instant, f64)>>,
    any_promised: Cell<bool>,
}

impl Readings {
    /// Seconds on the loop's clock.
    pub(crate) fn seconds(&self, now: Instant) -> f64 {
        if self.any_promised.get() {
            let mut promised = self.promised.borrow_mut();
            for (_, seconds) in promised.extract_if(.., |(until, _)| *until <= now) {
                self.floor.set(self.floor.get().max(seconds));
            }
            self.any_promised.set(!promised.is_empty());
        }
        (now.as_nanos().saturating_add(self.lead.get()) as f64 / 1e9).max(self.floor.get())
    }

    /// `time.monotonic`, in nanoseconds and in seconds.
    pub(crate) fn monotonic(&self, moment: Moment) -> (u64, f64) {
        if self.monotonic_read.replace(Some(moment)) == Some(moment) {
            self.lead.set(self.lead.get() + FINE_NANOS);
        }
        (moment.now.as_nanos().saturating_add(self.lead.get()), self.seconds(moment.now))
    }

    /// `time.perf_counter`, in nanoseconds: two reads differ.
    pub(crate) fn perf_counter(&self, now: Instant) -> u64 {
        self.fine.set(self.fine.get() + FINE_NANOS);
        now.as_nanos().saturating_add(self.lead.get()).saturating_add(self.fine.get())
    }

    /// `time.process_time`, in nanoseconds: waiting does not count.
    pub(crate) fn process_time(&self) -> u64 {
        self.fine.set(self.fine.get() + FINE_NANOS);
        self.busy.get().saturating_add(self.fine.get())
    }

    /// Reading clocks took so many nanoseconds.
    pub(crate) fn was_busy(&self, nanos: u64) {
        self.busy.set(self.busy.get().saturating_add(nanos));
    }

    /// The program computes for so many nanoseconds; the loop's clock has not moved by them yet.
    pub(crate) fn computes(&self, nanos: u64) {
        self.was_busy(nanos);
        self.fine.set(self.fine.get().saturating_add(nanos));
    }

    /// The loop's clock has moved by so many nanoseconds of computing.
    pub(crate) fn moved(&self, nanos: u64) {
        self.fine.set(self.fine.get().saturating_sub(nanos));
    }

    /// `time.time`: seconds since 1970, for a program that began at `epoch`.
    pub(crate) fn time(&self, epoch: f64, moment: Moment) -> f64 {
        let shown = self.seconds(moment.now);
        // Also when something ended since that took less than a nanosecond.
        let again = self
            .time_read
            .replace(Some((moment, shown)))
            .is_some_and(|(before, showed)| before.now == moment.now && (before.step == moment.step || shown > showed));
        if !(GRID_FROM_TO.0..GRID_FROM_TO.1).contains(&epoch) {
            let ahead = self.rounding.get() + if again { FINE_NANOS } else { 0 };
            self.rounding.set(ahead);
            return epoch + shown + ahead as f64 / 1e9;
        }
        // In steps of the grid, of which each has so many units; the epoch stands on it.
        let begin = u128::from((epoch * GRID as f64) as u64) * u128::from(SECOND);
        let exact = begin + u128::from(moment.now.as_nanos()) * u128::from(GRID);
        let least = exact + u128::from(self.rounding.get()) + u128::from(if again { SECOND } else { 0 });
        let steps = least.div_ceil(u128::from(SECOND));
        self.rounding.set((steps * u128::from(SECOND) - exact) as u64);
        steps as f64 / GRID as f64
    }

    /// Since 1970 in nanoseconds, for a program that began at `epoch`: the exact moment.
    pub(crate) fn nanos_since_1970(epoch: f64, now: Instant) -> u64 {
        ((epoch * 1e9).round() as u64).saturating_add(now.as_nanos())
    }

    /// `loop.call_later(delay)` when the loop's clock shows `base`: the `call_at` for this time that follows is for it.
    pub(crate) fn want(&self, base: f64, delay: f64) {
        self.wanted.set(Some((base + delay, sum_up(base, delay))));
    }

    /// What the loop's clock is to show at least when the timer for `when` fires.
    pub(crate) fn wanted(&self, when: f64) -> f64 {
        match self.wanted.take() {
            Some((wanted, least)) if wanted == when => least,
            _ => when,
        }
    }

    /// Somebody waits until then, and the loop's clock is to show so much at least when that has come.
    pub(crate) fn promise(&self, until: Instant, seconds: f64) {
        self.promised.borrow_mut().push((until, seconds));
        self.any_promised.set(true);
    }

    /// The loop's clock has come to this.
    pub(crate) fn reach(&self, seconds: f64, now: Instant) {
        // What is far ahead was read on another clock, a loop's of the program's own making.
        if seconds <= self.seconds(now) + NEAR {
            self.floor.set(self.floor.get().max(seconds));
        }
    }
}

/// The least float that is no less than the sum.
pub(crate) fn sum_up(a: f64, b: f64) -> f64 {
    let sum = a + b;
    // What rounding took away (Knuth's two-sum).
    let of_b = sum - a;
    let lost = (a - (sum - of_b)) + (b - of_b);
    if lost > 0.0 { sum.next_up() } else { sum }
}

/// When something is due that is to come `seconds` after `now`, where the loop's clock shows `shown`: rounded up to the next
/// nanosecond, but for what floats of this size cannot say.
pub(crate) fn due(now: Instant, seconds: f64, shown: f64) -> Instant {
    // NaN is as good as due: CPython compares it, and finds it no later than anything.
    if seconds.is_nan() || seconds <= 0.0 {
        return now;
    }
    let nanos = seconds * 1e9;
    let noise = ((shown.abs() + seconds) * 1e9 * NOISE).max(NOISE_NANOS);
    let whole = nanos.round();
    let nanos = if (nanos - whole).abs() <= noise { whole } else { nanos.ceil() };
    // `as` saturates.
    Instant::from_nanos(now.as_nanos().saturating_add(nanos as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, the same each time.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        }

        /// A delay as programs have them, and others.
        fn delay(&mut self) -> f64 {
            match (self.next() * 6.0) as u32 {
                0 => (self.next() * 100.0).round() / 100.0,
                1 => (self.next() * 1e4).round() / 1000.0,
                2 => self.next() / 1000.0,
                3 => (self.next() * 50.0).floor() / 10.0,
                4 => self.next() * 1e-9,
                _ => self.next() * 3.0,
            }
        }
    }

    #[test]
    fn no_clock_ever_shows_that_less_than_the_delay_has_passed() {
        for epoch in [0.0, 1_682_891_895.0, 1_700_000_000.25, 1_764_367_201.123_456] {
            let mut numbers = Numbers(epoch as u64);
            let readings = Readings::default();
            let mut moment = Moment { now: Instant::ZERO, step: 0 };
            for _ in 0..50_000 {
                let (start, monotonic) = (readings.seconds(moment.now), readings.monotonic(moment).1);
                let (time, perf) = (readings.time(epoch, moment), readings.perf_counter(moment.now));
                let base = readings.seconds(moment.now);
                let delay = numbers.delay();
                let when = base + delay;
                readings.want(base, delay);
                let reach = readings.wanted(when);
                moment = Moment { now: due(moment.now, when - base, base), step: moment.step + 1 };
                readings.reach(reach, moment.now);
                assert!(readings.seconds(moment.now) >= when);
                assert!(readings.seconds(moment.now) - start >= delay, "{start} {delay}");
                assert!(readings.monotonic(moment).1 - monotonic >= delay, "{monotonic} {delay}");
                assert!(readings.perf_counter(moment.now) as f64 / 1e9 - perf as f64 / 1e9 >= delay, "{perf} {delay}");
                if epoch > 0.0 {
                    assert!(readings.time(epoch, moment) - time >= delay, "{time} {delay}");
                }
                let ahead = readings.seconds(moment.now) - moment.now.as_secs_f64();
                assert!(ahead < readings.lead.get() as f64 / 1e9 + 1e-6, "{ahead}");
            }
        }
    }

    #[test]
    fn decimal_delays_end_at_exact_instants() {
        for delay in [0.1, 0.2, 0.3, 0.7, 1.1, 0.05, 0.001, 2.0, 0.29] {
            let (readings, mut now) = (Readings::default(), Instant::ZERO);
            for times in 1..=20_000 {
                let base = readings.seconds(now);
                readings.want(base, delay);
                let reach = readings.wanted(base + delay);
                now = due(now, base + delay - base, base);
                readings.reach(reach, now);
                assert_eq!(now.as_nanos(), (delay * 1e9).round() as u64 * times, "{delay}");
            }
        }
    }

    #[test]
    fn odd_delays() {
        let at = |seconds| due(Instant::from_nanos(5), seconds, 0.0).as_nanos();
        assert_eq!([at(f64::NAN), at(-1.0), at(0.0)], [5, 5, 5]);
        assert_eq!([at(1e-9), at(1.2e-9), at(0.5e-9)], [6, 7, 6]);
        assert_eq!(at(f64::INFINITY), u64::MAX);
        assert_eq!(sum_up(0.2, 0.1), 0.300_000_000_000_000_04);
        assert!(sum_up(0.02, 1.4e-17) > 0.02);
    }

    #[test]
    fn fine_clocks_go_on() {
        let readings = Readings::default();
        let moment = Moment { now: Instant::ZERO, step: 3 };
        assert!(readings.perf_counter(moment.now) < readings.perf_counter(moment.now));
        assert!(readings.process_time() < readings.process_time());
        let (first, again) = (readings.monotonic(moment), readings.monotonic(moment));
        assert!(first < again && first.1 == 0.0);
        assert!(readings.time(1.7e9, moment) < readings.time(1.7e9, moment));
    }
}
