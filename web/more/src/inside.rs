//! The loop's inside as HTML: who runs, the ready queue, the timers, the await tree, futures and their callbacks.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, thread_task};
use loopscope_markup::{hue, mark};
use loopscope_strings::{Lang, PaneTexts, fill, pane_texts};
use loopscope_view::{Cursor, Entry, Internals, InterventionPoint, Key, LaneState, Scope, State, internals, lane_name};

use crate::dom::{El, markup, target, watch};
use crate::flip::Flip;
use crate::interventions;
use crate::session::{Action, Session};

/// Entries of a list that are shown; of the rest, their number.
const MOST: usize = 40;

const LISTS: &str = r#"<div class="queues"><section><h3>{running}</h3><ol class="running-now"></ol></section><section><h3>{ready_queue}</h3><ol class="ready-queue"></ol></section><section><h3>{timers}</h3><ol class="timers"></ol></section></div><section><h3>{await_tree}</h3><ol class="await-tree"></ol></section><section><h3>{futures}</h3><ol class="futures"></ol></section>"#;

/// Fills the pane. What goes from one list to another is seen going.
pub(crate) fn inside(session: Session, section: &El) {
    let panes = session.panes;
    let lists = markup(
        LISTS,
        &[
            ("running", panes.running_now),
            ("ready_queue", panes.ready_queue),
            ("timers", panes.timers),
            ("await_tree", panes.await_tree),
            ("futures", panes.futures),
        ],
    );
    let body = section.find(".pane-body");
    body.raw().set_inner_html(&lists);
    section.find(".tools").raw().set_inner_html(&interventions::tools(panes));
    let undo = section.find("[data-deed=undo]");
    let block = section.find("[data-deed=block]");
    let places =
        [".running-now", ".ready-queue", ".timers", ".await-tree", ".futures"].map(|place| section.find(place));
    let mut flip = Flip::new(body.raw().clone());
    let mut there: [String; 5] = Default::default();
    watch(move || {
        // What is folded away is not worth the work.
        if session.open.get().0 == 0 {
            return;
        }
        let (cursor, now) = (session.cursor.get(), session.now.get());
        let point = interventions::point(session, cursor);
        let _ = undo
            .raw()
            .toggle_attribute_with_force("disabled", session.running.get() || session.interventions().is_empty());
        let _ = block.raw().toggle_attribute_with_force("disabled", point.is_none());
        let lists = session.of_shown(|run| lists_at(session.lang, &run.scope, point.as_ref(), cursor, now));
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
        if !session.running.get() {
            flip.after();
        }
    });
    section.on("click", move |event| {
        if let Some(button) = target(&event, "[data-deed]") {
            let of = |name| button.get_attribute(name).unwrap_or_default();
            interventions::act(session, &of("data-deed"), &of("data-on"));
            return;
        }
        let since = target(&event, "[data-since]").and_then(|entry| entry.get_attribute("data-since")?.parse().ok());
        if let Some(since) = since {
            session.act(Action::Seek(Cursor::after(since)));
        }
    });
}

/// The lists at a cursor. Of a run that goes on, the clock is ahead of the last record.
fn lists_at(lang: Lang, scope: &Scope, point: Option<&InterventionPoint>, cursor: Cursor, now: Instant) -> [String; 5] {
    let panes = pane_texts(lang);
    let mut state = scope.state_at(scope.inside_at(cursor));
    let now = state.now.max(now);
    state.now = now;
    let Internals { ready, timers, awaits, futures } = internals(lang, scope, &state);
    [
        list(panes, &running(lang, scope, &state), panes.nobody_runs, now, None),
        list(panes, &ready, panes.nothing_ready, now, point.map(|point| (point, true))),
        list(panes, &timers, panes.no_timer, now, None),
        list(panes, &awaits, panes.nobody_awaits, now, point.map(|point| (point, false))),
        list(panes, &futures, panes.no_future, now, None),
    ]
}

/// Who runs right now, as an entry.
fn running(lang: Lang, scope: &Scope, state: &State) -> Vec<Entry> {
    let (key, task) = match state.actor {
        Some(Actor::Task(task)) => (Key::Task(task), task),
        Some(Actor::Program | Actor::Cleanup) => (Key::Task(0), 0),
        Some(Actor::Callback(callback)) => (Key::Callback(callback), 0),
        Some(Actor::Timer(timer)) => (Key::Timer(timer), 0),
        Some(Actor::Thread(no)) => (Key::Task(thread_task(no)), thread_task(no)),
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

/// A list as HTML. `point`: where the reader may act, and whether the list is the ready queue.
fn list(
    panes: &PaneTexts,
    entries: &[Entry],
    empty: &str,
    now: Instant,
    point: Option<(&InterventionPoint, bool)>,
) -> String {
    if entries.is_empty() {
        return markup(r#"<li class="empty">{empty}</li>"#, &[("empty", empty)]);
    }
    let mut html = String::new();
    let mut next_turn = false;
    for entry in entries.iter().take(MOST) {
        if entry.next_turn && !next_turn {
            next_turn = true;
            html += &markup(r#"<li class="turn">{next_turn}</li>"#, &[("next_turn", panes.next_turn)]);
        }
        html += &item(entry, now);
        if let Some((point, ready)) = point {
            html += &interventions::buttons(panes, point, entry.key, ready, &entry.title);
        }
        html += "</li>";
    }
    if let Some(more) = entries.len().checked_sub(MOST).filter(|more| *more > 0) {
        let more = fill(panes.more_entries, &[("count", &more.to_string())]);
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
    html + "</button>"
}
