//! Makes [`LessonData`] out of what was read.

use std::collections::BTreeMap;

use loopscope_lesson_format::{Asks, Declared, Language, Snippet};
use loopscope_protocol::param::Param;
use loopscope_strings::Lang;
use loopscope_version::Version;
use loopscope_view::{Moment, On};

use super::highlight::{self, Highlighter};
use super::{Authored, Course};
use crate::page::{Code, CodeLine, Goal, LessonData, Link, Question, Region, Shown};

impl Course {
    /// What the page of the lesson at this place (from 0) hands to the application; `None` behind the last.
    #[must_use]
    pub fn data(&self, index: usize, lang: Lang) -> Option<LessonData> {
        let lesson = self.lessons.get(index)?;
        let manifest = &lesson.folder.manifest;
        let link = |lesson: &Authored| Link {
            slug: lesson.folder.manifest.slug.clone(),
            title: lesson.folder.manifest.title[lang].clone(),
        };
        Some(LessonData {
            slug: manifest.slug.clone(),
            lang: lang.code().to_owned(),
            order: manifest.order,
            total: number(self.lessons.len()),
            title: manifest.title[lang].clone(),
            params: manifest.params.iter().map(|param| self::param(param, lang)).collect(),
            open: manifest.open,
            python: lesson.python.get_or_init(|| code(&lesson.folder.python, &self.highlighter)).clone(),
            source: source(&lesson.folder.python),
            version: manifest.python,
            versions: Version::ALL,
            rust: lesson.rust.get_or_init(|| code(&lesson.folder.rust, &self.highlighter)).clone(),
            own: false,
            recorded: None,
            weights: None,
            regions: lesson.regions(),
            // No other line leaves a record: `loopscope check` proves it.
            lines: lesson.lines().into_iter().filter(|(_, shown)| shown.python.is_some()).collect(),
            moments: lesson.moments(),
            goals: lesson.goals(lang),
            questions: lesson.questions(lang),
            prev: index.checked_sub(1).and_then(|before| self.lessons.get(before)).map(link),
            next: self.lessons.get(index + 1).map(link),
        })
    }
}

impl Authored {
    fn regions(&self) -> BTreeMap<String, Region> {
        let (python, rust) = (&self.folder.python.regions, &self.folder.rust.regions);
        python
            .iter()
            .filter_map(|(name, python)| {
                let rust = rust.get(name)?;
                let lines = |region: &loopscope_lesson_format::Region| (number(region.first), number(region.last));
                Some((name.clone(), Region { python: lines(python), rust: lines(rust) }))
            })
            .collect()
    }

    /// Where each line of snippet.rs is shown.
    #[must_use]
    pub fn lines(&self) -> BTreeMap<u32, Shown> {
        let (python, rust) = (&self.folder.python, &self.folder.rust);
        let shown = |(index, line): (usize, &loopscope_lesson_format::Line)| {
            let counterpart = line.region.as_ref().and_then(|region| python.regions.get(region));
            let python = counterpart.map(|region| number(region.first));
            (number(line.file_line), Shown { rust: number(index + 1), python })
        };
        rust.lines.iter().enumerate().map(shown).collect()
    }

    /// Its moments by name.
    #[must_use]
    pub fn moments(&self) -> BTreeMap<String, Moment> {
        let rust = &self.folder.rust;
        let lines = |region: &Option<String>| -> Vec<u32> {
            let region = region.as_ref().and_then(|region| rust.regions.get(region));
            region.map_or_else(Vec::new, |region| {
                rust.lines[region.first - 1..region.last].iter().map(|line| number(line.file_line)).collect()
            })
        };
        self.folder
            .manifest
            .moments
            .iter()
            .filter_map(|moment| {
                let on = On::from_name(&moment.on)?;
                let (text, task) = (moment.text.clone(), moment.task.clone());
                Some((moment.name.clone(), Moment { on, text, task, lines: lines(&moment.region), nth: moment.nth }))
            })
            .collect()
    }

    /// Its goals, in one language.
    #[must_use]
    pub fn goals(&self, lang: Lang) -> Vec<Goal> {
        let goal = |goal: &loopscope_lesson_format::Goal| Goal {
            text: goal.text[lang].clone(),
            duration_at_most: goal.duration_at_most,
            duration_at_least: goal.duration_at_least,
            prints: goal.prints.clone(),
        };
        self.folder.manifest.goals.iter().map(goal).collect()
    }

    /// Its questions, in one language.
    #[must_use]
    pub fn questions(&self, lang: Lang) -> Vec<Question> {
        let moments = self.moments();
        // The manifest names no moment that is not there.
        let moment = |name: &Option<String>| name.as_ref().and_then(|name| moments.get(name)).cloned();
        let question = |question: &loopscope_lesson_format::Question| {
            let asks = match &question.asks {
                Asks::Order { lines } => loopscope_view::Question::Order { lines: lines.clone() },
                Asks::Seconds { from, to } => loopscope_view::Question::Seconds { from: moment(from), to: moment(to) },
                Asks::Next { at } => loopscope_view::Question::Next { at: moments.get(at)?.clone() },
            };
            Some(Question { text: question.text[lang].clone(), asks })
        };
        self.folder.manifest.questions.iter().filter_map(question).collect()
    }
}

/// A parameter, labelled in one language.
pub(super) fn param(declared: &Declared, lang: Lang) -> Param {
    declared.param.relabelled(|label| label[lang].clone())
}

/// A program as it is shown.
pub(super) fn code(snippet: &Snippet, highlighter: &Highlighter) -> Code {
    let fence = match snippet.language {
        Language::Python => "python",
        Language::Rust => "rust",
    };
    let pieces = highlighter.lines(fence, snippet.lines.iter().map(|line| line.text.as_str()));
    let line = |(line, pieces): (&loopscope_lesson_format::Line, &Vec<highlight::Piece>)| {
        let param = line.param.as_ref().map(|param| (param.name.as_str(), param.start..param.end));
        CodeLine { html: highlight::html(&line.text, pieces, param) }
    };
    Code { lines: snippet.lines.iter().zip(&pieces).map(line).collect() }
}

/// The text of a Python program as its reader edits it: that which is shown, with the marks of its parameters.
pub(super) fn source(snippet: &Snippet) -> String {
    let line = |line: &loopscope_lesson_format::Line| {
        let sets =
            line.param.as_ref().is_some_and(|param| line.text[..param.start].trim_end() == format!("{} =", param.name));
        [line.text.as_str(), if sets { "  # @param" } else { "" }, "\n"].concat()
    };
    snippet.lines.iter().map(line).collect()
}

/// Lines and lessons are few.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
