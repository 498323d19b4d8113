//! Connect cases that hang together, and use in one the evidence of the other (关联案件).
//!
//! Each case keeps its own party, procedure and decision; what connects them is on both records.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{blank, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::evidence::{Evidence, Monitored};
use crate::ids::{CaseId, EvidenceId, PersonId};
use crate::party::Likeness;
use crate::policy::{Act, Verdict, permit};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// How two cases hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionGround {
    /// Several parties did one thing together (共同违法).
    JointAct,
    /// One party did several things (同一当事人的数个行为).
    SameParty,
    /// One act made the other possible, such as carrier and sender (上下游).
    Chain,
}

impl ConnectionGround {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::JointAct, Self::SameParty, Self::Chain];

    /// How an address names it.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::JointAct => "joint-act",
            Self::SameParty => "same-party",
            Self::Chain => "chain",
        }
    }

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::JointAct => "共同违法",
            Self::SameParty => "同一当事人的数个行为",
            Self::Chain => "上下游关联",
        }
    }
}

/// That two cases hang together, as each of them has it on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The other case.
    pub other: CaseId,
    /// How.
    pub ground: ConnectionGround,
    /// Why.
    pub reason: Private,
    /// Who said so.
    pub by: PersonId,
    /// The day.
    pub on: Date,
    /// Whether it was said in the other case.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub there: bool,
}

impl Connection {
    /// The same as the other case has it.
    pub(crate) fn seen_from(&self, other: &CaseId) -> (CaseId, Self) {
        let back = Self { other: other.clone(), there: true, ..self.clone() };
        (self.other.clone(), back)
    }
}

/// Connect the case with another (关联案件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectCase {
    /// The other case.
    pub other: CaseId,
    /// How they hang together.
    pub ground: ConnectionGround,
    /// Why.
    pub reason: Private,
}

impl ConnectCase {
    /// Decides whether the cases may be connected: both exist, the actor may read both, and the
    /// ground fits the parties.
    ///
    /// # Law
    /// Each party is told, heard and decided on by itself (《行政处罚法》第四十四条、第四十五条); like cases are
    /// treated alike (第五条、第三十四条).
    ///
    /// # Errors
    /// The stage, an unknown or unreadable case, one connected already, a ground that does not fit.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.reason.is_blank(), || blank("CONN-010", "关联的理由", "reason"));
        let other = setting.case(&self.other).filter(|it| {
            let subject = it.subject();
            it.id != case.id
                && matches!(permit(setting.actor, Act::ReadCases, &subject), Verdict::Permitted)
        });
        let Some(other) = other else {
            found.add(
                Refusal::new(
                    "CONN-011",
                    "没有这个案件，或者您不能查看它。",
                    "请从列出的案件中选择；其他机构的案件由其承办人关联。",
                )
                .at("other"),
            );
            found.clear()?;
            return Ok(vec![]);
        };
        found.require(case.connections.iter().all(|it| it.other != other.id), || {
            Refusal::new("CONN-012", "两案已经关联。", "不需要重复关联。").at("other")
        });
        let same = case.origin.party.likeness(&other.origin.party) != Likeness::None;
        found.require(self.ground != ConnectionGround::JointAct || !same, || {
            Refusal::new(
                "CONN-013",
                "两案的当事人相同，不是共同违法。",
                "同一当事人的数个行为请选择“同一当事人的数个行为”；可能是同一行为的，请办理“说明不是同一违法行为”。",
            )
            .by("《行政处罚法》第二十九条")
            .at("ground")
        });
        found.require(self.ground != ConnectionGround::SameParty || same, || {
            Refusal::new(
                "CONN-014",
                "两案的当事人不同。",
                "共同实施的请选择“共同违法”，前后相接的请选择“上下游关联”。",
            )
            .at("ground")
        });
        found.clear()?;
        Ok(vec![Event::Connected(Connection {
            other: other.id.clone(),
            ground: self.ground,
            reason: self.reason.clone(),
            by: me,
            on: setting.today,
            there: false,
        })])
    }
}

/// The obstacles that stand before a connection whatever it says.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_) => vec![],
        Stage::NotFiled { .. } | Stage::Ended(_) | Stage::Closed(..) => {
            vec![wrong_stage(case, Act::ConnectCase, "已经办结的案件请在另一案中关联。")]
        }
    }
}

/// Use evidence of a connected case (引用关联案件的证据).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BorrowEvidence {
    /// The connected case.
    pub other: CaseId,
    /// The evidence there.
    pub evidence: EvidenceId,
    /// What it proves in this case.
    pub proves: Private,
}

impl BorrowEvidence {
    /// Decides whether the evidence may be taken over: it is verified here again before it counts.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条第二款 (AP-27); 第四十一条第二款 for what equipment recorded (AP-28).
    ///
    /// # Errors
    /// The stage, a case that is not connected, evidence that is not there or here already.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_borrow(case));
        found.require(!self.proves.is_blank(), || blank("CONN-020", "证明事项", "proves"));
        let connected = case.connections.iter().any(|it| it.other == self.other);
        let there = connected.then(|| setting.case(&self.other)).flatten();
        let there = there.and_then(|it| it.evidence.iter().find(|it| it.id == self.evidence));
        let Some(there) = there else {
            found.add(
                Refusal::new(
                    "CONN-021",
                    "关联案件中没有这件证据。",
                    "请从列出的证据中选择；没有关联的案件请先关联。",
                )
                .at("evidence")
                .then(Act::ConnectCase),
            );
            found.clear()?;
            return Ok(vec![]);
        };
        found.require(case.evidence.iter().all(|it| !same(it, there)), || {
            Refusal::new("CONN-022", "这件证据已经在本案中。", "请选择其他证据。").at("evidence")
        });
        found.clear()?;
        Ok(vec![Event::EvidenceAdded(Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            proves: self.proves.clone(),
            monitored: there.monitored.clone().map(|it| Monitored { first: None, ..it }),
            from: Some(self.other.clone()),
            verified: None,
            ..there.clone()
        })])
    }
}

/// Whether two entries are of the same thing.
pub fn same(one: &Evidence, other: &Evidence) -> bool {
    let bytes = |it: &Evidence| it.blob.as_ref().map(|blob| blob.sha256.clone());
    match (bytes(one), bytes(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.name == other.name && one.obtained_on == other.obtained_on,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The obstacles that stand before taking over evidence whatever it is.
pub(super) fn ready_to_borrow(case: &Case) -> Vec<Refusal> {
    if !matches!(case.stage, Stage::Investigating(_)) {
        return vec![wrong_stage(case, Act::BorrowEvidence, "证据在立案以后、调查终结以前收集。")];
    }
    if case.connections.is_empty() {
        return vec![
            Refusal::new("CONN-023", "本案没有关联案件。", "请先关联案件。").then(Act::ConnectCase),
        ];
    }
    vec![]
}
