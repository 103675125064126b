//! The author's side: reads all lessons, checks them, and makes what their pages show.
//!
//! ```text
//! lessons/ ─ Folder::read ─► manifest, snippets ─┐
//!            zh.md, en.md ──── prose::parse ─────┴─► Course ─► page::LessonData, sections
//! playground/ ──────────────────────────────► Playground ─► page::LessonData
//! ```

use std::path::Path;
use std::sync::OnceLock;

use loopscope_lesson_format::{Folder, Folders, find};

mod data;
mod highlight;
mod playground;
mod prose;

pub use loopscope_lesson_format::{
    Asks, Both, Declared, Example, Goal, Language, Line, Manifest, Moment, PLAYGROUND, Problem, Snippet,
};
pub use playground::Playground;
pub use prose::Section;

use crate::page::Code;
use highlight::Highlighter;
use loopscope_strings::Lang;

/// All lessons, in order.
pub struct Course {
    /// The lessons.
    pub lessons: Vec<Authored>,
    highlighter: Highlighter,
}

/// A lesson as its author wrote it.
pub struct Authored {
    /// Its folder: the manifest and the programs.
    pub folder: Folder,
    /// Its text in Chinese.
    zh: Vec<Section>,
    /// Its text in English.
    en: Vec<Section>,
    /// Its programs, highlighted when they are first shown.
    python: OnceLock<Code>,
    rust: OnceLock<Code>,
}

/// The text in this language.
#[must_use]
pub fn in_lang(both: &Both, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &both.zh,
        Lang::En => &both.en,
    }
}

impl Authored {
    /// Its text in this language.
    #[must_use]
    pub fn sections(&self, lang: Lang) -> &[Section] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Course {
    /// Reads the lessons in the folders below `root`.
    ///
    /// # Errors
    /// Every mistake in their files, in the order of the files.
    pub fn read(root: &Path) -> Result<Course, Vec<Problem>> {
        let name = root.display().to_string();
        let name = name.trim_end_matches('/');
        let paths =
            find(root).map_err(|error| vec![Problem::new(name, 0, format!("the folder cannot be read: {error}"))])?;
        if paths.is_empty() {
            return Err(vec![Problem::new(
                name,
                0,
                "there are no lessons in this folder; each is a folder such as 01-waiting",
            )]);
        }
        let (mut folders, mut problems, mut beside) = (Vec::new(), Vec::new(), Folders::default());
        for path in &paths {
            let folder = path.file_name().unwrap_or_default().to_string_lossy();
            match Folder::read(path, &format!("{name}/{folder}")) {
                Ok(folder) => {
                    problems.extend(beside.add(&format!("{}/lesson.toml", folder.name), &folder.manifest));
                    folders.push(folder);
                }
                Err(more) => problems.extend(more),
            }
        }
        // Without all lessons it cannot be said which links between them are right.
        if !problems.is_empty() {
            return Err(problems);
        }
        folders.sort_by_key(|folder| folder.manifest.order);
        let slugs: Vec<_> = folders.iter().map(|folder| folder.manifest.slug.clone()).collect();
        let highlighter = Highlighter::new();
        let mut lessons = Vec::new();
        for folder in folders {
            match authored(folder, &slugs, &highlighter) {
                Ok(lesson) => lessons.push(lesson),
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() { Ok(Course { lessons, highlighter }) } else { Err(problems) }
    }
}

fn authored(folder: Folder, slugs: &[String], highlighter: &Highlighter) -> Result<Authored, Vec<Problem>> {
    let names = prose::Names {
        regions: folder.python.regions.keys().map(String::as_str).collect(),
        moments: folder.manifest.moments.iter().map(|moment| moment.name.as_str()).collect(),
        lessons: slugs.iter().map(String::as_str).collect(),
        variants: &folder.variants,
    };
    let zh = prose::parse(&format!("{}/zh.md", folder.name), &folder.zh, &names, highlighter);
    let en = prose::parse(&format!("{}/en.md", folder.name), &folder.en, &names, highlighter);
    let (zh, en) = match (zh, en) {
        (Ok(zh), Ok(en)) => (zh, en),
        (zh, en) => return Err(zh.err().into_iter().chain(en.err()).flatten().collect()),
    };
    if zh.len() != en.len() {
        let message =
            format!("zh.md has {} sections and en.md has {}; both languages need the same", zh.len(), en.len());
        return Err(vec![Problem::new(&folder.name, 0, message)]);
    }
    Ok(Authored { folder, zh, en, python: OnceLock::new(), rust: OnceLock::new() })
}
