//! The narration: one sentence a record, saying what happened and why.

use loopscope_executor::Instant;
use loopscope_executor::trace::{
    Actor, CallbackNo, Ending, EntryNo, FutureNo, Held, Kind, Limit, Moved, PollEnding, Record, Skip, Stream, TaskNo,
    TextId, Tried, Waiting, WakeOutcome, thread_task,
};
use loopscope_strings::{Lang, StateTexts, View, state_texts, view};

use crate::cursor::Cursor;
use crate::facts::StuckFacts;
use crate::lane::{LaneState, PROGRAM, Segment};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::wait::Wait;
use crate::words::{quoted, wait_words};

/// Printed text is cut after this many characters.
const LONGEST_OUTPUT: usize = 200;

/// What a record says, in one sentence.
#[must_use]
pub fn sentence(lang: Lang, scope: &Scope, record: &Record) -> String {
    Words::new(lang, scope, Cursor(record.seq)).sentence(record)
}

/// The words of one moment: what things and tasks are called then.
pub(crate) struct Words<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) view: &'static View,
    states: &'static StateTexts,
    pub(crate) lang: Lang,
    /// Right before the record.
    at: Cursor,
}

impl<'a> Words<'a> {
    pub(crate) fn new(lang: Lang, scope: &'a Scope, at: Cursor) -> Self {
        Words { scope, view: view(lang), states: state_texts(lang), lang, at }
    }

    pub(crate) fn sentence(&self, record: &Record) -> String {
        let view = self.view;
        let task = self.task(record.task);
        let turn = record.iteration.to_string();
        let line = self.scope.shown_line(record.line);
        let at = line.to_string();
        let doer = || self.starting(self.scope.actor_at(self.at).unwrap_or(Actor::Outside));
        match record.kind {
            Kind::ProgramBegin => view.program_begin.to_owned(),
            Kind::LoopEntered => self.cleaning(view.loop_entered, view.loop_entered_cleanup),
            Kind::LoopLeft => self.cleaning(view.loop_left, view.loop_left_cleanup),
            Kind::LoopClosed => self.cleaning(view.loop_closed, view.loop_closed_cleanup),
            Kind::ProgramEnd(ending) => match ending {
                Ending::Ready => view.program_end.to_owned(),
                Ending::Failed(error) => phrase(view.program_failed, &[("error", &self.text(error))]),
                Ending::Cancelled | Ending::Collected => view.program_cancelled.to_owned(),
            },
            Kind::IterationBegin { ready, due } => {
                let template = if due == 0 { view.turn_begin } else { view.turn_begin_due };
                phrase(template, &[("turn", &turn), ("ready", &ready.to_string()), ("due", &due.to_string())])
            }
            Kind::IterationEnd => phrase(view.turn_end, &[("turn", &turn)]),
            Kind::TaskCreated { parent, coroutine, .. } => {
                let coroutine = self.text(coroutine);
                let template = if coroutine.is_empty() { view.task_created } else { view.task_created_coroutine };
                phrase(template, &[("actor", &self.starting(parent)), ("task", &task), ("coroutine", &coroutine)])
            }
            Kind::TaskRenamed(name) => {
                let name = self.text(name);
                let name = quoted(self.lang, &name);
                let template = if name == task { view.task_named } else { view.task_renamed };
                phrase(template, &[("task", &task), ("name", &name)])
            }
            Kind::WakeRequested { by, outcome } => self.wake(record, by, outcome),
            Kind::PollBegin => self.poll_begin(record),
            Kind::PollEnd(PollEnding::Pending(waiting)) => match self.scope.wait_at(waiting, self.at) {
                Wait::Unknown => phrase(view.suspended, &[("task", &task)]),
                Wait::Turn => phrase(view.gives_way, &[("task", &task)]),
                wait => phrase(view.suspended_on, &[("task", &task), ("wait", &wait_words(self.lang, &wait))]),
            },
            Kind::PollEnd(PollEnding::Done(ending)) => match ending {
                Ending::Ready => phrase(view.returns, &[("task", &task)]),
                Ending::Failed(error) => {
                    let template = if line == 0 { view.raises } else { view.raises_at };
                    phrase(template, &[("task", &task), ("error", &self.text(error)), ("line", &at)])
                }
                Ending::Cancelled | Ending::Collected => {
                    let template = if line == 0 { view.ends_cancelled } else { view.ends_cancelled_at };
                    phrase(template, &[("task", &task), ("line", &at)])
                }
            },
            Kind::TaskDone(ending) => match ending {
                Ending::Ready => phrase(view.task_done, &[("task", &task)]),
                Ending::Failed(error) => {
                    let template = if line == 0 { view.task_failed } else { view.task_failed_at };
                    phrase(template, &[("task", &task), ("error", &self.text(error)), ("line", &at)])
                }
                Ending::Cancelled => {
                    let template = if line == 0 { view.task_cancelled } else { view.task_cancelled_at };
                    phrase(template, &[("task", &task), ("line", &at)])
                }
                Ending::Collected => phrase(view.task_collected, &[("task", &task)]),
            },
            Kind::CoroutineEntered(coroutine) => {
                phrase(view.coroutine_entered, &[("actor", &doer()), ("coroutine", &self.text(coroutine))])
            }
            Kind::CoroutineLeft(coroutine) => {
                phrase(view.coroutine_left, &[("actor", &doer()), ("coroutine", &self.text(coroutine))])
            }
            Kind::TimerSet { timer, deadline, .. } => {
                let values = [("actor", &*doer()), ("timer", &self.timer(timer)), ("time", &seconds(deadline))];
                phrase(view.timer_set, &values)
            }
            Kind::TimerFired(timer) => match self.scope.timer(timer).and_then(|facts| facts.by) {
                Some(by) => {
                    phrase(view.timer_fired_by, &[("timer", &self.starting_timer(timer)), ("actor", &self.inside(by))])
                }
                None => phrase(view.timer_fired, &[("timer", &self.starting_timer(timer))]),
            },
            Kind::TimerCancelled(timer) => {
                phrase(view.timer_cancelled, &[("actor", &doer()), ("timer", &self.timer(timer))])
            }
            Kind::FutureCreated { future, name } => {
                let name = self.text(name);
                if name.is_empty() {
                    phrase(view.future_created, &[("actor", &doer()), ("future", &future.to_string())])
                } else {
                    phrase(view.future_created_named, &[("actor", &doer()), ("name", &name)])
                }
            }
            Kind::FutureResolved { future, by: Actor::Callback(callback), ending: Ending::Ready }
                if self.sleep_of(callback).is_some() =>
            {
                phrase(view.future_slept, &[("future", &self.future(future))])
            }
            Kind::FutureResolved { future, by, ending } => {
                let (actor, future) = (self.starting(by), self.future(future));
                let values = [("actor", &*actor), ("future", &future)];
                match ending {
                    Ending::Ready => phrase(view.future_resolved, &values),
                    Ending::Failed(error) => {
                        let template = if line == 0 { view.future_failed } else { view.future_failed_at };
                        phrase(template, &[values[0], values[1], ("error", &self.text(error)), ("line", &at)])
                    }
                    Ending::Cancelled | Ending::Collected => phrase(view.future_cancelled, &values),
                }
            }
            Kind::CallbackAdded { on, name, serves } => {
                let on = self.target(on);
                let values = [("actor", &*doer()), ("callback", &self.text(name)), ("on", &on)];
                if serves == 0 {
                    return phrase(view.callback_added, &values);
                }
                phrase(view.callback_added_for, &[values[0], values[1], values[2], ("future", &self.future(serves))])
            }
            Kind::CallbackQueued { callback, by, .. } if self.sleep_of(callback).is_some() => {
                phrase(view.callback_queued_own, &[("actor", &self.starting(by))])
            }
            Kind::CallbackQueued { by, name, .. } => {
                phrase(view.callback_queued, &[("actor", &self.starting(by)), ("callback", &self.text(name))])
            }
            Kind::CallbackBegin(callback) => {
                let known = self.scope.callback(callback).filter(|_| self.sleep_of(callback).is_none());
                let name = self.inside(Actor::Callback(callback));
                match known {
                    Some(facts) => {
                        phrase(view.callback_begin_by, &[("callback", &name), ("actor", &self.inside(facts.by))])
                    }
                    None => phrase(view.callback_begin, &[("callback", &name)]),
                }
            }
            Kind::CallbackEnd(callback) => {
                phrase(view.callback_end, &[("callback", &self.starting(Actor::Callback(callback)))])
            }
            Kind::CallbackCancelled(callback) => {
                phrase(view.callback_cancelled, &[("callback", &self.starting(Actor::Callback(callback)))])
            }
            Kind::CancelRequested { by: Actor::Reader, .. } => phrase(view.cancel_reader, &[("task", &task)]),
            Kind::CancelRequested { by, through } if by != Actor::Cleanup && through != TextId::EMPTY => {
                let through = self.text(through);
                // What calls it then is asyncio's own.
                if matches!(by, Actor::Callback(_)) && !through.ends_with(".cancel") {
                    return phrase(view.cancel_requested, &[("actor", &through), ("task", &task)]);
                }
                phrase(view.cancel_through, &[("actor", &self.inside(by)), ("through", &through), ("task", &task)])
            }
            Kind::CancelRequested { by, .. } if by == Actor::Task(record.task) => {
                phrase(view.cancel_self, &[("task", &task)])
            }
            Kind::CancelRequested { by, .. } => {
                phrase(view.cancel_requested, &[("actor", &self.starting(by)), ("task", &task)])
            }
            Kind::CancelDelivered => {
                self.delivered(record, "", [view.cancel_unstarted, view.cancel_delivered, view.cancel_delivered_at])
            }
            Kind::RaiseRequested { by, error } => {
                let template = if by == Actor::Reader { view.raise_reader } else { view.raise_requested };
                let values = [("actor", &*self.starting(by)), ("task", &task), ("error", &self.text(error))];
                phrase(template, &values)
            }
            Kind::RaiseDelivered(error) => {
                let templates = [view.raise_unstarted, view.raise_delivered, view.raise_delivered_at];
                self.delivered(record, &self.text(error), templates)
            }
            Kind::ChosenNext(entry) => phrase(view.chosen_next, &[("entry", &self.entry(entry))]),
            Kind::InterventionSkipped { act, why } => self.skipped(act, why),
            Kind::ClockAdvanced { from, by } => {
                let template = match by {
                    Moved::Waiting => view.clock_advanced,
                    Moved::Polling => view.clock_polled,
                };
                phrase(template, &[("from", &seconds(from)), ("time", &seconds(record.time))])
            }
            Kind::Blocked { since, by } => {
                let length = Instant::ZERO.saturating_add(record.time.saturating_since(since));
                // At the top level no loop runs that could be blocked.
                let template = match (by, self.scope.actor_at(self.at)) {
                    (Held::Sleeping, Some(Actor::Program | Actor::Cleanup)) => view.blocked_program,
                    (Held::Sleeping, Some(_)) => view.blocked,
                    (Held::Polling, Some(Actor::Program | Actor::Cleanup)) => view.blocked_polling_program,
                    (Held::Polling, _) => view.blocked_polling,
                    (Held::Computing, Some(Actor::Program | Actor::Cleanup)) => view.blocked_computing_program,
                    (Held::Computing, _) => view.blocked_computing,
                    (Held::Sleeping, None) => view.blocked_reader,
                };
                let values = [("actor", &*doer()), ("seconds", &seconds(length)), ("time", &seconds(record.time))];
                phrase(template, &values)
            }
            Kind::Output { stream, text } => {
                let template = match stream {
                    Stream::Stdout => view.prints,
                    Stream::Stderr => view.prints_error,
                };
                phrase(template, &[("actor", &doer()), ("text", &one_line(self.scope.trace().text(text)))])
            }
            Kind::Idle { .. } => self.deadlock(record),
            Kind::Stuck { why, who, at } => {
                self.stuck(&StuckFacts { seq: record.seq, task: record.task, why, who, at })
            }
            Kind::LimitReached(limit) => match limit {
                Limit::Steps(steps) => phrase(view.limit_steps, &[("count", &steps.to_string())]),
                Limit::Records(records) => phrase(view.limit_records, &[("count", &records.to_string())]),
                Limit::Time(time) => phrase(view.limit_time, &[("time", &seconds(time))]),
                Limit::Computing(ms) => {
                    phrase(view.limit_computing, &[("time", &seconds(Instant::from_nanos(u64::from(ms) * 1_000_000)))])
                }
            },
            Kind::ThreadStarted { by, function, .. } => {
                let function = self.text(function);
                let template = if function.is_empty() { view.thread_started } else { view.thread_started_function };
                phrase(template, &[("actor", &self.starting(by)), ("thread", &task), ("function", &function)])
            }
            Kind::ThreadResumed => {
                let begun = self.scope.thread(record.task).is_some_and(|facts| facts.begun < record.seq);
                phrase(if begun { view.thread_goes_on } else { view.thread_begins }, &[("thread", &task)])
            }
            Kind::ThreadWaiting(what) => phrase(view.thread_waits, &[("thread", &task), ("wait", &self.text(what))]),
            Kind::ThreadEnded(ending) => match ending {
                Ending::Failed(error) => phrase(view.thread_failed, &[("thread", &task), ("error", &self.text(error))]),
                Ending::Ready | Ending::Cancelled | Ending::Collected => {
                    phrase(view.thread_ended, &[("thread", &task)])
                }
            },
            Kind::Inexact(what) => phrase(view.inexact, &[("thread", &task), ("wait", &self.text(what))]),
            Kind::Canned(module) => phrase(view.canned, &[("module", &self.text(module))]),
        }
    }

    fn wake(&self, record: &Record, by: Actor, outcome: WakeOutcome) -> String {
        let view = self.view;
        let task = self.task(record.task);
        let actor = self.starting(by);
        let both = [("actor", &*actor), ("task", &task)];
        match outcome {
            WakeOutcome::AlreadyQueued => phrase(view.wake_again, &both),
            WakeOutcome::Stale => phrase(view.wake_stale, &both),
            WakeOutcome::Queued if by == Actor::Task(record.task) => phrase(view.wake_self, &both),
            WakeOutcome::Queued => {
                let begun = self.scope.task(record.task).is_some_and(|facts| facts.begun < record.seq);
                match self.waited_for(record.task) {
                    _ if !begun => phrase(view.wake_first, &both),
                    Some(Wait::Future { future, .. }) if matches!(by, Actor::Callback(no) if self.sleep_of(no) == Some(*future)) => {
                        phrase(view.wake_slept, &[("task", &task), ("future", &self.future(*future))])
                    }
                    Some(Wait::Task { task: ended, .. }) if by == Actor::Task(*ended) => {
                        phrase(view.wake_joined, &both)
                    }
                    Some(wait) => phrase(view.wake_from, &[both[0], both[1], ("wait", &self.brief(wait))]),
                    None => phrase(view.wake, &both),
                }
            }
        }
    }

    fn poll_begin(&self, record: &Record) -> String {
        let view = self.view;
        let task = self.task(record.task);
        let facts = self.scope.task(record.task);
        let coroutine = facts.map(|facts| &*facts.coroutine).unwrap_or_default();
        let values = [("task", &*task), ("coroutine", coroutine)];
        if facts.is_none_or(|facts| facts.begun >= record.seq) {
            let template = if coroutine.is_empty() { view.begins } else { view.begins_coroutine };
            return phrase(template, &values);
        }
        match self.waited_for(record.task) {
            Some(Wait::Turn) => phrase(view.resumes_turn, &values),
            Some(wait) => phrase(view.resumes_from, &[values[0], ("wait", &self.brief(wait))]),
            None => phrase(view.resumes, &values),
        }
    }

    /// The words for an exception that comes from outside of a task: before its first step, where it did not say what it
    /// waited for, and where it did.
    fn delivered(&self, record: &Record, error: &str, [unstarted, delivered, at]: [&str; 3]) -> String {
        let task = self.task(record.task);
        // The step that delivers it may have begun already; what counts is whether there was one before.
        let mut before = self.segments_before(record.task).rev().skip_while(|segment| is_running(segment.state));
        if !before.any(|segment| is_running(segment.state)) {
            return phrase(unstarted, &[("task", &task), ("error", error)]);
        }
        match self.waited_for(record.task) {
            Some(Wait::Turn) | None => phrase(delivered, &[("task", &task), ("error", error)]),
            Some(wait) => phrase(at, &[("task", &task), ("wait", &self.brief(wait)), ("error", error)]),
        }
    }

    fn skipped(&self, act: Tried, why: Skip) -> String {
        let view = self.view;
        let act = match act {
            Tried::Cancel(no) => phrase(view.act_cancel, &[("task", &self.task(no))]),
            Tried::Raise(no) => phrase(view.act_raise, &[("task", &self.task(no))]),
            Tried::Block => view.act_block.to_owned(),
            Tried::RunNext(entry) => phrase(view.act_run_next, &[("entry", &self.entry(entry))]),
        };
        let why = match why {
            Skip::NoTask => view.skip_no_task,
            Skip::Ended => view.skip_ended,
            Skip::Raising => view.skip_raising,
            Skip::NotReady => view.skip_not_ready,
            Skip::NextTurn => view.skip_next_turn,
            Skip::RunOver => view.skip_run_over,
        };
        phrase(view.intervention_skipped, &[("act", &act), ("why", why)])
    }

    fn entry(&self, entry: EntryNo) -> String {
        self.inside(match entry {
            EntryNo::Task(no) => Actor::Task(no),
            EntryNo::Callback(no) => Actor::Callback(no),
        })
    }

    /// The task's segments that began before the record.
    fn segments_before(&self, task: TaskNo) -> std::slice::Iter<'_, Segment> {
        let Some(lane) = self.scope.lane_of(task) else { return [].iter() };
        let segments = &self.scope.lanes()[lane].segments;
        segments[..segments.partition_point(|segment| segment.from < self.at.0)].iter()
    }

    /// What the task waits for, or has waited for since its last step; `None` when it did not say.
    fn waited_for(&self, task: TaskNo) -> Option<&Wait> {
        let segments = self.segments_before(task).rev();
        let mut segments =
            segments.skip_while(|segment| is_running(segment.state)).take_while(|segment| !is_running(segment.state));
        let gave_way = |segment: &Segment| {
            let kind = self.scope.record(segment.from).map(|record| record.kind);
            matches!(kind, Some(Kind::PollEnd(PollEnding::Pending(Waiting::Turn)))).then_some(&Wait::Turn)
        };
        segments
            .find_map(|segment| segment.waiting.as_ref().or_else(|| gave_way(segment)))
            .filter(|wait| **wait != Wait::Unknown)
    }

    /// What was waited for, without the time.
    pub(crate) fn brief(&self, wait: &Wait) -> String {
        match wait {
            Wait::Timer { timer, .. } => self.timer(*timer),
            Wait::Future { future, .. } => self.future(*future),
            wait => wait_words(self.lang, wait),
        }
    }

    /// The future of the sleep whose end this callback is.
    pub(crate) fn sleep_of(&self, callback: CallbackNo) -> Option<FutureNo> {
        match self.scope.callback(callback)?.by {
            Actor::Timer(timer) => self.scope.timer(timer)?.future,
            _ => None,
        }
    }

    fn deadlock(&self, record: &Record) -> String {
        let Kind::Idle { alive } = record.kind else { return String::new() };
        if alive == 0 {
            return self.view.deadlock_alone.to_owned();
        }
        phrase(self.view.deadlock, &[("who", &self.who_waits(record.seq))])
    }

    /// Which task waits for what after the record `seq`.
    pub(crate) fn who_waits(&self, seq: u32) -> String {
        let view = self.view;
        let mut who = String::new();
        for lane in self.scope.lanes() {
            let Some(segment) = lane.segment_at(seq).filter(|_| lane.task != PROGRAM) else { continue };
            let Some(wait) = &segment.waiting else { continue };
            if !who.is_empty() {
                who.push_str(view.list_comma);
            }
            let name = self.task(lane.task);
            who.push_str(&phrase(view.waits_for, &[("task", &name), ("wait", &wait_words(self.lang, wait))]));
        }
        who
    }

    /// A future or a task that something is added to.
    pub(crate) fn target(&self, on: Waiting) -> String {
        match on {
            Waiting::Future(no) => self.future(no),
            Waiting::Task(no) => self.task(no),
            on => wait_words(self.lang, &self.scope.wait_at(on, self.at)),
        }
    }

    fn text(&self, id: TextId) -> String {
        self.scope.trace().text(id).to_owned()
    }

    /// A task's name right before the record.
    pub(crate) fn task(&self, task: TaskNo) -> String {
        self.task_at(task, self.at)
    }

    /// A task's name at a cursor.
    pub(crate) fn task_at(&self, task: TaskNo, at: Cursor) -> String {
        if task == PROGRAM {
            self.view.program_mid.to_owned()
        } else {
            quoted(self.lang, &self.scope.name_at(task, at))
        }
    }

    /// What a record of the program's around the loop says: of its own doing, or of its clean-up's.
    fn cleaning(&self, own: &str, cleanup: &str) -> String {
        if self.scope.cleanup_at(self.at.0).is_none() {
            return own.to_owned();
        }
        phrase(cleanup, &[("name", &self.cleanup())])
    }

    /// What cleans up after the main coroutine, by its name.
    fn cleanup(&self) -> String {
        match self.scope.cleanup_at(self.at.0).map(|cleanup| &*cleanup.through) {
            None | Some("" | "run") => "asyncio.run".to_owned(),
            Some(through) => through.to_owned(),
        }
    }

    pub(crate) fn timer(&self, timer: u32) -> String {
        self.timer_words(timer, self.states.timer_mid, self.view.timer_of_mid)
    }

    pub(crate) fn starting_timer(&self, timer: u32) -> String {
        self.timer_words(timer, self.view.timer_start, self.view.timer_of_start)
    }

    fn timer_words(&self, timer: u32, number: &str, of: &str) -> String {
        let future = self.scope.timer(timer).and_then(|facts| facts.future).and_then(|no| self.scope.future(no));
        match future {
            Some(future) => phrase(of, &[("name", &future.name)]),
            None => phrase(number, &[("timer", &timer.to_string())]),
        }
    }

    pub(crate) fn future(&self, future: u32) -> String {
        match self.scope.future(future) {
            Some(facts) if !facts.name.is_empty() => facts.name.to_string(),
            _ => phrase(self.states.future_number, &[("future", &future.to_string())]),
        }
    }

    fn callback_words(&self, callback: CallbackNo, named: &str, of: &str) -> String {
        if let Some(future) = self.sleep_of(callback) {
            return phrase(of, &[("name", &self.future(future))]);
        }
        let facts = self.scope.callback(callback);
        let name = facts.map_or_else(|| callback.to_string(), |facts| facts.name.to_string());
        phrase(named, &[("callback", &name)])
    }

    /// An actor at the beginning of a sentence.
    pub(crate) fn starting(&self, actor: Actor) -> String {
        let view = self.view;
        match actor {
            Actor::Program => view.program_start.to_owned(),
            Actor::Task(no) => self.task(no),
            Actor::Callback(no) => self.callback_words(no, view.callback_start, view.callback_of_start),
            Actor::Timer(no) => self.starting_timer(no),
            Actor::Outside => view.outside_start.to_owned(),
            Actor::Reader => view.reader_start.to_owned(),
            Actor::Thread(no) => phrase(view.thread_start, &[("thread", &self.task(thread_task(no)))]),
            Actor::Cleanup => phrase(view.cleanup_start, &[("name", &self.cleanup())]),
        }
    }

    /// An actor inside of a sentence.
    pub(crate) fn inside(&self, actor: Actor) -> String {
        let view = self.view;
        match actor {
            Actor::Program => view.program_mid.to_owned(),
            Actor::Task(no) => self.task(no),
            Actor::Callback(no) => self.callback_words(no, view.callback_mid, view.callback_of_mid),
            Actor::Timer(no) => self.timer(no),
            Actor::Outside => view.outside_mid.to_owned(),
            Actor::Reader => view.reader_mid.to_owned(),
            Actor::Thread(no) => phrase(view.thread_mid, &[("thread", &self.task(thread_task(no)))]),
            Actor::Cleanup => phrase(view.cleanup_mid, &[("name", &self.cleanup())]),
        }
    }
}

fn is_running(state: LaneState) -> bool {
    matches!(state, LaneState::Running | LaneState::Blocking)
}

/// Printed text as part of a sentence: without its last line end, on one line, not too long.
fn one_line(text: &str) -> String {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    for (at, char) in text.chars().enumerate() {
        if at == LONGEST_OUTPUT {
            out.push('…');
            break;
        }
        match char {
            '\n' => out.push_str(" ⏎ "),
            char => out.push(char),
        }
    }
    out
}
