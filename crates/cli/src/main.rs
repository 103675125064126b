//! `loopscope`: run, trace, draw and check lessons; build the static site.
//!
//! Exit codes: 0 done; 1 the program ended with an error, or something is wrong with the lessons; 2 called wrongly.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use loopscope_lessons::nearest::did_you_mean;
use loopscope_strings::Lang;

mod check;
mod deed;
mod failure;
mod lesson_program;
mod python_file;
mod run;
mod site;
mod svg;
mod trace;

use failure::Failure;

/// Run, trace, draw and check Loopscope's lessons; build the static site.
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
        /// What you do while it runs, as in --deed 12:cancel=Task-2: at record 12 of the trace so far; or raise=Task-2,
        /// raise=Task-2:message, block=1 (seconds), next=Task-3, next=callback-1. May be given again.
        #[arg(long = "deed", value_name = "RECORD:WHAT")]
        deeds: Vec<String>,
        /// Let real time pass instead of virtual time.
        #[arg(long)]
        real: bool,
    },
    /// Print everything that the loop does while a lesson's program, or a Python file, runs in virtual time.
    Trace {
        /// The lesson: its name or its number; or a Python file.
        lesson: String,
        /// A parameter's value, as in --param delay=0.5; may be given again for another parameter.
        #[arg(long = "param", value_name = "NAME=VALUE")]
        params: Vec<String>,
        /// What you do while it runs, as in --deed 12:cancel=Task-2: at record 12 of the trace so far; or raise=Task-2,
        /// raise=Task-2:message, block=1 (seconds), next=Task-3, next=callback-1. May be given again.
        #[arg(long = "deed", value_name = "RECORD:WHAT")]
        deeds: Vec<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value = "text")]
        format: trace::Format,
        /// Print the variables of a Python file's program right after this record instead.
        #[arg(long, value_name = "RECORD")]
        locals: Option<u32>,
        /// The language of the words in --format perfetto.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
    },
    /// Draw the timeline of a lesson's program, or of a Python file, as a picture (SVG).
    Svg {
        /// The lesson: its name or its number; or a Python file.
        lesson: String,
        /// A parameter's value, as in --param delay=0.5; may be given again for another parameter.
        #[arg(long = "param", value_name = "NAME=VALUE")]
        params: Vec<String>,
        /// The language of the picture.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// What lies along it: loop time, or one step for each record.
        #[arg(long, value_enum, default_value = "time")]
        axis: svg::Along,
        /// Its colours; auto follows the reader's scheme.
        #[arg(long, value_enum, default_value = "auto")]
        theme: svg::Colours,
        /// The file to write instead of standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Prove that the lessons are right: complete, within their limits, and printing what Python prints.
    Check {
        /// The folder of the lessons.
        #[arg(default_value = "lessons")]
        dir: PathBuf,
        /// The folder of the playground, whose programs are checked too.
        #[arg(long, value_name = "DIR")]
        playground: Option<PathBuf>,
        /// The Python to compare with; 3.11 to 3.13.
        #[arg(long, value_name = "PROGRAM", default_value = "python3")]
        python: String,
        /// Do not compare with Python.
        #[arg(long)]
        no_python: bool,
    },
    /// Write the static pages.
    Site {
        /// index.html as Trunk built it.
        #[arg(long, value_name = "FILE")]
        template: PathBuf,
        /// The folder of the lessons.
        #[arg(long, value_name = "DIR", default_value = "lessons")]
        lessons: PathBuf,
        /// The folder of the playground; without it the site has none.
        #[arg(long, value_name = "DIR")]
        playground: Option<PathBuf>,
        /// The folder to write into, where the built application lies.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The site's address on its host, with slashes at both ends.
        #[arg(long, value_name = "PATH", default_value = "/")]
        base: String,
    },
}

/// A language of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
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
        Command::Run { lesson, args, params, deeds, real } => {
            if python_file::is_python(&lesson) {
                python_file::no_lesson_options(&params, &deeds)?;
                return python_file::run(&lesson, &args, real);
            }
            if !args.is_empty() {
                return Err(Failure::usage("what follows -- is for a Python file; a lesson takes --param NAME=VALUE"));
            }
            run::run(&lesson, &params, &deeds, real)
        }
        Command::Trace { lesson, params, deeds, format, locals, lang } => {
            trace::trace(&lesson, &params, &deeds, format, locals, lang.into())
        }
        Command::Svg { lesson, params, lang, axis, theme, output } => {
            svg::svg(&lesson, &params, lang.into(), axis, theme, output.as_deref())
        }
        Command::Check { dir, playground, python, no_python } => {
            check::check(&dir, playground.as_deref(), (!no_python).then_some(python.as_str()))
        }
        Command::Site { template, lessons, playground, out, base } => {
            site::build(&template, &lessons, playground.as_deref(), &out, &base)
        }
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
