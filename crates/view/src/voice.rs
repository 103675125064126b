//! The narration in Rust's words: the same record, told by poll, Pending, waker and Ready.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, Held, Kind, Moved, PollEnding, Record, Waiting, WakeOutcome};
use loopscope_strings::{Lang, PollTexts, poll_texts};

use crate::cursor::Cursor;
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::{Words, sentence};
use crate::wait::Wait;
use crate::words::quoted;

/// Whose words a record is told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// asyncio's: tasks, steps, callbacks.
    #[default]
    Asyncio,
    /// Rust's: poll, Pending, waker, Ready.
    Rust,
}

/// What a record says, in one sentence, in either voice. [`sentence`] is the one in asyncio's; who needs only that calls
/// only that, and the other's texts stay out of the program.
#[must_use]
pub fn sentence_in(lang: Lang, scope: &Scope, record: &Record, voice: Voice) -> String {
    match voice {
        Voice::Asyncio => sentence(lang, scope, record),
        Voice::Rust => rust_sentence(lang, scope, record),
    }
}

/// What a record says in Rust's words. What is no matter of futures is told as in the other voice.
fn rust_sentence(lang: Lang, scope: &Scope, record: &Record) -> String {
    let words = Words::new(lang, scope, Cursor(record.seq));
    let telling = Telling { texts: poll_texts(lang), words: &words, scope, lang, record };
    telling.sentence().unwrap_or_else(|| words.sentence(record))
}

struct Telling<'a> {
    texts: &'static PollTexts,
    words: &'a Words<'a>,
    scope: &'a Scope,
    lang: Lang,
    record: &'a Record,
}

impl Telling<'_> {
    fn sentence(&self) -> Option<String> {
        let texts = self.texts;
        let record = self.record;
        let task = self.words.task(record.task);
        let at = Cursor(record.seq);
        let doer = || self.words.starting(self.scope.actor_at(at).unwrap_or(Actor::Outside));
        let text = |id| self.scope.trace().text(id);
        Some(match record.kind {
            Kind::LoopEntered => texts.loop_entered.to_owned(),
            Kind::LoopLeft => texts.loop_left.to_owned(),
            Kind::LoopClosed => texts.loop_closed.to_owned(),
            Kind::IterationBegin { ready, due } => {
                let template = if due == 0 { texts.turn_begin } else { texts.turn_begin_due };
                let (turn, ready, due) = (record.iteration.to_string(), ready.to_string(), due.to_string());
                phrase(template, &[("turn", &turn), ("ready", &ready), ("due", &due)])
            }
            Kind::IterationEnd => phrase(texts.turn_end, &[("turn", &record.iteration.to_string())]),
            Kind::ClockAdvanced { from, by } => {
                let template = match by {
                    Moved::Waiting => texts.clock_advanced,
                    Moved::Polling => texts.clock_polled,
                };
                phrase(template, &[("from", &seconds(from)), ("time", &seconds(record.time))])
            }
            // At the top level nothing is polled, and the reader speaks no Rust: that is told as in the other voice.
            Kind::Blocked { since, by }
                if self.scope.actor_at(at).is_some_and(|actor| !matches!(actor, Actor::Program | Actor::Thread(_))) =>
            {
                let length = Instant::ZERO.saturating_add(record.time.saturating_since(since));
                let values = [("actor", &*doer()), ("seconds", &seconds(length)), ("time", &seconds(record.time))];
                let template = match by {
                    Held::Sleeping => texts.blocked,
                    Held::Polling => texts.blocked_polling,
                    Held::Computing => texts.blocked_computing,
                };
                phrase(template, &values)
            }
            Kind::Idle { .. } => phrase(texts.deadlock, &[("who", &self.words.who_waits(record.seq))]),
            Kind::TaskCreated { parent, .. } => {
                phrase(texts.task_created, &[("actor", &self.words.starting(parent)), ("task", &task)])
            }
            Kind::PollBegin => {
                let first = self.scope.task(record.task).is_none_or(|facts| facts.begun >= record.seq);
                phrase(if first { texts.begins } else { texts.polled }, &[("task", &task)])
            }
            Kind::PollEnd(PollEnding::Pending(Waiting::Unknown)) => phrase(texts.pending_unknown, &[("task", &task)]),
            Kind::PollEnd(PollEnding::Pending(Waiting::Turn)) => phrase(texts.pending_turn, &[("task", &task)]),
            Kind::PollEnd(PollEnding::Pending(waiting)) => {
                let wait = match self.scope.wait_at(waiting, at) {
                    Wait::Task { name, .. } => quoted(self.lang, &name),
                    wait => self.words.brief(&wait),
                };
                phrase(texts.pending, &[("task", &task), ("wait", &wait)])
            }
            Kind::PollEnd(PollEnding::Done(Ending::Ready)) => phrase(texts.ready, &[("task", &task)]),
            Kind::PollEnd(PollEnding::Done(Ending::Failed(error))) => {
                phrase(texts.ready_error, &[("task", &task), ("error", text(error))])
            }
            Kind::PollEnd(PollEnding::Done(Ending::Cancelled | Ending::Collected)) => {
                phrase(texts.ready_cancelled, &[("task", &task)])
            }
            Kind::TaskDone(_) => phrase(texts.dropped, &[("task", &task)]),
            Kind::CoroutineEntered(name) => {
                phrase(texts.coroutine_entered, &[("actor", &doer()), ("coroutine", text(name))])
            }
            Kind::CoroutineLeft(name) => phrase(texts.coroutine_left, &[("actor", &doer()), ("coroutine", text(name))]),
            Kind::CancelRequested { by, through } if by != Actor::Reader && text(through).is_empty() => {
                phrase(texts.cancel_requested, &[("actor", &self.words.starting(by)), ("task", &task)])
            }
            Kind::CancelDelivered => phrase(texts.cancel_delivered, &[("task", &task)]),
            Kind::WakeRequested { by, outcome } => {
                let begun = self.scope.task(record.task).is_some_and(|facts| facts.begun < record.seq);
                let template = match outcome {
                    WakeOutcome::Queued if !begun => texts.wake_first,
                    WakeOutcome::Queued => texts.wake,
                    WakeOutcome::AlreadyQueued => texts.wake_again,
                    WakeOutcome::Stale => texts.wake_stale,
                };
                phrase(template, &[("actor", &self.words.starting(by)), ("task", &task)])
            }
            Kind::TimerSet { timer, deadline, .. } => {
                let values = [("actor", &*doer()), ("timer", &self.words.timer(timer)), ("time", &seconds(deadline))];
                phrase(texts.timer_set, &values)
            }
            Kind::TimerFired(timer) => phrase(texts.timer_fired, &[("timer", &self.words.starting_timer(timer))]),
            Kind::TimerCancelled(timer) => {
                phrase(texts.timer_cancelled, &[("timer", &self.words.starting_timer(timer))])
            }
            Kind::FutureCreated { future, .. } => {
                phrase(texts.future_created, &[("actor", &doer()), ("future", &self.words.future(future))])
            }
            Kind::FutureResolved { future, by, ending } => {
                let (actor, future) = (self.words.starting(by), self.words.future(future));
                let (template, error) = match ending {
                    Ending::Ready => (texts.future_resolved, ""),
                    Ending::Failed(error) => (texts.future_failed, text(error)),
                    Ending::Cancelled | Ending::Collected => (texts.future_cancelled, ""),
                };
                phrase(template, &[("actor", &actor), ("future", &future), ("error", error)])
            }
            Kind::CallbackAdded { on, name, .. } => {
                let on = self.words.target(on);
                phrase(texts.callback_added, &[("actor", &doer()), ("callback", text(name)), ("on", &on)])
            }
            Kind::CallbackQueued { name, by, .. } => {
                phrase(texts.callback_queued, &[("actor", &self.words.starting(by)), ("callback", text(name))])
            }
            Kind::CallbackBegin(callback) => {
                phrase(texts.callback_begin, &[("callback", &self.words.inside(Actor::Callback(callback)))])
            }
            Kind::CallbackEnd(callback) => {
                phrase(texts.callback_end, &[("callback", &self.words.starting(Actor::Callback(callback)))])
            }
            Kind::CallbackCancelled(callback) => {
                phrase(texts.callback_cancelled, &[("callback", &self.words.starting(Actor::Callback(callback)))])
            }
            // All else is said in asyncio's words.
            _ => return None,
        })
    }
}
