//! Records sorted: how much a learner needs them, what they are about, and which terms of the glossary they touch.

use loopscope_executor::trace::{Ending, Kind, PollEnding, Waiting, WakeOutcome};

use crate::glossary::Term;
use crate::voice::Voice;

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

/// The terms that a record of this kind touches, the most important first, in the vocabulary of the voice.
#[must_use]
pub fn terms(kind: &Kind, voice: Voice) -> &'static [Term] {
    use Term::*;
    let (asyncio, rust): (&[Term], &[Term]) = match kind {
        Kind::ProgramBegin
        | Kind::ProgramEnd(_)
        | Kind::Output { .. }
        | Kind::LimitReached(_)
        | Kind::InterventionSkipped { .. } => (&[], &[]),
        Kind::LoopEntered | Kind::LoopLeft => (&[EventLoop], &[BlockOn, Executor]),
        Kind::LoopClosed => (&[EventLoop], &[Executor, Drop]),
        Kind::IterationBegin { .. } | Kind::IterationEnd => (&[Turn, ReadyQueue], &[Turn, Executor]),
        Kind::TaskCreated { .. } => (&[Task, Coroutine, ReadyQueue], &[Spawn, Task, Executor]),
        Kind::TaskRenamed(_) => (&[Task], &[Task]),
        Kind::WakeRequested { .. } => (&[WakeUp, ReadyQueue], &[Waker, Executor]),
        Kind::PollBegin => (&[Step, Task], &[Poll, Waker]),
        Kind::PollEnd(PollEnding::Pending(Waiting::Future(_) | Waiting::Task(_))) => {
            (&[Await, Future, Step], &[Pending, Waker])
        }
        Kind::PollEnd(PollEnding::Pending(Waiting::Timer(_))) => (&[Await, Timer, Step], &[Pending, Waker]),
        Kind::PollEnd(PollEnding::Pending(_)) => (&[Await, Step], &[Pending, Waker]),
        Kind::PollEnd(PollEnding::Done(Ending::Cancelled)) => (&[Cancel, Task], &[Ready, Poll]),
        Kind::PollEnd(PollEnding::Done(_)) => (&[Task, Step], &[Ready, Poll]),
        Kind::TaskDone(Ending::Cancelled) => (&[Task, Cancel], &[Drop, Task]),
        Kind::TaskDone(_) => (&[Task, Future], &[Drop, Task]),
        Kind::CoroutineEntered(_) | Kind::CoroutineLeft(_) => (&[Await, Coroutine], &[Await, Poll]),
        Kind::TimerSet { .. } => (&[Timer], &[Timer, Waker]),
        Kind::TimerFired(_) => (&[Timer, ReadyQueue], &[Timer, Executor]),
        Kind::TimerCancelled(_) => (&[Timer], &[Timer, Drop]),
        Kind::FutureCreated { .. } => (&[Future], &[Future]),
        Kind::FutureResolved { .. } => (&[Future, WakeUp], &[Future, Waker]),
        Kind::CallbackAdded { serves: 0, .. } => (&[Callback, Future], &[Callback, Waker]),
        Kind::CallbackAdded { .. } => (&[Callback, Gather, Future], &[Callback, Gather, Waker]),
        Kind::CallbackQueued { .. } | Kind::CallbackBegin(_) | Kind::CallbackEnd(_) | Kind::CallbackCancelled(_) => {
            (&[Callback, ReadyQueue], &[Callback, Executor])
        }
        Kind::CancelRequested { .. } | Kind::CancelDelivered => (&[Cancel, Await], &[Cancel, Drop]),
        Kind::RaiseRequested { .. } | Kind::RaiseDelivered(_) => (&[Await, Task], &[Task, Poll]),
        Kind::ChosenNext(_) => (&[ReadyQueue, EventLoop], &[Executor]),
        Kind::ClockAdvanced { .. } => (&[Timer, EventLoop], &[Timer, Executor]),
        Kind::Blocked { .. } => (&[Blocking, EventLoop], &[Blocking, Executor]),
        Kind::Idle { .. } | Kind::Stuck { .. } => (&[Deadlock, WakeUp], &[Deadlock, Waker]),
        Kind::ThreadStarted { .. } | Kind::ThreadResumed | Kind::ThreadWaiting(_) | Kind::ThreadEnded(_) => {
            (&[Thread], &[Thread])
        }
        Kind::Inexact(_) => (&[Thread, Blocking], &[Thread, Blocking]),
        Kind::Canned(_) => (&[], &[]),
    };
    match voice {
        Voice::Asyncio => asyncio,
        Voice::Rust => rust,
    }
}
