//! The program's threads as they are: which one runs, what the others wait for, and who is to go on next. `threads.rs` has them run.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::Instant;
use loopscope_executor::pace::{Round, Rounds};
use loopscope_executor::trace::ThreadNo;
use rustpython_vm::{PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::classes::context::PyContext;

/// Whether a lock is taken. Its clones are the same lock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lock(Rc<Cell<bool>>);

impl Lock {
    pub(crate) fn is_locked(&self) -> bool {
        self.0.get()
    }

    /// Takes it, if it is free.
    pub(crate) fn take(&self) -> bool {
        !self.0.replace(true)
    }

    /// Lets it go; false when nobody has it.
    pub(crate) fn let_go(&self) -> bool {
        self.0.replace(false)
    }

    /// Whether both are the same lock.
    pub(crate) fn is(&self, other: &Lock) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What somebody waits for.
#[derive(Clone, Debug)]
pub(crate) enum For {
    /// That time is up: it sleeps.
    Time,
    /// The lock.
    Lock(Lock),
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
    pub(crate) fn lock(&self) -> Option<&Lock> {
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

/// A wait in its queue.
#[derive(Clone, Debug)]
pub(crate) struct Queued {
    pub(crate) wait: Wait,
    /// Its place among those who wait for the same.
    place: u64,
    pub(crate) since: Instant,
}

/// Calls a thread's function; gives its generator.
pub(crate) type Start = Box<dyn FnOnce(&VirtualMachine) -> PyResult>;

/// A thread's code that has begun, or what is to be called first.
pub(crate) enum Body {
    Call(Start),
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

impl Thread {
    fn new(state: State, body: Option<Body>, name: String) -> Self {
        Thread { state, body, context: None, failed: None, name, stretch: Stretch::default() }
    }
}

/// A stretch of computing: since a thread was last gone on with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stretch {
    /// The rounds of its loops.
    pub(crate) rounds: Rounds,
    /// When it began. What the clock has moved since, it moved by reading it.
    pub(crate) since: Instant,
    /// Something was asked for that had not come: a lock that is taken, a sleep of no time.
    asked: bool,
    /// So many waits within a caller that could not be left either.
    within: u32,
}

/// What a thread goes on with.
pub(crate) struct Resumed {
    pub(crate) body: Body,
    pub(crate) context: Option<PyRef<PyContext>>,
    /// The wait that is over, or tried anew.
    pub(crate) queued: Option<Queued>,
}

/// A thread that waits, and could be left there.
pub(crate) struct Parked {
    pub(crate) name: String,
    pub(crate) generator: PyObjectRef,
    pub(crate) wait: Wait,
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
        Threads {
            list: RefCell::new(vec![Thread::new(State::Running, None, String::new())]),
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

    // ---- A thread's life

    /// There is one more, which is ready.
    pub(crate) fn add(&self, start: Start, name: &str) -> ThreadNo {
        let mut list = self.list.borrow_mut();
        list.push(Thread::new(State::Ready(self.next(), None), Some(Body::Call(start)), name.to_owned()));
        self.alive.set(self.alive.get() + 1);
        ThreadNo::try_from(list.len() - 1).unwrap_or(ThreadNo::MAX)
    }

    /// One of them goes on. `None` when it is not to be gone on with.
    pub(crate) fn resume(&self, no: ThreadNo) -> Option<Resumed> {
        let mut list = self.list.borrow_mut();
        let thread = list.get_mut(no as usize)?;
        let body = thread.body.take()?;
        let queued = match std::mem::replace(&mut thread.state, State::Running) {
            State::Ready(_, queued) => queued,
            _ => None,
        };
        Some(Resumed { body, context: thread.context.take(), queued })
    }

    /// This one runs from now on; which did before.
    pub(crate) fn switch(&self, no: ThreadNo) -> ThreadNo {
        self.current.replace(no)
    }

    /// A wait begins now. Who wanted a lock before and came too late, `again`, goes on waiting at its old place.
    pub(crate) fn queue(&self, wait: Wait, again: Option<&Queued>, now: Instant) -> Queued {
        let same = again.filter(|queued| match (queued.wait.lock(), wait.lock()) {
            (Some(one), Some(other)) => one.is(other),
            _ => false,
        });
        let place = same.map_or_else(|| self.next(), |queued| queued.place);
        Queued { wait, place, since: now }
    }

    /// One that was gone on with waits, and is left there.
    pub(crate) fn park(&self, no: ThreadNo, queued: Queued, generator: PyObjectRef, context: Option<PyRef<PyContext>>) {
        let mut list = self.list.borrow_mut();
        let thread = &mut list[no as usize];
        (thread.state, thread.body, thread.context) =
            (State::Waiting(queued), Some(Body::Generator(generator)), context);
    }

    /// One that was gone on with has ended.
    pub(crate) fn end(&self, no: ThreadNo, context: Option<PyRef<PyContext>>) {
        self.alive.set(self.alive.get() - 1);
        let mut list = self.list.borrow_mut();
        let thread = &mut list[no as usize];
        (thread.state, thread.context) = (State::Ended, context);
    }

    /// How the thread that runs will end.
    pub(crate) fn fail(&self, error: String) {
        if let Some(thread) = self.list.borrow_mut().get_mut(self.current.get() as usize) {
            thread.failed = Some(error);
        }
    }

    /// The error with which one has ended.
    pub(crate) fn failure(&self, no: ThreadNo) -> Option<String> {
        self.list.borrow()[no as usize].failed.clone()
    }

    // ---- Who goes on

    /// A lock was let go: who has waited for it longest may try.
    pub(crate) fn released(&self, lock: &Lock) {
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

    /// Those who waited for the time that has come are ready, in the order of their times; and who turns a loop in which something
    /// `is_ready`.
    pub(crate) fn wake(&self, now: Instant, is_ready: impl FnOnce() -> bool) {
        let turns = |thread: &Thread| matches!(&thread.state, State::Waiting(queued) if queued.wait.what.is_loop());
        let looping = self.list.borrow().iter().position(turns);
        if let Some(no) = looping.filter(|_| is_ready()) {
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
    pub(crate) fn ready(&self, me: Option<ThreadNo>) -> Option<ThreadNo> {
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
    pub(crate) fn next_time(&self, me: Option<ThreadNo>) -> Option<Instant> {
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

    /// From when on somebody else than the one that runs can go on. `is_ready`: whether something is in a loop; `main`: when the main thread
    /// goes on where it was left.
    pub(crate) fn others(
        &self,
        now: Instant,
        is_ready: impl Fn() -> bool,
        main: impl Fn() -> Option<Instant>,
    ) -> Option<Instant> {
        let me = self.current.get() as usize;
        let list = self.list.borrow();
        let others = list.iter().enumerate().filter(|(no, _)| *no != me);
        let times = others.filter_map(|(no, thread)| match &thread.state {
            State::Ready(..) => Some(now),
            State::Waiting(queued) if queued.wait.what.is_loop() && is_ready() => Some(now),
            State::Waiting(queued) if no == 0 || thread.body.is_some() => queued.wait.until,
            State::Waiting(_) | State::Ended => None,
            // It stands below the one that runs; the main one may be a loop that waits.
            State::Running if no == 0 => main(),
            State::Running => Some(now),
        });
        times.min().map(|time| time.max(now))
    }

    // ---- A wait within a caller, where the one that runs cannot be left

    /// It begins. How many there were since the thread was last gone on with.
    pub(crate) fn begin_within(&self) -> u32 {
        self.stretch(|stretch| {
            stretch.within = stretch.within.saturating_add(1);
            stretch.within
        })
    }

    /// The one that runs waits.
    pub(crate) fn wait_within(&self, queued: Queued) {
        self.list.borrow_mut()[self.current.get() as usize].state = State::Waiting(queued);
    }

    /// It is ready.
    pub(crate) fn ready_within(&self, queued: Queued) {
        self.list.borrow_mut()[self.current.get() as usize].state = State::Ready(self.next(), Some(queued));
    }

    /// It goes on.
    pub(crate) fn end_within(&self) {
        self.list.borrow_mut()[self.current.get() as usize].state = State::Running;
    }

    // ---- Stretches

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

    /// It was gone on with, and has not waited within a caller since.
    pub(crate) fn forget_within(&self) {
        self.stretch(|stretch| stretch.within = 0);
    }

    // ---- What stands

    /// The main thread waits for this, on this line, which nobody is left to end.
    pub(crate) fn set_stuck(&self, what: String, line: u32) {
        self.stuck.replace(Some((what, line)));
    }

    /// What it waits for so.
    pub(crate) fn stuck(&self) -> Option<(String, u32)> {
        self.stuck.borrow().clone()
    }

    /// Those that wait, and could be left there.
    pub(crate) fn parked(&self) -> Vec<Parked> {
        let list = self.list.borrow();
        let parked = list.iter().filter_map(|thread| match (&thread.state, &thread.body) {
            (State::Waiting(Queued { wait, .. }), Some(Body::Generator(generator))) => {
                Some(Parked { name: thread.name.clone(), generator: generator.clone(), wait: wait.clone() })
            }
            _ => None,
        });
        parked.collect()
    }

    /// Forgets them all. They are not ended: who is left at the program's end runs no `finally`.
    pub(crate) fn close(&self) {
        let bodies: Vec<_> = self.list.borrow_mut().iter_mut().filter_map(|thread| thread.body.take()).collect();
        self.alive.set(0);
        std::mem::forget(bodies);
    }
}
