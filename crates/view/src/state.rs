//! One moment of a run: what runs, what is ready, who waits for what, which timers are set.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, CallbackNo, Ending, FutureNo, TaskNo, TimerNo, thread_task};

use crate::cursor::Cursor;
#[cfg(feature = "more")]
use crate::facts::NEVER;
use crate::lane::{LaneState, PROGRAM};
use crate::scope::Scope;
use crate::wait::{Name, Target, Wait};

/// Everything at a cursor. Without the feature `more`: what lanes, code and output show of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The cursor.
    pub cursor: Cursor,
    /// Loop time.
    pub now: Instant,
    /// The loop's turn, from 1; 0 before its first.
    pub iteration: u32,
    /// Who runs; `None` when the loop itself does, or nobody.
    pub actor: Option<Actor>,
    /// The line that runs or ran last; 0 when unknown or nobody runs.
    pub line: u32,
    #[cfg(feature = "more")]
    /// The ready queue, first to run first.
    pub ready: Vec<ReadyEntry>,
    #[cfg(feature = "more")]
    /// Timers that are set, first due first.
    pub timers: Vec<TimerState>,
    /// Tasks that were made, in the order of the lanes, ended ones too. The program's top level is the one with task
    /// number [`PROGRAM`].
    pub tasks: Vec<TaskState>,
    #[cfg(feature = "more")]
    /// Futures that have no outcome yet, oldest first.
    pub futures: Vec<FutureState>,
    /// How many of [`Scope::printed`] are printed.
    pub printed: usize,
}

/// What stands in the ready queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyItem {
    /// A task's next step.
    Task(TaskNo),
    /// A callback.
    Callback(CallbackNo),
}

/// An entry of the ready queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyEntry {
    /// What it runs.
    pub item: ReadyItem,
    /// The task's or callback's name.
    pub name: Name,
    /// Who put it there.
    pub by: Actor,
    /// The record that put it there.
    pub since: u32,
    /// Whether the turn that is under way runs it; otherwise the next one does.
    pub this_turn: bool,
}

/// A timer that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerState {
    /// The timer.
    pub timer: TimerNo,
    /// When it is due.
    pub deadline: Instant,
    /// What it is for, such as `sleep(2)`; may be empty.
    pub name: Name,
    /// Who set it.
    pub by: Option<Actor>,
    /// The record that set it.
    pub since: u32,
}

/// A coroutine on a task's await stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its name.
    pub coroutine: Name,
    /// The line where it stands: where it awaits the next frame, or what the task waits for; 0 when unknown.
    pub line: u32,
}

/// A task, or the program's top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskState {
    /// The task; [`PROGRAM`] for the program's top level.
    pub task: TaskNo,
    /// Its name; empty for the program (see [`crate::lane_name`]).
    pub name: Name,
    /// The coroutine it runs; may be empty.
    pub coroutine: Name,
    /// Who made it, as in [`crate::Lane::parent`].
    pub parent: Option<TaskNo>,
    /// How many parents stand above it.
    pub depth: u32,
    /// What it does.
    pub state: LaneState,
    /// What it waits for.
    pub waiting: Option<Wait>,
    /// The line where it stands; 0 when unknown.
    pub line: u32,
    /// The record that brought the state.
    pub since: u32,
    /// Whether its first step has begun.
    pub begun: bool,
    /// Its await stack, outermost coroutine first; empty for the program and for tasks that have ended.
    pub stack: Vec<Frame>,
    /// The error it failed with.
    pub error: Option<Name>,
}

/// A callback that the end of a future or a task will queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedCallback {
    /// Its place among all that were added in the run, from 0.
    pub number: u32,
    /// What it does.
    pub name: Name,
    /// The future that it works for, such as the one that `gather` gave; 0 when there is none.
    pub serves: FutureNo,
    /// The record that added it.
    pub since: u32,
}

/// A future without an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FutureState {
    /// The future.
    pub future: FutureNo,
    /// What it stands for; may be empty.
    pub name: Name,
    /// Who made it.
    pub by: Option<Actor>,
    /// The record that made it.
    pub since: u32,
    /// When its timer will resolve it, if one will.
    pub until: Option<Instant>,
    /// The tasks that wait for it, in the order of the lanes.
    pub waiters: Vec<TaskNo>,
}

impl Scope {
    /// Everything at a cursor; one beyond the end is taken for the end.
    #[must_use]
    pub fn state_at(&self, cursor: Cursor) -> State {
        let cursor = cursor.min(self.last());
        let Some(last) = cursor.last() else { return State::default() };
        let Some(record) = self.record(last) else { return State::default() };
        let actor = self.actor_at(cursor);
        let tasks = self.tasks_at(cursor, actor);
        let running = match actor {
            Some(Actor::Task(no)) => tasks.iter().find(|task| task.task == no),
            Some(Actor::Program | Actor::Cleanup) => tasks.iter().find(|task| task.task == PROGRAM),
            Some(Actor::Thread(no)) => tasks.iter().find(|task| task.task == thread_task(no)),
            _ => None,
        };
        State {
            cursor,
            now: record.time,
            iteration: record.iteration,
            actor,
            line: running.map_or(0, |task| task.line),
            #[cfg(feature = "more")]
            ready: self.ready_at(cursor),
            #[cfg(feature = "more")]
            timers: self.timers_at(cursor),
            #[cfg(feature = "more")]
            futures: self.futures_at(cursor, &tasks),
            tasks,
            printed: self.printed().partition_point(|printed| printed.seq <= last),
        }
    }

    fn tasks_at(&self, cursor: Cursor, actor: Option<Actor>) -> Vec<TaskState> {
        let Some(last) = cursor.last() else { return Vec::new() };
        let state_of = |lane: &crate::lane::Lane| {
            let segment = lane.segment_at(last)?;
            let facts = self.task(lane.task);
            let thread = self.thread(lane.task);
            let runs = match actor {
                Some(Actor::Task(no)) => no == lane.task,
                Some(Actor::Program | Actor::Cleanup) => lane.task == PROGRAM,
                Some(Actor::Thread(no)) => lane.task == thread_task(no),
                _ => false,
            };
            let line = if runs { self.line_reached(segment.from, last, segment.line) } else { segment.line };
            Some(TaskState {
                task: lane.task,
                name: self.name_at(lane.task, cursor),
                coroutine: lane.coroutine.clone(),
                parent: lane.parent,
                depth: lane.depth,
                state: segment.state,
                waiting: segment.waiting.clone(),
                line,
                since: segment.from,
                begun: facts
                    .map(|facts| facts.begun)
                    .or(thread.map(|facts| facts.begun))
                    .is_none_or(|begun| begun <= last),
                stack: if segment.state.is_end() { Vec::new() } else { self.stack_at(lane.task, cursor, line) },
                error: match facts.map(|facts| facts.ending).or(thread.map(|facts| facts.ending)) {
                    Some(Ending::Failed(error)) if segment.state == LaneState::Failed => {
                        Some(self.trace().text(error).into())
                    }
                    _ => None,
                },
            })
        };
        self.lanes().iter().filter_map(state_of).collect()
    }

    /// The callbacks that the end of a future or a task will queue, in the order in which they were added.
    #[must_use]
    pub fn callbacks_at(&self, target: Target, cursor: Cursor) -> Vec<AddedCallback> {
        let facts = match target {
            Target::Future(no) => self.future(no).map(|facts| (&facts.added, facts.resolved)),
            Target::Task(no) => self.task(no).map(|facts| (&facts.added, facts.done)),
        };
        let Some((list, _)) = facts.filter(|(_, ended)| *ended >= cursor.0) else { return Vec::new() };
        let waits = |number: &u32| {
            let facts = &self.added[*number as usize];
            let (name, serves, since) = (facts.name.clone(), facts.serves, facts.added);
            (since < cursor.0 && facts.queued >= cursor.0).then_some(AddedCallback {
                number: *number,
                name,
                serves,
                since,
            })
        };
        list.iter().filter_map(waits).collect()
    }

    /// What a future is made of, ended or not: the children of a gather.
    #[must_use]
    pub fn parts_at(&self, future: FutureNo, cursor: Cursor) -> Vec<Target> {
        let Some(facts) = self.future(future) else { return Vec::new() };
        let parts = facts.served_by.iter().map(|number| &self.added[*number as usize]);
        parts.filter(|part| part.added < cursor.0).map(|part| part.on).collect()
    }

    /// The last line that the records from `from` to `last` name.
    fn line_reached(&self, from: u32, last: u32, line: u32) -> u32 {
        let records = self.trace().records.get(from as usize..=last as usize).unwrap_or_default();
        records.iter().rev().map(|record| record.line).find(|line| *line != 0).unwrap_or(line)
    }

    fn stack_at(&self, task: TaskNo, cursor: Cursor, line: u32) -> Vec<Frame> {
        let Some(facts) = self.task(task) else { return Vec::new() };
        let after = facts.stack.partition_point(|(seq, _)| *seq < cursor.0);
        let mut at = after.checked_sub(1).and_then(|index| facts.stack[index].1);
        let mut stack = Vec::with_capacity(1);
        let mut line = line;
        while let Some(frame) = at.and_then(|frame| self.frames.get(frame as usize)) {
            stack.push(Frame { coroutine: frame.coroutine.clone(), line });
            line = frame.line;
            at = frame.above;
        }
        stack.push(Frame { coroutine: facts.coroutine.clone(), line });
        stack.reverse();
        stack
    }

    #[cfg(feature = "more")]
    fn ready_at(&self, cursor: Cursor) -> Vec<ReadyEntry> {
        let turns = self.batches.partition_point(|(begin, _)| *begin < cursor.0);
        // Between two turns, and until the turn's first entry runs, all of the queue is for the turn to come.
        let boundary = match turns.checked_sub(1).map(|turn| self.batches[turn]) {
            Some((begin, end)) if end >= cursor.0 => begin,
            _ => NEVER,
        };
        let queued = self.entries.partition_point(|entry| entry.queued < cursor.0);
        let waits = |at: &usize| self.entries[*at].left >= cursor.0;
        let mut queue: Vec<usize> = (0..queued).filter(waits).collect();
        for (_, chosen) in self.choices.iter().take_while(|(seq, _)| *seq < cursor.0) {
            if let Some(place) = queue.iter().position(|at| at == chosen) {
                queue[..=place].rotate_right(1);
            }
        }
        queue
            .into_iter()
            .map(|at| {
                let entry = &self.entries[at];
                let (item, name) = match entry.who {
                    Actor::Callback(no) => {
                        (ReadyItem::Callback(no), self.callback(no).map_or_else(Name::default, |it| it.name.clone()))
                    }
                    Actor::Task(no) => (ReadyItem::Task(no), self.name_at(no, cursor)),
                    _ => (ReadyItem::Task(PROGRAM), Name::default()),
                };
                ReadyEntry { item, name, by: entry.by, since: entry.queued, this_turn: entry.queued < boundary }
            })
            .collect()
    }

    #[cfg(feature = "more")]
    fn timers_at(&self, cursor: Cursor) -> Vec<TimerState> {
        let set = self.timers.partition_point(|timer| timer.set < cursor.0);
        // In creation order: by its deadline, then, each goes behind those with the same one.
        let mut timers: Vec<TimerState> = Vec::new();
        for (no, timer) in (1..).zip(&self.timers[..set]).filter(|(_, timer)| timer.gone >= cursor.0) {
            let place = timers.partition_point(|before| before.deadline <= timer.deadline);
            let state = TimerState {
                timer: no,
                deadline: timer.deadline,
                name: timer.future.and_then(|no| self.future(no)).map_or_else(Name::default, |it| it.name.clone()),
                by: timer.by,
                since: timer.set,
            };
            timers.insert(place, state);
        }
        timers
    }

    #[cfg(feature = "more")]
    fn futures_at(&self, cursor: Cursor, tasks: &[TaskState]) -> Vec<FutureState> {
        let created = self.futures.partition_point(|future| future.created < cursor.0);
        let mut waiting: Vec<_> = tasks
            .iter()
            .filter_map(|task| match task.waiting {
                Some(Wait::Future { future, .. }) => Some((future, task.task)),
                _ => None,
            })
            .collect();
        waiting.sort_by_key(|(future, _)| *future);
        (1..)
            .zip(&self.futures[..created])
            .filter(|(_, future)| future.resolved >= cursor.0)
            .map(|(no, future)| {
                let from = waiting.partition_point(|(future, _)| *future < no);
                FutureState {
                    future: no,
                    name: future.name.clone(),
                    by: future.by,
                    since: future.created,
                    until: self.until(future, cursor),
                    waiters: waiting[from..].iter().take_while(|(of, _)| *of == no).map(|(_, task)| *task).collect(),
                }
            })
            .collect()
    }
}
