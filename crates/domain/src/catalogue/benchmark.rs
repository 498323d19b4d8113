//! Benchmark tables (裁量基准): tiers from a source, each table with the days on which it is in force.
//!
//! A table that another one replaced stays, because cases were measured by it; which of the two
//! measures a case that lies between them is answered here.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::Branch;
use super::fine::{BaseAmounts, Range};
use super::tiers::{TierAmount, TierConfiscation};
use crate::packs::read;

/// Where a benchmark comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceType {
    /// A published table.
    Published,
    /// Partly published, partly drawn up for demonstration.
    PartlyPublished,
    /// Drawn up for demonstration; must be replaced before use.
    Illustrative,
}

/// One benchmark table (裁量基准).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// The id, unique in the branch.
    pub id: String,
    /// Where it comes from.
    pub source_type: SourceType,
    /// The source in words.
    pub source: String,
    /// The first day on which it is in force; none where it begins with the item.
    #[serde(default, deserialize_with = "read::some_day")]
    pub effective_from: Option<Date>,
    /// The last day, inclusive; none while it lasts.
    #[serde(default, deserialize_with = "read::some_day")]
    pub effective_until: Option<Date>,
    /// The tiers, from light to serious.
    #[serde(rename = "tier")]
    pub tiers: Vec<Tier>,
}

/// One tier (裁量阶次).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The grade, such as 轻微.
    pub grade: String,
    /// When it fits.
    pub condition: String,
    /// What it costs.
    pub amount: TierAmount,
    /// Whether something is confiscated at it.
    #[serde(default)]
    pub confiscate: TierConfiscation,
    /// Whether this row was drawn up for demonstration inside a published table.
    #[serde(default)]
    pub illustrative: bool,
}

/// The day of an act and the day on which it is decided or proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// When the violation was done.
    pub act: Date,
    /// When it is decided.
    pub decision: Date,
}

/// Why a table may not measure a case, in Chinese words: what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongTable {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub next: String,
}

impl Benchmark {
    /// Whether it is in force on the day.
    pub fn in_force(&self, on: Date) -> bool {
        self.effective_from.is_none_or(|first| first <= on)
            && self.effective_until.is_none_or(|last| on <= last)
    }

    /// Since when and until when, in Chinese words; empty where the table says neither.
    pub fn days_zh(&self) -> String {
        match (self.effective_from, self.effective_until) {
            (None, None) => String::new(),
            (Some(first), None) => format!("{}起施行", date_zh(first)),
            (None, Some(last)) => format!("施行至{}", date_zh(last)),
            (Some(first), Some(last)) => format!("{}至{}施行", date_zh(first), date_zh(last)),
        }
    }

    /// Its id with its days, where it has any.
    pub fn named(&self) -> String {
        match self.days_zh() {
            days if days.is_empty() => self.id.clone(),
            days => format!("{}，{days}", self.id),
        }
    }

    fn tier(&self, grade: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.grade == grade)
    }
}

impl Branch {
    /// The tables by which the act may be measured: in force when it was done or when it is decided.
    pub fn benchmarks_for(&self, days: Days) -> impl Iterator<Item = &Benchmark> {
        let open = move |it: &&Benchmark| it.in_force(days.act) || it.in_force(days.decision);
        self.benchmarks.iter().filter(open)
    }

    /// Whether the act may be measured by this grade of this table.
    ///
    /// # Law
    /// 《行政处罚法》第三十四条、第三十七条 (AP-21, AP-24): the table of the day of the act; the one of
    /// the day of the decision when its tier of the same grade is lighter.
    ///
    /// # Errors
    /// The table is of another time, or the other table is lighter.
    // LEGAL-Q 2026-11-22 (法制审批科): 第三十七条 speaks of laws, regulations and rules; whether a table
    // of discretion, which is none of them, follows it. Until told otherwise it does: of two tables the
    // one that is lighter for the party measures the case.
    pub fn may_measure(
        &self,
        (table, grade): (&str, &str),
        days: Days,
        bases: &BaseAmounts,
    ) -> Result<(), WrongTable> {
        let Some(chosen) = self.benchmarks.iter().find(|it| it.id == table) else { return Ok(()) };
        let (then, now) = (chosen.in_force(days.act), chosen.in_force(days.decision));
        if !then && !now {
            return Err(WrongTable {
                what: format!(
                    "裁量基准“{table}”{}，行为时和作出决定时都没有施行。",
                    chosen.days_zh()
                ),
                next: "请选择行为时或者现在施行的裁量基准。".to_owned(),
            });
        }
        let cost = |it: &Benchmark| it.tier(grade)?.range(self, bases).ok().map(|it| it.range);
        let Some(own) = cost(chosen).filter(|_| then != now) else { return Ok(()) };
        let other =
            |it: &&Benchmark| it.in_force(days.act) != then && it.in_force(days.decision) != now;
        let lighter = self.benchmarks.iter().filter(other).find_map(|it| {
            let range = cost(it)?;
            (weight(range) < weight(own)).then_some((it, range))
        });
        let Some((lighter, range)) = lighter else { return Ok(()) };
        Err(WrongTable {
            what: format!(
                "“{grade}”一档，所选基准“{table}”为{own}，{}施行的“{}”为{range}，较轻。",
                if now { "行为时" } else { "现在" },
                lighter.id
            ),
            next: format!("裁量基准前后不一致的，适用对当事人较轻的一份，请改选“{}”。", lighter.id),
        })
    }
}

/// Heavier is more: the most it allows, then the least.
fn weight(range: Range) -> (law::Fen, law::Fen) {
    (range.max, range.min)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ids::ItemId;
    use crate::packs::fixture;

    const OLD: &str = "旧";
    const NEW: &str = "新";

    fn table(id: &str, (from, until): (Option<Date>, Option<Date>), yuan: (i64, i64)) -> Benchmark {
        let amount = TierAmount::Fixed {
            min: Some(law::Fen(yuan.0 * 100)),
            max: Some(law::Fen(yuan.1 * 100)),
        };
        let tier = Tier {
            grade: "一般".into(),
            condition: "示例".into(),
            amount,
            confiscate: TierConfiscation::Unsaid,
            illustrative: false,
        };
        Benchmark {
            id: id.into(),
            source_type: SourceType::Published,
            source: "示例文号".into(),
            effective_from: from,
            effective_until: until,
            tiers: vec![tier],
        }
    }

    /// A branch from 20,000 to 100,000 yuan, whose table is replaced on 1 March 2026.
    fn branch(new: (i64, i64)) -> Branch {
        let item = fixture::county().item_at(&ItemId::new("JX-T-05-CF"), date(2026, 3, 2)).unwrap();
        let mut branch = item.branch("a").unwrap().clone();
        branch.benchmarks = vec![
            table(OLD, (None, Some(date(2026, 2, 28))), (30_000, 50_000)),
            table(NEW, (Some(date(2026, 3, 1)), None), new),
        ];
        branch
    }

    fn may(branch: &Branch, id: &str, days: Days) -> Result<(), String> {
        let measured = branch.may_measure((id, "一般"), days, &BaseAmounts::new());
        measured.map_err(|wrong| wrong.what)
    }

    #[test]
    fn an_act_between_two_tables_is_measured_by_the_lighter_one() {
        let across = Days { act: date(2026, 2, 28), decision: date(2026, 3, 1) };
        let heavier = branch((30_000, 60_000));
        assert_eq!(may(&heavier, OLD, across), Ok(()));
        let words = may(&heavier, NEW, across).unwrap_err();
        assert!(words.contains("行为时施行的“旧”") && words.contains("50,000.00元"), "{words}");
        let lighter = branch((20_000, 50_000));
        assert_eq!(may(&lighter, NEW, across), Ok(()), "the most is the same and the least less");
        assert!(may(&lighter, OLD, across).unwrap_err().contains("现在施行的“新”"));
        let same = branch((30_000, 50_000));
        assert_eq!((may(&same, OLD, across), may(&same, NEW, across)), (Ok(()), Ok(())));
    }

    #[test]
    fn a_table_of_another_time_measures_nothing() {
        let branch = branch((30_000, 60_000));
        let before = Days { act: date(2026, 2, 1), decision: date(2026, 2, 28) };
        assert!(may(&branch, NEW, before).unwrap_err().contains("2026年3月1日起施行"));
        let after = Days { act: date(2026, 3, 1), decision: date(2026, 3, 2) };
        assert!(may(&branch, OLD, after).unwrap_err().contains("施行至2026年2月28日"));
        assert_eq!(may(&branch, NEW, after), Ok(()), "the heavier one, where it alone is in force");
        let open = |days| branch.benchmarks_for(days).map(|it| it.id.as_str()).collect::<Vec<_>>();
        assert_eq!((open(before), open(after)), (vec![OLD], vec![NEW]));
        assert_eq!(open(Days { decision: after.decision, ..before }), [OLD, NEW]);
    }
}
