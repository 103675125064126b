//! `loopscope`: run, trace, draw, check and begin lessons; build and serve the static site.
//!
//! Exit codes: 0 done; 1 the program ended with an error, or something is wrong with the lessons; 2 called wrongly; 124 stopped at a
//! limit of the call's, 130 by Ctrl-C, 141 because nobody reads what it prints. A Python program has its own.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use loopscope_lessons::nearest::did_you_mean;
use loopscope_site::{ServeArguments, SiteArguments, say};
use loopscope_strings::Lang;

mod check;
mod compare;
mod drawing;
mod encoding;
mod failure;
mod gif;
mod intervention;
mod lesson_program;
mod new;
mod python_file;
mod recorder;
mod run;
mod stop;
mod svg;
mod trace;

use check::oracle::Oracle;
use drawing::Drawing;
use failure::Failure;
use python_file::Manner;
use recorder::Native;

/// Run, trace, draw, check and begin Loopscope's lessons; build and serve the static site.
#[derive(Parser)]
#[command(name = "loopscope", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print what a lesson's program prints, or what a Python file does.
    Run {
        /// The lesson: its name or its number; or a Python file.
        lesson: String,
        /// What the Python file gets in sys.argv, after --.
        #[arg(last = true)]
        args: Vec<String>,
        /// A parameter's value, as in --param delay=0.5; may be given again for another parameter.
        #[arg(long = "param", value_name = "NAME=VALUE")]
        params: Vec<String>,
        /// What you do while it runs, as in --intervene 12:cancel=Task-2: at record 12 of the trace so far; or raise=Task-2,
        /// raise=Task-2:message, block=1 (seconds), next=Task-3, next=callback-1. May be given again.
        #[arg(long = "intervene", alias = "deed", value_name = "RECORD:WHAT")]
        interventions: Vec<String>,
        /// Let real time pass instead of virtual time.
        #[arg(long)]
        real: bool,
        /// Stop a Python file's program after so many seconds of real time, with exit code 124.
        #[arg(long, value_name = "SECONDS")]
        limit_time: Option<f64>,
        /// Stop a Python file's program after so many steps of tasks and callbacks, with exit code 124.
        #[arg(long, value_name = "N")]
        limit_steps: Option<u64>,
        #[command(flatten)]
        manner: Manner,
    },
    /// Print everything that the loop does while a lesson's program, or a Python file, runs in virtual time.
    Trace {
        /// The lesson: its name or its number; or a Python file.
        lesson: String,
        /// A parameter's value, as in --param delay=0.5; may be given again for another parameter.
        #[arg(long = "param", value_name = "NAME=VALUE")]
        params: Vec<String>,
        /// What you do while it runs, as in --intervene 12:cancel=Task-2: at record 12 of the trace so far; or raise=Task-2,
        /// raise=Task-2:message, block=1 (seconds), next=Task-3, next=callback-1. May be given again.
        #[arg(long = "intervene", alias = "deed", value_name = "RECORD:WHAT")]
        interventions: Vec<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value = "text")]
        format: trace::Format,
        /// Print the variables of a Python file's program right after this record instead.
        #[arg(long, value_name = "RECORD")]
        locals: Option<u32>,
        #[command(flatten)]
        manner: Manner,
        /// The language of the words in --format perfetto.
        #[arg(long, value_parser = languages(), default_value = Lang::DEFAULT.code())]
        lang: Lang,
    },
    /// Draw the timeline of a lesson's program, or of a Python file, as a picture (SVG).
    Svg {
        #[command(flatten)]
        drawing: Drawing,
        /// Its colours; auto follows the reader's scheme.
        #[arg(long, value_enum, default_value = "auto")]
        theme: svg::Colours,
        /// Let it play by itself, again and again, without a script: a line goes along the axis, what comes is pale, and what is printed
        /// appears.
        #[arg(long)]
        animate: bool,
        /// How many times as fast as the loop's time it plays; it takes 3 seconds at least and 20 at most.
        #[arg(long, value_name = "N", value_parser = drawing::speed)]
        speed: Option<f64>,
    },
    /// Play the run of a lesson's program, or of a Python file, as an animated picture (GIF) for what takes nothing else.
    Gif {
        #[command(flatten)]
        drawing: Drawing,
        /// Its colours: light or dark.
        #[arg(long, value_enum, default_value = "light")]
        theme: svg::Colours,
        /// How wide it is, in pixels; from 800 on its letters are twice as large, and the width is even.
        #[arg(long, value_name = "PX", value_parser = gif::width, default_value_t = loopscope_pictures::WIDTH)]
        width: u32,
        /// How many times as fast as the loop's time it plays; it takes 3 seconds at least and 20 at most.
        #[arg(long, value_name = "N", value_parser = drawing::speed, default_value = "1")]
        speed: f64,
    },
    /// Put two runs side by side: a Python file under two Pythons, or two files.
    Compare {
        /// The Python file, or two.
        #[arg(required = true, num_args = 1..=2)]
        files: Vec<String>,
        /// Which Pythons: two for one file, as in --python 3.11,3.14; at most one for two files.
        #[arg(long = "python", value_name = "VERSION", value_delimiter = ',')]
        versions: Vec<loopscope_python::Version>,
        /// How to write it.
        #[arg(long, value_enum, default_value = "text")]
        format: compare::Format,
        /// The language of the sentence on the first difference.
        #[arg(long, value_parser = languages(), default_value = Lang::DEFAULT.code())]
        lang: Lang,
    },
    /// Prove that the lessons are right: complete, within their limits, and printing what Python prints.
    Check {
        /// The folder of the lessons.
        #[arg(default_value = "lessons")]
        dir: PathBuf,
        /// The folder of the playground, whose programs are checked too.
        #[arg(long, value_name = "DIR")]
        playground: Option<PathBuf>,
        /// The Python to compare with, 3.11 to 3.15; may be given again for another. Without it: python3.
        #[arg(long, value_name = "PROGRAM")]
        python: Vec<String>,
        /// Compare with what a Python said that is not here, as --record has written it down.
        #[arg(long, value_name = "FILE")]
        recorded: Vec<PathBuf>,
        /// Write down what the Python says instead of comparing.
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
        /// Do not compare with Python.
        #[arg(long)]
        no_python: bool,
    },
    /// Make what an author begins with.
    New {
        /// What.
        #[command(subcommand)]
        what: New,
    },
    /// Write the static pages.
    Site(SiteArguments),
    /// Serve the site to its author on this machine; pages reload when a file changes.
    Serve(ServeArguments),
}

#[derive(Subcommand)]
enum New {
    /// A lesson: a folder with a small program and texts, which check passes as it is.
    Lesson {
        /// Its name in addresses: a-z, 0-9 and -.
        slug: String,
        /// The folder of the lessons.
        #[arg(long = "in", value_name = "DIR", default_value = "lessons")]
        dir: PathBuf,
    },
}

/// The languages of what is written, by their codes.
fn languages() -> impl TypedValueParser<Value = Lang> {
    let known = |code: String| Lang::from_code(&code).ok_or("it is none of the languages");
    PossibleValuesParser::new(Lang::ALL.map(Lang::code)).try_map(known)
}

fn main() -> ExitCode {
    let result = match Arguments::try_parse() {
        Ok(Arguments { command }) => carry_out(command),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // Nothing is to be done about a closed standard output.
            let _ = write!(io::stdout(), "{error}");
            return ExitCode::SUCCESS;
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Err(Failure::usage(format!("a command is missing. Commands are {}", commands().join(", "))))
        }
        Err(error) => Err(Failure::usage(unknown_command(&error).unwrap_or_else(|| one_line(&error.to_string())))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            for line in &failure.lines {
                let _ = writeln!(io::stderr(), "{line}");
            }
            failure.exit_code()
        }
    }
}

fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run { lesson, args, params, interventions, real, limit_time, limit_steps, manner } => {
            if python_file::is_python(&lesson) {
                python_file::no_lesson_options(&params, &interventions)?;
                return python_file::run(&lesson, &args, real, limit_time, limit_steps, manner);
            }
            if limit_time.is_some() || limit_steps.is_some() {
                return Err(Failure::usage(
                    "--limit-time and --limit-steps are for Python files; lessons end by themselves",
                ));
            }
            if !args.is_empty() {
                return Err(Failure::usage("what follows -- is for a Python file; a lesson takes --param NAME=VALUE"));
            }
            manner.not_for_lessons()?;
            run::run(&lesson, &params, &interventions, real)
        }
        Command::Trace { lesson, params, interventions, format, locals, manner, lang } => {
            trace::trace(&lesson, &params, &interventions, format, locals, manner, lang)
        }
        Command::Svg { drawing, theme, animate, speed } => svg::svg(&drawing, theme, animate, speed),
        Command::Gif { drawing, theme, width, speed } => gif::gif(&drawing, theme, width, speed),
        Command::Compare { files, versions, format, lang } => compare::compare(&files, &versions, format, lang),
        Command::Check { dir, playground, mut python, recorded, record, no_python } => {
            if python.is_empty() && recorded.is_empty() && !no_python {
                python.push("python3".to_owned());
            }
            let mut oracles: Vec<_> = python.into_iter().map(Oracle::Python).collect();
            oracles.extend(recorded.into_iter().map(Oracle::Recorded));
            match (record, oracles.as_slice()) {
                (None, oracles) => check::check(&dir, playground.as_deref(), oracles),
                (Some(file), [oracle]) => check::record(&dir, playground.as_deref(), oracle, &file),
                (Some(_), _) => Err(Failure::usage("--record takes one --python")),
            }
        }
        Command::New { what: New::Lesson { slug, dir } } => new::lesson(&slug, &dir),
        Command::Site(arguments) => Ok(arguments.carry_out(&Native)?),
        Command::Serve(arguments) => Ok(arguments.carry_out(Vec::new(), &Native)?),
    }
}

fn commands() -> Vec<String> {
    Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// The line about an unknown command. The argument parser's own suggestions leave out short names.
fn unknown_command(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let commands = commands();
    let hint = did_you_mean(given, "Commands", commands.iter().map(String::as_str));
    Some(format!("there is no command \"{given}\"{hint}"))
}

/// What the argument parser says, in one line: the error and its tips, without the summary of the usage.
fn one_line(message: &str) -> String {
    let told =
        message.split("Usage:").next().unwrap_or_default().split("For more information").next().unwrap_or_default();
    // Of several tips each is a part of its own.
    let told = told.replace("\n  tip: ", "\n\n  tip: ");
    let parts: Vec<_> = told
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_start_matches("error: ").trim_start_matches("tip: ").to_owned())
        .collect();
    format!("{} (loopscope --help says more)", parts.join("; "))
}
