//! The site for its author: made when it is asked for and whenever a file changes, served on this machine only, and every page that is
//! open reloads.
//!
//! ```text
//!                 a lesson, a run                        well ──► pages are served ──► "reload"
//!   watching ───────────────────────► pages are made ──┤
//!      │                                    ▲            ill ──► what is wrong ──► "failed", shown over the pages as they were
//!      │ a source of the application        │ well       ▲
//!      └──────────────────────────► the build command ───┘ ill
//! ```
//!
//! A build may bring another program of this one's own name: then that takes its place.

mod build;
mod http;
mod pages;
mod watch;

use std::io::{self, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use loopscope_executor::{Clock, RealClock};

use crate::failure::Failure;
use crate::run::Recorder;

pub use build::Build;
use http::Shown;
use watch::Changed;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The built application, which is not written to.
    pub app: PathBuf,
    /// The folder of the lessons.
    pub lessons: PathBuf,
    /// The folder of the playground, if there is one.
    pub playground: Option<PathBuf>,
    /// Folders whose changes make pages anew beside those: recorded runs.
    pub beside: Vec<PathBuf>,
    /// A port of this machine; 0 for any that is free.
    pub port: u16,
    /// How the application is built anew, where its sources are.
    pub build: Option<Build>,
}

/// Serves until the program is ended.
///
/// # Errors
///
/// What keeps it from serving at all. Mistakes in what authors write are shown and waited out.
pub fn serve(serving: Serving, recorder: &dyn Recorder) -> Result<(), Failure> {
    for (option, folder) in [("lessons", Some(&serving.lessons)), ("playground", serving.playground.as_ref())] {
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let folder = folder.display();
            return Err(Failure::run(format!("{folder} is no folder that can be read; name another with --{option}")));
        }
    }
    let address = ("127.0.0.1", serving.port);
    let listener = TcpListener::bind(address).map_err(|error| {
        let next = if serving.port == u16::MAX { 8080 } else { serving.port + 1 };
        Failure::run(format!(
            "port {} of this machine cannot be had ({error}); try another with --port {next}",
            serving.port
        ))
    })?;
    let port = listener.local_addr().map_or(serving.port, |address| address.port());
    let shown = Arc::new(Shown::default());
    let changes = watch::changes(&serving)?;
    http::start(listener, Arc::clone(&shown))?;
    let own = build::Own::now();
    let mut due = Changed { pages: true, sources: serving.build.as_ref().is_some_and(Build::is_due) };
    let mut said = false;
    loop {
        let begun = RealClock::start();
        let built = match (&serving.build, due.sources) {
            (Some(build), true) => build.run(&|line| shown.doing(line)),
            _ => Ok(()),
        };
        match built {
            Ok(()) => {
                if due.sources && own.is_old() {
                    shown.clear();
                    own.make_way();
                }
                match pages::make(&serving, recorder) {
                    Ok(folder) => {
                        shown.put(folder);
                        tell(&format!("✓ the pages are made ({:.1} s)", begun.now().as_secs_f64()));
                    }
                    Err(failure) => {
                        tell(&format!("✗ the pages stay as they are until this is mended:\n{failure}"));
                        shown.fail(&failure);
                    }
                }
            }
            Err(failure) => {
                // What it said stands there already.
                tell("✗ the application stays as it is until that is mended.");
                shown.fail(&failure);
            }
        }
        if !said {
            said = true;
            tell(&format!(
                "http://127.0.0.1:{port}/ has the site; it reloads when a file changes, and Ctrl-C ends it."
            ));
        }
        due = changes.next();
    }
}

fn tell(text: &str) {
    // Nothing is to be done about a closed standard error.
    let _ = writeln!(io::stderr(), "{text}");
}
