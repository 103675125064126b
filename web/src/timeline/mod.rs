//! The timeline pane: a lane for each task, the plan pale, what has happened strong, and a line at the moment one looks at.
//! Below a lane, the same task's life before the last change. A press or a drag moves the cursor; `gestures` has the rest.

mod axis;
mod drawing;
mod gestures;
mod levers;
mod window;

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_executor::trace::{TaskNo, WakeOutcome};
use loopscope_protocol::{Outcome, Status};
use loopscope_strings::fill;
use loopscope_view::{Cursor, Lane, LaneState, Scope, Wait, lane_name, seconds, state_words, wait_words};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, KeyboardEvent, ResizeObserver};

use crate::choice::{choice, wire_choice};
use crate::dom::{El, markup, target, watch};
use crate::hue::{hue, mark, short_wait};
use crate::model::{Action, Model};
use crate::more::Call;
use crate::pane::pane;
use crate::run::Run;
use crate::signal::{Cell, Derived, Small};
use crate::state::{Pane, Phase, Session};
use axis::{Axis, Scale, Spot};
use drawing::{LANE, Part};
use window::Window;

/// Height of the axis, in pixels.
const AXIS: i32 = 24;
/// With more wake-ups than this, only those of the turn that one looks at have their arrows.
const ARROWS: usize = 60;
/// After so much loop time a live run is compared with its plan, for which more of the page has to be loaded.
const WATCHED: Instant = Instant::from_nanos(1_000_000_000);
/// How much closer or farther a press of a button or key goes.
const ZOOM: f32 = 2.0;

/// The end of the axis while a hand holds the end of a sleep, in nanoseconds; 0 while none does.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Held(u64);

impl Small for Held {
    fn to_bits(self) -> u64 {
        self.0
    }
    fn from_bits(bits: u64) -> Self {
        Held(bits)
    }
}

const PICTURE: &str = r#"<div class="lanes" role="group" tabindex="0" aria-label="{timeline}"><ol class="names"></ol><div class="drawing"><svg role="img"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6"/></pattern></defs><g class="grid"></g><path class="arrows"/><g class="tasks"></g><path class="arrows strong"/><path class="now"/></svg><p class="tip" aria-hidden="true"></p></div></div><div class="below"><ul class="legend" aria-label="{legend}"></ul><p class="difference" role="status"></p></div><div class="halted"></div>"#;

const ZOOMS: &str = r#"<span class="zoom" role="group" aria-label="{zoom}"><button type="button" class="quiet out" title="{zoom_out}" aria-label="{zoom_out}">−</button><button type="button" class="quiet in" title="{zoom_in}" aria-label="{zoom_in}">+</button></span>"#;

/// The pane.
pub(crate) fn timeline(session: Session) -> El {
    let texts = session.texts;
    let zooms = [("zoom", texts.zoom), ("zoom_in", texts.zoom_in), ("zoom_out", texts.zoom_out)];
    let tools = markup(ZOOMS, &zooms) + &choice(texts.axis, [texts.axis_time, texts.axis_step]);
    let picture = markup(PICTURE, &[("timeline", texts.timeline), ("legend", texts.legend)]);
    let section = pane(session, Pane::Timeline, texts.timeline, &tools, &picture);
    let wanted = Cell::new(None::<bool>);
    // A run that takes no time can be shown by steps only.
    let by_step = Derived::new(move || {
        wanted.get().unwrap_or_else(|| session.model.with(|model| longest(model) == Instant::ZERO))
    });
    let window = Cell::new(Window::WHOLE);
    wire_choice(
        &section,
        move || by_step.get(),
        move |by_step| {
            wanted.set(Some(by_step));
            window.set(Window::WHOLE);
        },
    );

    let (width, rows) = (Cell::new(0_u32), Cell::new((0, 0)));
    let held = Cell::new(Held(0));
    let frame = section.find(".drawing");
    measure(section.find(".lanes").raw().clone(), frame.raw().clone(), width, rows);
    let scale = move || {
        session.shown.get();
        session.planned.get();
        let now = session.now.get();
        let held = held.get();
        session.model.with_untracked(|model| {
            let ghost = model.ghost.as_ref().map(|ghost| &ghost.scope);
            let end = longest(model).max(now).max(ghost.map_or(Instant::ZERO, Scope::end));
            Scale {
                axis: if by_step.get() { Axis::Step } else { Axis::Time },
                width: width.get() as i32,
                end: if held.0 == 0 { end } else { Instant::from_nanos(held.0) },
                steps: runs(model).map(|run| run.scope.len()).chain(ghost.map(Scope::len)).max().unwrap_or(0),
                window: window.get(),
            }
        })
    };
    // The lanes' number.
    let count = Derived::new(move || {
        session.shown.get();
        session.planned.get();
        session.model.with_untracked(|model| tasks(model).len() as u32)
    });
    let height = move || count.get() as i32 * LANE + AXIS;
    names(session, &section.find(".names"));
    section
        .find(".drawing svg")
        .live_attr("aria-label", move || {
            let time = session.model.with(|model| seconds(longest(model)));
            fill(texts.timeline_words, &[("tasks", &count.get().to_string()), ("time", &time)])
        })
        .live_attr("width", move || width.get().to_string())
        .live_attr("height", move || height().to_string());
    section.find(".grid").live_html(move || {
        let ticks = scale().ticks(|time| fill(texts.clock_seconds, &[("time", time)]));
        drawing::grid(&ticks, AXIS, height())
    });
    lanes(session, section.find(".tasks").raw().clone(), scale, rows);
    section.find(".arrows").live_attr("d", move || arrows(session, &scale(), false));
    section.find(".arrows.strong").live_attr("d", move || arrows(session, &scale(), true));
    section.find(".now").live_attr("d", move || {
        let x = scale().x(session.cursor.get().0, session.now.get());
        ["M", &x.to_string(), " ", &(AXIS - 5).to_string(), "V", &height().to_string()].concat()
    });
    section.find(".legend").live_html(move || legend(session));
    section.find(".difference").live_text(move || difference(session));
    section.find(".halted").live_html(move || halted(session)).on("click", move |event| {
        let since = target(&event, "[data-since]").and_then(|row| row.get_attribute("data-since")?.parse().ok());
        if let Some(since) = since {
            session.act(Action::Seek(Cursor::after(since)));
        }
    });

    // Zoomed in, the window follows the cursor.
    watch(move || {
        let (cursor, now) = (session.cursor.get(), session.now.get());
        let whole = untrack(scale);
        window.set(whole.window.hold(whole.part(cursor.0, now) as f32));
    });
    let zoom = move |factor: f32| window.set(window.get_untracked().zoom(untrack(scale).about(session), factor));
    section.find(".in").on_click(move || zoom(1.0 / ZOOM));
    section.find(".out").live_flag("disabled", move || window.get().is_whole()).on_click(move || zoom(ZOOM));
    section.find(".lanes").on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => zoom(1.0 / ZOOM),
            "-" => zoom(ZOOM),
            "0" => window.set(Window::WHOLE),
            _ => return,
        }
        event.prevent_default();
    });
    gestures::wire(session, &frame, scale, window, held);
    section
}

impl Scale {
    /// What stays where it is when one zooms without a pointer: the cursor if it is in sight, else the middle.
    fn about(&self, session: Session) -> f32 {
        let part = self.part(session.cursor.get_untracked().0, session.now.get_untracked()) as f32;
        let about = (part - self.window.from) / self.window.span;
        if (0.0..=1.0).contains(&about) { about } else { 0.5 }
    }
}

/// The plan and the run that is shown.
fn runs(model: &Model) -> impl Iterator<Item = &Run> {
    [model.plan.as_ref(), model.shown()].into_iter().flatten()
}

/// Until when the plan or the live run lasts.
fn longest(model: &Model) -> Instant {
    runs(model).map(|run| run.scope.end()).max().unwrap_or(Instant::ZERO)
}

/// The plan and the live run, as far as they are drawn: beside a run that has ended, its plan is of no more interest.
fn scopes(model: &Model) -> (Option<&Scope>, Option<&Scope>) {
    let live = model.live.as_ref().map(|live| &live.run);
    let plan = model.plan.as_ref().filter(|_| live.is_none_or(|live| !live.ended()));
    (plan.map(|run| &run.scope), live.map(|run| &run.scope))
}

/// The tasks that have a lane, in order.
fn tasks(model: &Model) -> Vec<TaskNo> {
    let (plan, live) = scopes(model);
    drawing::lanes(plan, live)
}

fn lane_in(scope: &Scope, task: TaskNo) -> Option<&Lane> {
    scope.lanes().get(scope.lane_of(task)?)
}

/// A task's lane. What the live run knows of a task is newer.
fn lane_of(model: &Model, task: TaskNo) -> Option<&Lane> {
    let (plan, live) = scopes(model);
    [live, plan].into_iter().flatten().find_map(|scope| lane_in(scope, task))
}

/// The lanes' names: buttons that lead to the next thing that happens to the task. They say what it does at the cursor,
/// which the drawing shows.
fn names(session: Session, list: &El) {
    let texts = session.texts;
    let version = Derived::new(move || {
        session.planned.get();
        session.shown.get()
    });
    list.live_html(move || {
        version.get();
        let mut html = String::new();
        session.model.with_untracked(|model| {
            for task in tasks(model) {
                let Some(lane) = lane_of(model, task) else { continue };
                let (number, depth) = (task.to_string(), lane.depth.min(5).to_string());
                html += &markup(
                    r#"<li class="depth-{depth}"><button type="button" data-task="{task}">"#,
                    &[("depth", &depth), ("task", &number)],
                );
                html += &mark(task, false);
                html += &markup(
                    r#"<span class="name">{name}</span></button></li>"#,
                    &[("name", &lane_name(session.lang, lane))],
                );
            }
        });
        html
    });
    let buttons = list.raw().clone();
    let mut said: Vec<String> = Vec::new();
    let mut of = version.get_untracked();
    watch(move || {
        // Other buttons say nothing yet.
        if std::mem::replace(&mut of, version.get()) != of {
            said.clear();
        }
        let state = session.at_cursor();
        let says = session.model.with_untracked(|model| {
            let says = |task: TaskNo| {
                let name = lane_of(model, task).map(|lane| lane_name(session.lang, lane)).unwrap_or_default();
                let Some(at) = state.tasks.iter().find(|other| other.task == task) else {
                    return fill(texts.lane_unborn, &[("name", &name)]);
                };
                words(session, &name, at.state, at.waiting.as_ref())
            };
            tasks(model).into_iter().map(says).collect::<Vec<String>>()
        });
        let items = buttons.children();
        for (nth, says) in says.iter().enumerate().filter(|(nth, says)| said.get(*nth) != Some(says)) {
            if let Some(button) = items.item(nth as u32).and_then(|item| item.first_element_child()) {
                let _ = button.set_attribute("aria-label", says);
                let _ = button.set_attribute("title", says);
            }
        }
        said = says;
    });
    list.on("click", move |event| {
        let task = target(&event, "[data-task]").and_then(|button| button.get_attribute("data-task")?.parse().ok());
        let next = task.and_then(|task| session.model.with_untracked(|model| next_change(model, task)));
        if let Some(cursor) = next {
            session.act(Action::Seek(cursor));
        }
    });
}

/// Where the next thing happens to a task; after the last one, the first.
fn next_change(model: &Model, task: TaskNo) -> Option<Cursor> {
    let scope = &model.shown()?.scope;
    let segments = &scope.lanes().get(scope.lane_of(task)?)?.segments;
    let here = model.cursor();
    let next = segments.iter().find(|segment| segment.from >= here.0).or(segments.first())?;
    Some(Cursor::after(next.from))
}

/// What somebody does, in words.
fn words(session: Session, name: &str, state: LaneState, waiting: Option<&Wait>) -> String {
    let texts = session.texts;
    let says = state_words(session.lang, state);
    match waiting {
        Some(wait) if state == LaneState::Waiting => {
            let wait = wait_words(session.lang, wait);
            fill(texts.lane_waits, &[("name", name), ("state", says), ("wait", &wait)])
        }
        _ => fill(texts.lane_words, &[("name", name), ("state", says)]),
    }
}

/// What the lane in a row says of a place on the axis.
fn lane_words_at(session: Session, row: usize, spot: Spot) -> Option<String> {
    session.model.with_untracked(|model| {
        let lane = lane_of(model, *tasks(model).get(row)?)?;
        let after = match spot {
            Spot::Time(time) => lane.segments.partition_point(|segment| segment.start <= time),
            Spot::Records(cursor) => lane.segments.partition_point(|segment| segment.from < cursor.0),
        };
        let segment = lane.segments.get(after.checked_sub(1)?)?;
        Some(words(session, &lane_name(session.lang, lane), segment.state, segment.waiting.as_ref()))
    })
}

/// A lane's place on the page.
struct Row {
    task: TaskNo,
    group: Element,
    /// What stands in it.
    html: String,
    /// Which segments of the run that is shown are drawn, and of the plan beyond it.
    thin: [Thin; 2],
}

/// Places of a lane's segments that are drawn, for a run and a scale: a move of the cursor changes nothing about them.
#[derive(Default)]
struct Thin {
    of: Option<(u64, u32, Scale)>,
    places: Vec<u32>,
}

impl Thin {
    fn places(&mut self, scale: &Scale, run: &Run, lane: &Lane) -> &[u32] {
        let of = Some((run.key(0), run.scope.len(), *scale));
        if self.of != of {
            self.of = of;
            self.places = drawing::thin(scale, lane);
        }
        &self.places
    }
}

/// Keeps the lanes that are in sight. Of those, what has not changed is left alone.
fn lanes(session: Session, group: Element, scale: impl Fn() -> Scale + 'static, in_sight: Cell<(u32, u32)>) {
    let mut rows: Vec<Row> = Vec::new();
    watch(move || {
        let (scale, cursor, now) = (scale(), session.cursor.get(), session.now.get());
        let (first, last) = in_sight.get();
        session.model.with_untracked(|model| {
            let tasks = tasks(model);
            if rows.iter().map(|row| row.task).ne(tasks.iter().copied()) {
                rows = make_rows(&group, &tasks);
            }
            for (nth, row) in (0..).zip(&mut rows) {
                if nth < first || nth > last {
                    continue;
                }
                let html = lane_html(session, model, row.task, &mut row.thin, &scale, (cursor, now));
                if row.html != html {
                    row.group.set_inner_html(&html);
                    row.html = html;
                }
            }
        });
    });
}

fn make_rows(group: &Element, tasks: &[TaskNo]) -> Vec<Row> {
    let mut html = String::new();
    for (nth, task) in (0..).zip(tasks) {
        let top = (AXIS + nth * LANE).to_string();
        html += &markup(
            r#"<g class="lane {hue}" transform="translate(0 {top})"></g>"#,
            &[("hue", &hue(*task)), ("top", &top)],
        );
    }
    group.set_inner_html(&html);
    let groups = group.children();
    (0..)
        .zip(tasks)
        .filter_map(|(nth, task)| {
            Some(Row { task: *task, group: groups.item(nth)?, html: String::new(), thin: Default::default() })
        })
        .collect()
}

/// A lane: its ghost, what is planned, what has happened.
fn lane_html(
    session: Session,
    model: &Model,
    task: TaskNo,
    [of_shown, of_plan]: &mut [Thin; 2],
    scale: &Scale,
    (cursor, now): (Cursor, Instant),
) -> String {
    let lang = session.lang;
    let words = |wait: &Wait| [wait_words(lang, wait), short_wait(lang, wait)];
    let mut html = String::new();
    let Some(shown) = model.shown() else { return html };
    // Until when a run that goes on has come.
    let present = if shown.ended() { shown.scope.end() } else { shown.now.max(shown.scope.end()).max(now) };
    let draw = |run: &Run, thin: &mut Thin, part: Part, present: Instant| {
        lane_in(&run.scope, task).map_or_else(String::new, |lane| {
            drawing::lane(scale, lane, thin.places(scale, run, lane), part, present, &words)
        })
    };
    if let Some(ghost) = model.ghost.as_ref().and_then(|ghost| counterpart(&shown.scope, task, &ghost.scope)) {
        html += &drawing::ghost(scale, ghost);
    }
    html += "<g class=\"future\">";
    html += &draw(shown, of_shown, Part::Future(cursor, now), present);
    // Beyond the live run's present there is only its plan.
    if let Some(plan) = model.plan.as_ref().filter(|_| !shown.ended()) {
        html += &draw(plan, of_plan, Part::Future(plan.scope.cursor_at(present), present), Instant::ZERO);
    }
    html += "</g>";
    html + &draw(shown, of_shown, Part::Past(cursor, now), now)
}

/// The lane of another run of the program that stands for the same task: of those with its name, the one that is as far from
/// the first.
fn counterpart<'a>(scope: &Scope, task: TaskNo, other: &'a Scope) -> Option<&'a Lane> {
    let lane = lane_in(scope, task)?;
    let same = |other: &&Lane| other.name == lane.name;
    let nth = scope.lanes().iter().filter(same).position(|lane| lane.task == task)?;
    other.lanes().iter().filter(same).nth(nth)
}

/// Who woke whom: all wake-ups if they are few, pale, and strong those of the turn that one looks at.
fn arrows(session: Session, scale: &Scale, strong: bool) -> String {
    let cursor = session.cursor.get();
    session.model.with_untracked(|model| {
        let mut path = String::new();
        let Some(run) = model.shown() else { return path };
        let scope = &run.scope;
        let records = if strong {
            let Some(last) = cursor.last().and_then(|seq| scope.record(seq)) else { return path };
            let begin = scope.trace().records.partition_point(|record| record.iteration < last.iteration) as u32;
            begin..cursor.0
        } else if scope.arrows(0..scope.len()).take(ARROWS + 1).count() > ARROWS {
            return path;
        } else {
            0..scope.len()
        };
        // Lanes of the run that is shown, by their row.
        let tasks = tasks(model);
        let top = |lane: usize| {
            let task = scope.lanes().get(lane)?.task;
            let row = tasks.iter().position(|other| *other == task)?;
            Some(AXIS + row as i32 * LANE)
        };
        for arrow in scope.arrows(records).filter(|arrow| arrow.outcome == WakeOutcome::Queued) {
            let from = arrow.from.filter(|from| *from != arrow.to).and_then(top);
            let end = scale.x(arrow.seq, arrow.time);
            if let Some(to) = top(arrow.to)
                && (from.is_some() || arrow.timer.is_some())
                && scale.shows(end, end)
            {
                path += &drawing::arrow(scale.x(arrow.from_seq, arrow.from_time), from, end, to);
            }
        }
        path
    })
}

/// Why the run goes no further, and who waits for whom, if it was halted.
fn halted(session: Session) -> String {
    let halted =
        session.of_shown(|run| matches!(&run.status, Status::Ended(Outcome::Deadlocked(_) | Outcome::Limited(_))));
    if halted != Some(true) {
        return String::new();
    }
    session.more.with(session, |more| more.words("halted")).unwrap_or_default()
}

/// How long the run takes, against the one before the change; or how a live run keeps to its plan.
fn difference(session: Session) -> String {
    session.planned.get();
    let texts = session.texts;
    if session.phase.get() != Phase::Planned {
        session.shown.get();
        // Whoever watches for a second, or looks closer, wants to know it.
        let asked = session.phase.get() != Phase::Running || session.now.get_untracked() > WATCHED;
        let compare = |more: &Call| more.words("compare");
        let compared =
            if asked { session.more.with(session, compare) } else { session.more.if_there(session, compare) };
        return compared.unwrap_or_default();
    }
    session.model.with(|model| {
        let Some((plan, ghost)) = model.plan.as_ref().zip(model.ghost.as_ref()) else { return String::new() };
        let (before, after) = (ghost.scope.end(), plan.scope.end());
        let (words, by) = if after < before {
            (texts.shorter, before.saturating_since(after))
        } else if after > before {
            (texts.longer, after.saturating_since(before))
        } else {
            (texts.as_long, std::time::Duration::ZERO)
        };
        let by = Instant::ZERO.offset_secs_f64(by.as_secs_f64());
        fill(words, &[("before", &seconds(before)), ("after", &seconds(after)), ("by", &seconds(by))])
    })
}

/// Keeps `width` at the width of the drawing, and `rows` at the first and last lane that are in sight.
fn measure(lanes: Element, frame: Element, width: Cell<u32>, rows: Cell<(u32, u32)>) {
    let (measured, scrolled) = (frame.clone(), lanes.clone());
    let look = move || {
        width.set(u32::try_from(measured.client_width()).unwrap_or_default());
        let first = (scrolled.scroll_top() - AXIS).max(0) / LANE;
        let last = (scrolled.scroll_top() + scrolled.client_height()) / LANE;
        rows.set((first as u32, last as u32));
    };
    El::of(lanes.clone()).on("scroll", {
        let look = look.clone();
        move |_| look()
    });
    let on_resize = Closure::<dyn FnMut()>::new(look).into_js_value();
    // The browser keeps it for as long as it watches something.
    let Ok(observer) = ResizeObserver::new(on_resize.unchecked_ref()) else { return };
    observer.observe(&frame);
    observer.observe(&lanes);
}

/// The states that this run has.
fn legend(session: Session) -> String {
    session.planned.get();
    session.shown.get();
    let there = session.model.with_untracked(|model| {
        let lanes = runs(model).flat_map(|run| run.scope.lanes());
        lanes.flat_map(|lane| &lane.segments).fold(0_u32, |bits, segment| bits | 1 << segment.state as u32)
    });
    let mut html = String::new();
    for state in LaneState::ALL.into_iter().filter(|state| there >> *state as u32 & 1 == 1) {
        html += r#"<li><svg class="lane" width="20" height="18" aria-hidden="true">"#;
        html += drawing::sample(state);
        html += "</svg>";
        html += &markup("{state}</li>", &[("state", state_words(session.lang, state))]);
    }
    html
}
