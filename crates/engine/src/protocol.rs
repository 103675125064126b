//! What a page and its worker say to each other: [`Command`]s in, [`Update`]s out, in postcard's binary form.
//!
//! One worker serves one program at a time. Each `Load` begins a new run under a number of the page's choice; updates
//! carry that number, so that a page can drop what a run before has still to say.

use std::fmt;

use loopscope_executor::Instant;
use loopscope_executor::trace::Chunk;
use serde::{Deserialize, Serialize};

pub use loopscope_asyncio::Value;
pub use loopscope_executor::trace::EntryNo;
pub use loopscope_executor::{Act, Intervention, Point};

/// Number of a run, chosen by the page; each new run has a higher one.
pub type RunNo = u32;

/// What to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The lesson's slug.
    pub lesson: String,
    /// Parameters by name; one that is missing has the lesson's default.
    pub params: Vec<(String, Value)>,
    /// What the program's `time.time()` is when it starts.
    pub epoch: Epoch,
    /// What the reader does while it runs, in the order in which the reader thought of it: undoing is leaving out the last.
    /// What cannot be done any more, as after a change of parameters, is skipped, and the trace says so.
    pub interventions: Vec<Intervention>,
}

/// Wall-clock time at a program's start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub unix_ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_minutes: i32,
}

impl Default for Epoch {
    /// 2023-04-30 21:58:15 UTC, the moment at which programs in virtual time start.
    fn default() -> Self {
        Epoch { unix_ms: 1_682_891_895_000, offset_minutes: 0 }
    }
}

/// How a run passes its time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mode {
    /// At once, to its end: the clock jumps from deadline to deadline.
    Virtual,
    /// As real time passes, times `speed`.
    Live {
        /// Loop seconds per wall-clock second; 0.1 to 10.
        speed: f64,
        /// Begin paused, before the first step.
        paused: bool,
    },
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Ends whatever runs and starts this.
    Load {
        /// The new run's number.
        run: RunNo,
        /// What to run.
        program: Program,
        /// How its time passes.
        mode: Mode,
    },
    /// Changes a parameter of the live run: the program is replayed with the new value in virtual time up to the present
    /// instant and goes on live from there. Answered by a chunk with `replace`.
    SetParam {
        /// The parameter.
        name: String,
        /// Its new value.
        value: Value,
    },
    /// Changes what the reader does in the live run: all of it, so that the last intervention is undone by leaving it out. The program
    /// is replayed in virtual time, a running one up to the present instant; a paused one stays paused after as many steps
    /// as before, with what is to be done right there done. Answered by a chunk with `replace`.
    SetInterventions(Vec<Intervention>),
    /// Stops the clock of a live run.
    Pause,
    /// Lets it go on.
    Resume,
    /// While paused: runs the next entry (a poll or a callback), moving the clock to it if nothing is ready.
    Step,
    /// Changes the speed of a live run; 0.1 to 10.
    SetSpeed(f64),
    /// Ends the run where it is.
    Stop,
    /// The page became visible or hidden; a hidden page's live run stands still.
    Visible(bool),
    /// Asks for [`Update::Alive`]: a worker that does not answer in time hangs and is replaced.
    Ping,
    /// While paused: steps on until this has happened, or to the end.
    StepTo(Milestone),
    /// Tells a run that was recorded elsewhere, as its time passes. Under the number of one that is being told already it takes
    /// that one's place, up to the present instant, and `mode` has no part in it.
    Replay {
        /// The run's number.
        run: RunNo,
        /// What happened in it.
        recording: Recording,
        /// How its time passes.
        mode: Mode,
    },
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// Its whole trace.
    pub chunk: Chunk,
    /// Loop time at its end.
    pub end: Instant,
    /// How it ended.
    pub outcome: Outcome,
}

/// What a paused run steps on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Milestone {
    /// A task's next step.
    TaskStep,
    /// The end of a turn of the loop.
    TurnEnd,
    /// A timer's deadline.
    Timer,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Update {
    /// The worker is loaded and takes commands.
    Ready,
    /// What was recorded since, and where the run stands.
    Progress {
        /// The run it belongs to.
        run: RunNo,
        /// The chunk is the whole trace and takes the place of what was there.
        replace: bool,
        /// New records and texts.
        chunk: Chunk,
        /// Loop time.
        now: Instant,
        /// Where the run stands.
        status: Status,
    },
    /// The command could not be carried out; what ran before is as it was.
    Refused {
        /// The run it belongs to.
        run: RunNo,
        /// What happened, where, and what to do.
        message: String,
    },
    /// The answer to [`Command::Ping`].
    Alive,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Status {
    /// It goes on by itself.
    Running,
    /// Its clock stands still.
    Paused,
    /// It has ended.
    Ended(Outcome),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// The program came to its end.
    Finished,
    /// It ended with an error, which also stands on its standard error.
    Failed(String),
    /// Tasks wait for each other for ever; one sentence for each.
    Deadlocked(Vec<String>),
    /// It was stopped by a limit, in words.
    Limited(String),
    /// The reader stopped it.
    Stopped,
    /// It wants a line of input, and asks for it in these words, which may be none; with that line it is to be run again.
    Asks(String),
}

/// A message that is not of this protocol's form: page and worker come from different builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("page and engine come from different builds; reload the page")
    }
}

impl std::error::Error for Malformed {}

macro_rules! postcard_form {
    ($message:ty) => {
        impl $message {
            /// The message's bytes.
            #[must_use]
            pub fn to_bytes(&self) -> Vec<u8> {
                postcard::to_allocvec(self).unwrap_or_default()
            }

            /// The message in these bytes.
            ///
            /// # Errors
            /// [`Malformed`] when they are none.
            pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
                postcard::from_bytes(bytes).map_err(|_| Malformed)
            }
        }
    };
}

postcard_form!(Command);
postcard_form!(Program);
postcard_form!(Update);
