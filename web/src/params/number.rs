//! Numbers as readers type and drag them: decimal, at most three digits after the point, kept as whole thousandths.

use loopscope_protocol::Value;

/// Thousandths of one.
pub(crate) type Milli = i64;

const ONE: Milli = 1000;

/// What is allowed for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// The smallest.
    pub(crate) min: Milli,
    /// The largest.
    pub(crate) max: Milli,
    /// What sliders and drags move by.
    pub(crate) step: Milli,
    /// Only whole numbers.
    pub(crate) whole: bool,
}

impl Range {
    /// The number that a text means, if it is one and allowed. Digits and points as Chinese input methods write them are
    /// understood too.
    pub(crate) fn parse(&self, text: &str) -> Option<Milli> {
        let number = parse(text)?;
        let allowed = (self.min..=self.max).contains(&number) && !(self.whole && number % ONE != 0);
        allowed.then_some(number)
    }

    /// The nearest number on a step that is allowed.
    pub(crate) fn snap(&self, number: f64) -> Milli {
        let (min, step) = (self.min as f64, self.step.max(1) as f64);
        let on_step = ((number - min) / step).round() * step + min;
        // `as` saturates and maps NaN to 0; the clamp follows.
        (on_step as Milli).clamp(self.min, self.max)
    }

    /// The value for the engine.
    pub(crate) fn value(&self, number: Milli) -> Value {
        if self.whole { Value::Int(number / ONE) } else { Value::Seconds(number as f64 / ONE as f64) }
    }
}

/// The number in a value; 0 for what is none.
pub(crate) fn of(value: &Value) -> Milli {
    match value {
        Value::Seconds(seconds) => from_f64(*seconds),
        Value::Int(int) => int.saturating_mul(ONE),
        Value::Bool(_) | Value::Choice(_) => 0,
    }
}

/// The nearest thousandth.
pub(crate) fn from_f64(number: f64) -> Milli {
    (number * ONE as f64).round() as Milli
}

/// As a program's source writes it: `2`, `0.5`.
pub(crate) fn write(number: Milli) -> String {
    let (whole, part) = (number.abs() / ONE, number.abs() % ONE);
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    out.push_str(&whole.to_string());
    if part != 0 {
        let digits = (ONE + part).to_string();
        out.push('.');
        out.push_str(digits[1..].trim_end_matches('0'));
    }
    out
}

/// A value as the Python source writes it.
pub(crate) fn write_value(value: &Value) -> String {
    match value {
        Value::Seconds(_) | Value::Int(_) => write(of(value)),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Choice(choice) => format!("\"{choice}\""),
    }
}

fn parse(text: &str) -> Option<Milli> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix(['+', '＋']).unwrap_or(text)),
    };
    let mut number: Milli = 0;
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
            (Some(digit), None) => number = number.checked_mul(10)?.checked_add(Milli::from(digit) * ONE)?,
            (Some(digit), Some(place)) => {
                // What is finer than a thousandth must be nothing.
                if place >= 3 && digit != 0 {
                    return None;
                }
                number += Milli::from(digit) * ONE / 10_i64.pow((place + 1).min(4));
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

#[cfg(test)]
mod tests {
    use super::*;

    const SECONDS: Range = Range { min: 100, max: 5000, step: 100, whole: false };
    const COUNT: Range = Range { min: 1000, max: 3000, step: 1000, whole: true };

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("2", 2000),
            (" 0.5 ", 500),
            (".5", 500),
            ("1.", 1000),
            ("+1", 1000),
            ("0,25", 250),
            ("１．５", 1500),
            ("１。５", 1500),
            ("4.999", 4999),
            ("1.0000", 1000),
        ] {
            assert_eq!(SECONDS.parse(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_not_allowed_is_refused() {
        let texts = [
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
            "-1",
            "0",
            "5.001",
            "1.0001",
            "99999999999999999999",
        ];
        for text in texts {
            assert_eq!(SECONDS.parse(text), None, "{text}");
        }
        assert_eq!(COUNT.parse("1.5"), None);
        assert_eq!(COUNT.parse("2"), Some(2000));
    }

    #[test]
    fn written_and_read_again() {
        let wide = Range { min: -1_000_000, max: 1_000_000, step: 1, whole: false };
        for number in (-3000..3000).chain([999_999, -999_999]) {
            assert_eq!(wide.parse(&write(number)), Some(number));
        }
        assert_eq!(write(2000), "2");
        assert_eq!(write(-50), "-0.05");
        assert_eq!(write(1250), "1.25");
    }

    #[test]
    fn drags_stay_on_steps_and_in_range() {
        assert_eq!(SECONDS.snap(749.0), 700);
        assert_eq!(SECONDS.snap(751.0), 800);
        assert_eq!(SECONDS.snap(-1e30), 100);
        assert_eq!(SECONDS.snap(f64::INFINITY), 5000);
        assert_eq!(SECONDS.snap(f64::NAN), 100);
        assert_eq!(COUNT.snap(2400.0), 2000);
    }

    #[test]
    fn values_go_back_and_forth() {
        assert_eq!(SECONDS.value(500), Value::Seconds(0.5));
        assert_eq!(COUNT.value(2000), Value::Int(2));
        assert_eq!(of(&Value::Seconds(0.1)), 100);
        assert_eq!(of(&Value::Int(7)), 7000);
        assert_eq!(write_value(&Value::Bool(true)), "True");
        assert_eq!(write_value(&Value::Seconds(2.0)), "2");
        assert_eq!(write_value(&Value::Choice("a".into())), "\"a\"");
    }
}
