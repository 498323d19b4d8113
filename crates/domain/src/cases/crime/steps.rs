//! What stands before the steps of a referral, what it bars, and what waits for whom.

use jiff::civil::Date;
use law::Fen;

use super::contest;
use super::event::ReferralOutcome;
use super::state::Referral;
use super::{answer, approve, deliver, end, report, suspect};
use crate::cases::state::Case;
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};
use crate::{Refusal, Setting};

/// What stands before the act.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
pub(in crate::cases) fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::SuspectCrime => suspect::ready_to_suspect(case),
        Act::GroupReferral => suspect::ready_to_group(case),
        Act::ReportReferral => report::ready(case),
        Act::ApproveReferral => approve::ready(case),
        Act::DeliverReferral => deliver::ready(case),
        Act::RecordPoliceAnswer => answer::ready_to_answer(case),
        Act::ContestRefusal => contest::ready(case, setting),
        Act::HandOverReferral => answer::ready_to_hand_over(case),
        Act::EndReferral => end::ready(case),
        _ => vec![],
    }
}

/// No penalty stands in the place of a transfer: nothing is decided and nothing closes meanwhile.
///
/// # Law
/// 《行政处罚法》第八十二条; 《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款 (AP-74, CR-10).
pub(in crate::cases) fn bars(case: &Case) -> Option<Refusal> {
    let it = case.referral()?;
    Some(
        Refusal::new(
            "CRIME-090",
            format!("本案涉嫌{}，移送正在办理（{}）。", it.suspicion.offence, it.phase_zh()),
            "不得以行政处罚代替移送；请按移送的环节办理，不批准移送、公安机关不予立案或者司法机关移送行政处理后再继续。",
        )
        .by("《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款"),
    )
}

/// After the court fined there is no administrative fine.
///
/// # Law
/// 《行政处罚法》第三十五条第二款 (AP-22).
pub(in crate::cases) fn fine_barred(case: &Case, fine: Fen) -> Option<Refusal> {
    let mut ends = case.referrals.iter().filter_map(|it| it.end.as_ref());
    let judged = ends.rfind(|it| it.outcome == ReferralOutcome::Judged)?;
    let court = judged.court_fine.filter(|_| 0 < fine.0)?;
    Some(
        Refusal::new(
            "CRIME-091",
            format!("人民法院已经判处罚金{court}（{}），不再给予罚款。", judged.document),
            "请去掉罚款，只拟定依法可以并处的其他处罚；没有其他处罚的，终结案件。",
        )
        .by("《行政处罚法》第三十五条第二款")
        .then(Act::EndCase),
    )
}

/// The days, first and last inclusive, on which the case was out of our hands.
// LEGAL-Q 2026-11-22 (法制审批科): whether the days between the transfer and its return count into the
// ninety days (DB-28). Until told otherwise they do not, as is the practice; the other reading is a
// setting of the pack.
pub(in crate::cases) fn days_out(case: &Case, law: &Jurisdiction) -> Vec<(Date, Date)> {
    if law.rules.reading("DB-28") == Some("counted") {
        return Vec::new();
    }
    let span = |it: &Referral| Some((it.delivery.as_ref()?.at.date(), it.end.as_ref()?.on));
    case.referrals.iter().filter_map(span).collect()
}

/// The tasks that a referral gives rise to.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    let Some(it) = case.referral() else { return Vec::new() };
    let at = Desk { case, law };
    if let Some(filed) = it.filed() {
        return if it.handover.is_none() {
            vec![group(it, Act::HandOverReferral, at.rule("CR-11", filed.on))]
        } else {
            vec![at.office(Act::EndReferral, Role::LegalReviewer, None)]
        };
    }
    if it.refused().is_some() {
        let contest = contest::until(it, law).map(|(rule, on)| at.due(rule, on));
        let end = at.office(Act::EndReferral, Role::LegalReviewer, None);
        let contest = contest.map(|due| at.office(Act::ContestRefusal, Role::Leader, Some(due)));
        return contest.into_iter().chain([end]).collect();
    }
    if let Some(delivery) = &it.delivery {
        let (rule, from) = match it.contests.last() {
            None => ("CR-07", delivery.at.date()),
            Some(contest) => ("CR-08.answer", contest.on),
        };
        return vec![group(it, Act::RecordPoliceAnswer, at.rule(rule, from))];
    }
    if let Some(approved) = it.approved_at() {
        let until = law.rules.due_at("CR-05", approved).ok();
        let due = until.map(|until| at.due("CR-05", until.date()));
        return vec![group(it, Act::DeliverReferral, due)];
    }
    if let Some(report) = &it.report {
        return vec![at.office(Act::ApproveReferral, Role::Chief, at.rule("CR-04", report.on))];
    }
    let at_once = |on: Date| {
        let cite = "《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款".to_owned();
        Some(Due { on, rule: "立即".to_owned(), cite })
    };
    match &it.group {
        Some((_, on)) => vec![group(it, Act::ReportReferral, at_once(*on))],
        None => vec![at.office(Act::GroupReferral, Role::Leader, at_once(it.suspicion.on))],
    }
}

struct Desk<'a> {
    case: &'a Case,
    law: &'a Jurisdiction,
}

impl Desk<'_> {
    fn office(&self, act: Act, role: Role, due: Option<Due>) -> Task {
        let holders = vec![Holder::Authority(role, self.case.origin.authority.to_string())];
        Task { act, holders, due }
    }

    fn rule(&self, rule: &str, from: Date) -> Option<Due> {
        let last = self.law.rules.due(rule, from, &self.law.calendar).ok()?.last;
        Some(self.due(rule, last))
    }

    fn due(&self, rule: &str, on: Date) -> Due {
        let cite =
            self.law.rules.at(rule, on).map_or_else(|_| String::new(), law::Parameter::basis);
        Due { on, rule: rule.to_owned(), cite }
    }
}

fn group(it: &Referral, act: Act, due: Option<Due>) -> Task {
    let officers = it.group.iter().flat_map(|(officers, _)| officers.iter());
    Task { act, holders: officers.cloned().map(Holder::Person).collect(), due }
}
