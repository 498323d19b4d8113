//! What a pack says differently about days that were in force under the one before it.
//!
//! Cases were handled by what a pack said. A change of law ends a version and adds another; what a
//! version said stays. A later pack that says otherwise of such a day corrects a mistake of the data,
//! and that is never done in silence.

use std::fmt;

use jiff::civil::Date;
use law::date_zh;

use super::Jurisdiction;
use crate::catalogue::{Benchmark, Branch, PowerItem};

/// One thing said differently, a Chinese phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewriting(String);

impl fmt::Display for Rewriting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What `after` says differently from `before` of the days up to today, inclusive: item versions with
/// their articles, branches and benchmark tables, and the parameters of the rules.
///
/// A version that lasted may have been given a last day, and new versions may follow it.
pub fn rewritten(before: &Jurisdiction, after: &Jurisdiction, today: Date) -> Vec<Rewriting> {
    let mut found = Vec::new();
    for old in before.items.iter().filter(|item| item.effective_from <= today) {
        let who = format!("事项“{}”（{}起的版本）", old.name, date_zh(old.effective_from));
        let same = |it: &&PowerItem| it.id == old.id && it.effective_from == old.effective_from;
        match after.items.iter().find(same) {
            Some(new) => compare_items(&who, (old, new), today, &mut found),
            None => found.push(Rewriting(format!("{who}被删除"))),
        }
    }
    for old in before.rules.all().filter(|it| !it.soft && it.first_day <= today) {
        let who = format!("规则{}（{}，{}起）", old.id, old.name, date_zh(old.first_day));
        let same = |it: &&law::Parameter| it.id == old.id && it.first_day == old.first_day;
        match after.rules.all().find(same) {
            Some(new) => {
                if old.value != new.value {
                    found.push(Rewriting(format!("{who}的数值被改写")));
                }
                last_day(&who, (old.last_day, new.last_day), today, &mut found);
            }
            None => found.push(Rewriting(format!("{who}被删除"))),
        }
    }
    found
}

fn compare_items(
    who: &str,
    (old, new): (&PowerItem, &PowerItem),
    today: Date,
    found: &mut Vec<Rewriting>,
) {
    let power = |it: &PowerItem| (it.power, it.mode, it.holder.clone(), it.acting_name.clone());
    if power(old) != power(new) {
        found.push(Rewriting(format!("{who}的行使主体被改写")));
    }
    if (&old.prohibitions, &old.liabilities) != (&new.prohibitions, &new.liabilities) {
        found.push(Rewriting(format!("{who}的条文被改写")));
    }
    last_day(who, (old.effective_until, new.effective_until), today, found);
    for branch in &old.branches {
        let who = format!("{who}条款“{}”", branch.when);
        match new.branch(&branch.id) {
            Some(new) => compare_branches(&who, (branch, new), today, found),
            None => found.push(Rewriting(format!("{who}被删除"))),
        }
    }
}

fn compare_branches(
    who: &str,
    (old, new): (&Branch, &Branch),
    today: Date,
    found: &mut Vec<Rewriting>,
) {
    let bare = |it: &Branch| Branch { benchmarks: vec![], remark: None, ..it.clone() };
    if old.fine != new.fine {
        let (was, is) = (old.fine_words(), new.fine_words());
        found.push(Rewriting(format!("{who}的罚款由{was}改为{is}")));
    } else if bare(old) != bare(new) {
        found.push(Rewriting(format!("{who}被改写")));
    }
    let begun = |it: &&Benchmark| it.effective_from.is_none_or(|first| first <= today);
    for table in old.benchmarks.iter().filter(begun) {
        let who = format!("{who}的裁量基准“{}”", table.id);
        match new.benchmarks.iter().find(|it| it.id == table.id) {
            Some(new) => {
                let content = |it: &Benchmark| (it.effective_from, it.tiers.clone());
                if content(table) != content(new) {
                    found.push(Rewriting(format!("{who}被改写")));
                }
                last_day(&who, (table.effective_until, new.effective_until), today, found);
            }
            None => found.push(Rewriting(format!("{who}被删除"))),
        }
    }
}

/// A last day that has passed stays what it was.
fn last_day(
    who: &str,
    (old, new): (Option<Date>, Option<Date>),
    today: Date,
    found: &mut Vec<Rewriting>,
) {
    if let Some(last) = old.filter(|last| *last < today && new != Some(*last)) {
        let now = new.map_or_else(|| "没有失效".to_owned(), date_zh);
        found.push(Rewriting(format!("{who}的最后一日由{}改为{now}", date_zh(last))));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::packs::fixture;

    const TODAY: Date = date(2026, 3, 2);

    fn told(before: &Jurisdiction, after: &Jurisdiction) -> String {
        let found = rewritten(before, after, TODAY);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    fn changed(change: impl FnOnce(&mut PowerItem)) -> Jurisdiction {
        let mut law = fixture::county().clone();
        let item = law.items.iter_mut().find(|it| it.id.as_str() == "JX-T-05-CF").unwrap();
        change(item);
        law
    }

    #[test]
    fn ending_a_version_and_adding_another_rewrites_nothing() {
        let county = fixture::county();
        assert_eq!(told(county, county), "");
        let mut after = changed(|item| item.effective_until = Some(date(2026, 3, 1)));
        let item = after.items.iter().find(|it| it.id.as_str() == "JX-T-05-CF").unwrap();
        let next = PowerItem {
            effective_from: date(2026, 3, 2),
            effective_until: None,
            liabilities: vec![],
            ..item.clone()
        };
        after.items.push(next);
        assert_eq!(told(county, &after), "");
        let words = "关键词".to_owned();
        assert_eq!(told(county, &changed(|item| item.keywords.push(words))), "");
    }

    #[test]
    fn what_cases_were_handled_by_is_not_changed_unseen() {
        let county = fixture::county();
        let fine = changed(|item| {
            item.branches[0].fine =
                crate::catalogue::FineRule::Fixed { min: law::Fen(1), max: law::Fen(2) };
        });
        assert!(told(county, &fine).contains("的罚款由20,000.00元以上100,000.00元以下改为"));
        assert!(
            told(county, &changed(|item| item.mode = crate::catalogue::Mode::Delegated))
                .contains("的行使主体被改写")
        );
        assert!(told(county, &changed(|item| item.liabilities.clear())).contains("的条文被改写"));
        let other = changed(|item| item.branches[0].mandatory = !item.branches[0].mandatory);
        assert!(told(county, &other).contains("被改写"));
        assert!(told(county, &changed(|item| item.branches.clear())).contains("被删除"));
        let begun = changed(|item| item.effective_from = TODAY);
        assert!(told(county, &begun).contains("2021年6月30日起的版本）被删除"));
        let ended = changed(|item| item.effective_until = Some(date(2026, 2, 1)));
        assert!(told(&ended, county).contains("的最后一日由2026年2月1日改为没有失效"));
        assert_eq!(told(county, &ended), "", "an end may be written down late");
    }

    #[test]
    fn a_benchmark_that_was_in_force_stays_beside_the_one_that_replaces_it() {
        let county = fixture::county();
        let item = |law: &Jurisdiction| {
            let found = law
                .items
                .iter()
                .find(|it| it.branches.iter().any(|branch| !branch.benchmarks.is_empty()));
            found.unwrap().id.clone()
        };
        let id = item(county);
        let with = |change: &dyn Fn(&mut Vec<Benchmark>)| {
            let mut law = county.clone();
            for branch in
                law.items.iter_mut().filter(|it| it.id == id).flat_map(|it| &mut it.branches)
            {
                change(&mut branch.benchmarks);
            }
            law
        };
        let removed = with(&|tables| tables.clear());
        assert!(told(county, &removed).contains("的裁量基准“"));
        let emptied = with(&|tables| tables.iter_mut().for_each(|it| it.tiers.clear()));
        assert!(told(county, &emptied).contains("被改写"));
        let ended = |tables: &mut Vec<Benchmark>| {
            for table in tables {
                table.effective_until = Some(date(2026, 2, 28));
            }
        };
        assert_eq!(told(county, &with(&ended)), "");
        assert!(told(&with(&ended), county).contains("的最后一日由"));
    }

    #[test]
    fn a_parameter_of_a_rule_keeps_its_value() {
        let mut texts = fixture::texts();
        let path = "national/rules.toml";
        let text = String::from_utf8(texts[path].clone()).unwrap();
        let (head, rule) = text.split_once("id = \"AP-23\"\n").unwrap();
        let other = rule.replacen("period = \"2年\"", "period = \"3年\"", 1);
        texts.insert(path.to_owned(), format!("{head}id = \"AP-23\"\n{other}").into_bytes());
        let after = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
        assert!(
            told(fixture::county(), &after)
                .contains("规则AP-23（追责时效，2021年7月15日起）的数值被改写")
        );
    }
}
