//! `loopscope run`: prints what a lesson's program prints.

use std::io::{self, Write};

use jiff::Zoned;
use loopscope_engine::native::{run_real, run_virtual};
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::{Kind, Record, Stream, Trace};
use loopscope_lessons::PAGE_FILE;
use loopscope_protocol::{Epoch, Outcome};

use crate::failure::Failure;
use crate::lesson_program::{LessonProgram, Running};
use crate::python_file;

/// Runs the lesson's program: at once, or as real time passes.
pub(crate) fn run(lesson: &str, params: &[String], interventions: &[String], real: bool) -> Result<(), Failure> {
    let mut program = match LessonProgram::read(lesson, params)?.running(interventions)? {
        Running::Rust(program) => program,
        Running::Python(source, manner) => {
            return python_file::run_text(PAGE_FILE, source, &[], real, None, None, manner);
        }
    };
    // Nothing is to be done about a reader that has gone; the program runs to its end all the same.
    let print = |trace: &Trace, record: &Record| {
        let _ = print(trace, record);
    };
    let finished = if real {
        program.epoch = now();
        run_real(&program, print).map_err(Failure::usage)?
    } else {
        let finished = run_virtual(&program, LIMITS).map_err(Failure::usage)?;
        finished.trace.records.iter().for_each(|record| print(&finished.trace, record));
        finished
    };
    match finished.outcome {
        // A lesson's program reads nothing.
        Outcome::Finished | Outcome::Stopped | Outcome::Asks(_) => Ok(()),
        // The program has said it already, on its standard error.
        Outcome::Failed(_) => Err(Failure::silent()),
        Outcome::Deadlocked(sentences) => Err(Failure::lines(sentences)),
        Outcome::Limited(sentence) => Err(Failure::run(sentence)),
    }
}

fn print(trace: &Trace, record: &Record) -> io::Result<()> {
    let Kind::Output { stream, text } = record.kind else { return Ok(()) };
    let text = trace.text(text).as_bytes();
    match stream {
        Stream::Stdout => {
            let mut out = io::stdout().lock();
            out.write_all(text)?;
            out.flush()
        }
        Stream::Stderr => io::stderr().lock().write_all(text),
    }
}

fn now() -> Epoch {
    let now = Zoned::now();
    Epoch { unix_ms: now.timestamp().as_millisecond(), offset_minutes: now.offset().seconds() / 60 }
}
