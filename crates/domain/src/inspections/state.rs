//! The inspection, what can have happened to it, and where it stands.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{BeyondCap, Conclusion, Guidance, Occasion};
use crate::Private;
use crate::cases::Sampling;
use crate::documents::{Document, Print, Signature};
use crate::evidence::Evidence;
use crate::ids::{AuthorityId, CaseId, ClueId, InspectionId, ItemId, PersonId, TownId, UnitId};
use crate::party::Party;
use crate::policy::Subject;

/// An inspection (行政检查).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The inspection.
    pub id: InspectionId,
    /// The power item, with power to inspect.
    pub item: ItemId,
    /// Who or what is inspected.
    pub object: Party,
    /// The town.
    pub town: TownId,
    /// The named area, when chosen.
    pub area: Option<String>,
    /// The place in words.
    pub place: Private,
    /// The unit that inspects.
    pub unit: UnitId,
    /// The authority in whose name it inspects.
    pub authority: AuthorityId,
    /// The officers, at least two.
    pub officers: Vec<PersonId>,
    /// Why it is done.
    pub occasion: Occasion,
    /// The planned day.
    pub planned_on: Date,
    /// The reason why it cannot wait for approval, when urgent.
    pub urgent: Option<String>,
    /// The clue it answers.
    pub clue: Option<ClueId>,
    /// Why it goes beyond the cap of the year, when it does.
    pub beyond: Option<BeyondCap>,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Why the unit is competent.
    pub competence: String,
    /// The approval, once given; an urgent inspection may start without it.
    pub approval: Option<Approval>,
    /// Evidence captured.
    pub evidence: Vec<Evidence>,
    /// Samples taken under seal.
    pub samplings: Vec<Sampling>,
    /// Guidance that was given.
    pub guidance: Vec<Guidance>,
    /// The stop order given on the site.
    pub stop: Option<SiteStop>,
    /// Documents issued.
    pub documents: Vec<Document>,
    /// Documents printed.
    pub prints: Vec<Print>,
    /// The case filed from it.
    pub case: Option<CaseId>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where an inspection stands; each stage carries what it added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 待审批.
    Proposed,
    /// 不予批准.
    Refused {
        /// Why.
        reason: String,
    },
    /// 待到场.
    Approved,
    /// 检查中: certificates have been shown.
    OnSite(Arrival),
    /// 待签署: findings are written.
    Recorded(Arrival, Findings),
    /// 待处理: the record is signed.
    Signed(Arrival, Findings),
    /// 已结束.
    Done(Arrival, Findings, Outcome),
}

impl Stage {
    /// The Chinese name.
    pub const fn name_zh(&self) -> &'static str {
        match self {
            Self::Proposed => "待审批",
            Self::Refused { .. } => "不予批准",
            Self::Approved => "待到场",
            Self::OnSite(_) => "检查中",
            Self::Recorded(..) => "待签署",
            Self::Signed(..) => "待处理",
            Self::Done(..) => "已结束",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Refused { .. } => "refused",
            Self::Approved => "approved",
            Self::OnSite(_) => "on-site",
            Self::Recorded(..) => "recorded",
            Self::Signed(..) => "signed",
            Self::Done(..) => "done",
        }
    }

    /// The arrival, once on the site.
    pub const fn arrival(&self) -> Option<&Arrival> {
        match self {
            Self::OnSite(arrival)
            | Self::Recorded(arrival, _)
            | Self::Signed(arrival, _)
            | Self::Done(arrival, ..) => Some(arrival),
            Self::Proposed | Self::Refused { .. } | Self::Approved => None,
        }
    }

    /// The findings, once written.
    pub const fn findings(&self) -> Option<&Findings> {
        match self {
            Self::Recorded(_, findings)
            | Self::Signed(_, findings)
            | Self::Done(_, findings, _) => Some(findings),
            Self::Proposed | Self::Refused { .. } | Self::Approved | Self::OnSite(_) => None,
        }
    }
}

/// The head's approval (检查审批).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who approved.
    pub by: PersonId,
    /// The day.
    pub on: Date,
    /// The opinion.
    pub words: String,
}

/// The arrival on the site (到场亮证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// When, by the officer's clock.
    pub at: DateTime,
    /// Where, in millionths of a degree, when the device told.
    #[serde(default)]
    pub position: Option<(i64, i64)>,
    /// The officers present.
    pub officers: Vec<PersonId>,
    /// The person met: name.
    pub met_name: Private,
    /// The person met: their relation to the object.
    pub met_role: String,
    /// Whether the certificates were shown and the rights told.
    pub certificates_shown: bool,
    /// What the person answered when told of their rights.
    pub rights_answer: Private,
    /// The server's day.
    pub on: Date,
}

/// What a point of the checklist came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckResult {
    /// 合格.
    Sound,
    /// 有问题.
    Problem,
    /// 不适用.
    NotApplicable,
}

impl CheckResult {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Sound => "合格",
            Self::Problem => "有问题",
            Self::NotApplicable => "不适用",
        }
    }
}

/// One answered point of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// The point, in the pack's words.
    pub point: String,
    /// What it came to.
    pub result: CheckResult,
    /// A remark.
    #[serde(default)]
    pub note: Private,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// The checklist.
    pub checklist: Vec<CheckAnswer>,
    /// What was seen.
    pub narrative: Private,
    /// What the person met said.
    pub statement: Private,
    /// When the inspection ended, by the officer's clock.
    pub ended_at: DateTime,
}

/// An order to stop given on the site (责令停止).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteStop {
    /// The words.
    pub words: Private,
    /// Whether the act stopped.
    pub stopped: bool,
    /// When, by the officer's clock.
    pub at: DateTime,
}

/// How the inspection ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Without a case.
    Concluded {
        /// 未发现问题 or 当场改正.
        conclusion: Conclusion,
        /// The education given; blank when nothing was found.
        education: Private,
        /// The day.
        on: Date,
    },
    /// Handed over to the unit that handles cases.
    HandedOver {
        /// The unit.
        to: UnitId,
        /// What the violation is.
        summary: Private,
        /// When the violation was done or found going on.
        act_on: Date,
        /// The day.
        on: Date,
    },
}

/// What has happened to an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was proposed.
    Proposed {
        /// The item.
        item: ItemId,
        /// The object.
        object: Party,
        /// The town.
        town: TownId,
        /// The area.
        area: Option<String>,
        /// The place.
        place: Private,
        /// The unit.
        unit: UnitId,
        /// The authority.
        authority: AuthorityId,
        /// The officers.
        officers: Vec<PersonId>,
        /// Why.
        occasion: Occasion,
        /// The planned day.
        planned_on: Date,
        /// Why it cannot wait.
        urgent: Option<String>,
        /// The clue.
        clue: Option<ClueId>,
        /// Why it goes beyond the cap of the year, when it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beyond: Option<BeyondCap>,
        /// Who proposed it.
        by: PersonId,
        /// Why the unit is competent.
        competence: String,
    },
    /// It was approved.
    Approved(Approval),
    /// It was refused.
    Refused {
        /// Why.
        reason: String,
    },
    /// The officers arrived and showed their certificates.
    Arrived(Arrival),
    /// Evidence was captured.
    EvidenceCaptured(Evidence),
    /// Samples were taken.
    SamplesTaken(Sampling),
    /// The violation was ordered to stop.
    StopOrdered(SiteStop),
    /// The findings were written.
    FindingsRecorded(Findings),
    /// The record was signed.
    RecordSigned {
        /// The officers' and the party's signatures, as one JSON text.
        signatures: Private,
    },
    /// It ended.
    Ended(Outcome),
    /// Guidance was given.
    GuidanceGiven(Box<Guidance>),
    /// The object answered the last guidance.
    FeedbackRecorded {
        /// What it answered.
        words: Private,
        /// The day.
        on: Date,
    },
    /// A document was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
    /// A case was filed.
    CaseFiled {
        /// The case.
        case: CaseId,
    },
}

impl Inspection {
    /// What policy looks at.
    pub fn subject(&self) -> Subject {
        Subject {
            unit: Some(self.unit.clone()),
            authority: Some(self.authority.clone()),
            town: Some(self.town.clone()),
            assigned: self.officers.iter().cloned().collect(),
        }
    }

    /// The hand-over, when it ended so.
    pub const fn handed_over(&self) -> Option<&Outcome> {
        match &self.stage {
            Stage::Done(_, _, outcome @ Outcome::HandedOver { .. }) => Some(outcome),
            Stage::Done(_, _, Outcome::Concluded { .. })
            | Stage::Proposed
            | Stage::Refused { .. }
            | Stage::Approved
            | Stage::OnSite(_)
            | Stage::Recorded(..)
            | Stage::Signed(..) => None,
        }
    }
}

/// The inspection after the event.
pub fn apply(before: Option<Inspection>, id: &InspectionId, event: &Event) -> Option<Inspection> {
    if let Event::Proposed { .. } = event {
        return proposed(id, event.clone());
    }
    let mut it = before?;
    it.stage = match (it.stage, event) {
        (Stage::Proposed, Event::Approved(_)) => Stage::Approved,
        (Stage::Proposed, Event::Refused { reason }) => Stage::Refused { reason: reason.clone() },
        (Stage::Proposed | Stage::Approved, Event::Arrived(arrival)) => {
            Stage::OnSite(arrival.clone())
        }
        (
            Stage::OnSite(arrival) | Stage::Recorded(arrival, _),
            Event::FindingsRecorded(findings),
        ) => Stage::Recorded(arrival, findings.clone()),
        (Stage::Recorded(arrival, findings), Event::RecordSigned { .. }) => {
            Stage::Signed(arrival, findings)
        }
        (Stage::Signed(arrival, findings), Event::Ended(outcome)) => {
            Stage::Done(arrival, findings, outcome.clone())
        }
        (unmoved, _) => unmoved,
    };
    match event {
        Event::Approved(approval) => it.approval = Some(approval.clone()),
        Event::EvidenceCaptured(evidence) => it.evidence.push(evidence.clone()),
        Event::SamplesTaken(sampling) => it.samplings.push(sampling.clone()),
        Event::StopOrdered(stop) => it.stop = Some(stop.clone()),
        Event::GuidanceGiven(given) => it.guidance.push((**given).clone()),
        Event::FeedbackRecorded { words, on } => {
            if let Some(given) = it.guidance.last_mut() {
                given.feedback = Some((words.clone(), *on));
            }
        }
        Event::DocumentIssued(document) => it.documents.push(document.clone()),
        Event::DocumentPrinted(print) => it.prints.push(print.clone()),
        Event::CaseFiled { case } => it.case = Some(case.clone()),
        Event::Proposed { .. }
        | Event::Refused { .. }
        | Event::Arrived(_)
        | Event::FindingsRecorded(_)
        | Event::RecordSigned { .. }
        | Event::Ended(_) => {}
    }
    Some(it)
}

fn proposed(id: &InspectionId, event: Event) -> Option<Inspection> {
    let Event::Proposed {
        item,
        object,
        town,
        area,
        place,
        unit,
        authority,
        officers,
        occasion,
        planned_on,
        urgent,
        clue,
        beyond,
        by,
        competence,
    } = event
    else {
        return None;
    };
    Some(Inspection {
        id: id.clone(),
        item,
        object,
        town,
        area,
        place,
        unit,
        authority,
        officers,
        occasion,
        planned_on,
        urgent,
        clue,
        beyond,
        proposed_by: by,
        competence,
        approval: None,
        evidence: Vec::new(),
        samplings: Vec::new(),
        guidance: Vec::new(),
        stop: None,
        documents: Vec::new(),
        prints: Vec::new(),
        case: None,
        stage: Stage::Proposed,
    })
}

/// The signatures under an on-site record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSignatures {
    /// The officers'.
    pub officers: Vec<Signature>,
    /// The party's, or the witness's when the party refused.
    pub party: Vec<Signature>,
}
