//! What `loopscope svg` and `loopscope gif` have in common: whose run is drawn, and what is said of the picture.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use loopscope_strings::Lang;
use loopscope_view::{Axis, Foot, Scope};

use crate::failure::Failure;
use crate::lesson_program::LessonProgram;
use crate::python_file::{self, Manner};

/// What lies along the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Along {
    /// Loop time.
    Time,
    /// Records, one step each.
    Step,
}

/// What both commands are told.
#[derive(clap::Args)]
pub(crate) struct Drawing {
    /// The lesson: its name or its number; or a Python file.
    lesson: String,
    /// A parameter's value, as in --param delay=0.5; may be given again for another parameter.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
    #[command(flatten)]
    manner: Manner,
    /// The language of the picture.
    #[arg(long, value_parser = crate::languages(), default_value = Lang::DEFAULT.code())]
    pub(crate) lang: Lang,
    /// What lies along it: loop time, or one step for each record.
    #[arg(long, value_enum, default_value = "time")]
    axis: Along,
    /// The address at its foot, with a QR code: where the run itself is.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// The file to write instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A run that is to be drawn, and how.
pub(crate) struct Subject {
    pub(crate) title: String,
    pub(crate) scope: Scope,
    pub(crate) axis: Axis,
    pub(crate) foot: Option<Foot>,
}

impl Drawing {
    /// Runs the program in virtual time.
    pub(crate) fn run(&self) -> Result<Subject, Failure> {
        let foot = self.address.as_deref().map(loopscope_pictures::foot).transpose().map_err(Failure::usage)?;
        let (title, trace) = if python_file::is_python(&self.lesson) {
            python_file::no_lesson_options(&self.params, &[])?;
            let name = Path::new(&self.lesson).file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, python_file::traced(&self.lesson, self.manner)?.0)
        } else {
            self.manner.not_for_lessons()?;
            let program = LessonProgram::read(&self.lesson, &self.params)?;
            let told = program.told(&[])?;
            let values: Vec<_> = program.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            let slug = program.lesson.slug;
            let title = if values.is_empty() { slug.to_owned() } else { format!("{slug}: {}", values.join(", ")) };
            (title, told.trace)
        };
        let axis = match self.axis {
            Along::Time => Axis::Time,
            Along::Step => Axis::Step,
        };
        Ok(Subject { title, scope: Scope::new(trace), axis, foot })
    }

    /// A terminal shows no picture's bytes.
    pub(crate) fn not_for_terminals(&self) -> Result<(), Failure> {
        if self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::usage("a GIF is no text to be shown here: name a file with -o, as in -o run.gif"));
        }
        Ok(())
    }

    /// Writes the picture where it was asked for.
    pub(crate) fn write(&self, picture: &[u8]) -> Result<(), Failure> {
        let Some(file) = &self.output else {
            // Nothing is to be done about a reader that has gone.
            let _ = io::stdout().lock().write_all(picture);
            return Ok(());
        };
        fs::write(file, picture).map_err(|error| {
            Failure::run(format!("{} cannot be written: {error}; choose another file with -o", file.display()))
        })
    }
}

/// How many times as fast a picture plays.
pub(crate) fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse::<f64>().ok().filter(|speed| speed.is_finite() && *speed > 0.0);
    speed.ok_or_else(|| "it must be a number above 0, such as 2 for twice as fast".to_owned())
}
