//! `loopscope svg`: the timeline of a lesson's program as a picture that stands alone.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use loopscope_strings::Lang;
use loopscope_view::{Axis, Scope, Theme};

use crate::failure::Failure;
use crate::lesson_program::LessonProgram;
use crate::python_file::{self, Manner};

/// What lies along the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Along {
    /// Loop time.
    Time,
    /// Records, one step each.
    Step,
}

/// The picture's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colours {
    /// Those of the reader's scheme.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Runs the lesson's program in virtual time and draws its timeline into `output`, or to standard output.
pub(crate) fn svg(
    lesson: &str,
    params: &[String],
    manner: Manner,
    lang: Lang,
    axis: Along,
    theme: Colours,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let (title, trace) = if python_file::is_python(lesson) {
        python_file::no_lesson_options(params, &[])?;
        let name = Path::new(lesson).file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, python_file::traced(lesson, manner)?.0)
    } else {
        manner.not_for_lessons()?;
        let program = LessonProgram::read(lesson, params)?;
        let told = program.told(&[])?;
        let values: Vec<_> = program.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let slug = program.lesson.slug;
        let title = if values.is_empty() { slug.to_owned() } else { format!("{slug}: {}", values.join(", ")) };
        (title, told.trace)
    };
    let axis = match axis {
        Along::Time => Axis::Time,
        Along::Step => Axis::Step,
    };
    let theme = match theme {
        Colours::Auto => Theme::Auto,
        Colours::Light => Theme::Light,
        Colours::Dark => Theme::Dark,
    };
    let picture = loopscope_view::svg(lang, &Scope::new(trace), &title, axis, theme);
    match output {
        Some(file) => fs::write(file, picture).map_err(|error| {
            Failure::run(format!("{} cannot be written: {error}; choose another file with -o", file.display()))
        }),
        None => {
            // Nothing is to be done about a reader that has gone.
            let _ = io::stdout().lock().write_all(picture.as_bytes());
            Ok(())
        }
    }
}
