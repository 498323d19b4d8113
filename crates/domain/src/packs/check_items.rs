//! What the power items of a pack must agree on: dates, articles, ranges and tiers.

use std::collections::BTreeSet;

use law::{Cite, date_zh};

use super::Jurisdiction;
use super::layers::Layers;
use crate::catalogue::bounds::{Ends, OutOfStep, out_of_step};
use crate::catalogue::{Branch, FineRule, Power, PowerItem, Tier};

/// Checks the power items.
pub(super) fn run(jurisdiction: &Jurisdiction, layers: &mut Layers<'_>) {
    versions_follow_each_other(jurisdiction, layers);
    for item in &jurisdiction.items {
        bodies_exist(jurisdiction, item, layers);
        articles_exist(jurisdiction, item, layers);
        branches_stand(item, layers);
        cap_stands(item, layers);
    }
}

/// A cap of inspections is a published number of at least one.
fn cap_stands(item: &PowerItem, layers: &mut Layers<'_>) {
    let Some(cap) = &item.yearly_cap else { return };
    if cap.times == 0 || cap.source.trim().is_empty() {
        let message = "年度检查频次上限应当至少一次，并写明公布的文件。";
        add(layers, item, " yearly_cap", message);
    }
    if item.power != Power::Inspection {
        add(layers, item, " yearly_cap", "年度检查频次上限只写在检查事项里。");
    }
}

fn add(layers: &mut Layers<'_>, item: &PowerItem, row: &str, message: impl Into<String>) {
    let relative = format!("items/{}.toml", item.matter);
    let path = layers.path(&relative).unwrap_or_else(|| layers.own("items/"));
    layers.add(&path, &format!("item {}{row}", item.id), message);
}

fn versions_follow_each_other(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let ids: BTreeSet<_> = county.items.iter().map(|item| &item.id).collect();
    for id in ids {
        let mut versions: Vec<_> = county.items.iter().filter(|item| item.id == *id).collect();
        versions.sort_by_key(|item| item.effective_from);
        for item in &versions {
            if item.ending.is_some() && item.effective_until.is_none() {
                add(layers, item, "", "写明了失效后的处理（ending），却没有失效日。");
            }
            if item.effective_until.is_some_and(|last| last < item.effective_from) {
                add(layers, item, "", "失效日早于生效日。");
            }
        }
        for (earlier, later) in versions.iter().zip(versions.iter().skip(1)) {
            let expected = earlier.effective_until.and_then(|last| last.tomorrow().ok());
            if expected != Some(later.effective_from) {
                let message = format!(
                    "自{}起的版本与前一版本之间有重叠或者空档。",
                    date_zh(later.effective_from)
                );
                add(layers, later, "", message);
            }
            if (earlier.power, &earlier.matter) != (later.power, &later.matter) {
                add(layers, later, "", "同一编号的各个版本必须是同一事项、同一权力类型。");
            }
        }
    }
    for item in &county.items {
        let twin = county.items.iter().find(|other| {
            other.id != item.id && other.matter == item.matter && other.power == item.power
        });
        if let Some(twin) = twin.filter(|twin| item.id < twin.id) {
            let message = format!("与“{}”是同一事项的同一权力，只能保留一个编号。", twin.id);
            add(layers, item, "", message);
        }
    }
}

fn bodies_exist(county: &Jurisdiction, item: &PowerItem, layers: &mut Layers<'_>) {
    let limits = item.limits.iter().map(|limit| &limit.transfer_to);
    let branches = item.branches.iter().filter_map(|branch| branch.reserved_to.as_ref());
    for id in [&item.holder, &item.acting_name].into_iter().chain(limits).chain(branches) {
        if county.authority(id).is_none() {
            add(layers, item, "", format!("没有名为“{id}”的机关。"));
        }
    }
    if item.basis.is_empty() && item.liabilities.is_empty() {
        add(layers, item, "", "没有写明任何依据，没有来源的权力不能列入目录。");
    }
    if county.brigade_of(&item.holder).is_none() && item.done_by != crate::catalogue::DoneBy::Towns
    {
        add(layers, item, "", format!("“{}”没有综合执法大队，事项没有承办机构。", item.holder));
    }
}

fn articles_exist(county: &Jurisdiction, item: &PowerItem, layers: &mut Layers<'_>) {
    let mut cites: BTreeSet<&Cite> = BTreeSet::new();
    cites.extend(item.prohibitions.iter().chain(&item.liabilities));
    cites.extend(item.limits.iter().flat_map(|limit| &limit.cites));
    cites.extend(item.compulsions.iter().map(|compulsion| &compulsion.cite));
    cites.extend(item.fast.iter().map(|fast| &fast.cite));
    cites.extend(item.branches.iter().flat_map(|branch| &branch.cites));
    for cite in cites {
        if let Err(problem) = county.statutes.check(cite, None) {
            add(layers, item, &format!(" {cite}"), format!("{problem}。"));
        }
    }
}

fn branches_stand(item: &PowerItem, layers: &mut Layers<'_>) {
    if item.power == Power::Penalty && item.branches.is_empty() {
        add(layers, item, "", "处罚事项没有任何处罚分支。");
    }
    if item.power == Power::Inspection && item.checks.is_empty() {
        add(layers, item, "", "检查事项没有检查要点。");
    }
    let mut seen = BTreeSet::new();
    for branch in &item.branches {
        let row = format!(" branch {}", branch.id);
        if !seen.insert(branch.id.as_str()) {
            add(layers, item, &row, "分支编号重复。");
        }
        if branch.cites.is_empty() {
            add(layers, item, &row, "没有写明条款。");
        }
        if matches!(branch.fine, FineRule::None) && branch.other_penalty.is_none() {
            add(layers, item, &row, "既没有罚款也没有其他处理。");
        }
        if branch.ends().is_some_and(|ends| ends.high < ends.low) {
            add(layers, item, &row, "罚款下限高于上限。");
        }
        for benchmark in &branch.benchmarks {
            let row = format!("{row} benchmark {}", benchmark.id);
            if branch.benchmarks.iter().filter(|it| it.id == benchmark.id).count() > 1 {
                add(layers, item, &row, "同一条款有两张同名的裁量基准，新的基准请另取名称。");
            }
            if let (Some(first), Some(last)) = (benchmark.effective_from, benchmark.effective_until)
                && last < first
            {
                add(layers, item, &row, "失效日期早于施行日期。");
            }
            if benchmark.tiers.is_empty() {
                add(layers, item, &row, "裁量基准没有任何阶次。");
            }
            tiers_stand(item, branch, &benchmark.tiers, layers);
        }
    }
}

fn tiers_stand(item: &PowerItem, branch: &Branch, tiers: &[Tier], layers: &mut Layers<'_>) {
    let row = |tier: &Tier| format!(" branch {} tier {}", branch.id, tier.grade);
    for tier in tiers {
        for objection in tier.objections(branch) {
            add(layers, item, &row(tier), objection.words);
        }
    }
    let counted: Vec<(&Tier, Ends)> =
        tiers.iter().filter_map(|tier| Some((tier, tier.amount.ends(branch)?))).collect();
    for (nth, how) in out_of_step(&counted) {
        // A table that stops short of its neighbour leaves the choice open; one that overlaps
        // answers twice.
        if let (OutOfStep::Overlap, Some((tier, _))) = (how, counted.get(nth)) {
            add(layers, item, &row(tier), "阶次与前一阶次重叠或者次序颠倒。");
        }
    }
}
