//! An address's fragment: whatever was understood is written so that it is understood again.

use loopscope_engine::protocol::Value;

use crate::address::{parse, write};
use crate::lesson::{Param, ParamKind};
use crate::params::number::Range;

/// Parses it, if it is text.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(fragment) = std::str::from_utf8(bytes) else { return };
    let param = |name: &str, default, kind| Param { name: name.to_owned(), label: String::new(), default, kind };
    let seconds = Range { min: 0, max: 5000, step: 100, whole: false };
    let count = Range { min: 1000, max: 3000, step: 1000, whole: true };
    let choices = ["first", "先来 & 50%=?"].map(|word| (word.to_owned(), String::new()));
    let params = [
        param("delay", Value::Seconds(2.0), ParamKind::Number(seconds)),
        param("count", Value::Int(2), ParamKind::Number(count)),
        param("forget", Value::Bool(true), ParamKind::Bool),
        param("order", Value::Choice("first".to_owned()), ParamKind::Choice(choices.into())),
    ];
    let defaults = || params.iter().map(|param| param.default.clone()).collect::<Vec<_>>();
    let address = parse(&params, defaults(), fragment);
    let again = write(
        &params,
        &address.values,
        address.at.unwrap_or(0),
        &address.interventions,
        address.source.as_deref().map(|source| (source, address.python)),
    );
    let read = parse(&params, defaults(), &again);
    assert_eq!(
        (read.values, read.interventions, read.source, read.broken),
        (address.values, address.interventions, address.source, false),
        "{fragment}"
    );
}
