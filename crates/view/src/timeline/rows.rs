//! The rows in which lanes stand, from top to bottom.

use loopscope_executor::trace::TaskNo;

use crate::scope::Scope;

/// Rows of one height below the axis. Lengths are in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Where the first one begins: above it is the axis.
    pub top: i32,
    /// How high each is.
    pub height: i32,
}

/// What stays free above and below the highest bar.
const GAP: i32 = 4;

impl Rows {
    /// Those of the page; the stylesheet's `--axis` and `--lane` are the same.
    pub const PAGE: Rows = Rows { top: 24, height: 32 };
    /// Those of a picture with so many lanes that they have to stand closer together: as close as their names can still be read.
    pub const DENSE: Rows = Rows { height: 16, ..Rows::PAGE };

    /// Where a row begins.
    #[must_use]
    pub const fn top_of(self, row: usize) -> i32 {
        self.top + self.height * row as i32
    }

    /// Where a row's middle lies below its top.
    #[must_use]
    pub const fn middle(self) -> i32 {
        self.height / 2
    }

    /// The row at this height of the drawing.
    #[must_use]
    pub fn at(self, y: i32) -> Option<usize> {
        usize::try_from((y - self.top).div_euclid(self.height)).ok()
    }

    /// How high a bar is at most.
    pub(crate) const fn tallest(self) -> i32 {
        self.height - GAP
    }
}

/// The tasks whose lanes are shown, in order: those of the plan first, since a live run has not made all of them yet.
#[must_use]
pub fn shown_tasks(plan: Option<&Scope>, live: Option<&Scope>) -> Vec<TaskNo> {
    let mut tasks: Vec<TaskNo> = Vec::new();
    for (scope, other) in [(plan, None), (live, plan)] {
        for lane in scope.map_or(&[][..], Scope::lanes) {
            if other.is_none_or(|other| other.lane_of(lane.task).is_none()) {
                tasks.push(lane.task);
            }
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_height() {
        for row in [0, 1, 7] {
            for inside in [0, 31] {
                assert_eq!(Rows::PAGE.at(Rows::PAGE.top_of(row) + inside), Some(row));
            }
        }
        assert_eq!(Rows::PAGE.at(Rows::PAGE.top - 1), None);
    }
}
