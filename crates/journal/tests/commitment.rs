//! Commitments: sealing hides, opening proves, and nothing else fits.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use journal::{CommitmentMismatch, Opening, SealError, commit, open, seal};
use proptest::prelude::*;
use serde_json::{Value, json};

fn counter() -> impl FnMut() -> [u8; 16] {
    let mut next = 0_u128;
    move || {
        next += 1;
        next.to_be_bytes()
    }
}

fn party() -> Value {
    json!({
        "fine": 20000,
        "party": { "name": { "$private": "张三" }, "kind": "individual" },
        "witnesses": [{ "name": { "$private": "张三" } }, { "name": { "$private": "" } }],
    })
}

fn sealed() -> (Value, Vec<Opening>) {
    seal(party(), &mut counter()).unwrap()
}

#[test]
fn sealing_leaves_no_value_behind_and_opening_brings_all_back() {
    let (body, openings) = sealed();
    assert!(!body.to_string().contains("张三"));
    let fields: Vec<_> = openings.iter().map(|opening| opening.field.as_str()).collect();
    assert_eq!(fields, ["party.name", "witnesses.0.name", "witnesses.1.name"]);
    assert_eq!(open(body, &openings).unwrap(), party());
}

#[test]
fn equal_values_commit_differently() {
    let (_, openings) = sealed();
    let hashes: BTreeSet<_> =
        openings.iter().map(|one| commit(&one.salt, &one.field, &one.value)).collect();
    assert_eq!(hashes.len(), 3);
    let salt = [9; 16];
    assert_ne!(commit(&salt, "a", "x"), commit(&[8; 16], "a", "x"));
    assert_ne!(commit(&salt, "a", "x"), commit(&salt, "b", "x"));
    assert_ne!(commit(&salt, "ab", "c"), commit(&salt, "a", "bc"));
}

#[test]
fn an_erased_value_opens_as_null_and_the_rest_stays_readable() {
    let (body, mut openings) = sealed();
    openings.remove(0);
    let opened = open(body, &openings).unwrap();
    assert_eq!(opened["party"]["name"], json!({ "$private": null }));
    assert_eq!(opened["witnesses"][0]["name"], json!({ "$private": "张三" }));
}

#[test]
fn an_altered_opening_is_refused_by_field() {
    let (body, openings) = sealed();
    let mismatch = |openings: &[Opening]| open(body.clone(), openings).unwrap_err().field;
    let altered = |change: &dyn Fn(&mut Opening)| {
        let mut openings = openings.clone();
        change(&mut openings[1]);
        mismatch(&openings)
    };
    assert_eq!(altered(&|one| one.value = "李四".into()), "witnesses.0.name");
    assert_eq!(altered(&|one| one.salt[15] ^= 1), "witnesses.0.name");
    assert_eq!(altered(&|one| one.field = "nowhere".into()), "nowhere");
    assert_eq!(altered(&|one| one.field = "party.name".into()), "party.name");
    let twice = [openings.clone(), vec![openings[0].clone()]].concat();
    assert_eq!(mismatch(&twice), "party.name");
    let mut swapped = openings.clone();
    swapped[0].field = "witnesses.0.name".into();
    swapped[1].field = "party.name".into();
    assert_eq!(mismatch(&swapped), "party.name");
}

#[test]
fn a_malformed_commitment_in_a_record_is_refused() {
    let hex = "ab".repeat(32);
    for body in [
        json!({ "a": { "$commit": 1 } }),
        json!({ "a": { "$commit": "abc" } }),
        json!({ "a": { "$commit": hex.to_uppercase() } }),
        json!({ "a": { "$commit": hex, "more": 1 } }),
        json!({ "a": { "$private": "张三" } }),
    ] {
        assert_eq!(open(body, &[]), Err(CommitmentMismatch { field: "a".into() }));
    }
}

#[test]
fn what_cannot_be_sealed_is_refused_without_naming_the_value() {
    let refusal = |body| seal(body, &mut counter()).unwrap_err();
    let a = || "a".to_owned();
    assert_eq!(refusal(json!({ "a": { "$private": null } })), SealError::Erased { field: a() });
    for reserved in [
        json!({ "$private": 5 }),
        json!({ "$private": "x", "y": 1 }),
        json!({ "$private": null, "y": 1 }),
        json!({ "$commit": "ab".repeat(32) }),
    ] {
        assert_eq!(refusal(json!({ "a": reserved })), SealError::Reserved { field: a() });
    }
    let private = || json!({ "$private": "张三" });
    let dotted = refusal(json!({ "a.b": { "c": private() } }));
    assert_eq!(dotted, SealError::AmbiguousPath { field: "a.b.c".into() });
    assert_eq!(refusal(private()), SealError::AmbiguousPath { field: String::new() });
    assert!(matches!(refusal(json!({ "": private() })), SealError::AmbiguousPath { .. }));
    assert!(matches!(refusal(json!({ "x".repeat(1025): private() })), SealError::TooLong { .. }));
    let unnormalised = refusal(json!({ "a": { "$private": "e\u{301}" } }));
    assert_eq!(unnormalised, SealError::NotNfc { field: a() });
    let mut deep = private();
    for _ in 0..40 {
        deep = json!({ "d": deep });
    }
    assert_eq!(refusal(deep), SealError::TooDeep);
    assert!(!dotted.to_string().contains("张三"));
}

fn bodies() -> impl Strategy<Value = Value> {
    let private = "[ -~一-龥]{0,12}".prop_map(|text| json!({ "$private": text }));
    let leaf = prop_oneof![private, any::<i32>().prop_map(Value::from), Just(Value::Null)];
    let tree = leaf.prop_recursive(4, 30, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z0-9]{1,4}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("[a-z]{1,4}", tree, 0..5)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

proptest! {
    #[test]
    fn every_body_opens_to_what_was_sealed(body in bodies()) {
        let (sealed, openings) = seal(body.clone(), &mut counter()).unwrap();
        prop_assert!(!sealed.to_string().contains("$private"));
        prop_assert_eq!(open(sealed.clone(), &openings).unwrap(), body);
        let erased = open(sealed, &[]).unwrap();
        prop_assert!(erased.to_string().matches("\"$private\":null").count() == openings.len());
    }

    #[test]
    fn one_changed_character_of_any_opening_is_found(body in bodies(), pick in any::<prop::sample::Index>()) {
        let (sealed, mut openings) = seal(body, &mut counter()).unwrap();
        prop_assume!(!openings.is_empty());
        let at = pick.index(openings.len());
        openings[at].value.push('!');
        let field = openings[at].field.clone();
        prop_assert_eq!(open(sealed, &openings), Err(CommitmentMismatch { field }));
    }
}
