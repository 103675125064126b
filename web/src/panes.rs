//! The panes: their names, which of them are open, and the frame that folds one.

use leptos::prelude::*;

use crate::live::{heard, live, live_aria};
use crate::session::use_session;

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
pub(crate) struct Panes(u8);

impl Panes {
    /// Whether a pane is among them.
    pub(crate) fn contains(self, pane: Pane) -> bool {
        self.0 >> pane as u8 & 1 == 1
    }

    /// The same, with or without a pane.
    pub(crate) fn with(self, pane: Pane, there: bool) -> Panes {
        let bit = 1 << pane as u8;
        Panes(if there { self.0 | bit } else { self.0 & !bit })
    }

    /// Those that are there, in [`Pane::ALL`]'s order.
    pub(crate) fn iter(self) -> impl Iterator<Item = Pane> {
        Pane::ALL.into_iter().filter(move |pane| self.contains(*pane))
    }
}

/// A pane that can be folded: a head with its title and tools, and a body, which are hidden while it is closed.
#[component]
pub(crate) fn PaneFrame(
    /// Which one.
    pane: Pane,
    /// What it is called.
    title: &'static str,
    /// Further classes of the section.
    #[prop(optional)]
    class: &'static str,
    /// What stands at the right of its head.
    #[prop(optional, into)]
    tools: ViewFnOnce,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let open = Memo::new(move |_| session.open.get().contains(pane));
    let fold = move |_| session.open.update(|panes| *panes = panes.with(pane, !panes.contains(pane)));
    let name = pane.name();
    let id = ["pane-", name].concat();
    let classes = ["pane ", name, if class.is_empty() { "" } else { " " }, class].concat();
    view! {
        <section
            class=classes
            class:open=live(move || open.get())
            class:editing=live(move || pane == Pane::Code && session.editing.get())
            class:pointed=live(move || session.pointed_pane.get() == Some(pane))
            aria-label=title
        >
            <div class="pane-head">
                <h2>
                    <button
                        type="button"
                        aria-controls=id.clone()
                        aria-expanded=live_aria(move || open.get())
                        on:click=heard(fold)
                    >
                        {title}
                    </button>
                </h2>
                <div class="tools" hidden=live(move || !open.get())>
                    {tools.run()}
                </div>
            </div>
            <div class="pane-body" id=id hidden=live(move || !open.get())>
                {children()}
            </div>
        </section>
    }
}

/// Two choices that exclude each other, as buttons; the chosen one is pressed.
#[component]
pub(crate) fn Choice(
    /// What is chosen.
    label: &'static str,
    /// What the two are called.
    words: [&'static str; 2],
    /// Whether the second one is chosen.
    #[prop(into)]
    second: Signal<bool>,
    /// Chooses the second one, or the first.
    #[prop(into)]
    choose: Callback<bool>,
) -> impl IntoView {
    let button = move |words: &'static str, is_second: bool| {
        view! {
            <button
                type="button"
                aria-pressed=live_aria(move || second.get() == is_second)
                on:click=heard(move |_| choose.run(is_second))
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="choice" role="group" aria-label=label>
            {button(words[0], false)}
            {button(words[1], true)}
        </div>
    }
}

/// A task's mark, an ornament beside its name: its number, in its colour.
#[component]
pub(crate) fn Mark(
    /// The task; 0 is the program's top level.
    task: loopscope_executor::trace::TaskNo,
    /// It does not run.
    #[prop(optional)]
    waiting: bool,
) -> impl IntoView {
    let classes = ["mark ", &loopscope_markup::hue(task), if waiting { " waiting" } else { "" }].concat();
    view! {
        <span class=classes aria-hidden="true">
            {loopscope_markup::number(task)}
        </span>
    }
}
