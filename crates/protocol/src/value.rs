//! The value of a program's parameter, and the two ways in which it is written.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::number::Milli;

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A length of time, in seconds.
    Seconds(f64),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// One of the choices that the program names.
    Choice(String),
}

impl Value {
    /// As readers type it, and as it stands in addresses and on the command line: `0.5`, `2`, `true`, `sleep`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Value::Seconds(seconds) => seconds_word(*seconds),
            Value::Int(int) => int.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Choice(word) => word.clone(),
        }
    }
}

impl fmt::Display for Value {
    /// As the literal stands in the Python program: `0.5`, `2`, `True`, `"sleep"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Choice(word) => write!(f, "\"{word}\""),
            number => f.write_str(&number.word()),
        }
    }
}

/// A parameter's number of seconds is one of thousandths; one that is none, as a wrong command may have it, is shown as it is.
fn seconds_word(seconds: f64) -> String {
    let milli = Milli::nearest(seconds);
    if (milli.as_f64() - seconds).abs() < f64::EPSILON { milli.to_string() } else { seconds.to_string() }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn as_readers_type_it_and_as_the_program_has_it() {
        for (value, word, literal) in [
            (Value::Seconds(2.0), "2", "2"),
            (Value::Seconds(0.5), "0.5", "0.5"),
            (Value::Seconds(0.1 + 0.2), "0.3", "0.3"),
            (Value::Seconds(f64::NAN), "NaN", "NaN"),
            (Value::Seconds(f64::INFINITY), "inf", "inf"),
            (Value::Seconds(1.0 / 3.0), "0.3333333333333333", "0.3333333333333333"),
            (Value::Int(-7), "-7", "-7"),
            (Value::Bool(true), "true", "True"),
            (Value::Bool(false), "false", "False"),
            (Value::Choice("sleep(0)".into()), "sleep(0)", "\"sleep(0)\""),
        ] {
            assert_eq!((&*value.word(), &*value.to_string()), (word, literal));
        }
    }
}
