//! The loop's inside: who runs, the ready queue, the timers, the await tree, futures and their callbacks. What goes from one
//! list to another is seen going.

mod entry;
mod interventions;

use leptos::html;
use leptos::prelude::*;
use loopscope_executor::trace::{Actor, thread_task};
use loopscope_strings::fill;
use loopscope_view::{Entry, Internals, Key, LaneState, Scope, State, internals, lane_name};

use crate::browser::flip::Flip;
use crate::live::{InARow, effect, live_view, memo};
use crate::panes::PaneFrame;
use crate::session::{Phase, Session, use_session};
use entry::{Item, items};
use interventions::Tools;
use loopscope_protocol::pane::Pane;

/// Entries of a list that are shown; of the rest, their number.
const MOST: usize = 40;

/// What the pane shows at a moment.
#[derive(Clone, Default, PartialEq)]
struct Lists {
    running: Vec<Item>,
    ready: Vec<Item>,
    timers: Vec<Item>,
    awaits: Vec<Item>,
    futures: Vec<Item>,
}

/// The pane.
#[component]
pub(crate) fn Inside() -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let lists =
        RwSignal::new(untrack(|| if session.is_open(Pane::Inside) { lists(session) } else { Lists::default() }));
    let body = NodeRef::<html::Div>::new();
    keep(session, lists, body);
    let of = move |read: fn(&Lists) -> &Vec<Item>| memo(move || lists.with(|lists| read(lists).clone()));
    // Nobody can act in the place of the Python engine's loop.
    let by_python = session.by_python;
    let tools = move || live_view(move || (!by_python.get()).then(|| view! { <Tools/> }));
    let no_acts = move || by_python.get().then(|| view! { <p class="hint no-acts">{panes.no_acts}</p> });
    view! {
        <PaneFrame pane=Pane::Inside title=session.texts.inside about=session.texts.about_inside tools>
            {live_view(no_acts)}
            <div class="lists" node_ref=body>
                <div class="queues">
                    <List title=panes.running_now class="running-now" empty=panes.nobody_runs items=of(|all| &all.running)/>
                    <List title=panes.ready_queue class="ready-queue" empty=panes.nothing_ready items=of(|all| &all.ready)/>
                    <List title=panes.timers class="timers" empty=panes.no_timer items=of(|all| &all.timers)/>
                </div>
                <List title=panes.await_tree class="await-tree" empty=panes.nobody_awaits items=of(|all| &all.awaits)/>
                <List title=panes.futures class="futures" empty=panes.no_future items=of(|all| &all.futures)/>
            </div>
        </PaneFrame>
    }
}

/// Keeps the lists while they are open, and lets what moves be seen moving; while a run goes on, its own pace is to be seen.
fn keep(session: Session, lists: RwSignal<Lists>, body: NodeRef<html::Div>) {
    let mut flip = Flip::default();
    effect(move || {
        // What is folded away is not worth the work.
        if !session.is_open(Pane::Inside) {
            return;
        }
        let new = self::lists(session);
        if lists.with_untracked(|before| *before == new) {
            return;
        }
        let moves = session.phase.get_untracked() != Phase::Running;
        if let Some(body) = body.get_untracked().filter(|_| moves) {
            flip.before(&body);
            let flip = flip.take();
            lists.set(new);
            request_animation_frame(move || flip.after(&body));
        } else {
            lists.set(new);
        }
    });
}

/// The lists at the cursor. Of a run that goes on, the clock is ahead of the last record.
fn lists(session: Session) -> Lists {
    let lang = session.lang;
    let (cursor, now) = (session.cursor.get(), session.now.get());
    let point = interventions::point(session);
    let of = |run: &crate::run::Run| {
        let scope = &run.scope;
        let mut state = scope.state_at(scope.inside_at(cursor));
        state.now = state.now.max(now);
        let Internals { ready, timers, awaits, futures } = internals(lang, scope, &state);
        let now = state.now;
        let item = |of: &[Entry], ready: Option<bool>| items(of, now, point.as_ref().zip(ready));
        Lists {
            running: item(&running(session, scope, &state), None),
            ready: item(&ready, Some(true)),
            timers: item(&timers, None),
            awaits: item(&awaits, Some(false)),
            futures: item(&futures, None),
        }
    };
    session.of_shown(of).unwrap_or_default()
}

/// Who runs right now, as an entry.
fn running(session: Session, scope: &Scope, state: &State) -> Vec<Entry> {
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
            lane.map_or_else(String::new, |lane| lane_name(session.lang, lane))
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

/// A list with its heading. Of many entries the first are shown, and how many more there are.
#[component]
fn List(title: &'static str, class: &'static str, empty: &'static str, items: Memo<Vec<Item>>) -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let count = memo(move || items.with(Vec::len));
    let more = move || {
        let more = count.get().checked_sub(MOST).filter(|more| *more > 0)?;
        Some(view! { <li class="empty">{fill(panes.more_entries, &[("count", &more.to_string())])}</li> })
    };
    view! {
        <section>
            <h3>{title}</h3>
            <ol class=class>
                {live_view(move || (count.get() == 0).then(|| view! { <li class="empty">{empty}</li> }))}
                {live_view(move || items.get().into_iter().take(MOST).map(|item| view! { <entry::Row item/> }).in_a_row())}
                {live_view(more)}
            </ol>
        </section>
    }
}
