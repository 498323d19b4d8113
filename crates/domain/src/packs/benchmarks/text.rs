//! The tables as a text of the pack, in the form that `zhifa pack check` reads.

use std::fmt::Write as _;

use law::Fen;

use super::Tables;
use crate::catalogue::{Formula, Hundredths, PartOfStep, TierAmount, TierConfiscation};
use crate::packs::read::Share;

/// The text.
pub(super) fn text(tables: &Tables<'_, '_>) -> String {
    let mut all = String::from("# 由裁量基准表导入；修改请改原表后重新导入。\n");
    for ((item, branch, id), lines) in tables {
        let Some(first) = lines.first() else { continue };
        let _ = write!(
            all,
            "\n[[benchmark]]\nitem = {}\nbranch = {}\n\n[benchmark.table]\nid = {}\n\
             source_type = \"published\"\nsource = {}\neffective_from = {}\n",
            quoted(item),
            quoted(branch),
            quoted(id),
            quoted(&first.source),
            first.from
        );
        for tier in lines.iter().map(|line| &line.tier) {
            let _ = write!(
                all,
                "\n[[benchmark.table.tier]]\ngrade = {}\ncondition = {}\namount = {{ {} }}\n",
                quoted(&tier.grade),
                quoted(&tier.condition),
                amount(&tier.amount).join(", ")
            );
            if tier.confiscate != TierConfiscation::Unsaid {
                let _ = writeln!(all, "confiscate = \"{}\"", tier.confiscate.slug());
            }
        }
    }
    all
}

fn quoted(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
}

/// The entries of the table of an amount.
fn amount(amount: &TierAmount) -> Vec<String> {
    let mut entries = Vec::new();
    let mut put = |key: &str, value: Option<String>| {
        entries.extend(value.map(|value| format!("{key} = {value}")));
    };
    let kind = |kind: &str| Some(format!("\"{kind}\""));
    let share = |share: Option<Share>, scale: i64| {
        share.map(|share| format!("\"{}\"", decimal(share.0, scale)))
    };
    match amount {
        TierAmount::NoPenalty => put("kind", kind("no-penalty")),
        TierAmount::Fixed { min, max } => {
            put("kind", kind("fixed"));
            put("min_yuan", min.map(yuan));
            put("max_yuan", max.map(yuan));
        }
        TierAmount::Multiple { base, min, max } => {
            put("kind", kind("multiple"));
            put("base", base.as_deref().map(quoted));
            put("min_times", share(*min, Share::ONE));
            put("max_times", share(*max, Share::ONE));
        }
        TierAmount::Percent { base, min, max } => {
            put("kind", kind("percent"));
            put("base", base.as_deref().map(quoted));
            put("min_percent", share(*min, Share::ONE / 100));
            put("max_percent", share(*max, Share::ONE / 100));
        }
        TierAmount::PerUnit { unit, rate, max_rate, cap } => {
            put("kind", kind("per-unit"));
            put("unit", Some(quoted(unit)));
            put("rate_yuan", Some(yuan(*rate)));
            put("max_rate_yuan", max_rate.map(yuan));
            put("cap_yuan", cap.map(yuan));
        }
        TierAmount::Formula(formula) => {
            put("kind", kind("formula"));
            entries.extend(steps(formula));
        }
    }
    entries
}

fn steps(formula: &Formula) -> Vec<String> {
    let Formula { start, unit, above, each, rate, part, cap } = formula;
    let mut entries = vec![
        format!("start_yuan = {}", yuan(*start)),
        format!("unit = {}", quoted(unit)),
        format!("rate_yuan = {}", yuan(*rate)),
    ];
    if *above != Hundredths(0) {
        entries.push(format!("above = \"{above}\""));
    }
    if *each != Hundredths::one() {
        entries.push(format!("each = \"{each}\""));
    }
    match part {
        PartOfStep::Exact => {}
        PartOfStep::Whole => entries.push("part = \"whole\"".to_owned()),
        PartOfStep::Nothing => entries.push("part = \"nothing\"".to_owned()),
    }
    entries.extend(cap.map(|cap| format!("cap_yuan = {}", yuan(cap))));
    entries
}

fn yuan(fen: Fen) -> String {
    (fen.0 / 100).to_string()
}

fn decimal(value: i64, scale: i64) -> String {
    let text = format!("{}.{:04}", value / scale, value % scale * (10_000 / scale));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
