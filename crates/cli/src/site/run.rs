//! The default run of a lesson, or of a program of the playground, in virtual time: what its static page, posters and cards
//! show.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::Trace;
use loopscope_lessons::author::{Example, Playground};
use loopscope_protocol::{Outcome, Recording};
use loopscope_python::Python;
use loopscope_view::Scope;

use super::digest;
use crate::lesson_program::program;
use crate::python_file::{Manner, recorded, with_python};

/// What a program of the playground is called in tracebacks.
const FILE: &str = "main.py";

/// The run of a program as it stands.
pub(crate) struct DefaultRun {
    pub(crate) scope: Scope,
    /// The run as the engine would tell it, where the page cannot make it by itself.
    pub(crate) recording: Option<Vec<u8>>,
}

impl DefaultRun {
    /// Runs the program of the lesson with this slug.
    pub(crate) fn of(slug: &str) -> Result<DefaultRun, String> {
        let of_lesson = |error: String| format!("the lesson {slug}: its page shows its program's run, and {error}");
        let (_, program) = program(slug, &[]).map_err(|failure| of_lesson(failure.lines.join("; ")))?;
        let finished = run_virtual(&program, LIMITS).map_err(of_lesson)?;
        Ok(DefaultRun { scope: Scope::new(finished.trace), recording: None })
    }

    /// Runs the playground's programs, in their order.
    pub(crate) fn of_all(playground: &Playground) -> Result<Vec<DefaultRun>, String> {
        let source = |program: &Example| (program.name.clone(), program.python.editable(), Manner::of(program.version));
        let sources: Vec<_> = playground.programs.iter().map(source).collect();
        let run = |(name, source, manner): &(String, String, Manner)| {
            (name.clone(), recorded(&Python::new(), FILE, source, *manner))
        };
        let runs = with_python(move |_| sources.iter().map(run).collect::<Vec<_>>())
            .map_err(|failure| failure.lines.join("; "))?;
        let run = |(name, run): (String, crate::python_file::Recorded)| {
            if run.outcome != Outcome::Finished {
                let file = format!("{}/{name}.py", playground.name);
                return Err(format!(
                    "{file}: its page shows its run, which does not end well; `loopscope run {file}` says why"
                ));
            }
            let mut trace = Trace::default();
            trace.append(run.chunk.clone());
            let recording = Recording { chunk: run.chunk, end: run.now, outcome: run.outcome };
            Ok(DefaultRun { scope: Scope::new(trace), recording: Some(recording.to_file()) })
        };
        runs.into_iter().map(run).collect()
    }

    /// The file with the recording, which lies beside the page.
    pub(crate) fn recording_file(&self) -> Option<String> {
        self.recording.as_ref().map(|bytes| format!("run-{}.bin", digest(bytes)))
    }
}
