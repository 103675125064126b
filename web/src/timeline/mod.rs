//! The timeline pane: a lane for each task, the plan pale, what has happened strong, and a line at the moment one looks at.
//! Below a lane, the same task's life before the last change. A press or a drag moves the cursor; `gestures` has the rest.

mod below;
mod gestures;
mod lanes;
mod levers;
mod names;
mod runs;
mod small;

use leptos::html;
use leptos::prelude::*;
use leptos::svg;
use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_strings::fill;
use loopscope_view::timeline::{Axis, Row, Rows, Scale, Unit, Window, svg as drawn};
use loopscope_view::{Scope, seconds};
use web_sys::KeyboardEvent;

use crate::browser;
use crate::browser::markup::elements;
use crate::browser::size::observe;
use crate::live::{effect, heard, live, memo};
use crate::panes::{Choice, PaneFrame};
use crate::session::{Session, use_session};
use below::{Difference, Halted, Legend, Parted};
use gestures::Gestures;
use loopscope_protocol::pane::Pane;
use names::{Names, lane_words_at};
pub(crate) use small::SmallTimeline;

/// Where the lanes stand.
const ROWS: Rows = Rows::PAGE;
/// How much closer or farther a press of a button or key goes.
const ZOOM: f32 = 2.0;

/// What the parts of the drawing share.
#[derive(Clone, Copy)]
struct Picture {
    scale: Memo<Scale>,
    /// The part of the whole that is shown.
    window: RwSignal<Window>,
    /// The end of the axis while a hand holds the end of a sleep.
    held: RwSignal<Option<Instant>>,
    /// From edge to edge, in pixels; 0 before it is measured.
    width: RwSignal<i32>,
    /// The folds that are open, by their first tasks.
    unfolded: RwSignal<Vec<TaskNo>>,
    /// What stands in the rows.
    rows: Memo<Vec<Row>>,
    /// The first and the last row that are in sight.
    in_sight: RwSignal<(usize, usize)>,
    /// The box around the drawing.
    frame: NodeRef<html::Div>,
    /// Where the lanes are drawn.
    tasks: NodeRef<svg::G>,
}

impl Picture {
    fn new(session: Session, by_step: Memo<bool>) -> Picture {
        let (window, held, width) = (RwSignal::new(Window::WHOLE), RwSignal::new(None), RwSignal::new(0));
        let scale = memo(move || {
            session.shown.track();
            session.planned.track();
            let now = session.now.get();
            let held = held.get();
            session.model.with_untracked(|model| {
                let ghost = model.ghost.as_ref().map(|ghost| &ghost.scope);
                let end = runs::longest(model).max(now).max(ghost.map_or(Instant::ZERO, Scope::end));
                let steps = runs::runs(model).map(|run| run.scope.len()).chain(ghost.map(Scope::len));
                Scale {
                    axis: if by_step.get() { Axis::Step } else { Axis::Time },
                    unit: Unit::Pixel,
                    width: width.get(),
                    end: held.unwrap_or(end),
                    steps: steps.max().unwrap_or(0),
                    window: window.get(),
                }
            })
        });
        let (in_sight, frame, tasks) = (RwSignal::new((0, 0)), NodeRef::new(), NodeRef::new());
        let unfolded = RwSignal::new(Vec::new());
        let rows = memo(move || {
            session.shown.track();
            session.planned.track();
            unfolded.with(|open| session.model.with_untracked(|model| runs::rows(model, open)))
        });
        Picture { scale, window, held, width, unfolded, rows, in_sight, frame, tasks }
    }

    /// Goes closer to, or farther from, the cursor if it is in sight, else the middle.
    fn zoom(self, session: Session, factor: f32) {
        let scale = self.scale.get_untracked();
        let about = scale.about(session.cursor.get_untracked().0, session.now.get_untracked());
        self.window.set(scale.window.zoom(about, factor));
    }

    /// Notes which lanes are in sight.
    fn look(self, lanes: &web_sys::Element) {
        let first = ROWS.at(lanes.scroll_top()).unwrap_or(0);
        let last = ROWS.at(lanes.scroll_top() + lanes.client_height()).unwrap_or(0);
        if self.in_sight.get_untracked() != (first, last) {
            self.in_sight.set((first, last));
        }
    }

    /// Keeps the width and the lanes in sight as the page has them, and the cursor in the window.
    fn keep(self, session: Session, lanes: NodeRef<html::Div>) {
        let look = move || {
            let (Some(frame), Some(lanes)) = (self.frame.get_untracked(), lanes.get_untracked()) else { return };
            self.width.set(frame.client_width());
            self.look(&lanes);
        };
        observe(self.frame, look);
        observe(lanes, look);
        effect(move || {
            let (cursor, now) = (session.cursor.get(), session.now.get());
            let whole = self.scale.get_untracked();
            let window = whole.window.hold(whole.part(cursor.0, now) as f32);
            if window != whole.window {
                self.window.set(window);
            }
        });
    }
}

/// The pane.
#[component]
pub(crate) fn Timeline() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let wanted = RwSignal::new(None::<bool>);
    // A run that takes no time can be shown by steps only.
    let by_step =
        memo(move || wanted.get().unwrap_or_else(|| session.model.with(|model| runs::longest(model) == Instant::ZERO)));
    let picture = Picture::new(session, by_step);
    let choose = move |by_step| {
        wanted.set(Some(by_step));
        picture.window.set(Window::WHOLE);
    };
    let tools = move || {
        view! {
            <span class="zoom" role="group" aria-label=texts.zoom>
                <button
                    type="button"
                    class="quiet out"
                    title=texts.zoom_out
                    aria-label=texts.zoom_out
                    disabled=live(move || picture.window.get().is_whole())
                    on:click=heard(move |_| picture.zoom(session, ZOOM))
                >
                    "−"
                </button>
                <button
                    type="button"
                    class="quiet in"
                    title=texts.zoom_in
                    aria-label=texts.zoom_in
                    on:click=heard(move |_| picture.zoom(session, 1.0 / ZOOM))
                >
                    "+"
                </button>
            </span>
            <Choice label=texts.axis words=[texts.axis_time, texts.axis_step] second=by_step choose/>
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => picture.zoom(session, 1.0 / ZOOM),
            "-" => picture.zoom(session, ZOOM),
            "0" => picture.window.set(Window::WHOLE),
            _ => return,
        }
        event.prevent_default();
    };
    let lanes = NodeRef::<html::Div>::new();
    picture.keep(session, lanes);
    let scrolled = move |_| {
        if let Some(lanes) = lanes.get_untracked() {
            picture.look(&lanes);
        }
    };
    view! {
        <PaneFrame pane=Pane::Timeline title=texts.timeline about=texts.about_timeline tools>
            <div
                class="lanes"
                role="group"
                tabindex="0"
                aria-label=texts.timeline
                node_ref=lanes
                on:scroll=heard(scrolled)
                on:keydown=heard(key)
            >
                <Names picture/>
                {drawing(picture)}
            </div>
            <div class="below">
                <Legend/>
                <Difference/>
            </div>
            <Parted/>
            <Halted/>
        </PaneFrame>
    }
}

#[cfg(not(feature = "ssr"))]
fn drawing(picture: Picture) -> impl IntoView {
    view! { <Drawing picture/> }
}

/// The drawing of a page that is only written: as wide as its column, whatever that is.
#[cfg(feature = "ssr")]
fn drawing(_: Picture) -> impl IntoView {
    let session = use_session();
    let drawing = session.of_shown(|run| {
        let words = [("tasks", &*run.scope.lanes().len().to_string()), ("time", &*seconds(run.scope.end()))];
        let label = fill(session.texts.timeline_words, &words);
        loopscope_view::timeline::drawing(session.lang, &run.scope, &label)
    });
    view! { <div class="drawing still" {..elements(drawing.unwrap_or_default())}></div> }
}

/// The drawing, and what is said of what is under a pointer.
#[component]
fn Drawing(picture: Picture) -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let Picture { scale, width, .. } = picture;
    let hands = Gestures::new(session, picture);
    lanes::keep(session, picture);
    let count = memo(move || picture.rows.with(Vec::len));
    let height = move || ROWS.top_of(count.get());
    let label = move || {
        let time = session.model.with(|model| seconds(runs::longest(model)));
        fill(texts.timeline_words, &[("tasks", &count.get().to_string()), ("time", &time)])
    };
    let grid = memo(move || {
        let ticks = scale.get().ticks(|time| fill(texts.clock_seconds, &[("time", time)]));
        drawn::grid(&ticks, ROWS, height())
    });
    let now = move || drawn::moment(scale.get().x(session.cursor.get().0, session.now.get()), ROWS, height());
    let tip = NodeRef::<html::P>::new();
    // It stands above the pointer, and inside the drawing; where, its own size decides.
    effect(move || {
        let (Some(said), Some(tip), Some(frame)) = (hands.tip.get(), tip.get(), picture.frame.get()) else { return };
        request_animation_frame(move || {
            let room = f64::from(frame.client_width() - tip.offset_width());
            let left = (said.x - f64::from(tip.offset_width()) / 2.0).clamp(0.0, room.max(0.0));
            let top = f64::from(said.y - tip.offset_height() - 14);
            let top = if top < 0.0 { f64::from(said.y + 22) } else { top };
            let place = ["translate(", &(left as i32).to_string(), "px,", &(top as i32).to_string(), "px)"].concat();
            // It fails only for a property that is none.
            let _ = web_sys::HtmlElement::style(&tip).set_property("transform", &place);
        });
    });
    let cursor = move || if hands.holds.get() { "ew-resize" } else { "" }.to_owned();
    view! {
        <div
            class="drawing"
            node_ref=picture.frame
            style:cursor=live(move || browser::styled(cursor()))
            on:pointerdown=heard(move |event| hands.down(&event))
            on:pointermove=heard(move |event| hands.moved(&event))
            on:pointerup=heard(move |event| hands.up(&event))
            on:pointercancel=heard(move |event| hands.up(&event))
            on:pointerleave=heard(move |_| hands.point(None))
            on:wheel=heard(move |event| hands.wheel(&event))
        >
            <svg
                role="img"
                aria-label=live(label)
                width=live(move || width.get().to_string())
                height=live(move || height().to_string())
            >
                <defs {..elements(drawn::HATCH)}></defs>
                <g class="grid" {..elements(live(move || grid.get()))}></g>
                <path class="arrows" d=live(move || lanes::arrows(session, picture, false))></path>
                <g class="tasks" node_ref=picture.tasks></g>
                <path class="arrows strong" d=live(move || lanes::arrows(session, picture, true))></path>
                <path class="now" d=live(now)></path>
            </svg>
            <p class="tip" class:shown=live(move || hands.tip.with(Option::is_some)) aria-hidden="true" node_ref=tip>
                {live(move || hands.tip.get().map(|tip| tip.words).unwrap_or_default())}
            </p>
        </div>
    }
}
