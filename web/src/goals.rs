//! What the reader can reach by changing parameters; a mark stands at what the run that is shown has reached.

use loopscope_executor::trace::Stream;

use crate::dom::{El, markup};
use crate::run::Run;
use crate::signal::Derived;
use crate::state::Session;

/// The goals, for the pane of the parameters.
pub(crate) fn goals(session: Session, params: &El) {
    let texts = session.texts;
    let goals = &session.lesson.goals;
    if goals.is_empty() {
        return;
    }
    let around = El::build(&markup(r#"<div class="goals"><h3>{goals}</h3><ul></ul></div>"#, &[("goals", texts.goals)]));
    let list = around.find("ul");
    // One bit for each goal.
    let reached = Derived::new(move || {
        session.of_shown(|run| if run.ended() { reached(session, run) } else { 0 }).unwrap_or_default()
    });
    for (nth, goal) in goals.iter().enumerate().take(32) {
        let html = r#"<li>{goal}<span class="verdict">{reached}</span></li>"#;
        let row = El::build(&markup(html, &[("goal", &goal.text), ("reached", texts.goal_reached)]));
        row.live_class("reached", move || reached.get() >> nth & 1 == 1);
        row.find("span").live_flag("hidden", move || reached.get() >> nth & 1 == 0);
        list.append(&row);
    }
    params.append(&around);
}

/// The goals that a run has reached.
fn reached(session: Session, run: &Run) -> u32 {
    let mut stdout = String::new();
    for printed in run.scope.printed().iter().filter(|printed| printed.stream == Stream::Stdout) {
        stdout += run.scope.trace().text(printed.text);
    }
    let seconds = run.scope.end().as_secs_f64();
    let bits = session.lesson.goals.iter().map(|goal| u32::from(goal.reached(seconds, &stdout)));
    bits.zip(0..32).fold(0, |all, (bit, nth)| all | bit << nth)
}
