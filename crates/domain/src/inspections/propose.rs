//! Propose, approve or refuse an inspection (检查申请与审批).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cap::{self, BeyondCap, Planned};
use super::{Approval, Event, Inspection, Stage, notice, wrong_stage};
use crate::catalogue::{Power, PowerItem};
use crate::documents::{Issue, Sheet, issue, signature_of};
use crate::ids::{ClueId, ItemId, PersonId, TownId};
use crate::packs::InspectionPlan;
use crate::party::Party;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting, competence};

/// Why an inspection is done (任务来源).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// 日常检查.
    Routine,
    /// 线索核查 (个案检查).
    Clue,
    /// 专项检查.
    Special,
    /// 双随机抽查.
    Random,
}

impl Occasion {
    /// Every occasion, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Routine, Self::Clue, Self::Special, Self::Random];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Routine => "日常检查",
            Self::Clue => "线索核查",
            Self::Special => "专项检查",
            Self::Random => "双随机抽查",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Clue => "clue",
            Self::Special => "special",
            Self::Random => "random",
        }
    }
}

/// Propose an inspection (申请检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeInspection {
    /// The item to inspect.
    pub item: ItemId,
    /// Who or what is inspected.
    pub object: Party,
    /// The town.
    pub town: TownId,
    /// The area.
    #[serde(default)]
    pub area: Option<String>,
    /// The place.
    pub place: Private,
    /// The officers, at least two.
    pub officers: Vec<PersonId>,
    /// Why.
    pub occasion: Occasion,
    /// The planned day.
    pub planned_on: Date,
    /// Why it cannot wait for approval, when it cannot.
    #[serde(default)]
    pub urgent: Option<String>,
    /// The clue it answers.
    #[serde(default)]
    pub clue: Option<ClueId>,
    /// Why it may go beyond the cap of the year, when it does.
    #[serde(default)]
    pub beyond: Option<BeyondCap>,
}

impl ProposeInspection {
    /// Decides whether the inspection can be put before the head: the item is published and in
    /// force, the proposer's unit is the competent one at the place, two officers are qualified.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款 (AP-08, AP-09); 国办发〔2024〕54号 (IN-01, IN-02, IN-06).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(
        &self,
        known: Option<&Inspection>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(known.is_none(), || {
            Refusal::new("INSP-003", "这次检查已经提出过。", "请在检查列表中查找。")
        });
        found.extend(self.object.check("object_"));
        found.require(!self.place.is_blank(), || {
            Refusal::new("INSP-004", "没有写明检查地点。", "请填写检查地点。").at("place")
        });
        found.require(setting.today <= self.planned_on, || {
            Refusal::new("INSP-005", "计划检查日期早于今天。", "请重新选择日期。").at("planned_on")
        });
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.planned_on) {
            found.extend(refusals);
        }
        if let Some(clue) = &self.clue {
            found.require(setting.clue(clue).is_some(), || {
                Refusal::new("INSP-006", "没有所选的线索。", "请从线索页面发起检查。").at("clue")
            });
        }
        found.extend(cap::beyond(&Planned::proposed(self), setting));
        let law = setting.law;
        let other = |it: &PowerItem| it.id == self.item && it.power != Power::Inspection;
        found.require(!law.items.iter().any(other), || {
            Refusal::new(
                "INSP-064",
                "公布的检查事项清单中没有这个事项，不得实施检查（国办发〔2024〕54号第三部分）。",
                "请从清单中选择检查事项；清单应当增加的，先按程序公布并登记到数据包。",
            )
            .at("item")
        });
        let planned = |it: &InspectionPlan| it.allows_special(&self.item, self.planned_on);
        let unplanned = self.occasion == Occasion::Special && !law.plans.iter().any(planned);
        found.require(!unplanned, || {
            Refusal::new(
                "INSP-063",
                "这个事项在计划检查日期没有经批准、备案并公布的专项检查计划，不能安排专项检查（国办发〔2024〕54号第六部分）。",
                "请先按程序批准、备案、公布计划并登记到数据包；日常检查和线索核查请选择相应的任务来源。",
            )
            .at("occasion")
        });
        let competent = found.take(competence::inspecting_unit(
            setting.law,
            &self.item,
            &self.town,
            self.area.as_deref(),
            self.planned_on,
        ));
        let member = setting.actor.member();
        if let (Some(competent), Some(member)) = (&competent, member) {
            found.require(competent.unit == member.unit, || elsewhere(competent, setting));
        }
        found.clear()?;
        let (Some(competent), Some(member)) = (competent, member) else { return Ok(vec![]) };
        Ok(vec![Event::Proposed {
            item: self.item.clone(),
            object: self.object.clone(),
            town: self.town.clone(),
            area: self.area.clone(),
            place: self.place.clone(),
            unit: competent.unit,
            authority: competent.authority,
            officers: self.officers.clone(),
            occasion: self.occasion,
            planned_on: self.planned_on,
            urgent: self.urgent.clone().filter(|reason| !reason.trim().is_empty()),
            clue: self.clue.clone(),
            beyond: self.beyond,
            by: member.person.clone(),
            competence: competent.why,
        }])
    }
}

fn elsewhere(competent: &competence::Competent, setting: &Setting<'_>) -> Refusal {
    let name = setting.law.unit(&competent.unit).map_or("", |unit| unit.name.as_str());
    Refusal::new(
        "INSP-007",
        format!("此地的这项检查由{name}负责，本单位不能跨辖区检查。"),
        format!("请把情况转给{name}；需要支援的，由大队另行安排。{}", competent.why),
    )
    .at("town")
}

/// Approve the inspection (批准检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveInspection {
    /// The opinion.
    pub words: String,
}

impl ApproveInspection {
    /// Decides whether the head may approve: before the inspection, or after an urgent one.
    ///
    /// # Law
    /// 国办发〔2024〕54号 (IN-06): approval by the head before every inspection; emergencies afterwards.
    ///
    /// # Errors
    /// The stage, or fields of the approval form that are missing.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let open = it.approval.is_none() && !matches!(it.stage, Stage::Refused { .. });
        if !open {
            return Err(wrong_stage(it, Act::ApproveInspection, "这次检查已经审批过。").into());
        }
        // What has happened already is approved afterwards, and counted.
        if let Some(refusal) =
            cap::beyond(&Planned::known(it), setting).filter(|_| it.stage == Stage::Proposed)
        {
            return Err(refusal.into());
        }
        let Some(me) = setting.me().cloned() else { return Ok(vec![]) };
        let approval = Approval { by: me.clone(), on: setting.today, words: self.words.clone() };
        let sheet = approval_form(it, setting, &approval);
        let document = issue(
            setting,
            sheet,
            Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None },
        )
        .map_err(Refused)?;
        let notice = notice::unless_given(it, 1, setting)?;
        let mut events = vec![Event::Approved(approval), Event::DocumentIssued(document)];
        events.extend(notice.map(Event::DocumentIssued));
        Ok(events)
    }
}

/// IN-1 行政检查审批表.
fn approval_form(it: &Inspection, setting: &Setting<'_>, approval: &Approval) -> Sheet {
    let item = setting.law.item_at(&it.item, it.planned_on).ok();
    let (times, most) = cap::words(&Planned::known(it), setting);
    let words = |text: &str, empty: &str| {
        if text.trim().is_empty() { empty.to_owned() } else { text.trim().to_owned() }
    };
    Sheet::new("IN-1")
        .text("party_name", it.object.name.reveal())
        .text("party_address", words(it.object.address.reveal(), it.place.reveal()))
        .text("party_id_number", it.object.id_number.reveal())
        .text("task_source", it.occasion.name_zh())
        .text("basis", item.map_or_else(String::new, super::basis_words))
        .lines("items", item.map(|i| i.name.clone()))
        .text("manner", "现场检查")
        .text("times_this_year", times)
        .text("times_cap", most)
        .rows("officers", super::officer_rows(setting, &it.officers))
        .text("planned_at", law::format::date_zh(it.planned_on))
        .text(
            "handler_opinion",
            it.urgent.clone().map_or_else(
                || "申请实施检查。".to_owned(),
                |reason| format!("情况紧急，先行检查：{reason}"),
            ),
        )
        .signed("handler_signature", [signature_of(setting, &it.proposed_by, "承办人")])
        .text("department_opinion", "按管辖分工承办。")
        .signed("department_signature", [signature_of(setting, &it.proposed_by, "承办机构")])
        .text("head_opinion", words(&approval.words, "同意。"))
        .signed("head_signature", [signature_of(setting, &approval.by, "行政机关负责人")])
}

/// Refuse the inspection (不批准检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseInspection {
    /// Why.
    pub reason: String,
}

impl RefuseInspection {
    /// Decides whether the head may refuse: only before anybody went.
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, it: &Inspection, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::Proposed), || {
            wrong_stage(it, Act::ApproveInspection, "只有待审批的检查可以不予批准。")
        });
        found.require(!self.reason.trim().is_empty(), || {
            Refusal::new("INSP-008", "没有写明不批准的理由。", "请写明理由，便于申请人调整。")
                .at("reason")
        });
        found.clear()?;
        Ok(vec![Event::Refused { reason: self.reason.trim().to_owned() }])
    }
}
