//! What a program's parameters may be, and the check of values that come from outside.

use std::fmt;

use loopscope_asyncio::Value;

use crate::error::LessonError;

/// A parameter of a lesson's program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its name, the same in Python and in Rust.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A length of time, in seconds.
    Seconds(Range<f64>),
    /// A whole number.
    Int(Range<i64>),
    /// Yes or no.
    Bool {
        /// What it is at first.
        default: bool,
    },
    /// One of several words.
    Choice {
        /// What it is at first.
        default: &'static str,
        /// The words.
        choices: &'static [&'static str],
    },
}

/// Numbers from `min` to `max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range<T> {
    /// What it is at first.
    pub default: T,
    /// The least allowed.
    pub min: T,
    /// The greatest allowed.
    pub max: T,
    /// A slider's step. Values between the steps are allowed.
    pub step: T,
}

impl Param {
    /// The value at first.
    #[must_use]
    pub fn default(&self) -> Value {
        match self.kind {
            Kind::Seconds(range) => Value::Seconds(range.default),
            Kind::Int(range) => Value::Int(range.default),
            Kind::Bool { default } => Value::Bool(default),
            Kind::Choice { default, .. } => Value::Choice(default.to_owned()),
        }
    }

    /// The value, if it is one that this parameter may have.
    ///
    /// # Errors
    /// [`LessonError::Value`] when it is of another kind, not a number, or out of range.
    pub fn check(&self, value: Value) -> Result<Value, LessonError> {
        let allowed = match (&self.kind, &value) {
            // `+ 0.0` makes a positive zero of a negative one, which would be printed with its sign.
            (Kind::Seconds(range), Value::Seconds(seconds)) if (range.min..=range.max).contains(seconds) => {
                return Ok(Value::Seconds(seconds + 0.0));
            }
            (Kind::Int(range), Value::Int(int)) => (range.min..=range.max).contains(int),
            (Kind::Bool { .. }, Value::Bool(_)) => true,
            (Kind::Choice { choices, .. }, Value::Choice(word)) => choices.contains(&word.as_str()),
            _ => false,
        };
        if allowed { Ok(value) } else { Err(LessonError::Value { param: *self, given: shown(&value) }) }
    }

    /// The value that somebody typed, if it is one that this parameter may have.
    ///
    /// # Errors
    /// As [`Param::check`].
    pub fn parse(&self, text: &str) -> Result<Value, LessonError> {
        let text = text.trim();
        let wrong = || LessonError::Value { param: *self, given: text.to_owned() };
        let value = match self.kind {
            Kind::Seconds(_) => Value::Seconds(text.parse().map_err(|_| wrong())?),
            Kind::Int(_) => Value::Int(text.parse().map_err(|_| wrong())?),
            Kind::Bool { .. } => match text {
                "true" | "True" => Value::Bool(true),
                "false" | "False" => Value::Bool(false),
                _ => return Err(wrong()),
            },
            Kind::Choice { .. } => Value::Choice(text.to_owned()),
        };
        self.check(value).map_err(|_| wrong())
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Seconds(seconds) => seconds.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Choice(word) => word.clone(),
    }
}

impl fmt::Display for Kind {
    /// What it may be, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Seconds(range) => write!(f, "a number of seconds from {} to {}", range.min, range.max),
            Kind::Int(range) => write!(f, "a whole number from {} to {}", range.min, range.max),
            Kind::Bool { .. } => f.write_str("true or false"),
            Kind::Choice { choices, .. } => write!(f, "one of: {}", choices.join(", ")),
        }
    }
}
