//! Two runs beside each other: a live one against the one that was planned in virtual time, and a run against the one
//! before it.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Ending, Kind, PollEnding, Record, Waiting};
use loopscope_strings::{Lang, scope_texts};

use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::sentence;

/// How far a live run has gone as planned. What the clock alone decides does not count: turns, jumps of the virtual clock,
/// deadlines, and what was printed of times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many records of the plan have been looked at.
    planned: u32,
    /// How many records of the live run have been looked at.
    live: u32,
    /// The first difference.
    pub difference: Option<Difference>,
    /// How much later than planned the newest record that agrees was, in nanoseconds; negative when it was earlier.
    pub drift: i64,
}

/// Where two runs part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The record that was planned; `None` when the plan ends before it.
    pub planned: Option<u32>,
    /// The record that came instead.
    pub live: u32,
}

impl Comparison {
    /// Whether everything has happened in the planned order so far.
    #[must_use]
    pub fn same_order(&self) -> bool {
        self.difference.is_none()
    }

    /// Goes on with what the live run has recorded since.
    pub fn update(&mut self, planned: &Scope, live: &Scope) {
        while self.difference.is_none() {
            let Some(new) = next(live, &mut self.live) else { return };
            let old = next(planned, &mut self.planned);
            match old {
                Some(old) if agree(planned, old, live, new) => self.drift = signed(new.time, old.time),
                _ => self.difference = Some(Difference { planned: old.map(|old| old.seq), live: new.seq }),
            }
        }
    }
}

/// Compares a live run, as far as it has come, with the one that was planned.
#[must_use]
pub fn compare(planned: &Scope, live: &Scope) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.update(planned, live);
    comparison
}

/// What there is to say about it: `in the planned order so far, 0.012 s behind the plan`.
#[must_use]
pub fn comparison_words(lang: Lang, planned: &Scope, live: &Scope, comparison: &Comparison) -> String {
    let texts = scope_texts(lang);
    if let Some(Difference { planned: seq, live: instead }) = comparison.difference {
        let told = |scope: &Scope, seq: u32| scope.record(seq).map(|record| sentence(lang, scope, record));
        let here = told(live, instead).unwrap_or_default();
        return match seq.and_then(|seq| told(planned, seq)) {
            Some(there) => phrase(texts.order_differs, &[("planned", &there), ("live", &here)]),
            None => phrase(texts.order_longer, &[("live", &here)]),
        };
    }
    let length = seconds(Instant::from_nanos(comparison.drift.unsigned_abs()));
    // What rounds to nothing is nothing.
    let template = match comparison.drift {
        _ if length == "0" => texts.drift_none,
        1.. => texts.drift_late,
        _ => texts.drift_early,
    };
    phrase(template, &[("drift", &length)])
}

/// The next record that counts, from `at` on; `at` goes behind it.
fn next<'a>(scope: &'a Scope, at: &mut u32) -> Option<&'a Record> {
    loop {
        let record = scope.record(*at)?;
        *at += 1;
        if counts(record) {
            return Some(record);
        }
    }
}

/// Whether a record counts when runs are compared: turns and jumps of the virtual clock do not.
pub(crate) fn counts(record: &Record) -> bool {
    !matches!(record.kind, Kind::IterationBegin { .. } | Kind::IterationEnd | Kind::ClockAdvanced { .. })
}

/// Whether two records say the same, whenever that was. Texts are not looked at but for names: they may speak of times,
/// and their numbers depend on that.
fn agree(planned: &Scope, old: &Record, live: &Scope, new: &Record) -> bool {
    let same = |old, new| planned.trace().text(old) == live.trace().text(new);
    let ends = |old: &Ending, new: &Ending| std::mem::discriminant(old) == std::mem::discriminant(new);
    old.task == new.task
        && old.line == new.line
        && match (&old.kind, &new.kind) {
            (Kind::Output { stream: old, .. }, Kind::Output { stream: new, .. }) => old == new,
            (Kind::Blocked { .. }, Kind::Blocked { .. }) => true,
            (Kind::TimerSet { timer: old, .. }, Kind::TimerSet { timer: new, .. }) => old == new,
            (Kind::FutureCreated { future: old, .. }, Kind::FutureCreated { future: new, .. }) => old == new,
            (Kind::TaskCreated { parent: old, name, .. }, Kind::TaskCreated { parent: new, name: other, .. }) => {
                old == new && same(*name, *other)
            }
            (Kind::TaskRenamed(old), Kind::TaskRenamed(new))
            | (Kind::CoroutineEntered(old), Kind::CoroutineEntered(new))
            | (Kind::CoroutineLeft(old), Kind::CoroutineLeft(new))
            | (
                Kind::PollEnd(PollEnding::Pending(Waiting::Primitive(old))),
                Kind::PollEnd(PollEnding::Pending(Waiting::Primitive(new))),
            ) => same(*old, *new),
            (Kind::CallbackAdded { on: old, serves, .. }, Kind::CallbackAdded { on: new, serves: other, .. }) => {
                old == new && serves == other
            }
            (Kind::CallbackQueued { callback: old, by, .. }, Kind::CallbackQueued { callback: new, by: other, .. }) => {
                old == new && by == other
            }
            (
                Kind::FutureResolved { future: old, by, ending },
                Kind::FutureResolved { future: new, by: other, ending: outcome },
            ) => old == new && by == other && ends(ending, outcome),
            (Kind::ProgramEnd(old), Kind::ProgramEnd(new))
            | (Kind::TaskDone(old), Kind::TaskDone(new))
            | (Kind::PollEnd(PollEnding::Done(old)), Kind::PollEnd(PollEnding::Done(new))) => ends(old, new),
            (old, new) => old == new,
        }
}

/// This run and the one before it, to be drawn one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Each lane of this run, in the order of [`Scope::lanes`], with its counterpart.
    pub lanes: Vec<GhostLane>,
    /// Places among the previous run's lanes of the tasks that have no counterpart now, in the order of creation.
    pub gone: Vec<usize>,
    /// How much longer the whole run takes than the one before, in nanoseconds; negative when it is shorter.
    pub longer: i64,
}

/// A lane and its counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GhostLane {
    /// Place among the previous run's lanes of the task of the same name, the first made with the first, and so on;
    /// `None` when there was none.
    pub before: Option<usize>,
    /// How much later than its counterpart the lane ends, in nanoseconds; 0 without one.
    pub longer: i64,
}

/// Matches this run's lanes with those of the previous one.
#[must_use]
pub fn ghost(previous: &Scope, now: &Scope) -> Ghost {
    let mut taken = vec![false; previous.tasks.len()];
    // Tasks mostly have the same names in the same order: then the first one that is free is the one.
    let mut first_free = 0;
    let mut before = vec![None; now.lanes().len()];
    for at in now.tasks.iter().map(|facts| facts.lane) {
        let name = &now.lanes()[at].name;
        while taken.get(first_free) == Some(&true) {
            first_free += 1;
        }
        let same = |index: &usize| {
            let lane = &previous.lanes()[previous.tasks[*index].lane];
            !taken[*index] && lane.name == *name
        };
        let found = (first_free..taken.len()).find(same);
        if let Some(index) = found {
            taken[index] = true;
            before[at] = Some(previous.tasks[index].lane);
        }
    }
    if let (Some(here), Some(there)) = (now.lane_of(crate::lane::PROGRAM), previous.lane_of(crate::lane::PROGRAM)) {
        before[here] = Some(there);
    }
    let end = |scope: &Scope, at: usize| scope.lanes()[at].segments.last().map_or(Instant::ZERO, |last| last.end);
    let lane = |(at, before): (usize, &Option<usize>)| GhostLane {
        before: *before,
        longer: before.map_or(0, |before| signed(end(now, at), end(previous, before))),
    };
    let gone = previous.tasks.iter().zip(&taken).filter(|(_, taken)| !**taken);
    Ghost {
        lanes: before.iter().enumerate().map(lane).collect(),
        gone: gone.map(|(facts, _)| facts.lane).collect(),
        longer: signed(now.end(), previous.end()),
    }
}

/// A difference of two runs' lengths in words: `0.4 s shorter than before`.
#[must_use]
pub fn ghost_words(lang: Lang, longer: i64) -> String {
    let texts = scope_texts(lang);
    let length = seconds(Instant::from_nanos(longer.unsigned_abs()));
    let template = match longer {
        _ if length == "0" => texts.ghost_same,
        1.. => texts.ghost_longer,
        _ => texts.ghost_shorter,
    };
    phrase(template, &[("length", &length)])
}

/// `later - earlier` in nanoseconds.
fn signed(later: Instant, earlier: Instant) -> i64 {
    let length =
        |from: Instant, to: Instant| i64::try_from(to.as_nanos().saturating_sub(from.as_nanos())).unwrap_or(i64::MAX);
    length(earlier, later) - length(later, earlier)
}
