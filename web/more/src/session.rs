//! What the page has told: where the reader stands, and the runs. The panes here read it as those of the page read theirs.

use std::cell::RefCell;
use std::ops::Deref;

use js_sys::{Function, Uint8Array};
use loopscope_executor::{Instant, Intervention};
use loopscope_protocol::{Command, Program};
use loopscope_strings::{Lang, Page, PaneTexts, page, pane_texts};
use loopscope_ui::run::{Filter, Run};
use loopscope_ui::signal::Cell;
use loopscope_view::{Cursor, Voice};
use wasm_bindgen::JsValue;

use crate::runs::{PLAN, Runs};
use crate::visits;

thread_local! {
    static RUNS: RefCell<Runs> = RefCell::default();
    /// What carries out what the reader does: the page's own function.
    static ACT: RefCell<Option<Function>> = const { RefCell::new(None) };
    static DEEDS: RefCell<Vec<Intervention>> = const { RefCell::new(Vec::new()) };
    static ADDRESS: RefCell<String> = const { RefCell::new(String::new()) };
    static PROGRAM: RefCell<Option<Program>> = const { RefCell::new(None) };
    /// Whether the runs' lines are those of a program of the reader's own, and of the program in Rust.
    static SHOWN_LINES: std::cell::Cell<Option<(bool, bool)>> = const { std::cell::Cell::new(None) };
}

/// What the reader does here.
pub(crate) enum Action {
    /// Goes to a moment.
    Seek(Cursor),
    /// Chooses the records that count as steps.
    Filter(Filter),
    /// Has done all this in the loop's place, and is to stand here then.
    Interventions(Command, Cursor),
    /// Tried to copy, and the browser did not let them.
    NoCopy,
    /// Wants to know what runs; the page answers by [`Session::take_program`].
    Program,
}

/// The session: what every pane is given. It lives as long as its page.
#[derive(Clone, Copy)]
pub(crate) struct Session(&'static Signals);

impl Deref for Session {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What was told.
pub(crate) struct Signals {
    /// The page's language.
    pub(crate) lang: Lang,
    /// Its texts.
    pub(crate) texts: &'static Page,
    /// Those of the panes here.
    pub(crate) panes: &'static PaneTexts,
    /// Where the panes stand.
    pub(crate) cursor: Cell<Cursor>,
    /// Loop time there.
    pub(crate) now: Cell<Instant>,
    /// Goes up with every change of a run.
    pub(crate) shown: Cell<u32>,
    /// Goes up with every change of the plan.
    pub(crate) planned: Cell<u32>,
    /// Whether the run goes on.
    pub(crate) running: Cell<bool>,
    /// Whether the code is shown in Rust: the log then speaks of polls and wakers.
    pub(crate) rust: Cell<bool>,
    /// Whether the loop's inside is open, and the log.
    pub(crate) open: Cell<(u32, u32)>,
    /// Which records count as steps.
    pub(crate) filter: Cell<Filter>,
    /// Whether the reader came near the code.
    pub(crate) near_code: Cell<bool>,
    /// Whether what is shared is open.
    pub(crate) sharing: Cell<bool>,
    /// Goes up with every change of the address.
    addressed: Cell<u32>,
}

/// Where the reader stands; see [`Session::stand`].
pub(crate) struct Place {
    pub(crate) cursor: u32,
    pub(crate) now: f64,
    pub(crate) all: bool,
    pub(crate) running: bool,
    pub(crate) open: u32,
    pub(crate) interventions: Vec<u8>,
    pub(crate) address: String,
}

impl Session {
    /// In this language; nothing was told yet.
    pub(crate) fn new(lang: Lang, act: Option<Function>) -> Session {
        ACT.set(act);
        Session(Box::leak(Box::new(Signals {
            lang,
            texts: page(lang),
            panes: pane_texts(lang),
            cursor: Cell::new(Cursor::START),
            now: Cell::new(Instant::ZERO),
            shown: Cell::new(0),
            planned: Cell::new(0),
            running: Cell::new(false),
            rust: Cell::new(false),
            open: Cell::new((0, 0)),
            filter: Cell::new(Filter::Essential),
            near_code: Cell::new(false),
            sharing: Cell::new(false),
            addressed: Cell::new(0),
        })))
    }

    /// Takes what is new of a run; see [`Runs::take`].
    pub(crate) fn take(self, run: usize, bytes: &[u8]) -> bool {
        let taken = RUNS.with_borrow_mut(|runs| runs.take(run, bytes));
        let changed = if run == PLAN { self.planned } else { self.shown };
        changed.set(changed.get_untracked() + 1);
        taken
    }

    /// Takes where the reader stands. `now`: nanoseconds; `open`: a bit each for the loop's inside, the log, the code in
    /// Rust, what is shared, that the reader came near the code, and that the program is the reader's own; `interventions`: what the reader has done in the loop's place, as a command; `address`: the page's
    /// fragment, while something is shared.
    pub(crate) fn stand(self, place: Place) {
        let Place { cursor, now, all, running, open, interventions, address } = place;
        if let Ok(Command::SetInterventions(interventions)) = Command::from_bytes(&interventions) {
            DEEDS.set(interventions);
        }
        self.cursor.set(Cursor(cursor));
        // `as` saturates.
        self.now.set(Instant::from_nanos(now as u64));
        self.filter.set(if all { Filter::All } else { Filter::Essential });
        self.running.set(running);
        self.open.set((open & 1, open >> 1 & 1));
        self.rust.set(open >> 2 & 1 == 1);
        self.show_lines(open >> 5 & 1 == 1, open >> 2 & 1 == 1);
        self.sharing.set(open >> 3 & 1 == 1);
        self.near_code.set(open >> 4 & 1 == 1);
        if ADDRESS.with_borrow(|before| *before != address) {
            ADDRESS.set(address);
            self.addressed.set(self.addressed.get_untracked() + 1);
        }
    }

    /// Sentences name lines as they are shown. A program of the reader's own is shown as it is.
    fn show_lines(self, own: bool, rust: bool) {
        if SHOWN_LINES.replace(Some((own, rust))) != Some((own, rust)) {
            let lines = if own { None } else { visits::shown_lines(rust) };
            RUNS.with_borrow_mut(|runs| runs.show_lines(lines.as_deref()));
            self.shown.set(self.shown.get_untracked() + 1);
        }
    }

    /// The page's fragment for what the reader sees.
    pub(crate) fn address(self) -> String {
        self.addressed.get();
        ADDRESS.with_borrow(String::clone)
    }

    /// What the reader has done in the loop's place.
    pub(crate) fn interventions(self) -> Vec<Intervention> {
        DEEDS.with_borrow(Vec::clone)
    }

    /// Takes what runs.
    pub(crate) fn take_program(self, bytes: &[u8]) {
        if let Ok(program) = Program::from_bytes(bytes) {
            PROGRAM.set(Some(program));
        }
    }

    /// What runs, once it was asked for.
    pub(crate) fn program(self) -> Option<Program> {
        PROGRAM.with_borrow(Option::clone)
    }

    /// Does what the reader wants.
    pub(crate) fn act(self, action: Action) {
        let mut bytes = Vec::new();
        let (kind, number) = match action {
            Action::Seek(cursor) => ("seek", cursor.0),
            Action::Filter(filter) => ("filter", u32::from(filter == Filter::All)),
            Action::Interventions(command, cursor) => {
                bytes = command.to_bytes();
                ("interventions", cursor.0)
            }
            Action::NoCopy => ("no-copy", 0),
            Action::Program => ("program", 0),
        };
        let bytes = Uint8Array::from(bytes.as_slice());
        ACT.with_borrow(|act| {
            if let Some(act) = act {
                let _ = act.call3(&JsValue::UNDEFINED, &kind.into(), &number.into(), &bytes);
            }
        });
    }

    /// In whose words the log speaks.
    pub(crate) fn voice(self) -> Voice {
        if self.rust.get_untracked() { Voice::Rust } else { Voice::Asyncio }
    }

    /// Reads the runs.
    pub(crate) fn runs<T>(self, read: impl FnOnce(&mut Runs) -> T) -> T {
        RUNS.with_borrow_mut(read)
    }

    /// Reads something of the run that is shown, for once.
    pub(crate) fn run<T>(self, read: impl FnOnce(&Run) -> T) -> T {
        RUNS.with_borrow(|runs| read(runs.shown()))
    }

    /// Reads something of the run that is shown, and is told when there is more of it or another.
    pub(crate) fn of_shown<T>(self, read: impl FnOnce(&Run) -> T) -> T {
        self.shown.get();
        self.run(read)
    }
}
