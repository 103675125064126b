//! What can be wrong with a request to run a lesson.

use std::fmt;

use loopscope_lesson_format::nearest::{did_you_mean, nearest};
use loopscope_protocol::param::{Param, ParamKind};

/// Why a lesson's program was not started.
#[derive(Clone, Debug, PartialEq)]
pub enum LessonError {
    /// There is no such lesson.
    Lesson {
        /// The slug or number given.
        given: String,
    },
    /// The lesson has no such parameter.
    Param {
        /// The lesson.
        lesson: &'static str,
        /// The parameters it has.
        params: &'static [Param<()>],
        /// The name given.
        given: String,
    },
    /// The lesson has no Rust twin: the Python engine runs it.
    Python {
        /// The lesson.
        lesson: &'static str,
    },
    /// The parameter cannot have this value.
    Value {
        /// The parameter.
        param: &'static Param<()>,
        /// The value given.
        given: String,
    },
}

/// Guesses at what was meant are for those who type names. A page has its names from the same build as the engine, and need not
/// download what makes guesses.
const GUESSES: bool = !cfg!(target_arch = "wasm32");

fn hint<'a>(given: &str, plural: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if GUESSES { did_you_mean(given, plural, known) } else { String::new() }
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LessonError::Lesson { given } => {
                let hint = hint(given, "Lessons", crate::lessons().iter().map(|lesson| lesson.slug));
                write!(f, "there is no lesson \"{given}\"{hint}")
            }
            LessonError::Param { lesson, params, given } => {
                let hint = hint(given, "Parameters", params.iter().map(|param| param.name.as_str()));
                write!(f, "lesson \"{lesson}\" has no parameter \"{given}\"{hint}")
            }
            LessonError::Python { lesson } => {
                write!(f, "lesson \"{lesson}\" is a Python program without a Rust twin; the Python engine runs it")
            }
            LessonError::Value { param, given } => {
                let given = if given.is_empty() { "nothing" } else { given };
                write!(f, "{} = {given}: it must be {}", param.name, param.kind)?;
                let ParamKind::Choice { choices, .. } = &param.kind else { return Ok(()) };
                let words = choices.iter().map(|choice| choice.value.as_str());
                if GUESSES && let Some(word) = nearest(given, words) {
                    write!(f, "; did you mean {word}?")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for LessonError {}
