//! What a reader takes along: a link to exactly this moment, the run as a file, and what goes into a blog.

use std::cell::RefCell;

use leptos::prelude::{document, window};
use loopscope_strings::fill;
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement, Url};

use crate::copy::copies;
use crate::dom::{El, markup, target, watch};
use crate::save;
use crate::session::Session;
use crate::signal::Cell;

/// What is read of the page's data.
#[derive(Deserialize)]
struct Data {
    slug: String,
    title: String,
    moments: BTreeMap<String, serde::de::IgnoredAny>,
    open: Vec<String>,
    #[serde(default)]
    own: bool,
}

/// The panes that a blog may show.
const PANES: [&str; 7] = ["code", "params", "timeline", "inside", "log", "output", "predict"];
/// What a blog's source may be written in, and what that is called.
const FORMS: [(&str, &str); 6] = [
    ("html", "HTML"),
    ("iframe", "iframe"),
    ("markdown", "Markdown"),
    ("mdx", "MDX"),
    ("hugo", "Hugo"),
    ("mdbook", "mdBook"),
];

/// A fragment longer than this is packed: until then it tells more as it is.
const LONG: usize = 200;

const BODY: &str = r#"<section class="take-link"><h3>{link}</h3><p><label><input type="checkbox" class="with-panes"> {with_panes}</label></p><p class="row"><input type="text" class="address" readonly aria-label="{link}"><button type="button" class="quiet copy-link"></button></p></section><section class="take-file"><h3>{save}</h3><p class="row"><button type="button" class="quiet" data-save="svg">SVG</button><button type="button" class="quiet" data-save="perfetto">Perfetto</button><button type="button" class="quiet" data-save="json">JSON</button><button type="button" class="quiet" data-save="text">{as_text}</button><label class="save-steps"><input type="checkbox"> {by_step}</label></p></section><section class="take-embed"><h3>{embed}</h3><fieldset class="panes"><legend>{panes}</legend></fieldset><p class="row"><label>{theme} <select class="theme"><option value="auto">{theme_auto}</option><option value="light">{theme_light}</option><option value="dark">{theme_dark}</option></select></label><label>{language} <select class="lang"></select></label><label>{start} <select class="start"><option value="">{start_first}</option></select></label><label>{loading} <select class="loading"><option value="visible">{loading_visible}</option><option value="click">{loading_click}</option></select></label><label>{form} <select class="form"></select></label></p><textarea class="source" readonly rows="5" spellcheck="false" aria-label="{embed}"></textarea><p class="row"><button type="button" class="quiet copy-source"></button><a class="preview" target="_blank" rel="noopener">{preview}</a><span class="sizes" role="status"></span></p><img class="poster" alt="" hidden></section>"#;

/// Where the page is, and how a blog is to show it.
struct Builder {
    data: Data,
    /// The site's root, with a slash at its end.
    root: String,
    lang: String,
    /// The page's fragment.
    address: String,
}

/// What the reader chose.
struct Chosen {
    panes: Vec<String>,
    theme: String,
    lang: String,
    start: String,
    loading: String,
    form: String,
}

/// Fills the pane.
pub(crate) fn share(session: Session, section: &El) {
    let panes = session.panes;
    let data = document().get_element_by_id("lesson-data").and_then(|data| data.text_content()).unwrap_or_default();
    let Ok(data) = serde_json::from_str::<Data>(&data) else { return };
    let body = section.find(".pane-body");
    body.raw().set_inner_html(&markup(
        BODY,
        &[
            ("link", panes.share_link),
            ("with_panes", panes.share_with_panes),
            ("save", panes.share_save),
            ("as_text", panes.share_as_text),
            ("by_step", panes.share_by_step),
            ("embed", panes.share_embed),
            ("panes", panes.share_panes),
            ("theme", panes.share_theme),
            ("theme_auto", panes.share_theme_auto),
            ("theme_light", panes.share_theme_light),
            ("theme_dark", panes.share_theme_dark),
            ("language", panes.share_language),
            ("start", panes.share_start),
            ("start_first", panes.share_start_first),
            ("loading", panes.share_loading),
            ("loading_visible", panes.share_loading_visible),
            ("loading_click", panes.share_loading_click),
            ("form", panes.share_form),
            ("preview", panes.share_preview),
        ],
    ));
    let mut html = String::new();
    // A program of the playground has its parameters in its text, and no questions; nor has one of the reader's own in a lesson.
    let of_lesson = |pane: &str| matches!(pane, "params" | "predict");
    for pane in PANES.into_iter().filter(|pane| !data.own || !of_lesson(pane)) {
        let class = if of_lesson(pane) { "of-lesson" } else { "" };
        let checked = if data.open.iter().any(|open| open == pane) { " checked" } else { "" };
        html += &(markup(
            r#"<label class="{class}"><input type="checkbox" value="{pane}""#,
            &[("class", class), ("pane", pane)],
        ) + checked
            + &markup("> {name}</label>", &[("name", name_of(session, pane))]));
    }
    let _ = body.find(".panes").raw().insert_adjacent_html("beforeend", &html);
    let options = |of: &mut dyn Iterator<Item = (&str, &str)>| -> String {
        of.map(|(value, words)| {
            markup(r#"<option value="{value}">{words}</option>"#, &[("value", value), ("words", words)])
        })
        .collect()
    };
    let starts = options(&mut data.moments.keys().map(|name| (name.as_str(), name.as_str())));
    let _ = body.find(".start").raw().insert_adjacent_html("beforeend", &starts);
    body.find(".form").raw().set_inner_html(&options(&mut FORMS.into_iter()));
    // A page in the pseudo-language offers that, too.
    let offered = session.lang.others().chain([session.lang]);
    let mut offered: Vec<_> = offered.collect();
    offered.sort_unstable();
    let langs = options(&mut offered.into_iter().map(|lang| (lang.code(), lang.name())));
    body.find("select.lang").raw().set_inner_html(&langs);
    let lang = session.lang.code();
    body.find("select.lang").raw().unchecked_ref::<HtmlInputElement>().set_value(lang);
    // It lives as long as the page.
    let builder: &'static RefCell<Builder> = Box::leak(Box::new(RefCell::new(Builder {
        root: root(&data.slug),
        data,
        lang: lang.to_owned(),
        address: String::new(),
    })));

    let (link_copied, source_copied) = (Cell::new(false), Cell::new(false));
    let write = {
        let body = body.clone();
        move || {
            let builder = builder.borrow();
            let chosen = Chosen::read(&body);
            builder.link(&body);
            put(&body, ".source", &builder.source(&chosen));
            let preview = body.find(".preview");
            let _ = preview.raw().set_attribute("href", &builder.frame(&chosen));
            link_copied.set(false);
            source_copied.set(false);
        }
    };
    let changed = write.clone();
    body.on("change", move |_| changed());
    watch(move || {
        builder.borrow_mut().address = session.address();
        write();
    });
    for (button, field, copied) in [(".copy-link", ".address", link_copied), (".copy-source", ".source", source_copied)]
    {
        let field = body.find(field);
        copies(session, &body.find(button), copied, move || field.value());
    }
    let by_step = body.find(".save-steps input");
    body.on("click", move |event| {
        let kind = target(&event, "[data-save]").and_then(|button| button.get_attribute("data-save"));
        if let Some(kind) = kind {
            let by_step = by_step.raw().unchecked_ref::<HtmlInputElement>().checked();
            save::save(session, &kind, &document().title(), by_step);
        }
    });
    let sizes = body.find(".sizes");
    watch(move || {
        if !session.sharing.get() {
            return;
        }
        let sizes = sizes.clone();
        let told = Closure::once(move |weights: JsValue| {
            let of = |nth| js_sys::Reflect::get_u32(&weights, nth).ok().and_then(|bytes| bytes.as_f64());
            let kilobytes = |nth| of(nth).map(|bytes| ((bytes / 100.0).round() / 10.0).to_string());
            let (Some(loader), Some(poster), Some(live)) = (kilobytes(0), kilobytes(1), kilobytes(2)) else { return };
            let words = [("loader", &*loader), ("poster", &*poster), ("live", &*live)];
            sizes.raw().set_text_content(Some(&fill(panes.share_sizes, &words)));
        });
        let root = builder.borrow().root.clone();
        let poster = builder.borrow().poster("");
        let _ = weigh(&[root.as_str(), "embed.js"].concat(), &poster).then(&told);
        told.forget();
    });
}

fn put(body: &El, field: &str, text: &str) {
    body.find(field).raw().unchecked_ref::<HtmlInputElement>().set_value(text);
}

/// A pane's name, as the page calls it.
fn name_of(session: Session, pane: &str) -> &'static str {
    let texts = session.texts;
    match pane {
        "code" => texts.code,
        "params" => texts.params,
        "timeline" => texts.timeline,
        "inside" => texts.inside,
        "log" => texts.log,
        "output" => texts.output,
        _ => texts.predict,
    }
}

/// The site's root: a lesson lies two folders below it, an example of the playground three.
fn root(slug: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    Url::new_with_base(&"../".repeat(2 + slug.matches('/').count()), &here).map(|url| url.href()).unwrap_or_default()
}

impl Chosen {
    fn read(body: &El) -> Chosen {
        let value = |selector: &str| body.find(selector).value();
        let mut panes = Vec::new();
        if let Ok(boxes) = body.raw().query_selector_all(".panes input:checked") {
            for nth in 0..boxes.length() {
                panes.extend(boxes.get(nth).map(|input| input.unchecked_into::<HtmlInputElement>().value()));
            }
        }
        Chosen {
            panes,
            theme: value("select.theme"),
            lang: value("select.lang"),
            start: value("select.start"),
            loading: value("select.loading"),
            form: value("select.form"),
        }
    }
}

impl Builder {
    /// The parameters that differ from the lesson's, as the address has them.
    fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.address.split('&').filter_map(|part| part.strip_prefix("p."));
        parts.filter_map(|part| part.split_once('='))
    }

    /// The program of the reader's own that stands in the lesson's place, as the address has it; and its text.
    fn own(&self) -> Option<(&str, String)> {
        let part = self.address.split('&').find(|part| part.starts_with("py="))?;
        let text = js_sys::decode_uri_component(part.strip_prefix("py=")?).ok()?;
        Some((part, text.into()))
    }

    fn lesson(&self, lang: &str) -> String {
        [&self.root, lang, "/", &self.data.slug, "/"].concat()
    }

    fn poster(&self, variant: &str) -> String {
        [&self.lesson(&self.lang), "poster", variant, ".svg"].concat()
    }

    /// Shows the link to what the reader sees.
    fn link(&self, body: &El) {
        let mut fragment = self.address.clone();
        let with_panes = body.find(".with-panes");
        if with_panes.raw().unchecked_ref::<HtmlInputElement>().checked() {
            let open: Vec<String> = open_panes();
            fragment += if fragment.is_empty() { "" } else { "&" };
            fragment += "panes=";
            fragment += &open.join(",");
        }
        let page = self.lesson(&self.lang);
        let link = |fragment: &str| if fragment.is_empty() { page.clone() } else { [&page, "#", fragment].concat() };
        put(body, ".address", &link(&fragment));
        if fragment.len() > LONG {
            let (body, page, promise) = (body.clone(), page.clone(), pack(&fragment));
            let packed = Closure::once(move |packed: JsValue| {
                // Another link may stand there by now.
                if body.find(".address").value().ends_with(&fragment) {
                    put(&body, ".address", &[&page, "#", &packed.as_string().unwrap_or_default()].concat());
                }
            });
            let _ = promise.then(&packed);
            packed.forget();
        }
    }

    /// The address of the page that stands in a blog.
    fn frame(&self, chosen: &Chosen) -> String {
        let mut query = Vec::new();
        if chosen.panes != self.data.open {
            query.push(["view=", &chosen.panes.join(",")].concat());
        }
        if chosen.theme != "auto" {
            query.push(["theme=", &chosen.theme].concat());
        }
        query.extend(self.params().map(|(name, value)| ["p.", name, "=", value].concat()));
        if !chosen.start.is_empty() {
            query.push(["start=", &chosen.start].concat());
        }
        let mut address = self.lesson(&chosen.lang) + "embed/";
        if !query.is_empty() {
            address = address + "?" + &query.join("&");
        }
        if let Some((part, _)) = self.own() {
            address = address + "#" + part;
        }
        address
    }

    /// The element's attributes, each with a space before it.
    fn attributes(&self, chosen: &Chosen) -> String {
        let mut out = String::new();
        let mut add =
            |name: &str, value: &str| out += &markup(" {name}=\"{value}\"", &[("name", name), ("value", value)]);
        // A program of the reader's own stands in the element instead.
        let own = self.own().is_some();
        if !own {
            add("lesson", &self.data.slug);
        }
        add("lang", &chosen.lang);
        let params: Vec<String> = self.params().map(|(name, value)| [name, ":", value].concat()).collect();
        if !params.is_empty() {
            add("params", &params.join(","));
        }
        if chosen.theme != "auto" {
            add("theme", &chosen.theme);
        }
        if chosen.panes != self.data.open || own {
            add("view", &chosen.panes.join(","));
        }
        if !chosen.start.is_empty() && !own {
            add("start", &chosen.start);
        }
        if chosen.loading != "visible" {
            add("loading", &chosen.loading);
        }
        out
    }

    /// What goes into the blog's source.
    fn source(&self, chosen: &Chosen) -> String {
        let (root, attributes) = (&self.root, self.attributes(chosen));
        let page = self.lesson(&chosen.lang);
        let own = self.own().map(|(_, text)| text);
        let code = own.as_ref().map(|text| {
            markup("<pre><code class=\"language-python\">{text}</code></pre>", &[("text", text.trim_end())])
        });
        let inside = code.as_ref().map_or_else(String::new, |code| ["\n", code, "\n"].concat());
        let element = ["<loop-scope", &attributes, ">", &inside, "</loop-scope>"].concat();
        let script = ["<script type=\"module\" src=\"", root, "embed.js\"></script>"].concat();
        match chosen.form.as_str() {
            "iframe" => markup(
                r#"<iframe src="{src}" title="{title}" width="100%" height="640" loading="lazy" style="border:0"></iframe>"#,
                &[("src", &self.frame(chosen)), ("title", &self.data.title)],
            ),
            "markdown" if let Some(text) = &own => {
                ["```python\n", text.trim_end(), "\n```\n\n[", &self.data.title, "](", &page, "#", &self.address, ")"].concat()
            }
            "markdown" => {
                let variant = if chosen.theme == "auto" { "" } else { &*["-", &chosen.theme].concat() };
                let link = if self.address.is_empty() { page.clone() } else { [&page, "#", &self.address].concat() };
                ["[![", &self.data.title, "](", &page, "poster", variant, ".svg)](", &link, ")"].concat()
            }
            "mdx" if let Some(text) = &own => {
                let text = text.trim_end().replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
                [
                    "<script type=\"module\" src=\"", root, "embed.js\" />\n\n<loop-scope", &attributes,
                    ">\n<pre><code className=\"language-python\">{`", &text, "`}</code></pre>\n</loop-scope>",
                ]
                .concat()
            }
            "mdx" => [
                "<script type=\"module\" src=\"", root, "embed.js\" />\n\n<loop-scope", &attributes, " />",
            ]
            .concat(),
            "hugo" => [
                "{{/* layouts/shortcodes/loop-scope.html */}}\n",
                &script,
                "\n<loop-scope {{ range $name, $value := .Params }}{{ printf `%s=\"%s\" ` $name (htmlEscape $value) | safeHTMLAttr }}{{ end }}>",
                if own.is_some() { "{{ .Inner | safeHTML }}" } else { "" },
                "</loop-scope>\n\n{{< loop-scope", &attributes, " >}}",
                &inside,
                if own.is_some() { "{{< /loop-scope >}}" } else { "" },
            ]
            .concat(),
            // Markdown goes on at an empty line, but for what is between `<pre>` and its end.
            "mdbook" if let Some(code) = &code => {
                [&script, "\n\n<loop-scope", &attributes, ">\n\n", code, "\n\n</loop-scope>\n"].concat()
            }
            // In mdBook a line of HTML must stand alone.
            "mdbook" => [&script, "\n\n", &element, "\n"].concat(),
            _ => [&script, "\n", &element].concat(),
        }
    }
}

/// The panes that are open on the page.
fn open_panes() -> Vec<String> {
    let mut names = Vec::new();
    let Ok(panes) = document().query_selector_all("#lab .pane.open .pane-body") else { return names };
    for nth in 0..panes.length() {
        let id = panes.get(nth).map(|pane| pane.unchecked_into::<HtmlElement>().id()).unwrap_or_default();
        names.extend(id.strip_prefix("pane-").map(str::to_owned));
    }
    names
}

#[wasm_bindgen]
extern "C" {
    /// web/packed.js: a fragment, packed if that is shorter.
    #[wasm_bindgen(js_namespace = loopscopeShare)]
    fn pack(fragment: &str) -> js_sys::Promise;
    /// web/more.js: what the loader, the picture and a live widget weigh, in bytes on their way.
    #[wasm_bindgen(js_namespace = loopscopeShare)]
    fn weigh(loader: &str, poster: &str) -> js_sys::Promise;
}
