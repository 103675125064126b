//! The narration: exact for two small programs, and complete for every kind of record.

mod common;
#[path = "common/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::fmt::Write;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{
    Actor, Ending, EntryNo, Held, Kind, Limit, Moved, Part, PollEnding, Record, Skip, Stream, TextId, Trace, Tried,
    Waiting, WakeOutcome, Why,
};
use loopscope_executor::{Instant, Limits};
use loopscope_view::{
    Importance, Lang, Scope, Term, Voice, definition, glossary, importance, sentence, sentence_in, terms,
};
use words::say;

async fn main() -> Result {
    let hello = create_task(coro!(say(1.0, "hello"))).named("say-hello");
    coro!(say(2.0, "world")).await?;
    hello.await?;
    let soon = create_task(coro!(say(0.0, "soon"))).named("soon");
    let later = create_task(coro!(say(0.5, "later"))).named("later");
    gather([soon, later]).await?;
    time::sleep(0.25);
    Ok(())
}

fn narration(lang: Lang, trace: Trace) -> String {
    let scope = Scope::new(trace);
    let mut out = String::new();
    for record in &scope.trace().records {
        let mark = if importance(&record.kind) == Importance::Essential { '*' } else { ' ' };
        let _ = writeln!(out, "{mark} {}", sentence(lang, &scope, record));
    }
    out
}

fn trouble() -> Trace {
    async fn bad() -> Result {
        Err(Exception::value("no good"))
    }
    async fn forever(future: Future<()>) -> Result {
        future.await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<()>();
        let bad = create_task(coro!(bad()));
        let waiting = create_task(coro!(forever(future.clone())));
        sleep(0.0).await?;
        sleep(0.0).await?;
        waiting.cancel();
        let _ = waiting.await;
        drop(bad);
        get_running_loop()?.create_future::<()>().await
    }
    common::trace_of(Limits::default(), async { run(coro!(main())).await })
}

#[test]
fn hello_world_in_english() {
    let told = narration(Lang::En, common::trace_of(Limits::default(), async { run(coro!(main())).await }));
    common::compare("hello.en.txt", &told);
}

#[test]
fn hello_world_in_chinese() {
    let told = narration(Lang::Zh, common::trace_of(Limits::default(), async { run(coro!(main())).await }));
    common::compare("hello.zh.txt", &told);
}

#[test]
fn trouble_in_english() {
    common::compare("trouble.en.txt", &narration(Lang::En, trouble()));
}

#[test]
fn trouble_in_chinese() {
    common::compare("trouble.zh.txt", &narration(Lang::Zh, trouble()));
}

#[test]
fn the_same_run_in_rust_s_words() {
    for (lang, name) in [(Lang::En, "poll.en.txt"), (Lang::Zh, "poll.zh.txt")] {
        let scope = Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }));
        let mut told = String::new();
        for record in &scope.trace().records {
            let _ = writeln!(told, "{}", sentence_in(lang, &scope, record, Voice::Rust));
            assert_eq!(sentence_in(lang, &scope, record, Voice::Asyncio), sentence(lang, &scope, record));
        }
        common::compare(name, &told);
    }
}

#[test]
fn the_glossary_defines_each_term_once() {
    for lang in Lang::ALL {
        let all = glossary(lang);
        assert_eq!(all.iter().map(|it| it.term).collect::<Vec<_>>(), Term::ALL);
        for (at, here) in all.iter().enumerate() {
            assert_eq!(*here, definition(lang, here.term));
            assert!(here.means.ends_with(if lang.spaced() { '.' } else { '。' }), "{}", here.means);
            let again =
                |other: &loopscope_view::Definition| other.name == here.name || other.term.id() == here.term.id();
            assert!(!all[at + 1..].iter().any(again), "{} stands there twice", here.name);
        }
    }
}

#[test]
fn every_term_is_touched_by_some_record() {
    let touched: Vec<Term> = every_kind()
        .iter()
        .flat_map(|kind| [Voice::Asyncio, Voice::Rust].map(|voice| terms(kind, voice)))
        .flatten()
        .copied()
        .collect();
    for term in Term::ALL {
        assert!(touched.contains(&term), "{term:?}");
    }
}

#[test]
fn blocking_is_told_by_what_it_blocks() {
    async fn main() -> Result {
        time::sleep(0.5);
        Ok(())
    }
    let scope = Scope::new(common::trace_of(Limits::default(), async {
        time::sleep(2.0);
        run(coro!(main())).await
    }));
    let told: Vec<_> = scope
        .trace()
        .records
        .iter()
        .filter(|record| matches!(record.kind, Kind::Blocked { .. }))
        .map(|record| sentence(Lang::En, &scope, record))
        .collect();
    assert_eq!(
        told,
        [
            "The program stands still for 2 s, until t = 2 s; the loop is not running, so no task runs either.",
            "Task-1 blocks the whole loop for 0.5 s, until t = 2.5 s: nothing else can run meanwhile.",
        ]
    );
}

const ACTORS: [Actor; 8] = [
    Actor::Program,
    Actor::Task(1),
    Actor::Callback(1),
    Actor::Timer(1),
    Actor::Outside,
    Actor::Reader,
    Actor::Thread(1),
    Actor::Cleanup,
];
const WHYS: [Why; 11] = [
    Why::Nobody,
    Why::Task,
    Why::Parts(1),
    Why::Parts(2),
    Why::Held(1),
    Why::Held(2),
    Why::Unfinished(2),
    Why::Empty,
    Why::Full,
    Why::Missing(1),
    Why::Stop,
];
const ENDINGS: [Ending; 4] = [Ending::Ready, Ending::Failed(TextId(3)), Ending::Cancelled, Ending::Collected];

/// So many texts the trace has beside the empty one.
const TEXTS: u32 = 7;

/// Every kind of record with every variant of its parts, about things that the trace knows, then about unknown ones. Kinds that are not
/// listed here are as the executor's table has them, whose texts are those of the trace or empty, which none is in earnest.
fn every_kind() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::ProgramBegin,
        Kind::LoopEntered,
        Kind::LoopLeft,
        Kind::LoopClosed,
        Kind::IterationBegin { ready: 1, due: 0 },
        Kind::IterationBegin { ready: 0, due: 2 },
        Kind::IterationEnd,
        Kind::TaskRenamed(TextId(2)),
        Kind::PollBegin,
        Kind::CoroutineEntered(TextId(2)),
        Kind::CoroutineLeft(TextId(2)),
        Kind::CancelDelivered,
        Kind::ClockAdvanced { from: Instant::ZERO, by: Moved::Waiting },
        Kind::ClockAdvanced { from: Instant::ZERO, by: Moved::Polling },
        Kind::Blocked { since: Instant::ZERO, by: Held::Sleeping },
        Kind::Blocked { since: Instant::ZERO, by: Held::Polling },
        Kind::Blocked { since: Instant::ZERO, by: Held::Computing },
        Kind::Output { stream: Stream::Stdout, text: TextId(3) },
        Kind::Output { stream: Stream::Stderr, text: TextId(3) },
        Kind::Idle { alive: 1 },
        Kind::LimitReached(Limit::Steps(7)),
        Kind::LimitReached(Limit::Records(7)),
        Kind::LimitReached(Limit::Time(Instant::from_secs_f64(7.0))),
        Kind::LimitReached(Limit::Computing(7)),
        Kind::ThreadResumed,
        Kind::ThreadWaiting(TextId(2)),
        Kind::Inexact(TextId(2)),
        Kind::Canned(TextId(2)),
    ];
    for ending in ENDINGS {
        kinds.push(Kind::ProgramEnd(ending));
        kinds.push(Kind::PollEnd(PollEnding::Done(ending)));
        kinds.push(Kind::TaskDone(ending));
        kinds.push(Kind::ThreadEnded(ending));
        kinds.push(Kind::FutureResolved { future: 1, by: Actor::Task(1), ending });
        kinds.push(Kind::FutureResolved { future: 99, by: Actor::Timer(99), ending });
    }
    for by in ACTORS {
        kinds.push(Kind::TaskCreated { parent: by, name: TextId(1), coroutine: TextId(2) });
        kinds.push(Kind::TaskCreated { parent: by, name: TextId::EMPTY, coroutine: TextId::EMPTY });
        kinds.push(Kind::ThreadStarted { by, name: TextId(1), function: TextId(2) });
        kinds.push(Kind::ThreadStarted { by, name: TextId(1), function: TextId::EMPTY });
        for outcome in [WakeOutcome::Queued, WakeOutcome::AlreadyQueued, WakeOutcome::Stale] {
            kinds.push(Kind::WakeRequested { by, outcome });
        }
        kinds.push(Kind::CallbackQueued { callback: 1, name: TextId(2), by, on: Waiting::Unknown });
        kinds.push(Kind::CancelRequested { by, through: TextId::EMPTY });
        kinds.push(Kind::CancelRequested { by, through: TextId(2) });
        kinds.push(Kind::RaiseRequested { by, error: TextId(2) });
    }
    for waiting in [
        Waiting::Unknown,
        Waiting::Turn,
        Waiting::Timer(1),
        Waiting::Timer(99),
        Waiting::Future(1),
        Waiting::Future(99),
        Waiting::Task(1),
        Waiting::Task(99),
        Waiting::Primitive(TextId(2)),
    ] {
        kinds.push(Kind::PollEnd(PollEnding::Pending(waiting)));
        for serves in [0, 1, 99] {
            kinds.push(Kind::CallbackAdded { on: waiting, name: TextId(2), serves });
        }
    }
    let interventions = [1, 99].into_iter().flat_map(|no| {
        let entries = [EntryNo::Task(no), EntryNo::Callback(no)].map(Tried::RunNext);
        [Tried::Cancel(no), Tried::Raise(no), Tried::Block].into_iter().chain(entries)
    });
    for act in interventions {
        for why in [Skip::NoTask, Skip::Ended, Skip::Raising, Skip::NotReady, Skip::NextTurn, Skip::RunOver] {
            kinds.push(Kind::InterventionSkipped { act, why });
        }
    }
    kinds.push(Kind::RaiseDelivered(TextId(2)));
    for why in WHYS {
        kinds.extend([0, 1, 99].map(|who| Kind::Stuck { why, who, at: 5 }));
    }
    for no in [1, 99] {
        kinds.extend([EntryNo::Task(no), EntryNo::Callback(no)].map(Kind::ChosenNext));
        kinds.extend([
            Kind::TimerSet { timer: no, deadline: Instant::from_secs_f64(2.0), future: 0 },
            Kind::TimerFired(no),
            Kind::TimerCancelled(no),
            Kind::FutureCreated { future: no, name: TextId(2) },
            Kind::FutureCreated { future: no, name: TextId::EMPTY },
            Kind::CallbackBegin(no),
            Kind::CallbackEnd(no),
            Kind::CallbackCancelled(no),
        ]);
    }
    let listed: BTreeSet<_> = kinds.iter().map(Kind::name).collect();
    let unlisted = Kind::samples().into_iter().filter(|kind| !listed.contains(kind.name()));
    let said =
        |kind: &Kind| kind.parts().iter().all(|(_, part)| !matches!(part, Part::Text(id) if id.0 == 0 || id.0 > TEXTS));
    kinds.extend(unlisted.filter(said));
    assert_eq!(kinds.iter().map(Kind::name).collect::<BTreeSet<_>>().len(), Kind::NAMES.len());
    kinds
}

#[test]
fn every_kind_of_record_has_its_sentence() {
    let mut trace = Trace::default();
    trace.texts.extend(["tea".to_owned(), "brew".to_owned(), "two\nlines\n".to_owned()]);
    trace.texts.resize(1 + TEXTS as usize, "brew".to_owned());
    let known = [
        Kind::TaskCreated { parent: Actor::Program, name: TextId(1), coroutine: TextId(2) },
        Kind::FutureCreated { future: 1, name: TextId(2) },
        Kind::TimerSet { timer: 1, deadline: Instant::from_secs_f64(1.0), future: 0 },
        Kind::CallbackQueued { callback: 1, name: TextId(2), by: Actor::Timer(1), on: Waiting::Unknown },
    ];
    for task in [0, 1, 99] {
        for kind in known.into_iter().chain(every_kind()) {
            let seq = trace.records.len() as u32;
            let time = Instant::from_secs_f64(f64::from(seq));
            trace.records.push(Record { time, seq, iteration: 3, task, line: seq % 2, kind });
        }
    }
    let scope = Scope::new(trace);
    for record in &scope.trace().records {
        for (lang, voice) in Lang::ALL.into_iter().flat_map(|it| [(it, Voice::Asyncio), (it, Voice::Rust)]) {
            let sentence = sentence_in(lang, &scope, record, voice);
            assert!(!sentence.contains(['{', '}']), "unfilled: {sentence}");
            assert!(!sentence.contains("  "), "a hole: {sentence:?}");
            assert!(!sentence.starts_with(' ') && !sentence.ends_with(' '), "a hole at the edge: {sentence:?}");
            let end = if lang.spaced() { '.' } else { '。' };
            let output = matches!(record.kind, Kind::Output { .. });
            assert!(output || sentence.ends_with(end), "no sentence: {sentence}");
            let words = sentence.replace("CancelledError", "");
            let han = words.chars().any(|char| ('\u{4e00}'..'\u{9fff}').contains(&char));
            assert_eq!(han, lang == Lang::Zh, "wrong language: {sentence}");
        }
    }
}
