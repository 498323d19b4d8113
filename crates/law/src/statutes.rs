//! The index of statutes: which titles exist, since when, and how many articles they have.
//!
//! It holds no statute text. An article count or a date that is not known is left out and then not
//! checked, so that the index never refuses what it merely does not know.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::{cite::Cite, format::date_zh, problem::RowProblem};

/// All statutes the packs may cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statutes {
    statutes: Vec<Statute>,
    names: BTreeMap<String, usize>,
}

/// One statute with its versions, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statute {
    /// The full title: 中华人民共和国行政处罚法.
    pub title: String,
    /// Other names it is cited by: 行政处罚法, 处罚法.
    pub aliases: Vec<String>,
    /// The issuing organ's document number, where citations need one.
    pub number: Option<String>,
    /// Its versions, oldest first.
    pub versions: Vec<StatuteVersion>,
    /// What the reader must know.
    pub remark: String,
}

/// One version of a statute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatuteVersion {
    /// The day it was adopted or issued, if known.
    pub adopted: Option<Date>,
    /// The first day in force; unknown for statutes that were not opened.
    pub in_force_from: Option<Date>,
    /// The last day in force; none while it still is.
    pub in_force_until: Option<Date>,
    /// The number of articles, if known.
    pub articles: Option<u32>,
}

/// Why a citation does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CiteProblem {
    /// No statute of that name is listed.
    #[error("法规索引中没有《{0}》，请核对名称或者先登记该法规")]
    UnknownStatute(String),
    /// The statute has fewer articles.
    #[error("{cite}不存在：该法规共{articles}条")]
    NoSuchArticle {
        /// The citation.
        cite: String,
        /// How many articles there are.
        articles: u32,
    },
    /// The statute was not in force on the day.
    #[error("《{statute}》在{}没有施行的版本，不能作为该日的依据", date_zh(*on))]
    NotInForce {
        /// The title as cited.
        statute: String,
        /// The day asked for.
        on: Date,
    },
    /// The article cannot be read.
    #[error("“{0}”不是条文序号，应写成第六十条第一款")]
    BadArticle(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndex {
    statute: Vec<Spanned<RawStatute>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatute {
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    number: Option<String>,
    #[serde(default)]
    remark: String,
    #[serde(default)]
    version: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    adopted: Option<String>,
    in_force_from: Option<String>,
    in_force_until: Option<String>,
    articles: Option<u32>,
}

impl Statutes {
    /// Reads the index; all bad records are named at once.
    pub fn from_toml(text: &str) -> Result<Self, Vec<RowProblem>> {
        let raw: RawIndex =
            toml::from_str(text).map_err(|error| vec![RowProblem::of_toml(text, &error)])?;
        let mut problems = Vec::new();
        let mut index = Self { statutes: Vec::new(), names: BTreeMap::new() };
        for spanned in raw.statute {
            let row = RowProblem::line_of(text, spanned.span().start);
            let statute = read_statute(spanned.into_inner(), row, &mut problems);
            let at = index.statutes.len();
            for name in std::iter::once(&statute.title).chain(&statute.aliases) {
                let taken = index.names.insert(short(name).into(), at);
                if taken.is_some_and(|other| other != at) {
                    problems.push(RowProblem::new(row, name, "名称与另一法规重复"));
                }
            }
            index.statutes.push(statute);
        }
        if problems.is_empty() { Ok(index) } else { Err(problems) }
    }

    /// The statute of a title or alias, with or without 中华人民共和国.
    pub fn find(&self, name: &str) -> Option<&Statute> {
        self.names.get(short(name)).and_then(|at| self.statutes.get(*at))
    }

    /// All statutes, in the order of the file.
    pub fn all(&self) -> &[Statute] {
        &self.statutes
    }

    /// Checks that a citation names an existing article, in force on a day if one is given.
    ///
    /// Without a day the longest version whose length is known decides.
    pub fn check(&self, cite: &Cite, on: Option<Date>) -> Result<(), CiteProblem> {
        let statute = self
            .find(&cite.statute)
            .ok_or_else(|| CiteProblem::UnknownStatute(cite.statute.clone()))?;
        let number = cite.number().ok_or_else(|| CiteProblem::BadArticle(cite.article.clone()))?;
        let versions: Vec<&StatuteVersion> = match on {
            Some(day) => statute.versions.iter().filter(|version| version.covers(day)).collect(),
            None => statute.versions.iter().collect(),
        };
        if let Some(on) = on
            && versions.is_empty()
        {
            return Err(CiteProblem::NotInForce { statute: cite.statute.clone(), on });
        }
        let known = versions.iter().filter_map(|version| version.articles).max();
        let all_known = versions.iter().all(|version| version.articles.is_some());
        let most = known.filter(|_| on.is_none() || all_known);
        match most {
            Some(articles) if articles < number => {
                Err(CiteProblem::NoSuchArticle { cite: cite.to_string(), articles })
            }
            Some(_) | None => Ok(()),
        }
    }
}

impl StatuteVersion {
    /// Whether the version may have been in force on a day, bounds inclusive.
    pub fn covers(&self, day: Date) -> bool {
        self.in_force_from.is_none_or(|first| first <= day)
            && self.in_force_until.is_none_or(|last| day <= last)
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix("中华人民共和国").unwrap_or(name)
}

fn read_statute(raw: RawStatute, row: usize, problems: &mut Vec<RowProblem>) -> Statute {
    let title = raw.title;
    if title.trim().is_empty() || title.contains(['《', '》']) {
        problems.push(RowProblem::new(row, "title", "名称不能为空，也不带书名号"));
    }
    let mut day = |text: Option<String>, field: &str| {
        let text = text?;
        let parsed = text.parse();
        if parsed.is_err() {
            let message = format!("{field}“{text}”不是有效日期");
            problems.push(RowProblem::new(row, &title, message));
        }
        parsed.ok()
    };
    let versions: Vec<StatuteVersion> = raw
        .version
        .into_iter()
        .map(|version| StatuteVersion {
            adopted: day(version.adopted, "adopted"),
            in_force_from: day(version.in_force_from, "in_force_from"),
            in_force_until: day(version.in_force_until, "in_force_until"),
            articles: version.articles,
        })
        .collect();
    check_versions(&title, &versions, row, problems);
    Statute { title, aliases: raw.aliases, number: raw.number, versions, remark: raw.remark }
}

fn check_versions(
    title: &str,
    versions: &[StatuteVersion],
    row: usize,
    problems: &mut Vec<RowProblem>,
) {
    if versions.is_empty() {
        problems.push(RowProblem::new(row, title, "至少登记一个版本"));
    }
    let mut before: Option<&StatuteVersion> = None;
    for version in versions {
        if let (Some(first), Some(last)) = (version.in_force_from, version.in_force_until)
            && last < first
        {
            problems.push(RowProblem::new(row, title, "失效日早于施行日"));
        }
        if version.articles == Some(0) {
            problems.push(RowProblem::new(row, title, "条文数不能为零"));
        }
        if let Some(before) = before {
            let follows = match (before.in_force_until, version.in_force_from) {
                (Some(last), Some(first)) => last < first,
                (Some(_) | None, None) | (None, Some(_)) => false,
            };
            if !follows {
                problems.push(RowProblem::new(row, title, "版本的施行期间重叠或者次序颠倒"));
            }
        }
        before = Some(version);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{CiteProblem, Statutes};
    use crate::cite::Cite;

    const SAMPLE: &str = r#"
[[statute]]
title = "中华人民共和国甲法"
aliases = ["甲"]
[[statute.version]]
in_force_from = "2000-01-01"
in_force_until = "2020-12-31"
articles = 90
[[statute.version]]
adopted = "2020-06-01"
in_force_from = "2021-01-01"
articles = 80

[[statute]]
title = "乙办法"
[[statute.version]]
"#;

    fn check(text: &str, on: Option<jiff::civil::Date>) -> Result<(), CiteProblem> {
        Statutes::from_toml(SAMPLE).unwrap().check(&Cite::parse(text).unwrap(), on)
    }

    #[test]
    fn an_article_is_checked_against_the_version_of_the_day() {
        assert_eq!(check("《甲法》第八十五条", Some(date(2020, 12, 31))), Ok(()));
        assert_eq!(
            check("《甲法》第八十五条", Some(date(2021, 1, 1))),
            Err(CiteProblem::NoSuchArticle {
                cite: "《甲法》第八十五条".into(), articles: 80
            })
        );
        assert_eq!(check("《中华人民共和国甲法》第八十条", Some(date(2021, 1, 1))), Ok(()));
        assert_eq!(check("《甲》第九十条", None), Ok(()));
        assert!(check("《甲》第九十一条", None).is_err());
    }

    #[test]
    fn unknown_statutes_and_days_before_force_are_refused() {
        assert_eq!(check("《丙法》第一条", None), Err(CiteProblem::UnknownStatute("丙法".into())));
        assert_eq!(
            check("《甲法》第一条", Some(date(1999, 12, 31))),
            Err(CiteProblem::NotInForce { statute: "甲法".into(), on: date(1999, 12, 31) })
        );
        let built = Cite { statute: "甲法".into(), article: "第二章".into() };
        let index = Statutes::from_toml(SAMPLE).unwrap();
        assert_eq!(index.check(&built, None), Err(CiteProblem::BadArticle("第二章".into())));
    }

    #[test]
    fn what_is_not_known_is_not_refused() {
        assert_eq!(check("《乙办法》第九百条", Some(date(1990, 1, 1))), Ok(()));
    }

    #[test]
    fn bad_records_are_named_with_their_line() {
        let text = "[[statute]]\ntitle = \"甲\"\n[[statute.version]]\nin_force_from = \"2021-02-30\"\n\
            [[statute]]\ntitle = \"乙\"\naliases = [\"甲\"]\n\
            [[statute.version]]\nin_force_from = \"2020-01-01\"\narticles = 0\n\
            [[statute.version]]\nin_force_from = \"2019-01-01\"\nin_force_until = \"2018-01-01\"\n\
            [[statute]]\ntitle = \"《丙》\"\n";
        let found: Vec<_> =
            Statutes::from_toml(text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "第1行“甲”：in_force_from“2021-02-30”不是有效日期",
                "第5行“乙”：条文数不能为零",
                "第5行“乙”：失效日早于施行日",
                "第5行“乙”：版本的施行期间重叠或者次序颠倒",
                "第5行“甲”：名称与另一法规重复",
                "第14行“title”：名称不能为空，也不带书名号",
                "第14行“《丙》”：至少登记一个版本",
            ]
        );
    }

    #[test]
    fn a_text_that_is_not_toml_is_one_problem() {
        let problems = Statutes::from_toml("[[statute]]\ntitel = \"甲\"\n").unwrap_err();
        assert_eq!(problems.len(), 1);
        assert!(problems.first().unwrap().to_string().starts_with("第"));
    }
}
