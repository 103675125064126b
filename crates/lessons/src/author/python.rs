//! Programs that the Python engine runs: those of the lessons without a twin, and those of the playground. What records them for
//! their pages and what compares them with CPython takes both alike.

use loopscope_lesson_format::{Declared, Snippet};
use loopscope_version::Version;

use super::{Authored, Playground};

/// A Python program that is run as it stands.
#[derive(Clone, Copy, Debug)]
pub struct PythonProgram<'a> {
    folder: &'a str,
    name: &'a str,
    /// The program as it is shown.
    pub shown: &'a Snippet,
    /// The program as it is in its file.
    pub source: &'a str,
    /// Which Python it is run as.
    pub version: Version,
    /// Its parameters.
    pub params: &'a [Declared],
}

impl PythonProgram<'_> {
    /// Its file's name in messages.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}/{}.py", self.folder, self.name)
    }
}

impl Authored {
    /// Its program, if that runs by itself; `None` for a lesson whose twin runs.
    #[must_use]
    pub fn python_program(&self) -> Option<PythonProgram<'_>> {
        let folder = &self.folder;
        folder.twin.is_none().then(|| PythonProgram {
            folder: &folder.name,
            name: "snippet",
            shown: &folder.python,
            source: &folder.python_source,
            version: folder.manifest.python,
            params: &folder.manifest.params,
        })
    }
}

impl Playground {
    /// Its programs, in their order.
    pub fn python_programs(&self) -> impl Iterator<Item = PythonProgram<'_>> {
        self.programs.iter().map(|program| PythonProgram {
            folder: &self.name,
            name: &program.name,
            shown: &program.python,
            source: &program.source,
            version: program.version,
            params: &program.params,
        })
    }
}
