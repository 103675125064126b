//! The page's elements: built from HTML templates, and kept up to date by Leptos' signals.
//!
//! Leptos' typed views make code anew for every element, attribute and closure; of this page they came to four times what
//! its budget allows. Here a template is a text, what changes is a boxed closure that writes to one place, and lists are
//! texts made by pure functions. Signals, memos and effects are Leptos' own. What is wired here lasts as long as the page:
//! panes are folded, not taken away, and what is replaced is HTML that nothing is wired to.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, HtmlTemplateElement, Node};

pub use loopscope_markup::{escape, markup};

/// An element.
#[derive(Clone)]
pub struct El(Element);

/// Which place of an element is written to.
enum Place {
    Text,
    Html,
    Value,
    Class(&'static str),
    Attribute(&'static str),
}

/// Runs `f` now, and again whenever a signal changes that it read, as long as the page is there.
pub fn watch(f: impl FnMut() + 'static) {
    watch_boxed(Box::new(f));
}

fn watch_boxed(mut f: Box<dyn FnMut()>) {
    std::mem::forget(RenderEffect::new(move |_| f()));
}

impl El {
    /// The element of this HTML, which comes from a template or is escaped.
    pub fn build(html: &str) -> El {
        let template = document().create_element("template").expect("every browser has templates");
        template.set_inner_html(html);
        let content = template.unchecked_into::<HtmlTemplateElement>().content();
        El(content.first_element_child().expect("a template has an element"))
    }

    /// An element that is there already.
    pub fn of(element: Element) -> El {
        El(element)
    }

    /// The browser's element.
    pub fn raw(&self) -> &Element {
        &self.0
    }

    /// The first element inside that a selector names. Templates are ours: it is there.
    pub fn find(&self, selector: &str) -> El {
        El(self.0.query_selector(selector).ok().flatten().expect(selector))
    }

    /// Puts an element at its end.
    pub fn append(&self, child: &El) {
        let node: &Node = &child.0;
        let _ = self.0.append_child(node);
    }

    /// Keeps a place as `value` says; `None` takes an attribute or a class away.
    fn live(&self, place: Place, value: Box<dyn Fn() -> Option<String>>) -> &El {
        let element = self.0.clone();
        // Before the first time nothing is known of what stands there.
        let mut written: Option<Option<String>> = None;
        watch_boxed(Box::new(move || {
            let value = value();
            // Readers change what stands in a field themselves.
            if written.as_ref() != Some(&value) || matches!(place, Place::Value) {
                write(&element, &place, value.as_deref());
                written = Some(value);
            }
        }));
        self
    }

    /// Its text, kept up to date.
    pub fn live_text(&self, text: impl Fn() -> String + 'static) -> &El {
        self.live(Place::Text, Box::new(move || Some(text())))
    }

    /// What is inside, kept up to date; HTML as in [`El::build`].
    pub fn live_html(&self, html: impl Fn() -> String + 'static) -> &El {
        self.live(Place::Html, Box::new(move || Some(html())))
    }

    /// An attribute, kept up to date.
    pub fn live_attr(&self, name: &'static str, value: impl Fn() -> String + 'static) -> &El {
        self.live(Place::Attribute(name), Box::new(move || Some(value())))
    }

    /// An attribute without a value, there or not.
    pub fn live_flag(&self, name: &'static str, on: impl Fn() -> bool + 'static) -> &El {
        self.live(Place::Attribute(name), Box::new(move || on().then(String::new)))
    }

    /// An attribute that is `true` or `false`.
    pub fn live_aria(&self, name: &'static str, yes: impl Fn() -> bool + 'static) -> &El {
        self.live(Place::Attribute(name), Box::new(move || Some(if yes() { "true" } else { "false" }.to_owned())))
    }

    /// A class, there or not.
    pub fn live_class(&self, name: &'static str, on: impl Fn() -> bool + 'static) -> &El {
        self.live(Place::Class(name), Box::new(move || on().then(String::new)))
    }

    /// An input's value, which readers change too.
    pub fn live_value(&self, value: impl Fn() -> String + 'static) -> &El {
        self.live(Place::Value, Box::new(move || Some(value())))
    }

    /// Does this on an event.
    pub fn on(&self, event: &str, f: impl FnMut(Event) + 'static) -> &El {
        listen(&self.0, event, Box::new(f));
        self
    }

    /// Does this on a click.
    pub fn on_click(&self, f: impl Fn() + 'static) -> &El {
        self.on("click", move |_| f())
    }

    /// The value of an input.
    pub fn value(&self) -> String {
        self.0.unchecked_ref::<HtmlInputElement>().value()
    }

    /// Does this with an input's value whenever it changes.
    pub fn on_value(&self, event: &str, f: impl Fn(String) + 'static) -> &El {
        let input = self.clone();
        self.on(event, move |_| f(input.value()))
    }
}

fn write(element: &Element, place: &Place, value: Option<&str>) {
    match place {
        Place::Text => element.set_text_content(value),
        Place::Html => element.set_inner_html(value.unwrap_or_default()),
        Place::Value => {
            let input: &HtmlInputElement = element.unchecked_ref();
            let value = value.unwrap_or_default();
            if input.value() != value {
                input.set_value(value);
            }
        }
        Place::Class(name) => {
            let _ = element.class_list().toggle_with_force(name, value.is_some());
        }
        Place::Attribute(name) => {
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }
}

/// Does this on an event of the window.
pub fn on_window(event: &'static str, f: impl FnMut(Event) + 'static) {
    listen(&window(), event, Box::new(f));
}

fn listen(target: &web_sys::EventTarget, event: &str, f: Box<dyn FnMut(Event)>) {
    let listener = Closure::wrap(f).into_js_value();
    let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}

/// Does this on an event, once.
pub fn listen_once(target: &web_sys::EventTarget, event: &str, f: impl FnOnce() + 'static) {
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    let listener = Closure::once_into_js(f);
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        event,
        listener.unchecked_ref(),
        &options,
    );
}

/// The element that an event happened in, or the nearest one around it that a selector names.
pub fn target(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}
