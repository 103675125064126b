//! The loop's inside at a cursor, in words: ready queue, timers, await tree, futures. A page just lays it out.
//!
//! ```text
//!   timers ──due──► ready queue ──runs──► (the actor)         Key::Timer moves on as the timer's callback
//!   futures ──end─► ready queue                               Key::Added moves on as the callback that was queued
//!   await tree ──woken──► ready queue                         Key::Task
//! ```
//!
//! Every entry has a [`Key`] that stays the same while the thing goes from one list to another, and says where it came
//! from when it is another thing's doing ([`Entry::from`]): with these a page can let it move.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, CallbackNo, Ending, FutureNo, TaskNo, TimerNo, thread_of};
use loopscope_strings::{Lang, ScopeTexts, View, scope_texts, state_texts, view};

use crate::awaits::AwaitItem;
use crate::cursor::Cursor;
use crate::lane::{LaneState, PROGRAM};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::{Scope, end_state};
use crate::sentence::Words;
use crate::state::{FutureState, ReadyEntry, ReadyItem, State, TaskState};
use crate::wait::{Target, Wait};
use crate::words::{state_words, wait_words};

/// What an entry stands for. Unique within a list; in two lists, the same key is the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A task.
    Task(TaskNo),
    /// A timer, and the callback that it queues when it is due.
    Timer(TimerNo),
    /// A callback that waits for something's end, and that is queued then; its place among all that were added, from 0.
    Added(u32),
    /// Any other callback.
    Callback(CallbackNo),
    /// A future.
    Future(FutureNo),
    /// A task in its part as a future that others wait for.
    Own(TaskNo),
    /// A coroutine on a task's await stack, by its place from 0, the outermost.
    Frame(TaskNo, u32),
    /// What stands further up in the await tree already, by its row.
    Again(u32),
}

impl Key {
    /// As a name for an element of a page, such as `task-3`.
    #[must_use]
    pub fn id(self) -> String {
        let (kind, number) = match self {
            Key::Task(no) => ("task-", no),
            Key::Timer(no) => ("timer-", no),
            Key::Added(no) => ("added-", no),
            Key::Callback(no) => ("callback-", no),
            Key::Future(no) => ("future-", no),
            Key::Own(no) => ("own-", no),
            Key::Frame(task, at) => return ["frame-", &task.to_string(), "-", &at.to_string()].concat(),
            Key::Again(row) => ("again-", row),
        };
        [kind, &number.to_string()].concat()
    }
}

/// An entry of one of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub key: Key,
    /// The thing that brought it here, if that is another one: the timer or the callback that woke a task.
    pub from: Option<Key>,
    /// How many entries stand above it that it belongs to.
    pub depth: u32,
    /// The task that it is about, whose colour it bears; [`PROGRAM`] for none.
    pub task: TaskNo,
    /// What it does, for a sign: a future that has no result yet is [`LaneState::Waiting`].
    pub state: LaneState,
    /// Its name.
    pub title: String,
    /// What there is to say of it, in one phrase; may be empty.
    pub words: String,
    /// The line where it stands; 0 when unknown.
    pub line: u32,
    /// The record that brought it here.
    pub since: u32,
    /// In the ready queue: the turn under way does not run it, the next one does.
    pub next_turn: bool,
    /// Of a timer: when it was set and when it is due.
    pub span: Option<(Instant, Instant)>,
}

/// What the loop holds at a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Internals {
    /// The ready queue, first to run first.
    pub ready: Vec<Entry>,
    /// Timers that are set, first due first.
    pub timers: Vec<Entry>,
    /// The await tree: each task, below it its await stack, then what it waits for; see [`State::await_tree`].
    pub awaits: Vec<Entry>,
    /// What somebody can wait for: futures without a result, futures whose result a woken task is about to take, and
    /// tasks that others wait for; below each, who waits for it and which callbacks its end will queue.
    pub futures: Vec<Entry>,
}

/// The loop's inside at a state of this scope, in words.
#[must_use]
pub fn internals(lang: Lang, scope: &Scope, state: &State) -> Internals {
    let inside = Inside {
        scope,
        state,
        places: Places::new(state),
        words: Words::new(lang, scope, state.cursor),
        texts: scope_texts(lang),
        view: view(lang),
        lang,
    };
    Internals {
        ready: state.ready.iter().map(|entry| inside.ready(entry)).collect(),
        timers: inside.timers(),
        awaits: inside.awaits(),
        futures: inside.futures(),
    }
}

/// How far a timer is from its deadline: `due at t = 2 s, in 0.5 s`.
#[must_use]
pub fn timer_words(lang: Lang, now: Instant, deadline: Instant) -> String {
    let texts = scope_texts(lang);
    let length = |from: Instant, to: Instant| seconds(Instant::ZERO.saturating_add(to.saturating_since(from)));
    if deadline > now {
        return phrase(texts.timer_left, &[("time", &seconds(deadline)), ("left", &length(now, deadline))]);
    }
    if deadline == now {
        return phrase(texts.timer_now, &[("time", &seconds(deadline))]);
    }
    phrase(texts.timer_late, &[("time", &seconds(deadline)), ("late", &length(deadline, now))])
}

/// Where tasks stand among the state's, and who waits for whose end: thousands of tasks are looked up by number.
struct Places {
    /// Place of each task by its number.
    of: Vec<usize>,
    /// By a task's number, the place of the first task that waits for its end; by that place, the next one.
    first_waiter: Vec<usize>,
    next_waiter: Vec<usize>,
}

/// No place.
const NOWHERE: usize = usize::MAX;

impl Places {
    fn new(state: &State) -> Self {
        // Nobody awaits a thread, and threads have numbers of their own.
        let tasks = || state.tasks.iter().enumerate().filter(|(_, task)| thread_of(task.task).is_none());
        let most = tasks().map(|(_, task)| task.task).max().unwrap_or(0) as usize;
        let mut places = Places {
            of: vec![NOWHERE; most + 1],
            first_waiter: vec![NOWHERE; most + 1],
            next_waiter: vec![NOWHERE; state.tasks.len()],
        };
        // Backwards, so that each list is in the order of the lanes.
        for (at, task) in tasks().rev() {
            places.of[task.task as usize] = at;
            if let Some(Wait::Task { task: whom, .. }) = task.waiting
                && let Some(first) = places.first_waiter.get_mut(whom as usize)
            {
                places.next_waiter[at] = std::mem::replace(first, at);
            }
        }
        places
    }
}

struct Inside<'a> {
    scope: &'a Scope,
    state: &'a State,
    places: Places,
    words: Words<'a>,
    texts: &'static ScopeTexts,
    view: &'static View,
    lang: Lang,
}

impl Inside<'_> {
    fn entry(&self, key: Key, task: TaskNo, state: LaneState, title: String, since: u32) -> Entry {
        Entry {
            key,
            from: None,
            depth: 0,
            task,
            state,
            title,
            words: String::new(),
            line: 0,
            since,
            next_turn: false,
            span: None,
        }
    }

    fn ready(&self, entry: &ReadyEntry) -> Entry {
        let by = [("actor", &*self.words.inside(entry.by))];
        let from = self.actor_key(entry.by);
        match entry.item {
            ReadyItem::Task(no) => {
                let begun = self.scope.task(no).is_some_and(|facts| facts.begun < self.state.cursor.0);
                let words = match entry.by {
                    _ if !begun => phrase(self.texts.ready_first, &by),
                    Actor::Task(by) if by == no => self.texts.ready_self.to_owned(),
                    _ => phrase(self.texts.ready_woken, &by),
                };
                let line = self.task(no).map_or(0, |task| task.line);
                let whole = self.entry(Key::Task(no), no, LaneState::Ready, entry.name.to_string(), entry.since);
                Entry { from, words, line, next_turn: !entry.this_turn, ..whole }
            }
            ReadyItem::Callback(no) => {
                let (title, words) = match self.words.sleep_of(no) {
                    Some(future) => {
                        let name = self.words.future(future);
                        let words = phrase(self.texts.ready_sleep, &[("name", &name)]);
                        (name, words)
                    }
                    None => (entry.name.to_string(), phrase(self.texts.ready_callback, &by)),
                };
                let task = self.callback_task(no);
                let whole = self.entry(self.callback_key(no), task, LaneState::Ready, title, entry.since);
                Entry { words, next_turn: !entry.this_turn, ..whole }
            }
        }
    }

    fn timers(&self) -> Vec<Entry> {
        let timer = |timer: &crate::state::TimerState| {
            let future = self.scope.timer(timer.timer).and_then(|facts| facts.future);
            let waiter = future.and_then(|future| self.waiters(Target::Future(future)).first().copied());
            let mut words = timer_words(self.lang, self.state.now, timer.deadline);
            match (waiter, timer.by) {
                (Some(task), _) => self.add(&mut words, self.texts.timer_wakes, "task", &self.words.task(task.task)),
                (None, Some(by)) => self.add(&mut words, self.texts.timer_by, "actor", &self.words.inside(by)),
                (None, None) => {}
            }
            let task = waiter.map_or_else(|| actor_task(timer.by), |task| task.task);
            let title = match &*timer.name {
                "" => phrase(self.texts.timer_number, &[("timer", &timer.timer.to_string())]),
                name => name.to_owned(),
            };
            let set = self.scope.record(timer.since).map_or(Instant::ZERO, |record| record.time);
            let whole = self.entry(Key::Timer(timer.timer), task, LaneState::Waiting, title, timer.since);
            Entry { words, span: Some((set, timer.deadline)), ..whole }
        };
        self.state.timers.iter().map(timer).collect()
    }

    fn awaits(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        // The stack of a task stands between it and what it waits for: what is below goes that much deeper.
        let mut shift: Vec<u32> = Vec::new();
        for (row, number) in self.state.await_tree(self.scope).into_iter().zip(0..) {
            shift.truncate(row.depth as usize);
            let depth = row.depth + shift.iter().sum::<u32>();
            let frames = match row.item {
                AwaitItem::Task(at) => {
                    let task = &self.state.tasks[at];
                    let mut entry = self.task_entry(task, Key::Task(task.task));
                    entry.depth = depth;
                    if row.again {
                        entry.key = Key::Again(number);
                        self.texts.await_again.clone_into(&mut entry.words);
                    }
                    entries.push(entry);
                    if row.again { 0 } else { self.frames(task, depth, &mut entries) }
                }
                AwaitItem::Future(at) => {
                    let future = &self.state.futures[at];
                    let mut entry = self.future_entry(future.future, future.since);
                    entry.depth = depth;
                    if row.again {
                        entry.key = Key::Again(number);
                        self.texts.await_again.clone_into(&mut entry.words);
                    }
                    entries.push(entry);
                    0
                }
            };
            shift.push(frames);
        }
        entries
    }

    /// The task's await stack below it, if that is more than the task's own coroutine; how many frames that makes.
    fn frames(&self, task: &TaskState, depth: u32, entries: &mut Vec<Entry>) -> u32 {
        if task.stack.iter().all(|frame| frame.coroutine.is_empty()) {
            return 0;
        }
        let mut count = 0;
        for frame in &task.stack {
            let inner = task.stack.get(count as usize + 1);
            let words = match (inner, &task.waiting) {
                (Some(inner), _) => phrase(self.texts.frame_awaits, &[("coroutine", &inner.coroutine)]),
                (None, Some(wait)) => phrase(self.view.svg_waits, &[("wait", &wait_words(self.lang, wait))]),
                (None, None) if matches!(task.state, LaneState::Running | LaneState::Blocking) => {
                    self.texts.frame_runs.to_owned()
                }
                (None, None) if task.begun => self.texts.frame_here.to_owned(),
                (None, None) => self.texts.frame_unbegun.to_owned(),
            };
            let key = Key::Frame(task.task, count);
            let whole = self.entry(key, task.task, task.state, frame.coroutine.to_string(), task.since);
            count += 1;
            entries.push(Entry { depth: depth + count, words, line: frame.line, ..whole });
        }
        count
    }

    fn task_entry(&self, task: &TaskState, key: Key) -> Entry {
        let mut words = match &task.waiting {
            Some(wait) => phrase(self.view.svg_waits, &[("wait", &wait_words(self.lang, wait))]),
            None => state_words(self.lang, task.state).to_owned(),
        };
        if let Some(error) = &task.error {
            words = phrase(self.texts.future_failed, &[("error", error)]);
        }
        if let Some(stuck) = self.scope.stuck_at(task.task, self.state.cursor).filter(|_| task.waiting.is_some()) {
            words.push_str(&self.words.note(stuck));
        }
        let whole = self.entry(key, task.task, task.state, task.name.to_string(), task.since);
        Entry { words, line: task.line, ..whole }
    }

    /// A future, with or without a result.
    fn future_entry(&self, no: FutureNo, since: u32) -> Entry {
        let facts = self.scope.future(no);
        let ended = facts.filter(|facts| facts.resolved < self.state.cursor.0);
        let state = ended.map_or(LaneState::Waiting, |facts| end_state(facts.ending));
        let mut words = match ended.map(|facts| facts.ending) {
            None => self.texts.future_pending.to_owned(),
            Some(Ending::Ready) => self.texts.future_done.to_owned(),
            Some(Ending::Failed(error)) => {
                phrase(self.texts.future_failed, &[("error", self.scope.trace().text(error))])
            }
            Some(Ending::Cancelled) => state_texts(self.lang).state_cancelled.to_owned(),
            Some(Ending::Collected) => state_texts(self.lang).state_collected.to_owned(),
        };
        if let Some(future) = self.pending(no) {
            let parts = self.scope.parts_at(no, self.state.cursor);
            let done = parts.iter().filter(|part| self.has_ended(**part)).count();
            if !parts.is_empty() {
                let values = [("done", &*done.to_string()), ("count", &*parts.len().to_string())];
                words = phrase(self.texts.future_parts, &values);
            }
            if let Some(until) = future.until {
                words.push_str(self.view.list_comma);
                words.push_str(&timer_words(self.lang, self.state.now, until));
            }
        }
        let task = actor_task(facts.and_then(|facts| facts.by));
        let whole = self.entry(Key::Future(no), task, state, self.words.future(no), since);
        Entry { words, ..whole }
    }

    fn futures(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        // Results that somebody who was woken is about to take come first: they are older.
        let tasks = self.state.tasks.iter();
        let taken: Vec<_> = tasks.filter_map(|task| self.taken_next(task).map(|future| (future, task))).collect();
        for (at, (no, _)) in taken.iter().enumerate() {
            if taken[..at].iter().any(|(before, _)| before == no) {
                continue;
            }
            let since = self.scope.future(*no).map_or(0, |facts| facts.resolved);
            entries.push(self.future_entry(*no, since));
            let takers = taken[at..].iter().filter(|(of, _)| of == no);
            entries.extend(takers.map(|(_, task)| self.waiter(task, self.texts.future_takes)));
        }
        for future in &self.state.futures {
            entries.push(self.future_entry(future.future, future.since));
            self.below(Target::Future(future.future), &mut entries);
        }
        let futures = |task: &&TaskState| task.task != PROGRAM && thread_of(task.task).is_none();
        for task in self.state.tasks.iter().filter(futures).filter(|task| !task.state.is_end()) {
            let mut entry = self.task_entry(task, Key::Own(task.task));
            self.texts.task_as_future.clone_into(&mut entry.words);
            entries.push(entry);
            let before = entries.len();
            self.below(Target::Task(task.task), &mut entries);
            if entries.len() == before {
                entries.pop();
            }
        }
        entries
    }

    /// Who waits for it, and its callbacks.
    fn below(&self, target: Target, entries: &mut Vec<Entry>) {
        entries.extend(self.waiters(target).into_iter().map(|task| self.waiter(task, self.texts.future_waiter)));
        for callback in self.scope.callbacks_at(target, self.state.cursor) {
            let mut words = self.texts.future_callback.to_owned();
            if callback.serves != 0 {
                self.add(&mut words, self.texts.future_callback_for, "future", &self.words.future(callback.serves));
            }
            let task = actor_task(self.scope.actor_at(Cursor(callback.since)));
            let key = Key::Added(callback.number);
            let whole = self.entry(key, task, LaneState::Waiting, callback.name.to_string(), callback.since);
            entries.push(Entry { depth: 1, words, ..whole });
        }
    }

    fn waiter(&self, task: &TaskState, words: &str) -> Entry {
        let whole = self.entry(Key::Task(task.task), task.task, task.state, task.name.to_string(), task.since);
        Entry { depth: 1, words: words.to_owned(), line: task.line, ..whole }
    }

    /// The future whose result a task will find when it runs next: it is ready, and waited for that one before.
    fn taken_next(&self, task: &TaskState) -> Option<FutureNo> {
        let lane = &self.scope.lanes()[self.scope.lane_of(task.task)?];
        let at = lane.segments.partition_point(|segment| segment.from < task.since);
        let before = lane.segments.get(at.checked_sub(1)?)?;
        match before.waiting {
            Some(Wait::Future { future, .. }) if task.state == LaneState::Ready => {
                self.scope.future(future).filter(|facts| facts.resolved < self.state.cursor.0)?;
                Some(future)
            }
            _ => None,
        }
    }

    /// The tasks that wait for it, in the order of the lanes.
    fn waiters(&self, target: Target) -> Vec<&TaskState> {
        match target {
            Target::Future(no) => {
                let waiters = self.pending(no).map_or(&[][..], |future| &future.waiters);
                waiters.iter().filter_map(|task| self.task(*task)).collect()
            }
            Target::Task(no) => {
                let mut waiters = Vec::new();
                let mut at = self.places.first_waiter.get(no as usize).copied().unwrap_or(NOWHERE);
                while let Some(task) = self.state.tasks.get(at) {
                    waiters.push(task);
                    at = self.places.next_waiter[at];
                }
                waiters
            }
        }
    }

    /// A future without a result; they stand in the order of their numbers.
    fn pending(&self, no: FutureNo) -> Option<&FutureState> {
        let at = self.state.futures.binary_search_by(|future| future.future.cmp(&no)).ok()?;
        self.state.futures.get(at)
    }

    fn has_ended(&self, target: Target) -> bool {
        let ended = match target {
            Target::Future(no) => self.scope.future(no).map(|facts| facts.resolved),
            Target::Task(no) => self.scope.task(no).map(|facts| facts.done),
        };
        ended.is_some_and(|ended| ended < self.state.cursor.0)
    }

    fn task(&self, no: TaskNo) -> Option<&TaskState> {
        self.state.tasks.get(*self.places.of.get(no as usize)?)
    }

    /// Adds another phrase behind a comma.
    fn add(&self, words: &mut String, template: &str, name: &str, value: &str) {
        words.push_str(self.view.list_comma);
        words.push_str(&phrase(template, &[(name, value)]));
    }

    /// What somebody is as an entry, if it was one in these lists.
    fn actor_key(&self, actor: Actor) -> Option<Key> {
        match actor {
            Actor::Callback(no) => Some(self.callback_key(no)),
            Actor::Timer(no) => Some(Key::Timer(no)),
            Actor::Task(_) | Actor::Program | Actor::Outside | Actor::Reader | Actor::Thread(_) | Actor::Cleanup => {
                None
            }
        }
    }

    fn callback_key(&self, no: CallbackNo) -> Key {
        match self.scope.callback(no) {
            Some(facts) => match (facts.by, facts.added) {
                (Actor::Timer(timer), _) => Key::Timer(timer),
                (_, Some(added)) => Key::Added(added),
                _ => Key::Callback(no),
            },
            None => Key::Callback(no),
        }
    }

    /// The task on whose behalf a callback runs: the one that set its timer, or that queued it.
    fn callback_task(&self, no: CallbackNo) -> TaskNo {
        match self.scope.callback(no).map(|facts| facts.by) {
            Some(Actor::Timer(timer)) => actor_task(self.scope.timer(timer).and_then(|facts| facts.by)),
            by => actor_task(by),
        }
    }
}

fn actor_task(actor: Option<Actor>) -> TaskNo {
    if let Some(Actor::Task(no)) = actor { no } else { PROGRAM }
}
