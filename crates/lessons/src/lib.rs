//! The lessons.
//!
//! By itself this crate is the table of the lessons' Rust programs, compiled in from `lessons/*/snippet.rs`: the code that
//! a page shows is the code that runs. Feature `page` adds what a lesson's page hands to the application, feature
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
pub use values::{checked, typed};

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
    start: fn(Params) -> Started,
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

    /// The program with these values; a parameter without one has its default, of two values for one the later holds.
    ///
    /// # Errors
    /// A name that is no parameter's, or a value that its parameter cannot have.
    pub fn program(&'static self, values: &[(String, Value)]) -> Result<Started, LessonError> {
        let mut all: Vec<_> = self.params.iter().map(|param| (param.name.clone(), param.kind.default())).collect();
        for (name, value) in values {
            let value = checked(self.param(name)?, value.clone())?;
            for (_, place) in all.iter_mut().filter(|(known, _)| known == name) {
                *place = value.clone();
            }
        }
        Ok((self.start)(Params::new(all)))
    }

    /// The text of its program as it was compiled in.
    #[must_use]
    pub fn source(&self) -> &'static str {
        table::source_of(self.slug).unwrap_or_default()
    }
}

/// The program of the lesson with this slug (or number), with these values.
///
/// # Errors
/// What is unknown or out of range, with the nearest known name.
pub fn program(name: &str, values: &[(String, Value)]) -> Result<Started, LessonError> {
    lesson(name)?.program(values)
}
