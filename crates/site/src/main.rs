//! `loopscope-site`: the site for its author, made without a Python engine of its own: what that tells of pages' programs comes out of
//! a folder. `./x serve` uses it, as it is built in a fraction of the time.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use loopscope_site::{Kept, ServeArguments, SiteArguments};

/// Make and serve the site without a Python engine.
#[derive(Parser)]
#[command(name = "loopscope-site", version, disable_help_subcommand = true)]
struct Arguments {
    /// The folder of recorded runs (scripts/record-runs.mjs).
    #[arg(long, value_name = "DIR")]
    runs: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Site(SiteArguments),
    Serve(ServeArguments),
}

fn main() -> ExitCode {
    let Arguments { runs, command } = Arguments::parse();
    let kept = Kept::new(&runs);
    let done = match command {
        Command::Site(arguments) => arguments.carry_out(&kept),
        Command::Serve(arguments) => arguments.carry_out(vec![runs], &kept),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is to be done about a closed standard error.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}
