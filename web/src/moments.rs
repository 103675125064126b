//! Moments by their names: those that the lesson's text names, and those that a program names in comments (`# @moment joined`).

use loopscope_view::{Cursor, Scope};

use crate::lesson::Lesson;
use crate::model::Missing;
use crate::model::own::Notes;

/// Where they are in a run. `own`: it is of a program of the reader's, which the lesson's moments are not of.
pub(crate) fn in_run<'a>(
    lesson: &'a Lesson,
    notes: &'a Notes,
    own: bool,
    scope: &'a Scope,
) -> impl Iterator<Item = (&'a str, Cursor)> {
    let of_lesson = lesson.data.moments.iter().filter(move |_| !own);
    let of_lesson = of_lesson.filter_map(|(name, moment)| Some((name.as_str(), moment.find(scope.trace())?)));
    of_lesson.chain(notes.cursors(scope))
}

/// Their names, each once, whether the run comes to them or not.
pub(crate) fn names(lesson: &Lesson, notes: &Notes, own: bool) -> Vec<String> {
    let of_lesson = lesson.data.moments.keys().filter(|_| !own);
    let mut names: Vec<String> = of_lesson.chain(notes.moments.iter().map(|(name, _)| name)).cloned().collect();
    let mut known = std::collections::BTreeSet::new();
    names.retain(|name| known.insert(name.clone()));
    names
}

/// Where the one with this name is in a run.
///
/// # Errors
/// Why there is none.
pub(crate) fn find(lesson: &Lesson, notes: &Notes, own: bool, scope: &Scope, name: &str) -> Result<Cursor, Missing> {
    let found = in_run(lesson, notes, own, scope).find(|(known, _)| *known == name);
    found.map(|(_, cursor)| cursor).ok_or_else(|| {
        if names(lesson, notes, own).iter().any(|known| known == name) {
            Missing::Unreached
        } else if lesson.data.moments.contains_key(name) {
            Missing::Lesson
        } else {
            Missing::Unknown
        }
    })
}
