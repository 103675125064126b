//! The session's state in one place: the model in a signal, what the panes show of it as memos, and the engines.

use std::cell::{Cell as StdCell, OnceCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use js_sys::Date;
use leptos::prelude::*;
use loopscope_engine::plan;
use loopscope_engine::session::LIMITS;
use loopscope_executor::{Instant, Limits};
use loopscope_protocol::{Command, Epoch, Mode};
use loopscope_strings::{Lang, Page, page};
use loopscope_view::{Cursor, State};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::clock::page_ms;
use crate::dom::watch;
use crate::engine_client::{EngineClient, Report};
use crate::lesson::Lesson;
use crate::links;
use crate::model::{Action, Commands, Engine, Model, Place};
use crate::more::More;
use crate::run::{By, Filter, Run};
use crate::signal::{Cell, Derived, Small, small_enum};

/// The program's language that the code pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Python, which is read.
    Python,
    /// Its Rust twin, which runs.
    Rust,
}

/// A pane that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pane {
    /// The program.
    Code,
    /// The lanes.
    Timeline,
    /// The event log.
    Log,
    /// What was printed.
    Output,
    /// The loop's inside: queue, timers, await tree, futures.
    Inside,
    /// Predictions.
    Predict,
    /// Links, files, and what goes into a blog.
    Share,
}

impl Pane {
    /// All of them.
    pub(crate) const ALL: [Pane; 7] =
        [Pane::Code, Pane::Timeline, Pane::Log, Pane::Output, Pane::Inside, Pane::Predict, Pane::Share];

    /// Its name in lessons, addresses and the stylesheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Pane::Code => "code",
            Pane::Timeline => "timeline",
            Pane::Log => "log",
            Pane::Output => "output",
            Pane::Inside => "inside",
            Pane::Predict => "predict",
            Pane::Share => "share",
        }
    }

    /// The pane with this name.
    pub(crate) fn from_name(name: &str) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| pane.name() == name)
    }
}

/// Some of the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Panes(u64);

impl Panes {
    /// Whether a pane is among them.
    pub(crate) fn contains(self, pane: Pane) -> bool {
        self.0 >> pane as u64 & 1 == 1
    }

    /// The same, with or without a pane.
    pub(crate) fn with(self, pane: Pane, there: bool) -> Panes {
        let bit = 1 << pane as u64;
        Panes(if there { self.0 | bit } else { self.0 & !bit })
    }
}

impl Small for Panes {
    fn to_bits(self) -> u64 {
        self.0
    }
    fn from_bits(bits: u64) -> Self {
        Panes(bits)
    }
}

small_enum!(Tab: Tab::Python, Tab::Rust);
small_enum!(Pane: Pane::Code, Pane::Timeline, Pane::Log, Pane::Output, Pane::Inside, Pane::Predict, Pane::Share);
small_enum!(Phase: Phase::Loading, Phase::Planned, Phase::Running, Phase::Paused, Phase::Ended);

/// Where the session stands, for buttons and sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// There is no plan yet.
    Loading,
    /// There is a plan, and nothing runs.
    Planned,
    /// A live run goes on.
    Running,
    /// A live run stands still.
    Paused,
    /// A live run has ended.
    Ended,
}

/// What a plan may cost that is made here, in the frame in which it is wanted; a longer one is the worker's.
pub(crate) const PLAN_LIMITS: Limits = Limits { steps: 20_000, records: 20_000, ..LIMITS };

/// The two engines' workers. The one for live runs is started once the first plan is there, the one for plans when a plan is
/// too long to be made here.
struct Engines {
    address: String,
    session: Session,
    plan: OnceCell<Rc<EngineClient>>,
    live: OnceCell<Rc<EngineClient>>,
}

impl Engines {
    fn get(&self, engine: Engine) -> Rc<EngineClient> {
        let session = self.session;
        let cell = match engine {
            Engine::Plan => &self.plan,
            Engine::Live => &self.live,
        };
        let start = || EngineClient::start(self.address.clone(), move |report| session.hear(engine, report));
        cell.get_or_init(start).clone()
    }
}

thread_local! {
    /// The page's engines, once its session is open.
    static ENGINES: OnceCell<Rc<Engines>> = const { OnceCell::new() };
}

fn engines() -> Option<Rc<Engines>> {
    ENGINES.with(|engines| engines.get().cloned())
}

/// The session: what every component is given. It lives as long as its page, so that it is handed on as one word.
#[derive(Clone, Copy)]
pub(crate) struct Session(&'static Signals);

impl Deref for Session {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// The lesson, and what is known of its runs.
pub(crate) struct Signals {
    /// The lesson.
    pub(crate) lesson: &'static Lesson,
    /// The page's language.
    pub(crate) lang: Lang,
    /// Its texts.
    pub(crate) texts: &'static Page,
    /// What is known.
    pub(crate) model: &'static ArcRwSignal<Model>,
    /// The page's clock in milliseconds, as of this frame; it stands while nothing runs.
    frame_ms: Cell<f64>,
    /// Number and version of the run that is shown.
    pub(crate) shown: Derived<(u32, u32)>,
    /// Number of the plan.
    pub(crate) planned: Derived<u32>,
    /// Where the panes stand.
    pub(crate) cursor: Derived<Cursor>,
    /// What [`Session::at_cursor`] gave last, and for which run and place.
    at_cursor: Mutex<Option<(AtCursor, Arc<State>)>>,
    /// Loop time at the cursor, or of the present instant.
    pub(crate) now: Derived<Instant>,
    /// Where the session stands.
    pub(crate) phase: Derived<Phase>,
    /// Which records count as steps.
    pub(crate) filter: Derived<Filter>,
    /// Whether the reader looks at another moment of a live run than its present.
    pub(crate) looking_back: Derived<bool>,
    /// The language that the code pane shows.
    pub(crate) tab: Cell<Tab>,
    /// Number of the region of the code that the text points to.
    pub(crate) pointed: Cell<Option<u32>>,
    /// The panes that are open.
    pub(crate) open: Cell<Panes>,
    /// The pane that the text points to.
    pub(crate) pointed_pane: Cell<Option<Pane>>,
    /// An editor stands in the code's place (web/own), and is told of what its lines look like.
    pub(crate) editing: Cell<bool>,
    /// The reader came near the code.
    pub(crate) near_code: Cell<bool>,
    /// What is loaded when it is asked for.
    pub(crate) more: More,
    /// What one goes back and forth by.
    pub(crate) by: Derived<By>,
}

/// Number and version of a run, and a place in it.
type AtCursor = ((u32, u32), Cursor);

fn phase(model: &Model) -> Phase {
    match (&model.live, &model.plan) {
        (Some(_), _) if model.is_running() => Phase::Running,
        (Some(_), _) if model.is_live() => Phase::Paused,
        (Some(_), _) => Phase::Ended,
        (None, Some(_)) => Phase::Planned,
        (None, None) => Phase::Loading,
    }
}

/// The time of day where the reader is.
fn present() -> Epoch {
    // `as` saturates.
    Epoch { unix_ms: Date::now() as i64, offset_minutes: -(Date::new_0().get_timezone_offset() as i32) }
}

impl Session {
    /// What there is at the cursor; who reads it is told when another run or place is shown. It is worked out once for all who
    /// ask: a memo of such a value would weigh two kilobytes.
    pub(crate) fn at_cursor(self) -> Arc<State> {
        let at = (self.shown.get(), self.cursor.get());
        let mut kept = self.at_cursor.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, state)) = &*kept
            && *known == at
        {
            return Arc::clone(state);
        }
        let state = self.model.with_untracked(|m| m.shown().map(|run| run.scope.state_at(at.1)).unwrap_or_default());
        let state = Arc::new(state);
        *kept = Some((at, Arc::clone(&state)));
        state
    }

    /// Opens the lesson: starts its engine and asks for the first plan. `engine`: the address of web/engine.js.
    pub(crate) fn open(lesson: &'static Lesson, engine: String) -> Session {
        let params = lesson.params.iter().map(|param| (param.name.clone(), param.default.clone())).collect();
        let mut model = Model::new(lesson.slug.clone(), params, lesson.own);
        if let Some(address) = links::opening(lesson) {
            model.arrive(address);
        }
        let model: &'static ArcRwSignal<Model> = Box::leak(Box::new(ArcRwSignal::new(model)));
        let frame_ms = Cell::new(page_ms());
        let cursor = Derived::new(move || model.with(Model::cursor));
        let shown = Derived::new(move || model.with(|m| m.shown().map_or((0, 0), |run| (run.no, run.version))));
        let session = Session(Box::leak(Box::new(Signals {
            lesson,
            lang: lesson.lang,
            texts: page(lesson.lang),
            model,
            frame_ms,
            shown,
            planned: Derived::new(move || model.with(|m| m.plan.as_ref().map_or(0, |run| run.no))),
            cursor,
            at_cursor: Mutex::new(None),
            now: Derived::new(move || {
                let frame_ms = frame_ms.get();
                model.with(|m| m.now(frame_ms))
            }),
            phase: Derived::new(move || model.with(phase)),
            filter: Derived::new(move || model.with(|m| m.filter)),
            by: Derived::new(move || model.with(|m| m.by)),
            looking_back: Derived::new(move || model.with(|m| m.shows_live() && m.place != Place::Present)),
            tab: Cell::new(Tab::Python),
            pointed: Cell::new(None),
            open: Cell::new(lesson.open),
            pointed_pane: Cell::new(None),
            editing: Cell::new(false),
            near_code: Cell::new(false),
            more: More::new(),
        })));
        let engines = Engines { address: engine, session, plan: OnceCell::new(), live: OnceCell::new() };
        let _ = ENGINES.with(|there| there.set(Rc::new(engines)));
        let commands = session.model.try_update(Model::open).unwrap_or_default();
        session.post(commands);
        session.keep_time();
        session
    }

    /// Carries out what the reader does.
    pub(crate) fn act(self, action: Action) {
        let now = page_ms();
        self.frame_ms.set(now);
        let commands = self.model.try_update(|model| model.act(action, now)).unwrap_or_default();
        self.post(commands);
    }

    fn post(self, commands: Commands) {
        let Some(engines) = engines() else { return };
        for (engine, mut command) in commands {
            // A program that runs for real sees the time of day.
            if let Command::Load { program, mode: Mode::Live { .. }, .. } = &mut command {
                program.epoch = present();
            }
            if let Command::Load { run, program, mode: Mode::Virtual } = &command
                && let Some(update) = plan(*run, program, PLAN_LIMITS)
            {
                self.hear(engine, Report::Updates(vec![update]));
                continue;
            }
            engines.get(engine).post(command);
        }
    }

    fn hear(self, engine: Engine, report: Report) {
        let now = page_ms();
        let commands = self.model.try_update(|model| match report {
            Report::Updates(updates) => {
                model.hear(engine, updates, now);
                Commands::new()
            }
            Report::Replaced => model.replaced(engine, now),
            Report::Gone => {
                model.gone(engine, now);
                Commands::new()
            }
        });
        self.frame_ms.set(now);
        self.post(commands.unwrap_or_default());
        // With the first plan on the screen there is time to get the other engine ready.
        if engine == Engine::Plan
            && let Some(engines) = engines()
        {
            let _ = engines.get(Engine::Live);
        }
    }

    /// Moves the page's clock with every frame while a live run goes on.
    fn keep_time(self) {
        let asked = Rc::new(StdCell::new(false));
        let next = Rc::new(OnceCell::<Closure<dyn FnMut()>>::new());
        let ask = {
            let (asked, next) = (asked.clone(), next.clone());
            move || {
                if let Some(next) = next.get().filter(|_| !asked.replace(true)) {
                    let _ = window().request_animation_frame(next.as_ref().unchecked_ref());
                }
            }
        };
        let again = ask.clone();
        let frame = Closure::new(move || {
            asked.set(false);
            self.frame_ms.set(page_ms());
            if self.model.try_with_untracked(Model::is_running) == Some(true) {
                again();
            }
        });
        // It holds itself: the page's clock goes as long as the page is there.
        let _ = next.set(frame);
        watch(move || {
            if self.phase.get() == Phase::Running {
                ask();
            }
        });
    }

    /// Reads something of the run that is shown, and is told when there is more of it or another.
    pub(crate) fn of_shown<T>(self, read: impl FnOnce(&Run) -> T) -> Option<T> {
        self.shown.get();
        self.model.with_untracked(|model| model.shown().map(read))
    }
}
