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

use std::cell::{Cell, RefCell};

use loopscope_executor::Instant;
use loopscope_executor::pace::{Round, Rounds};
use loopscope_executor::trace::{Actor, Ending, Kind, ThreadNo, thread_task};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::protocol::{PyIter, PyIterReturn};
use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::asyncio;
use crate::context::PyContext;
use crate::halted;
use crate::inspect;
use crate::interruption;
use crate::lock::{PyLock, PyWait};
use crate::machine::{Halt, Machine};
use crate::names;
use crate::place::{parked_line, running_line};
use crate::spinning;

/// So often may a thread wait in a row where it cannot be left: after that nobody else will end what it waits for.
const MOST_WITHIN: u32 = 10_000;
const WITHIN: &str = "a thread waits here for others that wait for it to go on: inside of a generator or a method that Python calls by itself \
                      a thread cannot be left here; wait in the function's own lines";

/// What somebody waits for.
#[derive(Clone, Debug)]
pub(crate) enum For {
    /// That time is up: it sleeps.
    Time,
    /// The lock.
    Lock(PyRef<PyLock>),
    /// A loop that it turns: that time is up there, or something is ready.
    Loop,
    /// That it is its turn again; it would go on at once (`spinning.rs`).
    Turn,
}

impl For {
    pub(crate) fn is_loop(&self) -> bool {
        matches!(self, For::Loop)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Wait {
    pub(crate) what: For,
    /// When time is up.
    pub(crate) until: Option<Instant>,
}

impl Wait {
    /// The lock that is waited for.
    pub(crate) fn lock(&self) -> Option<&PyRef<PyLock>> {
        if let For::Lock(lock) = &self.what { Some(lock) } else { None }
    }
}

#[derive(Debug)]
enum State {
    Running,
    /// Since when, in the order of becoming so; and the wait that is over, or tried anew.
    Ready(u64, Option<Queued>),
    Waiting(Queued),
    Ended,
}

#[derive(Clone, Debug)]
struct Queued {
    wait: Wait,
    /// Its place among those who wait for the same.
    place: u64,
    since: Instant,
}

/// A thread's code that has begun, or what is to be called first.
enum Body {
    Call(PyObjectRef, FuncArgs),
    Generator(PyObjectRef),
}

struct Thread {
    state: State,
    /// Not there while it runs, and of the main one never.
    body: Option<Body>,
    /// The context in which it goes on.
    context: Option<PyRef<PyContext>>,
    /// How it ends, when an exception ends it.
    failed: Option<String>,
    name: String,
    stretch: Stretch,
}

/// A stretch of computing: since a thread was last gone on with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stretch {
    /// The rounds of its loops.
    pub(crate) rounds: Rounds,
    /// When it began. What the clock has moved since, it moved by reading it.
    pub(crate) since: Instant,
    /// Something was asked for that had not come: a lock that is taken, a sleep of no time.
    pub(crate) asked: bool,
    /// So many waits within a caller that could not be left either.
    within: u32,
}

/// The threads of a program; number 0 is the main one.
pub(crate) struct Threads {
    list: RefCell<Vec<Thread>>,
    current: Cell<ThreadNo>,
    /// How many have begun and not ended, but the main one.
    alive: Cell<u32>,
    order: Cell<u64>,
    /// What the main thread waits for, and on which line, when nobody is left to end that.
    stuck: RefCell<Option<(String, u32)>>,
}

impl Default for Threads {
    fn default() -> Self {
        let main = Thread {
            state: State::Running,
            body: None,
            context: None,
            failed: None,
            name: String::new(),
            stretch: Stretch::default(),
        };
        Threads {
            list: RefCell::new(vec![main]),
            current: Cell::new(0),
            alive: Cell::new(0),
            order: Cell::new(0),
            stuck: RefCell::default(),
        }
    }
}

impl Threads {
    /// Whether there is any but the main one.
    pub(crate) fn any(&self) -> bool {
        self.alive.get() != 0
    }

    /// The number of the one that runs.
    pub(crate) fn current(&self) -> ThreadNo {
        self.current.get()
    }

    fn next(&self) -> u64 {
        self.order.set(self.order.get() + 1);
        self.order.get()
    }

    /// How the thread that runs will end.
    pub(crate) fn fail(&self, error: String) {
        if let Some(thread) = self.list.borrow_mut().get_mut(self.current.get() as usize) {
            thread.failed = Some(error);
        }
    }

    /// A lock was let go: who has waited for it longest may try.
    pub(crate) fn released(&self, lock: &PyRef<PyLock>) {
        let mut list = self.list.borrow_mut();
        let place = |thread: &Thread| match &thread.state {
            State::Waiting(queued) if queued.wait.lock().is_some_and(|own| own.is(lock)) => Some(queued.place),
            _ => None,
        };
        let first = list.iter_mut().filter(|thread| place(thread).is_some()).min_by_key(|thread| place(thread));
        if let Some(thread) = first
            && let State::Waiting(queued) = &thread.state
        {
            thread.state = State::Ready(self.next(), Some(queued.clone()));
        }
    }

    /// Those who waited for the time that has come are ready, in the order of their times; and who turns a loop in which something is.
    fn wake(&self, machine: &Machine) {
        let now = machine.now();
        let turns = |thread: &Thread| matches!(&thread.state, State::Waiting(queued) if queued.wait.what.is_loop());
        let looping = self.list.borrow().iter().position(turns);
        if let Some(no) = looping.filter(|_| machine.is_ready()) {
            let mut list = self.list.borrow_mut();
            if let State::Waiting(queued) = &list[no].state {
                list[no].state = State::Ready(self.next(), Some(queued.clone()));
            }
        }
        let mut list = self.list.borrow_mut();
        let mut due: Vec<_> = list
            .iter()
            .enumerate()
            .filter_map(|(no, thread)| match &thread.state {
                State::Waiting(Queued { wait: Wait { until: Some(until), .. }, place, .. }) if *until <= now => {
                    Some((*until, *place, no))
                }
                _ => None,
            })
            .collect();
        due.sort_unstable();
        for (_, _, no) in due {
            if let State::Waiting(queued) = &list[no].state {
                list[no].state = State::Ready(self.next(), Some(queued.clone()));
            }
        }
    }

    /// Who is to run next, of those who can be gone on with and `me`, who waits.
    fn ready(&self, me: Option<ThreadNo>) -> Option<ThreadNo> {
        let list = self.list.borrow();
        let able = |no: usize, thread: &Thread| thread.body.is_some() || me.is_some_and(|me| me as usize == no);
        let ready = list.iter().enumerate().filter_map(|(no, thread)| match thread.state {
            State::Ready(order, _) if able(no, thread) => Some((order, no)),
            _ => None,
        });
        ready.min().and_then(|(_, no)| ThreadNo::try_from(no).ok())
    }

    /// Whether one can be gone on with at once.
    pub(crate) fn any_ready(&self) -> bool {
        self.ready(None).is_some()
    }

    /// When the first of them will be ready, if time is all it takes.
    fn next_time(&self, me: Option<ThreadNo>) -> Option<Instant> {
        let list = self.list.borrow();
        let times = list.iter().enumerate().filter_map(|(no, thread)| match &thread.state {
            State::Waiting(queued) if thread.body.is_some() || me.is_some_and(|me| me as usize == no) => {
                queued.wait.until
            }
            _ => None,
        });
        times.min()
    }

    /// When a thread will be ready.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.next_time(None).filter(|_| self.any())
    }

    /// Changes the stretch of the one that runs.
    fn stretch<R>(&self, change: impl FnOnce(&mut Stretch) -> R) -> R {
        change(&mut self.list.borrow_mut()[self.current.get() as usize].stretch)
    }

    /// The one that runs goes round a loop once more. What it did since it was last gone on with.
    pub(crate) fn pass_round(&self, round: Round) -> Stretch {
        self.stretch(|stretch| {
            stretch.rounds.pass(if std::mem::take(&mut stretch.asked) { Round::Waits } else { round });
            *stretch
        })
    }

    /// The one that runs asked for something that has not come.
    pub(crate) fn asks(&self) {
        self.stretch(|stretch| stretch.asked = true);
    }

    /// A stretch of the one that runs begins.
    pub(crate) fn begin_stretch(&self, now: Instant) {
        self.stretch(|stretch| *stretch = Stretch { since: now, within: stretch.within, ..Stretch::default() });
    }

    /// From when on somebody else than the one that runs can go on.
    pub(crate) fn others(&self, machine: &Machine) -> Option<Instant> {
        let (now, me) = (machine.now(), self.current.get() as usize);
        let list = self.list.borrow();
        let others = list.iter().enumerate().filter(|(no, _)| *no != me);
        let times = others.filter_map(|(no, thread)| match &thread.state {
            State::Ready(..) => Some(now),
            State::Waiting(queued) if queued.wait.what.is_loop() && machine.is_ready() => Some(now),
            State::Waiting(queued) if no == 0 || thread.body.is_some() => queued.wait.until,
            State::Waiting(_) | State::Ended => None,
            // It stands below the one that runs; the main one may be a loop that waits.
            State::Running if no == 0 => machine.goes_on(),
            State::Running => Some(now),
        });
        times.min().map(|time| time.max(now))
    }

    /// Forgets them all. They are not ended: who is left at the program's end runs no `finally`.
    pub(crate) fn close(&self) {
        let bodies: Vec<_> = self.list.borrow_mut().iter_mut().filter_map(|thread| thread.body.take()).collect();
        self.alive.set(0);
        std::mem::forget(bodies);
    }
}

/// Starts a thread, which runs at once until it waits.
pub(crate) fn start(
    machine: &Machine,
    function: PyObjectRef,
    args: FuncArgs,
    name: &str,
    label: &str,
    vm: &VirtualMachine,
) -> ThreadNo {
    let threads = &machine.threads;
    let no = {
        let mut list = threads.list.borrow_mut();
        let state = State::Ready(threads.next(), None);
        list.push(Thread {
            state,
            body: Some(Body::Call(function, args)),
            context: None,
            failed: None,
            name: name.to_owned(),
            stretch: Stretch::default(),
        });
        ThreadNo::try_from(list.len() - 1).unwrap_or(ThreadNo::MAX)
    };
    threads.alive.set(threads.alive.get() + 1);
    if machine.recording {
        let line = running_line(machine, vm);
        machine.flush(line);
        let kind = Kind::ThreadStarted {
            by: machine.handle.actor(),
            name: machine.handle.text(name),
            function: machine.handle.text(label),
        };
        machine.handle.record(Some(thread_task(no)), line, kind);
    }
    run(machine, no, vm);
    no
}

/// One thread runs until it waits or ends.
fn run(machine: &Machine, no: ThreadNo, vm: &VirtualMachine) {
    let threads = &machine.threads;
    let taken = {
        let mut list = threads.list.borrow_mut();
        let Some(thread) = list.get_mut(no as usize) else { return };
        let Some(body) = thread.body.take() else { return };
        let queued = match std::mem::replace(&mut thread.state, State::Running) {
            State::Ready(_, queued) => queued,
            _ => None,
        };
        (body, thread.context.take(), queued)
    };
    let (body, context, queued) = taken;
    let me = Some(thread_task(no));
    let parked = match &body {
        Body::Generator(generator) if machine.recording => parked_line(machine, generator),
        _ => 0,
    };
    machine.flush(parked);
    let before = (machine.task.take(), machine.visible_loop.take(), machine.context.replace(context));
    let caller = threads.current.replace(no);
    // Who slept for no time has as good as not stopped.
    let slept =
        queued.as_ref().is_none_or(|queued| !matches!(queued.wait.what, For::Time) || queued.since < machine.now());
    threads.stretch(|stretch| stretch.within = 0);
    if slept {
        threads.begin_stretch(machine.now());
    } else {
        threads.asks();
    }
    let actor = machine.handle.set_actor(Actor::Thread(no));
    machine.handle.record(me, parked, Kind::ThreadResumed);
    let step = || -> PyResult<(Option<PyObjectRef>, PyIterReturn)> {
        let generator = match body {
            Body::Generator(generator) => generator,
            Body::Call(function, args) => crate::lock::call(machine, function, args, vm)?,
        };
        let given = PyIter::new(generator.clone()).next(vm)?;
        Ok((Some(generator), given))
    };
    let outcome = step();
    let (state, body, kind, line) = match outcome {
        Ok((Some(generator), PyIterReturn::Return(given))) => {
            let wait = given
                .downcast_ref::<PyWait>()
                .map_or(Wait { what: For::Time, until: Some(machine.now()) }, |wait| wait.wait());
            let (line, what) = if machine.recording {
                (parked_line(machine, &generator), names::thread_waits(machine, &generator, &wait))
            } else {
                (0, String::new())
            };
            // Who wanted a lock and came too late goes on waiting at its old place.
            let place = queued
                .filter(|queued| match (queued.wait.lock(), wait.lock()) {
                    (Some(one), Some(other)) => one.is(other),
                    _ => false,
                })
                .map_or_else(|| threads.next(), |queued| queued.place);
            let kind = Kind::ThreadWaiting(machine.handle.text(&what));
            (State::Waiting(Queued { wait, place, since: machine.now() }), Some(Body::Generator(generator)), kind, line)
        }
        Ok(_) => {
            let failed = threads.list.borrow()[no as usize].failed.clone();
            let ending = failed.map_or(Ending::Ready, |error| Ending::Failed(machine.handle.text(&error)));
            (State::Ended, None, Kind::ThreadEnded(ending), 0)
        }
        Err(error) => {
            let ending = Ending::Failed(machine.handle.text(&asyncio::said(&error, vm)));
            // Nobody is left to raise it in, but for what ends the whole program.
            if machine.halt.borrow().is_none() && machine.inspect.is_none() {
                vm.run_unraisable(error, Some("in a thread".to_owned()), vm.ctx.none());
            }
            (State::Ended, None, Kind::ThreadEnded(ending), 0)
        }
    };
    machine.flush(line);
    machine.handle.record(me, line, kind);
    machine.handle.set_actor(actor);
    threads.current.set(caller);
    let (task, visible_loop, main_context) = before;
    machine.task.replace(task);
    machine.visible_loop.replace(visible_loop);
    let context = machine.context.replace(main_context);
    if matches!(state, State::Ended) {
        threads.alive.set(threads.alive.get() - 1);
    }
    {
        let mut list = threads.list.borrow_mut();
        let thread = &mut list[no as usize];
        (thread.state, thread.body, thread.context) = (state, body, context);
    }
    spinning::watch(machine, vm);
}

/// A sentence for each thread that waits for ever.
pub(crate) fn waiting(machine: &Machine) -> Vec<String> {
    let sentence = |who: &str, what: &str, line: u32| match line {
        // Within the library, at the program's end.
        0 => format!("{who} waits for {what}, which nobody is left to end"),
        _ => format!("{who} waits on line {line}, for {what}, which nobody is left to end"),
    };
    let main = machine.threads.stuck.borrow().clone();
    let main = main.map(|(what, line)| sentence("the main thread", &what, line));
    let list = machine.threads.list.borrow();
    let others = list.iter().filter_map(|thread| match (&thread.state, &thread.body) {
        (State::Waiting(Queued { wait, .. }), Some(Body::Generator(generator))) => {
            let (what, line) = (names::thread_waits(machine, generator, wait), parked_line(machine, generator));
            Some(sentence(&thread.name, &what, line))
        }
        _ => None,
    });
    main.into_iter().chain(others).collect()
}

/// Between two turns of the loop: a thread that is ready runs. False when there is none.
pub(crate) fn run_ready(machine: &Machine, vm: &VirtualMachine) -> bool {
    machine.threads.wake(machine);
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
    let threads = &machine.threads;
    let me = threads.current();
    let line = running_line(machine, vm);
    if me != 0 && machine.recording {
        let what = names::waits_now(machine, wait, vm);
        machine.flush(line);
        machine.handle.record(Some(thread_task(me)), line, Kind::Inexact(machine.handle.text(&what)));
    }
    machine.flush(line);
    let queued = Queued { wait: wait.clone(), place: threads.next(), since: machine.now() };
    let within = threads.stretch(|stretch| {
        stretch.within = stretch.within.saturating_add(1);
        stretch.within
    });
    if me != 0 && within > MOST_WITHIN {
        return Err(vm.new_runtime_error(WITHIN));
    }
    let set = |state: State| threads.list.borrow_mut()[me as usize].state = state;
    // Nobody else is asked first whether the lock is free.
    set(State::Waiting(queued.clone()));
    if wait.lock().is_some_and(|lock| !lock.is_locked()) {
        set(State::Ready(threads.next(), Some(queued.clone())));
    }
    let came = loop {
        if machine.halt.borrow().is_some() {
            break Err(asyncio::halted(vm));
        }
        threads.wake(machine);
        match threads.ready(Some(me)) {
            Some(no) if no == me => match wait.lock() {
                None => break Ok(true),
                Some(lock) if lock.take() => break Ok(true),
                Some(_) if wait.until.is_some_and(|until| until <= machine.now()) => break Ok(false),
                Some(_) => set(State::Waiting(queued.clone())),
            },
            Some(no) => run(machine, no, vm),
            None => match threads.next_time(Some(me)) {
                Some(time) => {
                    machine.block_until(time, line);
                    if let Err(interrupt) = interruption::point(machine, vm).and_then(|()| vm.check_signals()) {
                        break Err(interrupt);
                    }
                }
                None if me == 0 => {
                    let line = crate::place::line_below(machine, vm.current_frame(), vm);
                    threads.stuck.replace(Some((names::waits_now(machine, wait, vm), line)));
                    machine.record_idle();
                    machine.halt.replace(Some(Halt::Deadlock));
                    if let Some(machine) = Machine::current() {
                        halted::told(&machine, vm)?;
                    }
                    break Err(asyncio::halted(vm));
                }
                None => break Err(vm.new_runtime_error(WITHIN)),
            },
        }
    };
    set(State::Running);
    if queued.since < machine.now() || wait.lock().is_some() {
        threads.begin_stretch(machine.now());
    } else {
        threads.asks();
    }
    inspect::point(vm)?;
    came
}
