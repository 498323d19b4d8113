//! 查封、扣押、先行登记保存: who may, on what ground, how long, and that it always ends.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::catalogue::Hundredths;
use crate::ids::CommandId;
use crate::policy::{Act, Verdict};
use crate::rules::{Bench, Dossier, Outcome, apply, rule};
use crate::testing::*;
use crate::world;

const DAY: Date = date(2026, 4, 1);

fn freight() -> Docket {
    let mut it = Docket::freight(DAY.yesterday().unwrap());
    it.desk.on(DAY);
    it
}

fn seized(day: Date) -> Docket {
    Docket::freight(day.yesterday().unwrap()).holding(MeasureKind::Seize, day)
}

fn propose(kind: MeasureKind) -> Command {
    Command::ProposeMeasure(Box::new(propose_measure(kind)))
}

fn proposed(kind: MeasureKind) -> Docket {
    let mut it = freight();
    it.does(HANDLER_A, propose(kind));
    it
}

fn urgent(day: Date) -> Docket {
    let mut it = Docket::freight(day.yesterday().unwrap());
    it.desk.on(day);
    let mut command = propose_measure(MeasureKind::Seize);
    command.urgent = Some("当事人正要驶离现场。".into());
    it.does(HANDLER_A, Command::ProposeMeasure(Box::new(command)));
    it.takes(day);
    it
}

fn approve(it: &Docket) -> Command {
    Command::ApproveMeasure(ApproveMeasure { measure: it.measure() })
}

fn ask(it: &Docket) -> Command {
    let reason = "正在等待外地协查复函。".into();
    Command::RequestExtension(RequestExtension { measure: it.measure(), reason })
}

fn extend(it: &Docket) -> Command {
    Command::ExtendMeasure(ExtendMeasure { measure: it.measure() })
}

fn lift(it: &Docket, ground: ReleaseGround) -> Command {
    Command::ReleaseMeasure(lift_measure(&it.measure(), ground))
}

fn back(it: &Docket) -> Command {
    Command::ReturnArticles(give_back(&it.measure()))
}

fn appraisal(it: &Docket, first_on: Date, last_on: Date) -> TellAppraisal {
    TellAppraisal {
        measure: it.measure(),
        institution: "示例检测有限公司".into(),
        qualification: "资质认定证书示例".into(),
        question: "整备质量".into(),
        first_on,
        last_on,
    }
}

/// A fine with a thing confiscated.
fn with_things() -> PenaltyTerms {
    let mut penalty = terms("b", yuan(5_000));
    penalty.bases = penalty.bases.with(crate::catalogue::fine::ILLEGAL_GAINS, yuan(0));
    penalty.things = vec!["轻型货车1辆".into()];
    penalty
}

/// The case is decided in time with the things confiscated.
pub(crate) fn confiscating(it: Docket) -> Docket {
    let today = it.desk.today;
    let penalty = with_things();
    let it = it.investigated().reported(Proposal::Penalty(penalty)).told(today);
    let later = date(2026, 4, 15);
    let mut it = it.drafted(later).reviewed(later).deliberated(later).decided(later);
    it.deliver("TF-15", later);
    it
}

/// C1, C2: from the head's approval to the papers handed over on the spot.
///
/// Covers: S2-70.
#[test]
fn a_seizure_is_approved_before_and_its_papers_are_handed_over_at_once() {
    let it = freight().holding(MeasureKind::Seize, DAY);
    let forms: Vec<&str> = it.case().documents.iter().map(|d| d.form.as_str()).collect();
    for form in ["TF-04", "TF-08", "EX-06", "TF-23"] {
        assert!(forms.contains(&form), "{form}");
    }
    let decision = it.document("TF-08");
    for words in
        ["轻型货车", "《道路运输条例》第六十二条", "2026年5月1日止", "行政复议", "示例停车场"]
    {
        assert!(decision.content.reveal().contains(words), "{words}");
    }
    assert_eq!(it.case().delivered_on(&decision.id), Some(DAY));
    assert!(awaiting_delivery(it.case()).all(|d| d.form != "TF-08"));
    assert_eq!(it.measure_due(), date(2026, 5, 1));
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::ReleaseMeasure, Some(date(2026, 5, 1)))));
}

/// 《行政处罚法》第四十六条第二款: what is found after the notice can still be verified, and must be.
#[test]
fn the_record_of_a_measure_after_the_notice_is_verified_before_the_draft() {
    let later = date(2026, 4, 15);
    let it = freight().investigated().reported(Proposal::Penalty(with_things())).told(DAY);
    let mut it = it.holding(MeasureKind::Seize, later);
    assert_eq!(it.blocked(Act::DraftDecision), ["RULE-AP-27"]);
    it.verify_all();
    it.drafted(later);
}

#[test]
fn nothing_is_taken_before_the_head_has_approved() {
    let mut it = proposed(MeasureKind::Seize);
    let take = Command::ImplementMeasure(Box::new(take_measure(&it.measure(), DAY)));
    assert_eq!(it.refused(HANDLER_A, take.clone()), ["MEAS-031"]);
    assert_eq!(it.blocked(Act::ImplementMeasure), ["MEAS-031"]);
    let (measure, reason) = (it.measure(), "可以先责令改正。".into());
    it.does(LEADER, Command::RefuseMeasure(RefuseMeasure { measure, reason }));
    assert_eq!(it.refused(HANDLER_A, take), ["MEAS-047"]);
    let approval = approve(&it);
    assert_eq!(it.refused(LEADER, approval), ["MEAS-020"]);
}

#[test]
fn a_measure_recorded_as_earlier_than_its_approval_is_refused() {
    let mut it = proposed(MeasureKind::Seize);
    let approval = approve(&it);
    it.does(LEADER, approval);
    let take = Command::ImplementMeasure(Box::new(take_measure(&it.measure(), DAY)));
    assert_eq!(it.refused(HANDLER_A, take), ["MEAS-034"]);
}

/// E78: the power to take measures is not entrusted.
///
/// Example: E78.
#[test]
fn an_entrusted_body_takes_no_measure() {
    let path = "jinxiang/items/T13.toml";
    let text = String::from_utf8(crate::packs::fixture::texts()[path].clone()).unwrap();
    let entrusted = text.replace("mode = \"own\"", "mode = \"entrusted\"");
    assert_ne!(entrusted, text);
    let law = county_with(path, entrusted.into_bytes());
    let mut it = Docket::on_desk(Desk::under(law, DAY));
    let mut command = filing(DAY);
    command.item = crate::ids::ItemId::new("JX-T-13-CF");
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    assert_eq!(it.refused(HANDLER_A, propose(MeasureKind::Seize)), ["MEAS-010"]);
    it.does(HANDLER_A, propose(MeasureKind::Hold));
}

#[test]
fn a_squad_has_no_power_to_take_a_measure() {
    let it = freight();
    let squad = crate::ids::UnitId::new("zd1");
    let refusal =
        crate::competence::may_exercise(it.desk.law, &squad, crate::catalogue::Power::Measure);
    assert_eq!(refusal.unwrap_err().code, "COMP-001");
    let mut it = it;
    it.desk.by(SQUAD_A);
    let command = world::Command::from(propose(MeasureKind::Seize));
    assert!(matches!(it.desk.verdict(&it.case.clone(), &command), Verdict::Denied(_)));
}

#[test]
fn what_the_law_does_not_allow_for_the_matter_is_refused() {
    let mut it = freight();
    assert_eq!(it.refused(HANDLER_A, propose(MeasureKind::Sequester)), ["MEAS-011"]);
    let mut bare = propose_measure(MeasureKind::Seize);
    bare.basis = "《公路法》第七十七条".into();
    bare.necessity = "".into();
    bare.checked = false;
    bare.reason = "".into();
    bare.things = " \n ".into();
    assert_eq!(
        it.refused(HANDLER_A, Command::ProposeMeasure(Box::new(bare))),
        ["MEAS-011", "MEAS-018", "MEAS-012", "MEAS-015", "MEAS-016"]
    );
    let mut other = Docket::major();
    assert_eq!(other.refused(HANDLER_A, propose(MeasureKind::Seize)), ["MEAS-011"]);
}

#[test]
fn before_filing_only_what_cannot_wait() {
    let mut it = Docket::new(DAY);
    let mut command = filing(DAY);
    command.item = crate::ids::ItemId::new("JX-T-13-CF");
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert_eq!(it.refused(HANDLER_A, propose(MeasureKind::Seize)), ["MEAS-014"]);
    let mut command = propose_measure(MeasureKind::Seize);
    command.urgent = Some("  ".into());
    let blank = Command::ProposeMeasure(Box::new(command.clone()));
    assert_eq!(it.refused(HANDLER_A, blank), ["MEAS-017"]);
    command.urgent = Some("正要驶离。".into());
    it.does(HANDLER_A, Command::ProposeMeasure(Box::new(command)));
    it.takes(DAY);
    // Not filed in the end: the measure goes on waiting to be lifted.
    let reason = "没有违法事实。".into();
    it.does(LEADER, Command::RefuseFiling(RefuseFiling { reason }));
    let acts: Vec<Act> = it.desk.waiting(&it.case).into_iter().map(|(act, _)| act).collect();
    assert_eq!(acts, [Act::ApproveMeasure, Act::ReleaseMeasure]);
    let lifting = lift(&it, ReleaseGround::NoViolation);
    it.does(LEADER, lifting);
    let giving = back(&it);
    it.does(HANDLER_A, giving);
    assert_eq!(it.desk.waiting(&it.case), []);
}

#[test]
fn every_omission_on_the_spot_is_named() {
    let mut it = proposed(MeasureKind::Seize);
    let approval = approve(&it);
    it.does(LEADER, approval);
    let mut take = take_measure(&it.measure(), DAY);
    take.at = DAY.at(16, 59, 0, 0);
    take.ended_at = DAY.at(16, 58, 0, 0);
    take.officers = people(&[HANDLER_A]);
    take.told = false;
    take.place = "".into();
    take.findings = "".into();
    take.met_name = "".into();
    take.statement = "".into();
    take.recordings = " ".into();
    take.signature_image = "".into();
    take.articles[0].quantity = Hundredths(0);
    take.custody = String::new();
    take.keeper = "".into();
    assert_eq!(
        it.refused(HANDLER_A, Command::ImplementMeasure(Box::new(take))),
        [
            "MEAS-032", "MEAS-034", "ORG-010", "MEAS-035", "MEAS-036", "MEAS-037", "MEAS-038",
            "MEAS-039", "MEAS-040", "MEAS-042", "MEAS-043", "MEAS-044", "MEAS-045",
        ]
    );
    let mut late = take_measure(&it.measure(), DAY);
    late.at = DAY.at(17, 0, 0, 0);
    late.ended_at = DAY.at(18, 0, 0, 0);
    let late = Command::ImplementMeasure(Box::new(late));
    assert_eq!(it.refused(HANDLER_A, late), ["MEAS-033"], "it has not happened yet");
}

#[test]
fn an_absent_party_needs_a_witness_and_a_delivery() {
    let mut it = proposed(MeasureKind::Seize);
    let approval = approve(&it);
    it.does(LEADER, approval);
    let mut take = take_measure(&it.measure(), DAY);
    (take.at, take.ended_at) = (DAY.at(17, 0, 0, 0), DAY.at(17, 20, 0, 0));
    it.desk.minutes_pass(20);
    take.present = false;
    take.signature_image = "".into();
    take.refusal_reason = "不在现场".into();
    let command = Command::ImplementMeasure(Box::new(take.clone()));
    assert_eq!(it.refused(HANDLER_A, command), ["MEAS-041", "MEAS-042"]);
    take.witness = "演示戊，村民委员会工作人员".into();
    take.signature_image = "data:image/png;base64,AA".into();
    it.does(HANDLER_A, Command::ImplementMeasure(Box::new(take)));
    assert!(awaiting_delivery(it.case()).any(|d| d.form == "TF-08"));
    it.deliver("TF-08", DAY);
    assert!(awaiting_delivery(it.case()).all(|d| d.form != "TF-08"));
}

#[test]
fn a_refusal_to_sign_is_noted_and_the_papers_are_left() {
    let mut it = proposed(MeasureKind::Seize);
    let approval = approve(&it);
    it.does(LEADER, approval);
    let mut take = take_measure(&it.measure(), DAY);
    (take.at, take.ended_at) = (DAY.at(17, 0, 0, 0), DAY.at(17, 20, 0, 0));
    it.desk.minutes_pass(20);
    take.signature_image = "".into();
    take.refusal_reason = "拒绝签名，没有说明理由。".into();
    it.does(HANDLER_A, Command::ImplementMeasure(Box::new(take)));
    assert_eq!(it.case().deliveries.last().unwrap().method, DeliveryMethod::Left);
}

/// E31: twenty-four hours, through the holidays, to the minute.
///
/// Example: E31.
#[test]
fn an_urgent_measure_is_approved_within_twenty_four_hours_or_lifted() {
    let day = date(2026, 10, 1);
    let mut it = urgent(day);
    let measure = it.case().measures[0].clone();
    assert_eq!(measure.ratify_by(it.desk.law), Some(date(2026, 10, 2).at(15, 0, 0, 0)));
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::ApproveMeasure, Some(date(2026, 10, 2)))));
    let early = lift(&it, ReleaseGround::NotApproved);
    assert_eq!(it.refused(LEADER, early), ["MEAS-075"]);
    // The desk's clock shows five in the afternoon: two hours late.
    it.desk.on(date(2026, 10, 2));
    let late = approve(&it);
    assert_eq!(it.refused(LEADER, late), ["MEAS-021"]);
    let lifting = lift(&it, ReleaseGround::NotApproved);
    it.does(LEADER, lifting);
    let giving = back(&it);
    it.does(HANDLER_A, giving);
    assert!(it.desk.waiting(&it.case).iter().all(|(act, _)| *act != Act::ApproveMeasure));
    assert_eq!(it.blocked(Act::ApproveMeasure), ["MEAS-020"]);

    let mut it = urgent(day);
    let approval = approve(&it);
    it.does(LEADER, approval);
}

/// C4: what the head does not want is lifted at once.
#[test]
fn an_urgent_measure_that_the_head_refuses_waits_for_nothing_but_its_end() {
    let mut it = urgent(DAY);
    let blank = RefuseMeasure { measure: it.measure(), reason: " ".into() };
    assert_eq!(it.refused(LEADER, Command::RefuseMeasure(blank)), ["MEAS-023"]);
    let (measure, reason) = (it.measure(), "没有必要。".into());
    it.does(LEADER, Command::RefuseMeasure(RefuseMeasure { measure, reason }));
    let of_measure: Vec<_> = it
        .desk
        .waiting(&it.case)
        .into_iter()
        .filter(|(act, _)| *act != Act::SubmitReport)
        .collect();
    assert_eq!(of_measure, [(Act::ReleaseMeasure, Some(DAY))]);
    let lifting = lift(&it, ReleaseGround::NotApproved);
    it.does(LEADER, lifting);
}

/// E28, and the other readings of DB-03 and DB-04.
///
/// Example: E28.
#[test]
fn thirty_days_are_counted_without_the_first_and_never_roll_by_default() {
    let day = date(2026, 1, 20);
    assert_eq!(seized(day).measure_due(), date(2026, 2, 19));
    let under = |question, answer| {
        let mut it = Docket::on_desk(Desk::under(reading(question, answer), day));
        let mut command = filing(day);
        command.item = crate::ids::ItemId::new("JX-T-13-CF");
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        it.holding(MeasureKind::Seize, day).measure_due()
    };
    assert_eq!(under("DB-03", "roll-both"), date(2026, 2, 24));
    assert_eq!(under("DB-04", "day-one"), date(2026, 2, 18));
}

/// E29, DB-19: thirty days more, approved before the first have run.
///
/// Example: E29.
#[test]
fn one_extension_of_thirty_days_approved_in_time() {
    let mut it = seized(date(2026, 1, 20));
    it.desk.on(date(2026, 2, 13));
    let early = extend(&it);
    assert_eq!(it.refused(LEADER, early), ["MEAS-054"]);
    let asking = ask(&it);
    it.does(HANDLER_A, asking);
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::ExtendMeasure, Some(date(2026, 2, 19)))));
    let twice = ask(&it);
    assert_eq!(it.refused(HANDLER_A, twice), ["MEAS-057"]);
    let extending = extend(&it);
    it.does(LEADER, extending);
    assert_eq!(it.measure_due(), date(2026, 3, 21));
    assert!(it.document("TF-09").content.reveal().contains("2026年3月21日"));
    assert!(awaiting_delivery(it.case()).any(|d| d.form == "TF-09"));
    let again = ask(&it);
    assert_eq!(it.refused(HANDLER_A, again), ["MEAS-051"]);
}

/// DB-19: the default refuses what comes late; the other reading lets it pass.
///
/// Example: E29.
#[test]
fn an_extension_after_the_period_is_refused_unless_the_county_reads_it_otherwise() {
    let day = date(2026, 1, 20);
    let mut it = seized(day);
    let asking = ask(&it);
    it.does(HANDLER_A, asking);
    it.desk.on(date(2026, 2, 20));
    let late = extend(&it);
    assert_eq!(it.refused(LEADER, late), ["MEAS-052"]);
    let refusal = RefuseExtension { measure: it.measure(), reason: " ".into() };
    assert_eq!(it.refused(LEADER, Command::RefuseExtension(refusal)), ["MEAS-056"]);
    let mut it = Docket::on_desk(Desk::under(reading("DB-19", "after"), day));
    let mut command = filing(day);
    command.item = crate::ids::ItemId::new("JX-T-13-CF");
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let mut it = it.holding(MeasureKind::Seize, day);
    let asking = ask(&it);
    it.does(HANDLER_A, asking);
    it.desk.on(date(2026, 2, 20));
    let extending = extend(&it);
    it.does(LEADER, extending);
}

/// E30: twelve days told in writing are not counted.
///
/// Example: E30.
#[test]
fn the_days_of_an_appraisal_told_in_writing_are_left_out() {
    let mut it = seized(DAY);
    it.desk.on(date(2026, 4, 9));
    let told = appraisal(&it, date(2026, 4, 10), date(2026, 4, 21));
    it.does(HANDLER_A, Command::TellAppraisal(told));
    assert_eq!(it.measure_due(), date(2026, 5, 1), "the notice has not been delivered yet");
    it.deliver("EX-07", date(2026, 4, 9));
    assert_eq!(it.measure_due(), date(2026, 5, 13));
    let overlap = appraisal(&it, date(2026, 4, 21), date(2026, 4, 30));
    assert_eq!(it.refused(HANDLER_A, Command::TellAppraisal(overlap)), ["MEAS-066"]);
}

#[test]
fn an_appraisal_is_definite_and_does_not_look_back() {
    let mut it = seized(DAY);
    it.desk.on(date(2026, 4, 9));
    let mut told = appraisal(&it, date(2026, 4, 8), date(2026, 4, 7));
    told.institution = " ".into();
    told.qualification = String::new();
    told.question = String::new();
    assert_eq!(
        it.refused(HANDLER_A, Command::TellAppraisal(told)),
        ["MEAS-061", "MEAS-062", "MEAS-063", "MEAS-064", "MEAS-065"]
    );
    it.desk.on(date(2026, 5, 2));
    let late = appraisal(&it, date(2026, 5, 3), date(2026, 5, 4));
    assert_eq!(it.refused(HANDLER_A, Command::TellAppraisal(late)), ["MEAS-060"]);
}

/// C7: the task at the end of the period closes only when the things are back.
///
/// Covers: S4-65.
#[test]
fn at_expiry_the_things_have_to_go_back_and_nothing_else_ends_it() {
    let mut it = seized(DAY);
    let early = lift(&it, ReleaseGround::Expired);
    assert_eq!(it.refused(LEADER, early), ["MEAS-074"]);
    let early = lift(&it, ReleaseGround::Decided);
    assert_eq!(it.refused(LEADER, early), ["MEAS-073"]);
    it.desk.on(date(2026, 4, 30));
    let early = lift(&it, ReleaseGround::Expired);
    assert_eq!(it.refused(LEADER, early), ["MEAS-074"], "the last day is tomorrow");
    it.desk.on(date(2026, 5, 1));
    let mut bare = lift_measure(&it.measure(), ReleaseGround::Expired);
    bare.reason = String::new();
    bare.pick_up = String::new();
    assert_eq!(it.refused(LEADER, Command::ReleaseMeasure(bare)), ["MEAS-071", "MEAS-072"]);
    let early = back(&it);
    assert_eq!(it.refused(HANDLER_A, early), ["MEAS-090", "MEAS-002"]);
    let lifting = lift(&it, ReleaseGround::Expired);
    it.does(LEADER, lifting);
    assert!(it.document("TF-10").content.reveal().contains("期限已经届满"));
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::ReturnArticles, Some(date(2026, 5, 1)))));
    let mut unsigned = give_back(&it.measure());
    unsigned.signature_image = "".into();
    unsigned.receiver = "".into();
    unsigned.condition = "".into();
    unsigned.officers = people(&[HANDLER_A]);
    assert_eq!(
        it.refused(HANDLER_A, Command::ReturnArticles(unsigned)),
        ["MEAS-091", "MEAS-092", "ORG-010", "MEAS-093"]
    );
    let giving = back(&it);
    it.does(HANDLER_A, giving);
    assert!(it.document("EX-21").content.reveal().contains("退还当事人"));
    let of_measure =
        |(act, _): &(Act, Option<Date>)| [Act::ReleaseMeasure, Act::ReturnArticles].contains(act);
    assert!(!it.desk.waiting(&it.case).iter().any(of_measure));
    let again = lift(&it, ReleaseGround::Other);
    assert_eq!(it.refused(LEADER, again), ["MEAS-003", "MEAS-002"]);
}

#[test]
fn single_articles_can_be_lifted_and_given_back() {
    let mut it = seized(DAY);
    let key = it.case().measures[0].held.as_ref().unwrap().articles[1].id.clone();
    let mut one = lift_measure(&it.measure(), ReleaseGround::Unrelated);
    one.articles = vec![key.clone()];
    it.does(LEADER, Command::ReleaseMeasure(one.clone()));
    assert!(it.case().measures[0].runs());
    assert_eq!(it.refused(LEADER, Command::ReleaseMeasure(one)), ["MEAS-002"]);
    let mut unknown = give_back(&it.measure());
    unknown.articles = vec![key, crate::ids::ArticleId::new("nothing")];
    assert_eq!(it.refused(HANDLER_A, Command::ReturnArticles(unknown)), ["MEAS-002"]);
}

/// C8, S4-64, S4-65: confiscated by the decision, disposed of with a record.
///
/// Covers: S4-64, S4-65.
#[test]
fn confiscated_things_are_disposed_of_with_a_record_and_the_money_goes_to_the_treasury() {
    let it = seized(DAY);
    let mut it = confiscating(it);
    let measure = it.measure();
    let all = || ConfiscateArticles { measure: measure.clone(), articles: vec![] };
    let order = || ApproveDisposal {
        measure: measure.clone(),
        articles: vec![],
        manner: DisposalManner::Auction,
        reason: "可以使用，依法公开拍卖。".into(),
    };
    let record = || RecordDisposal {
        measure: measure.clone(),
        articles: vec![],
        account: "委托示例拍卖有限公司公开拍卖。".into(),
        witness: "演示丁".into(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
        proceeds: yuan(12_000),
        voucher: "示国库0001".into(),
    };
    assert_eq!(it.refused(LEADER, Command::ApproveDisposal(order())), ["MEAS-100", "MEAS-002"]);
    it.does(HANDLER_A, Command::ConfiscateArticles(all()));
    assert_eq!(it.refused(HANDLER_A, Command::ConfiscateArticles(all())), ["MEAS-003", "MEAS-002"]);
    assert_eq!(it.refused(HANDLER_A, Command::RecordDisposal(record())), ["MEAS-103", "MEAS-002"]);
    let bare = ApproveDisposal { reason: String::new(), ..order() };
    assert_eq!(it.refused(HANDLER_A, Command::ApproveDisposal(bare)), ["MEAS-101", "MEAS-102"]);
    it.does(LEADER, Command::ApproveDisposal(order()));
    let bare = RecordDisposal {
        account: String::new(),
        witness: "".into(),
        signature_image: "".into(),
        proceeds: law::Fen(-1),
        voucher: String::new(),
        ..record()
    };
    assert_eq!(
        it.refused(HANDLER_A, Command::RecordDisposal(bare)),
        ["MEAS-104", "MEAS-105", "MEAS-106", "MEAS-108", "MEAS-109"]
    );
    let waiting: Vec<Act> = it.desk.waiting(&it.case).into_iter().map(|(act, _)| act).collect();
    assert!(waiting.contains(&Act::RecordDisposal));
    it.does(HANDLER_A, Command::RecordDisposal(record()));
    assert!(it.document("EX-21").content.reveal().contains("示国库0001"));
    let held = it.case().measures[0].held.clone().unwrap();
    assert_eq!(held.proceeds, yuan(12_000));
    assert!(held.articles.iter().all(|one| matches!(one.fate, Fate::Disposed { .. })));
}

#[test]
fn what_no_decision_confiscates_is_not_confiscated() {
    let mut it = seized(DAY);
    let command = || {
        Command::ConfiscateArticles(ConfiscateArticles {
            measure: seized(DAY).measure(),
            articles: vec![],
        })
    };
    assert_eq!(it.refused(HANDLER_A, command()), ["MEAS-080"]);
    // Decided after the thirty days: what should have been lifted cannot be confiscated.
    let penalty = with_things();
    let today = it.desk.today;
    let it = it.investigated().reported(Proposal::Penalty(penalty)).told(today);
    let late = date(2026, 5, 6);
    let mut it = it.drafted(late).reviewed(late).deliberated(late).decided(late);
    assert_eq!(it.refused(HANDLER_A, command()), ["MEAS-081"]);
}

#[test]
fn when_the_decision_falls_confiscated_things_go_back() {
    let mut it = confiscating(seized(DAY));
    let measure = it.measure();
    let all = ConfiscateArticles { measure: measure.clone(), articles: vec![] };
    it.does(HANDLER_A, Command::ConfiscateArticles(all));
    it.does(
        LEADER,
        Command::RevokeDecision(RevokeDecision {
            on: it.desk.today,
            by_document: "示例复议决定".into(),
            reason: "事实不清。".into(),
        }),
    );
    let order = ApproveDisposal {
        measure,
        articles: vec![],
        manner: DisposalManner::Destroy,
        reason: "没有使用价值。".into(),
    };
    assert_eq!(it.refused(LEADER, Command::ApproveDisposal(order)), ["MEAS-110"]);
    let giving = back(&it);
    it.does(HANDLER_A, giving);
    assert!(
        it.case().measures[0].held.as_ref().unwrap().any(|f| matches!(f, Fate::Returned { .. }))
    );
}

/// No case closes with a measure running, and no file is archived with things undisposed of.
#[test]
fn no_case_closes_with_a_measure_running() {
    let mut it = confiscating(seized(DAY));
    let due = it.case().decided().unwrap().owed_principal();
    let today = it.desk.today;
    it.does(CASHIER, Command::RecordPayment(payment(due, today, "票1")));
    let close = || Command::ProposeClosing(ProposeClosing { words: "已缴清。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["MEAS-004"]);
    assert_eq!(it.blocked(Act::ProposeClosing), ["MEAS-004"]);
    let key = it.case().measures[0].held.as_ref().unwrap().articles[1].id.clone();
    let measure = it.measure();
    let mut one = lift_measure(&measure, ReleaseGround::Decided);
    one.articles = vec![key];
    it.does(LEADER, Command::ReleaseMeasure(one));
    let all = ConfiscateArticles { measure, articles: vec![] };
    it.does(HANDLER_A, Command::ConfiscateArticles(all));
    assert_eq!(it.refused(HANDLER_A, close()), ["MEAS-005"]);
    let giving = back(&it);
    it.does(HANDLER_A, giving);
    let mut it = it.closed();
    let archive =
        ArchiveCase { number: "2026-1".into(), retention: "30年".into(), notes: String::new() };
    assert_eq!(it.refused(ARCHIVIST, Command::ArchiveCase(archive)), ["MEAS-006"]);
}

/// E09, E10: seven working days, and then nothing but lifting it.
///
/// Example: E09, E10.
#[test]
fn a_hold_of_evidence_lasts_seven_working_days_and_is_never_extended() {
    for (day, last) in
        [(date(2026, 2, 11), date(2026, 2, 27)), (date(2026, 1, 30), date(2026, 2, 10))]
    {
        let found = Docket::freight(day.yesterday().unwrap());
        let mut it = found.holding(MeasureKind::Hold, day);
        assert_eq!(it.measure_due(), last);
        assert!(it.desk.waiting(&it.case).contains(&(Act::ReleaseMeasure, Some(last))));
        assert!(it.document("TF-06").content.reveal().contains(&law::date_zh(last)));
        let asking = ask(&it);
        assert_eq!(it.refused(HANDLER_A, asking), ["MEAS-050"]);
        let told = appraisal(&it, day, day);
        assert_eq!(it.refused(HANDLER_A, Command::TellAppraisal(told)), ["MEAS-067"]);
        it.desk.on(last.tomorrow().unwrap());
        let lifting = lift(&it, ReleaseGround::Expired);
        it.does(LEADER, lifting);
        assert!(it.document("TF-07").content.reveal().contains("期限已经届满"));
    }
}

#[test]
fn a_hold_of_evidence_is_never_taken_before_it_is_approved() {
    let mut it = freight();
    let mut command = propose_measure(MeasureKind::Hold);
    command.urgent = Some("来不及。".into());
    let command = Command::ProposeMeasure(Box::new(command));
    assert_eq!(it.refused(HANDLER_A, command), ["MEAS-013"]);
}

#[test]
fn held_evidence_can_become_a_seizure() {
    let mut it = freight().holding(MeasureKind::Hold, DAY);
    let hold = it.measure();
    let convert = || lift_measure(&hold, ReleaseGround::Converted);
    assert_eq!(it.refused(LEADER, Command::ReleaseMeasure(convert())), ["MEAS-076"]);
    let mut it = it.holding(MeasureKind::Seize, DAY);
    it.does(LEADER, Command::ReleaseMeasure(convert()));
    assert!(!it.case().measures[0].runs());
    assert!(it.case().measures[1].runs());
    let acts: Vec<Act> = it.desk.waiting(&it.case).into_iter().map(|(act, _)| act).collect();
    assert!(!acts.contains(&Act::ReturnArticles));
}

#[test]
fn nothing_is_seized_twice() {
    let mut it = seized(DAY);
    it.does(HANDLER_A, propose(MeasureKind::Seize));
    let approval = approve(&it);
    it.does(LEADER, approval);
    let mut take = take_measure(&it.measure(), DAY);
    (take.at, take.ended_at) = (DAY.at(18, 0, 0, 0), DAY.at(18, 20, 0, 0));
    it.desk.minutes_pass(20);
    assert_eq!(
        it.refused(HANDLER_A, Command::ImplementMeasure(Box::new(take.clone()))),
        ["MEAS-046"]
    );
    take.measure = crate::ids::MeasureId::new("nothing");
    let unknown = Command::ImplementMeasure(Box::new(take));
    assert_eq!(it.refused(HANDLER_A, unknown), ["MEAS-001"]);
}

#[test]
fn after_the_decision_no_new_measure_is_taken() {
    let mut it = confiscating(seized(DAY));
    assert_eq!(it.refused(HANDLER_A, propose(MeasureKind::Hold)), ["CASE-002"]);
    assert_eq!(Docket::ordinary().blocked(Act::ReleaseMeasure), ["MEAS-001"]);
}

/// What the rule says about the case by the desk's day.
fn outcome(it: &Docket, id: &str) -> Outcome {
    it.desk.with(&CommandId::new("asked"), &BTreeMap::new(), |setting| {
        let dossier = Dossier::of(it.case(), setting.law, setting.roster);
        let bench = Bench { law: setting.law, today: setting.today };
        apply(rule(id).unwrap(), &dossier, &bench).outcome
    })
}

/// Covers: S2-70.
#[test]
fn the_rules_watch_our_own_measures() {
    let mut it = seized(DAY);
    for id in ["AC-01", "AC-03", "AC-04", "AC-06", "AC-07", "AC-08", "AC-09", "TS-08", "AP-41"] {
        assert_eq!(outcome(&it, id), Outcome::Sound, "{id}");
    }
    it.desk.on(date(2026, 5, 1));
    assert_eq!(outcome(&it, "AC-08"), Outcome::Sound, "the last day");
    it.desk.on(date(2026, 5, 2));
    assert!(matches!(outcome(&it, "AC-08"), Outcome::Breach { .. }), "a day later");
    it.does(LEADER, lift(&it, ReleaseGround::Expired));
    it.desk.on(date(2026, 6, 1));
    assert!(matches!(outcome(&it, "AC-08"), Outcome::Breach { .. }), "lifted too late");
}

#[test]
fn an_urgent_measure_is_a_finding_once_its_hours_have_run_unapproved() {
    let day = date(2026, 10, 1);
    let mut it = urgent(day);
    assert_eq!(outcome(&it, "AC-04"), Outcome::Sound, "there is time until tomorrow");
    it.desk.on(date(2026, 10, 3));
    assert!(matches!(outcome(&it, "AC-04"), Outcome::Breach { .. }));
}

#[test]
fn the_rules_watch_our_own_holds_of_evidence() {
    let day = date(2026, 1, 30);
    let mut it = Docket::freight(day.yesterday().unwrap()).holding(MeasureKind::Hold, day);
    it.desk.on(date(2026, 2, 10));
    assert_eq!(outcome(&it, "AP-41"), Outcome::Sound, "the seventh working day");
    it.desk.on(date(2026, 2, 11));
    assert!(matches!(outcome(&it, "AP-41"), Outcome::Breach { .. }));
    assert_eq!(outcome(&it, "AC-08"), Outcome::Sound, "it is no compulsory measure");
}

/// C9: things go with the case, the party is told in writing, and nothing waits any more.
///
/// Covers: S2-70.
#[test]
fn things_go_to_the_police_with_the_case_and_the_party_is_told() {
    let mut it = seized(DAY);
    let mut bare = transfer_things(&it.measure());
    bare.organ = " ".into();
    bare.letter = String::new();
    bare.receiver = "".into();
    bare.condition = "".into();
    bare.officers = people(&[HANDLER_A]);
    bare.signature_image = "".into();
    assert_eq!(
        it.refused(HANDLER_A, Command::TransferArticles(bare)),
        ["MEAS-111", "MEAS-112", "MEAS-113", "MEAS-114", "ORG-010", "MEAS-115"]
    );
    let mut it = it.investigated().with_police(DAY);
    let handing = it.transfer();
    it.does(HANDLER_A, handing.clone());
    assert!(it.document("EX-21").content.reveal().contains("移刑字第0001号"));
    assert!(it.document("CM-1").content.reveal().contains("示例县公安局"));
    assert!(awaiting_delivery(it.case()).any(|d| d.form == "CM-1"), "the party is told");
    let measure = &it.case().measures[0];
    assert!(!measure.runs());
    assert_eq!(measure.held.as_ref().unwrap().ended_on(), Some(DAY));
    let about = |(act, _): &(Act, Option<Date>)| {
        [Act::ReleaseMeasure, Act::ReturnArticles, Act::TransferArticles].contains(act)
    };
    assert!(!it.desk.waiting(&it.case).iter().any(about));
    assert_eq!(it.refused(HANDLER_A, handing), ["MEAS-116", "MEAS-002"]);
    assert_eq!(it.blocked(Act::TransferArticles), ["MEAS-116"]);
}

/// AP-41: the head's approval of a hold is on paper before anything is held.
#[test]
fn the_approval_of_a_hold_is_on_paper() {
    let mut it = proposed(MeasureKind::Hold);
    let approval = approve(&it);
    it.does(LEADER, approval);
    let form = it.document("EX-05");
    assert!(form.content.reveal().contains("轻型货车1辆"));
    assert!(form.content.reveal().contains("《行政处罚法》第五十六条"));
    assert!(awaiting_delivery(it.case()).all(|d| d.form != "EX-05"), "it stays in the house");
}

/// What is only looked at cites no number that nobody gave: not in the decision, and not in the list
/// and the record that go with it.
#[test]
fn a_paper_that_is_looked_at_cites_no_number() {
    let mut it = proposed(MeasureKind::Seize);
    let approval = approve(&it);
    it.does(LEADER, approval);
    it.desk.numbers = crate::documents::NumberRegister::of_drafts();
    it.takes(DAY);
    let papers =
        it.case().documents.iter().filter(|one| one.content.reveal().contains("（文号待编）"));
    let cited: Vec<&str> = papers.map(|one| one.form.as_str()).collect();
    assert!(1 < cited.len(), "only {cited:?}");
    assert!(it.case().documents.iter().all(|one| !one.content.reveal().contains("强措字第")));
}
