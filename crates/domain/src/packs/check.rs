//! What the rows of a pack must agree on about bodies, people, stamps and forms.

use std::collections::BTreeSet;

use super::layers::Layers;
use super::load::Totals;
use super::org::{AreaKind, UnitKind};
use super::people::DEMO_MARK;
use super::{Headcount, Jurisdiction};
use crate::catalogue::Mode;
use crate::ids::{AuthorityId, TownId, UnitId};

const ORG: &str = "org.toml";
const TOWNS: &str = "towns.toml";
const STAMPS: &str = "stamps.toml";
const PEOPLE: &str = "demo_officers.toml";

/// Checks everything but the power items.
pub(super) fn run(jurisdiction: &Jurisdiction, totals: &Totals, layers: &mut Layers<'_>) {
    if jurisdiction.dispatch.working_days == 0 {
        add(layers, "pack.toml", "dispatch", "派单期限至少一个工作日，请改正 working_days。");
    }
    ids_are_unique(jurisdiction, layers);
    units_stand(jurisdiction, layers);
    every_town_has_one_squad(jurisdiction, layers);
    areas_lie_in_towns(jurisdiction, layers);
    sums_agree(jurisdiction, totals, layers);
    stamps_stand(jurisdiction, layers);
    people_stand(jurisdiction, layers);
    forms_stand(jurisdiction, layers);
    first_offences_stand(jurisdiction, layers);
    monitors_stand(jurisdiction, layers);
    raters_stand(jurisdiction, layers);
    plans_stand(jurisdiction, layers);
}

/// A plan was approved, filed and published before it begins (国办发〔2024〕54号第六部分).
fn plans_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let path = super::plans::PATH;
    unique(layers, path, "plan", county.plans.iter().map(|row| row.id.as_str()));
    for it in &county.plans {
        let row = format!("plan {}", it.id);
        let named =
            [(&it.approved_by, "批准机关"), (&it.filed, "备案情况"), (&it.published, "公布情况")];
        for (words, label) in named {
            if words.trim().is_empty() {
                add(layers, path, &row, format!("没有写明{label}，请补充。"));
            }
        }
        let late = it.published_on < it.approved_on || it.first_day < it.published_on;
        if late || it.last_day < it.first_day {
            add(layers, path, &row, "应当先批准、再公布、然后开始，结束日期不早于开始日期。");
        }
        for item in it.items.iter().filter(|id| county.items.iter().all(|known| known.id != **id)) {
            add(layers, path, &row, format!("没有检查事项{item}，请核对编号。"));
        }
    }
}

/// The shares make a hundred, and none is below what the law asks (SV-08).
fn raters_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let path = super::assessment::PATH;
    unique(layers, path, "rater", county.raters.iter().map(|row| row.id.as_str()));
    for it in county.raters.iter().filter(|it| it.percent < it.floor) {
        let words = format!(
            "“{}”的权重{}%低于{}规定的{}%，请改正。",
            it.name, it.percent, it.cite, it.floor
        );
        add(layers, path, &format!("rater {}", it.id), words);
    }
    let sum: u32 = county.raters.iter().map(|it| it.percent).sum();
    if !county.raters.is_empty() && sum != 100 {
        add(layers, path, "rater", format!("各方权重合计{sum}%，应当是100%。"));
    }
}

/// Every review and the publication of a place are named (《行政处罚法》第四十一条第一款).
fn monitors_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for it in &county.monitors {
        let named = [
            (&it.basis, "basis", "使用设备的法律、行政法规依据"),
            (&it.legal_review, "legal_review", "法制审核"),
            (&it.technical_review, "technical_review", "技术审核"),
            (&it.place, "place", "设置地点"),
            (&it.published, "published", "设置地点的公布情况"),
        ];
        for (words, key, label) in named {
            if words.trim().is_empty() {
                let row = format!("monitor {} {key}", it.id);
                add(layers, super::monitors::PATH, &row, format!("没有写明{label}，请补充。"));
            }
        }
    }
}

fn add(layers: &mut Layers<'_>, relative: &str, row: &str, message: impl Into<String>) {
    let path = layers.path(relative).unwrap_or_else(|| layers.own(relative));
    layers.add(&path, row, message);
}

fn unique<'a>(
    layers: &mut Layers<'_>,
    relative: &str,
    key: &str,
    ids: impl Iterator<Item = &'a str>,
) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            add(layers, relative, &format!("{key} {id}"), "编号重复，请改成不同的编号。");
        }
    }
}

fn ids_are_unique(county: &Jurisdiction, layers: &mut Layers<'_>) {
    unique(layers, ORG, "authority", county.authorities.iter().map(|row| row.id.as_str()));
    unique(layers, ORG, "unit", county.units.iter().map(|row| row.id.as_str()));
    unique(layers, TOWNS, "town", county.towns.iter().map(|row| row.id.as_str()));
    unique(layers, TOWNS, "area", county.areas.iter().map(|row| row.id.0.as_str()));
    unique(layers, STAMPS, "stamp", county.stamps.iter().map(|row| row.authority.as_str()));
    unique(layers, STAMPS, "rule", county.stamp_rules.iter().map(|row| row.mode.name_zh()));
    let monitors = county.monitors.iter().map(|row| row.id.as_str());
    unique(layers, super::monitors::PATH, "monitor", monitors);
    unique(layers, PEOPLE, "person", county.people.iter().map(|row| row.id.as_str()));
    unique(layers, PEOPLE, "login", county.people.iter().map(|row| row.login.as_str()));
}

fn known_authority(
    county: &Jurisdiction,
    layers: &mut Layers<'_>,
    place: (&str, &str),
    id: &AuthorityId,
) {
    if county.authority(id).is_none() {
        add(layers, place.0, place.1, format!("没有名为“{id}”的机关。"));
    }
}

fn known_unit(county: &Jurisdiction, layers: &mut Layers<'_>, place: (&str, &str), id: &UnitId) {
    if county.unit(id).is_none() {
        add(layers, place.0, place.1, format!("没有名为“{id}”的机构。"));
    }
}

fn known_town(county: &Jurisdiction, layers: &mut Layers<'_>, place: (&str, &str), id: &TownId) {
    if county.town(id).is_none() {
        add(layers, place.0, place.1, format!("没有名为“{id}”的镇街。"));
    }
}

fn units_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for authority in &county.authorities {
        let row = format!("authority {}", authority.id);
        if let Some(body) = &authority.reconsideration {
            known_authority(county, layers, (ORG, &row), body);
        }
        if let Some(town) = &authority.town {
            known_town(county, layers, (ORG, &row), town);
        }
    }
    for unit in &county.units {
        let row = format!("unit {}", unit.id);
        known_authority(county, layers, (ORG, &row), &unit.authority);
        for other in unit.parent.iter().chain(&unit.legal_review) {
            known_unit(county, layers, (ORG, &row), other);
        }
        for town in unit.towns.iter().chain(&unit.office_town) {
            known_town(county, layers, (ORG, &row), town);
        }
        if unit.office_town.as_ref().is_some_and(|office| !unit.towns.contains(office)) {
            add(layers, ORG, &row, "办公地点不在本机构的辖区内。");
        }
        if unit.headcount.is_some_and(|h| Some(h.total) != h.institution.checked_add(h.enterprise))
        {
            add(layers, ORG, &row, "编制合计不等于事业编制加企业编制。");
        }
    }
}

fn every_town_has_one_squad(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for town in &county.towns {
        let row = format!("town {} {}", town.id, town.name);
        let holders = |kind| {
            county
                .units
                .iter()
                .filter(|unit| unit.kind == kind && unit.towns.contains(&town.id))
                .map(|unit| unit.name.as_str())
                .collect::<Vec<_>>()
        };
        for (kind, what) in [(UnitKind::Squad, "中队"), (UnitKind::TownOffice, "镇街综合执法办")]
        {
            let names = holders(kind);
            match names.len() {
                0 => add(layers, TOWNS, &row, format!("没有{what}负责，请在机构表里指定。")),
                1 => {}
                _ => {
                    let names = names.join("、");
                    add(layers, TOWNS, &row, format!("同时由{names}负责，只能有一个{what}。"));
                }
            }
        }
    }
}

fn areas_lie_in_towns(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for area in &county.areas {
        let row = format!("area {}", area.id.0);
        if area.towns.is_empty() {
            add(layers, TOWNS, &row, "没有写明所在镇街。");
        }
        for town in &area.towns {
            known_town(county, layers, (TOWNS, &row), town);
        }
        if area.kind == AreaKind::Park && area.towns.len() > 1 {
            add(layers, TOWNS, &row, "园区只能有一个所在镇街，请写明由哪个镇街的中队负责。");
        }
    }
}

fn sums_agree(county: &Jurisdiction, totals: &Totals, layers: &mut Layers<'_>) {
    let squads: Vec<_> = county.units.iter().filter(|unit| unit.kind == UnitKind::Squad).collect();
    let sum = |part: fn(&Headcount) -> u32| {
        squads.iter().filter_map(|unit| unit.headcount.as_ref()).map(part).sum::<u32>() as usize
    };
    let inspected: BTreeSet<_> = county
        .items
        .iter()
        .filter(|item| item.power == crate::catalogue::Power::Inspection)
        .map(|item| &item.id)
        .collect();
    let pairs = [
        ("towns", totals.towns, county.towns.len()),
        ("squads", totals.squads, squads.len()),
        ("inspection_items", totals.inspection_items, inspected.len()),
        ("headcount", totals.headcount as usize, sum(|h| h.total)),
        ("institution", totals.institution as usize, sum(|h| h.institution)),
        ("enterprise", totals.enterprise as usize, sum(|h| h.enterprise)),
    ];
    for (key, said, found) in pairs {
        if said != found {
            let message = format!("合计写的是 {said}，各行相加是 {found}。");
            add(layers, "pack.toml", &format!("totals.{key}"), message);
        }
    }
}

fn stamps_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for mode in Mode::ALL {
        if county.stamp_rule(mode).is_none() {
            let message = format!("缺少“{}”方式的用章规则。", mode.name_zh());
            add(layers, STAMPS, "rule", message);
        }
    }
    for stamp in &county.stamps {
        let row = format!("stamp {}", stamp.authority);
        known_authority(county, layers, (STAMPS, &row), &stamp.authority);
        if stamp.text.trim().is_empty() {
            add(layers, STAMPS, &row, "印章文字为空。");
        }
    }
    for (authority, unit) in &county.reviewers {
        let row = format!("reviewer {authority}");
        known_authority(county, layers, (STAMPS, &row), authority);
        known_unit(county, layers, (STAMPS, &row), unit);
    }
    let needed: BTreeSet<_> =
        county.items.iter().flat_map(|item| [&item.acting_name, &item.holder]).collect();
    for authority in needed {
        if county.stamp(authority).is_none() {
            let message = format!("事项以“{authority}”名义行使，却没有它的印章。");
            add(layers, STAMPS, "stamp", message);
        }
        if !county.reviewers.contains_key(authority) {
            let message = format!("事项以“{authority}”名义行使，却没有法制审核机构。");
            add(layers, STAMPS, "reviewer", message);
        }
        if county.authority(authority).is_some_and(|a| a.prefix.trim().is_empty()) {
            let message = "事项以它的名义行使，却没有机关代字，文书不能编号。";
            add(layers, ORG, &format!("authority {authority}"), message);
        }
        if county.authority(authority).is_some_and(|a| !a.acts_in_own_name) {
            let message = format!("“{authority}”不能以自己的名义执法，不能作为事项的名义机关。");
            add(layers, ORG, &format!("authority {authority}"), message);
        }
    }
    for (key, cite) in county
        .stamp_rules
        .iter()
        .filter_map(|rule| rule.cite.as_ref().map(|cite| (rule.mode.name_zh(), cite)))
    {
        if let Err(problem) = county.statutes.check(cite, None) {
            add(layers, STAMPS, &format!("rule {key}"), format!("{problem}。"));
        }
    }
    if let Err(problem) = county.statutes.check(&county.publication.cite, None) {
        add(layers, "publication.toml", "cite", format!("{problem}。"));
    }
}

fn people_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let mut numbers = BTreeSet::new();
    for person in &county.people {
        let row = format!("person {}", person.id);
        known_unit(county, layers, (PEOPLE, &row), &person.unit);
        if !person.name.starts_with(DEMO_MARK) {
            add(layers, PEOPLE, &row, format!("演示人员的姓名必须以“{DEMO_MARK}”开头。"));
        }
        if person.roles.is_empty() {
            add(layers, PEOPLE, &row, "没有任何角色。");
        }
        if let Some(certificate) = &person.certificate {
            if certificate.valid_until < certificate.valid_from {
                add(layers, PEOPLE, &row, "证件的截止日早于起始日。");
            }
            if !numbers.insert(certificate.number.as_str()) {
                let message = format!("证号“{}”与他人重复。", certificate.number);
                add(layers, PEOPLE, &row, message);
            }
        }
        if person.roles.contains(&crate::policy::Role::LegalReviewer)
            && person.legal_qualification.is_none()
        {
            add(layers, PEOPLE, &row, "法制审核人员没有写明法律职业资格。");
        }
    }
}

fn forms_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    for form in county.forms.values() {
        let relative = format!("forms/{}.toml", form.code);
        unique(layers, &relative, "field", form.fields.iter().map(|field| field.key.as_str()));
        if form.fields.is_empty() {
            add(layers, &relative, "field", "没有任何字段。");
        }
        let cites = form.fields.iter().map(|field| (field.key.as_str(), &field.cite));
        for (key, cite) in std::iter::once(("cite", &form.cite)).chain(cites) {
            if let Some(Err(problem)) = cite.as_ref().map(|cite| county.statutes.check(cite, None))
            {
                add(layers, &relative, key, format!("{problem}。"));
            }
        }
    }
}

fn first_offences_stand(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let list = &county.first_offences;
    let bare = list.look_back_source.as_ref().is_none_or(|source| source.trim().is_empty());
    if list.look_back_months.is_some_and(|months| months == 0 || bare) {
        let message = "回溯月数应当大于零，并写明公布该期间的文件（look_back_source）。";
        add(layers, "first_offence.toml", "look_back_months", message.to_owned());
    }
    for entry in &list.entries {
        let known =
            county.items.iter().any(|i| i.id == entry.item && i.branch(&entry.branch).is_some());
        if !known {
            let message = format!("没有事项“{}”的分支“{}”。", entry.item, entry.branch);
            add(layers, "first_offence.toml", "entry", message);
        }
    }
}
