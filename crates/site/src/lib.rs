//! The static pages of a course.
//!
//! ```text
//! /index.html                   every language; sends the reader on to the preferred one
//! /{lang}/index.html            home: a run that plays, and the lessons; in zh, en, as crates/strings/languages.toml lists them
//! /{lang}/{slug}/index.html     a lesson; beside it, how it looks elsewhere:
//!              poster*.svg      its default run as a picture: in the reader's scheme, light, dark
//!              og.png           the picture of a preview
//!              run.gif, run.svg its default run, played: with its address and a QR code where the host is known
//!              oembed.json      how to embed it
//!              embed/           the lesson for a frame
//!              run-*.bin        its default run, as the Python engine tells it, where that is what runs
//! /{lang}/playground/           the playground, and below it /NAME/ for each example: the same files
//! /404.html, /offline.html      for unknown addresses, and without a network; the only pages with absolute links
//! /sitemap.xml, /robots.txt     where the host is known
//! /sw.js, /manifest.webmanifest, /icon-*.png    to read without a network, and to install
//! ```

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use loopscope_lessons::author::{Course, Playground};
use loopscope_strings::{Lang, site};
use loopscope_view::Theme;
use maud::html;

mod address;
mod app;
mod arguments;
#[cfg(feature = "pictures")]
mod card;
mod failure;
mod home;
mod kept;
mod lab;
mod language;
mod lesson;
mod offline;
mod parts;
#[cfg(feature = "pictures")]
mod pictures;
mod playground;
mod run;
mod serve;
mod shared;
mod shell;
mod subject;
mod template;
mod texts;
mod weight;

use address::Base;
pub use arguments::{ServeArguments, SiteArguments};
pub use failure::Failure;
pub use kept::Kept;
use language::Script;
use offline::Shell;
use parts::Parts;
use run::Runs;
pub use run::{PageProgram, Recorder};
pub use serve::{Build, Serving, serve};
use shell::{Page, titled};
use subject::Subject;
use template::Template;
use weight::Common;

/// The application as it was built, and what lies beside it.
#[derive(Debug)]
pub(crate) struct Application {
    template: Template,
    embed: Embed,
    parts: Parts,
    /// Digest of the engine's file, if it is there: its name has none, and a page must not meet one of another build.
    engine_version: Option<String>,
}

/// Files of embed pages that are made elsewhere (web/embed, web/styles/embed.css), by their names at the site's root.
#[derive(Debug, Default)]
pub(crate) struct Embed {
    script: Option<String>,
    style: Option<String>,
}

/// Everything that pages are made of.
pub(crate) struct Site<'a> {
    course: &'a Course,
    playground: Option<&'a Playground>,
    runs: Runs,
    app: Application,
    base: Base<'a>,
    /// The script that handles the reader's language.
    language_script: Script,
    /// File name of the script that registers the service worker.
    offline_script: String,
    /// What embedded lessons weigh, where the application is there to be weighed.
    weights: Option<Common>,
    /// Whether pages reload when a file changes; then nothing is kept for reading without a network.
    live: bool,
}

impl Application {
    /// What lies in this folder, made ready for pages: what they name gets a name with its digest.
    fn read(template: &Path, prefix: &str, out: &Path) -> Result<Application, Failure> {
        let html = fs::read_to_string(template)
            .map_err(|error| Failure::run(format!("the template {} cannot be read: {error}", template.display())))?;
        let template =
            Template::parse(&html, prefix).map_err(|what| Failure::run(format!("{}: {what}", template.display())))?;
        let engine_version =
            template.engine().and_then(|file| fs::read(out.join(file)).ok()).map(|bytes| digest(&bytes));
        language::translate(out)?;
        let embed = Embed { script: with_digest(out, "frame.js")?, style: with_digest(out, "embed.css")? };
        Ok(Application { template, embed, parts: Parts::find(out), engine_version })
    }

    /// All files that pages load at once, as paths below the site's root.
    fn files(&self) -> impl Iterator<Item = &str> {
        let of_embed = [&self.embed.script, &self.embed.style].into_iter().flatten().map(String::as_str);
        self.template.files().chain(of_embed)
    }
}

impl<'a> Site<'a> {
    fn new(
        course: &'a Course,
        playground: Option<&'a Playground>,
        app: Application,
        base: Base<'a>,
        recorder: &dyn Recorder,
    ) -> Result<Self, Failure> {
        Ok(Site {
            course,
            playground,
            runs: Runs::of(course, playground, recorder)?,
            base,
            language_script: language::script().map_err(Failure::run)?,
            offline_script: format!("offline-{}.js", digest(offline::script().as_bytes())),
            weights: None,
            live: app.template.is_live(),
            app,
        })
    }

    /// Every file that is text, by its path below the site's root.
    fn files(&self) -> Result<BTreeMap<String, String>, String> {
        let mut files = BTreeMap::new();
        files.insert(self.language_script.file.clone(), self.language_script.content.clone());
        files.insert("index.html".to_owned(), self.root_page());
        files.insert("404.html".to_owned(), self.page_of_all(|words| (words.not_found_title, words.not_found)));
        if !self.live {
            let offline_page = self.page_of_all(|words| (words.offline_title, words.offline_page));
            files.insert("offline.html".to_owned(), offline_page);
            files.insert(self.offline_script.clone(), offline::script());
            files.insert(offline::MANIFEST.to_owned(), self.manifest());
        }
        files.extend(self.sitemap().map(|sitemap| ("sitemap.xml".to_owned(), sitemap)));
        files.extend(self.robots().map(|robots| ("robots.txt".to_owned(), robots)));
        for lang in Lang::ALL {
            files.extend(self.files_in(lang)?);
        }
        Ok(files)
    }

    /// Those of one language.
    fn files_in(&self, lang: Lang) -> Result<BTreeMap<String, String>, String> {
        let mut files = BTreeMap::new();
        files.insert(texts::texts_file(lang), texts::texts(lang));
        files.insert(format!("{}/index.html", lang.code()), self.home_page(lang));
        for subject in self.subjects() {
            let slug = self.slug(subject);
            let mut put = |name: &str, content: String| files.insert(format!("{}/{slug}/{name}", lang.code()), content);
            let page = match subject {
                Subject::Lesson(index) => self.lesson_page(index, lang)?,
                Subject::Program(index) => self.program_page(index, lang)?,
            };
            put("index.html", page);
            put("embed/index.html", self.embed_page(subject, lang)?);
            put("oembed.json", self.oembed(subject, lang));
            put("poster.svg", self.poster(subject, lang, Theme::Auto));
            put("poster-light.svg", self.poster(subject, lang, Theme::Light));
            put("poster-dark.svg", self.poster(subject, lang, Theme::Dark));
        }
        Ok(files)
    }

    /// The recorded runs, by their paths below the site's root.
    fn recordings(&self) -> impl Iterator<Item = (String, &[u8])> {
        Lang::ALL.into_iter().flat_map(|lang| self.recordings_in(lang))
    }

    /// Those of one language's pages.
    fn recordings_in(&self, lang: Lang) -> impl Iterator<Item = (String, &[u8])> {
        self.subjects().filter_map(move |subject| {
            let run = self.run(subject);
            let path = format!("{}/{}/{}", lang.code(), self.slug(subject), run.recording_file()?);
            Some((path, run.recording.as_deref()?))
        })
    }

    /// The files that a lesson needs, of those in `out` and those that are about to be written: what is kept for reading without a
    /// network.
    fn shell(&self, out: &Path, files: &BTreeMap<String, String>) -> Shell {
        let mut shell = Shell::new();
        let mut add = |address: String, bytes: &[u8]| {
            shell.insert((address, digest(bytes)));
        };
        let written = [&self.language_script.file, &self.offline_script].into_iter().cloned();
        for file in written.chain(Lang::ALL.map(texts::texts_file)).chain(["offline.html".to_owned()]) {
            if let Some(content) = files.get(&file) {
                add(file, content.as_bytes());
            }
        }
        // What unpacks addresses has a name that stays, as links of long ago lead to it.
        for file in self.app.files().chain(["packed.js"]) {
            if let Ok(bytes) = fs::read(out.join(file)) {
                add(file.to_owned(), &bytes);
            }
        }
        if let Some((file, version)) = self.app.template.engine().zip(self.app.engine_version.as_ref()) {
            add(format!("{file}?v={version}"), version.as_bytes());
        }
        for (path, bytes) in self.recordings() {
            add(path, bytes);
        }
        shell
    }

    fn root_page(&self) -> String {
        let words = site(Lang::DEFAULT);
        let title = words.brand.to_owned();
        let page = Page {
            root: "",
            lang: None,
            title,
            description: words.description,
            subject: None,
            path: Some(String::new()),
        };
        let main = html! {
            (self.top_of_all(page.root))
            main.list data-languages=(page.root) {
                @for lang in Lang::ALL {
                    @let words = site(lang);
                    section lang=(lang.html()) dir=(lang.direction()) {
                        h1 { (words.tagline) }
                        p.summary { (words.intro) }
                        (self.list(page.root, lang))
                    }
                }
            }
        };
        self.page(&page, &main, &html! {})
    }

    /// A page that is shown at any address: its head and its sentence, and the list of the lessons.
    fn page_of_all(&self, said: fn(&'static loopscope_strings::Site) -> (&'static str, &'static str)) -> String {
        let (title, sentence) = said(site(Lang::DEFAULT));
        let title = titled(Lang::DEFAULT, title);
        let page = Page { root: self.base.path(), lang: None, title, description: sentence, subject: None, path: None };
        let main = html! {
            (self.top_of_all(page.root))
            main.list {
                @for lang in Lang::ALL {
                    @let (title, sentence) = said(site(lang));
                    section lang=(lang.html()) dir=(lang.direction()) {
                        h1 { (title) }
                        p.summary { (sentence) }
                        (self.list(page.root, lang))
                    }
                }
            }
        };
        self.page(&page, &main, &html! {})
    }
}

/// What a site is made of, and where.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// index.html as Trunk built it.
    pub template: &'a Path,
    /// What stands in front of the addresses in it: --public-url, as Trunk was told.
    pub prefix: &'a str,
    /// The folder of the lessons.
    pub lessons: &'a Path,
    /// The folder of the playground, if there is one.
    pub playground: Option<&'a Path>,
    /// Where the built application lies; the pages are written there.
    pub out: &'a Path,
    /// The site's address on its host, with slashes at both ends, and with the host in front where that is known.
    pub base: &'a str,
    /// Where pages in the pseudo-language are written, which are meant to be served over `out`; without it there are none.
    pub pseudo: Option<&'a Path>,
}

/// Reads the lessons, the playground and the template and writes the pages.
///
/// # Errors
///
/// What is wrong with what authors wrote, and what cannot be read or written.
pub fn build(order: &Order<'_>, recorder: &dyn Recorder) -> Result<(), Failure> {
    let Order { template, prefix, lessons, playground, out, base, pseudo } = *order;
    let course = Course::read(lessons).map_err(Failure::problems)?;
    let playground = playground.map(Playground::read).transpose().map_err(Failure::problems)?;
    let base = Base::new(base);
    let app = Application::read(template, prefix, out)?;
    let mut site = Site::new(&course, playground.as_ref(), app, base, recorder)?;
    if !site.live {
        site.weights = Common::of(out, site.app.files());
    }
    let files = site.files().map_err(Failure::run)?;
    if !site.live {
        let shell = site.shell(out, &files);
        write(out, "sw.js", offline::worker(&shell).map_err(Failure::run)?.as_bytes())?;
        #[cfg(feature = "pictures")]
        site.pictures(out, &|path: &str, picture: &[u8]| write(out, path, picture))?;
        if site.base.origin().is_none() {
            say(
                "Built for any host: no sitemap and no picture in previews, as they take whole addresses. --base https://host/path/ brings them.",
            );
        }
    }
    for (path, bytes) in site.recordings() {
        write(out, &path, bytes)?;
    }
    for (path, content) in files {
        write(out, &path, content.as_bytes())?;
    }
    if let Some(pseudo) = pseudo {
        for (path, bytes) in site.recordings_in(Lang::Pseudo) {
            write(pseudo, &path, bytes)?;
        }
        for (path, content) in site.files_in(Lang::Pseudo).map_err(Failure::run)? {
            write(pseudo, &path, content.as_bytes())?;
        }
        #[cfg(feature = "pictures")]
        if !site.live {
            site.pictures_in(&[Lang::Pseudo], &|path, picture| write(pseudo, path, picture))?;
        }
        write(pseudo, texts::TABLES, texts::tables(Lang::Pseudo).as_bytes())?;
    }
    Ok(())
}

fn write(out: &Path, path: &str, content: &[u8]) -> Result<(), Failure> {
    let file = out.join(path);
    let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, content));
    written.map_err(|error| Failure::run(format!("{} cannot be written: {error}", file.display())))
}

/// Gives a file of the site's root a name with its digest, if it is there.
fn with_digest(out: &Path, name: &str) -> Result<Option<String>, Failure> {
    let file = out.join(name);
    let Ok(bytes) = fs::read(&file) else { return Ok(None) };
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    let new = format!("{stem}-{}.{kind}", digest(&bytes));
    fs::rename(&file, out.join(&new))
        .map_err(|error| Failure::run(format!("{} cannot be renamed: {error}", file.display())))?;
    Ok(Some(new))
}

/// Tells whoever builds the site something that is no mistake.
pub fn say(sentence: &str) {
    // Nothing is to be done about a closed standard error.
    let _ = writeln!(io::stderr(), "loopscope: {sentence}");
}

/// A short digest for file names and addresses.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

#[cfg(test)]
mod tests;
