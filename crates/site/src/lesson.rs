//! A lesson's page: the text, and beside it the program and its run, until the application takes their place.

use loopscope_lessons::author::Section;
use loopscope_strings::{Lang, fill, site};
use maud::{Markup, PreEscaped, html};

use crate::Site;
use crate::lab::lab;
use crate::shell::{Page, titled};
use crate::subject::Subject;

impl Site<'_> {
    /// The page of the lesson at this place.
    pub(crate) fn lesson_page(&self, index: usize, lang: Lang) -> Result<String, String> {
        let (lesson, subject) = (&self.course.lessons[index], Subject::Lesson(index));
        let manifest = &lesson.folder.manifest;
        let title = manifest.title[lang].as_str();
        let page = Page {
            root: "../../",
            lang: Some(lang),
            title: titled(lang, title),
            description: &manifest.summary[lang],
            subject: Some(subject),
            path: Some(format!("{}/", manifest.slug)),
        };
        let words = site(lang);
        let (order, total) = (manifest.order.to_string(), self.course.lessons.len().to_string());
        let (data, json) = self.data(subject, lang, "")?;
        let lab = lab(&data, self.run(subject))?;
        let main = html! {
            a.skip href="#lab" { (words.skip_to_lab) }
            (self.top(&page, lang))
            main.lesson {
                article.text id="text" {
                    p.place { (fill(words.place, &[("order", &order), ("total", &total)])) }
                    h1 { (title) }
                    p.summary { (manifest.summary[lang]) }
                    @for section in &lesson.sections[lang] { (self::section(section)) }
                    nav.pager aria-label=(words.pager_label) {
                        @if let Some(prev) = &data.prev {
                            a rel="prev" href={ "../" (prev.slug) "/" } { (fill(words.previous, &[("title", &prev.title)])) }
                        }
                        @if let Some(next) = &data.next {
                            a rel="next" href={ "../" (next.slug) "/" } { (fill(words.next, &[("title", &next.title)])) }
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
}

fn section(section: &Section) -> Markup {
    html! {
        section aria-labelledby=(section.id) {
            h2 id=(section.id) { (PreEscaped(&section.heading)) }
            (PreEscaped(&section.html))
        }
    }
}

/// JSON that can stand inside of a script element: nothing in it looks like the end of one, or like a comment. What looks like
/// other tags may, and packs better as it is.
pub(crate) fn in_script(json: &str) -> String {
    json.replace("</", "<\\/").replace("<!", "\\u003c!")
}

#[cfg(test)]
mod tests {
    use super::in_script;

    #[test]
    fn no_text_can_end_the_script() {
        let text = "</script><!-- <script>";
        let json = serde_json::to_string(text).expect("a text has a form in JSON");
        assert_eq!(in_script(&json), "\"<\\/script>\\u003c!-- <script>\"");
        assert_eq!(serde_json::from_str::<String>(&in_script(&json)).expect("it is JSON"), text);
    }
}
