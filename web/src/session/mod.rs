//! The session's state in one place: the model in a signal, what the panes show of it as memos, and the engines. Components
//! reach it by [`use_session`]. It stands above the browser's edge, which knows nothing of it and calls what it is given.

mod ahead;
mod engines;
mod own;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_lessons::with_values;
use loopscope_protocol::Program;
use loopscope_protocol::address::{Address, Void};
use loopscope_strings::{Lang, OwnTexts, Page, PaneTexts, own_texts, page, pane_texts};
use loopscope_view::{Cursor, State, Voice};

use crate::browser::clock::page_ms;
use crate::browser::engines::Engines;
use crate::browser::frames::EachFrame;
use crate::browser::own::Edge;
use crate::lesson::{Lesson, Tab};
use crate::live::{effect, memo};
use crate::model::own::{Notes, OwnProgram, Setting};
use crate::model::{Action, Commands, Model, Place};
use crate::run::{By, Filter, Run, Text};
use loopscope_protocol::pane::Pane;
use loopscope_protocol::pane::Panes;

pub(crate) use engines::PLAN_LIMITS;

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

/// The lesson, and what is known of its runs. It is handed on as one word and lives as long as the view that provides it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    lesson: StoredValue<Arc<Lesson>>,
    /// The engines behind their workers.
    engines: StoredValue<Engines, LocalStorage>,
    /// What the reader's own program takes of the browser.
    edge: StoredValue<Rc<Edge>, LocalStorage>,
    /// The page's language.
    pub(crate) lang: Lang,
    /// Its texts.
    pub(crate) texts: &'static Page,
    /// The texts of the panes.
    pub(crate) panes: &'static PaneTexts,
    /// The texts around the reader's own program.
    pub(crate) own_texts: &'static OwnTexts,
    /// What is known.
    pub(crate) model: RwSignal<Model>,
    /// The page's clock in milliseconds, as of this frame; it stands while nothing runs.
    pub(crate) frame_ms: RwSignal<f64>,
    /// Number and version of the run that is shown.
    pub(crate) shown: Memo<(u32, u32)>,
    /// Number of the plan.
    pub(crate) planned: Memo<u32>,
    /// Where the panes stand.
    pub(crate) cursor: Memo<Cursor>,
    /// What there is at the cursor.
    state: Memo<Arc<State>>,
    /// Loop time at the cursor, or of the present instant.
    pub(crate) now: Memo<Instant>,
    /// Where the session stands.
    pub(crate) phase: Memo<Phase>,
    /// Which records count as steps.
    pub(crate) filter: Memo<Filter>,
    /// What one goes back and forth by.
    pub(crate) by: Memo<By>,
    /// Whether the reader looks at another moment of a live run than its present.
    pub(crate) looking_back: Memo<bool>,
    /// The program that is shown is the reader's own.
    pub(crate) own: Memo<bool>,
    /// The Python engine runs what is shown, and nobody can act in its loop's place.
    pub(crate) by_python: Memo<bool>,
    /// The reader's own program.
    pub(crate) own_program: RwSignal<OwnProgram>,
    /// What that says of itself in comments; nothing of the page's own program.
    pub(crate) notes: Memo<Notes>,
    /// The language that the code pane shows.
    pub(crate) tab: RwSignal<Tab>,
    /// Name of the region of the code that the text points to.
    pub(crate) pointed: RwSignal<Option<String>>,
    /// The panes that are open.
    pub(crate) open: RwSignal<Panes>,
    /// The parameters that are shown, by name; all if it is empty.
    pub(crate) only: RwSignal<Vec<String>>,
    /// On a narrow page, the laboratory covers the text as a sheet.
    pub(crate) sheet: RwSignal<bool>,
    /// The pane that the text points to.
    pub(crate) pointed_pane: RwSignal<Option<Pane>>,
    /// An editor stands in the code's place.
    pub(crate) editing: Memo<bool>,
    /// The reader came near the code.
    pub(crate) near_code: RwSignal<bool>,
}

/// The session of the page around a component.
///
/// # Panics
/// Outside of a view that has provided one, which no component is.
pub(crate) fn use_session() -> Session {
    expect_context::<Session>()
}

fn phase(model: &Model) -> Phase {
    match (&model.live, &model.plan) {
        (Some(_), _) if model.is_running() => Phase::Running,
        (Some(_), _) if model.is_live() => Phase::Paused,
        (Some(_), _) => Phase::Ended,
        (None, Some(_)) => Phase::Planned,
        (None, None) => Phase::Loading,
    }
}

impl Session {
    /// The lesson's session, as an address has it. Nothing is asked of an engine yet.
    pub(crate) fn new(
        lesson: Arc<Lesson>,
        address: Option<Result<Address, Void>>,
        engines: Engines,
        edge: Edge,
    ) -> Session {
        let params = lesson.params().iter().map(|param| (param.name.clone(), param.kind.default())).collect();
        let mut model = Model::new(lesson.data.slug.clone(), params, lesson.runs());
        let of_page = |_| Text { source: lesson.data.source.clone(), python: lesson.data.version };
        model.page = lesson.recorded().map(of_page);
        if let Some(address) = address {
            model.arrive(address);
        }
        model.act(Action::Lines(lesson.shown_lines(Tab::Python)), 0.0);
        let (lang, open, source) = (lesson.lang, lesson.data.open, lesson.data.source.clone());
        let own_program = RwSignal::new(OwnProgram::new(Setting {
            source: lesson.data.source.clone(),
            python: lesson.data.version,
            embedded: edge.embedded,
            has_python: edge.python_place.is_some(),
        }));
        let model = RwSignal::new(model);
        let frame_ms = RwSignal::new(page_ms());
        let of_model = |read: fn(&Model) -> Cursor| memo(move || model.with(read));
        let cursor = of_model(Model::cursor);
        let shown = memo(move || model.with(|m| m.shown().map_or((0, 0), |run| (run.no, run.version))));
        // It is another one whenever run or place are, so that nobody compares two of them.
        let state = Memo::new_with_compare(
            move |_| {
                shown.track();
                let cursor = cursor.get();
                let at = |model: &Model| model.shown().map(|run| run.scope.state_at(cursor));
                Arc::new(model.with_untracked(at).unwrap_or_default())
            },
            |_, _| true,
        );
        Session {
            lesson: StoredValue::new(lesson),
            engines: StoredValue::new_local(engines),
            edge: StoredValue::new_local(Rc::new(edge)),
            lang,
            texts: page(lang),
            panes: pane_texts(lang),
            own_texts: own_texts(lang),
            model,
            frame_ms,
            shown,
            planned: memo(move || model.with(|m| m.plan.as_ref().map_or(0, |run| run.no))),
            cursor,
            state,
            now: memo(move || {
                let frame_ms = frame_ms.get();
                model.with(|m| m.now(frame_ms))
            }),
            phase: memo(move || model.with(phase)),
            filter: memo(move || model.with(|m| m.filter)),
            by: memo(move || model.with(|m| m.by)),
            looking_back: memo(move || model.with(|m| m.shows_live() && m.place != Place::Present)),
            own: memo(move || model.with(|m| m.own.is_some())),
            by_python: memo(move || model.with(Model::by_python)),
            own_program,
            notes: memo(move || {
                let edited = |model: &Model| model.own.as_ref().filter(|own| own.edited).map(|own| own.source.clone());
                Notes::of(own_texts(lang), &model.with(edited).unwrap_or_else(|| source.clone()))
            }),
            tab: RwSignal::new(Tab::Python),
            pointed: RwSignal::new(None),
            open: RwSignal::new(open),
            only: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(false),
            pointed_pane: RwSignal::new(None),
            editing: memo(move || own_program.with(OwnProgram::is_editing)),
            near_code: RwSignal::new(false),
        }
    }

    /// The lesson.
    pub(crate) fn lesson(self) -> Arc<Lesson> {
        self.lesson.get_value()
    }

    /// What there is at the cursor; who reads it is told when another run or place is shown.
    pub(crate) fn at_cursor(self) -> Arc<State> {
        self.state.get()
    }

    /// Shows the code in a language; sentences then name its lines.
    pub(crate) fn show_tab(self, tab: Tab) {
        self.tab.set(tab);
        self.act(Action::Lines(self.lesson().shown_lines(tab)));
    }

    /// Whether a pane is open.
    pub(crate) fn is_open(self, pane: Pane) -> bool {
        self.open.get().contains(pane)
    }

    /// Whose words the log speaks in: those of the language that the code is shown in.
    pub(crate) fn voice(self) -> Voice {
        match self.tab.get() {
            Tab::Python => Voice::Asyncio,
            Tab::Rust => Voice::Rust,
        }
    }

    /// Carries out what the reader does.
    pub(crate) fn act(self, action: Action) {
        let now = page_ms();
        self.frame_ms.set(now);
        let commands = self.model.try_update(|model| model.act(action, now)).unwrap_or_default();
        self.post(commands);
    }

    /// Has something happen to the model.
    fn hear(self, hear: impl FnOnce(&mut Model, f64) -> Commands) {
        let now = page_ms();
        let commands = self.model.try_update(|model| hear(model, now)).unwrap_or_default();
        self.frame_ms.set(now);
        self.post(commands);
    }

    /// Moves the page's clock with every frame while a live run goes on.
    pub(crate) fn keep_time(self) {
        let time = EachFrame::new(move || {
            self.frame_ms.set(page_ms());
            self.model.with_untracked(Model::is_running)
        });
        effect(move || {
            if self.phase.get() == Phase::Running {
                time.go_on();
            }
        });
    }

    /// What runs, with its parameters as they are.
    pub(crate) fn program(self) -> Program {
        self.model.with_untracked(Model::program)
    }

    /// The text of the page's program, with the values that its parameters have.
    pub(crate) fn present(self) -> String {
        let lesson = self.lesson();
        self.model.with_untracked(|model| with_values(&lesson.data.source, &model.params()))
    }

    /// Reads something of the run that is shown, and is told when there is more of it or another.
    pub(crate) fn of_shown<T>(self, read: impl FnOnce(&Run) -> T) -> Option<T> {
        self.shown.track();
        self.model.with_untracked(|model| model.shown().map(read))
    }

    /// The same of the plan.
    pub(crate) fn of_plan<T>(self, read: impl FnOnce(&Run) -> T) -> Option<T> {
        self.planned.track();
        self.model.with_untracked(|model| model.plan.as_ref().map(read))
    }

    /// Opens the lesson: asks for the first plan.
    pub(crate) fn begin(self) {
        let commands = self.model.try_update(Model::open).unwrap_or_default();
        self.post(commands);
    }
}
