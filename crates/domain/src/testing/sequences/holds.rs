//! What must hold of a desk whatever was sent to it.

use std::collections::BTreeSet;

use crate::cases::{self, Closing, ClosingGround, Stage};
use crate::documents::Sheet;
use crate::packs::FormFamily;
use crate::policy::Act;
use crate::testing::Desk;
use crate::world::StreamId;

/// The forms that no article asks for: those of 国办发〔2024〕54号, which has none (IN-06, IN-07),
/// the report by which a case is closed (MT-24), the letter of 《信用修复管理办法》, whose articles are
/// not numbered in what we have (CS-02), and the two of a clue, which are practice.
const WITHOUT_ARTICLE: [&str; 8] =
    ["IN-1", "IN-2", "IN-3", "IN-7", "TF-24", "EX-01", "EX-24", "EX-32"];

/// Every document issued since the event is whole, has its code, its form and its rule.
pub(super) fn whole_documents(desk: &Desk, since: usize) {
    for (_, event) in desk.log.iter().skip(since) {
        let Some(document) = event.document() else { continue };
        let form = &document.form;
        let spec = desk.law.form(form).unwrap_or_else(|| panic!("no form {form}"));
        let sheet = Sheet::from_json(form, document.content.reveal()).unwrap();
        for field in spec.fields.iter().filter(|field| field.mandatory) {
            assert!(!sheet.is_blank(&field.key), "{form} without {}", field.key);
        }
        assert_eq!(document.code.len(), 20, "{form}");
        assert_eq!(document.number.is_some(), spec.word.is_some(), "{form} and its number");
        let ruled = spec.cite.is_some() || spec.family == FormFamily::Volume;
        assert!(ruled || WITHOUT_ARTICLE.contains(&form.as_str()), "{form} without a rule");
    }
}

/// What may still wait in a case that is closed and not yet archived.
const AFTER_CLOSING: [Act; 12] = [
    Act::ArchiveCase,
    Act::ProposePublication,
    Act::ConfirmPublication,
    Act::RetractPublication,
    Act::RecordRefund,
    Act::AnswerRemedy,
    Act::EndRemedy,
    Act::ReopenCase,
    Act::ReturnArticles,
    Act::ApproveDisposal,
    Act::RecordDisposal,
    Act::RecordDelivery,
];

/// What may still come back to a case in the archive: a judgment, and what it brings about.
const AFTER_ARCHIVING: [Act; 7] = [
    Act::ProposePublication,
    Act::ConfirmPublication,
    Act::RetractPublication,
    Act::RecordRefund,
    Act::ReturnArticles,
    Act::AnswerRemedy,
    Act::EndRemedy,
];

/// No clock of investigation, decision, performance or custody runs in a closed case.
pub(super) fn no_clock_after_closing(desk: &Desk, case: &cases::Case, stream: &StreamId) {
    let Stage::Closed(_, Closing { archived, ground, .. }) = &case.stage else { return };
    let allowed: &[Act] = if archived.is_some() { &AFTER_ARCHIVING } else { &AFTER_CLOSING };
    let waiting: BTreeSet<Act> = desk.waiting(stream).into_iter().map(|(act, _)| act).collect();
    // What the court collects comes after the closing, and before the archive.
    let collects = |act: &Act| {
        *act == Act::RecordPayment && *ground == ClosingGround::CourtAccepted && archived.is_none()
    };
    let running: Vec<&Act> =
        waiting.iter().filter(|act| !allowed.contains(act) && !collects(act)).collect();
    assert!(running.is_empty(), "{running:?} still wait in a closed case");
    assert!(!case.measures.iter().any(cases::Measure::runs), "a measure outlives its case");
    assert!(cases::open_enforcements(case).next().is_none(), "an enforcement outlives its case");
}
