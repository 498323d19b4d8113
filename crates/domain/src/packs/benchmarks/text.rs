//! The tables as a text of the pack, in the form that `zhifa pack check` reads.

use std::fmt::Write as _;

use super::Tables;
use crate::catalogue::TierAmount;
use crate::packs::read::Share;

/// The text.
pub(super) fn text(tables: &Tables<'_, '_>) -> String {
    let mut all = String::from("# 由裁量基准表导入；修改请改原表后重新导入。\n");
    for ((item, branch, id), lines) in tables {
        let source = lines.first().map_or("", |line| line.source.as_str());
        let _ = write!(
            all,
            "\n[[benchmark]]\nitem = {}\nbranch = {}\n\n[benchmark.table]\nid = {}\n\
             source_type = \"published\"\nsource = {}\n",
            quoted(item),
            quoted(branch),
            quoted(id),
            quoted(source)
        );
        for line in lines {
            let _ = write!(
                all,
                "\n[[benchmark.table.tier]]\ngrade = {}\ncondition = {}\namount = {}\n",
                quoted(&line.grade),
                quoted(&line.condition),
                amount(&line.amount)
            );
        }
    }
    all
}

fn quoted(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
}

fn amount(amount: &TierAmount) -> String {
    match amount {
        TierAmount::NoPenalty => "{ kind = \"no-penalty\" }".to_owned(),
        TierAmount::Fixed { min, max } => format!(
            "{{ kind = \"fixed\", min_yuan = {}, max_yuan = {} }}",
            min.0 / 100,
            max.0 / 100
        ),
        TierAmount::Multiple { min, max } => format!(
            "{{ kind = \"multiple\", min_times = \"{}\", max_times = \"{}\" }}",
            decimal(*min, Share::ONE),
            decimal(*max, Share::ONE)
        ),
        TierAmount::Percent { min, max } => format!(
            "{{ kind = \"percent\", min_percent = \"{}\", max_percent = \"{}\" }}",
            decimal(*min, Share::ONE / 100),
            decimal(*max, Share::ONE / 100)
        ),
        TierAmount::PerUnit { unit, rate, cap } => format!(
            "{{ kind = \"per-unit\", unit = {}, rate_yuan = {}, cap_yuan = {} }}",
            quoted(unit),
            rate.0 / 100,
            cap.0 / 100
        ),
    }
}

fn decimal(share: Share, scale: i64) -> String {
    let (value, scale) = (share.0, scale);
    let text = format!("{}.{:04}", value / scale, value % scale * (10_000 / scale));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
