//! 快速办理: only where a rule allows it, with consent in writing, and back at any time.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::evidence::EvidenceKind;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::testing::*;

/// Tuesday, after the fisheries law of 2026.
const FILED: Date = date(2026, 5, 19);

const ON_WATER: &str = "违法行为发生在水上";

/// The county with one matter that may be handled fast, and one choice of its settings.
fn county(confiscate: &str, settings: &str) -> &'static Jurisdiction {
    let mut texts = crate::packs::fixture::texts();
    let path = "jinxiang/items/T01.toml".to_owned();
    let text = String::from_utf8(texts[&path].clone()).unwrap();
    let (head, tail) = text.rsplit_once("[[item]]").unwrap();
    let fast = format!(
        "fast = {{ cite = \"《渔业法》第八十三条第四款\", words = \"水上案件可以快速办理。\", conditions = [\"{ON_WATER}\"] }}\npower ="
    );
    let tail = tail.replacen("power =", &fast, 1);
    let tail = tail.replacen("subject =", &format!("{confiscate}\nsubject ="), 1);
    texts.insert(path, format!("{head}[[item]]{tail}").into_bytes());
    texts.insert("jinxiang/settings.toml".to_owned(), settings.as_bytes().to_vec());
    Box::leak(Box::new(Jurisdiction::load("jinxiang", "test", &texts).unwrap()))
}

fn fisheries() -> &'static Jurisdiction {
    static LAW: OnceLock<&'static Jurisdiction> = OnceLock::new();
    LAW.get_or_init(|| county("", ""))
}

fn statute_only() -> &'static Jurisdiction {
    static LAW: OnceLock<&'static Jurisdiction> = OnceLock::new();
    LAW.get_or_init(|| county("", "[settings]\nDB-30 = \"statute\"\n"))
}

fn filed_under(law: &'static Jurisdiction, born: Option<Date>) -> Docket {
    let mut it = Docket::on_desk(Desk::under(law, FILED));
    let mut command = filing(FILED);
    command.party.born_on = born;
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    it
}

fn filed() -> Docket {
    filed_under(fisheries(), None)
}

fn offer() -> OfferFast {
    OfferFast { conditions: vec![ON_WATER.into()], facts_clear: true, capable: true, told: true }
}

fn consent() -> ConsentFast {
    ConsentFast {
        admission: "承认在禁渔期使用地笼捕捞。".into(),
        willing: true,
        undisputed: true,
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}

fn offers(it: &mut Docket) {
    it.does(HANDLER_A, Command::OfferFast(offer()));
}

fn consented(mut it: Docket) -> Docket {
    offers(&mut it);
    it.does(HANDLER_A, Command::ConsentFast(Box::new(consent())));
    it
}

fn leave(ground: FastEnd) -> Command {
    Command::LeaveFast(LeaveFast { ground, reason: "当事人提出异议。".into() })
}

fn reports(fine: i64) -> Command {
    Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(fine))))))
}

/// Where no rule allows it, it is refused with the article, whatever is confirmed.
///
/// Covers: Q1.
#[test]
fn a_matter_without_a_rule_is_never_handled_fast() {
    let mut it = Docket::filed();
    assert_eq!(it.blocked(Act::OfferFast), ["FAST-001"]);
    assert_eq!(it.refused(HANDLER_A, Command::OfferFast(offer())), ["FAST-001"]);
    assert_eq!(it.blocked(Act::ConsentFast), ["FAST-003"]);
    assert_eq!(it.blocked(Act::LeaveFast), ["FAST-003"]);
    let law = it.desk.law;
    let none = law.items.iter().all(|item| item.fast.is_none());
    assert!(none, "no matter of the county has such a rule");
}

/// Q1…Q3: told, consented in writing, reported on admission and objective evidence; everything else
/// as in the general procedure.
#[test]
fn a_case_is_handled_fast_with_the_written_consent_of_the_party() {
    let mut it = filed();
    assert!(it.blocked(Act::OfferFast).is_empty());
    offers(&mut it);
    assert!(it.blocked(Act::SubmitReport).contains(&"FAST-040".to_owned()));
    let waits = it.desk.waiting(&it.case);
    assert!(waits.iter().any(|(act, _)| *act == Act::ConsentFast), "{waits:?}");
    it.does(HANDLER_A, Command::ConsentFast(Box::new(consent())));
    let text = it.document("CM-8").content.reveal();
    for words in ["《渔业法》第八十三条第四款", ON_WATER, "承认在禁渔期使用地笼捕捞"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    let statement = it.case().evidence.last().unwrap();
    assert_eq!(statement.kind, EvidenceKind::PartyStatement);
    it.verify_all();
    assert_eq!(it.blocked(Act::SubmitReport), ["FAST-041"], "an admission alone is not enough");
    let it = it.investigated();
    assert!(it.blocked(Act::SubmitReport).is_empty());
    let it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    let mut it = it.told(date(2026, 5, 20)).drafted(date(2026, 5, 28));
    assert_eq!(it.case().stage.name_zh(), "法制审核", "the review is not waived");
    let early = Command::DecidePenalty(DecidePenalty { words: String::new() });
    assert!(it.refused(LEADER, early).contains(&"RULE-AP-44".to_owned()));
    let it = it.reviewed(date(2026, 5, 28)).decided(date(2026, 5, 29));
    assert_eq!(it.blocked(Act::LeaveFast), ["CASE-002"], "it is decided");
    // Ninety days from the filing, fast or not.
    assert_eq!(decide_by(it.case(), it.desk.law).unwrap().on, date(2026, 8, 17));
}

#[test]
fn every_condition_of_the_rule_is_confirmed() {
    let mut it = filed();
    let bare = OfferFast { conditions: vec![], facts_clear: false, capable: false, told: false };
    let refused = it.refused(HANDLER_A, Command::OfferFast(bare));
    assert_eq!(refused, ["FAST-010", "FAST-011", "FAST-012", "FAST-013"]);
    let ashore = OfferFast { conditions: vec!["在岸上".into()], ..offer() };
    assert_eq!(it.refused(HANDLER_A, Command::OfferFast(ashore)), ["FAST-010"]);
    offers(&mut it);
    assert_eq!(it.refused(HANDLER_A, Command::OfferFast(offer())), ["FAST-002"]);
}

#[test]
fn a_consent_is_willing_undisputed_and_written() {
    let mut it = filed();
    let first = Command::ConsentFast(Box::new(consent()));
    assert_eq!(it.refused(HANDLER_A, first), ["FAST-003"]);
    offers(&mut it);
    let bare = ConsentFast {
        admission: "".into(),
        willing: false,
        undisputed: false,
        signature_image: "".into(),
        scan: None,
    };
    let refused = it.refused(HANDLER_A, Command::ConsentFast(Box::new(bare)));
    assert_eq!(refused, ["FAST-020", "FAST-021", "FAST-022", "FAST-023"]);
    it.does(HANDLER_A, Command::ConsentFast(Box::new(consent())));
    let again = Command::ConsentFast(Box::new(consent()));
    assert_eq!(it.refused(HANDLER_A, again), ["FAST-004"]);
}

/// DB-30: minors, people who cannot answer for themselves and hearing cases, by the rule of the police;
/// the other reading asks for the statute's conditions only.
#[test]
fn the_exclusions_of_the_police_apply_unless_the_county_reads_the_statute_alone() {
    let young = Some(date(2010, 1, 1));
    let mut it = filed_under(fisheries(), young);
    assert_eq!(it.blocked(Act::OfferFast), ["FAST-005"]);
    let incapable = || OfferFast { capable: false, ..offer() };
    let refused = it.refused(HANDLER_A, Command::OfferFast(incapable()));
    assert_eq!(refused, ["FAST-005", "FAST-012"]);
    let mut it = filed_under(statute_only(), young);
    it.does(HANDLER_A, Command::OfferFast(incapable()));
    let heard = |law| {
        let mut it = consented(filed_under(law, None)).investigated();
        it.verify_all();
        let threshold = law.hearing_threshold(it.case().origin.party.kind, FILED);
        let sent = it.desk.by(HANDLER_A).send(&it.case, reports(threshold.0 / 100));
        sent.map_err(|refused| refused.codes().join(" ")).err()
    };
    assert_eq!(heard(fisheries()).as_deref(), Some("FAST-043"));
    assert_eq!(heard(statute_only()), None);
}

/// What can be decided on the spot is not handled fast.
#[test]
fn a_fine_for_the_spot_is_not_for_the_fast_procedure() {
    let mut it = consented(filed()).investigated();
    it.verify_all();
    assert_eq!(it.refused(HANDLER_A, reports(200)), ["FAST-042"]);
    it.does(HANDLER_A, reports(201));
}

/// Worked example E68, its second half: gear that must be confiscated keeps the case off the spot, and
/// the fast procedure takes it on the water with the party's written consent.
///
/// Example: E68.
#[test]
fn gear_that_must_be_confiscated_is_for_the_fast_procedure_on_the_water() {
    let law = county("confiscate = [\"地笼\"]", "");
    let mut it = filed_under(law, None);
    let ashore = OfferFast { conditions: vec![], ..offer() };
    assert_eq!(it.refused(HANDLER_A, Command::OfferFast(ashore)), ["FAST-010"]);
    let mut it = consented(it).investigated();
    it.verify_all();
    let mut proposal = terms("a", yuan(150));
    proposal.things = vec!["地笼2条".into()];
    let whole = report(Proposal::Penalty(proposal));
    it.does(HANDLER_A, Command::SubmitReport(Box::new(whole)));
}

/// Q4: back at any time before the decision; what was reported falls, the evidence stays.
///
/// Covers: Q4.
#[test]
fn a_case_goes_back_to_the_general_procedure_with_its_evidence() {
    let mut it = filed();
    offers(&mut it);
    let silent = LeaveFast { ground: FastEnd::Declined, reason: "".into() };
    assert_eq!(it.refused(HANDLER_A, Command::LeaveFast(silent)), ["FAST-030"]);
    assert_eq!(it.refused(HANDLER_A, leave(FastEnd::Withdrawn)), ["FAST-031"]);
    it.does(HANDLER_A, leave(FastEnd::Declined));
    assert_eq!(it.blocked(Act::OfferFast), ["FAST-002"], "it is not offered again");
    assert!(!it.blocked(Act::SubmitReport).contains(&"FAST-040".to_owned()));
    let mut it = consented(filed()).investigated();
    it.verify_all();
    let it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    let mut it = it.told(date(2026, 5, 20)).drafted(date(2026, 5, 28));
    let kept = it.case().evidence.len();
    assert_eq!(it.refused(HANDLER_A, leave(FastEnd::Declined)), ["FAST-031"]);
    assert_eq!(it.refused(HANDLER_A, leave(FastEnd::Reopened)), ["FAST-031"]);
    it.does(HANDLER_A, leave(FastEnd::Withdrawn));
    assert_eq!(it.case().stage.name_zh(), "调查取证");
    assert_eq!(it.case().evidence.len(), kept);
    assert!(it.case().fast().is_none());
    let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    assert_eq!(it.blocked(Act::DraftDecision).len(), 1, "the old notice fell with the report");
    it.does(HANDLER_A, Command::GiveNotice(notice()));
}

/// A case whose party takes its consent back, for the golden events.
pub(crate) fn withdrawn() -> Docket {
    let mut it = consented(filed());
    it.does(HANDLER_A, leave(FastEnd::Withdrawn));
    it
}

/// Puts a case on the desk as if it were handled fast, wherever it stands.
pub(crate) fn already(desk: &mut Desk, stream: &crate::world::StreamId) {
    let fast = consented(filed()).case().fasts.clone();
    if let Some(crate::world::State::Case(case)) = desk.streams.get_mut(stream) {
        case.fasts = fast;
    }
}
