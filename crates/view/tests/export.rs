//! Exports: pictures are well-formed XML that tells its contents, events are JSON that adds up, the log is exact.

mod common;
mod random;
#[path = "common/words.rs"]
mod words;

use std::collections::BTreeMap;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{Actor, Chunk, Ending, Kind, PollEnding, Record, TextId, Trace, WakeOutcome};
use loopscope_executor::{Instant, Limits};
use loopscope_view::timeline::{DARK, LIGHT, Palette};
use loopscope_view::{AwaitItem, Axis, Importance, Lang, Scope, State, Target, Theme, lane_name, log, perfetto, svg};
use proptest::prelude::*;
use random::{Ran, traces};
use words::hello_world;

fn scope() -> Scope {
    hello_world("世界", 2.0)
}

/// A picture's texts, by element name.
fn texts(picture: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(picture).expect("well-formed");
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    elements.filter_map(|node| Some((node.tag_name().name().to_owned(), node.text()?.to_owned()))).collect()
}

fn holds(texts: &[(String, String)], name: &str, part: &str) -> bool {
    texts.iter().any(|(of, text)| of == name && text.contains(part))
}

#[test]
fn the_log_is_exact() {
    common::compare("log.en.txt", &log(Lang::En, &scope(), Importance::Essential));
    common::compare("log.zh.txt", &log(Lang::Zh, &scope(), Importance::Essential));
    assert_eq!(log(Lang::En, &scope(), Importance::Detail).lines().count(), scope().len() as usize + 1);
}

#[test]
fn a_picture_tells_its_title_its_lanes_and_how_they_end() {
    for (lang, lane, done) in [
        (Lang::En, "hello, which runs say", "hello: done since t = 1 s."),
        (Lang::Zh, "hello，运行协程 say", "hello：从 t = 1 s 起已完成。"),
    ] {
        for axis in [Axis::Time, Axis::Step] {
            let texts = texts(&svg(lang, &scope(), "hello & <world>", axis, Theme::Auto));
            assert!(holds(&texts, "title", "hello & <world>"));
            assert!(holds(&texts, "desc", done));
            assert!(holds(&texts, "title", lane));
            assert!(holds(&texts, "text", "世界"));
        }
    }
}

#[test]
fn a_picture_stands_alone_and_follows_the_readers_scheme() {
    let picture = svg(Lang::En, &scope(), "t", Axis::Time, Theme::Auto);
    assert!(picture.contains("prefers-color-scheme:dark"));
    let document = roxmltree::Document::parse(&picture).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for id in root.attribute("aria-labelledby").unwrap().split(' ') {
        assert!(document.descendants().any(|node| node.attribute("id") == Some(id)));
    }
    for node in document.descendants() {
        assert!(!["script", "image", "foreignObject"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.value().contains("://"), "it loads something: {attribute:?}");
        }
    }
}

#[test]
fn a_theme_may_be_fixed() {
    let of = |theme| svg(Lang::En, &scope(), "t", Axis::Time, theme);
    let (light, dark) = (of(Theme::Light), of(Theme::Dark));
    assert!(!light.contains("@media") && !dark.contains("@media"));
    let ground = |picture: &str, palette: Palette| picture.contains(&format!(".bg{{fill:{}}}", palette.paper));
    assert!(ground(&light, LIGHT) && !ground(&light, DARK));
    assert!(ground(&dark, DARK) && !ground(&dark, LIGHT));
}

#[test]
fn nothing_much_is_drawn_sensibly() {
    assert!(holds(
        &texts(&svg(Lang::En, &Scope::default(), "t", Axis::Time, Theme::Auto)),
        "text",
        "Nothing has been recorded."
    ));
    let full = scope().trace().clone();
    for len in [1, 2, 5] {
        let part = Trace { records: full.records[..len].to_vec(), texts: full.texts.clone() };
        let picture = svg(Lang::En, &Scope::new(part), "t", Axis::Time, Theme::Auto);
        // No time has passed: the axis counts steps.
        assert!(holds(&texts(&picture), "text", "steps"));
        assert!(!picture.contains("NaN") && !picture.contains("inf"));
    }
}

/// Tasks that sleep, each with this name.
fn many(tasks: u32, name: fn(u32) -> String) -> Scope {
    async fn nap(tenths: u32) -> Result {
        sleep(f64::from(tenths) / 10.0).await
    }
    async fn main(tasks: u32, name: fn(u32) -> String) -> Result {
        let naps: Vec<_> = (1..=tasks).map(|nth| create_task(coro!(nap(nth))).named(&name(nth))).collect();
        for nap in naps {
            nap.await?;
        }
        Ok(())
    }
    Scope::new(common::trace_of(Limits::default(), async move { run(coro!(main(tasks, name))).await }))
}

/// The height of a picture, and the lanes' names with their places in it.
fn names(picture: &str) -> (f64, Vec<(f64, String)>) {
    let document = roxmltree::Document::parse(picture).unwrap();
    let number = |node: roxmltree::Node<'_, '_>, name| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let names = document
        .descendants()
        .filter(|node| {
            node.has_tag_name(("http://www.w3.org/2000/svg", "text")) && node.attribute("class") == Some("n")
        })
        .map(|node| (number(node, "y"), node.text().unwrap_or_default().to_owned()))
        .collect();
    (number(document.root_element(), "height"), names)
}

#[test]
fn two_hundred_lanes_have_their_own_places_inside_the_picture() {
    // No two names are of a kind.
    let scope = many(200, |nth| format!("{nth}{}", "abcdefghij".chars().nth(nth as usize % 10).unwrap_or('z')));
    let (height, names) = names(&svg(Lang::Zh, &scope, "t", Axis::Time, Theme::Auto));
    assert_eq!(names.len(), scope.lanes().len());
    for pair in names.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= 14.0, "names of 12 pixels must not lie on each other");
    }
    assert!(names.last().unwrap().0 < height);
}

#[test]
fn two_thousand_tasks_of_a_kind_are_a_small_picture() {
    let scope = many(2000, |nth| format!("worker-{nth}"));
    let picture = svg(Lang::En, &scope, "t", Axis::Time, Theme::Auto);
    let (height, names) = names(&picture);
    let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["program", "Task-1", "worker × 2000"]);
    // Most of it is what Task-1 does two thousand times.
    assert!(height < 300.0 && picture.len() < 250_000, "{height}, {}", picture.len());
}

#[test]
fn a_lane_with_thousands_of_steps_stays_a_small_picture() {
    async fn main() -> Result {
        for _ in 0..3000 {
            sleep(0.001).await?;
        }
        Ok(())
    }
    let scope = Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }));
    assert!(scope.len() > 30_000);
    assert!(svg(Lang::En, &scope, "t", Axis::Time, Theme::Auto).len() < 1_000_000);
}

#[test]
fn events_are_json_and_their_slices_fill_the_lanes() {
    let scope = scope();
    let document: serde_json::Value = serde_json::from_str(&perfetto(Lang::En, &scope)).unwrap();
    let events = document["traceEvents"].as_array().unwrap();
    let of = |phase: &str| events.iter().filter(|event| event["ph"] == phase).collect::<Vec<_>>();
    let names: BTreeMap<_, _> = of("M")
        .iter()
        .filter(|event| event["name"] == "thread_name")
        .map(|event| (event["tid"].as_u64().unwrap(), event["args"]["name"].as_str().unwrap().to_owned()))
        .collect();
    let lanes = scope.lanes();
    assert_eq!(
        names.into_values().collect::<Vec<_>>(),
        lanes.iter().map(|lane| lane_name(Lang::En, lane)).collect::<Vec<_>>()
    );
    for (at, lane) in lanes.iter().enumerate() {
        let slices = of("X").into_iter().filter(|event| event["tid"] == at + 1).collect::<Vec<_>>();
        assert_eq!(slices.len(), lane.segments.iter().filter(|segment| !segment.state.is_end()).count());
        let total: f64 = slices.iter().map(|event| event["dur"].as_f64().unwrap()).sum();
        let first = lane.segments.first().unwrap().start.as_secs_f64();
        let last = lane.segments.last().unwrap().end.as_secs_f64();
        assert!((total - (last - first) * 1e6).abs() < 0.01);
    }
    assert!(of("X").iter().any(|event| event["name"] == "sleep(2), until t = 2 s" && event["dur"] == 2_000_000));
    assert!(of("i").iter().any(|event| event["name"] == "hello prints: hello" && event["ts"] == 1_000_000));
    let (starts, ends) = (of("s"), of("f"));
    assert!(!starts.is_empty());
    assert_eq!(
        starts.iter().map(|it| &it["id"]).collect::<Vec<_>>(),
        ends.iter().map(|it| &it["id"]).collect::<Vec<_>>()
    );
}

#[test]
fn arrows_lead_from_the_cause_to_the_woken() {
    let scope = scope();
    let lane = |name: &str| scope.lanes().iter().position(|lane| &*lane.name == name).unwrap();
    let (main, hello, world) = (lane("Task-1"), lane("hello"), lane("世界"));
    let arrows: Vec<_> = scope.arrows(0..scope.len()).map(|it| (it.from, it.to, it.first, it.timer)).collect();
    assert_eq!(
        arrows,
        [
            (scope.lane_of(loopscope_view::PROGRAM), main, true, None),
            (Some(main), hello, true, None),
            (Some(main), world, true, None),
            (None, hello, false, Some(1)),
            (Some(hello), main, false, None),
            (None, world, false, Some(2)),
            (Some(world), main, false, None),
        ]
    );
}

#[test]
fn an_arrow_through_a_callback_begins_where_that_was_queued() {
    async fn nap() -> Result {
        sleep(0.1).await
    }
    async fn main() -> Result {
        gather([coro!(nap())]).await?;
        Ok(())
    }
    let scope = Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }));
    let arrow = scope.arrows(0..scope.len()).last().unwrap();
    let (from, to) = (&scope.lanes()[arrow.from.unwrap()], &scope.lanes()[arrow.to]);
    assert_eq!((&*from.coroutine, &*to.coroutine), ("nap", "main"), "gather's callback wakes for the child");
    assert!(matches!(arrow.by, Actor::Callback(_)));
    assert!(arrow.from_seq < arrow.seq);
    assert!(matches!(scope.record(arrow.from_seq).unwrap().kind, Kind::CallbackQueued { .. }));
}

#[test]
fn the_await_tree_puts_each_task_above_what_it_waits_for() {
    let scope = scope();
    let last_sleep = scope.trace().records.iter().rposition(|record| matches!(record.kind, Kind::ClockAdvanced { .. }));
    let state = scope.state_at(loopscope_view::Cursor(u32::try_from(last_sleep.unwrap()).unwrap()));
    assert_eq!(tree(&scope, &state), [("Task-1", 0, false), ("世界", 1, false), ("sleep(2)", 2, false)]);
}

/// The await tree by names.
fn tree<'a>(scope: &Scope, state: &'a State) -> Vec<(&'a str, u32, bool)> {
    let name = |item| match item {
        AwaitItem::Task(at) => &*state.tasks[at].name,
        AwaitItem::Future(at) => &*state.futures[at].name,
    };
    state.await_tree(scope).iter().map(|row| (name(row.item), row.depth, row.again)).collect()
}

#[test]
fn below_a_gather_stand_its_children_until_it_is_done() {
    async fn nap(tenths: u32) -> Result {
        sleep(f64::from(tenths) / 10.0).await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<()>();
        future.add_done_callback("tell", |_| print("told"));
        let inner = gather([future.clone()]).future();
        let both = gather([coro!(nap(1)), coro!(nap(2))]);
        get_running_loop()?.call_later(0.3, "set", move || future.set_result(()));
        both.await?;
        gather([inner.clone()]).await?;
        gather([inner]).await.map(drop)
    }
    let scope = Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }));
    let at = |tenths: f64| scope.state_at(scope.cursor_at(Instant::from_secs_f64(tenths / 10.0)));
    assert_eq!(
        tree(&scope, &at(0.0)),
        [
            ("Task-1", 0, false),
            ("gather", 1, false),
            ("Task-2", 2, false),
            ("sleep(0.1)", 3, false),
            ("Task-3", 2, false),
            ("sleep(0.2)", 3, false),
        ]
    );
    // The first child is done, and stays in its place.
    assert_eq!(
        tree(&scope, &at(1.0)),
        [
            ("Task-1", 0, false),
            ("gather", 1, false),
            ("Task-2", 2, false),
            ("Task-3", 2, false),
            ("sleep(0.2)", 3, false)
        ]
    );
    // A gather of a gather of a future without a name.
    assert_eq!(
        tree(&scope, &at(2.0)),
        [("Task-1", 0, false), ("gather", 1, false), ("gather", 2, false), ("", 3, false)]
    );
    let cursor = scope.cursor_at(Instant::from_secs_f64(0.2));
    let callbacks = |target, cursor| scope.callbacks_at(target, cursor);
    let told: Vec<_> =
        callbacks(Target::Future(1), cursor).into_iter().map(|it| (it.name.to_string(), it.serves)).collect();
    assert_eq!(told, [("tell".to_owned(), 0), ("gather: a child is done".to_owned(), 2)]);
    assert_eq!(&*callbacks(Target::Task(1), cursor)[0].name, "run_until_complete: stop");
    assert_eq!(scope.parts_at(2, cursor), [Target::Future(1)]);
    assert_eq!(callbacks(Target::Task(1), scope.last()), []);
    assert_eq!(callbacks(Target::Future(1), scope.last()), []);
    assert_eq!((callbacks(Target::Task(99), cursor), scope.parts_at(99, cursor)), (Vec::new(), Vec::new()));
}

#[test]
fn a_ring_of_tasks_that_wait_for_each_other_is_shown_once() {
    let mut trace = Trace::default();
    let mut record = |task, kind| {
        let seq = u32::try_from(trace.records.len()).unwrap();
        trace.records.push(Record { time: Instant::ZERO, seq, iteration: 1, task, line: 0, kind });
    };
    for task in [1, 2] {
        record(task, Kind::TaskCreated { parent: Actor::Outside, name: TextId::EMPTY, coroutine: TextId::EMPTY });
        record(task, Kind::WakeRequested { by: Actor::Outside, outcome: WakeOutcome::Queued });
    }
    for (task, other) in [(1, 2), (2, 1)] {
        record(task, Kind::PollBegin);
        record(task, Kind::PollEnd(PollEnding::Pending(loopscope_executor::trace::Waiting::Task(other))));
    }
    let scope = Scope::new(trace);
    assert_eq!(
        tree(&scope, &scope.state_at(scope.last())),
        [("Task-1", 0, false), ("Task-2", 1, false), ("Task-1", 2, true)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_run_makes_a_well_formed_picture(Ran(trace) in traces()) {
        let scope = Scope::new(trace);
        for axis in [Axis::Time, Axis::Step] {
            for lang in Lang::ALL {
                let picture = svg(lang, &scope, "run", axis, Theme::Auto);
                prop_assert!(roxmltree::Document::parse(&picture).is_ok());
                prop_assert!(!picture.contains("NaN"));
            }
        }
        prop_assert!(serde_json::from_str::<serde_json::Value>(&perfetto(Lang::Zh, &scope)).is_ok());
        let state = scope.state_at(scope.last());
        let parts: usize = state.futures.iter().map(|it| scope.parts_at(it.future, state.cursor).len()).sum();
        prop_assert!(state.await_tree(&scope).len() <= 3 * scope.lanes().len() + parts);
    }

    #[test]
    fn whatever_a_task_is_called_it_is_escaped(name in any::<String>(), title in any::<String>()) {
        let mut trace = Trace::default();
        let kind = Kind::TaskCreated { parent: Actor::Outside, name: TextId(1), coroutine: TextId(1) };
        let record = Record { time: Instant::ZERO, seq: 0, iteration: 0, task: 1, line: 0, kind };
        let end = Record { time: Instant::from_secs_f64(1.0), seq: 1, kind: Kind::TaskDone(Ending::Failed(TextId(1))), ..record };
        trace.append(Chunk { records: vec![record, end], texts: vec![name.clone()] });
        let scope = Scope::new(trace);
        let picture = svg(Lang::En, &scope, &title, Axis::Time, Theme::Auto);
        let texts = texts(&picture);
        let plain = |text: &str| !text.is_empty() && text.chars().all(|char| char == ' ' || !char.is_control() && char < '\u{fffe}');
        if plain(&title) {
            prop_assert!(holds(&texts, "title", &title));
        }
        if plain(&name) {
            prop_assert!(holds(&texts, "desc", &name));
        }
        let events: serde_json::Value = serde_json::from_str(&perfetto(Lang::En, &scope)).unwrap();
        let shown = events["traceEvents"][0]["args"]["name"].as_str().unwrap();
        prop_assert!(shown == name || name.is_empty());
    }
}
