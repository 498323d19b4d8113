//! 竞合的规定: the norms that one act violates, as they weigh against the clause that is proposed.

use domain::{
    cases::{NormWeight, PenaltyTerms, Proposal, WeighedNorm, weighed_norms},
    packs::Jurisdiction,
};
use law::date_zh;

use crate::{
    components::{
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, when norms were compared.
pub fn panel(at: &At) -> Option<Panel> {
    let compared = at.case.norms.as_ref()?;
    let columns = ["规定", "法定罚款", "比较"].map(Column::new).to_vec();
    let empty = EmptyState::new("没有竞合的规定", "");
    let mut table = DataTable::new("同时违反的规定", columns, empty);
    let terms = proposed(at);
    table.rows = match &terms {
        Some(terms) => weighed_norms(&at.case, terms, &at.law).iter().map(row).collect(),
        None => compared.comparison.norms.iter().map(|it| unweighed(at, it)).collect(),
    };
    let comparison = &compared.comparison;
    let by = at.people.name(&comparison.by);
    let said = format!("{}（{by}，{}）", comparison.reason.reveal(), date_zh(comparison.on));
    let confirmed = compared.confirmed.as_ref().map(|it| {
        let by = at.people.name(&it.by);
        Part::Quiet(format!("{by}{}确认：{}", date_zh(it.on), it.words.reveal()))
    });
    let how = format!("比较方法（DB-20）：{}（《行政处罚法》第二十九条）。", reading(&at.law));
    Some(
        Panel::new("norms", "竞合的规定")
            .with(Part::Quiet(said))
            .with(Part::table(table))
            .with(Part::Quiet(how))
            .maybe(confirmed),
    )
}

/// How the county compares, in words.
pub fn reading(law: &Jurisdiction) -> String {
    let setting = law.rules.settings().find(|it| it.id == "DB-20");
    let chosen = setting.and_then(|it| it.readings.iter().find(|one| one.id == it.chosen));
    chosen.map_or_else(String::new, |it| it.label.clone())
}

/// The penalty decided, drafted, told or reported, the latest first.
fn proposed(at: &At) -> Option<PenaltyTerms> {
    let decided = at.case.decided().map(|it| &it.decision.proposal);
    let deciding = at.case.deciding();
    let drafted = || deciding.and_then(|it| Some(&it.draft.as_ref()?.proposal));
    let told = deciding.and_then(|it| Some(it.notice.as_ref()?.terms.clone()));
    let reported = at.case.report().map(|it| &it.proposal);
    let first = decided.or_else(drafted).and_then(Proposal::penalty).cloned();
    first.or(told).or_else(|| reported.and_then(Proposal::penalty).cloned())
}

fn row(norm: &WeighedNorm) -> Vec<Cell> {
    let tone = match norm.weight {
        NormWeight::Lower => Tone::Good,
        NormWeight::LeftOut => Tone::Plain,
        NormWeight::Alike | NormWeight::Open => Tone::Warning,
        NormWeight::Higher => Tone::Danger,
    };
    vec![
        Cell::lines(norm.cite.clone(), norm.item.clone().unwrap_or_default()),
        Cell::text(norm.range.map_or_else(|| "没有数额".to_owned(), |it| it.to_string())),
        Cell::badge(norm.weight.name_zh(), tone),
    ]
}

/// A norm before anything is proposed.
fn unweighed(at: &At, norm: &domain::cases::CompetingNorm) -> Vec<Cell> {
    let item = norm.item.as_ref().and_then(|id| at.law.item_at(id, at.case.origin.act_on).ok());
    let branch = item.and_then(|item| item.branch(&norm.branch));
    let cites = branch.map(|it| law::cited(&it.cites));
    let range = norm.range.map(|it| format!("{}至{}", it.least, it.most));
    let range = range.or_else(|| branch.map(domain::catalogue::Branch::fine_words));
    vec![
        Cell::lines(
            cites.unwrap_or_else(|| norm.cite.clone()),
            item.map_or_else(String::new, |item| item.name.clone()),
        ),
        Cell::text(range.unwrap_or_else(|| "没有数额".to_owned())),
        Cell::text("提交调查报告时比较"),
    ]
}
