//! Whether a trace can have come from the loop that the drawings describe: every record is an arrow of a task's, a
//! timer's or a callback's life, and entries run in the order in which they were queued.

use std::collections::{BTreeMap, VecDeque};

use loopscope_executor::Instant;
use loopscope_executor::Trace;
use loopscope_executor::trace::{Kind, Moved, PollEnding, Record, WakeOutcome};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Created,
    Ready,
    Running { woken: bool },
    Waiting,
    Ending,
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Task(u32),
    Callback(u32),
}

#[derive(Default)]
struct Checker {
    time: Instant,
    iteration: u32,
    in_iteration: bool,
    /// Timers that have still to fire in this iteration.
    due: u32,
    /// Entries that have still to run in it, once all its timers have fired.
    left: Option<usize>,
    stopped: bool,
    tasks: BTreeMap<u32, Task>,
    cancelled: Vec<u32>,
    timers: BTreeMap<(Instant, u32), ()>,
    callbacks: Vec<u32>,
    queue: VecDeque<Entry>,
    running: Option<Entry>,
    last_timer: u32,
    last_callback: u32,
}

/// The first record that does not fit, in words.
pub(crate) fn check(trace: &Trace) -> Result<(), String> {
    let mut checker = Checker::default();
    for (seq, record) in (0_u32..).zip(&trace.records) {
        let fits = if record.seq == seq { checker.next(record) } else { Err("is out of sequence".to_owned()) };
        fits.map_err(|why| format!("record {seq} {why}: {:?}", record.kind))?;
    }
    if checker.running.is_some() {
        return Err("something still runs at the end".into());
    }
    Ok(())
}

fn ensure(condition: bool, why: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(why.to_owned()) }
}

impl Checker {
    fn next(&mut self, record: &Record) -> Result<(), String> {
        ensure(record.time >= self.time, "goes back in time")?;
        ensure(!self.stopped || matches!(record.kind, Kind::IterationEnd), "follows the limit")?;
        let begins = matches!(record.kind, Kind::IterationBegin { .. });
        ensure(record.iteration == self.iteration + u32::from(begins), "has a wrong iteration")?;
        let before = self.time;
        self.time = record.time;
        let task = record.task;
        match record.kind {
            Kind::IterationBegin { ready, due } => {
                ensure(!self.in_iteration, "begins inside of an iteration")?;
                ensure(ready as usize == self.queue.len(), "miscounts the ready queue")?;
                let all_due = self.timers.range(..=(record.time, u32::MAX)).count();
                ensure(due as usize == all_due, "miscounts the due timers")?;
                ensure(ready + due > 0, "has nothing to do")?;
                self.in_iteration = true;
                self.iteration += 1;
                self.due = due;
                self.left = None;
            }
            Kind::IterationEnd => {
                ensure(self.in_iteration, "ends what did not begin")?;
                ensure(self.running.is_none(), "ends while something runs")?;
                self.skip_gone();
                ensure(self.stopped || (self.due == 0 && self.left == Some(0)), "ends too early")?;
                self.in_iteration = false;
            }
            Kind::LimitReached(_) => self.stopped = true,
            Kind::TaskCreated { .. } => {
                let last = self.tasks.last_key_value().map_or(0, |(no, _)| *no);
                ensure(task == last + 1, "is misnumbered")?;
                self.tasks.insert(task, Task::Created);
            }
            Kind::WakeRequested { outcome, .. } => self.wake(task, outcome)?,
            Kind::CancelRequested { .. } => {
                ensure(self.is_alive(task), "cancels a task that has ended")?;
                self.cancelled.push(task);
            }
            Kind::CancelDelivered => {
                ensure(self.cancelled.contains(&task), "was not asked for")?;
                self.run(Entry::Task(task))?;
                self.running = None;
                self.tasks.insert(task, Task::Ending);
            }
            Kind::PollBegin => {
                ensure(!self.cancelled.contains(&task), "polls a cancelled task")?;
                self.run(Entry::Task(task))?;
                self.tasks.insert(task, Task::Running { woken: false });
            }
            Kind::PollEnd(ending) => {
                ensure(self.running == Some(Entry::Task(task)), "ends a poll that did not begin")?;
                let woken = self.tasks.get(&task) == Some(&Task::Running { woken: true });
                self.running = None;
                let next = match ending {
                    PollEnding::Done(_) => Task::Ending,
                    PollEnding::Pending(_) if woken => Task::Ready,
                    PollEnding::Pending(_) => Task::Waiting,
                };
                self.tasks.insert(task, next);
            }
            Kind::TaskDone(_) => {
                let closing = !self.in_iteration && self.is_alive(task);
                ensure(closing || self.tasks.get(&task) == Some(&Task::Ending), "is no end of a poll's or a close's")?;
                self.tasks.insert(task, Task::Done);
            }
            Kind::TimerSet { timer, deadline, .. } => {
                ensure(timer > self.last_timer, "is misnumbered")?;
                self.last_timer = timer;
                self.timers.insert((deadline, timer), ());
            }
            Kind::TimerFired(timer) => {
                ensure(self.due > 0, "is one timer too many")?;
                self.due -= 1;
                let first = self.timers.pop_first().map(|(key, ())| key);
                ensure(first.is_some_and(|(at, no)| no == timer && at <= record.time), "is not the first that is due")?;
            }
            Kind::TimerCancelled(timer) => {
                let key = self.timers.keys().find(|(_, no)| *no == timer).copied();
                ensure(key.and_then(|key| self.timers.remove(&key)).is_some(), "is no timer that waits")?;
            }
            Kind::CallbackQueued { callback, .. } => {
                ensure(callback > self.last_callback, "is misnumbered")?;
                self.last_callback = callback;
                self.callbacks.push(callback);
                self.queue.push_back(Entry::Callback(callback));
            }
            Kind::CallbackBegin(callback) => self.run(Entry::Callback(callback))?,
            Kind::CallbackEnd(callback) => {
                ensure(self.running == Some(Entry::Callback(callback)), "ends what did not begin")?;
                self.running = None;
            }
            Kind::CallbackCancelled(callback) => {
                let place = self.callbacks.iter().position(|&waiting| waiting == callback);
                ensure(place.map(|place| self.callbacks.swap_remove(place)).is_some(), "is no callback that waits")?;
            }
            Kind::ClockAdvanced { from, by: Moved::Polling } => {
                ensure(from == before && record.time > from, "names a wrong moment")?;
                ensure(!self.in_iteration, "moves the clock in the middle of an iteration")?;
                let next = self.timers.first_key_value().map(|((deadline, _), ())| *deadline);
                ensure(next.is_none_or(|next| record.time <= next), "goes past the next deadline")?;
            }
            Kind::ClockAdvanced { from, by: Moved::Waiting } => {
                ensure(from == before, "names a wrong moment")?;
                ensure(self.queue.is_empty(), "jumps although something is ready")?;
                let next = self.timers.first_key_value().map(|((deadline, _), ())| *deadline);
                ensure(next == Some(record.time), "does not stop at the next deadline")?;
            }
            Kind::Idle { alive } => {
                let all = self.tasks.values().filter(|&&task| task != Task::Done).count();
                ensure(alive as usize == all, "miscounts the tasks that are alive")?;
                ensure(self.queue.is_empty() && self.timers.is_empty(), "is not idle")?;
            }
            _ => {}
        }
        Ok(())
    }

    fn is_alive(&self, task: u32) -> bool {
        self.tasks.get(&task).is_some_and(|task| !matches!(task, Task::Ending | Task::Done))
    }

    fn wake(&mut self, no: u32, outcome: WakeOutcome) -> Result<(), String> {
        let task = self.tasks.get(&no).copied().ok_or("wakes an unknown task")?;
        let expected = match task {
            Task::Created | Task::Waiting | Task::Running { woken: false } => WakeOutcome::Queued,
            Task::Ready | Task::Running { woken: true } => WakeOutcome::AlreadyQueued,
            Task::Ending | Task::Done => WakeOutcome::Stale,
        };
        ensure(outcome == expected, "has a wrong outcome")?;
        if outcome == WakeOutcome::Queued {
            self.queue.push_back(Entry::Task(no));
            let running = matches!(task, Task::Running { .. });
            self.tasks.insert(no, if running { Task::Running { woken: true } } else { Task::Ready });
        }
        Ok(())
    }

    /// Takes an entry out of the queue, which must be the first one that is not passed over.
    fn run(&mut self, entry: Entry) -> Result<(), String> {
        ensure(self.in_iteration && self.due == 0, "runs outside of an iteration's entries")?;
        ensure(self.running.is_none(), "runs inside of something else")?;
        self.skip_gone();
        let left = self.left.unwrap_or(0);
        ensure(left > 0, "runs one entry too many")?;
        ensure(self.queue.pop_front() == Some(entry), "is out of turn")?;
        self.left = Some(left - 1);
        if let Entry::Callback(callback) = entry {
            self.callbacks.retain(|&waiting| waiting != callback);
        }
        self.running = Some(entry);
        Ok(())
    }

    /// Entries of ended tasks and of cancelled callbacks are passed over, each as one of the turn's.
    fn skip_gone(&mut self) {
        let mut left = self.left.unwrap_or(self.queue.len());
        while left > 0 {
            let gone = match self.queue.front() {
                Some(Entry::Task(no)) => !self.is_alive(*no),
                Some(Entry::Callback(no)) => !self.callbacks.contains(no),
                None => false,
            };
            if !gone {
                break;
            }
            self.queue.pop_front();
            left -= 1;
        }
        self.left = Some(left);
    }
}
