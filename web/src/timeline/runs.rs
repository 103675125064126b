//! The plan and the live run as the timeline draws them: which lanes there are, and what stands at a place of them.

use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_view::timeline::{Row, fold, shown_tasks};
use loopscope_view::{Cursor, Lane, Scope};

use crate::model::Model;
use crate::run::Run;

/// The plan and the run that is shown.
pub(super) fn runs(model: &Model) -> impl Iterator<Item = &Run> {
    [model.plan.as_ref(), model.shown()].into_iter().flatten()
}

/// Until when the plan or the live run lasts.
pub(super) fn longest(model: &Model) -> Instant {
    runs(model).map(|run| run.scope.end()).max().unwrap_or(Instant::ZERO)
}

/// The plan and the live run, as far as they are drawn: beside a run that has ended, its plan is of no more interest.
fn scopes(model: &Model) -> (Option<&Scope>, Option<&Scope>) {
    let live = model.live.as_ref().map(|live| &live.run);
    let plan = model.plan.as_ref().filter(|_| live.is_none_or(|live| !live.ended()));
    (plan.map(|run| &run.scope), live.map(|run| &run.scope))
}

/// The tasks that have a lane, in order.
fn tasks(model: &Model) -> Vec<TaskNo> {
    let (plan, live) = scopes(model);
    shown_tasks(plan, live)
}

/// What stands in the rows. `open`: the folds that are open, by their first tasks.
pub(super) fn rows(model: &Model, open: &[TaskNo]) -> Vec<Row> {
    fold(tasks(model).into_iter().filter_map(|task| lane_of(model, task)), |first| open.contains(&first))
}

/// A task's lane in a run.
pub(super) fn lane_in(scope: &Scope, task: TaskNo) -> Option<&Lane> {
    scope.lanes().get(scope.lane_of(task)?)
}

/// A task's lane. What the live run knows of a task is newer.
pub(super) fn lane_of(model: &Model, task: TaskNo) -> Option<&Lane> {
    let (plan, live) = scopes(model);
    [live, plan].into_iter().flatten().find_map(|scope| lane_in(scope, task))
}

/// Where the next thing happens to a task; after the last one, the first.
pub(super) fn next_change(model: &Model, task: TaskNo) -> Option<Cursor> {
    let scope = &model.shown()?.scope;
    let segments = &scope.lanes().get(scope.lane_of(task)?)?.segments;
    let here = model.cursor();
    let next = segments.iter().find(|segment| segment.from >= here.0).or(segments.first())?;
    Some(Cursor::after(next.from))
}

/// The lane of another run of the program that stands for the same task: of those with its name, the one that is as far from
/// the first. `by_coroutine`: of those with its coroutine, where numbers in names are others.
pub(super) fn counterpart<'a>(scope: &Scope, task: TaskNo, other: &'a Scope, by_coroutine: bool) -> Option<&'a Lane> {
    let lane = lane_in(scope, task)?;
    let same = |other: &&Lane| if by_coroutine { other.coroutine == lane.coroutine } else { other.name == lane.name };
    let nth = scope.lanes().iter().filter(same).position(|lane| lane.task == task)?;
    other.lanes().iter().filter(same).nth(nth)
}
