//! 中止调查: on the grounds of the pack, with the clock that the pack gives it.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::packs::{Jurisdiction, fixture};
use crate::policy::Act;
use crate::testing::*;

fn suspend(ground: &str) -> Command {
    let reason = "等待人民法院的判决。".into();
    Command::ProposeSuspension(ProposeSuspension { ground: ground.into(), reason })
}

fn resume(ceased_on: Date) -> Command {
    let reason = "判决已经生效。".into();
    Command::ProposeResumption(ProposeResumption { ceased_on, reason })
}

const fn suspends(answer: Answer) -> Command {
    Command::SuspendInvestigation(SuspendInvestigation { answer })
}

const fn resumes(answer: Answer) -> Command {
    Command::ResumeInvestigation(ResumeInvestigation { answer })
}

fn due(it: &Docket, act: Act) -> Option<Date> {
    it.desk.waiting(&it.case).into_iter().find(|it| it.0 == act).and_then(|it| it.1)
}

/// N26: nothing moves to the decision; evidence that comes in is taken; the days count.
#[test]
fn a_suspended_investigation_waits_and_its_days_count() {
    let mut it = Docket::filed().investigated();
    let opened = it.case().filing().unwrap().opened_on;
    let limit = due(&it, Act::SubmitReport);
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::ResumeInvestigation), ["CASE-002"]);
    assert_eq!(it.refused(HANDLER_A, suspend("because")), ["SUSP-003"]);
    let bare = ProposeSuspension { ground: "absent".into(), reason: " ".into() };
    assert_eq!(it.refused(HANDLER_A, Command::ProposeSuspension(bare)), ["SUBM-003"]);
    it.desk.on(opened);
    it.does(HANDLER_A, suspend("prejudgment"));
    it.does(LEADER, suspends(Answer::Approve));
    let sheet = it.document("EX-04").content.reveal().to_owned();
    assert!(sheet.contains("照常计入九十日"));
    assert_eq!(it.refused(HANDLER_A, suspend("absent")), ["SUSP-001"]);
    let report = Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(300))))));
    assert_eq!(it.refused(HANDLER_A, report), ["SUSP-010"]);
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::AddEvidence), [""; 0]);
    assert_eq!(due(&it, Act::SubmitReport), None);
    assert_eq!(
        due(&it, Act::ProposeResumption),
        Some(opened.checked_add(jiff::Span::new().days(30)).unwrap())
    );
    let later = opened.checked_add(jiff::Span::new().days(20)).unwrap();
    it.desk.on(later);
    assert_eq!(it.refused(HANDLER_A, resume(later.tomorrow().unwrap())), ["SUSP-006"]);
    assert_eq!(it.refused(HANDLER_A, resume(opened.yesterday().unwrap())), ["SUSP-006"]);
    it.does(HANDLER_A, resume(later));
    assert_eq!(due(&it, Act::ProposeResumption), None);
    assert!(
        due(&it, Act::ResumeInvestigation).is_some(),
        "it waits for the head with the same day"
    );
    it.does(LEADER, resumes(Answer::Approve));
    assert_eq!(due(&it, Act::SubmitReport), limit, "the ninety days ran on");
}

/// DM-02: where the pack names the article, the days are left out, until the ground ceased and not
/// until somebody wrote it down.
#[test]
fn days_are_left_out_only_by_an_article_and_only_until_the_ground_ceased() {
    let mut county: Jurisdiction = fixture::county().clone();
    for row in &mut county.suspension.grounds {
        row.excluded_by = "示例规定第一条".to_owned();
    }
    let county: &'static Jurisdiction = Box::leak(Box::new(county));
    let mut it = Docket::filed().investigated();
    it.desk.law = county;
    let before = due(&it, Act::SubmitReport).unwrap();
    let first = it.desk.today;
    it.does(HANDLER_A, suspend("absent"));
    it.does(LEADER, suspends(Answer::Approve));
    assert!(it.document("EX-04").content.reveal().contains("不计入办案期限"));
    assert!(stands_still(it.case()));
    let ceased = first.checked_add(jiff::Span::new().days(9)).unwrap();
    it.desk.on(ceased.checked_add(jiff::Span::new().days(5)).unwrap());
    it.does(HANDLER_A, resume(ceased));
    it.does(LEADER, resumes(Answer::Approve));
    assert!(!stands_still(it.case()));
    let after = due(&it, Act::SubmitReport).unwrap();
    assert!(before < after && (after - before).get_days() <= 12, "{before} {after}");
    let days = decide_by(it.case(), county).unwrap().on;
    assert_eq!(days, after);
}

#[test]
fn only_an_investigation_can_be_suspended() {
    assert_eq!(
        Docket::delivered(date(2026, 3, 18)).blocked(Act::SuspendInvestigation),
        ["CASE-002"]
    );
    let it = Docket::filed().ends(EndGround::NoFacts);
    assert_eq!(it.blocked(Act::SuspendInvestigation), ["CASE-002"]);
    assert_eq!(it.blocked(Act::ProposeSuspension), ["CASE-002"]);
    let mut it = Docket::ordinary();
    it.does(HANDLER_A, suspend("force-majeure"));
    it.does(LEADER, suspends(Answer::Approve));
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::GiveNotice), ["SUSP-010"]);
    let it = it.ends(EndGround::PartyGone);
    assert!(it.desk.waiting(&it.case).iter().all(|it| it.0 != Act::ProposeResumption));
}

/// A handler puts it, another person answers; the sheet carries the signatures of both and of no
/// third.
#[test]
fn a_handler_puts_it_and_the_head_approves_or_gives_it_back() {
    let mut it = Docket::filed().investigated();
    assert_eq!(it.refused(LEADER, suspends(Answer::Approve)), ["SUBM-005"]);
    it.does(HANDLER_A, suspend("absent"));
    assert_eq!(it.refused(HANDLER_A, suspend("absent")), ["SUBM-004"]);
    let ending = Command::ProposeEnding(propose_ending(EndGround::NoFacts));
    assert_eq!(it.refused(HANDLER_A, ending), ["SUBM-004"], "one thing on the table at a time");
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::EndCase), ["SUBM-005"], "another matter is on the table");
    let silent = Answer::Return { reason: " ".into() };
    assert_eq!(it.refused(LEADER, suspends(silent)), ["SUBM-002"]);
    let back = Answer::Return { reason: "请补充当事人下落不明的证据。".into() };
    it.does(LEADER, suspends(back));
    assert_eq!(due(&it, Act::SuspendInvestigation), None);
    assert_eq!(it.case().table.given_back().unwrap().by.as_str(), LEADER);
    assert!(it.case().standstills.is_empty(), "given back, nothing stands still");
    it.does(HANDLER_A, suspend("absent"));
    it.desk.on(it.desk.today.tomorrow().unwrap());
    it.does(LEADER, suspends(Answer::Approve));
    let sheet = it.document("EX-04").content.reveal().to_owned();
    let sheet: serde_json::Value = serde_json::from_str(&sheet).unwrap();
    let of = |key: &str, what: &str| sheet[key][0][what].as_str().unwrap().to_owned();
    let put = it.case().standstills[0].suspension.on.yesterday().unwrap();
    assert_eq!(of("handler_signature", "date"), law::date_zh(put));
    assert_ne!(of("handler_signature", "name"), of("head_signature", "name"));
    assert_eq!(sheet["handler_signature"].as_array().unwrap().len(), 1);
}

/// What was put before a decision is not approved after it, even when the case is taken up again.
#[test]
fn a_decision_clears_the_table() {
    let mut it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    it = it.reviewed(date(2026, 3, 17));
    it.does(HANDLER_A, Command::ProposeEnding(propose_ending(EndGround::Limitation)));
    let it = it.decided(date(2026, 3, 18));
    assert_eq!(it.case().table, Table::Clear);
    assert_eq!(it.blocked(Act::EndCase), ["CASE-002"]);
}
