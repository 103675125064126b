//! With which parameters a lesson is tried.

use std::collections::BTreeSet;

use loopscope_lessons::author::Declared;
use loopscope_protocol::Value;

/// Parameters of one run; those that are not named have their defaults.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    pub(crate) values: Vec<(String, Value)>,
}

impl Case {
    /// Literals of the Python program by parameter.
    pub(crate) fn literals(&self) -> serde_json::Map<String, serde_json::Value> {
        self.values.iter().map(|(name, value)| (name.clone(), value.to_string().into())).collect()
    }

    /// In words: `with delay = 0.5`, or `at the defaults`.
    pub(crate) fn words(&self) -> String {
        if self.values.is_empty() {
            return "at the defaults".to_owned();
        }
        let values: Vec<_> = self.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        format!("with {}", values.join(", "))
    }
}

/// Values by parameter.
pub(crate) type Values = Vec<(String, Value)>;

/// The defaults (first); then each parameter at the ends of its range, all at their first ends, all at their last ends, and
/// the `witnesses`: values that reach a goal. A case that stands there already is not repeated.
pub(crate) fn cases<'v>(params: &[Declared], witnesses: impl Iterator<Item = &'v Values>) -> Vec<Case> {
    let mut cases = vec![Case { values: Vec::new() }];
    for Declared { param, .. } in params {
        cases.extend(param.kind.ends().into_iter().map(|end| Case { values: vec![(param.name.clone(), end)] }));
    }
    for pick in [<[Value]>::first, <[Value]>::last] {
        let end = |known: &Declared| Some((known.param.name.clone(), pick(&known.param.kind.ends())?.clone()));
        cases.push(Case { values: params.iter().filter_map(end).collect() });
    }
    cases.extend(witnesses.map(|values| Case { values: values.clone() }));

    let mut seen = BTreeSet::new();
    cases.retain(|case| seen.insert(full(params, case)));
    cases
}

/// The place of the case with these values among those of `cases`, if it is there.
pub(crate) fn place(params: &[Declared], cases: &[&Case], values: &Values) -> Option<usize> {
    let wanted = full(params, &Case { values: values.clone() });
    cases.iter().position(|case| full(params, case) == wanted)
}

/// All values of a case, defaults included, for telling whether two cases are the same.
fn full(params: &[Declared], case: &Case) -> Vec<String> {
    let value = |Declared { param, .. }: &Declared| {
        let given = case.values.iter().find(|(name, _)| *name == param.name).map(|(_, value)| value.to_string());
        given.unwrap_or_else(|| param.kind.default().to_string())
    };
    params.iter().map(value).collect()
}
