//! The pages as they are served: a temporary folder that is made anew each time, with the application in it.

use tempfile::TempDir;

use super::Serving;
use crate::app::copy_to;
use crate::failure::Failure;
use crate::run::Recorder;
use crate::{Order, build};

/// Makes the pages.
pub(super) fn make(serving: &Serving, recorder: &dyn Recorder) -> Result<TempDir, Failure> {
    let out = tempfile::Builder::new().prefix("loopscope-").tempdir();
    let out = out.map_err(|error| Failure::run(format!("there is no temporary folder for the site: {error}")))?;
    let template = copy_to(&serving.app, out.path())?;
    let order = Order {
        template: &template,
        lessons: &serving.lessons,
        playground: serving.playground.as_deref(),
        out: out.path(),
        base: "/",
        pseudo: None,
    };
    build(&order, recorder)?;
    Ok(out)
}
