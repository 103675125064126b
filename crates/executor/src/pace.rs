//! How time goes by for a program that does not wait for it. In virtual time only waiting moves the clock; a program that asks
//! again and again whether something has come (it polls) would ask for ever. So turns and clock reads cost time once there have been
//! many of them at one instant, by fixed rules: the same in every run.
//!
//! ```text
//!          many turns, the clock stands still           many of these asked, or very many entries
//!   free ─────────────────────────────────► a turn costs 10 µs ─────────────────────────► it costs a part of what polling took so far
//!    ▲                          │                                              │
//!    └──────────────────────────┴───────────────◄──────────────────────────────┘ the clock moves by itself: a wait, a block
//!
//!   free ──many reads in one step──► a read costs 1 µs ──many in a row at one place of a loop──────────► a part of what they took
//!    ▲              │                                                                │
//!    └──────────────┴──────────────────────────◄─────────────────────────────────────┘ the step ends, or blocks otherwise
//! ```
//!
//! Turns come to the next timer and no further ([`crate::Executor::pass_turn`]); reads may pass timers, which are late then, as they
//! are when a step computes. A program that does neither keeps its exact instants.

use crate::state::{State, Turn};
use crate::time::Instant;
use crate::trace::{Held, Kind, Moved};

/// So many turns that poll are free while the clock stands still. One polls when a task just gives way in it (`sleep(0)`), a
/// callback queues a callback, or a timer is set that is as good as due.
pub const TURNS_AT_ONE_INSTANT: u32 = 1_000;
/// So many turns of any kind are.
pub const ALL_TURNS_AT_ONE_INSTANT: u32 = 10_000;
/// Nanoseconds that a turn costs after that, about what one takes in CPython. What moves the clock by less is no wait.
pub const TURN_NANOS: u64 = 10_000;
/// After so many polling turns in which the program asked (for the time, or whether something is done) and was told "not yet",
/// turns cost more and more.
pub const ASKING_TURNS: u32 = 4_000;
/// So they do after so many entries at one instant, asked or not: what a program looks at is not always to be seen.
pub const ENTRIES_AT_ONE_INSTANT: u64 = 20_000;
/// What a turn then costs: this part of the time that turns took so far.
pub const TURN_PART: u64 = 128;
/// The most that a turn costs, in nanoseconds, when the program asked.
pub const ASKING_TURN_NANOS_AT_MOST: u64 = 10_000_000;
/// The most when it did not: it may just be doing a lot.
pub const TURN_NANOS_AT_MOST: u64 = 4_000_000;

/// So many reads of a clock are free in one step.
pub const READS_IN_ONE_STEP: u32 = 64;
/// Nanoseconds that a read costs after that.
pub const READ_NANOS: u64 = 1_000;
/// After so many in a row that wait ([`crate::Handle::poll_clock`]) they cost more and more.
pub const WAITING_READS: u32 = 2_000;
/// What a read then costs: this part of the time that reads took so far.
pub const READ_PART: u64 = 1_024;
/// The most that a read costs, in nanoseconds.
pub const READ_NANOS_AT_MOST: u64 = 250_000;
/// After so many in a row at one place of another loop they cost more, too.
pub const REPEATED_READS: u32 = 20_000;
/// The most that such a read costs, in nanoseconds: it may belong to something that is done very often.
pub const REPEATED_READ_NANOS_AT_MOST: u64 = 10_000;

/// So many rounds of a loop are free in one stretch of computing.
pub const FREE_ROUNDS: u32 = 1_000;
/// Nanoseconds that a round costs after that, about what one of a small loop takes in CPython.
pub const ROUND_NANOS: u64 = 50;
/// After so many rounds of a loop that does nothing but wait they cost more and more: a part of what they took so far, as reads do.
pub const WAITING_ROUNDS: u32 = 2_000;
/// The most that such a round costs, in nanoseconds.
pub const WAITING_ROUND_NANOS_AT_MOST: u64 = 250_000;
/// After so many rounds of one that does something meanwhile they do, too.
pub const MANY_ROUNDS: u32 = 20_000;
/// The most that such a round costs, in nanoseconds.
pub const ROUND_NANOS_AT_MOST: u64 = 10_000;

/// Where a clock is read, as seen from the read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPlace {
    /// At another place, or in no loop.
    Other,
    /// At the same place, in a loop over so many things.
    Same,
    /// At the same place, in a loop that goes on until something has come.
    Waiting,
}

/// What a loop goes round for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// It asks whether something has come, and does nothing else.
    Waits,
    /// It asks for what it does not change itself, and does something meanwhile.
    Meanwhile,
    /// It goes on by what it does itself.
    Computes,
}

/// The rounds of loops in one stretch of computing, where somebody else could go on meanwhile if time went by: a thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rounds {
    count: u32,
    taken: u64,
}

impl Rounds {
    /// One more.
    pub fn pass(&mut self, round: Round) {
        self.count = self.count.saturating_add(1);
        if self.count <= FREE_ROUNDS {
            return;
        }
        let at_most = match round {
            Round::Waits if self.count > WAITING_ROUNDS => WAITING_ROUND_NANOS_AT_MOST,
            Round::Meanwhile if self.count > MANY_ROUNDS => ROUND_NANOS_AT_MOST,
            _ => ROUND_NANOS,
        };
        self.taken = self.taken.saturating_add((self.taken / READ_PART).clamp(ROUND_NANOS, at_most));
    }

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Nanoseconds that they took.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }
}

/// A time for which the loop was held up that no record tells of yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Untold {
    pub(crate) since: Instant,
    pub(crate) line: u32,
    pub(crate) by: Held,
}

/// What is counted since the clock last moved by itself, in whole turns, and since the step began.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    turns: u32,
    polling: u32,
    asking: u32,
    /// What the executor's count of entries was at the beginning.
    entries: u64,
    /// What turns cost so far.
    taken: u64,
    /// Somebody looked at a clock.
    pub(crate) looked: bool,
    /// Of the turn under way: it polls.
    pub(crate) polls: bool,
    /// Of the turn under way: somebody asked.
    pub(crate) asks: bool,
    reads: u32,
    /// How many of them in a row were at one place.
    repeated: u32,
    /// What reads cost so far.
    read_taken: u64,
    pub(crate) untold: Option<Untold>,
}

impl Pace {
    /// A turn begins; the one before is over.
    #[inline]
    pub(crate) fn turn_begins(&mut self) {
        self.turns = self.turns.saturating_add(1);
        if self.polls {
            self.polling += 1;
            self.asking += u32::from(self.asks);
        }
        self.polls = false;
        self.asks = false;
    }

    /// A step begins: an entry of a turn.
    #[inline]
    pub(crate) fn step_begins(&mut self) {
        self.reads = 0;
    }

    /// The clock moved by itself, when so many entries had run. By less than a turn costs it has as good as not moved.
    #[inline]
    pub(crate) fn moved(&mut self, nanos: u64, entries: u64) {
        if nanos >= TURN_NANOS {
            let untold = self.untold.take();
            *self = Pace { entries, untold, ..Pace::default() };
        }
    }

    /// What the turn that has ended cost, when so many entries had run.
    #[inline]
    pub(crate) fn turn_cost(&self, entries: u64) -> Option<u64> {
        if self.polling < TURNS_AT_ONE_INSTANT && self.turns < ALL_TURNS_AT_ONE_INSTANT {
            return None;
        }
        let at_most = if self.asking >= ASKING_TURNS {
            ASKING_TURN_NANOS_AT_MOST
        } else if entries - self.entries >= ENTRIES_AT_ONE_INSTANT {
            TURN_NANOS_AT_MOST
        } else {
            TURN_NANOS
        };
        Some((self.taken / TURN_PART).clamp(TURN_NANOS, at_most))
    }

    /// A turn took so long.
    pub(crate) fn take(&mut self, nanos: u64) {
        self.taken = self.taken.saturating_add(nanos);
    }

    /// Somebody reads a clock. Whether that costs time.
    #[inline]
    pub(crate) fn reads(&mut self) -> bool {
        self.looked = true;
        self.asks = true;
        self.reads = self.reads.saturating_add(1);
        if self.reads == 1 {
            self.repeated = 0;
            self.read_taken = 0;
        }
        self.reads > READS_IN_ONE_STEP
    }

    /// What the read costs.
    pub(crate) fn read_cost(&mut self, place: ReadPlace) -> u64 {
        self.repeated = if place == ReadPlace::Other { 0 } else { self.repeated.saturating_add(1) };
        let at_most = match place {
            ReadPlace::Waiting if self.repeated >= WAITING_READS => READ_NANOS_AT_MOST,
            ReadPlace::Same if self.repeated >= REPEATED_READS => REPEATED_READ_NANOS_AT_MOST,
            _ => READ_NANOS,
        };
        let cost = (self.read_taken / READ_PART).clamp(READ_NANOS, at_most);
        self.read_taken = self.read_taken.saturating_add(cost);
        cost
    }
}

impl State {
    /// Moves the clock by what turns cost by now, as far as the next deadline, and records it.
    pub(crate) fn pass_turn(&mut self, other: Option<Instant>) {
        let Some(cost) = self.pace.turn_cost(self.steps).filter(|_| self.turn == Turn::Between) else { return };
        let to = Instant::from_nanos(self.now.as_nanos().saturating_add(cost));
        match self.timers.next_deadline().into_iter().chain(other).min() {
            Some(deadline) => self.pass_to(to.min(deadline)),
            None if self.pace.looked => self.pass_to(to),
            None => {}
        }
    }

    /// Who polls by waits that are as good as none gets ahead by what a turn costs. False when that is not more than the wait.
    pub(crate) fn pass_tiny_wait(&mut self, deadline: Instant) -> bool {
        let now = self.now.as_nanos();
        if deadline.as_nanos() >= now.saturating_add(TURN_NANOS) {
            return false;
        }
        let Some(cost) = self.pace.turn_cost(self.steps) else { return false };
        let to = Instant::from_nanos(now.saturating_add(cost));
        // As far as the timer that somebody really waits for.
        let to = self.timers.second_deadline().map_or(to, |second| to.min(second.max(deadline)));
        let more = to > deadline;
        if more {
            self.pass_to(to);
        }
        more
    }

    fn pass_to(&mut self, to: Instant) {
        let from = self.now;
        if to > from {
            self.pace.take(to.as_nanos() - from.as_nanos());
            self.now = to;
            self.emit(0, 0, Kind::ClockAdvanced { from, by: Moved::Polling });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Turns until so much time has passed.
    fn turns(until: u64, asks: bool) -> u64 {
        let mut pace = Pace::default();
        let (mut passed, mut turns) = (0, 0);
        while passed < until {
            turns += 1;
            pace.polls = true;
            pace.asks = asks;
            pace.turn_begins();
            if let Some(cost) = pace.turn_cost(turns) {
                pace.take(cost);
                passed += cost;
            }
        }
        turns
    }

    /// Reads until so much time has passed, and the time.
    fn reads(until: u64, place: ReadPlace) -> (u64, u64) {
        let mut pace = Pace::default();
        let (mut passed, mut reads) = (0, 0);
        while passed < until {
            reads += 1;
            if pace.reads() {
                passed += pace.read_cost(place);
            }
        }
        (reads, passed)
    }

    #[test]
    fn who_polls_by_turns_gets_there_in_some_thousand() {
        assert!((4_000..5_000).contains(&turns(1_000_000_000, true)));
        assert!((5_000..15_000).contains(&turns(60_000_000_000, true)));
        assert!((20_000..21_000).contains(&turns(1_000_000_000, false)));
        assert!((20_000..33_000).contains(&turns(45_000_000_000, false)));
        // Many short steps are no wait for something five seconds away.
        assert!(turns(5_000_000_000, true) > 3_000);
        assert!(turns(5_000_000_000, false) > 20_000);
    }

    #[test]
    fn who_polls_by_reads_gets_there_and_hardly_further() {
        for until in [20_000_000, 500_000_000, 2_000_000_000] {
            let (reads, passed) = reads(until, ReadPlace::Waiting);
            assert!(reads < 15_000 && passed - until <= until / 1_000, "{until}: {reads} reads, {passed}");
        }
        // Who measures many short things reads as often.
        assert!(reads(1_000_000_000, ReadPlace::Other).0 > 1_000_000);
        assert!((100_000..250_000).contains(&reads(2_000_000_000, ReadPlace::Same).0));
    }

    #[test]
    fn who_waits_by_rounds_gets_there() {
        let rounds = |until: u64, round: Round| {
            let mut rounds = Rounds::default();
            while rounds.taken() < until {
                rounds.pass(round);
            }
            rounds.count()
        };
        assert!((10_000..20_000).contains(&rounds(1_000_000_000, Round::Waits)));
        assert!((100_000..150_000).contains(&rounds(1_000_000_000, Round::Meanwhile)));
        // Work of some rounds takes the time that it takes.
        assert!((21_000..=21_000).contains(&rounds(1_000_000, Round::Computes)));
    }

    #[test]
    fn a_wait_begins_it_anew_and_a_tiny_one_does_not() {
        let mut pace = Pace { turns: 20_000, polling: 5_000, asking: 5_000, taken: 7, ..Pace::default() };
        pace.moved(TURN_NANOS - 1, 30_000);
        assert!(pace.turn_cost(30_000).is_some());
        assert!((0..100).filter(|_| pace.reads()).count() > 0);
        pace.moved(TURN_NANOS, 30_000);
        assert!(!pace.reads());
        assert_eq!(pace.turn_cost(30_000), None);
    }
}
