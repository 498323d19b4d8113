//! Checkpoints: what one signs another reads, and every other text is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use journal::{Checkpoint, Hash, NoteError, PublicKey, ShortHead, Signer, Verifier, short_head};
use proptest::prelude::*;

const ORIGIN: &str = "zhifa.example.gov.cn/log/e1";

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: ORIGIN.into(), size: 42, root: Hash([0xab; 32]), extensions: vec![] }
}

fn signer(name: &str, seed: u8) -> Signer {
    Signer::new(name, &[seed; 32]).unwrap()
}

#[test]
fn a_signed_note_has_the_published_form_and_opens() {
    let signer = signer(ORIGIN, 1);
    let note = signer.sign(&checkpoint()).unwrap();
    let lines: Vec<_> = note.split('\n').collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[..2], [ORIGIN, "42"]);
    assert_eq!(lines[2], "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=");
    assert_eq!(lines[3], "");
    assert!(lines[4].starts_with(&format!("\u{2014} {ORIGIN} ")));
    let opened = Verifier::new([signer.public()]).open(&note).unwrap();
    assert_eq!(opened.checkpoint, checkpoint());
    assert_eq!(opened.signers, [ORIGIN]);
    assert_eq!(opened.checkpoint.head().size, 42);
}

#[test]
fn a_public_key_equals_the_published_vkey_vector_and_reads_back() {
    // The example key pair of the Go package golang.org/x/mod/sumdb/note.
    let seed = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";
    let seed: Vec<u8> = hex::decode(seed).unwrap();
    let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let public: PublicKey = vkey.parse().unwrap();
    assert_eq!(public.name(), "PeterNeumann");
    assert_eq!(public.to_string(), vkey);
    assert_eq!(hex::encode(public.id()), "c74f20a3");
    let signer = Signer::new("PeterNeumann", &seed.try_into().unwrap()).unwrap();
    assert_eq!(signer.public(), public);
}

#[test]
fn a_key_that_is_not_exact_is_refused() {
    let good = signer("bureau", 2).public().to_string();
    let other = signer("bureau", 3).public().to_string();
    let id = good.split('+').nth(1).unwrap();
    let bad = [
        String::new(),
        "bureau".into(),
        good.replace("bureau", "office"),
        good.replace("bureau", "bu reau"),
        good.replace("bureau", ""),
        good.replacen(id, &id.to_uppercase(), 1) + "A",
        good[..good.len() - 4].into(),
        format!("bureau+{id}+{}", other.split('+').nth(2).unwrap()),
    ];
    for text in bad {
        assert_eq!(text.parse::<PublicKey>(), Err(NoteError::BadKey), "{text}");
    }
    for name in ["", "a b", "a+b", "a\nb", "a\u{3000}b"] {
        assert!(matches!(Signer::new(name, &[1; 32]), Err(NoteError::BadKey)), "{name:?}");
    }
}

#[test]
fn several_sign_and_an_unknown_line_is_passed_over() {
    let (log, bureau, stranger) = (signer(ORIGIN, 1), signer("bureau", 2), signer("stranger", 3));
    let note = bureau.add(&log.sign(&checkpoint()).unwrap()).unwrap();
    let note = stranger.add(&note).unwrap();
    let both = Verifier::new([bureau.public(), log.public()]);
    assert_eq!(both.open(&note).unwrap().signers, [ORIGIN, "bureau"]);
    assert_eq!(Verifier::new([bureau.public()]).open(&note).unwrap().signers, ["bureau"]);
    let nobody = Verifier::new([signer("other", 4).public()]);
    assert_eq!(nobody.open(&note), Err(NoteError::Unsigned));
    assert_eq!(Verifier::default().open(&note), Err(NoteError::Unsigned));
    assert_eq!(bureau.add(&note), Err(NoteError::BadKey));
    assert!(bureau.add("no note").is_err());
}

#[test]
fn a_known_key_with_a_false_line_spoils_the_note_even_beside_a_good_one() {
    let (log, bureau) = (signer(ORIGIN, 1), signer("bureau", 2));
    let note = log.sign(&checkpoint()).unwrap();
    let elsewhere = bureau.sign(&Checkpoint { size: 41, ..checkpoint() }).unwrap();
    let forged = format!("{note}{}\n", elsewhere.lines().last().unwrap());
    let both = Verifier::new([log.public(), bureau.public()]);
    assert_eq!(both.open(&forged), Err(NoteError::BadSignature));
    assert!(Verifier::new([log.public()]).open(&forged).is_ok());
}

#[test]
fn a_checkpoint_text_that_bends_the_format_is_refused() {
    let text = checkpoint().text().unwrap();
    let root = text.lines().nth(2).unwrap();
    let bad = [
        String::new(),
        "\n".into(),
        text.trim_end().into(),
        format!("\n42\n{root}\n"),
        format!("{ORIGIN}\n042\n{root}\n"),
        format!("{ORIGIN}\n+42\n{root}\n"),
        format!("{ORIGIN}\n\n{root}\n"),
        format!("{ORIGIN}\n18446744073709551616\n{root}\n"),
        format!("{ORIGIN}\n42\n{}\n", root.trim_end_matches('=')),
        format!("{ORIGIN}\n42\n{root} \n"),
        format!("{ORIGIN}\n42\nq6ur\n"),
        format!("{ORIGIN}\n42\n"),
        format!("{ORIGIN}\r\n42\n{root}\n"),
        format!("{text}\n"),
        format!("{text}a\tb\n"),
    ];
    for text in bad {
        let refused = Checkpoint::from_text(&text);
        assert!(matches!(refused, Err(NoteError::Malformed { .. })), "{text:?}: {refused:?}");
    }
    let with = |extension: &str| Checkpoint { extensions: vec![extension.into()], ..checkpoint() };
    let extended = with("epoch 1");
    assert_eq!(Checkpoint::from_text(&extended.text().unwrap()), Ok(extended));
    assert!(with("").text().is_err());
    assert!(with("two\nlines").text().is_err());
    assert!(Checkpoint { origin: "a\nb".into(), ..checkpoint() }.text().is_err());
}

#[test]
fn a_note_that_bends_the_format_is_refused() {
    let signer = signer(ORIGIN, 1);
    let note = signer.sign(&checkpoint()).unwrap();
    let line = note.lines().last().unwrap();
    let bad = [
        note.trim_end().to_owned(),
        note.replace("\n\n", "\n"),
        note.replace('\u{2014}', "-"),
        format!("{note}\n"),
        format!("{note}{line}\n"),
        format!("{note}\u{2014} short AAAA\n"),
        format!("{note}\u{2014} short AAAAAA==\n"),
        format!("{note}{}", "\u{2014} x AAAAAAA=\n".repeat(70)),
    ];
    let verifier = Verifier::new([signer.public()]);
    for text in bad {
        let refused = verifier.open(&text);
        assert!(matches!(refused, Err(NoteError::Malformed { .. })), "{text:?}: {refused:?}");
    }
}

#[test]
fn a_printed_head_holds_a_hundred_bits_and_agrees_with_one_log_only() {
    let mut root = Hash::ZERO;
    for (byte, value) in root.0.iter_mut().zip(0x10_u8..) {
        *byte = value.wrapping_mul(37);
    }
    let printed = short_head(1234, root);
    // RFC 4648 base32 of the same bytes, cut to twenty characters.
    assert_eq!(printed, "#1234 KB2ZVP7EBEXFG6E5YLTQ");
    let head: ShortHead = printed.parse().unwrap();
    assert_eq!(printed.to_lowercase().parse(), Ok(head.clone()));
    assert!(head.agrees(1234, root));
    assert!(!head.agrees(1235, root));
    for bit in 0..100 {
        let mut other = root;
        other.0[bit / 8] ^= 0x80 >> (bit % 8);
        assert!(!head.agrees(1234, other), "bit {bit}");
    }
    assert_eq!(short_head(0, Hash::ZERO), format!("#0 {}", "A".repeat(20)));
    assert_eq!(short_head(1, Hash([0xff; 32])), format!("#1 {}", "7".repeat(20)));
}

#[test]
fn a_mistyped_printed_head_is_refused() {
    let tail = "A".repeat(20);
    for bad in [
        String::new(),
        format!("12 {tail}"),
        format!("#12{tail}"),
        format!("#12  {tail}"),
        format!("#012 {tail}"),
        format!("#-1 {tail}"),
        format!("#12 {}", "A".repeat(19)),
        format!("#12 {}", "A".repeat(21)),
        format!("#12 {}1", "A".repeat(19)),
        format!("#12 {}漢", "A".repeat(17)),
    ] {
        assert!(bad.parse::<ShortHead>().is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn any_flipped_bit_of_a_note_is_refused(at in 0_usize..400, bit in 0_u8..8) {
        let signer = signer(ORIGIN, 1);
        let mut bytes = signer.sign(&checkpoint()).unwrap().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(text) = String::from_utf8(bytes) {
            prop_assert!(Verifier::new([signer.public()]).open(&text).is_err());
        }
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise_than_by_refusing(text in "\\PC{0,40}(\n\\PC{0,20}){0,6}\n?") {
        prop_assert!(Verifier::default().open(&text).is_err());
        if let Ok(read) = Checkpoint::from_text(&text) {
            prop_assert_eq!(read.text().unwrap(), text);
        }
    }
}
