//! What the reader does to a program while it runs: interventions, each at its point between two entries.
//!
//! ```text
//!   set_interventions ──► waits for its point ──► done [CancelRequested, RaiseRequested, Blocked, ChosenNext; by the reader]
//!                       │            └──► cannot be done here [InterventionSkipped]
//!                       └───────────────► the run is over first [InterventionSkipped], before the program's end is recorded; a run
//!                                         that a limit ended says nothing of what would have come after it
//! ```

use std::time::Duration;

use loopscope_executor::trace::{EntryNo, Kind, Skip, TaskNo, Tried};
use loopscope_executor::{Act, Instant, Intervention, Nested, Next};

use crate::control::Control;
use crate::event_loop::EventLoop;
use crate::exception::Exception;
use crate::program::{Advance, Program};
use crate::runtime::Runtime;

impl Program {
    /// What the reader will do, before the program begins; those at one point are done in the order given.
    pub fn set_interventions(&mut self, interventions: impl IntoIterator<Item = Intervention>) {
        self.interventions.clear();
        for intervention in interventions {
            let place = self.interventions.partition_point(|before| before.at <= intervention.at);
            self.interventions.insert(place, intervention);
        }
    }

    /// How many interventions are still to be done.
    #[must_use]
    pub fn interventions_left(&self) -> usize {
        self.interventions.len()
    }

    /// Does what is to be done before the next entry runs. Gives what to do instead of running it, if so.
    pub(crate) fn let_reader_act(&mut self, event_loop: &EventLoop, now: Instant) -> Result<Option<Advance>, Nested> {
        while let Some(first) = self.interventions.front() {
            let (at, ran, now) = (first.at, self.executor.entries_run(), now.max(self.executor.now()));
            if at.entries > ran {
                break;
            }
            if at.entries == ran && !self.executor.in_turn() {
                // When the next entry runs; `None`: never, by itself.
                let next = match self.executor.next() {
                    Next::Stopped(_) => break,
                    Next::Now => Some(now),
                    Next::At(deadline) => Some(deadline.max(now)),
                    Next::Idle { .. } => None,
                };
                let runs_now = next == Some(now);
                if at.begun && runs_now {
                    let begun = self.executor.begin(now)?;
                    if !self.executor.in_turn() {
                        event_loop.turn_ended();
                        if event_loop.is_leaving() {
                            return Ok(Some(Advance::Now));
                        }
                    }
                    if matches!(begun, Next::Stopped(_)) {
                        break;
                    }
                    continue;
                }
                if event_loop.is_about_to_leave() {
                    if at.begun {
                        break;
                    }
                } else if at.begun {
                    if let Some(deadline) = next {
                        return Ok(Some(Advance::At(deadline)));
                    }
                } else if at.time > now && !runs_now {
                    return Ok(Some(Advance::At(next.map_or(at.time, |deadline| deadline.min(at.time)))));
                }
            }
            self.do_first(now)?;
        }
        Ok(None)
    }

    /// Does what is to be done right after a turn has ended.
    pub(crate) fn let_reader_act_at_turn_end(&mut self, event_loop: &EventLoop) -> Result<(), Nested> {
        if self.executor.in_turn() {
            return Ok(());
        }
        let (now, ran) = (self.executor.now(), self.executor.entries_run());
        let leaving = event_loop.is_leaving();
        while let Some(Intervention { at, .. }) = self.interventions.front() {
            let here = at.entries < ran || at.entries == ran && !at.begun && (at.time <= now || leaving);
            if !here {
                break;
            }
            self.do_first(now)?;
        }
        Ok(())
    }

    /// When the reader will do something before the next entry runs, if so.
    pub(crate) fn reader_acts_at(&self) -> Option<Instant> {
        let at = self.interventions.front()?.at;
        if at.entries > self.executor.entries_run() {
            return None;
        }
        // At a turn's begin only the turn says when that is; if none will come, now is as good as ever.
        let never = matches!(self.executor.next(), Next::Idle { .. });
        (!at.begun || never).then(|| at.time.max(self.executor.now()))
    }

    /// Records that what is left will not be done.
    pub(crate) fn skip_interventions(&mut self) {
        for Intervention { act, .. } in std::mem::take(&mut self.interventions) {
            record_skipped(&self.runtime, &act, Skip::RunOver);
        }
    }

    fn do_first(&mut self, now: Instant) -> Result<(), Nested> {
        let Some(Intervention { act, .. }) = self.interventions.pop_front() else { return Ok(()) };
        let runtime = &self.runtime;
        self.executor.as_reader(now, || {
            if let Err(why) = carry_out(runtime, &act) {
                record_skipped(runtime, &act, why);
            }
        })
    }
}

fn carry_out(runtime: &Runtime, act: &Act) -> Result<(), Skip> {
    match act {
        Act::Cancel(no) => task(runtime, *no, |control| match control.own() {
            Some(future) => future.cancel(0),
            None => false,
        })
        .and_then(|cancelled| if cancelled { Ok(()) } else { Err(Skip::Ended) }),
        Act::Raise(no, message) => task(runtime, *no, |control| control.raise(Exception::runtime(message)))
            .and_then(|raised| if raised { Ok(()) } else { Err(Skip::Raising) }),
        Act::Block(nanoseconds) => {
            runtime.handle.block(Duration::from_nanos(*nanoseconds), 0);
            Ok(())
        }
        Act::RunNext(entry) => runtime.handle.run_next(*entry),
    }
}

/// What `ask` says of a task that has not ended.
fn task<R>(runtime: &Runtime, no: TaskNo, ask: impl FnOnce(&Control) -> R) -> Result<R, Skip> {
    let found = runtime.pending_tasks().into_iter().find(|control| control.no() == no);
    match found {
        Some(control) => Ok(ask(&control)),
        None => Err(if (1..=runtime.handle.tasks_made()).contains(&no) { Skip::Ended } else { Skip::NoTask }),
    }
}

fn record_skipped(runtime: &Runtime, act: &Act, why: Skip) {
    let act = match act {
        Act::Cancel(no) => Tried::Cancel(*no),
        Act::Raise(no, _) => Tried::Raise(*no),
        Act::Block(_) => Tried::Block,
        Act::RunNext(entry) => Tried::RunNext(*entry),
    };
    let about = match act {
        Tried::Cancel(no) | Tried::Raise(no) | Tried::RunNext(EntryNo::Task(no)) => no,
        Tried::Block | Tried::RunNext(EntryNo::Callback(_)) => 0,
    };
    let known = if about <= runtime.handle.tasks_made() { about } else { 0 };
    runtime.handle.record(Some(known), 0, Kind::InterventionSkipped { act, why });
}
