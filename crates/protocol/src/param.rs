//! What the parameters of a program may be: one schema for lesson.toml, what a page is given, the engine's table of programs, and
//! addresses. They differ in the label alone: in every language, in one, or none (`()`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Value;
use crate::number::Milli;

/// A parameter of a program. In data the fields of its kind stand beside its name:
/// `{"name": "delay", "label": "…", "kind": "seconds", "default": 2, "min": 0, "max": 5, "step": 0.5}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param<L = String> {
    /// Its name in the program, the same in Python and in Rust.
    pub name: String,
    /// What the reader reads beside it.
    pub label: L,
    /// What it may be.
    #[serde(flatten)]
    pub kind: ParamKind<L>,
}

/// What a parameter may be, and what it is at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ParamKind<L = String> {
    /// A length of time, in seconds.
    Seconds(Range),
    /// A whole number.
    Int(Range),
    /// Yes or no.
    Bool {
        /// What it is at first.
        default: bool,
    },
    /// One of several words.
    Choice {
        /// What it is at first: a choice's `value`.
        default: String,
        /// The words, at least two.
        choices: Vec<Choice<L>>,
    },
}

/// Numbers from `min` to `max`; the steps of a slider begin at `min`, and values between them are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// What it is at first.
    pub default: Milli,
    /// The least allowed.
    pub min: Milli,
    /// The greatest allowed.
    pub max: Milli,
    /// A slider's step, above 0.
    pub step: Milli,
}

/// One word of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<L = String> {
    /// The word in the program.
    pub value: String,
    /// What the reader reads.
    pub label: L,
}

impl<L> Param<L> {
    /// The same with other labels.
    #[must_use]
    pub fn relabelled<M>(&self, mut label: impl FnMut(&L) -> M) -> Param<M> {
        let kind = match &self.kind {
            ParamKind::Seconds(range) => ParamKind::Seconds(*range),
            ParamKind::Int(range) => ParamKind::Int(*range),
            ParamKind::Bool { default } => ParamKind::Bool { default: *default },
            ParamKind::Choice { default, choices } => ParamKind::Choice {
                default: default.clone(),
                choices: choices
                    .iter()
                    .map(|choice| Choice { value: choice.value.clone(), label: label(&choice.label) })
                    .collect(),
            },
        };
        Param { name: self.name.clone(), label: label(&self.label), kind }
    }
}

impl Range {
    /// Whether a number is in it.
    #[must_use]
    pub fn contains(&self, number: Milli) -> bool {
        (self.min..=self.max).contains(&number)
    }

    /// Whether a number is on one of its steps.
    #[must_use]
    pub fn on_step(&self, number: Milli) -> bool {
        self.step.0 > 0 && number.0.checked_sub(self.min.0).is_some_and(|offset| offset % self.step.0 == 0)
    }

    /// The nearest number on a step that is allowed; `number` is in thousandths, as where a finger is between two.
    #[must_use]
    pub fn snap(&self, number: f64) -> Milli {
        let (min, step) = (self.min.0 as f64, self.step.0.max(1) as f64);
        let on_step = ((number - min) / step).round() * step + min;
        // `as` saturates and maps NaN to 0; the clamp follows.
        Milli(on_step as i64).clamp(self.min, self.max)
    }
}

impl<L> ParamKind<L> {
    /// The value at first.
    #[must_use]
    pub fn default(&self) -> Value {
        match self {
            ParamKind::Seconds(range) | ParamKind::Int(range) => self.of_number(range.default),
            ParamKind::Bool { default } => Value::Bool(*default),
            ParamKind::Choice { default, .. } => Value::Choice(default.clone()),
        }
    }

    /// The ends of what it may be: least and greatest number, both truth values, every choice.
    #[must_use]
    pub fn ends(&self) -> Vec<Value> {
        match self {
            ParamKind::Seconds(range) | ParamKind::Int(range) => {
                vec![self.of_number(range.min), self.of_number(range.max)]
            }
            ParamKind::Bool { .. } => vec![Value::Bool(false), Value::Bool(true)],
            ParamKind::Choice { choices, .. } => {
                choices.iter().map(|choice| Value::Choice(choice.value.clone())).collect()
            }
        }
    }

    /// The range, where it may be a number.
    #[must_use]
    pub fn range(&self) -> Option<&Range> {
        match self {
            ParamKind::Seconds(range) | ParamKind::Int(range) => Some(range),
            ParamKind::Bool { .. } | ParamKind::Choice { .. } => None,
        }
    }

    /// The value that a number is: of a parameter that may be whole numbers only, its whole part.
    #[must_use]
    pub fn of_number(&self, number: Milli) -> Value {
        match self {
            ParamKind::Int(_) => Value::Int(number.as_f64() as i64),
            _ => Value::Seconds(number.as_f64()),
        }
    }

    /// The value that a text means, if this may be it: a number as [`Milli`] reads it, `true` or `false`, a choice's word.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Value> {
        let value = match self {
            ParamKind::Seconds(_) => Value::Seconds(text.parse::<Milli>().ok()?.as_f64()),
            ParamKind::Int(_) => Value::Int(text.parse::<Milli>().ok()?.as_whole()?),
            ParamKind::Bool { .. } => Value::Bool(text.parse().ok()?),
            ParamKind::Choice { .. } => Value::Choice(text.to_owned()),
        };
        self.check(value)
    }

    /// The value, if this may be it. A negative zero, which would be printed with its sign, becomes a positive one.
    #[must_use]
    pub fn check(&self, value: Value) -> Option<Value> {
        let allowed = match (self, &value) {
            (ParamKind::Seconds(range), Value::Seconds(seconds)) => {
                let allowed = (range.min.as_f64()..=range.max.as_f64()).contains(seconds);
                return allowed.then_some(Value::Seconds(seconds + 0.0));
            }
            (ParamKind::Int(range), Value::Int(int)) => range.contains(Milli::whole(*int)),
            (ParamKind::Bool { .. }, Value::Bool(_)) => true,
            (ParamKind::Choice { choices, .. }, Value::Choice(word)) => {
                choices.iter().any(|choice| choice.value == *word)
            }
            _ => false,
        };
        allowed.then_some(value)
    }
}

impl<L> fmt::Display for ParamKind<L> {
    /// What it may be, in words that authors and users of the command line read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParamKind::Seconds(range) => write!(f, "a number of seconds from {} to {}", range.min, range.max),
            ParamKind::Int(range) => write!(f, "a whole number from {} to {}", range.min, range.max),
            ParamKind::Bool { .. } => f.write_str("true or false"),
            ParamKind::Choice { choices, .. } => {
                f.write_str("one of: ")?;
                for (nth, choice) in choices.iter().enumerate() {
                    f.write_str(if nth == 0 { "" } else { ", " })?;
                    f.write_str(&choice.value)?;
                }
                Ok(())
            }
        }
    }
}

/// The number in a value; `None` for what is none.
#[must_use]
pub fn number_in(value: &Value) -> Option<Milli> {
    match value {
        Value::Seconds(seconds) => Some(Milli::nearest(*seconds)),
        Value::Int(int) => Some(Milli::whole(*int)),
        Value::Bool(_) | Value::Choice(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn range(default: i64, min: i64, max: i64, step: i64) -> Range {
        Range { default: Milli(default), min: Milli(min), max: Milli(max), step: Milli(step) }
    }

    const SECONDS: ParamKind<()> = ParamKind::Seconds(range(2000, 100, 5000, 100));
    const COUNT: ParamKind<()> = ParamKind::Int(range(2000, 1000, 3000, 1000));

    fn choice() -> ParamKind<()> {
        let choices = ["sleep", "nothing"].map(|value| Choice { value: value.to_owned(), label: () });
        ParamKind::Choice { default: "sleep".to_owned(), choices: choices.into() }
    }

    #[test]
    fn what_it_may_be_is_read() {
        assert_eq!(SECONDS.parse(" 0.5 "), Some(Value::Seconds(0.5)));
        assert_eq!(SECONDS.parse("4,999"), Some(Value::Seconds(4.999)));
        assert_eq!(COUNT.parse("2"), Some(Value::Int(2)));
        assert_eq!(ParamKind::<()>::Bool { default: true }.parse("false"), Some(Value::Bool(false)));
        assert_eq!(choice().parse("nothing"), Some(Value::Choice("nothing".to_owned())));
    }

    #[test]
    fn what_it_may_not_be_is_refused() {
        for text in ["", "two", "NaN", "1e3", "-1", "0", "5.001", "1.0001", "99999999999999999999"] {
            assert_eq!(SECONDS.parse(text), None, "{text}");
        }
        for text in ["1.5", "0", "4", "true"] {
            assert_eq!(COUNT.parse(text), None, "{text}");
        }
        for text in ["True", "1", "", " true"] {
            assert_eq!(ParamKind::<()>::Bool { default: true }.parse(text), None, "{text}");
        }
        for text in ["", "slep", "Sleep"] {
            assert_eq!(choice().parse(text), None, "{text}");
        }
    }

    #[test]
    fn values_are_checked() {
        for wrong in [f64::NAN, f64::INFINITY, 0.0, 5.1] {
            assert_eq!(SECONDS.check(Value::Seconds(wrong)), None, "{wrong}");
        }
        // What a program computes with may be finer than what a reader types.
        assert_eq!(SECONDS.check(Value::Seconds(0.12345)), Some(Value::Seconds(0.12345)));
        assert_eq!(SECONDS.check(Value::Int(1)), None);
        assert_eq!(COUNT.check(Value::Int(i64::MAX)), None);
        let from_zero: ParamKind<()> = ParamKind::Seconds(range(0, 0, 1000, 1));
        let zero = from_zero.check(Value::Seconds(-0.0));
        assert!(matches!(zero, Some(Value::Seconds(zero)) if zero.is_sign_positive()), "{zero:?}");
    }

    #[test]
    fn drags_stay_on_steps_and_in_range() {
        let seconds = SECONDS.range().unwrap();
        assert_eq!(seconds.snap(749.0), Milli(700));
        assert_eq!(seconds.snap(751.0), Milli(800));
        assert_eq!(seconds.snap(-1e30), Milli(100));
        assert_eq!(seconds.snap(f64::INFINITY), Milli(5000));
        assert_eq!(seconds.snap(f64::NAN), Milli(100));
        assert_eq!(COUNT.range().unwrap().snap(2400.0), Milli(2000));
        assert!(seconds.on_step(Milli(300)) && !seconds.on_step(Milli(350)));
        assert!(!range(0, 0, 1, 0).on_step(Milli(0)));
    }

    #[test]
    fn firsts_and_ends() {
        assert_eq!((SECONDS.default(), COUNT.default()), (Value::Seconds(2.0), Value::Int(2)));
        assert_eq!(SECONDS.ends(), [Value::Seconds(0.1), Value::Seconds(5.0)]);
        assert_eq!(COUNT.ends(), [Value::Int(1), Value::Int(3)]);
        assert_eq!(choice().ends(), ["sleep", "nothing"].map(|word| Value::Choice(word.to_owned())));
        assert_eq!(number_in(&Value::Int(7)), Some(Milli(7000)));
        assert_eq!(number_in(&Value::Bool(true)), None);
    }

    #[test]
    fn in_words() {
        assert_eq!(SECONDS.to_string(), "a number of seconds from 0.1 to 5");
        assert_eq!(COUNT.to_string(), "a whole number from 1 to 3");
        assert_eq!(choice().to_string(), "one of: sleep, nothing");
    }

    #[test]
    fn in_data() {
        let param = Param {
            name: "delay".to_owned(),
            label: "等待".to_owned(),
            kind: ParamKind::Seconds(range(2000, 0, 5000, 500)),
        };
        let json = r#"{"name":"delay","label":"等待","kind":"seconds","default":2,"min":0,"max":5,"step":0.5}"#;
        assert_eq!(serde_json::to_string(&param).unwrap(), json);
        assert_eq!(serde_json::from_str::<Param>(json).unwrap(), param);
        let json = r#"{"name":"a","label":"b","kind":"choice","default":"x","choices":[{"value":"x","label":"X"}]}"#;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Param>(json).unwrap()).unwrap(), json);
    }
}
