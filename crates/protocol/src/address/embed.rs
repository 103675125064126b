//! The address of a lesson's page that stands in somebody's blog (docs/EMBEDDING.md). Bloggers write it by hand, so that it is read
//! for what is known of it; what is not is told to the blogger.
//!
//! ```text
//! ?view=code,params   these panes, and the parameters if `params` is among them
//!  start=hello        a moment of the lesson, or a number of records
//!  p.NAME=…           a parameter
//!  theme=dark         light or dark; auto is the reader's own
//!  background=transparent
//!  accent= radius= font=   how it looks, in CSS
//!  host=https://…     the origin of the page that it stands in, which it speaks with
//! #…                  a fragment, as everywhere; what it says holds before the query
//! ```

use super::Address;
use super::percent::decode_query;
use crate::pane::{Pane, Panes};
use crate::param::Param;

/// Names of the query that are for others: an element's `linked` may stand there.
const OTHERS: [&str; 1] = ["linked"];

/// The longest program of a blogger's own that is taken, in UTF-16 units.
const MOST_CODE: usize = 100_000;

/// The longest value of CSS that is taken, in UTF-16 units.
const MOST_STYLE: usize = 200;

/// Light or dark, where the blogger chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its name in addresses and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// What a text says of the theme: `Some(None)` for the reader's own; `None` when it is no theme.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Option<Theme>> {
        match name {
            "light" => Some(Some(Theme::Light)),
            "dark" => Some(Some(Theme::Dark)),
            "auto" | "" => Some(None),
            _ => None,
        }
    }
}

/// What is shown of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The panes.
    pub panes: Panes,
    /// Whether the parameters are there.
    pub params: bool,
}

impl View {
    /// What a list of names says, and which of them are unknown. Where none is known it is all that is open at first, and the
    /// parameters: nothing at all would be nothing to look at. What is shared has no place in a blog.
    #[must_use]
    pub fn read(names: &str, open: Panes) -> (View, Vec<String>) {
        let (mut view, mut unknown) = (View { panes: Panes::NONE, params: false }, Vec::new());
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            match Pane::from_name(name).filter(|pane| *pane != Pane::Share) {
                Some(pane) => view.panes = view.panes.with(pane, true),
                None if name == "params" => view.params = true,
                None => unknown.push(["view=", name].concat()),
            }
        }
        if view.panes.is_empty() && !view.params {
            view = View { panes: open, params: true };
        }
        (view, unknown)
    }
}

/// How it is to look, in CSS, as far as text alone can tell: whether a browser takes it, it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The colour of what can be pressed.
    pub accent: Option<String>,
    /// The radius of corners.
    pub radius: Option<String>,
    /// The family of fonts.
    pub font: Option<String>,
}

impl Style {
    /// The value, if it is short and brings nothing in from elsewhere.
    #[must_use]
    pub fn sound(value: &str) -> Option<&str> {
        let lower = value.to_ascii_lowercase();
        let sound = value.encode_utf16().count() <= MOST_STYLE && !lower.contains("url(") && !lower.contains("var(");
        (sound && !value.is_empty()).then_some(value)
    }
}

/// What the address of an embedded page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed {
    /// The lesson's moment, its parameters, a program of the blogger's own. Its panes are those of the view.
    pub address: Address,
    /// What is shown.
    pub view: View,
    /// Light or dark; the reader's own where it is `None`.
    pub theme: Option<Theme>,
    /// The page that it stands in shows through.
    pub transparent: bool,
    /// How it looks.
    pub style: Style,
    /// The origin that it speaks with, as it was given: whether it is one, a browser says. Without one it speaks with nobody.
    pub host: Option<String>,
    /// What is not known here and was passed over, as `key=text`.
    pub unknown: Vec<String>,
}

impl Embed {
    /// What a query, without `?`, and a fragment, without `#` and not packed, say of a lesson with these parameters. `moments`:
    /// whether it has one of this name; `open`: its panes that are open at first.
    #[must_use]
    pub fn read<L>(
        params: &[Param<L>],
        moments: &dyn Fn(&str) -> bool,
        open: Panes,
        query: &str,
        fragment: &str,
    ) -> Embed {
        let (mut unknown, mut address) = (Vec::new(), Address::default());
        let (mut names, mut start, mut host) = (String::new(), None, None);
        let (mut theme, mut transparent, mut style) = (None, false, Style::default());
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (key, text) = part.split_once('=').unwrap_or((part, ""));
            let (Some(key), Some(text)) = (decode_query(key), decode_query(text)) else {
                unknown.push(part.to_owned());
                continue;
            };
            match key.as_str() {
                "view" => names = text,
                "start" => start = Some(text),
                "host" => host = Some(text),
                "background" => transparent = text == "transparent",
                "theme" if let Some(chosen) = Theme::from_name(&text) => theme = chosen,
                "accent" if take_style(&mut style.accent, &text) => {}
                "radius" if take_style(&mut style.radius, &text) => {}
                "font" if take_style(&mut style.font, &text) => {}
                key if OTHERS.contains(&key) => {}
                key if key.starts_with("p.") && address.take_known(params, moments, key, &text) => {}
                key => unknown.push([key, "=", &text].concat()),
            }
        }
        let (said, more) = Address::known(params, moments, fragment);
        unknown.extend(more);
        // Where the fragment says a place, it is not the query's, even if the lesson does not have it.
        let place = |part: &str| matches!(part.split('=').next(), Some("at" | "moment"));
        if let Some(start) = start.filter(|_| !fragment.split('&').any(place)) {
            let digits = !start.is_empty() && start.bytes().all(|byte| byte.is_ascii_digit());
            let key = if digits { "at" } else { "moment" };
            if !address.take_known(params, moments, key, &start) {
                unknown.push([key, "=", &start].concat());
            }
        }
        address.prefer(said);
        if address.source.as_ref().is_some_and(|source| source.encode_utf16().count() > MOST_CODE) {
            address.source = None;
            unknown.push("py=…".to_owned());
        }
        let (view, more) = View::read(&names, open);
        unknown.extend(more);
        address.panes = Some(view.panes);
        Embed { address, view, theme, transparent, style, host, unknown }
    }
}

fn take_style(place: &mut Option<String>, text: &str) -> bool {
    *place = Style::sound(text).map(str::to_owned);
    place.is_some() || text.is_empty()
}

impl Address {
    /// Takes over what another one says, before what this one says itself.
    fn prefer(&mut self, other: Address) {
        let Address { at, moment, values, source, python, interventions, panes } = other;
        if at.is_some() || moment.is_some() {
            (self.at, self.moment) = (at, moment);
        }
        for (name, value) in values {
            match self.values.iter_mut().find(|(known, _)| *known == name) {
                Some((_, place)) => *place = value,
                None => self.values.push((name, value)),
            }
        }
        self.source = source.or(self.source.take());
        self.python = python.or(self.python);
        if !interventions.is_empty() {
            self.interventions = interventions;
        }
        self.panes = panes.or(self.panes);
    }
}
