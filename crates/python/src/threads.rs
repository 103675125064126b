//! The program's threads, of which only one is real: each is a twin (`twin.rs`) that is run until it waits, and gone on with when
//! what it waits for has come. That is where threads take turns in such programs; here they do so there only, in a fixed order.
//!
//! ```text
//!                    start [ThreadStarted]
//!                      │
//!                      ▼      [ThreadResumed]      it sleeps, or wants a lock that is taken
//!                   ┌───────┐ ─────────────► ┌─────────┐ [ThreadWaiting] ┌─────────┐
//!                   │ ready │                │ running │ ──────────────► │ waiting │
//!                   └───────┘ ◄────────┐     └─────────┘                 └─────────┘
//!                                      │          │ [ThreadEnded]             │
//!                                      │          ▼                           │
//!                                      │      ┌───────┐                       │
//!                                      │      │ ended │                       │
//!                                      │      └───────┘                       │
//!                                      └──── the lock is let go, or time is up┘
//! ```
//!
//! Who runs them: a thread that is started runs at once; the others when the loop is between two turns, or waits, and when the main
//! thread itself waits (`time.sleep`, a lock, and so every `join`, `result`, `get`). The clock goes on to the first who sleeps.
//! Where a thread waits and cannot be left, as its twin does not reach there, it waits as the main one does: within its caller, who
//! waits as well [Inexact].

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, Kind, ThreadNo, thread_task};
use rustpython_vm::protocol::{PyIter, PyIterReturn};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use crate::checkpoint;
use crate::halted;
use crate::interruption;
use crate::library;
use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::machine::threads::{Body, For, Resumed, Start, Wait};
use crate::thread_names;
use crate::waiting;
use crate::yielded::PyWait;

/// So often may a thread wait in a row where it cannot be left: after that nobody else will end what it waits for.
const MOST_WITHIN: u32 = 10_000;
const WITHIN: &str = "a thread waits here for others that wait for it to go on: inside of a generator or a method that Python calls by itself \
                      a thread cannot be left here; wait in the function's own lines";

/// Starts a thread, which runs at once until it waits. `label`: what its function is called in the trace.
pub(crate) fn begin(machine: &Machine, start: Start, name: &str, label: &str, vm: &VirtualMachine) -> ThreadNo {
    let no = machine.threads.add(start, name);
    if machine.recording {
        let line = machine.line(vm);
        machine.output.flush(line);
        let handle = machine.handle();
        let kind = Kind::ThreadStarted { by: handle.actor(), name: handle.text(name), function: handle.text(label) };
        handle.record(Some(thread_task(no)), line, kind);
    }
    run(machine, no, vm);
    no
}

/// One thread runs until it waits or ends.
fn run(machine: &Machine, no: ThreadNo, vm: &VirtualMachine) {
    let (threads, handle) = (&machine.threads, machine.handle());
    let Some(Resumed { body, context, queued }) = threads.resume(no) else { return };
    let me = Some(thread_task(no));
    let parked = match &body {
        Body::Generator(generator) if machine.recording => machine.program.parked_line(generator),
        _ => 0,
    };
    machine.output.flush(parked);
    let left = machine.current.enter_thread(context);
    let caller = threads.switch(no);
    let now = machine.driver.now();
    // Who slept for no time has as good as not stopped.
    let slept = queued.as_ref().is_none_or(|queued| !matches!(queued.wait.what, For::Time) || queued.since < now);
    threads.forget_within();
    if slept {
        threads.begin_stretch(now);
    } else {
        threads.asks();
    }
    let actor = handle.set_actor(Actor::Thread(no));
    handle.record(me, parked, Kind::ThreadResumed);
    let step = || -> PyResult<(PyObjectRef, PyIterReturn)> {
        let generator = match body {
            Body::Generator(generator) => generator,
            Body::Call(start) => start(vm)?,
        };
        let given = PyIter::new(generator.clone()).next(vm)?;
        Ok((generator, given))
    };
    let (parks, kind, line) = match step() {
        Ok((generator, PyIterReturn::Return(given))) => {
            let wait = given
                .downcast_ref::<PyWait>()
                .map_or_else(|| Wait { what: For::Time, until: Some(machine.driver.now()) }, |wait| wait.wait());
            let (line, what) = if machine.recording {
                (machine.program.parked_line(&generator), thread_names::of(machine, &generator, &wait))
            } else {
                (0, String::new())
            };
            let queued = threads.queue(wait, queued.as_ref(), machine.driver.now());
            (Some((queued, generator)), Kind::ThreadWaiting(handle.text(&what)), line)
        }
        Ok(_) => {
            let ending = threads.failure(no).map_or(Ending::Ready, |error| Ending::Failed(handle.text(&error)));
            (None, Kind::ThreadEnded(ending), 0)
        }
        Err(error) => {
            let ending = Ending::Failed(handle.text(&library::said(&error, vm)));
            // Nobody is left to raise it in, but for what ends the whole program.
            if !machine.driver.is_halted() && !machine.inspection.is_wanted() {
                vm.run_unraisable(error, Some("in a thread".to_owned()), vm.ctx.none());
            }
            (None, Kind::ThreadEnded(ending), 0)
        }
    };
    machine.output.flush(line);
    handle.record(me, line, kind);
    handle.set_actor(actor);
    threads.switch(caller);
    let context = machine.current.leave_thread(left);
    match parks {
        Some((queued, generator)) => threads.park(no, queued, generator, context),
        None => threads.end(no, context),
    }
    machine.spinning.watch(|| threads.deadline().is_some() || threads.any_ready(), vm);
}

/// A sentence for each thread that waits for ever.
fn waiting_for_ever(machine: &Machine) -> Vec<String> {
    let sentence = |who: &str, what: &str, line: u32| match line {
        // Within the library, at the program's end.
        0 => format!("{who} waits for {what}, which nobody is left to end"),
        _ => format!("{who} waits on line {line}, for {what}, which nobody is left to end"),
    };
    let main = machine.threads.stuck().map(|(what, line)| sentence("the main thread", &what, line));
    let others = machine.threads.parked().into_iter().map(|thread| {
        let what = thread_names::of(machine, &thread.generator, &thread.wait);
        sentence(&thread.name, &what, machine.program.parked_line(&thread.generator))
    });
    main.into_iter().chain(others).collect()
}

/// A sentence on each task and thread that waits.
pub(crate) fn standing(machine: &Machine) -> Vec<String> {
    let mut standing = machine.inspection.stuck();
    standing.extend(waiting_for_ever(machine));
    standing
}

/// The loop, or the main thread, can go no further, or something else was raised there. If it is that: who waits for what is written down,
/// and from now on the program is watched.
pub(crate) fn note_halt(machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    if !machine.driver.is_halted() || !machine.inspection.keep_standing(|| standing(machine)) {
        return Ok(());
    }
    halted::watch(machine, vm)
}

/// Those whose time has come are ready, and who turns a loop in which something is.
fn wake(machine: &Machine) {
    machine.threads.wake(machine.driver.now(), || machine.driver.is_ready());
}

/// From when on somebody else than the thread that runs can go on.
pub(crate) fn others(machine: &Machine) -> Option<Instant> {
    let driver = &machine.driver;
    machine.threads.others(driver.now(), || driver.is_ready(), || driver.goes_on(machine.current.has_loop()))
}

/// Between two turns of the loop: a thread that is ready runs. False when there is none.
pub(crate) fn run_ready(machine: &Machine, vm: &VirtualMachine) -> bool {
    wake(machine);
    let Some(no) = machine.threads.ready(None) else { return false };
    run(machine, no, vm);
    true
}

/// Who runs waits, and cannot be left: the others run meanwhile, as far as they can. Whether what was waited for came, and not the end
/// of the time for it.
///
/// # Errors
/// When it never can come.
pub(crate) fn wait_within(machine: &Machine, wait: &Wait, vm: &VirtualMachine) -> PyResult<bool> {
    let (threads, handle) = (&machine.threads, machine.handle());
    let me = threads.current();
    let line = machine.line(vm);
    if me != 0 && machine.recording {
        let what = thread_names::now(machine, wait, vm);
        machine.output.flush(line);
        handle.record(Some(thread_task(me)), line, Kind::Inexact(handle.text(&what)));
    }
    machine.output.flush(line);
    let queued = threads.queue(wait.clone(), None, machine.driver.now());
    if threads.begin_within() > MOST_WITHIN && me != 0 {
        return Err(vm.new_runtime_error(WITHIN));
    }
    // Nobody else is asked first whether the lock is free.
    threads.wait_within(queued.clone());
    if wait.lock().is_some_and(|lock| !lock.is_locked()) {
        threads.ready_within(queued.clone());
    }
    let came = loop {
        if machine.driver.is_halted() {
            break Err(library::halted(vm));
        }
        wake(machine);
        match threads.ready(Some(me)) {
            Some(no) if no == me => match wait.lock() {
                None => break Ok(true),
                Some(lock) if lock.take() => break Ok(true),
                Some(_) if wait.until.is_some_and(|until| until <= machine.driver.now()) => break Ok(false),
                Some(_) => threads.wait_within(queued.clone()),
            },
            Some(no) => run(machine, no, vm),
            None => match threads.next_time(Some(me)) {
                Some(time) => {
                    waiting::block_until(machine, time, line);
                    if let Err(interrupt) = interruption::point(machine, vm).and_then(|()| vm.check_signals()) {
                        break Err(interrupt);
                    }
                }
                None if me == 0 => {
                    let line = machine.program.line_below(vm.current_frame(), vm);
                    threads.set_stuck(thread_names::now(machine, wait, vm), line);
                    handle.record_idle();
                    machine.halt(Halt::Deadlock);
                    note_halt(machine, vm)?;
                    break Err(library::halted(vm));
                }
                None => break Err(vm.new_runtime_error(WITHIN)),
            },
        }
    };
    threads.end_within();
    if queued.since < machine.driver.now() || wait.lock().is_some() {
        threads.begin_stretch(machine.driver.now());
    } else {
        threads.asks();
    }
    checkpoint::pass(vm)?;
    came
}
