//! The template: index.html as Trunk built it. Only what its head links to, and the scripts of its body, are taken over;
//! their names carry digests that Trunk made, so they are not known before.

use html5gum::emitters::default::{DefaultEmitter, Token};
use html5gum::{HtmlString, Tokenizer};

/// What the template links to.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) elements: Vec<Element>,
}

/// An element of the template that pages take over.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: ElementName,
    pub(crate) attributes: Vec<(String, String)>,
    /// Whether only pages with a lesson need it.
    pub(crate) lesson_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementName {
    Link,
    Script,
    Meta,
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 2] = ["href", "src"];

/// The meta element that says where the engine is.
pub(crate) const ENGINE: &str = "loopscope-engine";

impl Template {
    /// Reads a template. `base` is the address under which Trunk put everything; it is cut, so that each page can put its
    /// own way to the root in front.
    pub(crate) fn parse(html: &str, base: &str) -> Result<Template, String> {
        let mut emitter: DefaultEmitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut elements = Vec::new();
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(Token::StartTag(tag)) = token else { continue };
            let tag_name = text(&tag.name);
            let attributes: Vec<_> = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
            let get =
                |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
            let name = match tag_name.as_str() {
                "link" if get("data-trunk").is_some() => {
                    return Err(
                        "the template is not built: it has a <link data-trunk>; give the index.html that Trunk wrote"
                            .into(),
                    );
                }
                "link" => ElementName::Link,
                "script" if get("src").is_some() => ElementName::Script,
                "script" => return Err("the template has an inline script, which the pages' policy forbids".into()),
                "style" => return Err("the template has an inline style, which the pages' policy forbids".into()),
                "meta" if get("name") == Some(ENGINE) => ElementName::Meta,
                _ => continue,
            };
            let lesson_only = match name {
                ElementName::Link => matches!(get("rel"), Some("modulepreload" | "preload")),
                ElementName::Script => get("type") == Some("module"),
                ElementName::Meta => true,
            };
            // WebKit gives what was preloaded to a request with the very same headers, and of these two only a preload across
            // origins names its own: without `crossorigin` it fits the request that web/boot.js makes.
            let fetched = name == ElementName::Link && get("rel") == Some("preload") && get("as") == Some("fetch");
            let attributes = attributes
                .into_iter()
                .filter(|(name, _)| !(fetched && name == "crossorigin"))
                .map(|(name, value)| {
                    let value = match value.strip_prefix(base) {
                        Some(path) if ADDRESSES.contains(&name.as_str()) => path.to_owned(),
                        _ => value,
                    };
                    (name, value)
                })
                .collect();
            elements.push(Element { name, attributes, lesson_only });
        }
        if !elements.iter().any(|element| element.name == ElementName::Script && element.lesson_only) {
            return Err("the template has no <script type=\"module\"> that starts the application".into());
        }
        Ok(Template { elements })
    }

    /// The site's icon, as a path below its root.
    pub(crate) fn icon(&self) -> Option<&str> {
        let icon = ("rel".to_owned(), "icon".to_owned());
        let link = self.elements.iter().find(|element| element.attributes.contains(&icon))?;
        link.attributes.iter().find(|(name, _)| name == "href").map(|(_, file)| file.as_str())
    }

    /// Whether it reloads pages when a file changes (`./x serve`).
    pub(crate) fn is_live(&self) -> bool {
        self.files().any(|file| file.ends_with("live-reload.js"))
    }

    /// Files that it links to, as paths below the site's root.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        let attributes = self.elements.iter().flat_map(|element| &element.attributes);
        attributes.filter(|(name, _)| ADDRESSES.contains(&name.as_str())).map(|(_, file)| file.as_str())
    }

    /// The file that starts the engine, as a path below the site's root.
    pub(crate) fn engine(&self) -> Option<&str> {
        let name = ("name".to_owned(), ENGINE.to_owned());
        let meta = self.elements.iter().find(|element| element.attributes.contains(&name))?;
        meta.attributes.iter().find(|(name, _)| name == "content").map(|(_, file)| file.as_str())
    }
}

impl Element {
    /// Its attributes on a page whose way to the root is `root`.
    pub(crate) fn attributes_from<'a>(&'a self, root: &'a str) -> impl Iterator<Item = (&'a str, String)> {
        self.attributes.iter().map(move |(name, value)| {
            let address = ADDRESSES.contains(&name.as_str()) || (self.name == ElementName::Meta && name == "content");
            let value = if address && is_relative(value) { format!("{root}{value}") } else { value.clone() };
            (name.as_str(), value)
        })
    }
}

fn is_relative(address: &str) -> bool {
    !address.starts_with('/') && !address.contains("://") && !address.starts_with("data:")
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
        <meta name="loopscope-engine" content="engine.js">
        <link rel="stylesheet" href="/blog/base-1a.css">
        <script src="/blog/theme-2b.js"></script><script type="module" src="/blog/boot-3c.js"></script>
        <link rel="modulepreload" href="/blog/web.js" crossorigin="anonymous">
        <link rel="preload" href="/blog/web_bg.wasm" as="fetch" crossorigin="anonymous">
        </head><body><script src="/blog/live-reload.js" defer></script></body></html>"#;

    fn shown(template: &Template, root: &str) -> Vec<String> {
        let one = |element: &Element| {
            let attributes = element.attributes_from(root).map(|(name, value)| format!("{name}={value}"));
            format!("{:?} {}", element.name, attributes.collect::<Vec<_>>().join(" "))
        };
        template.elements.iter().map(one).collect()
    }

    #[test]
    fn addresses_get_the_way_to_the_root() {
        let template = Template::parse(BUILT, "/blog/").expect("it is built");
        assert_eq!(
            shown(&template, "../../"),
            [
                "Meta content=../../engine.js name=loopscope-engine",
                "Link href=../../base-1a.css rel=stylesheet",
                "Script src=../../theme-2b.js",
                "Script src=../../boot-3c.js type=module",
                "Link crossorigin=anonymous href=../../web.js rel=modulepreload",
                "Link as=fetch href=../../web_bg.wasm rel=preload",
                "Script defer= src=../../live-reload.js",
            ]
        );
        assert_eq!(template.engine(), Some("engine.js"));
        let lesson_only: Vec<_> = template.elements.iter().map(|element| element.lesson_only).collect();
        assert_eq!(lesson_only, [true, false, false, true, true, true, false]);
    }

    #[test]
    fn what_the_policy_forbids_is_refused() {
        let error = |html: &str| Template::parse(html, "/").expect_err("it is refused");
        assert_eq!(
            error("<script>alert(1)</script>"),
            "the template has an inline script, which the pages' policy forbids"
        );
        assert_eq!(error("<style>a{}</style>"), "the template has an inline style, which the pages' policy forbids");
        assert_eq!(
            error("<link data-trunk rel=css href=a.css>"),
            "the template is not built: it has a <link data-trunk>; give the index.html that Trunk wrote"
        );
        assert_eq!(error("<p>"), "the template has no <script type=\"module\"> that starts the application");
    }
}
