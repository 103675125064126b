//! What a record holds, for who shows records without knowing their kind: text and JSON tell a new kind by it.

use crate::time::Instant;
use crate::trace::{Actor, Ending, EntryNo, TextId, Waiting};

/// Something that a record holds ([`crate::trace::Kind::parts`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A number.
    Number(u64),
    /// An instant of loop time.
    Time(Instant),
    /// A text of the trace.
    Text(TextId),
    /// Who did something.
    Actor(Actor),
    /// Something that stands in the ready queue.
    Entry(EntryNo),
    /// What somebody waits for.
    Waiting(Waiting),
    /// How something ended.
    Ending(Ending),
    /// One of several things, by its name here (`AlreadyQueued`), and what belongs to it.
    Word(&'static str, Option<Box<Part>>),
}

impl Part {
    /// A name of a [`Part::Word`] as kinds are written: `already-queued`.
    #[must_use]
    pub fn kebab(name: &str) -> String {
        let mut out = String::with_capacity(name.len() + 2);
        for char in name.chars() {
            if char.is_ascii_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.push(char.to_ascii_lowercase());
        }
        out
    }
}
