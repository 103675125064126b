//! A run that is over, as a file: what a page of the playground shows until its engine is there. A browser may have kept a file of
//! another build's, so that the form is fixed here and says its version.
//!
//! ```text
//!   LOOPSCOPE · 1 · nanoseconds at its end · outcome · records and texts (crates/executor/src/packed.rs, in postcard's form)
//!   outcome: 0 finished · 1 failed, text · 2 deadlocked, texts · 3 limited, text · 4 stopped · 5 asks, text
//! ```

use std::fmt;

use loopscope_executor::Instant;

use crate::run::{Outcome, Recording};
use crate::wire::{Reader, Writer};

const MAGIC: &[u8] = b"LOOPSCOPE";
const VERSION: u8 = 1;

/// A file is no run, or one of a later form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRecording;

impl fmt::Display for NoRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the recorded run comes from another version of the site; reload the page")
    }
}

impl std::error::Error for NoRecording {}

impl Recording {
    /// The run as a file.
    #[must_use]
    pub fn to_file(&self) -> Vec<u8> {
        let mut writer = Writer(MAGIC.to_vec());
        writer.byte(VERSION);
        writer.number(self.end.as_nanos());
        outcome(&mut writer, &self.outcome);
        // It fails for what cannot tell its length, which vectors can.
        writer.0.extend(postcard::to_allocvec(&self.chunk).unwrap_or_default());
        writer.0
    }

    /// The run in a file.
    ///
    /// # Errors
    /// [`NoRecording`] when it is none, or of a form that this build does not know.
    pub fn from_file(file: &[u8]) -> Result<Recording, NoRecording> {
        read(file).ok_or(NoRecording)
    }
}

fn read(file: &[u8]) -> Option<Recording> {
    let mut reader = Reader(file.strip_prefix(MAGIC)?);
    if reader.byte()? != VERSION {
        return None;
    }
    let end = Instant::from_nanos(reader.long()?);
    let outcome = read_outcome(&mut reader)?;
    Some(Recording { chunk: postcard::from_bytes(reader.0).ok()?, end, outcome })
}

fn outcome(writer: &mut Writer, outcome: &Outcome) {
    writer.byte(match outcome {
        Outcome::Finished => 0,
        Outcome::Failed(_) => 1,
        Outcome::Deadlocked(_) => 2,
        Outcome::Limited(_) => 3,
        Outcome::Stopped => 4,
        Outcome::Asks(_) => 5,
    });
    match outcome {
        Outcome::Finished | Outcome::Stopped => {}
        Outcome::Failed(text) | Outcome::Limited(text) | Outcome::Asks(text) => writer.text(text),
        Outcome::Deadlocked(texts) => {
            writer.count(texts.len());
            texts.iter().for_each(|text| writer.text(text));
        }
    }
}

fn read_outcome(reader: &mut Reader<'_>) -> Option<Outcome> {
    Some(match reader.byte()? {
        0 => Outcome::Finished,
        1 => Outcome::Failed(reader.text()?),
        2 => Outcome::Deadlocked(reader.list(Reader::text)?),
        3 => Outcome::Limited(reader.text()?),
        4 => Outcome::Stopped,
        5 => Outcome::Asks(reader.text()?),
        _ => return None,
    })
}
