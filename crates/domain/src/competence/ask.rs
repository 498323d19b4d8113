//! Answering who may act: place, behaviour, day and power against the jurisdiction.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::search::{normal, search_items};
use super::stamp::{ModeParties, permitted_stamp, reviewer_of};
use super::{Answer, Ask, Basis, Competent, Outcome, Weight};
use crate::catalogue::{CompetenceLimit, DoneBy, Mode, Power, PowerItem};
use crate::ids::{ItemId, TownId};
use crate::packs::{AreaId, AreaKind, AuthorityKind, ItemGap, Jurisdiction, Town, Unit, UnitKind};
use crate::refusal::Refusal;

/// Answers who may act, in whose name, with whose stamp, and why.
///
/// # Law
/// 《行政处罚法》第十七条、第二十条、第二十二条、第二十四条.
pub fn ask(jurisdiction: &Jurisdiction, ask: &Ask) -> Answer {
    let Some(town) = jurisdiction.town(&ask.town) else {
        let why = format!("“{}”不在本辖区的镇街名单里。", ask.town);
        return nobody(jurisdiction, None, why);
    };
    let Some(matter) = matter_asked(jurisdiction, ask) else {
        let why = "事项目录里没有与之相符的事项，没有职权来源的事项不能立案。".to_owned();
        return nobody(jurisdiction, None, why);
    };
    let (Some(listed), Some(item)) = (
        jurisdiction.item_of_matter(&matter, held_as(ask.power)),
        current(jurisdiction, ask, &matter),
    ) else {
        let why = format!("该事项没有列入{}目录。", ask.power.name_zh());
        return nobody(jurisdiction, None, why);
    };
    let told = limit_told(listed, &ask.words);
    if let Some(limit) = told.filter(|limit| limit.powers.contains(&ask.power)) {
        return transfer(jurisdiction, listed, limit);
    }
    match item {
        Ok(item) => competent(jurisdiction, ask, town, item),
        Err(ItemGap::NotYet { from, .. }) if listed.mode != Mode::Own => {
            announced(jurisdiction, listed, from)
        }
        Err(gap @ (ItemGap::NotYet { .. } | ItemGap::Ended { .. } | ItemGap::Unknown(_))) => {
            let remark = listed.remark.clone().unwrap_or_default();
            nobody(jurisdiction, Some(&listed.id), format!("{gap}。{remark}"))
        }
    }
}

/// The unit that inspects the item at the place.
///
/// # Errors
/// The refusal that says who is competent instead.
pub fn inspecting_unit(
    jurisdiction: &Jurisdiction,
    item: &ItemId,
    town: &TownId,
    area: Option<&str>,
    on: Date,
) -> Result<Competent, Refusal> {
    let plain = Ask::item(item.clone(), town.clone(), Power::Inspection, on);
    ask(jurisdiction, &Ask { area: area.map(AreaId::new), ..plain }).into_competent()
}

/// The unit that handles penalty cases of the item's matter; its answer carries the penalty item.
///
/// Where towns hold the power the answer depends on the town: use [`ask`] there.
///
/// # Errors
/// The refusal that says who is competent instead.
pub fn penalty_unit(
    jurisdiction: &Jurisdiction,
    item: &ItemId,
    on: Date,
) -> Result<Competent, Refusal> {
    let anywhere = jurisdiction.towns.first().map_or_else(|| TownId::new(""), |t| t.id.clone());
    ask(jurisdiction, &Ask::item(item.clone(), anywhere, Power::Penalty, on)).into_competent()
}

/// The power under which the catalogue lists it: measures and execution serve penalties.
fn held_as(power: Power) -> Power {
    match power {
        Power::Inspection => Power::Inspection,
        Power::Penalty | Power::Measure | Power::Execution => Power::Penalty,
    }
}

fn matter_asked(jurisdiction: &Jurisdiction, ask: &Ask) -> Option<String> {
    match &ask.item {
        Some(id) => jurisdiction.items.iter().find(|i| i.id == *id).map(|i| i.matter.clone()),
        None => search_items(jurisdiction, &ask.words)
            .into_iter()
            .find(super::search::Hit::is_strong)
            .map(|hit| hit.matter),
    }
}

fn current<'j>(
    jurisdiction: &'j Jurisdiction,
    ask: &Ask,
    matter: &str,
) -> Option<Result<&'j PowerItem, ItemGap>> {
    let listed = jurisdiction.item_of_matter(matter, held_as(ask.power))?;
    Some(jurisdiction.item_at(&listed.id, ask.on))
}

fn limit_told<'j>(item: &'j PowerItem, words: &str) -> Option<&'j CompetenceLimit> {
    let words = normal(words);
    item.limits.iter().find(|limit| {
        limit.words.iter().map(|word| normal(word)).any(|w| !w.is_empty() && words.contains(&w))
    })
}

fn nobody(jurisdiction: &Jurisdiction, item: Option<&ItemId>, why: String) -> Answer {
    let government = jurisdiction.authorities.iter().find(|a| a.kind == AuthorityKind::Government);
    let report = format!(
        "请登记为无主问题，由指挥调度员报{}指定承办机关；不要搁置，也不要自行处理。",
        government.map_or("本级人民政府", |authority| &authority.short)
    );
    Answer { item: item.cloned(), outcome: Outcome::NobodyHere { why, report } }
}

fn transfer(jurisdiction: &Jurisdiction, item: &PowerItem, limit: &CompetenceLimit) -> Answer {
    let name = jurisdiction
        .authority(&limit.transfer_to)
        .map_or_else(|| limit.transfer_to.to_string(), |authority| authority.short.clone());
    let next = format!("请固定证据，经批准后把材料移送{name}，并取回移送回执。");
    Answer {
        item: Some(item.id.clone()),
        outcome: Outcome::TransferTo {
            to: limit.transfer_to.clone(),
            name,
            why: limit.why.clone(),
            basis: limit.cites.iter().cloned().map(Basis::Article).collect(),
            next,
        },
    }
}

fn announced(jurisdiction: &Jurisdiction, item: &PowerItem, effective_from: Date) -> Answer {
    let Some(brigade) = jurisdiction.brigade_of(&item.holder) else {
        return nobody(jurisdiction, Some(&item.id), "事项尚未生效，也没有原承办机构。".to_owned());
    };
    Answer {
        item: Some(item.id.clone()),
        outcome: Outcome::AnnouncedOnly {
            effective_from,
            allowed: format!("生效前只能巡查和报告，不能据此执法；需要执法的转{}。", brigade.name),
            meanwhile: brigade.id.clone(),
            meanwhile_name: brigade.name.clone(),
        },
    }
}

fn competent(jurisdiction: &Jurisdiction, ask: &Ask, town: &Town, item: &PowerItem) -> Answer {
    let Some((unit, mut reasons)) = route(jurisdiction, ask, town, item) else {
        let why = format!("{}没有承办该事项的机构。", town.name);
        return nobody(jurisdiction, Some(&item.id), why);
    };
    let town_authority = jurisdiction.town_authority(&town.id).map(|authority| &authority.id);
    let acting = match item.done_by {
        DoneBy::Towns => town_authority.unwrap_or(&item.acting_name),
        DoneBy::Squads | DoneBy::Brigade => &item.acting_name,
    };
    let mode = mode_of(ask, item, unit);
    let parties = ModeParties {
        holder: if item.done_by == DoneBy::Towns && mode == Mode::Own {
            acting
        } else {
            &item.holder
        },
        acting_name: acting,
        town: town_authority,
        lead: ask.joint_lead.as_ref(),
    };
    let stamp = match permitted_stamp(jurisdiction, mode, &parties) {
        Ok(stamp) => stamp,
        Err(refusal) => return nobody(jurisdiction, Some(&item.id), refusal.what),
    };
    let reviewer = reviewer_of(jurisdiction, mode, &parties);
    if let Some(rule) = jurisdiction.stamp_rule(mode) {
        reasons.push(rule.basis.clone());
    }
    reasons.extend(cautions(jurisdiction, ask, item));
    Answer {
        item: Some(item.id.clone()),
        outcome: Outcome::Competent(Box::new(Competent {
            unit: unit.id.clone(),
            unit_name: unit.name.clone(),
            authority: acting.clone(),
            acting_name: jurisdiction
                .authority(acting)
                .map_or_else(|| acting.to_string(), |authority| authority.name.clone()),
            mode,
            stamp: stamp.authority.clone(),
            stamp_text: stamp.text.clone(),
            reviewer: reviewer.map(|unit| unit.id.clone()),
            reviewer_name: reviewer.map(|unit| unit.name.clone()),
            item: item.id.clone(),
            item_title: item.title.clone(),
            basis: basis_of(item),
            why: reasons.concat(),
            reasons,
            next: next_step(jurisdiction, ask, item, unit),
        })),
    }
}

/// A joint operation is linked whatever the item says; the brigade acts by its authority's own
/// power even where squads are stationed.
fn mode_of(ask: &Ask, item: &PowerItem, unit: &Unit) -> Mode {
    if ask.joint_lead.is_some() {
        Mode::Linked
    } else if item.mode == Mode::Stationed && unit.kind == UnitKind::Brigade {
        Mode::Own
    } else {
        item.mode
    }
}

fn basis_of(item: &PowerItem) -> Vec<Basis> {
    let documents = item.basis.iter().cloned().map(Basis::Document);
    documents.chain(item.liabilities.iter().cloned().map(Basis::Article)).collect()
}

/// The unit that does the work, with the reasons in the order in which they were weighed.
fn route<'j>(
    jurisdiction: &'j Jurisdiction,
    ask: &Ask,
    town: &Town,
    item: &PowerItem,
) -> Option<(&'j Unit, Vec<String>)> {
    let because = |unit: &'j Unit, why: String| Some((unit, vec![why]));
    if item.done_by == DoneBy::Towns {
        let office = jurisdiction.town_office(&town.id)?;
        return because(office, format!("该事项由镇街行使，{}属于{}。", town.name, office.name));
    }
    let brigade = jurisdiction.brigade_of(&item.holder)?;
    if item.done_by == DoneBy::Brigade {
        let what = ask.power.name_zh();
        return because(brigade, format!("{what}由{}统一办理，派驻中队只有检查权。", brigade.name));
    }
    if ask.weight == Weight::Major {
        return because(brigade, format!("重大执法案件由{}办理。", brigade.name));
    }
    if let Some(ordered) = ask.support_order.as_ref().and_then(|id| jurisdiction.unit(id))
        && ordered.kind == UnitKind::Squad
    {
        let why = format!("{}已下达支援指令，由{}到场检查。", brigade.name, ordered.name);
        return because(ordered, why);
    }
    let area = ask.area.as_ref().and_then(|id| jurisdiction.area(id));
    if let Some(area) = area.filter(|area| area.kind == AreaKind::Urban) {
        let why = format!("{}属于城区，城区内的执法由{}负责。", area.name, brigade.name);
        return because(brigade, why);
    }
    let squads: BTreeSet<_> = std::iter::once(&town.id)
        .chain(&ask.towns_touched)
        .map(|id| jurisdiction.squad_of(id).map(|unit| unit.name.as_str()))
        .collect();
    if squads.len() > 1 {
        let names: Vec<_> = squads.into_iter().flatten().collect();
        let why = format!("涉及{}的辖区，跨区域执法由{}负责。", names.join("、"), brigade.name);
        return because(brigade, why);
    }
    let park = area.filter(|area| area.kind == AreaKind::Park);
    let host = park.and_then(|area| area.towns.first()).unwrap_or(&town.id);
    let squad = jurisdiction.squad_of(host)?;
    let host_name = jurisdiction.town(host).map_or(host.as_str(), |town| &town.name);
    because(
        squad,
        match park {
            Some(area) => {
                format!("{}在{host_name}，园区的检查由所在镇街的{}负责。", area.name, squad.name)
            }
            None => format!("{host_name}在{}的辖区内，检查由该中队负责。", squad.name),
        },
    )
}

/// What the officer must watch for although the unit is competent.
fn cautions(jurisdiction: &Jurisdiction, ask: &Ask, item: &PowerItem) -> Vec<String> {
    let told = limit_told(item, &ask.words).map(|limit| &limit.id);
    let mut cautions: Vec<String> = item
        .limits
        .iter()
        .map(|limit| {
            let to = jurisdiction
                .authority(&limit.transfer_to)
                .map_or("有权机关", |authority| authority.short.as_str());
            if told == Some(&limit.id) {
                format!("{}发现后固定证据，移送{to}。", limit.why)
            } else {
                format!("注意：属于“{}”的，移送{to}。", limit.situation)
            }
        })
        .collect();
    if ask.power == Power::Measure && item.compulsions.is_empty() {
        cautions.push(
            "目录没有为该事项列出强制措施，没有法律、法规依据的不得实施（《行政强制法》第十条）。"
                .to_owned(),
        );
    }
    cautions
}

fn next_step(jurisdiction: &Jurisdiction, ask: &Ask, item: &PowerItem, unit: &Unit) -> String {
    let brigade = jurisdiction
        .brigade_of(&item.holder)
        .map_or("有处罚权的机构", |brigade| brigade.name.as_str());
    match ask.power {
        Power::Inspection if unit.kind == UnitKind::Squad => format!(
            "派给{}，由两名以上持证人员到场检查；发现违法的，固定证据后移交{brigade}。",
            unit.name
        ),
        Power::Inspection => format!("派给{}，由两名以上持证人员到场检查。", unit.name),
        Power::Penalty => format!("由{}报批立案，依普通程序办理。", unit.name),
        Power::Measure => {
            format!("由{}报行政机关负责人批准后实施，不得委托其他组织。", unit.name)
        }
        Power::Execution => {
            format!("由{}催告期满后依法执行或者申请人民法院强制执行。", unit.name)
        }
    }
}
