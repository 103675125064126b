//! The timeline pane: a lane for each task, the plan pale, what has happened strong, and a line at the moment one looks at.
//! A press or a drag on it moves the cursor.

mod axis;
mod drawing;

use std::rc::Rc;

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_strings::fill;
use loopscope_view::{LaneState, Scope, Wait, lane_name, seconds, state_words, wait_words};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, PointerEvent, ResizeObserver};

use crate::dom::{El, markup};
use crate::hue::{hue, mark, short_wait};
use crate::model::{Action, Model};
use crate::pane::{choice, pane, wire_choice};
use crate::run::Run;
use crate::signal::{Cell, Derived};
use crate::state::{Pane, Session};
use axis::{Axis, Scale, Spot};
use drawing::{LANE, Part};

/// Height of the axis, in pixels.
const AXIS: i32 = 24;

/// A lane's head.
struct Head {
    task: TaskNo,
    depth: u32,
    name: String,
}

const PICTURE: &str = r#"<div class="lanes"><ol class="names"></ol><div class="drawing"><svg role="img"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6"/></pattern></defs><g class="grid"></g><g class="future"></g><g class="past"></g><path class="now"/></svg></div></div><ul class="legend" aria-label="{legend}"></ul>"#;

/// The pane.
pub(crate) fn timeline(session: Session) -> El {
    let texts = session.texts;
    let tools = choice(texts.axis, [texts.axis_time, texts.axis_step]);
    let section = pane(session, Pane::Timeline, texts.timeline, &tools, &markup(PICTURE, &[("legend", texts.legend)]));
    let wanted = Cell::new(None::<bool>);
    // A run that takes no time can be shown by steps only.
    let by_step = Derived::new(move || {
        wanted.get().unwrap_or_else(|| session.model.with(|model| longest(model) == Instant::ZERO))
    });
    wire_choice(&section, move || by_step.get(), move |by_step| wanted.set(Some(by_step)));

    let width = Cell::new(0_u32);
    let frame = section.find(".drawing");
    measure(frame.raw().clone(), width);
    let scale = move || {
        session.shown.get();
        session.planned.get();
        let now = session.now.get();
        session.model.with_untracked(|model| Scale {
            axis: if by_step.get() { Axis::Step } else { Axis::Time },
            width: width.get() as i32,
            end: longest(model).max(now),
            steps: runs(model).map(|run| run.scope.len()).max().unwrap_or(0),
        })
    };
    // The lanes' number.
    let count = Derived::new(move || {
        session.shown.get();
        session.planned.get();
        session.model.with_untracked(|model| heads(session, model).len() as u32)
    });
    let height = move || count.get() as i32 * LANE + AXIS;
    section.find(".names").live_html(move || names(session));
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
    section.find(".past").live_html(move || lanes(session, &scale(), false));
    section.find(".future").live_html(move || lanes(session, &scale(), true));
    section.find(".now").live_attr("d", move || {
        let x = scale().x(session.cursor.get().0, session.now.get());
        ["M", &x.to_string(), " ", &(AXIS - 5).to_string(), "V", &height().to_string()].concat()
    });
    section.find(".legend").live_html(move || legend(session));
    wire_seeking(session, &frame, scale);
    section
}

/// A press or a drag moves the cursor.
fn wire_seeking(session: Session, frame: &El, scale: impl Fn() -> Scale + 'static) {
    let raw = frame.raw().clone();
    let seek = Rc::new(move |event: &PointerEvent, pressed: bool| {
        if pressed {
            let _ = raw.set_pointer_capture(event.pointer_id());
        }
        let x = f64::from(event.client_x()) - raw.get_bounding_client_rect().left();
        let cursor = match untrack(&scale).at(x as i32) {
            Spot::Records(cursor) => Some(cursor),
            Spot::Time(time) => session.model.with_untracked(|m| m.shown().map(|run| run.cursor_at(time))),
        };
        if let Some(cursor) = cursor {
            session.act(Action::Seek(cursor));
        }
    });
    let press = seek.clone();
    frame.on("pointerdown", move |event| {
        let event: &PointerEvent = event.unchecked_ref();
        if event.button() == 0 {
            press(event, true);
        }
    });
    frame.on("pointermove", move |event| {
        let event: &PointerEvent = event.unchecked_ref();
        if event.buttons() & 1 == 1 {
            seek(event, false);
        }
    });
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

fn heads(session: Session, model: &Model) -> Vec<Head> {
    let (plan, live) = scopes(model);
    let mut heads = Vec::new();
    for task in drawing::lanes(plan, live) {
        // What the live run knows of a task is newer.
        let lane = [live, plan].into_iter().flatten().find_map(|scope| scope.lanes().get(scope.lane_of(task)?));
        if let Some(lane) = lane {
            heads.push(Head { task, depth: lane.depth, name: lane_name(session.lang, lane) });
        }
    }
    heads
}

/// The lanes' names, each with what the task does at the cursor, which is shown by the drawing and said here.
fn names(session: Session) -> String {
    session.planned.get();
    let texts = session.texts;
    let state = session.at_cursor();
    let mut html = String::new();
    let heads = session.of_shown(|_| session.model.with_untracked(|model| heads(session, model))).unwrap_or_default();
    for Head { task, depth, name } in heads {
        let says = match state.tasks.iter().find(|other| other.task == task) {
            None => fill(texts.lane_unborn, &[("name", &name)]),
            Some(at) => {
                let words = state_words(session.lang, at.state);
                match &at.waiting {
                    Some(wait) if at.state == LaneState::Waiting => {
                        let wait = wait_words(session.lang, wait);
                        fill(texts.lane_waits, &[("name", &name), ("state", words), ("wait", &wait)])
                    }
                    _ => fill(texts.lane_words, &[("name", &name), ("state", words)]),
                }
            }
        };
        html += &markup(
            r#"<li class="depth-{depth}" title="{says}">"#,
            &[("depth", &depth.min(5).to_string()), ("says", &says)],
        );
        html += &mark(task, false);
        html += &markup(
            r#"<span class="name" aria-hidden="true">{name}</span><span class="unseen">{says}</span></li>"#,
            &[("name", &name), ("says", &says)],
        );
    }
    html
}

/// All lanes: what has happened, or what is planned.
fn lanes(session: Session, scale: &Scale, future: bool) -> String {
    let (cursor, now) = (session.cursor.get(), session.now.get());
    let lang = session.lang;
    let words = |wait: &Wait| [wait_words(lang, wait), short_wait(lang, wait)];
    session.model.with_untracked(|model| {
        let mut html = String::new();
        let Some(shown) = model.shown() else { return html };
        // Until when a run that goes on has come.
        let present = if shown.ended() { shown.scope.end() } else { shown.now.max(shown.scope.end()).max(now) };
        for (nth, head) in (0..).zip(heads(session, model)) {
            let top = (AXIS + nth * LANE).to_string();
            html += &markup(
                r#"<g class="lane {hue}" transform="translate(0 {top})">"#,
                &[("hue", &hue(head.task)), ("top", &top)],
            );
            let mut draw = |scope: &Scope, part: Part, present: Instant| {
                if let Some(lane) = scope.lane_of(head.task).and_then(|nth| scope.lanes().get(nth)) {
                    html += &drawing::lane(scale, lane, part, present, &words);
                }
            };
            if future {
                draw(&shown.scope, Part::Future(cursor, now), present);
                // Beyond the live run's present there is only its plan.
                if let Some(plan) = model.plan.as_ref().filter(|_| !shown.ended()) {
                    draw(&plan.scope, Part::Future(plan.cursor_at(present), present), Instant::ZERO);
                }
            } else {
                draw(&shown.scope, Part::Past(cursor, now), now);
            }
            html += "</g>";
        }
        html
    })
}

/// Keeps `width` at the width of the frame.
fn measure(frame: Element, width: Cell<u32>) {
    let measured = frame.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        width.set(u32::try_from(measured.client_width()).unwrap_or_default());
    });
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
    observer.observe(&frame);
    let held = StoredValue::new_local((observer, on_resize));
    on_cleanup(move || {
        held.try_with_value(|(observer, _)| observer.disconnect());
    });
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
