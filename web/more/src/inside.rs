//! The loop's inside as HTML: who runs, the ready queue, the timers, the await tree, futures and their callbacks.

use loopscope_executor::Instant;
use loopscope_executor::trace::Actor;
use loopscope_markup::{hue, mark, markup};
use loopscope_strings::{Lang, Page, fill, page};
use loopscope_view::{Cursor, Entry, Internals, Key, LaneState, Scope, State, internals, lane_name};

/// Entries of a list that are shown; of the rest, their number.
const MOST: usize = 40;

/// The lists at a cursor, when loop time is `now`, in nanoseconds.
pub(crate) fn inside(lang: Lang, scope: &Scope, cursor: Cursor, now: f64) -> [String; 5] {
    let texts = page(lang);
    let mut state = scope.state_at(cursor);
    // `as` saturates. Of a run that goes on, the clock is ahead of the last record.
    let now = state.now.max(Instant::from_nanos(now as u64));
    state.now = now;
    let Internals { ready, timers, awaits, futures } = internals(lang, scope, &state);
    [
        list(texts, &running(lang, scope, &state), texts.nobody_runs, now),
        list(texts, &ready, texts.nothing_ready, now),
        list(texts, &timers, texts.no_timer, now),
        list(texts, &awaits, texts.nobody_awaits, now),
        list(texts, &futures, texts.no_future, now),
    ]
}

/// Who runs right now, as an entry.
fn running(lang: Lang, scope: &Scope, state: &State) -> Vec<Entry> {
    let (key, task) = match state.actor {
        Some(Actor::Task(task)) => (Key::Task(task), task),
        Some(Actor::Program) => (Key::Task(0), 0),
        Some(Actor::Callback(callback)) => (Key::Callback(callback), 0),
        Some(Actor::Timer(timer)) => (Key::Timer(timer), 0),
        Some(Actor::Outside | Actor::Reader) | None => return Vec::new(),
    };
    let title = match state.actor {
        Some(Actor::Callback(callback)) => scope.callback_name(callback).to_string(),
        _ => {
            let lane = scope.lane_of(task).and_then(|nth| scope.lanes().get(nth));
            lane.map_or_else(String::new, |lane| lane_name(lang, lane))
        }
    };
    vec![Entry {
        key,
        from: None,
        depth: 0,
        task,
        state: LaneState::Running,
        title,
        words: String::new(),
        line: state.line,
        since: state.cursor.0.saturating_sub(1),
        next_turn: false,
        span: None,
    }]
}

fn list(texts: &Page, entries: &[Entry], empty: &str, now: Instant) -> String {
    if entries.is_empty() {
        return markup(r#"<li class="empty">{empty}</li>"#, &[("empty", empty)]);
    }
    let mut html = String::new();
    let mut next_turn = false;
    for entry in entries.iter().take(MOST) {
        if entry.next_turn && !next_turn {
            next_turn = true;
            html += &markup(r#"<li class="turn">{next_turn}</li>"#, &[("next_turn", texts.next_turn)]);
        }
        html += &item(entry, now);
    }
    if let Some(more) = entries.len().checked_sub(MOST).filter(|more| *more > 0) {
        let more = fill(texts.more_entries, &[("count", &more.to_string())]);
        html += &markup(r#"<li class="empty">{more}</li>"#, &[("more", &more)]);
    }
    html
}

fn item(entry: &Entry, now: Instant) -> String {
    let from = entry.from.map(Key::id).unwrap_or_default();
    let state = match entry.state {
        LaneState::Waiting => " waits",
        LaneState::Failed => " fails",
        _ => "",
    };
    let mut html = markup(
        r#"<li class="depth-{depth} {hue}{state}" data-key="{key}" data-from="{from}"><button type="button" data-since="{since}">"#,
        &[
            ("depth", &entry.depth.min(5).to_string()),
            ("hue", &hue(entry.task)),
            ("state", state),
            ("key", &entry.key.id()),
            ("from", &from),
            ("since", &entry.since.to_string()),
        ],
    );
    if matches!(entry.key, Key::Task(_) | Key::Own(_)) {
        html += &mark(entry.task, entry.state == LaneState::Waiting);
    }
    html += &markup(
        r#"<span class="title">{title}</span> <span class="words">{words}</span>"#,
        &[("title", &entry.title), ("words", &entry.words)],
    );
    if let Some((set, due)) = entry.span {
        let (whole, left) = (due.saturating_since(set).as_secs_f64(), due.saturating_since(now).as_secs_f64());
        // Hundredths of what there was to wait; `as` truncates.
        let left = if whole > 0.0 { (left / whole * 100.0) as u32 } else { 0 };
        html += &markup(
            r#"<svg class="left" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h{left}v3H0z"/></svg>"#,
            &[("left", &left.min(100).to_string())],
        );
    }
    html + "</button></li>"
}
