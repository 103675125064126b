//! Carries out what the reader's own program wants (model/own), and tells it what happens: editor, engine, timers, what is kept.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use loopscope_protocol::{self as protocol, Problem, Recording, Status};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, RequestCredentials, RequestInit, Response};

use super::editor::{Editor, EditorModule, Look, Opening, load_editor};
use super::kept::{Keeper, Unkept};
use super::load;
use super::python::{Place, PythonEngine};
use super::timers::Timers;
use crate::lesson::Tab;
use crate::live::{effect, memo};
use crate::model::own::{self, Brought, Event, FileNo, Kept, Shelf, Timer, Trouble};
use crate::model::{Action, python};
use crate::session::{Phase, Session};
use loopscope_protocol::pane::Pane;

/// What the reader's own program takes of the browser.
#[derive(Default)]
pub(crate) struct Edge {
    /// The address of the editor's module, if the site has it.
    editor_address: Option<String>,
    /// Where Python is, if the site has it.
    pub(crate) python_place: Option<Place>,
    /// The page stands in a blog.
    pub(crate) embedded: bool,
    module: RefCell<Module>,
    /// How often the module was asked for.
    tries: Cell<u32>,
    /// What the editor is opened with, until its place is there.
    opening: RefCell<Option<Begin>>,
    editor: RefCell<Option<Opened>>,
    /// What the editor is to do once it stands on the page.
    calls: RefCell<Vec<Call>>,
    python: RefCell<Option<Rc<PythonEngine>>>,
    timers: Timers<Timer>,
    keeper: RefCell<Keeper>,
    inbox: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
}

/// The editor's module.
#[derive(Default)]
enum Module {
    #[default]
    Absent,
    Coming,
    There(EditorModule),
}

/// What an editor is opened with.
struct Begin {
    text: String,
    original: String,
    focus: bool,
}

/// An open editor, and what it calls.
struct Opened {
    editor: Editor,
    _change: Closure<dyn FnMut(String)>,
    _run: Closure<dyn FnMut()>,
}

/// What an editor is to do.
enum Call {
    Replace(String),
    Slide(String),
    Focus,
    Started,
    Problems(Vec<Problem>),
}

impl Call {
    fn make(self, editor: &Editor) {
        match self {
            Call::Replace(text) => editor.replace(&text),
            Call::Slide(text) => editor.slide(&text),
            Call::Focus => editor.focus(),
            Call::Started => editor.started(),
            Call::Problems(problems) => editor.problems(&problems),
        }
    }
}

impl Edge {
    /// What a page has. The addresses are whole ones.
    pub(crate) fn new(editor_address: Option<String>, python_place: Option<Place>, embedded: bool) -> Edge {
        Edge { editor_address, python_place, embedded, ..Edge::default() }
    }

    fn call(&self, call: Call) {
        match &*self.editor.borrow() {
            Some(opened) => call.make(&opened.editor),
            None => self.calls.borrow_mut().push(call),
        }
    }
}

impl Session {
    /// Has something happen to the reader's own program. What happens meanwhile happens afterwards.
    pub(crate) fn own_event(self, event: Event) {
        let begins = self.edge.try_with_value(|edge| {
            edge.inbox.borrow_mut().push_back(event);
            !edge.busy.replace(true)
        });
        if begins != Some(true) {
            return;
        }
        while let Some(event) = self.edge.with_value(|edge| edge.inbox.borrow_mut().pop_front()) {
            let effects = self.own_program.try_update(|own| own.on(event)).unwrap_or_default();
            for effect in effects {
                perform(self, effect);
            }
        }
        self.edge.with_value(|edge| edge.busy.set(false));
    }

    /// Runs what is shown live, or lets it go on; nothing while it runs.
    pub(crate) fn play(self) {
        if self.phase.get_untracked() != Phase::Running {
            self.act(Action::Play);
        }
    }
}

/// What happens beside the panes: the page begins, and the model is followed.
pub(crate) fn begin(session: Session, brought: Option<Brought>) {
    let plain = window().location().hash().is_ok_and(|hash| hash.len() <= 1);
    session.own_event(Event::Begin { brought, shelf: shelf(session), plain });
    let seen = memo(move || session.model.with(crate::model::Model::seen));
    effect(move || session.own_event(Event::Seen(seen.get())));
    // The lab is around what this program draws.
    effect(move || {
        if let Some(lab) = document().get_element_by_id("lab") {
            // They fail only for a name that is no class's.
            let _ = lab.class_list().toggle_with_force("own", session.own.get());
            let _ = lab.class_list().toggle_with_force("python", session.by_python.get());
        }
    });
}

/// What was kept of the reader's for this page; a blog's page keeps nothing.
fn shelf(session: Session) -> Shelf {
    let lesson = session.lesson();
    session.edge.with_value(|edge| {
        if edge.embedded {
            return Shelf::default();
        }
        let mut keeper = edge.keeper.borrow_mut();
        *keeper = Keeper::new(&lesson.data.slug, lesson.data.version);
        keeper.shelf(js_sys::Date::now())
    })
}

/// Keeps a file of the reader's, or forgets it.
fn keep(session: Session, no: FileNo, kept: Option<&Kept>) {
    match session.edge.with_value(|edge| edge.keeper.borrow_mut().keep(no, kept)) {
        Ok(()) => {}
        Err(Unkept::Refused) => session.own_event(Event::Unkept),
        Err(Unkept::Elsewhere(theirs)) => session.own_event(Event::Elsewhere(no, theirs)),
    }
}

fn perform(session: Session, effect: own::Effect) {
    let edge = |f: &dyn Fn(&Edge)| session.edge.with_value(|edge| f(edge));
    match effect {
        own::Effect::LoadEditor => load_module(session),
        own::Effect::OpenEditor { text, original, focus } => {
            let begin = Begin { text, original, focus };
            session.edge.with_value(|edge| edge.opening.replace(Some(begin)));
            // The editor is one of Python; the view around opens it (`mount`).
            session.show_tab(Tab::Python);
            session.open.update(|panes| *panes = panes.with(Pane::Code, true));
        }
        own::Effect::ReplaceText(text) => edge(&|edge| edge.call(Call::Replace(text.clone()))),
        own::Effect::SlideText(text) => edge(&|edge| edge.call(Call::Slide(text.clone()))),
        own::Effect::FocusEditor => edge(&|edge| edge.call(Call::Focus)),
        own::Effect::CloseEditor { focus: false } => unmount(session),
        own::Effect::CloseEditor { focus: true } => {
            unmount(session);
            // The button is seen again once the editor is gone.
            request_animation_frame(|| {
                if let Ok(Some(edit)) = document().query_selector("#lab .pane.code .edit") {
                    // It fails only for an element that is not on the page.
                    let _ = edit.unchecked_ref::<HtmlElement>().focus();
                }
            });
        }
        own::Effect::Started => edge(&|edge| edge.call(Call::Started)),
        own::Effect::Problems(problems) => edge(&|edge| edge.call(Call::Problems(problems.clone()))),
        own::Effect::WantPython => tell_python(session, python::Event::Wanted),
        own::Effect::Run(program) => tell_python(session, python::Event::Asked(program)),
        own::Effect::DropRun => tell_python(session, python::Event::Dropped),
        own::Effect::FetchRecording => {
            let lesson = session.lesson();
            let address = lesson.recorded().map(|recorded| recorded.run.clone()).unwrap_or_default();
            spawn_local(async move { session.own_event(Event::Recorded(recording(&address).await)) });
        }
        own::Effect::Act(action) => session.act(action),
        own::Effect::Play => session.play(),
        own::Effect::Keep(no, kept) => keep(session, no, kept.as_ref()),
        own::Effect::Remember(file) => edge(&|edge| edge.keeper.borrow().remember(file)),
        own::Effect::Arm(timer, ms) => {
            edge(&|edge| edge.timers.arm(timer, ms, move || session.own_event(Event::Rang(timer))));
        }
        own::Effect::Disarm(timer) => edge(&|edge| edge.timers.disarm(&timer)),
    }
}

fn tell_python(session: Session, event: python::Event) {
    let engine = session.edge.with_value(|edge| {
        let place = edge.python_place.clone()?;
        let mut python = edge.python.borrow_mut();
        let start = || PythonEngine::new(place, move |report| session.own_event(Event::Python(report)));
        Some(python.get_or_insert_with(start).clone())
    });
    if let Some(engine) = engine {
        engine.on(event);
    }
}

/// Loads the editor's module, if that was not begun.
fn load_module(session: Session) {
    let address = session.edge.with_value(|edge| {
        let mut module = edge.module.borrow_mut();
        match &*module {
            Module::Coming => None,
            Module::There(_) => Some(None),
            Module::Absent => {
                *module = Module::Coming;
                let tries = edge.tries.replace(edge.tries.get() + 1);
                // A module that did not come once is asked for under another address.
                let again = if tries > 0 { ["?", &tries.to_string()].concat() } else { String::new() };
                Some(Some(edge.editor_address.clone().unwrap_or_default() + &again))
            }
        }
    });
    match address {
        None => {}
        Some(None) => session.own_event(Event::EditorLoaded),
        Some(Some(address)) => spawn_local(async move {
            let loaded = load_editor(&address).await;
            let (module, event) = match loaded {
                Ok(module) => (Module::There(module), Event::EditorLoaded),
                Err(thrown) => {
                    web_sys::console::error_1(&thrown);
                    let trouble = if load::is_unreached(&thrown) {
                        Trouble::Unreached
                    } else {
                        Trouble::Broken(load::words(&thrown))
                    };
                    (Module::Absent, Event::EditorFailed(trouble))
                }
            };
            session.edge.try_with_value(|edge| *edge.module.borrow_mut() = module);
            session.own_event(event);
        }),
    }
}

/// Opens the editor that is wanted in its place on the page, if that was not done.
pub(crate) fn mount(session: Session, place: &Element) {
    let moved =
        || document().query_selector(".own-editor .param-control :focus").is_ok_and(|control| control.is_some());
    let change = Closure::new(move |text| session.own_event(Event::Changed { text, moved: moved() }));
    let run = Closure::new(move || session.own_event(Event::Play));
    let lesson = session.lesson();
    session.edge.with_value(|edge| {
        let Some(Begin { text, original, focus }) = edge.opening.take() else { return };
        let module = match &*edge.module.borrow() {
            Module::There(module) => module.clone(),
            // It is there before an editor is opened.
            Module::Absent | Module::Coming => return,
        };
        let params = &lesson.data.params;
        let lang = session.lang;
        let (text, original) = (&*text, &*original);
        let editor = module.open(&Opening { parent: place, text, original, params, lang, change: &change, run: &run });
        for call in edge.calls.take() {
            call.make(&editor);
        }
        if focus {
            editor.focus();
        }
        *edge.editor.borrow_mut() = Some(Opened { editor, _change: change, _run: run });
    });
}

/// Shows in the editor what its lines look like.
pub(crate) fn show(session: Session, looks: &[Look]) {
    session.edge.with_value(|edge| {
        if let Some(opened) = &*edge.editor.borrow() {
            opened.editor.show(looks);
        }
    });
}

/// Takes the editor off the page, and lets go of all that it had.
fn unmount(session: Session) {
    let opened = session.edge.try_with_value(|edge| {
        edge.opening.take();
        edge.calls.take();
        edge.editor.take()
    });
    let opened = opened.flatten();
    if let Some(opened) = opened {
        opened.editor.close();
    }
}

/// The run of the page's own program as it was recorded; `None` if it does not come, or is of another build.
async fn recording(address: &str) -> Option<protocol::Update> {
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::SameOrigin);
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return None;
    }
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    let Recording { chunk, end, outcome } = Recording::from_file(&Uint8Array::new(&bytes).to_vec()).ok()?;
    Some(protocol::Update::Progress { run: 0, replace: true, chunk, now: end, status: Status::Ended(outcome) })
}
