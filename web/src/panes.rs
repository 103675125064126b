//! The panes: their names, which of them are open, and the frame that folds one.

use leptos::prelude::*;
use loopscope_protocol::pane::Pane;
use loopscope_strings::fill;

use crate::browser::styled;
use crate::live::{heard, live, live_aria, memo};
use crate::session::use_session;

/// A pane that can be folded: a head with its title and tools, and a body, which are hidden while it is closed.
#[component]
pub(crate) fn PaneFrame(
    /// Which one.
    pane: Pane,
    /// What it is called.
    title: &'static str,
    /// What it shows, for who asks.
    about: &'static str,
    /// Further classes of the section.
    #[prop(optional)]
    class: &'static str,
    /// How many lines of text it has, where its room depends on that.
    #[prop(optional)]
    lines: Option<Memo<usize>>,
    /// What stands at the right of its head.
    #[prop(optional, into)]
    tools: ViewFnOnce,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let open = memo(move || session.open.get().contains(pane));
    let fold = move |_| session.open.update(|panes| *panes = panes.with(pane, !panes.contains(pane)));
    let name = pane.name();
    let told = RwSignal::new(false);
    let id = ["pane-", name].concat();
    let classes = ["pane ", name, if class.is_empty() { "" } else { " " }, class].concat();
    view! {
        <section
            class=classes
            class:open=live(move || open.get())
            class:editing=live(move || pane == Pane::Code && session.editing.get())
            class:pointed=live(move || session.pointed_pane.get() == Some(pane))
            style:--lines=live(move || lines.and_then(|lines| styled(lines.get().to_string())))
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
                    <AboutKey name title told/>
                </div>
            </div>
            <div class="pane-body" id=id hidden=live(move || !open.get())>
                <About name about told/>
                {children()}
            </div>
        </section>
    }
}

/// The button that has it told what a pane shows.
#[component]
pub(crate) fn AboutKey(
    /// The pane's name.
    name: &'static str,
    /// What it is called.
    title: &'static str,
    /// Whether it is told.
    told: RwSignal<bool>,
) -> impl IntoView {
    let words = fill(use_session().texts.about, &[("pane", title)]);
    view! {
        <button
            type="button"
            class="quiet about-key"
            aria-controls=["about-", name].concat()
            aria-expanded=live_aria(move || told.get())
            aria-label=words.clone()
            title=words
            on:click=heard(move |_| told.update(|told| *told = !*told))
        >
            "?"
        </button>
    }
}

/// What a pane shows, once that is asked for.
#[component]
pub(crate) fn About(
    /// The pane's name.
    name: &'static str,
    /// What it shows.
    about: &'static str,
    /// Whether it is told.
    told: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <p class="about" id=["about-", name].concat() hidden=live(move || !told.get())>
            {about}
        </p>
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
    /// Whether they are called the same in all languages.
    #[prop(optional)]
    named: bool,
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
        <div class="choice" role="group" aria-label=label translate=named.then_some("no")>
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
