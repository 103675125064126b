//! What belongs to one program: its loops, its tasks, and who of them runs right now.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use loopscope_executor::trace::Stream;
use loopscope_executor::{Handle, Instant};

use crate::control::Control;
use crate::event_loop::{self, EventLoop};
use crate::exception::Exception;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Runtime>>> = const { RefCell::new(None) };
}

/// One program's state. Its futures and tasks hold it; it holds no task strongly.
pub(crate) struct Runtime {
    pub(crate) handle: Handle,
    /// Seconds since 1970 when the program started, and how many seconds local time is ahead of UTC.
    pub(crate) epoch: f64,
    pub(crate) utc_offset: i32,
    /// What `get_event_loop` gives at top level.
    pub(crate) event_loop: RefCell<Option<EventLoop>>,
    /// The loop that is entered.
    pub(crate) running: RefCell<Option<EventLoop>>,
    /// The task that is polled.
    pub(crate) task: RefCell<Option<Rc<Control>>>,
    /// Whether an iteration would have something to run at once, as the top level found it when it was resumed.
    pub(crate) ready: Cell<bool>,
    /// Set while a coroutine that never began is thrown away, so that what it holds does not complain too.
    pub(crate) discarding: Cell<bool>,
    /// How many tasks the request for cancellation that is under way has gone down through, and whether one went too deep.
    pub(crate) cancel_depth: Cell<u32>,
    pub(crate) recursed: Cell<bool>,
    /// What of asyncio's asks for a cancellation on behalf of who called it; empty when nothing does.
    pub(crate) through: RefCell<Cow<'static, str>>,
    /// Set while `asyncio.run` cleans up after its main coroutine.
    pub(crate) cleans_up: Cell<bool>,
    /// Every loop of the program.
    loops: RefCell<Vec<Weak<event_loop::State>>>,
    tasks: RefCell<Tasks>,
    /// How many tasks were named by their number, as CPython counts them.
    pub(crate) named: Cell<u32>,
    /// How many gathers were made.
    pub(crate) gathers: Cell<u32>,
}

/// Something of asyncio's asks for cancellations for as long as this lives.
pub(crate) struct Through {
    runtime: Rc<Runtime>,
    before: Cow<'static, str>,
}

impl Drop for Through {
    fn drop(&mut self) {
        self.runtime.through.replace(std::mem::take(&mut self.before));
    }
}

/// Tasks in the order of creation; those that are gone are swept out now and then.
struct Tasks {
    list: Vec<Weak<Control>>,
    sweep_at: usize,
}

impl Runtime {
    pub(crate) fn new(handle: Handle, epoch: f64, utc_offset: i32) -> Rc<Self> {
        Rc::new(Runtime {
            handle,
            epoch,
            utc_offset,
            event_loop: RefCell::new(None),
            running: RefCell::new(None),
            task: RefCell::new(None),
            ready: Cell::new(false),
            discarding: Cell::new(false),
            cancel_depth: Cell::new(0),
            recursed: Cell::new(false),
            through: RefCell::default(),
            cleans_up: Cell::new(false),
            loops: RefCell::new(Vec::new()),
            tasks: RefCell::new(Tasks { list: Vec::new(), sweep_at: 64 }),
            named: Cell::new(0),
            gathers: Cell::new(0),
        })
    }

    /// The program that runs on this thread.
    ///
    /// # Panics
    /// Outside of a [`crate::Program`]: there is no loop, clock or output to speak of.
    pub(crate) fn current() -> Rc<Runtime> {
        Runtime::try_current().expect("asyncio functions work only inside of a running Program")
    }

    pub(crate) fn try_current() -> Option<Rc<Runtime>> {
        CURRENT.with_borrow(Clone::clone)
    }

    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        Entered { before: CURRENT.replace(Some(self.clone())) }
    }

    /// While what is given lives, `what` asks for cancellations, unless something that called it does already.
    pub(crate) fn ask_through(self: &Rc<Self>, what: impl Into<Cow<'static, str>>) -> Through {
        let before = self.through.borrow().clone();
        if before.is_empty() {
            self.through.replace(what.into());
        }
        Through { runtime: self.clone(), before }
    }

    /// What the top level does from now on is `asyncio.run`'s clean-up, or the program's own again.
    pub(crate) fn clean_up(&self, cleans_up: bool) {
        self.cleans_up.set(cleans_up);
        self.handle.clean_up(cleans_up);
    }

    pub(crate) fn now(&self) -> Instant {
        self.handle.now()
    }

    pub(crate) fn current_task(&self) -> Option<Rc<Control>> {
        self.task.borrow().clone()
    }

    pub(crate) fn running_loop(&self) -> Option<EventLoop> {
        self.running.borrow().clone()
    }

    /// The exception that is thrown into the running task, once.
    pub(crate) fn take_injected(&self) -> Option<Exception> {
        self.task.borrow().as_ref().and_then(|task| task.take_injected())
    }

    pub(crate) fn add_loop(&self, event_loop: Weak<event_loop::State>) {
        let mut loops = self.loops.borrow_mut();
        loops.retain(|event_loop| event_loop.strong_count() > 0);
        loops.push(event_loop);
    }

    /// All loops that somebody still holds.
    pub(crate) fn loops(&self) -> Vec<Rc<event_loop::State>> {
        self.loops.borrow().iter().filter_map(Weak::upgrade).collect()
    }

    pub(crate) fn add_task(&self, task: &Rc<Control>) {
        let mut tasks = self.tasks.borrow_mut();
        if tasks.list.len() >= tasks.sweep_at {
            tasks.list.retain(|task| task.strong_count() > 0);
            tasks.sweep_at = 64.max(2 * tasks.list.len());
        }
        tasks.list.push(Rc::downgrade(task));
    }

    /// The tasks that are not done, of every loop, oldest first.
    pub(crate) fn pending_tasks(&self) -> Vec<Rc<Control>> {
        self.tasks.borrow().list.iter().filter_map(Weak::upgrade).filter(|task| !task.done()).collect()
    }

    /// Writes lines to standard error.
    pub(crate) fn complain(&self, text: &str, line: u32) {
        self.handle.output(Stream::Stderr, &format!("{text}\n"), line);
    }

    /// What the loop writes when a callback raises (`BaseEventLoop.default_exception_handler`).
    pub(crate) fn complain_of_callback(&self, name: &str, exception: &Exception, line: u32) {
        let text = format!(
            "Exception in callback {name}\nhandle: <Handle {name}>\nTraceback (most recent call last):\n{}",
            exception.qualified()
        );
        self.complain(&text, line);
    }
}

/// While it lives, the program is the current one.
pub(crate) struct Entered {
    before: Option<Rc<Runtime>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        let left = CURRENT.replace(self.before.take());
        drop(left);
    }
}
