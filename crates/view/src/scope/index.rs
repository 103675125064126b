//! Records become facts: one pass, each record once. What a kind of record brings stands with its subject: `lives` (tasks, threads
//! and their lanes), `queue` (who is ready, who runs), `futures` (futures, timers, callbacks that wait).

use loopscope_executor::trace::{Actor, EntryNo, Kind, PollEnding, Record, TextId, WakeOutcome, thread_of};

use super::{Printed, Scope, end_state, small};
use crate::cursor::Cursor;
use crate::facts::{NEVER, StuckFacts, lane_task};
use crate::lane::{LaneState, PROGRAM};
use crate::wait::{Name, Wait};

impl Scope {
    /// Indexes the records from this place on.
    pub(super) fn index_from(&mut self, from: usize) {
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
        match record.kind {
            Kind::CancelRequested { by: Actor::Cleanup, through } => self.clean_up(seq, through),
            Kind::TaskCreated { parent: Actor::Cleanup, .. } => self.clean_up(seq, TextId::EMPTY),
            _ => {}
        }
        match record.kind {
            Kind::ProgramBegin => {
                self.begin_program(record);
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
            Kind::LoopClosed => {
                if let Some(cleanup) = self.cleanups.last_mut().filter(|cleanup| cleanup.to == NEVER) {
                    cleanup.to = seq;
                    self.acts(seq, Some(Actor::Program));
                }
            }

            Kind::TaskCreated { parent, name, coroutine } => self.create_task(record, parent, name, coroutine),
            Kind::TaskRenamed(name) => self.rename_task(record, name),
            Kind::WakeRequested { by, outcome: WakeOutcome::Queued } => self.queue_task(record, by, actor),
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
                self.end_task(record, ending);
                if actor == Some(Actor::Task(record.task)) {
                    self.acts(seq, None);
                }
            }
            Kind::CoroutineEntered(coroutine) => self.enter_coroutine(record, coroutine),
            Kind::CoroutineLeft(_) => self.leave_coroutine(record),

            Kind::TimerSet { timer, deadline, future } => self.set_timer(seq, timer, deadline, future, actor),
            Kind::TimerFired(timer) | Kind::TimerCancelled(timer) => {
                if let Some(facts) = self.timer_mut(timer) {
                    facts.gone = seq;
                }
            }
            Kind::FutureCreated { future, name } => self.create_future(seq, future, name, actor),
            Kind::FutureResolved { future, ending, .. } => {
                if let Some(facts) = self.future_mut(future) {
                    facts.resolved = seq;
                    facts.ending = ending;
                }
            }
            Kind::CallbackAdded { on, name, serves } => self.add_callback(seq, on, name, serves),
            Kind::CallbackQueued { callback, name, by, on } => self.queue_callback(seq, callback, name, by, on),
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
            Kind::IterationEnd => {
                self.batch_open = false;
                if let Some((_, end)) = self.batches.last_mut() {
                    *end = (*end).min(seq);
                }
            }
            Kind::Idle { .. } | Kind::LimitReached(_) => self.halt = Some(seq),
            Kind::Stuck { why, who, at } => {
                self.stuck.push(StuckFacts { seq, task: record.task, why, who, at });
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

    /// A text that is a name; all who bear it share it.
    pub(super) fn name(&mut self, id: TextId) -> Name {
        let at = id.0 as usize;
        if self.names.len() <= at && at < self.trace.texts.len() {
            self.names.resize(self.trace.texts.len(), None);
        }
        let Some(place) = self.names.get_mut(at) else { return Name::default() };
        place.get_or_insert_with(|| self.trace.text(id).into()).clone()
    }
}
