//! The programs beside a lesson's own, to which its text leads: each does in our engine what it does in Python, of its own version and
//! of any other; it may fail there, as that may be what the text tells of.

use loopscope_lessons::author::{Authored, Course, Problem, Variant};

use super::oracle::{Oracle, Request};
use super::{difference, engine};
use crate::failure::Failure;

/// What Python is asked.
pub(super) fn requests(course: &Course) -> impl Iterator<Item = Request<'_>> {
    let sources = course.lessons.iter().flat_map(|lesson| &lesson.folder.variants);
    sources.map(|(_, source)| Request { source, values: serde_json::Map::new() })
}

/// What differs. Of a program that fails the last line of its traceback counts.
pub(super) fn check(course: &Course, oracle: Option<&Oracle>) -> Result<Vec<Problem>, Failure> {
    let requests: Vec<_> = requests(course).collect();
    let told = oracle.map(|oracle| oracle.ask(&requests)).transpose()?;
    let version = told.as_ref().and_then(|(release, _)| release.version());
    let all =
        course.lessons.iter().flat_map(|lesson| lesson.folder.variants.iter().map(move |variant| (lesson, variant)));
    let all: Vec<_> = all.collect();
    let source = |(_, (variant, text)): &(&Authored, &(Variant, String))| engine::Source {
        text: text.clone(),
        values: Vec::new(),
        version: variant.python,
    };
    let ours = engine::ask(all.iter().map(source).collect(), version)?;
    let mut problems = Vec::new();
    for (at, (lesson, (variant, _))) in all.iter().enumerate() {
        let file = format!("{}/{}.py", lesson.folder.name, variant.name);
        let own = &ours[at].0;
        // A warning may follow it.
        let is_error = |line: &&str| line.split(':').next().is_some_and(|name| name.ends_with("Error"));
        let last = |stderr: &str| stderr.lines().rfind(is_error).unwrap_or_default().to_owned();
        let what = match &told {
            None if !own.ok => {
                Some(format!("the program ends with an error as Python {}: {}", variant.python, last(&own.stderr)))
            }
            None => None,
            Some((_, theirs)) => {
                let theirs = &theirs[at];
                difference("output", &own.stdout, &theirs.stdout, "Python's")
                    .or_else(|| difference("error", &last(&own.stderr), &last(&theirs.stderr), "Python's"))
            }
        };
        problems.extend(what.map(|what| Problem::new(&file, 0, what)));
    }
    Ok(problems)
}
