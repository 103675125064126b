//! `loopscope trace`: everything that the loop did, as aligned text, as JSON (`loopscope_protocol::json` says of what form), or
//! as events for Perfetto (ui.perfetto.dev).

use std::io::{self, Write};

use loopscope_executor::text;
use loopscope_protocol::json::json;
use loopscope_strings::Lang;
use loopscope_view::{Scope, perfetto};

use crate::failure::Failure;
use crate::lesson_program::LessonProgram;
use crate::python_file::{self, Manner};

/// How a trace is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Aligned text, one line a record.
    Text,
    /// JSON, one line a record.
    Json,
    /// Trace events that Perfetto and Chrome open.
    Perfetto,
}

/// Runs the lesson's program in virtual time and prints its trace; or, of a Python file, the variables at one record of it.
pub(crate) fn trace(
    lesson: &str,
    params: &[String],
    interventions: &[String],
    format: Format,
    locals: Option<u32>,
    manner: Manner,
    lang: Lang,
) -> Result<(), Failure> {
    if python_file::is_python(lesson) {
        python_file::no_lesson_options(params, interventions)?;
        if let Some(record) = locals {
            let out = python_file::locals(lesson, record, manner)?;
            let _ = io::stdout().lock().write_all(out.as_bytes());
            return Ok(());
        }
        let (trace, outcome) = python_file::traced(lesson, manner)?;
        let out = match format {
            Format::Text => text::trace(&trace),
            Format::Json => json(lesson, &[], &trace, &outcome),
            Format::Perfetto => perfetto(lang, &Scope::new(trace)),
        };
        // Nothing is to be done about a reader that has gone.
        let _ = io::stdout().lock().write_all(out.as_bytes());
        return Ok(());
    }
    manner.not_for_lessons()?;
    if locals.is_some() {
        return Err(Failure::usage(
            "--locals is for Python files; give it the lesson's own, as in lessons/04-tasks/snippet.py",
        ));
    }
    let program = LessonProgram::read(lesson, params)?;
    let told = program.told(interventions)?;
    let out = match format {
        Format::Text => text::trace(&told.trace),
        Format::Json => json(program.lesson.slug, &program.values, &told.trace, &told.outcome),
        Format::Perfetto => perfetto(lang, &Scope::new(told.trace)),
    };
    // Nothing is to be done about a reader that has gone.
    let _ = io::stdout().lock().write_all(out.as_bytes());
    Ok(())
}
