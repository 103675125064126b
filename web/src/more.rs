//! The part of the application that is loaded when a reader asks for it (web/more): asked for once, told of the runs that
//! are shown, and called.
//!
//! ```text
//!              first `with`                 it is there
//!   not asked ─────────────► under way ──────────────────► there: what is new of a run goes over before each call
//!       ▲                        │ it cannot be fetched, or does not start
//!       └────────────────────────┴──► failed, broken: says so; asked for again when the pane is opened again
//! ```

use std::cell::{Cell as StdCell, OnceCell};

use js_sys::{Array, Function, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMetaElement, HtmlScriptElement};

use crate::dom::{El, listen_once, watch};
use crate::links;
use crate::run::{Filter, Run};
use crate::signal::{Cell, small_enum};
use crate::state::{Pane, Phase, Session, Tab};

/// How far the loading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loading {
    NotAsked,
    UnderWay,
    There,
    Failed,
    Broken,
}

small_enum!(Loading: Loading::NotAsked, Loading::UnderWay, Loading::There, Loading::Failed, Loading::Broken);

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
    /// How often it was asked for.
    static TRIES: StdCell<u32> = const { StdCell::new(0) };
}

impl More {
    /// Not asked for yet.
    pub(crate) fn new() -> More {
        More { loading: Cell::new(Loading::NotAsked) }
    }

    /// Keeps it up to date from now on, with the runs and where the reader stands; asks for it when one of its panes is open.
    pub(crate) fn wire(self, session: Session) {
        watch(move || {
            let open = session.open.get();
            let (inside, log) = (open.contains(Pane::Inside), open.contains(Pane::Log));
            session.shown.get();
            session.planned.get();
            let (cursor, now) = (session.cursor.get(), session.now.get());
            let rust = session.tab.get() == Tab::Rust;
            let (all, running) = (session.filter.get() == Filter::All, session.phase.get() == Phase::Running);
            let (share, code) = (open.contains(Pane::Share), session.near_code.get());
            if !inside && !log && !share && !code && !open.contains(Pane::Predict) {
                return;
            }
            let (interventions, address, own) = session.model.with(|model| {
                let address = if share { links::fragment(session, model) } else { None };
                let interventions =
                    loopscope_protocol::Command::SetInterventions(model.interventions.clone()).to_bytes();
                (interventions, address.unwrap_or_default(), model.own.is_some())
            });
            self.with(session, |more| {
                let open = u32::from(inside)
                    | u32::from(log) << 1
                    | u32::from(rust) << 2
                    | u32::from(share) << 3
                    | u32::from(code) << 4
                    | u32::from(own) << 5;
                let now = now.as_nanos() as f64;
                let interventions = Uint8Array::from(interventions.as_slice()).into();
                let place = [
                    cursor.0.into(),
                    now.into(),
                    all.into(),
                    running.into(),
                    open.into(),
                    interventions,
                    address.into(),
                ];
                more.call("stand", &place.each_ref());
            });
        });
    }

    /// Calls it when it is there, with the runs as they are now; asks for it when it is not. Tells the caller's effect when
    /// it has come.
    pub(crate) fn with<T>(self, session: Session, call: impl FnOnce(&Call) -> T) -> Option<T> {
        self.want();
        self.if_there(session, call)
    }

    /// Asks for it if that was not done yet.
    pub(crate) fn want(self) {
        if self.loading.get_untracked() == Loading::NotAsked {
            self.ask();
        }
    }

    /// As [`More::with`], but does not ask for it.
    pub(crate) fn if_there<T>(self, session: Session, call: impl FnOnce(&Call) -> T) -> Option<T> {
        match self.loading.get() {
            Loading::There => {
                let more = Call { object: OBJECT.with(|object| object.get().cloned())? };
                session.model.with_untracked(|model| {
                    for (place, run) in [model.shown(), model.plan.as_ref()].into_iter().enumerate() {
                        if let Some(run) = run {
                            tell(&more, place, run);
                        }
                    }
                });
                Some(call(&more))
            }
            Loading::NotAsked | Loading::UnderWay | Loading::Failed | Loading::Broken => None,
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
                Loading::Broken => texts.more_broken,
            }
            .to_owned()
        });
        hint.live_flag("hidden", move || matches!(self.loading.get(), Loading::There));
        // Closed and opened again: another try.
        watch(move || {
            if !wanted() && matches!(self.loading.get_untracked(), Loading::Failed | Loading::Broken) {
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
        // A script that did not come once is asked for under another address.
        let tries = TRIES.replace(TRIES.get() + 1);
        script.set_src(&if tries == 0 { address } else { [&address, "?", &tries.to_string()].concat() });
        listen_once(&script, "error", move || self.loading.set(Loading::Failed));
        // Both are told by the script itself: its own loading says nothing of the module's.
        listen_once(&window(), "loopscope-more-failed", move || self.loading.set(Loading::Failed));
        listen_once(&window(), "loopscope-more-broken", move || self.loading.set(Loading::Broken));
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
}

impl Call {
    fn call(&self, name: &str, arguments: &[&JsValue]) -> JsValue {
        let function = Reflect::get(&self.object, &name.into()).unwrap_or_default();
        let arguments: Array = arguments.iter().copied().collect();
        function.dyn_ref::<Function>().and_then(|f| f.apply(&self.object, &arguments).ok()).unwrap_or_default()
    }

    /// What a record of the run that is shown says.
    pub(crate) fn sentence(&self, seq: u32) -> String {
        self.call("sentence", &[&seq.into()]).as_string().unwrap_or_default()
    }

    /// What a pane is to show that it makes: `compare`, the live run against its plan; `halted`, as HTML, why the run goes no
    /// further.
    pub(crate) fn words(&self, of: &str) -> String {
        self.call(of, &[]).as_string().unwrap_or_default()
    }

    /// Hands it what runs, for files that say so.
    pub(crate) fn program(&self, program: loopscope_protocol::Program) {
        self.call("program", &[&Uint8Array::from(program.to_bytes().as_slice())]);
    }
}
