//! What a reader's program says of itself in comments, beside its parameters:
//!
//! ```text
//! # @goal ends within 2      the run takes two seconds of loop time or less
//! # @goal lasts 2            it takes two seconds or more
//! # @goal prints done        it prints this line
//! await task  # @moment joined    a marker at the moment at which this line does its first step
//! ```

use loopscope_lessons::page::Goal;
use loopscope_protocol::number::Milli;
use loopscope_strings::{OwnTexts, fill};
use loopscope_view::{Cursor, Scope};

const GOAL: &str = "# @goal";
const MOMENT: &str = "# @moment";

/// What the comments say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notes {
    /// What is to be reached, in the order of the text.
    pub(crate) goals: Vec<Goal>,
    /// Names, and the lines that they stand at, from 1.
    pub(crate) moments: Vec<(String, u32)>,
    /// What is none of these, in words.
    pub(crate) wrong: Vec<String>,
}

impl Notes {
    /// Those of a program.
    pub(crate) fn of(texts: &OwnTexts, source: &str) -> Notes {
        let mut notes = Notes::default();
        for (nth, line) in (1_u32..).zip(source.lines()) {
            if let Some((_, said)) = line.split_once(GOAL) {
                match goal(texts, said.trim()) {
                    Some(goal) => notes.goals.push(goal),
                    None => notes.wrong.push(fill(texts.goal_unknown, &[("line", &nth.to_string())])),
                }
            } else if let Some((_, said)) = line.split_once(MOMENT) {
                match said.split_whitespace().next() {
                    Some(name) => notes.moments.push((name.to_owned(), nth)),
                    None => notes.wrong.push(fill(texts.moment_nameless, &[("line", &nth.to_string())])),
                }
            }
        }
        notes
    }

    /// Where the moments are in a run; those that do not happen are left out.
    pub(crate) fn cursors<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = (&'a str, Cursor)> {
        self.moments.iter().filter_map(|(name, line)| {
            let record = scope.trace().records.iter().find(|record| record.line == *line)?;
            Some((name.as_str(), Cursor::after(record.seq)))
        })
    }
}

fn goal(texts: &OwnTexts, said: &str) -> Option<Goal> {
    let none = Goal { text: String::new(), duration_at_most: None, duration_at_least: None, prints: None };
    let seconds = |text: &str| {
        let text = text.trim().trim_end_matches('s').trim_end();
        let seconds: Milli = text.parse().ok()?;
        (seconds >= Milli::default()).then(|| (seconds.as_f64(), text.to_owned()))
    };
    if let Some((most, written)) = said.strip_prefix("ends within ").and_then(seconds) {
        let text = fill(texts.goal_within, &[("seconds", &written)]);
        return Some(Goal { text, duration_at_most: Some(most), ..none });
    }
    if let Some((least, written)) = said.strip_prefix("lasts ").and_then(seconds) {
        let text = fill(texts.goal_lasts, &[("seconds", &written)]);
        return Some(Goal { text, duration_at_least: Some(least), ..none });
    }
    let line = said.strip_prefix("prints ").map(str::trim).filter(|line| !line.is_empty())?;
    let text = fill(texts.goal_prints, &[("line", line)]);
    Some(Goal { text, prints: Some(line.to_owned()), ..none })
}

#[cfg(test)]
mod tests {
    use loopscope_strings::{Lang, own_texts};

    use super::*;

    const SOURCE: &str = "import asyncio\n# @goal ends within 2\n#  @goal no comment of this kind\n# @goal prints all done\n\
                          # @goal lasts 0.5 s\nawait task  # @moment joined\nx = 1  # @moment\n# @goal be quick\n";

    #[test]
    fn comments_say_what_is_to_be_reached() {
        let notes = Notes::of(own_texts(Lang::En), SOURCE);
        let [within, prints, lasts] = &notes.goals[..] else { panic!("{notes:?}") };
        assert!(within.reached(2.0, "") && !within.reached(2.1, ""));
        assert!(prints.reached(9.0, "first\nall done\n") && !prints.reached(9.0, "not all done\n"));
        assert!(lasts.reached(0.5, "") && !lasts.reached(0.4, ""));
        assert_eq!(notes.moments, [("joined".to_owned(), 6)]);
        assert_eq!(notes.wrong.len(), 2);
        assert!(notes.wrong[0].contains('7') && notes.wrong[1].contains('8'), "{:?}", notes.wrong);
    }

    #[test]
    fn numbers_that_are_none_are_no_goals() {
        for said in ["ends within", "ends within soon", "ends within -1", "ends within inf", "lasts", "prints  ", ""] {
            assert_eq!(goal(own_texts(Lang::En), said), None, "{said}");
        }
    }
}
