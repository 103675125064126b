//! How a task shows: its colour and mark, the same in the code, on the timeline and in the log, and what it waits for.

use loopscope_executor::trace::TaskNo;
use loopscope_view::{Lang, PROGRAM, Wait, wait_words};

/// How many colours the stylesheet has for tasks.
const HUES: u32 = 6;

/// The class with a task's colour; the program's top level has none of its own.
pub(crate) fn hue(task: TaskNo) -> String {
    let nth = if task == PROGRAM { 0 } else { (task - 1) % HUES + 1 };
    ["hue-", &nth.to_string()].concat()
}

/// A task's mark, an ornament beside its name, as HTML.
pub(crate) fn mark(task: TaskNo, waiting: bool) -> String {
    let number = if task == PROGRAM { "·".to_owned() } else { task.to_string() };
    let waiting = if waiting { " waiting" } else { "" };
    ["<span class=\"mark ", &hue(task), waiting, "\" aria-hidden=\"true\">", &number, "</span>"].concat()
}

/// What a task waits for, where there is little room: without the time, which the timeline shows.
pub(crate) fn short_wait(lang: Lang, wait: &Wait) -> String {
    match wait {
        Wait::Future { name, .. } if !name.is_empty() => name.to_string(),
        _ => wait_words(lang, wait),
    }
}
