//! The same program as two versions of Python: the run before the version was changed stays as the ghost, and it is said where the two
//! part.

use loopscope_lessons::with_values;
use loopscope_strings::Lang;
use loopscope_view::{Alignment, Cursor, align, alignment_words};

use super::{Model, Own};
use crate::run::{Run, Text};

/// Two runs of one text.
pub(crate) struct Versions<'a> {
    before: &'a Run,
    now: &'a Run,
    names: [String; 2],
}

/// Where they part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parting {
    /// That in a sentence.
    pub(crate) words: String,
    /// Right after the first step of this run that the other does not have; `None` where there is none.
    pub(crate) at: Option<Cursor>,
}

impl Model {
    /// What the Python engine is to run.
    pub(super) fn program_text(&self) -> Option<Text> {
        if let Some(Own { source, python, .. }) = &self.own {
            return Some(Text { source: source.clone(), python: *python });
        }
        let Text { source, python } = self.page.as_ref()?;
        Some(Text { source: with_values(source, &self.params()), python: *python })
    }

    /// The plan and the one before the change, if the version was what changed.
    pub(crate) fn versions(&self) -> Option<Versions<'_>> {
        let (before, now) = self.ghost.as_ref().zip(self.plan.as_ref())?;
        let (was, is) = before.of.as_ref().zip(now.of.as_ref())?;
        let names = [was, is].map(|of| ["Python ", of.python.name()].concat());
        (was.source == is.source && was.python != is.python).then_some(Versions { before, now, names })
    }
}

impl Versions<'_> {
    /// Where they part.
    pub(crate) fn parting(&self, lang: Lang) -> Parting {
        let scopes = [&self.before.scope, &self.now.scope];
        let alignment: Alignment = align(scopes[0], scopes[1], true);
        let words = alignment_words(lang, scopes, [&self.names[0], &self.names[1]], &alignment);
        Parting { words, at: alignment.first_difference().1.map(Cursor::after) }
    }
}
