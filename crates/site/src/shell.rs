//! What all pages have in common: the head, and the bar at the top.

use loopscope_strings::{Lang, fill, site};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::Site;
use crate::subject::Subject;
use crate::template::{Element, ElementName};
use crate::texts::texts_file;

/// A page's place and what its head says.
pub(crate) struct Page<'a> {
    /// The way from the page to the site's root: `../../`, or an absolute address for the page of unknown addresses.
    pub(crate) root: &'a str,
    /// Its language; `None` for pages in all of them.
    pub(crate) lang: Option<Lang>,
    pub(crate) title: String,
    pub(crate) description: &'a str,
    /// What its laboratory shows, if it has one.
    pub(crate) subject: Option<Subject>,
    /// Its path below the language's folder, for the page in other languages; `None` when there are none.
    pub(crate) path: Option<String>,
}

impl Site<'_> {
    /// A whole page around `main`; `after` stands at the end of the body.
    pub(crate) fn page(&self, page: &Page<'_>, main: &Markup, after: &Markup) -> String {
        let lang = page.lang.unwrap_or(Lang::DEFAULT);
        let slug = page.subject.map(|subject| self.slug(subject));
        let markup = html! {
            (DOCTYPE)
            html lang=(lang.html()) dir=(lang.direction()) data-lang=[page.lang.map(Lang::code)] data-lesson=[slug] {
                head {
                    (self.start_of_head(page))
                    (self.links(page))
                    // Before the script that starts the application, which reads them.
                    @if let (Some(lang), Some(_)) = (page.lang, page.subject) {
                        script src={ (page.root) (texts_file(lang)) } defer {}
                    }
                    @if page.subject.is_some() { (self.app.parts.metas(page.root)) }
                    @for element in self.elements(page) { (self.element(element, page.root)) }
                    script src={ (page.root) (self.language_script.file) } defer {}
                    (self.offline(page))
                }
                body { (main) (after) @for element in self.scripts() { (self.element(element, page.root)) } }
            }
        };
        let mut out = markup.into_string();
        out.push('\n');
        out
    }

    /// What every head begins with.
    pub(crate) fn start_of_head(&self, page: &Page<'_>) -> Markup {
        html! {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
            meta name="color-scheme" content="light dark";
            title { (page.title) }
            meta name="description" content=(page.description);
        }
    }

    /// The template's elements for this page's head. Deferred scripts stand at the end of the body.
    pub(crate) fn elements<'s>(&'s self, page: &Page<'_>) -> impl Iterator<Item = &'s Element> {
        let lesson = page.subject.is_some();
        self.app
            .template
            .elements
            .iter()
            .filter(move |element| (lesson || !element.lesson_only) && !is_deferred(element))
    }

    pub(crate) fn scripts(&self) -> impl Iterator<Item = &Element> {
        self.app.template.elements.iter().filter(|element| is_deferred(element))
    }

    pub(crate) fn element(&self, element: &Element, root: &str) -> PreEscaped<String> {
        let name = match element.name {
            ElementName::Link => "link",
            ElementName::Script => "script",
            ElementName::Meta => "meta",
        };
        let mut out = format!("<{name}");
        for (attribute, value) in element.attributes_from(root) {
            let version = if attribute == "content" && value.ends_with("engine.js") {
                self.engine_version()
            } else {
                String::new()
            };
            let value = html! { (value) (version) }.into_string();
            out.push_str(&format!(" {attribute}=\"{value}\""));
        }
        out.push('>');
        if element.name == ElementName::Script {
            out.push_str("</script>");
        }
        PreEscaped(out)
    }

    fn engine_version(&self) -> String {
        self.app.engine_version.as_ref().map(|version| format!("?v={version}")).unwrap_or_default()
    }

    /// The bar at the top of a page in one language.
    pub(crate) fn top(&self, page: &Page<'_>, lang: Lang) -> Markup {
        let words = site(lang);
        html! {
            header.top {
                a.brand href={ (page.root) (lang.code()) "/" } { (words.brand) }
                div.menus {
                    details.lessons {
                        summary { (words.all_lessons) }
                        nav aria-label=(words.all_lessons) {
                            ol {
                                @for (index, lesson) in self.course.lessons.iter().enumerate() {
                                    @let manifest = &lesson.folder.manifest;
                                    li {
                                        a href={ (page.root) (lang.code()) "/" (manifest.slug) "/" }
                                            aria-current=[(page.subject == Some(Subject::Lesson(index))).then_some("page")]
                                        { (manifest.title[lang]) }
                                    }
                                }
                            }
                        }
                    }
                    @if self.playground.is_some() { (self.programs(page, lang)) }
                }
                @if let Some(path) = &page.path { (switch(page.root, path, lang)) }
                button.theme type="button" hidden { (words.theme) }
            }
        }
    }

    /// The playground and its examples.
    fn programs(&self, page: &Page<'_>, lang: Lang) -> Markup {
        let words = site(lang);
        html! {
            details.programs {
                summary { (words.playground) }
                nav aria-label=(words.playground) {
                    ul {
                        @for subject in self.subjects().filter(|subject| matches!(subject, Subject::Program(_))) {
                            li {
                                a href={ (page.root) (lang.code()) "/" (self.slug(subject)) "/" }
                                    aria-current=[(page.subject == Some(subject)).then_some("page")]
                                { (self.title(subject, lang)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The bar at the top of a page in all languages.
    pub(crate) fn top_of_all(&self, root: &str) -> Markup {
        html! {
            header.top {
                a.brand href=(if root.is_empty() { "./" } else { root }) { (site(Lang::DEFAULT).brand) }
                @for lang in Lang::ALL { (to_language(root, "", lang)) }
            }
        }
    }

    /// The list of the lessons in one language.
    pub(crate) fn list(&self, root: &str, lang: Lang) -> Markup {
        html! {
            ol.lessons-list {
                @for lesson in &self.course.lessons {
                    @let manifest = &lesson.folder.manifest;
                    li {
                        a href={ (root) (lang.code()) "/" (manifest.slug) "/" } {
                            b { (manifest.title[lang]) }
                            " "
                            span { (manifest.summary[lang]) }
                        }
                    }
                }
            }
            (self.way_to_playground(root, lang))
        }
    }
}

/// What leads to the page at this path in each of the other languages. One is a link, several are a menu.
fn switch(root: &str, path: &str, lang: Lang) -> Markup {
    let others: Vec<_> = lang.others().collect();
    match others.as_slice() {
        [] => html! {},
        [other] => to_language(root, path, *other),
        _ => html! {
            details.languages {
                summary { (lang.name()) }
                nav aria-label=(site(lang).languages) {
                    ul { @for other in others { li { (to_language(root, path, other)) } } }
                }
            }
        },
    }
}

fn to_language(root: &str, path: &str, lang: Lang) -> Markup {
    html! {
        a.language href={ (root) (lang.code()) "/" (path) } hreflang=(lang.html()) lang=(lang.html()) { (lang.name()) }
    }
}

fn is_deferred(element: &Element) -> bool {
    element.name == ElementName::Script && element.attributes.iter().any(|(name, _)| name == "defer")
}

/// A page's title with the site's name.
pub(crate) fn titled(lang: Lang, title: &str) -> String {
    fill(site(lang).page_title, &[("title", title)])
}
