//! Numbers as readers type and drag them, and as addresses and lessons have them: decimal, at most three digits after the point,
//! kept as whole thousandths.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const ONE: i64 = 1000;

/// A number of thousandths. In data it is the number itself: 0.5 for five hundred of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milli(pub i64);

impl Milli {
    /// The thousandth that is nearest; the last one there is where a number is beyond it, 0 for NaN.
    #[must_use]
    pub fn nearest(number: f64) -> Milli {
        // `as` saturates and maps NaN to 0.
        Milli((number * ONE as f64).round() as i64)
    }

    /// This whole number, or the nearest that there is.
    #[must_use]
    pub const fn whole(number: i64) -> Milli {
        Milli(number.saturating_mul(ONE))
    }

    /// As a floating-point number: the one that its decimal form means.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The whole number that it is, if it is one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.0 % ONE == 0 { Some(self.0 / ONE) } else { None }
    }
}

impl fmt::Display for Milli {
    /// As a program's source writes it: `2`, `0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / ONE as u64, self.0.unsigned_abs() % ONE as u64);
        f.write_str(if self.0 < 0 { "-" } else { "" })?;
        write!(f, "{whole}")?;
        if part == 0 {
            return Ok(());
        }
        let digits = (ONE as u64 + part).to_string();
        write!(f, ".{}", digits[1..].trim_end_matches('0'))
    }
}

/// A text is no number of thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoNumber;

impl fmt::Display for NoNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no number with at most three digits after the point")
    }
}

impl std::error::Error for NoNumber {}

impl FromStr for Milli {
    type Err = NoNumber;

    /// The number that a text means. Digits and points as Chinese input methods write them are understood too.
    fn from_str(text: &str) -> Result<Self, NoNumber> {
        parse(text).map(Milli).ok_or(NoNumber)
    }
}

fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix(['+', '＋']).unwrap_or(text)),
    };
    let mut number: i64 = 0;
    let mut any = false;
    // Digits after the point; `None` before it.
    let mut after: Option<u32> = None;
    for c in digits.chars() {
        let c = match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32)?,
            ',' | '，' | '．' | '。' => '.',
            c => c,
        };
        match (c.to_digit(10), after) {
            (Some(digit), None) => number = number.checked_mul(10)?.checked_add(i64::from(digit) * ONE)?,
            (Some(digit), Some(place)) => {
                // What is finer than a thousandth must be nothing.
                if place >= 3 && digit != 0 {
                    return None;
                }
                number = number.checked_add(i64::from(digit) * ONE / 10_i64.pow((place + 1).min(4)))?;
                after = Some(place + 1);
            }
            (None, None) if c == '.' => {
                after = Some(0);
                continue;
            }
            _ => return None,
        }
        any = true;
    }
    any.then_some(if negative { -number } else { number })
}

impl Serialize for Milli {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.as_f64()),
        }
    }
}

impl<'de> Deserialize<'de> for Milli {
    /// Numbers of a form that describes itself, as JSON does.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Milli;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Milli, E> {
                Ok(Milli::whole(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Milli, E> {
                Ok(Milli::whole(number.try_into().unwrap_or(i64::MAX)))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Milli, E> {
                Ok(Milli::nearest(number))
            }
        }
        deserializer.deserialize_any(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("2", 2000),
            (" 0.5 ", 500),
            (".5", 500),
            ("1.", 1000),
            ("+1", 1000),
            ("-1", -1000),
            ("−0.05", -50),
            ("0,25", 250),
            ("１．５", 1500),
            ("１。５", 1500),
            ("4.999", 4999),
            ("1.0000", 1000),
            ("-0", 0),
        ] {
            assert_eq!(text.parse(), Ok(Milli(number)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            ".",
            "-",
            "two",
            "NaN",
            "inf",
            "1e3",
            "1.2.3",
            "0x1",
            "1.0001",
            "99999999999999999999",
            "9223372036854775.999",
        ] {
            assert_eq!(text.parse::<Milli>(), Err(NoNumber), "{text}");
        }
    }

    #[test]
    fn written_and_read_again() {
        for number in (-3000..3000).chain([999_999, -999_999, i64::MAX]) {
            assert_eq!(Milli(number).to_string().parse(), Ok(Milli(number)));
        }
        assert_eq!(Milli(2000).to_string(), "2");
        assert_eq!(Milli(-50).to_string(), "-0.05");
        assert_eq!(Milli(1250).to_string(), "1.25");
        assert_eq!(Milli(i64::MIN).to_string(), "-9223372036854775.808");
    }

    #[test]
    fn to_and_from_floating_point() {
        for milli in -5000..5000 {
            assert_eq!(Milli::nearest(Milli(milli).as_f64()), Milli(milli));
            assert_eq!(Milli(milli).as_f64(), Milli(milli).to_string().parse::<f64>().unwrap() + 0.0);
        }
        assert_eq!(Milli::nearest(f64::NAN), Milli(0));
        assert_eq!(Milli::nearest(f64::INFINITY), Milli(i64::MAX));
        assert_eq!((Milli(2000).as_whole(), Milli(2500).as_whole()), (Some(2), None));
        assert_eq!(Milli::whole(i64::MAX), Milli(i64::MAX));
    }

    #[test]
    fn in_data_they_are_numbers() {
        assert_eq!(serde_json::to_string(&[Milli(500), Milli(2000), Milli(-50)]).unwrap(), "[0.5,2,-0.05]");
        assert_eq!(
            serde_json::from_str::<Vec<Milli>>("[0.5, 2, 2.0, -0.05]").unwrap(),
            [500, 2000, 2000, -50].map(Milli)
        );
        assert!(serde_json::from_str::<Milli>("\"2\"").is_err());
    }
}
