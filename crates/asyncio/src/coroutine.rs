//! Coroutine objects: what calling an `async def` function gives in Python. Making one runs nothing.

use std::future::{Future as StdFuture, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use loopscope_executor::trace::Kind;

use crate::exception::Result;
use crate::runtime::Runtime;

pub(crate) type Body<T> = Pin<Box<dyn StdFuture<Output = Result<T>>>>;

/// A coroutine object. Await it to run it inline, or make it a task; dropping it unused earns Python's warning.
///
/// Awaiting it panics outside of a running [`crate::Program`].
pub struct Coroutine<T> {
    name: &'static str,
    line: u32,
    /// Taken when it starts.
    body: Option<Body<T>>,
    runtime: Option<Rc<Runtime>>,
}

impl<T: 'static> Coroutine<T> {
    /// A coroutine that knows its function's name; [`crate::coro!`] takes the name from the call. It belongs to the
    /// program that runs on this thread, if any.
    #[track_caller]
    pub fn new(name: &'static str, body: impl StdFuture<Output = Result<T>> + 'static) -> Self {
        Coroutine {
            name: function_name(name),
            line: Location::caller().line(),
            body: Some(Box::pin(body)),
            runtime: Runtime::try_current(),
        }
    }

    /// Its function's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its body, to be run by a task.
    pub(crate) fn start(mut self) -> Body<T> {
        self.body.take().expect("a coroutine is moved when it starts, so it starts once")
    }
}

/// `crate::lesson::say` is `say`.
fn function_name(path: &'static str) -> &'static str {
    path.rsplit(':').next().unwrap_or(path).trim()
}

/// Drops a coroutine's body that never began.
pub(crate) fn discard<T>(runtime: &Runtime, body: Body<T>) {
    let before = runtime.discarding.replace(true);
    drop(body);
    runtime.discarding.set(before);
}

/// What CPython warns of when a coroutine is thrown away.
pub(crate) fn never_awaited(coroutine: &str) -> String {
    format!("RuntimeWarning: coroutine '{coroutine}' was never awaited")
}

impl<T> Drop for Coroutine<T> {
    fn drop(&mut self) {
        if let (Some(body), Some(runtime)) = (self.body.take(), &self.runtime) {
            runtime.complain(&never_awaited(self.name), self.line);
            discard(runtime, body);
        }
    }
}

/// Makes a coroutine object that knows its name: `coro!(say(2.0))` is Python's `say(2.0)`.
#[macro_export]
macro_rules! coro {
    ($function:ident ( $($argument:expr),* $(,)? )) => {
        $crate::Coroutine::new(stringify!($function), $function($($argument),*))
    };
}

impl<T: 'static> IntoFuture for Coroutine<T> {
    type Output = Result<T>;
    type IntoFuture = Inline<T>;

    #[track_caller]
    fn into_future(self) -> Inline<T> {
        let line = Location::caller().line();
        Inline { name: self.name, line, entered: false, runtime: Runtime::current(), body: self.start() }
    }
}

/// A coroutine that runs inside of the task that awaits it, one level down its await stack.
#[must_use = "it runs only when it is awaited"]
pub struct Inline<T> {
    name: &'static str,
    line: u32,
    entered: bool,
    runtime: Rc<Runtime>,
    body: Body<T>,
}

impl<T> StdFuture for Inline<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let handle = self.runtime.handle.clone();
        if !self.entered {
            self.entered = true;
            handle.record(None, self.line, Kind::CoroutineEntered(handle.text(self.name)));
        }
        let poll = self.body.as_mut().poll(cx);
        if poll.is_ready() {
            self.leave();
        }
        poll
    }
}

impl<T> Inline<T> {
    fn leave(&mut self) {
        if std::mem::take(&mut self.entered) {
            let handle = &self.runtime.handle;
            handle.record(None, self.line, Kind::CoroutineLeft(handle.text(self.name)));
        }
    }
}

impl<T> Drop for Inline<T> {
    fn drop(&mut self) {
        self.leave();
    }
}
