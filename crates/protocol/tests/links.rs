//! Links that were made before, and what they mean: they open for ever. tests/golden/links.json was written by the page's grammar as it was
//! before this crate, embeds.json by web/embed/frame.js as it was then; neither is ever written anew. web/packed.test.js has those that are packed.

use std::collections::BTreeMap;

use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Intervention};
use loopscope_protocol::Value;
use loopscope_protocol::address::Address;
use loopscope_protocol::address::embed::Embed;
use loopscope_protocol::pane::{Pane, Panes};
use loopscope_protocol::param::Param;
use serde::Deserialize;
use serde_json::{Value as Json, json};

#[derive(Deserialize)]
struct Golden {
    lessons: BTreeMap<String, Vec<Param>>,
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    lesson: String,
    fragment: String,
    /// Null for what leads nowhere.
    means: Json,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/links.json")).unwrap()
}

/// What an address means, as the golden file has it: what is as it would be without it is not there.
fn meaning(params: &[Param], address: &Address) -> Json {
    let mut means = serde_json::Map::new();
    let value = |value: &Value| match value {
        Value::Seconds(seconds) => json!(seconds),
        Value::Int(int) => json!(int),
        Value::Bool(yes) => json!(yes),
        Value::Choice(word) => json!(word),
    };
    let changed = |param: &&Param| address.value(&param.name).is_some_and(|value| *value != param.kind.default());
    let values: serde_json::Map<_, _> = params
        .iter()
        .filter(changed)
        .map(|param| (param.name.clone(), address.value(&param.name).map_or(Json::Null, value)))
        .collect();
    let mut say = |key: &str, what: Option<Json>| means.extend(what.map(|what| (key.to_owned(), what)));
    say("values", (!values.is_empty()).then(|| values.into()));
    say("at", address.at.map(Json::from));
    say("moment", address.moment.clone().map(Json::from));
    say("panes", address.panes.map(|panes| panes.names().into()));
    let interventions = &address.interventions;
    say("interventions", (!interventions.is_empty()).then(|| interventions.iter().map(words).collect()));
    say("source", address.source.clone().map(Json::from));
    say("python", address.python.filter(|python| *python != Default::default()).map(|python| python.name().into()));
    means.into()
}

fn words(intervention: &Intervention) -> String {
    let at = intervention.at;
    let act = match &intervention.act {
        Act::Cancel(task) => format!("cancel {task}"),
        Act::Raise(task, message) => format!("raise {task} {message:?}"),
        Act::Block(nanos) => format!("block {nanos}"),
        Act::RunNext(EntryNo::Task(task)) => format!("next task {task}"),
        Act::RunNext(EntryNo::Callback(callback)) => format!("next callback {callback}"),
    };
    format!("{} {} {}: {act}", at.entries, if at.begun { "begun" } else { "not begun" }, at.time.as_nanos())
}

#[test]
fn old_links_mean_what_they_meant() {
    let Golden { lessons, links } = golden();
    assert!(links.len() > 250, "{}", links.len());
    for Link { lesson, fragment, means } in links {
        let params = &lessons[&lesson];
        let read = Address::parse(params, &fragment);
        let found = read.as_ref().map_or(Json::Null, |address| meaning(params, address));
        assert_eq!(found, means, "{lesson}: {fragment}");
    }
}

#[test]
fn what_is_read_is_written_and_read_again() {
    let Golden { lessons, links } = golden();
    for Link { lesson, fragment, means } in links.into_iter().filter(|link| !link.means.is_null()) {
        let params = &lessons[&lesson];
        let address = Address::parse(params, &fragment).unwrap();
        let again = address.write();
        assert_eq!(Address::parse(params, &again).as_ref(), Ok(&address), "{fragment}: {again}");
        // What was written once is written so still, in this order.
        let canonical = means.get("panes").is_none() && fragment.starts_with("d=02") && fragment.len() > 4;
        if canonical {
            assert!(fragment.starts_with(&again), "{fragment}: {again}");
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    query: String,
    fragment: String,
    means: Shown,
}

#[derive(Deserialize)]
struct Shown {
    /// `None` for what was packed, which the page unpacked later.
    address: Option<String>,
    view: String,
    odd: Vec<String>,
}

#[test]
fn old_embeds_show_what_they_showed() {
    let asked: Vec<Asked> = serde_json::from_str(include_str!("golden/embeds.json")).unwrap();
    let params = &golden().lessons["test"];
    let open: Panes = [Pane::Code, Pane::Timeline].into_iter().collect();
    let moments = |name: &str| matches!(name, "timer-set" | "timer-fired");
    for Asked { query, fragment, means } in asked {
        let embed = Embed::read(params, &moments, open, &query, &fragment);
        let said = format!("?{query}#{fragment}");
        if let Some(address) = means.address {
            let sorted = |address: &Address| {
                let mut address = address.clone();
                address.values.sort_by(|(one, _), (other, _)| one.cmp(other));
                address
            };
            assert_eq!(sorted(&embed.address), sorted(&Address::parse(params, &address).unwrap()), "{said}");
        }
        let mut names: Vec<_> = embed.view.panes.iter().map(Pane::name).collect();
        names.extend(embed.view.params.then_some("params"));
        let mut shown: Vec<_> = means.view.split(' ').collect();
        names.sort_unstable();
        shown.sort_unstable();
        assert_eq!(names, shown, "{said}");
        // How it looks, and whom it speaks with, is read by web/embed/frame.js.
        let looks = |part: &str| {
            ["theme=", "accent=", "radius=", "font=", "host="].into_iter().any(|key| part.starts_with(key))
        };
        let odd = |list: Vec<String>| {
            let mut list: Vec<_> = list.into_iter().filter(|part| !looks(part)).collect();
            list.sort();
            list
        };
        let unpacked = !fragment.starts_with("z=");
        assert_eq!(odd(if unpacked { embed.unknown } else { Vec::new() }), odd(means.odd), "{said}");
    }
}

#[test]
fn a_view_can_have_one_parameter_alone() {
    let params = &golden().lessons["test"];
    let name = &params[0].name;
    let open: Panes = [Pane::Code, Pane::Timeline].into_iter().collect();
    let read = |names: &str| {
        let Embed { view, unknown, .. } = Embed::read(params, &|_| false, open, &format!("view={names}"), "");
        (view.panes.names(), view.params, view.only, unknown)
    };
    let one = format!("p.{name}");
    assert_eq!(read(&format!("{one},timeline")), ("timeline".to_owned(), true, vec![name.clone()], vec![]));
    assert_eq!(read(&one), (String::new(), true, vec![name.clone()], vec![]), "it is something to look at");
    assert_eq!(read(&format!("{one},params")), (String::new(), true, vec![], vec![]), "all of them are asked for");
    let (panes, shown, only, unknown) = read("p.nobody");
    assert_eq!((panes, shown, only), (open.names(), true, vec![]));
    assert_eq!(unknown, ["view=p.nobody"]);
}
