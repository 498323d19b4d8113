//! The open list of what is inspected and penalised, with basis, articles and checklists
//! (《行政处罚法》第三十九条; AP-26, TS-01).

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    catalogue::{Branch, FineRule, Power, PowerItem},
    ids::ItemId,
    packs::Jurisdiction,
};
use jiff::civil::Date;
use law::{Cite, Fen, format::date_zh};

use super::frame::{Reading, absent, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{
        blocks::{KeyValue, Pair},
        shell::PortalShell,
    },
    pages::{samples::Sample, show},
};

/// One item of the list.
pub struct Line {
    pub href: String,
    pub number: String,
    pub name: String,
    pub object: String,
}

/// The items of one power.
pub struct Group {
    pub power: &'static str,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "portal/items.html")]
pub struct ItemsPage {
    pub portal: PortalShell,
    pub on: String,
    pub groups: Vec<Group>,
}

/// A consequence that the law attaches to an act.
pub struct Consequence {
    pub when: String,
    pub what: Vec<String>,
    pub cites: String,
}

/// A point that an inspection looks at.
pub struct Point {
    pub text: String,
    pub how: String,
}

#[derive(Template)]
#[template(path = "portal/item.html")]
pub struct ItemPage {
    pub portal: PortalShell,
    pub name: String,
    pub facts: KeyValue,
    pub points: Vec<Point>,
    pub consequences: Vec<Consequence>,
}

/// `GET /portal/items`
pub async fn list(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let law = site.app.portal().law();
    let today = site.app.today();
    let groups = [Power::Inspection, Power::Penalty, Power::Measure, Power::Execution]
        .map(|power| group(&law, power, today));
    let page = ItemsPage {
        portal: shell(&site, "/portal/items", reading),
        on: date_zh(today),
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
    };
    Ok(kept(show(&page)?))
}

fn group(law: &Jurisdiction, power: Power, today: Date) -> Group {
    let line = |item: &PowerItem| Line {
        href: format!("/portal/items/{}", item.id),
        number: item.id.to_string(),
        name: item.name.clone(),
        object: item.object.clone(),
    };
    Group { power: power.name_zh(), lines: law.items_at(power, today).map(line).collect() }
}

/// `GET /portal/items/{id}`
pub async fn one(
    State(site): State<Site>,
    reading: Reading,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let law = site.app.portal().law();
    let id = ItemId::new(id);
    let Ok(item) = law.item_at(&id, site.app.today()) else {
        return absent(&site, reading, "事项目录里现在没有这个事项，请从事项清单中选择。");
    };
    let page = ItemPage {
        portal: shell(&site, format!("/portal/items/{id}"), reading),
        name: item.name.clone(),
        facts: KeyValue { pairs: facts(&law, item) },
        points: item
            .checks
            .iter()
            .map(|check| Point { text: check.text.clone(), how: check.how.clone() })
            .collect(),
        consequences: consequences(item),
    };
    Ok(kept(show(&page)?))
}

fn facts(law: &Jurisdiction, item: &PowerItem) -> Vec<Pair> {
    let name = |id| law.authority(id).map_or_else(String::new, |a| a.name.clone());
    let term = match item.effective_until {
        Some(until) => format!("{}至{}", date_zh(item.effective_from), date_zh(until)),
        None => format!("自{}起", date_zh(item.effective_from)),
    };
    let mut pairs = vec![
        Pair::text("事项名称", item.title.clone()),
        Pair::text("事项编号", item.id.to_string()),
        Pair::text("权力类型", item.power.name_zh()),
        Pair::text("对象", item.object.clone()),
        Pair::text("执法主体", name(&item.holder)),
        Pair::text("执法方式", item.mode.name_zh()),
        Pair::text("名义", name(&item.acting_name)),
        Pair::text("有效期", term),
        Pair::text("禁止性规定", articles(&item.prohibitions)),
        Pair::text("责任规定", articles(&item.liabilities)),
        Pair::text("职责来源", item.basis.join("；")),
    ];
    if !item.compulsions.is_empty() {
        let words = item.compulsions.iter().map(|one| format!("{}（{}）", one.text, one.cite));
        pairs.push(Pair::text("强制措施", words.collect::<Vec<_>>().join("；")));
    }
    pairs
}

/// The articles, each statute named once: 《公路法》第四十六条、第七十七条.
fn articles(cites: &[Cite]) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut by_statute: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for cite in cites {
        if !order.contains(&cite.statute.as_str()) {
            order.push(&cite.statute);
        }
        by_statute.entry(&cite.statute).or_default().push(&cite.article);
    }
    let words = order.iter().map(|statute| {
        let articles = by_statute.get(statute).map_or_else(String::new, |all| all.join("、"));
        format!("《{statute}》{articles}")
    });
    words.collect::<Vec<_>>().join("；")
}

fn consequences(item: &PowerItem) -> Vec<Consequence> {
    let branches = item.branches.iter().map(|branch| {
        let mut what = Vec::new();
        what.extend(fine_words(branch));
        what.extend(branch.other_penalty.clone());
        what.extend(branch.confiscate.iter().map(|thing| format!("没收{thing}")));
        what.extend(branch.also.iter().cloned());
        Consequence { when: branch.when.clone(), what, cites: articles(&branch.cites) }
    });
    branches.collect()
}

/// The fine of a branch as the statute words it; nothing if it sets none.
fn fine_words(branch: &Branch) -> Option<String> {
    let range = match &branch.fine {
        FineRule::None => return None,
        FineRule::Fixed { min, max } => amounts(*min, *max),
        FineRule::Multiple { base, min, max } if min.0 == 0 => format!("{base}{max}以下"),
        FineRule::Multiple { base, min, max } => format!("{base}{min}以上{max}以下"),
        FineRule::Percent { base, min, max } => {
            format!("{base}百分之{}以上百分之{}以下", percent(min.0), percent(max.0))
        }
        FineRule::PerUnit { unit, min, max } => format!("每{unit}{}", amounts(*min, *max)),
    };
    let may = if branch.mandatory { "处" } else { "可以处" };
    Some(format!("{may}{range}的罚款"))
}

fn amounts(min: Fen, max: Fen) -> String {
    if min == max {
        max.to_string()
    } else if min.0 == 0 {
        format!("{max}以下")
    } else {
        format!("{min}以上{max}以下")
    }
}

/// Ten-thousandths as a percentage: 850 is 8.5.
fn percent(share: i64) -> String {
    let part = format!("{:02}", share % 100);
    let part = part.trim_end_matches('0');
    if part.is_empty() { (share / 100).to_string() } else { format!("{}.{part}", share / 100) }
}

pub(super) fn samples() -> Vec<Sample> {
    let line = Line {
        href: "/portal/items/T01".to_owned(),
        number: "T01".to_owned(),
        name: "示例事项".to_owned(),
        object: "路段".to_owned(),
    };
    let list = ItemsPage {
        portal: sample_shell("/portal/items"),
        on: "2026年3月9日".to_owned(),
        groups: vec![Group { power: "行政检查", lines: vec![line] }],
    };
    let one = ItemPage {
        portal: sample_shell("/portal/items"),
        name: "示例事项".to_owned(),
        facts: KeyValue { pairs: vec![Pair::text("权力类型", "行政检查")] },
        points: vec![Point { text: "现场".to_owned(), how: "拍照".to_owned() }],
        consequences: vec![Consequence {
            when: "一般情形".to_owned(),
            what: vec!["罚款".to_owned()],
            cites: "《公路法》第七十七条".to_owned(),
        }],
    };
    vec![Sample::of("items", &list), Sample::of("item", &one)]
}

#[cfg(test)]
mod tests {
    use super::{Cite, Fen, amounts, articles, percent};

    #[test]
    fn a_statute_is_named_once_for_all_its_articles() {
        let cite = |statute: &str, article: &str| Cite {
            statute: statute.to_owned(),
            article: article.to_owned(),
        };
        let cites =
            [cite("公路法", "第四十六条"), cite("甲条例", "第一条"), cite("公路法", "第七十七条")];
        assert_eq!(articles(&cites), "《公路法》第四十六条、第七十七条；《甲条例》第一条");
        assert_eq!(articles(&[]), "");
    }

    #[test]
    fn a_range_of_fines_is_worded_as_in_a_statute() {
        assert_eq!(amounts(Fen(0), Fen(500_000)), "5,000.00元以下");
        assert_eq!(amounts(Fen(100_000), Fen(500_000)), "1,000.00元以上5,000.00元以下");
        assert_eq!((percent(850).as_str(), percent(200).as_str()), ("8.5", "2"));
    }
}
