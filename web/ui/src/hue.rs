//! How a task shows: its colour and mark, the same in the code, on the timeline and in the log, and what it waits for.

use loopscope_view::{Lang, Wait, wait_words};

pub use loopscope_markup::{hue, mark};

/// What a task waits for, where there is little room: without the time, which the timeline shows.
pub fn short_wait(lang: Lang, wait: &Wait) -> String {
    match wait {
        Wait::Future { name, .. } if !name.is_empty() => name.to_string(),
        _ => wait_words(lang, wait),
    }
}
