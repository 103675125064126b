//! What a loop of somebody else's making asks for: polls out of turn, deadlines before the clock's start, deadlines that move, a look
//! at what waits.

use std::any::Any;
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use loopscope_executor::{Deadline, Executor, Handle, Job, Queued, Spawn};

use crate::support::{Log, at, finish};

fn says(
    handle: &Handle,
    log: &Log,
    deadline: impl Into<Deadline>,
    what: &'static str,
) -> loopscope_executor::TimerHandle {
    let log = log.clone();
    handle.call_at(deadline, what, 1, move || log.add(what.to_owned()))
}

#[test]
fn deadlines_before_the_start_come_first_and_in_their_order() {
    // Their records have the clock's start as their deadline, by which a checker of traces could not tell the order.
    let (mut executor, log) = (Executor::new(), Log::default());
    let handle = executor.handle();
    drop(says(&handle, &log, at(0), "zero"));
    drop(says(&handle, &log, Deadline::before_start(1.0), "one before"));
    drop(says(&handle, &log, Deadline::before_start(1e12), "long before"));
    drop(says(&handle, &log, at(1), "one after"));
    drop(says(&handle, &log, Deadline::before_start(2.0), "two before"));
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["long before", "two before", "one before", "zero", "one after"]);
}

#[test]
fn a_deadline_moves_both_ways() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    let timers: Vec<_> = ["a", "b", "c", "d", "e", "f"].map(|what| says(&handle, &log, at(5), what)).into();
    timers[0].set_deadline(at(9));
    timers[4].set_deadline(at(1));
    timers[5].set_deadline(Deadline::before_start(1.0));
    assert!(timers[1].cancel());
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["f", "e", "c", "d", "a"]);
    timers[0].set_deadline(at(20));
    assert!(!timers[0].cancel(), "it has fired");
}

#[test]
fn a_task_that_sleeps_is_polled_when_it_is_asked_for() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let polls = Rc::new(Cell::new(0));
    let own = polls.clone();
    let body = poll_fn(move |_| {
        own.set(own.get() + 1);
        if own.get() < 3 { Poll::Pending } else { Poll::Ready(()) }
    });
    let task = handle.spawn_asleep(&Spawn { name: "asleep", ..Spawn::default() }, body).unwrap();
    finish(&mut executor).unwrap_err();
    assert_eq!(polls.get(), 0, "nobody has woken it");
    handle.poll_now(&task);
    assert_eq!(polls.get(), 1);
    let (again, from_within) = (task.clone(), handle.clone());
    drop(handle.call_soon("polls", 1, move || from_within.poll_now(&again)));
    task.wake();
    finish(&mut executor).unwrap();
    assert_eq!(polls.get(), 3, "once from a callback, once by the loop");
    handle.poll_now(&task);
    assert_eq!((polls.get(), executor.alive()), (3, 0), "it has ended");
}

struct Named(&'static str);

impl Job for Named {
    fn run(self: Box<Self>) {}

    fn owner(&self) -> Option<&dyn Any> {
        Some(&self.0)
    }
}

#[test]
fn what_waits_can_be_looked_at() {
    let executor = Executor::new();
    let handle = executor.handle();
    drop(handle.call_soon("", 1, Named("first")));
    let task = handle.spawn_task(&Spawn::default(), async {}).unwrap();
    drop(handle.call_soon("", 1, || ()));
    drop(handle.call_soon("", 1, Named("last")));
    let mut seen = Vec::new();
    handle.visit_ready(&mut |entry| {
        seen.push(match entry {
            Queued::Task(no) => format!("task {no}"),
            Queued::Callback(owner) => (*owner.downcast_ref::<&str>().unwrap()).to_owned(),
        });
    });
    assert_eq!(seen, ["first", &format!("task {}", task.no()), "last"]);
    let _ = handle.call_at(at(2), "", 1, Named("later"));
    let _ = handle.call_at(at(1), "", 1, Named("sooner"));
    let mut seen = Vec::new();
    handle.visit_timers(&mut |owner| seen.extend(owner.downcast_ref::<&str>().copied()));
    assert_eq!(seen, ["sooner", "later"]);
}
