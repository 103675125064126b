//! The part of the application that is loaded when a reader asks for it (web/more): asked for once, told of the runs that
//! are shown, and called.
//!
//! ```text
//!              first `with`                 it is there
//!   not asked ─────────────► under way ──────────────────► there: what is new of a run goes over before each call
//!       ▲                        │ it cannot be fetched
//!       └────────────────────────┴──► failed: says so; asked for again when the pane is opened again
//! ```

use std::cell::{Cell as StdCell, OnceCell};

use js_sys::{Array, Function, Reflect, Uint8Array};
use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_view::Cursor;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMetaElement, HtmlScriptElement};

use crate::dom::{El, listen_once};
use crate::run::Run;
use crate::signal::{Cell, small_enum};
use crate::state::Session;

/// How far the loading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loading {
    NotAsked,
    UnderWay,
    There,
    Failed,
}

small_enum!(Loading: Loading::NotAsked, Loading::UnderWay, Loading::There, Loading::Failed);

/// How much of a run has been told: its key, records and texts.
type Told = (u64, u32, u32);

/// The part that is loaded later.
#[derive(Clone, Copy)]
pub(crate) struct More {
    loading: Cell<Loading>,
}

thread_local! {
    /// The object of functions.
    static OBJECT: OnceCell<JsValue> = const { OnceCell::new() };
    /// What it was told of the two runs.
    static TOLD: StdCell<[Told; 2]> = const { StdCell::new([(0, 0, 0); 2]) };
}

impl More {
    /// Not asked for yet.
    pub(crate) fn new() -> More {
        More { loading: Cell::new(Loading::NotAsked) }
    }

    /// Calls it when it is there, with the run that is shown as it is now; asks for it when it is not. Tells the caller's
    /// effect when it has come.
    pub(crate) fn with<T>(self, session: Session, call: impl FnOnce(&Call) -> T) -> Option<T> {
        match self.loading.get() {
            Loading::NotAsked => {
                self.ask();
                None
            }
            Loading::There => {
                let call_of = Call { object: OBJECT.with(|object| object.get().cloned())?, session };
                session.model.with_untracked(|model| {
                    for (place, run) in [model.shown(), model.plan.as_ref()].into_iter().enumerate() {
                        if let Some(run) = run {
                            tell(&call_of, place, run);
                        }
                    }
                });
                Some(call(&call_of))
            }
            Loading::UnderWay | Loading::Failed => None,
        }
    }

    /// Keeps an element that says that it is on its way, or why it does not come.
    pub(crate) fn tells(self, hint: &El, session: Session, wanted: impl Fn() -> bool + Copy + 'static) {
        let texts = session.texts;
        hint.live_text(move || {
            match self.loading.get() {
                Loading::NotAsked | Loading::There => "",
                Loading::UnderWay => texts.more_under_way,
                Loading::Failed => texts.more_failed,
            }
            .to_owned()
        });
        hint.live_flag("hidden", move || matches!(self.loading.get(), Loading::There));
        // Closed and opened again: another try.
        crate::dom::watch(move || {
            if !wanted() && self.loading.get_untracked() == Loading::Failed {
                self.loading.set(Loading::NotAsked);
            }
        });
    }

    fn ask(self) {
        self.loading.set(Loading::UnderWay);
        let document = document();
        let meta = document.query_selector("meta[name=loopscope-more]").ok().flatten();
        let address = meta.map(|meta| meta.unchecked_into::<HtmlMetaElement>().content());
        let script = document.create_element("script").map(JsCast::unchecked_into::<HtmlScriptElement>);
        let (Some(address), Ok(script), Some(head)) = (address, script, document.head()) else {
            self.loading.set(Loading::Failed);
            return;
        };
        script.set_type("module");
        script.set_src(&address);
        listen_once(&script, "error", move || self.loading.set(Loading::Failed));
        // Both are told by the script itself: its own loading says nothing of the module's.
        listen_once(&window(), "loopscope-more-failed", move || self.loading.set(Loading::Failed));
        listen_once(&window(), "loopscope-more", move || {
            let object = Reflect::get(&js_sys::global(), &"loopscopeMore".into()).unwrap_or_default();
            let _ = OBJECT.with(|there| there.set(object));
            self.loading.set(Loading::There);
        });
        let _ = head.append_child(&script);
    }
}

fn tell(call: &Call, place: usize, run: &Run) {
    let mut told = TOLD.get();
    let (key, records, texts) = told[place];
    let grows = key == run.key(0) && records <= run.scope.len();
    let (records, texts) = if grows { (records, texts) } else { (0, 1) };
    let now = (run.key(0), run.scope.len(), run.scope.trace().texts.len() as u32);
    if grows && now == (key, records, texts) {
        return;
    }
    let bytes = run.since(!grows, records, texts).to_bytes();
    call.call("take", &[&(place as u32).into(), &Uint8Array::from(bytes.as_slice())]);
    told[place] = now;
    TOLD.set(told);
}

/// What can be called.
pub(crate) struct Call {
    object: JsValue,
    session: Session,
}

impl Call {
    fn call(&self, name: &str, arguments: &[&JsValue]) -> JsValue {
        let function = Reflect::get(&self.object, &name.into()).unwrap_or_default();
        let arguments: Array = arguments.iter().copied().collect();
        function.dyn_ref::<Function>().and_then(|f| f.apply(&self.object, &arguments).ok()).unwrap_or_default()
    }

    fn lang(&self) -> JsValue {
        self.session.lang.code().into()
    }

    /// The lists of the loop's inside, as HTML.
    pub(crate) fn inside(&self, cursor: Cursor, now: Instant) -> Vec<String> {
        let lists = self.call("inside", &[&self.lang(), &cursor.0.into(), &(now.as_nanos() as f64).into()]);
        Array::from(&lists).iter().map(|list| list.as_string().unwrap_or_default()).collect()
    }

    /// The live run against its plan, in words.
    pub(crate) fn compare(&self) -> String {
        self.call("compare", &[&self.lang()]).as_string().unwrap_or_default()
    }

    /// The run in another form: `svg`, `perfetto`, `json`, `text` or `log`.
    pub(crate) fn export(&self, kind: &str, by_step: bool) -> String {
        let title = document().title();
        let text = self.call("export", &[&self.lang(), &kind.into(), &title.into(), &by_step.into()]);
        text.as_string().unwrap_or_default()
    }
}
