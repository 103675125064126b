//! Be the loop: while nothing moves, the reader cancels a task, makes it raise, blocks the loop for a second, or chooses who
//! runs next. What they have done is a list, kept by the page, which its engines replay; undoing drops its last.

use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Intervention};
use loopscope_protocol::Command;
use loopscope_strings::PaneTexts;
use loopscope_view::{Cursor, InterventionPoint, Key};

use crate::dom::markup;
use crate::session::{Action, Session};

/// What blocking the loop takes, in nanoseconds.
const SECOND: u64 = 1_000_000_000;

/// Where the reader may act now; nowhere while the run goes on.
pub(crate) fn point(session: Session, cursor: Cursor) -> Option<InterventionPoint> {
    if session.running.get() {
        return None;
    }
    let now = session.now.get();
    session.run(|run| {
        let mut point = run.scope.intervention_point(cursor)?;
        // A live run that stands at its newest record: its clock may have gone on since.
        if cursor >= run.scope.last() && !point.at.begun {
            point.at.time = point.at.time.max(now);
        }
        Some(point)
    })
}

/// The buttons of the pane's head.
pub(crate) fn tools(panes: &PaneTexts) -> String {
    markup(
        r#"<button type="button" class="quiet" data-deed="block">{block}</button><button type="button" class="quiet" data-deed="undo">{undo}</button>"#,
        &[("block", panes.act_block), ("undo", panes.act_undo)],
    )
}

/// The buttons beside an entry of the loop's inside: what can be done with it.
pub(crate) fn buttons(panes: &PaneTexts, point: &InterventionPoint, key: Key, ready: bool, name: &str) -> String {
    let button = |deed: &str, words: &str| {
        // A short form, and what it says at length.
        let (text, long) = words.split_once('|').unwrap_or((words, words));
        let title = loopscope_strings::fill(long, &[("name", name)]);
        markup(
            r#"<button type="button" class="quiet" data-deed="{deed}" data-on="{key}" aria-label="{title}" title="{title}">{text}</button>"#,
            &[("deed", deed), ("key", &key.id()), ("title", &title), ("text", text)],
        )
    };
    let mut html = String::new();
    if ready {
        let first = point.ready.first().is_none_or(|entry| names(entry.item.into(), key));
        if !first && point.ready.iter().any(|entry| names(entry.item.into(), key)) {
            html += &button("next", panes.act_next);
        }
    } else if let Key::Task(task) = key
        && point.tasks.contains(&task)
    {
        html += &button("cancel", panes.act_cancel);
        html += &button("raise", panes.act_raise);
    }
    if html.is_empty() { html } else { ["<span class=\"deeds\">", &html, "</span>"].concat() }
}

/// Whether an entry of the ready queue is what stands under a key: a callback of a timer or a future has that one's.
fn names(entry: EntryNo, key: Key) -> bool {
    match (entry, key) {
        (EntryNo::Task(no), Key::Task(task)) => no == task,
        (EntryNo::Callback(no), Key::Callback(callback)) => no == callback,
        _ => false,
    }
}

/// Does what a button says: its `data-deed` and `data-on`.
pub(crate) fn act(session: Session, deed: &str, on: &str) {
    let cursor = session.cursor.get_untracked();
    let Some(point) = point(session, cursor) else { return };
    let task = || point.tasks.iter().copied().find(|task| Key::Task(*task).id() == on);
    let entry = || {
        let mut entries = point.ready.iter().map(|entry| EntryNo::from(entry.item));
        entries.find(|entry| match entry {
            EntryNo::Task(no) => Key::Task(*no).id() == on,
            EntryNo::Callback(no) => Key::Callback(*no).id() == on,
        })
    };
    let deed = match deed {
        "undo" => {
            let mut before = session.interventions();
            before.pop();
            session.act(Action::Interventions(Command::SetInterventions(before), cursor));
            return;
        }
        "block" => Some(Act::Block(SECOND)),
        "cancel" => task().map(Act::Cancel),
        "raise" => task().map(|task| Act::Raise(task, session.panes.act_error.to_owned())),
        _ => entry().map(Act::RunNext),
    };
    let Some(deed) = deed else { return };
    let mut done = session.interventions();
    done.push(Intervention { at: point.at, deed });
    // The intervention's own record is the first one behind the point.
    session.act(Action::Interventions(Command::SetInterventions(done), Cursor(point.cursor.0 + 1)));
}
