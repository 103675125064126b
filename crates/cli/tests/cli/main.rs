//! The program `loopscope` as its users call it.

mod calls;
mod check;
mod check_playground;
mod check_python;
#[path = "../common/mod.rs"]
mod common;
mod interventions;
mod pictures;
mod traces;

use std::fs;
use std::path::{Path, PathBuf};

use common::loopscope;

/// How many lessons there are.
fn count() -> usize {
    fs::read_dir(lessons()).expect("the lessons").count()
}

fn lessons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons")
}

/// The one line that a wrong call is answered with.
fn usage(arguments: &[&str]) -> String {
    let answer = loopscope(arguments);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{}", answer.stderr);
    assert_eq!(answer.stderr.lines().count(), 1, "{}", answer.stderr);
    answer.stderr.trim_end().to_owned()
}

/// Replaces texts in files of a folder: (file, old, new).
fn replace(folder: &Path, changes: &[(&str, &str, &str)]) {
    for (file, old, new) in changes {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.contains(old), "{file} has no {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).expect("the file can be changed");
    }
}
