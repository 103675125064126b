//! The program's variables at the cursor, on demand: the program, which does the same each time, is run once more up to there
//! (crates/python/src/inspect.rs).

use loopscope_protocol::Frame;
use loopscope_protocol::RunNo;

/// How long the cursor rests, in milliseconds, before they are asked for.
pub(crate) const REST_MS: f64 = 120.0;

/// A moment of a run: so many of its records have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The run.
    pub(super) run: RunNo,
    /// The records.
    pub(super) records: u32,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing.
    Nothing,
    /// Wait until the cursor rests.
    Rest,
    /// They need not be asked for any more.
    Leave,
}

/// What is known of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    /// The reader looks at them.
    open: bool,
    /// Where the cursor stands, while that is known.
    at: Option<Moment>,
    /// The moment they were asked for last.
    asked: Option<Moment>,
    /// Number of the run that is to tell them.
    asking: Option<RunNo>,
    /// Those of that moment, as far as they were told.
    pub(crate) frames: Vec<Frame>,
}

impl Variables {
    /// The reader opens or folds them.
    pub(super) fn open(&mut self, open: bool) -> Next {
        self.open = open;
        self.next()
    }

    /// The cursor stands there; `None` while that is not known.
    pub(super) fn stand(&mut self, at: Option<Moment>) -> Next {
        self.at = at;
        self.next()
    }

    fn next(&mut self) -> Next {
        let Some(at) = self.at.filter(|at| self.open && self.asked != Some(*at)) else { return Next::Nothing };
        if at.records > 0 {
            return Next::Rest;
        }
        // Before everything there are none.
        self.asked = Some(at);
        self.asking = None;
        self.frames.clear();
        Next::Leave
    }

    /// The cursor has rested: the record to run up to, if they are to be asked for. `run`: the number of that run.
    pub(super) fn ask(&mut self, run: RunNo) -> Option<u32> {
        let at = self.at.filter(|at| self.open && self.asked != Some(*at))?;
        let record = at.records.checked_sub(1)?;
        self.asked = Some(at);
        self.asking = Some(run);
        Some(record)
    }

    /// Whether a run is the one that is to tell them.
    pub(super) fn asks(&self, run: RunNo) -> bool {
        self.asking == Some(run)
    }

    /// The engine was lost: nobody will tell them.
    pub(super) fn lost(&mut self) {
        self.asked = None;
        self.asking = None;
    }

    /// They are these.
    pub(super) fn told(&mut self, frames: Vec<Frame>) {
        self.asking = None;
        // A function without variables has nothing to show.
        self.frames = frames.into_iter().filter(|frame| !frame.variables.is_empty()).collect();
    }
}
