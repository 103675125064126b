//! The glossary: what the words mean, in asyncio's vocabulary and in Rust's, and which of them a record touches.
//!
//! Its texts are a table of their own, linked only into programs that call [`glossary`] or [`definition`].

use loopscope_strings::{Lang, glossary_texts};

/// A word of the glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// Event loop.
    EventLoop,
    /// Turn (iteration).
    Turn,
    /// Coroutine.
    Coroutine,
    /// Task.
    Task,
    /// Step.
    Step,
    /// Future.
    Future,
    /// Await.
    Await,
    /// Ready queue.
    ReadyQueue,
    /// Timer.
    Timer,
    /// Callback.
    Callback,
    /// Wake-up.
    WakeUp,
    /// Gather.
    Gather,
    /// Cancellation.
    Cancel,
    /// Blocking.
    Blocking,
    /// Deadlock.
    Deadlock,
    /// Thread.
    Thread,
    /// Executor.
    Executor,
    /// Poll.
    Poll,
    /// Pending.
    Pending,
    /// Ready.
    Ready,
    /// Waker.
    Waker,
    /// Spawn.
    Spawn,
    /// Block_on.
    BlockOn,
    /// Drop.
    Drop,
}

impl Term {
    /// Every term: first asyncio's, then Rust's, each before the ones whose definition needs it.
    pub const ALL: [Term; 24] = [
        Term::EventLoop,
        Term::Turn,
        Term::Coroutine,
        Term::Task,
        Term::Step,
        Term::Future,
        Term::Await,
        Term::ReadyQueue,
        Term::Timer,
        Term::Callback,
        Term::WakeUp,
        Term::Gather,
        Term::Cancel,
        Term::Blocking,
        Term::Deadlock,
        Term::Thread,
        Term::Executor,
        Term::Poll,
        Term::Pending,
        Term::Ready,
        Term::Waker,
        Term::Spawn,
        Term::BlockOn,
        Term::Drop,
    ];

    /// As a name in an address or for an element of a page, such as `event-loop`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Term::EventLoop => "event-loop",
            Term::Turn => "turn",
            Term::Coroutine => "coroutine",
            Term::Task => "task",
            Term::Step => "step",
            Term::Future => "future",
            Term::Await => "await",
            Term::ReadyQueue => "ready-queue",
            Term::Timer => "timer",
            Term::Callback => "callback",
            Term::WakeUp => "wake-up",
            Term::Gather => "gather",
            Term::Cancel => "cancel",
            Term::Blocking => "blocking",
            Term::Deadlock => "deadlock",
            Term::Thread => "thread",
            Term::Executor => "executor",
            Term::Poll => "poll",
            Term::Pending => "pending",
            Term::Ready => "ready",
            Term::Waker => "waker",
            Term::Spawn => "spawn",
            Term::BlockOn => "block-on",
            Term::Drop => "drop",
        }
    }
}

/// A term and what it means, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: Term,
    /// Its name.
    pub name: &'static str,
    /// What it means, in a sentence or two.
    pub means: &'static str,
}

/// What a term means.
#[must_use]
pub fn definition(lang: Lang, term: Term) -> Definition {
    let texts = glossary_texts(lang);
    let (name, means) = match term {
        Term::EventLoop => (texts.event_loop, texts.event_loop_means),
        Term::Turn => (texts.turn, texts.turn_means),
        Term::Coroutine => (texts.coroutine, texts.coroutine_means),
        Term::Task => (texts.task, texts.task_means),
        Term::Step => (texts.step, texts.step_means),
        Term::Future => (texts.future, texts.future_means),
        Term::Await => (texts.await_term, texts.await_term_means),
        Term::ReadyQueue => (texts.ready_queue, texts.ready_queue_means),
        Term::Timer => (texts.timer, texts.timer_means),
        Term::Callback => (texts.callback, texts.callback_means),
        Term::WakeUp => (texts.wake_up, texts.wake_up_means),
        Term::Gather => (texts.gather_term, texts.gather_term_means),
        Term::Cancel => (texts.cancel, texts.cancel_means),
        Term::Blocking => (texts.blocking, texts.blocking_means),
        Term::Deadlock => (texts.deadlock, texts.deadlock_means),
        Term::Thread => (texts.thread, texts.thread_means),
        Term::Executor => (texts.executor, texts.executor_means),
        Term::Poll => (texts.poll, texts.poll_means),
        Term::Pending => (texts.pending, texts.pending_means),
        Term::Ready => (texts.ready, texts.ready_means),
        Term::Waker => (texts.waker, texts.waker_means),
        Term::Spawn => (texts.spawn, texts.spawn_means),
        Term::BlockOn => (texts.block_on, texts.block_on_means),
        Term::Drop => (texts.drop_term, texts.drop_term_means),
    };
    Definition { term, name, means }
}

/// The whole glossary, in the order of [`Term::ALL`].
#[must_use]
pub fn glossary(lang: Lang) -> Vec<Definition> {
    Term::ALL.into_iter().map(|term| definition(lang, term)).collect()
}
