//! The ready queue, and who runs: entries come and go, turns begin with a batch of them, and at each moment somebody acts.

use loopscope_executor::trace::{Actor, CallbackNo, Record, TaskNo, TextId, Waiting};

use super::Scope;
use crate::facts::{CallbackFacts, CleanupFacts, EntryFacts, NEVER};
use crate::lane::LaneState;

impl Scope {
    pub(super) fn queue_task(&mut self, record: &Record, by: Actor, actor: Option<Actor>) {
        let (seq, entry) = (record.seq, self.entries.len());
        if let Some(facts) = self.task_mut(record.task) {
            facts.queued = Some(entry);
            facts.first_wake = facts.first_wake.min(seq);
            self.entries.push(EntryFacts { who: Actor::Task(record.task), by, queued: seq, left: NEVER });
        }
        // Woken while it runs, it goes on running first.
        if actor != Some(Actor::Task(record.task)) {
            self.enter(record.task, record, LaneState::Ready, None);
        }
    }

    pub(super) fn queue_callback(&mut self, seq: u32, callback: CallbackNo, name: TextId, by: Actor, on: Waiting) {
        if callback as usize == self.callbacks.len() + 1 {
            let (name, entry) = (self.name(name), self.entries.len());
            let added = self.queue_added(seq, on, &name);
            self.callbacks.push(CallbackFacts { name, by, entry, added });
            self.entries.push(EntryFacts { who: Actor::Callback(callback), by, queued: seq, left: NEVER });
        }
    }

    pub(super) fn run_task(&mut self, record: &Record) {
        self.begin_batch(record.seq);
        self.leave_queue(record.task, record.seq);
        if let Some(facts) = self.task_mut(record.task) {
            facts.begun = facts.begun.min(record.seq);
        }
        self.enter(record.task, record, LaneState::Running, None);
        self.acts(record.seq, Some(Actor::Task(record.task)));
    }

    pub(super) fn leave_queue(&mut self, task: TaskNo, seq: u32) {
        let entry = self.task_mut(task).and_then(|facts| facts.queued.take());
        if let Some(entry) = entry {
            self.entries[entry].left = seq;
        }
    }

    pub(super) fn callback_left(&mut self, callback: CallbackNo, seq: u32) {
        let entry = self.callback(callback).map(|facts| facts.entry);
        if let Some(entry) = entry {
            self.entries[entry].left = self.entries[entry].left.min(seq);
        }
    }

    /// The first entry of a turn runs, or the reader does something right before it: what is queued from now on waits for
    /// the next turn.
    pub(super) fn begin_batch(&mut self, seq: u32) {
        if std::mem::take(&mut self.batch_open) {
            self.batches.push((seq, NEVER));
        }
    }

    /// From the cursor after `seq` on, `actor` runs.
    pub(super) fn acts(&mut self, seq: u32, actor: Option<Actor>) {
        self.actors.push((seq + 1, actor));
        match (actor, self.ran.last_mut()) {
            (Some(Actor::Task(_) | Actor::Callback(_)), _) => self.ran.push((seq, NEVER)),
            (None, Some((_, end))) => *end = (*end).min(seq + 1),
            _ => {}
        }
    }

    /// From the cursor after `seq` on, who was interrupted by a thread runs on; it is no new entry of the loop.
    pub(super) fn back(&mut self, seq: u32) {
        if let Some(actor) = self.interrupted.pop() {
            self.actors.push((seq + 1, actor));
        }
    }

    /// What is done from now on, until the loop is closed, is the clean-up's doing.
    pub(super) fn clean_up(&mut self, seq: u32, through: TextId) {
        if self.cleanups.last().is_none_or(|cleanup| cleanup.to != NEVER) {
            let through = self.name(through);
            self.cleanups.push(CleanupFacts { from: seq, to: NEVER, through });
            self.acts(seq, Some(Actor::Cleanup));
        }
    }
}
