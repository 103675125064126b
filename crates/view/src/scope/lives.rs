//! Lives: the program, tasks and threads, from the record that made each to the one that ended it, and their lanes, each below its
//! parent's.

use loopscope_executor::trace::{Actor, Ending, Record, TaskNo, TextId, thread_of};

use super::{Scope, end_state, small, unnamed};
use crate::facts::{FrameFacts, NEVER, TaskFacts, ThreadFacts, lane_task};
use crate::lane::{Lane, LaneState, PROGRAM};
use crate::wait::{Name, Wait};

impl Scope {
    pub(super) fn begin_program(&mut self, record: &Record) {
        let lane = self.lanes.len();
        self.program = Some(lane);
        self.lanes.push(Lane {
            task: PROGRAM,
            parent: None,
            depth: 0,
            name: Name::default(),
            coroutine: Name::default(),
            made_at: 0,
            segments: Vec::new(),
        });
        self.enter(PROGRAM, record, LaneState::Running, None);
    }

    pub(super) fn start_thread(&mut self, record: &Record, by: Actor, name: TextId, function: TextId) {
        // Threads are numbered as tasks are.
        if thread_of(record.task).is_none_or(|no| no as usize != self.threads.len() + 1) {
            return;
        }
        let (name, function) = (self.name(name), self.name(function));
        let below = self.below(by);
        self.threads.push(ThreadFacts {
            name: name.clone(),
            begun: NEVER,
            ending: Ending::Ready,
            lane: self.lanes.len(),
        });
        self.begin_lane(record, below, name, function);
    }

    pub(super) fn create_task(&mut self, record: &Record, parent: Actor, name: TextId, coroutine: TextId) {
        // Tasks are numbered in the order of creation; anything else is none of this trace's.
        if record.task as usize != self.tasks.len() + 1 {
            return;
        }
        let name = Some(self.name(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| unnamed(record.task));
        let coroutine = self.name(coroutine);
        let below = self.below(parent);
        self.tasks.push(TaskFacts {
            created: record.seq,
            done: NEVER,
            ending: Ending::Ready,
            coroutine: coroutine.clone(),
            name: name.clone(),
            renames: Vec::new(),
            stack: Vec::new(),
            lane: self.lanes.len(),
            queued: None,
            first_wake: NEVER,
            begun: NEVER,
            added: Vec::new(),
        });
        self.begin_lane(record, below, name, coroutine);
    }

    /// Below whom a lane begins that this one makes, and how many stand above it.
    fn below(&self, maker: Actor) -> (Option<TaskNo>, u32) {
        let parent = lane_task(Some(maker));
        match parent.and_then(|parent| self.lane_of(parent)) {
            Some(lane) => (parent, self.lanes[lane].depth + 1),
            None => (None, 0),
        }
    }

    /// A lane for the record's task or thread, at the end for now.
    fn begin_lane(&mut self, record: &Record, (parent, depth): (Option<TaskNo>, u32), name: Name, coroutine: Name) {
        self.lanes.push(Lane {
            task: record.task,
            parent,
            depth,
            name,
            coroutine,
            made_at: record.line,
            segments: Vec::new(),
        });
        self.enter(record.task, record, LaneState::Ready, None);
    }

    pub(super) fn rename_task(&mut self, record: &Record, name: TextId) {
        let name = self.name(name);
        let lane = self.task_mut(record.task).map(|facts| {
            // `create_task(c, name="tea")` makes and names a task in one go: creation, first wake-up, name.
            if record.seq <= facts.created + 2 {
                facts.name = name.clone();
            } else {
                facts.renames.push((record.seq, name.clone()));
            }
            facts.lane
        });
        if let Some(lane) = lane {
            self.lanes[lane].name = name;
        }
    }

    pub(super) fn end_task(&mut self, record: &Record, ending: Ending) {
        self.leave_queue(record.task, record.seq);
        if let Some(facts) = self.task_mut(record.task) {
            facts.done = record.seq;
            facts.ending = ending;
        }
        self.enter(record.task, record, end_state(ending), None);
    }

    pub(super) fn enter_coroutine(&mut self, record: &Record, coroutine: TextId) {
        let coroutine = self.name(coroutine);
        let (frame, line) = (small(self.frames.len()), record.line);
        if let Some(facts) = self.task_mut(record.task) {
            let above = facts.stack.last().and_then(|(_, frame)| *frame);
            facts.stack.push((record.seq, Some(frame)));
            self.frames.push(FrameFacts { coroutine, line, above });
        }
    }

    pub(super) fn leave_coroutine(&mut self, record: &Record) {
        let top = self.task(record.task).and_then(|facts| facts.stack.last()).and_then(|(_, frame)| *frame);
        let above = top.and_then(|frame| self.frames[frame as usize].above);
        if let Some(facts) = self.task_mut(record.task) {
            facts.stack.push((record.seq, above));
        }
    }

    /// The lane of who this is enters a state.
    pub(super) fn enter(&mut self, task: TaskNo, record: &Record, state: LaneState, waiting: Option<Wait>) {
        let Some(lane) = self.lane_of(task).and_then(|lane| self.lanes.get_mut(lane)) else { return };
        // A ready task stands where it was suspended; a new one nowhere yet.
        let stays = state == LaneState::Ready;
        let line = if stays { lane.segments.last().map_or(0, |last| last.line) } else { record.line };
        lane.enter(record.seq, record.time, state, waiting, line);
    }

    /// Brings new lanes to their places below their parents.
    pub(super) fn sort_lanes(&mut self) {
        let (sorted, count) = (self.sorted, self.lanes.len());
        self.sorted = count;
        // A new lane is in place already if its parent's lane is an ancestor of (or is) the one right above it.
        let in_place = (sorted.max(1)..count).all(|at| {
            let mut above = Some(&self.lanes[at - 1]);
            let parent = self.lanes[at].parent;
            if parent.is_none() {
                return true;
            }
            while let Some(lane) = above {
                if Some(lane.task) == parent {
                    return true;
                }
                above = lane.parent.and_then(|task| self.lane_of(task)).and_then(|lane| self.lanes.get(lane));
            }
            false
        });
        if in_place {
            return;
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut pending = Vec::new();
        // Within the lanes that were sorted before, and within the new ones, siblings stand in the order of creation.
        for at in (0..count).rev() {
            match self.lanes[at].parent.and_then(|task| self.lane_of(task)) {
                Some(parent) => children[parent].push(at),
                None => pending.push(at),
            }
        }
        let mut order = Vec::with_capacity(count);
        while let Some(at) = pending.pop() {
            order.push(at);
            pending.append(&mut children[at]);
        }
        let mut lanes: Vec<Option<Lane>> = std::mem::take(&mut self.lanes).into_iter().map(Some).collect();
        self.lanes = order.into_iter().filter_map(|at| lanes[at].take()).collect();
        for (at, lane) in self.lanes.iter().enumerate() {
            if let Some(no) = thread_of(lane.task) {
                if let Some(facts) = no.checked_sub(1).and_then(|index| self.threads.get_mut(index as usize)) {
                    facts.lane = at;
                }
                continue;
            }
            match lane.task.checked_sub(1).and_then(|index| self.tasks.get_mut(index as usize)) {
                Some(facts) => facts.lane = at,
                None => self.program = Some(at),
            }
        }
    }
}
