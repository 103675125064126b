//! `asyncio.gather` (`Lib/asyncio/tasks.py`): a future over the results of several.
//!
//! Each child is a task of its own with a callback that is queued when the child is done; the last of these callbacks
//! resolves the outer future, and only that wakes who waits: three iterations for a child that ends at once, as in CPython.
//!
//! The outer future holds the children; their callbacks hold it weakly, so that nothing keeps itself alive.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::future::IntoFuture;
use std::panic::Location;
use std::rc::{Rc, Weak};

use crate::control::Control;
use crate::event_loop::get_event_loop;
use crate::exception::{Exception, Result};
use crate::future::{Awaitable, Future, Inner, Outcome, Owner};
use crate::runtime::Runtime;
use crate::wait::FutureWait;

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
    let runtime = Runtime::current();
    let gathering = Rc::new(Gathering {
        children: RefCell::new(Vec::new()),
        wanted: Cell::new(0),
        finished: Cell::new(0),
        cancel_requested: Cell::new(false),
        outer: OnceCell::new(),
    });
    let settled = Rc::new(Cell::new(false));
    let mut distinct = BTreeSet::new();
    for awaitable in awaitables {
        let child = awaitable.ensure_future(line);
        if distinct.insert(Rc::as_ptr(&child.inner)) {
            gathering.wanted.set(gathering.wanted.get() + 1);
            let (gathering, settled) = (Rc::downgrade(&gathering), settled.clone());
            let done = move |child| {
                child_done(&gathering, &settled, &child);
                Ok(())
            };
            child.add_callback("gather: a child is done", line, Box::new(done));
        }
        gathering.children.borrow_mut().push(child);
    }
    let event_loop =
        gathering.children.borrow().first().map_or_else(get_event_loop, |child| child.event_loop().clone());
    let no = runtime.handle.new_future("gather", line);
    let outer = Future::owned(&runtime, &event_loop, no, gathering.clone());
    // Set once, here.
    let _ = gathering.outer.set(Rc::downgrade(&outer.inner));
    if distinct.is_empty() {
        // A new future takes its first outcome.
        let _ = outer.resolve(Outcome::of(Ok(Vec::new())), line);
    }
    Gather { outer }
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

struct Gathering<T> {
    /// In the order given; one that was given twice stands here twice.
    children: RefCell<Vec<Future<T>>>,
    /// How many different ones there are.
    wanted: Cell<usize>,
    finished: Cell<usize>,
    cancel_requested: Cell<bool>,
    outer: OnceCell<Weak<Inner<Vec<T>>>>,
}

/// `_done_callback` of `gather`. `settled` tells whether the outer future has had its outcome.
fn child_done<T: Clone + 'static>(gathering: &Weak<Gathering<T>>, settled: &Cell<bool>, child: &Future<T>) {
    let Some((gathering, outer)) = gathering.upgrade().and_then(|g| g.outer().map(|outer| (g, outer))) else {
        // Nobody holds the outer future any more: if this would have been its outcome, nobody will see it.
        if let Err(exception) = child.result()
            && !settled.replace(true)
        {
            child.complain(&unretrieved(&exception));
        }
        return;
    };
    gathering.finished.set(gathering.finished.get() + 1);
    if outer.done() {
        // The child's exception counts as seen.
        let _ = child.exception();
        return;
    }
    let outcome = match child.result() {
        Err(exception) => Err(exception),
        Ok(_) if gathering.finished.get() < gathering.wanted.get() => return,
        Ok(_) if gathering.cancel_requested.get() => Err(Exception::cancelled()),
        Ok(_) => gathering.children().iter().map(Future::result).collect(),
    };
    settled.set(true);
    // The outer future is not done: that was asked above. A closed loop runs no callbacks.
    let _ = outer.resolve(Outcome::of(outcome), 0);
}

fn unretrieved(exception: &Exception) -> String {
    let repr = exception.repr();
    format!("_GatheringFuture exception was never retrieved\nfuture: <_GatheringFuture finished exception={repr}>")
}

impl<T: Clone + 'static> Gathering<T> {
    fn outer(&self) -> Option<Future<Vec<T>>> {
        self.outer.get().and_then(Weak::upgrade).map(|inner| Future { inner })
    }

    fn children(&self) -> Vec<Future<T>> {
        self.children.borrow().clone()
    }
}

impl<T: Clone + 'static> Owner for Gathering<T> {
    /// `_GatheringFuture.cancel`: passes the request on to the children.
    fn cancel(&self, line: u32) -> bool {
        let mut any = false;
        for child in self.children() {
            any |= child.cancel_from(line);
        }
        if any {
            self.cancel_requested.set(true);
        }
        any
    }

    fn task(&self) -> Option<&Control> {
        None
    }

    fn unretrieved(&self, exception: &Exception) -> String {
        unretrieved(exception)
    }
}
