//! What the reader can reach by changing parameters, or the program; a mark stands at what the run that is shown has reached.

use leptos::prelude::*;
use loopscope_executor::trace::Stream;
use loopscope_lessons::page::Goal;

use crate::live::{InARow, live, live_view, memo};
use crate::run::Run;
use crate::session::use_session;

/// Goals, if there are some.
#[component]
pub(crate) fn Goals(
    /// What is to be reached.
    #[prop(into)]
    goals: Signal<Vec<Goal>>,
    /// What could not be understood of them, in words.
    #[prop(optional, into)]
    wrong: Signal<Vec<String>>,
) -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let reached = memo(move || goals.with(|goals| session.of_shown(|run| reached(goals, run)).unwrap_or_default()));
    let row = move |(nth, goal): (usize, Goal)| {
        let is = memo(move || reached.with(|reached| reached.get(nth) == Some(&true)));
        view! {
            <li class:reached=live(move || is.get())>
                {goal.text}
                <span class="verdict" hidden=live(move || !is.get())>
                    {texts.goal_reached}
                </span>
            </li>
        }
    };
    live_view(move || {
        let (goals, wrong) = (goals.get(), wrong.get());
        (!goals.is_empty() || !wrong.is_empty()).then(|| {
            view! {
                <div class="goals">
                    <h3>{texts.goals}</h3>
                    <ul>{goals.into_iter().enumerate().map(row).in_a_row()}</ul>
                    {wrong.into_iter().map(|words| view! { <p class="hint">{words}</p> }).in_a_row()}
                </div>
            }
        })
    })
}

/// Which goals a run has reached; none while it goes on.
fn reached(goals: &[Goal], run: &Run) -> Vec<bool> {
    if !run.ended() {
        return Vec::new();
    }
    let mut stdout = String::new();
    for printed in run.scope.printed().iter().filter(|printed| printed.stream == Stream::Stdout) {
        stdout += run.scope.trace().text(printed.text);
    }
    let seconds = run.scope.end().as_secs_f64();
    goals.iter().map(|goal| goal.reached(seconds, &stdout)).collect()
}
