//! The loop's inside in words: exact for a small program, and for any program complete, with keys that tell entries apart.

mod common;
mod random;

use std::collections::BTreeSet;
use std::fmt::Write;

use loopscope_asyncio::prelude::*;
use loopscope_executor::Limits;
use loopscope_view::{AwaitItem, Cursor, Entry, Internals, Key, Lang, Scope, Target, internals, timer_words};
use proptest::prelude::*;
use random::{Ran, traces};

async fn nap(seconds: f64) -> Result {
    sleep(seconds).await
}

async fn inner(seconds: f64) -> Result {
    coro!(nap(seconds)).await
}

async fn main() -> Result {
    let future = get_running_loop()?.create_future::<()>();
    future.add_done_callback("tell", |_| ());
    get_running_loop()?.call_later(0.5, "deliver", {
        let future = future.clone();
        move || future.set_result(())
    });
    let waiting = create_task(coro!(wait(future))).named("waiting");
    gather([coro!(inner(1.0)), coro!(inner(0.0))]).await?;
    waiting.await
}

async fn wait(future: Future<()>) -> Result {
    future.await
}

fn scope() -> Scope {
    Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }))
}

fn at(scope: &Scope, lang: Lang, cursor: Cursor) -> Internals {
    internals(lang, scope, &scope.state_at(cursor))
}

fn lists(internals: &Internals) -> [(&'static str, &[Entry]); 4] {
    [
        ("ready", &internals.ready),
        ("timers", &internals.timers),
        ("awaits", &internals.awaits),
        ("futures", &internals.futures),
    ]
}

fn told(lang: Lang) -> String {
    let scope = scope();
    let mut out = String::new();
    for cursor in (0..=scope.len()).step_by(6).map(Cursor) {
        let _ = writeln!(out, "== {}", cursor.0);
        let internals = at(&scope, lang, cursor);
        for (list, entries) in lists(&internals) {
            for Entry { key, from, depth, title, words, state, next_turn, .. } in entries {
                let from = from.map_or(String::new(), |from| format!(" <- {}", from.id()));
                let next = if *next_turn { " (next turn)" } else { "" };
                let indent = "  ".repeat(*depth as usize);
                let _ = writeln!(out, "{list} {indent}[{}{from}] {state:?}{next} {title}: {words}", key.id());
            }
        }
    }
    out
}

#[test]
fn the_inside_of_a_small_run_is_exact() {
    common::compare("internals.en.txt", &told(Lang::En));
    common::compare("internals.zh.txt", &told(Lang::Zh));
}

#[test]
fn a_sleeping_task_comes_to_the_queue_by_way_of_its_timer() {
    let scope = scope();
    let inside = |cursor: u32| at(&scope, Lang::En, Cursor(cursor));
    let fired =
        scope.trace().records.iter().rposition(|it| matches!(it.kind, loopscope_executor::trace::Kind::TimerFired(_)));
    let fired = u32::try_from(fired.unwrap()).unwrap();
    let before = inside(fired);
    let key = before.timers[0].key;
    assert_eq!(before.timers[0].title, "sleep(1)");
    // The timer's record, then that of its callback, which is the same thing.
    let callback = inside(fired + 2);
    assert!(callback.timers.is_empty());
    assert_eq!(callback.ready.iter().map(|entry| entry.key).collect::<Vec<_>>(), [key]);
    // It begins, resolves the future, and wakes the task.
    let woken = inside(fired + 5);
    assert_eq!(woken.ready.len(), 1);
    assert_eq!((woken.ready[0].key, woken.ready[0].from), (Key::Task(callback.ready[0].task), Some(key)));
    assert!(woken.futures.iter().any(|entry| entry.words == "has its result"));
}

#[test]
fn a_timer_tells_how_far_it_is_from_its_deadline() {
    let words = |now: f64, lang| {
        let at = loopscope_executor::Instant::from_secs_f64;
        timer_words(lang, at(now), at(2.0))
    };
    assert_eq!(words(1.5, Lang::En), "due at t = 2 s, in 0.5 s");
    assert_eq!(words(2.0, Lang::En), "due now, at t = 2 s");
    assert_eq!(words(2.5, Lang::Zh), "本该 t = 2 s 到期，已迟了 0.5 s");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_thing_stands_once_in_a_list_and_has_its_words(Ran(trace) in traces()) {
        let scope = Scope::new(trace);
        for cursor in (0..=scope.len()).map(Cursor) {
            let state = scope.state_at(cursor);
            for lang in Lang::ALL {
                let internals = internals(lang, &scope, &state);
                prop_assert_eq!(internals.ready.len(), state.ready.len());
                prop_assert_eq!(internals.timers.len(), state.timers.len());
                let alive = state.tasks.iter().filter(|task| task.task != 0 && !task.state.is_end());
                for task in alive {
                    prop_assert!(internals.awaits.iter().any(|entry| entry.key == Key::Task(task.task)));
                }
                for future in &state.futures {
                    let key = Key::Future(future.future);
                    let callbacks = scope.callbacks_at(Target::Future(future.future), cursor);
                    let callbacks = callbacks.iter().map(|it| Key::Added(it.number));
                    let waiters = future.waiters.iter().map(|task| Key::Task(*task));
                    let place = internals.futures.iter().position(|entry| entry.key == key).unwrap();
                    let below: Vec<_> = internals.futures[place + 1..].iter().take_while(|it| it.depth > 0).map(|it| it.key).collect();
                    prop_assert_eq!(below, waiters.chain(callbacks).collect::<Vec<_>>());
                }
                for (list, entries) in lists(&internals) {
                    let ids: BTreeSet<_> = entries.iter().map(|entry| entry.key.id()).collect();
                    prop_assert_eq!(ids.len(), entries.len(), "{}: {:?}", list, entries);
                    for entry in entries {
                        prop_assert!(!entry.words.contains(['{', '}']) && !entry.title.is_empty(), "{:?}", entry);
                        prop_assert!(!entry.words.is_empty() && entry.since < cursor.0, "{:?}", entry);
                    }
                }
                for pair in internals.awaits.windows(2) {
                    prop_assert!(pair[1].depth <= pair[0].depth + 1);
                }
            }
            let in_range = |item| match item {
                AwaitItem::Task(at) => at < state.tasks.len(),
                AwaitItem::Future(at) => at < state.futures.len(),
            };
            prop_assert!(state.await_tree(&scope).iter().all(|row| in_range(row.item)));
        }
    }
}
