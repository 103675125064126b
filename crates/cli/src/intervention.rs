//! What the reader does to a run, as typed: `--intervene 12:cancel=Task-2`.
//!
//! The number is that of a record in the trace that `loopscope trace` prints with the interventions before this one; what is done
//! there is done at the nearest point between two entries, as on the page.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Intervention};
use loopscope_lessons::nearest::did_you_mean;
use loopscope_protocol::Program;
use loopscope_view::{Cursor, InterventionPoint, ReadyItem, Scope};

use crate::failure::Failure;

const KINDS: [&str; 4] = ["cancel", "raise", "block", "next"];

/// What `raise` raises when nothing else is said.
const MESSAGE: &str = "raised by the reader";

/// The longest that the loop can be blocked for, in seconds.
const LONGEST_BLOCK: f64 = 3600.0;

/// Adds interventions to a program.
pub(crate) fn add(program: &mut Program, given: &[String]) -> Result<(), Failure> {
    for text in given {
        let intervention = read(program, text).map_err(|why| match why {
            Wrong::Intervention(why) => Failure::usage(format!("--intervene {text}: {why}")),
            Wrong::Program(why) => Failure::usage(why),
        })?;
        program.interventions.push(intervention);
    }
    Ok(())
}

enum Wrong {
    Intervention(String),
    Program(String),
}

fn read(program: &Program, text: &str) -> Result<Intervention, Wrong> {
    let form = || {
        "an intervention is written record:what, as in --intervene 12:cancel=Task-2 or --intervene 12:block=1"
            .to_owned()
    };
    let (record, what) = text.split_once(':').ok_or_else(|| Wrong::Intervention(form()))?;
    let (kind, value) = what.split_once('=').ok_or_else(|| Wrong::Intervention(form()))?;
    let (kind, value) = (kind.trim(), value.trim());
    if !KINDS.contains(&kind) {
        return Err(Wrong::Intervention(format!(
            "there is no intervention \"{kind}\"{}",
            did_you_mean(kind, "Interventions", KINDS)
        )));
    }
    let record: u32 = record.trim().parse().map_err(|_| Wrong::Intervention(form()))?;
    let scope = Scope::new(run_virtual(program, LIMITS).map_err(Wrong::Program)?.trace);
    if record >= scope.len() {
        let last = scope.len().saturating_sub(1);
        return Err(Wrong::Intervention(format!("there is no record {record}; the trace has records 0 to {last}")));
    }
    let point = scope
        .intervention_point(Cursor::after(record))
        .ok_or_else(|| Wrong::Intervention("nothing can be done: the program never enters the loop".to_owned()))?;
    let act = act(&scope, &point, kind, value).map_err(Wrong::Intervention)?;
    Ok(Intervention { at: point.at, act })
}

fn act(scope: &Scope, point: &InterventionPoint, kind: &str, value: &str) -> Result<Act, String> {
    let tasks: Vec<_> =
        point.tasks.iter().map(|task| (scope.name_at(*task, point.cursor).to_string(), *task)).collect();
    match kind {
        "cancel" => pick(value, "Tasks alive there", &tasks).map(Act::Cancel),
        "raise" => match (pick(value, "Tasks alive there", &tasks), value.split_once(':')) {
            (Err(_), Some((name, message))) => {
                pick(name, "Tasks alive there", &tasks).map(|task| Act::Raise(task, message.trim().to_owned()))
            }
            (task, _) => task.map(|task| Act::Raise(task, MESSAGE.to_owned())),
        },
        "next" => {
            let ready = point.ready.iter().map(|entry| match entry.item {
                ReadyItem::Task(no) => (entry.name.to_string(), EntryNo::Task(no)),
                ReadyItem::Callback(no) => (format!("callback-{no}"), EntryNo::Callback(no)),
            });
            pick(value, "Entries ready there", &ready.collect::<Vec<_>>()).map(Act::RunNext)
        }
        _ => match value.parse::<f64>() {
            Ok(seconds) if (0.0..=LONGEST_BLOCK).contains(&seconds) => Ok(Act::Block((seconds * 1e9) as u64)),
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
