//! `loopscope compare`: the same Python file under two Pythons, or two files, run in virtual time and put side by side.

use std::fmt::Write as _;
use std::io::{self, Write};

use loopscope_executor::text;
use loopscope_executor::trace::{Stream, Trace};
use loopscope_protocol::Outcome;
use loopscope_python::Version;
use loopscope_strings::Lang;
use loopscope_view::{Alignment, Pair, Scope, align, alignment_words};
use serde_json::json;

use crate::failure::Failure;
use crate::python_file::{self, Manner};

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A sentence on the first difference, what was printed, and both traces side by side.
    Text,
    /// The same as JSON.
    Json,
}

/// A run, and what it is called.
struct Side {
    name: String,
    scope: Scope,
    outcome: Outcome,
}

fn side(name: String, file: &str, version: Version) -> Result<Side, Failure> {
    let (trace, outcome) = python_file::traced(file, Manner::of(version))?;
    Ok(Side { name, scope: Scope::new(trace), outcome })
}

/// Compares what these do: one file under two versions, or two files under one.
pub(crate) fn compare(files: &[String], versions: &[Version], format: Format, lang: Lang) -> Result<(), Failure> {
    if let Some(other) = files.iter().find(|file| !python_file::is_python(file)) {
        return Err(Failure::usage(format!("compare takes Python files, and {other} is none")));
    }
    let (one, other) = match (files, versions) {
        ([file], [one, other]) if one != other => {
            let named = |version: &Version| side(format!("Python {version}"), file, *version);
            (named(one)?, named(other)?)
        }
        ([one, other], [] | [_]) => {
            let version = versions.first().copied().unwrap_or_default();
            (side(one.clone(), one, version)?, side(other.clone(), other, version)?)
        }
        _ => {
            return Err(Failure::usage(
                "compare takes one file and two versions (FILE --python 3.11,3.14), or two files (FILE OTHER, perhaps with one --python)",
            ));
        }
    };
    let alignment = align(&one.scope, &other.scope, files.len() == 1);
    let out = match format {
        Format::Text => as_text(&one, &other, &alignment, lang),
        Format::Json => as_json(&one, &other, &alignment, lang),
    };
    // Nothing is to be done about a reader that has gone.
    let _ = io::stdout().lock().write_all(out.as_bytes());
    Ok(())
}

fn words(one: &Side, other: &Side, alignment: &Alignment, lang: Lang) -> String {
    alignment_words(lang, [&one.scope, &other.scope], [&one.name, &other.name], alignment)
}

fn as_text(one: &Side, other: &Side, alignment: &Alignment, lang: Lang) -> String {
    let mut out = format!("{}\n\n", words(one, other, alignment, lang));
    let _ = writeln!(out, "- {}: {}\n+ {}: {}\n", one.name, ended(one), other.name, ended(other));
    for line in &alignment.printed {
        let stream = if line.stream == Stream::Stderr { "!" } else { "|" };
        let _ = writeln!(out, "{} {stream} {}", mark(line.one, line.other), line.text);
    }
    out.push('\n');
    for pair in &alignment.pairs {
        let number = |seq: Option<u32>| seq.map_or(String::new(), |seq| seq.to_string());
        let told = |scope: &Scope, seq: Option<u32>| seq.and_then(|seq| row(scope.trace(), seq));
        let text = told(&other.scope, pair.other).or_else(|| told(&one.scope, pair.one)).unwrap_or_default();
        let sign = mark(pair.one.is_some(), pair.other.is_some());
        let _ = writeln!(out, "{sign} {:>5} {:>5}  {text}", number(pair.one), number(pair.other));
    }
    out
}

/// A record in a line.
fn row(trace: &Trace, seq: u32) -> Option<String> {
    let record = trace.records.get(seq as usize)?;
    let line = if record.line > 0 { format!("line {}", record.line) } else { String::new() };
    Some(format!("{:>8} {:<9} {}", format!("{:.3}", record.time.as_secs_f64()), line, text::what(trace, record)))
}

const fn mark(one: bool, other: bool) -> &'static str {
    match (one, other) {
        (true, false) => "-",
        (false, true) => "+",
        _ => " ",
    }
}

fn ended(side: &Side) -> String {
    let how = match &side.outcome {
        Outcome::Finished => "finished".to_owned(),
        Outcome::Failed(error) => error.clone(),
        Outcome::Limited(limit) => format!("stopped at a limit: {limit}"),
        Outcome::Deadlocked(waiters) => format!("waits for ever: {}", waiters.join("; ")),
        other => format!("{other:?}"),
    };
    format!("{} records, {:.3} s; {how}", side.scope.len(), side.scope.end().as_secs_f64())
}

fn as_json(one: &Side, other: &Side, alignment: &Alignment, lang: Lang) -> String {
    let (here, there) = alignment.first_difference();
    let pair = |pair: &Pair| json!([pair.one, pair.other]);
    let side = |side: &Side| json!({ "name": side.name, "records": side.scope.len(), "ended": ended(side) });
    let printed = alignment.printed.iter().map(|line| {
        let stream = if line.stream == Stream::Stderr { "stderr" } else { "stdout" };
        json!({ "stream": stream, "text": line.text, "one": line.one, "other": line.other })
    });
    let whole = json!({
        "same": alignment.is_same(),
        "words": words(one, other, alignment, lang),
        "one": side(one),
        "other": side(other),
        "first": [here, there],
        "printed": printed.collect::<Vec<_>>(),
        "pairs": alignment.pairs.iter().map(pair).collect::<Vec<_>>(),
    });
    format!("{whole}\n")
}
