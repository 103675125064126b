//! Lists the Python modules by the names under which they are imported, in two sets: what stands in the engine, and what a browser fetches
//! when a program imports it for the first time (`src/sources.rs`), as few programs do. Of each set some are ours, in `lib/` and in
//! `rare/`, and some Python's own, as RustPython's package has them. Their comments and docstrings, two fifths of them, stay behind.
//! What is fetched is written for a browser to the folder `library` beside the list, a file for each package or module.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What stands in the engine of Python's own library: modules, and packages with all that is in them.
const LIBRARY: &[&str] = &[
    "_collections_abc",
    "abc",
    "collections",
    "contextlib",
    "contextvars",
    "functools",
    "keyword",
    "operator",
    "reprlib",
    "types",
];

/// What is fetched of it.
const RARE: &[&str] = &[
    "__future__",
    "_compat_pickle",
    "_markupbase",
    "_pycodecs",
    "_pydatetime",
    "_pydecimal",
    "_strptime",
    "_weakrefset",
    "argparse",
    "base64",
    "bisect",
    "calendar",
    "cmd",
    "colorsys",
    "concurrent",
    "configparser",
    "copy",
    "csv",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "fnmatch",
    "fractions",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "ipaddress",
    "json",
    "logging",
    "ntpath",
    "numbers",
    "optparse",
    "pathlib",
    "pickle",
    "posixpath",
    "pprint",
    "queue",
    "random",
    "re",
    "sched",
    "secrets",
    "shlex",
    "signal",
    "stat",
    "statistics",
    "string",
    "struct",
    "textwrap",
    "threading",
    "timeit",
    "tomllib",
    "unittest",
    "urllib",
    "uuid",
    "weakref",
];

/// What is fetched apart from its package, as most who import that do not need it.
const APART: &[&str] = &["logging.config", "logging.handlers", "unittest.mock"];

/// What is fetched with the module that wants it, as nobody else does.
const WITH: &[(&str, &str)] =
    &[("_sha2", "random"), ("_threads", "threading"), ("_weakrefset", "weakref"), ("asyncio.threads", "threading")];

/// What of these packages wants sockets, files or a command line.
const ABSENT: &[&str] = &[
    "concurrent.futures.interpreter",
    "concurrent.futures.process",
    "concurrent.interpreters",
    "http.client",
    "http.cookiejar",
    "http.server",
    "json.tool",
    "urllib.request",
    "urllib.response",
    "urllib.robotparser",
];

/// Modules that are fetched, of Python's own packages, in packages of ours.
const RARE_PARTS: &[&str] = &[
    "asyncio.graph",
    "asyncio.streams",
    "encodings",
    "encodings.aliases",
    "encodings.cp1251",
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.hex_codec",
    "encodings.base64_codec",
    "encodings.iso8859_15",
    "encodings.iso8859_2",
    "encodings.koi8_r",
    "encodings.punycode",
    "encodings.raw_unicode_escape",
    "encodings.rot_13",
    "encodings.unicode_escape",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_32",
    "encodings.utf_32_be",
    "encodings.utf_32_le",
    "encodings.utf_8_sig",
];

/// Where today's library is not 3.11's: in which module what is replaced by what.
const CHANGES: &[(&str, &str, &str)] = &[
    ("collections", "from _collections import OrderedDict", "from _ordered_dict import OrderedDict"),
    (
        "re._constants",
        "error = PatternError",
        "from _asyncio import _since\nif not _since(13):\n    PatternError.__name__ = PatternError.__qualname__ = 'error'\nerror = PatternError",
    ),
    // A module that few programs want, for messages that most never see.
    ("concurrent.futures._base", "import logging", ""),
    (
        "concurrent.futures._base",
        "LOGGER = logging.getLogger(\"concurrent.futures\")",
        "class _Logger:\n    def __getattr__(self, name):\n        import logging\n        \
         return getattr(logging.getLogger('concurrent.futures'), name)\n\n\nLOGGER = _Logger()",
    ),
    ("concurrent.futures.thread", "os.process_cpu_count()", "os.cpu_count()"),
    // What wants a socket says at the loop's methods that there is none.
    ("asyncio.streams", "import socket\n", ""),
    ("asyncio.streams", "hasattr(socket, 'AF_UNIX')", "True"),
    // Sockets, and what few handlers need.
    (
        "logging.handlers",
        "import pickle\nimport queue\nimport re\nimport socket\nimport struct\n",
        "import queue\nimport re\nimport _later\npickle, struct = map(_later.Module, ('pickle', 'struct'))\n\
         socket = _later.Absent('a handler for sockets', 'sockets')\n",
    ),
    ("logging.config", "import struct\n", ""),
    (
        "logging.config",
        "from socketserver import ThreadingTCPServer, StreamRequestHandler",
        "import _later\nThreadingTCPServer = StreamRequestHandler = _later.Absent('logging.config.listen()', 'sockets')",
    ),
    (
        "logging.config",
        "    from multiprocessing.queues import Queue as MPQueue\n    if isinstance(obj, MPQueue):\n        return True\n",
        "",
    ),
    // Until 3.13 a union made by `typing` is another thing than one made by `|`.
    ("functools", "isinstance(cls, UnionType)", "_is_union(cls)"),
    (
        "functools",
        "from types import GenericAlias, MethodType, MappingProxyType, UnionType\n",
        "from types import GenericAlias, MethodType, MappingProxyType, UnionType\n\ndef _is_union(cls):\n    \
         if isinstance(cls, UnionType):\n        return True\n    if not hasattr(cls, '__origin__'):\n        return False\n    \
         from typing import Union, get_origin\n    return get_origin(cls) is Union\n",
    ),
    // A format that most write is one without a look at it by a regular expression.
    (
        "logging",
        "import sys, os, time, io, re, traceback, warnings,",
        "import _later\ntraceback = _later.Module('traceback')\nimport sys, os, time, io, warnings,",
    ),
    ("logging", "re.compile(", "_later.Pattern("),
    ("logging", ", re.I)", ", 2)"),
    (
        "logging",
        "        if not self.validation_pattern.search(self._fmt):",
        "        if '%(message)s' not in self._fmt and not self.validation_pattern.search(self._fmt):",
    ),
    // Both are there as soon as asyncio is.
    ("logging", "import atexit\n", "import atexit\ngetLogger('asyncio')\ngetLogger('concurrent.futures')\n"),
    // The files of the library are called by their modules' names.
    ("_strptime", "skip_file_prefixes=(os.path.dirname(__file__),)", "skip_file_prefixes=('<',)"),
    (
        "_strptime",
        "        if day_of_month_in_format and not year_in_format:\n",
        "        from _asyncio import _since\n        if day_of_month_in_format and not year_in_format and _since(15):\n            \
         raise ValueError(\"Day of month directive '%d' may not be used without a year directive. Parsing dates \
         involving a day of month without a year is ambiguous and fails to parse leap day. Add a year to the input and \
         format. See https://github.com/python/cpython/issues/70647.\")\n        \
         if day_of_month_in_format and not year_in_format and _since(13):\n",
    ),
    (
        "_pydatetime",
        "        return (f'{self.__class__.__name__}'\n                f'(year=",
        "        return (f'datetime.IsoCalendarDate'\n                f'(year=",
    ),
    // The native one names the conditions.
    ("_pydecimal", "        raise error(explanation)", "        raise error([condition])"),
    ("unittest.result", "tb_e.format(colorize=colorize)", "tb_e.format()"),
    ("statistics", "from decimal import Decimal", "from _later import Decimal"),
    ("queue", "class Empty(Exception):", "class Empty(Exception):\n        __module__ = '_queue'"),
    ("threading", "import _thread\n", "import _threads as _thread\n"),
    ("threading", "from _thread import", "from _threads import"),
    (
        "heapq",
        "    lastelt = heap.pop()    # raises",
        "    if not heap:\n        raise IndexError('index out of range')\n    lastelt = heap.pop()    # raises",
    ),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lib");
    println!("cargo::rerun-if-changed=rare");
    println!("cargo::rerun-if-changed=canned");
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let output = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let sources = set(LIBRARY, &[], &here.join("lib"))?;
    let mut rare = set(RARE, RARE_PARTS, &here.join("rare"))?;
    rare.extend(set(&[], &[], &here.join("canned"))?);
    rare.retain(|name, _| !sources.contains_key(name));
    let mut list = String::new();
    table(&mut list, "SOURCES", &sources);
    // Who has no browser has all of it; a browser knows what there is, and for which name it is fetched.
    list.push_str("#[cfg(not(target_arch = \"wasm32\"))]\n");
    table(&mut list, "RARE", &rare);
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (name, (package, text)) in &rare {
        let with = WITH.iter().find(|(wanted, _)| wanted == name).map(|(_, module)| *module);
        let file = if APART.contains(&name.as_str()) { name } else { name.split('.').next().unwrap_or(name) };
        let file = with.unwrap_or(file);
        let file = files.entry(file).or_default();
        let _ = write!(file, "{name}\0{}\0{text}\0", u8::from(*package));
    }
    let _ = writeln!(list, "static FILES: &[&str] = &{:?};", files.keys().collect::<Vec<_>>());
    let _ = writeln!(list, "#[cfg(target_arch = \"wasm32\")]\nstatic WITH: &[(&str, &str)] = &{WITH:?};");
    fs::write(output.join("sources.rs"), list)?;
    let folder = output.join("library");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir(&folder)?;
    files.iter().try_for_each(|(name, text)| fs::write(folder.join(format!("library-{name}.bin")), text))
}

/// Modules by their names: whether each is a package, and its text.
type Modules = BTreeMap<String, (bool, String)>;

/// What the names and `parts` are in Python's own library, and what is in the folder `own`, which stands where there are two.
fn set(names: &[&str], parts: &[&str], own: &Path) -> io::Result<Modules> {
    let library = Path::new(rustpython_pylib::LIB_PATH);
    let mut found = Vec::new();
    for name in names {
        let folder = library.join(name);
        if folder.is_dir() {
            collect(&folder, &format!("{name}."), &mut found)?;
        } else {
            found.push(((*name).to_owned(), false, library.join(format!("{name}.py"))));
        }
    }
    for name in parts {
        let path = library.join(name.replace('.', "/"));
        let package = path.is_dir();
        let path = if package { path.join("__init__.py") } else { path.with_extension("py") };
        found.push(((*name).to_owned(), package, path));
    }
    found.retain(|(name, ..)| !ABSENT.iter().any(|absent| name.starts_with(absent)));
    collect(own, "", &mut found)?;
    let mut modules = Modules::new();
    for (name, package, path) in found {
        let mut text = fs::read_to_string(&path)?;
        for (_, before, after) in CHANGES.iter().filter(|(changed, ..)| *changed == name && path.starts_with(library)) {
            assert!(text.contains(before), "the library's {name} has no {before:?}");
            text = text.replace(before, after);
        }
        modules.insert(name, (package, strip(&text)));
    }
    Ok(modules)
}

fn table(list: &mut String, name: &str, modules: &Modules) {
    let _ = writeln!(list, "static {name}: &[Source] = &[");
    for (name, (package, text)) in modules {
        let _ = writeln!(list, "    Source {{ name: {name:?}, package: {package}, text: {text:?} }},");
    }
    list.push_str("];\n");
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, bool, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if path.is_dir() {
            // One of ours may hold a part of a package.
            if !stem.starts_with("__") {
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

/// Python text without comments and empty lines, indented by one blank for four, and with every text that stands by itself, a docstring,
/// made the empty one.
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
            ' ' if stripped.len() == line => {
                let indent = rest.len() - rest.trim_start_matches(' ').len();
                let empty = rest[indent..].starts_with(['\n', '#']);
                assert!(
                    !fresh || empty || indent.is_multiple_of(4),
                    "indented by {indent}: {}",
                    &rest[..rest.find('\n').unwrap_or(rest.len())]
                );
                stripped.push_str(&rest[..if fresh { indent / 4 } else { 1 }]);
                rest = &rest[indent..];
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
