//! Runs that were stopped: how far they came, why, and who waits for whom.

mod common;

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{Kind, Limit, Trace};
use loopscope_executor::{Instant, Limits};
use loopscope_view::{Halt, Halted, Lang, Scope, halted};

fn of(lang: Lang, trace: &Trace) -> Option<Halted> {
    halted(lang, &Scope::new(trace.clone()))
}

fn rows(halted: &Halted) -> Vec<(&str, &str, bool)> {
    halted.rows.iter().map(|row| (&*row.name, &*row.words, row.ring)).collect()
}

#[test]
fn a_deadlock_tells_who_waits_for_whom() {
    type Shared = Rc<RefCell<Vec<Task<()>>>>;
    async fn wait(other: usize, tasks: Shared) -> Result {
        sleep(0.5).await?;
        let task = tasks.borrow()[other].clone();
        task.await
    }
    async fn forever(future: Future<()>) -> Result {
        future.await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<()>();
        let tasks = Shared::default();
        for (name, other) in [("A", 1), ("B", 0)] {
            let task = create_task(coro!(wait(other, tasks.clone()))).named(name);
            tasks.borrow_mut().push(task);
        }
        create_task(coro!(forever(future))).named("C").await
    }
    let trace = common::trace_of(Limits::default(), async { run(coro!(main())).await });
    let english = of(Lang::En, &trace).expect("it waits for ever");
    assert_eq!(english.why, Halt::Deadlock);
    assert_eq!(english.time, Instant::from_secs_f64(0.5));
    assert_eq!(
        english.reason,
        "The program waits for ever: nothing is ready and no timer is set, so nobody is left who could wake a task."
    );
    assert!(english.progress.starts_with("It came to t = 0.5 s, in "), "{}", english.progress);
    assert!(english.progress.ends_with("0 of 4 tasks had ended."), "{}", english.progress);
    assert_eq!(
        rows(&english),
        [
            ("Task-1", "waits for C to end", false),
            ("A", "waits for B to end; that is a ring: in the end it waits for itself", true),
            ("B", "waits for A to end; that is a ring: in the end it waits for itself", true),
            ("C", "waits for future 1; nobody is left who would put its result in", false),
        ]
    );
    assert_eq!(english.rows.iter().map(|row| row.waits_for).collect::<Vec<_>>(), [Some(4), Some(3), Some(2), None]);
    let chinese = of(Lang::Zh, &trace).expect("it waits for ever");
    assert_eq!(chinese.rows[1].words, "等待 B 结束；绕成了一圈：最终等的是自己");
    // Before its end nothing is wrong with it.
    let idle = trace.records.iter().position(|record| matches!(record.kind, Kind::Idle { .. })).expect("it is idle");
    assert_eq!(of(Lang::En, &Trace { records: trace.records[..idle].to_vec(), texts: trace.texts.clone() }), None);
}

#[test]
fn a_limit_tells_how_far_the_run_came() {
    async fn main() -> Result {
        let other = create_task(coro!(nap())).named("other");
        loop {
            sleep(0.25).await?;
            if other.done() {
                print("over");
            }
        }
    }
    async fn nap() -> Result {
        sleep(1.0).await
    }
    let limits = |steps, records, seconds| Limits { steps, records, time: Instant::from_secs_f64(seconds) };
    let told = |limits, lang| {
        of(lang, &common::trace_of(limits, async { run(coro!(main())).await })).expect("it never ends by itself")
    };
    let steps = told(limits(20, 20_000, 100.0), Lang::En);
    assert_eq!(steps.why, Halt::Limit(Limit::Steps(20)));
    assert_eq!(steps.reason, "The run was stopped: it reached the limit of 20 steps.");
    assert_eq!(steps.hint, "Look for a loop that has no end.");
    let time = told(limits(10_000, 20_000, 3.0), Lang::En);
    // The first moment beyond it.
    assert_eq!(time.time, Instant::from_secs_f64(3.25));
    assert!(time.progress.ends_with("1 of 2 tasks had ended."), "{}", time.progress);
    assert_eq!(rows(&time).len(), 1);
    let records = told(limits(10_000, 60, 100.0), Lang::Zh);
    assert_eq!(records.why, Halt::Limit(Limit::Records(60)));
    assert_eq!(records.reason, "运行被中止：已达到 60 条记录的上限。");
}

#[test]
fn a_run_that_ends_by_itself_was_not_halted() {
    let trace = common::trace_of(Limits::default(), async { Ok(()) });
    assert_eq!(of(Lang::En, &trace), None);
    assert_eq!(of(Lang::En, &Trace::default()), None);
}
