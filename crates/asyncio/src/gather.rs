//! `asyncio.gather` (`Lib/asyncio/tasks.py`): a future over the results of several.
//!
//! Each child is a task of its own with a callback that is queued when the child is done; the last of these callbacks
//! resolves the outer future, and only that wakes who waits: three iterations for a child that ends at once, as in CPython.
//!
//! The outer future holds the children; their callbacks hold it weakly, so that nothing keeps itself alive.

use std::cell::{Cell, OnceCell, RefCell};
use std::future::IntoFuture;
use std::panic::Location;
use std::rc::{Rc, Weak};

use crate::any_future::{AnyFuture, Outcome, Owner};
use crate::control::Control;
use crate::event_loop::get_event_loop;
use crate::exception::{Exception, Result};
use crate::future::{Awaitable, Future};
use crate::runtime::Runtime;
use crate::wait::FutureWait;

/// What the callback on each child is called in the trace.
pub(crate) const CHILD_DONE: &str = "gather: a child is done";

/// Starts all of `awaitables` at once; awaiting the result gives their results in the order given. The first exception is
/// raised at once, while the others run on.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[track_caller]
pub fn gather<T, A>(awaitables: impl IntoIterator<Item = A>) -> Gather<T>
where
    T: Clone + 'static,
    A: Awaitable<T>,
{
    let line = Location::caller().line();
    let mut gathering = Gathering::new(collect::<T>);
    for awaitable in awaitables {
        gathering.add(awaitable.ensure_future(line).any().clone(), line);
    }
    Gather { outer: Future::of(gathering.outer(line)) }
}

/// The outcome of a gather whose children are all done: their results, or the first exception.
fn collect<T: Clone + 'static>(children: &[Rc<AnyFuture>]) -> Outcome {
    let results: Result<Vec<T>> = children.iter().map(|child| Future::of(child.clone()).result()).collect();
    Outcome::of(results)
}

/// The future that `gather` gives.
#[must_use = "nobody sees the results unless it is awaited"]
pub struct Gather<T> {
    outer: Future<Vec<T>>,
}

impl<T: Clone + 'static> Gather<T> {
    /// The future itself.
    #[must_use]
    pub fn future(&self) -> Future<Vec<T>> {
        self.outer.clone()
    }
}

impl<T: Clone + 'static> IntoFuture for Gather<T> {
    type Output = Result<Vec<T>>;
    type IntoFuture = FutureWait<Vec<T>>;

    #[track_caller]
    fn into_future(self) -> FutureWait<Vec<T>> {
        self.outer.wait(Location::caller().line())
    }
}

impl<T: Clone + 'static> Awaitable<Vec<T>> for Gather<T> {
    fn ensure_future(self, _line: u32) -> Future<Vec<T>> {
        self.outer
    }
}

/// A gather as long as children come in.
struct Gathering {
    shared: Rc<Shared>,
    /// Whether the outer future has had its outcome.
    settled: Rc<Cell<bool>>,
    /// Which gather it is, of all that the program makes: a child that bears its number was given before.
    number: u32,
    /// The children that were done before: they need no turn of the loop (since 3.12).
    done: Vec<Rc<AnyFuture>>,
}

struct Shared {
    /// In the order given; one that was given twice stands here twice.
    children: RefCell<Vec<Rc<AnyFuture>>>,
    /// How many different ones there are.
    wanted: Cell<usize>,
    finished: Cell<usize>,
    cancel_requested: Cell<bool>,
    outer: OnceCell<Weak<AnyFuture>>,
    collect: fn(&[Rc<AnyFuture>]) -> Outcome,
}

impl Gathering {
    fn new(collect: fn(&[Rc<AnyFuture>]) -> Outcome) -> Self {
        let shared = Rc::new(Shared {
            children: RefCell::new(Vec::new()),
            wanted: Cell::new(0),
            finished: Cell::new(0),
            cancel_requested: Cell::new(false),
            outer: OnceCell::new(),
            collect,
        });
        let gathers = &Runtime::current().gathers;
        gathers.set(gathers.get() + 1);
        Gathering { shared, settled: Rc::new(Cell::new(false)), number: gathers.get(), done: Vec::new() }
    }

    fn add(&mut self, child: Rc<AnyFuture>, line: u32) {
        let shared = &self.shared;
        if child.gathered.replace(self.number) != self.number {
            shared.wanted.set(shared.wanted.get() + 1);
            if child.done() {
                self.done.push(child.clone());
                shared.children.borrow_mut().push(child);
                return;
            }
            let (shared, settled) = (Rc::downgrade(shared), self.settled.clone());
            let done = move |child: Rc<AnyFuture>| {
                child_done(&shared, &settled, &child);
                Ok(())
            };
            child.put_callback(CHILD_DONE, line, Box::new(done));
        }
        shared.children.borrow_mut().push(child);
    }

    fn outer(self, line: u32) -> Rc<AnyFuture> {
        let Gathering { shared, number, settled, done } = self;
        let runtime = Runtime::current();
        let event_loop =
            shared.children.borrow().first().map_or_else(get_event_loop, |child| child.event_loop().clone());
        let no = runtime.handle.new_future("gather", line);
        let outer = AnyFuture::owned(&runtime, &event_loop, no, shared.clone());
        // Set once, here.
        let _ = shared.outer.set(Rc::downgrade(&outer));
        for child in &*shared.children.borrow() {
            // Once for each.
            if child.gathered.replace(0) == number && !child.done() {
                child.record_callback(CHILD_DONE, line, no);
            }
        }
        if shared.wanted.get() == 0 {
            // A new future takes its first outcome.
            let _ = outer.resolve((shared.collect)(&[]), line);
        }
        for child in done {
            child_done(&Rc::downgrade(&shared), &settled, &child);
        }
        outer
    }
}

/// `_done_callback` of `gather`.
fn child_done(shared: &Weak<Shared>, settled: &Cell<bool>, child: &AnyFuture) {
    let Some((shared, outer)) = shared.upgrade().and_then(|shared| shared.outer().map(|outer| (shared, outer))) else {
        // Nobody holds the outer future any more: if this would have been its outcome, nobody will see it.
        if let Err(exception) = child.result()
            && !settled.replace(true)
        {
            child.complain(&unretrieved(&exception));
        }
        return;
    };
    shared.finished.set(shared.finished.get() + 1);
    if outer.done() {
        // The child's exception counts as seen.
        let _ = child.exception();
        return;
    }
    let outcome = match child.result() {
        Err(exception) => Outcome::Failed(exception),
        Ok(_) if shared.finished.get() < shared.wanted.get() => return,
        Ok(_) if shared.cancel_requested.get() => Outcome::Failed(Exception::cancelled()),
        Ok(_) => (shared.collect)(&shared.children()),
    };
    settled.set(true);
    // The outer future is not done: that was asked above. A closed loop runs no callbacks.
    let _ = outer.resolve(outcome, 0);
}

fn unretrieved(exception: &Exception) -> String {
    let repr = exception.repr();
    format!("_GatheringFuture exception was never retrieved\nfuture: <_GatheringFuture finished exception={repr}>")
}

impl Shared {
    fn outer(&self) -> Option<Rc<AnyFuture>> {
        self.outer.get().and_then(Weak::upgrade)
    }

    fn children(&self) -> Vec<Rc<AnyFuture>> {
        self.children.borrow().clone()
    }
}

impl Owner for Shared {
    /// `_GatheringFuture.cancel`: passes the request on to the children.
    fn cancel(&self, line: u32) -> bool {
        let mut any = false;
        for child in self.children() {
            let through = child.runtime().ask_through("gather");
            any |= child.cancel(line);
            drop(through);
        }
        if any {
            self.cancel_requested.set(true);
        }
        any
    }

    fn parts(&self) -> Vec<Rc<AnyFuture>> {
        self.children()
    }

    fn task(&self) -> Option<&Control> {
        None
    }

    fn unretrieved(&self, exception: &Exception) -> String {
        unretrieved(exception)
    }
}
