//! The editor, the engine, timers and what is kept, for the reader's own program. What happens there it tells who asked
//! (session/own.rs).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::{document, request_animation_frame, window};
use loopscope_protocol::param::Param;
use loopscope_protocol::{Problem, Recording, Status, Update};
use loopscope_strings::Lang;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, RequestCredentials, RequestInit, Response};

use super::editor::{Editor, EditorModule, Look, Opening, load_editor};
use super::python::PythonEngine;
use super::timers::Timers;
use super::{kept, load, python};
use crate::inbox::Inbox;
use crate::model::own::{Event, Timer, Trouble};
use crate::model::python::Event as PythonEvent;

/// What is called when something happens.
pub(crate) type Tell = Rc<dyn Fn(Event)>;

/// What the reader's own program takes of the browser.
#[derive(Default)]
pub(crate) struct Edge {
    /// The address of the editor's module, if the site has it.
    editor_address: Option<String>,
    /// Where Python is, if the site has it.
    pub(crate) python_place: Option<python::Place>,
    /// The page stands in a blog.
    pub(crate) embedded: bool,
    /// What has happened.
    pub(crate) inbox: Inbox<Event>,
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
pub(crate) struct Begin {
    /// Its text.
    pub(crate) text: String,
    /// The text that it is compared with.
    pub(crate) original: String,
    /// Whether the cursor goes into it.
    pub(crate) focus: bool,
}

/// Where it is opened.
pub(crate) struct Place<'a> {
    /// The element that it is put into.
    pub(crate) element: &'a Element,
    /// The page's parameters.
    pub(crate) params: &'a [Param],
    /// The page's language.
    pub(crate) lang: Lang,
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
    Focus,
    Started,
    Problems(Vec<Problem>),
}

impl Call {
    fn make(self, editor: &Editor) {
        match self {
            Call::Replace(text) => editor.replace(&text),
            Call::Focus => editor.focus(),
            Call::Started => editor.started(),
            Call::Problems(problems) => editor.problems(&problems),
        }
    }
}

impl Edge {
    /// What a page has. The addresses are whole ones.
    pub(crate) fn new(editor_address: Option<String>, python_place: Option<python::Place>, embedded: bool) -> Edge {
        Edge { editor_address, python_place, embedded, ..Edge::default() }
    }

    /// Loads the editor's module, if that was not begun.
    pub(crate) fn load_editor(self: &Rc<Self>, tell: Tell) {
        let before = self.module.replace(Module::Coming);
        match before {
            Module::Coming => return,
            Module::There(_) => {
                self.module.replace(before);
                return tell(Event::EditorLoaded);
            }
            Module::Absent => {}
        }
        let tries = self.tries.replace(self.tries.get() + 1);
        // A module that did not come once is asked for under another address.
        let again = if tries > 0 { ["?", &tries.to_string()].concat() } else { String::new() };
        let address = self.editor_address.clone().unwrap_or_default() + &again;
        let this = Rc::downgrade(self);
        spawn_local(async move {
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
            if let Some(this) = this.upgrade() {
                this.module.replace(module);
                tell(event);
            }
        });
    }

    /// An editor is to be opened as soon as its place is on the page.
    pub(crate) fn want_editor(&self, begin: Begin) {
        self.opening.replace(Some(begin));
    }

    /// Opens the editor that is wanted in its place, if that was not done.
    pub(crate) fn open_editor(&self, place: &Place<'_>, tell: &Tell) {
        let Some(Begin { text, original, focus }) = self.opening.take() else { return };
        let module = match &*self.module.borrow() {
            Module::There(module) => module.clone(),
            // It is there before an editor is opened.
            Module::Absent | Module::Coming => return,
        };
        let moved =
            || document().query_selector(".own-editor .param-control :focus").is_ok_and(|control| control.is_some());
        let told = tell.clone();
        let change = Closure::new(move |text| told(Event::Changed { text, moved: moved() }));
        let told = tell.clone();
        let run = Closure::new(move || told(Event::Play));
        let Place { element: parent, params, lang } = *place;
        let (text, original) = (&*text, &*original);
        let editor = module.open(&Opening { parent, text, original, params, lang, change: &change, run: &run });
        for call in self.calls.take() {
            call.make(&editor);
        }
        if focus {
            editor.focus();
        }
        self.editor.replace(Some(Opened { editor, _change: change, _run: run }));
    }

    /// Shows in the editor what its lines look like.
    pub(crate) fn show(&self, looks: &[Look]) {
        if let Some(opened) = &*self.editor.borrow() {
            opened.editor.show(looks);
        }
    }

    /// The editor is to have this text.
    pub(crate) fn replace_text(&self, text: String) {
        self.call(Call::Replace(text));
    }

    /// The cursor goes into the editor.
    pub(crate) fn focus_editor(&self) {
        self.call(Call::Focus);
    }

    /// A run begins with the text that the editor has.
    pub(crate) fn started(&self) {
        self.call(Call::Started);
    }

    /// The editor is to show these.
    pub(crate) fn problems(&self, problems: Vec<Problem>) {
        self.call(Call::Problems(problems));
    }

    fn call(&self, call: Call) {
        match &*self.editor.borrow() {
            Some(opened) => call.make(&opened.editor),
            None => self.calls.borrow_mut().push(call),
        }
    }

    /// Takes the editor off the page, and lets go of all that it had.
    pub(crate) fn close_editor(&self) {
        self.opening.take();
        self.calls.take();
        let opened = self.editor.take();
        if let Some(opened) = opened {
            opened.editor.close();
        }
        // The button is seen again once the editor is gone.
        request_animation_frame(|| {
            if let Ok(Some(edit)) = document().query_selector("#lab .pane.code .edit") {
                // It fails only for an element that is not on the page.
                let _ = edit.unchecked_ref::<HtmlElement>().focus();
            }
        });
    }

    /// Has something happen to the Python engine, which is there from the first time on, if the site has it.
    pub(crate) fn tell_python(&self, event: PythonEvent, tell: Tell) {
        let Some(place) = self.python_place.clone() else { return };
        let start = || PythonEngine::new(place, move |report| tell(Event::Python(report)));
        let engine = self.python.borrow_mut().get_or_insert_with(start).clone();
        engine.on(event);
    }

    /// Fetches the run of the page's own program as it was recorded.
    pub(crate) fn fetch_recording(&self, address: String, tell: Tell) {
        spawn_local(async move { tell(Event::Recorded(recording(&address).await)) });
    }

    /// What was kept of the reader's under this name; a blog's page keeps nothing.
    pub(crate) fn kept(&self, slug: &str) -> Option<String> {
        if self.embedded { None } else { kept::kept(slug) }
    }

    /// Keeps a text under this name, or with `None` forgets it; false where the browser keeps nothing.
    pub(crate) fn keep(&self, slug: &str, text: Option<&str>) -> bool {
        kept::keep(slug, text)
    }

    /// After so many milliseconds the timer rings, once.
    pub(crate) fn arm(&self, timer: Timer, ms: f64, tell: Tell) {
        self.timers.arm(timer, ms, move || tell(Event::Rang(timer)));
    }

    /// It does not.
    pub(crate) fn disarm(&self, timer: Timer) {
        self.timers.disarm(&timer);
    }
}

/// Whether the page's address has nothing behind its `#`.
pub(crate) fn says_nothing() -> bool {
    window().location().hash().is_ok_and(|hash| hash.len() <= 1)
}

/// Marks the laboratory, which is around what this program draws: with the reader's own program, with one that Python runs.
pub(crate) fn mark_lab(own: bool, python: bool) {
    if let Some(lab) = document().get_element_by_id("lab") {
        // They fail only for a name that is no class's.
        let _ = lab.class_list().toggle_with_force("own", own);
        let _ = lab.class_list().toggle_with_force("python", python);
    }
}

/// The run of the page's own program as it was recorded; `None` if it does not come, or is of another build.
async fn recording(address: &str) -> Option<Update> {
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::SameOrigin);
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return None;
    }
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    let Recording { chunk, end, outcome } = Recording::from_file(&Uint8Array::new(&bytes).to_vec()).ok()?;
    Some(Update::Progress { run: 0, replace: true, chunk, now: end, status: Status::Ended(outcome) })
}
