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
//!               from ready and waiting when the loop is closed [TaskDone cancelled]
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

use crate::time::Instant;

/// Number of a task in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type TaskNo = u32;
/// Number of a timer in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type TimerNo = u32;
/// Number of a callback in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type CallbackNo = u32;
/// Number of a future in a trace: 1, 2, 3 … in the order of creation; never reused.
pub type FutureNo = u32;

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
    /// The task it is about; 0 when it is about none.
    pub task: TaskNo,
    /// Line of the program's source, from 1; 0 when unknown.
    pub line: u32,
    /// What happened.
    pub kind: Kind,
}

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

/// What the reader wanted to do; [`crate::Deed`] has the rest of it.
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
    /// The run was over before the deed's point came.
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
}

/// How one poll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PollEnding {
    /// Suspended until what it waits for wakes it.
    Pending(Waiting),
    /// The task is done.
    Done(Ending),
}

/// Where printed text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error: warnings and tracebacks.
    Stderr,
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

/// What happened. "After" means the record follows the change it names, "before" that it precedes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Before the program's top level runs for the first time.
    ProgramBegin,
    /// The top level hands control to the loop (`run_until_complete`, `run_forever`): before the loop's next turn.
    LoopEntered,
    /// The loop hands control back to the top level: after its last turn.
    LoopLeft,
    /// After the loop was closed.
    LoopClosed,
    /// After the program's top level ended.
    ProgramEnd(Ending),

    /// Before anything of the turn; `ready` entries stand in the queue, `due` timers are about to join them.
    IterationBegin {
        /// Entries that are ready already.
        ready: u32,
        /// Timers whose deadline has come.
        due: u32,
    },
    /// After the turn's last entry.
    IterationEnd,

    /// After the task was made; its first wake-up follows.
    TaskCreated {
        /// Who made it.
        parent: Actor,
        /// Its name, such as `Task-1`.
        name: TextId,
        /// The coroutine it runs, such as `say`.
        coroutine: TextId,
    },
    /// After the task got another name.
    TaskRenamed(TextId),
    /// After a wake-up of the record's task took effect, or did not.
    WakeRequested {
        /// Who woke it.
        by: Actor,
        /// What became of it.
        outcome: WakeOutcome,
    },
    /// Before the record's task is polled.
    PollBegin,
    /// After the poll returned.
    PollEnd(PollEnding),
    /// After the task left the loop: its last record, but for stale wake-ups.
    TaskDone(Ending),

    /// The record's task awaits a coroutine inline: before its body runs for the first time. The line is that of the await.
    CoroutineEntered(TextId),
    /// After a coroutine that was awaited inline ended, one level of the task's await stack.
    CoroutineLeft(TextId),

    /// After a timer was set.
    TimerSet {
        /// The timer.
        timer: TimerNo,
        /// When it is due.
        deadline: Instant,
    },
    /// After the timer left the timers because its deadline came.
    TimerFired(TimerNo),
    /// After the timer was removed before its deadline.
    TimerCancelled(TimerNo),

    /// After a future was made. The record's task made it, if any.
    FutureCreated {
        /// The future.
        future: FutureNo,
        /// What it stands for, such as `sleep(2)`; may be empty.
        name: TextId,
    },
    /// After the future got its outcome; its callbacks and wake-ups follow.
    FutureResolved {
        /// The future.
        future: FutureNo,
        /// Who resolved it.
        by: Actor,
        /// With what.
        ending: Ending,
    },
    /// After a callback was put among those who wait for a future or a task: its end will queue it. One that has ended
    /// already queues it at once, and this is not recorded.
    CallbackAdded {
        /// What it waits for: [`Waiting::Future`] or [`Waiting::Task`].
        on: Waiting,
        /// What it does; [`Kind::CallbackQueued`] has the same name.
        name: TextId,
        /// The future that it works for, such as the one that `gather` gave; 0 when there is none.
        serves: FutureNo,
    },
    /// After a callback joined the ready queue.
    CallbackQueued {
        /// The callback.
        callback: CallbackNo,
        /// What it does, such as `stop` or `gather: child done`.
        name: TextId,
        /// Who queued it.
        by: Actor,
    },
    /// Before the callback runs.
    CallbackBegin(CallbackNo),
    /// After it ran.
    CallbackEnd(CallbackNo),
    /// After a queued callback was cancelled; it will not run.
    CallbackCancelled(CallbackNo),

    /// After a cancellation of the record's task was asked for.
    CancelRequested {
        /// Who asked.
        by: Actor,
    },
    /// Before the cancellation is raised inside of the record's task.
    CancelDelivered,

    /// After an exception was prepared for the record's task; a wake-up follows, and its next step raises it.
    RaiseRequested {
        /// Who wants it.
        by: Actor,
        /// The exception, such as `RuntimeError: no network`.
        error: TextId,
    },
    /// Before the exception that was prepared is raised inside of the record's task.
    RaiseDelivered(TextId),
    /// After the reader put this entry at the front of the ready queue. The record's task is the entry's, if it is one's.
    ChosenNext(EntryNo),
    /// Instead of something that the reader wanted to do and that could not be done here. The record's task is the one it
    /// was about, if there is such a task.
    DeedSkipped {
        /// What was wanted.
        deed: Tried,
        /// Why it was not done.
        why: Skip,
    },

    /// After the virtual clock jumped to the next deadline, from the moment named.
    ClockAdvanced {
        /// Where the clock stood.
        from: Instant,
    },
    /// After somebody blocked the whole loop (`time.sleep`); the record's time is the end of it. When nobody runs, it was
    /// the reader.
    Blocked {
        /// When it began.
        since: Instant,
    },
    /// After the program printed.
    Output {
        /// Where to.
        stream: Stream,
        /// What, line ends included.
        text: TextId,
    },
    /// Nothing is ready and no timer is set, yet tasks are alive: they wait for ever.
    Idle {
        /// How many.
        alive: u32,
    },
    /// The run was ended by a limit.
    LimitReached(Limit),
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
