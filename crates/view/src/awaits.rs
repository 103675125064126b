//! The await tree: each task above what it waits for.

use loopscope_executor::trace::TaskNo;

use crate::lane::PROGRAM;
use crate::state::State;
use crate::wait::Wait;

/// A row of the await tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwaitRow {
    /// Place in [`State::tasks`].
    pub at: usize,
    /// How many tasks stand above it, each waiting for the next.
    pub depth: usize,
    /// It stands further up already, with what it waits for; a ring of tasks that wait for each other ends so, too.
    pub again: bool,
}

impl State {
    /// The tasks that have not ended, each with the task it waits for below it. First come those that nobody waits for,
    /// in the order of the lanes; of a ring that waits for itself, the first in that order.
    #[must_use]
    pub fn await_tree(&self) -> Vec<AwaitRow> {
        let mut by_task: Vec<(TaskNo, usize)> = self.tasks.iter().map(|task| task.task).zip(0..).collect();
        by_task.sort_unstable();
        let place = |task| by_task.binary_search_by_key(&task, |(task, _)| *task).ok().map(|found| by_task[found].1);
        let below: Vec<Option<usize>> = self
            .tasks
            .iter()
            .map(|task| match task.waiting {
                Some(Wait::Task { task, .. }) => place(task),
                _ => None,
            })
            .collect();
        let mut waited_for = vec![false; self.tasks.len()];
        below.iter().flatten().for_each(|at| waited_for[*at] = true);

        let mut rows = Vec::new();
        let mut shown = vec![false; self.tasks.len()];
        let mut show = |root: usize, shown: &mut Vec<bool>| {
            let (mut next, mut depth) = (Some(root), 0);
            while let Some(at) = next {
                let again = std::mem::replace(&mut shown[at], true);
                rows.push(AwaitRow { at, depth, again });
                next = if again { None } else { below[at] };
                depth += 1;
            }
        };
        let alive = |at: usize| self.tasks[at].task != PROGRAM && !self.tasks[at].state.is_end();
        for at in (0..self.tasks.len()).filter(|at| alive(*at)) {
            if !waited_for[at] {
                show(at, &mut shown);
            }
        }
        for at in (0..self.tasks.len()).filter(|at| alive(*at)) {
            if !shown[at] {
                show(at, &mut shown);
            }
        }
        rows
    }
}
