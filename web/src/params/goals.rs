//! What the reader can reach by changing parameters; a mark stands at what the run that is shown has reached.

use leptos::prelude::*;
use loopscope_executor::trace::Stream;
use loopscope_lessons::page::Goal;

use crate::live::{live, memo};
use crate::run::Run;
use crate::session::use_session;

/// The goals, if the lesson has some.
#[component]
pub(super) fn Goals() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let lesson = session.lesson();
    let reached = memo(move || {
        let lesson = session.lesson();
        session.of_shown(|run| reached(&lesson.data.goals, run)).unwrap_or_default()
    });
    let row = |(nth, goal): (usize, &Goal)| {
        let is = memo(move || reached.with(|reached| reached.get(nth) == Some(&true)));
        view! {
            <li class:reached=live(move || is.get())>
                {goal.text.clone()}
                <span class="verdict" hidden=live(move || !is.get())>
                    {texts.goal_reached}
                </span>
            </li>
        }
    };
    let rows: Vec<_> = lesson.data.goals.iter().enumerate().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="goals">
                <h3>{texts.goals}</h3>
                <ul>{rows}</ul>
            </div>
        }
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
