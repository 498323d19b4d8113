//! 调查取证、责令改正、调查报告: evidence, interviews, orders, and what a report must answer.

use jiff::civil::{Date, date};
use law::Fen;

use crate::Private;
use crate::cases::*;
use crate::catalogue::fine::ILLEGAL_GAINS;
use crate::catalogue::{BaseAmounts, Gravity, Mitigation, MitigationGround};
use crate::evidence::EvidenceKind;
use crate::ids::{EvidenceId, ItemId};
use crate::moment::{Moment, RecordedStep};
use crate::policy::Act;
use crate::scene::SceneRecord;
use crate::testing::*;

const DAY: Date = date(2026, 3, 3);

fn case_of(item: &str) -> Docket {
    let mut command = filing(DAY);
    command.item = ItemId::new(item);
    Docket::filed_as(command).investigated()
}

fn report_of(it: &mut Docket, terms: PenaltyTerms) -> Result<(), Vec<String>> {
    let command = Command::SubmitReport(Box::new(report(Proposal::Penalty(terms))));
    it.desk.by(HANDLER_A);
    let refused = it.desk.send(&it.case, command).map(|_| ());
    refused.map_err(|refused| {
        sound(&refused);
        refused.codes().into_iter().map(str::to_owned).collect()
    })
}

fn breach() -> Result<(), Vec<String>> {
    Err(vec!["RULE-AP-18".to_owned()])
}

fn gains(amount: Fen) -> BaseAmounts {
    BaseAmounts::new().with(ILLEGAL_GAINS, amount)
}

#[test]
fn evidence_needs_a_name_a_fact_a_day_and_a_file_unless_it_is_a_thing() {
    let mut it = Docket::filed();
    let mut bad = evidence(date(2026, 3, 4));
    bad.name = " ".into();
    bad.proves = Private::default();
    bad.blob = None;
    let codes = it.refused(HANDLER_A, Command::AddEvidence(bad));
    assert_eq!(codes, ["CASE-020", "CASE-021", "CASE-022", "CASE-023"]);
    let thing = AddEvidence { kind: EvidenceKind::Physical, blob: None, ..evidence(DAY) };
    it.does(HANDLER_A, Command::AddEvidence(thing));
}

#[test]
fn evidence_is_verified_by_a_named_method() {
    let mut it = Docket::filed();
    it.does(HANDLER_A, Command::AddEvidence(evidence(DAY)));
    let verify = |evidence: &str, how: &str| {
        let evidence = EvidenceId::new(evidence);
        Command::VerifyEvidence(VerifyEvidence {
            evidence,
            how: how.into(),
            moments: vec![],
            sound: false,
        })
    };
    assert_eq!(it.refused(HANDLER_A, verify("none", " ")), ["CASE-024", "CASE-025"]);
    let moments = vec![Moment { at: 5, step: RecordedStep::Inspected, words: "".into() }];
    let photo = it.case().evidence[0].id.clone();
    let timed =
        VerifyEvidence { evidence: photo, how: "与原件核对".into(), moments, sound: false };
    assert_eq!(it.refused(HANDLER_A, Command::VerifyEvidence(timed)), ["EVID-004"]);
    it.verify_all();
    assert!(it.case().evidence[0].verified.is_some());
}

/// 《行政处罚法》第五十四条: evidence comes before the decision.
#[test]
fn no_evidence_is_entered_before_filing_or_after_the_investigation() {
    let mut early = Docket::new(DAY);
    early.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
    assert_eq!(early.refused(HANDLER_A, Command::AddEvidence(evidence(DAY))), ["CASE-002"]);
    for mut it in [Docket::ordinary(), Docket::delivered(date(2026, 3, 18))] {
        let codes = it.refused(HANDLER_A, Command::AddEvidence(evidence(DAY)));
        assert_eq!(codes, ["CASE-002"]);
        assert_eq!(it.blocked(Act::RecordInterview), ["CASE-002"]);
    }
}

#[test]
fn an_interview_becomes_a_document_and_a_piece_of_evidence() {
    let mut it = Docket::filed();
    it.does(HANDLER_A, Command::RecordInterview(Box::new(interview(DAY))));
    let case = it.case();
    assert_eq!(case.evidence[0].kind, EvidenceKind::PartyStatement);
    assert_eq!(case.interviews.len(), 1);
    assert!(it.document("TF-02").content.reveal().contains("沙土是谁堆的"));
    let witness = RecordInterview { relation: "附近村民".into(), ..interview(DAY) };
    it.does(HANDLER_A, Command::RecordInterview(Box::new(witness)));
    assert_eq!(it.case().evidence[1].kind, EvidenceKind::Witness);
}

/// RULE-AP-09, RULE-AP-10 as the record itself demands them.
#[test]
fn an_interview_needs_two_officers_certificates_words_and_a_signature() {
    let mut it = Docket::filed();
    let mut bad = interview(DAY);
    bad.officers = people(&[HANDLER_A]);
    bad.certificates_shown = false;
    bad.ended_at = bad.started_at;
    bad.dialogue = vec![];
    bad.signature_image = Private::default();
    let codes = it.refused(HANDLER_A, Command::RecordInterview(Box::new(bad)));
    assert_eq!(codes, ["ORG-010", "CASE-026", "CASE-027", "CASE-029", "CASE-030"]);
    let later = interview(date(2026, 3, 4));
    assert_eq!(it.refused(HANDLER_A, Command::RecordInterview(Box::new(later))), ["CASE-028"]);
    let nameless = RecordInterview { name: Private::default(), ..interview(DAY) };
    assert_eq!(it.refused(HANDLER_A, Command::RecordInterview(Box::new(nameless))), ["DOC-003"]);
    let mut refused = interview(DAY);
    refused.signature_image = Private::default();
    refused.refusal_reason = "认为金额不对，拒绝签名。".into();
    it.does(HANDLER_A, Command::RecordInterview(Box::new(refused)));
}

fn examines(record: SceneRecord) -> Command {
    Command::ExamineScene(Box::new(ExamineScene { record }))
}

/// MT-07: the record, and every drawing or photograph, is evidence of its own kind.
#[test]
fn an_examination_becomes_a_document_and_evidence_with_its_pictures() {
    let mut it = Docket::filed();
    it.does(HANDLER_A, examines(scene(DAY)));
    let case = it.case();
    let kinds: Vec<EvidenceKind> = case.evidence.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [EvidenceKind::SceneRecord; 2]);
    assert_eq!(case.evidence[1].blob, Some(blob()));
    let record = it.document("TF-03").content.reveal();
    for words in ["高0.6米", "晴，能见度良好", "勘验图（照片）1", "演示甲"] {
        assert!(record.contains(words), "{words}");
    }
    let third = SceneRecord {
        present_name: Private::default(),
        signature_image: Private::default(),
        invited_name: "演示乙".into(),
        invited_image: "data:image/png;base64,AA".into(),
        ..scene(DAY)
    };
    it.does(HANDLER_A, examines(third));
}

/// MT-07, AP-09, AP-10: two officers, certificates, somebody there, a signature and a picture.
#[test]
fn an_examination_needs_officers_certificates_somebody_there_a_signature_and_a_picture() {
    let mut it = Docket::filed();
    let mut bad = scene(DAY);
    bad.officers = people(&[HANDLER_A]);
    bad.certificates_shown = false;
    bad.ended_at = bad.started_at;
    bad.pictures = vec![];
    bad.present_name = Private::default();
    let codes = it.refused(HANDLER_A, examines(bad));
    assert_eq!(codes, ["ORG-010", "SCENE-001", "SCENE-002", "SCENE-004", "SCENE-005"]);
    assert_eq!(it.refused(HANDLER_A, examines(scene(date(2026, 3, 4)))), ["SCENE-003"]);
    let unsigned = SceneRecord { signature_image: Private::default(), ..scene(DAY) };
    assert_eq!(it.refused(HANDLER_A, examines(unsigned.clone())), ["SCENE-006"]);
    let third = SceneRecord {
        present_name: Private::default(),
        invited_name: "演示乙".into(),
        ..unsigned.clone()
    };
    assert_eq!(it.refused(HANDLER_A, examines(third)), ["SCENE-007"]);
    let no_weather = SceneRecord { weather: " ".into(), ..scene(DAY) };
    assert_eq!(it.refused(HANDLER_A, examines(no_weather)), ["DOC-003"]);
    let refused =
        SceneRecord { refusal_reason: "认为尺寸不对，拒绝签名。".into(), ..unsigned };
    it.does(HANDLER_A, examines(refused));
    let mut late = Docket::ordinary();
    assert_eq!(late.refused(HANDLER_A, examines(scene(DAY))), ["CASE-002"]);
    let mut on_spot = Docket::on_spot(MONDAY);
    let codes = on_spot.refused(HANDLER_A, examines(scene(MONDAY)));
    assert_eq!(codes, ["CASE-002"]);
}

#[test]
fn an_order_to_correct_names_facts_demands_and_a_day_that_can_be_kept() {
    let mut it = Docket::filed();
    let mut bad = rectification(Some(date(2026, 3, 2)));
    bad.facts = Private::default();
    bad.requirements = Private::default();
    let codes = it.refused(HANDLER_A, Command::OrderRectification(bad));
    assert_eq!(codes, ["CASE-031", "CASE-032", "CASE-033"]);
    let at_once = OrderRectification { recheck: String::new(), ..rectification(None) };
    it.does(HANDLER_A, Command::OrderRectification(at_once));
    let order = it.document("TF-16").content.reveal();
    assert!(order.contains("立即改正") && order.contains("复查"), "{order}");
    assert_eq!(it.desk.waiting(&it.case)[1], (Act::RecordDelivery, Some(date(2026, 3, 12))));
    let mut decided = Docket::delivered(date(2026, 3, 18));
    let codes = decided.refused(HANDLER_A, Command::OrderRectification(rectification(None)));
    assert_eq!(codes, ["CASE-002"]);
}

/// Covers: S4-36. Every statutory question has an answer before the report leaves the handlers.
#[test]
fn a_report_answers_every_statutory_question() {
    let mut it = Docket::filed().investigated();
    let mut bad = report(Proposal::Penalty(terms("a", yuan(300))));
    bad.process = Private::default();
    bad.facts = Private::default();
    bad.checks = ReportChecks {
        identity: String::new(),
        one_act: String::new(),
        first_offence: String::new(),
        lenient_law: String::new(),
        crime: String::new(),
    };
    let codes = it.refused(HANDLER_A, Command::SubmitReport(Box::new(bad)));
    assert_eq!(codes[..2], ["CASE-040", "CASE-041"]);
    assert_eq!(codes[2..], ["CASE-042"; 5]);
}

/// Covers: S4-37. RULE-AP-27.
#[test]
fn a_report_rests_on_evidence_that_was_verified() {
    let mut it = Docket::filed();
    let submit =
        || Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(300))))));
    assert_eq!(it.refused(HANDLER_A, submit()), ["RULE-AP-27"]);
    it.does(HANDLER_A, Command::AddEvidence(evidence(DAY)));
    assert_eq!(it.refused(HANDLER_A, submit()), ["RULE-AP-27"]);
    assert_eq!(it.blocked(Act::SubmitReport), ["RULE-AP-27"]);
    it.verify_all();
    it.does(HANDLER_A, submit());
    assert_eq!(it.refused(HANDLER_A, submit()), ["CASE-002"]);
}

/// E54: 公路法第七十七条, up to five thousand yuan and 可以处.
///
/// Example: E54.
#[test]
fn a_fine_lies_inside_the_range_both_ends_included() {
    let fined = |fine| report_of(&mut case_of("JX-T-01-CF"), terms("a", fine));
    assert_eq!(fined(yuan(5_000)), Ok(()));
    assert_eq!(fined(Fen(500_001)), breach());
    assert_eq!(fined(yuan(5_001)), breach());
    let warned = PenaltyTerms { warning: true, ..terms("a", Fen(0)) };
    assert_eq!(report_of(&mut case_of("JX-T-01-CF"), warned), Ok(()));
    assert_eq!(fined(Fen(-1)), breach());
    assert_eq!(fined(Fen(0)), Err(vec!["DOC-003".into()]), "nothing is no penalty");
}

/// E55, E56: below the minimum only on a recorded ground with evidence and reasons.
///
/// Example: E55, E56.
#[test]
fn a_fine_below_the_minimum_needs_a_recorded_ground() {
    let low = || terms("a", yuan(15_000));
    assert_eq!(report_of(&mut case_of("JX-T-05-CF"), low()), breach());
    let ground = |evidence: &[&str], reasoning: &str| Mitigation {
        ground: MitigationGround::ALL[0],
        evidence: evidence.iter().map(|e| (*e).to_owned()).collect(),
        reasoning: reasoning.into(),
    };
    let bare = PenaltyTerms { mitigation: Some(ground(&[], "")), ..low() };
    assert_eq!(report_of(&mut case_of("JX-T-05-CF"), bare), breach());
    let full =
        PenaltyTerms { mitigation: Some(ground(&["清理照片"], "主动消除后果")), ..low() };
    assert_eq!(report_of(&mut case_of("JX-T-05-CF"), full), Ok(()));
}

/// E57: trees worth 4 000, three to five times, with the gain confiscated.
///
/// Example: E57.
#[test]
fn a_multiple_is_reckoned_on_the_amount_found() {
    let fined = |fine, gain| {
        let bases = gains(yuan(1_500)).with("采伐林木价值", yuan(4_000));
        let terms = PenaltyTerms { bases, gains: gain, ..terms("a", fine) };
        report_of(&mut case_of("JX-T-07-CF"), terms)
    };
    assert_eq!(fined(yuan(12_000), yuan(1_500)), Ok(()));
    assert_eq!(fined(yuan(20_000), yuan(1_500)), Ok(()));
    assert_eq!(fined(Fen(1_199_999), yuan(1_500)), breach());
    assert_eq!(fined(Fen(2_000_001), yuan(1_500)), breach());
    assert_eq!(fined(yuan(12_000), Fen(0)), Err(vec!["RULE-AP-14".into()]));
    assert_eq!(fined(yuan(12_000), yuan(1_501)), Err(vec!["RULE-AP-14".into()]));
    assert_eq!(report_of(&mut case_of("JX-T-07-CF"), terms("a", yuan(12_000))), breach());
}

/// E58, E59, E60: 道路运输条例第六十三条 has a band above and a band below ten thousand.
///
/// Example: E58, E59, E60.
#[test]
fn the_branch_follows_the_gains_and_the_gravity() {
    let fined = |branch: &str, gain: Fen, fine: Fen, gravity| {
        let terms =
            PenaltyTerms { bases: gains(gain), gains: gain, gravity, ..terms(branch, fine) };
        report_of(&mut case_of("JX-T-13-CF"), terms)
    };
    let ordinary = Gravity::Ordinary;
    assert_eq!(fined("a", yuan(12_000), yuan(12_000), ordinary), Ok(()));
    assert_eq!(fined("a", yuan(12_000), yuan(60_000), ordinary), Ok(()));
    assert_eq!(fined("a", yuan(12_000), yuan(60_001), ordinary), breach());
    assert_eq!(fined("b", yuan(12_000), yuan(5_000), ordinary), breach());
    assert_eq!(fined("b", yuan(8_000), yuan(3_000), ordinary), Ok(()));
    assert_eq!(fined("b", yuan(8_000), yuan(10_000), ordinary), Ok(()));
    assert_eq!(fined("a", yuan(8_000), yuan(8_000), ordinary), breach());
    assert_eq!(fined("b2", yuan(8_000), yuan(10_000), ordinary), breach());
    assert_eq!(fined("b2", yuan(8_000), yuan(10_000), Gravity::Serious), Ok(()));
    assert_eq!(fined("b", yuan(10_000), yuan(3_000), ordinary), Ok(()), "the lighter reading");
    assert_eq!(fined("a", yuan(10_000), yuan(10_000), ordinary), breach());
}

/// DB-07 read the other way: exactly ten thousand belongs to the heavier band.
///
/// Example: E60.
#[test]
fn a_county_may_read_the_forgotten_edge_as_the_multiple() {
    let law = reading("DB-07", "multiple");
    let fined = |branch: &str, gain: Fen, fine: Fen| {
        let mut it = Docket::on_desk(Desk::under(law, DAY));
        let command = ProposeFiling { item: ItemId::new("JX-T-13-CF"), ..filing(DAY) };
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        let terms = PenaltyTerms { bases: gains(gain), gains: gain, ..terms(branch, fine) };
        report_of(&mut it.investigated(), terms)
    };
    assert_eq!(fined("b", yuan(10_000), yuan(3_000)), breach());
    assert_eq!(fined("a", yuan(10_000), yuan(10_000)), Ok(()));
    assert_eq!(fined("a", yuan(10_000), yuan(9_999)), breach(), "at least one time the gain");
    assert_eq!(fined("b", yuan(8_000), yuan(3_000)), Ok(()));
    assert_eq!(fined("a", yuan(8_000), yuan(8_000)), breach());
}

/// Covers: S4-38.
#[test]
fn a_branch_must_exist_be_ours_and_its_tier_be_one_of_its_own() {
    let mut it = case_of("JX-T-01-CF");
    assert_eq!(report_of(&mut it, terms("none", yuan(300))), breach());
    let tier = |benchmark: &str, grade: &str| {
        Some(TierChoice { benchmark: benchmark.into(), grade: grade.into() })
    };
    let chosen = |tier, fine| PenaltyTerms { tier, ..terms("a", fine) };
    assert_eq!(report_of(&mut it, chosen(tier("a-1", "没有的"), yuan(300))), breach());
    assert_eq!(report_of(&mut it, chosen(tier("a-1", "一般"), yuan(600))), breach());
    let departed = PenaltyTerms {
        departure: Some("拒不清理，影响校车通行。".into()),
        ..chosen(tier("a-1", "一般"), yuan(600))
    };
    assert_eq!(report_of(&mut it, departed), Ok(()));
    let toll = PenaltyTerms { bases: gains(Fen(0)), ..terms("d", yuan(10_000)) };
    assert_eq!(report_of(&mut case_of("JX-T-04-CF"), toll), breach(), "reserved to the province");
}

/// A branch for organisations does not hit a citizen, nor the other way round.
#[test]
fn a_branch_hits_only_the_kind_of_party_it_is_for() {
    let path = "jinxiang/items/T01.toml";
    let text = String::from_utf8(crate::packs::fixture::texts()[path].clone()).unwrap();
    for (subject, fits) in [("organisation", false), ("individual", true)] {
        let text = text.replacen("subject = \"any\"", &format!("subject = \"{subject}\""), 1);
        let law = county_with(path, text.into_bytes());
        let mut it = Docket::on_desk(Desk::under(law, DAY));
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        let mut it = it.investigated();
        assert_eq!(report_of(&mut it, terms("a", yuan(300))).is_ok(), fits, "{subject}");
    }
}

/// E65: 逾期不改正 presupposes an order that was delivered and whose time ran out.
///
/// Example: E65.
#[test]
fn a_branch_for_disobedience_needs_a_delivered_order_that_ran_out() {
    let mut it = case_of("JX-T-01-CF");
    assert_eq!(report_of(&mut it, terms("d", yuan(500))), breach());
    it.does(HANDLER_A, Command::OrderRectification(rectification(Some(date(2026, 3, 10)))));
    it.desk.on(date(2026, 3, 11));
    assert_eq!(report_of(&mut it, terms("d", yuan(500))), breach(), "never delivered");
    it.desk.on(date(2026, 3, 4));
    it.deliver("TF-16", date(2026, 3, 4));
    it.desk.on(date(2026, 3, 10));
    assert_eq!(report_of(&mut it, terms("d", yuan(500))), breach(), "the last day is still his");
    it.desk.on(date(2026, 3, 11));
    assert_eq!(report_of(&mut it, terms("d", yuan(500))), Ok(()));
}

/// An act before the item was in force has no range in the pack: nobody fines by guess.
#[test]
fn an_act_before_the_item_was_in_force_is_not_fined_by_the_later_version() {
    let mut command = filing(date(2023, 7, 26));
    command.item = ItemId::new("JX-T-13-CF");
    command.act_on = date(2023, 7, 1);
    let mut desk = Desk::open(date(2023, 7, 26));
    for id in [HANDLER_A, HANDLER_B] {
        let mut officer = desk.roster.get(&people(&[id])[0]).unwrap().clone();
        officer.credential.as_mut().unwrap().valid_from = date(2023, 1, 1);
        desk.roster.put(officer);
    }
    let mut it = Docket::on_desk(desk);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let mut it = it.investigated();
    let bases = gains(Fen(0));
    assert_eq!(report_of(&mut it, PenaltyTerms { bases, ..terms("b", yuan(3_000)) }), breach());
}

/// RULE-AP-16, by the birth date in the identity number too.
#[test]
fn a_child_under_fourteen_is_not_penalised() {
    let mut command = filing(DAY);
    command.party.id_number = "999999201303100017".into();
    let it = || Docket::filed_as(command.clone()).investigated();
    let penalty = report_of(&mut it(), terms("a", yuan(300)));
    assert_eq!(penalty, Err(vec!["RULE-AP-16".into()]));
    let spared = Proposal::NoPenalty(waiver(WaiverGround::UnderAge));
    it().does(HANDLER_A, Command::SubmitReport(Box::new(report(spared))));
    let grown = Docket::filed_as(ProposeFiling { party: citizen(), ..command.clone() });
    assert_eq!(report_of(&mut grown.investigated(), terms("a", yuan(300))), Ok(()));
}

/// RULE-AP-20: no penalty without education, unless nothing was done.
#[test]
fn who_is_not_penalised_is_educated() {
    let of = |ground| {
        let terms = WaiverTerms { education: Private::default(), ..waiver(ground) };
        let command = Command::SubmitReport(Box::new(report(Proposal::NoPenalty(terms))));
        let mut it = Docket::filed().investigated();
        it.desk.by(HANDLER_A);
        it.desk.send(&it.case, command).map_err(|r| r.codes().join(" "))
    };
    for ground in WaiverGround::ALL {
        if ground.is_violation() {
            assert_eq!(of(ground), Err("RULE-AP-20".into()), "{ground:?}");
        } else {
            assert!(of(ground).is_ok(), "{ground:?}");
        }
    }
}

/// Covers: S1-76.
#[test]
fn the_head_of_the_unit_approves_or_returns_a_report_that_is_not_their_own() {
    let approve = || Command::ApproveReport(ApproveReport { words: "同意。".into() });
    let give_back = |why: &str| Command::ReturnReport(ReturnReport { reason: why.into() });
    let submit =
        || Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(300))))));
    let mut it = Docket::filed().investigated();
    assert_eq!(it.refused(HEAD, approve()), ["CASE-002"]);
    assert_eq!(it.refused(HEAD, give_back("补充")), ["CASE-002"]);
    it.does(HANDLER_A, submit());
    assert_eq!(it.refused(HANDLER_A, approve()), ["CASE-043"]);
    assert_eq!(it.refused(HEAD, give_back("")), ["CASE-045"]);
    it.does(HEAD, give_back("请补充面积的测量。"));
    assert!(matches!(it.case().stage, Stage::Investigating(_)));
    it.does(HANDLER_A, submit());
    it.does(HEAD, approve());
    let signed = it.document("EX-09");
    assert_eq!(signed.edition, 2, "the opinion stands on a second edition");
    assert!(signed.content.reveal().contains("何向东"));
    assert_eq!(it.refused(HEAD, approve()), ["CASE-002"]);
}

/// 《行政处罚法》第四十一条 (AP-28): only equipment on the register, on its days, and only what two
/// people have reviewed.
#[test]
fn a_monitoring_record_needs_registered_equipment_and_two_reviews() {
    let mut it = Docket::filed();
    let day = it.desk.today;
    let recorded = |monitor: &str| AddEvidence {
        kind: EvidenceKind::Electronic,
        monitor: Some(monitor.into()),
        ..evidence(day)
    };
    let add = |command| Command::AddEvidence(command);
    assert_eq!(it.refused(HANDLER_A, add(recorded("unknown"))), ["EVID-021"]);
    let early = AddEvidence { obtained_on: date(2025, 6, 9), ..recorded("yanshi-1") };
    assert_eq!(it.refused(HANDLER_A, add(early)), ["EVID-022"]);
    let bare = AddEvidence { kind: EvidenceKind::Documentary, ..recorded("yanshi-1") };
    assert_eq!(it.refused(HANDLER_A, add(bare)), ["EVID-023"]);
    it.does(HANDLER_A, add(recorded("yanshi-1")));
    let piece = it.case().evidence.last().unwrap().id.clone();
    let review = |sound| {
        let how = "与称重原始数据核对一致。".into();
        let moments = vec![];
        Command::VerifyEvidence(VerifyEvidence { evidence: piece.clone(), how, moments, sound })
    };
    assert_eq!(it.refused(HANDLER_A, review(false)), ["EVID-024"]);
    it.does(HANDLER_A, review(true));
    assert!(it.case().evidence.last().unwrap().verified.is_none(), "one review is not two");
    assert_eq!(it.refused(HANDLER_A, review(true)), ["EVID-025"]);
    it.does(HANDLER_B, review(true));
    assert!(it.case().evidence.last().unwrap().verified.is_some());
    let mut spot = Docket::on_spot(MONDAY);
    let quick = AddEvidence { obtained_on: MONDAY, ..recorded("yanshi-1") };
    assert_eq!(spot.refused(HANDLER_A, add(quick)), ["EVID-020"]);
}
