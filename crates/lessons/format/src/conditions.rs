//! Moments and goals: what lesson.toml says about a run.

use loopscope_protocol::Value;
use loopscope_strings::PerLang;

use crate::manifest::{MOMENTS, is_name};
use crate::nearest::did_you_mean;
use crate::param::{Declared, value_of};
use crate::reader::{Reader, Section};

/// A named record of the run at the default parameters; the `nth` that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its name in links.
    pub name: String,
    /// Line of its name in lesson.toml.
    pub line: usize,
    /// What happens; one of [`MOMENTS`].
    pub on: String,
    /// For `output`: what the printed text contains.
    pub text: Option<String>,
    /// The task's name.
    pub task: Option<String>,
    /// The region of the program that the record's line lies in.
    pub region: Option<String>,
    /// Line of `region`.
    pub region_line: usize,
    /// Which of the matches, from 1.
    pub nth: u32,
}

/// Something for the reader to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Line of its text in lesson.toml.
    pub line: usize,
    /// What to reach.
    pub text: PerLang<String>,
    /// Reached when the run takes so many seconds of loop time or less.
    pub duration_at_most: Option<f64>,
    /// Reached when it takes so many or more.
    pub duration_at_least: Option<f64>,
    /// Reached when it prints this line.
    pub prints: Option<String>,
    /// Parameters that reach it; the others have their defaults.
    pub witness: Vec<(String, Value)>,
}

pub(crate) fn moment(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Moment> {
    reader.only(section, &["name", "on", "text", "task", "region", "nth"]);
    let name = reader.text(section, "name");
    let on = reader.text(section, "on");
    for (key, example) in [("name", "\"hello\""), ("on", "\"output\"")] {
        if !section.table.contains_key(key) {
            reader.missing(section, key, example);
        }
    }
    if let Some((name, line)) = &name
        && !is_name(name)
    {
        reader.problem(
            *line,
            format!("name \"{name}\" in [[moment]] may have a-z, 0-9 and - only, and begins with a letter"),
        );
    }
    if let Some((on, line)) = &on
        && !MOMENTS.contains(&on.as_str())
    {
        let hint = did_you_mean(on, "Moments", MOMENTS);
        reader.problem(*line, format!("unknown on = \"{on}\" in [[moment]]{hint}"));
    }
    let text = reader.text(section, "text");
    if let (Some((_, line)), Some((on, _))) = (&text, &on)
        && MOMENTS.contains(&on.as_str())
        && on != "output"
    {
        reader.problem(*line, format!("text in [[moment]] goes with on = \"output\" only, not with \"{on}\""));
    }
    let task = reader.text(section, "task").map(|(task, _)| task);
    let region = reader.text(section, "region");
    let region_line = region.as_ref().map_or(0, |(_, line)| *line);
    let nth = match reader.int(section, "nth") {
        None => 1,
        Some((nth, line)) => match u32::try_from(nth) {
            Ok(nth @ 1..) => nth,
            _ => {
                reader.problem(line, format!("nth = {nth} must be 1 or more"));
                1
            }
        },
    };
    let ((name, line), (on, _)) = (name?, on?);
    let text = text.map(|(text, _)| text);
    let region = region.map(|(region, _)| region);
    Some(Moment { name, line, on, text, task, region, region_line, nth })
}

/// Reads one `[[goal]]`; `params` is `None` when the parameters could not be read.
pub(crate) fn goal(reader: &mut Reader<'_>, section: Section<'_>, params: Option<&[Declared]>) -> Option<Goal> {
    reader.only(section, &["text", "duration_at_most", "duration_at_least", "prints", "witness"]);
    let text = reader.texts(section, "text");
    let at_most = reader.number(section, "duration_at_most").map(|(seconds, _)| seconds);
    let at_least = reader.number(section, "duration_at_least").map(|(seconds, _)| seconds);
    let prints = reader.text(section, "prints").map(|(line, _)| line);
    if !["duration_at_most", "duration_at_least", "prints"].iter().any(|key| section.table.contains_key(*key)) {
        reader.problem(section.line, "[[goal]] has no condition; write duration_at_most, duration_at_least or prints");
    }
    let witness = witness(reader, section, params);
    Some(Goal {
        line: section.line,
        text: text?,
        duration_at_most: at_most,
        duration_at_least: at_least,
        prints,
        witness: witness?,
    })
}

fn witness(reader: &mut Reader<'_>, section: Section<'_>, params: Option<&[Declared]>) -> Option<Vec<(String, Value)>> {
    let Some(inner) = reader.table(section, "witness", "witness") else {
        if !section.table.contains_key("witness") {
            reader.missing(section, "witness", "{ delay = 0.5 }");
        }
        return None;
    };
    let params = params?;
    let mut witness = Vec::new();
    for (key, value) in inner.table {
        let (line, name) = (reader.line_of(key), key.get_ref());
        let Some(Declared { param, .. }) = params.iter().find(|known| known.param.name == name.as_ref()) else {
            let hint = did_you_mean(name, "Parameters", params.iter().map(|known| known.param.name.as_str()));
            reader.problem(line, format!("unknown parameter \"{name}\" in witness{hint}"));
            continue;
        };
        match value_of(&param.kind, value.get_ref()) {
            Some(value) => witness.push((param.name.clone(), value)),
            None => reader.problem(line, format!("{name} in witness must be {}", param.kind)),
        }
    }
    Some(witness)
}
