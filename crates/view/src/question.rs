//! Predictions: questions about a run whose answer is computed from its trace, whatever the parameters are.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Kind, Stream, TaskNo, WakeOutcome};
use loopscope_strings::{Lang, question_texts, state_texts};

use crate::cursor::Cursor;
use crate::lane::PROGRAM;
use crate::moment::Moment;
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::{Printed, Scope};
use crate::sentence::sentence;

/// More lines than this are no question but a chore.
pub const MOST_LINES: usize = 8;
/// So many seconds are offered to choose from, at most.
const MOST_SECONDS: usize = 4;
/// A guess in seconds that is this near is right, in nanoseconds: what is shown is rounded.
const NEAR: u64 = 50_000_000;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "kebab-case"))]
pub enum Question {
    /// In which order the program prints its lines.
    Order {
        /// The lines that begin with one of these texts; empty means all.
        lines: Vec<String>,
    },
    /// How many seconds of loop time pass.
    Seconds {
        /// From this moment on; `None` is the run's start.
        from: Option<Moment>,
        /// Up to this one; `None` is the run's end.
        to: Option<Moment>,
    },
    /// Whose step is the next at this moment.
    Next {
        /// The moment.
        at: Moment,
    },
}

/// Why a question cannot be asked of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// The program did not come to its end.
    Unfinished,
    /// There are fewer than two different lines to put in order.
    TooFewLines,
    /// There are more than [`MOST_LINES`].
    TooManyLines,
    /// A moment does not happen.
    NoMoment,
    /// Nobody runs after the moment who was there by then, or nobody else is there.
    NobodyElse,
}

/// A question with what there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The choices; for an order, the lines to be put in order. Their own order says nothing about the answer.
    pub choices: Vec<Choice>,
    /// Places of the right choices, in order; just one where one is to be chosen.
    solution: Vec<usize>,
    /// For each of these the record that decides it.
    deciding: Vec<u32>,
    kind: Asks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Order,
    Seconds,
    Next,
}

/// One of the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the reader reads.
    pub text: String,
    /// The task that it is, for its colour; [`PROGRAM`] for none.
    pub task: TaskNo,
    /// The length of time that it is; zero for other choices.
    pub time: Instant,
}

/// What the reader thinks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Places of all choices, in the order guessed.
    Order(Vec<usize>),
    /// Place of one choice.
    Choice(usize),
    /// A length of time that need not be among the choices.
    Seconds(Instant),
}

/// What is to be said of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// Whether it is right.
    pub right: bool,
    /// Right after the record that decides it.
    pub deciding: Cursor,
    /// Why it is as it is, in a sentence or two.
    pub words: String,
    /// Places of the right choices, in order.
    pub solution: Vec<usize>,
}

/// What a page says instead of a question that cannot be asked of this run.
#[must_use]
pub fn not_now_words(lang: Lang, why: NotNow) -> &'static str {
    let texts = question_texts(lang);
    match why {
        NotNow::Unfinished => texts.unfinished,
        NotNow::TooFewLines => texts.too_few_lines,
        NotNow::TooManyLines => texts.too_many_lines,
        NotNow::NoMoment => texts.no_moment,
        NotNow::NobodyElse => texts.nobody_else,
    }
}

/// Asks the question of a run.
///
/// # Errors
/// When this run has no answer to it; [`not_now_words`] says so.
pub fn ask(lang: Lang, scope: &Scope, question: &Question) -> Result<Asked, NotNow> {
    match question {
        Question::Order { lines } => order(scope, lines),
        Question::Seconds { from, to } => how_long(lang, scope, from.as_ref(), to.as_ref()),
        Question::Next { at } => next(lang, scope, at),
    }
}

fn finished(scope: &Scope) -> Result<(), NotNow> {
    match scope.trace().records.last().map(|record| record.kind) {
        Some(Kind::ProgramEnd(_)) => Ok(()),
        _ => Err(NotNow::Unfinished),
    }
}

fn order(scope: &Scope, wanted: &[String]) -> Result<Asked, NotNow> {
    finished(scope)?;
    let text = |printed: &Printed| scope.trace().text(printed.text).trim_end_matches('\n').to_owned();
    let asked = |printed: &&Printed| {
        let text = scope.trace().text(printed.text);
        let named = wanted.is_empty() || wanted.iter().any(|begin| text.starts_with(begin.as_str()));
        printed.stream == Stream::Stdout && named
    };
    let printed: Vec<&Printed> = scope.printed().iter().filter(asked).collect();
    let lines: Vec<String> = printed.iter().map(|printed| text(printed)).collect();
    if lines.iter().all(|line| *line == lines[0]) {
        return Err(NotNow::TooFewLines);
    }
    if lines.len() > MOST_LINES {
        return Err(NotNow::TooManyLines);
    }
    // In the order of the alphabet, or against it where that would tell the answer.
    let mut places: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let place = places.iter().position(|other| line < &lines[*other]).unwrap_or(places.len());
        places.insert(place, at);
    }
    if places.iter().enumerate().all(|(at, place)| lines[at] == lines[*place]) {
        places.reverse();
    }
    let choice = |at: &usize| Choice { text: lines[*at].clone(), task: printed[*at].task, time: Instant::ZERO };
    let solution = (0..lines.len()).map(|at| places.iter().position(|place| *place == at).unwrap_or(at)).collect();
    let deciding = printed.iter().map(|printed| woken(scope, printed.task, printed.seq).unwrap_or(printed.seq));
    Ok(Asked {
        choices: places.iter().map(choice).collect(),
        solution,
        deciding: deciding.collect(),
        kind: Asks::Order,
    })
}

fn how_long(lang: Lang, scope: &Scope, from: Option<&Moment>, to: Option<&Moment>) -> Result<Asked, NotNow> {
    finished(scope)?;
    let cursor = |moment: Option<&Moment>, end: Cursor| match moment {
        Some(moment) => moment.find(scope.trace()).ok_or(NotNow::NoMoment),
        None => Ok(end),
    };
    let (from, to) = (cursor(from, Cursor::after(0))?, cursor(to, scope.last())?);
    let record = |cursor: Cursor| cursor.last().and_then(|seq| scope.record(seq)).ok_or(NotNow::NoMoment);
    let (first, last) = (record(from)?, record(to)?);
    if to < from {
        return Err(NotNow::NoMoment);
    }
    let truth = last.time.as_nanos().saturating_sub(first.time.as_nanos());
    // What somebody may think who adds everything up, or who sees just the longest part.
    let (mut sum, mut longest, mut deciding) = (0_u64, 0, last.seq);
    for record in scope.trace().records.get(from.0 as usize..to.0 as usize).unwrap_or_default() {
        let length = match record.kind {
            Kind::TimerSet { deadline, .. } => deadline.as_nanos().saturating_sub(record.time.as_nanos()),
            Kind::Blocked { since, .. } => record.time.as_nanos().saturating_sub(since.as_nanos()),
            _ => 0,
        };
        sum = sum.saturating_add(length);
        longest = longest.max(length);
        if matches!(record.kind, Kind::TimerFired(_) | Kind::Blocked { .. }) {
            deciding = record.seq;
        }
    }
    let second = 1_000_000_000;
    let mut lengths: Vec<u64> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let may_be = [truth, sum, longest, truth.saturating_add(second), truth / 2, truth.saturating_mul(2)];
    for length in may_be {
        let text = seconds(Instant::from_nanos(length));
        if lengths.len() < MOST_SECONDS && !texts.contains(&text) {
            let place = lengths.iter().position(|other| length < *other).unwrap_or(lengths.len());
            lengths.insert(place, length);
            texts.insert(place, text);
        }
    }
    let solution = lengths.iter().position(|length| *length == truth).into_iter().collect();
    let unit = question_texts(lang).seconds;
    let choice = |(length, text): (u64, String)| Choice {
        text: phrase(unit, &[("seconds", &text)]),
        task: PROGRAM,
        time: Instant::from_nanos(length),
    };
    Ok(Asked {
        choices: lengths.into_iter().zip(texts).map(choice).collect(),
        solution,
        deciding: vec![deciding],
        kind: Asks::Seconds,
    })
}

fn next(lang: Lang, scope: &Scope, at: &Moment) -> Result<Asked, NotNow> {
    let cursor = at.find(scope.trace()).ok_or(NotNow::NoMoment)?;
    let later = scope.trace().records.get(cursor.0 as usize..).unwrap_or_default();
    let step = later.iter().find(|record| matches!(record.kind, Kind::PollBegin | Kind::LoopLeft));
    let step = step.ok_or(NotNow::NobodyElse)?;
    let state = scope.state_at(cursor);
    let there = state.tasks.iter().filter(|task| !task.state.is_end());
    let choices: Vec<Choice> = there
        .map(|task| {
            let text = match &*task.name {
                "" => state_texts(lang).lane_program.to_owned(),
                name => name.to_owned(),
            };
            Choice { text, task: task.task, time: Instant::ZERO }
        })
        .collect();
    let right = choices.iter().position(|choice| choice.task == step.task).filter(|_| choices.len() > 1);
    let right = right.ok_or(NotNow::NobodyElse)?;
    let deciding = woken(scope, step.task, step.seq).unwrap_or(step.seq);
    Ok(Asked { choices, solution: vec![right], deciding: vec![deciding], kind: Asks::Next })
}

/// The record that put a task into the ready queue for the step in which the record `seq` stands.
fn woken(scope: &Scope, task: TaskNo, seq: u32) -> Option<u32> {
    if task == PROGRAM {
        return None;
    }
    let before = scope.trace().records.get(..=seq as usize)?.iter().rev().filter(|record| record.task == task);
    // Back to where the step begins, then to what brought it about.
    let mut before = before.skip_while(|record| record.kind != Kind::PollBegin);
    let queued = |kind| matches!(kind, Kind::WakeRequested { outcome: WakeOutcome::Queued, .. });
    before.find(|record| queued(record.kind)).map(|record| record.seq)
}

impl Asked {
    /// What is to be said of an answer. One that is no answer to this question is wrong.
    #[must_use]
    pub fn grade(&self, lang: Lang, scope: &Scope, answer: &Answer) -> Graded {
        let texts = question_texts(lang);
        let text = |place: usize| self.choices.get(place).map_or("", |choice| choice.text.as_str());
        // Equal lines may stand for each other.
        let (right, at) = match answer {
            Answer::Order(guess) => {
                let differs = |at: &usize| guess.get(*at).is_none_or(|place| text(*place) != text(self.solution[*at]));
                let wrong = (0..self.solution.len()).find(differs);
                let complete = guess.len() == self.solution.len() && self.kind == Asks::Order;
                (wrong.is_none() && complete, wrong.unwrap_or(self.solution.len().saturating_sub(1)))
            }
            Answer::Choice(place) => (self.kind != Asks::Order && self.solution == [*place], 0),
            Answer::Seconds(time) => {
                let truth = self.solution.first().map_or(0, |place| self.choices[*place].time.as_nanos());
                (self.kind == Asks::Seconds && time.as_nanos().abs_diff(truth) <= NEAR, 0)
            }
        };
        let deciding = self.deciding.get(at).copied().unwrap_or(0);
        let why = scope.record(deciding).map(|record| sentence(lang, scope, record)).unwrap_or_default();
        let place = (at + 1).to_string();
        let template = match (self.kind, right) {
            (Asks::Order, true) => texts.order_right,
            (Asks::Order, false) => texts.order_wrong,
            (Asks::Seconds, _) => texts.seconds_are,
            (Asks::Next, _) => texts.next_is,
        };
        let solution = self.solution.get(at).map_or("", |place| text(*place));
        let words = phrase(template, &[("place", &place), ("solution", solution), ("why", &why)]);
        Graded { right, deciding: Cursor::after(deciding), words, solution: self.solution.clone() }
    }
}
