//! Lanes that fold: of many tasks that one task has made under one kind of name, a row for all of them, which opens.
//!
//! ```text
//!   many lanes ── of one parent, under one stem ──► Row::Fold, closed: one row     ◄─ opens, closes ─►     open: its row, then its lanes
//!   few lanes ────────────────────────────────────► Row::Lane for each
//! ```

use std::collections::BTreeMap;

use loopscope_executor::trace::TaskNo;
use loopscope_strings::Lang;

use super::marks::{LaneMarks, Mark, Part, thin, whole_lane};
use super::scale::Scale;
use crate::cursor::Cursor;
use crate::lane::{Lane, LaneState, PROGRAM};
use crate::scope::Scope;

/// Up to so many lanes stand as they are.
const ROOM: usize = 24;
/// So many lanes of one kind are folded.
const LEAST: usize = 8;

/// What stands in a row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A task's lane.
    Lane(TaskNo),
    /// Lanes that are folded, or are and stand below.
    Fold(Fold),
}

/// Lanes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The first of its tasks, by which it is known.
    pub first: TaskNo,
    /// What their names have in common: `worker` of `worker-1` and `worker-2`.
    pub stem: String,
    /// How many parents stand above them.
    pub depth: u32,
    /// The tasks of the kind, by their numbers.
    pub tasks: Vec<TaskNo>,
    /// The same, and all that they have made.
    pub within: Vec<TaskNo>,
    /// Their lanes stand below.
    pub open: bool,
}

impl Row {
    /// The task by which the row is known.
    #[must_use]
    pub fn key(&self) -> (TaskNo, bool) {
        match self {
            Row::Lane(task) => (*task, false),
            Row::Fold(fold) => (fold.first, true),
        }
    }
}

/// The rows of lanes, which come with each task below its parent. `open`: whether the fold that this task is the first of is open.
#[must_use]
pub fn fold<'a>(lanes: impl IntoIterator<Item = &'a Lane>, open: impl Fn(TaskNo) -> bool) -> Vec<Row> {
    let lanes: Vec<&Lane> = lanes.into_iter().collect();
    if lanes.len() <= ROOM {
        return lanes.iter().map(|lane| Row::Lane(lane.task)).collect();
    }
    let mut kinds: Vec<_> = lanes.iter().map(|lane| (lane.parent, stem(lane), lane.task)).collect();
    kinds.sort_unstable();
    // The tasks of a kind, if they are many.
    let of_kind = |parent: Option<TaskNo>, stem: &str| {
        let all = &kinds[kinds.partition_point(|(of, name, _)| (*of, *name) < (parent, stem))..];
        let all = &all[..all.partition_point(|(of, name, _)| (*of, *name) == (parent, stem))];
        (all.len() >= LEAST).then_some(all)
    };
    let mut rows: Vec<Row> = Vec::new();
    // Where the fold stands that a task is within.
    let mut places: BTreeMap<TaskNo, usize> = BTreeMap::new();
    for lane in lanes {
        let around = lane.parent.and_then(|parent| places.get(&parent).copied());
        let stem = stem(lane);
        let place = match (around, of_kind(lane.parent, stem)) {
            // What a folded task has made is folded with it.
            (Some(place), _) => Some(place),
            (None, Some(tasks)) => {
                let (.., first) = tasks[0];
                let there = rows.iter().position(|row| row.key() == (first, true));
                Some(there.unwrap_or_else(|| {
                    let tasks = tasks.iter().map(|(.., task)| *task).collect();
                    let (stem, depth, open) = (stem.to_owned(), lane.depth, open(first));
                    rows.push(Row::Fold(Fold { first, stem, depth, tasks, within: Vec::new(), open }));
                    rows.len() - 1
                }))
            }
            (None, None) => None,
        };
        let mut stands = true;
        if let Some(place) = place {
            places.insert(lane.task, place);
            if let Some(Row::Fold(fold)) = rows.get_mut(place) {
                fold.within.push(lane.task);
                stands = fold.open;
            }
        }
        if stands {
            rows.push(Row::Lane(lane.task));
        }
    }
    rows
}

/// A lane's name without the number at its end; of a task that nobody has named, its coroutine.
fn stem(lane: &Lane) -> &str {
    let unnamed = lane.name.strip_prefix("Task-").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let name = if unnamed && !lane.coroutine.is_empty() { &lane.coroutine } else { &lane.name };
    name.trim_end_matches(|char: char| char.is_numeric()).trim_end_matches(['-', '_', ' ', '#', ':', '.', '/', '('])
}

/// A part of the row of a fold: somebody is in this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldMark {
    /// The state.
    pub state: LaneState,
    /// The first record that brought it.
    pub from: u32,
    /// Where it begins, in the scale's unit; the signs of an end stand there.
    pub x: i32,
    /// How long it is, in the scale's unit.
    pub width: i32,
}

/// What is drawn of folded lanes: for each state the stretches in which somebody is in it. A run that goes on has come to `now`, in the
/// scale's unit.
#[must_use]
pub fn fold_marks<'a>(scale: &Scale, lanes: impl IntoIterator<Item = &'a Lane>, now: Option<i32>) -> Vec<FoldMark> {
    let mut all = Vec::new();
    for lane in lanes {
        for place in thin(scale, lane) {
            let Some(segment) = lane.segments.get(place as usize) else { continue };
            let goes_on = place as usize + 1 == lane.segments.len() && !segment.state.is_end();
            let x = scale.x(segment.from, segment.start);
            let end = scale.x(segment.to, segment.end).max(if goes_on { now.unwrap_or(0) } else { 0 });
            let width = if segment.state.is_end() { 0 } else { (end - x).max(0) };
            if segment.state != LaneState::Ready || width >= scale.least() {
                all.push(FoldMark { state: segment.state, from: segment.from, x, width });
            }
        }
    }
    all.sort_unstable_by_key(|mark| (mark.state as usize, mark.x, mark.from));
    let mut joined: Vec<FoldMark> = Vec::new();
    for mark in all {
        match joined.last_mut() {
            Some(last) if last.state == mark.state && mark.x <= last.x + last.width => {
                last.width = last.width.max(mark.x + mark.width - last.x);
            }
            _ => joined.push(mark),
        }
    }
    joined
}

/// Those of the marks that are in a part of the run.
#[must_use]
pub fn fold_part(scale: &Scale, marks: &[FoldMark], part: Part) -> LaneMarks {
    let split = |mark: &FoldMark| {
        let (begin, end) = (mark.x, mark.x + mark.width);
        match part {
            Part::Past(cursor, _) if mark.from >= cursor.0 => None,
            Part::Past(cursor, now) => Some((begin, end.min(scale.x(cursor.0, now)).max(begin))),
            Part::Future(cursor, _) if mark.from >= cursor.0 => Some((begin, end)),
            Part::Future(cursor, now) => Some((scale.x(cursor.0, now), end)).filter(|(begin, end)| begin < end),
        }
    };
    let drawn = |mark: &FoldMark| {
        let (begin, end) = split(mark).filter(|(begin, end)| scale.shows(*begin, *end))?;
        Some(Mark { place: mark.from, state: mark.state, x: begin, width: end - begin })
    };
    LaneMarks { marks: marks.iter().filter_map(drawn).collect(), labels: Vec::new() }
}

/// What is drawn of a whole run's row, and the task in whose colour.
pub(crate) fn whole_row(lang: Lang, scale: &Scale, scope: &Scope, row: &Row) -> (TaskNo, LaneMarks) {
    let lane = |task: TaskNo| scope.lane_of(task).and_then(|lane| scope.lanes().get(lane));
    match row {
        Row::Lane(task) => (*task, lane(*task).map(|lane| whole_lane(lang, scale, lane)).unwrap_or_default()),
        Row::Fold(fold) => {
            let marks = fold_marks(scale, fold.within.iter().filter_map(|task| lane(*task)), None);
            (PROGRAM, fold_part(scale, &marks, Part::Past(Cursor(u32::MAX), scale.end)))
        }
    }
}

/// In which row a lane is drawn, by its place in [`Scope::lanes`].
pub fn row_of<'a>(scope: &'a Scope, rows: &'a [Row]) -> impl Fn(usize) -> Option<usize> + 'a {
    let mut places = BTreeMap::new();
    for (nth, row) in rows.iter().enumerate() {
        match row {
            Row::Lane(task) => _ = places.insert(*task, nth),
            Row::Fold(fold) if !fold.open => places.extend(fold.within.iter().map(|task| (*task, nth))),
            Row::Fold(_) => {}
        }
    }
    move |lane| places.get(&scope.lanes().get(lane)?.task).copied()
}

#[cfg(test)]
mod tests {
    use loopscope_executor::Instant;

    use super::*;
    use crate::lane::Segment;
    use crate::timeline::{Axis, Unit, Window};

    fn lane(task: TaskNo, parent: Option<TaskNo>, name: &str) -> Lane {
        let depth = if parent.is_none() { 0 } else { 1 };
        let segment = |from: u32, state| Segment {
            from,
            to: from + 10,
            start: Instant::from_nanos(u64::from(from)),
            end: Instant::from_nanos(u64::from(from + 10)),
            state,
            waiting: None,
            line: 0,
        };
        let segments = vec![segment(task, LaneState::Running), segment(task + 10, LaneState::Done)];
        Lane { task, parent, depth, name: name.into(), coroutine: "work".into(), made_at: 0, segments }
    }

    fn many() -> Vec<Lane> {
        let mut lanes = vec![lane(0, None, ""), lane(1, Some(0), "main")];
        for nth in 0..30 {
            lanes.push(lane(10 + 2 * nth, Some(1), &format!("worker-{nth}")));
            if nth == 3 {
                lanes.push(lane(11 + 2 * nth, Some(10 + 2 * nth), "helper"));
            }
        }
        lanes.push(lane(100, Some(1), "logger"));
        lanes
    }

    fn keys(rows: &[Row]) -> Vec<(TaskNo, bool)> {
        rows.iter().map(Row::key).collect()
    }

    #[test]
    fn many_of_a_kind_are_one_row() {
        let lanes = many();
        let rows = fold(&lanes, |_| false);
        assert_eq!(keys(&rows), [(0, false), (1, false), (10, true), (100, false)]);
        let Row::Fold(fold) = &rows[2] else { panic!("it is folded") };
        assert_eq!((fold.stem.as_str(), fold.tasks.len(), fold.within.len()), ("worker", 30, 31));
        assert!(fold.within.contains(&17) && !fold.within.contains(&100), "what a worker has made is within");
    }

    #[test]
    fn an_open_one_has_its_lanes_below() {
        let lanes = many();
        let rows = fold(&lanes, |task| task == 10);
        assert_eq!(rows.len(), lanes.len() + 1);
        assert_eq!(keys(&rows)[2..5], [(10, true), (10, false), (12, false)]);
        // Each is drawn once: in its own row.
        let Row::Fold(fold) = &rows[2] else { panic!("it is there") };
        assert!(fold.open && fold.within.contains(&10));
    }

    #[test]
    fn few_lanes_stand_as_they_are() {
        let lanes: Vec<Lane> = many().into_iter().take(ROOM).collect();
        assert!(fold(&lanes, |_| false).iter().all(|row| matches!(row, Row::Lane(_))));
    }

    #[test]
    fn tasks_without_names_are_told_apart_by_what_they_run() {
        let mut lanes: Vec<Lane> = (0..40).map(|nth| lane(nth, Some(99), &format!("Task-{nth}"))).collect();
        for lane in lanes.iter_mut().skip(20) {
            lane.coroutine = "rest".into();
        }
        let stems: Vec<String> = fold(&lanes, |_| false)
            .into_iter()
            .map(|row| match row {
                Row::Fold(fold) => fold.stem,
                Row::Lane(task) => task.to_string(),
            })
            .collect();
        assert_eq!(stems, ["work", "rest"]);
    }

    #[test]
    fn what_lies_over_each_other_is_one_mark() {
        let lanes = many();
        let scale = Scale {
            axis: Axis::Step,
            unit: Unit::Thousandth,
            width: 1000,
            end: Instant::ZERO,
            steps: 200,
            window: Window::WHOLE,
        };
        let marks = fold_marks(&scale, &lanes, None);
        let of = |marks: &LaneMarks, state| marks.marks.iter().filter(|mark| mark.state == state).count();
        let all = fold_part(&scale, &marks, Part::Past(Cursor(200), Instant::ZERO));
        assert_eq!(of(&all, LaneState::Running), 2, "{all:?}");
        assert_eq!((all.marks[0].x, all.marks[0].width), (0, 390));
        // What is under the cursor is in both parts.
        let parts = [Part::Past(Cursor(20), Instant::ZERO), Part::Future(Cursor(20), Instant::ZERO)];
        let [past, future] = parts.map(|part| fold_part(&scale, &marks, part));
        assert_eq!((past.marks[0].x, past.marks[0].width), (0, 100));
        assert_eq!((future.marks[0].x, future.marks[0].width), (100, 290));
    }
}
