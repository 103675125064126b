//! No module of this crate imports another one in a circle: whoever reads one needs to know what stands below it, and nothing else.

mod imports;

use std::collections::{BTreeMap, BTreeSet};

use imports::{Imports, circle};

/// Imports that close a circle and have to, with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[(
    "classes::future",
    "classes::task",
    "RustPython knows a task's payload by its own type, which begins with the future that it is; and a future holds the tasks it will wake",
)];

fn ours() -> Imports {
    imports::of_crate(env!("CARGO_MANIFEST_DIR"))
}

/// Without the imports that are allowed, but for the one with this number.
fn without_allowed(mut imports: Imports, but: Option<usize>) -> Imports {
    for (nth, (from, to, _)) in ALLOWED.iter().enumerate().filter(|(nth, _)| Some(*nth) != but) {
        assert!(imports.get_mut(*from).is_some_and(|others| others.remove(*to)), "{nth}: {from} does not import {to}");
    }
    imports
}

#[test]
fn no_module_imports_another_one_in_a_circle() {
    let imports = without_allowed(ours(), None);
    assert!(imports.len() > 80, "{} modules", imports.len());
    let found = circle(&imports);
    assert!(found.is_none(), "a circle of imports: {}", found.unwrap_or_default().join(" → "));
}

#[test]
fn no_circle_is_allowed_that_is_none() {
    for (nth, (from, to, _)) in ALLOWED.iter().enumerate() {
        assert!(
            circle(&without_allowed(ours(), Some(nth))).is_some(),
            "{from} may import {to}: that need not be allowed"
        );
    }
}

#[test]
fn folders_do_not_import_each_other_in_a_circle_either() {
    let found = circle(&imports::of_folders(&ours()));
    assert!(found.is_none(), "a circle of imports: {}", found.unwrap_or_default().join(" → "));
}

#[test]
fn imports_are_found() {
    let text = |text: &str| text.to_owned();
    let modules = BTreeMap::from([
        (text("a"), text("use crate::b::{self, x::Y};\nfn f() { crate::d::g(); }")),
        (text("b"), text("use crate::{c, d::{E, F}};")),
        (text("c"), text("")),
        (text("d"), text("use crate::a::g;")),
        (text("d::e"), text("\nuse super::{E, h};")),
    ]);
    let found = imports::imports(&modules);
    let names = |name: &str| found[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names("a"), ["b", "d"]);
    assert_eq!(names("b"), ["c", "d"]);
    assert_eq!((names("c"), names("d"), names("d::e")), (vec![], vec!["a"], vec!["d"]));
    assert_eq!(circle(&found), Some(vec![text("a"), text("b"), text("d")]));
    let straight = BTreeMap::from([(text("a"), BTreeSet::from([text("b")])), (text("b"), BTreeSet::new())]);
    assert_eq!(circle(&straight), None);
}
