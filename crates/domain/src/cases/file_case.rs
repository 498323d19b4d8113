//! File a case: propose, approve, refuse (提请立案、批准立案、不予立案).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::Filing;
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, FilingSource, Origin, Stage};
use super::{bench, dossier, wrong_stage};
use crate::documents::signature_of;
use crate::ids::{CaseId, ClueId, InspectionId, ItemId, PersonId, TownId};
use crate::inspections::Outcome;
use crate::party::Party;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Private, Refusal, Refused, Setting, competence};

/// Propose to file a case (提请立案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeFiling {
    /// The power item to penalise.
    pub item: ItemId,
    /// 案由.
    pub cause: String,
    /// The town.
    pub town: TownId,
    /// The place.
    pub place: Private,
    /// The source.
    pub source: FilingSource,
    /// The inspection it comes from.
    #[serde(default)]
    pub inspection: Option<InspectionId>,
    /// The clue it comes from.
    #[serde(default)]
    pub clue: Option<ClueId>,
    /// The party.
    pub party: Party,
    /// The facts known so far.
    pub facts: Private,
    /// The day of the act, or on which a continuing act ended or was last seen.
    pub act_on: Date,
    /// The day on which it was discovered.
    pub discovered_on: Date,
    /// The handlers, at least two; the first leads.
    pub handlers: Vec<PersonId>,
}

impl ProposeFiling {
    /// Decides whether filing can be proposed: the unit has the power, the act is not time-barred,
    /// two qualified officers handle it.
    ///
    /// # Law
    /// 《行政处罚法》第二十二条、第三十六条、第三十八条、第四十二条、第五十四条第二款 (N2).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(
        &self,
        known: Option<&Case>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        let checked = self.check(known, Act::ProposeFiling, &mut found, setting);
        found.clear()?;
        let Some((competent, evidence)) = checked else { return Ok(vec![]) };
        let origin = self.origin(me, competent, setting);
        let handlers = self.handlers.clone();
        let event = Event::FilingProposed { origin, handlers, evidence };
        let mut events = Self::begin(Act::ProposeFiling, event, setting)?;
        events.extend(self.samples(setting));
        Ok(events)
    }

    /// What must hold before any procedure begins; answers with the competent unit and the
    /// evidence that an inspection hands over.
    pub(super) fn check(
        &self,
        known: Option<&Case>,
        act: Act,
        found: &mut Obstacles,
        setting: &Setting<'_>,
    ) -> Option<(competence::Competent, Vec<crate::evidence::Evidence>)> {
        found.require(known.is_none(), || {
            Refusal::new("CASE-004", "这个案件已经提请立案。", "请在案件列表中查找。")
        });
        let competent =
            found.take(competence::penalty_unit(setting.law, &self.item, setting.today));
        if let (Some(competent), Some(member)) = (&competent, setting.actor.member()) {
            found.require(competent.unit == member.unit, || not_ours(competent, act, setting));
        }
        self.check_words(found, setting);
        if let Err(refusals) = setting.roster.two_qualified(&self.handlers, setting.today) {
            found.extend(refusals.into_iter().map(|r| r.at("handlers")));
        }
        found.require(setting.me().is_some_and(|me| self.handlers.contains(me)), || {
            Refusal::new(
                "CASE-005",
                "提请人不在承办人之中。",
                "请把自己列为承办人，或者由承办人提请。",
            )
            .at("handlers")
        });
        if let Some(clue) = &self.clue {
            found.require(setting.clue(clue).is_some(), || {
                Refusal::new("CASE-180", "没有所选的线索。", "请从线索或者检查页面提请立案。")
                    .at("clue")
            });
        }
        found.extend(self.discovered_late(setting));
        let evidence = found.take(self.handed_over(setting)).unwrap_or_default();
        Some((competent?, evidence))
    }

    /// The event that begins a case, unless a rule bars the act in the case as it would be begun.
    pub(super) fn begin(
        act: Act,
        event: Event,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let id = CaseId::new(setting.command.child(0));
        if let Some(case) = super::apply(None, &id, &event) {
            let refusals = gate(act, &dossier(&case, setting), &bench(setting));
            if !refusals.is_empty() {
                return Err(Refused(refusals));
            }
        }
        Ok(vec![event])
    }

    fn check_words(&self, found: &mut Obstacles, setting: &Setting<'_>) {
        found.extend(self.party.check("party_"));
        found.require(!self.cause.trim().is_empty(), || blank("CASE-006", "案由", "cause"));
        found.require(!self.facts.is_blank(), || blank("CASE-007", "案件基本情况", "facts"));
        found.require(!self.party.address.is_blank(), || {
            blank("CASE-008", "当事人住址或者住所", "party_address")
        });
        found.require(!self.party.id_number.is_blank(), || {
            blank("CASE-009", "当事人证件号码", "party_id_number")
        });
        found.require(self.act_on <= setting.today, || {
            future("CASE-010", "违法行为日期", "act_on", setting)
        });
        found.require(self.discovered_on <= setting.today, || {
            future("CASE-011", "发现日期", "discovered_on", setting)
        });
        found.require(self.act_on <= self.discovered_on, || {
            Refusal::new("CASE-012", "发现日期早于违法行为日期。", "请核对两个日期。")
                .at("discovered_on")
        });
    }

    /// The inspection is itself a discovery: no later day may be named (DB-18).
    fn discovered_late(&self, setting: &Setting<'_>) -> Option<Refusal> {
        let inspection = setting.inspection(self.inspection.as_ref()?)?;
        let seen_on = inspection.stage.arrival()?.on;
        (seen_on < self.discovered_on).then(|| {
            Refusal::new(
                "CASE-019",
                format!("检查人员{}已经到场，发现日期不能晚于该日。", date_zh(seen_on)),
                "请填写最早的检查记录或者查实的举报的日期。",
            )
            .by("《行政处罚法》第三十六条第一款")
            .at("discovered_on")
        })
    }

    /// The evidence that the inspection hands over.
    fn handed_over(
        &self,
        setting: &Setting<'_>,
    ) -> Result<Vec<crate::evidence::Evidence>, Refusal> {
        let Some(id) = &self.inspection else { return Ok(vec![]) };
        let Some(inspection) = setting.inspection(id) else {
            return Err(Refusal::new("CASE-013", "没有所选的检查。", "请从检查页面提请立案。")
                .at("inspection"));
        };
        if inspection.case.is_some() {
            return Err(Refusal::new(
                "CASE-014",
                "这次检查移交的线索已经提请立案。",
                "请在案件列表中查找，不要重复立案。",
            )
            .at("inspection"));
        }
        match inspection.handed_over() {
            Some(Outcome::HandedOver { .. }) => Ok(inspection.evidence.clone()),
            Some(Outcome::Concluded { .. }) | None => Err(Refusal::new(
                "CASE-015",
                "这次检查没有移交立案查处。",
                "请先由检查人员签署笔录并移交。",
            )
            .at("inspection")),
        }
    }

    /// The samples that the inspection hands over: the case may have them appraised.
    pub(super) fn samples(&self, setting: &Setting<'_>) -> Vec<Event> {
        let inspection = self.inspection.as_ref().and_then(|id| setting.inspection(id));
        let taken = inspection.iter().flat_map(|it| &it.samplings);
        taken.cloned().map(Event::SamplesTaken).collect()
    }

    /// The clue that the inspection answered.
    fn inspected_for(&self, setting: &Setting<'_>) -> Option<ClueId> {
        setting.inspection(self.inspection.as_ref()?)?.clue.clone()
    }

    pub(super) fn origin(
        &self,
        me: PersonId,
        competent: competence::Competent,
        setting: &Setting<'_>,
    ) -> Origin {
        Origin {
            cause: self.cause.trim().to_owned(),
            item: competent.item,
            unit: competent.unit,
            authority: competent.authority,
            competence: competent.why,
            town: self.town.clone(),
            place: self.place.clone(),
            source: self.source,
            inspection: self.inspection.clone(),
            clue: self.clue.clone().or_else(|| self.inspected_for(setting)),
            party: self.party.clone(),
            facts: self.facts.clone(),
            act_on: self.act_on,
            discovered_on: self.discovered_on,
            proposed_on: setting.today,
            proposed_by: me,
            pack: setting.law.digest.clone(),
        }
    }
}

/// E77: a squad inspects; penalties are the brigade's.
fn not_ours(competent: &competence::Competent, act: Act, setting: &Setting<'_>) -> Refusal {
    let mine = setting
        .actor
        .member()
        .and_then(|member| setting.law.unit(&member.unit))
        .map_or("", |unit| unit.name.as_str());
    let theirs = setting.law.unit(&competent.unit).map_or("", |unit| unit.name.as_str());
    Refusal::new(
        "CASE-016",
        format!(
            "{mine}对这个事项只有检查权，没有处罚权，不能{}。",
            if act == Act::ProposeFiling { "立案" } else { act.name_zh() }
        ),
        format!("请签署现场笔录后移交{theirs}立案查处。{}", competent.why),
    )
    .by("《行政处罚法》第三十八条第一款")
    .then(Act::HandOver)
    .at("item")
}

/// Approve filing (批准立案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveFiling {
    /// The opinion.
    #[serde(default)]
    pub words: String,
}

impl ApproveFiling {
    /// Decides whether the head may file the case; the ninety days begin.
    ///
    /// # Law
    /// 《行政处罚法》第五十四条第二款、第六十条 (N2, AP-39, AP-48, MT-13).
    ///
    /// # Errors
    /// The stage, a breached rule, the head being a handler, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_file(case, setting));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new("CASE-017", "承办人不能审批自己承办的案件。", "请由其他负责人审批。")
        });
        found.clear()?;
        let sheet = self.form(case, setting, &me);
        let document = issue_nth(case, setting, sheet, 0)?;
        let number =
            document.number.as_ref().map_or_else(|| case.id.to_string(), |n| n.text.clone());
        let filing = Filing { number, opened_on: setting.today, by: me };
        Ok(vec![Event::Filed(filing), Event::DocumentIssued(document)])
    }

    /// TF-01 立案登记表.
    fn form(&self, case: &Case, setting: &Setting<'_>, me: &PersonId) -> crate::documents::Sheet {
        let origin = &case.origin;
        let basis = setting
            .law
            .item_at(&origin.item, origin.act_on)
            .map_or_else(|_| String::new(), |item| law::cited(&item.prohibitions));
        let opinion =
            if self.words.trim().is_empty() { "同意立案。" } else { self.words.trim() };
        sheets::sheet(case, "TF-01", setting)
            .text("source", origin.source.name_zh())
            .text("received_on", date_zh(origin.discovered_on))
            .text("facts", origin.facts.reveal())
            .text("basis", format!("{basis}；《行政处罚法》第五十四条第二款"))
            .text("handler_opinion", "涉嫌违法事实清楚，属于本机关管辖，建议立案。")
            .signed("handler_signature", sheets::handler_signatures(case, setting))
            .text("department_opinion", "建议立案。")
            .signed(
                "department_signature",
                [signature_of(setting, &origin.proposed_by, "经办机构")],
            )
            .text("head_opinion", opinion)
            .signed("head_signature", [signature_of(setting, me, "行政机关负责人")])
    }
}

/// The obstacles that stand before filing whoever approves it.
pub(super) fn ready_to_file(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    if !matches!(case.stage, Stage::Proposed) {
        return vec![wrong_stage(case, Act::ApproveFiling, "这个案件的立案已经审批。")];
    }
    gate(Act::ApproveFiling, &dossier(case, setting), &bench(setting))
}

/// Refuse to file (不予立案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseFiling {
    /// Why.
    pub reason: String,
}

impl RefuseFiling {
    /// Decides whether filing may be refused: with reasons (N3).
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(case.stage, Stage::Proposed), || {
            wrong_stage(case, Act::ApproveFiling, "这个案件的立案已经审批。")
        });
        found.require(!self.reason.trim().is_empty(), || {
            blank("CASE-018", "不予立案的理由", "reason")
        });
        found.clear()?;
        Ok(vec![Event::FilingRefused { reason: self.reason.trim().to_owned(), on: setting.today }])
    }
}
