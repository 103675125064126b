//! The lessons.
//!
//! By itself this crate is the table of the lessons' programs, compiled in from `lessons/*/snippet.rs`, or as text from `snippet.py`
//! where a lesson has no Rust twin: the code that a page shows is the code that runs. Feature `page` adds what a lesson's page hands to the application, feature
//! `author` the reading and checking of lesson folders.
//!
//! ```
//! use loopscope_asyncio::{End, Program};
//! use loopscope_protocol::Value;
//!
//! let program = loopscope_lessons::program("event-loop", &[("delay".to_owned(), Value::Seconds(0.5))]).unwrap();
//! let mut program = Program::new(0.0, program);
//! assert_eq!(program.run_virtual(Default::default()), End::Finished);
//! assert_eq!(program.now().as_secs_f64(), 0.5);
//! ```
#![forbid(unsafe_code)]

use std::pin::Pin;

use loopscope_protocol::Value;
use loopscope_protocol::param::Param;
use loopscope_version::Version;

#[cfg(feature = "author")]
pub mod author;
mod error;
#[cfg(feature = "page")]
pub mod page;
mod params;
mod table;
mod values;

pub use error::LessonError;
pub use loopscope_lesson_format::nearest;
pub use params::Params;
pub use values::{checked, typed, with_values};

/// What the Python program of a page is called in tracebacks.
pub const PAGE_FILE: &str = "main.py";

/// A program that is ready to run.
pub type Started = Pin<Box<dyn Future<Output = loopscope_asyncio::Result>>>;

/// A lesson whose program is compiled in.
#[derive(Debug)]
pub struct Lesson {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its place among the lessons, from 1.
    pub order: u32,
    /// Its program's parameters. Labels are for pages, which have their own.
    pub params: Vec<Param<()>>,
    /// What of it runs.
    pub runs: Runs,
}

/// What runs when a lesson is run.
#[derive(Clone, Copy, Debug)]
pub enum Runs {
    /// Its Rust twin.
    Rust(fn(Params) -> Started),
    /// Its Python program, in the Python engine, as this Python.
    Python(Version),
}

/// All lessons, in order.
#[must_use]
pub fn lessons() -> &'static [Lesson] {
    &table::LESSONS
}

/// The lesson with this slug, or with this number.
///
/// # Errors
/// [`LessonError::Lesson`] when there is none.
pub fn lesson(name: &str) -> Result<&'static Lesson, LessonError> {
    let number = name.parse::<u32>().ok();
    lessons()
        .iter()
        .find(|lesson| lesson.slug == name || Some(lesson.order) == number)
        .ok_or_else(|| LessonError::Lesson { given: name.to_owned() })
}

impl Lesson {
    /// The parameter of this name.
    ///
    /// # Errors
    /// [`LessonError::Param`] when there is none.
    pub fn param(&'static self, name: &str) -> Result<&'static Param<()>, LessonError> {
        let wrong = || LessonError::Param { lesson: self.slug, params: &self.params, given: name.to_owned() };
        self.params.iter().find(|param| param.name == name).ok_or_else(wrong)
    }

    /// The values of all its parameters when these are given: one without has its default, of two for one the later holds.
    ///
    /// # Errors
    /// A name that is no parameter's, or a value that its parameter cannot have.
    pub fn values(&'static self, values: &[(String, Value)]) -> Result<Vec<(String, Value)>, LessonError> {
        let mut all: Vec<_> = self.params.iter().map(|param| (param.name.clone(), param.kind.default())).collect();
        for (name, value) in values {
            let value = checked(self.param(name)?, value.clone())?;
            for (_, place) in all.iter_mut().filter(|(known, _)| known == name) {
                *place = value.clone();
            }
        }
        Ok(all)
    }

    /// Its Rust twin with these values.
    ///
    /// # Errors
    /// As [`Lesson::values`]; and [`LessonError::Python`] when it has no twin.
    pub fn program(&'static self, values: &[(String, Value)]) -> Result<Started, LessonError> {
        match self.runs {
            Runs::Rust(start) => Ok(start(Params::new(self.values(values)?))),
            Runs::Python(_) => Err(LessonError::Python { lesson: self.slug }),
        }
    }

    /// The text of what runs, as it was compiled in: snippet.rs; or snippet.py as its readers edit it.
    #[must_use]
    pub fn source(&self) -> &'static str {
        table::source_of(self.slug).unwrap_or_default()
    }
}

/// The Rust twin of the lesson with this slug (or number), with these values.
///
/// # Errors
/// What is unknown or out of range, with the nearest known name; or that there is no twin.
pub fn program(name: &str, values: &[(String, Value)]) -> Result<Started, LessonError> {
    lesson(name)?.program(values)
}
