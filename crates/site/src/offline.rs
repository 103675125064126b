//! Without a network: the service worker with its list of files, the script that registers it, and the manifest.

use std::collections::BTreeSet;

use loopscope_strings::{Lang, site};
use loopscope_view::timeline::LIGHT;
use maud::{Markup, html};
use serde_json::json;

use crate::shell::Page;
use crate::{Site, digest};

const SCRIPT: &str = include_str!("offline.js");
const WORKER: &str = include_str!("sw.js");

/// The manifest's file, and the icons' sizes.
pub(crate) const MANIFEST: &str = "manifest.webmanifest";
pub(crate) const ICONS: [u32; 2] = [192, 512];

/// The script that registers the service worker, without what is for its authors only.
pub(crate) fn script() -> String {
    let lines = SCRIPT.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

pub(crate) fn icon_file(size: u32) -> String {
    format!("icon-{size}.png")
}

/// A file that lessons need, by the address with which pages ask for it, and the digest of what is in it.
pub(crate) type Shell = BTreeSet<(String, String)>;

/// The service worker. Its version is that of its list: other files, another worker.
pub(crate) fn worker(shell: &Shell) -> Result<String, String> {
    let files = serde_json::to_string(&shell.iter().map(|(file, digest)| [file, digest]).collect::<Vec<_>>())
        .map_err(|error| format!("the list of files cannot be written: {error}"))?;
    let version = digest(files.as_bytes());
    Ok(WORKER.replace("{version}", &version).replace("[\"{files}\"]", &files))
}

impl Site<'_> {
    /// What makes a page installable, and keep when it was seen. A program that is being written (`./x serve`) is always new.
    pub(crate) fn offline(&self, page: &Page<'_>) -> Markup {
        if self.live {
            return html! {};
        }
        let words = site(page.lang.unwrap_or(Lang::DEFAULT));
        html! {
            link rel="manifest" href={ (page.root) (MANIFEST) };
            script src={ (page.root) (self.offline_script) } defer data-root=(page.root)
                data-update=(words.update) data-reload=(words.reload) {}
        }
    }

    /// What a system needs to know of the site to install it.
    pub(crate) fn manifest(&self) -> String {
        let words = site(Lang::DEFAULT);
        let icon = |src: String, sizes: String, kind: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
        let mut icons = Vec::new();
        if let Some(file) = self.app.template.icon() {
            icons.push(icon(file.to_owned(), "any".to_owned(), "image/svg+xml", "any"));
        }
        for size in ICONS {
            icons.push(icon(icon_file(size), format!("{size}x{size}"), "image/png", "any maskable"));
        }
        let told = json!({
            "name": words.brand,
            "short_name": words.brand,
            "description": words.description,
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "background_color": LIGHT.paper,
            "theme_color": LIGHT.accent,
            "icons": icons,
        });
        format!("{told}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_list_is_another_version() {
        let list = |digest: &str| Shell::from([("engine.js?v=1".to_owned(), digest.to_owned())]);
        let (one, other) = (worker(&list("a")).expect("a worker"), worker(&list("b")).expect("a worker"));
        assert!(one.contains(r#"[["engine.js?v=1","a"]]"#), "{one}");
        assert!(!one.contains("{version}") && !one.contains("{files}"), "{one}");
        assert_ne!(one, other);
    }
}
