//! Python as the judge: runs lessons' Python programs under a virtual clock.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

const SCRIPT: &str = include_str!("oracle.py");

/// The versions whose asyncio the lessons follow.
const VERSIONS: std::ops::RangeInclusive<u32> = 11..=13;

/// A program to run.
#[derive(Serialize)]
pub(crate) struct Request<'a> {
    pub(crate) source: &'a str,
    /// Literals by parameter.
    pub(crate) values: serde_json::Map<String, serde_json::Value>,
}

/// What came of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Run {
    /// It ended without an error.
    pub(crate) ok: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// How far its clock went.
    pub(crate) seconds: f64,
}

#[derive(Deserialize)]
struct Answer {
    version: [u32; 3],
    runs: Vec<Run>,
}

/// Runs the programs; the answer has Python's version and a run for each.
pub(crate) fn ask(python: &str, requests: &[Request<'_>]) -> Result<(String, Vec<Run>), Failure> {
    let remedy = "the lessons are compared with Python 3.11 to 3.13: install it, name it with --python, or leave the comparison out with --no-python";
    let failed = |what: String| Failure::run(format!("{what}; {remedy}"));
    let child = Command::new(python)
        .args(["-I", "-c", SCRIPT])
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
    let [major, minor, patch] = answer.version;
    let version = format!("{major}.{minor}.{patch}");
    if major != 3 || !VERSIONS.contains(&minor) {
        return Err(failed(format!("{python} is Python {version}")));
    }
    Ok((version, answer.runs))
}
