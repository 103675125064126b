//! The pages of this repository's lessons and of its playground.

mod embed;
mod html;
mod kept;
mod lessons;
mod pages;
mod playground;
mod previews;
mod pseudo;
mod recordings;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use loopscope_lessons::author::{Course, Playground};

use super::parts::Parts;
use super::template::Template;
use super::{Base, Embed, Site};

pub(super) const TEMPLATE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="loopscope-engine" content="engine.js"><title>x</title>
<link rel="icon" type="image/svg+xml" href="/a/b/favicon-0.svg"><link rel="stylesheet" href="/a/b/base-1.css">
<script src="/a/b/theme-2.js"></script><script type="module" src="/a/b/boot-3.js"></script>
<link rel="modulepreload" href="/a/b/web-4.js" crossorigin="anonymous">
<link rel="preload" href="/a/b/web-4_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">
</head><body><script src="/a/b/live-reload.js" defer></script></body></html>"#;

const LIVE_RELOAD: &str = r#"<script src="https://host.example/a/b/live-reload.js" defer></script>"#;

static COURSE: LazyLock<Course> = LazyLock::new(|| {
    Course::read(&folder("lessons")).map_err(crate::failure::Failure::problems).expect("the lessons are right")
});

static PLAYGROUND: LazyLock<Playground> = LazyLock::new(|| {
    Playground::read(&folder("playground")).map_err(crate::failure::Failure::problems).expect("the playground is right")
});

/// A folder of this repository.
fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| files(template(), "/a/b/"));

/// The pages as they are served to readers, not to the lessons' author, from a host that is known.
static PUBLIC: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let html = TEMPLATE.replace("\"/a/b/", "\"https://host.example/a/b/").replace(LIVE_RELOAD, "");
    let template = Template::parse(&html, "https://host.example/a/b/").expect("the template is right");
    files(template, "https://host.example/a/b/")
});

fn template() -> Template {
    Template::parse(TEMPLATE, "/a/b/").expect("the template is right")
}

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

/// The lessons without a twin.
fn twinless() -> impl Iterator<Item = (usize, &'static str)> {
    let lessons = COURSE.lessons.iter().enumerate().filter(|(_, lesson)| lesson.folder.twin.is_none());
    lessons.map(|(index, lesson)| (index, &*lesson.folder.manifest.slug))
}
