//! The decision laid out as its paper, with the fields in the places where their words will stand.

use domain::{
    cases::{self, Proposal},
    evidence::Evidence,
};

use super::at::At;
use crate::components::form::{Choice, Field, Form};

/// The paper down to what is decided; `keeps` when the proposal is not being changed.
pub fn begun(at: &At, proposal: Option<&Proposal>, keeps: bool) -> Form {
    let waives = proposal.is_some_and(|it| it.penalty().is_none());
    let title = if waives { "不予行政处罚决定书" } else { "行政处罚决定书" };
    let (text, told) = proposal.and_then(|it| cases::wording(&at.case, it)).unwrap_or_default();
    let reasons = at.case.deciding().and_then(|it| it.draft.as_ref());
    let reasons = reasons.map_or("", |it| it.reasons.reveal());
    let mut form = at
        .form("文字在原处修改，预览就是将要印出的文书；没有输入框的内容由案卷生成，不能改写。决定不得比告知的更重，更重的须重新告知（《行政处罚法》第四十四条、第四十五条）。")
        .field(Field::printed([format!("案由：{}", at.case.origin.cause)]))
        .field(Field::heading("一、违法事实和证据", ""))
        .field(Field::textarea("facts", "违法事实", 5).value(text.facts.reveal()))
        .field(Field::printed(evidence(&at.case.evidence)))
        .field(
            Field::textarea("assessment", "证据审查意见", 2)
                .value(text.assessment.reveal())
                .help("证据之间有矛盾的，写明怎样采信。"),
        )
        .field(Field::heading("二、陈述申辩和听证情况", ""))
        .field(Field::printed((!told.is_empty()).then_some(told)))
        .field(
            Field::textarea("reply", "对陈述申辩、听证意见的答复", 3)
                .value(text.reply.reveal())
                .help("逐项答复，不采纳的写明理由；当事人没有提出意见的不填。"),
        )
        .field(Field::heading("三、处罚依据和裁量", ""))
        .field(Field::printed(applied(at, proposal)))
        .field(
            Field::textarea("reasons", "说理", 5)
                .value(reasons)
                .help("事实怎样符合法律规定的情形，为什么这样处理。")
                .required(),
        );
    if keeps && !waives {
        form =
            form.field(Field::textarea("wording", "裁量说明", 4).value(text.discretion.reveal()));
    }
    Form { title: title.to_owned(), ..form.field(Field::heading("四、处理决定", "")) }
}

/// What is decided, as it was told or proposed.
pub fn decided(proposal: Option<&Proposal>) -> Field {
    let mut lines = match proposal {
        Some(Proposal::Penalty(terms)) => {
            let mut lines: Vec<String> =
                terms.lines().iter().zip(1..).map(|(line, nth)| format!("{nth}．{line}")).collect();
            lines.extend((!terms.correction.trim().is_empty()).then(|| terms.correction.clone()));
            lines
        }
        Some(Proposal::NoPenalty(terms)) => {
            vec![format!("不予行政处罚：{}。{}", terms.ground.name_zh(), terms.reasoning.reveal())]
        }
        None => Vec::new(),
    };
    lines.push("履行方式、救济途径和期限、公示告知由案卷按规定生成。".to_owned());
    Field::printed(lines)
}

/// That other words do not tell other facts.
pub fn same_facts() -> Field {
    let words = "违法事实只作文字调整，没有增加或者改变告知过的事实";
    Field::checkboxes("same_facts", "与告知的一致", vec![Choice::new("yes", words)]).help(
        "改写了违法事实的须勾选；有新的事实的，先补充调查并重新告知（《行政处罚法》第四十四条）。",
    )
}

fn evidence(all: &[Evidence]) -> Vec<String> {
    let mut lines = vec!["上述事实，有下列证据证明：".to_owned()];
    lines.extend(all.iter().zip(1..).map(|(it, nth)| {
        format!("{nth}．{}（{}），证明{}", it.name, it.kind.name_zh(), it.proves.reveal())
    }));
    if all.is_empty() { Vec::new() } else { lines }
}

fn applied(at: &At, proposal: Option<&Proposal>) -> Vec<String> {
    match proposal {
        Some(Proposal::Penalty(terms)) => {
            let Some(item) = at.item_of(terms) else { return Vec::new() };
            let broken = law::cited(&item.prohibitions);
            let basis = item
                .branch(&terms.branch)
                .map_or_else(String::new, |branch| law::cited(&branch.cites));
            vec![format!("上述行为违反了{broken}的规定，应当依据{basis}的规定予以处罚。")]
        }
        Some(Proposal::NoPenalty(terms)) => {
            vec![format!("依据{}的规定，不予行政处罚。", terms.ground.cite())]
        }
        None => Vec::new(),
    }
}
