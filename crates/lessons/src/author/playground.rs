//! The playground's programs, and what their pages hand to the application.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use loopscope_lesson_format::{Example, Problem};
use loopscope_protocol::pane::Pane;
use loopscope_strings::Lang;
use loopscope_version::Version;

use super::data::{code, number, param, recorded_at};
use super::highlight::Highlighter;
use crate::page::{Code, LessonData, Link, ParamsIn};

/// The panes that are open at first.
const OPEN: [Pane; 3] = [Pane::Code, Pane::Timeline, Pane::Output];

/// The playground: a program to begin with, and examples.
pub struct Playground {
    /// Its name in messages.
    pub name: String,
    /// Its programs: first the one to begin with, then the examples in order.
    pub programs: Vec<Example>,
    /// The programs, highlighted when they are first shown.
    shown: Vec<OnceLock<Code>>,
    highlighter: Highlighter,
}

impl Playground {
    /// Reads the playground's folder.
    ///
    /// # Errors
    /// Every mistake in its files.
    pub fn read(root: &Path) -> Result<Playground, Vec<Problem>> {
        let loopscope_lesson_format::Playground { name, programs } = loopscope_lesson_format::Playground::read(root)?;
        let shown = programs.iter().map(|_| OnceLock::new()).collect();
        Ok(Playground { name, programs, shown, highlighter: Highlighter::new() })
    }

    /// What the page of the program at this place (from 0) hands to the application; `None` behind the last. `recorded`: the
    /// address of its default run, from that page.
    #[must_use]
    pub fn data(&self, index: usize, lang: Lang, recorded: &str) -> Option<LessonData> {
        let program = self.programs.get(index)?;
        let link = |other: &Example| Link { slug: other.slug(), title: other.title[lang].clone() };
        Some(LessonData {
            slug: program.slug(),
            lang: lang.code().to_owned(),
            order: number(index),
            total: number(self.programs.len() - 1),
            title: program.title[lang].clone(),
            params: program.params.iter().map(|read| param(read, lang)).collect(),
            open: OPEN.into_iter().collect(),
            python: self.shown.get(index)?.get_or_init(|| code(&program.python, &self.highlighter)).clone(),
            source: program.python.editable(),
            version: program.version,
            versions: Version::ALL,
            runs: recorded_at(recorded, ParamsIn::Text),
            weights: None,
            regions: BTreeMap::new(),
            moments: BTreeMap::new(),
            goals: Vec::new(),
            questions: Vec::new(),
            prev: index.checked_sub(1).and_then(|before| self.programs.get(before)).map(link),
            next: self.programs.get(index + 1).map(link),
        })
    }
}
