//! What the lines of the code look like at a moment of the run: which one runs, and who stands where.

use leptos::prelude::*;
use loopscope_executor::trace::TaskNo;
use loopscope_strings::fill;
use loopscope_view::{LaneState, PROGRAM, State, short_wait};

use crate::lesson::Tab;
use crate::session::Session;

/// So many marks have room beside a line; of more tasks, all but the first are counted.
const MOST: usize = 3;

/// What a line looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// It runs.
    pub(crate) running: bool,
    /// The text points to it.
    pub(crate) pointed: bool,
    /// The tasks that stand at it and have a mark there.
    pub(crate) marks: Vec<TaskMark>,
    /// How many more stand there.
    pub(crate) more: usize,
    /// What they wait for.
    pub(crate) waits: String,
}

/// A task's mark at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TaskMark {
    /// The task.
    pub(crate) task: TaskNo,
    /// It does not run.
    pub(crate) suspended: bool,
    /// What it awaits stands at another line.
    pub(crate) outer: bool,
}

/// A task that stands at a line.
pub(crate) struct Standing<'a> {
    /// The line, from 0.
    pub(crate) line: usize,
    /// The task.
    pub(crate) task: TaskNo,
    name: &'a str,
    /// It does not run.
    pub(crate) suspended: bool,
    /// What it awaits stands at another line.
    pub(crate) outer: bool,
    /// What it waits for, at the line where it waits (not at those that called it).
    pub(crate) waits: Option<String>,
}

/// Where a record's line is shown, from 0.
pub(crate) fn shown(session: Session, tab: Tab, line: u32) -> Option<usize> {
    // A program of the reader's own is shown as it is.
    if session.model.with_untracked(|model| model.own.is_some()) {
        return (line as usize).checked_sub(1);
    }
    session.lesson().shown(tab, line)
}

/// The line that runs at a moment, from 0.
pub(crate) fn running(session: Session, state: &State, tab: Tab) -> Option<usize> {
    shown(session, tab, state.line)
}

/// The looks of all lines. `pointed`: the first line that the text points to, and the one after the last.
pub(crate) fn looks(session: Session, state: &State, tab: Tab, pointed: Option<(usize, usize)>) -> Vec<Look> {
    let standing = standing(session, state, tab);
    let running = running(session, state, tab);
    let mut looks = Vec::new();
    for line in 0..session.lesson().code(tab).len() {
        let mut look = Look {
            running: running == Some(line),
            pointed: pointed.is_some_and(|(from, to)| (from..to).contains(&line)),
            ..Look::default()
        };
        let here = || standing.iter().filter(|standing| standing.line == line);
        let count = here().count();
        // Where one stands alone, its mark says who it is.
        let alone = count == 1;
        let shown = if count > MOST { 1 } else { MOST };
        for standing in here().take(shown) {
            let Standing { task, suspended, outer, .. } = *standing;
            look.marks.push(TaskMark { task, suspended, outer });
            let Some(wait) = &standing.waits else { continue };
            if alone {
                look.waits.push_str(wait);
            } else {
                let words = fill(session.texts.waits, &[("task", standing.name), ("wait", wait)]);
                look.waits.push_str(if look.waits.is_empty() { "" } else { " · " });
                look.waits.push_str(&words);
            }
        }
        look.more = count.saturating_sub(shown);
        if look.more > 0 {
            look.waits += &[" · +", &look.more.to_string()].concat();
        }
        looks.push(look);
    }
    looks
}

/// Who stands where. A task's stack leads from its outermost coroutine inwards; it has a mark at each of its lines.
pub(crate) fn standing<'a>(session: Session, state: &'a State, tab: Tab) -> Vec<Standing<'a>> {
    let mut all = Vec::new();
    for task in &state.tasks {
        let suspended = match task.state {
            LaneState::Running | LaneState::Blocking => false,
            LaneState::Ready | LaneState::Waiting if task.begun => true,
            _ => continue,
        };
        let mut stand = |line: u32, outer: bool, waits: Option<String>| {
            let Some(line) = shown(session, tab, line) else { return };
            all.push(Standing { line, task: task.task, name: &task.name, suspended, outer, waits });
        };
        for frame in task.stack.iter().filter(|frame| frame.line != task.line) {
            stand(frame.line, true, None);
        }
        // That the program waits for the loop goes without saying: its tasks say what goes on.
        let waiting = task.waiting.as_ref().filter(|_| task.state == LaneState::Waiting && task.task != PROGRAM);
        stand(task.line, false, waiting.map(|wait| short_wait(session.lang, wait)));
    }
    all
}
