//! The files that authors write: a lesson's manifest and its two programs. A mistake is told with its line.

use loopscope_lesson_format::{Language, Manifest, Snippet};

/// The first byte says which file it is.
pub(crate) fn run(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let problems = match which % 3 {
        0 => Manifest::parse("lesson.toml", source).err(),
        1 => snippet("snippet.py", source, Language::Python),
        _ => snippet("snippet.rs", source, Language::Rust),
    };
    for problem in problems.into_iter().flatten() {
        assert!(!problem.to_string().is_empty());
    }
}

fn snippet(file: &str, source: &str, language: Language) -> Option<Vec<loopscope_lesson_format::Problem>> {
    match Snippet::parse(file, source, language) {
        Ok(snippet) => {
            let _ = snippet.editable();
            None
        }
        Err(problems) => Some(problems),
    }
}
