//! What the reader does to a run, as links keep it (`d=…`): bytes in hexadecimal digits. Links live for ever, so that what is written
//! here is fixed by this file alone: a form that differs begins with another byte, and this one stays readable.
//!
//! ```text
//!   02 · how many · each: entries · begun (0 or 1) · nanoseconds · act
//!   act: 0 task            cancels it
//!        1 task text       raises in it
//!        2 nanoseconds     blocks the loop
//!        3 0 task          puts a task's next step first; 3 1 callback: a callback
//! ```
//!
//! Numbers are in groups of seven bits, texts have their lengths before them. Bytes behind the last intervention, and a missing
//! last digit, are passed over, as they always were.

use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Instant, Intervention, Point};

use crate::wire::{Reader, Writer};

/// What the form begins with. It was once the place of a command in the protocol, so that links from then are of this form too.
const FORM: u8 = 2;

/// As a link has them.
#[must_use]
pub fn write(interventions: &[Intervention]) -> String {
    let mut writer = Writer::default();
    writer.byte(FORM);
    writer.count(interventions.len());
    for Intervention { at, act } in interventions {
        writer.number(at.entries);
        writer.byte(at.begun.into());
        writer.number(at.time.as_nanos());
        self::act(&mut writer, act);
    }
    writer.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What a link says; `None` when it is not of any form.
#[must_use]
pub fn read(digits: &str) -> Option<Vec<Intervention>> {
    let digits: Option<Vec<u8>> = digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect();
    let mut reader = Reader(&bytes);
    if reader.byte()? != FORM {
        return None;
    }
    reader.list(|reader| {
        let (entries, begun) = (reader.number()?, reader.flag()?);
        let at = Point { entries, begun, time: Instant::from_nanos(reader.long()?) };
        Some(Intervention { at, act: read_act(reader)? })
    })
}

fn act(writer: &mut Writer, act: &Act) {
    match act {
        Act::Cancel(task) => {
            writer.byte(0);
            writer.number(*task);
        }
        Act::Raise(task, message) => {
            writer.byte(1);
            writer.number(*task);
            writer.text(message);
        }
        Act::Block(nanos) => {
            writer.byte(2);
            writer.number(*nanos);
        }
        Act::RunNext(entry) => {
            let (kind, no) = match *entry {
                EntryNo::Task(task) => (0, task),
                EntryNo::Callback(callback) => (1, callback),
            };
            writer.byte(3);
            writer.byte(kind);
            writer.number(no);
        }
    }
}

fn read_act(reader: &mut Reader<'_>) -> Option<Act> {
    Some(match reader.byte()? {
        0 => Act::Cancel(reader.number()?),
        1 => Act::Raise(reader.number()?, reader.text()?),
        2 => Act::Block(reader.long()?),
        3 => Act::RunNext(match reader.byte()? {
            0 => EntryNo::Task(reader.number()?),
            1 => EntryNo::Callback(reader.number()?),
            _ => return None,
        }),
        _ => return None,
    })
}

/// A hexadecimal digit.
pub(crate) fn digit(half: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(half)])
}
