//! What hands do on the timeline.
//!
//! ```text
//!   one pointer ─┬─ on the end of a sleep that follows a parameter ──► stretch: the parameter changes, or the number in the reader's text
//!                └─ elsewhere ───────────────────────────────────────► seek: the cursor moves
//!   a second one ────────────────────────────────────────────────────► pinch: the window changes
//!   wheel with Ctrl (a trackpad's pinch) ────────────────────────────► the window changes
//!   wheel sideways, or with Shift ───────────────────────────────────► the window moves
//! ```

use leptos::prelude::*;
use loopscope_protocol::Value;
use loopscope_protocol::number::Milli;
use loopscope_protocol::param::{Param, number_in};
use loopscope_strings::fill;
use loopscope_view::timeline::{Axis, Row, Scale, Spot, Window};
use web_sys::{Element, PointerEvent, WheelEvent};

use super::levers::{Lever, levers, written};
use super::{Picture, ROWS, lane_words_at};
use crate::model::own::Event;
use crate::model::own::numbers::{Number, numbers};
use crate::model::{Action, Model};
use crate::run::Run;
use crate::session::{PLAN_LIMITS, Session};

/// How near to the end of a sleep a pointer takes hold of it, in pixels.
const NEAR: i32 = 7;

/// What the pressed pointers do.
#[derive(Clone, Copy, Default)]
enum Doing {
    #[default]
    Nothing,
    Seek,
    Stretch {
        /// Place of the parameter, or of the number in the text.
        param: usize,
        /// Its value when it was taken hold of, in thousandths.
        from: Milli,
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
#[derive(Clone, Copy)]
pub(super) struct Gestures {
    session: Session,
    picture: Picture,
    /// What a pointer that is not down is told, and where: from the left and from the top, in pixels.
    pub(super) tip: RwSignal<Option<Tip>>,
    /// What is under that pointer can be taken hold of.
    pub(super) holds: RwSignal<bool>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// What is said of a place, in pixels from the left and the top.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tip {
    pub(super) x: f64,
    pub(super) y: i32,
    pub(super) words: String,
}

#[derive(Default)]
struct Hands {
    /// The pointers that are down: number and place.
    pointers: Vec<(i32, f64)>,
    doing: Doing,
    /// The levers of the plan with this number.
    levers: (u32, Vec<Lever>),
    /// The numbers in the text of a program of the reader's own, which those are of.
    numbers: Vec<Number>,
}

impl Gestures {
    pub(super) fn new(session: Session, picture: Picture) -> Gestures {
        let hands = StoredValue::new_local(Hands::default());
        Gestures { session, picture, tip: RwSignal::new(None), holds: RwSignal::new(false), hands }
    }

    fn scale(self) -> Scale {
        self.picture.scale.get_untracked()
    }

    fn window(self) -> Window {
        self.picture.window.get_untracked()
    }

    fn frame(self) -> Option<Element> {
        self.picture.frame.get_untracked().map(Into::into)
    }

    /// Where on the drawing an event happened.
    fn place(self, event: &PointerEvent) -> (f64, i32) {
        let Some(frame) = self.frame() else { return (0.0, 0) };
        let frame = frame.get_bounding_client_rect();
        (f64::from(event.client_x()) - frame.left(), (f64::from(event.client_y()) - frame.top()) as i32)
    }

    pub(super) fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        if let Some(frame) = self.frame() {
            // It fails only for a pointer that is gone already.
            let _ = frame.set_pointer_capture(event.pointer_id());
        }
        let (x, y) = self.place(event);
        let pointers = self.hands.try_update_value(|hands| {
            hands.pointers.retain(|(id, _)| *id != event.pointer_id());
            hands.pointers.push((event.pointer_id(), x));
            hands.pointers.clone()
        });
        self.let_go();
        if let Some([(_, one), (_, other)]) = pointers.as_deref() {
            self.does(Doing::Pinch { apart: (one - other).abs().max(1.0), window: self.window() });
        } else if let Some(stretch) = self.take_hold(x, y) {
            self.does(stretch);
        } else {
            self.does(Doing::Seek);
            self.seek(x);
        }
        self.tip.set(None);
    }

    /// Gives a parameter, or a number in the text, this value, in thousandths.
    fn stretch(self, param: usize, thousandths: f64) {
        if self.session.own.get_untracked() {
            let number = self.hands.with_value(|hands| hands.numbers.get(param).cloned());
            if let Some(number) = number {
                let value = number.range.snap(thousandths);
                self.session.own_event(Event::Slid(number, value));
            }
            return;
        }
        let lesson = self.session.lesson();
        let kind = &lesson.params()[param].kind;
        if let Some(range) = kind.range() {
            self.session.act(Action::Param(param, kind.of_number(range.snap(thousandths))));
        }
    }

    fn does(self, doing: Doing) {
        self.hands.update_value(|hands| hands.doing = doing);
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        let (x, y) = self.place(event);
        let known = self.hands.try_update_value(|hands| {
            for pointer in hands.pointers.iter_mut().filter(|(id, _)| *id == event.pointer_id()) {
                pointer.1 = x;
            }
            (hands.doing, hands.pointers.clone())
        });
        let Some((doing, pointers)) = known else { return };
        match doing {
            Doing::Nothing => self.point(Some((x, y))),
            Doing::Seek => self.seek(x),
            Doing::Stretch { param, from, x: start, per_pixel } => {
                self.stretch(param, from.0 as f64 + (x - start) * per_pixel);
            }
            Doing::Pinch { apart, window } => {
                if let [(_, one), (_, other)] = pointers[..] {
                    let about = self.scale().within((one + other) / 2.0);
                    let factor = (apart / (one - other).abs().max(1.0)) as f32;
                    self.picture.window.set(window.zoom(about, factor));
                }
            }
        }
    }

    pub(super) fn up(self, event: &PointerEvent) {
        self.hands.update_value(|hands| hands.pointers.retain(|(id, _)| *id != event.pointer_id()));
        self.let_go();
    }

    fn let_go(self) {
        self.does(Doing::Nothing);
        if self.picture.held.get_untracked().is_some() {
            self.picture.held.set(None);
        }
    }

    pub(super) fn wheel(self, event: &WheelEvent) {
        let (across, along) = (event.delta_x(), event.delta_y());
        let window = self.window();
        if event.ctrl_key() {
            event.prevent_default();
            let left = self.frame().map_or(0.0, |frame| frame.get_bounding_client_rect().left());
            let about = self.scale().within(f64::from(event.client_x()) - left);
            // A notch of a wheel is about 100, a trackpad's pinch a few.
            let factor = (1.0 + along.abs().min(100.0) as f32 / 200.0).powi(if along > 0.0 { 1 } else { -1 });
            self.picture.window.set(window.zoom(about, factor));
        } else if !window.is_whole() && (event.shift_key() || across.abs() > along.abs()) {
            event.prevent_default();
            let pixels = if across == 0.0 { along } else { across };
            self.picture.window.set(window.pan(pixels as f32 / self.scale().width.max(1) as f32));
        }
    }

    fn seek(self, x: f64) {
        let cursor = match self.scale().at(x) {
            Spot::Records(cursor) => Some(cursor),
            Spot::Time(time) => self.session.model.with_untracked(|m| m.shown().map(|run| run.cursor_at(time))),
        };
        if let Some(cursor) = cursor {
            self.session.act(Action::Seek(cursor));
        }
    }

    /// The sleep whose end is here, if it follows a parameter.
    fn lever(self, x: f64, y: i32) -> Option<Lever> {
        let scale = self.scale();
        if scale.axis != Axis::Time {
            return None;
        }
        let row = ROWS.at(y)?;
        self.session.model.with_untracked(|model| {
            let task = match self.picture.rows.with_untracked(|rows| rows.get(row).map(Row::key))? {
                (task, false) => task,
                _ => return None,
            };
            let plan = model.plan.as_ref()?;
            let lane = plan.scope.lanes().get(plan.scope.lane_of(task)?)?;
            let ends_here = |segment: &&loopscope_view::Segment| {
                segment.waiting.as_ref().is_some_and(|wait| wait.until().is_some())
                    && (scale.x(segment.to, segment.end) - x as i32).abs() <= NEAR
            };
            let segment = lane.segments.iter().rev().find(ends_here)?;
            // The sleep's timer is the last one that the task set before it was suspended.
            self.hands.try_update_value(|hands| {
                if hands.levers.0 != plan.no {
                    hands.numbers = numbers_of(self.session, model);
                    hands.levers = (plan.no, levers_of(self.session, model, plan, &hands.numbers));
                }
                let levers = hands.levers.1.iter().filter(|lever| lever.task == task && lever.seq < segment.from);
                levers.max_by_key(|lever| lever.seq).copied()
            })?
        })
    }

    fn take_hold(self, x: f64, y: i32) -> Option<Doing> {
        let lever = self.lever(x, y)?;
        let from = if self.session.own.get_untracked() {
            self.hands.with_value(|hands| hands.numbers.get(lever.param).map(|number| number.range.default))?
        } else {
            self.session.model.with_untracked(|model| number_in(&model.values[lever.param]))?
        };
        let scale = self.scale();
        // While the hand holds the end, time keeps its scale under it.
        self.picture.held.set(Some(scale.end));
        let per_pixel = scale.nanos(1.0) / 1e6 / lever.ratio;
        Some(Doing::Stretch { param: lever.param, from, x, per_pixel })
    }

    /// Says what is under a pointer that is not down, and shows what can be taken hold of.
    pub(super) fn point(self, place: Option<(f64, i32)>) {
        let lever = place.and_then(|(x, y)| self.lever(x, y));
        self.holds.set(lever.is_some());
        self.tip.set(place.and_then(|(x, y)| {
            let row = ROWS.at(y)?;
            let words = lane_words_at(self.session, self.picture, row, self.scale().at(x))?;
            let lever = lever.and_then(|lever| {
                let lesson = self.session.lesson();
                let name = if self.session.own.get_untracked() {
                    self.hands.with_value(|hands| Some(hands.numbers.get(lever.param)?.name.clone()))?
                } else {
                    lesson.params()[lever.param].name.clone()
                };
                Some(fill(self.session.texts.drag, &[("name", &name)]))
            });
            Some(Tip { x, y, words: lever.unwrap_or(words) })
        }));
    }
}

/// The numbers in the text of a program of the reader's own.
fn numbers_of(session: Session, model: &Model) -> Vec<Number> {
    let own = model.own.as_ref();
    own.map_or_else(Vec::new, |own| numbers(&own.source, session.lesson().params()))
}

/// The levers of a plan: what Rust runs is run once more for them, what Python runs says it in its text.
fn levers_of(session: Session, model: &Model, plan: &Run, numbers: &[Number]) -> Vec<Lever> {
    let records = &plan.scope.trace().records;
    let Some(of) = plan.of.as_ref().filter(|_| model.by_python()) else {
        return levers(&model.program(), records, PLAN_LIMITS);
    };
    if let Some(own) = &model.own {
        // While another text is being run, nothing can be taken hold of.
        let known = if own.source == of.source { numbers } else { &[] };
        let known: Vec<_> = known.iter().map(|number| (number.name.as_str(), number.range.default)).collect();
        return written(&of.source, &known, records);
    }
    let lesson = session.lesson();
    let value = |(param, value): (&'_ Param, &Value)| number_in(value).map(|value| (param.name.clone(), value));
    // Those without a number are none that a sleep could follow.
    let known: Vec<_> = lesson.params().iter().zip(&model.values).map(value).collect();
    let known: Vec<_> = known
        .iter()
        .map(|known| known.as_ref().map_or(("", Milli(0)), |(name, value)| (name.as_str(), *value)))
        .collect();
    written(&of.source, &known, records)
}
