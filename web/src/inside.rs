//! The pane with the loop's inside: who runs, the ready queue, the timers, the await tree, futures and their callbacks, as
//! they are at the cursor. What goes from one list to another is seen going.

use loopscope_executor::Instant;
use loopscope_executor::trace::Actor;
use loopscope_strings::fill;
use loopscope_view::{Entry, Internals, Key, LaneState, State, internals, lane_name};

use leptos::prelude::{GetUntracked, With};

use crate::dom::{El, markup, target, watch};
use crate::flip::Flip;
use crate::hue::{hue, mark};
use crate::model::Action;
use crate::pane::pane;
use crate::state::{Pane, Phase, Session};

/// Entries of a list that are shown; of the rest, their number.
const MOST: usize = 40;

const LISTS: &str = r#"<div class="queues"><section><h3>{running}</h3><ol class="running-now"></ol></section><section><h3>{ready_queue}</h3><ol class="ready-queue"></ol></section><section><h3>{timers}</h3><ol class="timers"></ol></section></div><section><h3>{await_tree}</h3><ol class="await-tree"></ol></section><section><h3>{futures}</h3><ol class="futures"></ol></section>"#;

/// The pane.
pub(crate) fn inside(session: Session) -> El {
    let texts = session.texts;
    let lists = markup(
        LISTS,
        &[
            ("running", texts.running_now),
            ("ready_queue", texts.ready_queue),
            ("timers", texts.timers),
            ("await_tree", texts.await_tree),
            ("futures", texts.futures),
        ],
    );
    let section = pane(session, Pane::Inside, texts.inside, "", &lists);
    let places =
        [".running-now", ".ready-queue", ".timers", ".await-tree", ".futures"].map(|place| section.find(place));
    let body = section.find(".pane-body");
    let mut flip = Flip::new(body.raw().clone());
    let mut there: [String; 5] = Default::default();
    watch(move || {
        // What is folded away is not worth the work.
        if !session.open.get().contains(Pane::Inside) {
            return;
        }
        session.at_cursor.with(|_| ());
        let now = session.now.get();
        let held = session.of_shown(|run| {
            let mut state = State::clone(&session.at_cursor.get_untracked());
            state.now = state.now.max(now);
            let held = internals(session.lang, &run.scope, &state);
            (running(session, &state), held)
        });
        let Some((running, Internals { ready, timers, awaits, futures })) = held else { return };
        let lists = [
            list(session, &running, texts.nobody_runs, now),
            list(session, &ready, texts.nothing_ready, now),
            list(session, &timers, texts.no_timer, now),
            list(session, &awaits, texts.nobody_awaits, now),
            list(session, &futures, texts.no_future, now),
        ];
        if lists == there {
            return;
        }
        flip.before();
        for ((place, html), before) in places.iter().zip(&lists).zip(&there) {
            if html != before {
                place.raw().set_inner_html(html);
            }
        }
        there = lists;
        // While a run goes on, its own pace is to be seen.
        if session.phase.get_untracked() != Phase::Running {
            flip.after();
        }
    });
    body.on("click", move |event| {
        let since = target(&event, "[data-since]").and_then(|entry| entry.get_attribute("data-since")?.parse().ok());
        if let Some(since) = since {
            session.act(Action::Seek(loopscope_view::Cursor::after(since)));
        }
    });
    section
}

/// Who runs right now, as an entry.
fn running(session: Session, state: &State) -> Vec<Entry> {
    let (key, task) = match state.actor {
        Some(Actor::Task(task)) => (Key::Task(task), task),
        Some(Actor::Program) => (Key::Task(0), 0),
        Some(Actor::Callback(callback)) => (Key::Callback(callback), 0),
        Some(Actor::Timer(timer)) => (Key::Timer(timer), 0),
        Some(Actor::Outside) | None => return Vec::new(),
    };
    let title = session.of_shown(|run| match state.actor {
        Some(Actor::Callback(callback)) => run.scope.callback_name(callback).to_string(),
        _ => run
            .scope
            .lane_of(task)
            .and_then(|nth| run.scope.lanes().get(nth))
            .map_or_else(String::new, |lane| lane_name(session.lang, lane)),
    });
    vec![Entry {
        key,
        from: None,
        depth: 0,
        task,
        state: LaneState::Running,
        title: title.unwrap_or_default(),
        words: String::new(),
        line: state.line,
        since: state.cursor.0.saturating_sub(1),
        next_turn: false,
        span: None,
    }]
}

fn list(session: Session, entries: &[Entry], empty: &str, now: Instant) -> String {
    let texts = session.texts;
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
