//! A trace with an index over it, so that any moment of it can be shown at once.
//!
//! The index is written once, as records arrive, and never runs backwards: for each task, timer, future, callback and
//! stay in the ready queue it holds the record that began it and the one that ended it. State at a cursor is then a
//! look-up among these, the same whether one steps or jumps there.

use std::sync::Arc;

use loopscope_executor::Instant;
use loopscope_executor::trace::{
    Actor, CallbackNo, Chunk, Ending, EntryNo, FutureNo, Kind, PollEnding, Record, Stream, TaskNo, TextId, TimerNo,
    Trace, Waiting, WakeOutcome, thread_of,
};

use crate::cursor::Cursor;
use crate::facts::{
    AddedFacts, CallbackFacts, CleanupFacts, EntryFacts, FrameFacts, FutureFacts, NEVER, StuckFacts, TaskFacts,
    ThreadFacts, TimerFacts, lane_task,
};
use crate::lane::{Lane, LaneState, PROGRAM};
use crate::wait::{Name, Target, Wait};

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
    /// The future whose outcome was recorded last, while those who wait for it are told.
    resolving: Option<FutureNo>,
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

    fn name(&mut self, id: TextId) -> Name {
        let at = id.0 as usize;
        if self.names.len() <= at && at < self.trace.texts.len() {
            self.names.resize(self.trace.texts.len(), None);
        }
        let Some(place) = self.names.get_mut(at) else { return Name::default() };
        place.get_or_insert_with(|| self.trace.text(id).into()).clone()
    }

    fn index_from(&mut self, from: usize) {
        for at in from..self.trace.records.len() {
            let mut record = self.trace.records[at];
            // A record's number is its place: the index counts on it.
            record.seq = small(at);
            self.index(&record);
        }
        self.sort_lanes();
        let (len, end) = (self.len(), self.end());
        self.lanes.iter_mut().for_each(|lane| lane.stretch(len, end));
    }

    fn index(&mut self, record: &Record) {
        let seq = record.seq;
        if let Some((task, time, line)) = self.resuming.take()
            && let Some(lane) = self.lane_of(task)
        {
            self.lanes[lane].enter(seq, time, LaneState::Running, None, line);
        }
        let actor = self.actors.last().and_then(|(_, actor)| *actor);
        if !matches!(record.kind, Kind::WakeRequested { .. } | Kind::CallbackQueued { .. }) {
            self.resolving = None;
        }
        match record.kind {
            Kind::CancelRequested { by: Actor::Cleanup, through } => self.clean_up(seq, through),
            Kind::TaskCreated { parent: Actor::Cleanup, .. } => self.clean_up(seq, TextId::EMPTY),
            _ => {}
        }
        match record.kind {
            Kind::ProgramBegin => {
                let lane = self.lanes.len();
                self.program = Some(lane);
                self.lanes.push(Lane {
                    task: PROGRAM,
                    parent: None,
                    depth: 0,
                    name: Name::default(),
                    coroutine: Name::default(),
                    made_at: 0,
                    segments: Vec::new(),
                });
                self.enter(PROGRAM, record, LaneState::Running, None);
                self.acts(seq, Some(Actor::Program));
            }
            Kind::LoopEntered => {
                self.enter(PROGRAM, record, LaneState::Waiting, Some(Wait::Loop));
                self.acts(seq, None);
            }
            Kind::LoopLeft => {
                self.enter(PROGRAM, record, LaneState::Running, None);
                let cleans_up = self.cleanups.last().is_some_and(|cleanup| cleanup.to == NEVER);
                self.acts(seq, Some(if cleans_up { Actor::Cleanup } else { Actor::Program }));
            }
            Kind::ProgramEnd(ending) => {
                self.enter(PROGRAM, record, end_state(ending), None);
                self.acts(seq, None);
            }
            Kind::TaskCreated { parent, name, coroutine } => self.create_task(record, parent, name, coroutine),
            Kind::TaskRenamed(name) => {
                let name = self.name(name);
                let lane = self.task_mut(record.task).map(|facts| {
                    // `create_task(c, name="tea")` makes and names a task in one go: creation, first wake-up, name.
                    if seq <= facts.created + 2 {
                        facts.name = name.clone();
                    } else {
                        facts.renames.push((seq, name.clone()));
                    }
                    facts.lane
                });
                if let Some(lane) = lane {
                    self.lanes[lane].name = name;
                }
            }
            Kind::WakeRequested { by, outcome: WakeOutcome::Queued } => {
                let entry = self.entries.len();
                if let Some(facts) = self.task_mut(record.task) {
                    facts.queued = Some(entry);
                    facts.first_wake = facts.first_wake.min(seq);
                    self.entries.push(EntryFacts { who: Actor::Task(record.task), by, queued: seq, left: NEVER });
                }
                // Woken while it runs, it goes on running first.
                if actor != Some(Actor::Task(record.task)) {
                    self.enter(record.task, record, LaneState::Ready, None);
                }
            }
            Kind::PollBegin => self.run_task(record),
            Kind::CancelDelivered if actor != Some(Actor::Task(record.task)) => self.run_task(record),
            Kind::PollEnd(PollEnding::Pending(waiting)) => {
                let queued = self.task(record.task).is_some_and(|facts| facts.queued.is_some());
                if queued {
                    self.enter(record.task, record, LaneState::Ready, None);
                } else {
                    let wait = self.wait_at(waiting, Cursor(seq));
                    self.enter(record.task, record, LaneState::Waiting, Some(wait));
                }
                self.acts(seq, None);
            }
            Kind::TaskDone(ending) => {
                self.leave_queue(record.task, seq);
                if let Some(facts) = self.task_mut(record.task) {
                    facts.done = seq;
                    facts.ending = ending;
                }
                self.enter(record.task, record, end_state(ending), None);
                if actor == Some(Actor::Task(record.task)) {
                    self.acts(seq, None);
                }
            }
            Kind::CoroutineEntered(coroutine) => {
                let coroutine = self.name(coroutine);
                let (frame, line) = (small(self.frames.len()), record.line);
                if let Some(facts) = self.task_mut(record.task) {
                    let above = facts.stack.last().and_then(|(_, frame)| *frame);
                    facts.stack.push((seq, Some(frame)));
                    self.frames.push(FrameFacts { coroutine, line, above });
                }
            }
            Kind::CoroutineLeft(_) => {
                let top = self.task(record.task).and_then(|facts| facts.stack.last()).and_then(|(_, frame)| *frame);
                let above = top.and_then(|frame| self.frames[frame as usize].above);
                if let Some(facts) = self.task_mut(record.task) {
                    facts.stack.push((seq, above));
                }
            }
            Kind::TimerSet { timer, deadline } => {
                if timer as usize == self.timers.len() + 1 {
                    let future = self.sleeps_on(record);
                    if let Some(future) = future {
                        self.futures[future as usize - 1].timer = Some(timer);
                    }
                    self.timers.push(TimerFacts { set: seq, gone: NEVER, deadline, by: actor, future });
                }
            }
            Kind::TimerFired(timer) | Kind::TimerCancelled(timer) => {
                if let Some(facts) = self.timer_mut(timer) {
                    facts.gone = seq;
                }
            }
            Kind::FutureCreated { future, name } => {
                if future as usize == self.futures.len() + 1 {
                    let name = self.name(name);
                    self.futures.push(FutureFacts {
                        created: seq,
                        resolved: NEVER,
                        name,
                        by: actor,
                        timer: None,
                        added: Vec::new(),
                        served_by: Vec::new(),
                        ending: Ending::Ready,
                    });
                }
            }
            Kind::FutureResolved { future, ending, .. } => {
                if let Some(facts) = self.future_mut(future) {
                    facts.resolved = seq;
                    facts.ending = ending;
                }
                self.resolving = Some(future);
            }
            Kind::CallbackAdded { on, name, serves } => {
                let on = match on {
                    Waiting::Future(no) => Target::Future(no),
                    Waiting::Task(no) => Target::Task(no),
                    _ => return,
                };
                let (name, at) = (self.name(name), small(self.added.len()));
                if let Some(list) = self.added_to(on) {
                    list.push(at);
                }
                if let Some(facts) = self.future_mut(serves) {
                    facts.served_by.push(at);
                }
                self.added.push(AddedFacts { name, on, serves, added: seq, queued: NEVER });
            }
            Kind::CallbackQueued { callback, name, by } => {
                if callback as usize == self.callbacks.len() + 1 {
                    let (name, entry) = (self.name(name), self.entries.len());
                    let added = self.waited_as(&name, by, seq);
                    self.callbacks.push(CallbackFacts { name, by, entry, added });
                    self.entries.push(EntryFacts { who: Actor::Callback(callback), by, queued: seq, left: NEVER });
                }
            }
            Kind::CallbackBegin(callback) => {
                self.begin_batch(seq);
                self.callback_left(callback, seq);
                self.acts(seq, Some(Actor::Callback(callback)));
            }
            Kind::CallbackEnd(_) => self.acts(seq, None),
            Kind::CallbackCancelled(callback) => self.callback_left(callback, seq),
            Kind::IterationBegin { .. } => {
                self.batch_open = true;
                // Once it was told who waits for ever, what turns still come only clear away.
                if self.stuck.last().map(|facts| facts.seq) < self.halt {
                    self.halt = None;
                }
            }
            Kind::Idle { .. } | Kind::LimitReached(_) => self.halt = Some(seq),
            Kind::IterationEnd => {
                self.batch_open = false;
                if let Some((_, end)) = self.batches.last_mut() {
                    *end = (*end).min(seq);
                }
            }
            Kind::CancelRequested { by: Actor::Reader, .. } | Kind::RaiseRequested { by: Actor::Reader, .. } => {
                self.begin_batch(seq);
            }
            Kind::ChosenNext(chosen) => {
                self.begin_batch(seq);
                let entry = match chosen {
                    EntryNo::Task(no) => self.task(no).and_then(|facts| facts.queued),
                    EntryNo::Callback(no) => self.callback(no).map(|facts| facts.entry),
                };
                if let Some(entry) = entry {
                    self.choices.push((seq, entry));
                }
            }
            Kind::Blocked { since, .. } => {
                if let Some(task) = lane_task(actor)
                    && let Some(lane) = self.lane_of(task)
                {
                    self.lanes[lane].enter(seq, since, LaneState::Blocking, None, record.line);
                    self.resuming = Some((task, record.time, record.line));
                }
            }
            Kind::Output { stream, text } => {
                self.printed.push(Printed { seq, time: record.time, task: record.task, stream, text });
            }
            Kind::ThreadStarted { by, name, function } => self.start_thread(record, by, name, function),
            Kind::ThreadResumed => {
                if let Some(no) = thread_of(record.task) {
                    if let Some(facts) = self.thread_mut(record.task) {
                        facts.begun = facts.begun.min(seq);
                    }
                    self.enter(record.task, record, LaneState::Running, None);
                    self.interrupted.push(actor);
                    self.actors.push((seq + 1, Some(Actor::Thread(no))));
                }
            }
            Kind::ThreadWaiting(what) => {
                let name = self.name(what);
                self.enter(record.task, record, LaneState::Waiting, Some(Wait::Primitive { name }));
                self.back(seq);
            }
            Kind::ThreadEnded(ending) => {
                if let Some(facts) = self.thread_mut(record.task) {
                    facts.ending = ending;
                }
                self.enter(record.task, record, end_state(ending), None);
                self.back(seq);
            }
            Kind::LoopClosed => {
                if let Some(cleanup) = self.cleanups.last_mut().filter(|cleanup| cleanup.to == NEVER) {
                    cleanup.to = seq;
                    self.acts(seq, Some(Actor::Program));
                }
            }
            Kind::Stuck { why, who, at } => {
                self.stuck.push(StuckFacts { seq, task: record.task, why, who, at });
            }
            Kind::Inexact(_)
            | Kind::Canned(_)
            | Kind::WakeRequested { .. }
            | Kind::PollEnd(PollEnding::Done(_))
            | Kind::CancelRequested { .. }
            | Kind::CancelDelivered
            | Kind::RaiseRequested { .. }
            | Kind::RaiseDelivered(_)
            | Kind::InterventionSkipped { .. }
            | Kind::ClockAdvanced { .. } => {}
        }
    }

    /// What is done from now on, until the loop is closed, is the clean-up's doing.
    fn clean_up(&mut self, seq: u32, through: TextId) {
        if self.cleanups.last().is_none_or(|cleanup| cleanup.to != NEVER) {
            let through = self.name(through);
            self.cleanups.push(CleanupFacts { from: seq, to: NEVER, through });
            self.acts(seq, Some(Actor::Cleanup));
        }
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

    /// The callbacks added to a future or a task.
    fn added_to(&mut self, target: Target) -> Option<&mut Vec<u32>> {
        match target {
            Target::Future(no) => self.future_mut(no).map(|facts| &mut facts.added),
            Target::Task(no) => self.task_mut(no).map(|facts| &mut facts.added),
        }
    }

    /// Which added callback this is that is being queued: of those added to what has just ended, the first of its name.
    fn waited_as(&mut self, name: &Name, by: Actor, seq: u32) -> Option<u32> {
        let ended = match (self.resolving, by) {
            (Some(future), _) => Target::Future(future),
            (None, Actor::Task(task)) => Target::Task(task),
            _ => return None,
        };
        let list = match ended {
            Target::Future(no) => &self.future(no)?.added,
            Target::Task(no) => &self.task(no)?.added,
        };
        let is_it = |at: &&u32| {
            let facts = &self.added[**at as usize];
            facts.queued == NEVER && facts.name == *name
        };
        let at = *list.iter().find(is_it)?;
        self.added[at as usize].queued = seq;
        Some(at)
    }

    /// From the cursor after `seq` on, `actor` runs.
    fn acts(&mut self, seq: u32, actor: Option<Actor>) {
        self.actors.push((seq + 1, actor));
        match (actor, self.ran.last_mut()) {
            (Some(Actor::Task(_) | Actor::Callback(_)), _) => self.ran.push((seq, NEVER)),
            (None, Some((_, end))) => *end = (*end).min(seq + 1),
            _ => {}
        }
    }

    /// From the cursor after `seq` on, who was interrupted by a thread runs on; it is no new entry of the loop.
    fn back(&mut self, seq: u32) {
        if let Some(actor) = self.interrupted.pop() {
            self.actors.push((seq + 1, actor));
        }
    }

    fn start_thread(&mut self, record: &Record, by: Actor, name: TextId, function: TextId) {
        // Threads are numbered as tasks are.
        if thread_of(record.task).is_none_or(|no| no as usize != self.threads.len() + 1) {
            return;
        }
        let (name, function) = (self.name(name), self.name(function));
        let parent = lane_task(Some(by)).filter(|parent| self.lane_of(*parent).is_some());
        let depth = parent.and_then(|parent| self.lane_of(parent)).map_or(0, |lane| self.lanes[lane].depth + 1);
        self.threads.push(ThreadFacts {
            name: name.clone(),
            begun: NEVER,
            ending: Ending::Ready,
            lane: self.lanes.len(),
        });
        self.lanes.push(Lane {
            task: record.task,
            parent,
            depth,
            name,
            coroutine: function,
            made_at: record.line,
            segments: Vec::new(),
        });
        self.enter(record.task, record, LaneState::Ready, None);
    }

    fn enter(&mut self, task: TaskNo, record: &Record, state: LaneState, waiting: Option<Wait>) {
        let Some(lane) = self.lane_of(task).and_then(|lane| self.lanes.get_mut(lane)) else { return };
        // A ready task stands where it was suspended; a new one nowhere yet.
        let stays = state == LaneState::Ready;
        let line = if stays { lane.segments.last().map_or(0, |last| last.line) } else { record.line };
        lane.enter(record.seq, record.time, state, waiting, line);
    }

    fn create_task(&mut self, record: &Record, parent: Actor, name: TextId, coroutine: TextId) {
        // Tasks are numbered in the order of creation; anything else is none of this trace's.
        if record.task as usize != self.tasks.len() + 1 {
            return;
        }
        let name = Some(self.name(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| unnamed(record.task));
        let coroutine = self.name(coroutine);
        let parent = lane_task(Some(parent)).filter(|parent| self.lane_of(*parent).is_some());
        let depth = parent.and_then(|parent| self.lane_of(parent)).map_or(0, |lane| self.lanes[lane].depth + 1);
        self.tasks.push(TaskFacts {
            created: record.seq,
            done: NEVER,
            ending: Ending::Ready,
            coroutine: coroutine.clone(),
            name: name.clone(),
            renames: Vec::new(),
            stack: Vec::new(),
            lane: self.lanes.len(),
            queued: None,
            first_wake: NEVER,
            begun: NEVER,
            added: Vec::new(),
        });
        self.lanes.push(Lane {
            task: record.task,
            parent,
            depth,
            name,
            coroutine,
            made_at: record.line,
            segments: Vec::new(),
        });
        self.enter(record.task, record, LaneState::Ready, None);
    }

    fn run_task(&mut self, record: &Record) {
        self.begin_batch(record.seq);
        self.leave_queue(record.task, record.seq);
        if let Some(facts) = self.task_mut(record.task) {
            facts.begun = facts.begun.min(record.seq);
        }
        self.enter(record.task, record, LaneState::Running, None);
        self.acts(record.seq, Some(Actor::Task(record.task)));
    }

    fn leave_queue(&mut self, task: TaskNo, seq: u32) {
        let entry = self.task_mut(task).and_then(|facts| facts.queued.take());
        if let Some(entry) = entry {
            self.entries[entry].left = seq;
        }
    }

    fn callback_left(&mut self, callback: CallbackNo, seq: u32) {
        let entry = self.callback(callback).map(|facts| facts.entry);
        if let Some(entry) = entry {
            self.entries[entry].left = self.entries[entry].left.min(seq);
        }
    }

    /// The first entry of a turn runs, or the reader does something right before it: what is queued from now on waits for
    /// the next turn.
    fn begin_batch(&mut self, seq: u32) {
        if std::mem::take(&mut self.batch_open) {
            self.batches.push((seq, NEVER));
        }
    }

    /// The future that a timer just set will resolve: `sleep` makes a future of that name, then at once its timer.
    fn sleeps_on(&self, record: &Record) -> Option<FutureNo> {
        let before = self.trace.records.get(record.seq.checked_sub(1)? as usize)?;
        match before.kind {
            Kind::FutureCreated { future, name }
                if before.task == record.task
                    && self.trace.text(name).starts_with("sleep(")
                    && self.future(future).is_some() =>
            {
                Some(future)
            }
            _ => None,
        }
    }

    /// Brings new lanes to their places below their parents.
    fn sort_lanes(&mut self) {
        let (sorted, count) = (self.sorted, self.lanes.len());
        self.sorted = count;
        // A new lane is in place already if its parent's lane is an ancestor of (or is) the one right above it.
        let in_place = (sorted.max(1)..count).all(|at| {
            let mut above = Some(&self.lanes[at - 1]);
            let parent = self.lanes[at].parent;
            if parent.is_none() {
                return true;
            }
            while let Some(lane) = above {
                if Some(lane.task) == parent {
                    return true;
                }
                above = lane.parent.and_then(|task| self.lane_of(task)).and_then(|lane| self.lanes.get(lane));
            }
            false
        });
        if in_place {
            return;
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut pending = Vec::new();
        // Within the lanes that were sorted before, and within the new ones, siblings stand in the order of creation.
        for at in (0..count).rev() {
            match self.lanes[at].parent.and_then(|task| self.lane_of(task)) {
                Some(parent) => children[parent].push(at),
                None => pending.push(at),
            }
        }
        let mut order = Vec::with_capacity(count);
        while let Some(at) = pending.pop() {
            order.push(at);
            pending.append(&mut children[at]);
        }
        let mut lanes: Vec<Option<Lane>> = std::mem::take(&mut self.lanes).into_iter().map(Some).collect();
        self.lanes = order.into_iter().filter_map(|at| lanes[at].take()).collect();
        for (at, lane) in self.lanes.iter().enumerate() {
            if let Some(no) = thread_of(lane.task) {
                if let Some(facts) = no.checked_sub(1).and_then(|index| self.threads.get_mut(index as usize)) {
                    facts.lane = at;
                }
                continue;
            }
            match lane.task.checked_sub(1).and_then(|index| self.tasks.get_mut(index as usize)) {
                Some(facts) => facts.lane = at,
                None => self.program = Some(at),
            }
        }
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
