//! Nothing leaks: whatever state a program is dropped in, all that its coroutines and callbacks held is dropped once.

use std::cell::Cell;
use std::rc::Rc;

use loopscope_asyncio::prelude::*;
use loopscope_asyncio::{Advance, Program, Stride};
use loopscope_executor::Limits;

use crate::twin::EPOCH;

#[derive(Default)]
struct Count {
    made: Cell<u32>,
    dropped: Cell<u32>,
}

/// Counts itself. When it goes it prints, wakes, queues and spawns, as a destructor of the program's own may.
struct Guard {
    count: Rc<Count>,
}

impl Guard {
    fn new(count: &Rc<Count>) -> Self {
        count.made.set(count.made.get() + 1);
        Guard { count: count.clone() }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        print("dropped");
        let event_loop = get_event_loop();
        let held = [(); 4].map(|()| self.count.clone());
        let [soon, later, done, spawned] = held;
        event_loop.call_soon("soon", move || drop(soon));
        event_loop.call_later(0.5, "later", move || drop(later));
        let future = event_loop.create_future::<()>();
        future.add_done_callback("done", move |_| drop(done));
        // An error only when the loop is closed.
        let _ = future.set_result(());
        let task = event_loop.create_task(Coroutine::new("spawned", async move {
            drop(spawned);
            Ok(())
        }));
        task.cancel();
        self.count.dropped.set(self.count.dropped.get() + 1);
    }
}

/// A value that a future may hold.
type Shared = Rc<Guard>;

async fn sleeper(seconds: f64, _guard: Guard) -> Result<i32> {
    sleep(seconds).await?;
    Ok(1)
}

async fn waiter<T: Clone + 'static>(future: Future<T>, _guard: Guard) -> Result<i32> {
    future.await?;
    Ok(1)
}

async fn valued(value: Shared) -> Result<Shared> {
    sleep(1.0).await?;
    Ok(value)
}

async fn failing(_guard: Guard) -> Result<i32> {
    Err(Exception::value("bad"))
}

/// Everything that could hold something, in one program.
async fn main(count: Rc<Count>, forever: bool) -> Result {
    let _own = Guard::new(&count);
    let guard = || Guard::new(&count);
    let event_loop = get_running_loop()?;

    let future = event_loop.create_future::<Shared>();
    let held = guard();
    future.add_done_callback("held", move |_| drop(held));
    let waiters = [0; 3].map(|_| create_task(coro!(waiter(future.clone(), guard()))));
    let gathered = gather([coro!(sleeper(1.0, guard())), coro!(sleeper(2.0, guard())), coro!(failing(guard()))]);
    let nested = gather([gather([coro!(sleeper(3.0, guard()))]), gather([coro!(sleeper(4.0, guard()))])]);
    let abandoned = gather([event_loop.create_future::<i32>()]).future();
    let abandoned = create_task(coro!(waiter(abandoned, guard())));
    let (timer, soon) = (guard(), guard());
    event_loop.call_later(5.0, "timer", move || drop(timer));
    event_loop.call_soon("soon", move || drop(soon));
    let valued = create_task(coro!(valued(Rc::new(guard()))));
    let cancelled = create_task(coro!(sleeper(9.0, guard())));
    cancelled.cancel();
    let never_awaited = coro!(sleeper(9.0, guard()));

    // Two tasks that wait for each other if it is to be for ever, and a third that waits for both.
    let slot = Rc::new(std::cell::RefCell::new(None::<Task<i32>>));
    let (taken, first_guard) = (slot.clone(), guard());
    let first = create_task(Coroutine::new("first", async move {
        let _guard = first_guard;
        let other = taken.borrow_mut().take();
        match other {
            Some(other) if forever => other.await,
            _ => Ok(0),
        }
    }));
    let second = create_task(coro!(waiter(first.clone().into(), guard())));
    slot.replace(Some(second.clone()));
    let third = gather([first.clone(), second.clone()]);

    let caught = gathered.await.is_err();
    assert!(caught, "one of them fails");
    let value = valued.await?;
    nested.await?;
    third.await?;
    future.set_result(value)?;
    for task in waiters {
        task.await?;
    }
    abandoned.cancel();
    drop(never_awaited);
    sleep(3.0).await?;
    Ok(())
}

fn program(count: &Rc<Count>, forever: bool) -> Program {
    let count = count.clone();
    let top_level = async move {
        let _top = Guard::new(&count);
        run(coro!(main(count.clone(), forever))).await
    };
    Program::new(EPOCH, Box::pin(top_level))
}

fn assert_all_dropped(count: &Rc<Count>, state: &str) {
    assert_eq!(count.dropped.get(), count.made.get(), "guards made and dropped: {state}");
    assert_eq!(Rc::strong_count(count), 1, "somebody still holds the count: {state}");
}

#[test]
fn p23_a_program_that_never_ran() {
    let count = Rc::default();
    drop(program(&count, false));
    assert_all_dropped(&count, "new");
}

#[test]
fn p23_a_program_that_ended() {
    let count = Rc::default();
    let mut program = program(&count, false);
    assert_eq!(program.run_virtual(Limits::default()), loopscope_asyncio::End::Finished);
    drop(program);
    assert!(count.made.get() > 15);
    assert_all_dropped(&count, "ended");
}

#[test]
fn p23_a_program_whose_tasks_wait_for_ever() {
    let count = Rc::default();
    let mut program = program(&count, true);
    let end = program.run_virtual(Limits::default());
    assert!(matches!(end, loopscope_asyncio::End::Deadlocked(_)), "{end:?}");
    drop(program);
    assert_all_dropped(&count, "deadlocked");
}

#[test]
fn p23_a_program_that_a_limit_stopped() {
    let count = Rc::default();
    let mut program = program(&count, false);
    drop(program.run_virtual(Limits { steps: 7, ..Limits::default() }));
    drop(program);
    assert_all_dropped(&count, "limited");
}

/// After every single entry of the run, in programs that end and in such that wait for ever.
#[test]
fn p02_p23_a_program_dropped_at_any_moment() {
    for forever in [false, true] {
        let mut strides = 0;
        loop {
            let count = Rc::default();
            let mut program = program(&count, forever);
            let mut now = program.now();
            let mut ended = false;
            for _ in 0..strides {
                match program.advance(now, Stride::Entry) {
                    Advance::Now => {}
                    Advance::At(deadline) => now = deadline,
                    Advance::Ended(_) => ended = true,
                }
            }
            drop(program);
            assert_all_dropped(&count, &format!("after {strides} entries"));
            if ended {
                break;
            }
            strides += 1;
        }
        assert!(strides > 30, "the program was followed to its end in {strides} strides");
    }
}

/// Handles that outlive their program do nothing and hold nothing of it.
#[test]
fn p23_handles_may_outlive_their_program() {
    let count: Rc<Count> = Rc::default();
    let kept = Rc::new(std::cell::RefCell::new(None));
    let (slot, guard) = (kept.clone(), Guard::new(&count));
    let top_level = async move {
        let event_loop = new_event_loop();
        let future = event_loop.create_future::<()>();
        let task = event_loop.create_task(coro!(waiter(future.clone(), guard)));
        slot.replace(Some((event_loop.clone(), future, task)));
        event_loop.stop();
        event_loop.run_forever().await
    };
    let mut program = Program::new(EPOCH, Box::pin(top_level));
    drop(program.run_virtual(Limits::default()));
    drop(program);
    assert_all_dropped(&count, "handles are kept");
    let (event_loop, future, task) = kept.borrow_mut().take().expect("the program put them there");
    assert!(!task.done() && !event_loop.is_closed());
    assert!(task.cancel());
    future.cancel();
    assert!(future.cancelled());
}
