//! What the reader does to a run, as typed: `--deed 12:cancel=Task-2`.
//!
//! The number is that of a record in the trace that `loopscope trace` prints with the deeds before this one; what is done
//! there is done at the nearest point between two entries, as on the page.

use loopscope_engine::native::run_virtual;
use loopscope_engine::protocol::{Deed, EntryNo, Intervention, Program};
use loopscope_engine::session::LIMITS;
use loopscope_lessons::nearest::did_you_mean;
use loopscope_view::{Cursor, DeedPoint, ReadyItem, Scope};

use crate::failure::Failure;

const KINDS: [&str; 4] = ["cancel", "raise", "block", "next"];

/// What `raise` raises when nothing else is said.
const MESSAGE: &str = "raised by the reader";

/// The longest that the loop can be blocked for, in seconds.
const LONGEST_BLOCK: f64 = 3600.0;

/// Adds deeds to a program.
pub(crate) fn add(program: &mut Program, given: &[String]) -> Result<(), Failure> {
    for text in given {
        let deed = read(program, text).map_err(|why| match why {
            Wrong::Deed(why) => Failure::usage(format!("--deed {text}: {why}")),
            Wrong::Program(why) => Failure::usage(why),
        })?;
        program.deeds.push(deed);
    }
    Ok(())
}

enum Wrong {
    Deed(String),
    Program(String),
}

fn read(program: &Program, text: &str) -> Result<Intervention, Wrong> {
    let form = || "a deed is written record:what, as in --deed 12:cancel=Task-2 or --deed 12:block=1".to_owned();
    let (record, what) = text.split_once(':').ok_or_else(|| Wrong::Deed(form()))?;
    let (kind, value) = what.split_once('=').ok_or_else(|| Wrong::Deed(form()))?;
    let (kind, value) = (kind.trim(), value.trim());
    if !KINDS.contains(&kind) {
        return Err(Wrong::Deed(format!("there is no deed \"{kind}\"{}", did_you_mean(kind, "Deeds", KINDS))));
    }
    let record: u32 = record.trim().parse().map_err(|_| Wrong::Deed(form()))?;
    let scope = Scope::new(run_virtual(program, LIMITS).map_err(Wrong::Program)?.trace);
    if record >= scope.len() {
        let last = scope.len().saturating_sub(1);
        return Err(Wrong::Deed(format!("there is no record {record}; the trace has records 0 to {last}")));
    }
    let point = scope
        .deed_point(Cursor::after(record))
        .ok_or_else(|| Wrong::Deed("nothing can be done: the program never enters the loop".to_owned()))?;
    let deed = deed(&scope, &point, kind, value).map_err(Wrong::Deed)?;
    Ok(Intervention { at: point.at, deed })
}

fn deed(scope: &Scope, point: &DeedPoint, kind: &str, value: &str) -> Result<Deed, String> {
    let tasks: Vec<_> =
        point.tasks.iter().map(|task| (scope.name_at(*task, point.cursor).to_string(), *task)).collect();
    match kind {
        "cancel" => pick(value, "Tasks alive there", &tasks).map(Deed::Cancel),
        "raise" => match (pick(value, "Tasks alive there", &tasks), value.split_once(':')) {
            (Err(_), Some((name, message))) => {
                pick(name, "Tasks alive there", &tasks).map(|task| Deed::Raise(task, message.trim().to_owned()))
            }
            (task, _) => task.map(|task| Deed::Raise(task, MESSAGE.to_owned())),
        },
        "next" => {
            let ready = point.ready.iter().map(|entry| match entry.item {
                ReadyItem::Task(no) => (entry.name.to_string(), EntryNo::Task(no)),
                ReadyItem::Callback(no) => (format!("callback-{no}"), EntryNo::Callback(no)),
            });
            pick(value, "Entries ready there", &ready.collect::<Vec<_>>()).map(Deed::RunNext)
        }
        _ => match value.parse::<f64>() {
            Ok(seconds) if (0.0..=LONGEST_BLOCK).contains(&seconds) => Ok(Deed::Block((seconds * 1e9) as u64)),
            _ => Err(format!("\"{value}\" must be a number of seconds from 0 to {LONGEST_BLOCK}")),
        },
    }
}

/// The one with this name.
fn pick<T: Copy>(name: &str, plural: &str, known: &[(String, T)]) -> Result<T, String> {
    let found = known.iter().find(|(known, _)| known == name).map(|(_, it)| *it);
    let names = known.iter().map(|(name, _)| name.as_str());
    found.ok_or_else(|| format!("\"{name}\" is not there{}", did_you_mean(name, plural, names)))
}
