//! What goes into a blog: the source of a widget with this lesson, in the forms that blogs are written in.

use loopscope_markup::markup;
use loopscope_protocol::address::Address;
use loopscope_protocol::pane::{Pane, Panes};

/// The panes that a blog may show.
pub(super) const PANES: [&str; 7] = ["code", "params", "timeline", "inside", "log", "output", "predict"];

/// The names of these panes, in the order in which a blog names them.
pub(super) fn names(panes: Panes) -> Vec<&'static str> {
    PANES.into_iter().filter(|name| Pane::from_name(name).is_some_and(|pane| panes.contains(pane))).collect()
}

/// A form that a blog's source may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Iframe,
    Markdown,
    Mdx,
    Hugo,
    MdBook,
}

impl Form {
    /// All of them.
    pub(super) const ALL: [Form; 6] = [Form::Html, Form::Iframe, Form::Markdown, Form::Mdx, Form::Hugo, Form::MdBook];

    /// Its name in the page's elements, and what it is called.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Form::Html => ("html", "HTML"),
            Form::Iframe => ("iframe", "iframe"),
            Form::Markdown => ("markdown", "Markdown"),
            Form::Mdx => ("mdx", "MDX"),
            Form::Hugo => ("hugo", "Hugo"),
            Form::MdBook => ("mdbook", "mdBook"),
        }
    }
}

/// What a blog shows of the lesson, and where that is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Widget {
    /// The site's root, with a slash at its end.
    pub(super) root: String,
    /// The lesson's name in addresses.
    pub(super) slug: String,
    /// Its title.
    pub(super) title: String,
    /// The panes that the lesson opens.
    pub(super) open: Vec<&'static str>,
    /// The page's language.
    pub(super) page_lang: String,
    /// The page's fragment.
    pub(super) address: String,
    /// The panes that are wanted.
    pub(super) panes: Vec<&'static str>,
    /// `auto`, `light` or `dark`.
    pub(super) theme: String,
    /// The widget's language.
    pub(super) lang: String,
    /// The moment that it begins at; empty for the beginning.
    pub(super) start: String,
    /// `visible` or `click`.
    pub(super) loading: String,
    /// The program of the reader's own that stands in the lesson's place.
    pub(super) own: Option<String>,
}

/// The fields of a fragment.
fn fields(address: &str) -> impl Iterator<Item = (&str, &str)> {
    address.split('&').filter_map(|part| part.split_once('='))
}

/// A moment as a fragment names it.
pub(super) fn named(moment: &str) -> String {
    Address { moment: Some(moment.to_owned()), ..Address::default() }.write()
}

/// A lesson's page.
pub(super) fn lesson(root: &str, lang: &str, slug: &str) -> String {
    [root, lang, "/", slug, "/"].concat()
}

impl Widget {
    /// The parameters that differ from the lesson's, as the address has them.
    fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        fields(&self.address).filter_map(|(name, value)| Some((name.strip_prefix("p.")?, value)))
    }

    fn lesson(&self, lang: &str) -> String {
        lesson(&self.root, lang, &self.slug)
    }

    /// The address of the page that stands in a blog.
    pub(super) fn frame(&self) -> String {
        let mut query = Vec::new();
        if self.panes != self.open {
            query.push(["view=", &self.panes.join(",")].concat());
        }
        if self.theme != "auto" {
            query.push(["theme=", &self.theme].concat());
        }
        query.extend(self.params().map(|(name, value)| ["p.", name, "=", value].concat()));
        if !self.start.is_empty() {
            query.push(named(&self.start).replacen("moment=", "start=", 1));
        }
        let mut address = self.lesson(&self.lang) + "embed/";
        if !query.is_empty() {
            address = address + "?" + &query.join("&");
        }
        if let Some((_, text)) = fields(&self.address).find(|(name, _)| *name == "py") {
            address = address + "#py=" + text;
        }
        address
    }

    /// The element's attributes, each with a space before it.
    fn attributes(&self) -> String {
        let mut out = String::new();
        let mut add =
            |name: &str, value: &str| out += &markup(" {name}=\"{value}\"", &[("name", name), ("value", value)]);
        // A program of the reader's own stands in the element instead.
        let own = self.own.is_some();
        if !own {
            add("lesson", &self.slug);
        }
        add("lang", &self.lang);
        let params: Vec<String> = self.params().map(|(name, value)| [name, ":", value].concat()).collect();
        if !params.is_empty() {
            add("params", &params.join(","));
        }
        if self.theme != "auto" {
            add("theme", &self.theme);
        }
        if self.panes != self.open || own {
            add("view", &self.panes.join(","));
        }
        if !self.start.is_empty() {
            add("start", &self.start);
        }
        if self.loading != "visible" {
            add("loading", &self.loading);
        }
        out
    }

    /// What goes into the blog's source.
    pub(super) fn source(&self, form: Form) -> String {
        let (root, attributes, own) = (&self.root, self.attributes(), &self.own);
        let page = self.lesson(&self.lang);
        let code = own.as_ref().map(|text| {
            markup("<pre><code class=\"language-python\">{text}</code></pre>", &[("text", text.trim_end())])
        });
        let inside = code.as_ref().map_or_else(String::new, |code| ["\n", code, "\n"].concat());
        let element = ["<loop-scope", &attributes, ">", &inside, "</loop-scope>"].concat();
        let script = ["<script type=\"module\" src=\"", root, "embed.js\"></script>"].concat();
        match form {
            Form::Html => [&script, "\n", &element].concat(),
            Form::Iframe => markup(
                r#"<iframe src="{src}" title="{title}" width="100%" height="640" loading="lazy" style="border:0"></iframe>"#,
                &[("src", &self.frame()), ("title", &self.title)],
            ),
            Form::Markdown => self.markdown(&page),
            Form::Mdx => {
                let head =
                    ["<script type=\"module\" src=\"", root, "embed.js\" />\n\n<loop-scope", &attributes].concat();
                match own {
                    Some(text) => {
                        let text = text.trim_end().replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
                        let inside = ["<pre><code className=\"language-python\">{`", &text, "`}</code></pre>"].concat();
                        [&head, ">\n", &inside, "\n</loop-scope>"].concat()
                    }
                    None => head + " />",
                }
            }
            Form::Hugo => {
                let (inner, end) =
                    if own.is_some() { ("{{ .Inner | safeHTML }}", "{{< /loop-scope >}}") } else { ("", "") };
                let each = "{{ range $name, $value := .Params }}{{ printf `%s=\"%s\" ` $name (htmlEscape $value) | safeHTMLAttr }}{{ end }}";
                let shortcode = ["\n<loop-scope ", each, ">", inner, "</loop-scope>\n\n"].concat();
                let comment = "{{/* layouts/shortcodes/loop-scope.html */}}\n";
                [comment, &script, &shortcode, "{{< loop-scope", &attributes, " >}}", &inside, end].concat()
            }
            // Markdown goes on at an empty line, but for what is between `<pre>` and its end; a line of HTML must stand alone.
            Form::MdBook => match code {
                Some(code) => [&script, "\n\n<loop-scope", &attributes, ">\n\n", &code, "\n\n</loop-scope>\n"].concat(),
                None => [&script, "\n\n", &element, "\n"].concat(),
            },
        }
    }

    fn markdown(&self, page: &str) -> String {
        let link = if self.address.is_empty() { page.to_owned() } else { [page, "#", &self.address].concat() };
        match &self.own {
            Some(text) => ["```python\n", text.trim_end(), "\n```\n\n[", &self.title, "](", &link, ")"].concat(),
            None => {
                let variant = if self.theme == "auto" { String::new() } else { ["-", &self.theme].concat() };
                ["[![", &self.title, "](", page, "poster", &variant, ".svg)](", &link, ")"].concat()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widget() -> Widget {
        let text = str::to_owned;
        Widget {
            root: text("https://example.org/"),
            slug: text("event-loop"),
            title: text("The \"loop\""),
            open: vec!["code", "output"],
            page_lang: text("en"),
            address: text("at=3&p.delay=0.5"),
            panes: vec!["code", "output"],
            theme: text("auto"),
            lang: text("zh"),
            start: String::new(),
            loading: text("visible"),
            own: None,
        }
    }

    #[test]
    fn what_is_as_the_lesson_has_it_is_not_written() {
        let script = "<script type=\"module\" src=\"https://example.org/embed.js\"></script>\n";
        let element = "<loop-scope lesson=\"event-loop\" lang=\"zh\" params=\"delay:0.5\"></loop-scope>";
        assert_eq!(widget().source(Form::Html), [script, element].concat());
        assert_eq!(widget().frame(), "https://example.org/zh/event-loop/embed/?p.delay=0.5");
    }

    #[test]
    fn an_own_program_stands_in_the_element() {
        let own = Widget { own: Some("print(`1 < ${2}`)\n".into()), address: "py=print".into(), ..widget() };
        let html = own.source(Form::Html);
        assert!(html.contains("<code class=\"language-python\">print(`1 &lt; ${2}`)</code>"), "{html}");
        assert!(!html.contains("lesson=") && html.contains("view=\"code,output\""), "{html}");
        assert!(own.source(Form::Mdx).contains("{`print(\\`1 < \\${2}\\`)`}"));
        assert!(own.frame().ends_with("/embed/#py=print"));
        // It begins at a moment that a comment names.
        let own = Widget { start: "a&b".into(), ..own };
        assert!(own.source(Form::Html).contains(" start=\"a&amp;b\""));
        assert!(own.frame().ends_with("/embed/?start=a%26b#py=print"));
    }

    #[test]
    fn titles_are_escaped_where_they_are_html() {
        assert!(widget().source(Form::Iframe).contains("title=\"The &quot;loop&quot;\""));
    }
}
