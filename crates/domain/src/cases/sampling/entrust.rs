//! Entrust an institution with a test or an appraisal, and tell the party (委托鉴定).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{AppraisalKind, Entrustment, Sample};
use super::{obstacles, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::ids::AppraisalId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Entrust an institution (委托鉴定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntrustAppraisal {
    /// What it is asked to do.
    pub kind: AppraisalKind,
    /// The institution.
    pub institution: String,
    /// Its qualification, or, where the law asks for none, the conditions that it has.
    pub qualification: String,
    /// What is asked.
    pub question: Private,
    /// The numbers of the seals that go to it.
    #[serde(default)]
    pub seal_numbers: Vec<String>,
    /// What else goes to it.
    #[serde(default)]
    pub objects: Private,
    /// The day by which it answers.
    pub due_on: Date,
    /// The earlier appraisal that this one repeats.
    #[serde(default)]
    pub again: Option<AppraisalId>,
}

impl EntrustAppraisal {
    /// Decides whether the institution may be entrusted: qualified, with a definite period, and with
    /// samples that were taken (N7).
    ///
    /// # Law
    /// 《行政处罚法》第四十六条、第五十六条; 《交通运输行政执法程序规定》第四章第二节 (AP-27, AP-41, MT-09).
    // LEGAL-Q 2026-11-22 (法制审批科): whether another appraisal must be made by another institution. No
    // article that could be read says so; until told otherwise the officers choose.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::EntrustAppraisal, case));
        found.require(!self.institution.trim().is_empty(), || {
            blank("SAMP-030", "受委托机构", "institution")
        });
        found.require(!self.qualification.trim().is_empty(), || {
            Refusal::new(
                "SAMP-031",
                "没有填写机构的资质。",
                "鉴定应当委托具有法定资质的机构；没有法定资质机构的，委托具备条件的机构并写明。",
            )
            .by("《行政处罚法》第四十六条")
            .at("qualification")
        });
        found.require(!self.question.is_blank(), || blank("SAMP-032", "委托事项", "question"));
        found.require(setting.today <= self.due_on, || {
            Refusal::new(
                "SAMP-033",
                "约定的完成日期早于今天。",
                "鉴定的期间应当明确；请填写机构答应完成的日期。",
            )
            .at("due_on")
        });
        self.check_objects(case, &mut found);
        let mut to_repeat = case.samplings.to_repeat();
        let known = |id: &AppraisalId| to_repeat.any(|it| it.entrusted.id == *id);
        found.require(self.again.as_ref().is_none_or(known), || {
            Refusal::new(
                "SAMP-036",
                "所选的鉴定没有同意重新鉴定，或者已经重新委托。",
                "请从同意重新鉴定的委托中选择；不是重新鉴定的不用选。",
            )
            .at("again")
        });
        found.clear()?;
        let sent: Vec<&Sample> = self.sent(case).collect();
        let document = issue_nth(case, setting, papers::letter(case, self, &sent, setting), 0)?;
        let entrusted = Entrustment {
            id: AppraisalId::new(format!("{}-p0", setting.command)),
            document: document.id.clone(),
            kind: self.kind,
            institution: self.institution.trim().to_owned(),
            qualification: self.qualification.trim().to_owned(),
            question: self.question.clone(),
            seal_numbers: self.seal_numbers.clone(),
            objects: self.objects.clone(),
            due_on: self.due_on,
            again: self.again.clone(),
            on: setting.today,
        };
        Ok(vec![Event::AppraisalEntrusted(entrusted), Event::DocumentIssued(document)])
    }

    /// The samples that go to it.
    fn sent<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a Sample> {
        case.samplings.samples().filter(|one| self.seal_numbers.contains(&one.seal_number))
    }

    fn check_objects(&self, case: &Case, found: &mut Obstacles) {
        found.require(!self.seal_numbers.is_empty() || !self.objects.is_blank(), || {
            Refusal::new(
                "SAMP-034",
                "没有写明送去鉴定的样品或者其他物品、材料。",
                "请选择已经封样的样品，或者写明送检的物品、材料。",
            )
            .by("《行政处罚法》第四十六条")
            .at("seal_numbers")
        });
        let known =
            |number: &String| case.samplings.samples().any(|one| one.seal_number == *number);
        found.require(self.seal_numbers.iter().all(known), || {
            Refusal::new(
                "SAMP-035",
                "所选的封签编号不在本案的抽样取证凭证上。",
                "请从列出的样品中选择；没有封样的样品不能送检。",
            )
            .by("《行政处罚法》第四十六条")
            .at("seal_numbers")
        });
    }
}
