//! What the commands `site` and `serve` take, in the program that can run Python and in the one that cannot.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::run::Recorder;
use crate::serve::{Build, Serving, serve};
use crate::{Order, build};

/// Where the application lies in an archive: beside the program.
const APP: &str = "app";

/// Write the static pages.
#[derive(Clone, Debug, clap::Args)]
pub struct SiteArguments {
    /// index.html as Trunk built it; without it that of the application, which is copied into the folder.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// The folder of the lessons.
    #[arg(long, value_name = "DIR", default_value = "lessons")]
    lessons: PathBuf,
    /// The folder of the playground; without it the site has none.
    #[arg(long, value_name = "DIR")]
    playground: Option<PathBuf>,
    /// The folder to write into; with --template the built application lies there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The site's address on its host, with slashes at both ends.
    #[arg(long, value_name = "PATH", default_value = "/")]
    base: String,
    /// The built application; without it the folder `app` beside this program.
    #[arg(long, value_name = "DIR", conflicts_with = "template")]
    app: Option<PathBuf>,
    /// A folder of its own for the pages in the pseudo-language, for tests; without it there are none.
    #[arg(long, value_name = "DIR")]
    pseudo: Option<PathBuf>,
}

impl SiteArguments {
    /// Writes the pages.
    ///
    /// # Errors
    ///
    /// As [`build`].
    pub fn carry_out(&self, recorder: &dyn Recorder) -> Result<(), Failure> {
        let (template, prefix) = match &self.template {
            Some(template) => (template.clone(), &*self.base),
            None => (crate::app::copy_to(&app(self.app.clone())?, &self.out)?, crate::app::PREFIX),
        };
        let order = Order {
            template: &template,
            prefix,
            lessons: &self.lessons,
            playground: self.playground.as_deref(),
            out: &self.out,
            base: &self.base,
            pseudo: self.pseudo.as_deref(),
        };
        build(&order, recorder)
    }
}

/// Serve the site to its author on this machine; pages reload when a file changes.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeArguments {
    /// The folder of the lessons.
    #[arg(long, value_name = "DIR", default_value = "lessons")]
    lessons: PathBuf,
    /// The folder of the playground; without it the site has none.
    #[arg(long, value_name = "DIR")]
    playground: Option<PathBuf>,
    /// The port; 0 for any that is free.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// The built application; without it the folder `app` beside this program.
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// The program that builds the application anew when one of its sources changes.
    #[arg(long, value_name = "PROGRAM", requires = "sources")]
    build: Option<PathBuf>,
    /// The file whose time says when that was last done.
    #[arg(long, value_name = "FILE", requires = "build")]
    built: Option<PathBuf>,
    /// What that program is told, after --.
    #[arg(last = true)]
    build_arguments: Vec<String>,
    /// A file or folder that the application is made of; may be given again.
    #[arg(long = "source", value_name = "PATH", id = "sources")]
    sources: Vec<PathBuf>,
}

impl ServeArguments {
    /// Serves until the program is ended. `beside`: folders whose changes make the pages anew, beside those of lessons and playground.
    ///
    /// # Errors
    ///
    /// As [`serve`].
    pub fn carry_out(&self, beside: Vec<PathBuf>, recorder: &dyn Recorder) -> Result<(), Failure> {
        let app = match &self.build {
            // It may not have been built yet.
            Some(_) => self.app.clone().unwrap_or_else(|| APP.into()),
            None => app(self.app.clone())?,
        };
        let build = self.build.as_ref().map(|command| Build {
            command: command.clone(),
            sources: self.sources.clone(),
            lessons: self.lessons.clone(),
            made: self.built.clone().unwrap_or_else(|| app.join(crate::app::TEMPLATE)),
            arguments: self.build_arguments.clone(),
        });
        let (lessons, playground) = (self.lessons.clone(), self.playground.clone());
        serve(Serving { app, lessons, playground, beside, port: self.port, build }, recorder)
    }
}

/// The built application: the one that was named, or the one beside the program.
fn app(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let beside = || Some(std::env::current_exe().ok()?.parent()?.join(APP));
    let folder = named.or_else(beside).unwrap_or_else(|| APP.into());
    if folder.join(crate::app::TEMPLATE).is_file() {
        return Ok(folder);
    }
    Err(Failure::run(format!(
        "there is no built application in {}: name its folder with --app; the archive of a release has one",
        folder.display()
    )))
}
