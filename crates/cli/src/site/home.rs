//! The home page of a language: what this is, shown by a run that plays by itself and a number to drag; then the lessons and
//! the playground's programs, each with a small picture of its default run.

use loopscope_strings::{Lang, fill, site};
use loopscope_view::timeline::thumbnail;
use maud::{Markup, PreEscaped, html};

use super::Site;
use super::shell::{Page, titled};
use super::subject::Subject;

/// The lesson that is shown, and what of it: one number and what comes of it.
const SHOWN: (&str, &str) = ("waiting", "p.kettle,timeline,output");

impl Site<'_> {
    pub(crate) fn home_page(&self, lang: Lang) -> String {
        let words = site(lang);
        let page = Page {
            root: "../",
            lang: Some(lang),
            title: titled(lang, words.tagline),
            description: words.description,
            subject: None,
            path: Some(String::new()),
        };
        let first = self.subjects().next();
        let main = html! {
            (self.top(&page, lang))
            main.list.home {
                div.hero {
                    div {
                        h1 { (words.tagline) }
                        p.summary { (words.intro) }
                        p.ways {
                            @if let Some(first) = first {
                                a.first href={ (self.slug(first)) "/" } { (fill(words.begin, &[("title", self.title(first, lang))])) }
                            }
                            @if let Some(program) = self.subjects().find(|subject| matches!(subject, Subject::Program(_))) {
                                a href={ (self.slug(program)) "/" } { (words.own_program) }
                            }
                        }
                    }
                    (self.shown(lang))
                }
                (self.pictured(words.all_lessons, lang, |subject| matches!(subject, Subject::Lesson(_))))
                (self.pictured(words.playground, lang, |subject| matches!(subject, Subject::Program(_))))
            }
        };
        let after = html! {
            script type="module" src={ (page.root) "embed.js" } {}
            script type="module" src={ (page.root) "home.js" } {}
        };
        self.page(&page, &main, &after)
    }

    /// A lesson's run, in the page as blogs have it in theirs.
    fn shown(&self, lang: Lang) -> Markup {
        let (slug, view) = SHOWN;
        let Some(subject) = self.subjects().find(|subject| self.slug(*subject) == slug) else { return html! {} };
        let words = site(lang);
        html! {
            figure {
                loop-scope lesson=(slug) view=(view) loading="eager" {
                    a href={ (slug) "/" } {
                        img src={ (slug) "/poster.svg" } alt=(self.title(subject, lang));
                    }
                }
                figcaption { (words.home_caption) }
            }
        }
    }

    /// Subjects with their pictures.
    fn pictured(&self, heading: &str, lang: Lang, which: impl Fn(&Subject) -> bool) -> Markup {
        let subjects: Vec<Subject> = self.subjects().filter(which).collect();
        if subjects.is_empty() {
            return html! {};
        }
        html! {
            h2 { (heading) }
            ol.cards {
                @for subject in subjects {
                    li {
                        a href={ (self.slug(subject)) "/" } {
                            (PreEscaped(thumbnail(&self.run(subject).scope)))
                            b { (self.title(subject, lang)) }
                            " "
                            span { (self.summary(subject, lang)) }
                        }
                    }
                }
            }
        }
    }
}
