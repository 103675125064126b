//! Makes a table of the lessons' programs and parameters out of ../../lessons, or stops the build with what is wrong in a
//! lesson.toml, or in a program that has no Rust twin and is handed on as text.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on stdout")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use loopscope_lesson_format::{Declared, Folders, Language, Manifest, Problem, Snippet, find};
use loopscope_protocol::param::{ParamKind, Range};

fn main() -> ExitCode {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let root = crate_dir.join("../../lessons");
    // Relative to the package, so that another clone with the same target directory does not build this one's lessons.
    println!("cargo::rerun-if-changed=../../lessons");
    match lessons(&root) {
        Ok(mut lessons) => {
            lessons.sort_by_key(|lesson| lesson.manifest.order);
            let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
            fs::write(Path::new(&out).join("table.rs"), table(&lessons)).expect("OUT_DIR can be written");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// A lesson, and what of it runs.
struct Lesson {
    manifest: Manifest,
    runs: Runs,
}

enum Runs {
    /// The file of its Rust twin.
    Rust(PathBuf),
    /// The text of its Python program, as its readers edit it.
    Python(String),
}

impl Runs {
    /// What runs of the lesson in this folder, whose name in messages is `name`.
    fn read(folder: &Path, name: &str) -> Result<Runs, Vec<Problem>> {
        let twin = folder.join("snippet.rs");
        if twin.is_file() {
            return Ok(Runs::Rust(twin));
        }
        let file = format!("{name}/snippet.py");
        let source = fs::read_to_string(folder.join("snippet.py")).map_err(|error| {
            vec![Problem::new(&file, 0, format!("cannot be read: {error}; without a snippet.rs it is what runs"))]
        })?;
        Ok(Runs::Python(Snippet::parse(&file, &source, Language::Python)?.editable()))
    }
}

fn lessons(root: &Path) -> Result<Vec<Lesson>, Vec<Problem>> {
    let folders = find(root).map_err(|error| {
        vec![Problem::new("lessons", 0, format!("the folder cannot be read ({error}); it stands beside crates/"))]
    })?;
    let (mut lessons, mut problems, mut beside) = (Vec::new(), Vec::new(), Folders::default());
    for folder in folders {
        let name = format!("lessons/{}", folder.file_name().unwrap_or_default().to_string_lossy());
        let file = format!("{name}/lesson.toml");
        let manifest = fs::read_to_string(folder.join("lesson.toml"))
            .map_err(|error| vec![Problem::new(&file, 0, format!("cannot be read: {error}"))])
            .and_then(|source| Manifest::parse(&file, &source));
        match (manifest, Runs::read(&folder, &name)) {
            (Ok(manifest), Ok(runs)) => {
                problems.extend(beside.add(&file, &manifest));
                lessons.push(Lesson { manifest, runs });
            }
            (manifest, runs) => problems.extend(manifest.err().into_iter().chain(runs.err()).flatten()),
        }
    }
    if problems.is_empty() { Ok(lessons) } else { Err(problems) }
}

fn table(lessons: &[Lesson]) -> String {
    let mut modules = String::new();
    let mut entries = String::new();
    let mut sources = String::new();
    for Lesson { manifest, runs } in lessons {
        let slug = &manifest.slug;
        let (run, source) = match runs {
            Runs::Rust(snippet) => {
                let module = format!("lesson_{}", slug.replace('-', "_"));
                let _ = writeln!(
                    modules,
                    "#[allow(unreachable_pub, clippy::all, reason = \"a lesson's program is written to be read beside Python\")]\n\
                     mod {module} {{\n    use crate::Params;\n\n    include!({snippet:?});\n}}"
                );
                (format!("Rust(|params| Box::pin({module}::program(params)))"), format!("include_str!({snippet:?})"))
            }
            Runs::Python(source) => (format!("Python(Version::{:?})", manifest.python), format!("{source:?}")),
        };
        let params: String = manifest.params.iter().map(|declared| format!("        {},\n", param(declared))).collect();
        let _ = writeln!(
            entries,
            "Lesson {{ slug: {slug:?}, order: {}, params: vec![\n{params}    ], runs: Runs::{run} }},",
            manifest.order
        );
        let _ = writeln!(sources, "    {slug:?} => Some({source}),");
    }
    format!(
        "{modules}\npub(crate) static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| vec![\n{entries}]);\n\n\
         pub(crate) fn source_of(slug: &str) -> Option<&'static str> {{\n    match slug {{\n{sources}    _ => None,\n    }}\n}}\n"
    )
}

/// A parameter in the words of src/table.rs.
fn param(declared: &Declared) -> String {
    let (name, kind) = (&declared.param.name, &declared.param.kind);
    let numbers = |range: &Range| [range.default, range.min, range.max, range.step].map(|milli| milli.0);
    match kind {
        ParamKind::Seconds(range) => format!("seconds({name:?}, {:?})", numbers(range)),
        ParamKind::Int(range) => format!("int({name:?}, {:?})", numbers(range)),
        ParamKind::Bool { default } => format!("bool({name:?}, {default})"),
        ParamKind::Choice { default, choices } => {
            let words: Vec<_> = choices.iter().map(|choice| choice.value.as_str()).collect();
            format!("choice({name:?}, {default:?}, &{words:?})")
        }
    }
}
