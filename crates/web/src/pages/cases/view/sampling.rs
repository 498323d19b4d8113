//! 抽样取证和鉴定: what is under which seal, who was asked, what they said, what the party said to it.

use domain::cases::{CaseAppraisal, Sampling, appraisal_excluded_by};
use law::{date_zh, datetime_zh};

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// What an appraisal is called where one is chosen.
pub fn title(it: &CaseAppraisal) -> String {
    let entrusted = &it.entrusted;
    let again = if entrusted.again.is_some() { "重新" } else { "" };
    let kind = entrusted.kind.name_zh();
    format!("{}{again}{kind}（{}委托）", entrusted.institution, date_zh(entrusted.on))
}

/// The panel, once something was sampled or entrusted.
pub fn panel(at: &At) -> Option<Panel> {
    let all = &at.case.samplings;
    if all.taken.is_empty() && all.appraisals.is_empty() {
        return None;
    }
    let mut panel = Panel::new("sampling", "抽样取证和鉴定");
    for it in &all.taken {
        panel = panel.with(Part::Pairs(KeyValue { pairs: taken(at, it) }));
        panel = panel.with(Part::table(samples(it)));
    }
    for it in &all.appraisals {
        panel = panel.with(Part::Pairs(KeyValue { pairs: appraisal(at, it) }));
    }
    if all.waiting().next().is_some() {
        let words = match appraisal_excluded_by(&at.case, &at.law) {
            Some(row) => format!(
                "依据{}，委托书送达当事人之后至收到意见之日不计入办案期限。",
                row.excluded_by
            ),
            None => "等待鉴定意见期间照常计入办案期限。".to_owned(),
        };
        panel = panel.with(Part::Notice(Notice::new(Tone::Warning, words)));
    }
    Some(panel)
}

fn number<'a>(at: &'a At, id: &domain::ids::DocumentId, other: &'a str) -> &'a str {
    let number = at.case.document(id).and_then(|it| it.number.as_ref());
    number.map_or(other, |it| it.text.as_str())
}

fn taken(at: &At, it: &Sampling) -> Vec<Pair> {
    // What an inspection handed over has its certificate there, given to the party on the spot.
    let inspection = at.case.origin.inspection.as_ref();
    let inspected = inspection.filter(|_| at.case.document(&it.document).is_none());
    let address = match inspected {
        Some(inspection) => format!("/documents/inspection/{inspection}/{}.pdf", it.document),
        None => pdf(at, it.document.as_str()),
    };
    let paper = Cell::link(number(at, &it.document, "抽样取证凭证").to_owned(), address);
    let handed = match at.case.delivered_on(&it.document) {
        Some(on) => format!("{}交付当事人", date_zh(on)),
        None if inspected.is_some() => "行政检查中抽样取证".to_owned(),
        None => "还没有交付当事人".to_owned(),
    };
    let there = if it.present { "当事人在场" } else { "当事人没有到场，有见证人" };
    vec![
        Pair::text("抽样", format!("{}，{}", datetime_zh(it.at), at.names(&it.officers)))
            .note(format!("{}，{there}", it.place.reveal())),
        Pair::text("依据和方法", it.method.clone()),
        Pair::text("保存", it.kept.clone()),
        Pair::new("凭证", paper).note(handed),
    ]
}

fn samples(it: &Sampling) -> DataTable {
    let columns = ["封签编号", "样品", "抽样数量", "抽样基数"].map(Column::new).to_vec();
    let mut table = DataTable::new("样品清单", columns, EmptyState::new("没有样品", ""));
    let rows = it.samples.iter().map(|one| {
        vec![
            Cell::figure(one.seal_number.clone()),
            Cell::lines(one.name.clone(), one.batch.clone()),
            Cell::text(format!("{}{}", one.quantity, one.unit)),
            Cell::text(format!("{}{}", one.base, one.unit)),
        ]
    });
    table.rows = rows.collect();
    table
}

fn appraisal(at: &At, it: &CaseAppraisal) -> Vec<Pair> {
    let entrusted = &it.entrusted;
    let open = it.result.is_none() || it.contested();
    let tone = if open { Tone::Warning } else { Tone::Plain };
    let told = match at.case.delivered_on(&entrusted.document) {
        Some(on) => format!("{}告知当事人", date_zh(on)),
        None => "还没有告知当事人".to_owned(),
    };
    let letter = Cell::link(
        number(at, &entrusted.document, "委托书").to_owned(),
        pdf(at, entrusted.document.as_str()),
    );
    let mut pairs = vec![
        Pair::new(title(it), Cell::badge(it.phase_zh(), tone))
            .note(entrusted.qualification.clone()),
        Pair::text("委托事项", entrusted.question.reveal()),
        Pair::text("送检", sent(it)),
        Pair::new("委托书", letter).note(told),
        Pair::text("约定完成", date_zh(entrusted.due_on)),
    ];
    if let Some(result) = &it.result {
        let received = format!("{}收到，{}", date_zh(result.on), result.number);
        pairs.push(Pair::text("意见", result.opinion.reveal()).note(received));
        if let Some(paper) = &result.document {
            let told = match at.case.delivered_on(paper) {
                Some(on) => format!("{}送达当事人", date_zh(on)),
                None => "还没有送达当事人".to_owned(),
            };
            let link = Cell::link(number(at, paper, "告知书").to_owned(), pdf(at, paper.as_str()));
            pairs.push(Pair::new("告知书", link).note(told));
        }
    }
    if let Some(asked) = &it.objection {
        let words = format!("{}申请重新鉴定", date_zh(asked.on));
        pairs.push(Pair::text("异议", words).note(asked.reason.reveal()));
    }
    if let Some(answer) = &it.answer {
        let words = if answer.agreed { "同意重新鉴定" } else { "不同意重新鉴定" };
        let who = format!(
            "{}，{}：{}",
            at.people.name(&answer.by),
            date_zh(answer.on),
            answer.reason.reveal()
        );
        let link = Cell::link(words.to_owned(), pdf(at, answer.document.as_str()));
        pairs.push(Pair::new("答复", link).note(who));
    }
    pairs
}

/// What went to the institution.
fn sent(it: &CaseAppraisal) -> String {
    let sealed = it.entrusted.seal_numbers.iter().map(|number| format!("封签{number}"));
    let others = it.entrusted.objects.reveal().lines().map(str::trim);
    let others = others.filter(|line| !line.is_empty()).map(str::to_owned);
    sealed.chain(others).collect::<Vec<_>>().join("、")
}
