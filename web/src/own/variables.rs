//! The program's variables at the cursor, frame by frame.

use leptos::html;
use leptos::prelude::*;
use loopscope_protocol::{Frame, Variable};
use loopscope_strings::fill;

use crate::live::{heard, live_view, memo};
use crate::model::own::Event;
use crate::panes::Mark;
use crate::session::use_session;

/// The variables, folded at first.
#[component]
pub(super) fn VariablesList() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let frames = memo(move || session.own_program.with(|own| own.variables().frames.clone()));
    let details = NodeRef::<html::Details>::new();
    let toggle = move |_: web_sys::Event| {
        if let Some(details) = details.get_untracked() {
            session.own_event(Event::Variables(details.open()));
        }
    };
    on_cleanup(move || session.own_event(Event::Variables(false)));
    let list = move || {
        let frames = frames.get();
        if frames.is_empty() {
            return texts.no_variables.into_any();
        }
        frames.into_iter().map(|frame| view! { <FrameSection frame/> }).collect_view().into_any()
    };
    view! {
        <details class="own-variables" node_ref=details on:toggle=heard(toggle)>
            <summary title=texts.variables_hint>{texts.variables}</summary>
            <div class="own-frames">{live_view(list)}</div>
        </details>
    }
}

/// A function that runs or is suspended, with its variables.
#[component]
fn FrameSection(frame: Frame) -> impl IntoView {
    let texts = use_session().own_texts;
    let Frame { task, function, line, variables, more } = frame;
    let name = if task == 0 { texts.program.to_owned() } else { function };
    let row = |Variable { name, value }: Variable| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let more = (more > 0).then(|| view! { <p>{fill(texts.more_variables, &[("count", &more.to_string())])}</p> });
    view! {
        <section>
            <p>
                <Mark task/>
                " "
                <code>{name}</code>
                {fill(texts.at_line, &[("line", &line.to_string())])}
            </p>
            <dl>{variables.into_iter().map(row).collect_view()}</dl>
            {more}
        </section>
    }
}
