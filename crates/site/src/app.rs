//! The built application where it lies by itself: what a release brings along, and what a site is made of without building it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::failure::Failure;

/// The template's name in it.
pub(crate) const TEMPLATE: &str = "index.html";

/// What stands in front of the addresses in it.
pub(crate) const PREFIX: &str = "/";

/// Copies it into a folder; where the template is then.
pub(crate) fn copy_to(app: &Path, out: &Path) -> Result<PathBuf, Failure> {
    copy(app, out).map_err(|error| {
        Failure::run(format!("the application in {} cannot be copied to {}: {error}", app.display(), out.display()))
    })?;
    Ok(out.join(TEMPLATE))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
