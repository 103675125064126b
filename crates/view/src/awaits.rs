//! The await tree: each task above what it waits for, and a future that was made of others above these.

use loopscope_executor::trace::{FutureNo, TaskNo, thread_of};

use crate::lane::PROGRAM;
use crate::scope::Scope;
use crate::state::State;
use crate::wait::{Target, Wait};

/// A row of the await tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwaitRow {
    /// What stands there.
    pub item: AwaitItem,
    /// How many rows stand above it, each waiting for the next.
    pub depth: u32,
    /// It stands further up already, with what it waits for; a ring of tasks that wait for each other ends so, too.
    pub again: bool,
}

/// What stands in a row of the await tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwaitItem {
    /// A task, by its place in [`State::tasks`]. One that has ended stands there only as a part of a gather.
    Task(usize),
    /// A future without an outcome, by its place in [`State::futures`].
    Future(usize),
}

impl State {
    /// The tasks that have not ended, each with what it waits for below it: a task, or a future, below which stand the
    /// tasks and futures that it is made of (the children of a gather); `scope` is that of the state. First come the tasks that nobody waits for, in the
    /// order of the lanes; of a ring that waits for itself, the first in that order.
    #[must_use]
    pub fn await_tree(&self, scope: &Scope) -> Vec<AwaitRow> {
        // Threads await nothing, and have numbers of their own.
        let tasks = || self.tasks.iter().enumerate().filter(|(_, task)| thread_of(task.task).is_none());
        let most = tasks().map(|(_, task)| task.task).max().unwrap_or(0);
        let mut places = vec![usize::MAX; most as usize + 1];
        for (at, task) in tasks() {
            places[task.task as usize] = at;
        }
        let mut tree = Tree {
            scope,
            state: self,
            places,
            tasks_shown: vec![false; self.tasks.len()],
            futures_shown: vec![false; self.futures.len()],
            rows: Vec::new(),
        };
        let waited_for = tree.waited_for();
        let alive = |at: usize| {
            let task = &self.tasks[at];
            task.task != PROGRAM && thread_of(task.task).is_none() && !task.state.is_end()
        };
        for at in (0..self.tasks.len()).filter(|at| alive(*at)) {
            if !waited_for[at] {
                tree.show(at);
            }
        }
        for at in (0..self.tasks.len()).filter(|at| alive(*at)) {
            if !tree.tasks_shown[at] {
                tree.show(at);
            }
        }
        tree.rows
    }
}

struct Tree<'a> {
    scope: &'a Scope,
    state: &'a State,
    /// Place of each task by its number.
    places: Vec<usize>,
    tasks_shown: Vec<bool>,
    futures_shown: Vec<bool>,
    rows: Vec<AwaitRow>,
}

impl Tree<'_> {
    fn task(&self, no: TaskNo) -> Option<AwaitItem> {
        self.places.get(no as usize).filter(|at| **at != usize::MAX).map(|at| AwaitItem::Task(*at))
    }

    /// Pending futures stand in the order of their numbers.
    fn future(&self, no: FutureNo) -> Option<AwaitItem> {
        self.state.futures.binary_search_by(|future| future.future.cmp(&no)).ok().map(AwaitItem::Future)
    }

    /// What stands right below, in order.
    fn below(&self, item: AwaitItem) -> Vec<AwaitItem> {
        match item {
            AwaitItem::Task(at) => match self.state.tasks[at].waiting {
                Some(Wait::Task { task, .. }) => self.task(task).into_iter().collect(),
                Some(Wait::Future { future, .. }) => self.future(future).into_iter().collect(),
                _ => Vec::new(),
            },
            AwaitItem::Future(at) => {
                let part = |part: &Target| match *part {
                    Target::Task(no) => self.task(no),
                    Target::Future(no) => self.future(no),
                };
                let future = self.state.futures[at].future;
                self.scope.parts_at(future, self.state.cursor).iter().filter_map(part).collect()
            }
        }
    }

    /// The tasks that stand below another one.
    fn waited_for(&self) -> Vec<bool> {
        let mut waited_for = vec![false; self.state.tasks.len()];
        let mut mark = |items: Vec<AwaitItem>| {
            for item in items {
                if let AwaitItem::Task(at) = item {
                    waited_for[at] = true;
                }
            }
        };
        // The parts of a future count when somebody awaits it, directly or as a part of another one.
        let mut reached = vec![false; self.state.futures.len()];
        let mut pending = Vec::new();
        for at in 0..self.state.tasks.len() {
            let below = self.below(AwaitItem::Task(at));
            pending.extend(below.iter().copied().filter(|item| matches!(item, AwaitItem::Future(_))));
            mark(below);
        }
        while let Some(item) = pending.pop() {
            let AwaitItem::Future(at) = item else { continue };
            if !std::mem::replace(&mut reached[at], true) {
                let below = self.below(item);
                pending.extend(below.iter().copied());
                mark(below);
            }
        }
        waited_for
    }

    fn show(&mut self, root: usize) {
        let mut pending = vec![(AwaitItem::Task(root), 0)];
        while let Some((item, depth)) = pending.pop() {
            let shown = match item {
                AwaitItem::Task(at) => &mut self.tasks_shown[at],
                AwaitItem::Future(at) => &mut self.futures_shown[at],
            };
            let again = std::mem::replace(shown, true);
            self.rows.push(AwaitRow { item, depth, again });
            if !again {
                pending.extend(self.below(item).into_iter().rev().map(|below| (below, depth + 1)));
            }
        }
    }
}
