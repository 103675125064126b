//! Numbers that stand in a program's text with a control (`delay = 2  # @param`), as what draws the run sees them: what they may be, which
//! sleep is as long as one of them, and the text with another. The editor's own controls are web/editor/params.js, with the same grammar.

use loopscope_executor::trace::{Kind, Record};
use loopscope_protocol::number::Milli;
use loopscope_protocol::param::{Param, Range};

const MARK: &str = "# @param";
/// The name of what sleeps.
const SLEEP: &str = "sleep(";

/// A number, and what it may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its name in the program.
    pub(crate) name: String,
    /// What it is, and may be.
    pub(crate) range: Range,
    /// It is written with a point even where it is whole.
    pointed: bool,
}

/// Those of a text. `params`: what the page knows of them.
pub(crate) fn numbers(source: &str, params: &[Param]) -> Vec<Number> {
    source.lines().filter_map(|line| number(line, params)).collect()
}

fn number(line: &str, params: &[Param]) -> Option<Number> {
    let (name, literal, spec) = parts(line)?;
    let value = decimal(&literal.replace('_', ""))?;
    let is_pointed = |text: &str| text.contains('.');
    let known = params.iter().find(|param| param.name == name).and_then(|param| param.kind.range());
    let range = |[min, max, step]: [f64; 3]| Range {
        default: Milli::nearest(value),
        min: Milli::nearest(min),
        max: Milli::nearest(max),
        step: Milli::nearest(step),
    };
    let (range, pointed) = match (written(spec), known) {
        (Some((numbers, low)), _) => (range(numbers), is_pointed(low)),
        (None, Some(known)) => (Range { default: Milli::nearest(value), ..*known }, false),
        (None, None) => (range(derived(value, is_pointed(literal))), is_pointed(literal)),
    };
    Some(Number { name: name.to_owned(), range, pointed })
}

/// The name, the literal and what its line says of it; `None` for a line that sets no parameter.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let (code, spec) = line.split_once(MARK)?;
    let (name, literal) = code.split_once('=')?;
    let name = name.split_once(':').map_or(name, |(name, _)| name).trim_end();
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    is_name.then(|| (name, literal.trim(), spec.trim()))
}

/// The range that a line gives, `0..10 step 0.5`, and its lower end as it is written.
fn written(spec: &str) -> Option<([f64; 3], &str)> {
    let (low, rest) = spec.split_once("..")?;
    let (high, step) = rest.split_once(" step ").unwrap_or((rest, "1"));
    let (min, max, by) = (decimal(low)?, decimal(high)?, decimal(step)?);
    (min < max && by > 0.0).then_some(([min, max, by], low))
}

/// A number as Python and parameters both write it. What reads all of Python's ways to write one weighs 12 kB.
fn decimal(text: &str) -> Option<f64> {
    let is_sign = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+');
    let number: Milli = Some(text.trim()).filter(|text| text.chars().all(is_sign))?.parse().ok()?;
    Some(number.as_f64())
}

/// Where nothing is said: up to a round number that holds the value; by tenths of its steps if it is written with a point.
fn derived(value: f64, pointed: bool) -> [f64; 3] {
    let mut max = 10.0;
    for nth in 0.. {
        if max >= value.abs() {
            break;
        }
        max *= if nth % 3 == 1 { 2.5 } else { 2.0 };
    }
    let step = if pointed { max / 100.0 } else { f64::max(1.0, max / 1000.0) };
    [if value < 0.0 { -max } else { 0.0 }, max, step]
}

/// The timers of a run that are as long as one of these numbers, as their lines say: the place of each timer's record, and that of the
/// number. A number that is also an argument of some function may be another one there, and is passed over.
pub(crate) fn slept(source: &str, numbers: &[(&str, Milli)], records: &[Record]) -> Vec<(u32, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let is_argument = |name: &str| {
        let heads = lines.iter().filter(|line| line.trim_start().starts_with("def ") || line.contains("async def "));
        heads.filter_map(|line| line.split_once('(')).any(|(_, rest)| words(rest).any(|word| word == name))
    };
    let global: Vec<bool> = numbers.iter().map(|(name, _)| !is_argument(name)).collect();
    let follows = |record: &Record| {
        let Kind::TimerSet { deadline, .. } = record.kind else { return None };
        let line = lines.get(usize::try_from(record.line.checked_sub(1)?).ok()?)?;
        let (_, argument) = line.split_once(SLEEP)?;
        let name = argument.split([')', ',']).next()?.trim();
        let at = numbers.iter().position(|(known, _)| *known == name)?;
        let length = Milli::nearest(deadline.saturating_since(record.time).as_secs_f64());
        (global[at] && numbers[at].1 == length).then_some((record.seq, at))
    };
    records.iter().filter_map(follows).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '_')
}

impl Number {
    /// The text with this in its place; `None` if it does not stand there any more.
    pub(crate) fn written_in(&self, source: &str, value: Milli) -> Option<String> {
        let mut text = value.to_string();
        if self.pointed && !text.contains('.') {
            text += ".0";
        }
        let line = source.lines().find(|line| parts(line).is_some_and(|(name, _, _)| name == self.name))?;
        let (_, literal, _) = parts(line)?;
        // Both are parts of the text.
        let from = literal.as_ptr() as usize - source.as_ptr() as usize;
        Some([&source[..from], &text, &source[from + literal.len()..]].concat())
    }
}

#[cfg(test)]
mod tests {
    use loopscope_executor::Instant;
    use loopscope_protocol::param::ParamKind;

    use super::*;

    const SOURCE: &str = "import asyncio\n\ndelay = 2  # @param 0..10 step 0.5\nrest: float = 1.0  # @param\nfew = 3  # @param\n\
                          name = \"x\"  # @param\n  deep = 1  # @param\n\nasync def wait(few):\n    await asyncio.sleep(delay)\n\
                          \x20   await asyncio.sleep(few)\n    await asyncio.sleep(delay * 2)\n    await asyncio.sleep(rest, 1)\n";

    fn milli(numbers: [i64; 4]) -> Range {
        let [default, min, max, step] = numbers.map(Milli);
        Range { default, min, max, step }
    }

    #[test]
    fn lines_with_a_number_say_what_it_may_be() {
        let known = milli([1000, 0, 4000, 1000]);
        let params = [Param { name: "few".into(), label: "few".into(), kind: ParamKind::Int(known) }];
        let numbers = numbers(SOURCE, &params);
        let ranges: Vec<_> = numbers.iter().map(|number| (number.name.as_str(), number.range)).collect();
        let expected = [
            ("delay", milli([2000, 0, 10_000, 500])),
            ("rest", milli([1000, 0, 10_000, 100])),
            ("few", milli([3000, 0, 4000, 1000])),
        ];
        assert_eq!(ranges, expected);
        assert_eq!(derived(-30.0, false), [-50.0, 50.0, 1.0]);
        assert_eq!(derived(2000.0, false), [0.0, 2000.0, 2.0]);
        for wrong in ["1..0", "0..1 step 0", "a..b", "", "0..", "0,5..1"] {
            assert_eq!(written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_written_anew_where_it_stands() {
        let numbers = numbers(SOURCE, &[]);
        let with = |at: usize, value| numbers[at].written_in(SOURCE, Milli(value)).expect("it is there");
        assert_eq!(with(0, 500), SOURCE.replace("delay = 2", "delay = 0.5"));
        assert_eq!(with(1, 3000), SOURCE.replace("float = 1.0", "float = 3.0"));
        assert_eq!(numbers[0].written_in("print()\n", Milli(1)), None);
    }

    #[test]
    fn a_sleep_follows_the_number_that_its_line_names() {
        let timer = |seq, line, seconds: f64| {
            let deadline = Instant::ZERO.offset_secs_f64(seconds);
            let kind = Kind::TimerSet { timer: seq, deadline, future: 0 };
            Record { time: Instant::ZERO, seq, iteration: 0, task: 1, line, kind }
        };
        let numbers = [("delay", Milli(2000)), ("rest", Milli(1000)), ("few", Milli(3000))];
        // Of the second the name is an argument's, the third is not the number alone, the last is another length.
        let records = [timer(0, 10, 2.0), timer(1, 11, 3.0), timer(2, 12, 4.0), timer(3, 13, 1.0), timer(4, 13, 1.5)];
        assert_eq!(slept(SOURCE, &numbers, &records), [(0, 0), (3, 1)]);
        assert_eq!(slept(SOURCE, &numbers, &[timer(0, 0, 2.0), timer(1, 99, 2.0)]), []);
    }
}
