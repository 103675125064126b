//! The reader's own program: what happens goes into the model (model/own), and what that wants is done here, or by the browser.

use std::rc::Rc;

use leptos::prelude::*;
use loopscope_protocol::pane::Pane;
use web_sys::Element;

use super::{Phase, Session};
use crate::browser::editor::Look;
use crate::browser::own::{Begin, Edge, Place, Tell, mark_lab, says_nothing};
use crate::lesson::Tab;
use crate::live::{effect, memo};
use crate::model::own::{Brought, Effect, Event};
use crate::model::{Action, Model, python};

impl Session {
    /// Has something happen to the reader's own program. What happens meanwhile happens afterwards; once the page is gone, nothing does.
    pub(crate) fn own_event(self, event: Event) {
        let Some(edge) = self.edge.try_get_value() else { return };
        edge.inbox.take(event, |event| {
            for effect in self.own_program.try_update(|own| own.on(event)).unwrap_or_default() {
                self.perform(&edge, effect);
            }
        });
    }

    /// Runs what is shown live, or lets it go on; nothing while it runs.
    pub(crate) fn play(self) {
        if self.phase.get_untracked() != Phase::Running {
            self.act(Action::Play);
        }
    }

    /// What was kept of the reader's for this page.
    pub(crate) fn kept(self) -> Option<String> {
        self.edge.with_value(|edge| edge.kept(&self.lesson().data.slug))
    }

    /// What happens beside the panes: the page begins, and the model is followed. `brought`: what the address brings along.
    pub(crate) fn begin_own(self, brought: Option<Brought>) {
        // An address that says something is stronger than what was kept.
        let kept = if says_nothing() { self.kept() } else { None };
        self.own_event(Event::Begin(brought, kept));
        let seen = memo(move || self.model.with(Model::seen));
        effect(move || self.own_event(Event::Seen(seen.get())));
        effect(move || mark_lab(self.own.get(), self.by_python.get()));
    }

    /// Opens the editor that is wanted in its place on the page, if that was not done.
    pub(crate) fn open_editor(self, element: &Element) {
        let lesson = self.lesson();
        let place = Place { element, params: &lesson.data.params, lang: self.lang };
        self.edge.with_value(|edge| edge.open_editor(&place, &self.tell()));
    }

    /// Shows in the editor what its lines look like.
    pub(crate) fn show_looks(self, looks: &[Look]) {
        self.edge.with_value(|edge| edge.show(looks));
    }

    /// What the browser calls when something happens.
    fn tell(self) -> Tell {
        Rc::new(move |event| self.own_event(event))
    }

    fn perform(self, edge: &Rc<Edge>, effect: Effect) {
        match effect {
            Effect::LoadEditor => edge.load_editor(self.tell()),
            Effect::OpenEditor { text, original, focus } => {
                edge.want_editor(Begin { text, original, focus });
                // The editor is one of Python; the view around opens it.
                self.show_tab(Tab::Python);
                self.open.update(|panes| *panes = panes.with(Pane::Code, true));
            }
            Effect::ReplaceText(text) => edge.replace_text(text),
            Effect::FocusEditor => edge.focus_editor(),
            Effect::CloseEditor => edge.close_editor(),
            Effect::Started => edge.started(),
            Effect::Problems(problems) => edge.problems(problems),
            Effect::WantPython => edge.tell_python(python::Event::Wanted, self.tell()),
            Effect::Run(program) => edge.tell_python(python::Event::Asked(program), self.tell()),
            Effect::DropRun => edge.tell_python(python::Event::Dropped, self.tell()),
            Effect::FetchRecording => {
                let lesson = self.lesson();
                let address = lesson.recorded().map(|recorded| recorded.run.clone()).unwrap_or_default();
                edge.fetch_recording(address, self.tell());
            }
            Effect::Act(action) => self.act(action),
            Effect::Play => self.play(),
            Effect::Keep(text) => {
                if !edge.keep(&self.lesson().data.slug, text.as_deref()) {
                    self.own_event(Event::Unkept);
                }
            }
            Effect::Arm(timer, ms) => edge.arm(timer, ms, self.tell()),
            Effect::Disarm(timer) => edge.disarm(timer),
        }
    }
}
