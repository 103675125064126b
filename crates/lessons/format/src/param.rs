//! Parameters: `[[param]]` of lesson.toml.

use loopscope_protocol::Value;
use loopscope_protocol::number::Milli;
use loopscope_protocol::param::{Choice, Param, ParamKind, Range};
use loopscope_strings::PerLang;
use toml::de::DeValue;

use crate::nearest::did_you_mean;
use crate::reader::{Reader, Section, int_of, number_of};

/// A parameter as an author declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// The parameter, with its label in every language.
    pub param: Param<PerLang<String>>,
    /// Line of its name in lesson.toml.
    pub line: usize,
}

/// The value that a TOML value stands for, if a parameter of this kind may have it.
pub(crate) fn value_of(kind: &ParamKind<PerLang<String>>, value: &DeValue<'_>) -> Option<Value> {
    kind.check(match kind {
        ParamKind::Seconds(_) => Value::Seconds(number_of(value)?),
        ParamKind::Int(_) => Value::Int(int_of(value)?),
        ParamKind::Bool { .. } => Value::Bool(value.as_bool()?),
        ParamKind::Choice { .. } => Value::Choice(value.as_str()?.to_owned()),
    })
}

const KINDS: [&str; 4] = ["seconds", "int", "bool", "choice"];

/// Reads all parameters of a section; in messages each is called `what`.
pub(crate) fn all(reader: &mut Reader<'_>, section: Section<'_>, what: &'static str) -> Vec<Declared> {
    let mut params: Vec<Declared> = Vec::new();
    for section in reader.tables(section, "param", what) {
        let Some(declared) = read(reader, section) else { continue };
        let name = &declared.param.name;
        if let Some(other) = params.iter().find(|other| other.param.name == *name) {
            let message = format!("parameter \"{name}\" stands in line {} already; rename one", other.line);
            reader.problem(declared.line, message);
        }
        params.push(declared);
    }
    params
}

/// Reads one `[[param]]`.
fn read(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Declared> {
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
    Some(Declared { param: Param { name, label: label?, kind: kind? }, line })
}

fn kind(reader: &mut Reader<'_>, section: Section<'_>) -> Option<ParamKind<PerLang<String>>> {
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
        "seconds" => range(reader, section, thousandths).map(ParamKind::Seconds),
        "int" => range(reader, section, whole).map(ParamKind::Int),
        "bool" => {
            let Some((default, _)) = reader.bool(section, "default") else {
                if !section.table.contains_key("default") {
                    reader.missing(section, "default", "false");
                }
                return None;
            };
            Some(ParamKind::Bool { default })
        }
        _ => choice(reader, section),
    }
}

/// A number with at most three digits after the point.
fn thousandths(reader: &mut Reader<'_>, section: Section<'_>, key: &str) -> Option<(Milli, usize)> {
    let (number, line) = reader.number(section, key)?;
    let milli = Milli::nearest(number);
    if milli.as_f64() != number {
        let message = format!("{key} = {number} in {} must have at most three digits after the point", section.what);
        reader.problem(line, message);
        return None;
    }
    Some((milli, line))
}

/// A whole number that is not beyond all measure.
fn whole(reader: &mut Reader<'_>, section: Section<'_>, key: &str) -> Option<(Milli, usize)> {
    let (number, line) = reader.int(section, key)?;
    let milli = Milli::whole(number);
    if milli.as_whole() != Some(number) {
        reader.problem(line, format!("{key} = {number} in {} is too large", section.what));
        return None;
    }
    Some((milli, line))
}

/// `default`, `min`, `max` and `step`, each as `take` reads it.
fn range(
    reader: &mut Reader<'_>,
    section: Section<'_>,
    take: fn(&mut Reader<'_>, Section<'_>, &str) -> Option<(Milli, usize)>,
) -> Option<Range> {
    let found = ["default", "min", "max", "step"].map(|key| {
        if !section.table.contains_key(key) {
            reader.missing(section, key, "…");
        }
        take(reader, section, key)
    });
    let [Some((default, default_line)), Some((min, min_line)), Some((max, max_line)), Some((step, step_line))] = found
    else {
        return None;
    };
    let range = Range { default, min, max, step };
    let before = reader.problems.len();
    if min < Milli(0) {
        reader.problem(min_line, format!("min = {min} is below 0; write 0 or more"));
    }
    if min >= max {
        reader.problem(max_line, format!("max = {max} must be above min = {min}"));
    } else if step <= Milli(0) {
        reader.problem(step_line, format!("step = {step} must be above 0"));
    } else if !range.contains(default) {
        reader.problem(default_line, format!("default = {default} is outside of the range {min} to {max}"));
    } else if !range.on_step(default) {
        let message = format!("default = {default} cannot be reached from min = {min} in steps of {step}");
        reader.problem(default_line, message);
    } else if !range.on_step(max) {
        reader.problem(max_line, format!("max = {max} cannot be reached from min = {min} in steps of {step}"));
    }
    (reader.problems.len() == before).then_some(range)
}

fn choice(reader: &mut Reader<'_>, section: Section<'_>) -> Option<ParamKind<PerLang<String>>> {
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
    let mut choices: Vec<Choice<PerLang<String>>> = Vec::new();
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
    Some(ParamKind::Choice { default, choices })
}

/// Whether it is a Python name in lower case.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
