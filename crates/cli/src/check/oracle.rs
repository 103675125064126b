//! Python as the judge: runs lessons' Python programs under a virtual clock.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

use loopscope_python::Version;
use loopscope_site::digest;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

const SCRIPT: &str = include_str!("oracle.py");

/// The versions whose asyncio the lessons follow.
const VERSIONS: std::ops::RangeInclusive<u32> = 11..=15;

/// Who says what Python does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Oracle {
    /// A Python that is there, by its program.
    Python(String),
    /// What one said, in a file that [`record`] has written.
    Recorded(PathBuf),
}

/// A program to run.
#[derive(Serialize)]
pub(crate) struct Request<'a> {
    pub(crate) source: &'a str,
    /// Literals by parameter.
    pub(crate) values: serde_json::Map<String, serde_json::Value>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    /// It ended without an error.
    pub(crate) ok: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// How far its clock went.
    pub(crate) seconds: f64,
}

/// What was recorded: the runs by their programs' digests.
#[derive(Serialize, Deserialize)]
struct Recording {
    version: [u32; 3],
    runs: BTreeMap<String, Run>,
}

#[derive(Deserialize)]
struct Answer {
    version: [u32; 3],
    runs: Vec<Run>,
}

/// Which Python an answer is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Release([u32; 3]);

impl Release {
    /// The version that the engine can be, if it can be this one.
    pub(crate) fn version(self) -> Option<Version> {
        let [_, minor, _] = self.0;
        Version::ALL.into_iter().find(|version| u32::from(version.minor()) == minor)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl Oracle {
    /// What it says of the programs: which Python it is, and a run for each.
    pub(crate) fn ask(&self, requests: &[Request<'_>]) -> Result<(Release, Vec<Run>), Failure> {
        match self {
            Oracle::Python(python) => ask(python, requests),
            Oracle::Recorded(file) => look_up(file, requests),
        }
    }
}

/// What stands for a program and its values in a recording.
fn key(request: &Request<'_>) -> String {
    // What cannot be written has no recording.
    digest(&serde_json::to_vec(request).unwrap_or_default())
}

/// Writes down what the oracle says, for machines that have not got that Python.
pub(crate) fn record(oracle: &Oracle, requests: &[Request<'_>], file: &Path) -> Result<(), Failure> {
    let (Release(version), runs) = oracle.ask(requests)?;
    let runs = requests.iter().map(key).zip(runs).collect();
    let failed = |error: &dyn fmt::Display| Failure::run(format!("{} cannot be written: {error}", file.display()));
    let json = serde_json::to_string_pretty(&Recording { version, runs }).map_err(|error| failed(&error))?;
    fs::write(file, json + "\n").map_err(|error| failed(&error))
}

fn look_up(file: &Path, requests: &[Request<'_>]) -> Result<(Release, Vec<Run>), Failure> {
    let name = file.display();
    let remedy = "record it with --python PROGRAM --record FILE";
    let json = fs::read(file).map_err(|error| Failure::run(format!("{name} cannot be read: {error}; {remedy}")))?;
    let recording: Recording = serde_json::from_slice(&json)
        .map_err(|error| Failure::run(format!("{name} is no recording: {error}; {remedy}")))?;
    let found = |request: &Request<'_>| {
        let missing = || {
            let line = request.source.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            Failure::run(format!("{name} does not know the program that begins with {line:?}, as it is now; {remedy}"))
        };
        recording.runs.get(&key(request)).cloned().ok_or_else(missing)
    };
    let runs = requests.iter().map(found).collect::<Result<_, _>>()?;
    Ok((Release(recording.version), runs))
}

/// Runs the programs; the answer has Python's version and a run for each.
fn ask(python: &str, requests: &[Request<'_>]) -> Result<(Release, Vec<Run>), Failure> {
    let remedy = "the lessons are compared with Python 3.11 to 3.15: install it, name it with --python, or leave the comparison out with --no-python";
    let failed = |what: String| Failure::run(format!("{what}; {remedy}"));
    let child = Command::new(python)
        // Not -I: a Python may need its environment to find its library.
        .args(["-s", "-P", "-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(failed(format!("{python} was not found"))),
        Err(error) => return Err(failed(format!("{python} could not be started: {error}"))),
    };
    let json = serde_json::to_vec(requests).map_err(|error| failed(format!("the programs cannot be sent: {error}")))?;
    // A process that ends without reading says why on its standard error.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(&json));
    let output = child.wait_with_output().map_err(|error| failed(format!("{python} did not answer: {error}")))?;
    let answer: Answer = serde_json::from_slice(&output.stdout).map_err(|_| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let last = stderr.lines().last().unwrap_or("it said nothing");
        failed(format!("{python} did not answer: {last}"))
    })?;
    let release = Release(answer.version);
    let [major, minor, _] = answer.version;
    if major != 3 || !VERSIONS.contains(&minor) {
        return Err(failed(format!("{python} is Python {release}")));
    }
    Ok((release, answer.runs))
}
