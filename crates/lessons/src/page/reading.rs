//! Reads what a page hands over, field by field: what serde makes for reading it by its types was a twelfth of the whole
//! application. The names are those that `Serialize` writes; a test reads the data of every page, and writes it again.

use std::collections::BTreeMap;

use loopscope_json::Json;
use loopscope_protocol::number::Milli;
use loopscope_protocol::pane::Pane;
use loopscope_protocol::param::{Choice, Param, ParamKind, Range};
use loopscope_version::Version;
use loopscope_view::{Moment, On};

#[cfg(feature = "questions")]
use super::Question;
use super::{Code, CodeLine, Goal, LessonData, ParamsIn, Recorded, Runs, Shown, Twin, Weights};

impl LessonData {
    /// Reads its JSON; `None` where that is not what this build writes.
    #[must_use]
    pub fn from_json(json: &str) -> Option<LessonData> {
        LessonData::read(&Json::read(json)?)
    }
}

/// What can be read from JSON.
trait Read: Sized {
    fn read(json: &Json) -> Option<Self>;
}

/// A field of an object; one that is missing is `null`.
fn field<T: Read>(json: &Json, name: &str) -> Option<T> {
    T::read(json.field(name))
}

/// A list, each entry read by a function: one for all types would be made anew for each.
fn list<T>(json: &Json, mut read: impl FnMut(&Json) -> Option<T>) -> Option<Vec<T>> {
    let mut list = Vec::new();
    for entry in json.list()? {
        list.push(read(entry)?);
    }
    Some(list)
}

impl Read for bool {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(yes) => Some(*yes),
            _ => None,
        }
    }
}

impl Read for u32 {
    fn read(json: &Json) -> Option<Self> {
        json.number()?.parse().ok()
    }
}

impl Read for f64 {
    fn read(json: &Json) -> Option<Self> {
        Milli::read(json).map(Milli::as_f64)
    }
}

impl Read for String {
    fn read(json: &Json) -> Option<Self> {
        json.text().map(str::to_owned)
    }
}

impl Read for Milli {
    fn read(json: &Json) -> Option<Self> {
        json.number()?.parse().ok()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::read(json).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json) -> Option<Self> {
        list(json, T::read)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(json: &Json) -> Option<Self> {
        let mut map = BTreeMap::new();
        for (name, value) in json.fields() {
            map.insert(name.clone(), T::read(value)?);
        }
        Some(map)
    }
}

impl<T: Read> Read for (T, T) {
    fn read(json: &Json) -> Option<Self> {
        let [first, second] = json.list()? else { return None };
        Some((T::read(first)?, T::read(second)?))
    }
}

impl Read for LessonData {
    fn read(json: &Json) -> Option<Self> {
        Some(LessonData {
            slug: field(json, "slug")?,
            lang: field(json, "lang")?,
            order: 0,
            total: 0,
            title: field(json, "title")?,
            params: field(json, "params")?,
            open: field::<Vec<Pane>>(json, "open")?.into_iter().collect(),
            python: field(json, "python")?,
            source: field(json, "source")?,
            version: field(json, "version")?,
            versions: field::<Vec<Version>>(json, "versions")?.try_into().ok()?,
            runs: field(json, "runs")?,
            weights: field(json, "weights")?,
            regions: field(json, "regions")?,
            moments: field(json, "moments")?,
            goals: field(json, "goals")?,
            #[cfg(feature = "questions")]
            questions: field(json, "questions")?,
            prev: None,
            next: None,
        })
    }
}

impl Read for Pane {
    fn read(json: &Json) -> Option<Self> {
        Pane::from_name(json.text()?)
    }
}

impl Read for Version {
    fn read(json: &Json) -> Option<Self> {
        json.text()?.parse().ok()
    }
}

impl Read for Param {
    fn read(json: &Json) -> Option<Self> {
        let range = || {
            let [default, min, max, step] = ["default", "min", "max", "step"].map(|name| field(json, name));
            Some(Range { default: default?, min: min?, max: max?, step: step? })
        };
        let kind = match json.field("kind").text()? {
            "seconds" => ParamKind::Seconds(range()?),
            "int" => ParamKind::Int(range()?),
            "bool" => ParamKind::Bool { default: field(json, "default")? },
            "choice" => ParamKind::Choice { default: field(json, "default")?, choices: field(json, "choices")? },
            _ => return None,
        };
        Some(Param { name: field(json, "name")?, label: field(json, "label")?, kind })
    }
}

impl Read for Choice {
    fn read(json: &Json) -> Option<Self> {
        Some(Choice { value: field(json, "value")?, label: field(json, "label")? })
    }
}

impl Read for Code {
    fn read(json: &Json) -> Option<Self> {
        Some(Code { lines: list(json.field("lines"), |line| Some(CodeLine { html: String::read(line)? }))? })
    }
}

impl Read for Runs {
    fn read(json: &Json) -> Option<Self> {
        match field(json, "twin")? {
            Some(twin) => Some(Runs::Twin(twin)),
            None => field(json, "python").map(Runs::Python),
        }
    }
}

impl Read for Twin {
    fn read(json: &Json) -> Option<Self> {
        let mut lines = BTreeMap::new();
        for (line, shown) in json.field("lines").fields() {
            let (rust, python) = <(u32, u32)>::read(shown)?;
            lines.insert(line.parse().ok()?, Shown::from([rust, python]));
        }
        Some(Twin { rust: field(json, "rust")?, regions: field(json, "regions")?, lines })
    }
}

impl Read for Recorded {
    fn read(json: &Json) -> Option<Self> {
        let params = match json.field("params").text()? {
            "pane" => ParamsIn::Pane,
            "text" => ParamsIn::Text,
            _ => return None,
        };
        Some(Recorded { run: field(json, "run")?, params })
    }
}

impl Read for Weights {
    fn read(json: &Json) -> Option<Self> {
        Some(Weights { loader: field(json, "loader")?, poster: field(json, "poster")?, live: field(json, "live")? })
    }
}

impl Read for Moment {
    fn read(json: &Json) -> Option<Self> {
        Some(Moment {
            on: On::from_name(json.field("on").text()?)?,
            text: field(json, "text")?,
            task: field(json, "task")?,
            lines: field::<Option<_>>(json, "lines")?.unwrap_or_default(),
            nth: field(json, "nth")?,
        })
    }
}

impl Read for Goal {
    fn read(json: &Json) -> Option<Self> {
        Some(Goal {
            text: field(json, "text")?,
            duration_at_most: field(json, "duration_at_most")?,
            duration_at_least: field(json, "duration_at_least")?,
            prints: field(json, "prints")?,
        })
    }
}

#[cfg(feature = "questions")]
impl Read for Question {
    fn read(json: &Json) -> Option<Self> {
        use loopscope_view::Question as Asks;

        let asks = match json.field("kind").text()? {
            "order" => Asks::Order { lines: field(json, "lines")? },
            "seconds" => Asks::Seconds { from: field(json, "from")?, to: field(json, "to")? },
            "next" => Asks::Next { at: field(json, "at")? },
            _ => return None,
        };
        Some(Question { text: field(json, "text")?, asks })
    }
}
