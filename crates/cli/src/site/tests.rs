//! The pages of this repository's lessons.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use loopscope_lessons::author::Course;
use loopscope_lessons::page::LessonData;
use loopscope_strings::Lang;

use super::Site;
use super::template::Template;

const TEMPLATE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="loopscope-engine" content="engine.js"><title>x</title>
<link rel="icon" type="image/svg+xml" href="/blog/favicon-0.svg"><link rel="stylesheet" href="/blog/base-1.css">
<script src="/blog/theme-2.js"></script><script type="module" src="/blog/boot-3.js"></script>
<link rel="modulepreload" href="/blog/web-4.js" crossorigin="anonymous">
<link rel="preload" href="/blog/web-4_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">
</head><body><script src="/blog/live-reload.js" defer></script></body></html>"#;

static COURSE: LazyLock<Course> = LazyLock::new(|| {
    let lessons = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    Course::read(&lessons).map_err(crate::failure::Failure::problems).expect("the lessons are right")
});

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let template = Template::parse(TEMPLATE, "/blog/").expect("the template is right");
    let site = Site::new(&COURSE, template, "/blog/", Some("abcd".to_owned()));
    site.files().expect("every page can be made")
});

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, html)| (path.as_str(), html.as_str()))
}

fn page(path: &str) -> &'static str {
    FILES.get(path).unwrap_or_else(|| panic!("there is no page {path}"))
}

struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

fn elements(html: &str) -> Vec<Element> {
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let element = |tag: StartTag<()>| Element {
        name: String::from_utf8_lossy(&tag.name).into_owned(),
        attributes: tag
            .attributes
            .iter()
            .map(|(name, value)| {
                (String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(value).into_owned())
            })
            .collect(),
    };
    Tokenizer::new_with_emitter(html, emitter)
        .filter_map(|token| match token {
            Ok(Token::StartTag(tag)) => Some(element(tag)),
            _ => None,
        })
        .collect()
}

/// Where a relative address leads from a page, as a path below the site's root.
fn resolved(page: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leads out of the site"),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if address.is_empty() {
        page.to_owned()
    } else if path.is_empty() {
        "index.html".to_owned()
    } else if address.ends_with('/') {
        format!("{path}/index.html")
    } else {
        path
    }
}

#[test]
fn each_lesson_has_a_page_in_both_languages() {
    for lang in Lang::ALL {
        for lesson in &COURSE.lessons {
            let path = format!("{}/{}/index.html", lang.code(), lesson.folder.manifest.slug);
            let page = page(&path);
            assert!(page.starts_with("<!DOCTYPE html><html lang=\""), "{path}");
            assert!(page.contains(&format!("lang=\"{}\" data-lang=\"{}\"", lang.html(), lang.code())), "{path}");
        }
    }
    let others: Vec<_> = FILES.keys().filter(|path| path.matches('/').count() < 2).collect();
    assert_eq!(others.len(), 7, "{others:?}");
}

#[test]
fn every_link_inside_of_the_site_is_relative_and_leads_to_a_page() {
    for (path, html) in pages().filter(|(path, _)| *path != "404.html") {
        for element in elements(html).iter().filter(|element| {
            element.name == "a" || element.attributes.get("rel").is_some_and(|rel| rel == "alternate")
        }) {
            let href = &element.attributes["href"];
            if href.starts_with("https://") {
                continue;
            }
            assert!(!href.starts_with('/') && !href.contains(':') || href.starts_with('#'), "{path}: {href}");
            if !href.starts_with('#') {
                assert!(FILES.contains_key(&resolved(path, href)), "{path}: {href} leads nowhere");
            }
        }
    }
}

#[test]
fn scripts_and_styles_come_from_files_at_the_root() {
    for (path, html) in pages().filter(|(path, _)| *path != "404.html") {
        for element in elements(html) {
            let address = match element.name.as_str() {
                "script" if element.attributes.get("type").is_some_and(|kind| kind == "application/json") => continue,
                "script" => element.attributes.get("src").unwrap_or_else(|| panic!("{path} has an inline script")),
                "link" if element.attributes["rel"] != "alternate" => &element.attributes["href"],
                _ => continue,
            };
            let file = resolved(path, address);
            assert!(!file.contains('/'), "{path}: {address} is not at the root");
        }
    }
}

#[test]
fn nothing_is_inline_that_the_policy_forbids() {
    for (path, html) in pages() {
        for element in elements(html) {
            assert_ne!(element.name, "style", "{path}");
            for name in element.attributes.keys() {
                assert!(name != "style" && !name.starts_with("on"), "{path}: <{} {name}>", element.name);
            }
        }
    }
}

#[test]
fn the_application_is_loaded_by_lessons_only() {
    for (path, html) in pages() {
        let lesson = path.matches('/').count() == 2;
        assert_eq!(html.contains("boot-3.js"), lesson, "{path}");
        assert_eq!(html.contains("web-4_bg.wasm"), lesson, "{path}");
        assert_eq!(html.contains("content=\"../../engine.js?v=abcd\""), lesson, "{path}");
        assert!(html.contains("theme-2.js") && html.contains("live-reload.js"), "{path}");
    }
}

#[test]
fn each_page_names_its_counterparts() {
    for (path, html) in pages() {
        let alternates: BTreeSet<_> = elements(html)
            .iter()
            .filter(|element| element.attributes.get("rel").is_some_and(|rel| rel == "alternate"))
            .map(|element| (element.attributes["hreflang"].clone(), resolved(path, &element.attributes["href"])))
            .collect();
        let Some(rest) = path.strip_prefix("zh/").or_else(|| path.strip_prefix("en/")) else { continue };
        let wanted = [("zh-CN".to_owned(), format!("zh/{rest}")), ("en".to_owned(), format!("en/{rest}"))];
        assert_eq!(alternates, BTreeSet::from(wanted), "{path}");
    }
}

#[test]
fn the_data_of_a_lesson_can_be_read_again() {
    for (path, html) in pages().filter(|(path, _)| path.matches('/').count() == 2) {
        let (_, rest) = html.split_once("id=\"lesson-data\">").expect("the page has data");
        let (json, _) = rest.split_once("</script>").expect("the script ends");
        assert!(!json.contains('<'), "{path}");
        let data: LessonData = serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(*path, format!("{}/{}/index.html", data.lang, data.slug));
    }
}

#[test]
fn ids_are_unique_and_links_into_the_page_have_their_data() {
    for (path, html) in pages() {
        let mut ids = BTreeSet::new();
        for element in elements(html) {
            if let Some(id) = element.attributes.get("id") {
                assert!(ids.insert(id.clone()), "{path}: the id {id} stands twice");
            }
            if element.name == "a"
                && let Some((what, name)) =
                    element.attributes["href"].strip_prefix('#').and_then(|to| to.split_once(':'))
            {
                assert_eq!(element.attributes[&format!("data-{what}")], name, "{path}");
                assert_eq!(element.attributes["class"], format!("to-{what}"), "{path}");
            }
        }
    }
}

#[test]
fn the_page_for_unknown_addresses_can_stand_anywhere() {
    let html = page("404.html");
    let mut lessons = 0;
    for element in elements(html) {
        for address in ["href", "src"].iter().filter_map(|name| element.attributes.get(*name)) {
            assert!(address.starts_with("/blog/"), "{address}");
            lessons += usize::from(element.name == "a" && address.matches('/').count() == 4);
        }
    }
    assert_eq!(lessons, COURSE.lessons.len() * 2);
    for words in Lang::ALL.map(loopscope_strings::site) {
        assert!(html.contains(words.not_found_title));
    }
}

#[test]
fn the_page_says_what_hinders_the_application() {
    for lang in Lang::ALL {
        let words = loopscope_strings::site(lang);
        let html = page(&format!("{}/waiting/index.html", lang.code()));
        for sentence in [
            words.failed,
            words.offline,
            words.no_wasm,
            words.old_browser,
            words.data_broken,
            words.no_script,
            words.loading,
        ] {
            assert!(html.contains(sentence), "{sentence}");
        }
    }
}

#[test]
fn files_are_written_where_the_application_lies() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let template = out.path().join("index.html");
    std::fs::write(&template, TEMPLATE).expect("a file");
    std::fs::write(out.path().join("engine.js"), "the engine").expect("a file");
    let lessons = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    super::build(&template, &lessons, out.path(), "/blog/").expect("the site can be built");
    for file in FILES.keys() {
        assert!(out.path().join(file).is_file(), "{file}");
    }
    let page = std::fs::read_to_string(out.path().join("en/waiting/index.html")).expect("a page");
    let version = super::digest(b"the engine");
    assert!(page.contains(&format!("content=\"../../engine.js?v={version}\"")), "{page}");
}
