//! The pages as they are served: a temporary folder that is made anew each time, with the application in it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::Serving;
use crate::app::{PREFIX, copy_to};
use crate::failure::Failure;
use crate::run::Recorder;
use crate::{Order, build};

/// What has a page that is open reload itself.
const LIVE_RELOAD: &str = include_str!("live-reload.js");

/// Makes the pages.
pub(super) fn make(serving: &Serving, recorder: &dyn Recorder) -> Result<TempDir, Failure> {
    let out = tempfile::Builder::new().prefix("loopscope-").tempdir();
    let out = out.map_err(|error| Failure::run(format!("there is no temporary folder for the site: {error}")))?;
    let template = copy_to(&serving.app, out.path())?;
    bring_to_life(&template, out.path())?;
    let order = Order {
        template: &template,
        prefix: PREFIX,
        lessons: &serving.lessons,
        playground: serving.playground.as_deref(),
        out: out.path(),
        base: "/",
        pseudo: None,
    };
    build(&order, recorder)?;
    Ok(out)
}

/// Has the pages that are made from a template reload.
fn bring_to_life(template: &Path, out: &Path) -> Result<(), Failure> {
    let script = format!("<script src=\"{PREFIX}live-reload.js\" defer></script></head>");
    fs::read_to_string(template)
        .and_then(|html| fs::write(template, html.replacen("</head>", &script, 1)))
        .and_then(|()| fs::write(out.join("live-reload.js"), LIVE_RELOAD))
        .map_err(|error| Failure::run(format!("the pages cannot be written to {}: {error}", out.display())))
}
