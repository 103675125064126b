//! Every cancellation: moment x handle kept or dropped x how the task would end. Each future is polled as often as it
//! should be and dropped exactly once, and every run leaves the same trace.

use std::cell::RefCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use loopscope_executor::trace::Ending;
use loopscope_executor::{Cancelled, Executor, Instant, JoinHandle, Next, text, yield_now};

use crate::support::{SECOND, at, checked, counted, story};

/// When the task is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Never,
    BeforeFirstPoll,
    WhileQueued,
    WaitingOnTimer,
    WaitingOnJoin,
    DuringOwnPoll,
    AfterDone,
}

/// How it ends when nobody cancels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finale {
    Ready,
    Panics,
    Failed,
    PendingForEver,
}

#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    asked: Option<bool>,
    polls: u32,
    result: Option<Result<u32, Cancelled>>,
    ending: Option<String>,
}

const MOMENTS: [Moment; 7] = [
    Moment::Never,
    Moment::BeforeFirstPoll,
    Moment::WhileQueued,
    Moment::WaitingOnTimer,
    Moment::WaitingOnJoin,
    Moment::DuringOwnPoll,
    Moment::AfterDone,
];

fn expected(moment: Moment, finale: Finale) -> Outcome {
    let cancelled = |polls| (polls, Some(Err(Cancelled)), Some("task done: cancelled"));
    let finished = match finale {
        Finale::Ready => (1, Some(Ok(7)), Some("task done: ready")),
        Finale::Failed => (1, Some(Ok(7)), Some("task done: failed: ValueError")),
        Finale::Panics => (1, Some(Err(Cancelled)), Some("task done: failed: panicked")),
        Finale::PendingForEver => (1, None, None),
    };
    let for_ever = finale == Finale::PendingForEver;
    let (asked, (polls, result, ending)) = match moment {
        Moment::Never => (None, finished),
        Moment::BeforeFirstPoll => (Some(true), cancelled(0)),
        Moment::WhileQueued | Moment::WaitingOnTimer | Moment::WaitingOnJoin => (Some(true), cancelled(1)),
        // Asked in its last poll, it ends as it would have.
        Moment::DuringOwnPoll => (Some(true), if for_ever { cancelled(1) } else { finished }),
        Moment::AfterDone => (Some(for_ever), if for_ever { cancelled(1) } else { finished }),
    };
    Outcome { asked, polls, result, ending: ending.map(str::to_owned) }
}

fn turns(executor: &mut Executor, most: u32) {
    for _ in 0..most {
        let next = catch_unwind(AssertUnwindSafe(|| executor.turn(at(0)).unwrap()));
        if next.is_ok_and(|next| next != Next::Now) {
            return;
        }
    }
}

fn run(moment: Moment, finale: Finale, keep: bool) -> (Outcome, String) {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let own: Rc<RefCell<Option<JoinHandle<u32>>>> = Rc::default();
    let asked_inside: Rc<RefCell<Option<bool>>> = Rc::default();
    let other = executor.spawn(pending::<()>());
    let (counts, future) = counted({
        let (handle, own, asked) = (handle.clone(), own.clone(), asked_inside.clone());
        async move {
            match moment {
                Moment::WhileQueued => yield_now().await,
                Moment::WaitingOnTimer => handle.sleep(SECOND).await,
                Moment::WaitingOnJoin => drop(other.await),
                Moment::DuringOwnPoll => {
                    let join = own.take().unwrap();
                    asked.replace(Some(join.cancel()));
                    if keep {
                        own.replace(Some(join));
                    }
                }
                Moment::Never | Moment::BeforeFirstPoll | Moment::AfterDone => {}
            }
            match finale {
                Finale::Ready => {}
                Finale::Panics => panic!("on purpose"),
                Finale::Failed => handle.ending(Ending::Failed(handle.text("ValueError")), 0),
                Finale::PendingForEver => pending().await,
            }
            7
        }
    });
    let join = executor.spawn(future);
    let no = join.no();
    own.replace(Some(join));

    match moment {
        Moment::Never | Moment::BeforeFirstPoll | Moment::DuringOwnPoll => {}
        Moment::WhileQueued | Moment::WaitingOnTimer | Moment::WaitingOnJoin => {
            executor.turn(at(0)).unwrap();
        }
        Moment::AfterDone => turns(&mut executor, 5),
    }
    let asked = match moment {
        Moment::Never | Moment::DuringOwnPoll => None,
        _ => own.borrow().as_ref().map(JoinHandle::cancel),
    };
    if !keep && moment != Moment::DuringOwnPoll {
        drop(own.take());
    }
    turns(&mut executor, 10);

    let result = own.borrow().as_ref().and_then(JoinHandle::try_take);
    let trace = checked(&mut executor);
    let ending = story(&trace, no).pop().filter(|last| last.starts_with("task done"));
    let live = u32::from(ending.is_none());
    assert_eq!(counts.drops.get(), 1 - live, "{moment:?} {finale:?}");
    assert_eq!(executor.alive(), 1 + live, "the other task waits for ever");
    let timers_left = matches!(executor.next(), Next::At(_));
    assert!(!timers_left, "a timer is left behind");
    drop(executor);
    assert_eq!(counts.drops.get(), 1, "dropped exactly once");
    let asked = asked.or_else(|| asked_inside.take());
    (Outcome { asked, polls: counts.polls.get(), result, ending }, text::trace(&trace))
}

#[test]
fn p10_every_cancellation_has_its_outcome() {
    assert_eq!(at(0), Instant::ZERO);
    let mut cases = 0;
    for moment in MOMENTS {
        for finale in [Finale::Ready, Finale::Panics, Finale::Failed, Finale::PendingForEver] {
            for keep in [true, false] {
                let (outcome, trace) = run(moment, finale, keep);
                let mut expected = expected(moment, finale);
                if !keep {
                    // Nobody is left to ask.
                    expected.result = None;
                }
                assert_eq!(outcome, expected, "{moment:?} {finale:?}, handle kept: {keep}\n{trace}");
                assert_eq!(run(moment, finale, keep).1, trace, "{moment:?} {finale:?} again");
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 56);
}
