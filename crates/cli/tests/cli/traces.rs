//! `trace` in its forms.

use std::collections::BTreeMap;

use loopscope_strings::Lang;

use super::common::loopscope;
use super::count;

#[test]
fn a_trace_for_perfetto_parses_and_its_events_are_matched() {
    for lesson in 1..=count() {
        for lang in Lang::ALL.map(Lang::code) {
            let json = loopscope(&["trace", &lesson.to_string(), "--format", "perfetto", "--lang", lang]).stdout;
            let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
            let events = json["traceEvents"].as_array().expect("a list");
            let of = |phase: &str| events.iter().filter(|event| event["ph"] == phase).collect::<Vec<_>>();
            let flows = |phase: &str| of(phase).iter().map(|event| event["id"].as_u64()).collect::<Vec<_>>();
            assert!(!flows("s").is_empty());
            assert_eq!(flows("s"), flows("f"), "each arrow that begins ends");
            assert!(of("X").iter().all(|event| event["dur"].as_f64().is_some_and(|length| length >= 0.0)));
            // Slices of a thread follow each other without overlap.
            let mut ends = BTreeMap::new();
            for slice in of("X") {
                let (start, length) = (slice["ts"].as_f64().expect("a time"), slice["dur"].as_f64().expect("a length"));
                let end = ends.insert(slice["tid"].as_u64(), start + length);
                assert!(end.is_none_or(|end| end <= start + 0.001), "{slice}");
            }
            let known = ["M", "X", "i", "s", "f"];
            assert!(events.iter().all(|event| known.contains(&event["ph"].as_str().unwrap_or_default())));
        }
    }
}

#[test]
fn a_trace_as_text_and_as_json_has_the_same_records() {
    let text = loopscope(&["trace", "event-loop"]).stdout;
    assert!(text.starts_with(
        "  seq         time  iter  task  line  what\n    0           0s     -     -     -  program begins\n"
    ));
    let json = loopscope(&["trace", "event-loop", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["lesson"], "event-loop");
    assert_eq!(json["params"]["delay"], 2.0);
    assert_eq!(json["outcome"], "finished");
    let records = json["records"].as_array().expect("a list");
    assert_eq!(records.len(), text.lines().count() - 1);
    let first =
        |kind: &str| records.iter().find(|record| record["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"));
    assert_eq!(first("task-created")["task_name"], "Task-1");
    assert_eq!(first("task-created")["parent"], serde_json::json!({ "type": "program" }));
    assert_eq!(first("timer-set")["deadline_ns"], 2_000_000_000_u64);
    assert_eq!(first("timer-set")["name"], "Task-1");
    assert_eq!(first("wake-requested")["outcome"], "queued");
    assert_eq!(first("callback-added")["on"], serde_json::json!({ "type": "task", "no": 1 }));
    assert_eq!(first("callback-added")["serves"], serde_json::Value::Null);
    assert_eq!(first("output")["stream"], "stdout");
    assert_eq!(first("program-end")["ending"], "ready");
    assert_eq!(first("program-begin")["line"], serde_json::Value::Null);
}
