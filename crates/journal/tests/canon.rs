//! Canonical JSON: one form for a value, and no form for what is not allowed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use journal::{
    CanonError,
    canon::{self, MAX_BYTES, MAX_DEPTH, MAX_INTEGER, parse_strict, to_vec},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn written(value: &Value) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

#[test]
fn keys_are_sorted_by_utf16_code_units_and_nothing_is_spaced() {
    let value = json!({ "\u{e000}": 1, "\u{1f600}": 2, "b": [true, null, -3], "a": {}, "": "" });
    assert_eq!(
        written(&value),
        "{\"\":\"\",\"a\":{},\"b\":[true,null,-3],\"\u{1f600}\":2,\"\u{e000}\":1}"
    );
}

#[test]
fn strings_carry_the_shortest_escapes_of_rfc_8785() {
    let value = json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{8}\u{c}\r\t\u{7f}\u{2028}汉");
    assert_eq!(
        written(&value),
        "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\r\\t\u{7f}\u{2028}汉\""
    );
}

#[test]
fn a_repeated_key_is_refused_at_any_depth_even_when_escaped() {
    for text in [r#"{"a":1,"a":1}"#, r#"[{"x":{"b":1,"\u0062":2}}]"#] {
        assert_eq!(parse_strict(text.as_bytes()), Err(CanonError::DuplicateKey));
    }
}

#[test]
fn floats_and_integers_beyond_exactness_are_refused() {
    for text in ["1.0", "1e3", "-0", "0.5", "9007199254740992", "-9007199254740992", "1e400"] {
        let refused = parse_strict(format!("[{text}]").as_bytes());
        assert!(refused.is_err(), "{text} was read as {refused:?}");
    }
    assert_eq!(to_vec(&json!([0.5])), Err(CanonError::NotAnInteger));
    assert_eq!(to_vec(&json!(u64::MAX)), Err(CanonError::NotAnInteger));
    assert_eq!(to_vec(&json!(i64::MIN)), Err(CanonError::NotAnInteger));
    assert_eq!(written(&json!(MAX_INTEGER)), "9007199254740991");
    assert_eq!(parse_strict(b"[-9007199254740991]"), Ok(json!([-9_007_199_254_740_991_i64])));
}

#[test]
fn text_that_is_not_nfc_is_refused_and_a_door_may_normalise_first() {
    let mut value = json!({ "cafe\u{301}": ["e\u{301}", 1, null, true] });
    assert_eq!(to_vec(&value), Err(CanonError::NotNfc));
    assert_eq!(parse_strict("\"e\u{301}\"".as_bytes()), Err(CanonError::NotNfc));
    assert_eq!(parse_strict("{\"e\u{301}\":1}".as_bytes()), Err(CanonError::NotNfc));
    canon::normalise(&mut value).unwrap();
    assert_eq!(written(&value), "{\"caf\u{e9}\":[\"\u{e9}\",1,null,true]}");
    let mut twins = json!({ "e\u{301}": 1, "\u{e9}": 2 });
    assert_eq!(canon::normalise(&mut twins), Err(CanonError::DuplicateKey));
}

#[test]
fn nesting_and_size_are_bounded_in_both_directions() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse_strict(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(parse_strict(nested(MAX_DEPTH + 1).as_bytes()), Err(CanonError::TooDeep));
    let deep: Value = serde_json::from_str(&nested(MAX_DEPTH + 1)).unwrap();
    assert_eq!(to_vec(&deep), Err(CanonError::TooDeep));

    assert_eq!(to_vec(&json!("x".repeat(MAX_BYTES - 2))).unwrap().len(), MAX_BYTES);
    let large = json!("x".repeat(MAX_BYTES - 1));
    assert_eq!(to_vec(&large), Err(CanonError::TooLarge { bytes: MAX_BYTES + 1 }));
    let bytes = serde_json::to_vec(&large).unwrap();
    assert_eq!(parse_strict(&bytes), Err(CanonError::TooLarge { bytes: MAX_BYTES + 1 }));
}

#[test]
fn what_is_not_json_is_refused_with_its_place_and_without_its_content() {
    for text in
        ["", "{", "{\"a\":}", "nul", "[1,]", "1 2", "\"\\ud800\"", "\"a\u{1}b\"", "\u{feff}1"]
    {
        let refused = parse_strict(text.as_bytes());
        assert!(matches!(refused, Err(CanonError::Malformed { .. })), "{text:?}: {refused:?}");
    }
    assert!(matches!(parse_strict(b"\"\xff\""), Err(CanonError::Malformed { .. })));
    let secret = parse_strict("{\"张三\": 13800000000.5}".as_bytes()).unwrap_err().to_string();
    assert!(!secret.contains("张三") && !secret.contains("138"), "{secret}");
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_was_written_reads_back_equal_and_writes_the_same_bytes(value in values()) {
        let mut value = value;
        prop_assume!(canon::normalise(&mut value).is_ok());
        let bytes = to_vec(&value).unwrap();
        let read = parse_strict(&bytes).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(to_vec(&read).unwrap(), bytes);
    }

    #[test]
    fn no_bytes_whatever_make_the_reader_fail_otherwise_than_by_refusing(
        bytes in prop::collection::vec(any::<u8>(), 0..64)
    ) {
        if let Ok(value) = parse_strict(&bytes) {
            prop_assert!(to_vec(&value).is_ok());
        }
    }
}
