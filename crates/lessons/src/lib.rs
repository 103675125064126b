//! The lessons.
//!
//! By itself this crate is the table of the lessons' Rust programs, compiled in from `lessons/*/snippet.rs`: the code that
//! a page shows is the code that runs. Feature `page` adds what a lesson's page hands to the application, feature
//! `author` the reading and checking of lesson folders.
//!
//! ```
//! use loopscope_asyncio::{End, Program, Value};
//!
//! let program = loopscope_lessons::program("event-loop", &[("delay".to_owned(), Value::Seconds(0.5))]).unwrap();
//! let mut program = Program::new(0.0, program);
//! assert_eq!(program.run_virtual(Default::default()), End::Finished);
//! assert_eq!(program.now().as_secs_f64(), 0.5);
//! ```
#![forbid(unsafe_code)]

use std::pin::Pin;

use loopscope_asyncio::{Params, Value};

#[cfg(feature = "author")]
pub mod author;
mod error;
#[cfg(feature = "page")]
pub mod page;
mod param;

pub use error::LessonError;
pub use loopscope_lesson_format::nearest;
pub use param::{Kind, Param, Range};

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// A program that is ready to run.
pub type Started = Pin<Box<dyn Future<Output = loopscope_asyncio::Result>>>;

/// A lesson whose program is compiled in.
#[derive(Debug)]
pub struct Lesson {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its place among the lessons, from 1.
    pub order: u32,
    /// Its program's parameters.
    pub params: &'static [Param],
    start: fn(Params) -> Started,
}

/// All lessons, in order.
#[must_use]
pub fn lessons() -> &'static [Lesson] {
    LESSONS
}

/// The lesson with this slug, or with this number.
///
/// # Errors
/// [`LessonError::Lesson`] when there is none.
pub fn lesson(name: &str) -> Result<&'static Lesson, LessonError> {
    let number = name.parse::<u32>().ok();
    LESSONS
        .iter()
        .find(|lesson| lesson.slug == name || Some(lesson.order) == number)
        .ok_or_else(|| LessonError::Lesson { given: name.to_owned() })
}

impl Lesson {
    /// The parameter of this name.
    ///
    /// # Errors
    /// [`LessonError::Param`] when there is none.
    pub fn param(&self, name: &str) -> Result<&'static Param, LessonError> {
        let wrong = || LessonError::Param { lesson: self.slug, params: self.params, given: name.to_owned() };
        self.params.iter().find(|param| param.name == name).ok_or_else(wrong)
    }

    /// The program with these values; a parameter without one has its default, of two values for one the later holds.
    ///
    /// # Errors
    /// A name that is no parameter's, or a value that its parameter cannot have.
    pub fn program(&self, values: &[(String, Value)]) -> Result<Started, LessonError> {
        let mut checked: Vec<_> = self.params.iter().map(|param| (param.name.to_owned(), param.default())).collect();
        for (name, value) in values {
            let value = self.param(name)?.check(value.clone())?;
            for (_, place) in checked.iter_mut().filter(|(known, _)| known == name) {
                *place = value.clone();
            }
        }
        Ok((self.start)(Params::new(checked)))
    }

    /// The text of its program as it was compiled in.
    #[must_use]
    pub fn source(&self) -> &'static str {
        source_of(self.slug).unwrap_or_default()
    }
}

/// The program of the lesson with this slug (or number), with these values.
///
/// # Errors
/// What is unknown or out of range, with the nearest known name.
pub fn program(name: &str, values: &[(String, Value)]) -> Result<Started, LessonError> {
    lesson(name)?.program(values)
}
