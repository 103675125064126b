//! The table of the lessons' programs. build.rs writes it, in the words that stand here.

use std::sync::LazyLock;

use words::*;

use crate::{Lesson, Runs, Version};

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// A parameter of each kind.
#[allow(dead_code, reason = "which of them there are, the lessons decide")]
mod words {
    use loopscope_protocol::number::Milli;
    use loopscope_protocol::param::{Choice, Param, ParamKind, Range};

    pub(super) fn seconds(name: &str, range: [i64; 4]) -> Param<()> {
        param(name, ParamKind::Seconds(self::range(range)))
    }

    pub(super) fn int(name: &str, range: [i64; 4]) -> Param<()> {
        param(name, ParamKind::Int(self::range(range)))
    }

    pub(super) fn bool(name: &str, default: bool) -> Param<()> {
        param(name, ParamKind::Bool { default })
    }

    pub(super) fn choice(name: &str, default: &str, words: &[&str]) -> Param<()> {
        let choices = words.iter().map(|word| Choice { value: (*word).to_owned(), label: () }).collect();
        param(name, ParamKind::Choice { default: default.to_owned(), choices })
    }

    fn param(name: &str, kind: ParamKind<()>) -> Param<()> {
        Param { name: name.to_owned(), label: (), kind }
    }

    /// `default`, `min`, `max` and `step`, in thousandths.
    fn range(range: [i64; 4]) -> Range {
        let [default, min, max, step] = range.map(Milli);
        Range { default, min, max, step }
    }
}
