//! What the reader's own program is told, and what it wants done.

use loopscope_executor::Instant;
use loopscope_protocol::Problem;
use loopscope_protocol::number::Milli;
use loopscope_protocol::{RunNo, Update};
use loopscope_version::Version;

use super::files::{File, FileNo, Kept, Shelf};
use super::numbers::Number;
use super::say::Trouble;
use crate::model::Action;
use crate::model::python::{Program, Report};

/// What the page has, whatever its reader does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setting {
    /// The text of its program.
    pub(crate) source: String,
    /// Which Python that is run as.
    pub(crate) python: Version,
    /// It stands in a blog, where the next visit begins with the blogger's program again.
    pub(crate) embedded: bool,
    /// The site was built with Python.
    pub(crate) has_python: bool,
}

/// A text that an address brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Brought {
    /// The text.
    pub(crate) source: String,
    /// Which Python it is to be run as.
    pub(crate) python: Version,
    /// The file of the reader's that it stood in when the address was written, as the browser's history says.
    pub(crate) file: Option<FileNo>,
}

/// What the model says of the run that is shown, whenever there is more of it or another place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// Number and version of that run, so that nothing of it is overlooked.
    pub(crate) shown: (RunNo, u32),
    /// It is of a program of the reader's.
    pub(crate) own: bool,
    /// The record and the instant at which the reader has stopped it, while nobody knows what it did then.
    pub(crate) stopped: Option<(u32, Instant)>,
    /// The run that nobody has stopped is wanted.
    pub(crate) again: bool,
    /// So many records of the plan have happened; `None` while that is not known.
    pub(crate) planned: Option<u32>,
    /// It has ended as it wants a line, and asks for it in these words.
    pub(crate) asks: Option<String>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// The page is there.
    Begin {
        /// What its address brings along.
        brought: Option<Brought>,
        /// What was kept of the reader's.
        shelf: Shelf,
        /// Its address says nothing.
        plain: bool,
    },
    /// The model wants a plan of the page's program, which the Python engine runs.
    Plan {
        /// The plan's number.
        plan: RunNo,
        /// The program's text, with the values of its parameters.
        text: String,
    },
    /// The run that was recorded of the page's own program; `None` when it does not come.
    Recorded(Option<Update>),
    /// The engine will be wanted, and there is time to fetch it.
    Ahead,
    /// Another address brings this along.
    Arrived(Brought),
    /// Somebody comes near: what editing takes is fetched.
    Near,
    /// The reader wants to edit the page's program, with the values that its parameters have.
    Edit(String),
    /// The reader chooses a text. The page's program comes with the values that its parameters have.
    Chosen(File, String),
    /// Another window has written this in a file, which was therefore not overwritten.
    Elsewhere(FileNo, Kept),
    /// The editor can be opened.
    EditorLoaded,
    /// It cannot.
    EditorFailed(Trouble),
    /// The text is another one. `moved`: by a slider, and not by a hand that types on.
    Changed {
        /// The text.
        text: String,
        /// How.
        moved: bool,
    },
    /// A hand outside of the editor gives a number of its text another value.
    Slid(Number, Milli),
    /// It is to be run as this Python.
    Version(Version),
    /// A timer has run down.
    Rang(Timer),
    /// Back to the text that was here at first.
    Reset,
    /// The editor is to be closed.
    Close,
    /// The program is to be run live.
    Play,
    /// Once more what could not be loaded.
    Retry,
    /// The Python engine said this.
    Python(Report),
    /// The reader typed a line for `input()`.
    Line(String),
    /// What was typed is to be forgotten.
    Forget,
    /// The variables are looked at, or no more.
    Variables(bool),
    /// The model shows this.
    Seen(Seen),
    /// The browser keeps nothing.
    Unkept,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// The hand that types rests.
    Rest,
    /// A run takes long.
    Long,
    /// The cursor rests, and the variables there are looked at.
    Look,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// The editor's module is to be loaded, if that was not begun: [`Event::EditorLoaded`] or [`Event::EditorFailed`] follows.
    LoadEditor,
    /// An editor is to be opened, with this text. `focus`: the cursor goes into it.
    OpenEditor {
        /// The text.
        text: String,
        /// The text that it is compared with.
        original: String,
        /// Whether the cursor goes into it.
        focus: bool,
    },
    /// It is to have this text.
    ReplaceText(String),
    /// The same, as one movement of a hand with what was done before.
    SlideText(String),
    /// The cursor goes into it.
    FocusEditor,
    /// It is to be closed.
    CloseEditor {
        /// Whether the cursor goes to the button that opens it.
        focus: bool,
    },
    /// A run begins with the text that it has.
    Started,
    /// It is to show these.
    Problems(Vec<Problem>),
    /// The engine is to be loaded, if that was not begun.
    WantPython,
    /// The engine is to run this.
    Run(Program),
    /// What the engine runs is of no interest.
    DropRun,
    /// The run that was recorded is to be fetched: [`Event::Recorded`] follows.
    FetchRecording,
    /// The model is to be told.
    Act(Action),
    /// Live from its beginning, or on; nothing while it runs.
    Play,
    /// The file is to be kept; with `None`, what was kept is to be forgotten. [`Event::Unkept`] follows where that cannot be, and
    /// [`Event::Elsewhere`] where another window has written in it.
    Keep(FileNo, Option<Kept>),
    /// This is what is to be shown when the page is opened the next time.
    Remember(File),
    /// After so many milliseconds the timer rings, once.
    Arm(Timer, f64),
    /// It does not.
    Disarm(Timer),
}
