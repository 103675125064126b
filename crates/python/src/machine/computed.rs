//! What the step that runs has computed, in a run in which that takes time (`computing.rs`).

use std::cell::Cell;

/// What each beginning of a function and each jump takes, in nanoseconds.
pub(crate) const EVENT_NANOS: u64 = 50;
/// A step that computes for less takes no time.
const STEP_NANOS: u64 = 1_000_000;
/// One that computes for longer moves the clock by so much at once.
const AT_ONCE: u64 = 10_000;

/// What the step that runs has computed.
#[derive(Debug, Default)]
pub(crate) struct Computed {
    step: Cell<u64>,
    /// Nanoseconds by which the clock has not moved.
    pending: Cell<u64>,
    /// It is a long one.
    long: Cell<bool>,
}

impl Computed {
    /// The step with this number did one more thing. What the clock is to move by.
    pub(crate) fn more(&self, step: u64) -> Option<u64> {
        if self.step.replace(step) != step {
            self.pending.set(0);
            self.long.set(false);
        }
        let pending = self.pending.get() + EVENT_NANOS;
        let due = pending >= if self.long.get() { AT_ONCE } else { STEP_NANOS };
        self.pending.set(if due { 0 } else { pending });
        self.long.set(self.long.get() || due);
        due.then_some(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_step_takes_no_time_and_a_long_one_all_of_its() {
        let computed = Computed::default();
        let events = STEP_NANOS / EVENT_NANOS;
        for step in 1..50 {
            assert!((1..events).all(|_| computed.more(step).is_none()), "{step}");
        }
        let moved: u64 = (0..3 * events).filter_map(|_| computed.more(50)).sum();
        assert_eq!(moved, 3 * STEP_NANOS);
    }
}
