//! A trace with an index over it, so that any moment of it can be shown at once.
//!
//! The index is written once, as records arrive, and never runs backwards: for each task, timer, future, callback and
//! stay in the ready queue it holds the record that began it and the one that ended it. State at a cursor is then a
//! look-up among these, the same whether one steps or jumps there.
//!
//! Here is what the index holds and what can be asked of it; `index` and the files it names fill it.

mod futures;
mod index;
mod lives;
mod queue;

use std::sync::Arc;

use loopscope_executor::Instant;
use loopscope_executor::trace::{
    Actor, CallbackNo, Chunk, Ending, FutureNo, Record, Stream, TaskNo, TextId, TimerNo, Trace, Waiting, thread_of,
};

use crate::cursor::Cursor;
use crate::facts::{
    AddedFacts, CallbackFacts, CleanupFacts, EntryFacts, FrameFacts, FutureFacts, StuckFacts, TaskFacts, ThreadFacts,
    TimerFacts,
};
use crate::lane::{Lane, LaneState, PROGRAM};
use crate::wait::{Name, Wait};

/// Something that was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its record.
    pub seq: u32,
    /// When.
    pub time: Instant,
    /// By which task; [`PROGRAM`] for everybody else.
    pub task: TaskNo,
    /// Where to.
    pub stream: Stream,
    /// What, line ends included; see [`Trace::text`].
    pub text: TextId,
}

/// A trace and its index.
#[derive(Default)]
pub struct Scope {
    trace: Trace,
    /// The texts that are names, shared by all who bear them.
    names: Vec<Option<Name>>,
    pub(crate) tasks: Vec<TaskFacts>,
    threads: Vec<ThreadFacts>,
    /// Who goes on when the thread that runs waits or ends: one for each thread that runs within another.
    interrupted: Vec<Option<Actor>>,
    pub(crate) timers: Vec<TimerFacts>,
    pub(crate) futures: Vec<FutureFacts>,
    pub(crate) callbacks: Vec<CallbackFacts>,
    pub(crate) entries: Vec<EntryFacts>,
    pub(crate) frames: Vec<FrameFacts>,
    pub(crate) added: Vec<AddedFacts>,
    /// Who runs, from which cursor on.
    actors: Vec<(u32, Option<Actor>)>,
    /// Cursor right before the first entry of each turn runs, or the reader does something there: what is queued before it
    /// runs in that turn. And the record that ends the turn.
    pub(crate) batches: Vec<(u32, u32)>,
    batch_open: bool,
    /// The entries of the loop: the record that began each, and the cursor after its end.
    pub(crate) ran: Vec<(u32, u32)>,
    /// The reader's choices of what runs next, each with its record: indices into the entries.
    pub(crate) choices: Vec<(u32, usize)>,
    printed: Vec<Printed>,
    /// The record that says why the run goes no further, if it ended before the program did.
    pub(crate) halt: Option<u32>,
    /// Who waits for ever, in the order of the records that say so.
    pub(crate) stuck: Vec<StuckFacts>,
    /// Where each line of a record is shown, by pairs in order; `None` when readers see the program's own text.
    lines: Option<Vec<(u32, u32)>>,
    /// What cleans up after the program's main coroutine, and when.
    pub(crate) cleanups: Vec<CleanupFacts>,
    lanes: Vec<Lane>,
    /// How many of the lanes are in tree order.
    sorted: usize,
    /// Place of the program's own lane.
    program: Option<usize>,
    /// Who goes on running after having blocked the loop: task (lanes move when others join them), when, line.
    resuming: Option<(TaskNo, Instant, u32)>,
}

impl Scope {
    /// The scope of a whole trace.
    #[must_use]
    pub fn new(trace: Trace) -> Self {
        let mut scope = Scope::default();
        scope.replace(trace);
        scope
    }

    /// Forgets what was there and takes this trace.
    pub fn replace(&mut self, trace: Trace) {
        *self = Scope { lines: self.lines.take(), ..Scope::default() };
        self.trace = trace;
        self.index_from(0);
    }

    /// Where each line of a record is shown, by pairs in the order of the records' lines, for a run of a program that readers see in
    /// another language: sentences name the lines that they see. `None`, as from the start, when they see the program's own text.
    pub fn show_lines(&mut self, lines: Option<Vec<(u32, u32)>>) {
        self.lines = lines;
    }

    /// Takes what was recorded since.
    pub fn append(&mut self, more: Chunk) {
        let from = self.trace.records.len();
        self.trace.append(more);
        self.index_from(from);
    }

    /// The trace.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Number of records.
    #[must_use]
    pub fn len(&self) -> u32 {
        small(self.trace.records.len())
    }

    /// Whether nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.trace.records.is_empty()
    }

    /// After the last record.
    #[must_use]
    pub fn last(&self) -> Cursor {
        Cursor(self.len())
    }

    /// The record with this number.
    #[must_use]
    pub fn record(&self, seq: u32) -> Option<&Record> {
        self.trace.records.get(seq as usize)
    }

    /// Time of the last record.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.trace.records.last().map_or(Instant::ZERO, |record| record.time)
    }

    /// The cursor at which everything up to and including this time has happened.
    #[must_use]
    pub fn cursor_at(&self, time: Instant) -> Cursor {
        Cursor(small(self.trace.records.partition_point(|record| record.time <= time)))
    }

    /// The lives of all tasks, children below their parents, in the order of creation. The first is the program's own
    /// top level, if the trace has one.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// Place of a task's lane in [`Scope::lanes`]; of the program's with [`PROGRAM`].
    #[must_use]
    pub fn lane_of(&self, task: TaskNo) -> Option<usize> {
        match thread_of(task) {
            Some(_) => self.thread(task).map(|facts| facts.lane),
            None if task == PROGRAM => self.program,
            None => self.task(task).map(|facts| facts.lane),
        }
    }

    /// Everything that was printed, in order.
    #[must_use]
    pub fn printed(&self) -> &[Printed] {
        &self.printed
    }

    /// Who runs after so many records; `None` when the loop itself does, or nobody.
    #[must_use]
    pub fn actor_at(&self, cursor: Cursor) -> Option<Actor> {
        let after = self.actors.partition_point(|(from, _)| *from <= cursor.0);
        self.actors.get(after.checked_sub(1)?).and_then(|(_, actor)| *actor)
    }

    /// The task's name after so many records (before its creation, its first one), `Task-N` when the trace does not know
    /// it; empty for the program.
    #[must_use]
    pub fn name_at(&self, task: TaskNo, cursor: Cursor) -> Name {
        if let Some(facts) = self.thread(task) {
            return facts.name.clone();
        }
        let Some(facts) = self.task(task) else { return unnamed(task) };
        let after = facts.renames.partition_point(|(seq, _)| *seq < cursor.0);
        after.checked_sub(1).map_or(&facts.name, |at| &facts.renames[at].1).clone()
    }

    /// A callback's name; empty when the trace does not know it.
    #[must_use]
    pub fn callback_name(&self, no: CallbackNo) -> Name {
        self.callback(no).map_or_else(Name::default, |facts| facts.name.clone())
    }

    pub(crate) fn task(&self, no: TaskNo) -> Option<&TaskFacts> {
        self.tasks.get(no.checked_sub(1)? as usize)
    }

    fn task_mut(&mut self, no: TaskNo) -> Option<&mut TaskFacts> {
        self.tasks.get_mut(no.checked_sub(1)? as usize)
    }

    /// The thread that stands where a task's number would.
    pub(crate) fn thread(&self, task: TaskNo) -> Option<&ThreadFacts> {
        self.threads.get(thread_of(task)?.checked_sub(1)? as usize)
    }

    fn thread_mut(&mut self, task: TaskNo) -> Option<&mut ThreadFacts> {
        self.threads.get_mut(thread_of(task)?.checked_sub(1)? as usize)
    }

    pub(crate) fn timer(&self, no: TimerNo) -> Option<&TimerFacts> {
        self.timers.get(no.checked_sub(1)? as usize)
    }

    fn timer_mut(&mut self, no: TimerNo) -> Option<&mut TimerFacts> {
        self.timers.get_mut(no.checked_sub(1)? as usize)
    }

    pub(crate) fn future(&self, no: FutureNo) -> Option<&FutureFacts> {
        self.futures.get(no.checked_sub(1)? as usize)
    }

    fn future_mut(&mut self, no: FutureNo) -> Option<&mut FutureFacts> {
        self.futures.get_mut(no.checked_sub(1)? as usize)
    }

    pub(crate) fn callback(&self, no: CallbackNo) -> Option<&CallbackFacts> {
        self.callbacks.get(no.checked_sub(1)? as usize)
    }

    /// What the trace's word for waiting stands for, after so many records.
    #[must_use]
    pub fn wait_at(&self, waiting: Waiting, cursor: Cursor) -> Wait {
        match waiting {
            Waiting::Unknown => Wait::Unknown,
            Waiting::Turn => Wait::Turn,
            Waiting::Timer(timer) => Wait::Timer { timer, until: self.timer(timer).map(|facts| facts.deadline) },
            Waiting::Future(future) => {
                let facts = self.future(future);
                Wait::Future {
                    future,
                    name: facts.map_or_else(Name::default, |facts| facts.name.clone()),
                    until: facts.and_then(|facts| self.until(facts, cursor)),
                }
            }
            Waiting::Task(task) => Wait::Task { task, name: self.name_at(task, cursor) },
            Waiting::Primitive(name) => Wait::Primitive { name: self.trace.text(name).into() },
        }
    }

    /// When a future's timer will resolve it, if that is set by then.
    pub(crate) fn until(&self, future: &FutureFacts, cursor: Cursor) -> Option<Instant> {
        let timer = self.timer(future.timer?)?;
        (timer.set < cursor.0).then_some(timer.deadline)
    }

    #[cfg(feature = "more")]
    /// What cleans up after the program's main coroutine at this record, if something does.
    pub(crate) fn cleanup_at(&self, seq: u32) -> Option<&CleanupFacts> {
        let begun = self.cleanups.partition_point(|cleanup| cleanup.from <= seq);
        self.cleanups.get(begun.checked_sub(1)?).filter(|cleanup| seq <= cleanup.to)
    }

    #[cfg(feature = "more")]
    /// A record's line as readers see it; 0 when they do not.
    pub(crate) fn shown_line(&self, line: u32) -> u32 {
        let Some(lines) = &self.lines else { return line };
        lines.binary_search_by_key(&line, |(own, _)| *own).map_or(0, |at| lines[at].1)
    }
}

pub(crate) fn end_state(ending: Ending) -> LaneState {
    match ending {
        Ending::Ready => LaneState::Done,
        Ending::Failed(_) => LaneState::Failed,
        Ending::Cancelled => LaneState::Cancelled,
        Ending::Collected => LaneState::Collected,
    }
}

/// What a task is called that nobody named.
fn unnamed(task: TaskNo) -> Name {
    if task == PROGRAM { Name::default() } else { Arc::from(["Task-", &task.to_string()].concat()) }
}

pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
