//! A chunk of a trace as plain numbers, for sending: nine for a record, whatever its kind. Serialized by its shape, every
//! kind would have code of its own, which readers download.
//!
//! ```text
//!   time · seq · iteration · task · line · kind · three numbers of the kind's own, 0 where it has fewer
//! ```

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Instant;
use crate::trace::{
    Actor, Chunk, Ending, EntryNo, Kind, Limit, PollEnding, Record, Skip, Stream, TextId, Tried, Waiting, WakeOutcome,
};

const WIDTH: usize = 9;

/// A variant and the number in it.
const fn tagged(tag: u64, number: u32) -> u64 {
    tag | (number as u64) << 3
}

/// The variant's number, and the number in it.
fn untagged(number: u64) -> Option<(u64, u32)> {
    Some((number & 7, small(number >> 3)?))
}

fn small(number: u64) -> Option<u32> {
    u32::try_from(number).ok()
}

fn text(number: u64) -> Option<TextId> {
    small(number).map(TextId)
}

fn actor(actor: Actor) -> u64 {
    match actor {
        Actor::Program => 0,
        Actor::Task(no) => tagged(1, no),
        Actor::Callback(no) => tagged(2, no),
        Actor::Timer(no) => tagged(3, no),
        Actor::Outside => 4,
        Actor::Reader => 5,
    }
}

fn to_actor(number: u64) -> Option<Actor> {
    Some(match untagged(number)? {
        (0, 0) => Actor::Program,
        (1, no) => Actor::Task(no),
        (2, no) => Actor::Callback(no),
        (3, no) => Actor::Timer(no),
        (4, 0) => Actor::Outside,
        (5, 0) => Actor::Reader,
        _ => return None,
    })
}

fn waiting(waiting: Waiting) -> u64 {
    match waiting {
        Waiting::Unknown => 0,
        Waiting::Turn => 1,
        Waiting::Timer(no) => tagged(2, no),
        Waiting::Future(no) => tagged(3, no),
        Waiting::Task(no) => tagged(4, no),
        Waiting::Primitive(text) => tagged(5, text.0),
    }
}

fn to_waiting(number: u64) -> Option<Waiting> {
    Some(match untagged(number)? {
        (0, 0) => Waiting::Unknown,
        (1, 0) => Waiting::Turn,
        (2, no) => Waiting::Timer(no),
        (3, no) => Waiting::Future(no),
        (4, no) => Waiting::Task(no),
        (5, no) => Waiting::Primitive(TextId(no)),
        _ => return None,
    })
}

fn ending(ending: Ending) -> u64 {
    match ending {
        Ending::Ready => 0,
        Ending::Failed(text) => tagged(1, text.0),
        Ending::Cancelled => 2,
    }
}

fn to_ending(number: u64) -> Option<Ending> {
    Some(match untagged(number)? {
        (0, 0) => Ending::Ready,
        (1, no) => Ending::Failed(TextId(no)),
        (2, 0) => Ending::Cancelled,
        _ => return None,
    })
}

fn entry(entry: EntryNo) -> u64 {
    match entry {
        EntryNo::Task(no) => tagged(0, no),
        EntryNo::Callback(no) => tagged(1, no),
    }
}

fn to_entry(number: u64) -> Option<EntryNo> {
    Some(match untagged(number)? {
        (0, no) => EntryNo::Task(no),
        (1, no) => EntryNo::Callback(no),
        _ => return None,
    })
}

fn tried(deed: Tried) -> u64 {
    match deed {
        Tried::Cancel(task) => tagged(0, task),
        Tried::Raise(task) => tagged(1, task),
        Tried::Block => 2,
        Tried::RunNext(EntryNo::Task(no)) => tagged(3, no),
        Tried::RunNext(EntryNo::Callback(no)) => tagged(4, no),
    }
}

fn to_tried(number: u64) -> Option<Tried> {
    Some(match untagged(number)? {
        (0, no) => Tried::Cancel(no),
        (1, no) => Tried::Raise(no),
        (2, 0) => Tried::Block,
        (3, no) => Tried::RunNext(EntryNo::Task(no)),
        (4, no) => Tried::RunNext(EntryNo::Callback(no)),
        _ => return None,
    })
}

/// One of several without data, by its place in a list.
fn of<T: Copy>(all: &[T], number: u64) -> Option<T> {
    all.get(usize::try_from(number).ok()?).copied()
}

const OUTCOMES: [WakeOutcome; 3] = [WakeOutcome::Queued, WakeOutcome::AlreadyQueued, WakeOutcome::Stale];
const STREAMS: [Stream; 2] = [Stream::Stdout, Stream::Stderr];
const SKIPS: [Skip; 6] = [Skip::NoTask, Skip::Ended, Skip::Raising, Skip::NotReady, Skip::NextTurn, Skip::RunOver];

fn kind(kind: Kind) -> [u64; 4] {
    let (code, [a, b, c]) = match kind {
        Kind::ProgramBegin => (0, [0; 3]),
        Kind::LoopEntered => (1, [0; 3]),
        Kind::LoopLeft => (2, [0; 3]),
        Kind::LoopClosed => (3, [0; 3]),
        Kind::ProgramEnd(end) => (4, [ending(end), 0, 0]),
        Kind::IterationBegin { ready, due } => (5, [ready.into(), due.into(), 0]),
        Kind::IterationEnd => (6, [0; 3]),
        Kind::TaskCreated { parent, name, coroutine } => (7, [actor(parent), name.0.into(), coroutine.0.into()]),
        Kind::TaskRenamed(name) => (8, [name.0.into(), 0, 0]),
        Kind::WakeRequested { by, outcome } => (9, [actor(by), outcome as u64, 0]),
        Kind::PollBegin => (10, [0; 3]),
        Kind::PollEnd(PollEnding::Pending(on)) => (11, [0, waiting(on), 0]),
        Kind::PollEnd(PollEnding::Done(end)) => (11, [1, ending(end), 0]),
        Kind::TaskDone(end) => (12, [ending(end), 0, 0]),
        Kind::CoroutineEntered(name) => (13, [name.0.into(), 0, 0]),
        Kind::CoroutineLeft(name) => (14, [name.0.into(), 0, 0]),
        Kind::TimerSet { timer, deadline } => (15, [timer.into(), deadline.as_nanos(), 0]),
        Kind::TimerFired(timer) => (16, [timer.into(), 0, 0]),
        Kind::TimerCancelled(timer) => (17, [timer.into(), 0, 0]),
        Kind::FutureCreated { future, name } => (18, [future.into(), name.0.into(), 0]),
        Kind::FutureResolved { future, by, ending: end } => (19, [future.into(), actor(by), ending(end)]),
        Kind::CallbackAdded { on, name, serves } => (20, [waiting(on), name.0.into(), serves.into()]),
        Kind::CallbackQueued { callback, name, by } => (21, [callback.into(), name.0.into(), actor(by)]),
        Kind::CallbackBegin(callback) => (22, [callback.into(), 0, 0]),
        Kind::CallbackEnd(callback) => (23, [callback.into(), 0, 0]),
        Kind::CallbackCancelled(callback) => (24, [callback.into(), 0, 0]),
        Kind::CancelRequested { by } => (25, [actor(by), 0, 0]),
        Kind::CancelDelivered => (26, [0; 3]),
        Kind::RaiseRequested { by, error } => (27, [actor(by), error.0.into(), 0]),
        Kind::RaiseDelivered(error) => (28, [error.0.into(), 0, 0]),
        Kind::ChosenNext(chosen) => (29, [entry(chosen), 0, 0]),
        Kind::DeedSkipped { deed, why } => (30, [tried(deed), why as u64, 0]),
        Kind::ClockAdvanced { from } => (31, [from.as_nanos(), 0, 0]),
        Kind::Blocked { since } => (32, [since.as_nanos(), 0, 0]),
        Kind::Output { stream, text } => (33, [stream as u64, text.0.into(), 0]),
        Kind::Idle { alive } => (34, [alive.into(), 0, 0]),
        Kind::LimitReached(Limit::Steps(steps)) => (35, [0, steps, 0]),
        Kind::LimitReached(Limit::Records(records)) => (35, [1, records.into(), 0]),
        Kind::LimitReached(Limit::Time(time)) => (35, [2, time.as_nanos(), 0]),
        Kind::LimitReached(Limit::Computing(ms)) => (35, [3, ms.into(), 0]),
    };
    [code, a, b, c]
}

fn to_kind([code, a, b, c]: [u64; 4]) -> Option<Kind> {
    Some(match code {
        0 => Kind::ProgramBegin,
        1 => Kind::LoopEntered,
        2 => Kind::LoopLeft,
        3 => Kind::LoopClosed,
        4 => Kind::ProgramEnd(to_ending(a)?),
        5 => Kind::IterationBegin { ready: small(a)?, due: small(b)? },
        6 => Kind::IterationEnd,
        7 => Kind::TaskCreated { parent: to_actor(a)?, name: text(b)?, coroutine: text(c)? },
        8 => Kind::TaskRenamed(text(a)?),
        9 => Kind::WakeRequested { by: to_actor(a)?, outcome: of(&OUTCOMES, b)? },
        10 => Kind::PollBegin,
        11 if a == 0 => Kind::PollEnd(PollEnding::Pending(to_waiting(b)?)),
        11 => Kind::PollEnd(PollEnding::Done(to_ending(b)?)),
        12 => Kind::TaskDone(to_ending(a)?),
        13 => Kind::CoroutineEntered(text(a)?),
        14 => Kind::CoroutineLeft(text(a)?),
        15 => Kind::TimerSet { timer: small(a)?, deadline: Instant::from_nanos(b) },
        16 => Kind::TimerFired(small(a)?),
        17 => Kind::TimerCancelled(small(a)?),
        18 => Kind::FutureCreated { future: small(a)?, name: text(b)? },
        19 => Kind::FutureResolved { future: small(a)?, by: to_actor(b)?, ending: to_ending(c)? },
        20 => Kind::CallbackAdded { on: to_waiting(a)?, name: text(b)?, serves: small(c)? },
        21 => Kind::CallbackQueued { callback: small(a)?, name: text(b)?, by: to_actor(c)? },
        22 => Kind::CallbackBegin(small(a)?),
        23 => Kind::CallbackEnd(small(a)?),
        24 => Kind::CallbackCancelled(small(a)?),
        25 => Kind::CancelRequested { by: to_actor(a)? },
        26 => Kind::CancelDelivered,
        27 => Kind::RaiseRequested { by: to_actor(a)?, error: text(b)? },
        28 => Kind::RaiseDelivered(text(a)?),
        29 => Kind::ChosenNext(to_entry(a)?),
        30 => Kind::DeedSkipped { deed: to_tried(a)?, why: of(&SKIPS, b)? },
        31 => Kind::ClockAdvanced { from: Instant::from_nanos(a) },
        32 => Kind::Blocked { since: Instant::from_nanos(a) },
        33 => Kind::Output { stream: of(&STREAMS, a)?, text: text(b)? },
        34 => Kind::Idle { alive: small(a)? },
        35 if a == 0 => Kind::LimitReached(Limit::Steps(b)),
        35 if a == 1 => Kind::LimitReached(Limit::Records(small(b)?)),
        35 if a == 3 => Kind::LimitReached(Limit::Computing(small(b)?)),
        35 => Kind::LimitReached(Limit::Time(Instant::from_nanos(b))),
        _ => return None,
    })
}

fn record(numbers: &[u64]) -> Option<Record> {
    let &[time, seq, iteration, task, line, code, a, b, c] = numbers else { return None };
    Some(Record {
        time: Instant::from_nanos(time),
        seq: small(seq)?,
        iteration: small(iteration)?,
        task: small(task)?,
        line: small(line)?,
        kind: to_kind([code, a, b, c])?,
    })
}

/// What goes over.
#[derive(Serialize, Deserialize)]
struct Packed<T> {
    numbers: Vec<u64>,
    texts: T,
}

impl Serialize for Chunk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut numbers = Vec::with_capacity(self.records.len() * WIDTH);
        for record in &self.records {
            let Record { time, seq, iteration, task, line, kind: what } = *record;
            numbers.extend([time.as_nanos(), seq.into(), iteration.into(), task.into(), line.into()]);
            numbers.extend(kind(what));
        }
        Packed { numbers, texts: &self.texts }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Chunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Packed { numbers, texts } = Packed::deserialize(deserializer)?;
        let records: Option<Vec<Record>> = numbers.chunks(WIDTH).map(record).collect();
        let records = records.ok_or_else(|| D::Error::custom("a record that is none"))?;
        Ok(Chunk { records, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind, with everything that can stand in it.
    fn all() -> Vec<Kind> {
        let actors =
            [Actor::Program, Actor::Task(7), Actor::Callback(8), Actor::Timer(9), Actor::Outside, Actor::Reader];
        let waits = [
            Waiting::Unknown,
            Waiting::Turn,
            Waiting::Timer(1),
            Waiting::Future(2),
            Waiting::Task(u32::MAX),
            Waiting::Primitive(TextId(4)),
        ];
        let ends = [Ending::Ready, Ending::Failed(TextId(3)), Ending::Cancelled];
        let mut kinds = vec![
            Kind::ProgramBegin,
            Kind::LoopEntered,
            Kind::LoopLeft,
            Kind::LoopClosed,
            Kind::IterationBegin { ready: 2, due: 1 },
            Kind::IterationEnd,
            Kind::TaskRenamed(TextId(5)),
            Kind::PollBegin,
            Kind::CoroutineEntered(TextId(1)),
            Kind::CoroutineLeft(TextId(1)),
            Kind::TimerSet { timer: 3, deadline: Instant::MAX },
            Kind::TimerFired(3),
            Kind::TimerCancelled(3),
            Kind::FutureCreated { future: 4, name: TextId(6) },
            Kind::CallbackBegin(1),
            Kind::CallbackEnd(1),
            Kind::CallbackCancelled(1),
            Kind::CancelDelivered,
            Kind::RaiseDelivered(TextId(2)),
            Kind::ChosenNext(EntryNo::Task(1)),
            Kind::ChosenNext(EntryNo::Callback(2)),
            Kind::ClockAdvanced { from: Instant::from_nanos(5) },
            Kind::Blocked { since: Instant::from_nanos(5) },
            Kind::Idle { alive: 3 },
            Kind::LimitReached(Limit::Steps(u64::MAX)),
            Kind::LimitReached(Limit::Records(1)),
            Kind::LimitReached(Limit::Computing(7)),
            Kind::LimitReached(Limit::Time(Instant::from_nanos(1))),
        ];
        for by in actors {
            kinds.push(Kind::TaskCreated { parent: by, name: TextId(1), coroutine: TextId(2) });
            kinds.extend(OUTCOMES.map(|outcome| Kind::WakeRequested { by, outcome }));
            kinds.extend(ends.map(|ending| Kind::FutureResolved { future: 1, by, ending }));
            kinds.push(Kind::CallbackQueued { callback: 1, name: TextId(2), by });
            kinds.push(Kind::CancelRequested { by });
            kinds.push(Kind::RaiseRequested { by, error: TextId(1) });
        }
        for on in waits {
            kinds.push(Kind::PollEnd(PollEnding::Pending(on)));
            kinds.push(Kind::CallbackAdded { on, name: TextId(1), serves: 2 });
        }
        for end in ends {
            kinds.extend([Kind::ProgramEnd(end), Kind::PollEnd(PollEnding::Done(end)), Kind::TaskDone(end)]);
        }
        kinds.extend(STREAMS.map(|stream| Kind::Output { stream, text: TextId(9) }));
        let tried = [
            Tried::Cancel(1),
            Tried::Raise(2),
            Tried::Block,
            Tried::RunNext(EntryNo::Task(3)),
            Tried::RunNext(EntryNo::Callback(4)),
        ];
        kinds.extend(tried.into_iter().flat_map(|deed| SKIPS.map(|why| Kind::DeedSkipped { deed, why })));
        kinds
    }

    #[test]
    fn every_kind_goes_there_and_back() {
        let records: Vec<Record> = (0..)
            .zip(all())
            .map(|(seq, kind)| Record { time: Instant::MAX, seq, iteration: 2, task: 3, line: u32::MAX, kind })
            .collect();
        let chunk = Chunk { records, texts: vec!["a".into(), "茶".into()] };
        let json = serde_json::to_string(&chunk).unwrap();
        assert_eq!(serde_json::from_str::<Chunk>(&json).unwrap(), chunk);
    }

    #[test]
    fn numbers_that_are_no_records_are_refused() {
        for numbers in [
            "[1]",
            "[0,0,0,0,0,36,0,0,0]",
            "[0,0,0,0,0,9,0,3,0]",
            "[0,0,0,0,0,9,6,0,0]",
            "[0,0,0,0,0,8,4294967296,0,0]",
        ] {
            let json = format!("{{\"numbers\":{numbers},\"texts\":[]}}");
            assert!(serde_json::from_str::<Chunk>(&json).is_err(), "{numbers}");
        }
    }
}
