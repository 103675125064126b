//! What others show of a page: previews, sitemap, posters.

use std::collections::{BTreeMap, BTreeSet};

use loopscope_strings::Lang;

use super::html::{elements, resolved};
use super::{COURSE, FILES, Native, PLAYGROUND, PUBLIC, page};
use crate::run::Runs;

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
fn posters_are_pictures_with_words() {
    let posters: Vec<_> = FILES.iter().filter(|(path, _)| path.contains("poster")).collect();
    assert_eq!(posters.len(), (COURSE.lessons.len() + PLAYGROUND.programs.len()) * Lang::ALL.len() * 3);
    let programs = PLAYGROUND.programs.iter().map(|program| program.slug());
    let lessons = COURSE.lessons.iter().map(|lesson| lesson.folder.manifest.slug.clone());
    let made = Runs::of(&COURSE, Some(&PLAYGROUND), &Native).expect("they run");
    let runs: BTreeMap<_, _> = lessons.zip(made.lessons).chain(programs.zip(made.programs)).collect();
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
