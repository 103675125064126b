//! Beside serde_json: what is JSON to one is JSON to the other, and means the same.

use loopscope_json::Json;
use proptest::prelude::*;
use serde_json::Value;

/// The same, with numbers as serde_json understands them.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(digits) => serde_json::from_str(digits).expect("it is a number"),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(list) => list.iter().map(value).collect(),
        Json::Object(fields) => fields.iter().map(|(name, of)| (name.clone(), value(of))).collect(),
    }
}

fn trees() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,4})?(e[+-]?[0-9])?".prop_map(Json::Number),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again_by_both(json in trees()) {
        let text = json.to_string();
        prop_assert_eq!(Json::read(&text), Some(json.clone()));
        prop_assert_eq!(serde_json::from_str::<Value>(&text).expect("it is JSON"), value(&json));
    }

    #[test]
    fn what_serde_writes_is_read(json in trees()) {
        let text = serde_json::to_string_pretty(&value(&json)).expect("it can be written");
        prop_assert_eq!(Json::read(&text).as_ref().map(value), Some(value(&json)));
    }

    #[test]
    fn what_is_none_is_refused_by_both(text in "[\\[\\]{}:,\" \\\\0-9a-dfu.+-]{0,12}") {
        prop_assert_eq!(Json::read(&text).is_some(), serde_json::from_str::<Value>(&text).is_ok(), "{}", text);
    }
}

#[test]
fn texts_have_all_that_may_stand_in_them() {
    for text in [r#""\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\\u003c!""#, r#"" 一 ""#, r#""""#] {
        assert_eq!(Json::read(text).as_ref().map(value), serde_json::from_str(text).ok(), "{text}");
    }
    for wrong in [
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\udc00""#,
        r#""\x""#,
        "\"\n\"",
        r#"""#,
        r#""\"#,
        r#""\u+123""#,
        r#""\é""#,
        r#""\ud83d\u0041""#,
    ] {
        assert!(serde_json::from_str::<Value>(wrong).is_err(), "{wrong}");
        assert_eq!(Json::read(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_too_deep_is_refused() {
    assert!(Json::read(&("[".repeat(64) + &"]".repeat(64))).is_some());
    assert_eq!(Json::read(&"[".repeat(100_000)), None);
}
