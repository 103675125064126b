//! Moments that lessons name, and the view of a small run as a reader meets it.

mod common;
#[path = "common/words.rs"]
mod words;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{Kind, Trace};
use loopscope_executor::{Instant, Limits};
use loopscope_view::{
    Cursor, LaneState, Lang, Moment, On, PROGRAM, ReadyItem, Scope, lane_name, state_words, wait_words,
};
use words::say;

async fn main() -> Result {
    let hello = create_task(coro!(say(1.0, "hello"))).named("hello");
    let world = create_task(coro!(say(1.0, "world"))).named("world");
    time::sleep(0.25);
    hello.await?;
    world.await
}

fn trace() -> Trace {
    common::trace_of(Limits::default(), async { run(coro!(main())).await })
}

fn kind_before(trace: &Trace, cursor: Cursor) -> (u32, Kind) {
    let record = &trace.records[cursor.last().unwrap() as usize];
    (record.task, record.kind)
}

#[test]
fn a_moment_is_the_first_record_that_matches() {
    let trace = trace();
    let find = |moment: Moment| moment.find(&trace).map(|cursor| kind_before(&trace, cursor));
    assert!(matches!(find(Moment::first(On::ProgramEnd)), Some((0, Kind::ProgramEnd(_)))));
    assert_eq!(find(Moment { text: Some("world".into()), ..Moment::first(On::Output) }).unwrap().0, 3);
    assert_eq!(find(Moment { text: Some("word".into()), ..Moment::first(On::Output) }), None);
    // The task is named after its creation; it is the same task.
    assert_eq!(find(Moment { task: Some("world".into()), ..Moment::first(On::TaskCreated) }).unwrap().0, 3);
    // A timer's end is its setter's.
    let fired = find(Moment { task: Some("world".into()), ..Moment::first(On::TimerFired) });
    assert_eq!(fired, Some((0, Kind::TimerFired(2))));
}

#[test]
fn nth_and_lines_narrow_a_moment_down() {
    let trace = trace();
    let wake = |nth| Moment { task: Some("hello".into()), nth, ..Moment::first(On::Wake) };
    let first = wake(1).find(&trace).unwrap();
    assert_eq!(wake(0).find(&trace), Some(first));
    let second = wake(2).find(&trace).unwrap();
    assert!(second > first);
    assert_eq!(wake(3).find(&trace), None);
    let created = Moment::first(On::TaskCreated).find(&trace).unwrap();
    let line = trace.records[created.last().unwrap() as usize].line;
    assert_ne!(line, 0);
    let on_line = Moment { lines: vec![line + 1000, line], ..Moment::first(On::TaskCreated) };
    assert_eq!(on_line.find(&trace), Some(created));
    assert_eq!(Moment { lines: vec![line + 1000], ..Moment::first(On::TaskCreated) }.find(&trace), None);
}

#[test]
fn every_moment_has_a_name_of_its_own() {
    for (name, on) in On::ALL {
        assert_eq!(On::from_name(name), Some(on));
        assert_eq!(on.name(), name);
    }
    assert_eq!(On::from_name("poll"), None);
}

#[test]
fn the_lanes_of_a_small_run() {
    let scope = Scope::new(trace());
    let mut out = String::new();
    for lane in scope.lanes() {
        out += &format!("{:indent$}{}:", "", lane_name(Lang::En, lane), indent = 2 * lane.depth as usize);
        for segment in &lane.segments {
            out += &format!(" {}-{} {}", segment.start, segment.end, state_words(Lang::En, segment.state));
            if let Some(wait) = &segment.waiting {
                out += &format!(" [{}]", wait_words(Lang::En, wait));
            }
            out += ";";
        }
        out += "\n";
    }
    let expected = "\
program: 0s-0s running; 0s-1.25s waiting [the event loop]; 1.25s-1.25s running; 1.25s-1.25s done;
  Task-1: 0s-0s ready; 0s-0s running; 0s-0.25s blocking; \
0.25s-1.25s waiting [hello to end]; 1.25s-1.25s ready; 1.25s-1.25s running; 1.25s-1.25s done;
    hello: 0s-0.25s ready; 0.25s-0.25s running; 0.25s-1.25s waiting [sleep(1), until t = 1.25 s]; \
1.25s-1.25s ready; 1.25s-1.25s running; 1.25s-1.25s done;
    world: 0s-0.25s ready; 0.25s-0.25s running; 0.25s-1.25s waiting [sleep(1), until t = 1.25 s]; \
1.25s-1.25s ready; 1.25s-1.25s running; 1.25s-1.25s done;
";
    assert_eq!(out, expected);
}

#[test]
fn the_state_while_both_sleep() {
    let scope = Scope::new(trace());
    let jump = Moment::first(On::ClockAdvanced).find(scope.trace()).unwrap();
    let state = scope.state_at(Cursor(jump.0 - 1));
    assert_eq!((state.actor, state.now, state.printed), (None, Instant::from_secs_f64(0.25), 0));
    assert!(state.ready.is_empty());
    let timers: Vec<_> = state.timers.iter().map(|timer| (&*timer.name, timer.deadline.as_secs_f64())).collect();
    assert_eq!(timers, [("sleep(1)", 1.25), ("sleep(1)", 1.25)]);
    let waiters: Vec<_> = state.futures.iter().map(|future| (&*future.name, &future.waiters[..])).collect();
    assert_eq!(waiters, [("sleep(1)", &[2][..]), ("sleep(1)", &[3])]);
    let program = &state.tasks[0];
    assert_eq!((program.task, program.state, program.stack.len()), (PROGRAM, LaneState::Waiting, 0));
    let main = &state.tasks[1];
    assert_eq!((&*main.stack[0].coroutine, main.stack[0].line), ("main", main.line));

    let woken = Moment { task: Some("hello".into()), nth: 2, ..Moment::first(On::Wake) };
    let state = scope.state_at(woken.find(scope.trace()).unwrap());
    let queue: Vec<_> = state.ready.iter().map(|entry| (entry.item, &*entry.name, entry.this_turn)).collect();
    assert_eq!(
        queue,
        [(ReadyItem::Callback(2), "sleep(1)", true), (ReadyItem::Task(2), "hello", false)],
        "the second timer's callback is of this turn, what the first one woke is not"
    );
}
