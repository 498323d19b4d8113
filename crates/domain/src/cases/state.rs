//! The case and its stages; each stage carries what is true in it.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::address::AddressConfirmation;
use super::assist::Assistance;
use super::connect::Connection;
use super::credit::{CreditNotice, CreditRepair};
use super::crime::Referral;
use super::enforcement::Enforcements;
use super::execution::Execution;
use super::fast::Fast;
use super::finish::EndGround;
use super::measures::Measure;
use super::norms::ComparedNorms;
use super::records::{
    Archived, Closing, ClosingProposal, Decision, Deliberation, Delivery, Draft, Filing, Hearing,
    Interview, Notice, Payment, Publication, Rectification, Report, Representation, Review,
    Standing,
};
use super::recusal::Recusal;
use super::remedies::{Remedy, RemedyResult, RemedyTarget, Reopening};
use super::same_party::Distinction;
use super::sampling::Samplings;
use super::submission::Table;
use super::summary::{Cash, OnSpot, Telling};
use super::suspend::Standstill;
use super::transfer::CaseTransfer;
use crate::Private;
use crate::documents::{Document, Print};
use crate::evidence::Evidence;
use crate::ids::{
    AuthorityId, CaseId, ClueId, DocumentId, InspectionId, ItemId, PersonId, TownId, UnitId,
};
use crate::party::Party;

/// A penalty case, by general or summary procedure (处罚案件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The case.
    pub id: CaseId,
    /// What it set out from.
    pub origin: Origin,
    /// The people who handle it; the first leads.
    pub handlers: Vec<PersonId>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Interviews.
    pub interviews: Vec<Interview>,
    /// Orders to correct.
    pub rectifications: Vec<Rectification>,
    /// Documents issued, every edition.
    pub documents: Vec<Document>,
    /// Documents printed.
    pub prints: Vec<Print>,
    /// Deliveries.
    pub deliveries: Vec<Delivery>,
    /// Sequestration, seizure and holds of evidence.
    pub measures: Vec<Measure>,
    /// What was done to have orders obeyed.
    pub enforcements: Enforcements,
    /// Reconsideration and litigation against anything done in it.
    pub remedies: Vec<Remedy>,
    /// Ways to the police; the last may be under way.
    pub referrals: Vec<Referral>,
    /// Requests that somebody withdraw.
    pub recusals: Vec<Recusal>,
    /// What handlers put to the head beside the procedure.
    pub table: Table,
    /// Ways to another authority; the last may be under way.
    pub transfers: Vec<CaseTransfer>,
    /// What was sampled and appraised.
    pub samplings: Samplings,
    /// Where documents reach the party, as it last signed.
    pub address: Option<AddressConfirmation>,
    /// What other authorities were asked for.
    pub assistance: Vec<Assistance>,
    /// Fast handling, offered once.
    pub fasts: Vec<Fast>,
    /// When the investigation stood still.
    pub standstills: Vec<Standstill>,
    /// What was decided before and fell, when the case was taken up again.
    pub former: Vec<Decided>,
    /// When it was taken up again.
    pub reopened: Option<Reopening>,
    /// Why its act is another one than those of earlier cases.
    pub distinctions: Vec<Distinction>,
    /// The cases that it hangs together with.
    pub connections: Vec<Connection>,
    /// The norms that the act violates beside the clause of the case.
    pub norms: Option<ComparedNorms>,
    /// Where it stands.
    pub stage: Stage,
}

/// What the case was proposed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// 案由: the short name of the violation with the party.
    pub cause: String,
    /// The power item, with power to penalise.
    pub item: ItemId,
    /// The unit that handles it.
    pub unit: UnitId,
    /// The authority in whose name it is handled.
    pub authority: AuthorityId,
    /// Why they are competent.
    pub competence: String,
    /// The town.
    pub town: TownId,
    /// The place in words.
    pub place: Private,
    /// The source.
    pub source: FilingSource,
    /// The inspection it came from.
    #[serde(default)]
    pub inspection: Option<InspectionId>,
    /// The clue it came from.
    #[serde(default)]
    pub clue: Option<ClueId>,
    /// The party.
    pub party: Party,
    /// The facts known at filing.
    pub facts: Private,
    /// When the violation was done; for a continuing one, when it ended or was last seen.
    pub act_on: Date,
    /// When it was discovered (第三十六条; DB-18: the earliest record of it).
    pub discovered_on: Date,
    /// When filing was proposed.
    pub proposed_on: Date,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// The digest of the jurisdiction pack in force, which the case pins.
    pub pack: String,
}

/// Where a case came from: the six boxes of 立案登记表.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilingSource {
    /// 行政检查中发现.
    Inspection,
    /// 个人、法人及其他组织举报经核实.
    Report,
    /// 上级机关交办.
    Superior,
    /// 下级机关报请查处.
    Subordinate,
    /// 有关部门移送.
    Referral,
    /// 其他途径.
    Other,
}

impl FilingSource {
    /// Every source, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Inspection,
        Self::Report,
        Self::Superior,
        Self::Subordinate,
        Self::Referral,
        Self::Other,
    ];

    /// The words beside the box.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Inspection => "行政检查中发现",
            Self::Report => "个人、法人及其他组织举报经核实",
            Self::Superior => "上级机关交办",
            Self::Subordinate => "下级机关报请查处",
            Self::Referral => "有关部门移送",
            Self::Other => "其他途径",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Report => "report",
            Self::Superior => "superior",
            Self::Subordinate => "subordinate",
            Self::Referral => "referral",
            Self::Other => "other",
        }
    }
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 当场处罚, before its decision.
    OnSpot(Box<OnSpot>),
    /// 待立案审批.
    Proposed,
    /// 不予立案.
    NotFiled {
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// 调查取证.
    Investigating(Filing),
    /// 调查报告待审核.
    Reported(Filing, Box<Report>),
    /// From the approved report to the decision: 告知、听证、审核、讨论.
    Deciding(Box<Deciding>),
    /// 已作出决定.
    Decided(Box<Decided>),
    /// 已结案.
    Closed(Box<Decided>, Closing),
    /// 没有作出决定即终结.
    Ended(Box<Ended>),
}

/// A case that ended without a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Where it stood.
    pub before: Stage,
    /// Why it ended.
    pub ground: EndGround,
    /// The approval, or the letter to another body.
    pub document: DocumentId,
    /// The day.
    pub on: Date,
    /// How it was archived.
    pub archived: Option<Archived>,
}

/// From the approved report to the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// The filing.
    pub filing: Filing,
    /// The report.
    pub report: Report,
    /// The head of the unit who approved the report.
    pub approved_by: PersonId,
    /// The prior notice.
    pub notice: Option<Notice>,
    /// What the party said.
    pub representation: Representation,
    /// The hearing.
    pub hearing: Hearing,
    /// The draft of the decision.
    pub draft: Option<Draft>,
    /// The legal review.
    pub review: Review,
    /// The collective deliberation.
    pub deliberation: Option<Deliberation>,
}

/// By which procedure a decision came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// 普通程序.
    General(Box<Deciding>),
    /// 简易程序.
    Summary(Box<Telling>),
}

impl Path {
    /// The stretch from report to decision of the general procedure.
    pub const fn general(&self) -> Option<&Deciding> {
        match self {
            Self::General(deciding) => Some(deciding),
            Self::Summary(_) => None,
        }
    }

    /// The telling of the summary procedure.
    pub const fn summary(&self) -> Option<&Telling> {
        match self {
            Self::Summary(telling) => Some(telling),
            Self::General(_) => None,
        }
    }
}

/// By which procedure a case is handled (办案程序).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Procedure {
    /// 普通程序.
    General,
    /// 简易程序.
    Summary,
}

impl Procedure {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::General => "普通程序",
            Self::Summary => "简易程序",
        }
    }

    /// The id used in lists.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Summary => "summary",
        }
    }
}

/// A decided case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What led to the decision.
    pub path: Path,
    /// The decision.
    pub decision: Decision,
    /// The day it was delivered.
    pub delivered_on: Option<Date>,
    /// Payments.
    pub payments: Vec<Payment>,
    /// What was collected on the spot.
    pub cash: Option<Cash>,
    /// The day on which the copy of a decision on the spot was filed with the authority.
    pub copy_filed_on: Option<Date>,
    /// Whether it still stands.
    pub standing: Standing,
    /// Its publication.
    pub publication: Publication,
    /// What the party was told of its credit record, and its repair.
    pub credit: Option<(CreditNotice, Option<CreditRepair>)>,
    /// A closing that waits for approval.
    pub closing: Option<ClosingProposal>,
    /// Deferral, demand and the way to the court.
    pub execution: Execution,
}

impl Stage {
    /// How the file was archived, once it is.
    pub fn archived(&self) -> Option<&Archived> {
        match self {
            Self::Closed(_, closing) => closing.archived.as_ref(),
            Self::Ended(it) => it.archived.as_ref(),
            Self::OnSpot(_)
            | Self::Proposed
            | Self::NotFiled { .. }
            | Self::Investigating(_)
            | Self::Reported(..)
            | Self::Deciding(_)
            | Self::Decided(_) => None,
        }
    }

    /// The Chinese name.
    pub fn name_zh(&self) -> &'static str {
        match self {
            Self::OnSpot(it) if it.telling.is_none() => "当场处罚待告知",
            Self::OnSpot(_) => "当场处罚待决定",
            Self::Proposed => "待立案审批",
            Self::NotFiled { .. } => "不予立案",
            Self::Investigating(_) => "调查取证",
            Self::Reported(..) => "报告待审核",
            Self::Deciding(deciding) => deciding.phase_zh(),
            Self::Decided(decided) => decided.phase_zh(),
            Self::Closed(_, Closing { archived: Some(_), .. }) => "已归档",
            Self::Closed(_, Closing { archived: None, .. }) => "已结案",
            Self::Ended(it) if it.archived.is_some() => "已归档",
            Self::Ended(it) if it.ground == EndGround::Jurisdiction => "已移送",
            Self::Ended(_) => "已终结",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::OnSpot(_) => "on-spot",
            Self::Proposed => "proposed",
            Self::NotFiled { .. } => "not-filed",
            Self::Investigating(_) => "investigating",
            Self::Reported(..) => "reported",
            Self::Deciding(_) => "deciding",
            Self::Decided(_) => "decided",
            Self::Closed(..) => "closed",
            Self::Ended(_) => "ended",
        }
    }
}

impl Deciding {
    fn phase_zh(&self) -> &'static str {
        match (&self.notice, &self.hearing, &self.draft, &self.review) {
            (_, _, _, Review::Submitted { .. }) => "法制审核",
            (_, _, _, Review::Passed(_)) => "待决定",
            (_, Hearing::Requested { .. } | Hearing::Called(_), _, _) => "听证",
            (Some(notice), _, None, _) if notice.delivered_on.is_none() => "告知待送达",
            (Some(_), Hearing::NotAsked, None, _) => "陈述申辩期",
            (None, _, None, _) => "待告知",
            (Some(_), Hearing::Held(..) | Hearing::Abandoned { .. }, None, _)
            | (_, _, Some(_), Review::None | Review::Amend(_)) => "拟定决定",
        }
    }
}

impl Decided {
    fn phase_zh(&self) -> &'static str {
        match (&self.standing, &self.closing, self.delivered_on) {
            (Standing::Revoked { .. }, None, _) => "决定已撤销",
            (_, Some(_), _) => "待结案审批",
            (Standing::InForce, None, None) => "决定待送达",
            (Standing::InForce, None, Some(_)) if self.owed_principal().0 > 0 => "履行中",
            (Standing::InForce, None, Some(_)) => "已履行",
        }
    }

    /// What remains to be paid of the fine and the gains.
    pub fn owed_principal(&self) -> Fen {
        let due = self.fine().0 + self.gains().0;
        let paid = self.payments.iter().map(|p| p.principal.0).sum::<i64>();
        // What was paid beyond a fine that was lowered goes back; nobody owes less than nothing.
        Fen(if self.execution.changed().is_some() { (due - paid).max(0) } else { due - paid })
    }

    /// The fine as it stands, lowered by a remedy or not.
    pub fn fine(&self) -> Fen {
        let changed = self.execution.changed().and_then(|it| it.end.as_ref()?.outcome.as_ref());
        changed.and_then(|it| it.fine).unwrap_or_else(|| self.decision.proposal.fine())
    }

    /// The gains to be confiscated as they stand.
    pub fn gains(&self) -> Fen {
        let changed = self.execution.changed().and_then(|it| it.end.as_ref()?.outcome.as_ref());
        let decided = || self.decision.proposal.penalty().map_or(Fen(0), |terms| terms.gains);
        changed.and_then(|it| it.gains).unwrap_or_else(decided)
    }

    /// The day on which the document arrived by which it was changed, revoked, or held unlawful or
    /// void, with what that document is and says.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第二款 (AP-33).
    pub fn undone(&self) -> Option<(Date, &str, &str)> {
        if let Standing::Revoked { on, by_document, reason } = &self.standing {
            return Some((*on, by_document, reason));
        }
        self.execution.remedies.iter().rev().find_map(|it| {
            let end = it.end.as_ref()?;
            let touches = matches!(end.result, RemedyResult::Changed | RemedyResult::Unlawful);
            let reason = end.outcome.as_ref().map_or("", |outcome| outcome.reason.as_str());
            let decision = it.target == RemedyTarget::Decision;
            (decision && touches).then_some((end.on, end.document.as_str(), reason))
        })
    }

    /// The day from which money has to go back.
    pub fn refund_from(&self) -> Option<Date> {
        let struck = || {
            let told = |it: &&Remedy| it.target == RemedyTarget::Surcharge;
            self.execution.remedies.iter().filter(told).find_map(|it| Some(it.undone()?.on))
        };
        self.undone().map(|(on, _, _)| on).or_else(struck)
    }
}
