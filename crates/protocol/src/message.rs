//! What a page and its worker say to each other: [`Command`]s in, [`Update`]s out, in postcard's binary form. Both come from one
//! build, so that this form may change with any of them; what is kept longer (links, files) has forms of its own.
//!
//! One worker serves one program at a time. Each `Load` begins a new run under a number of the page's choice; updates
//! carry that number, so that a page can drop what a run before has still to say.

use std::fmt;

use loopscope_executor::trace::Chunk;
use loopscope_executor::{Instant, Intervention};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::program::{Milestone, Mode, Program, RunNo};
use crate::run::{Recording, Status};
use crate::value::Value;
use crate::variables::Frame;

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
    /// Changes what the reader does in the live run: all of it, so that the last intervention is undone by leaving it out. The
    /// program is replayed in virtual time, a running one up to the present instant; a paused one stays paused after as many
    /// steps as before, with what is to be done right there done. Answered by a chunk with `replace`.
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
    /// What is wrong with the run's program, all of it, in the order of its lines; told when the run has ended.
    Problems {
        /// The run it belongs to.
        run: RunNo,
        /// What is wrong; nothing where all is well.
        problems: Vec<Problem>,
    },
    /// The variables of the run's program at one record of its trace, which were asked for.
    Variables {
        /// The run it belongs to.
        run: RunNo,
        /// The record after which the program stood.
        record: u32,
        /// The functions that ran or were suspended then, and have variables.
        frames: Vec<Frame>,
    },
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

/// Bytes of most records.
const RECORD: usize = 16;

impl Update {
    /// About how long it is, so that a long one need not move while it is written.
    fn about_bytes(&self) -> usize {
        match self {
            Update::Progress { chunk, .. } => chunk.records.len() * RECORD,
            _ => 0,
        }
    }
}

macro_rules! postcard_form {
    ($message:ty, $about_bytes:expr) => {
        impl $message {
            /// The message's bytes.
            #[must_use]
            pub fn to_bytes(&self) -> Vec<u8> {
                postcard::to_extend(self, Vec::with_capacity($about_bytes(self))).unwrap_or_default()
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

postcard_form!(Command, |_| 0);
postcard_form!(Program, |_| 0);
postcard_form!(Update, Update::about_bytes);
