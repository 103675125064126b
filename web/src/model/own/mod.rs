//! The reader's own program: its text stands in an editor (web/editor), the Python engine runs it (model/python.rs), and the page
//! shows the run as it shows its own (model/mod.rs). Events go in, effects come out; session/own.rs carries them out.
//!
//! ```text
//!            another text                  first word of its run
//!    page's ─────────────► awaited ──────────────────────────────► own ◄─┐ another text, a line that was typed,
//!      ▲ ▲                    │                                     │ │  │ Stop: runs once more
//!      │ └─ the page's text ──┘                                     │ └──┘
//!      └─────── the page's text, an address without a program ──────┘
//!
//!    editor:  closed ── Edit, or a text from the address or kept ──► coming ── EditorLoaded ──► open ── Close ──► closed
//!                ▲                                                     │
//!                └───────────────────── EditorFailed ──────────────────┘
//! ```
//!
//! There may be several texts, side by side (files.rs); one of them is shown.
//!
//! Until Python is there the page shows the program that it had, and says so. The model is told of a text when its run is there,
//! and from then on of every change at once: what the page shows and plays is never the run of another text.
//!
//! Where the page's program has no Rust twin, the engine runs that, too (page.rs): its default run was recorded, and every other is
//! asked of the engine when the model wants it.

mod border;
mod files;
mod notes;
pub(crate) mod numbers;
mod page;
mod say;
mod transitions;
mod variables;

use loopscope_protocol::RunNo;
use loopscope_version::Version;

pub(crate) use border::{Brought, Effect, Event, Seen, Setting, Timer};
pub(crate) use files::{FIRST, File, FileNo, Kept, Shelf};
pub(crate) use notes::Notes;
pub(crate) use say::{Say, Trouble};
pub(crate) use variables::Variables;

use files::Files;
use page::PageProgram;
use transitions::look_soon;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The hand that types its text has not rested yet.
    Typed,
    /// The engine is not asked for it: it may have been recorded, or the reader's own goes first.
    Held,
    /// The engine was asked for it.
    Running,
    /// All of it is there.
    Ended,
}

/// A run of the reader's own program, or of the page's.
#[derive(Clone, Debug)]
struct Run {
    no: RunNo,
    /// Its text.
    text: String,
    stage: Stage,
    /// The reader has stopped it on the way.
    interrupted: bool,
}

/// Whose program the page shows.
#[derive(Clone, Debug)]
enum State {
    /// Its own.
    Page,
    /// Its own until this run is there.
    Awaited(Run),
    /// The reader's.
    Own(Run),
}

/// Whether there is an editor.
#[derive(Clone, Debug)]
enum Editor {
    Closed,
    /// It is on its way, for this text. `start`: which is then run.
    Coming {
        text: String,
        focus: bool,
        start: bool,
    },
    /// It has this text.
    Open(String),
}

/// The reader's own program.
#[derive(Clone, Debug)]
pub(crate) struct OwnProgram {
    setting: Setting,
    state: State,
    page: PageProgram,
    files: Files,
    editor: Editor,
    /// How many editors were opened.
    editors: u32,
    /// Which Python it is run as.
    python: Version,
    /// The text that the editor's is compared with: the page's, in a blog the blogger's.
    original: String,
    /// Which Python that is run as.
    original_python: Version,
    /// The text that the page's own program stands for: leaving it begins a program of the reader's own.
    base: String,
    /// Number of the run that was asked for last.
    runs: RunNo,
    /// The engine runs programs at once.
    ready: bool,
    say: Say,
    /// What the reader has typed for the program.
    typed: Vec<String>,
    /// It wants another line, and asks for it in these words.
    asks: Option<String>,
    variables: Variables,
}

type Effects = Vec<Effect>;

impl OwnProgram {
    /// The reader has written none yet.
    pub(crate) fn new(setting: Setting) -> OwnProgram {
        let source = setting.source.clone();
        OwnProgram {
            state: State::Page,
            page: PageProgram::default(),
            files: Files::default(),
            editor: Editor::Closed,
            editors: 0,
            python: setting.python,
            original: source.clone(),
            original_python: setting.python,
            base: source,
            runs: 0,
            ready: false,
            say: Say::Hint,
            typed: Vec::new(),
            asks: None,
            variables: Variables::default(),
            setting,
        }
    }

    /// The number of the editor that stands in the code's place.
    pub(crate) fn opened(&self) -> Option<u32> {
        self.is_editing().then_some(self.editors)
    }

    /// Whether the editor stands in the code's place.
    pub(crate) fn is_editing(&self) -> bool {
        matches!(self.editor, Editor::Open(_))
    }

    /// Which Python it is run as.
    pub(crate) fn python(&self) -> Version {
        self.python
    }

    /// What to say under it.
    pub(crate) fn say(&self) -> &Say {
        &self.say
    }

    /// Whether there is anything to reset.
    pub(crate) fn can_reset(&self) -> bool {
        matches!(&self.editor, Editor::Open(text) if (text.as_str(), self.python) != self.origin())
    }

    /// Whether the editor may be closed: a program of the reader's has no other place to be seen in.
    pub(crate) fn can_close(&self) -> bool {
        matches!((&self.editor, &self.state), (Editor::Open(text), State::Page) if *text == self.base)
    }

    /// What is to be said of a run of the page's program that is not there yet, or does not come; `None` while there is nothing to say.
    pub(crate) fn says_of_page(&self) -> Option<&Say> {
        let of_page = matches!(self.state, State::Page) && !self.is_editing();
        let told = match &self.say {
            Say::Failed(_) | Say::Absent | Say::Stopped(_) => true,
            Say::Loading(..) | Say::Working => self.page.waits(),
            Say::Hint | Say::Undone | Say::Unkept | Say::NoEditor(_) => false,
        };
        (of_page && told).then_some(&self.say)
    }

    /// What the program asks for, in its words, which may be none; `None` while it does not ask.
    pub(crate) fn asks(&self) -> Option<&str> {
        self.asks.as_deref()
    }

    /// Whether anything was typed for it.
    pub(crate) fn has_typed(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Its variables at the cursor.
    pub(crate) fn variables(&self) -> &Variables {
        &self.variables
    }

    /// What is to be done when this happens, in order.
    pub(crate) fn on(&mut self, event: Event) -> Effects {
        let mut effects = Vec::new();
        match event {
            Event::Begin { brought, shelf, plain } => self.begin(brought, shelf, plain, &mut effects),
            Event::Plan { plan, text } => self.plan(plan, text, &mut effects),
            Event::Recorded(update) => self.recorded(update, &mut effects),
            Event::Ahead => {
                if self.setting.has_python {
                    effects.push(Effect::WantPython);
                }
            }
            Event::Arrived(brought) => self.arrive(brought, &mut effects),
            Event::Near => self.near(&mut effects),
            Event::Edit(present) => self.edit(present, &mut effects),
            Event::Chosen(file, present) => self.choose(file, present, &mut effects),
            Event::Elsewhere(no, kept) => self.written_elsewhere(no, kept, &mut effects),
            Event::EditorLoaded => self.open(&mut effects),
            Event::EditorFailed(trouble) => {
                // Whoever has only come near need not know.
                if matches!(self.editor, Editor::Coming { .. }) {
                    self.editor = Editor::Closed;
                    if matches!(self.state, State::Page) {
                        self.turn_to_page();
                    }
                    self.tell(Say::NoEditor(trouble), &mut effects);
                }
            }
            Event::Changed { text, moved } => self.change(text, moved, &mut effects),
            Event::Slid(number, value) => self.slide(&number, value, &mut effects),
            Event::Version(python) => self.run_as(python, &mut effects),
            Event::Rang(Timer::Rest) => {
                if let Some(text) = self.resting() {
                    self.start(text, &mut effects);
                }
            }
            Event::Rang(Timer::Long) => self.tell(Say::Working, &mut effects),
            Event::Rang(Timer::Look) => self.look(&mut effects),
            Event::Reset => {
                self.typed.clear();
                self.asks = None;
                let (origin, python) = self.origin();
                let origin = origin.to_owned();
                self.python = python;
                effects.push(Effect::ReplaceText(origin.clone()));
                self.change(origin, true, &mut effects);
                effects.push(Effect::FocusEditor);
                self.tell(Say::Undone, &mut effects);
            }
            Event::Close => self.close(&mut effects),
            Event::Play => {
                if let Some(text) = self.resting() {
                    self.start(text, &mut effects);
                }
                effects.push(Effect::Play);
            }
            Event::Retry => self.retry(&mut effects),
            Event::Python(report) => self.hear(report, &mut effects),
            Event::Line(line) => {
                self.typed.push(line);
                self.asks = None;
                self.rerun(None, &mut effects);
            }
            Event::Forget => {
                self.typed.clear();
                self.rerun(None, &mut effects);
            }
            Event::Variables(open) => {
                let next = self.variables.open(open);
                look_soon(next, &mut effects);
            }
            Event::Seen(seen) => self.see(seen, &mut effects),
            Event::Unkept => self.tell(Say::Unkept, &mut effects),
        }
        effects
    }
}
