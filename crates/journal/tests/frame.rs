//! The frame: every rule refuses, and only the canonical bytes read back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use journal::{CanonError, EvidenceRef, Frame, FrameError, Hash, Profile, frame};
use proptest::prelude::*;
use serde_json::{Value, json};

fn sample() -> Frame {
    Frame {
        v: 1,
        seq: 7,
        log: "zhifa.example.gov.cn/log/e1".into(),
        kind: "case.penalty-decided".into(),
        schema: 1,
        stream: "case/01J000".into(),
        version: 2,
        prev: Hash([7; 32]),
        actor: "officer/01J001".into(),
        device: Some("phone/3".into()),
        recorded_at: "2026-03-09T01:02:03.004Z".into(),
        occurred_at: Some("2026-03-09T08:59+08:00".into()),
        command: "01J002".into(),
        body: json!({ "fine": 20000, "note": "罚款贰佰元" }),
        evidence: vec![EvidenceRef {
            alg: Profile::Sha256,
            hash: Hash([1; 32]),
            size: 12,
            mime: "image/jpeg".into(),
        }],
        reason: Some("补充证据".into()),
    }
}

fn refused(change: impl FnOnce(&mut Frame)) -> FrameError {
    let mut frame = sample();
    change(&mut frame);
    frame.canonical().unwrap_err()
}

#[test]
fn a_frame_reads_back_from_its_canonical_bytes() {
    let bytes = sample().canonical().unwrap();
    assert_eq!(Frame::from_canonical(&bytes).unwrap(), sample());
    assert_eq!(sample().leaf(Profile::Sha256).unwrap(), Profile::Sha256.leaf(&bytes));

    let bare =
        Frame { device: None, occurred_at: None, reason: None, evidence: vec![], ..sample() };
    let bytes = bare.canonical().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(!text.contains("device") && !text.contains("null"));
    assert_eq!(Frame::from_canonical(&bytes).unwrap(), bare);
}

#[test]
fn the_bytes_are_the_general_canonical_form_of_the_same_object() {
    let value = serde_json::to_value(sample()).unwrap();
    assert_eq!(journal::canon::to_vec(&value).unwrap(), sample().canonical().unwrap());
}

#[test]
fn every_field_rule_refuses_by_name() {
    let field = |field| FrameError::Field { field };
    assert_eq!(refused(|f| f.v = 2), field("v"));
    assert_eq!(refused(|f| f.seq = 1 << 53), field("seq"));
    assert_eq!(refused(|f| f.log.clear()), field("log"));
    assert_eq!(refused(|f| f.log.push('\n')), field("log"));
    assert_eq!(refused(|f| f.schema = 0), field("schema"));
    assert_eq!(refused(|f| f.stream = "x".repeat(256)), field("stream"));
    assert_eq!(refused(|f| f.version = 0), field("version"));
    assert_eq!(refused(|f| f.version = 9), field("version"));
    assert_eq!(refused(|f| f.version = 1), field("prev"));
    assert_eq!(refused(|f| f.prev = Hash::ZERO), field("prev"));
    assert_eq!(refused(|f| f.actor.clear()), field("actor"));
    assert_eq!(refused(|f| f.device = Some(String::new())), field("device"));
    assert_eq!(refused(|f| f.occurred_at = Some(String::new())), field("occurred_at"));
    assert_eq!(refused(|f| f.command.clear()), field("command"));
    assert_eq!(refused(|f| f.body = json!([])), field("body"));
    assert_eq!(refused(|f| f.evidence[0].hash = Hash::ZERO), field("evidence"));
    assert_eq!(refused(|f| f.evidence[0].mime.clear()), field("evidence"));
    assert_eq!(refused(|f| f.evidence[0].size = 1 << 53), field("evidence"));
    assert_eq!(refused(|f| f.reason = Some(String::new())), field("reason"));
    for kind in ["", "Case.opened", "case..opened", "case.opened.", "case opened", "案件.立案"]
    {
        assert_eq!(refused(|f| f.kind = kind.into()), field("kind"), "{kind}");
    }
}

#[test]
fn a_body_with_a_float_unnormalised_text_or_too_much_is_refused() {
    let canon = FrameError::Canon;
    assert_eq!(refused(|f| f.body = json!({ "x": 0.5 })), canon(CanonError::NotAnInteger));
    assert_eq!(refused(|f| f.body = json!({ "x": "e\u{301}" })), canon(CanonError::NotNfc));
    assert_eq!(refused(|f| f.reason = Some("e\u{301}".into())), canon(CanonError::NotNfc));
    let long = refused(|f| f.body = json!({ "x": "x".repeat(65_535) }));
    assert!(matches!(long, FrameError::Canon(CanonError::TooLarge { .. })));
}

#[test]
fn a_private_value_in_clear_has_no_bytes_at_any_depth() {
    for body in [json!({ "a": [{ "name": { "$private": "张三" } }] }), json!({ "$private": null })]
    {
        assert_eq!(refused(|f| f.body = body), FrameError::PrivateInClear);
    }
}

#[test]
fn an_instant_has_one_form_and_must_exist() {
    for good in ["2026-03-09T01:02:03.004Z", "2024-02-29T23:59:59.999Z", "2000-02-29T00:00:00.000Z"]
    {
        assert!(frame::is_instant(good), "{good}");
    }
    for bad in [
        "2026-02-29T00:00:00.000Z",
        "2100-02-29T00:00:00.000Z",
        "2026-04-31T00:00:00.000Z",
        "2026-00-01T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:60:00.000Z",
        "2026-01-01T00:00:60.000Z",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000+00:00",
        "2026-01-01 00:00:00.000Z",
        "+026-01-01T00:00:00.000Z",
        "二026-01-01T00:00:00.00Z",
        "",
    ] {
        assert!(!frame::is_instant(bad), "{bad}");
        assert_eq!(
            refused(|f| f.recorded_at = bad.into()),
            FrameError::Field { field: "recorded_at" }
        );
    }
}

#[test]
fn another_spelling_of_the_same_frame_is_refused() {
    let text = String::from_utf8(sample().canonical().unwrap()).unwrap();
    let spellings = [
        text.replacen(':', ": ", 1),
        format!("{text}\n"),
        text.replace("\"evidence\"", "\"\\u0065vidence\""),
        text.replace("\"phone/3\"", "null"),
        text.replace("罚", "\\u7f5a"),
        text.replace(&"07".repeat(32), &"0A".repeat(32)),
        text.replace("\"alg\":\"sha256\"", "\"alg\":{\"sha256\":null}"),
    ];
    for spelling in spellings {
        assert_ne!(spelling, text);
        let refused = Frame::from_canonical(spelling.as_bytes());
        assert!(
            matches!(refused, Err(FrameError::NotCanonical | FrameError::NotAFrame { .. })),
            "{spelling}: {refused:?}"
        );
    }
}

#[test]
fn unknown_missing_and_repeated_fields_are_refused() {
    let text = String::from_utf8(sample().canonical().unwrap()).unwrap();
    let extra = text.replace("\"actor\"", "\"aaa\":1,\"actor\"");
    let lacking = text.replace("\"command\":\"01J002\",", "");
    for broken in [extra, lacking, "{}".into(), "[]".into(), "1".into()] {
        let refused = Frame::from_canonical(broken.as_bytes());
        assert!(matches!(refused, Err(FrameError::NotAFrame { .. })), "{broken}: {refused:?}");
    }
    for (from, to) in [("\"v\":1", "\"v\":1,\"v\":1"), ("\"fine\"", "\"fine\":1,\"fine\"")] {
        let refused = Frame::from_canonical(text.replace(from, to).as_bytes());
        assert_eq!(refused, Err(FrameError::Canon(CanonError::DuplicateKey)));
    }
    let float = text.replace("20000", "20000.0");
    assert_eq!(
        Frame::from_canonical(float.as_bytes()),
        Err(FrameError::Canon(CanonError::NotAnInteger))
    );
    let huge = vec![b' '; 65_536];
    assert_eq!(
        Frame::from_canonical(&huge),
        Err(FrameError::Canon(CanonError::TooLarge { bytes: 65_536 }))
    );
}

#[test]
fn a_digest_has_one_spelling() {
    let hash = Hash([0xab; 32]);
    assert_eq!(hash.to_string().parse(), Ok(hash));
    assert_eq!(serde_json::from_value::<Hash>(json!(hash)).unwrap(), hash);
    for bad in ["", "ab", &"AB".repeat(32), &"ab".repeat(33), &"zz".repeat(32)] {
        assert!(bad.parse::<Hash>().is_err(), "{bad}");
        assert!(serde_json::from_value::<Hash>(json!(bad)).is_err());
    }
    assert!(Hash::from_slice(&[0; 31]).is_err());
    assert_eq!(Hash::from_slice(hash.as_bytes()), Ok(hash));
}

proptest! {
    #[test]
    fn any_flipped_bit_gives_another_leaf_or_no_frame(at in 0_usize..4000, bit in 0_u8..8) {
        let bytes = sample().canonical().unwrap();
        let mut flipped = bytes.clone();
        let at = at % flipped.len();
        flipped[at] ^= 1 << bit;
        prop_assert_ne!(Profile::Sha256.leaf(&flipped), Profile::Sha256.leaf(&bytes));
        if let Ok(frame) = Frame::from_canonical(&flipped) {
            prop_assert_ne!(&frame, &sample());
            prop_assert_eq!(frame.canonical().unwrap(), flipped);
        }
    }

    #[test]
    fn any_body_of_text_and_integers_reads_back(
        body in prop::collection::btree_map("\\w{0,8}", prop_oneof![
            any::<i32>().prop_map(Value::from), "\\PC{0,20}".prop_map(Value::from)], 0..8)
    ) {
        let mut body = Value::Object(body.into_iter().collect());
        prop_assume!(journal::canon::normalise(&mut body).is_ok());
        let frame = Frame { body, ..sample() };
        prop_assert_eq!(Frame::from_canonical(&frame.canonical().unwrap()).unwrap(), frame);
    }
}
