//! `loopscope site`: writes the static pages.
//!
//! ```text
//! /index.html                   both languages; sends the reader on to the preferred one
//! /{zh,en}/index.html           the lessons
//! /{zh,en}/{slug}/index.html    a lesson
//! /404.html                     for unknown addresses; the only page with absolute links
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use loopscope_lessons::author::Course;
pub(crate) use loopscope_lessons::author::in_lang;
use loopscope_strings::{Lang, site};
use maud::html;

mod lesson;
mod shell;
mod template;
mod texts;

use shell::{Page, titled};
use template::Template;

use crate::failure::Failure;

const LANGUAGE_SCRIPT: &str = include_str!("language.js");

/// Everything that pages are made of.
pub(crate) struct Site<'a> {
    course: &'a Course,
    template: Template,
    /// The address of the site's root for pages that can be anywhere.
    base: &'a str,
    /// Digest of the engine's file, if it is there: its name has none, and a page must not meet one of another build.
    engine_version: Option<String>,
    /// File name of the script that handles the reader's language.
    language_script: String,
}

impl<'a> Site<'a> {
    fn new(course: &'a Course, template: Template, base: &'a str, engine_version: Option<String>) -> Self {
        let language_script = format!("language-{}.js", digest(LANGUAGE_SCRIPT.as_bytes()));
        Site { course, template, base, engine_version, language_script }
    }

    /// Every file by its path below the site's root.
    fn files(&self) -> Result<BTreeMap<String, String>, String> {
        let mut files = BTreeMap::new();
        files.insert(self.language_script.clone(), LANGUAGE_SCRIPT.to_owned());
        files.insert("index.html".to_owned(), self.root_page());
        files.insert("404.html".to_owned(), self.not_found_page());
        for lang in Lang::ALL {
            files.insert(texts::texts_file(lang), texts::texts(lang));
            files.insert(format!("{}/index.html", lang.code()), self.list_page(lang));
            for (index, lesson) in self.course.lessons.iter().enumerate() {
                let path = format!("{}/{}/index.html", lang.code(), lesson.folder.manifest.slug);
                files.insert(path, self.lesson_page(index, lang)?);
            }
        }
        Ok(files)
    }

    fn list_page(&self, lang: Lang) -> String {
        let words = site(lang);
        let page = Page {
            root: "../",
            lang: Some(lang),
            title: titled(lang, words.tagline),
            description: words.description,
            lesson: None,
            path: Some(String::new()),
        };
        let main = html! {
            (self.top(&page, lang))
            main.list {
                h1 { (words.tagline) }
                p.summary { (words.intro) }
                (self.list(page.root, lang))
            }
        };
        self.page(&page, &main, &html! {})
    }

    fn root_page(&self) -> String {
        let words = site(Lang::En);
        let title = words.brand.to_owned();
        let page = Page {
            root: "",
            lang: None,
            title,
            description: words.description,
            lesson: None,
            path: Some(String::new()),
        };
        let main = html! {
            (self.top_of_both(page.root))
            main.list data-languages=(page.root) {
                @for lang in Lang::ALL {
                    @let words = site(lang);
                    section lang=(lang.html()) {
                        h1 { (words.tagline) }
                        p.summary { (words.intro) }
                        (self.list(page.root, lang))
                    }
                }
            }
        };
        self.page(&page, &main, &html! {})
    }

    fn not_found_page(&self) -> String {
        let words = site(Lang::En);
        let title = titled(Lang::En, words.not_found_title);
        let page = Page { root: self.base, lang: None, title, description: words.not_found, lesson: None, path: None };
        let main = html! {
            (self.top_of_both(page.root))
            main.list {
                @for lang in Lang::ALL {
                    @let words = site(lang);
                    section lang=(lang.html()) {
                        h1 { (words.not_found_title) }
                        p.summary { (words.not_found) }
                        (self.list(page.root, lang))
                    }
                }
            }
        };
        self.page(&page, &main, &html! {})
    }
}

/// Reads the lessons and the template and writes the pages into `out`.
pub(crate) fn build(template: &Path, lessons: &Path, out: &Path, base: &str) -> Result<(), Failure> {
    let html = fs::read_to_string(template)
        .map_err(|error| Failure::run(format!("the template {} cannot be read: {error}", template.display())))?;
    let course = Course::read(lessons).map_err(Failure::problems)?;
    let template =
        Template::parse(&html, base).map_err(|what| Failure::run(format!("{}: {what}", template.display())))?;
    let engine_version = template.engine().and_then(|file| fs::read(out.join(file)).ok()).map(|bytes| digest(&bytes));
    let site = Site::new(&course, template, base, engine_version);
    for (path, content) in site.files().map_err(Failure::run)? {
        let file = out.join(path);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, content));
        written.map_err(|error| Failure::run(format!("{} cannot be written: {error}", file.display())))?;
    }
    Ok(())
}

/// A short digest for file names and addresses.
fn digest(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

#[cfg(test)]
mod tests;
