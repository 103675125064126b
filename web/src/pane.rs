//! A pane: a head that folds it, what stands in the head, and a body.

use crate::dom::{El, markup};
use crate::signal::Derived;
use crate::state::{Pane, Session};

const PANE: &str = r#"<section class="pane {name}" aria-label="{title}">
<div class="pane-head"><h2><button type="button" aria-controls="pane-{name}">{title}</button></h2><div class="tools"></div></div>
<div class="pane-body" id="pane-{name}"></div></section>"#;

/// A pane that can be folded. `tools`: what stands at the right of its head; `body`: what is in it, both as HTML.
pub(crate) fn pane(session: Session, pane: Pane, title: &str, tools: &str, body: &str) -> El {
    let section = El::build(&markup(PANE, &[("name", pane.name()), ("title", title)]));
    let open = Derived::new(move || session.open.get().contains(pane));
    section.find("h2 button").live_aria("aria-expanded", move || open.get()).on_click(move || {
        session.open.set(session.open.get_untracked().with(pane, !open.get_untracked()));
    });
    section
        .live_class("open", move || open.get())
        .live_class("pointed", move || session.pointed_pane.get() == Some(pane));
    let (tools_there, body_there) = (section.find(".tools"), section.find(".pane-body"));
    tools_there.raw().set_inner_html(tools);
    body_there.raw().set_inner_html(body);
    tools_there.live_flag("hidden", move || !open.get());
    body_there.live_flag("hidden", move || !open.get());
    section
}

/// Two choices that exclude each other, as buttons; the chosen one is pressed. As HTML, for [`wire_choice`].
pub(crate) fn choice(label: &str, words: [&str; 2]) -> String {
    let [first, second] = words;
    markup(
        r#"<div class="choice" role="group" aria-label="{label}"><button type="button">{first}</button><button type="button">{second}</button></div>"#,
        &[("label", label), ("first", first), ("second", second)],
    )
}

/// Wires the choice in an element. `second`: whether the second one is chosen; `choose`: chooses it, or the first one.
pub(crate) fn wire_choice(
    around: &El,
    second: impl Fn() -> bool + Copy + 'static,
    choose: impl Fn(bool) + Copy + 'static,
) {
    for (selector, is_second) in [(".choice :first-child", false), (".choice :last-child", true)] {
        around
            .find(selector)
            .live_aria("aria-pressed", move || second() == is_second)
            .on_click(move || choose(is_second));
    }
}
