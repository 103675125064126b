//! The command that builds the application, and what it may do to the program that runs it.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use std::{env, fs};

use super::watch::absolute;
use crate::failure::Failure;

/// So many lines of what a build that failed has said are shown.
const LAST: usize = 60;

/// How the application is built.
#[derive(Clone, Debug)]
pub struct Build {
    /// The program that does it.
    pub command: PathBuf,
    /// What that is told.
    pub arguments: Vec<String>,
    /// Files and folders that it is made of.
    pub sources: Vec<PathBuf>,
    /// The lessons, of which programs and tables are compiled in.
    pub lessons: PathBuf,
    /// The file whose time says when it was last done.
    pub made: PathBuf,
}

impl Build {
    /// Whether a source is younger than what was made of it.
    pub(super) fn is_due(&self) -> bool {
        let Some(made) = modified(&self.made) else { return true };
        self.sources.iter().any(|source| has_younger(source, made, &|_| true))
            || has_younger(&self.lessons, made, &is_compiled_in)
    }

    /// All that is to be watched.
    pub(super) fn watched(&self) -> impl Iterator<Item = &PathBuf> {
        self.sources.iter().chain([&self.lessons])
    }

    /// Builds; what the command says goes to standard error as it comes, and to `told`.
    pub(super) fn run(&self, told: &dyn Fn(&str)) -> Result<(), Failure> {
        let name = self.command.display();
        let cannot = |error: io::Error| Failure::run(format!("{name} cannot be run: {error}"));
        let mut child = Command::new(&self.command)
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(cannot)?;
        let mut last: Vec<String> = Vec::new();
        for line in child.stderr.take().into_iter().flat_map(|said| BufReader::new(said).split(b'\n')).flatten() {
            let line = String::from_utf8_lossy(&line).into_owned();
            // Nothing is to be done about a closed standard error.
            let _ = writeln!(io::stderr(), "{line}");
            told(&line);
            if last.len() == LAST {
                last.remove(0);
            }
            last.push(line);
        }
        if child.wait().map_err(cannot)?.success() {
            return Ok(());
        }
        Err(Failure { lines: last })
    }
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|told| told.modified()).ok()
}

/// Whether a file of the application's sources is this one.
pub(super) fn is_source(build: &Build, file: &Path) -> bool {
    build.sources.iter().any(|source| file.starts_with(absolute(source)))
        || (is_compiled_in(file) && file.starts_with(absolute(&build.lessons)))
}

/// Of a lesson's files its Rust program, and what it says of its parameters.
fn is_compiled_in(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rs" || extension == "toml")
}

fn has_younger(source: &Path, than: SystemTime, counts: &dyn Fn(&Path) -> bool) -> bool {
    match fs::read_dir(source) {
        Ok(within) => within.flatten().any(|entry| has_younger(&entry.path(), than, counts)),
        Err(_) => counts(source) && modified(source).is_some_and(|then| then > than),
    }
}

/// The program that is running, as its file was when it began.
pub(super) struct Own {
    file: Option<PathBuf>,
    then: Option<SystemTime>,
}

impl Own {
    pub(super) fn now() -> Own {
        let file = env::current_exe().ok();
        let then = file.as_deref().and_then(modified);
        Own { file, then }
    }

    /// Whether a build has brought another one.
    pub(super) fn is_old(&self) -> bool {
        self.file.as_deref().and_then(modified).is_some_and(|now| Some(now) != self.then)
    }

    /// The new one goes on in this one's place.
    pub(super) fn make_way(&self) {
        let Some(file) = &self.file else { return };
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let error = Command::new(file).args(env::args_os().skip(1)).exec();
            super::tell(&format!("{} is new and cannot be started ({error}): start this again.", file.display()));
        }
        #[cfg(not(unix))]
        super::tell(&format!("{} is new: start this again.", file.display()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(command: &str, folder: &Path) -> Build {
        let (command, made) = (PathBuf::from(command), folder.join("made"));
        Build {
            command,
            arguments: Vec::new(),
            sources: vec![folder.join("sources")],
            lessons: folder.join("lessons"),
            made,
        }
    }

    #[test]
    fn a_build_is_due_when_a_source_is_younger() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let build = build("true", folder.path());
        assert!(build.is_due(), "nothing was made");
        let at = |file: &str, seconds| {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
            let then = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            fs::File::create(&file).and_then(|it| it.set_modified(then)).expect("a file with a time");
        };
        for file in ["sources/deep/a.rs", "lessons/01-a/snippet.rs", "lessons/01-a/en.md"] {
            at(file, 10);
        }
        at("made", 20);
        assert!(!build.is_due());
        at("lessons/01-a/en.md", 30);
        assert!(!build.is_due(), "a text is compiled into nothing");
        at("lessons/01-a/snippet.rs", 30);
        assert!(build.is_due());
        at("made", 40);
        at("sources/deep/a.rs", 50);
        assert!(build.is_due());
    }

    #[cfg(unix)]
    #[test]
    fn what_a_failed_build_said_is_told() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(build("true", folder.path()).run(&|_| {}), Ok(()));
        let script = folder.path().join("script");
        fs::write(&script, "#!/bin/sh\necho 'error: no such thing' >&2\nexit 3\n").expect("a file");
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may be run");
        let failed = build(&script.display().to_string(), folder.path()).run(&|_| {}).expect_err("it failed");
        assert_eq!(failed.lines, ["error: no such thing"]);
        let absent = build("/nowhere/at/all", folder.path()).run(&|_| {}).expect_err("it is not there");
        assert!(absent.lines[0].starts_with("/nowhere/at/all cannot be run: "), "{absent}");
    }
}
