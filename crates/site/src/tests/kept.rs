//! The files that are written, and those that are kept for readers offline.

use std::collections::BTreeSet;

use super::html::{Element, elements, resolved};
use super::{FILES, TEMPLATE, write_into};
use crate::digest;

#[test]
fn files_are_written_where_the_application_lies() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let template = out.path().join("index.html");
    std::fs::write(&template, TEMPLATE).expect("a file");
    std::fs::write(out.path().join("engine.js"), "the engine").expect("a file");
    write_into(out.path(), &template);
    for file in FILES.keys() {
        assert!(out.path().join(file).is_file(), "{file}");
    }
    let page = std::fs::read_to_string(out.path().join("en/waiting/index.html")).expect("a page");
    let version = digest(b"the engine");
    assert!(page.contains(&format!("content=\"../../engine.js?v={version}\"")), "{page}");
}

#[test]
fn what_is_kept_is_all_that_a_lesson_asks_for() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let public = TEMPLATE.replace("<script src=\"/a/b/live-reload.js\" defer></script>", "");
    let template = out.path().join("index.html");
    std::fs::write(&template, public).expect("a file");
    std::fs::create_dir(out.path().join("editor-7")).expect("a folder");
    let files = ["favicon-0.svg", "base-1.css", "theme-2.js", "boot-3.js", "web-4.js", "web-4_bg.wasm", "engine.js"];
    for file in files.iter().chain(&["editor-7/editor.js", "frame.js", "embed.css"]) {
        std::fs::write(out.path().join(file), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    }
    write_into(out.path(), &template);

    let worker = std::fs::read_to_string(out.path().join("sw.js")).expect("a worker");
    let list = worker.lines().find_map(|line| line.strip_prefix("const FILES = ")).expect("a list");
    let list: Vec<(String, String)> = serde_json::from_str(list.trim_end_matches(';')).expect("it is JSON");
    let kept: BTreeSet<_> = list.into_iter().map(|(file, _)| file).collect();
    for path in ["en/waiting/index.html", "zh/waiting/embed/index.html", "zh/playground/index.html"] {
        let html = std::fs::read_to_string(out.path().join(path)).expect("a page");
        for element in elements(&html) {
            let rel = element.attributes.get("rel").map_or("", String::as_str);
            if element.name == "a" || matches!(rel, "alternate" | "canonical" | "manifest") {
                continue;
            }
            for address in ["src", "href"].iter().filter_map(|name| element.attributes.get(*name)) {
                assert!(kept.contains(&resolved(path, address)), "{path} asks for {address}, and {kept:?} are kept");
            }
        }
    }
    assert!(kept.contains("offline.html"));
    // Who never edits does not keep the editor.
    assert!(!kept.contains("editor-7/editor.js"));
    for path in ["en/waiting/index.html", "zh/waiting/embed/index.html"] {
        let html = std::fs::read_to_string(out.path().join(path)).expect("a page");
        let named = |element: &Element| element.attributes.get("name").is_some_and(|name| name == "loopscope-editor");
        let meta = elements(&html).into_iter().find(named).expect("the page says where the editor is");
        assert_eq!(resolved(path, &meta.attributes["content"]), "editor-7/editor.js", "{path}");
    }
    assert!(kept.iter().any(|file| file.starts_with("engine.js?v=")));
    for file in kept {
        let file = file.split('?').next().unwrap_or_default();
        assert!(out.path().join(file).is_file(), "{file} is to be kept and is not there");
    }
    for picture in ["icon-192.png", "icon-512.png", "zh/waiting/og.png", "en/playground/race/og.png"] {
        let bytes = std::fs::read(out.path().join(picture)).expect("a picture");
        assert!(bytes.starts_with(b"\x89PNG"), "{picture}");
    }
}
