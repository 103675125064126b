//! A trace as aligned text: one line a record, made for reading and for comparing in tests.

use std::fmt::Write;

use crate::trace::{
    Actor, Ending, EntryNo, Held, Kind, Limit, Moved, Part, PollEnding, Record, Skip, Stream, Trace, Tried, Waiting,
    WakeOutcome, Why, thread_of,
};

/// The whole trace, one line a record: sequence number, time, iteration, task, line, what happened. `-` stands for none.
#[must_use]
pub fn trace(trace: &Trace) -> String {
    let mut out = String::from("  seq         time  iter  task  line  what\n");
    for record in &trace.records {
        let _ = writeln!(
            out,
            "{:>5} {:>12} {:>5} {:>5} {:>5}  {}",
            record.seq,
            record.time.to_string(),
            dash(record.iteration),
            thread_of(record.task).map_or_else(|| dash(record.task), |thread| format!("T{thread}")),
            dash(record.line),
            what(trace, record)
        );
    }
    out
}

fn dash(number: u32) -> String {
    if number == 0 { "-".to_owned() } else { number.to_string() }
}

/// What one record says.
#[must_use]
pub fn what(trace: &Trace, record: &Record) -> String {
    let text = |id| trace.text(id);
    match record.kind {
        Kind::ProgramBegin => "program begins".into(),
        Kind::ProgramEnd(ending) => format!("program ends: {}", self::ending(trace, ending)),
        Kind::IterationBegin { ready, due } => format!("iteration begins: ready {ready}, due {due}"),
        Kind::IterationEnd => "iteration ends".into(),
        Kind::TaskCreated { parent, name, coroutine } => {
            let mut what = format!("task created by {}", actor(parent));
            if !text(name).is_empty() {
                let _ = write!(what, ", name {}", text(name));
            }
            if !text(coroutine).is_empty() {
                let _ = write!(what, ", runs {}", text(coroutine));
            }
            what
        }
        Kind::TaskRenamed(name) => format!("task renamed {}", text(name)),
        Kind::WakeRequested { by, outcome } => {
            let outcome = match outcome {
                WakeOutcome::Queued => "queued",
                WakeOutcome::AlreadyQueued => "already queued",
                WakeOutcome::Stale => "stale",
            };
            format!("wake by {}: {outcome}", actor(by))
        }
        Kind::PollBegin => "poll begins".into(),
        Kind::PollEnd(PollEnding::Pending(waiting)) => {
            format!("poll ends: pending on {}", self::waiting(trace, waiting))
        }
        Kind::PollEnd(PollEnding::Done(ending)) => format!("poll ends: {}", self::ending(trace, ending)),
        Kind::TaskDone(ending) => format!("task done: {}", self::ending(trace, ending)),
        Kind::TimerSet { timer, deadline, future: 0 } => format!("timer {timer} set for {deadline}"),
        Kind::TimerSet { timer, deadline, future } => format!("timer {timer} set for {deadline}, for future {future}"),
        Kind::TimerFired(timer) => format!("timer {timer} fired"),
        Kind::TimerCancelled(timer) => format!("timer {timer} cancelled"),
        Kind::FutureCreated { future, name } if text(name).is_empty() => format!("future {future} created"),
        Kind::FutureCreated { future, name } => format!("future {future} created: {}", text(name)),
        Kind::FutureResolved { future, by, ending } => {
            format!("future {future} resolved by {}: {}", actor(by), self::ending(trace, ending))
        }
        Kind::CallbackAdded { on, name, serves: 0 } => {
            format!("callback added to {}: {}", waiting(trace, on), text(name))
        }
        Kind::CallbackAdded { on, name, serves } => {
            format!("callback added to {} for future {serves}: {}", waiting(trace, on), text(name))
        }
        Kind::CallbackQueued { callback, name, by, on: Waiting::Unknown } => {
            format!("callback {callback} queued by {}: {}", actor(by), text(name))
        }
        Kind::CallbackQueued { callback, name, by, on } => {
            format!("callback {callback} queued by {}, added to {}: {}", actor(by), waiting(trace, on), text(name))
        }
        Kind::CallbackBegin(callback) => format!("callback {callback} begins"),
        Kind::CallbackEnd(callback) => format!("callback {callback} ends"),
        Kind::CallbackCancelled(callback) => format!("callback {callback} cancelled"),
        Kind::CancelRequested { by, through } if text(through).is_empty() => {
            format!("cancel requested by {}", actor(by))
        }
        Kind::CancelRequested { by, through } => {
            format!("cancel requested by {}, through {}", actor(by), text(through))
        }
        Kind::RaiseRequested { by, error } => format!("raise requested by {}: {}", actor(by), text(error)),
        Kind::ChosenNext(entry) => format!("chosen to run next: {}", self::entry(entry)),
        Kind::InterventionSkipped { act, why } => {
            let act = match act {
                Tried::Cancel(no) => format!("cancel task {no}"),
                Tried::Raise(no) => format!("raise in task {no}"),
                Tried::Block => "block the loop".into(),
                Tried::RunNext(entry) => format!("run {} next", self::entry(entry)),
            };
            format!("skipped: {act}: {}", skip(why))
        }
        Kind::ClockAdvanced { from, by: Moved::Waiting } => format!("clock advanced from {from}"),
        Kind::ClockAdvanced { from, by: Moved::Polling } => format!("clock advanced from {from} by polling"),
        Kind::Blocked { since, by: Held::Sleeping } => format!("loop blocked since {since}"),
        Kind::Blocked { since, by: Held::Polling } => format!("loop blocked since {since} by polling the clock"),
        Kind::Blocked { since, by: Held::Computing } => format!("loop blocked since {since} by computing"),
        Kind::Output { stream: Stream::Stdout, text: id } => format!("stdout {}", quoted(text(id))),
        Kind::Output { stream: Stream::Stderr, text: id } => format!("stderr {}", quoted(text(id))),
        Kind::Idle { alive } => format!("idle: {alive} task(s) wait for ever"),
        Kind::LimitReached(limit) => format!("limit reached: {}", self::limit(&limit)),
        Kind::ThreadStarted { by, name, function } => {
            let mut what = format!("thread started by {}, name {}", actor(by), text(name));
            if !text(function).is_empty() {
                let _ = write!(what, ", runs {}", text(function));
            }
            what
        }
        Kind::ThreadResumed => "thread runs".into(),
        Kind::ThreadWaiting(what) => format!("thread waits: {}", text(what)),
        Kind::ThreadEnded(ending) => format!("thread ended: {}", self::ending(trace, ending)),
        Kind::Inexact(what) => format!("inexact: the others wait, too: {}", text(what)),
        Kind::Canned(module) => format!("canned: no server answers {}", text(module)),
        Kind::Stuck { why, who, at } => {
            let mut what = format!("stuck: {}", self::why(why));
            if who != 0 {
                let _ = write!(what, "; task {who}");
            }
            if at != 0 {
                let _ = write!(what, "; line {at}");
            }
            what
        }
        kind => plain(trace, kind),
    }
}

/// A kind of which nothing else is said: its name, and what it holds.
fn plain(trace: &Trace, kind: Kind) -> String {
    let mut what = kind.name().replace('-', " ");
    for (nth, (name, part)) in kind.parts().into_iter().enumerate() {
        what.push_str(if nth == 0 { ": " } else { ", " });
        if !name.is_empty() {
            what += &name.replace('_', " ");
            what.push(' ');
        }
        what += &self::part(trace, part);
    }
    what
}

fn part(trace: &Trace, part: Part) -> String {
    match part {
        Part::Number(number) => number.to_string(),
        Part::Time(time) => time.to_string(),
        Part::Text(id) => trace.text(id).to_owned(),
        Part::Actor(by) => actor(by),
        Part::Entry(no) => entry(no),
        Part::Waiting(what) => waiting(trace, what),
        Part::Ending(how) => ending(trace, how),
        Part::Word(name, held) => {
            let name = Part::kebab(name).replace('-', " ");
            held.map_or(name.clone(), |held| format!("{name} {}", self::part(trace, *held)))
        }
    }
}

fn actor(actor: Actor) -> String {
    match actor {
        Actor::Program => "program".into(),
        Actor::Task(no) => format!("task {no}"),
        Actor::Callback(no) => format!("callback {no}"),
        Actor::Timer(no) => format!("timer {no}"),
        Actor::Outside => "outside".into(),
        Actor::Reader => "the reader".into(),
        Actor::Thread(no) => format!("thread {no}"),
        Actor::Cleanup => "the clean-up".into(),
    }
}

fn entry(entry: EntryNo) -> String {
    match entry {
        EntryNo::Task(no) => format!("task {no}"),
        EntryNo::Callback(no) => format!("callback {no}"),
    }
}

fn skip(why: Skip) -> &'static str {
    match why {
        Skip::NoTask => "no such task by now",
        Skip::Ended => "it has ended",
        Skip::Raising => "an exception is on its way already",
        Skip::NotReady => "it is not ready",
        Skip::NextTurn => "it is for the next turn",
        Skip::RunOver => "the run is over",
    }
}

/// Why something that is waited for never comes, in a few words.
#[must_use]
pub fn why(why: Why) -> String {
    match why {
        Why::Nobody => "nobody is left to do it".into(),
        Why::Task => "that task never ends".into(),
        Why::Parts(left) => format!("{left} of them never end"),
        Why::Held(count) => format!("held by {count}"),
        Why::Unfinished(count) => format!("{count} item(s) not dealt with"),
        Why::Empty => "nobody is left to put something in".into(),
        Why::Full => "nobody is left to take something out".into(),
        Why::Missing(count) => format!("{count} have still to come"),
        Why::Stop => "nobody is left to stop the loop".into(),
    }
}

fn waiting(trace: &Trace, waiting: Waiting) -> String {
    match waiting {
        Waiting::Unknown => "unknown".into(),
        Waiting::Turn => "its next turn".into(),
        Waiting::Timer(no) => format!("timer {no}"),
        Waiting::Future(no) => format!("future {no}"),
        Waiting::Task(no) => format!("task {no}"),
        Waiting::Primitive(name) => trace.text(name).to_owned(),
    }
}

fn ending(trace: &Trace, ending: Ending) -> String {
    match ending {
        Ending::Ready => "ready".into(),
        Ending::Failed(message) => format!("failed: {}", trace.text(message)),
        Ending::Cancelled => "cancelled".into(),
        Ending::Collected => "collected".into(),
    }
}

/// A limit in words.
#[must_use]
pub fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Steps(steps) => format!("{steps} steps"),
        Limit::Records(records) => format!("{records} records"),
        Limit::Time(time) => format!("{time} of loop time"),
        Limit::Computing(ms) => format!("{ms} ms of computing"),
    }
}

/// A text in quotes, on one line, as `{:?}` writes it: programs for a browser are built without `Debug`.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        if c == '\'' {
            out.push(c);
        } else {
            out.extend(c.escape_debug());
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;
    use crate::trace::TextId;

    #[test]
    fn a_kind_of_which_nothing_else_is_said_says_what_it_holds() {
        let trace = Trace { texts: vec![String::new(), "brew".into()], ..Trace::default() };
        let said = |kind| plain(&trace, kind);
        assert_eq!(said(Kind::LoopClosed), "loop closed");
        assert_eq!(said(Kind::CoroutineLeft(TextId(1))), "coroutine left: brew");
        let timer = Kind::TimerSet { timer: 3, deadline: Instant::from_secs_f64(2.0), future: 0 };
        assert_eq!(said(timer), "timer set: timer 3, deadline 2s, future 0");
        let woken = Kind::WakeRequested { by: Actor::Task(2), outcome: WakeOutcome::AlreadyQueued };
        assert_eq!(said(woken), "wake requested: by task 2, outcome already queued");
        let skipped = Kind::InterventionSkipped { act: Tried::RunNext(EntryNo::Callback(4)), why: Skip::NotReady };
        assert_eq!(said(skipped), "intervention skipped: act run next callback 4, why not ready");
        assert_eq!(said(Kind::LimitReached(Limit::Steps(7))), "limit reached: steps 7");
        assert_eq!(said(Kind::PollEnd(PollEnding::Done(Ending::Failed(TextId(1))))), "poll end: done failed: brew");
    }

    #[test]
    fn every_record_says_something_on_one_line() {
        for kind in Kind::samples() {
            let record = Record { time: Instant::ZERO, seq: 0, iteration: 0, task: 0, line: 0, kind };
            for said in [what(&Trace::default(), &record), plain(&Trace::default(), kind)] {
                assert!(!said.is_empty() && !said.contains('\n'), "{kind:?}: {said:?}");
            }
        }
    }
}
