//! A run that did not come to its end: how far it came, why it was stopped, and who waits for whom.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Kind, Limit, TaskNo};
use loopscope_strings::{Lang, scope_texts, state_texts, view};

use crate::cursor::Cursor;
use crate::lane::{LaneState, PROGRAM};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::{Words, sentence};
use crate::state::State;
use crate::wait::Wait;
use crate::words::{state_words, wait_words};

/// Why a run ended before the program did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// Nothing is ready and no timer is set, yet tasks are alive.
    Deadlock,
    /// It reached a limit.
    Limit(Limit),
}

/// A run that was halted, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halted {
    /// Why.
    pub why: Halt,
    /// Right after the record that says so.
    pub cursor: Cursor,
    /// Loop time that it came to.
    pub time: Instant,
    /// Why, in a sentence.
    pub reason: String,
    /// How far it came, in a sentence.
    pub progress: String,
    /// What may be behind it, in a sentence.
    pub hint: &'static str,
    /// The tasks that had not ended, in the order of the lanes: who waits for whom.
    pub rows: Vec<HaltRow>,
}

/// A task that had not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HaltRow {
    /// The task.
    pub task: TaskNo,
    /// Its name.
    pub name: String,
    /// What it did.
    pub state: LaneState,
    /// What it waits for, or what it did otherwise.
    pub words: String,
    /// The task that it waits for, or that is behind it that it waits for ever, if there is one.
    pub waits_for: Option<TaskNo>,
    /// Whether it waits, over others, for its own end.
    pub ring: bool,
    /// The line where it stands; 0 when unknown.
    pub line: u32,
    /// The record that brought it there.
    pub since: u32,
}

/// How far a run came that was halted; `None` when it was not, or goes on.
#[must_use]
pub fn halted(lang: Lang, scope: &Scope) -> Option<Halted> {
    let record = scope.record(scope.halt?)?;
    let (texts, view) = (scope_texts(lang), view(lang));
    let (why, reason, hint) = match record.kind {
        Kind::Idle { .. } => (Halt::Deadlock, texts.halt_deadlock.to_owned(), texts.hint_deadlock),
        Kind::LimitReached(limit) => {
            let hint = match limit {
                Limit::Steps(_) | Limit::Records(_) => texts.hint_endless,
                Limit::Computing(_) => texts.hint_computing,
                Limit::Time(_) => texts.hint_long,
            };
            (Halt::Limit(limit), sentence(lang, scope, record), hint)
        }
        _ => return None,
    };
    let cursor = scope.halt_end().unwrap_or(Cursor::after(record.seq));
    let state = scope.state_at(cursor);
    let tasks = state.tasks.iter().filter(|task| task.task != PROGRAM);
    let alive = tasks.clone().filter(|task| !task.state.is_end());
    let (count, left) = (tasks.count(), alive.clone().count());
    let progress = phrase(
        texts.halt_progress,
        &[
            ("time", &seconds(record.time)),
            ("turns", &record.iteration.to_string()),
            ("records", &cursor.0.to_string()),
            ("ended", &(count - left).to_string()),
            ("tasks", &count.to_string()),
        ],
    );
    let next = who_waits_for(&state);
    let alive_tasks: Vec<_> = alive.clone().map(|task| task.task).collect();
    let rows = alive.map(|task| {
        let mut words = match &task.waiting {
            Some(wait) => phrase(view.svg_waits, &[("wait", &wait_words(lang, wait))]),
            None => state_words(lang, task.state).to_owned(),
        };
        let stuck = scope.stuck_at(task.task, cursor).filter(|_| why == Halt::Deadlock);
        if let Some(stuck) = stuck {
            words.push_str(&Words::new(lang, scope, cursor).note(stuck));
        }
        let ring = scope.is_ring(task.task, cursor);
        let behind = stuck.map(|stuck| stuck.who).filter(|who| alive_tasks.contains(who) && *who != task.task);
        let waits_for = next.iter().find(|(who, _)| *who == task.task).map(|(_, whom)| *whom).or(behind);
        let (name, line, since) = (task.name.to_string(), task.line, task.since);
        HaltRow { task: task.task, name, state: task.state, words, waits_for, ring, line, since }
    });
    let mut rows: Vec<HaltRow> = rows.collect();
    // The top level itself may wait for what is no task's.
    if let Some(stuck) = scope.stuck_at(PROGRAM, cursor).filter(|_| why == Halt::Deadlock)
        && let Some(task) = state.tasks.iter().find(|task| task.task == PROGRAM)
    {
        let line = scope.record(stuck.seq).map_or(0, |record| record.line);
        let (name, words) = (state_texts(lang).lane_program.to_owned(), Words::new(lang, scope, cursor).stuck(stuck));
        let (state, since) = (task.state, task.since);
        rows.push(HaltRow { task: PROGRAM, name, state, words, waits_for: None, ring: false, line, since });
    }
    Some(Halted { why, cursor, time: record.time, reason, progress, hint, rows })
}

/// Each task that waits for another, with that one.
fn who_waits_for(state: &State) -> Vec<(TaskNo, TaskNo)> {
    let whom = |task: &crate::state::TaskState| match task.waiting {
        Some(Wait::Task { task: whom, .. }) => Some((task.task, whom)),
        _ => None,
    };
    state.tasks.iter().filter_map(whom).collect()
}
