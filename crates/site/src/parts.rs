//! What pages load when it is wanted: the editor, and the Python engine. scripts/build-app has put each into a folder of its own,
//! whose name has a digest of what is in it; a page's head says where they are.

use std::fs;
use std::path::Path;

use maud::{Markup, html};

/// The file in the editor's folder that is the editor, and that of the engine's which is its module.
const EDITOR: &str = "editor.js";
const MODULE: &str = "python_bg.wasm";

/// Where they are, as paths below the site's root, as far as the site has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    editor: Option<String>,
    /// The folder, with a slash at its end, and what the module weighs in bytes.
    python: Option<(String, u64)>,
}

impl Parts {
    /// Those in the site's folder.
    pub(crate) fn find(out: &Path) -> Parts {
        let mut parts = Parts::default();
        for entry in fs::read_dir(out).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let size = |file: &str| fs::metadata(entry.path().join(file)).ok().map(|file| file.len());
            if name.starts_with("editor-") && size(EDITOR).is_some() {
                parts.editor = Some(format!("{name}/{EDITOR}"));
            } else if let Some(size) = size(MODULE).filter(|_| name.starts_with("python-")) {
                parts.python = Some((format!("{name}/"), size));
            }
        }
        parts
    }

    /// What the head of a page says of them. `root`: the way from there to the site's root.
    pub(crate) fn metas(&self, root: &str) -> Markup {
        html! {
            @if let Some(editor) = &self.editor {
                meta name="loopscope-editor" content={ (root) (editor) };
            }
            @if let Some((folder, size)) = &self.python {
                meta name="loopscope-python" content={ (root) (folder) } data-size=(size);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_their_folders() {
        let out = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(Parts::find(out.path()), Parts::default());
        assert_eq!(Parts::default().metas("../").into_string(), "");
        for (folder, file) in
            [("editor-12", EDITOR), ("python-34", MODULE), ("python-56", "other"), ("more-78", EDITOR)]
        {
            fs::create_dir(out.path().join(folder)).expect("a folder");
            fs::write(out.path().join(folder).join(file), "12345").expect("a file");
        }
        assert_eq!(
            Parts::find(out.path()).metas("../../").into_string(),
            "<meta name=\"loopscope-editor\" content=\"../../editor-12/editor.js\">\
             <meta name=\"loopscope-python\" content=\"../../python-34/\" data-size=\"5\">"
        );
    }
}
