//! The default run of a lesson, or of a program of the playground, in virtual time: what its static page, posters and cards
//! show. Where the Python engine makes it, the page has it as a recording beside it.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::Trace;
use loopscope_lessons::author::{Authored, Course, Playground, PythonProgram};
use loopscope_protocol::{Epoch, Outcome, Program, Recording};
use loopscope_version::Version;
use loopscope_view::Scope;

use crate::digest;
use crate::failure::Failure;

/// A program that the Python engine runs, as it stands on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageProgram {
    /// Its file's name in messages.
    pub file: String,
    /// Its text.
    pub source: String,
    /// Which Python it is run as.
    pub version: Version,
}

impl From<PythonProgram<'_>> for PageProgram {
    fn from(program: PythonProgram<'_>) -> Self {
        PageProgram { file: program.file(), source: program.shown.editable(), version: program.version }
    }
}

/// Who runs the programs that the Python engine runs.
pub trait Recorder {
    /// Their runs, in their order. `None` of one that nobody has run yet: its page has no picture of it, and asks its reader's engine.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn record(&self, programs: Vec<PageProgram>) -> Result<Vec<Option<Recording>>, Failure>;
}

/// The run of a program as it stands.
pub(crate) struct DefaultRun {
    pub(crate) scope: Scope,
    /// The run as the engine would tell it, where the page cannot make it by itself.
    pub(crate) recording: Option<Vec<u8>>,
}

/// All of them.
pub(crate) struct Runs {
    /// The lessons', in the course's order.
    pub(crate) lessons: Vec<DefaultRun>,
    /// The playground's, in its order.
    pub(crate) programs: Vec<DefaultRun>,
}

impl Runs {
    pub(crate) fn of(
        course: &Course,
        playground: Option<&Playground>,
        recorder: &dyn Recorder,
    ) -> Result<Runs, Failure> {
        let of_lessons = course.lessons.iter().filter_map(Authored::python_program);
        let programs: Vec<PageProgram> =
            of_lessons.chain(playground.into_iter().flat_map(Playground::python_programs)).map(Into::into).collect();
        let files: Vec<_> = programs.iter().map(|program| program.file.clone()).collect();
        let mut recorded = files.into_iter().zip(recorder.record(programs)?);
        let mut next = |name: &str| {
            let (file, run) =
                recorded.next().ok_or_else(|| Failure::run(format!("{name}: its program was not run")))?;
            DefaultRun::recorded(&file, run).map_err(Failure::run)
        };
        let lesson = |lesson: &Authored| match lesson.folder.twin {
            Some(_) => DefaultRun::of_twin(&lesson.folder.manifest.slug).map_err(Failure::run),
            None => next(&lesson.folder.name),
        };
        let lessons = course.lessons.iter().map(lesson).collect::<Result<_, _>>()?;
        let programs = playground.into_iter().flat_map(|playground| &playground.programs);
        let programs = programs.map(|program| next(&program.name)).collect::<Result<_, _>>()?;
        Ok(Runs { lessons, programs })
    }
}

impl DefaultRun {
    /// The run of the twin of the lesson with this slug.
    fn of_twin(slug: &str) -> Result<DefaultRun, String> {
        let program =
            Program { lesson: slug.to_owned(), params: Vec::new(), epoch: Epoch::default(), interventions: Vec::new() };
        let finished = run_virtual(&program, LIMITS)
            .map_err(|error| format!("the lesson {slug}: its page shows its program's run, and {error}"))?;
        Ok(DefaultRun { scope: Scope::new(finished.trace), recording: None })
    }

    /// A run that the Python engine has made, if it has.
    fn recorded(file: &str, run: Option<Recording>) -> Result<DefaultRun, String> {
        let Some(run) = run else { return Ok(DefaultRun { scope: Scope::default(), recording: None }) };
        if run.outcome != Outcome::Finished {
            return Err(format!(
                "{file}: its page shows its run, which does not end well; `loopscope run {file}` says why"
            ));
        }
        let recording = Some(run.to_file());
        let mut trace = Trace::default();
        trace.append(run.chunk);
        Ok(DefaultRun { scope: Scope::new(trace), recording })
    }

    /// The name of the file with the recording, which lies beside the page; `None` when there is none.
    pub(crate) fn recording_file(&self) -> Option<String> {
        self.recording.as_ref().map(|bytes| format!("run-{}.bin", digest(bytes)))
    }
}
