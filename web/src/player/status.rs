//! One sentence on where the run stands, and what is said aloud of it.

use loopscope_protocol::{Outcome, Status};
use loopscope_strings::{OwnTexts, Page, fill};
use loopscope_view::seconds;

use crate::model::{Missing, Model, Notice, Place};
use crate::own::words;

/// Where the run stands.
pub(crate) fn status(texts: &'static Page, model: &Model) -> String {
    let Some(run) = model.shown() else { return texts.status_loading.to_owned() };
    let cursor = model.cursor();
    let steps = run.steps(model.filter).to_string();
    let step = run.steps_until(model.filter, cursor).to_string();
    let place = [("step", step.as_str()), ("steps", steps.as_str())];
    match (&model.live, model.place) {
        (None, Place::Present) => match &run.status {
            // A plan that ends otherwise than by its end says so at once.
            Status::Ended(outcome) if !matches!(outcome, Outcome::Finished) => ended(texts, model, outcome),
            _ => fill(texts.status_planned, &[("time", &seconds(run.scope.end()))]),
        },
        (None, Place::At(_)) => fill(texts.status_plan_at, &place),
        (Some(_), Place::At(_)) => fill(texts.status_looking, &place),
        (Some(live), Place::Present) => match &live.run.status {
            Status::Running => texts.status_running.to_owned(),
            Status::Paused => texts.status_paused.to_owned(),
            Status::Ended(outcome) => ended(texts, model, outcome),
        },
    }
}

fn ended(texts: &'static Page, model: &Model, outcome: &Outcome) -> String {
    let time = model.shown().map_or_else(String::new, |run| match outcome {
        Outcome::Stopped => seconds(run.now),
        _ => seconds(run.scope.end()),
    });
    match outcome {
        Outcome::Finished => {
            let plan = model.plan.as_ref().map(|plan| seconds(plan.scope.end()));
            match plan {
                Some(plan) if plan != time => fill(texts.status_finished_late, &[("time", &time), ("plan", &plan)]),
                _ => fill(texts.status_finished, &[("time", &time)]),
            }
        }
        Outcome::Failed(error) => fill(texts.status_failed, &[("time", &time), ("error", error)]),
        Outcome::Deadlocked(waiters) => fill(texts.status_deadlocked, &[("waiters", &waiters.join(" "))]),
        Outcome::Limited(_) => texts.status_limited.to_owned(),
        Outcome::Stopped => fill(texts.status_stopped, &[("time", &time)]),
        Outcome::Asks(_) => fill(texts.status_asks, &[("time", &time)]),
    }
}

/// What a screen reader says when a live run begins, stands still, or ends; nothing for what the reader steps through.
pub(crate) fn said(texts: &'static Page, model: &Model) -> String {
    match model.live.as_ref().map(|live| &live.run.status) {
        None => String::new(),
        Some(Status::Running) => texts.said_running.to_owned(),
        Some(Status::Paused) => texts.said_paused.to_owned(),
        Some(Status::Ended(outcome)) => ended(texts, model, outcome),
    }
}

/// What to tell once, if anything.
pub(crate) fn notice(texts: &'static Page, own: &OwnTexts, model: &Model) -> String {
    match &model.notice {
        None => "",
        Some(Notice::EngineReplaced) => texts.notice_replaced,
        Some(Notice::EngineGone) => texts.notice_gone,
        Some(Notice::Refused(message)) => return fill(texts.notice_refused, &[("message", message)]),
        Some(Notice::Own(say)) => return words(own, say),
        Some(Notice::NoMoment(Missing::Lesson, _)) => texts.notice_moment_own,
        Some(Notice::NoMoment(Missing::Unreached, _)) if model.is_live() => texts.notice_moment_later,
        Some(Notice::NoMoment(Missing::Unreached, name)) if model.own.is_some() => {
            return fill(texts.notice_moment_unreached, &[("name", name)]);
        }
        Some(Notice::NoMoment(Missing::Unreached, _)) => texts.notice_moment,
        Some(Notice::NoMoment(Missing::Unknown, name)) => {
            return fill(texts.notice_moment_unknown, &[("name", name)]);
        }
        Some(Notice::NoCopy) => texts.notice_no_copy,
        Some(Notice::NoPicture) => texts.notice_no_picture,
        Some(Notice::BadAddress) => texts.notice_address,
    }
    .to_owned()
}
