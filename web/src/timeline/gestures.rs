//! What hands do on the timeline.
//!
//! ```text
//!   one pointer ─┬─ on the end of a sleep that follows a parameter ──► stretch: the parameter changes
//!                └─ elsewhere ───────────────────────────────────────► seek: the cursor moves
//!   a second one ────────────────────────────────────────────────────► pinch: the window changes
//!   wheel with Ctrl (a trackpad's pinch) ────────────────────────────► the window changes
//!   wheel sideways, or with Shift ───────────────────────────────────► the window moves
//! ```

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use loopscope_view::timeline::{Axis, Scale, Spot, Window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent, WheelEvent};

use super::levers::{Lever, levers};
use super::{Held, ROWS, lane_words_at};
use crate::dom::El;
use crate::lesson::ParamKind;
use crate::model::Action;
use crate::params::number;
use crate::signal;
use crate::state::{PLAN_LIMITS, Session};

/// How near to the end of a sleep a pointer takes hold of it, in pixels.
const NEAR: i32 = 7;

/// What the pressed pointers do.
#[derive(Clone, Copy, Default)]
enum Doing {
    #[default]
    Nothing,
    Seek,
    Stretch {
        param: usize,
        /// The parameter's value when it was taken hold of, in thousandths.
        from: number::Milli,
        /// Where the pointer was then.
        x: f64,
        /// Thousandths of the parameter for a pixel.
        per_pixel: f64,
    },
    Pinch {
        /// How far the two pointers were apart, and the window then.
        apart: f64,
        window: Window,
    },
}

/// The timeline under the hands.
pub(crate) struct Gestures {
    session: Session,
    frame: El,
    tip: El,
    scale: Box<dyn Fn() -> Scale>,
    window: signal::Cell<Window>,
    held: signal::Cell<Held>,
    /// The pointers that are down: number and place.
    pointers: RefCell<Vec<(i32, f64)>>,
    doing: Cell<Doing>,
    /// The levers of the plan with this number.
    levers: RefCell<(u32, Vec<Lever>)>,
}

/// Wires the frame of the drawing.
pub(crate) fn wire(
    session: Session,
    frame: &El,
    scale: impl Fn() -> Scale + 'static,
    window: signal::Cell<Window>,
    held: signal::Cell<Held>,
) {
    let hands = Rc::new(Gestures {
        session,
        frame: frame.clone(),
        tip: frame.find(".tip"),
        scale: Box::new(scale),
        window,
        held,
        pointers: RefCell::default(),
        doing: Cell::default(),
        levers: RefCell::default(),
    });
    let on = |event: &str, f: fn(&Gestures, &PointerEvent)| {
        let hands = hands.clone();
        frame.on(event, move |event| f(&hands, event.unchecked_ref()));
    };
    on("pointerdown", Gestures::down);
    on("pointermove", Gestures::moved);
    on("pointerup", Gestures::up);
    on("pointercancel", Gestures::up);
    on("pointerleave", |hands, _| hands.point(None));
    frame.on("wheel", move |event| hands.wheel(event.unchecked_ref()));
}

impl Gestures {
    fn scale(&self) -> Scale {
        untrack(&self.scale)
    }

    /// Where on the drawing an event happened.
    fn place(&self, event: &PointerEvent) -> (f64, i32) {
        let frame = self.frame.raw().get_bounding_client_rect();
        (f64::from(event.client_x()) - frame.left(), (f64::from(event.client_y()) - frame.top()) as i32)
    }

    fn down(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let _ = self.frame.raw().set_pointer_capture(event.pointer_id());
        let (x, y) = self.place(event);
        let mut pointers = self.pointers.borrow_mut();
        pointers.retain(|(id, _)| *id != event.pointer_id());
        pointers.push((event.pointer_id(), x));
        self.let_go();
        if let [(_, one), (_, other)] = pointers[..] {
            self.doing.set(Doing::Pinch { apart: (one - other).abs().max(1.0), window: self.window.get_untracked() });
        } else if let Some(stretch) = self.take_hold(x, y) {
            self.doing.set(stretch);
        } else {
            self.doing.set(Doing::Seek);
            self.seek(x);
        }
        self.tip.raw().set_class_name("tip");
    }

    fn moved(&self, event: &PointerEvent) {
        let (x, y) = self.place(event);
        for pointer in &mut *self.pointers.borrow_mut() {
            if pointer.0 == event.pointer_id() {
                pointer.1 = x;
            }
        }
        match self.doing.get() {
            Doing::Nothing => self.point(Some((x, y))),
            Doing::Seek => self.seek(x),
            Doing::Stretch { param, from, x: start, per_pixel } => {
                if let ParamKind::Number(range) = &self.session.lesson.params[param].kind {
                    let number = range.snap(from as f64 + (x - start) * per_pixel);
                    self.session.act(Action::Param(param, range.value(number)));
                }
            }
            Doing::Pinch { apart, window } => {
                if let [(_, one), (_, other)] = self.pointers.borrow()[..] {
                    let about = self.scale().within((one + other) / 2.0);
                    self.window.set(window.zoom(about, (apart / (one - other).abs().max(1.0)) as f32));
                }
            }
        }
    }

    fn up(&self, event: &PointerEvent) {
        self.pointers.borrow_mut().retain(|(id, _)| *id != event.pointer_id());
        self.let_go();
    }

    fn let_go(&self) {
        self.doing.set(Doing::Nothing);
        self.held.set(Held(0));
    }

    fn wheel(&self, event: &WheelEvent) {
        let (across, along) = (event.delta_x(), event.delta_y());
        let window = self.window.get_untracked();
        if event.ctrl_key() {
            event.prevent_default();
            let frame = self.frame.raw().get_bounding_client_rect();
            let about = self.scale().within(f64::from(event.client_x()) - frame.left());
            // A notch of a wheel is about 100, a trackpad's pinch a few.
            self.window.set(
                window
                    .zoom(about, (1.0 + along.abs().min(100.0) as f32 / 200.0).powi(if along > 0.0 { 1 } else { -1 })),
            );
        } else if !window.is_whole() && (event.shift_key() || across.abs() > along.abs()) {
            event.prevent_default();
            let pixels = if across == 0.0 { along } else { across };
            self.window.set(window.pan(pixels as f32 / self.scale().width.max(1) as f32));
        }
    }

    fn seek(&self, x: f64) {
        let cursor = match self.scale().at(x) {
            Spot::Records(cursor) => Some(cursor),
            Spot::Time(time) => self.session.model.with_untracked(|m| m.shown().map(|run| run.cursor_at(time))),
        };
        if let Some(cursor) = cursor {
            self.session.act(Action::Seek(cursor));
        }
    }

    /// The sleep whose end is here, if it follows a parameter.
    fn lever(&self, x: f64, y: i32) -> Option<Lever> {
        let scale = self.scale();
        if scale.axis != Axis::Time {
            return None;
        }
        let row = ROWS.at(y)?;
        self.session.model.with_untracked(|model| {
            let task = *super::tasks(model).get(row)?;
            let plan = model.plan.as_ref()?;
            let lane = plan.scope.lanes().get(plan.scope.lane_of(task)?)?;
            let ends_here = |segment: &&loopscope_view::Segment| {
                segment.waiting.as_ref().is_some_and(|wait| wait.until().is_some())
                    && (scale.x(segment.to, segment.end) - x as i32).abs() <= NEAR
            };
            let segment = lane.segments.iter().rev().find(ends_here)?;
            let mut known = self.levers.borrow_mut();
            if known.0 != plan.no {
                *known = (plan.no, levers(&model.program(), &plan.scope.trace().records, PLAN_LIMITS));
            }
            // The sleep's timer is the last one that the task set before it was suspended.
            known.1.iter().filter(|lever| lever.task == task && lever.seq < segment.from).max_by_key(|l| l.seq).copied()
        })
    }

    fn take_hold(&self, x: f64, y: i32) -> Option<Doing> {
        let lever = self.lever(x, y)?;
        let from = self.session.model.with_untracked(|model| number::of(&model.values[lever.param]));
        let scale = self.scale();
        // While the hand holds the end, time keeps its scale under it.
        self.held.set(Held(scale.end.as_nanos()));
        let per_pixel = scale.nanos(1.0) / 1e6 / lever.ratio;
        Some(Doing::Stretch { param: lever.param, from, x, per_pixel })
    }

    /// Says what is under a pointer that is not down, and shows what can be taken hold of.
    fn point(&self, place: Option<(f64, i32)>) {
        let style = self.frame.raw().unchecked_ref::<HtmlElement>().style();
        let lever = place.and_then(|(x, y)| self.lever(x, y));
        let _ = style.set_property("cursor", if lever.is_some() { "ew-resize" } else { "" });
        let words = place.and_then(|(x, y)| {
            let row = ROWS.at(y)?;
            let words = lane_words_at(self.session, row, self.scale().at(x))?;
            let lever = lever.map(|lever| {
                let name = &self.session.lesson.params[lever.param].name;
                loopscope_strings::fill(self.session.texts.drag, &[("name", name)])
            });
            Some((x, y, lever.unwrap_or(words)))
        });
        let Some((x, y, words)) = words else {
            self.tip.raw().set_class_name("tip");
            return;
        };
        let tip: &HtmlElement = self.tip.raw().unchecked_ref();
        tip.set_text_content(Some(&words));
        tip.set_class_name("tip shown");
        // It stands above the pointer, and inside the drawing.
        let room = f64::from(self.frame.raw().client_width() - tip.offset_width());
        let left = (x - f64::from(tip.offset_width()) / 2.0).clamp(0.0, room.max(0.0));
        let top = f64::from(y - tip.offset_height() - 14);
        let top = if top < 0.0 { f64::from(y + 22) } else { top };
        let place = ["translate(", &(left as i32).to_string(), "px,", &(top as i32).to_string(), "px)"].concat();
        let _ = tip.style().set_property("transform", &place);
    }
}
