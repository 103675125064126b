//! No module of this crate imports another one in a circle: whoever reads one needs to know what stands below it, and nothing else. Read
//! from the text of `src/`: each `crate::` path, and each `use super::` at a line's beginning, is an import.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Imports that close a circle and have to, with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[(
    "classes::future",
    "classes::task",
    "RustPython knows a task's payload by its own type, which begins with the future that it is; and a future holds the tasks it will wake",
)];

/// Which modules each one imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The modules under a folder, by their paths, and their texts without comments and unit tests.
fn read(folder: &Path, path: &str, modules: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of modules") {
        let file = entry.expect("an entry").path();
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let name = if path.is_empty() { stem } else { format!("{path}::{stem}") };
        if file.is_dir() {
            read(&file, &name, modules);
        } else if file.extension().is_some_and(|it| it == "rs") && name != "lib" {
            let text = fs::read_to_string(&file).expect("a module");
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            modules.insert(name, lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The paths that begin here, behind `crate::` or `super::`: one, or those of a group in braces.
fn paths(text: &str, before: &str, found: &mut Vec<String>) {
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_' && char != ':').unwrap_or(text.len());
    let path = format!("{before}{}", &text[..end]);
    let Some(group) = text[end..].strip_prefix('{').filter(|_| path.is_empty() || path.ends_with("::")) else {
        return found.push(path);
    };
    let (mut depth, mut from) = (0_u32, 0);
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                paths(group[from..at].trim_start(), &path, found);
                from = at + 1;
                if char == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// The module that a path leads to or into.
fn module<'m>(path: &str, modules: &'m BTreeMap<String, String>) -> Option<&'m str> {
    let parts: Vec<&str> = path.split("::").collect();
    (1..=parts.len())
        .rev()
        .find_map(|length| modules.get_key_value(&parts[..length].join("::")))
        .map(|(name, _)| &**name)
}

fn imports(modules: &BTreeMap<String, String>) -> Imports {
    let of = |name: &String, text: &String| {
        let mut found = Vec::new();
        for (at, _) in text.match_indices("crate::") {
            paths(&text[at + "crate::".len()..], "", &mut found);
        }
        if let Some((parent, _)) = name.rsplit_once("::") {
            for (at, _) in text.match_indices("\nuse super::") {
                paths(&text[at + "\nuse super::".len()..], &format!("{parent}::"), &mut found);
            }
        }
        found.iter().filter_map(|path| module(path, modules)).filter(|other| other != name).map(str::to_owned).collect()
    };
    modules.iter().map(|(name, text)| (name.clone(), of(name, text))).collect()
}

/// The modules of a circle, each of which imports the next one, if there is any.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    fn visit(at: &String, imports: &Imports, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        if let Some(begin) = path.iter().position(|it| it == at) {
            path.drain(..begin);
            return true;
        }
        if !done.insert(at.clone()) {
            return false;
        }
        path.push(at.clone());
        if imports.get(at).is_some_and(|others| others.iter().any(|other| visit(other, imports, path, done))) {
            return true;
        }
        path.pop();
        false
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|name| {
        let mut path = Vec::new();
        visit(name, imports, &mut path, &mut done).then_some(path)
    })
}

fn ours() -> Imports {
    let mut modules = BTreeMap::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut modules);
    imports(&modules)
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
    let top = |name: &str| name.split("::").next().unwrap_or_default().to_owned();
    let mut folders = Imports::new();
    for (name, others) in ours() {
        let own = folders.entry(top(&name)).or_default();
        own.extend(others.iter().map(|other| top(other)).filter(|other| *other != top(&name)));
    }
    let found = circle(&folders);
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
    let found = imports(&modules);
    let names = |name: &str| found[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names("a"), ["b", "d"]);
    assert_eq!(names("b"), ["c", "d"]);
    assert_eq!((names("c"), names("d"), names("d::e")), (vec![], vec!["a"], vec!["d"]));
    assert_eq!(circle(&found), Some(vec![text("a"), text("b"), text("d")]));
    let straight = BTreeMap::from([(text("a"), BTreeSet::from([text("b")])), (text("b"), BTreeSet::new())]);
    assert_eq!(circle(&straight), None);
}
