//! From what was typed, a lesson and `name=value`, to a program that can run: its Rust twin, or its Python program.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::Trace;
use loopscope_lessons::{Lesson, PAGE_FILE, Runs, lesson, typed, with_values};
use loopscope_protocol::{Epoch, Outcome, Program, Value};

use crate::failure::Failure;
use crate::intervention;
use crate::python_file::{self, Manner};

/// A lesson with values of some of its parameters.
pub(crate) struct LessonProgram {
    /// The lesson.
    pub(crate) lesson: &'static Lesson,
    /// The values of all its parameters.
    pub(crate) values: Vec<(String, Value)>,
}

/// What runs of it.
pub(crate) enum Running {
    /// Its Rust twin.
    Rust(Program),
    /// Its Python program, with the values in its text.
    Python(String, Manner),
}

/// A run in virtual time.
pub(crate) struct Told {
    /// What happened.
    pub(crate) trace: Trace,
    /// How it ended.
    pub(crate) outcome: Outcome,
}

impl LessonProgram {
    /// The lesson of this name or number with these parameters.
    pub(crate) fn read(name: &str, params: &[String]) -> Result<LessonProgram, Failure> {
        let wrong = |error: loopscope_lessons::LessonError| Failure::usage(error.to_string());
        let lesson = lesson(name).map_err(wrong)?;
        let mut values = Vec::new();
        for text in params {
            let Some((name, value)) = text.split_once('=') else {
                return Err(Failure::usage(format!(
                    "--param {text}: a parameter is written name=value, as in --param delay=0.5"
                )));
            };
            let param = lesson.param(name.trim()).map_err(wrong)?;
            values.push((param.name.clone(), typed(param, value).map_err(wrong)?));
        }
        Ok(LessonProgram { lesson, values: lesson.values(&values).map_err(wrong)? })
    }

    /// What runs, with what the reader does meanwhile; it starts at 2023-04-30 21:58:15 UTC.
    pub(crate) fn running(&self, interventions: &[String]) -> Result<Running, Failure> {
        match self.lesson.runs {
            Runs::Rust(_) => {
                let mut program = Program {
                    lesson: self.lesson.slug.to_owned(),
                    params: self.values.clone(),
                    epoch: Epoch::default(),
                    interventions: Vec::new(),
                };
                intervention::add(&mut program, interventions)?;
                Ok(Running::Rust(program))
            }
            Runs::Python(version) if interventions.is_empty() => {
                Ok(Running::Python(with_values(self.lesson.source(), &self.values), Manner::of(version)))
            }
            Runs::Python(_) => Err(Failure::usage(format!(
                "--intervene is for lessons whose Rust twin runs; lesson \"{}\" is a Python program",
                self.lesson.slug
            ))),
        }
    }

    /// Its run in virtual time, to its end.
    pub(crate) fn told(&self, interventions: &[String]) -> Result<Told, Failure> {
        match self.running(interventions)? {
            Running::Rust(program) => {
                let finished = run_virtual(&program, LIMITS).map_err(Failure::usage)?;
                Ok(Told { trace: finished.trace, outcome: finished.outcome })
            }
            Running::Python(source, manner) => {
                let (trace, outcome) = python_file::traced_text(PAGE_FILE, source, manner)?;
                Ok(Told { trace, outcome })
            }
        }
    }
}
