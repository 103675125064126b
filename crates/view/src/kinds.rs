//! Records sorted for filtering: how much a learner needs them, and what they are about.

use loopscope_executor::trace::{Kind, PollEnding, WakeOutcome};

/// How much a reader needs a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importance {
    /// The story: what runs, waits, wakes, prints.
    Essential,
    /// How the loop does it.
    Detail,
}

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A task's life: made, runs, suspended, done, cancelled.
    Task,
    /// Who woke whom.
    Wake,
    /// Timers, and the clock that follows them.
    Timer,
    /// Futures.
    Future,
    /// Callbacks.
    Callback,
    /// What was printed.
    Output,
    /// The loop's turns and the program around it.
    Loop,
}

impl Group {
    /// Every group, in the order in which filters are offered.
    pub const ALL: [Group; 7] =
        [Group::Task, Group::Wake, Group::Timer, Group::Future, Group::Callback, Group::Output, Group::Loop];
}

/// How much a reader needs records of this kind.
#[must_use]
pub fn importance(kind: &Kind) -> Importance {
    match kind {
        Kind::ProgramBegin
        | Kind::LoopEntered
        | Kind::LoopLeft
        | Kind::LoopClosed
        | Kind::ProgramEnd(_)
        | Kind::TaskCreated { .. }
        | Kind::WakeRequested { outcome: WakeOutcome::Queued, .. }
        | Kind::PollBegin
        | Kind::PollEnd(PollEnding::Pending(_))
        | Kind::TaskDone(_)
        | Kind::TimerFired(_)
        | Kind::CancelRequested { .. }
        | Kind::CancelDelivered
        | Kind::RaiseRequested { .. }
        | Kind::RaiseDelivered(_)
        | Kind::ChosenNext(_)
        | Kind::InterventionSkipped { .. }
        | Kind::ClockAdvanced { .. }
        | Kind::Blocked { .. }
        | Kind::Output { .. }
        | Kind::Idle { .. }
        | Kind::LimitReached(_)
        | Kind::ThreadStarted { .. }
        | Kind::ThreadResumed
        | Kind::ThreadWaiting(_)
        | Kind::ThreadEnded(_)
        | Kind::Inexact(_)
        | Kind::Canned(_)
        | Kind::Stuck { .. } => Importance::Essential,
        Kind::IterationBegin { .. }
        | Kind::IterationEnd
        | Kind::TaskRenamed(_)
        | Kind::WakeRequested { .. }
        | Kind::PollEnd(PollEnding::Done(_))
        | Kind::CoroutineEntered(_)
        | Kind::CoroutineLeft(_)
        | Kind::TimerSet { .. }
        | Kind::TimerCancelled(_)
        | Kind::FutureCreated { .. }
        | Kind::FutureResolved { .. }
        | Kind::CallbackAdded { .. }
        | Kind::CallbackQueued { .. }
        | Kind::CallbackBegin(_)
        | Kind::CallbackEnd(_)
        | Kind::CallbackCancelled(_) => Importance::Detail,
    }
}

/// What records of this kind are about.
#[must_use]
pub fn group(kind: &Kind) -> Group {
    match kind {
        Kind::TaskCreated { .. }
        | Kind::TaskRenamed(_)
        | Kind::PollBegin
        | Kind::PollEnd(_)
        | Kind::TaskDone(_)
        | Kind::CoroutineEntered(_)
        | Kind::CoroutineLeft(_)
        | Kind::CancelRequested { .. }
        | Kind::CancelDelivered
        | Kind::RaiseRequested { .. }
        | Kind::RaiseDelivered(_)
        | Kind::ThreadStarted { .. }
        | Kind::ThreadResumed
        | Kind::ThreadWaiting(_)
        | Kind::ThreadEnded(_)
        | Kind::Inexact(_) => Group::Task,
        Kind::WakeRequested { .. } => Group::Wake,
        Kind::TimerSet { .. } | Kind::TimerFired(_) | Kind::TimerCancelled(_) | Kind::ClockAdvanced { .. } => {
            Group::Timer
        }
        Kind::FutureCreated { .. } | Kind::FutureResolved { .. } => Group::Future,
        Kind::CallbackAdded { .. }
        | Kind::CallbackQueued { .. }
        | Kind::CallbackBegin(_)
        | Kind::CallbackEnd(_)
        | Kind::CallbackCancelled(_) => Group::Callback,
        Kind::Output { .. } => Group::Output,
        Kind::ProgramBegin
        | Kind::LoopEntered
        | Kind::LoopLeft
        | Kind::LoopClosed
        | Kind::ProgramEnd(_)
        | Kind::IterationBegin { .. }
        | Kind::IterationEnd
        | Kind::Blocked { .. }
        | Kind::ChosenNext(_)
        | Kind::InterventionSkipped { .. }
        | Kind::Idle { .. }
        | Kind::LimitReached(_)
        | Kind::Canned(_)
        | Kind::Stuck { .. } => Group::Loop,
    }
}
