//! The address's fragment: which moment of the lesson is open, and what the parameters are, as in `#at=12&p.delay=0.5`.
//!
//! `at` counts records of the plan; a parameter stands there only where it differs from its default. Whoever is sent such
//! an address sees the same. What the lesson does not have makes the whole fragment void.

use loopscope_engine::protocol::Value;

use crate::lesson::{Param, ParamKind};
use crate::params::number;

/// What a fragment says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Address {
    /// A moment, and the value of each parameter.
    Place {
        /// The values.
        values: Vec<Value>,
        /// How many records have happened.
        at: u32,
    },
    /// Something that the lesson does not have.
    Broken {
        /// The defaults.
        values: Vec<Value>,
    },
}

/// The fragment, without `#`; empty for the lesson as it is at first.
pub(crate) fn write(params: &[Param], values: &[Value], at: u32) -> String {
    let mut out = String::new();
    if at > 0 {
        out += "at=";
        out += &at.to_string();
    }
    for (param, value) in params.iter().zip(values) {
        if param.default == *value {
            continue;
        }
        if !out.is_empty() {
            out.push('&');
        }
        out += "p.";
        encode(&param.name, &mut out);
        out.push('=');
        match value {
            Value::Bool(yes) => out += if *yes { "true" } else { "false" },
            Value::Choice(word) => encode(word, &mut out),
            number => out += &number::write(number::of(number)),
        }
    }
    out
}

/// What a fragment, without `#`, says. An empty one is the lesson as it is at first.
pub(crate) fn parse(params: &[Param], fragment: &str) -> Address {
    let defaults = || params.iter().map(|param| param.default.clone()).collect::<Vec<_>>();
    if fragment.is_empty() {
        return Address::Place { values: defaults(), at: 0 };
    }
    read(params, defaults(), fragment).unwrap_or_else(|| Address::Broken { values: defaults() })
}

fn read(params: &[Param], mut values: Vec<Value>, fragment: &str) -> Option<Address> {
    let mut at = None;
    let mut seen = vec![false; params.len()];
    for part in fragment.split('&') {
        let (key, text) = part.split_once('=')?;
        if key == "at" {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || at.is_some() {
                return None;
            }
            at = Some(text.parse().ok()?);
            continue;
        }
        let name = decode(key.strip_prefix("p.")?)?;
        let place = params.iter().position(|param| param.name == name)?;
        if std::mem::replace(&mut seen[place], true) {
            return None;
        }
        values[place] = value(&params[place].kind, &decode(text)?)?;
    }
    Some(Address::Place { values, at: at.unwrap_or(0) })
}

/// The value that a text means, if the parameter may have it.
fn value(kind: &ParamKind, text: &str) -> Option<Value> {
    match kind {
        ParamKind::Number(range) => Some(range.value(range.parse(text)?)),
        ParamKind::Bool => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        ParamKind::Choice(choices) => {
            choices.iter().any(|(word, _)| word == text).then(|| Value::Choice(text.to_owned()))
        }
    }
}

/// Appends a text, percent-encoded but for letters, digits and the signs that stand for themselves.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
            out.push('%');
            out.push(digit(byte >> 4));
            out.push(digit(byte & 15));
        }
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut half = || char::from(rest.next()?).to_digit(16);
        bytes.push((half()? << 4 | half()?) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::number::Range;

    fn params() -> Vec<Param> {
        let param = |name: &str, default, kind| Param { name: name.to_owned(), label: String::new(), default, kind };
        let seconds = Range { min: 0, max: 5000, step: 100, whole: false };
        let count = Range { min: 1000, max: 3000, step: 1000, whole: true };
        let choices = ["first", "先来 & 50%=?"].map(|word| (word.to_owned(), String::new()));
        vec![
            param("delay", Value::Seconds(2.0), ParamKind::Number(seconds)),
            param("count", Value::Int(2), ParamKind::Number(count)),
            param("forget", Value::Bool(true), ParamKind::Bool),
            param("order", Value::Choice("first".to_owned()), ParamKind::Choice(choices.into())),
        ]
    }

    fn defaults() -> Vec<Value> {
        params().into_iter().map(|param| param.default).collect()
    }

    #[test]
    fn what_differs_from_the_start_is_written() {
        assert_eq!(write(&params(), &defaults(), 0), "");
        assert_eq!(write(&params(), &defaults(), 12), "at=12");
        let mut values = defaults();
        values[0] = Value::Seconds(0.5);
        assert_eq!(write(&params(), &values, 12), "at=12&p.delay=0.5");
        values[2] = Value::Bool(false);
        assert_eq!(write(&params(), &values, 0), "p.delay=0.5&p.forget=false");
    }

    #[test]
    fn whatever_is_written_is_read_again() {
        let params = params();
        let words = ["first", "先来 & 50%=?"];
        for at in [0, 1, 77, u32::MAX] {
            for milli in (0..=5000).step_by(37) {
                for nth in 0..12_i64 {
                    let values = vec![
                        Value::Seconds(milli as f64 / 1000.0),
                        Value::Int(nth % 3 + 1),
                        Value::Bool(nth % 2 == 0),
                        Value::Choice(words[(nth / 6) as usize].to_owned()),
                    ];
                    let fragment = write(&params, &values, at);
                    assert!(fragment.is_ascii() && !fragment.contains(['#', ' ', '"', '<', '>']), "{fragment}");
                    assert_eq!(parse(&params, &fragment), Address::Place { values, at }, "{fragment}");
                }
            }
        }
    }

    #[test]
    fn other_spellings_are_understood() {
        let place = |values, at| Address::Place { values, at };
        assert_eq!(parse(&params(), ""), place(defaults(), 0));
        assert_eq!(parse(&params(), "at=007"), place(defaults(), 7));
        let mut values = defaults();
        values[0] = Value::Seconds(0.5);
        assert_eq!(parse(&params(), "p.delay=.50&at=3"), place(values.clone(), 3));
        assert_eq!(parse(&params(), "p.%64elay=0%2e5"), place(values, 0));
    }

    #[test]
    fn what_the_lesson_does_not_have_makes_it_void() {
        for fragment in [
            "at",
            "at=",
            "at=-1",
            "at=+1",
            "at=1.5",
            "at=4294967296",
            "at=１",
            "at=1&at=2",
            "at=1&",
            "&at=1",
            "&",
            "=",
            "at=1&nonsense",
            "p.delay",
            "p.delay=",
            "p.delay=5.1",
            "p.delay=-1",
            "p.delay=NaN",
            "p.delay=1e3",
            "p.delay=1&p.delay=1",
            "p.count=1.5",
            "p.count=4",
            "p.forget=True",
            "p.forget=1",
            "p.order=last",
            "p.order=%",
            "p.order=%E5",
            "p.order=%zz",
            "p.nobody=1",
            "p.=1",
            "delay=1",
            "P.delay=1",
            "<script>alert(1)</script>",
            "\u{0}",
            "🦀",
        ] {
            assert_eq!(parse(&params(), fragment), Address::Broken { values: defaults() }, "{fragment}");
        }
    }
}
