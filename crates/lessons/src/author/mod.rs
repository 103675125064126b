//! The author's side: reads all lessons, checks them, and makes what their pages show.
//!
//! ```text
//! lessons/ ─ Folder::read ─► manifest, snippets ─┐
//!            CODE.md ───────── prose::parse ─────┴─► Course ─► page::LessonData, sections
//! playground/ ──────────────────────────────► Playground ─► page::LessonData
//! ```
//!
//! A lesson without a twin and a program of the playground are alike: [`PythonProgram`] is what both are run as.
//!
//! ```text
//! Course, Playground ─► PythonProgram ─ recorded by the site, compared by the check
//! ```

use std::path::Path;
use std::sync::OnceLock;

use loopscope_lesson_format::Folder;

mod data;
mod highlight;
mod playground;
mod prose;
mod python;

pub use loopscope_lesson_format::{
    Asks, Declared, Example, Folders, Goal, Language, Line, Manifest, Moment, PLAYGROUND, Problem, Snippet, Twin,
    Variant, find,
};
pub use playground::Playground;
pub use prose::Section;
pub use python::PythonProgram;

use crate::page::Code;
use highlight::Highlighter;
use loopscope_strings::{Lang, PerLang};

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
    /// Its text.
    pub sections: PerLang<Vec<Section>>,
    /// Its programs, highlighted when they are first shown.
    python: OnceLock<Code>,
    rust: OnceLock<Code>,
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
    let sections = sections(&folder, &names, highlighter)?;
    Ok(Authored { folder, sections, python: OnceLock::new(), rust: OnceLock::new() })
}

/// The text in every language. That in the pseudo-language is made from the default's.
fn sections(
    folder: &Folder,
    names: &prose::Names<'_>,
    highlighter: &Highlighter,
) -> Result<PerLang<Vec<Section>>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut parse = |of: Lang, shown: Lang| {
        let (_, source) = folder.texts.iter().find(|(lang, _)| *lang == of)?;
        let file = format!("{}/{}.md", folder.name, of.code());
        prose::parse(&file, source, names, highlighter, shown).map_err(|more| problems.extend(more)).ok()
    };
    let mut listed = Lang::ALL.map(|lang| parse(lang, lang)).into_iter();
    let pseudo = listed.as_slice().iter().all(Option::is_some).then(|| parse(Lang::DEFAULT, Lang::Pseudo)).flatten();
    let Some(sections) = PerLang::collect(|_| listed.next().flatten(), |_| pseudo) else { return Err(problems) };
    let count = |lang: Lang| (lang.code(), sections[lang].len());
    let (default, wanted) = count(Lang::DEFAULT);
    let differing = Lang::DEFAULT.others().map(count).filter(|(_, there)| *there != wanted);
    problems.extend(differing.map(|(code, there)| {
        let message =
            format!("{code}.md has {there} sections and {default}.md has {wanted}; every language needs the same");
        Problem::new(&folder.name, 0, message)
    }));
    if problems.is_empty() { Ok(sections) } else { Err(problems) }
}
