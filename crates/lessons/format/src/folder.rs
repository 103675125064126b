//! A lesson's folder, read and checked as a whole; and the folders beside each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use loopscope_strings::Lang;

use crate::manifest::{Manifest, Variant};
use crate::nearest::did_you_mean;
use crate::param::Declared;
use crate::problem::Problem;
use crate::snippet::{Language, Snippet};

/// A lesson's folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Its name in messages, such as `lessons/03-event-loop`.
    pub name: String,
    /// lesson.toml.
    pub manifest: Manifest,
    /// snippet.py as it is shown.
    pub python: Snippet,
    /// snippet.py as it is in the file.
    pub python_source: String,
    /// Its Rust twin, if there is a snippet.rs; without one the Python program itself is what runs.
    pub twin: Option<Twin>,
    /// The manifest's variants, each with its program's text, in the same order.
    pub variants: Vec<(Variant, String)>,
    /// The text of each language of the list: zh.md and the others, in its order.
    pub texts: Vec<(Lang, String)>,
}

/// The Rust twin of a lesson's program.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// snippet.rs as it is shown.
    pub rust: Snippet,
    /// snippet.rs as it is in the file.
    pub source: String,
}

/// The name of the twin's file.
const TWIN: &str = "snippet.rs";

/// The folders below `root`, by name.
///
/// # Errors
/// When `root` cannot be read.
pub fn find(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '_']);
        if entry.file_type()?.is_dir() && !hidden {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}

/// Lessons that are to stand beside each other, by the names of their folders in messages.
#[derive(Debug, Default)]
pub struct Folders {
    slugs: BTreeMap<String, (String, usize)>,
    orders: BTreeMap<u32, (String, usize)>,
}

impl Folders {
    /// Adds a lesson and says what it has in common with one before that it must not.
    pub fn add(&mut self, file: &str, manifest: &Manifest) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut twice = |line, what: String, other: Option<(String, usize)>| {
            if let Some((file_before, line_before)) = other {
                problems.push(Problem::new(
                    file,
                    line,
                    format!("{what} is taken by {file_before}:{line_before}; choose another"),
                ));
            }
        };
        let (slug, order) = (&manifest.slug, manifest.order);
        let before = self.slugs.insert(slug.clone(), (file.to_owned(), manifest.slug_line));
        twice(manifest.slug_line, format!("slug \"{slug}\""), before);
        let before = self.orders.insert(order, (file.to_owned(), manifest.order_line));
        twice(manifest.order_line, format!("order {order}"), before);
        problems
    }
}

impl Folder {
    /// Reads the folder at `path`; `name` is its name in messages.
    ///
    /// # Errors
    /// Every mistake in its files, their text apart.
    pub fn read(path: &Path, name: &str) -> Result<Folder, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut file = |file: &str| match fs::read_to_string(path.join(file)) {
            Ok(source) => Some(source),
            Err(error) => {
                let message = match error.kind() {
                    io::ErrorKind::NotFound => {
                        let texts: String = Lang::ALL.iter().map(|lang| format!("{}.md, ", lang.code())).collect();
                        format!("{file} is missing; a lesson has lesson.toml, {texts}snippet.py and perhaps {TWIN}")
                    }
                    _ => format!("{file} cannot be read: {error}"),
                };
                problems.push(Problem::new(name, 0, message));
                None
            }
        };
        let (manifest, python_source) = (file("lesson.toml"), file("snippet.py"));
        let twin_source = path.join(TWIN).exists().then(|| file(TWIN));
        let texts: Vec<_> =
            Lang::ALL.into_iter().filter_map(|lang| Some((lang, file(&format!("{}.md", lang.code()))?))).collect();

        let manifest =
            manifest.and_then(|source| kept(&mut problems, Manifest::parse(&format!("{name}/lesson.toml"), &source)));
        let mut snippet = |source: &Option<String>, file: &str, language| {
            kept(&mut problems, Snippet::parse(&format!("{name}/{file}"), source.as_deref()?, language))
        };
        let python = snippet(&python_source, "snippet.py", Language::Python);
        // `None` when there is none, `Some(None)` when there is one with mistakes.
        let twin =
            twin_source.map(|source| Some(Twin { rust: snippet(&source, TWIN, Language::Rust)?, source: source? }));
        if let (Some(python), Some(Some(twin))) = (&python, &twin) {
            problems.extend(regions_differ(name, python, &twin.rust));
        }
        problems.extend(stray(path, name));
        if let Some(manifest) = &manifest {
            problems.extend(name_differs(name, path, manifest));
        }
        if let (Some(manifest), Some(python)) = (&manifest, &python) {
            let (toml, py) = (format!("{name}/lesson.toml"), format!("{name}/snippet.py"));
            problems.extend(params_differ(&toml, &py, &manifest.params, python));
            problems.extend(unknown_regions(name, manifest, python));
        }
        let mut variants = Vec::new();
        for variant in manifest.iter().flat_map(|manifest| &manifest.variants) {
            match fs::read_to_string(path.join(format!("{}.py", variant.name))) {
                Ok(source) => variants.push((variant.clone(), source)),
                Err(error) => {
                    let message =
                        format!("{}.py cannot be read: {error}; write it, or drop its [[variant]]", variant.name);
                    problems.push(Problem::new(&format!("{name}/lesson.toml"), variant.line, message));
                }
            }
        }
        match (manifest, python, python_source) {
            (Some(manifest), Some(python), Some(python_source)) if problems.is_empty() => Ok(Folder {
                name: name.to_owned(),
                manifest,
                python,
                python_source,
                twin: twin.flatten(),
                variants,
                texts,
            }),
            _ => Err(problems),
        }
    }
}

fn kept<T>(problems: &mut Vec<Problem>, result: Result<T, Vec<Problem>>) -> Option<T> {
    result.map_err(|more| problems.extend(more)).ok()
}

/// Rust files that are no twin: whether there is one is known by its name alone.
fn stray(path: &Path, name: &str) -> Vec<Problem> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    let stray = files.into_iter().filter(|file| file.ends_with(".rs") && file != TWIN);
    let message = format!("a lesson's only Rust file is its twin; call it {TWIN}, or drop it");
    stray.map(|file| Problem::new(&format!("{name}/{file}"), 0, message.clone())).collect()
}

fn name_differs(name: &str, path: &Path, manifest: &Manifest) -> Option<Problem> {
    let wanted = format!("{:02}-{}", manifest.order, manifest.slug);
    let found = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    (found != wanted).then(|| {
        let message =
            format!("the folder of slug \"{}\" and order {} must be called {wanted}", manifest.slug, manifest.order);
        Problem::new(&format!("{name}/lesson.toml"), manifest.slug_line, message)
    })
}

fn regions_differ(name: &str, python: &Snippet, rust: &Snippet) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (here, there, file, other) in
        [(python, rust, "snippet.py", "snippet.rs"), (rust, python, "snippet.rs", "snippet.py")]
    {
        for (region, at) in here.regions.iter().filter(|(region, _)| !there.regions.contains_key(*region)) {
            let message = format!("region \"{region}\" is not in {other}; mark its counterpart there");
            problems.push(Problem::new(&format!("{name}/{file}"), at.file_line, message));
        }
    }
    problems
}

/// Parameters that are not the same in the file that declares them and in the program.
pub(crate) fn params_differ(declared: &str, program: &str, params: &[Declared], python: &Snippet) -> Vec<Problem> {
    let base = |file: &str| file.rsplit('/').next().unwrap_or_default().to_owned();
    let (declared_in, program_in) = (base(declared), base(program));
    let mut problems = Vec::new();
    for Declared { param, line: declared_line } in params {
        let wanted = format!("{} = {}  # @param", param.name, param.kind.default());
        let Some((line, span)) = python.param(&param.name) else {
            let message =
                format!("parameter \"{}\" is not in {program_in}; write `{wanted}` at its top level", param.name);
            problems.push(Problem::new(declared, *declared_line, message));
            continue;
        };
        if line.text[span.start..span.end] != param.kind.default().to_string() {
            let message = format!("the literal must be the default of {declared_in}: `{wanted}`");
            problems.push(Problem::new(program, line.file_line, message));
        }
    }
    for (line, span) in python.params() {
        let names = params.iter().map(|declared| declared.param.name.as_str());
        if names.clone().all(|known| known != span.name) {
            let hint = did_you_mean(&span.name, "Parameters", names);
            let message = format!("parameter \"{}\" is not in {declared_in}{hint}", span.name);
            problems.push(Problem::new(program, line.file_line, message));
        }
    }
    problems
}

fn unknown_regions(name: &str, manifest: &Manifest, python: &Snippet) -> Vec<Problem> {
    let unknown = |moment: &crate::Moment| {
        let region = moment.region.as_ref().filter(|region| !python.regions.contains_key(*region))?;
        let hint = did_you_mean(region, "Regions", python.regions.keys().map(String::as_str));
        let message = format!("unknown region \"{region}\" in moment \"{}\"{hint}", moment.name);
        Some(Problem::new(&format!("{name}/lesson.toml"), moment.region_line, message))
    };
    manifest.moments.iter().filter_map(unknown).collect()
}
