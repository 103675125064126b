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
#[must_use]
pub fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    // Rust turns to exponents at the same sizes as Python, but writes `1e-5` for `1e-05` and `1e16` for `1e+16`.
    let text = format!("{number:?}");
    match text.split_once('e') {
        None => text,
        Some((mantissa, exponent)) => {
            let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
            let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa);
            format!("{mantissa}e{sign}{digits:0>2}")
        }
    }
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
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (number, text) in cases {
            assert_eq!(float(number), text);
        }
    }
}
