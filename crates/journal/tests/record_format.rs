//! The worked example of docs/record-format.md, read from the page and recomputed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use journal::{
    Auditor, Checkpoint, ConsistencyProof, Frame, Frontier, Hash, Head, InclusionProof, Opening,
    Profile, Signer, Stored, StreamAuditor, Verifier, audit, canon, commit, open, seal, short_head,
    tree,
};
use serde_json::json;

const P: Profile = Profile::Sha256;
const PAGE: &str = include_str!("../../../docs/record-format.md");

/// The section with the example.
fn example() -> &'static str {
    PAGE.split_once("## 9. A worked example").unwrap().1
}

/// The value of a `name = value` line, which must stand exactly once.
fn value(name: &str) -> &'static str {
    let prefix = format!("{name} = ");
    let mut found = example().lines().filter_map(|line| line.strip_prefix(&prefix));
    let value = found.next().unwrap();
    assert_eq!(found.next(), None, "{name} stands twice");
    value
}

fn hash(name: &str) -> Hash {
    value(name).parse().unwrap()
}

/// The contents of the code blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    example().split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn events() -> [&'static str; 3] {
    let lines: Vec<_> =
        blocks("json").into_iter().map(|block| block.trim_end_matches('\n')).collect();
    lines.try_into().unwrap()
}

fn leaves() -> [Hash; 3] {
    [hash("leaf0"), hash("leaf1"), hash("leaf2")]
}

fn signer() -> Signer {
    Signer::new("zhifa.example.gov.cn/log/e1", &[1; 32]).unwrap()
}

#[test]
fn the_events_are_canonical_and_have_the_leaves_stated() {
    for (event, leaf) in events().into_iter().zip(leaves()) {
        let frame = Frame::from_canonical(event.as_bytes()).unwrap();
        assert_eq!(frame.canonical().unwrap(), event.as_bytes());
        assert_eq!(frame.leaf(P).unwrap(), leaf);
    }
    let [_, second, _] = events();
    assert_eq!(Frame::from_canonical(second.as_bytes()).unwrap().prev, hash("leaf0"));
}

#[test]
fn the_commitment_is_that_of_the_opening_stated() {
    let salt: [u8; 16] = hex::decode(value("salt")).unwrap().try_into().unwrap();
    let (field, name) = (value("field"), value("value"));
    assert_eq!(commit(&salt, field, name), hash("commit"));

    let [first, ..] = events();
    let recorded = Frame::from_canonical(first.as_bytes()).unwrap().body;
    let opening = Opening { field: field.into(), salt, value: name.into() };
    let opened = open(recorded.clone(), std::slice::from_ref(&opening)).unwrap();
    assert_eq!(opened.pointer("/party/name"), Some(&json!({ "$private": name })));
    assert_eq!(seal(opened, &mut || salt).unwrap(), (recorded, vec![opening]));
}

#[test]
fn the_roots_and_proofs_are_those_stated() {
    let mut frontier = Frontier::new(P);
    let mut nodes = tree::MemoryNodes::default();
    let mut heads = vec![frontier.head()];
    for leaf in leaves() {
        frontier.push(leaf).into_iter().for_each(|node| nodes.put(node));
        heads.push(frontier.head());
    }
    for (size, head) in (0..).zip(&heads) {
        assert_eq!(*head, Head { size, root: hash(&format!("root{size}")) });
    }
    let [first, second, third] = leaves();
    let inclusion = InclusionProof::make(P, 1, 3, &nodes).unwrap();
    assert_eq!(inclusion.path, [first, third]);
    let from_one = ConsistencyProof::make(P, 1, 3, &nodes).unwrap();
    assert_eq!(from_one.path, [second, third]);
    let from_two = ConsistencyProof::make(P, 2, 3, &nodes).unwrap();
    assert_eq!(from_two.path, [third]);
}

#[test]
fn the_checkpoint_is_signed_by_the_key_stated_and_prints_as_stated() {
    let note = blocks("note").concat();
    assert_eq!(signer().public().to_string(), value("vkey"));
    let signed = Verifier::new([value("vkey").parse().unwrap()]).open(&note).unwrap();
    let root = hash("root3");
    let origin = signer().public().name().to_owned();
    let expected = Checkpoint { origin, size: 3, root, extensions: vec![] };
    assert_eq!(signed.checkpoint, expected);
    assert_eq!(signer().sign(&expected).unwrap(), note);
    assert_eq!(short_head(3, root), value("head"));
}

#[test]
fn the_example_passes_the_verifier_and_fails_it_with_one_character_changed() {
    let note = blocks("note").concat();
    let verify = |events: [String; 3]| {
        let origin = signer().public().name().to_owned();
        let (mut auditor, mut reader) = (Auditor::new(&origin), StreamAuditor::new(&origin));
        let mut findings = Vec::new();
        for ((seq, event), leaf) in (0_u64..).zip(&events).zip(leaves()) {
            let (stream, version, kind) = match seq {
                0 => ("case/01J8Z3KQ5V0000000000000001", 1, "case.opened"),
                1 => ("case/01J8Z3KQ5V0000000000000001", 2, "case.evidence-added"),
                _ => ("clue/01J8Z3KQ5V0000000000000004", 1, "clue.withdrawn"),
            };
            let bytes = event.as_bytes();
            let frame = Frame::from_canonical(bytes).unwrap();
            let (command, recorded_at) = (frame.command.as_str(), frame.recorded_at.as_str());
            let stored = Stored { seq, stream, version, kind, command, recorded_at, bytes, leaf };
            if version == 1 {
                reader.begin();
            }
            findings.extend(auditor.feed(&stored));
            findings.extend(reader.feed(&stored).1);
        }
        let outcome = auditor.finish(&[&note], &Verifier::new([signer().public()]));
        findings.extend(outcome.findings);
        findings.into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert!(verify(events().map(str::to_owned)).is_empty());
    let changed = events().map(|event| event.replace("超限运输", "超限远输"));
    assert_eq!(verify(changed), [audit::LEAF, audit::PREV, audit::ROOT]);
}

#[test]
fn the_limits_and_codes_on_the_page_are_those_of_the_code() {
    for number in [canon::MAX_BYTES.to_string(), canon::MAX_INTEGER.to_string()] {
        assert!(PAGE.contains(&number), "{number}");
    }
    for number in [journal::commitment::MAX_VALUE_BYTES, journal::checkpoint::MAX_NOTE_BYTES] {
        assert!(PAGE.contains(&number.to_string()), "{number}");
    }
    let codes = [
        audit::SEQ,
        audit::BYTES,
        audit::COLUMN,
        audit::LEAF,
        audit::PREV,
        audit::VERSION,
        audit::TIME,
        audit::COMMAND,
        audit::ORIGIN,
        audit::NOTE,
        audit::ROOT,
        audit::ORDER,
        audit::TAIL,
    ];
    for code in codes {
        assert!(PAGE.contains(&format!("`{code}`")), "{code}");
    }
}
