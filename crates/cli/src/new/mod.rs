//! `loopscope new`: the folder of a lesson to begin with, which `loopscope check` passes as it is.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use loopscope_lessons::author::{Folders, Manifest, Problem, find};
use loopscope_strings::{Lang, NewLessonTexts, new_lesson_texts};

use crate::failure::Failure;

const MANIFEST: &str = include_str!("lesson.toml");
const PROGRAM: &str = include_str!("snippet.py");

/// A text in every language, as TOML has it.
fn in_all(text: impl Fn(&NewLessonTexts) -> &'static str) -> String {
    let texts = Lang::ALL.map(|lang| format!("{} = {:?}", lang.code(), text(new_lesson_texts(lang))));
    format!("{{ {} }}", texts.join(", "))
}

/// Writes the folder of a lesson with this slug, behind the lessons in `dir`.
pub(crate) fn lesson(slug: &str, dir: &Path) -> Result<(), Failure> {
    let root = dir.display().to_string();
    let root = root.trim_end_matches('/');
    // Whose first lesson it is has no folder of lessons yet.
    let first = !dir.exists();
    let (mut beside, order) = if first { (Folders::default(), 1) } else { there(dir, root)? };
    let name = format!("{order:02}-{slug}");
    let file = format!("{root}/{name}/lesson.toml");
    let manifest = manifest(slug, order);
    let read = Manifest::parse(&file, &manifest).map_err(wrong)?;
    if let Some(taken) = beside.add(&file, &read).into_iter().next() {
        return Err(Failure::usage(taken.message));
    }
    if first {
        fs::create_dir(dir).map_err(|error| {
            Failure::usage(format!("{root} cannot be made: {error}; name the folder of the lessons with --in"))
        })?;
    }
    let folder = dir.join(&name);
    let cannot =
        |path: &Path, error: &io::Error| Failure::run(format!("{} cannot be written: {error}", path.display()));
    fs::create_dir(&folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("{root}/{name} is there already; remove it, or choose another slug"))
        }
        _ => cannot(&folder, &error),
    })?;
    let texts = Lang::ALL.map(|lang| (format!("{}.md", lang.code()), new_lesson_texts(lang).text.to_owned()));
    let files = [("lesson.toml".to_owned(), manifest), ("snippet.py".to_owned(), PROGRAM.to_owned())];
    for (file, text) in files.into_iter().chain(texts) {
        let path = folder.join(file);
        fs::write(&path, text).map_err(|error| cannot(&path, &error))?;
    }
    // Nothing is to be done about a reader that has gone.
    let _ = writeln!(
        io::stdout(),
        "{root}/{name} is a lesson: write its lesson.toml, snippet.py and texts anew; `loopscope check {root}` says what does not hold."
    );
    Ok(())
}

/// The lessons that are there, and the place behind the last.
fn there(dir: &Path, root: &str) -> Result<(Folders, u32), Failure> {
    let folders = find(dir).map_err(|error| {
        Failure::usage(format!("{root} cannot be read: {error}; name the folder of the lessons with --in"))
    })?;
    let (mut beside, mut last, mut problems) = (Folders::default(), 0, Vec::new());
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = format!("{root}/{name}/lesson.toml");
        // A folder that is no lesson is `loopscope check`'s to tell of.
        let Ok(source) = fs::read_to_string(folder.join("lesson.toml")) else { continue };
        match Manifest::parse(&file, &source) {
            Ok(manifest) => {
                last = last.max(manifest.order);
                problems.extend(beside.add(&file, &manifest));
            }
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok((beside, last + 1)) } else { Err(Failure::problems(problems)) }
}

fn manifest(slug: &str, order: u32) -> String {
    let texts = [
        ("{title}", in_all(|texts| texts.title)),
        ("{summary}", in_all(|texts| texts.summary)),
        ("{delay}", in_all(|texts| texts.delay)),
        ("{goal}", in_all(|texts| texts.goal)),
        ("{question}", in_all(|texts| texts.question)),
        ("{order}", order.to_string()),
        ("{slug}", slug.to_owned()),
    ];
    texts.iter().fold(MANIFEST.to_owned(), |manifest, (place, text)| manifest.replace(place, text))
}

/// What is wrong with what was asked for: the file is not there yet.
fn wrong(problems: Vec<Problem>) -> Failure {
    Failure::usage(problems.into_iter().next().map_or_else(String::new, |problem| problem.message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    #[test]
    fn a_new_lesson_holds_as_it_is() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let lessons = root.path().join("lessons");
        lesson("first-one", &lessons).expect("it is written, and the folder of the lessons made");
        lesson("second", &lessons).expect("behind it");
        for folder in ["01-first-one", "02-second"] {
            assert!(lessons.join(folder).join("snippet.py").is_file(), "{folder}");
        }
        check::check(&lessons, None, &[]).expect("it holds");
        check::check(&lessons, None, &[check::oracle::Oracle::Python("python3".to_owned())]).expect("in Python, too");
    }

    #[test]
    fn what_cannot_be_a_lesson_is_not_written() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let said = |slug: &str| lesson(slug, root.path()).expect_err("it is refused").lines.join("\n");
        assert_eq!(said("Two words"), "slug \"Two words\" may have a-z, 0-9 and - only, and begins with a letter");
        assert_eq!(said("playground"), "slug \"playground\" is the playground's address; choose another");
        assert_eq!(fs::read_dir(root.path()).expect("it is there").count(), 0);
        lesson("here", root.path()).expect("it is written");
        let here = root.path().display();
        assert_eq!(said("here"), format!("slug \"here\" is taken by {here}/01-here/lesson.toml:4; choose another"));
        // What is no lesson may stand in its way.
        fs::create_dir(root.path().join("02-there")).expect("a folder");
        assert_eq!(said("there"), format!("{here}/02-there is there already; remove it, or choose another slug"));
        let absent = root.path().join("nowhere");
        lesson("Two words", &absent).expect_err("it is refused");
        assert!(!absent.exists(), "no folder is made for nothing");
        let deep = absent.join("lessons");
        let said = lesson("here", &deep).expect_err("there is no folder for it").lines.join("");
        assert!(
            said.starts_with(&format!("{} cannot be made: ", deep.display())) && said.ends_with("with --in"),
            "{said}"
        );
    }
}
