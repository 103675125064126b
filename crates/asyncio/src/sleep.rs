//! `asyncio.sleep` (`Lib/asyncio/tasks.py`).

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use loopscope_executor::TimerHandle;
use loopscope_executor::trace::Waiting;

use crate::any_future::{AnyFuture, Outcome};
use crate::coroutine::{Coroutine, never_awaited};
use crate::event_loop::get_event_loop;
use crate::exception::{Exception, Result};
use crate::future::{Awaitable, Future};
use crate::print::num;
use crate::runtime::Runtime;
use crate::wait::Wait;

/// Suspends the task for `seconds` of loop time. Zero or less gives way for one iteration. NaN raises `ValueError`, as it
/// does in CPython since 3.13 (before, such a sleep ended at once).
///
/// # Panics
/// When it is awaited outside of a running [`crate::Program`].
#[track_caller]
pub fn sleep(seconds: f64) -> Sleep {
    Sleep { seconds, line: Location::caller().line(), state: State::New }
}

/// A sleep; see [`sleep`].
#[must_use = "a sleep does nothing until it is awaited"]
pub struct Sleep {
    seconds: f64,
    line: u32,
    state: State,
}

enum State {
    New,
    /// `sleep(0)`: the bare yield of CPython's `__sleep0`.
    GaveWay,
    Waiting {
        wait: Wait,
        timer: TimerHandle,
    },
    Done,
}

impl std::future::Future for Sleep {
    type Output = Result;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result> {
        let runtime = Runtime::current();
        let (line, seconds) = (self.line, self.seconds);
        match &mut self.state {
            State::New if seconds.is_nan() => {
                self.state = State::Done;
                Poll::Ready(Err(Exception::value("Invalid delay: NaN (not a number)").at(line)))
            }
            State::New if seconds <= 0.0 => {
                runtime.handle.waiting_on(Waiting::Turn, line);
                cx.waker().wake_by_ref();
                self.state = State::GaveWay;
                Poll::Pending
            }
            State::New => {
                let name = format!("sleep({})", num(seconds));
                let event_loop = get_event_loop();
                let future = AnyFuture::new(&runtime, &event_loop, &name, line);
                let resolved = future.clone();
                // `futures._set_result_unless_cancelled`
                let fire = move || {
                    let _ = resolved.resolve(Outcome::of(Ok(())), 0);
                };
                let timer = event_loop.resolve_in(&runtime, future.no(), seconds, &name, line, Box::new(fire));
                let mut wait = Wait::new(future, line);
                let poll = wait.poll(cx);
                self.state = State::Waiting { wait, timer };
                poll.map_ok(drop)
            }
            State::GaveWay => {
                let thrown = runtime.take_injected();
                self.state = State::Done;
                Poll::Ready(thrown.map_or(Ok(()), |exception| Err(exception.awaited(line))))
            }
            State::Waiting { wait, timer } => {
                let poll = wait.poll(cx);
                if poll.is_ready() {
                    timer.cancel();
                    self.state = State::Done;
                }
                poll.map_ok(drop)
            }
            State::Done => Poll::Pending,
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        match &self.state {
            State::Waiting { timer, .. } => {
                timer.cancel();
            }
            State::New => {
                if let Some(runtime) = Runtime::try_current().filter(|runtime| !runtime.discarding.get()) {
                    runtime.complain(&never_awaited("sleep"), self.line);
                }
            }
            State::GaveWay | State::Done => {}
        }
    }
}

impl Awaitable<()> for Sleep {
    fn ensure_future(self, line: u32) -> Future<()> {
        Coroutine::new("sleep", self).ensure_future(line)
    }
}
