//! What must hold for every trace: states agree with a replay record by record, lanes cover each task's life, and it does
//! not matter in how many pieces a trace arrives.

mod common;
mod random;

use std::collections::{BTreeMap, VecDeque};

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{
    Actor, CallbackNo, Chunk, Ending, EntryNo, FutureNo, Kind, PollEnding, Record, TaskNo, TimerNo, Trace, WakeOutcome,
};
use loopscope_executor::{Instant, Limits};
use loopscope_view::{
    Answer, Axis, Cursor, Importance, LaneState, Lang, Moment, On, PROGRAM, Question, ReadyItem, Scope, Theme, Voice,
    ask, compare, ghost, halted, importance, internals, log, not_now_words, perfetto, sentence, sentence_in, svg,
};
use proptest::prelude::*;
use random::{Ran, traces};

/// The loop's state by the plainest replay there is.
#[derive(Default)]
struct Replay {
    actor: Option<Actor>,
    tasks: BTreeMap<TaskNo, LaneState>,
    ready: VecDeque<ReadyItem>,
    timers: BTreeMap<(Instant, TimerNo), ()>,
    futures: Vec<FutureNo>,
    stacks: BTreeMap<TaskNo, usize>,
    printed: usize,
    blocked: Option<TaskNo>,
    cleans_up: bool,
}

impl Replay {
    fn unqueue(&mut self, item: ReadyItem) {
        self.ready.retain(|queued| *queued != item);
    }

    fn callback_gone(&mut self, callback: CallbackNo) {
        self.unqueue(ReadyItem::Callback(callback));
    }

    fn step(&mut self, record: &Record) {
        let task = record.task;
        if let Some(task) = self.blocked.take() {
            self.tasks.insert(task, LaneState::Running);
        }
        let by_cleanup = matches!(
            record.kind,
            Kind::CancelRequested { by: Actor::Cleanup, .. } | Kind::TaskCreated { parent: Actor::Cleanup, .. }
        );
        if by_cleanup {
            self.cleans_up = true;
            self.actor = Some(Actor::Cleanup);
        }
        match record.kind {
            Kind::LoopClosed if self.cleans_up => {
                self.cleans_up = false;
                self.actor = Some(Actor::Program);
            }
            Kind::ProgramBegin | Kind::LoopLeft => {
                self.tasks.insert(PROGRAM, LaneState::Running);
                self.actor = Some(if self.cleans_up { Actor::Cleanup } else { Actor::Program });
            }
            Kind::LoopEntered => {
                self.tasks.insert(PROGRAM, LaneState::Waiting);
                self.actor = None;
            }
            Kind::ProgramEnd(ending) => {
                self.tasks.insert(PROGRAM, end(ending));
                self.actor = None;
            }
            Kind::TaskCreated { .. } => {
                self.tasks.insert(task, LaneState::Ready);
                self.stacks.insert(task, 1);
            }
            Kind::WakeRequested { outcome: WakeOutcome::Queued, .. } => {
                self.ready.push_back(ReadyItem::Task(task));
                if self.actor != Some(Actor::Task(task)) {
                    self.tasks.insert(task, LaneState::Ready);
                }
            }
            Kind::PollBegin => {
                self.unqueue(ReadyItem::Task(task));
                self.tasks.insert(task, LaneState::Running);
                self.actor = Some(Actor::Task(task));
            }
            Kind::PollEnd(PollEnding::Pending(_)) => {
                let ready = self.ready.contains(&ReadyItem::Task(task));
                self.tasks.insert(task, if ready { LaneState::Ready } else { LaneState::Waiting });
                self.actor = None;
            }
            Kind::TaskDone(ending) => {
                self.unqueue(ReadyItem::Task(task));
                self.tasks.insert(task, end(ending));
                self.stacks.insert(task, 0);
                if self.actor == Some(Actor::Task(task)) {
                    self.actor = None;
                }
            }
            Kind::CoroutineEntered(_) => {
                if let Some(depth) = self.stacks.get_mut(&task) {
                    *depth += 1;
                }
            }
            Kind::CoroutineLeft(_) => {
                if let Some(depth) = self.stacks.get_mut(&task) {
                    *depth -= 1;
                }
            }
            Kind::TimerSet { timer, deadline, .. } => {
                self.timers.insert((deadline, timer), ());
            }
            Kind::TimerFired(gone) | Kind::TimerCancelled(gone) => self.timers.retain(|(_, timer), ()| *timer != gone),
            Kind::FutureCreated { future, .. } => self.futures.push(future),
            Kind::FutureResolved { future, .. } => self.futures.retain(|pending| *pending != future),
            Kind::CallbackQueued { callback, .. } => self.ready.push_back(ReadyItem::Callback(callback)),
            Kind::CallbackBegin(callback) => {
                self.callback_gone(callback);
                self.actor = Some(Actor::Callback(callback));
            }
            Kind::CallbackEnd(_) => self.actor = None,
            Kind::CallbackCancelled(callback) => self.callback_gone(callback),
            Kind::Blocked { .. } => {
                self.blocked = match self.actor {
                    Some(Actor::Task(task)) => Some(task),
                    Some(Actor::Program | Actor::Cleanup) => Some(PROGRAM),
                    _ => None,
                };
                if let Some(task) = self.blocked {
                    self.tasks.insert(task, LaneState::Blocking);
                }
            }
            Kind::Output { .. } => self.printed += 1,
            Kind::ChosenNext(chosen) => {
                let item = match chosen {
                    EntryNo::Task(no) => ReadyItem::Task(no),
                    EntryNo::Callback(no) => ReadyItem::Callback(no),
                };
                self.unqueue(item);
                self.ready.push_front(item);
            }
            _ => {}
        }
    }
}

fn end(ending: Ending) -> LaneState {
    match ending {
        Ending::Ready => LaneState::Done,
        Ending::Failed(_) => LaneState::Failed,
        Ending::Cancelled => LaneState::Cancelled,
        Ending::Collected => LaneState::Collected,
    }
}

/// A trace in pieces: each as many records as the number says, with the texts they need.
fn pieces(trace: &Trace, lengths: &[usize]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let (mut from, mut lengths) = (0, lengths.iter().cycle());
    let mut texts = Some(trace.texts[1..].to_vec());
    while from < trace.records.len() {
        let to = (from + lengths.next().unwrap()).min(trace.records.len());
        chunks.push(Chunk { records: trace.records[from..to].to_vec(), texts: texts.take().unwrap_or_default() });
        from = to;
    }
    chunks
}

fn prefix(trace: &Trace, len: usize) -> Trace {
    Trace { records: trace.records[..len].to_vec(), texts: trace.texts.clone() }
}

/// Looks at a trace in every way there is; whatever is drawn is well formed.
fn look(scope: &Scope) {
    for lang in Lang::ALL {
        for axis in [Axis::Time, Axis::Step] {
            let picture = svg(lang, scope, "run", axis, Theme::Auto);
            roxmltree::Document::parse(&picture).expect("well formed");
            assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
        }
        let events: serde_json::Value = serde_json::from_str(&perfetto(lang, scope)).expect("it is JSON");
        assert!(events["traceEvents"].is_array());
        let rows = log(lang, scope, Importance::Detail);
        assert_eq!(rows.lines().count(), scope.trace().records.len() + 1);
        for cursor in [0, 1, scope.len() / 2, scope.len(), scope.len() + 9].map(Cursor) {
            let state = scope.state_at(cursor);
            let inside = internals(lang, scope, &state);
            assert_eq!(inside.ready.len(), state.ready.len());
        }
        for record in &scope.trace().records {
            for voice in [Voice::Asyncio, Voice::Rust] {
                assert!(!sentence_in(lang, scope, record, voice).is_empty());
            }
        }
        if let Some(halted) = halted(lang, scope) {
            assert!(halted.cursor <= scope.last() && !halted.reason.is_empty() && !halted.hint.is_empty());
        }
        let first = Moment::first(On::PollEnd);
        for question in [
            Question::Order { lines: Vec::new() },
            Question::Seconds { from: Some(first.clone()), to: None },
            Question::Next { at: first },
        ] {
            match ask(lang, scope, &question) {
                Err(why) => assert!(!not_now_words(lang, why).is_empty()),
                Ok(asked) => {
                    let solution = asked.grade(lang, scope, &Answer::Order(Vec::new())).solution;
                    let answer = match (&question, &solution[..]) {
                        (Question::Order { .. }, _) => Answer::Order(solution),
                        (_, [one]) => Answer::Choice(*one),
                        _ => panic!("one choice is right"),
                    };
                    let graded = asked.grade(lang, scope, &answer);
                    assert!(graded.right && graded.deciding <= scope.last(), "{graded:?}");
                }
            }
        }
    }
    let (same, ghost) = (compare(scope, scope), ghost(scope, scope));
    assert!(same.same_order() && same.drift == 0 && ghost.longer == 0 && ghost.gone.is_empty());
    assert_eq!(ghost.lanes.len(), scope.lanes().len());
}

#[test]
fn runs_with_nothing_much_in_them_can_be_looked_at() {
    look(&Scope::default());
    let full = common::trace_of(Limits::default(), async { Ok(()) });
    for len in 0..=full.records.len() {
        look(&Scope::new(prefix(&full, len)));
    }
    // Everything at one instant.
    let instant = common::trace_of(Limits::default(), async { run(coro!(crowd(3, 0.0))).await });
    assert!(instant.records.iter().all(|record| record.time == Instant::ZERO));
    look(&Scope::new(instant));
}

async fn nap(seconds: f64) -> Result {
    sleep(seconds).await
}

async fn crowd(tasks: u32, seconds: f64) -> Result {
    gather((0..tasks).map(|_| coro!(nap(seconds)))).await.map(drop)
}

#[test]
fn two_hundred_tasks_that_wake_at_one_instant_can_be_looked_at() {
    let scope = Scope::new(common::trace_of(Limits::default(), async { run(coro!(crowd(200, 1.0))).await }));
    look(&scope);
    let fired = scope.trace().records.iter().position(|record| matches!(record.kind, Kind::TimerFired(_))).unwrap();
    let inside = internals(Lang::En, &scope, &scope.state_at(Cursor(u32::try_from(fired).unwrap())));
    assert_eq!(inside.timers.len(), 200);
    // Equal deadlines stand in the order in which they were set.
    assert!(inside.timers.windows(2).all(|pair| pair[0].key < pair[1].key));
    assert_eq!(inside.awaits.iter().filter(|entry| entry.title == "nap").count(), 200);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn state_from_a_jump_equals_state_from_stepping(Ran(trace) in traces()) {
        let scope = Scope::new(trace.clone());
        let mut replay = Replay::default();
        prop_assert_eq!(scope.state_at(Cursor::START), loopscope_view::State::default());
        for record in &trace.records {
            replay.step(record);
            let state = scope.state_at(Cursor::after(record.seq));
            prop_assert_eq!(state.cursor, Cursor::after(record.seq));
            prop_assert_eq!(state.now, record.time);
            prop_assert_eq!(state.iteration, record.iteration);
            prop_assert_eq!(state.actor, replay.actor);
            prop_assert_eq!(state.printed, replay.printed);
            let tasks: BTreeMap<_, _> = state.tasks.iter().map(|task| (task.task, task.state)).collect();
            prop_assert_eq!(&tasks, &replay.tasks);
            prop_assert_eq!(tasks.len(), state.tasks.len());
            prop_assert_eq!(state.ready.iter().map(|entry| entry.item).collect::<VecDeque<_>>(), replay.ready.clone());
            let timers: Vec<_> = state.timers.iter().map(|timer| (timer.deadline, timer.timer)).collect();
            prop_assert_eq!(timers, replay.timers.keys().copied().collect::<Vec<_>>());
            prop_assert_eq!(state.futures.iter().map(|it| it.future).collect::<Vec<_>>(), replay.futures.clone());
            for task in &state.tasks {
                let depth = replay.stacks.get(&task.task).copied().unwrap_or(0);
                prop_assert_eq!(task.stack.len(), depth);
                prop_assert_eq!(task.waiting.is_some(), task.state == LaneState::Waiting);
            }
        }
    }

    #[test]
    fn a_state_does_not_depend_on_what_comes_later(Ran(trace) in traces()) {
        let scope = Scope::new(trace.clone());
        for len in 0..=trace.records.len() {
            // A task that is named while it is made has its name from the start: only then the future shines through.
            let named_next = trace.records[len..].iter().take(2).any(|it| matches!(it.kind, Kind::TaskRenamed(_)));
            if !named_next {
                let cursor = Cursor(u32::try_from(len).unwrap());
                prop_assert_eq!(scope.state_at(cursor), Scope::new(prefix(&trace, len)).state_at(cursor));
            }
        }
    }

    #[test]
    fn what_runs_in_a_turn_stood_in_the_queue_for_it(Ran(trace) in traces()) {
        let scope = Scope::new(trace.clone());
        for record in &trace.records {
            let item = match record.kind {
                Kind::PollBegin => ReadyItem::Task(record.task),
                Kind::CallbackBegin(no) => ReadyItem::Callback(no),
                _ => continue,
            };
            let before = scope.state_at(Cursor(record.seq));
            prop_assert_eq!(before.ready.first().map(|entry| (entry.item, entry.this_turn)), Some((item, true)));
        }
        // A limit ends a run in the middle of a turn.
        let whole = trace.records.iter().take_while(|record| !matches!(record.kind, Kind::LimitReached(_)));
        for record in whole.filter(|record| record.kind == Kind::IterationEnd) {
            // What was queued in the turn waits for the next one.
            let inside = scope.state_at(Cursor(record.seq));
            prop_assert!(inside.ready.iter().all(|entry| !entry.this_turn));
            let after = scope.state_at(Cursor::after(record.seq));
            prop_assert!(after.ready.iter().all(|entry| entry.this_turn));
        }
    }

    #[test]
    fn lanes_cover_each_life_without_gap_or_overlap(Ran(trace) in traces()) {
        let scope = Scope::new(trace.clone());
        let mut lives: BTreeMap<TaskNo, (u32, u32)> = BTreeMap::new();
        for record in &trace.records {
            match record.kind {
                Kind::ProgramBegin => {
                    lives.insert(PROGRAM, (record.seq, scope.len()));
                }
                Kind::ProgramEnd(_) => lives.get_mut(&PROGRAM).unwrap().1 = record.seq + 1,
                Kind::TaskCreated { .. } => {
                    lives.insert(record.task, (record.seq, scope.len()));
                }
                Kind::TaskDone(_) => lives.get_mut(&record.task).unwrap().1 = record.seq + 1,
                _ => {}
            }
        }
        prop_assert_eq!(lives.len(), scope.lanes().len());
        for (at, lane) in scope.lanes().iter().enumerate() {
            prop_assert_eq!(scope.lane_of(lane.task), Some(at));
            let (from, to) = lives[&lane.task];
            prop_assert_eq!(lane.segments.first().map(|it| it.from), Some(from));
            prop_assert_eq!(lane.segments.last().map(|it| it.to), Some(to));
            prop_assert_eq!(lane.ended(), to < scope.len() || lane.segments.last().unwrap().state.is_end());
            for segment in &lane.segments {
                prop_assert!(segment.from < segment.to && segment.start <= segment.end, "{:?}", segment);
                let end = trace.records[segment.to as usize - 1].time;
                prop_assert!(segment.end <= end.max(scope.end()));
            }
            for pair in lane.segments.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert_eq!(pair[0].end, pair[1].start);
                prop_assert!(!pair[0].state.is_end());
            }
        }
    }

    #[test]
    fn children_stand_below_their_parents_in_the_order_of_creation(Ran(trace) in traces()) {
        let scope = Scope::new(trace);
        let mut above: Vec<TaskNo> = Vec::new();
        for (at, lane) in scope.lanes().iter().enumerate() {
            prop_assert_eq!(lane.task == PROGRAM, at == 0);
            above.truncate(lane.depth as usize);
            prop_assert_eq!(lane.parent, above.last().copied());
            above.push(lane.task);
            let younger = scope.lanes()[at + 1..].iter().filter(|other| other.parent == lane.parent);
            prop_assert!(younger.into_iter().all(|other| other.task > lane.task));
        }
    }

    #[test]
    fn pieces_make_the_same_whole(Ran(trace) in traces(), lengths in prop::collection::vec(1..9_usize, 1..6)) {
        let whole = Scope::new(trace.clone());
        let mut scope = Scope::default();
        for chunk in pieces(&trace, &lengths) {
            scope.append(chunk);
        }
        prop_assert_eq!(scope.trace(), whole.trace());
        prop_assert_eq!(scope.lanes(), whole.lanes());
        prop_assert_eq!(scope.printed(), whole.printed());
        for cursor in (0..=whole.len()).map(Cursor) {
            prop_assert_eq!(scope.state_at(cursor), whole.state_at(cursor));
        }
    }

    #[test]
    fn the_log_shows_each_record_exactly_once_and_in_order(Ran(trace) in traces()) {
        let scope = Scope::new(trace);
        for lang in Lang::ALL {
            let log = log(lang, &scope, Importance::Detail);
            let mut rows = log.lines().skip(1);
            for record in &scope.trace().records {
                let row = rows.next().unwrap();
                prop_assert_eq!(row.split_whitespace().next(), Some(&*record.seq.to_string()));
                prop_assert!(row.ends_with(sentence(lang, &scope, record).trim_end()), "{}", row);
            }
            prop_assert_eq!(rows.next(), None);
            let essential = loopscope_view::log(lang, &scope, Importance::Essential);
            let chosen = scope.trace().records.iter().filter(|it| importance(&it.kind) == Importance::Essential).count();
            prop_assert_eq!(essential.lines().count(), chosen + 1);
        }
    }

    #[test]
    fn whatever_ran_can_be_looked_at_from_every_side(Ran(trace) in traces()) {
        look(&Scope::new(trace.clone()));
        // What a live run has recorded by some moment.
        look(&Scope::new(prefix(&trace, trace.records.len() / 2)));
    }

    #[test]
    fn any_records_at_all_can_be_looked_at(Ran(trace) in traces(), seed in any::<u32>(), times in any::<bool>()) {
        // No loop would record this: numbers that nobody bears, ends without beginnings, and times that go back.
        let mut trace = trace;
        let mut next = seed;
        trace.records.retain(|_| {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            next >> 30 != 0
        });
        for (seq, record) in (0..).zip(&mut trace.records) {
            record.seq = seq;
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if times {
                record.time = Instant::from_nanos(u64::from(next) << (next % 20));
            }
        }
        look(&Scope::new(trace));
    }

    #[test]
    fn each_record_is_told_once_in_each_language(Ran(trace) in traces()) {
        let scope = Scope::new(trace);
        for record in &scope.trace().records {
            for lang in Lang::ALL {
                let sentence = sentence(lang, &scope, record);
                prop_assert!(sentence.len() > 5 && !sentence.contains(['{', '}']), "{}", sentence);
            }
        }
    }
}

#[test]
fn an_empty_trace_and_a_single_record_have_their_states() {
    let empty = Scope::new(Trace::default());
    assert!(empty.is_empty() && empty.lanes().is_empty());
    assert_eq!(empty.state_at(Cursor(7)), loopscope_view::State::default());
    let full = common::trace_of(Limits::default(), async { Ok(()) });
    let one = Scope::new(prefix(&full, 1));
    assert_eq!(one.lanes().len(), 1);
    assert_eq!(one.state_at(Cursor(7)), one.state_at(Cursor(1)));
    assert_eq!(one.state_at(Cursor(1)).tasks[0].state, LaneState::Running);
}
