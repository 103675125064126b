//! The trace: what the loop did, one [`Record`] per change of state, in order.
//!
//! A task's life; every arrow is one record kind (in brackets):
//!
//! ```text
//!              spawn [TaskCreated, then WakeRequested queued]
//!                │
//!                ▼                    [PollBegin]
//!             ┌───────┐ ───────────────────────────────► ┌─────────┐
//!             │ ready │                                  │ running │──┐ woken during its own poll
//!             └───────┘ ◄─────────┐                      └─────────┘  │ [WakeRequested queued]: ready again
//!               │                 │                        │  │  ▲────┘ once [PollEnd pending] is recorded
//!               │  [WakeRequested │                        │  │
//!               │   queued]    ┌─────────┐ [PollEnd pending]  │
//!               │              │ waiting │ ◄───────────────┘  │
//!               │              └─────────┘                    │ [PollEnd ready | failed | cancelled]
//!               │                 │                           ▼
//!               │ [CancelDelivered]: dropped unpolled    ┌────────┐ its future is being dropped;
//!               ├──────────────────────────────────────► │ ending │ wakes are stale from here on
//!               │                 │                      └────────┘
//!               │                 │                           │ [TaskDone]
//!               ▼                 ▼                           ▼
//!             ┌──────────────────────────────────────────────────┐
//!             │ done: no record of the task but stale wakes      │
//!             └──────────────────────────────────────────────────┘
//!               from ready and waiting when the loop is closed [TaskDone cancelled], or when nobody holds it [TaskDone collected]
//! ```
//!
//! [`Kind::CancelDelivered`] has another place in a layer that raises cancellation inside of a task: there it stands
//! between a poll's two records. Every [`Kind::IterationBegin`] has its [`Kind::IterationEnd`], at a limit and after a
//! panic too.
//!
//! A wake that changes nothing is recorded too ([`WakeOutcome::AlreadyQueued`], [`WakeOutcome::Stale`]).
//!
//! Records are plain copies of 48 bytes; texts (names, printed output, messages) stand once each in the trace's table
//! and are named by [`TextId`].

use crate::kinds::Field;
pub use crate::part::Part;
use crate::time::Instant;

/// Number of a task in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type TaskNo = u32;
/// Number of a timer in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type TimerNo = u32;
/// Number of a callback in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type CallbackNo = u32;
/// Number of a future in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type FutureNo = u32;
/// Number of a thread in a trace: 1, 2, 3 … in the order of their starts; the main one has none.
pub type ThreadNo = u32;

/// From here on the numbers of a record's task are those of threads.
const THREADS: TaskNo = 1 << 31;

/// What stands in a record where a task's number would, when it is about this thread or was made by it.
#[must_use]
pub const fn thread_task(thread: ThreadNo) -> TaskNo {
    THREADS | thread
}

/// The thread that stands where a task's number would, if one does.
#[must_use]
pub const fn thread_of(task: TaskNo) -> Option<ThreadNo> {
    if task >= THREADS { Some(task & !THREADS) } else { None }
}

/// Place of a text in [`Trace::texts`]. Equal texts have equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

impl TextId {
    /// The empty text, always at place 0.
    pub const EMPTY: TextId = TextId(0);
}

/// One change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Loop time when it happened.
    pub time: Instant,
    /// Place in the trace, from 0.
    pub seq: u32,
    /// Loop iteration (turn) it belongs to, from 1; 0 before the loop's first one.
    pub iteration: u32,
    /// The task it is about, or the thread ([`thread_of`]); 0 when it is about none.
    pub task: TaskNo,
    /// Line of the program's source, from 1; 0 when unknown.
    pub line: u32,
    /// What happened.
    pub kind: Kind,
}

// A run has a hundred thousand of them.
const _: () = assert!(size_of::<Record>() == 48);

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The program's own top level, outside of every task.
    Program,
    /// A task, while it was polled.
    Task(TaskNo),
    /// A callback of the loop.
    Callback(CallbackNo),
    /// A timer whose deadline came.
    Timer(TimerNo),
    /// Something outside of the loop: another thread, the host.
    Outside,
    /// The reader of the run, who takes a hand in it between two entries.
    Reader,
    /// A thread of the program's other than the main one.
    Thread(ThreadNo),
    /// What ends a run after its main coroutine, and is none of the program's own lines: `asyncio.run`, `Runner.close`.
    Cleanup,
}

/// Something that stands in the ready queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EntryNo {
    /// A task's next step.
    Task(TaskNo),
    /// A callback.
    Callback(CallbackNo),
}

/// What the reader wanted to do; [`crate::Act`] has the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tried {
    /// Cancel this task.
    Cancel(TaskNo),
    /// Raise an exception inside of this task.
    Raise(TaskNo),
    /// Block the loop.
    Block,
    /// Choose the entry that runs next.
    RunNext(EntryNo),
}

/// Why something that the reader wanted to do was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Skip {
    /// No such task had been made by then.
    NoTask,
    /// The task had ended by then.
    Ended,
    /// An exception was already on its way into the task.
    Raising,
    /// The entry did not stand in the ready queue.
    NotReady,
    /// The entry is for the next turn; the one under way had still to run others.
    NextTurn,
    /// The run was over before the intervention's point came.
    RunOver,
}

/// What became of a wake-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WakeOutcome {
    /// The task went to the end of the ready queue.
    Queued,
    /// It stood there already; one poll serves both wake-ups.
    AlreadyQueued,
    /// The task had ended; nothing to wake.
    Stale,
}

/// What a suspended task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Waiting {
    /// It did not say (a future foreign to this crate).
    Unknown,
    /// Nothing: it gave way for one turn, as `sleep(0)` does.
    Turn,
    /// A timer.
    Timer(TimerNo),
    /// A future.
    Future(FutureNo),
    /// Another task's end.
    Task(TaskNo),
    /// A primitive named by the text, such as `Lock #2`.
    Primitive(TextId),
}

/// How a poll or a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With a value.
    Ready,
    /// With an error; the text is its message, such as `ValueError: bad`.
    Failed(TextId),
    /// By cancellation.
    Cancelled,
    /// Not at all: nobody held the suspended task any more, nothing could have woken it, and it was thrown away. Only tasks end so.
    Collected,
}

/// How one poll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PollEnding {
    /// Suspended until what it waits for wakes it.
    Pending(Waiting),
    /// The task is done.
    Done(Ending),
}

/// Why what somebody waits for never comes. [`Kind::Stuck`] says who is behind it (`who`) and on which line (`at`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Nobody is left who could do it. `who` had to do with it and was ended by an error or a cancellation, at `at`.
    Nobody,
    /// It is the end of the task `who`, which waits for ever itself.
    Task,
    /// It is the end of several, of which so many have not come; `who` is the first of them, 0 when that is no task.
    Parts(u32),
    /// It is taken: `who` took it at `at` (0 for somebody outside of every task) and has not given it back, the first of so many.
    Held(u32),
    /// So many items of a queue are not dealt with. `who` took one and never said that it was done: it was ended at `at`, or took
    /// it at `at` and lives, or came to its end.
    Unfinished(u32),
    /// The queue is empty. `who` put something in last, at `at`; or was ended at `at`.
    Empty,
    /// The queue is full. `who` took something out last, at `at`; or was ended at `at`.
    Full,
    /// So many more have to come to a barrier.
    Missing(u32),
    /// Everything is done, and nobody tells the loop to stop.
    Stop,
}

/// Where printed text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error: warnings and tracebacks.
    Stderr,
}

/// How the clock moved while nothing held the loop up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moved {
    /// Nothing was ready: it jumped to the next deadline.
    Waiting,
    /// Turn followed turn without a wait: each takes a little ([`crate::pace`]).
    Polling,
}

/// How the whole loop was held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// Somebody slept without giving way (`time.sleep`).
    Sleeping,
    /// Somebody read the clock again and again in one step ([`crate::pace`]).
    Polling,
    /// Somebody computed, in a run in which that takes time.
    Computing,
}

/// Which limit ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Entries run (polls and callbacks).
    Steps(u64),
    /// Records in the trace.
    Records(u32),
    /// Loop time.
    Time(Instant),
    /// Milliseconds of computing, on a clock outside of the program's.
    Computing(u32),
}

impl Field for TextId {
    const WIDTH: usize = 1;

    #[cfg(any(test, feature = "serde"))]
    fn put(self, numbers: &mut [u64]) {
        self.0.put(numbers);
    }

    #[cfg(any(test, feature = "serde"))]
    fn take(numbers: &[u64]) -> Option<Self> {
        u32::take(numbers).map(TextId)
    }

    fn part(self) -> Part {
        Part::Text(self)
    }

    #[cfg(any(test, feature = "samples"))]
    fn samples() -> Vec<Self> {
        u32::samples().into_iter().map(TextId).collect()
    }
}

impl Field for Instant {
    const WIDTH: usize = 1;

    #[cfg(any(test, feature = "serde"))]
    fn put(self, numbers: &mut [u64]) {
        numbers[0] = self.as_nanos();
    }

    #[cfg(any(test, feature = "serde"))]
    fn take(numbers: &[u64]) -> Option<Self> {
        u64::take(numbers).map(Instant::from_nanos)
    }

    fn part(self) -> Part {
        Part::Time(self)
    }

    #[cfg(any(test, feature = "samples"))]
    fn samples() -> Vec<Self> {
        u64::samples().into_iter().map(Instant::from_nanos).collect()
    }
}

fields! {
    one 3 Actor as Actor { 0 Program, 1 Task(TaskNo), 2 Callback(CallbackNo), 3 Timer(TimerNo), 4 Outside, 5 Reader, 6 Thread(ThreadNo), 7 Cleanup }
    one 1 EntryNo as Entry { 0 Task(TaskNo), 1 Callback(CallbackNo) }
    one 3 Tried { 0 Cancel(TaskNo), 1 Raise(TaskNo), 2 Block, 3 RunNext(EntryNo) }
    one 3 Skip { 0 NoTask, 1 Ended, 2 Raising, 3 NotReady, 4 NextTurn, 5 RunOver }
    one 2 WakeOutcome { 0 Queued, 1 AlreadyQueued, 2 Stale }
    one 3 Waiting as Waiting {
        0 Unknown, 1 Turn, 2 Timer(TimerNo), 3 Future(FutureNo), 4 Task(TaskNo), 5 Primitive(TextId),
    }
    one 3 Ending as Ending { 0 Ready, 1 Failed(TextId), 2 Cancelled, 3 Collected }
    one 1 Stream { 0 Stdout, 1 Stderr }
    one 1 Moved { 0 Waiting, 1 Polling }
    one 2 Held { 0 Sleeping, 1 Polling, 2 Computing }
    one 4 Why {
        0 Nobody, 1 Task, 2 Parts(u32), 3 Held(u32), 4 Unfinished(u32), 5 Empty, 6 Full, 7 Missing(u32), 8 Stop,
    }
}

fields! {
    two PollEnding { 0 Pending(Waiting), 1 Done(Ending) }
    two Limit { 0 Steps(u64), 1 Records(u32), 2 Time(Instant), 3 Computing(u32) }
}

kinds! {
/// What happened. "After" means the record follows the change it names, "before" that it precedes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Before the program's top level runs for the first time.
    0 "program-begin" ProgramBegin;
    /// The top level hands control to the loop (`run_until_complete`, `run_forever`): before the loop's next turn.
    1 "loop-entered" LoopEntered;
    /// The loop hands control back to the top level: after its last turn.
    2 "loop-left" LoopLeft;
    /// After the loop was closed.
    3 "loop-closed" LoopClosed;
    /// After the program's top level ended.
    4 "program-end" ProgramEnd(Ending);

    /// Before anything of the turn; `ready` entries stand in the queue, `due` timers are about to join them.
    5 "iteration-begin" IterationBegin {
        /// Entries that are ready already.
        ready: u32,
        /// Timers whose deadline has come.
        due: u32,
    };
    /// After the turn's last entry.
    6 "iteration-end" IterationEnd;

    /// After the task was made; its first wake-up follows.
    7 "task-created" TaskCreated {
        /// Who made it.
        parent: Actor,
        /// Its name, such as `Task-1`.
        name: TextId,
        /// The coroutine it runs, such as `say`.
        coroutine: TextId,
    };
    /// After the task got another name.
    8 "task-renamed" TaskRenamed(TextId);
    /// After a wake-up of the record's task took effect, or did not.
    9 "wake-requested" WakeRequested {
        /// Who woke it.
        by: Actor,
        /// What became of it.
        outcome: WakeOutcome,
    };
    /// Before the record's task is polled.
    10 "poll-begin" PollBegin;
    /// After the poll returned. The line is where the task waits; when it ends with an error, the line that raised it.
    11 "poll-end" PollEnd(PollEnding);
    /// After the task left the loop: its last record, but for stale wake-ups. The line of a task that failed is that of the error, of
    /// one that was cancelled where it was: as of the poll's end.
    12 "task-done" TaskDone(Ending);

    /// The record's task awaits a coroutine inline: before its body runs for the first time. The line is that of the await.
    13 "coroutine-entered" CoroutineEntered(TextId);
    /// After a coroutine that was awaited inline ended, one level of the task's await stack.
    14 "coroutine-left" CoroutineLeft(TextId);

    /// After a timer was set.
    15 "timer-set" TimerSet {
        /// The timer.
        timer: TimerNo,
        /// When it is due.
        deadline: Instant,
        /// The future that it resolves when it fires, as that of a `sleep`; 0 when there is none.
        future: FutureNo,
    };
    /// After the timer left the timers because its deadline came.
    16 "timer-fired" TimerFired(TimerNo);
    /// After the timer was removed before its deadline.
    17 "timer-cancelled" TimerCancelled(TimerNo);

    /// After a future was made. The record's task made it, if any.
    18 "future-created" FutureCreated {
        /// The future.
        future: FutureNo,
        /// What it stands for, such as `sleep(2)`; may be empty.
        name: TextId,
    };
    /// After the future got its outcome; its callbacks and wake-ups follow.
    19 "future-resolved" FutureResolved {
        /// The future.
        future: FutureNo,
        /// Who resolved it.
        by: Actor,
        /// With what.
        ending: Ending,
    };
    /// After a callback was put among those who wait for a future or a task: its end will queue it. One that has ended
    /// already queues it at once, and this is not recorded.
    20 "callback-added" CallbackAdded {
        /// What it waits for: [`Waiting::Future`] or [`Waiting::Task`].
        on: Waiting,
        /// What it does; [`Kind::CallbackQueued`] has the same name.
        name: TextId,
        /// The future that it works for, such as the one that `gather` gave; 0 when there is none.
        serves: FutureNo,
    };
    /// After a callback joined the ready queue.
    21 "callback-queued" CallbackQueued {
        /// The callback.
        callback: CallbackNo,
        /// What it does, such as `stop` or `gather: child done`.
        name: TextId,
        /// Who queued it.
        by: Actor,
        /// What it was added to, whose end queued it: [`Waiting::Future`] or [`Waiting::Task`]. [`Waiting::Unknown`] when it was
        /// queued for itself (`call_soon`, a timer).
        on: Waiting,
    };
    /// Before the callback runs.
    22 "callback-begin" CallbackBegin(CallbackNo);
    /// After it ran.
    23 "callback-end" CallbackEnd(CallbackNo);
    /// After a queued callback was cancelled; it will not run.
    24 "callback-cancelled" CallbackCancelled(CallbackNo);

    /// After a cancellation of the record's task was asked for.
    25 "cancel-requested" CancelRequested {
        /// Who asked.
        by: Actor,
        /// What of asyncio's the program had called that asks on its behalf, such as `TaskGroup` or `wait_for`; empty when the
        /// program asked itself.
        through: TextId,
    };
    /// Before the cancellation is raised inside of the record's task.
    26 "cancel-delivered" CancelDelivered;

    /// After an exception was prepared for the record's task; a wake-up follows, and its next step raises it.
    27 "raise-requested" RaiseRequested {
        /// Who wants it.
        by: Actor,
        /// The exception, such as `RuntimeError: no network`.
        error: TextId,
    };
    /// Before the exception that was prepared is raised inside of the record's task.
    28 "raise-delivered" RaiseDelivered(TextId);
    /// After the reader put this entry at the front of the ready queue. The record's task is the entry's, if it is one's.
    29 "chosen-next" ChosenNext(EntryNo);
    /// Instead of something that the reader wanted to do and that could not be done here. The record's task is the one it
    /// was about, if there is such a task.
    30 "intervention-skipped" InterventionSkipped {
        /// What was wanted.
        act: Tried,
        /// Why it was not done.
        why: Skip,
    };

    /// After the virtual clock moved from the moment named, at most to the next deadline.
    31 "clock-advanced" ClockAdvanced {
        /// Where the clock stood.
        from: Instant,
        /// What moved it.
        by: Moved,
    };
    /// After somebody blocked the whole loop; the record's time is the end of it. When nobody runs, it was the reader.
    32 "blocked" Blocked {
        /// When it began.
        since: Instant,
        /// What it was blocked with.
        by: Held,
    };
    /// After the program printed.
    33 "output" Output {
        /// Where to.
        stream: Stream,
        /// What, line ends included.
        text: TextId,
    };
    /// Nothing is ready and no timer is set, yet tasks are alive: they wait for ever.
    34 "idle" Idle {
        /// How many.
        alive: u32,
    };
    /// The run was ended by a limit.
    35 "limit-reached" LimitReached(Limit);

    /// After a thread was started; the record's task is the thread's ([`thread_task`]). It runs at once.
    36 "thread-started" ThreadStarted {
        /// Who started it.
        by: Actor,
        /// Its name, such as `Thread-1 (work)`.
        name: TextId,
        /// The function it runs, such as `work`; may be empty.
        function: TextId,
    };
    /// Before the thread runs, for the first time or on.
    37 "thread-resumed" ThreadResumed;
    /// After the thread began to wait; the text says for what, such as `sleep(0.5)` or `Queue.get`. Who ran before runs on.
    38 "thread-waiting" ThreadWaiting(TextId);
    /// After the thread ended. Who ran before runs on.
    39 "thread-ended" ThreadEnded(Ending);
    /// Before the record's thread does what cannot be shown truly: it waits where it cannot be suspended (in a comprehension, a
    /// `lambda`, a `sorted` key), so that the main thread and its loop wait as well. The text says for what.
    40 "inexact" Inexact(TextId);
    /// After the program imported a module whose answers come from no server: the text is its name.
    45 "canned" Canned(TextId);
    /// After [`Kind::Idle`], one for each task that waits for ever, oldest first: why what it waits for never comes. The record's line
    /// is where it waits; its task is 0 when the program's top level waits for something that is no task's.
    44 "stuck" Stuck {
        /// Why.
        why: Why,
        /// The task that is behind it; 0 when none is, or none is known.
        who: TaskNo,
        /// The line where that one did what is behind it; 0 when there is none.
        at: u32,
    };
}
}

/// A trace: records and the texts they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What happened, in order; `records[i].seq == i`.
    pub records: Vec<Record>,
    /// The texts; place 0 is the empty one.
    pub texts: Vec<String>,
}

impl Default for Trace {
    fn default() -> Self {
        Trace { records: Vec::new(), texts: vec![String::new()] }
    }
}

impl Trace {
    /// The text with this id; empty when the trace has none.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Appends what was recorded since: records continue this trace's `seq`, texts its table.
    pub fn append(&mut self, more: Chunk) {
        self.records.extend(more.records);
        self.texts.extend(more.texts);
    }
}

/// What was recorded since the last time somebody took it: a continuation of a [`Trace`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// New records.
    pub records: Vec<Record>,
    /// New texts; the first one follows the last of the chunks before.
    pub texts: Vec<String>,
}

impl Chunk {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.texts.is_empty()
    }
}
