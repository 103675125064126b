//! The pages of this repository's lessons and of its playground.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use loopscope_executor::trace::{Kind, Record, Stream, Trace};
use loopscope_lessons::author::{Course, Playground};
use loopscope_lessons::page::{LessonData, ParamsIn, Runs};
use loopscope_protocol::{Outcome, Recording};
use loopscope_strings::Lang;

use super::parts::Parts;
use super::run::DefaultRun;
use super::subject::Subject;
use super::template::Template;
use super::{Base, Embed, Site};
use crate::check::oracle::{Oracle, Request};

pub(super) const TEMPLATE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="loopscope-engine" content="engine.js"><title>x</title>
<link rel="icon" type="image/svg+xml" href="/a/b/favicon-0.svg"><link rel="stylesheet" href="/a/b/base-1.css">
<script src="/a/b/theme-2.js"></script><script type="module" src="/a/b/boot-3.js"></script>
<link rel="modulepreload" href="/a/b/web-4.js" crossorigin="anonymous">
<link rel="preload" href="/a/b/web-4_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">
</head><body><script src="/a/b/live-reload.js" defer></script></body></html>"#;

const LIVE_RELOAD: &str = r#"<script src="https://host.example/a/b/live-reload.js" defer></script>"#;

static COURSE: LazyLock<Course> = LazyLock::new(|| {
    let lessons = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    Course::read(&lessons).map_err(crate::failure::Failure::problems).expect("the lessons are right")
});

static PLAYGROUND: LazyLock<Playground> = LazyLock::new(|| {
    Playground::read(&playground()).map_err(crate::failure::Failure::problems).expect("the playground is right")
});

fn playground() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../playground")
}

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let template = Template::parse(TEMPLATE, "/a/b/").expect("the template is right");
    files(template, "/a/b/")
});

/// The pages as they are served to readers, not to the lessons' author, from a host that is known.
static PUBLIC: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let html = TEMPLATE.replace("\"/a/b/", "\"https://host.example/a/b/").replace(LIVE_RELOAD, "");
    let template = Template::parse(&html, "https://host.example/a/b/").expect("the template is right");
    files(template, "https://host.example/a/b/")
});

fn files(template: Template, base: &str) -> BTreeMap<String, String> {
    site(template, base).files().expect("every page can be made")
}

pub(super) fn site(template: Template, base: &str) -> Site<'_> {
    let embed = Embed { script: Some("frame-5.js".to_owned()), style: Some("embed-6.css".to_owned()) };
    Site::new(&COURSE, Some(&PLAYGROUND), template, Base::new(base), embed, Parts::default(), Some("abcd".to_owned()))
        .expect("every program can be run")
}

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
fn each_lesson_has_a_page_in_every_language() {
    for lang in Lang::ALL {
        for lesson in &COURSE.lessons {
            let path = format!("{}/{}/index.html", lang.code(), lesson.folder.manifest.slug);
            let page = page(&path);
            assert!(page.starts_with("<!DOCTYPE html><html lang=\""), "{path}");
            let tags = format!("lang=\"{}\" dir=\"{}\" data-lang=\"{}\"", lang.html(), lang.direction(), lang.code());
            assert!(page.contains(&tags), "{path}");
        }
    }
    let others = |files: &'static BTreeMap<String, String>| -> Vec<_> {
        files.keys().filter(|path| path.matches('/').count() < 2).collect()
    };
    // The root, the page for unknown addresses and a script; for each language its list and its texts.
    let least = 3 + 2 * Lang::ALL.len();
    assert_eq!(others(&FILES).len(), least, "{:?}", others(&FILES));
    // Offline: page, script and manifest; and the sitemap.
    assert_eq!(others(&PUBLIC).len(), least + 4, "{:?}", others(&PUBLIC));
}

#[test]
fn every_link_inside_of_the_site_is_relative_and_leads_to_a_page() {
    for (path, html) in pages().filter(|(path, _)| *path != "404.html") {
        for element in elements(html).iter().filter(|element| {
            let rel = element.attributes.get("rel").map(String::as_str);
            element.name == "a" || matches!(rel, Some("alternate" | "canonical"))
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
                "link" if !matches!(&*element.attributes["rel"], "alternate" | "canonical") => {
                    &element.attributes["href"]
                }
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
        let lesson = path.matches('/').count() >= 2;
        assert_eq!(html.contains("boot-3.js"), lesson, "{path}");
        assert_eq!(html.contains("web-4_bg.wasm"), lesson, "{path}");
        let root = "../".repeat(path.matches('/').count());
        assert_eq!(html.contains(&format!("content=\"{root}engine.js?v=abcd\"")), lesson, "{path}");
        assert!(html.contains("theme-2.js") && html.contains("live-reload.js"), "{path}");
    }
}

#[test]
fn each_page_names_its_counterparts() {
    for (path, html) in pages() {
        let alternates: BTreeSet<_> = elements(html)
            .iter()
            .filter(|element| element.attributes.contains_key("hreflang") && element.name == "link")
            .map(|element| (element.attributes["hreflang"].clone(), resolved(path, &element.attributes["href"])))
            .collect();
        let Some((_, rest)) = path.split_once('/') else { continue };
        if rest.contains("embed/") {
            assert!(alternates.is_empty() && html.contains("noindex"), "{path}");
            continue;
        }
        let default = format!("{}/{rest}", Lang::DEFAULT.code());
        let neutral = if rest.contains('/') { default } else { "index.html".to_owned() };
        let mut wanted = BTreeSet::from([("x-default".to_owned(), neutral)]);
        wanted.extend(Lang::ALL.map(|lang| (lang.code().to_owned(), format!("{}/{rest}", lang.code()))));
        assert_eq!(alternates, wanted, "{path}");
    }
}

#[test]
fn the_data_of_a_lesson_can_be_read_again() {
    for (path, html) in pages().filter(|(path, _)| path.matches('/').count() >= 2) {
        let (_, rest) = html.split_once("id=\"lesson-data\">").expect("the page has data");
        let (json, _) = rest.split_once("</script>").expect("the script ends");
        assert!(!json.contains("</") && !json.contains("<!"), "{path}");
        let data = LessonData::from_json(json).unwrap_or_else(|| panic!("{path}: {json}"));
        let again = serde_json::to_value(&data).expect("it has a form in JSON");
        assert_eq!(serde_json::from_str::<serde_json::Value>(json).expect("it is JSON"), again, "{path}");
        // What readers edit is what is shown, with the marks of the parameters.
        let edited: Vec<_> = data.source.lines().map(|line| line.trim_end_matches("  # @param").to_owned()).collect();
        let shown: Vec<_> = data.python.lines.iter().map(|line| text_of(&line.html)).collect();
        assert_eq!(edited, shown, "{path}");
        let marked: Vec<_> = data.source.lines().filter(|line| line.ends_with("  # @param")).collect();
        let names: Vec<_> = marked.iter().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
        assert_eq!(names, data.params.iter().map(|param| &*param.name).collect::<Vec<_>>(), "{path}");
        let in_text = matches!(&data.runs, Runs::Python(recorded) if recorded.params == ParamsIn::Text);
        assert_eq!(in_text, path.contains("playground/"), "{path}");
        assert_eq!(path.replace("embed/", ""), format!("{}/{}/index.html", data.lang, data.slug));
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
            assert!(address.starts_with("/a/b/"), "{address}");
            lessons += usize::from(element.name == "a" && address.matches('/').count() == 5);
        }
    }
    // And the playground.
    assert_eq!(lessons, (COURSE.lessons.len() + 1) * Lang::ALL.len());
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
    super::build(&template, &lessons, Some(&playground()), out.path(), "/a/b/", None).expect("the site can be built");
    for file in FILES.keys() {
        assert!(out.path().join(file).is_file(), "{file}");
    }
    let page = std::fs::read_to_string(out.path().join("en/waiting/index.html")).expect("a page");
    let version = super::digest(b"the engine");
    assert!(page.contains(&format!("content=\"../../engine.js?v={version}\"")), "{page}");
}

/// What a page says of itself for others, by property or name.
fn said(html: &str) -> BTreeMap<String, String> {
    let metas = elements(html).into_iter().filter(|element| element.name == "meta");
    let pairs = metas.filter_map(|mut meta| {
        let name = meta.attributes.remove("property").or_else(|| meta.attributes.remove("name"))?;
        Some((name, meta.attributes.remove("content")?))
    });
    pairs.collect()
}

fn canonical(html: &str) -> Option<String> {
    let link = elements(html).into_iter().find(|link| link.attributes.get("rel").is_some_and(|rel| rel == "canonical"));
    link.map(|link| link.attributes["href"].clone())
}

#[test]
fn previews_have_whole_addresses_where_the_host_is_known() {
    for lang in Lang::ALL {
        let path = format!("{}/waiting/index.html", lang.code());
        let address = format!("https://host.example/a/b/{}/waiting/", lang.code());
        let html = &PUBLIC[&path];
        let said = said(html);
        assert_eq!(said["og:image"], format!("{address}og.png"));
        assert_eq!(said["og:url"], address);
        assert_eq!(said["og:type"], "article");
        assert_eq!(said["twitter:card"], "summary_large_image");
        assert_eq!(said["og:description"], said["description"]);
        assert_eq!(canonical(html), Some(address.clone()));
        let of_embed = canonical(&PUBLIC[&format!("{}/waiting/embed/index.html", lang.code())]);
        assert_eq!(of_embed, Some(address));
        // Where it is not known, nothing is said that would be wrong.
        let html = page(&path);
        assert!(!self::said(html).contains_key("og:image"));
        assert_eq!(canonical(html).map(|href| resolved(&path, &href)), Some(path));
    }
}

#[test]
fn the_sitemap_has_every_page_once_a_language() {
    assert!(!FILES.contains_key("sitemap.xml"));
    let sitemap = roxmltree::Document::parse(&PUBLIC["sitemap.xml"]).expect("it is XML");
    let places: BTreeSet<_> = sitemap
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(places.len(), (COURSE.lessons.len() + PLAYGROUND.programs.len() + 1) * Lang::ALL.len());
    for place in places {
        let path = place.strip_prefix("https://host.example/a/b/").expect("it is a whole address");
        assert!(PUBLIC.contains_key(&format!("{path}index.html")), "{place}");
    }
}

#[test]
fn a_lesson_s_page_shows_its_run() {
    for lang in Lang::ALL {
        let html = page(&format!("{}/event-loop/index.html", lang.code()));
        for words in ["class=\"drawing still\"", "class=\"printed\"", "2.000"] {
            assert!(html.contains(words), "{words}");
        }
        let texts = loopscope_strings::page(lang);
        for name in [texts.code, texts.params, texts.timeline, texts.output, texts.log] {
            assert!(html.contains(&format!("aria-label=\"{name}\"")), "{name}");
        }
        // A log that is folded at first is written all the same: without a script it is seen (web/styles/lab.css).
        let elements = elements(page(&format!("{}/waiting/index.html", lang.code())));
        let is_body = |element: &Element| element.attributes.get("id").is_some_and(|id| id == "pane-log");
        let body = elements.iter().position(is_body).expect("the page has a log");
        assert!(elements[body].attributes.contains_key("hidden"));
        let in_log = elements[body..].iter().take_while(|element| element.name != "section");
        assert!(in_log.filter(|element| element.attributes.contains_key("data-seq")).count() > 1);
    }
}

#[test]
fn posters_are_pictures_with_words() {
    let posters: Vec<_> = FILES.iter().filter(|(path, _)| path.contains("poster")).collect();
    assert_eq!(posters.len(), (COURSE.lessons.len() + PLAYGROUND.programs.len()) * Lang::ALL.len() * 3);
    let programs = PLAYGROUND.programs.iter().map(|program| program.slug());
    let lessons = COURSE.lessons.iter().map(|lesson| lesson.folder.manifest.slug.clone());
    let of_programs = programs.zip(DefaultRun::of_playground(&PLAYGROUND).expect("they run"));
    let runs: BTreeMap<_, _> =
        lessons.zip(DefaultRun::of_course(&COURSE).expect("they run")).chain(of_programs).collect();
    for (path, svg) in posters {
        let picture = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{path}: {error}"));
        let root = picture.root_element();
        for name in ["title", "desc"] {
            let told = root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
            assert!(told.and_then(|node| node.text()).is_some_and(|text| !text.is_empty()), "{path}: {name}");
        }
        assert_eq!(svg.contains("prefers-color-scheme"), path.ends_with("poster.svg"), "{path}");
        let (_, slug) = path.split_once("/poster").and_then(|(slug, _)| slug.split_once('/')).expect("a folder");
        let scope = &runs[slug].scope;
        let last = scope.trace().text(scope.printed().last().expect("it prints").text).trim_end().to_owned();
        // A line that is too long ends in an ellipsis.
        let shows = |text: &str| last == text || text.strip_suffix('…').is_some_and(|begin| last.starts_with(begin));
        assert!(root.descendants().filter_map(|node| node.text()).any(shows), "{path}: {last}");
    }
}

#[test]
fn an_embed_page_is_the_laboratory_and_a_way_out() {
    for lang in Lang::ALL {
        let path = format!("{}/waiting/embed/index.html", lang.code());
        let html = page(&path);
        let elements = elements(html);
        assert!(elements.iter().any(|element| element.name == "html" && element.attributes.contains_key("data-embed")));
        assert!(!elements.iter().any(|element| matches!(&*element.name, "header" | "article")));
        let out: Vec<_> = elements.iter().filter(|element| element.name == "a").collect();
        assert_eq!(out.len(), 1);
        assert_eq!(resolved(&path, &out[0].attributes["href"]), format!("{}/waiting/index.html", lang.code()));
        assert_eq!(out[0].attributes["rel"], "noopener");
        // The frame's script comes before the application that it tells what to show.
        assert!(html.find("frame-5.js") < html.find("boot-3.js") && html.contains("embed-6.css"));
        assert!(!html.contains("manifest") && !html.contains("offline-"));
    }
}

#[test]
fn how_to_embed_is_told_to_programs() {
    let told: serde_json::Value = serde_json::from_str(&PUBLIC["zh/waiting/oembed.json"]).expect("it is JSON");
    assert_eq!((&told["version"], &told["type"]), (&"1.0".into(), &"rich".into()));
    let frame = &elements(told["html"].as_str().expect("a text"))[0];
    assert_eq!(frame.attributes["src"], "https://host.example/a/b/zh/waiting/embed/");
    assert!(page("zh/waiting/index.html").contains("type=\"application/json+oembed\" href=\"oembed.json\""));
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
    let lessons = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    super::build(&template, &lessons, Some(&playground()), out.path(), "/a/b/", None).expect("the site can be built");

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

/// The text of a highlighted line.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text: String = pieces.collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The application's data on a page.
fn data(html: &str) -> LessonData {
    let (_, rest) = html.split_once("id=\"lesson-data\">").expect("the page has data");
    let (json, _) = rest.split_once("</script>").expect("the script ends");
    LessonData::from_json(json).expect("it is the data's JSON")
}

#[test]
fn each_program_of_the_playground_has_its_pages_and_ways_to_them() {
    for lang in Lang::ALL {
        let home = format!("{}/index.html", lang.code());
        let begin = format!("{}/playground/index.html", lang.code());
        let leads = |from: &str, to: &str| {
            let links = elements(page(from)).into_iter().filter(|element| element.name == "a");
            links.filter(|link| resolved(from, &link.attributes["href"]) == to).count()
        };
        assert_eq!(leads(&home, &begin), 3, "from the menu, the way in, and its card");
        assert_eq!(leads(&format!("{}/waiting/index.html", lang.code()), &begin), 1);
        for program in &PLAYGROUND.programs {
            let path = format!("{}/{}/index.html", lang.code(), program.slug());
            let html = page(&path);
            assert!(path == begin || leads(&begin, &path) > 0, "{path} is not listed");
            let texts = loopscope_strings::page(lang);
            for name in [texts.code, texts.timeline, texts.output, texts.log] {
                assert!(html.contains(&format!("aria-label=\"{name}\"")), "{path}: {name}");
            }
            let embed = page(&format!("{}/{}/embed/index.html", lang.code(), program.slug()));
            for html in [html, embed] {
                assert!(!html.contains(texts.python_shown), "{path}: it is Python that runs");
                assert!(
                    !html.contains("class=\"pane params\"") && !html.contains("pane later predict"),
                    "{path}: it has none"
                );
            }
            assert!(html.contains(&format!("data-lesson=\"{}\"", program.slug())), "{path}");
        }
        let between = &PLAYGROUND.programs[1..4];
        let [before, here, after] = [0, 1, 2].map(|nth| format!("{}/{}/index.html", lang.code(), between[nth].slug()));
        let pager: Vec<_> = elements(page(&here))
            .into_iter()
            .filter(|link| link.name == "a" && link.attributes.contains_key("rel"))
            .map(|link| resolved(&here, &link.attributes["href"]))
            .collect();
        assert_eq!(pager, [before, after]);
    }
}

/// The lessons without a twin.
fn twinless() -> impl Iterator<Item = (usize, &'static str)> {
    let lessons = COURSE.lessons.iter().enumerate().filter(|(_, lesson)| lesson.folder.twin.is_none());
    lessons.map(|(index, lesson)| (index, &*lesson.folder.manifest.slug))
}

/// Where a page finds the recorded run of its program.
fn recorded(html: &str) -> String {
    match data(html).runs {
        Runs::Python(recorded) => recorded.run,
        Runs::Twin(_) => panic!("it has a twin"),
    }
}

#[test]
fn a_lesson_without_a_twin_has_all_that_a_lesson_has_and_says_nothing_of_rust() {
    assert!(twinless().count() >= 2);
    for (slug, lang) in twinless().flat_map(|(_, slug)| Lang::ALL.map(|lang| (slug, lang))) {
        let texts = loopscope_strings::page(lang);
        for path in [format!("{}/{slug}/index.html", lang.code()), format!("{}/{slug}/embed/index.html", lang.code())] {
            let html = page(&path);
            for name in [texts.code, texts.params, texts.predict, texts.timeline, texts.inside, texts.output, texts.log]
            {
                assert!(html.contains(&format!("aria-label=\"{name}\"")), "{path}: {name}");
            }
            assert!(!html.contains(texts.python_shown) && !html.contains(texts.rust_runs), "{path}");
            assert!(!html.contains(">Rust</button>"), "{path} has a tab for what is not there");
            // What is drawn is the recorded run; who could act in its loop's place is told that nobody can.
            assert!(html.contains("class=\"drawing still\"") && !html.contains("data-act="), "{path}");
            assert!(html.contains(loopscope_strings::pane_texts(lang).no_acts), "{path}");
        }
        // Its numbers can be dragged, as a lesson's.
        let hint = loopscope_strings::fill(
            texts.drag,
            &[("name", &data(page(&format!("{}/{slug}/index.html", lang.code()))).params[0].name)],
        );
        let html = page(&format!("{}/{slug}/index.html", lang.code()));
        assert!(html.contains(&hint), "{slug}: {hint}");
        // A lesson with a twin says which of the two runs.
        assert!(page(&format!("{}/waiting/index.html", lang.code())).contains(texts.python_shown));
    }
}

#[test]
fn a_program_s_recording_is_its_run() {
    let template = Template::parse(TEMPLATE, "/a/b/").expect("the template is right");
    let site = site(template, "/a/b/");
    let recordings: BTreeMap<_, _> = site.recordings().collect();
    let programs = PLAYGROUND.programs.iter().enumerate();
    let programs = programs.map(|(index, program)| (Subject::Program(index), program.slug()));
    let lessons = twinless().map(|(index, slug)| (Subject::Lesson(index), slug.to_owned()));
    let subjects: Vec<_> = programs.chain(lessons).collect();
    assert_eq!(recordings.len(), subjects.len() * Lang::ALL.len());
    for (subject, slug) in subjects {
        let path = format!("en/{slug}/index.html");
        let address = recorded(page(&path));
        let file = resolved(&path, &address);
        let bytes = recordings.get(&file).unwrap_or_else(|| panic!("{path}: {address} is not there"));
        // In a frame the page lies one folder deeper.
        let embedded = format!("en/{slug}/embed/index.html");
        assert_eq!(resolved(&embedded, &recorded(page(&embedded))), file);
        assert!(file.ends_with(&format!("/run-{}.bin", super::digest(bytes))), "{file}");

        let Ok(Recording { chunk, end, outcome }) = Recording::from_file(bytes) else { panic!("{file} is not a run") };
        assert_eq!(outcome, Outcome::Finished, "{file}");
        let mut trace = Trace::default();
        trace.append(chunk);
        assert_eq!(trace.records.last().map(|record| record.time), Some(end), "{file}");
        assert_eq!(&trace, site.run(subject).scope.trace(), "{file}");
        // Its lines are those of the page.
        let lines = data(page(&path)).python.lines.len() as u32;
        assert!(trace.records.iter().all(|record| record.line <= lines), "{file}");
    }
}

#[test]
fn what_a_recording_prints_is_what_python_prints() {
    let request = |source| Request { source, values: serde_json::Map::new() };
    let requests: Vec<_> = PLAYGROUND.programs.iter().map(|program| request(&*program.source)).collect();
    let python = Oracle::Python("python3".to_owned());
    let (_, theirs) = python.ask(&requests).expect("Python runs them");
    let ours = DefaultRun::of_playground(&PLAYGROUND).expect("they run");
    for (program, (ours, theirs)) in PLAYGROUND.programs.iter().zip(ours.iter().zip(theirs)) {
        let bytes = ours.recording.as_ref().expect("it is recorded");
        let Ok(Recording { chunk, .. }) = Recording::from_file(bytes) else { panic!("{} is not a run", program.name) };
        let mut trace = Trace::default();
        trace.append(chunk);
        let printed = |record: &Record| match record.kind {
            Kind::Output { stream: Stream::Stdout, text } => Some(trace.text(text)),
            _ => None,
        };
        let printed: String = trace.records.iter().filter_map(printed).collect();
        assert_eq!(printed, theirs.stdout, "{}", program.name);
    }
}

#[test]
fn without_a_playground_nothing_leads_to_one() {
    let template = Template::parse(TEMPLATE, "/a/b/").expect("the template is right");
    let embed = Embed::default();
    let site = Site::new(&COURSE, None, template, Base::new("/a/b/"), embed, Parts::default(), None)
        .expect("every lesson can be run");
    for (path, content) in site.files().expect("every page can be made") {
        assert!(!path.contains("playground") && !content.contains("playground/"), "{path}");
    }
}

/// The texts of a page in the pseudo-language that are not marked; those of code, of what programs print and name, and of what is in
/// another language are none of the interface's.
fn unmarked(html: &str) -> Vec<String> {
    const VOID: [&str; 6] = ["br", "img", "input", "link", "meta", "path"];
    // In a drawing they are names of what is waited for.
    const NAMES: [&str; 7] = ["code", "kbd", "pre", "samp", "script", "output", "text"];
    let [open, close] = loopscope_strings::pseudo::MARKS;
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut path, mut depth, mut found) = (Vec::<(String, bool)>::new(), 0_usize, Vec::new());
    let mut look = |text: &str, depth: &mut usize| {
        let mut bare = String::new();
        for c in text.chars() {
            if c == open {
                *depth += 1;
            } else if c == close {
                // Of a unit behind a field only the end is marked.
                *depth = depth.saturating_sub(1);
            } else if *depth == 0 {
                bare.push(c);
            }
        }
        // A letter by itself is a mark or an axis.
        if bare.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1) {
            found.push(text.to_owned());
        }
    };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let of = |wanted: &str| {
                    let value = tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
                    value.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                };
                let in_name = path.iter().any(|(_, is_name)| *is_name);
                for attribute in ["aria-label", "title", "alt"] {
                    if let Some(text) = of(attribute).filter(|_| !in_name) {
                        look(&text, &mut 0);
                    }
                }
                let class = of("class").unwrap_or_default();
                let is_name = NAMES.contains(&&*name)
                    || of("translate").as_deref() == Some("no")
                    || class.split(' ').any(|class| matches!(class, "name" | "mark" | "wait" | "waits" | "ticks"))
                    // Answers, which name tasks.
                    || of("data-do").as_deref() == Some("choose")
                    || (name == "a" && of("hreflang").is_some());
                if !tag.self_closing && !VOID.contains(&&*name) {
                    path.push((name, is_name));
                }
            }
            Ok(Token::EndTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some(at) = path.iter().rposition(|(open, _)| *open == name) {
                    path.truncate(at);
                }
            }
            Ok(Token::String(text)) if path.iter().all(|(_, is_name)| !is_name) => {
                let text = String::from_utf8_lossy(&text);
                // What is in it is text to a reader of pages with scripts, as this one is.
                if path.last().is_some_and(|(name, _)| name == "noscript") {
                    for piece in text.split('<') {
                        look(piece.split_once('>').map_or(piece, |(_, words)| words), &mut depth);
                    }
                } else {
                    look(&text, &mut depth);
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn in_the_pseudo_language_every_text_of_a_page_is_marked() {
    let template = Template::parse(TEMPLATE, "/a/b/").expect("the template is right");
    let files = site(template, "/a/b/").files_in(Lang::Pseudo).expect("every page can be made");
    let made: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert_eq!(made.len(), 1 + 2 * (COURSE.lessons.len() + PLAYGROUND.programs.len()));
    for (path, html) in made {
        assert!(path.starts_with("xx/") && html.contains("<html lang=\"en-XA\""), "{path}");
        assert_eq!(unmarked(html), Vec::<String>::new(), "{path}");
        // It leads to every other language.
        let codes: BTreeSet<_> = elements(html)
            .into_iter()
            .filter(|element| element.name == "a" && element.attributes.contains_key("hreflang"))
            .map(|link| link.attributes["hreflang"].clone())
            .collect();
        let wanted: BTreeSet<_> = Lang::ALL.map(|lang| lang.html().to_owned()).into();
        assert!(codes == wanted || path.contains("embed/"), "{path}: {codes:?}");
    }
    for (path, html) in pages() {
        assert!(!html.contains("en-XA") && !html.contains("xx/"), "{path} leads to it");
    }
}
