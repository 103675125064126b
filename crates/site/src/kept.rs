//! Runs that another program has made: files of a folder, by the digests of what was run. Where no Python engine is at hand, as in
//! `loopscope-site`, pages have theirs from there.
//!
//! ```text
//!   record ──► RUNS/wanted/DIGEST.json ──► who has an engine (scripts/record-runs.mjs) ──► RUNS/DIGEST.update ──► record, once more
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use loopscope_lessons::PAGE_FILE;
use loopscope_protocol::{Epoch, Recording, Status, Update};
use serde_json::json;

use crate::failure::Failure;
use crate::run::{PageProgram, Recorder};
use crate::{digest, write};

/// The folder of what is wanted, below that of the runs.
const WANTED: &str = "wanted";

/// Runs in a folder.
#[derive(Clone, Debug)]
pub struct Kept {
    folder: PathBuf,
}

impl Kept {
    /// Those of this folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: &Path) -> Kept {
        Kept { folder: folder.to_owned() }
    }

    /// A run that is there. What is no run, or of an engine that speaks otherwise, is none.
    fn run(&self, name: &str) -> Option<Recording> {
        let bytes = fs::read(self.folder.join(format!("{name}.update"))).ok()?;
        match Update::from_bytes(&bytes) {
            Ok(Update::Progress { chunk, now, status: Status::Ended(outcome), .. }) => {
                Some(Recording { chunk, end: now, outcome })
            }
            _ => None,
        }
    }

    fn want(&self, name: &str, program: &PageProgram) -> Result<(), Failure> {
        let PageProgram { file, source, version } = program;
        let epoch = Epoch::default().unix_ms as f64 / 1000.0;
        let wanted = json!({
            "of": file, "file": PAGE_FILE, "source": source, "python": version.name(), "epoch": epoch,
        });
        let (file, wanted) = (format!("{WANTED}/{name}.json"), wanted.to_string());
        // Whoever has an engine watches for what is new.
        if fs::read(self.folder.join(&file)).is_ok_and(|asked| asked == wanted.as_bytes()) {
            return Ok(());
        }
        write(&self.folder, &file, wanted.as_bytes())
    }
}

impl Recorder for Kept {
    fn record(&self, programs: Vec<PageProgram>) -> Result<Vec<Option<Recording>>, Failure> {
        let of = |program: PageProgram| {
            let name = digest(format!("{}\n{}", program.version.name(), program.source).as_bytes());
            let run = self.run(&name);
            if run.is_none() {
                self.want(&name, &program)?;
            }
            Ok(run)
        };
        programs.into_iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use loopscope_executor::Instant;
    use loopscope_executor::trace::Chunk;
    use loopscope_protocol::Outcome;
    use loopscope_version::Version;

    use super::*;

    fn program(source: &str) -> PageProgram {
        PageProgram { file: "a.py".to_owned(), source: source.to_owned(), version: Version::default() }
    }

    #[test]
    fn what_is_not_there_is_wanted_until_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let kept = Kept::new(&folder.path().join("runs"));
        let record = || kept.record(vec![program("x = 1"), program("x = 2")]).expect("the folder can be written");
        assert_eq!(record(), [None, None]);
        let wanted: Vec<_> = fs::read_dir(kept.folder.join(WANTED)).expect("a folder").flatten().collect();
        assert_eq!(wanted.len(), 2);
        let name = digest(format!("{}\nx = 1", Version::default().name()).as_bytes());
        let asked = fs::read_to_string(kept.folder.join(format!("{WANTED}/{name}.json"))).expect("a file");
        assert!(asked.contains("\"source\":\"x = 1\""), "{asked}");
        let (end, outcome) = (Instant::from_nanos(5), Outcome::Finished);
        let update = Update::Progress {
            run: 1,
            replace: true,
            chunk: Chunk::default(),
            now: end,
            status: Status::Ended(outcome.clone()),
        };
        fs::write(kept.folder.join(format!("{name}.update")), update.to_bytes()).expect("it is written");
        assert_eq!(record(), [Some(Recording { chunk: Chunk::default(), end, outcome }), None]);
        fs::write(kept.folder.join(format!("{name}.update")), "of another build").expect("it is written");
        assert_eq!(record(), [None, None]);
    }
}
