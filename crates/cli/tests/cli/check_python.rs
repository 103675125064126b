//! The Python that `check` compares with: missing, or another one.

#[cfg(unix)]
use std::fs;

use super::common::loopscope;
use super::lessons;

const REMEDY: &str = "the lessons are compared with Python 3.11 to 3.15: install it, name it with --python, or leave the comparison out with --no-python";

#[test]
fn check_says_when_python_is_missing_or_of_another_version() {
    let lessons = lessons();
    let lessons = lessons.to_str().expect("a path in Unicode");
    let answer = loopscope(&["check", lessons, "--python", "no-such-python"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(1), ""));
    assert_eq!(answer.stderr, format!("no-such-python was not found; {REMEDY}\n"));

    let answer = loopscope(&["check", lessons, "--no-python"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert!(answer.stdout.ends_with(" runs: not compared with Python.\n"), "{}", answer.stdout);
}

#[cfg(unix)]
#[test]
fn another_python_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let python = folder.path().join("python3");
    let says = |line: &str| {
        fs::write(&python, format!("#!/bin/sh\ncat >/dev/null\n{line}\n")).expect("a script");
        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).expect("it can be run");
        let lessons = lessons();
        let answer = loopscope(&[
            "check",
            lessons.to_str().expect("a path in Unicode"),
            "--python",
            python.to_str().expect("a path in Unicode"),
        ]);
        assert_eq!(answer.code, Some(1));
        answer.stderr.replace(python.to_str().expect("a path in Unicode"), "python3")
    };
    assert_eq!(says(r#"echo '{"version": [3, 9, 2], "runs": []}'"#), format!("python3 is Python 3.9.2; {REMEDY}\n"));
    assert_eq!(says("echo 'it is broken' >&2"), format!("python3 did not answer: it is broken; {REMEDY}\n"));
}
