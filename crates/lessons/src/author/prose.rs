//! A lesson's text, a file in each language: Markdown in sections, with links into the lesson.
//!
//! `[text](code:REGION)`, `[text](moment:NAME)`, `[text](pane:NAME)`, `[text](variant:NAME)` and `[text](lesson:SLUG)` become links that
//! the application listens to; every name must exist.

use std::ops::Range;

use loopscope_lesson_format::nearest::did_you_mean;
use loopscope_lesson_format::{Problem, Variant};
use loopscope_protocol::address::Address;
use loopscope_protocol::pane::Pane;
use loopscope_strings::{Lang, pseudo};
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html,
};

use super::highlight::{self, FENCES, Highlighter};

/// A section of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id on the page; the same in every language.
    pub id: String,
    /// Its heading, as HTML.
    pub heading: String,
    /// What follows the heading, as HTML.
    pub html: String,
}

/// What links may point at.
pub(crate) struct Names<'a> {
    pub(crate) regions: Vec<&'a str>,
    pub(crate) moments: Vec<&'a str>,
    pub(crate) lessons: Vec<&'a str>,
    /// Each with its program and the Python that it is run as.
    pub(crate) variants: &'a [(Variant, String)],
}

/// Reads a text; `file` is its name in messages. Where `lang` is the pseudo-language, the text is translated into it on the way.
pub(crate) fn parse(
    file: &str,
    source: &str,
    names: &Names<'_>,
    highlighter: &Highlighter,
    lang: Lang,
) -> Result<Vec<Section>, Vec<Problem>> {
    let mut prose = Prose { file, source, names, highlighter, lang, problems: Vec::new(), sections: Vec::new() };
    prose.read();
    if prose.problems.is_empty() && !(3..=6).contains(&prose.sections.len()) {
        let message = format!("the text has {} sections; write 3 to 6", prose.sections.len());
        prose.problems.push(Problem::new(file, 0, message));
    }
    if prose.problems.is_empty() { Ok(prose.sections) } else { Err(prose.problems) }
}

struct Prose<'a> {
    file: &'a str,
    source: &'a str,
    names: &'a Names<'a>,
    highlighter: &'a Highlighter,
    lang: Lang,
    problems: Vec<Problem>,
    sections: Vec<Section>,
}

impl<'a> Prose<'a> {
    fn problem(&mut self, at: &Range<usize>, message: impl Into<String>) {
        let line = self.source.as_bytes()[..at.start].iter().filter(|byte| **byte == b'\n').count() + 1;
        self.problems.push(Problem::new(self.file, line, message));
    }

    fn read(&mut self) {
        let events = Parser::new_ext(self.source, Options::ENABLE_TABLES).into_offset_iter();
        let events = TextMergeWithOffset::new(events);
        let mut body: Vec<Event<'a>> = Vec::new();
        let mut heading: Option<Vec<Event<'a>>> = None;
        let mut code: Option<(String, String)> = None;
        let mut outside = false;
        for (event, at) in events {
            if let Some((fence, text)) = &mut code {
                match event {
                    Event::Text(more) => text.push_str(&more),
                    Event::End(TagEnd::CodeBlock) => {
                        body.push(Event::Html(self.block(fence, text).into()));
                        code = None;
                    }
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                    self.section_end(&mut body);
                    heading = Some(Vec::new());
                    continue;
                }
                Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                    let title = rendered(heading.take().unwrap_or_default());
                    let id = format!("section-{}", self.sections.len() + 1);
                    self.sections.push(Section { id, heading: title, html: String::new() });
                    continue;
                }
                _ => {}
            }
            if self.sections.is_empty() && heading.is_none() && !outside {
                outside = true;
                if !matches!(event, Event::Start(Tag::Heading { .. })) {
                    self.problem(&at, "the text must begin with the heading of a section, `## …`");
                }
            }
            let event = match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                    self.problem(&at, "the title comes from lesson.toml; write `## …` for a section");
                    continue;
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.problem(&at, "HTML is not allowed in a text; write it in Markdown");
                    continue;
                }
                Event::Start(Tag::Image { .. }) => {
                    self.problem(&at, "pictures are not part of a text; what the page draws comes from the run");
                    continue;
                }
                Event::End(TagEnd::Image) => continue,
                Event::Start(Tag::CodeBlock(kind)) => {
                    code = Some((self.fence(&kind, &at), String::new()));
                    continue;
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let open = self.link(&dest_url, &at).unwrap_or_else(|| "<a>".to_owned());
                    Event::InlineHtml(open.into())
                }
                Event::SoftBreak => self.soft_break(&at),
                Event::Text(text) if self.lang == Lang::Pseudo => Event::Text(pseudo::text(&text).into()),
                other => other,
            };
            heading.as_mut().unwrap_or(&mut body).push(event);
        }
        self.section_end(&mut body);
    }

    fn section_end(&mut self, body: &mut Vec<Event<'a>>) {
        let html = rendered(std::mem::take(body));
        if let Some(section) = self.sections.last_mut() {
            section.html = html;
        }
    }

    /// A line end in the source is a blank in the text, but not between two Chinese characters.
    fn soft_break(&self, at: &Range<usize>) -> Event<'a> {
        let before = self.source[..at.start].chars().next_back();
        let after = self.source[at.end..].trim_start_matches([' ', '>']).chars().next();
        match (before, after) {
            (Some(before), Some(after)) if is_wide(before) && is_wide(after) => Event::Text(CowStr::Borrowed("")),
            _ => Event::SoftBreak,
        }
    }

    fn fence(&mut self, kind: &CodeBlockKind<'_>, at: &Range<usize>) -> String {
        match kind {
            CodeBlockKind::Fenced(fence) if FENCES.contains(&fence.as_ref()) => fence.to_string(),
            CodeBlockKind::Fenced(fence) => {
                let hint = did_you_mean(fence, "Languages", FENCES);
                self.problem(at, format!("unknown language \"{fence}\" of a code block{hint}"));
                String::new()
            }
            CodeBlockKind::Indented => {
                self.problem(at, "a code block begins with ```python, ```rust or ```text, not with blanks");
                String::new()
            }
        }
    }

    fn block(&self, fence: &str, text: &str) -> String {
        let lines: Vec<_> = text.lines().collect();
        let pieces = self.highlighter.lines(fence, lines.iter().copied());
        let html: Vec<_> =
            lines.iter().zip(&pieces).map(|(line, pieces)| highlight::html(line, pieces, None)).collect();
        format!("<pre><code class=\"{fence}\">{}\n</code></pre>\n", html.join("\n"))
    }

    /// The opening tag of a link to a program beside the lesson's own: to the page as it is with that in the reader's editor.
    fn variant(&mut self, name: &str, at: &Range<usize>) -> Option<String> {
        let Some((variant, source)) = self.names.variants.iter().find(|(variant, _)| variant.name == name) else {
            let names: Vec<&str> = self.names.variants.iter().map(|(variant, _)| &*variant.name).collect();
            let hint = did_you_mean(name, "Variants", names.iter().copied());
            self.problem(at, format!("unknown variant \"{name}\" in variant: link{hint}"));
            return None;
        };
        let (source, python) = (Some(source.clone()), Some(variant.python));
        let address = Address { source, python, ..Address::default() }.write();
        Some(format!("<a class=\"to-variant\" href=\"#{}\">", address.replace('&', "&amp;")))
    }

    /// The opening tag of a link.
    fn link(&mut self, target: &str, at: &Range<usize>) -> Option<String> {
        let (scheme, name) = target.split_once(':').unwrap_or(("", target));
        let panes = Pane::ALL.map(Pane::name);
        let (what, plural, known): (_, _, &[&str]) = match scheme {
            "code" => ("region", "Regions", &self.names.regions),
            "moment" => ("moment", "Moments", &self.names.moments),
            "pane" => ("pane", "Panes", &panes),
            "lesson" => ("lesson", "Lessons", &self.names.lessons),
            "variant" => return self.variant(name, at),
            "https" => {
                let mut href = String::new();
                highlight::escape(&mut href, target);
                return Some(format!("<a href=\"{href}\" rel=\"noopener noreferrer\">"));
            }
            _ => {
                let message =
                    format!("a link goes to code:, moment:, pane:, variant:, lesson: or https:, not to \"{target}\"");
                self.problem(at, message);
                return None;
            }
        };
        if !known.contains(&name) {
            let hint = did_you_mean(name, plural, known.iter().copied());
            self.problem(at, format!("unknown {what} \"{name}\" in {scheme}: link{hint}"));
            return None;
        }
        Some(match scheme {
            "lesson" => format!("<a class=\"to-lesson\" href=\"../{name}/\">"),
            _ => format!("<a class=\"to-{scheme}\" href=\"#{scheme}:{name}\" data-{scheme}=\"{name}\">"),
        })
    }
}

fn rendered(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

/// Whether a character is Chinese: a Han character, or punctuation that goes with it.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{2014}' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}
