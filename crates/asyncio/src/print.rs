//! `print`, and values as Python prints them.

use std::fmt::Display;
use std::panic::Location;

use loopscope_executor::trace::Stream;

use crate::coroutine::Coroutine;
use crate::runtime::Runtime;

/// Prints one line to standard output.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[track_caller]
pub fn print(text: impl Display) {
    Runtime::current().handle.output(Stream::Stdout, &format!("{text}\n"), Location::caller().line());
}

/// A number as its literal is written: `2` for 2.0, `0.5` for 0.5.
#[must_use]
pub fn num(number: f64) -> String {
    format!("{number}")
}

/// A float as Python's `repr` shows it: `2.0`, `0.5`, `9.8e-05`, `inf`.
///
/// Made from the digits that [`num`] gives: each further way to write a float would weigh a kilobyte in a page.
#[must_use]
pub fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    let text = num(number);
    let size = number.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        return if text.contains('.') { text } else { text + ".0" };
    }
    if size.is_infinite() {
        return text;
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    let significant = all.trim_start_matches('0');
    // How many places the point is behind the first significant digit.
    let exponent = significant.len() as i32 - part.len() as i32 - 1;
    let (first, rest) = significant.trim_end_matches('0').split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}e{exponent:+03}")
}

/// `True` or `False`.
#[must_use]
pub fn truth(bool: bool) -> &'static str {
    if bool { "True" } else { "False" }
}

/// `type(c).__name__` of a coroutine object.
#[must_use]
pub fn type_name<T>(_coroutine: &Coroutine<T>) -> &'static str {
    "coroutine"
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_read_as_in_python() {
        let cases = [
            (2.0, "2.0"),
            (0.5, "0.5"),
            (0.000998, "0.000998"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (9.8e-5, "9.8e-05"),
            (-1.25e-7, "-1.25e-07"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (-5e-324, "-5e-324"),
            (1234567890123456789.0, "1.2345678901234568e+18"),
            (9007199254740993.0, "9007199254740992.0"),
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (number, text) in cases {
            assert_eq!(float(number), text);
        }
    }
}
