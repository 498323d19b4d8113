//! A referral as it stands.

use jiff::civil::{Date, DateTime};

use super::event::{
    Contest, CrimeReport, CrimeVerdict, PoliceAnswer, ReferralDelivery, ReferralEnd,
    ReferralHandover, Suspicion,
};
use crate::cases::event::Event;
use crate::ids::{DocumentId, PersonId};

/// A case that may be a crime, on its way to the police (涉嫌犯罪案件移送).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The suspicion.
    pub suspicion: Suspicion,
    /// The special pair, and the day on which it was named.
    pub group: Option<(Vec<PersonId>, Date)>,
    /// Its report.
    pub report: Option<CrimeReport>,
    /// What the chief decided.
    pub verdict: Option<CrimeVerdict>,
    /// When the police took it.
    pub delivery: Option<ReferralDelivery>,
    /// What the police answered, one answer to the letter and one to each contest.
    pub answers: Vec<PoliceAnswer>,
    /// How their refusals were contested.
    pub contests: Vec<Contest>,
    /// When articles and papers were handed over.
    pub handover: Option<ReferralHandover>,
    /// How it ended.
    pub end: Option<ReferralEnd>,
}

impl Referral {
    /// The letter to the police, once the chief approved.
    pub fn letter(&self) -> Option<&DocumentId> {
        self.verdict.as_ref()?.letter.as_ref()
    }

    /// The moment of the chief's approval.
    pub fn approved_at(&self) -> Option<DateTime> {
        let verdict = self.verdict.as_ref()?;
        verdict.letter.as_ref().map(|_| verdict.at)
    }

    /// Whether the chief declined.
    pub fn declined(&self) -> bool {
        self.verdict.as_ref().is_some_and(|it| it.letter.is_none())
    }

    /// Whether nothing more happens to it.
    pub fn over(&self) -> bool {
        self.end.is_some() || self.declined()
    }

    /// The newest answer, when nothing is asked that is unanswered.
    pub fn answered(&self) -> Option<&PoliceAnswer> {
        self.answers.last().filter(|_| self.contests.len() < self.answers.len())
    }

    /// The answer that opened a criminal case.
    pub fn filed(&self) -> Option<&PoliceAnswer> {
        self.answered().filter(|it| it.filed)
    }

    /// The refusal that stands.
    pub fn refused(&self) -> Option<&PoliceAnswer> {
        self.answered().filter(|it| !it.filed)
    }

    /// The Chinese name of where it stands.
    pub fn phase_zh(&self) -> &'static str {
        if self.end.is_some() {
            "移送已经有结果"
        } else if self.declined() {
            "不批准移送"
        } else if self.handover.is_some() {
            "刑事立案，等待司法机关处理"
        } else if self.filed().is_some() {
            "公安机关已经立案，等待移交物品和材料"
        } else if self.refused().is_some() {
            "公安机关不予立案"
        } else if self.delivery.is_some() {
            "等待公安机关决定"
        } else if self.verdict.is_some() {
            "批准移送，等待送达公安机关"
        } else if self.report.is_some() {
            "等待正职负责人决定"
        } else if self.group.is_some() {
            "专案组核实"
        } else {
            "等待指定专案组"
        }
    }
}

/// The referrals after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events change nothing here")]
pub(in crate::cases) fn apply(all: &mut Vec<Referral>, event: &Event) {
    if let Event::CrimeSuspected(suspicion) = event {
        all.push(Referral {
            suspicion: suspicion.clone(),
            group: None,
            report: None,
            verdict: None,
            delivery: None,
            answers: Vec::new(),
            contests: Vec::new(),
            handover: None,
            end: None,
        });
        return;
    }
    let id = match event {
        Event::ReferralGrouped { referral, .. } => referral,
        Event::ReferralReported(it) => &it.referral,
        Event::ReferralDecided(it) => &it.referral,
        Event::ReferralDelivered(it) => &it.referral,
        Event::PoliceAnswered(it) => &it.referral,
        Event::RefusalContested(it) => &it.referral,
        Event::ReferralHandedOver(it) => &it.referral,
        Event::ReferralEnded(it) => &it.referral,
        _ => return,
    };
    let Some(it) = all.iter_mut().find(|it| it.suspicion.referral == *id) else { return };
    match event {
        Event::ReferralGrouped { officers, on, .. } => it.group = Some((officers.clone(), *on)),
        Event::ReferralReported(report) => it.report = Some(report.clone()),
        Event::ReferralDecided(verdict) => it.verdict = Some(verdict.clone()),
        Event::ReferralDelivered(delivery) => it.delivery = Some(delivery.clone()),
        Event::PoliceAnswered(answer) => it.answers.push(answer.clone()),
        Event::RefusalContested(contest) => it.contests.push(contest.clone()),
        Event::ReferralHandedOver(handover) => it.handover = Some(handover.clone()),
        Event::ReferralEnded(end) => it.end = Some(end.clone()),
        _ => {}
    }
}
