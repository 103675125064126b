//! The tasks themselves: futures in a slab whose slots are used again.
//!
//! A slot's phases, and the records at which they change:
//!
//! ```text
//!   free ──[TaskCreated]──► idle ──[WakeRequested queued]──► queued ──[PollBegin]──► idle …
//!                            └───[PollEnd done]──┐  ┌──[CancelDelivered]──┘
//!                                                ▼  ▼
//!                            free ◄──[TaskDone]── ending: its future is being dropped; wakes are stale
//! ```
//!
//! Task numbers are never used again, so a slot's index and its tenant's number name a task for good: the number is the
//! slot's generation.

use std::panic::Location;
use std::sync::Arc;
use std::task::Waker;

use crate::free::Free;
use crate::join::Body;
use crate::remote::{Remote, TaskWaker};
use crate::trace::{TaskNo, Waiting};

/// Names a task for good, even when it has ended and its slot has another tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TaskKey {
    pub(crate) index: u32,
    pub(crate) no: TaskNo,
}

/// What is known of a task when it is spawned. `Spawn::default()` is an unnamed task.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spawn<'a> {
    /// Its name; empty means `Task-N`, N its number.
    pub name: &'a str,
    /// The coroutine it runs; may be empty.
    pub coroutine: &'a str,
    /// The line of the program's source that spawns it; 0 when unknown.
    pub line: u32,
}

/// Where a task stands; see the drawing above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Free,
    /// Waiting, or being polled right now.
    Idle,
    Queued,
    Ending,
}

/// What every step of a task touches: one cache line.
pub(crate) struct Slot {
    pub(crate) no: TaskNo,
    pub(crate) phase: Phase,
    /// Asked to be cancelled: dropped instead of polled when its turn comes.
    pub(crate) cancelled: bool,
    /// Line where it was last suspended; 0 when unknown.
    pub(crate) line: u32,
    /// What it waited for when it was last suspended.
    pub(crate) waiting: Waiting,
    /// Out while it is being polled or dropped.
    body: Option<Body>,
    /// Out together with the body; while the slot is free it waits for the next tenant.
    waker: Option<Waker>,
}

/// What is wanted more rarely.
struct Details {
    /// The waker again, as what it is, to make it the next tenant's.
    own: Arc<TaskWaker>,
    name: Option<Box<str>>,
    spawned_at: &'static Location<'static>,
}

/// All tasks of an executor.
pub(crate) struct Tasks {
    slots: Vec<Slot>,
    /// One for each slot.
    details: Vec<Details>,
    free: Free,
    alive: u32,
    next_no: TaskNo,
}

/// The clones of a waker that its slot owns while it is free.
const OWNED: usize = 2;

impl Slot {
    /// Takes the task out to be polled or dropped: its future, and the waker it is polled with.
    #[inline]
    pub(crate) fn take(&mut self) -> Option<(Body, Waker)> {
        Some((self.body.take()?, self.waker.take()?))
    }

    /// Puts a suspended task back.
    #[inline]
    pub(crate) fn put_back(&mut self, body: Option<Body>, waker: Option<Waker>) {
        self.body = body;
        self.waker = waker;
    }
}

impl Tasks {
    pub(crate) fn new() -> Self {
        Tasks { slots: Vec::new(), details: Vec::new(), free: Free::default(), alive: 0, next_no: 1 }
    }

    pub(crate) fn alive(&self) -> u32 {
        self.alive
    }

    /// How many were made so far; the last one has this number.
    pub(crate) fn made(&self) -> TaskNo {
        self.next_no - 1
    }

    /// Puts a new task in a slot.
    pub(crate) fn insert(
        &mut self,
        remote: &Arc<Remote>,
        name: &str,
        spawned_at: &'static Location<'static>,
        body: Body,
    ) -> TaskKey {
        let no = self.next_no;
        self.next_no = no.checked_add(1).expect("fewer than 2^32 tasks in a run");
        self.alive += 1;
        let name = if name.is_empty() { None } else { Some(Box::from(name)) };
        let tenant = |waker| Slot {
            no,
            phase: Phase::Idle,
            cancelled: false,
            line: 0,
            waiting: Waiting::Unknown,
            body: Some(body),
            waker: Some(waker),
        };
        if let Some(index) = self.free.take(self.slots.len()) {
            let key = TaskKey { index, no };
            let details = &mut self.details[index as usize];
            details.name = name;
            details.spawned_at = spawned_at;
            let slot = &mut self.slots[index as usize];
            let waker = match slot.waker.take() {
                Some(waker) if details.own.hand_over(OWNED, no) => waker,
                _ => {
                    details.own = Arc::new(TaskWaker::new(remote.clone(), key));
                    Waker::from(details.own.clone())
                }
            };
            *slot = tenant(waker);
            return key;
        }
        let index = u32::try_from(self.slots.len()).expect("fewer than 2^32 tasks at once");
        let key = TaskKey { index, no };
        let own = Arc::new(TaskWaker::new(remote.clone(), key));
        self.slots.push(tenant(Waker::from(own.clone())));
        self.details.push(Details { own, name, spawned_at });
        key
    }

    /// The slot of a task that has not been freed.
    #[inline]
    pub(crate) fn get_mut(&mut self, key: TaskKey) -> Option<&mut Slot> {
        self.slots.get_mut(key.index as usize).filter(|slot| slot.no == key.no)
    }

    /// Frees the slot of a task that has ended. `waker` is the one it was polled with.
    pub(crate) fn free(&mut self, key: TaskKey, waker: Option<Waker>) {
        let Some(slot) = self.get_mut(key) else { return };
        slot.no = 0;
        slot.phase = Phase::Free;
        slot.waker = waker;
        self.alive -= 1;
        if self.alive == 0 {
            self.free.reset();
        } else {
            self.free.put(key.index);
        }
    }

    /// False when the task is gone.
    pub(crate) fn set_name(&mut self, key: TaskKey, name: &str) -> bool {
        let details = self.get_mut(key).is_some().then(|| &mut self.details[key.index as usize]);
        details.map(|details| details.name = Some(Box::from(name))).is_some()
    }

    pub(crate) fn name(&self, key: TaskKey) -> String {
        let here = self.slots.get(key.index as usize).is_some_and(|slot| slot.no == key.no);
        let name = here.then(|| self.details[key.index as usize].name.as_ref()).flatten();
        name.map_or_else(|| format!("Task-{}", key.no), ToString::to_string)
    }

    /// The tasks that wait, oldest first, each with what it waits for, on which line, and where it was spawned.
    pub(crate) fn waiting(&self) -> Vec<(TaskKey, Waiting, u32, &'static Location<'static>)> {
        self.oldest_first(|slot| slot.phase == Phase::Idle)
            .into_iter()
            .map(|key| {
                let (slot, details) = (&self.slots[key.index as usize], &self.details[key.index as usize]);
                (key, slot.waiting, slot.line, details.spawned_at)
            })
            .collect()
    }

    /// Every task that is in its slot, oldest first.
    pub(crate) fn keys(&self) -> Vec<TaskKey> {
        self.oldest_first(|slot| slot.body.is_some())
    }

    fn oldest_first(&self, wanted: fn(&Slot) -> bool) -> Vec<TaskKey> {
        let wanted = (0_u32..).zip(&self.slots).filter(|(_, slot)| wanted(slot));
        let sorted = sorted(wanted.map(|(index, slot)| (slot.no, index)));
        sorted.into_iter().map(|(no, index)| TaskKey { index, no }).collect()
    }
}

/// Pairs in order. All sorting of this crate is one instance of one sort, which readers download.
pub(crate) fn sorted(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut packed: Vec<u64> = pairs.map(|(high, low)| u64::from(high) << 32 | u64::from(low)).collect();
    packed.sort_unstable();
    packed.into_iter().map(|packed| ((packed >> 32) as u32, packed as u32)).collect()
}
