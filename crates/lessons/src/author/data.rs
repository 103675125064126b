//! Makes [`LessonData`] out of what was read.

use std::collections::BTreeMap;

use loopscope_lesson_format::{Asks, Declared, Language, Snippet, Twin};
use loopscope_protocol::param::Param;
use loopscope_strings::Lang;
use loopscope_version::Version;
use loopscope_view::{Moment, On};

use super::highlight::{self, Highlighter};
use super::{Authored, Course};
use crate::page::{self, Code, CodeLine, Goal, LessonData, Link, ParamsIn, Question, Recorded, Region, Runs, Shown};

impl Course {
    /// What the page of the lesson at this place (from 0) hands to the application; `None` behind the last. `recorded`: the
    /// address of its default run from that page, for a lesson that has no twin to make it.
    #[must_use]
    pub fn data(&self, index: usize, lang: Lang, recorded: &str) -> Option<LessonData> {
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
            source: lesson.folder.python.editable(),
            version: manifest.python,
            versions: Version::ALL,
            runs: match &lesson.folder.twin {
                Some(twin) => Runs::Twin(lesson.twin(twin, &self.highlighter)),
                None => recorded_at(recorded, ParamsIn::Pane),
            },
            weights: None,
            regions: regions(&lesson.folder.python),
            moments: lesson.moments(),
            goals: lesson.goals(lang),
            questions: lesson.questions(lang),
            prev: index.checked_sub(1).and_then(|before| self.lessons.get(before)).map(link),
            next: self.lessons.get(index + 1).map(link),
        })
    }
}

impl Authored {
    fn twin(&self, twin: &Twin, highlighter: &Highlighter) -> page::Twin {
        page::Twin {
            rust: self.rust.get_or_init(|| code(&twin.rust, highlighter)).clone(),
            regions: regions(&twin.rust),
            // No other line leaves a record: `loopscope check` proves it.
            lines: self.lines(twin).into_iter().filter(|(_, shown)| shown.python.is_some()).collect(),
        }
    }

    /// Where each line of its twin, which is this one, is shown.
    #[must_use]
    pub fn lines(&self, twin: &Twin) -> BTreeMap<u32, Shown> {
        let (python, rust) = (&self.folder.python, &twin.rust);
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
        // The twin was compiled from its file; the Python engine has been given the text that is shown.
        let (program, in_file) = match &self.folder.twin {
            Some(twin) => (&twin.rust, true),
            None => (&self.folder.python, false),
        };
        let lines = |region: &Option<String>| -> Vec<u32> {
            let region = region.as_ref().and_then(|region| program.regions.get(region));
            let line = |shown: usize| if in_file { program.lines[shown - 1].file_line } else { shown };
            region
                .map_or_else(Vec::new, |region| (region.first..=region.last).map(|shown| number(line(shown))).collect())
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

/// A program that the Python engine runs, whose default run has this address.
pub(super) fn recorded_at(run: &str, params: ParamsIn) -> Runs {
    Runs::Python(Recorded { run: run.to_owned(), params })
}

/// Where a program's regions are shown.
fn regions(snippet: &Snippet) -> BTreeMap<String, Region> {
    let lines = |region: &loopscope_lesson_format::Region| (number(region.first), number(region.last));
    snippet.regions.iter().map(|(name, region)| (name.clone(), lines(region))).collect()
}

/// Lines and lessons are few.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
