//! 行刑衔接: from the suspicion to the judgment, its clocks, and what is barred meanwhile.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::policy::Act;
use crate::rules::{Bench, Dossier, Outcome, apply as examine, rule};
use crate::testing::*;

/// Wednesday.
const DAY: Date = date(2026, 4, 1);

/// The days until which the act waits, one for each task.
fn waits(it: &Docket, act: Act) -> Vec<Option<Date>> {
    let mine = |(one, due): (Act, Option<Date>)| (one == act).then_some(due);
    it.desk.waiting(&it.case).into_iter().filter_map(mine).collect()
}

fn finds(it: &Docket, id: &str) -> Outcome {
    let dossier = Dossier::of(it.case(), it.desk.law, &it.desk.roster);
    let bench = Bench { law: it.desk.law, today: it.desk.today };
    examine(rule(id).unwrap(), &dossier, &bench).outcome
}

fn answered(it: &mut Docket, filed: bool, on: Date) {
    it.desk.on(on);
    it.does(HANDLER_A, Command::RecordPoliceAnswer(police_answer(filed, on)));
}

fn contest(way: ContestWay) -> Command {
    Command::ContestRefusal(ContestRefusal { way, reason: "数额已经达到标准。".into() })
}

fn end(outcome: ReferralOutcome, on: Date) -> Command {
    Command::EndReferral(EndReferral {
        outcome,
        document: "示例公不立字〔2026〕1号".into(),
        court_fine: None,
        on,
    })
}

/// CR-03…CR-05: pair, report, chief in three days, police within a day.
/// Example: E81.
#[test]
fn a_suspicion_goes_to_a_pair_to_the_chief_and_to_the_police() {
    let mut it = Docket::freight(date(2026, 3, 31)).investigated();
    it.desk.on(DAY);
    assert_eq!(it.blocked(Act::GroupReferral), ["CRIME-001"]);
    let bare = SuspectCrime { facts: "".into(), offence: " ".into(), standard: String::new() };
    let refused = it.refused(HANDLER_A, Command::SuspectCrime(bare));
    assert_eq!(refused, ["CRIME-010", "CRIME-011", "CRIME-012"]);
    it.does(HANDLER_A, Command::SuspectCrime(suspect_crime()));
    assert_eq!(waits(&it, Act::GroupReferral), [Some(DAY)], "at once");
    assert_eq!(it.blocked(Act::SuspectCrime), ["CRIME-002"]);
    assert_eq!(it.blocked(Act::ReportReferral), ["CRIME-002"]);
    let alone = GroupReferral { officers: people(&[HANDLER_A]) };
    assert_eq!(it.refused(LEADER, Command::GroupReferral(alone)), ["ORG-010"]);
    it.does(LEADER, Command::GroupReferral(GroupReferral { officers: handlers() }));
    let bare = ReportReferral { verified: "".into(), opinion: "".into() };
    let refused = it.refused(HANDLER_A, Command::ReportReferral(bare));
    assert_eq!(refused, ["CRIME-021", "CRIME-022"]);
    it.does(HANDLER_A, Command::ReportReferral(report_referral()));
    // Three days from Wednesday, calendar days as the shorter reading.
    assert_eq!(waits(&it, Act::ApproveReferral), [Some(date(2026, 4, 4))]);
    let refused = it.refused(DEPUTY, Command::ApproveReferral(approve_referral()));
    assert_eq!(refused, ["CRIME-033"], "a deputy cannot approve");
    let bare = ApproveReferral { police: String::new(), procuratorate: " ".into() };
    let refused = it.refused(LEADER, Command::ApproveReferral(bare));
    assert_eq!(refused, ["CRIME-030", "CRIME-031"]);
    it.does(LEADER, Command::ApproveReferral(approve_referral()));
    assert_eq!(waits(&it, Act::DeliverReferral), [Some(date(2026, 4, 2))]);
    for form in ["CT-1", "CT-2", "EX-17", "CT-3"] {
        assert!(it.case().documents.iter().any(|one| one.form == form), "{form}");
    }
    assert!(it.document("EX-17").content.reveal().contains("示例县人民检察院"));
    assert!(it.document("CT-3").content.reveal().contains("无涉案物品"));
}

#[test]
fn the_transfer_is_whole_or_it_is_refused() {
    let mut it = Docket::freight(date(2026, 3, 31)).investigated().approved_for_police(DAY);
    assert_eq!(it.blocked(Act::RecordPoliceAnswer), ["CRIME-002"]);
    let whole = deliver_referral(it.now());
    let bare = DeliverReferral {
        at: DAY.at(6, 0, 0, 0),
        officers: people(&[HANDLER_A]),
        receiver: "".into(),
        materials: vec![Material::Letter],
        without: String::new(),
        copied_on: None,
        signature_image: "".into(),
        scan: None,
    };
    let refused = it.refused(HANDLER_A, Command::DeliverReferral(Box::new(bare)));
    let codes = ["CRIME-040", "ORG-010", "CRIME-041", "CRIME-042", "CRIME-044", "CRIME-045"];
    assert_eq!(refused, [&codes[..], &["CRIME-043"]].concat());
    it.does(HANDLER_A, Command::DeliverReferral(Box::new(whole)));
    assert!(it.document("CT-4").content.reveal().contains("移刑字第0001号"));
    assert_eq!(waits(&it, Act::RecordPoliceAnswer), [Some(date(2026, 4, 4))]);
    assert!(waits(&it, Act::SubmitReport).is_empty(), "the case is with the police");
    for id in ["AP-74", "CR-03", "CR-04", "CR-05", "CR-12"] {
        assert_eq!(finds(&it, id), Outcome::Sound, "{id}");
    }
}

/// CR-05: late is recorded, and the check of the file says so.
#[test]
fn a_late_transfer_is_recorded_and_found() {
    let mut it = Docket::freight(date(2026, 3, 31)).investigated().approved_for_police(DAY);
    it.desk.on(date(2026, 4, 3));
    let late = deliver_referral(it.now());
    it.does(HANDLER_A, Command::DeliverReferral(Box::new(late)));
    assert!(matches!(finds(&it, "CR-05"), Outcome::Breach { .. }));
}

/// 移送规定第十一条: no penalty in the place of a transfer; declined, the case goes on.
#[test]
fn no_penalty_is_decided_while_a_crime_is_suspected() {
    let mut it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    it = it.reviewed(date(2026, 3, 17));
    it.does(HANDLER_A, Command::SuspectCrime(suspect_crime()));
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["CRIME-090"]);
    assert_eq!(it.blocked(Act::EndCase), ["CRIME-090"]);
    it.does(LEADER, Command::GroupReferral(GroupReferral { officers: handlers() }));
    it.does(HANDLER_A, Command::ReportReferral(report_referral()));
    let bare = Command::DeclineReferral(DeclineReferral { reason: "".into() });
    assert_eq!(it.refused(LEADER, bare), ["CRIME-032"]);
    let reason = "没有达到追诉标准。".into();
    it.does(LEADER, Command::DeclineReferral(DeclineReferral { reason }));
    assert!(it.document("CT-2").content.reveal().contains("不批准移送"));
    assert_eq!(it.blocked(Act::DecidePenalty), [""; 0]);
    it.decided(date(2026, 3, 18));
}

/// CR-08: reconsideration once, supervision after it, each in three days; then the case comes back.
#[test]
fn a_refusal_is_contested_in_time_and_the_case_comes_back() {
    let mut it = Docket::freight(date(2026, 3, 31)).investigated().with_police(DAY);
    assert_eq!(it.blocked(Act::ContestRefusal), ["CRIME-002"]);
    let bare = RecordPoliceAnswer { reason: "".into(), ..police_answer(false, DAY) };
    assert_eq!(it.refused(HANDLER_A, Command::RecordPoliceAnswer(bare)), ["CRIME-051"]);
    answered(&mut it, false, date(2026, 4, 3));
    assert_eq!(waits(&it, Act::ContestRefusal), [Some(date(2026, 4, 6))]);
    let early = end(ReferralOutcome::Judged, date(2026, 4, 3));
    assert_eq!(it.refused(REVIEWER, early), ["CRIME-080"]);
    it.does(LEADER, contest(ContestWay::Reconsideration));
    assert!(it.document("CT-5").content.reveal().contains("提请复议意见书"));
    assert_eq!(waits(&it, Act::RecordPoliceAnswer), [Some(date(2026, 4, 6))]);
    answered(&mut it, false, date(2026, 4, 7));
    let again = it.refused(LEADER, contest(ContestWay::Reconsideration));
    assert_eq!(again, ["CRIME-070"]);
    it.desk.on(date(2026, 4, 11));
    let late = it.refused(LEADER, contest(ContestWay::Supervision));
    assert_eq!(late, ["CRIME-072"], "three days from the seventh end on the tenth");
    it.does(REVIEWER, end(ReferralOutcome::Refused, date(2026, 4, 11)));
    assert!(it.case().referral().is_none());
    // Ninety days from 1 April end on 30 June; ten of them were with the police.
    assert_eq!(waits(&it, Act::SubmitReport), [Some(date(2026, 7, 10))]);
}

/// AC-05, CR-11: articles go with the case, then the papers; the party is told.
#[test]
fn articles_go_before_the_papers_and_only_with_the_letter() {
    let mut it = Docket::freight(date(2026, 3, 31)).investigated();
    it = it.holding(MeasureKind::Seize, DAY);
    let free = Command::TransferArticles(transfer_things(&it.measure()));
    assert_eq!(it.refused(HANDLER_A, free), ["MEAS-112"], "things never go alone");
    it = it.with_police(DAY);
    answered(&mut it, true, date(2026, 4, 2));
    assert_eq!(waits(&it, Act::HandOverReferral), [Some(date(2026, 4, 5))]);
    assert_eq!(it.blocked(Act::HandOverReferral), ["CRIME-064"]);
    assert_eq!(it.blocked(Act::EndReferral), ["CRIME-002"]);
    let handing = it.transfer();
    it.does(HANDLER_A, handing);
    let hand = |receipt: &str, on: Date| {
        let what = "货车一辆，案卷材料一套。".into();
        Command::HandOverReferral(HandOverReferral { receipt: receipt.into(), what, on })
    };
    assert_eq!(it.refused(HANDLER_A, hand("", DAY)), ["CRIME-060", "CRIME-063"]);
    it.does(HANDLER_A, hand("示例公接〔2026〕1号", date(2026, 4, 2)));
    assert_eq!(waits(&it, Act::EndReferral), [None]);
}

/// AP-22: after a court fine there is no fine; the case ends with the judgment.
#[test]
fn after_a_court_fine_there_is_no_administrative_fine() {
    let mut it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    it = it.reviewed(date(2026, 3, 17)).with_police(date(2026, 3, 17));
    answered(&mut it, true, date(2026, 3, 18));
    let what = "案卷材料一套。".into();
    let receipt = "示例公接〔2026〕1号".into();
    let hand = HandOverReferral { receipt, what, on: it.desk.today };
    it.does(HANDLER_A, Command::HandOverReferral(hand));
    it.desk.on(date(2026, 9, 1));
    let judged = Command::EndReferral(EndReferral {
        outcome: ReferralOutcome::Judged,
        document: "示例刑初〔2026〕1号".into(),
        court_fine: Some(yuan(5_000)),
        on: date(2026, 9, 1),
    });
    it.does(REVIEWER, judged);
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["CRIME-091"]);
    assert_eq!(it.blocked(Act::EndCase), ["SUBM-005"]);
    it.desk.by(HANDLER_A);
    let bare = ProposeEnding { reason: "".into(), ..propose_ending(EndGround::Judged) };
    assert_eq!(it.refused(HANDLER_A, Command::ProposeEnding(bare)), ["SUBM-003"]);
    it = it.ends(EndGround::Judged);
    assert_eq!(it.case().stage.name_zh(), "已终结");
    let sheet = it.document("EX-02").content.reveal().to_owned();
    assert!(sheet.contains("追究刑事责任"));
    assert_eq!(it.blocked(Act::SubmitReport), ["CASE-002"]);
    assert!(!waits(&it, Act::ArchiveCase).is_empty());
    let it = it.archived();
    assert_eq!(it.case().stage.name_zh(), "已归档");
    assert_eq!(it.blocked(Act::ArchiveCase), ["CASE-002"]);
}

/// N25: each ground must be there, and another authority's matter is transferred, not ended.
#[test]
fn a_case_ends_without_a_decision_only_on_its_ground() {
    let ends = |ground| Command::ProposeEnding(propose_ending(ground));
    let mut it = Docket::filed();
    assert_eq!(it.refused(HANDLER_A, ends(EndGround::Judged)), ["CASE-192"]);
    assert_eq!(it.refused(HANDLER_A, ends(EndGround::Jurisdiction)), ["CASE-196"]);
    it = it.ends(EndGround::NoFacts);
    assert_eq!(it.case().stage.name_zh(), "已终结");
    assert_eq!(it.refused(HANDLER_A, ends(EndGround::NoFacts)), ["CASE-002"]);
    let mut late = Docket::ordinary();
    assert_eq!(late.refused(HANDLER_A, ends(EndGround::NoFacts)), ["CASE-195"]);
    let mut held = Docket::freight(date(2026, 3, 31)).holding(MeasureKind::Seize, DAY);
    assert_eq!(held.refused(HANDLER_A, ends(EndGround::NoFacts)), ["MEAS-004"]);
    assert_eq!(Docket::delivered(date(2026, 3, 18)).blocked(Act::EndCase), ["CASE-002"]);
}
