//! 抽样取证和鉴定: seals, qualified institutions, opinions that the party is told and may contest.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::catalogue::Hundredths;
use crate::ids::AppraisalId;
use crate::policy::Act;
use crate::sampling::SampleRecord;
use crate::testing::*;

/// Tuesday, the day of filing.
const FILED: Date = date(2026, 3, 3);

fn taking() -> SampleRecord {
    take_samples(FILED.at(10, 0, 0, 0))
}

fn takes(record: SampleRecord) -> Command {
    Command::TakeSamples(Box::new(TakeSamples { record }))
}

fn entrusts(due_on: Date) -> Command {
    Command::EntrustAppraisal(Box::new(entrust_appraisal(due_on)))
}

fn newest(it: &Docket) -> AppraisalId {
    it.case().samplings.appraisals.last().unwrap().entrusted.id.clone()
}

fn answers(it: &Docket, on: Date) -> Command {
    Command::RecordAppraisal(Box::new(record_appraisal(&newest(it), on)))
}

fn contests(it: &Docket, on: Date) -> Command {
    Command::ContestAppraisal(contest_appraisal(&newest(it), on))
}

fn replies(it: &Docket, agreed: bool) -> Command {
    Command::AnswerObjection(answer_objection(&newest(it), agreed))
}

fn waits(it: &Docket, act: Act) -> Vec<Option<Date>> {
    let mine = |(one, due): (Act, Option<Date>)| (one == act).then_some(due);
    it.desk.waiting(&it.case).into_iter().filter_map(mine).collect()
}

/// Sampled, entrusted and told of it, with the opinion of ten days later.
fn appraised(mut it: Docket) -> Docket {
    it.does(HANDLER_A, takes(taking()));
    it.does(HANDLER_A, entrusts(date(2026, 3, 20)));
    it.deliver("CM-5", FILED);
    it.desk.on(date(2026, 3, 13));
    let answer = answers(&it, date(2026, 3, 13));
    it.does(HANDLER_A, answer);
    it
}

/// N7: certificate handed over at once, letter, opinion as evidence, told to the party.
#[test]
fn samples_go_under_seal_to_an_institution_and_its_opinion_is_told() {
    let mut it = Docket::filed();
    it.does(HANDLER_A, takes(taking()));
    let certificate = it.document("TF-05");
    let text = certificate.content.reveal();
    assert!(certificate.number.as_ref().unwrap().text.contains("抽字"));
    for words in ["机制砂", "示封2", "0.03", "12", "三点等量抽取", "执法大队样品室"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(it.case().delivered_on(&certificate.id), Some(FILED), "handed over on the spot");
    assert_eq!(it.case().evidence[0].name, "抽样取证的样品");
    let due = date(2026, 3, 20);
    it.does(HANDLER_A, entrusts(due));
    assert_eq!(waits(&it, Act::RecordAppraisal), [Some(due)]);
    let letter = it.document("CM-5").content.reveal();
    for words in ["资质认定证书示例", "封签示封1", "装载记录复印件", "照常计入办案期限"]
    {
        assert!(letter.contains(words), "{words}");
    }
    assert!(!letter.contains("示封2"), "what was not sent is not on the letter");
    assert!(it.blocked(Act::SubmitReport).contains(&"SAMP-070".to_owned()));
    it.desk.on(date(2026, 3, 13));
    let answer = answers(&it, date(2026, 3, 13));
    it.does(HANDLER_A, answer);
    assert!(waits(&it, Act::RecordAppraisal).is_empty());
    let opinion = it.case().evidence.last().unwrap();
    assert_eq!(opinion.kind, crate::evidence::EvidenceKind::ExpertOpinion);
    assert!(opinion.blob.is_some() && opinion.verified.is_none());
    assert!(it.document("CM-6").content.reveal().contains("含泥量为3.2%"));
    it.verify_all();
    assert_eq!(it.blocked(Act::SubmitReport), ["SAMP-071"], "the party was not told yet");
    it.deliver("CM-6", date(2026, 3, 13));
    it.deliver("CM-5", date(2026, 3, 13));
    assert!(it.blocked(Act::SubmitReport).is_empty());
    let it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    assert!(it.document("EX-09").content.reveal().contains("示例检测有限公司检测意见"));
}

#[test]
fn samples_are_taken_whole_or_not_at_all() {
    let mut it = Docket::filed();
    let bare = SampleRecord {
        at: FILED.tomorrow().unwrap().at(9, 0, 0, 0),
        place: "".into(),
        told: false,
        method: " ".into(),
        kept: String::new(),
        met_name: "".into(),
        signature_image: "".into(),
        samples: vec![],
        ..taking()
    };
    let refused = it.refused(HANDLER_A, takes(bare));
    let expected = [
        "SAMP-010", "SAMP-011", "SAMP-012", "SAMP-013", "SAMP-014", "SAMP-015", "SAMP-017",
        "SAMP-020",
    ];
    assert_eq!(refused, expected);
    let late = SampleRecord { at: FILED.at(23, 0, 0, 0), ..taking() };
    assert_eq!(it.refused(HANDLER_A, takes(late)), ["SAMP-011"], "the clock shows less");
    let alone = SampleRecord { officers: handlers().into_iter().take(1).collect(), ..taking() };
    assert_eq!(it.refused(HANDLER_A, takes(alone)), ["ORG-010"]);
    let mut wrong = taking();
    wrong.samples[0].quantity = Hundredths(1_300);
    wrong.samples[1].seal_number = " ".into();
    assert_eq!(it.refused(HANDLER_A, takes(wrong)), ["SAMP-021", "SAMP-022"]);
    let mut twice = taking();
    twice.samples[1].seal_number = " 示封1 ".into();
    assert_eq!(it.refused(HANDLER_A, takes(twice)), ["SAMP-023"]);
    it.does(HANDLER_A, takes(taking()));
    assert_eq!(it.refused(HANDLER_A, takes(taking())), ["SAMP-023"], "the same seal again");
}

/// The party, or a witness; whoever refused to sign is served like anybody.
#[test]
fn somebody_is_there_when_samples_are_taken() {
    let absent = || SampleRecord { present: false, met_name: "".into(), ..taking() };
    let mut it = Docket::filed();
    assert_eq!(it.refused(HANDLER_A, takes(absent())), ["SAMP-016"]);
    let unsigned =
        SampleRecord { witness: "演示丁".into(), signature_image: "".into(), ..absent() };
    let reasoned = SampleRecord { refusal_reason: "不在场。".into(), ..unsigned };
    assert_eq!(it.refused(HANDLER_A, takes(reasoned)), ["SAMP-017"], "a witness signs");
    it.does(HANDLER_A, takes(SampleRecord { witness: "演示丁".into(), ..absent() }));
    let text = it.document("TF-05").content.reveal();
    assert!(text.contains("演示丁") && text.contains("由见证人见证"));
    assert_eq!(waits(&it, Act::RecordDelivery).len(), 1, "the party gets its copy");
    let mut it = Docket::filed();
    let refuses = SampleRecord {
        signature_image: "".into(),
        refusal_reason: "拒绝签名。".into(),
        ..taking()
    };
    it.does(HANDLER_A, takes(refuses));
    assert_eq!(waits(&it, Act::RecordDelivery).len(), 1);
}

#[test]
fn an_institution_is_qualified_and_gets_what_was_sealed() {
    let mut it = Docket::filed();
    let bare = EntrustAppraisal {
        institution: " ".into(),
        qualification: String::new(),
        question: "".into(),
        seal_numbers: vec![],
        objects: "".into(),
        due_on: FILED.yesterday().unwrap(),
        again: Some(AppraisalId::new("p")),
        ..entrust_appraisal(FILED)
    };
    let refused = it.refused(HANDLER_A, Command::EntrustAppraisal(Box::new(bare)));
    let expected = ["SAMP-030", "SAMP-031", "SAMP-032", "SAMP-033", "SAMP-034", "SAMP-036"];
    assert_eq!(refused, expected);
    assert_eq!(it.refused(HANDLER_A, entrusts(FILED)), ["SAMP-035"], "nothing was sealed");
    assert_eq!(it.blocked(Act::RecordAppraisal), ["SAMP-002"]);
    assert_eq!(it.blocked(Act::ContestAppraisal), ["SAMP-003"]);
    assert_eq!(it.blocked(Act::AnswerObjection), ["SAMP-004"]);
}

#[test]
fn an_opinion_is_whole_and_one_that_could_not_be_given_is_noted() {
    let mut it = Docket::filed();
    it.does(HANDLER_A, takes(taking()));
    it.does(HANDLER_A, entrusts(date(2026, 3, 20)));
    let bare = RecordAppraisal {
        number: " ".into(),
        appraisers: "".into(),
        opinion: "".into(),
        blob: None,
        ..record_appraisal(&newest(&it), FILED.yesterday().unwrap())
    };
    let refused = it.refused(HANDLER_A, Command::RecordAppraisal(Box::new(bare)));
    assert_eq!(refused, ["SAMP-040", "SAMP-041", "SAMP-043", "SAMP-044", "SAMP-045"]);
    let tomorrow = answers(&it, FILED.tomorrow().unwrap());
    assert_eq!(it.refused(HANDLER_A, tomorrow), ["SAMP-042"]);
    let other = record_appraisal(&AppraisalId::new("other"), FILED);
    assert_eq!(it.refused(HANDLER_A, Command::RecordAppraisal(Box::new(other))), ["SAMP-001"]);
    let unable = RecordAppraisal {
        answer: AppraisalAnswer::None,
        appraisers: "".into(),
        opinion: "样品数量不足。".into(),
        blob: None,
        ..record_appraisal(&newest(&it), FILED)
    };
    let before = it.case().evidence.len();
    it.does(HANDLER_A, Command::RecordAppraisal(Box::new(unable)));
    assert_eq!(it.case().evidence.len(), before, "no opinion is no evidence");
    assert!(!it.blocked(Act::SubmitReport).iter().any(|code| code.starts_with("SAMP")));
    let contest = contests(&it, FILED);
    assert_eq!(it.refused(HANDLER_A, contest), ["SAMP-003", "SAMP-001"]);
}

/// The party contests; what it says is looked into, and it is told the answer.
#[test]
fn another_appraisal_is_asked_for_and_answered_with_reasons() {
    let day = date(2026, 3, 13);
    let mut it = appraised(Docket::filed());
    it.deliver("CM-6", day);
    it.verify_all();
    assert!(it.blocked(Act::SubmitReport).is_empty());
    let bare = ContestAppraisal {
        reason: "".into(),
        on: date(2026, 3, 12),
        ..contest_appraisal(&newest(&it), day)
    };
    let refused = it.refused(HANDLER_A, Command::ContestAppraisal(bare));
    assert_eq!(refused, ["SAMP-050", "SAMP-052"]);
    let tomorrow = contests(&it, date(2026, 3, 14));
    assert_eq!(it.refused(HANDLER_A, tomorrow), ["SAMP-051"]);
    let contest = contests(&it, day);
    it.does(HANDLER_A, contest.clone());
    assert_eq!(it.refused(HANDLER_A, contest), ["SAMP-003", "SAMP-001"], "once");
    assert_eq!(it.blocked(Act::SubmitReport), ["SAMP-072"]);
    assert_eq!(waits(&it, Act::AnswerObjection), [Some(date(2026, 6, 1))]);
    let silent = AnswerObjection { reason: "".into(), ..answer_objection(&newest(&it), true) };
    assert_eq!(it.refused(LEADER, Command::AnswerObjection(silent)), ["SAMP-061"]);
    let answer = replies(&it, true);
    it.does(LEADER, answer);
    let letter = it.document("CM-7").content.reveal();
    assert!(letter.contains("同意重新鉴定") && letter.contains("核对了气象记录"), "{letter}");
    assert_eq!(it.blocked(Act::SubmitReport), ["SAMP-073"]);
    assert_eq!(waits(&it, Act::EntrustAppraisal).len(), 1);
    let again = EntrustAppraisal {
        institution: "示例二检测有限公司".into(),
        again: Some(newest(&it)),
        ..entrust_appraisal(date(2026, 3, 30))
    };
    it.does(HANDLER_A, Command::EntrustAppraisal(Box::new(again)));
    assert!(it.document("CM-5").content.reveal().contains("重新检测"));
    assert!(waits(&it, Act::EntrustAppraisal).is_empty());
    assert_eq!(it.blocked(Act::SubmitReport), ["SAMP-070"]);
}

#[test]
fn a_refused_objection_leaves_the_opinion_and_a_handler_never_answers_it() {
    let day = date(2026, 3, 13);
    let mut it = appraised(Docket::filed());
    it.deliver("CM-6", day);
    it.verify_all();
    let contest = contests(&it, day);
    it.does(HANDLER_A, contest);
    let mine = answer_objection(&newest(&it), false);
    assert_eq!(it.refused(HANDLER_A, Command::AnswerObjection(mine)), ["SAMP-060"]);
    let answer = replies(&it, false);
    it.does(LEADER, answer);
    assert!(it.document("CM-7").content.reveal().contains("不同意重新鉴定"));
    assert!(it.blocked(Act::SubmitReport).is_empty());
}

/// 《行政处罚法》第四十五条: after the report an objection is a statement of the party.
#[test]
fn after_the_report_an_objection_is_a_defence() {
    let it = Docket::ordinary().told(date(2026, 3, 6));
    let others = it.others();
    let command = crate::ids::CommandId::new("looks");
    let said = it
        .desk
        .with(&command, &others, |setting| readiness(Act::ContestAppraisal, it.case(), setting));
    let Readiness::Blocked(all) = said else { panic!("{said:?}") };
    assert_eq!(all[0].code, "CASE-002");
    assert_eq!(all[0].next.act, Some(Act::HearRepresentation));
    for act in [Act::TakeSamples, Act::EntrustAppraisal, Act::RecordAppraisal] {
        assert_eq!(it.blocked(act), ["CASE-002"]);
    }
}

/// DB-11, DM-02: the days of an appraisal count, unless the rule of the sector leaves them out; then
/// from the day after the party was told of the entrustment.
///
/// Covers: N7.
#[test]
fn the_days_of_an_appraisal_count_unless_the_sector_says_otherwise() {
    let it = appraised(Docket::filed());
    let plain = date(2026, 6, 1);
    assert_eq!(decide_by(it.case(), it.desk.law).unwrap().on, plain);
    assert!(appraisal_excluded_by(it.case(), it.desk.law).is_none());
    // Ten days, from 4 to 13 March.
    let excluded = reading("DB-11", "excluded");
    assert_eq!(decide_by(it.case(), excluded).unwrap().on, date(2026, 6, 11));
    let mut untold = Docket::filed();
    untold.does(HANDLER_A, takes(taking()));
    untold.does(HANDLER_A, entrusts(date(2026, 3, 20)));
    untold.desk.on(date(2026, 3, 13));
    let answer = answers(&untold, date(2026, 3, 13));
    untold.does(HANDLER_A, answer);
    let due = decide_by(untold.case(), excluded).unwrap().on;
    assert_eq!(due, plain, "whoever was not told loses no day");
}
