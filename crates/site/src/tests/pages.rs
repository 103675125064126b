//! What holds of every page: its address, links, scripts, policy, data.

use std::collections::{BTreeMap, BTreeSet};

use loopscope_lessons::page::{LessonData, ParamsIn, Runs};
use loopscope_strings::Lang;

use super::html::{elements, resolved, text_of};
use super::{COURSE, FILES, PUBLIC, page, pages};

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
