//! What an executor is made of: one state behind one `RefCell`.
//!
//! The rule that keeps this safe: no user code runs while the state is borrowed. Futures, callbacks and foreign wakers are
//! taken out first and polled, called, woken, cloned or dropped afterwards.

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::ptr;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{RawWakerVTable, Waker};

use crate::callback::{CallbackKey, Callbacks};
use crate::handle::Handle;
use crate::limits::Limits;
use crate::pace::{Pace, TURN_NANOS, Untold};
use crate::recorder::Recorder;
use crate::remote::Remote;
use crate::tasks::{Phase, TaskKey, Tasks};
use crate::time::{Deadline, Instant};
use crate::timers::{Action, TimerKey, Timers};
use crate::trace::{
    Actor, Ending, EntryNo, FutureNo, Held, Kind, Limit, Record, Skip, TaskNo, TextId, Waiting, WakeOutcome,
    thread_task,
};

/// Something that is ready to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Poll the task, unless it has ended.
    Task(TaskKey),
    /// Run the callback, unless it was cancelled.
    Callback(CallbackKey),
}

/// How far the loop is with its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// No turn has begun, or the last one has ended.
    Between,
    /// So many timers have still to join the ready queue.
    Firing(usize),
    /// So many entries have still to run.
    Running(usize),
}

/// A task that is being polled, and how to know its waker.
pub(crate) struct Polling {
    key: TaskKey,
    data: *const (),
    vtable: &'static RawWakerVTable,
}

impl Polling {
    #[inline]
    pub(crate) fn new(key: TaskKey, waker: &Waker) -> Self {
        Polling { key, data: waker.data(), vtable: waker.vtable() }
    }
}

pub(crate) struct State {
    pub(crate) ready: VecDeque<Entry>,
    pub(crate) tasks: Tasks,
    pub(crate) timers: Timers,
    pub(crate) callbacks: Callbacks,
    /// The executor is gone, or going: nothing new is taken in.
    pub(crate) closed: bool,
    pub(crate) now: Instant,
    pub(crate) iteration: u32,
    pub(crate) turn: Turn,
    pub(crate) steps: u64,
    /// How many of the steps ran nothing: what stood in the queue had ended or was cancelled meanwhile.
    pub(crate) passed_over: u64,
    limits: Limits,
    pub(crate) limit: Option<Limit>,
    /// Who runs right now.
    pub(crate) current: Actor,
    /// The task polled last, and its waker.
    pub(crate) polling: Option<Polling>,
    /// What the task being polled says of its suspension, or of its end.
    pub(crate) waiting: Waiting,
    pub(crate) waiting_line: u32,
    pub(crate) ending: (Ending, u32),
    pub(crate) recorder: Option<Recorder>,
    pub(crate) next_future: FutureNo,
    pub(crate) pace: Pace,
}

impl State {
    fn new() -> Self {
        State {
            ready: VecDeque::new(),
            tasks: Tasks::new(),
            timers: Timers::new(),
            callbacks: Callbacks::new(),
            closed: false,
            now: Instant::ZERO,
            iteration: 0,
            turn: Turn::Between,
            steps: 0,
            passed_over: 0,
            limits: Limits::default(),
            limit: None,
            current: Actor::Outside,
            polling: None,
            waiting: Waiting::Unknown,
            waiting_line: 0,
            ending: (Ending::Ready, 0),
            recorder: None,
            next_future: 1,
            pace: Pace::default(),
        }
    }

    /// Moves the clock by so many nanoseconds that hold the loop up; what holds it up in one go is one record.
    pub(crate) fn hold(&mut self, nanos: u64, by: Held, line: u32) {
        if self.pace.untold.is_some_and(|untold| untold.by != by) {
            self.tell_held();
        }
        let since = self.now;
        self.now = Instant::from_nanos(since.as_nanos().saturating_add(nanos));
        if self.recorder.is_some() && self.pace.untold.is_none() {
            self.pace.untold = Some(Untold { since, line, by });
        }
    }

    /// Records what held the loop up until now.
    #[cold]
    pub(crate) fn tell_held(&mut self) {
        if let Some(Untold { since, line, by }) = self.pace.untold.take() {
            let task = self.current_task();
            self.emit(task, line, Kind::Blocked { since, by });
        }
    }

    /// The one place where records are made, but for [`State::emit_closing`].
    #[inline(always)]
    pub(crate) fn emit(&mut self, task: TaskNo, line: u32, kind: Kind) {
        if self.pace.untold.is_some() {
            self.tell_held();
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.push(Record { time: self.now, seq: 0, iteration: self.iteration, task, line, kind });
        }
    }

    /// Like [`State::emit`] for a record that closes what another one began: kept even when the limit of records was
    /// passed in between, so that no poll and no iteration stays open.
    #[inline(always)]
    pub(crate) fn emit_closing(&mut self, task: TaskNo, line: u32, kind: Kind) {
        if self.pace.untold.is_some() {
            self.tell_held();
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.push_closing(Record { time: self.now, seq: 0, iteration: self.iteration, task, line, kind });
        }
    }

    pub(crate) fn intern(&mut self, text: &str) -> TextId {
        if text.is_empty() {
            return TextId::EMPTY;
        }
        self.recorder.as_mut().map_or(TextId::EMPTY, |recorder| recorder.intern(text))
    }

    #[inline]
    pub(crate) fn current_task(&self) -> TaskNo {
        match self.current {
            Actor::Task(no) => no,
            Actor::Thread(no) => thread_task(no),
            _ => 0,
        }
    }

    /// A wake-up: marks and enqueues, no more. Everything that makes a task ready comes through here.
    #[inline]
    pub(crate) fn wake(&mut self, key: TaskKey, by: Actor) -> WakeOutcome {
        let outcome = match self.tasks.get_mut(key) {
            Some(slot) if slot.phase == Phase::Idle => {
                slot.phase = Phase::Queued;
                self.ready.push_back(Entry::Task(key));
                WakeOutcome::Queued
            }
            Some(slot) if slot.phase == Phase::Queued => WakeOutcome::AlreadyQueued,
            _ => WakeOutcome::Stale,
        };
        self.emit(key.no, 0, Kind::WakeRequested { by, outcome });
        outcome
    }

    /// Puts an entry at the front of the ready queue. The turn under way runs as many entries as before.
    pub(crate) fn run_next(&mut self, wanted: EntryNo) -> Result<(), Skip> {
        let is_wanted = |entry: &Entry| match *entry {
            Entry::Task(key) => wanted == EntryNo::Task(key.no),
            Entry::Callback(key) => wanted == EntryNo::Callback(key.no),
        };
        let at = self.ready.iter().position(is_wanted).ok_or(Skip::NotReady)?;
        let entry = self.ready[at];
        let (task, runs) = match entry {
            Entry::Task(key) => (key.no, self.tasks.get_mut(key).is_some_and(|slot| slot.phase == Phase::Queued)),
            Entry::Callback(key) => (0, self.callbacks.has(key)),
        };
        if !runs {
            return Err(Skip::NotReady);
        }
        if matches!(self.turn, Turn::Running(left) if at >= left) {
            return Err(Skip::NextTurn);
        }
        self.ready.remove(at);
        self.ready.push_front(entry);
        self.emit(task, 0, Kind::ChosenNext(wanted));
        Ok(())
    }

    /// Whether the first entry of the ready queue will be passed over.
    pub(crate) fn first_is_gone(&mut self) -> bool {
        match self.ready.front() {
            Some(&Entry::Task(key)) => self.tasks.get_mut(key).is_none(),
            Some(&Entry::Callback(key)) => !self.callbacks.has(key),
            None => false,
        }
    }

    /// `on`: what it was added to, as [`Kind::CallbackQueued`] has it.
    pub(crate) fn queue_callback(&mut self, key: CallbackKey, line: u32, name: TextId, by: Actor, on: Waiting) {
        self.ready.push_back(Entry::Callback(key));
        self.pace.polls |= matches!(self.current, Actor::Callback(_));
        let task = self.current_task();
        self.emit(task, line, Kind::CallbackQueued { callback: key.no, name, by, on });
    }

    /// The task being polled, if `waker` is its own. What waits can then keep the key, which is free to copy.
    #[inline]
    pub(crate) fn own(&self, waker: &Waker) -> Option<TaskKey> {
        let polling = self.polling.as_ref()?;
        // It may be over: then the address may belong to another waker by now.
        let runs = self.current == Actor::Task(polling.key.no);
        let same = ptr::eq(waker.data(), polling.data) && ptr::eq(waker.vtable(), polling.vtable);
        (runs && same).then_some(polling.key)
    }

    pub(crate) fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
        if let Some(recorder) = &mut self.recorder {
            recorder.set_limit(limits.records);
        }
    }

    pub(crate) fn start_recording(&mut self) {
        self.recorder = Some(Recorder::new(self.limits.records));
    }

    /// Ends the run if a limit has been passed; true when it was, now or before. A turn that is under way ends with it.
    #[inline]
    pub(crate) fn is_over(&mut self) -> bool {
        let records = self.recorder.as_ref().is_some_and(Recorder::is_full);
        if self.limit.is_none() && self.steps < self.limits.steps && self.now <= self.limits.time && !records {
            return false;
        }
        self.stop(records);
        true
    }

    /// Ends the run if records were lost to their limit: then even a program that has ended is not shown whole.
    pub(crate) fn check_lost_records(&mut self) {
        if self.recorder.as_ref().is_some_and(Recorder::has_lost) {
            self.stop(true);
        }
    }

    #[cold]
    fn stop(&mut self, records: bool) {
        if self.limit.is_some() {
            return;
        }
        let limit = if self.steps >= self.limits.steps {
            Limit::Steps(self.limits.steps)
        } else if records {
            Limit::Records(self.limits.records)
        } else {
            Limit::Time(self.limits.time)
        };
        self.limit = Some(limit);
        self.emit_closing(0, 0, Kind::LimitReached(limit));
        self.end_turn();
    }

    /// Ends the turn that is under way, if one is.
    pub(crate) fn end_turn(&mut self) {
        if self.turn != Turn::Between {
            self.turn = Turn::Between;
            self.emit_closing(0, 0, Kind::IterationEnd);
        }
    }
}

/// An executor's state, and what reaches it from outside.
pub(crate) struct Core {
    state: RefCell<State>,
    pub(crate) remote: Arc<Remote>,
}

impl Core {
    pub(crate) fn new() -> Self {
        Core { state: RefCell::new(State::new()), remote: Arc::default() }
    }

    /// The state, once all that came from outside is in it.
    #[inline]
    pub(crate) fn state(&self) -> RefMut<'_, State> {
        let mut state = self.state.borrow_mut();
        if self.remote.is_pending() {
            self.empty_inbox(&mut state);
        }
        state
    }

    #[cold]
    fn empty_inbox(&self, state: &mut State) {
        for key in self.remote.take() {
            state.wake(key, Actor::Outside);
        }
    }

    #[inline]
    pub(crate) fn is_reached_by(&self, remote: &Arc<Remote>) -> bool {
        Arc::ptr_eq(&self.remote, remote)
    }

    /// Wakes a task on behalf of who runs now.
    #[inline]
    pub(crate) fn wake(&self, key: TaskKey) -> WakeOutcome {
        let mut state = self.state();
        let by = state.current;
        let outcome = state.wake(key, by);
        if by == Actor::Outside && outcome == WakeOutcome::Queued {
            self.notify(state);
        }
        outcome
    }

    /// Tells the host that something became ready, if nothing runs that would see it anyway.
    pub(crate) fn notify(&self, state: RefMut<'_, State>) {
        let outside = state.current == Actor::Outside;
        drop(state);
        if outside {
            self.remote.notify();
        }
    }

    pub(crate) fn wake_waiter(&self, wakee: Wakee) {
        match wakee {
            Wakee::Own(key) => {
                self.wake(key);
            }
            Wakee::Foreign(waker) => waker.wake(),
        }
    }

    /// Asks for a task's cancellation: its future is dropped, unpolled, when its turn comes.
    pub(crate) fn cancel(&self, key: TaskKey) -> bool {
        {
            let mut state = self.state();
            let Some(slot) = state.tasks.get_mut(key).filter(|slot| slot.phase != Phase::Ending) else { return false };
            slot.cancelled = true;
            let by = state.current;
            state.emit(key.no, 0, Kind::CancelRequested { by, through: TextId::EMPTY });
        }
        self.wake(key);
        true
    }

    pub(crate) fn cancel_timer(&self, key: TimerKey) -> bool {
        // Bound to a name that outlives the borrow: the action may own values of the user's.
        let action = {
            let mut state = self.state();
            let action = state.timers.remove(key);
            if action.is_some() {
                let task = state.current_task();
                state.emit(task, 0, Kind::TimerCancelled(key.no));
            }
            action
        };
        action.is_some()
    }

    /// Sets a timer, which resolves this future (0: none); a closed executor drops the action at once.
    pub(crate) fn set_timer(
        &self,
        deadline: Deadline,
        line: u32,
        future: FutureNo,
        action: Action,
    ) -> Option<TimerKey> {
        let mut state = self.state();
        if state.closed {
            drop(state);
            drop(action);
            return None;
        }
        let key = state.timers.insert(deadline, action);
        // It asks whether something has come, and waits for nothing.
        if deadline.moment().as_nanos() < state.now.as_nanos().saturating_add(TURN_NANOS) {
            state.pace.polls = true;
            state.pace.asks = true;
        }
        let task = state.current_task();
        state.emit(task, line, Kind::TimerSet { timer: key.no, deadline: deadline.moment(), future });
        self.notify(state);
        Some(key)
    }
}

/// Whom to wake, as told by a waker.
pub(crate) enum Wakee {
    /// A task of the same executor, by its own waker.
    Own(TaskKey),
    /// Anything else.
    Foreign(Waker),
}

impl Wakee {
    /// Who is behind `waker`: most often the task that runs, and then nothing needs to be cloned.
    #[inline]
    pub(crate) fn new(core: &Core, waker: &Waker) -> Self {
        let own = core.state().own(waker);
        own.map_or_else(|| Wakee::Foreign(waker.clone()), Wakee::Own)
    }

    pub(crate) fn is_same(&self, other: &Wakee) -> bool {
        match (self, other) {
            (Wakee::Own(one), Wakee::Own(other)) => one == other,
            (Wakee::Foreign(one), Wakee::Foreign(other)) => one.will_wake(other),
            _ => false,
        }
    }
}

/// While it lives, `actor` is the one who runs.
pub(crate) struct Acting<'a> {
    core: &'a Rc<Core>,
    before: Actor,
}

impl<'a> Acting<'a> {
    pub(crate) fn new(core: &'a Rc<Core>, actor: Actor) -> Self {
        let before = std::mem::replace(&mut core.state().current, actor);
        Acting { core, before }
    }
}

impl Drop for Acting<'_> {
    fn drop(&mut self) {
        self.core.state().current = self.before;
    }
}

impl From<&Rc<Core>> for Handle {
    fn from(core: &Rc<Core>) -> Self {
        Handle { core: core.clone() }
    }
}
