//! Say that the facts may be a crime, and name the special pair (提出涉嫌犯罪、指定专案组).

use serde::{Deserialize, Serialize};

use super::event::Suspicion;
use super::{open, out_of_turn};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Stage};
use crate::cases::wrong_stage;
use crate::ids::{PersonId, ReferralId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Say that the facts may be a crime (提出涉嫌犯罪).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspectCrime {
    /// The facts that meet the threshold: amount, circumstances, consequences.
    pub facts: Private,
    /// The offence.
    pub offence: String,
    /// The standard of prosecution.
    pub standard: String,
}

impl SuspectCrime {
    /// Decides whether the suspicion goes on record (X1).
    ///
    /// # Law
    /// 《行政处罚法》第二十七条第一款; 《行政执法机关移送涉嫌犯罪案件的规定》第三条 (AP-74, CR-01).
    ///
    /// # Errors
    /// The stage, a referral under way, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_suspect(case));
        found.require(!self.facts.is_blank(), || blank("CRIME-010", "涉嫌犯罪的事实", "facts"));
        found.require(!self.offence.trim().is_empty(), || {
            blank("CRIME-011", "涉嫌的罪名", "offence")
        });
        found.require(!self.standard.trim().is_empty(), || {
            Refusal::new(
                "CRIME-012",
                "没有写明达到的追诉标准。",
                "请写明刑法、司法解释或者立案追诉标准的条文，以及数额、情节、后果如何达到标准。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第三条第一款")
            .at("standard")
        });
        found.clear()?;
        Ok(vec![Event::CrimeSuspected(Suspicion {
            referral: ReferralId::new(setting.command.child(0)),
            facts: self.facts.clone(),
            offence: self.offence.trim().to_owned(),
            standard: self.standard.trim().to_owned(),
            by: me,
            on: setting.today,
        })])
    }
}

/// What stands before a suspicion.
pub(super) fn ready_to_suspect(case: &Case) -> Vec<Refusal> {
    let act = Act::SuspectCrime;
    if let Some(it) = case.referral() {
        return vec![out_of_turn(it, act, "请按移送的环节继续办理。")];
    }
    match &case.stage {
        Stage::OnSpot(_) => vec![
            wrong_stage(case, act, "涉嫌犯罪的不能当场处罚，请转为普通程序。")
                .then(Act::ConvertToGeneral),
        ],
        Stage::Proposed => vec![
            wrong_stage(case, act, "请先审批立案，再指定专案组核实。").then(Act::ApproveFiling),
        ],
        Stage::NotFiled { .. } | Stage::Ended(_) => {
            vec![wrong_stage(case, act, "案件已经终结，请以新的线索立案后移送。")]
        }
        Stage::Closed(_, closing) if closing.archived.is_some() => {
            vec![wrong_stage(case, act, "案卷已经归档，请以新的线索立案后移送。")]
        }
        Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_)
        | Stage::Closed(..) => vec![],
    }
}

/// Name the special pair (指定专案组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupReferral {
    /// Two or more.
    pub officers: Vec<PersonId>,
}

impl GroupReferral {
    /// Decides whether the pair is lawful: two or more with valid certificates (X1).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款 (CR-03).
    ///
    /// # Errors
    /// No suspicion, a pair already, or officers without certificates.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_group(case));
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, setting.today) {
            found.extend(refusals.into_iter().map(|one| one.at("officers")));
        }
        found.clear()?;
        let it = open(case)?;
        Ok(vec![Event::ReferralGrouped {
            referral: it.suspicion.referral.clone(),
            officers: self.officers.clone(),
            by: me,
            on: setting.today,
        }])
    }
}

/// What stands before it.
pub(super) fn ready_to_group(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.group.is_none() => vec![],
        Ok(it) => vec![out_of_turn(it, Act::GroupReferral, "专案组已经指定，请由专案组核实。")],
    }
}
