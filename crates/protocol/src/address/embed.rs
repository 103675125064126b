//! The address of a lesson's page that stands in somebody's blog (docs/EMBEDDING.md). Bloggers write it by hand, so that it is read
//! for what is known of it; what is not is told to the blogger.
//!
//! ```text
//! ?view=code,params   these panes, and the parameters if `params` is among them; `p.NAME` for one of them alone
//!  start=hello        a moment of the lesson, or a number of records
//!  p.NAME=…           a parameter
//! #…                  a fragment, as everywhere; what it says holds before the query
//! ```
//!
//! How the page looks, and whom it speaks with, is said in the query too, and is of no concern here: web/embed/frame.js sees to it before anything is shown.

use super::Address;
use super::percent::decode_query;
use crate::pane::{Pane, Panes};
use crate::param::Param;

/// Names of the query that web/embed/frame.js reads; and `linked`, which an element may have left there.
const OTHERS: [&str; 7] = ["theme", "background", "accent", "radius", "font", "host", "linked"];

/// The longest program of a blogger's own that is taken, in UTF-16 units.
const MOST_CODE: usize = 100_000;

/// What is shown of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The panes.
    pub panes: Panes,
    /// Whether the parameters are there.
    pub params: bool,
    /// Those of them that are there, by name; all if it is empty.
    pub only: Vec<String>,
}

impl View {
    /// What a list of names says, and which of them are unknown. Where none is known it is all that is open at first, and the
    /// parameters: nothing at all would be nothing to look at. What is shared has no place in a blog.
    #[must_use]
    pub fn read<L>(params: &[Param<L>], names: &str, open: Panes) -> (View, Vec<String>) {
        let (mut view, mut unknown) = (View { panes: Panes::NONE, params: false, only: Vec::new() }, Vec::new());
        let param = |name: &str| params.iter().find(|param| name.strip_prefix("p.") == Some(&param.name));
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            match Pane::from_name(name).filter(|pane| *pane != Pane::Share) {
                Some(pane) => view.panes = view.panes.with(pane, true),
                None if name == "params" => view.params = true,
                None if let Some(param) = param(name) => view.only.push(param.name.clone()),
                None => unknown.push(["view=", name].concat()),
            }
        }
        if view.params {
            view.only.clear();
        }
        view.params |= !view.only.is_empty();
        if view.panes.is_empty() && !view.params {
            (view.panes, view.params) = (open, true);
        }
        (view, unknown)
    }
}

/// What the address of an embedded page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed {
    /// The lesson's moment, its parameters, a program of the blogger's own. Its panes are those of the view.
    pub address: Address,
    /// What is shown.
    pub view: View,
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
        let (mut others, mut address) = (Vec::new(), Address::default());
        let (mut names, mut start) = (String::new(), None);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (key, text) = part.split_once('=').unwrap_or((part, ""));
            let (Some(key), Some(text)) = (decode_query(key), decode_query(text)) else {
                others.push(part.to_owned());
                continue;
            };
            match key.as_str() {
                "view" => names = text,
                "start" => start = Some(text),
                key if OTHERS.contains(&key) => {}
                key if key.starts_with("p.") && address.take_known(params, moments, key, &text) => {}
                key => others.push([key, "=", &text].concat()),
            }
        }
        let (said, more) = Address::known(params, moments, fragment);
        others.extend(more);
        let (view, mut unknown) = View::read(params, &names, open);
        // Where the fragment says a place, it is not the query's, even if the lesson does not have it.
        let place = |part: &str| matches!(part.split('=').next(), Some("at" | "moment"));
        if let Some(start) = start.filter(|_| !fragment.split('&').any(place)) {
            let digits = !start.is_empty() && start.bytes().all(|byte| byte.is_ascii_digit());
            let key = if digits { "at" } else { "moment" };
            if !address.take_known(params, moments, key, &start) {
                unknown.push([key, "=", &start].concat());
            }
        }
        unknown.append(&mut others);
        address.prefer(said);
        if address.source.as_ref().is_some_and(|source| source.encode_utf16().count() > MOST_CODE) {
            address.source = None;
            unknown.push("py=…".to_owned());
        }
        address.panes = Some(view.panes);
        Embed { address, view, unknown }
    }
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
