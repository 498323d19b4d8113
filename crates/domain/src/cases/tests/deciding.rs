//! 拟定、法制审核、集体讨论、决定: three people, in this order, each with what they need.

use jiff::civil::{Date, date};

use crate::Private;
use crate::cases::*;
use crate::ids::PersonId;
use crate::policy::{Act, Role};
use crate::testing::*;

const TOLD: Date = date(2026, 3, 6);
const DRAFTED: Date = date(2026, 3, 16);
const REVIEWED: Date = date(2026, 3, 17);

fn drafted() -> Docket {
    Docket::ordinary().told(TOLD).drafted(DRAFTED)
}

fn reviewed() -> Docket {
    drafted().reviewed(REVIEWED)
}

fn decide() -> Command {
    Command::DecidePenalty(DecidePenalty { words: String::new() })
}

fn draft_of(proposal: Proposal) -> Command {
    Command::DraftDecision(Box::new(DraftDecision { proposal: Some(proposal), ..draft() }))
}

fn give(change: impl FnOnce(&mut GiveOpinion)) -> Command {
    let mut command = opinion(ReviewVerdict::Pass);
    change(&mut command);
    Command::GiveOpinion(command)
}

#[test]
fn a_draft_gives_reasons_and_explains_the_discretion() {
    let mut it = Docket::ordinary().told(TOLD);
    it.desk.on(DRAFTED);
    let mute = DraftDecision { reasons: Private::default(), ..draft() };
    assert_eq!(it.refused(HANDLER_A, Command::DraftDecision(Box::new(mute))), ["CASE-100"]);
    let unexplained = PenaltyTerms { discretion: " ".into(), ..terms("a", yuan(300)) };
    assert_eq!(it.refused(HANDLER_A, draft_of(Proposal::Penalty(unexplained))), ["CASE-107"]);
    it.does(HANDLER_A, Command::DraftDecision(Box::new(draft())));
    assert_eq!(it.refused(HANDLER_A, Command::DraftDecision(Box::new(draft()))), ["CASE-002"]);
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::GiveOpinion);
}

/// The paper says what the drafter wrote; what was left as it is follows the file.
#[test]
fn a_decision_is_worded_by_its_drafter_and_else_by_the_file() {
    let mut it = Docket::ordinary().told(TOLD);
    it.desk.on(DRAFTED);
    let reported = it.case().report().unwrap().facts.clone();
    let worded = |facts: &str, same_facts| {
        let text = DecisionText {
            facts: facts.into(),
            reply: "当事人没有提出意见，不需要答复。".into(),
            discretion: terms("a", yuan(300)).discretion,
            ..DecisionText::default()
        };
        Command::DraftDecision(Box::new(DraftDecision { text, same_facts, ..draft() }))
    };
    assert_eq!(it.refused(HANDLER_A, worded("另有两处堆放。", false)), ["CASE-108"]);
    it.does(HANDLER_A, worded(reported.reveal(), false));
    let kept = it.case().deciding().unwrap().draft.clone().unwrap().text;
    assert!(kept.facts.is_blank() && kept.discretion.is_blank(), "as the file says: {kept:?}");
    let told_otherwise = "当事人于三月二日在公路上堆放沙土。";
    let mut it = Docket::ordinary().told(TOLD);
    it.desk.on(DRAFTED);
    it.does(HANDLER_A, worded(told_otherwise, true));
    let it = it.reviewed(REVIEWED).decided(REVIEWED);
    let paper = it.document("TF-15");
    let paper = crate::documents::Sheet::from_json("TF-15", paper.content.reveal()).unwrap();
    assert_eq!(paper.get("facts"), told_otherwise);
    assert!(paper.get("statement_result").contains("不需要答复"), "{paper:?}");
    assert!(paper.get("assessment").contains("均经查证属实"), "{paper:?}");
    assert_eq!(paper.get("reasons"), draft().reasons.reveal());
}

/// RULE-AP-30: nothing is drafted and nothing decided before the party was told.
#[test]
fn a_penalty_is_not_drafted_before_the_party_was_told() {
    let mut it = Docket::ordinary();
    let drafted = || Command::DraftDecision(Box::new(draft()));
    assert_eq!(it.refused(HANDLER_A, drafted()), ["RULE-AP-30"]);
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    assert_eq!(it.refused(HANDLER_A, drafted()), ["RULE-AP-30"], "issued is not delivered");
    let codes = it.refused(LEADER, decide());
    assert_eq!(codes, ["RULE-AP-30", "RULE-AP-44", "CASE-122"]);
}

/// RULE-AP-59: what is decided is never worse than what was told; less is allowed.
#[test]
fn a_decision_is_not_heavier_than_the_notice() {
    let mut it = Docket::ordinary().told(TOLD);
    it.desk.on(DRAFTED);
    let heavier = Proposal::Penalty(terms("a", yuan(301)));
    assert_eq!(it.refused(HANDLER_A, draft_of(heavier)), ["RULE-AP-59"]);
    let warned = PenaltyTerms { warning: true, ..terms("a", yuan(300)) };
    assert_eq!(it.refused(HANDLER_A, draft_of(Proposal::Penalty(warned))), ["RULE-AP-59"]);
    let other = Proposal::Penalty(terms("b", yuan(300)));
    assert_eq!(it.refused(HANDLER_A, draft_of(other)), ["RULE-AP-59"]);
    it.does(HANDLER_A, draft_of(Proposal::Penalty(terms("a", yuan(200)))));
    let it = it.reviewed(REVIEWED).decided(REVIEWED);
    assert_eq!(it.case().decided().unwrap().decision.proposal.fine(), yuan(200));
}

/// RULE-AP-51: a notice without the hearing right does not carry a penalty that asks for one.
#[test]
fn a_penalty_that_asks_for_a_hearing_needs_a_notice_that_offered_one() {
    let path = "jinxiang/items/T01.toml";
    let text = String::from_utf8(crate::packs::fixture::texts()[path].clone()).unwrap();
    let always = text.replacen("hearing = \"by-amount\"", "hearing = \"always\"", 1);
    let mut it = Docket::ordinary().told(TOLD);
    it.desk.law = county_with(path, always.into_bytes());
    it.desk.on(DRAFTED);
    let codes = it.refused(HANDLER_A, Command::DraftDecision(Box::new(draft())));
    assert_eq!(codes, ["RULE-AP-51"]);
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    it.deliver("TF-11", DRAFTED);
    assert!(it.case().deciding().unwrap().notice.as_ref().unwrap().hearing_right);
    it.drafted(date(2026, 3, 24));
}

/// Covers: S4-33. Six verdicts, a remark on each that is not sound, no pass over one of these.
#[test]
fn an_opinion_has_six_verdicts_and_passes_nothing_unsound() {
    let mut it = drafted();
    it.desk.on(REVIEWED);
    let codes = it.refused(REVIEWER, give(|o| o.checks.clear()));
    assert_eq!(codes, ["CASE-101"; 6]);
    let unsound = |o: &mut GiveOpinion| o.checks[0].sound = false;
    assert_eq!(it.refused(REVIEWER, give(unsound)), ["CASE-102", "CASE-103"]);
    assert_eq!(it.refused(REVIEWER, give(|o| o.words = Private::default())), ["CASE-104"]);
    it.does(REVIEWER, give(|_| ()));
    assert_eq!(it.refused(REVIEWER, give(|_| ())), ["CASE-002"]);
    assert!(it.document("EX-12").content.reveal().contains("法律职业资格（演示-A001）"));
}

/// N18: what the head signed, with the head's own words, in the volume that is not open.
#[test]
fn the_head_signs_the_approval_of_the_decision() {
    let mut it = drafted();
    it.desk.on(REVIEWED);
    it.does(REVIEWER, give(|_| ()));
    assert!(!it.case().documents.iter().any(|one| one.form == "EX-14"));
    let words = "同意，处罚与教育相结合。".to_owned();
    it.does(LEADER, Command::DecidePenalty(DecidePenalty { words }));
    let approval = it.document("EX-14").content.reveal();
    for words in ["处罚与教育相结合", "通过法制审核", "叁佰元", "没有集体讨论", "曹建业"]
    {
        assert!(approval.contains(words), "{words}: {approval}");
    }
    assert_eq!(it.desk.law.form("EX-14").unwrap().volume, "副卷");
}

/// Covers: S1-76. RULE-AP-46: handling, review and decision are three people's.
#[test]
fn who_handles_does_not_review_and_who_reviews_does_not_decide() {
    let mut it = drafted();
    it.desk.on(REVIEWED);
    let codes = it.refused(HANDLER_A, give(|_| ()));
    assert_eq!(codes, ["CASE-105", "CASE-106"]);
    let codes = it.refused(LEADER, give(|_| ()));
    assert_eq!(codes, ["CASE-106"], "review takes the qualification");
    it.does(REVIEWER, give(|_| ()));
    assert_eq!(it.refused(HANDLER_A, decide()), ["RULE-AP-46"]);
    assert_eq!(it.refused(REVIEWER, decide()), ["RULE-AP-46"]);
    it.does(LEADER, decide());
    assert_eq!(it.refused(LEADER, decide()), ["CASE-002"], "a case is decided once");
}

/// RULE-AP-44: no review or no pass, no decision.
#[test]
fn a_decision_waits_for_a_review_that_passed() {
    let mut it = drafted();
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-44"]);
    it.desk.on(REVIEWED);
    it.does(REVIEWER, Command::GiveOpinion(opinion(ReviewVerdict::Amend)));
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-44"]);
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::DraftDecision);
    it.drafted(REVIEWED).reviewed(REVIEWED).decided(REVIEWED);
}

/// N16: a review may send the case back to the investigation; the notice of before is spent.
#[test]
fn a_review_may_ask_for_more_investigation() {
    let mut it = drafted();
    it.desk.on(REVIEWED);
    it.does(REVIEWER, Command::GiveOpinion(opinion(ReviewVerdict::Investigate)));
    assert!(matches!(it.case().stage, Stage::Investigating(_)));
    assert_eq!(it.blocked(Act::RecordDelivery), ["CASE-063"]);
    let it = it.investigated().reported(Proposal::Penalty(terms("a", yuan(300))));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::GiveNotice);
}

/// Covers: S4-34, S4-35, S4-38. The system looks at each of the six items before the reviewer.
#[test]
fn the_system_checks_the_six_items_before_the_reviewer() {
    use crate::rules::Outcome;
    let breaches = |it: &Docket| -> Vec<&'static str> {
        let id = crate::ids::CommandId::new("looks");
        it.desk.with(&id, &it.others(), |setting| {
            precheck(it.case(), setting)
                .into_iter()
                .filter(|(_, finding)| matches!(finding.outcome, Outcome::Breach { .. }))
                .map(|(_, finding)| finding.rule)
                .collect()
        })
    };
    let mut it = drafted();
    it.does(HANDLER_A, Command::HearRepresentation(statement(DRAFTED)));
    assert_eq!(breaches(&it), ["AP-31"]);
    let mut unfit = it.desk.roster.get(&PersonId::new(HANDLER_B)).unwrap().clone();
    unfit.credential = None;
    it.desk.roster.put(unfit);
    assert_eq!(breaches(&it), ["AP-08", "AP-31"]);
    let items: std::collections::BTreeSet<_> = {
        let id = crate::ids::CommandId::new("looks");
        it.desk.with(&id, &it.others(), |setting| {
            precheck(it.case(), setting).into_iter().map(|(item, _)| item).collect()
        })
    };
    assert_eq!(items.len(), 6);
}

/// 《行政处罚法》第五十七条第二款: agreed to less than is proposed, they talk again; the task says so.
#[test]
fn a_fine_above_what_was_agreed_waits_for_another_discussion() {
    let later = date(2026, 3, 16);
    let mut it = Docket::major().told(date(2026, 3, 6)).drafted(later).reviewed(later);
    let talk = |fine| Command::RecordDeliberation(deliberation(later, fine));
    it.does(DEPUTY, talk(yuan(20_000)));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::RecordDeliberation);
    let decide = || Command::DecidePenalty(DecidePenalty { words: String::new() });
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-43"]);
    it.does(DEPUTY, talk(yuan(30_000)));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::DecidePenalty);
    it.does(LEADER, decide());
}

/// E11, E12: the ninety days roll to the next working day; late is a soft finding, not a bar.
///
/// Example: E11, E12.
#[test]
fn a_decision_after_ninety_days_is_possible_and_marked() {
    use crate::rules::Severity::Defect;
    use crate::rules::{Bench, Dossier, Outcome, apply, rule};
    let late = |opened: Date, on: Date| {
        let command = filing(opened);
        let it = Docket::filed_as(ProposeFiling {
            act_on: opened.yesterday().unwrap(),
            discovered_on: opened.yesterday().unwrap(),
            ..command
        });
        let dossier = Dossier::of(it.case(), it.desk.law, &it.desk.roster);
        let bench = Bench { law: it.desk.law, today: on };
        let finding = apply(rule("AP-48").unwrap(), &dossier, &bench);
        (finding.severity, finding.outcome != Outcome::Sound)
    };
    assert_eq!(late(date(2026, 3, 2), date(2026, 6, 1)), (Defect, false));
    assert_eq!(late(date(2026, 3, 2), date(2026, 6, 2)), (Defect, true));
    assert_eq!(late(date(2026, 7, 6), date(2026, 10, 8)), (Defect, false));
    assert_eq!(late(date(2026, 7, 6), date(2026, 10, 9)), (Defect, true));
    let day = date(2026, 7, 1);
    Docket::ordinary().told(TOLD).drafted(day).reviewed(day).decided(day);
}

fn major_reviewed() -> Docket {
    Docket::major().told(TOLD).drafted(DRAFTED).reviewed(REVIEWED)
}

/// RULE-AP-43: the discussion is held, and the fine does not go beyond it.
#[test]
fn a_major_penalty_follows_the_discussion() {
    let mut it = major_reviewed();
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-43"]);
    let lower = deliberation(REVIEWED, yuan(20_000));
    it.does(LEADER, Command::RecordDeliberation(lower));
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-43"], "beyond what was agreed to");
    it.does(HANDLER_A, draft_of(Proposal::Penalty(terms("a", yuan(20_000)))));
    let it = it.reviewed(REVIEWED).deliberated(REVIEWED).decided(REVIEWED);
    assert_eq!(it.case().decided().unwrap().decision.proposal.fine(), yuan(20_000));
}

#[test]
fn a_complex_case_is_discussed_whatever_the_fine() {
    let mut it = Docket::filed().investigated();
    let complex =
        SubmitReport { complex: true, ..report(Proposal::Penalty(terms("a", yuan(300)))) };
    it.does(HANDLER_A, Command::SubmitReport(Box::new(complex)));
    it.does(HEAD, Command::ApproveReport(ApproveReport { words: String::new() }));
    let mut it = it.told(TOLD).drafted(DRAFTED).reviewed(REVIEWED);
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::RecordDeliberation);
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-43"]);
    it.deliberated(REVIEWED).decided(REVIEWED);
}

#[test]
fn a_discussion_needs_responsible_people_words_and_a_majority() {
    let mut early = Docket::major().told(TOLD).drafted(DRAFTED);
    let plain = || deliberation(REVIEWED, yuan(30_000));
    assert_eq!(
        early.refused(LEADER, Command::RecordDeliberation(plain())),
        ["CASE-002", "CASE-117"]
    );
    let mut it = major_reviewed();
    let mut record = |change: &dyn Fn(&mut RecordDeliberation)| {
        let mut command = plain();
        change(&mut command);
        it.refused(LEADER, Command::RecordDeliberation(command))
    };
    assert_eq!(record(&|d| d.speeches.truncate(1)), ["CASE-110"]);
    assert_eq!(record(&|d| d.speeches[1].person = PersonId::new(HANDLER_A)), ["CASE-110"]);
    assert_eq!(record(&|d| d.speeches.push(d.speeches[0].clone())), ["CASE-110"], "one vote each");
    assert_eq!(record(&|d| d.speeches[0].words = Private::default()), ["CASE-111"]);
    assert_eq!(record(&|d| d.speeches[0].agrees = false), ["CASE-112"], "half is no majority");
    assert_eq!(record(&|d| d.conclusion = Private::default()), ["CASE-113"]);
    assert_eq!(record(&|d| d.place.clear()), ["CASE-114"]);
    assert_eq!(record(&|d| d.recorder.clear()), ["CASE-115"]);
    assert_eq!(record(&|d| d.ended_at = d.started_at), ["CASE-116"]);
    assert_eq!(record(&|d| d.ended_at = at(date(2026, 3, 18), 9)), ["CASE-117"]);
    assert_eq!(record(&|d| d.started_at = at(DRAFTED, 15)), ["CASE-118"]);
}

/// N19 after a notice: what the party said may end in no penalty.
#[test]
fn a_drafted_waiver_is_decided_as_one() {
    let mut it = Docket::ordinary().told(TOLD);
    it.does(HANDLER_A, Command::HearRepresentation(statement(TOLD)));
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    it.does(HANDLER_A, draft_of(Proposal::NoPenalty(waiver(WaiverGround::FirstOffence))));
    let mut it = it.reviewed(TOLD);
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["CASE-120"]);
    it.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    assert!(it.document("EX-15").content.reveal().contains("第三十三条第一款"));

    let mut it = reviewed();
    let codes = it.refused(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    assert_eq!(codes, ["CASE-121"]);
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::WaivePenalty), ["CASE-121"]);
}

/// An act that turns out to be time-barred is not penalised, and that can be decided.
#[test]
fn a_time_barred_act_ends_without_penalty() {
    let barred = Proposal::NoPenalty(waiver(WaiverGround::TimeBarred));
    let mut it = Docket::filed().investigated().reported(barred);
    it.does(HANDLER_A, Command::DraftDecision(Box::new(draft())));
    let mut it = it.reviewed(date(2026, 3, 4));
    it.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
}

/// A leader who loses the post decides nothing.
#[test]
fn only_a_leader_is_let_through_to_the_decision() {
    let mut it = reviewed();
    let command: crate::world::Command = decide().into();
    let verdict = it.desk.by(LEADER).verdict(&it.case, &command);
    assert_eq!(verdict, crate::policy::Verdict::Permitted);
    let mut former = it.desk.roster.get(&PersonId::new(LEADER)).unwrap().clone();
    former.roles.remove(&Role::Leader);
    it.desk.roster.put(former);
    let verdict = it.desk.by(LEADER).verdict(&it.case, &command);
    assert!(matches!(verdict, crate::policy::Verdict::Denied(_)));
}
