//! What a lesson looks like elsewhere: in a search's result, in a chat's preview, where it is embedded.

use loopscope_lessons::page::LessonData;
use loopscope_strings::{Lang, site};
use loopscope_view::{Theme, poster};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use crate::Site;
use crate::lab::lab;
use crate::lesson::in_script;
use crate::shell::{Page, titled};
use crate::subject::Subject;
use crate::texts::texts_file;

/// Size of an embedded lesson where nothing tells better.
const EMBED: (u32, u32) = (720, 640);
/// Size of the picture in a preview.
pub(crate) const CARD: (u32, u32) = (1200, 630);

impl Site<'_> {
    /// The page's own address, its other languages, and what previews show of it.
    pub(crate) fn links(&self, page: &Page<'_>) -> Markup {
        let Some(path) = &page.path else { return html! { meta name="robots" content="noindex"; } };
        let here = match page.lang {
            Some(lang) => format!("{}/{path}", lang.code()),
            None => String::new(),
        };
        // Relative where the host is not known: a folder can lie anywhere.
        let address = |path: &str| match self.base.origin() {
            Some(_) => self.base.of(path),
            None if page.root.is_empty() && path.is_empty() => "./".to_owned(),
            None => format!("{}{path}", page.root),
        };
        let neutral = if page.subject.is_some() { format!("{}/{path}", Lang::DEFAULT.code()) } else { String::new() };
        let lesson = page.subject.is_some() && page.lang.is_some();
        let picture = self.base.origin().filter(|_| lesson).map(|_| self.base.of(&format!("{here}og.png")));
        html! {
            link rel="canonical" href=(address(&here));
            @for lang in Lang::ALL {
                link rel="alternate" hreflang=(lang.code()) href=(address(&format!("{}/{path}", lang.code())));
            }
            link rel="alternate" hreflang="x-default" href=(address(&neutral));
            meta property="og:type" content=(if lesson { "article" } else { "website" });
            meta property="og:title" content=(page.title);
            meta property="og:description" content=(page.description);
            @if let Some(lang) = page.lang { meta property="og:locale" content=(lang.locale()); }
            @if self.base.origin().is_some() { meta property="og:url" content=(address(&here)); }
            @if let Some(picture) = &picture {
                meta property="og:image" content=(picture);
                meta property="og:image:width" content=(CARD.0);
                meta property="og:image:height" content=(CARD.1);
            }
            meta name="twitter:card" content=(if picture.is_some() { "summary_large_image" } else { "summary" });
            @if lesson { link rel="alternate" type="application/json+oembed" href="oembed.json"; }
        }
    }

    /// The lesson for a frame in somebody else's page: nothing but the laboratory.
    pub(crate) fn embed_page(&self, subject: Subject, lang: Lang) -> Result<String, String> {
        let (data, json) = self.data(subject, lang, "../")?;
        self.embed_page_of(subject, lang, &data, &json)
    }

    /// The same with this data.
    pub(crate) fn embed_page_of(
        &self,
        subject: Subject,
        lang: Lang,
        data: &LessonData,
        json: &str,
    ) -> Result<String, String> {
        let (slug, title) = (self.slug(subject), self.title(subject, lang));
        let root = &*format!("{}../", self.root(subject));
        let page = Page {
            root,
            lang: Some(lang),
            title: titled(lang, title),
            description: self.summary(subject, lang),
            subject: Some(subject),
            path: None,
        };
        let lab = lab(data, self.run(subject))?;
        let lesson_path = format!("{}/{slug}/", lang.code());
        let canonical = self.base.origin().map_or_else(|| "../".to_owned(), |_| self.base.of(&lesson_path));
        let markup = html! {
            (DOCTYPE)
            html lang=(lang.html()) dir=(lang.direction()) data-embed data-lang=(lang.code()) data-lesson=(slug) {
                head {
                    (self.start_of_head(&page))
                    meta name="robots" content="noindex";
                    link rel="canonical" href=(canonical);
                    script src={ (root) (texts_file(lang)) } defer {}
                    // Before the application, which it tells what to show.
                    @if let Some(frame) = &self.app.embed.script { script src={ (root) (frame) } defer {} }
                    (self.app.parts.metas(root))
                    @for element in self.elements(&page) { (self.element(element, root)) }
                    @if let Some(style) = &self.app.embed.style { link rel="stylesheet" href={ (root) (style) }; }
                }
                body {
                    // A page may have several of these in it.
                    main.embed aria-labelledby="title" {
                        h1.unseen id="title" { (title) }
                        (lab)
                        p.open { a href="../" target="_blank" rel="noopener" { (site(lang).open_here) } }
                    }
                    script type="application/json" id="lesson-data" { (PreEscaped(in_script(json))) }
                    @for element in self.scripts() { (self.element(element, root)) }
                }
            }
        };
        Ok(markup.into_string() + "\n")
    }

    /// The default run as a picture, in the colours of a theme.
    pub(crate) fn poster(&self, subject: Subject, lang: Lang, theme: Theme) -> String {
        poster(lang, &self.run(subject).scope, self.title(subject, lang), theme)
    }

    /// How to embed the lesson, for programs that look for it (oembed.com).
    pub(crate) fn oembed(&self, subject: Subject, lang: Lang) -> String {
        let title = self.title(subject, lang);
        let folder = format!("{}/{}/", lang.code(), self.slug(subject));
        let (width, height) = EMBED;
        let frame = html! {
            iframe src=(self.base.of(&format!("{folder}embed/"))) title=(titled(lang, title)) width="100%"
                height=(height) frameborder="0" loading="lazy" {}
        };
        let told = json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": site(lang).brand,
            "provider_url": self.base.of(""),
            "thumbnail_url": self.base.of(&format!("{folder}og.png")),
            "thumbnail_width": CARD.0,
            "thumbnail_height": CARD.1,
            "html": frame.into_string(),
            "width": width,
            "height": height,
        });
        format!("{told}\n")
    }

    /// Every page that a search may show, each with its other languages; `None` where the host is not known, as addresses in a
    /// sitemap are whole ones.
    pub(crate) fn sitemap(&self) -> Option<String> {
        self.base.origin()?;
        let subjects = self.subjects().map(|subject| format!("{}/", self.slug(subject)));
        let paths: Vec<_> = std::iter::once(String::new()).chain(subjects).collect();
        let address = |lang: Lang, path: &str| self.base.of(&format!("{}/{path}", lang.code()));
        let markup = html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
            urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" {
                @for path in &paths {
                    @for lang in Lang::ALL {
                        url {
                            loc { (address(lang, path)) }
                            @for other in Lang::ALL {
                                (PreEscaped(format!(
                                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                                    other.code(),
                                    html! { (address(other, path)) }.into_string()
                                )))
                            }
                        }
                    }
                }
            }
        };
        Some(markup.into_string() + "\n")
    }

    /// Leads search engines to the sitemap. They ask for it at a host's root only.
    pub(crate) fn robots(&self) -> Option<String> {
        self.base.origin()?;
        (self.base.path() == "/")
            .then(|| format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", self.base.of("sitemap.xml")))
    }
}
