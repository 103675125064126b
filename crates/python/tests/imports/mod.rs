//! Which modules of a crate import which, read from the text of its `src/`: each `crate::` path, and each `use super::` at a line's
//! beginning, is an import. The page's structure test (web/tests) reads with it, too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Which modules each one imports.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// What the modules of the crate in this folder import.
pub(crate) fn of_crate(folder: &str) -> Imports {
    let mut modules = BTreeMap::new();
    read(&Path::new(folder).join("src"), "", &mut modules);
    imports(&modules)
}

/// The same of the modules that stand in `lib.rs`, each with all that is below it.
pub(crate) fn of_folders(imports: &Imports) -> Imports {
    let top = |name: &str| name.split("::").next().unwrap_or_default().to_owned();
    let mut folders = Imports::new();
    for (name, others) in imports {
        let own = folders.entry(top(name)).or_default();
        own.extend(others.iter().map(|other| top(other)).filter(|other| *other != top(name)));
    }
    folders
}

/// The modules under a folder, by their paths, and their texts without comments and unit tests.
fn read(folder: &Path, path: &str, modules: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of modules") {
        let file = entry.expect("an entry").path();
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let name = match &*stem {
            "mod" => path.to_owned(),
            _ if path.is_empty() => stem,
            _ => format!("{path}::{stem}"),
        };
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

/// What each of these modules imports, by their texts.
pub(crate) fn imports(modules: &BTreeMap<String, String>) -> Imports {
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
pub(crate) fn circle(imports: &Imports) -> Option<Vec<String>> {
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
