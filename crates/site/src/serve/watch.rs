//! Which files have changed, and what that asks for.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

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
        let pages = of_pages.clone().any(|folder| file.starts_with(absolute(folder)))
            // What is wanted of whoever writes there lies deeper.
            || serving.beside.iter().any(|folder| file.parent() == Some(&absolute(folder)));
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
    told: Receiver<notify::Result<Event>>,
    serving: Serving,
    /// It watches as long as it is there.
    _watcher: RecommendedWatcher,
}

/// Watches all that the site is made of.
pub(super) fn changes(serving: &Serving) -> Result<Changes, Failure> {
    let cannot = |what: &Path, error: &dyn std::fmt::Display| {
        Failure::run(format!("{} cannot be watched for changes: {error}", what.display()))
    };
    let (tell, told) = channel();
    // Links lead to what tools bring along, tens of thousands of files.
    let config = Config::default().with_follow_symlinks(false);
    let watcher = RecommendedWatcher::new(tell, config);
    let mut watcher = watcher.map_err(|error| cannot(&serving.lessons, &error))?;
    let mut watch = |folder: &Path, mode| {
        let folder = absolute(folder);
        watcher.watch(&folder, mode).map_err(|error| cannot(&folder, &error))
    };
    let of_pages = [Some(&serving.lessons), serving.playground.as_ref()].into_iter().flatten();
    for folder in of_pages.chain(serving.build.iter().flat_map(Build::watched)) {
        watch(folder, RecursiveMode::Recursive)?;
    }
    for folder in &serving.beside {
        // Whoever writes there may come later.
        std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
        watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(Changes { told, serving: serving.clone(), _watcher: watcher })
}

impl Changes {
    /// Waits for some, and takes all that have come.
    pub(super) fn next(&self) -> Changed {
        let mut changed = Changed::default();
        loop {
            let event = match (changed.is_none(), &self.told) {
                (true, told) => told.recv().ok(),
                (false, told) => told.recv_timeout(TOGETHER).ok(),
            };
            match event {
                Some(event) => changed = changed.and(self.of(event)),
                None if changed.is_none() => std::thread::park(), // Nobody watches any more; what is served stays.
                None => return changed,
            }
        }
    }

    fn of(&self, event: notify::Result<Event>) -> Changed {
        let paths = event.ok().filter(|event| is_change(event.kind)).map(|event| event.paths);
        let of = |file: PathBuf| Changed::of(&self.serving, &file);
        paths.into_iter().flatten().map(of).fold(Changed::default(), Changed::and)
    }
}

/// Whether it is one of what is in a file: reading is none, and who makes pages reads all of them.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
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
        assert_eq!(of("runs/wanted/1.json"), (false, false), "the pages have asked for it themselves");
        assert_eq!(of("crates/view/src/lib.rs"), (false, true));
        assert_eq!(of("Cargo.toml"), (false, true));
        assert_eq!(of("docs/a.md"), (false, false));
        let without = Serving { build: None, ..serving.clone() };
        assert_eq!(Changed::of(&without, &root.join("crates/view/src/lib.rs")), Changed::default());
    }
    #[test]
    fn what_is_read_is_no_change_and_what_is_written_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (lessons, runs) = (folder.path().join("lessons"), folder.path().join("runs"));
        std::fs::create_dir(&lessons).expect("a folder");
        let text = lessons.join("en.md");
        std::fs::write(&text, "1").expect("a file");
        let beside = vec![runs.clone()];
        let serving = Serving { app: "app".into(), lessons, playground: None, beside, port: 0, build: None };
        let changes = changes(&serving).expect("they can be watched");
        std::fs::read(&text).expect("it can be read");
        std::fs::create_dir(runs.join("wanted")).expect("a folder");
        let pages = Changed { pages: true, sources: false };
        // The folder itself is a change; what is in it is none.
        assert_eq!(changes.next(), pages);
        std::fs::read(&text).expect("it can be read");
        std::fs::write(runs.join("wanted/1.json"), "{}").expect("a file");
        let quiet = changes.told.recv_timeout(TOGETHER).map(|event| changes.of(event));
        assert!(quiet.is_ok_and(Changed::is_none), "that it was opened is told, and is no change");
        std::fs::write(&text, "2").expect("a file");
        assert_eq!(changes.next(), pages);
    }
}
