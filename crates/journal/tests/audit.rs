//! The verifier: a good log is clean, and every kind of tampering is named.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, HashMap};

use journal::{
    Auditor, Checkpoint, Finding, Frame, Frontier, Hash, Outcome, Profile, Signer, Stored,
    StreamAuditor, Verifier, audit,
};
use proptest::prelude::*;
use serde_json::json;

const P: Profile = Profile::Sha256;
const ORIGIN: &str = "zhifa.example.gov.cn/log/e1";

/// An event with its columns, as a store would hold it.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    seq: u64,
    stream: String,
    version: u64,
    kind: String,
    command: String,
    recorded_at: String,
    bytes: Vec<u8>,
    leaf: Hash,
}

impl Row {
    fn of(frame: &Frame) -> Self {
        let bytes = frame.canonical().unwrap();
        Self {
            seq: frame.seq,
            stream: frame.stream.clone(),
            version: frame.version,
            kind: frame.kind.clone(),
            command: frame.command.clone(),
            recorded_at: frame.recorded_at.clone(),
            leaf: P.leaf(&bytes),
            bytes,
        }
    }

    fn frame(&self) -> Frame {
        Frame::from_canonical(&self.bytes).unwrap()
    }

    /// Rewrites the event with everything in the row made to fit.
    fn rewrite(&mut self, change: impl FnOnce(&mut Frame)) {
        let mut frame = self.frame();
        change(&mut frame);
        *self = Self::of(&frame);
    }
}

/// Thirty events of three streams, two to a command, one a second.
fn log() -> Vec<Row> {
    let mut heads = [(0, Hash::ZERO); 3];
    (0..30_u64)
        .map(|seq| {
            let stream = usize::try_from(seq * seq % 3).unwrap();
            let (version, prev) = heads[stream];
            let row = Row::of(&Frame {
                v: 1,
                seq,
                log: ORIGIN.into(),
                kind: "case.note-added".into(),
                schema: 1,
                stream: format!("case/{stream}"),
                version: version + 1,
                prev,
                actor: "officer/1".into(),
                device: None,
                recorded_at: format!("2026-03-09T08:00:{seq:02}.000Z"),
                occurred_at: None,
                command: format!("command-{}", seq / 2),
                body: json!({ "text": format!("第{seq}条") }),
                evidence: vec![],
                reason: None,
            });
            heads[stream] = (version + 1, row.leaf);
            row
        })
        .collect()
}

fn signer() -> Signer {
    Signer::new(ORIGIN, &[5; 32]).unwrap()
}

fn note(rows: &[Row], size: usize) -> String {
    let mut frontier = Frontier::new(P);
    for row in &rows[..size] {
        frontier.push(P.leaf(&row.bytes));
    }
    let (size, root) = (frontier.size(), frontier.root());
    signer().sign(&Checkpoint { origin: ORIGIN.into(), size, root, extensions: vec![] }).unwrap()
}

fn read(rows: &[Row], notes: &[String]) -> (Vec<Finding>, Outcome) {
    let mut auditor = Auditor::new(ORIGIN);
    let mut findings = Vec::new();
    let mut streams: HashMap<&str, StreamAuditor> = HashMap::new();
    for row in rows {
        let stored = Stored {
            seq: row.seq,
            stream: &row.stream,
            version: row.version,
            kind: &row.kind,
            command: &row.command,
            recorded_at: &row.recorded_at,
            bytes: &row.bytes,
            leaf: row.leaf,
        };
        findings.extend(auditor.feed(&stored));
        let stream = streams.entry(&row.stream).or_insert_with(|| StreamAuditor::new(ORIGIN));
        findings.extend(stream.feed(&stored).1);
    }
    (findings, auditor.finish(notes, &Verifier::new([signer().public()])))
}

fn codes(findings: &[Finding]) -> Vec<(&'static str, Option<u64>)> {
    findings.iter().map(|finding| (finding.code, finding.seq)).collect()
}

/// What is found when the log is changed, its checkpoints being the old ones.
fn tampered(change: impl FnOnce(&mut Vec<Row>)) -> Vec<(&'static str, Option<u64>)> {
    let mut rows = log();
    let notes = [note(&rows, 10), note(&rows, 30)];
    change(&mut rows);
    let (mut findings, outcome) = read(&rows, &notes);
    findings.extend(outcome.findings);
    codes(&findings)
}

#[test]
fn a_good_log_is_clean_and_vouched_to_its_last_checkpoint() {
    let rows = log();
    let notes = [note(&rows, 0), note(&rows, 1), note(&rows, 17), note(&rows, 17), note(&rows, 28)];
    let (findings, outcome) = read(&rows, &notes);
    assert_eq!(findings, []);
    assert_eq!(outcome.findings, []);
    assert_eq!((outcome.size, outcome.vouched), (30, 28));
    let leaves: Vec<_> = rows.iter().map(|row| row.leaf).collect();
    assert_eq!(outcome.root, journal::tree::root(P, &leaves));
    let (_, empty) = read(&[], &[note(&rows, 0)]);
    assert_eq!((empty.size, empty.vouched, empty.findings), (0, 0, vec![]));
}

#[test]
fn one_changed_byte_is_named_with_its_event_and_stream() {
    let mut rows = log();
    let at = rows[3].bytes.windows(2).position(|pair| pair == b"of").unwrap();
    rows[3].bytes[at] = b'O';
    let (findings, _) = read(&rows, &[]);
    assert_eq!(codes(&findings), [(audit::LEAF, Some(3)), (audit::PREV, Some(6))]);
    assert_eq!(findings[0].stream.as_deref(), Some("case/0"));
    assert!(findings[0].what.contains("叶摘要"));
}

#[test]
fn bytes_that_are_not_canonical_are_found_even_with_a_fitting_leaf() {
    let found = tampered(|rows| {
        rows[29].bytes.push(b' ');
        rows[29].leaf = P.leaf(&rows[29].bytes);
    });
    assert_eq!(found, [(audit::BYTES, Some(29)), (audit::ROOT, Some(30))]);
}

#[test]
fn every_column_must_equal_the_bytes() {
    let column = [(audit::COLUMN, Some(29))];
    assert_eq!(tampered(|rows| rows[29].stream = "case/9".into()), column);
    assert_eq!(tampered(|rows| rows[29].version += 1), column);
    assert_eq!(tampered(|rows| rows[29].kind = "case.closed".into()), column);
    assert_eq!(tampered(|rows| rows[29].command = "command-30".into()), column);
    assert_eq!(tampered(|rows| rows[29].recorded_at.push('0')), column);
    let renumbered = tampered(|rows| rows[29].seq = 31);
    assert_eq!(renumbered, [(audit::SEQ, Some(31)), (audit::COLUMN, Some(31))]);
    assert_eq!(tampered(|rows| rows[29].leaf = Hash([1; 32])), [(audit::LEAF, Some(29))]);
}

#[test]
fn a_forged_event_with_fitting_columns_breaks_the_stream_and_the_tree() {
    let found = tampered(|rows| rows[4].rewrite(|frame| frame.actor = "officer/2".into()));
    assert_eq!(found, [(audit::PREV, Some(5)), (audit::ROOT, Some(10)), (audit::ROOT, Some(30)),]);
    let last = tampered(|rows| rows[29].rewrite(|frame| frame.actor = "officer/2".into()));
    assert_eq!(last, [(audit::ROOT, Some(30))]);
}

#[test]
fn a_dropped_a_repeated_and_a_swapped_event_are_found() {
    let dropped = tampered(|rows| drop(rows.remove(12)));
    assert_eq!(
        dropped,
        [
            (audit::SEQ, Some(13)),
            (audit::VERSION, Some(15)),
            (audit::PREV, Some(15)),
            (audit::TAIL, Some(30)),
        ]
    );
    let repeated = tampered(|rows| rows.insert(12, rows[11].clone()));
    assert!(repeated.contains(&(audit::SEQ, Some(11))), "{repeated:?}");
    assert!(repeated.contains(&(audit::VERSION, Some(11))));
    assert!(repeated.contains(&(audit::ROOT, Some(30))));
    let swapped = tampered(|rows| rows.swap(1, 2));
    assert!(swapped.contains(&(audit::SEQ, Some(2))), "{swapped:?}");
    assert!(swapped.contains(&(audit::TIME, Some(1))));
}

#[test]
fn a_truncated_tail_passes_the_events_but_not_the_checkpoint() {
    assert_eq!(tampered(|rows| rows.truncate(20)), [(audit::TAIL, Some(30))]);
    let rows = log();
    let (_, outcome) = read(&rows[..20], &[note(&rows, 10), note(&rows, 30)]);
    assert_eq!((outcome.size, outcome.vouched), (20, 10));
}

#[test]
fn time_that_runs_backwards_is_found_at_the_step() {
    let back = |frame: &mut Frame| frame.recorded_at = "2026-03-09T07:59:59.999Z".into();
    let found = tampered(|rows| rows[29].rewrite(back));
    assert_eq!(found, [(audit::TIME, Some(29)), (audit::ROOT, Some(30))]);
}

#[test]
fn a_command_may_make_several_events_but_not_come_back() {
    let found = tampered(|rows| rows[29].rewrite(|frame| frame.command = "command-3".into()));
    assert_eq!(found, [(audit::COMMAND, Some(29)), (audit::ROOT, Some(30))]);
}

#[test]
fn an_event_of_another_log_is_found() {
    let found = tampered(|rows| rows[29].rewrite(|frame| frame.log = "elsewhere".into()));
    assert_eq!(found, [(audit::ORIGIN, Some(29)), (audit::ROOT, Some(30))]);
}

#[test]
fn checkpoints_that_are_unsigned_foreign_backward_or_false_are_each_named() {
    let rows = log();
    let good = note(&rows, 10);
    let sign = |by: &Signer, origin: &str, size, root| {
        by.sign(&Checkpoint { origin: origin.into(), size, root, extensions: vec![] }).unwrap()
    };
    let stranger = Signer::new(ORIGIN, &[6; 32]).unwrap();
    let cases = [
        (sign(&stranger, ORIGIN, 20, Hash::ZERO), (audit::NOTE, Some(20))),
        (good.replacen("\n10\n", "\n11\n", 1), (audit::NOTE, Some(11))),
        ("nonsense".to_owned(), (audit::NOTE, None)),
        (sign(&signer(), "other/log", 20, Hash::ZERO), (audit::ORIGIN, Some(20))),
        (sign(&signer(), ORIGIN, 20, Hash([1; 32])), (audit::ROOT, Some(20))),
        (sign(&signer(), ORIGIN, 31, Hash([1; 32])), (audit::TAIL, Some(31))),
        (note(&rows, 9), (audit::ORDER, Some(9))),
    ];
    for (text, expected) in cases {
        let (events, outcome) = read(&rows, &[good.clone(), text]);
        assert_eq!(events, []);
        assert_eq!(codes(&outcome.findings), [expected]);
        assert_eq!(outcome.vouched, 10);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_single_edit_of_the_stored_log_is_found(
        at in 0_usize..30, other in 0_usize..30, byte in any::<usize>(), bit in 0_u8..8, edit in 0_u8..9
    ) {
        let before = log();
        let found = tampered(|rows| match edit {
            0 | 1 => { let byte = byte % rows[at].bytes.len(); rows[at].bytes[byte] ^= 1 << bit; }
            2 => { let byte = byte % rows[at].bytes.len(); rows[at].bytes[byte] ^= 1 << bit;
                   rows[at].leaf = P.leaf(&rows[at].bytes); }
            3 => rows[at].leaf.0[byte % 32] ^= 1 << bit,
            4 => drop(rows.remove(at)),
            5 => rows.swap(at, other),
            6 => rows.insert(at, before[other].clone()),
            7 => rows[at].bytes.clone_from(&before[other].bytes),
            _ => rows[at].rewrite(|frame| frame.body = json!({ "text": byte % 1000 })),
        });
        let unchanged = matches!(edit, 5 | 7) && at == other;
        prop_assert_eq!(found.is_empty(), unchanged, "edit {} at {}: {:?}", edit, at, found);
    }
}

#[test]
fn every_code_is_its_own() {
    let all = [
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
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), all.len());
}
