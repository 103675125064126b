//! What is looked at: the program's variables at one record of its trace, and what stands when nobody can go on.
//!
//! ```text
//!   a record is wanted ──the run has come to it──► looking ──► the variables are kept, and the program ends
//!   a task is ended by an error or a cancellation ──► remembered
//!   everybody waits for ever ──► a sentence on each who does
//! ```

use std::cell::{Cell, Ref, RefCell};
use std::collections::{BTreeSet, VecDeque};

use loopscope_executor::trace::TaskNo;
use loopscope_protocol::Frame;
use rustpython_vm::VirtualMachine;

/// So many ended tasks are remembered.
const MOST_DEATHS: usize = 1_000;

/// Writes the variables down, and has the program go no further. Who can do that stands above the machine, and is handed in.
pub(crate) type Look = fn(&VirtualMachine);

/// A task that was ended by an error or a cancellation.
#[derive(Debug)]
pub(crate) struct Death {
    pub(crate) task: TaskNo,
    pub(crate) name: String,
    /// The error; `None` when it was cancelled.
    pub(crate) error: Option<String>,
    pub(crate) line: u32,
    /// What it had to do with: what its variables held, by identity.
    pub(crate) touched: BTreeSet<usize>,
}

/// Variables, and who waits for whom.
pub(crate) struct Inspection {
    /// The record at which the program's variables are looked at, and who does that.
    wanted: Option<(u32, Look)>,
    /// They are looked at right now.
    looking: Cell<bool>,
    /// What they were.
    variables: RefCell<Option<Vec<Frame>>>,
    /// The tasks that were ended by an error or a cancellation, the latest last.
    deaths: RefCell<VecDeque<Death>>,
    /// A sentence for each task that waits for ever.
    stuck: RefCell<Vec<String>>,
    /// What stood at the moment of the deadlock.
    standing: RefCell<Option<Vec<String>>>,
}

impl Inspection {
    /// Of a program whose variables are wanted after this record of its trace, or not at all.
    pub(crate) fn new(record: Option<u32>, look: Look) -> Self {
        Inspection {
            wanted: record.map(|record| (record, look)),
            looking: Cell::new(false),
            variables: RefCell::new(None),
            deaths: RefCell::default(),
            stuck: RefCell::default(),
            standing: RefCell::new(None),
        }
    }

    // ---- Variables

    /// Whether variables are wanted.
    pub(crate) fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    /// Who writes the variables down, if that is due when so many records have been made.
    pub(crate) fn due(&self, records: u32) -> Option<Look> {
        self.wanted.filter(|(record, _)| records > *record).map(|(_, look)| look)
    }

    /// Who writes them down at the program's end, if that was not done before.
    pub(crate) fn due_at_end(&self) -> Option<Look> {
        self.wanted.filter(|_| self.variables.borrow().is_none()).map(|(_, look)| look)
    }

    /// Looking begins or ends.
    pub(crate) fn set_looking(&self, looking: bool) {
        self.looking.set(looking);
    }

    /// Whether the variables are looked at right now: what runs is none of the program's doing.
    pub(crate) fn is_looking(&self) -> bool {
        self.looking.get()
    }

    /// These are they.
    pub(crate) fn keep_variables(&self, variables: Vec<Frame>) {
        self.variables.replace(Some(variables));
    }

    /// Whether they have been looked at.
    pub(crate) fn has_looked(&self) -> bool {
        self.variables.borrow().is_some()
    }

    /// What they were.
    pub(crate) fn take_variables(&self) -> Option<Vec<Frame>> {
        self.variables.take()
    }

    // ---- What stands

    /// Whether a death with an error, or without one, would be remembered: an error says more than a cancellation.
    pub(crate) fn has_room_for(&self, error: bool) -> bool {
        error || self.deaths.borrow().len() < MOST_DEATHS
    }

    /// Remembers it. When there are too many, the earliest is forgotten.
    pub(crate) fn remember(&self, death: Death) {
        let mut deaths = self.deaths.borrow_mut();
        if deaths.len() >= MOST_DEATHS {
            deaths.pop_front();
        }
        deaths.push_back(death);
    }

    /// Those that are remembered, the latest last.
    pub(crate) fn deaths(&self) -> Ref<'_, VecDeque<Death>> {
        self.deaths.borrow()
    }

    /// These tasks wait for ever; a sentence for each.
    pub(crate) fn set_stuck(&self, stuck: Vec<String>) {
        self.stuck.replace(stuck);
    }

    /// The sentences on the tasks that wait for ever.
    pub(crate) fn stuck(&self) -> Vec<String> {
        self.stuck.borrow().clone()
    }

    /// Keeps what stands at the moment of the deadlock; false when that was done before.
    pub(crate) fn keep_standing(&self, sentences: impl FnOnce() -> Vec<String>) -> bool {
        if self.standing.borrow().is_some() {
            return false;
        }
        let sentences = sentences();
        self.standing.replace(Some(sentences));
        true
    }

    /// What stood then.
    pub(crate) fn take_standing(&self) -> Option<Vec<String>> {
        self.standing.take()
    }
}
