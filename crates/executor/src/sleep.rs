//! The leaf futures of the executor's own: a sleep and a yield.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::handle::Handle;
use crate::state::Wakee;
use crate::time::Instant;
use crate::timers::{Action, TimerKey};
use crate::trace::Waiting;

/// Done when the clock has reached its deadline; at once, without giving way, when it has already. Dropping it removes
/// its timer.
#[must_use = "a sleep does nothing until it is awaited"]
pub struct Sleep {
    handle: Handle,
    deadline: Instant,
    line: u32,
    timer: Option<TimerKey>,
}

impl Sleep {
    pub(crate) fn new(handle: Handle, deadline: Instant, line: u32) -> Self {
        Sleep { handle, deadline, line, timer: None }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.handle.now() >= self.deadline {
            self.stop();
            return Poll::Ready(());
        }
        let core = &self.handle.core;
        let wakee = Wakee::new(core, cx.waker());
        let timer = match self.timer {
            // The task may have moved to another waker since.
            Some(timer) => {
                let mut state = core.state();
                let old = match state.timers.action_mut(timer) {
                    Some(Action::Wake(old)) if !old.is_same(&wakee) => std::mem::replace(old, wakee),
                    _ => wakee,
                };
                drop(state);
                drop(old);
                timer
            }
            None => match core.set_timer(self.deadline.into(), self.line, 0, Action::Wake(wakee)) {
                Some(timer) => timer,
                None => return Poll::Pending,
            },
        };
        let mut state = core.state();
        state.waiting = Waiting::Timer(timer.no);
        state.waiting_line = self.line;
        drop(state);
        self.timer = Some(timer);
        Poll::Pending
    }
}

impl Sleep {
    fn stop(&mut self) {
        if let Some(timer) = self.timer.take() {
            self.handle.core.cancel_timer(timer);
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Gives way once: the task goes to the end of the ready queue and runs again in the next turn.
#[derive(Debug, Default)]
#[must_use = "it gives way only when it is awaited"]
pub struct YieldNow {
    yielded: bool,
}

/// Gives way once; see [`YieldNow`].
pub fn yield_now() -> YieldNow {
    YieldNow::default()
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
