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
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use loopscope_engine::session::LIMITS;
use loopscope_lessons::PAGE_FILE;
use loopscope_lessons::author::{Course, Playground};
use loopscope_protocol::{Epoch, Recording};
use loopscope_python::{Options, Python};

use crate::parts::Parts;
use crate::run::{PageProgram, Recorder};
use crate::template::Template;
use crate::{Application, Base, Embed, Failure, Order, Site, build};

pub(crate) const TEMPLATE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="loopscope-engine" content="engine.js"><title>x</title>
<link rel="icon" type="image/svg+xml" href="/a/b/favicon-0.svg"><link rel="stylesheet" href="/a/b/base-1.css">
<script src="/a/b/theme-2.js"></script><script type="module" src="/a/b/boot-3.js"></script>
<link rel="modulepreload" href="/a/b/web-4.js" crossorigin="anonymous">
<link rel="preload" href="/a/b/web-4_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">
</head><body><script src="/a/b/live-reload.js" defer></script></body></html>"#;

const LIVE_RELOAD: &str = r#"<script src="https://host.example/a/b/live-reload.js" defer></script>"#;

/// The engine, in this process.
struct Native;

impl Recorder for Native {
    fn record(&self, programs: Vec<PageProgram>) -> Result<Vec<Option<Recording>>, Failure> {
        let run = |program: &PageProgram| {
            let options = Options {
                file: PAGE_FILE.to_owned(),
                limits: LIMITS,
                epoch: Epoch::default().unix_ms as f64 / 1000.0,
                version: program.version,
                decoded: true,
                ..Options::default()
            };
            let run = Python::new().run(&program.source, &options, |_, _| {});
            let outcome = run.told();
            Some(Recording { chunk: run.trace, end: run.time, outcome })
        };
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let running = thread.spawn(move || programs.iter().map(run).collect()).expect("a thread");
        Ok(running.join().expect("no program brings the engine down"))
    }
}

static COURSE: LazyLock<Course> =
    LazyLock::new(|| Course::read(&folder("lessons")).map_err(Failure::problems).expect("the lessons are right"));

static PLAYGROUND: LazyLock<Playground> = LazyLock::new(|| {
    Playground::read(&folder("playground")).map_err(Failure::problems).expect("the playground is right")
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

pub(crate) fn site(template: Template, base: &str) -> Site<'_> {
    let embed = Embed { script: Some("frame-5.js".to_owned()), style: Some("embed-6.css".to_owned()) };
    let app = Application { template, embed, parts: Parts::default(), engine_version: Some("abcd".to_owned()) };
    Site::new(&COURSE, Some(&PLAYGROUND), app, Base::new(base), &Native).expect("every program can be run")
}

/// Writes the site of this repository's lessons into a folder where the application lies.
fn write_into(out: &Path, template: &Path) {
    let (lessons, playground) = (folder("lessons"), folder("playground"));
    let order = Order {
        template,
        prefix: "/a/b/",
        lessons: &lessons,
        playground: Some(&playground),
        out,
        base: "/a/b/",
        pseudo: None,
    };
    build(&order, &Native).expect("the site can be built");
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
