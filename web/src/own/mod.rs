//! The reader's own program on the page: the editor in the code's place, and what stands under it.

mod foot;
mod input;
mod variables;
mod words;

use leptos::html;
use leptos::prelude::*;

use crate::browser::editor::{Look, Standing};
use crate::goals::Goals;
use crate::lesson::Tab;
use crate::live::{effect, live_view, memo};
use crate::marks;
use crate::session::{Session, use_session};
use foot::Foot;
use input::Input;
use variables::VariablesList;

pub(crate) use words::words;

/// The editor and what stands under it, while the reader edits.
#[component]
pub(crate) fn OwnProgram() -> impl IntoView {
    let session = use_session();
    // Another editor has another view.
    let opened = memo(move || session.own_program.with(|own| own.opened()));
    live_view(move || {
        opened.get().map(|_| {
            view! {
                <Place/>
                <Foot/>
                <Input/>
                <VariablesList/>
            }
        })
    })
}

/// What the reader's program is to reach, as it says itself.
#[component]
pub(crate) fn OwnGoals() -> impl IntoView {
    let notes = use_session().notes;
    let goals = memo(move || notes.with(|notes| notes.goals.clone()));
    let wrong = memo(move || notes.with(|notes| notes.wrong.clone()));
    view! { <Goals goals wrong/> }
}

/// The editor's place: the editor is there as long as it is.
#[component]
fn Place() -> impl IntoView {
    let session = use_session();
    let place = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(place) = place.get() {
            session.open_editor(&place);
            session.show_looks(&looks(session));
        }
    });
    view! { <div class="own-editor" node_ref=place></div> }
}

/// What the lines of the program look like at the cursor.
fn looks(session: Session) -> Vec<Look> {
    let state = session.at_cursor();
    let running = marks::running(session, &state, Tab::Python).map(|line| Look::Running { line: line + 1 });
    let standing = marks::standing(session, &state, Tab::Python).into_iter().map(|standing| {
        let look = match (standing.suspended, standing.outer) {
            (_, true) => Look::Outer,
            (true, _) => Look::Waiting,
            (false, _) => Look::Active,
        };
        look(Standing {
            line: standing.line + 1,
            hue: loopscope_markup::hue(standing.task).trim_start_matches("hue-").parse().unwrap_or(0),
            mark: loopscope_markup::number(standing.task),
            words: standing.waits,
        })
    });
    running.into_iter().chain(standing).collect()
}
