//! Values that come from outside, checked against a lesson's parameters.

use loopscope_protocol::Value;
use loopscope_protocol::param::Param;

use crate::error::LessonError;

/// The value, if the parameter may have it.
///
/// # Errors
/// [`LessonError::Value`] when it is of another kind, not a number, or out of range.
pub fn checked(param: &'static Param<()>, value: Value) -> Result<Value, LessonError> {
    let given = value.word();
    param.kind.check(value).ok_or(LessonError::Value { param, given })
}

/// The value that somebody typed on a command line, if the parameter may have it. Beside what readers type it is what Python
/// writes (`True`), and numbers as fine as programs have them.
///
/// # Errors
/// As [`checked`].
pub fn typed(param: &'static Param<()>, text: &str) -> Result<Value, LessonError> {
    let text = text.trim();
    let word = match text {
        "True" => "true",
        "False" => "false",
        word => word,
    };
    let finer = || param.kind.check(Value::Seconds(word.parse().ok()?));
    param.kind.parse(word).or_else(finer).ok_or_else(|| LessonError::Value { param, given: text.to_owned() })
}
