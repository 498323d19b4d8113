//! 中止调查: on the grounds of the pack, with the clock that the pack gives it.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::packs::{Jurisdiction, fixture};
use crate::policy::Act;
use crate::testing::*;

fn suspend(ground: &str) -> Command {
    let reason = "等待人民法院的判决。".into();
    Command::SuspendInvestigation(SuspendInvestigation { ground: ground.into(), reason })
}

fn resume(ceased_on: Date) -> Command {
    let reason = "判决已经生效。".into();
    Command::ResumeInvestigation(ResumeInvestigation { ceased_on, reason })
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
    assert_eq!(it.blocked(Act::ResumeInvestigation), ["CASE-002"]);
    assert_eq!(it.refused(LEADER, suspend("because")), ["SUSP-003"]);
    let bare = SuspendInvestigation { ground: "absent".into(), reason: " ".into() };
    assert_eq!(it.refused(LEADER, Command::SuspendInvestigation(bare)), ["SUSP-004"]);
    it.desk.on(opened);
    it.does(LEADER, suspend("prejudgment"));
    let sheet = it.document("EX-04").content.reveal().to_owned();
    assert!(sheet.contains("照常计入九十日"));
    assert!(!sheet.contains("handler_signature"), "no handler proposed it, so none signs: {sheet}");
    assert_eq!(it.refused(LEADER, suspend("absent")), ["SUSP-001"]);
    let report = Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(300))))));
    assert_eq!(it.refused(HANDLER_A, report), ["SUSP-010"]);
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::AddEvidence), [""; 0]);
    assert_eq!(due(&it, Act::SubmitReport), None);
    assert_eq!(
        due(&it, Act::ResumeInvestigation),
        Some(opened.checked_add(jiff::Span::new().days(30)).unwrap())
    );
    let later = opened.checked_add(jiff::Span::new().days(20)).unwrap();
    it.desk.on(later);
    assert_eq!(it.refused(LEADER, resume(later.tomorrow().unwrap())), ["SUSP-006"]);
    assert_eq!(it.refused(LEADER, resume(opened.yesterday().unwrap())), ["SUSP-006"]);
    it.does(LEADER, resume(later));
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
    it.does(LEADER, suspend("absent"));
    assert!(it.document("EX-04").content.reveal().contains("不计入办案期限"));
    assert!(stands_still(it.case()));
    let ceased = first.checked_add(jiff::Span::new().days(9)).unwrap();
    it.desk.on(ceased.checked_add(jiff::Span::new().days(5)).unwrap());
    it.does(LEADER, resume(ceased));
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
    let mut it = Docket::filed();
    it.does(LEADER, Command::EndCase(end_case(EndGround::NoFacts)));
    assert_eq!(it.blocked(Act::SuspendInvestigation), ["CASE-002"]);
    let mut it = Docket::ordinary();
    it.does(LEADER, suspend("force-majeure"));
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::GiveNotice), ["SUSP-010"]);
    it.does(LEADER, Command::EndCase(end_case(EndGround::PartyGone)));
    assert!(it.desk.waiting(&it.case).iter().all(|it| it.0 != Act::ResumeInvestigation));
}
