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
