//! How a program is run, and who watches over it.

use std::fmt;
use std::rc::Rc;

use loopscope_executor::trace::Chunk;
use loopscope_executor::{Instant, Limits};
use loopscope_version::Version;

/// Which clock a program runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clocks {
    /// Waiting is a jump.
    Virtual,
    /// Waiting takes its time.
    Real,
}

/// How a program is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the program's file is called, in tracebacks and in `sys.argv`.
    pub file: String,
    /// What follows the program's name in `sys.argv`.
    pub args: Vec<String>,
    /// Its clock.
    pub clock: Clocks,
    /// Whether a trace is made.
    pub recording: bool,
    /// How far it may go.
    pub limits: Limits,
    /// Seconds between 1970 and the program's start.
    pub epoch: f64,
    /// Whether the text was read in the encoding that it declares. One that was not is in UTF-8, and refused if it declares another one.
    pub decoded: bool,
    /// The record of the trace after which the run is ended, for the sake of the variables that there are then
    /// ([`crate::Outcome::variables`]). A run that has no such record is looked at where it ends.
    pub inspect: Option<u32>,
    /// Whether computing takes time, in virtual time; so it does for a program that has a line `# @computing`, too.
    pub computing: bool,
    /// Which Python it is run as.
    pub version: Version,
    /// The lines that somebody has typed for it; where it wants one more, the run ends and asks ([`crate::End::Asks`]). `None` for a program that
    /// reads the process's standard input. Lines that the program itself gives (`# @input`) come before all.
    pub input: Option<Vec<String>>,
    /// When it is interrupted, as by Ctrl-C; in virtual time only.
    pub interruption: Option<Interruption>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            file: "main.py".to_owned(),
            args: Vec::new(),
            clock: Clocks::Virtual,
            recording: true,
            limits: Limits::default(),
            epoch: 0.0,
            decoded: false,
            inspect: None,
            computing: false,
            version: Version::default(),
            input: None,
            interruption: None,
        }
    }
}

/// When a program is interrupted, in virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// After this record of its trace, the first that it has being 0; a run without a trace is at every record.
    pub record: u32,
    /// Not before this moment of its loop time.
    pub at: Instant,
}

/// What watches over a run that may never give control back.
#[derive(Clone)]
pub struct Guard {
    /// How long the program may compute, in milliseconds.
    pub limit_ms: u32,
    /// What the trace says of that, in milliseconds: the limit of the run before, where a program that was ended is run again.
    pub told_ms: u32,
    /// A clock in milliseconds that goes on while the program computes.
    pub now_ms: fn() -> f64,
    /// Takes what was recorded so far, before each step; so that it is known even of a run that is ended from outside. The run's
    /// trace at its end is only what came since.
    pub tell: Rc<dyn Fn(Chunk)>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("limit_ms", &self.limit_ms).finish_non_exhaustive()
    }
}
