//! The default run of a lesson, or of a program of the playground, in virtual time: what its static page, posters and cards
//! show. Where the Python engine makes it, the page has it as a recording beside it.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::Trace;
use loopscope_lessons::author::{Authored, Course, Playground, PythonProgram};
use loopscope_protocol::{Epoch, Outcome, Program, Recording};
use loopscope_python::Python;
use loopscope_view::Scope;

use super::digest;
use crate::python_file::{Manner, PAGE_FILE, recorded, with_python};

/// The run of a program as it stands.
pub(crate) struct DefaultRun {
    pub(crate) scope: Scope,
    /// The run as the engine would tell it, where the page cannot make it by itself.
    pub(crate) recording: Option<Vec<u8>>,
}

impl DefaultRun {
    /// The lessons' runs, in the course's order.
    pub(crate) fn of_course(course: &Course) -> Result<Vec<DefaultRun>, String> {
        let programs = course.lessons.iter().filter_map(Authored::python_program);
        let mut recorded = DefaultRun::of_programs(programs)?.into_iter();
        let run = |lesson: &Authored| match lesson.folder.twin {
            Some(_) => DefaultRun::of_twin(&lesson.folder.manifest.slug),
            None => recorded.next().ok_or_else(|| format!("{}: its program was not run", lesson.folder.name)),
        };
        course.lessons.iter().map(run).collect()
    }

    /// The runs of the playground's programs, in their order.
    pub(crate) fn of_playground(playground: &Playground) -> Result<Vec<DefaultRun>, String> {
        DefaultRun::of_programs(playground.python_programs())
    }

    /// The run of the twin of the lesson with this slug.
    fn of_twin(slug: &str) -> Result<DefaultRun, String> {
        let program =
            Program { lesson: slug.to_owned(), params: Vec::new(), epoch: Epoch::default(), interventions: Vec::new() };
        let finished = run_virtual(&program, LIMITS)
            .map_err(|error| format!("the lesson {slug}: its page shows its program's run, and {error}"))?;
        Ok(DefaultRun { scope: Scope::new(finished.trace), recording: None })
    }

    /// The recorded runs of programs that the Python engine runs, in their order.
    fn of_programs<'a>(programs: impl Iterator<Item = PythonProgram<'a>>) -> Result<Vec<DefaultRun>, String> {
        let source =
            |program: PythonProgram<'a>| (program.file(), program.shown.editable(), Manner::of(program.version));
        let sources: Vec<_> = programs.map(source).collect();
        let run = |(file, source, manner): (String, String, Manner)| {
            let run = recorded(&Python::new(), PAGE_FILE, &source, manner);
            (file, run)
        };
        let runs = with_python(move |_| sources.into_iter().map(run).collect::<Vec<_>>())
            .map_err(|failure| failure.lines.join("; "))?;
        let run = |(file, run): (String, crate::python_file::Recorded)| {
            if run.outcome != Outcome::Finished {
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

    /// The name of the file with the recording, which lies beside the page; `None` when there is none.
    pub(crate) fn recording_file(&self) -> Option<String> {
        self.recording.as_ref().map(|bytes| format!("run-{}.bin", digest(bytes)))
    }
}
