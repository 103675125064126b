//! What the model is told, and what it wants done.

use loopscope_executor::Intervention;
use loopscope_protocol::address::{Address, Void};
use loopscope_protocol::{Command, RunNo, Update, Value};
use loopscope_version::Version;
use loopscope_view::Cursor;

use super::own;
use crate::run::{By, Filter};

/// One of the engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// It makes plans.
    Plan,
    /// It runs live.
    Live,
    /// It runs Python programs, and makes the plans of a page whose program is one.
    Python,
}

/// What runs the page's own program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    /// Its Rust twin, in the engines that the page has.
    Rust,
    /// The Python engine, which is fetched when it is wanted; the default run was recorded.
    Python,
}

/// Number of the recorded run, while it is shown until another plan of the page's program is there.
pub(crate) const RECORDED: RunNo = 1;

/// Something to tell the reader once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The engine failed and was replaced.
    EngineReplaced,
    /// No engine can be started.
    EngineGone,
    /// The engine refused, in its words.
    Refused(String),
    /// Something did not work with the reader's own program, while no editor is there to say it under.
    Own(own::Say),
    /// The run has no such moment with these parameters.
    NoSuchMoment,
    /// The browser forbids copying.
    NoCopy,
    /// The browser cannot make a picture of dots.
    NoPicture,
    /// The address names what the lesson does not have.
    BadAddress,
}

/// A program of the reader's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Own {
    /// Its text, in Python.
    pub(crate) source: String,
    /// It is not the page's any more.
    pub(crate) edited: bool,
    /// Which Python it is run as.
    pub(crate) python: Version,
}

/// What the reader does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Run, pause or go on, whichever is next.
    Play,
    /// End the live run.
    Stop,
    /// One step on; in a paused run that stands in the present, the engine makes it.
    Step,
    /// One step back.
    StepBack,
    /// The same with steps of another kind than the chosen one.
    StepBy {
        /// What counts as a step.
        by: By,
        /// On, not back.
        forward: bool,
    },
    /// Another kind of steps.
    Stride(By),
    /// Before everything.
    First,
    /// After everything there is.
    Last,
    /// To a moment.
    Seek(Cursor),
    /// To the place after so many steps.
    SeekStep(u32),
    /// To the present of the live run.
    ToPresent,
    /// Another speed of live runs.
    Speed(f64),
    /// Another value for the parameter at this place.
    Param(usize, Value),
    /// What the reader has done in the loop's place, all of it, and where they are to stand then.
    Interventions(Vec<Intervention>, Cursor),
    /// Other steps.
    Filter(Filter),
    /// Where the lines of the lesson's records are shown, by pairs, in order; as they are when there is none.
    Lines(Option<Vec<(u32, u32)>>),
    /// The page was hidden, or seen again.
    Visible(bool),
    /// Something did not work.
    Notice(Notice),
    /// The lesson as an address has it, from its plan.
    Address(Result<Address, Void>),
    /// This is the program from now on; the lesson's, when there is none.
    Own(Option<Own>),
    /// The Python engine told this of the reader's own program.
    Told(Update),
    /// The same of a program that did this when it was stopped (`Model::stopped`).
    Interrupted(Update),
    /// The Python engine's answer to the plan with this number, of the page's program.
    Planned(RunNo, Update),
    /// It cannot make the plan of the page's program that was asked for.
    Unplanned,
    /// That plan is wanted once more.
    Again,
}

/// Commands, each for one of the engines.
pub(crate) type Commands = Vec<(Engine, Command)>;
