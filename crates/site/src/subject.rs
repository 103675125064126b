//! What a page with a laboratory shows: a lesson, or a program of the playground.

use loopscope_lessons::author::PLAYGROUND;
use loopscope_lessons::page::{LessonData, Weights};
use loopscope_strings::{Lang, PerLang};
use loopscope_view::Theme;

use crate::Site;
use crate::run::DefaultRun;
use crate::texts::texts;
use crate::weight::weigh;

/// A lesson, or a program of the playground, by its place from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Lesson(usize),
    /// The first is the one with which the playground's own page begins.
    Program(usize),
}

impl Site<'_> {
    /// Everything that has such a page, in order.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = Subject> {
        let programs = self.playground.map_or(0, |playground| playground.programs.len());
        (0..self.course.lessons.len()).map(Subject::Lesson).chain((0..programs).map(Subject::Program))
    }

    /// Its name in addresses.
    pub(crate) fn slug(&self, subject: Subject) -> String {
        match subject {
            Subject::Lesson(index) => self.course.lessons[index].folder.manifest.slug.clone(),
            Subject::Program(index) => {
                self.playground.map_or_else(|| PLAYGROUND.to_owned(), |playground| playground.programs[index].slug())
            }
        }
    }

    /// Its title.
    pub(crate) fn title(&self, subject: Subject, lang: Lang) -> &str {
        self.texts(subject).map_or("", |(title, _)| &title[lang])
    }

    /// A sentence or two about it.
    pub(crate) fn summary(&self, subject: Subject, lang: Lang) -> &str {
        self.texts(subject).map_or("", |(_, summary)| &summary[lang])
    }

    fn texts(&self, subject: Subject) -> Option<(&PerLang<String>, &PerLang<String>)> {
        match subject {
            Subject::Lesson(index) => {
                let manifest = &self.course.lessons[index].folder.manifest;
                Some((&manifest.title, &manifest.summary))
            }
            Subject::Program(index) => {
                let program = &self.playground?.programs[index];
                Some((&program.title, &program.summary))
            }
        }
    }

    /// Its run as it stands.
    pub(crate) fn run(&self, subject: Subject) -> &DefaultRun {
        match subject {
            Subject::Lesson(index) => &self.runs.lessons[index],
            Subject::Program(index) => &self.runs.programs[index],
        }
    }

    /// The way from its page to the site's root.
    pub(crate) fn root(&self, subject: Subject) -> String {
        "../".repeat(2 + self.slug(subject).matches('/').count())
    }

    /// What the application is told of it, and the same as JSON. `beside`: the way from the page to what lies beside its own.
    pub(crate) fn data(&self, subject: Subject, lang: Lang, beside: &str) -> Result<(LessonData, String), String> {
        let mut data = self.data_without_weights(subject, lang, beside)?;
        data.weights = self.weights(subject, lang)?;
        let json = json(&data)?;
        Ok((data, json))
    }

    fn data_without_weights(&self, subject: Subject, lang: Lang, beside: &str) -> Result<LessonData, String> {
        let recorded = format!("{beside}{}", self.run(subject).recording_file().unwrap_or_default());
        let data = match subject {
            Subject::Lesson(index) => self.course.data(index, lang, &recorded),
            Subject::Program(index) => self.playground.and_then(|playground| playground.data(index, lang, &recorded)),
        };
        data.ok_or_else(|| format!("{} has no page", self.slug(subject)))
    }

    /// What a blog's reader downloads of it; `None` where the application has not been built.
    fn weights(&self, subject: Subject, lang: Lang) -> Result<Option<Weights>, String> {
        let Some(common) = self.weights else { return Ok(None) };
        let data = self.data_without_weights(subject, lang, "../")?;
        let page = self.embed_page_of(subject, lang, &data, &json(&data)?)?;
        let poster = weigh(self.poster(subject, lang, Theme::Auto).as_bytes());
        let live = common.live + weigh(texts(lang).as_bytes()) + weigh(page.as_bytes());
        Ok(Some(Weights { loader: common.loader, poster, live }))
    }
}

fn json(data: &LessonData) -> Result<String, String> {
    serde_json::to_string(data).map_err(|error| format!("the lesson's data cannot be written: {error}"))
}
