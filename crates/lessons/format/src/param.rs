//! Parameters: `[[param]]` of lesson.toml.

use std::fmt;

use loopscope_strings::PerLang;
use toml::de::DeValue;

use crate::nearest::did_you_mean;
use crate::reader::{Reader, Section, int_of, number_of};

/// A parameter of a lesson's program.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name in the Python program.
    pub name: String,
    /// Line of its name in lesson.toml.
    pub line: usize,
    /// What the reader reads beside it.
    pub label: PerLang<String>,
    /// What it may be.
    pub kind: Kind,
}

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A length of time, in seconds.
    Seconds(Range<f64>),
    /// A whole number.
    Int(Range<i64>),
    /// Yes or no.
    Bool {
        /// What it is at first.
        default: bool,
    },
    /// One of several words.
    Choice {
        /// What it is at first.
        default: String,
        /// The words, at least two.
        choices: Vec<Choice>,
    },
}

/// Numbers from `min` to `max`, in steps that begin at `min`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range<T> {
    /// What it is at first; on the grid of steps.
    pub default: T,
    /// The least allowed.
    pub min: T,
    /// The greatest allowed; on the grid of steps.
    pub max: T,
    /// The slider's step, above 0.
    pub step: T,
}

/// One word of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word in the program.
    pub value: String,
    /// What the reader reads.
    pub label: PerLang<String>,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A length of time, in seconds.
    Seconds(f64),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// One of the choices.
    Choice(String),
}

impl fmt::Display for Value {
    /// As the literal stands in the Python program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Seconds(seconds) => write!(f, "{seconds}"),
            Value::Int(int) => write!(f, "{int}"),
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Choice(choice) => write!(f, "\"{choice}\""),
        }
    }
}

impl Kind {
    /// The value at first.
    #[must_use]
    pub fn default(&self) -> Value {
        match self {
            Kind::Seconds(range) => Value::Seconds(range.default),
            Kind::Int(range) => Value::Int(range.default),
            Kind::Bool { default } => Value::Bool(*default),
            Kind::Choice { default, .. } => Value::Choice(default.clone()),
        }
    }

    /// The ends of its range: least and greatest number, both truth values, every choice.
    #[must_use]
    pub fn ends(&self) -> Vec<Value> {
        match self {
            Kind::Seconds(range) => vec![Value::Seconds(range.min), Value::Seconds(range.max)],
            Kind::Int(range) => vec![Value::Int(range.min), Value::Int(range.max)],
            Kind::Bool { .. } => vec![Value::Bool(false), Value::Bool(true)],
            Kind::Choice { choices, .. } => choices.iter().map(|choice| Value::Choice(choice.value.clone())).collect(),
        }
    }

    /// What it may be, for a message.
    #[must_use]
    pub fn allowed(&self) -> String {
        match self {
            Kind::Seconds(range) => format!("a number from {} to {}", range.min, range.max),
            Kind::Int(range) => format!("a whole number from {} to {}", range.min, range.max),
            Kind::Bool { .. } => "true or false".to_owned(),
            Kind::Choice { choices, .. } => {
                let words: Vec<_> = choices.iter().map(|choice| format!("\"{}\"", choice.value)).collect();
                format!("one of {}", words.join(", "))
            }
        }
    }

    /// The value that a TOML value stands for, if it is allowed.
    pub(crate) fn value(&self, value: &DeValue<'_>) -> Option<Value> {
        match self {
            Kind::Seconds(range) => {
                number_of(value).filter(|number| (range.min..=range.max).contains(number)).map(Value::Seconds)
            }
            Kind::Int(range) => int_of(value).filter(|int| (range.min..=range.max).contains(int)).map(Value::Int),
            Kind::Bool { .. } => value.as_bool().map(Value::Bool),
            Kind::Choice { choices, .. } => value
                .as_str()
                .filter(|word| choices.iter().any(|choice| choice.value == *word))
                .map(|word| Value::Choice(word.to_owned())),
        }
    }
}

const KINDS: [&str; 4] = ["seconds", "int", "bool", "choice"];

/// Reads all parameters of a section; in messages each is called `what`.
pub(crate) fn all(reader: &mut Reader<'_>, section: Section<'_>, what: &'static str) -> Vec<Param> {
    let mut params: Vec<Param> = Vec::new();
    for section in reader.tables(section, "param", what) {
        let Some(param) = read(reader, section) else { continue };
        if let Some(other) = params.iter().find(|other| other.name == param.name) {
            let message = format!("parameter \"{}\" stands in line {} already; rename one", param.name, other.line);
            reader.problem(param.line, message);
        }
        params.push(param);
    }
    params
}

/// Reads one `[[param]]`.
fn read(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Param> {
    let label = reader.texts(section, "label");
    let name = reader.text(section, "name");
    if !section.table.contains_key("name") {
        reader.missing(section, "name", "\"delay\"");
    }
    if let Some((name, line)) = &name
        && !is_identifier(name)
    {
        reader
            .problem(*line, format!("name \"{name}\" in [[param]] must be a Python name in lower case, such as delay"));
    }
    let kind = kind(reader, section);
    let (name, line) = name?;
    Some(Param { name, line, label: label?, kind: kind? })
}

fn kind(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Kind> {
    let Some((kind, line)) = reader.text(section, "kind") else {
        if !section.table.contains_key("kind") {
            reader.missing(section, "kind", "\"seconds\"");
        }
        return None;
    };
    let shared = ["name", "kind", "default", "label"];
    let own: &[&str] = match kind.as_str() {
        "seconds" | "int" => &["min", "max", "step"],
        "choice" => &["choices"],
        "bool" => &[],
        _ => {
            let hint = did_you_mean(&kind, "Kinds", KINDS);
            reader.problem(line, format!("unknown kind \"{kind}\" in [[param]]{hint}"));
            return None;
        }
    };
    reader.only(section, &[&shared, own].concat());
    match kind.as_str() {
        "seconds" => {
            let [default, min, max, step] = four(reader, section, |reader, section, key| reader.number(section, key))?;
            let offset = |value: f64| (value - min.0) / step.0;
            let on_grid = |value: f64| (offset(value) - offset(value).round()).abs() < 1e-6;
            range(reader, [default, min, max, step], 0.0, on_grid).map(Kind::Seconds)
        }
        "int" => {
            let [default, min, max, step] = four(reader, section, |reader, section, key| reader.int(section, key))?;
            let on_grid =
                |value: i64| step.0 != 0 && value.checked_sub(min.0).is_some_and(|offset| offset % step.0 == 0);
            range(reader, [default, min, max, step], 0, on_grid).map(Kind::Int)
        }
        "bool" => {
            let Some((default, _)) = reader.bool(section, "default") else {
                if !section.table.contains_key("default") {
                    reader.missing(section, "default", "false");
                }
                return None;
            };
            Some(Kind::Bool { default })
        }
        _ => choice(reader, section),
    }
}

fn four<T>(
    reader: &mut Reader<'_>,
    section: Section<'_>,
    mut take: impl FnMut(&mut Reader<'_>, Section<'_>, &str) -> Option<(T, usize)>,
) -> Option<[(T, usize); 4]> {
    let found = ["default", "min", "max", "step"].map(|key| {
        if !section.table.contains_key(key) {
            reader.missing(section, key, "…");
        }
        take(reader, section, key)
    });
    let [Some(default), Some(min), Some(max), Some(step)] = found else { return None };
    Some([default, min, max, step])
}

fn range<T: Copy + PartialOrd + fmt::Display>(
    reader: &mut Reader<'_>,
    [(default, default_line), (min, min_line), (max, max_line), (step, step_line)]: [(T, usize); 4],
    zero: T,
    on_grid: impl Fn(T) -> bool,
) -> Option<Range<T>> {
    let before = reader.problems.len();
    if min < zero {
        reader.problem(min_line, format!("min = {min} is below 0; write 0 or more"));
    }
    if min >= max {
        reader.problem(max_line, format!("max = {max} must be above min = {min}"));
    } else if step <= zero {
        reader.problem(step_line, format!("step = {step} must be above 0"));
    } else if default < min || default > max {
        reader.problem(default_line, format!("default = {default} is outside of the range {min} to {max}"));
    } else if !on_grid(default) {
        reader.problem(
            default_line,
            format!("default = {default} cannot be reached from min = {min} in steps of {step}"),
        );
    } else if !on_grid(max) {
        reader.problem(max_line, format!("max = {max} cannot be reached from min = {min} in steps of {step}"));
    }
    (reader.problems.len() == before).then_some(Range { default, min, max, step })
}

fn choice(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Kind> {
    let before = reader.problems.len();
    for key in ["default", "choices"] {
        if !section.table.contains_key(key) {
            reader.missing(
                section,
                key,
                if key == "default" { "\"…\"" } else { "[{ value = \"…\", label = { … } }, …]" },
            );
        }
    }
    let mut choices: Vec<Choice> = Vec::new();
    for inner in reader.tables(section, "choices", "choices") {
        reader.only(inner, &["value", "label"]);
        let label = reader.texts(inner, "label");
        let value = reader.text(inner, "value");
        if !inner.table.contains_key("value") {
            reader.missing(inner, "value", "\"…\"");
        }
        let (Some(label), Some((value, line))) = (label, value) else { continue };
        if value.contains(['"', '\\', '\n']) {
            reader.problem(line, format!("the choice {value:?} must have no quotes, backslashes or line ends"));
        }
        if choices.iter().any(|choice| choice.value == value) {
            reader.problem(line, format!("the choice \"{value}\" stands twice; drop one"));
        }
        choices.push(Choice { value, label });
    }
    let (default, line) = reader.text(section, "default")?;
    if reader.problems.len() > before {
        return None;
    }
    if choices.len() < 2 {
        reader.problem(section.line, "a choice needs at least two choices");
        return None;
    }
    if !choices.iter().any(|choice| choice.value == default) {
        let hint = did_you_mean(&default, "Choices", choices.iter().map(|choice| choice.value.as_str()));
        reader.problem(line, format!("default = \"{default}\" is none of the choices{hint}"));
        return None;
    }
    Some(Kind::Choice { default, choices })
}

/// Whether it is a Python name in lower case.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
