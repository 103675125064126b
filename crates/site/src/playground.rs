//! The playground's pages: a program to begin with beside the list of the examples, and each example beside what to look at in
//! its run and what to change first.

use loopscope_lessons::author::Playground;
use loopscope_strings::{Lang, fill, site};
use maud::{Markup, PreEscaped, html};

use crate::Site;
use crate::lab::lab;
use crate::lesson::in_script;
use crate::shell::{Page, titled};
use crate::subject::Subject;

impl Site<'_> {
    /// The page of the program at this place.
    pub(crate) fn program_page(&self, index: usize, lang: Lang) -> Result<String, String> {
        let playground = self.playground.ok_or("there is no playground")?;
        let (words, subject) = (site(lang), Subject::Program(index));
        let program = &playground.programs[index];
        let (title, summary) = (program.title[lang].as_str(), program.summary[lang].as_str());
        let root = self.root(subject);
        let page = Page {
            root: &root,
            lang: Some(lang),
            title: titled(lang, title),
            description: summary,
            subject: Some(subject),
            path: Some(format!("{}/", program.slug())),
        };
        let (data, json) = self.data(subject, lang, "")?;
        let lab = lab(&data, self.run(subject))?;
        let address = |slug: &str| format!("{root}{}/{slug}/", lang.code());
        let main = html! {
            a.skip href="#lab" { (words.skip_to_lab) }
            (self.top(&page, lang))
            main.lesson {
                article.text id="text" {
                    @if index > 0 {
                        p.place {
                            a href="../" { (words.playground) } " · "
                            (fill(words.example_place, &[("order", &data.order.to_string()), ("total", &data.total.to_string())]))
                        }
                    }
                    h1 { (title) }
                    p.summary { (summary) }
                    (told("look", words.look_heading, &program.look[lang]))
                    (told("change", words.change_heading, &program.change[lang]))
                    @if index == 0 { (examples(playground, lang)) }
                    nav.pager aria-label=(words.program_pager_label) {
                        @if let Some(prev) = data.prev.as_ref().filter(|_| index > 1) {
                            a rel="prev" href=(address(&prev.slug)) { (fill(words.previous_example, &[("title", &prev.title)])) }
                        }
                        @if let Some(next) = &data.next {
                            a rel="next" href=(address(&next.slug)) { (fill(words.next_example, &[("title", &next.title)])) }
                        }
                    }
                }
                (lab)
            }
        };
        let after = html! {
            script type="application/json" id="lesson-data" { (PreEscaped(in_script(&json))) }
        };
        Ok(self.page(&page, &main, &after))
    }

    /// What leads to the playground from a list of the lessons, if there is one.
    pub(crate) fn way_to_playground(&self, root: &str, lang: Lang) -> Markup {
        let Some(program) = self.playground.and_then(|playground| playground.programs.first()) else {
            return html! {};
        };
        html! {
            ul.lessons-list.playground {
                li {
                    a href={ (root) (lang.code()) "/" (program.slug()) "/" } {
                        b { (site(lang).playground) }
                        " "
                        span { (program.summary[lang]) }
                    }
                }
            }
        }
    }
}

/// A section of text with `code` in it.
fn told(id: &str, heading: &str, text: &str) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            p {
                @for (nth, part) in text.split('`').enumerate() {
                    @if nth % 2 == 1 { code { (part) } } @else { (part) }
                }
            }
        }
    }
}

fn examples(playground: &Playground, lang: Lang) -> Markup {
    html! {
        section aria-labelledby="examples" {
            h2 id="examples" { (site(lang).examples_heading) }
            ul.examples {
                @for example in &playground.programs[1..] {
                    li {
                        a href={ (example.name) "/" } { (example.title[lang]) }
                        p { (example.summary[lang]) }
                    }
                }
            }
        }
    }
}
