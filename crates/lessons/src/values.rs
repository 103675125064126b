//! Values that come from outside, checked against a lesson's parameters; and values in the text of a Python program.

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

/// What marks the line of a parameter, whose name begins it.
const MARK: &str = "  # @param";

/// The text of a Python program with these values in the lines that set its parameters.
#[must_use]
pub fn with_values(source: &str, values: &[(String, Value)]) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let set = line.split_once(" = ").and_then(|(name, rest)| {
            let (_, value) = values.iter().find(|(known, _)| known == name)?;
            let (_, after) = rest.split_once(MARK)?;
            Some([name, " = ", &value.literal(), MARK, after].concat())
        });
        out.push_str(set.as_deref().unwrap_or(line));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_parameters_have_their_values() {
        let source = "import asyncio\n\ndelay = 2  # @param\nforget = True  # @param\nmode = \"ring\"  # @param\nrest = 3\n\
                      # delay = 2\nprint(delay)\n";
        let values = [
            ("delay".to_owned(), Value::Seconds(0.5)),
            ("forget".to_owned(), Value::Bool(false)),
            ("mode".to_owned(), Value::Choice("line".into())),
            ("rest".to_owned(), Value::Int(7)),
        ];
        assert_eq!(
            with_values(source, &values),
            "import asyncio\n\ndelay = 0.5  # @param\nforget = False  # @param\nmode = \"line\"  # @param\nrest = 3\n\
             # delay = 2\nprint(delay)\n"
        );
        assert_eq!(with_values(source, &[]), source);
    }
}
