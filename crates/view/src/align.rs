//! Two whole runs side by side: which record of one is which of the other. For the same program under two Pythons, or for two texts.
//!
//! ```text
//! one run   ──► a key for each record that counts ─┐
//!                                                  ├─► the longest common part (Myers) ─► pairs, the first difference, printed lines
//! other run ──► a key for each record that counts ─┘
//! ```
//!
//! A key says who did what, and not when: turns of the loop and jumps of its clock do not count, and a task is known by its coroutine, as
//! the numbers in names differ from Python to Python.

use std::collections::BTreeMap;

use loopscope_executor::trace::{Kind, Record, Stream, TaskNo};
use loopscope_strings::{Lang, scope_texts};
use similar::{Algorithm, DiffOp};

use crate::compare::counts;
use crate::lane::PROGRAM;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::sentence;

/// So many items of two lists are compared at most; what follows stands alone. Of very different lists every pair is looked at.
const MOST: usize = 20_000;

/// A record of one run and its counterpart in the other; one of them may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The record of the one run.
    pub one: Option<u32>,
    /// That of the other.
    pub other: Option<u32>,
}

impl Pair {
    /// Whether both runs have it.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.one.is_some() && self.other.is_some()
    }
}

/// A printed line, and in which of the runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    /// Where to.
    pub stream: Stream,
    /// What, without its end.
    pub text: String,
    /// Whether the one run printed it here.
    pub one: bool,
    /// Whether the other did.
    pub other: bool,
}

/// Two runs side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The records that count, in an order that fits both runs.
    pub pairs: Vec<Pair>,
    /// Place among `pairs` of the first that only one of them has; `None` when they did the same in the same order.
    pub first: Option<usize>,
    /// What they printed.
    pub printed: Vec<PrintedLine>,
}

impl Alignment {
    /// Whether they did and printed the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.first.is_none() && self.printed.iter().all(|line| line.one && line.other)
    }

    /// The first record that the runs do not share, of each.
    #[must_use]
    pub fn first_difference(&self) -> (Option<u32>, Option<u32>) {
        let rest = || self.first.into_iter().flat_map(|first| &self.pairs[first..]);
        // Up to where they agree again: what is missing in one there may come later.
        let here = || rest().take_while(|pair| !pair.is_common());
        (here().find_map(|pair| pair.one), here().find_map(|pair| pair.other))
    }
}

/// Puts two runs side by side. `same_text`: both are of the same text, so that lines count.
#[must_use]
pub fn align(one: &Scope, other: &Scope, same_text: bool) -> Alignment {
    let (ones, others) = (keys(one, same_text), keys(other, same_text));
    let mut pairs = Vec::with_capacity(ones.len().max(others.len()));
    let seq = |keys: &[(u32, Key)], at: usize| keys.get(at).map(|(seq, _)| *seq);
    let here_keys: Vec<&Key> = ones.iter().map(|(_, key)| key).collect();
    let there_keys: Vec<&Key> = others.iter().map(|(_, key)| key).collect();
    differences(&here_keys, &there_keys, |here, there| {
        pairs.push(Pair { one: here.and_then(|at| seq(&ones, at)), other: there.and_then(|at| seq(&others, at)) });
    });
    let first = pairs.iter().position(|pair| !pair.is_common());
    Alignment { pairs, first, printed: printed(one, other) }
}

/// What is to be said of it in a sentence; `names` are those of the runs, such as `Python 3.11`.
#[must_use]
pub fn alignment_words(lang: Lang, runs: [&Scope; 2], names: [&str; 2], alignment: &Alignment) -> String {
    let texts = scope_texts(lang);
    if alignment.first.is_none() {
        let template = if alignment.is_same() { texts.align_same } else { texts.align_prints };
        return phrase(template, &[("one", names[0]), ("other", names[1])]);
    }
    let told = |scope: &Scope, seq: Option<u32>| match seq.and_then(|seq| scope.record(seq)) {
        Some(record) => sentence(lang, scope, record),
        None => texts.align_nothing.to_owned(),
    };
    let (one, other) = alignment.first_difference();
    let (here, there) = (told(runs[0], one), told(runs[1], other));
    phrase(texts.align_differs, &[("one", names[0]), ("here", &here), ("other", names[1]), ("there", &there)])
}

/// Who did what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Key {
    who: Who,
    line: u32,
    what: &'static str,
    about: String,
}

/// A task by its coroutine: of those that run the same one, the first made, the second, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Who {
    coroutine: String,
    nth: u32,
}

/// The records that count, by their numbers, each with its key.
fn keys(scope: &Scope, lines: bool) -> Vec<(u32, Key)> {
    let mut made: BTreeMap<&str, u32> = BTreeMap::new();
    let mut tasks: BTreeMap<TaskNo, Who> = BTreeMap::new();
    for lane in scope.lanes().iter().filter(|lane| lane.task != PROGRAM) {
        let nth = made.entry(&lane.coroutine).or_default();
        *nth += 1;
        tasks.insert(lane.task, Who { coroutine: lane.coroutine.to_string(), nth: *nth });
    }
    let key = |record: &Record| Key {
        who: tasks.get(&record.task).cloned().unwrap_or_default(),
        line: if lines { record.line } else { 0 },
        what: record.kind.name(),
        about: match record.kind {
            Kind::Output { text, .. } => scope.trace().text(text).to_owned(),
            Kind::CoroutineEntered(name) | Kind::CoroutineLeft(name) => scope.trace().text(name).to_owned(),
            Kind::TaskDone(ending) | Kind::ProgramEnd(ending) => format!("{:?}", std::mem::discriminant(&ending)),
            _ => String::new(),
        },
    };
    scope.trace().records.iter().filter(|record| counts(record)).map(|record| (record.seq, key(record))).collect()
}

/// Tells of each item of two lists in turn: of both, or of one of them.
fn differences<T: Eq + std::hash::Hash + Ord>(
    one: &[T],
    other: &[T],
    mut tell: impl FnMut(Option<usize>, Option<usize>),
) {
    let (heads, others) = (&one[..one.len().min(MOST)], &other[..other.len().min(MOST)]);
    for op in similar::capture_diff_slices(Algorithm::Myers, heads, others) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (0..len).for_each(|at| tell(Some(old_index + at), Some(new_index + at)));
            }
            DiffOp::Delete { old_index, old_len, .. } => (0..old_len).for_each(|at| tell(Some(old_index + at), None)),
            DiffOp::Insert { new_index, new_len, .. } => (0..new_len).for_each(|at| tell(None, Some(new_index + at))),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (0..old_len).for_each(|at| tell(Some(old_index + at), None));
                (0..new_len).for_each(|at| tell(None, Some(new_index + at)));
            }
        }
    }
    (heads.len()..one.len()).for_each(|at| tell(Some(at), None));
    (others.len()..other.len()).for_each(|at| tell(None, Some(at)));
}

/// The lines that both printed, and those that one of them did.
fn printed(one: &Scope, other: &Scope) -> Vec<PrintedLine> {
    let lines = |scope: &Scope| -> Vec<(bool, String)> {
        let mut lines: Vec<(bool, String)> = Vec::new();
        for printed in scope.printed() {
            let text = scope.trace().text(printed.text);
            let error = printed.stream == Stream::Stderr;
            lines.extend(text.lines().map(|line| (error, line.to_owned())));
        }
        lines
    };
    let (ones, others) = (lines(one), lines(other));
    let mut printed = Vec::new();
    differences(&ones, &others, |here, there| {
        let line = here.map(|at| &ones[at]).or_else(|| there.map(|at| &others[at]));
        if let Some((error, text)) = line {
            let stream = if *error { Stream::Stderr } else { Stream::Stdout };
            printed.push(PrintedLine { stream, text: text.clone(), one: here.is_some(), other: there.is_some() });
        }
    });
    printed
}
