//! The address's fragment: which moment of a lesson is open, what the parameters are, and what else a reader sees, as in
//! `#at=12&p.delay=0.5`. Whoever is sent such an address sees the same.
//!
//! ```text
//! v=1          the grammar's version; this one if it is missing
//! at=12        so many records of the plan have happened
//! moment=hello instead: the moment that the lesson calls so
//! p.NAME=…     a parameter; written where it differs from its default
//! panes=a,b    exactly these panes are open
//! d=0a1b…      what the reader does in the loop's place (`crate::interventions`)
//! py=…         a program of the reader's own in the lesson's place, its text
//! python=3.11  which Python that is run as: 3.11, 3.14 (if it is missing) or 3.15
//! z=…          all of it, packed: by the browser (`web/packed.js`), before this is asked
//! ```
//!
//! A link is read as a whole or not at all ([`Address::parse`]): what names something that the lesson does not have leads nowhere.
//! What stands in somebody's blog is read for what is known of it ([`Address::known`]; [`embed`] has the query of such a page).

use std::fmt;

use loopscope_executor::Intervention;
use loopscope_version::Version;

use crate::interventions;
use crate::pane::{Pane, Panes};
use crate::param::Param;
use crate::value::Value;
use percent::{decode, encode};

pub mod embed;
mod percent;

/// The version of the grammar.
const VERSION: &str = "1";

/// What a fragment says. What it does not name is left as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// How many records of the plan have happened.
    pub at: Option<u32>,
    /// The name of a moment.
    pub moment: Option<String>,
    /// Values by the names of their parameters, each once.
    pub values: Vec<(String, Value)>,
    /// The text of a program of the reader's own.
    pub source: Option<String>,
    /// Which Python that is run as.
    pub python: Option<Version>,
    /// What the reader does in the loop's place.
    pub interventions: Vec<Intervention>,
    /// The panes that are open, and no others.
    pub panes: Option<Panes>,
}

/// A fragment names something that the lesson does not have, or says it wrongly; nothing of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Void {
    /// The part that is wrong, as it stands in the fragment.
    pub part: String,
}

impl fmt::Display for Void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the address says \"{}\", which this page does not know", self.part)
    }
}

impl std::error::Error for Void {}

impl Address {
    /// What a fragment, without `#`, says of a lesson with these parameters. A packed one is
    /// unpacked first.
    ///
    /// # Errors
    /// [`Void`] at the first part that is not of the grammar, stands there twice, or names what the lesson does not have.
    pub fn parse<L>(params: &[Param<L>], fragment: &str) -> Result<Address, Void> {
        let mut address = Address::default();
        if fragment.is_empty() {
            return Ok(address);
        }
        let mut seen = Vec::new();
        for part in fragment.split('&') {
            address.take_part(params, part, &mut seen).ok_or_else(|| Void { part: part.to_owned() })?;
        }
        Ok(address)
    }

    /// Takes a part whose key is none of those seen before.
    fn take_part<'a, L>(&mut self, params: &[Param<L>], part: &'a str, seen: &mut Vec<&'a str>) -> Option<()> {
        let (key, text) = part.split_once('=')?;
        if seen.contains(&key) {
            return None;
        }
        seen.push(key);
        self.take(params, &decode(key)?, &decode(text)?)
    }

    /// What a fragment, without `#`, says that is known: parts that the lesson does not have are left out, and given as
    /// `key=text`. Of a key that stands there twice the later holds, and of a place the number of records. `moments`: whether
    /// the lesson has one of this name.
    #[must_use]
    pub fn known<L>(params: &[Param<L>], moments: &dyn Fn(&str) -> bool, fragment: &str) -> (Address, Vec<String>) {
        let (mut address, mut unknown) = (Address::default(), Vec::new());
        for part in fragment.split('&').filter(|part| !part.is_empty()) {
            let (key, text) = part.split_once('=').unwrap_or((part, ""));
            let plain = |text: &str| decode(text).ok_or_else(|| text.to_owned());
            match (plain(key), plain(text)) {
                (Ok(key), Ok(text)) if address.take_known(params, moments, &key, &text) => {}
                (key, text) => {
                    let either = |it: Result<String, String>| it.unwrap_or_else(|raw| raw);
                    unknown.push([&either(key), "=", &either(text)].concat());
                }
            }
        }
        address.settle();
        (address, unknown)
    }

    /// Takes a part if it is known. Whatever version the grammar is said to have, what is known is taken.
    fn take_known<L>(&mut self, params: &[Param<L>], moments: &dyn Fn(&str) -> bool, key: &str, text: &str) -> bool {
        match key {
            "v" => true,
            "moment" if !moments(text) => false,
            _ => self.take(params, key, text).is_some(),
        }
    }

    /// Where a number of records and a moment are named, the number holds.
    fn settle(&mut self) {
        if self.at.is_some() {
            self.moment = None;
        }
    }

    /// Takes a part. `None`: it is not known, and nothing was taken.
    fn take<L>(&mut self, params: &[Param<L>], key: &str, text: &str) -> Option<()> {
        match key {
            "v" if text == VERSION => {}
            "at" if text.bytes().all(|byte| byte.is_ascii_digit()) => self.at = Some(text.parse().ok()?),
            "moment" => self.moment = Some(text.to_owned()),
            "py" => self.source = Some(text.to_owned()),
            "python" => self.python = Some(text.parse().ok()?),
            "panes" => {
                let names = text.split(',').filter(|name| !name.is_empty());
                self.panes = Some(names.map(Pane::from_name).collect::<Option<Panes>>()?);
            }
            "d" => self.interventions = interventions::read(text)?,
            _ => {
                let name = key.strip_prefix("p.")?;
                let value = params.iter().find(|param| param.name == name)?.kind.parse(text)?;
                match self.values.iter_mut().find(|(known, _)| known == name) {
                    Some((_, place)) => *place = value,
                    None => self.values.push((name.to_owned(), value)),
                }
            }
        }
        Some(())
    }

    /// The value that it has for a parameter, if it names one.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The fragment, without `#`; empty for an address that says nothing. [`Address::parse`] reads it again as the same.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::new();
        let mut add = |key: &str, text: &str| {
            out += if out.is_empty() { "" } else { "&" };
            out += key;
            out.push('=');
            out += text;
        };
        if let Some(at) = self.at {
            add("at", &at.to_string());
        }
        if let Some(moment) = &self.moment {
            add("moment", &encode(moment));
        }
        for (name, value) in &self.values {
            add(&["p.", &encode(name)].concat(), &encode(&value.word()));
        }
        if let Some(source) = &self.source {
            add("py", &encode(source));
        }
        if let Some(python) = self.python {
            add("python", python.name());
        }
        if !self.interventions.is_empty() {
            add("d", &interventions::write(&self.interventions));
        }
        if let Some(panes) = self.panes {
            add("panes", &panes.names());
        }
        out
    }
}

/// Those of the values that are not their parameters' first ones, for [`Address::values`]; both in one order.
#[must_use]
pub fn changed<L>(params: &[Param<L>], values: &[Value]) -> Vec<(String, Value)> {
    let pairs = params.iter().zip(values).filter(|(param, value)| param.kind.default() != **value);
    pairs.map(|(param, value)| (param.name.clone(), value.clone())).collect()
}
