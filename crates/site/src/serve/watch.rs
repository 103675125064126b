//! Which files have changed, and what that asks for.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};

use super::Serving;
use super::build::{Build, is_source};
use crate::failure::Failure;

/// Changes that follow each other faster than that are one: an editor writes several files.
const TOGETHER: Duration = Duration::from_millis(60);

/// What is to be made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// The pages.
    pub(super) pages: bool,
    /// The application.
    pub(super) sources: bool,
}

impl Changed {
    /// What a change of this file asks for.
    fn of(serving: &Serving, file: &Path) -> Changed {
        let sources = serving.build.as_ref().is_some_and(|build| is_source(build, file));
        let of_pages = [Some(&serving.lessons), serving.playground.as_ref()].into_iter().flatten();
        let pages = of_pages.chain(&serving.beside).any(|folder| file.starts_with(absolute(folder)));
        Changed { pages, sources }
    }

    fn and(self, other: Changed) -> Changed {
        Changed { pages: self.pages || other.pages, sources: self.sources || other.sources }
    }

    fn is_none(self) -> bool {
        self == Changed::default()
    }
}

/// The changes to come.
pub(super) struct Changes {
    told: Receiver<DebounceEventResult>,
    serving: Serving,
    /// It watches as long as it is there.
    _watcher: Debouncer<RecommendedWatcher>,
}

/// Watches all that the site is made of.
pub(super) fn changes(serving: &Serving) -> Result<Changes, Failure> {
    let cannot = |what: &Path, error: &dyn std::fmt::Display| {
        Failure::run(format!("{} cannot be watched for changes: {error}", what.display()))
    };
    let (tell, told) = channel();
    let mut watcher = new_debouncer(TOGETHER, tell).map_err(|error| cannot(&serving.lessons, &error))?;
    let of_pages = [Some(&serving.lessons), serving.playground.as_ref()].into_iter().flatten();
    let sources = serving.build.iter().flat_map(Build::watched);
    for folder in of_pages.chain(&serving.beside).chain(sources) {
        // A folder of runs may come later, and is made by whoever writes there; here it is made to be watched.
        if serving.beside.contains(folder) {
            std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
        }
        let folder = absolute(folder);
        watcher.watcher().watch(&folder, RecursiveMode::Recursive).map_err(|error| cannot(&folder, &error))?;
    }
    Ok(Changes { told, serving: serving.clone(), _watcher: watcher })
}

impl Changes {
    /// Waits for some, and takes all that have come.
    pub(super) fn next(&self) -> Changed {
        loop {
            let Ok(first) = self.told.recv() else {
                // Nobody watches any more; what is served stays.
                std::thread::park();
                continue;
            };
            let all = std::iter::once(first).chain(self.told.try_iter()).flatten().flatten();
            let changed =
                all.map(|event| Changed::of(&self.serving, &event.path)).fold(Changed::default(), Changed::and);
            if !changed.is_none() {
                return changed;
            }
        }
    }
}

/// As a watcher names it.
pub(super) fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_place_says_what_its_change_asks_for() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = absolute(folder.path());
        for name in ["lessons", "playground", "runs", "crates"] {
            std::fs::create_dir(root.join(name)).expect("a folder");
        }
        let build = Build {
            command: PathBuf::from("true"),
            arguments: Vec::new(),
            sources: vec![root.join("crates"), root.join("Cargo.toml")],
            lessons: root.join("lessons"),
            made: root.join("app/index.html"),
        };
        let serving = Serving {
            app: root.join("app"),
            lessons: root.join("lessons"),
            playground: Some(root.join("playground")),
            beside: vec![root.join("runs")],
            port: 0,
            build: Some(build),
        };
        let of = |file: &str| {
            let Changed { pages, sources } = Changed::of(&serving, &root.join(file));
            (pages, sources)
        };
        assert_eq!(of("lessons/01-a/en.md"), (true, false));
        assert_eq!(of("lessons/01-a/snippet.rs"), (true, true), "it is compiled in");
        assert_eq!(of("playground/a.py"), (true, false));
        assert_eq!(of("runs/1.update"), (true, false));
        assert_eq!(of("crates/view/src/lib.rs"), (false, true));
        assert_eq!(of("Cargo.toml"), (false, true));
        assert_eq!(of("docs/a.md"), (false, false));
        let without = Serving { build: None, ..serving.clone() };
        assert_eq!(Changed::of(&without, &root.join("crates/view/src/lib.rs")), Changed::default());
    }
}
