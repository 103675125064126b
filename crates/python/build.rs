//! Lists the Python modules that stand in the engine by the names under which they are imported: ours, in `lib/`, and the ones
//! below of Python's own library, as RustPython's package has them. Every reader loads them all, so that the library's comments
//! and docstrings, two fifths of it, stay behind.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What is taken from Python's own library: modules, and packages with all that is in them.
const LIBRARY: &[&str] = &[
    "__future__",
    "_collections_abc",
    "_weakrefset",
    "abc",
    "bisect",
    "collections",
    "contextlib",
    "contextvars",
    "copy",
    "datetime",
    "_pydatetime",
    "graphlib",
    "pprint",
    "random",
    "enum",
    "functools",
    "heapq",
    "json",
    "keyword",
    "numbers",
    "operator",
    "re",
    "reprlib",
    "string",
    "textwrap",
    "types",
    "weakref",
];

/// Where today's library is not 3.11's: in which module what is replaced by what.
const CHANGES: &[(&str, &str, &str)] = &[
    ("collections", "from _collections import OrderedDict", "from _ordered_dict import OrderedDict"),
    (
        "re._constants",
        "error = PatternError",
        "PatternError.__name__ = PatternError.__qualname__ = 'error'\nerror = PatternError",
    ),
    (
        "heapq",
        "    lastelt = heap.pop()    # raises",
        "    if not heap:\n        raise IndexError('index out of range')\n    lastelt = heap.pop()    # raises",
    ),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lib");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("lib");
    let mut found = Vec::new();
    let library = Path::new(rustpython_pylib::LIB_PATH);
    for name in LIBRARY {
        let folder = library.join(name);
        if folder.is_dir() {
            collect(&folder, &format!("{name}."), &mut found)?;
        } else {
            found.push(((*name).to_owned(), false, library.join(format!("{name}.py"))));
        }
    }
    let mut own = Vec::new();
    collect(&root, "", &mut own)?;
    // Where there are two, ours stands.
    found.retain(|(name, ..)| !own.iter().any(|(own, ..)| own == name));
    found.extend(own);
    found.sort();
    let mut list = String::from("static SOURCES: &[Source] = &[\n");
    for (name, package, path) in found {
        if path.starts_with(library) {
            let mut text = fs::read_to_string(path)?;
            for (_, before, after) in CHANGES.iter().filter(|(changed, ..)| *changed == name) {
                assert!(text.contains(before), "the library's {name} has no {before:?}");
                text = text.replace(before, after);
            }
            let text = strip(&text);
            let _ = writeln!(list, "    Source {{ name: {name:?}, package: {package}, text: {text:?} }},");
        } else {
            let _ =
                writeln!(list, "    Source {{ name: {name:?}, package: {package}, text: include_str!({path:?}) }},");
        }
    }
    list.push_str("];\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("sources.rs"), list)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, bool, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if path.is_dir() {
            if path.join("__init__.py").is_file() {
                collect(&path, &format!("{prefix}{stem}."), found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "py") && stem != "__main__" {
            let package = stem == "__init__";
            let name = if package { prefix.trim_end_matches('.').to_owned() } else { format!("{prefix}{stem}") };
            found.push((name, package, path));
        }
    }
    Ok(())
}

/// Python text without comments and empty lines, and with every text that stands by itself, a docstring, made the empty one.
fn strip(text: &str) -> String {
    let mut stripped = String::with_capacity(text.len());
    let (mut rest, mut depth) = (text, 0_usize);
    // Where the current line began; only blanks follow, and it is a statement's first line.
    let (mut line, mut fresh) = (0, true);
    while let Some(char) = rest.chars().next() {
        if let Some((prefix, length)) = string(rest) {
            let (literal, after) = rest.split_at(length);
            let alone = fresh && after.trim_start_matches([' ', '\t']).starts_with(['\n', '#']);
            stripped.push_str(if alone && !prefix.contains(['b', 'B', 'f', 'F', 't', 'T']) { "\"\"" } else { literal });
            (rest, fresh) = (after, false);
            continue;
        }
        match char {
            '#' => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '\n' => {
                let kept = stripped.trim_end_matches([' ', '\t']).len();
                let empty = kept <= line;
                stripped.truncate(if empty { line } else { kept });
                if !empty {
                    fresh = depth == 0 && !stripped.ends_with('\\');
                    stripped.push('\n');
                    line = stripped.len();
                }
                rest = &rest[1..];
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A name goes whole: its last letter is no prefix of a text.
        let length =
            rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len()).max(char.len_utf8());
        stripped.push_str(&rest[..length]);
        fresh = fresh && matches!(char, ' ' | '\t');
        rest = &rest[length..];
    }
    stripped
}

/// The prefix and the length of the text that `rest` begins with, if it does.
fn string(rest: &str) -> Option<(&str, usize)> {
    let start = rest.find(['"', '\''])?;
    let prefix = &rest[..start];
    if prefix.len() > 2 || !prefix.chars().all(|char| "rRbBuUfFtT".contains(char)) {
        return None;
    }
    let quote = &rest[start..=start];
    let triple = quote.repeat(3);
    let quotes = if rest[start..].starts_with(&triple) { &triple } else { quote };
    let mut at = start + quotes.len();
    while !rest[at..].starts_with(quotes) {
        let char = rest[at..].chars().next()?;
        at += char.len_utf8();
        if char == '\\' {
            at += rest[at..].chars().next()?.len_utf8();
        }
    }
    Some((prefix, at + quotes.len()))
}
