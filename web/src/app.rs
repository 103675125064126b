//! The laboratory: its panes and their order, in a browser and as text.

use std::sync::Arc;

use leptos::prelude::*;
use loopscope_lessons::page::LessonData;

use crate::browser::engines::Engines;
use crate::browser::own::Edge;
use crate::code::Code;
use crate::dock::SheetHead;
use crate::inside::Inside;
use crate::lesson::Lesson;
use crate::live::live;
use crate::log::EventLog;
use crate::output::Output;
use crate::params::Params;
use crate::player::Player;
use crate::predict::Predict;
use crate::session::{Phase, Session};
use crate::share::Share;
use crate::timeline::Timeline;

/// The laboratory of a session.
#[component]
fn Lab(session: Session) -> impl IntoView {
    provide_context(session);
    // A program of the playground has its parameters in its text.
    let params = session.lesson().has_params_pane().then(|| view! { <Params/> });
    view! {
        <SheetHead/>
        <div class="column program">
            <Code/>
            {params}
            <Predict/>
        </div>
        // What there is to see is known with the first plan; until then nothing is shown that would move.
        <div class="column scope" class:coming=live(move || session.phase.get() == Phase::Loading)>
            <Player/>
            {no_script(session)}
            <Timeline/>
            <Inside/>
            <Output/>
            <EventLog/>
            <Share/>
        </div>
    }
}

/// What a page that is only written says to readers without scripts.
#[cfg(feature = "ssr")]
fn no_script(session: Session) -> impl IntoView {
    let words = loopscope_strings::site(session.lang).no_script;
    view! {
        <noscript>
            <p class="hint">{words}</p>
        </noscript>
    }
}

#[cfg(not(feature = "ssr"))]
fn no_script(_: Session) {}

#[cfg(feature = "csr")]
mod in_browser {
    use js_sys::{Array, Reflect};
    use leptos::ev;
    use loopscope_protocol::address::embed::Embed;
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlElement, HtmlMetaElement, Url};

    use super::*;
    use crate::browser;
    use crate::browser::python::Place;
    use crate::live::effect;
    use crate::model::Action;
    use crate::model::own::Brought;
    use crate::{links, outside};

    /// Takes the place of the static laboratory, in the page that this program runs in.
    pub fn open_page() {
        let document = document();
        let Some(lab) = document.get_element_by_id("lab").and_then(|lab| lab.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        // Nothing is said before they are there.
        if !load_texts() {
            say_broken(&lab);
            return;
        }
        let data = document.get_element_by_id("lesson-data").and_then(|data| data.text_content()).unwrap_or_default();
        let lesson = LessonData::from_json(&data).and_then(Lesson::new);
        let engine = named("engine").map(|meta| meta.content());
        let (Some(lesson), Some(engine)) = (lesson, engine) else {
            say_broken(&lab);
            return;
        };
        let lesson = Arc::new(lesson);
        // What stood there until now shows the same, and goes as the panes come.
        lab.set_text_content(None);
        // It fails only for a name that is no class's.
        let _ = lab.class_list().remove_1("still");
        mount_to(lab, move || {
            let address = links::opening(&lesson);
            let brought = address
                .as_ref()
                .and_then(|address| address.as_ref().ok())
                .and_then(|address| links::brought(&lesson, address));
            let session = Session::new(lesson, address, Engines::new(engine), edge());
            session.begin();
            begin(session, brought);
            view! { <Lab session/> }
        })
        .forget();
    }

    /// Takes the interface texts, which the page's language decides; false if they are of another build.
    fn load_texts() -> bool {
        let texts = Reflect::get(&js_sys::global(), &"loopscopeTexts".into()).unwrap_or_default();
        let texts = texts.dyn_into::<Array>().unwrap_or_default();
        loopscope_strings::load(texts.iter().map(|text| &*text.as_string().unwrap_or_default().leak()))
    }

    /// What the page's head says of a part: its address, and what more there is to know.
    fn named(part: &str) -> Option<HtmlMetaElement> {
        let meta = document().query_selector(&["meta[name=loopscope-", part, "]"].concat());
        meta.ok().flatten()?.dyn_into().ok()
    }

    /// What a program of the reader's own takes, as far as the site has it.
    fn edge() -> Edge {
        let whole = |meta: &HtmlMetaElement| {
            let base = document().base_uri().ok().flatten()?;
            Url::new_with_base(&meta.content(), &base).ok().map(|address| address.href())
        };
        let python = named("python").and_then(|meta| {
            let size = meta.get_attribute("data-size")?.parse().ok()?;
            Some(Place { folder: whole(&meta)?, size })
        });
        Edge::new(named("editor").as_ref().and_then(whole), python, browser::in_blog())
    }

    /// What goes on beside the panes. `brought`: the program that the address brings along.
    fn begin(session: Session, brought: Option<Brought>) {
        links::listen(session);
        outside::listen(session);
        if browser::in_blog() {
            let Embed { view, unknown, .. } = links::in_address(&session.lesson());
            outside::warn(&unknown);
            session.only.set(view.only);
        }
        session.begin_own(brought);
        session.fetch_ahead();
        session.keep_time();
        let listener = window_event_listener(ev::visibilitychange, move |_| {
            session.act(Action::Visible(!document().hidden()));
        });
        on_cleanup(move || listener.remove());
        // With the first plan on the screen there is time for the other engine.
        effect(move || {
            if session.phase.get() != Phase::Loading {
                session.get_ready();
            }
        });
    }

    /// Page and application do not fit each other: says so where the loading was told of.
    fn say_broken(lab: &HtmlElement) {
        if let Ok(Some(loading)) = lab.query_selector(".loading") {
            // It fails only for a name that is no class's.
            let _ = loading.class_list().add_1("failed");
            loading.set_text_content(loading.get_attribute("data-broken").as_deref());
        }
    }
}

#[cfg(feature = "csr")]
pub use in_browser::open_page;

#[cfg(feature = "ssr")]
mod as_text {
    use loopscope_protocol::Update;

    use super::*;
    use crate::model::{Action, Model};

    /// The laboratory of a static page, as HTML: the lesson as it is at first, with its plan. `recorded`: the run of a program that
    /// the Python engine runs, which is not planned here.
    ///
    /// # Errors
    /// What the lesson's data names and this build does not know.
    pub fn write_lab(data: LessonData, recorded: Option<Update>) -> Result<String, String> {
        let slug = data.slug.clone();
        let lesson = Lesson::new(data)
            .ok_or_else(|| format!("{slug}: its data names a language or a pane that is not known"))?;
        let owner = Owner::new();
        let html = owner.with(|| {
            let session = Session::new(Arc::new(lesson), None, Engines::default(), Edge::default());
            session.begin();
            if let Some((plan, update)) = session.model.with_untracked(Model::planning).zip(recorded) {
                session.act(Action::Planned(plan, update));
            }
            view! { <Lab session/> }.to_html()
        });
        owner.cleanup();
        // Nothing answers yet. A whole set of fields could be disabled at once, but then what scrolls in it counts as disabled too.
        let disabled = |html: String, control: &str| html.replace(control, &[control, "disabled "].concat());
        Ok(["<button ", "<input ", "<select ", "<textarea "].into_iter().fold(html, disabled))
    }
}

#[cfg(feature = "ssr")]
pub use as_text::write_lab;
