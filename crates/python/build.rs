//! Lists the Python modules that stand in the engine by the names under which they are imported: ours, in `lib/`, and the ones
//! below of Python's own library, as RustPython's package has them.

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
        let _ = writeln!(list, "    Source {{ name: {name:?}, package: {package}, text: include_str!({path:?}) }},");
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
