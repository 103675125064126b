//! A run as JSON, for other programs.
//!
//! The JSON is one object, each record on a line of its own:
//!
//! ```text
//! {"format": 2, "lesson": "event-loop", "params": {"delay": 2.0}, "outcome": "finished",
//!  "records": [
//!   {"seq": 0, "time_ns": 0, "iteration": 0, "task": null, "name": null, "line": null, "kind": "program-begin"},
//!   …
//! ]}
//! ```
//!
//! - `format`: the version of this form. A file without it is of the first, where what was skipped is a `deed-skipped` with its `deed`.
//! - `outcome`: `finished`, `failed`, `deadlocked`, `limited`, `stopped`, `asks`; `messages` says more about all but `finished` and `stopped`.
//! - `time_ns`: loop time in nanoseconds. `task`: number of the task that the record is about, `name`: its name then;
//!   `line`: line of snippet.rs. They are null when there is none. What is about a thread, or done by one, has its number as
//!   `thread`.
//! - `kind`: the name of a [`Kind`] ([`Kind::NAMES`]); the kind's own fields stand beside it under their names.
//! - who did something is `{"type": "program" | "task" | "callback" | "timer" | "outside" | "reader" | "thread", "no": 1}`; what a task waits for
//!   is `{"type": "unknown" | "turn" | "timer" | "future" | "task" | "primitive", "no": 1}`, a primitive with `name` for `no`.
//! - a callback that is added says `on` what in the same way, and whose work it does: `serves`, a future's number, or null. One that is
//!   queued says `on` what it was added to, or null when nothing's end queued it.
//! - a timer that is set names the `future` that it resolves, as a `sleep`'s does, or null.
//! - what the reader did (`--intervene`) is done by `reader`, or stands as `chosen-next` with its `entry`, or as
//!   `intervention-skipped` with its `act`, whom it is `about`, and `why`.
//! - how something ended is `"ending": "ready" | "failed" | "cancelled"`, with `error` when it failed.

use std::collections::BTreeMap;

use loopscope_executor::trace::{
    Actor, Ending, EntryNo, Held, Kind, Limit, Moved, Part, PollEnding, Record, Skip, Stream, TaskNo, TextId, Trace,
    Tried, Waiting, WakeOutcome, Why, thread_of,
};
use loopscope_json::{Json, json};

use crate::run::Outcome;
use crate::value::Value;

/// The version of the form.
const FORMAT: u32 = 2;

/// A run as JSON. `params`: what it ran with.
#[must_use]
pub fn json(lesson: &str, params: &[(String, Value)], trace: &Trace, outcome: &Outcome) -> String {
    let params = params.iter().map(|(name, value)| (name.clone(), self::value(value))).collect();
    let mut names = Names::default();
    let records: Vec<_> =
        trace.records.iter().map(|record| format!("  {}", self::record(trace, record, &mut names))).collect();
    let messages = match outcome.messages() {
        [] => String::new(),
        messages => format!(" \"messages\": {},", messages.iter().map(String::as_str).collect::<Json>()),
    };
    format!(
        "{{\"format\": {FORMAT}, \"lesson\": {}, \"params\": {}, \"outcome\": \"{}\",{messages}\n \"records\": [\n{}\n]}}\n",
        json!(lesson),
        Json::Object(params),
        outcome.name(),
        records.join(",\n")
    )
}

/// The tasks' names so far.
#[derive(Default)]
struct Names(BTreeMap<TaskNo, TextId>);

fn value(value: &Value) -> Json {
    match value {
        // A length of time has a point in it, also where it is whole; what is no number is none in JSON.
        Value::Seconds(seconds) if !seconds.is_finite() => Json::Null,
        Value::Seconds(_) => {
            let word = value.word();
            Json::Number(if word.contains('.') { word } else { word + ".0" })
        }
        Value::Int(int) => json!(*int),
        Value::Bool(bool) => json!(*bool),
        Value::Choice(word) => json!(&**word),
    }
}

fn record(trace: &Trace, record: &Record, names: &mut Names) -> Json {
    if let Kind::TaskCreated { name, .. } | Kind::TaskRenamed(name) | Kind::ThreadStarted { name, .. } = record.kind {
        names.0.insert(record.task, name);
    }
    let some = |number: u32| (number != 0).then_some(number);
    let json = json!({
        "seq": record.seq,
        "time_ns": record.time.as_nanos(),
        "iteration": record.iteration,
        "task": some(record.task).filter(|task| thread_of(*task).is_none()),
        "name": names.0.get(&record.task).map(|name| trace.text(*name)),
        "line": some(record.line),
    });
    let thread = thread_of(record.task).map(|thread| json!({ "thread": thread }));
    json.and(thread.unwrap_or_default()).and(json!({ "kind": record.kind.name() })).and(fields(trace, &record.kind))
}

/// A kind's own fields.
fn fields(trace: &Trace, kind: &Kind) -> Json {
    let text = |id| trace.text(id);
    match *kind {
        Kind::ProgramEnd(ending) => self::ending(trace, ending),
        Kind::TaskCreated { parent, name, coroutine } => {
            json!({ "parent": actor(parent), "task_name": text(name), "coroutine": text(coroutine) })
        }
        Kind::TaskRenamed(name) => json!({ "task_name": text(name) }),
        Kind::WakeRequested { by, outcome } => {
            let outcome = match outcome {
                WakeOutcome::Queued => "queued",
                WakeOutcome::AlreadyQueued => "already-queued",
                WakeOutcome::Stale => "stale",
            };
            json!({ "by": actor(by), "outcome": outcome })
        }
        Kind::PollEnd(PollEnding::Pending(waiting)) => {
            json!({ "ending": "pending", "waiting": self::waiting(trace, waiting) })
        }
        Kind::PollEnd(PollEnding::Done(ending)) => self::ending(trace, ending),
        Kind::TaskDone(ending) => self::ending(trace, ending),
        Kind::CoroutineEntered(name) => json!({ "coroutine": text(name) }),
        Kind::CoroutineLeft(name) => json!({ "coroutine": text(name) }),
        Kind::TimerSet { timer, deadline, future } => {
            json!({ "timer": timer, "deadline_ns": deadline.as_nanos(), "future": (future != 0).then_some(future) })
        }
        Kind::TimerFired(timer) => json!({ "timer": timer }),
        Kind::TimerCancelled(timer) => json!({ "timer": timer }),
        Kind::FutureCreated { future, name } => json!({ "future": future, "what": text(name) }),
        Kind::FutureResolved { future, by, ending } => {
            self::ending(trace, ending).and(json!({ "future": future, "by": actor(by) }))
        }
        Kind::CallbackAdded { on, name, serves } => {
            json!({ "on": waiting(trace, on), "what": text(name), "serves": (serves != 0).then_some(serves) })
        }
        Kind::CallbackQueued { callback, name, by, on } => {
            let on = (on != Waiting::Unknown).then(|| waiting(trace, on));
            json!({ "callback": callback, "what": text(name), "by": actor(by), "on": on })
        }
        Kind::CallbackBegin(callback) => json!({ "callback": callback }),
        Kind::CallbackEnd(callback) => json!({ "callback": callback }),
        Kind::CallbackCancelled(callback) => json!({ "callback": callback }),
        Kind::CancelRequested { by, through } => {
            let through = Some(text(through)).filter(|through| !through.is_empty());
            json!({ "by": actor(by), "through": through })
        }
        Kind::RaiseRequested { by, error } => json!({ "by": actor(by), "error": text(error) }),
        Kind::RaiseDelivered(error) => json!({ "error": text(error) }),
        Kind::ChosenNext(entry) => json!({ "entry": self::entry(entry) }),
        Kind::InterventionSkipped { act, why } => {
            let (act, about) = match act {
                Tried::Cancel(no) => ("cancel", entry(EntryNo::Task(no))),
                Tried::Raise(no) => ("raise", entry(EntryNo::Task(no))),
                Tried::Block => ("block", Json::Null),
                Tried::RunNext(about) => ("next", entry(about)),
            };
            let why = match why {
                Skip::NoTask => "no-task",
                Skip::Ended => "ended",
                Skip::Raising => "raising",
                Skip::NotReady => "not-ready",
                Skip::NextTurn => "next-turn",
                Skip::RunOver => "run-over",
            };
            json!({ "act": act, "about": about, "why": why })
        }
        Kind::ClockAdvanced { from, by } => {
            let by = match by {
                Moved::Waiting => "waiting",
                Moved::Polling => "polling",
            };
            json!({ "from_ns": from.as_nanos(), "by": by })
        }
        Kind::Blocked { since, by } => {
            let by = match by {
                Held::Sleeping => "sleeping",
                Held::Polling => "polling",
                Held::Computing => "computing",
            };
            json!({ "since_ns": since.as_nanos(), "by": by })
        }
        Kind::Output { stream, text: id } => {
            let stream = match stream {
                Stream::Stdout => "stdout",
                Stream::Stderr => "stderr",
            };
            json!({ "stream": stream, "text": text(id) })
        }
        Kind::LimitReached(limit) => self::limit(limit),
        Kind::ThreadWaiting(what) | Kind::Inexact(what) => json!({ "waiting": text(what) }),
        Kind::Canned(module) => json!({ "module": text(module) }),
        Kind::ThreadEnded(ending) => json!({ "ending": self::ending(trace, ending) }),
        Kind::Stuck { why, who, at } => {
            let (why, count) = self::why(why);
            json!({ "why": why, "count": count, "who": (who != 0).then_some(who), "at": (at != 0).then_some(at) })
        }
        kind => plain(trace, kind),
    }
}

/// The fields of a kind whose own names say all: an instant's with `_ns` behind it, and what it holds alone as `what`.
fn plain(trace: &Trace, kind: Kind) -> Json {
    let field = |(name, part): (&str, Part)| {
        let name = if name.is_empty() { "what" } else { name };
        let unit = if matches!(part, Part::Time(_)) { "_ns" } else { "" };
        ([name, unit].concat(), self::part(trace, part))
    };
    Json::Object(kind.parts().into_iter().map(field).collect())
}

fn part(trace: &Trace, part: Part) -> Json {
    match part {
        Part::Number(number) => json!(number),
        Part::Time(time) => json!(time.as_nanos()),
        Part::Text(id) => json!(trace.text(id)),
        Part::Actor(by) => actor(by),
        Part::Entry(no) => entry(no),
        Part::Waiting(what) => waiting(trace, what),
        Part::Ending(how) => ending(trace, how),
        Part::Word(name, None) => json!(Part::kebab(name)),
        Part::Word(name, Some(held)) => json!({ "type": Part::kebab(name), "of": self::part(trace, *held) }),
    }
}

fn actor(actor: Actor) -> Json {
    match actor {
        Actor::Program => json!({ "type": "program" }),
        Actor::Task(no) => json!({ "type": "task", "no": no }),
        Actor::Callback(no) => json!({ "type": "callback", "no": no }),
        Actor::Timer(no) => json!({ "type": "timer", "no": no }),
        Actor::Outside => json!({ "type": "outside" }),
        Actor::Reader => json!({ "type": "reader" }),
        Actor::Thread(no) => json!({ "type": "thread", "no": no }),
        Actor::Cleanup => json!({ "type": "cleanup" }),
    }
}

/// Why something never comes, and how many there are of what it says.
fn why(why: Why) -> (&'static str, Option<u32>) {
    match why {
        Why::Nobody => ("nobody", None),
        Why::Task => ("task", None),
        Why::Parts(count) => ("parts", Some(count)),
        Why::Held(count) => ("held", Some(count)),
        Why::Unfinished(count) => ("unfinished", Some(count)),
        Why::Empty => ("empty", None),
        Why::Full => ("full", None),
        Why::Missing(count) => ("missing", Some(count)),
        Why::Stop => ("stop", None),
    }
}

fn entry(entry: EntryNo) -> Json {
    match entry {
        EntryNo::Task(no) => actor(Actor::Task(no)),
        EntryNo::Callback(no) => actor(Actor::Callback(no)),
    }
}

fn waiting(trace: &Trace, waiting: Waiting) -> Json {
    match waiting {
        Waiting::Unknown => json!({ "type": "unknown" }),
        Waiting::Turn => json!({ "type": "turn" }),
        Waiting::Timer(no) => json!({ "type": "timer", "no": no }),
        Waiting::Future(no) => json!({ "type": "future", "no": no }),
        Waiting::Task(no) => json!({ "type": "task", "no": no }),
        Waiting::Primitive(name) => json!({ "type": "primitive", "name": trace.text(name) }),
    }
}

fn ending(trace: &Trace, ending: Ending) -> Json {
    match ending {
        Ending::Ready => json!({ "ending": "ready" }),
        Ending::Failed(message) => json!({ "ending": "failed", "error": trace.text(message) }),
        Ending::Cancelled => json!({ "ending": "cancelled" }),
        Ending::Collected => json!({ "ending": "collected" }),
    }
}

fn limit(limit: Limit) -> Json {
    match limit {
        Limit::Steps(steps) => json!({ "steps": steps }),
        Limit::Records(records) => json!({ "records": records }),
        Limit::Time(time) => json!({ "time_ns": time.as_nanos() }),
        Limit::Computing(ms) => json!({ "computing_ms": ms }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_which_nothing_else_is_said_has_its_own_names() {
        let trace = Trace { texts: vec![String::new(), "work".to_owned()], ..Trace::default() };
        let said = |kind| plain(&trace, kind);
        assert_eq!(said(Kind::IterationEnd), json!({}));
        assert_eq!(said(Kind::Idle { alive: 2 }), json!({ "alive": 2 }));
        let blocked = Kind::Blocked { since: loopscope_executor::Instant::from_secs_f64(0.5), by: Held::Polling };
        assert_eq!(said(blocked), json!({ "since_ns": 500_000_000, "by": "polling" }));
        let started = Kind::ThreadStarted { by: Actor::Task(1), name: TextId(1), function: TextId::EMPTY };
        assert_eq!(said(started), json!({ "by": json!({ "type": "task", "no": 1 }), "name": "work", "function": "" }));
        let chosen = Kind::InterventionSkipped { act: Tried::Cancel(3), why: Skip::RunOver };
        assert_eq!(said(chosen), json!({ "act": json!({ "type": "cancel", "of": 3 }), "why": "run-over" }));
        assert_eq!(said(Kind::ThreadWaiting(TextId(1))), json!({ "what": "work" }));
    }
}
