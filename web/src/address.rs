//! The address's fragment: which moment of the lesson is open, what the parameters are, and what else a reader sees, as in
//! `#at=12&p.delay=0.5`.
//!
//! ```text
//! v=1          the grammar's version; this one if it is missing
//! at=12        so many records of the plan have happened
//! moment=hello instead: the moment that the lesson calls so
//! p.NAME=…     a parameter; written where it differs from its default
//! panes=a,b    exactly these panes are open
//! d=0a1b…      what the reader does in the loop's place: `loopscope_protocol::interventions`
//! py=…         a program of the reader's own in the lesson's place, its text; web/own reads it too
//! python=3.11  which Python that is run as: 3.11, 3.14 (if it is missing) or 3.15
//! ```
//!
//! Whoever is sent such an address sees the same. What the lesson does not have makes the whole fragment void.

use loopscope_executor::Intervention;
use loopscope_protocol::Value;
use loopscope_version::Version;

use crate::lesson::{Param, ParamKind};
use crate::params::number;
use crate::state::{Pane, Panes};

/// The version of the grammar.
const VERSION: &str = "1";

/// What a fragment says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Address {
    /// The value of each parameter.
    pub(crate) values: Vec<Value>,
    /// How many records have happened.
    pub(crate) at: Option<u32>,
    /// The name of a moment.
    pub(crate) moment: Option<String>,
    /// The panes that are open.
    pub(crate) panes: Option<Panes>,
    /// What the reader does in the loop's place.
    pub(crate) interventions: Vec<Intervention>,
    /// The text of a program of the reader's own.
    pub(crate) source: Option<String>,
    /// Which Python that is run as.
    pub(crate) python: Version,
    /// It names something that the lesson does not have; nothing else of it counts.
    pub(crate) broken: bool,
}

/// The fragment, without `#`; empty for the lesson as it is at first. `own`: the text of a program of the reader's own, which has the
/// lesson's parameters no more, and which Python it is run as.
pub(crate) fn write(
    params: &[Param],
    values: &[Value],
    at: u32,
    interventions: &[Intervention],
    own: Option<(&str, Version)>,
) -> String {
    let mut out = String::new();
    let mut add = |key: &str, value: &str| {
        out += if out.is_empty() { "" } else { "&" };
        out += key;
        out.push('=');
        out += value;
    };
    if at > 0 {
        add("at", &at.to_string());
    }
    for (param, value) in params.iter().zip(values) {
        if param.default != *value {
            add(&["p.", &encode(&param.name)].concat(), &write_value(value));
        }
    }
    if let Some((source, python)) = own {
        add("py", &encode(source));
        if python != Version::default() {
            add("python", python.name());
        }
    }
    if !interventions.is_empty() {
        add("d", &loopscope_protocol::interventions::write(interventions));
    }
    out
}

/// A value as the address writes it.
pub(crate) fn write_value(value: &Value) -> String {
    match value {
        Value::Bool(yes) => yes.to_string(),
        Value::Choice(word) => encode(word),
        number => number::write(number::of(number)),
    }
}

/// What a fragment, without `#`, says of a lesson whose parameters have these values where it does not name them. An empty one
/// changes nothing.
pub(crate) fn parse(params: &[Param], values: Vec<Value>, fragment: &str) -> Address {
    let address = Address { values: values.clone(), ..Address::default() };
    if fragment.is_empty() {
        return address;
    }
    read(params, address, fragment).unwrap_or_else(|| Address { values, broken: true, ..Address::default() })
}

fn read(params: &[Param], mut address: Address, fragment: &str) -> Option<Address> {
    // A key stands there once.
    let mut seen: Vec<&str> = Vec::new();
    for part in fragment.split('&') {
        let (key, text) = part.split_once('=')?;
        if seen.contains(&key) {
            return None;
        }
        seen.push(key);
        match key {
            "v" if text == VERSION => {}
            "at" if text.bytes().all(|byte| byte.is_ascii_digit()) => address.at = Some(text.parse().ok()?),
            "moment" => address.moment = Some(decode(text)?),
            "py" => address.source = Some(decode(text)?),
            "python" => address.python = text.parse().ok()?,
            "panes" => {
                let mut panes = Panes::default();
                for name in text.split(',').filter(|name| !name.is_empty()) {
                    panes = panes.with(Pane::from_name(name)?, true);
                }
                address.panes = Some(panes);
            }
            "d" => {
                address.interventions = loopscope_protocol::interventions::read(text)?;
            }
            _ => {
                let name = decode(key.strip_prefix("p.")?)?;
                let place = params.iter().position(|param| param.name == name)?;
                address.values[place] = value(&params[place].kind, &decode(text)?)?;
            }
        }
    }
    Some(address)
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

/// A text, percent-encoded but for letters, digits and the signs that stand for themselves.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// A hexadecimal digit.
fn digit(half: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(half)])
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
    use loopscope_executor::trace::EntryNo;
    use loopscope_executor::{Act, Instant, Point};

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

    fn place(values: Vec<Value>, at: Option<u32>) -> Address {
        Address { values, at, ..Address::default() }
    }

    #[test]
    fn what_differs_from_the_start_is_written() {
        assert_eq!(write(&params(), &defaults(), 0, &[], None), "");
        assert_eq!(write(&params(), &defaults(), 12, &[], None), "at=12");
        let mut values = defaults();
        values[0] = Value::Seconds(0.5);
        assert_eq!(write(&params(), &values, 12, &[], None), "at=12&p.delay=0.5");
        values[2] = Value::Bool(false);
        assert_eq!(write(&params(), &values, 0, &[], None), "p.delay=0.5&p.forget=false");
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
                    let fragment = write(&params, &values, at, &[], None);
                    assert!(fragment.is_ascii() && !fragment.contains(['#', ' ', '"', '<', '>']), "{fragment}");
                    let read = parse(&params, defaults(), &fragment);
                    assert_eq!(read, place(values, (at > 0).then_some(at)), "{fragment}");
                }
            }
        }
    }

    #[test]
    fn other_spellings_are_understood() {
        let parse = |params: &[Param], fragment: &str| parse(params, defaults(), fragment);
        assert_eq!(parse(&params(), ""), place(defaults(), None));
        assert_eq!(parse(&params(), "at=007"), place(defaults(), Some(7)));
        assert_eq!(parse(&params(), "v=1&at=7"), place(defaults(), Some(7)));
        let mut values = defaults();
        values[0] = Value::Seconds(0.5);
        assert_eq!(parse(&params(), "p.delay=.50&at=3"), place(values.clone(), Some(3)));
        assert_eq!(parse(&params(), "p.%64elay=0%2e5"), place(values, None));
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
            "v=2",
            "v=",
            "v=1&v=1",
            "moment=%E5",
            "panes=kitchen",
            "panes=log&panes=log",
            "d=",
            "d=0",
            "d=zz",
            "d=ff",
            "d=05FFFFFFFFFF",
            "d=１２",
            "<script>alert(1)</script>",
            "\u{0}",
            "🦀",
        ] {
            let broken = Address { broken: true, ..place(defaults(), None) };
            assert_eq!(parse(&params(), defaults(), fragment), broken, "{fragment}");
        }
    }

    #[test]
    fn moments_panes_and_interventions() {
        let of = |fragment: &str| parse(&params(), defaults(), fragment);
        assert_eq!(of("moment=first%2Dstep").moment.as_deref(), Some("first-step"));
        let panes = Panes::default().with(Pane::Log, true).with(Pane::Code, true);
        assert_eq!(of("panes=code,log").panes, Some(panes));
        assert_eq!(of("panes=").panes, Some(Panes::default()));
        let at = Point { entries: 300, begun: true, time: Instant::from_secs_f64(1.5) };
        let interventions = [Act::Cancel(2), Act::Raise(1, "瞧".into()), Act::Block(7), Act::RunNext(EntryNo::Task(3))];
        let interventions: Vec<Intervention> = interventions.map(|act| Intervention { at, act }).into();
        let fragment = write(&params(), &defaults(), 5, &interventions, None);
        assert!(fragment.starts_with("at=5&d=") && fragment.is_ascii(), "{fragment}");
        assert_eq!(of(&fragment), Address { interventions, ..place(defaults(), Some(5)) });
        // What it does not name stays.
        let values: Vec<Value> =
            vec![Value::Seconds(0.5), Value::Int(1), Value::Bool(false), Value::Choice("first".into())];
        let mut expected = values.clone();
        expected[1] = Value::Int(3);
        assert_eq!(parse(&params(), values, "p.count=3").values, expected);
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod strange {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(4000))]

            #[test]
            fn no_fragment_is_too_strange(fragment in "(v|at|moment|panes|d|p\\.(delay|count|forget|order)|\\PC{0,3})=[\\PC]{0,40}(&(v|at|d|panes|p\\.order)=([0-9a-f%,.]{0,60}|\\PC{0,9})){0,3}") {
                let address = parse(&params(), defaults(), &fragment);
                // Whatever was understood is written so that it is understood again.
                let again = write(&params(), &address.values, address.at.unwrap_or(0), &address.interventions, address.source.as_deref().map(|source| (source, address.python)));
                let read = parse(&params(), defaults(), &again);
                prop_assert_eq!((&read.values, &read.interventions, read.broken), (&address.values, &address.interventions, false));
            }

            #[test]
            fn nor_are_any_digits_of_interventions(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                let address = parse(&params(), defaults(), &["d=03", &digits].concat());
                prop_assert!(address.broken || address.interventions.len() < 64);
            }
        }
    }
}
