//! The papers of a supervision: the review sheet, the opinion, the decision and the report.

use law::date_zh;

use super::state::{Answer, Opened, Order, Supervision};
use super::{Instrument, Verdict};
use crate::cases::Case;
use crate::documents::{Document, Issue, Sheet, issue, signature_of};
use crate::ids::{AuthorityId, UnitId};
use crate::rules::Score;
use crate::{Refused, Setting};

/// EX-30 案卷评查表.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn review(
    case: &Case,
    opened: &Opened,
    score: Option<&Score>,
    setting: &Setting<'_>,
) -> Result<Document, Refused> {
    let Some(it) = &opened.review else { return Err(super::unknown().into()) };
    let row = |kind: &str, name: &str, lost: String, rules: &[&str]| {
        [
            ("kind", kind.to_owned()),
            ("name", name.to_owned()),
            ("lost", lost),
            ("rules", rules.join("、")),
        ]
    };
    let vetoes = score.iter().flat_map(|it| &it.vetoes);
    let vetoes = vetoes.map(|it| row("否决项", &it.name, "否决".to_owned(), &it.rules));
    let lost = score.iter().flat_map(|it| &it.deductions);
    let lost = lost.map(|it| row("评分项", &it.name, format!("－{}", it.points), &it.rules));
    let points = it.points.map_or_else(|| "数据包没有评分表".to_owned(), |it| format!("{it}分"));
    let open = if it.open == 0 {
        String::new()
    } else {
        format!("另有{}条规则因记录中没有相应事实，没有判断。", it.open)
    };
    let sheet = Sheet::new("EX-30")
        .text("cause", case.origin.cause.as_str())
        .text("case", case.number().unwrap_or_default())
        .text("party_name", case.origin.party.public_name())
        .text("unit", unit(&opened.unit, setting))
        .text("decision", case.decided().map_or("", |it| it.decision.number.as_str()))
        .text("archived_on", case.stage.archived().map_or_else(String::new, |it| date_zh(it.on)))
        .rows("findings", vetoes.chain(lost))
        .text("points", points)
        .text("grade", it.grade.as_str())
        .text("open", open)
        .text("opinion", opened.facts.reveal())
        .text("verdict", it.verdict.name_zh())
        .text("demands", if it.verdict == Verdict::Sound { "无" } else { it.demands.as_str() })
        .signed("reviewer_signature", Some(signature_of(setting, &opened.by, "评查人")));
    issued(&opened.supervisor, sheet, setting)
}

/// EX-31 行政执法监督意见书, or EX-34 行政执法监督决定书.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn order(
    it: &Supervision,
    order: &Order,
    setting: &Setting<'_>,
) -> Result<Document, Refused> {
    let before = it.documents.iter().rev().find(|document| document.form == "EX-31");
    let before = before.and_then(|document| document.number.as_ref());
    let decides = match order.instrument {
        Instrument::Opinion => None,
        Instrument::Perform => Some("责令限期履行"),
        Instrument::Supplement => Some("责令补正"),
        Instrument::Revoke => Some("撤销"),
        Instrument::Unlawful => Some("确认违法"),
    };
    let sheet = Sheet::new(order.instrument.form())
        .text("addressee", authority(&it.opened.authority, setting))
        .text("unit", unit(&it.opened.unit, setting))
        .text("concern", it.opened.concern.name_zh())
        .text("matter", it.opened.title.as_str())
        .text("problems", order.problems.reveal())
        .text("basis", order.basis.as_str())
        .text("demands", order.demands.as_str())
        .text("due_on", date_zh(order.due_on));
    let sheet = match decides {
        None => sheet,
        Some(decides) => sheet
            .text("opinion_number", before.map_or("", |number| number.text.as_str()))
            .text("decides", decides),
    };
    issued(&it.opened.supervisor, sheet, setting)
}

/// EX-35 整改情况反馈, in the name of the supervised organ.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn answer(
    it: &Supervision,
    order: &Order,
    answer: &Answer,
    setting: &Setting<'_>,
) -> Result<Document, Refused> {
    let form = order.instrument.form();
    let paper = it.documents.iter().rev().find(|document| document.form == form);
    let number = paper.and_then(|paper| paper.number.as_ref());
    let sheet = Sheet::new("EX-35")
        .text("addressee", authority(&it.opened.supervisor, setting))
        .text("paper", paper.map_or("", |paper| paper.title.as_str()))
        .text("paper_number", number.map_or("", |number| number.text.as_str()))
        .text("ordered_on", date_zh(order.on))
        .text("matter", it.opened.title.as_str())
        .text("demands", order.demands.as_str())
        .text("words", answer.words.reveal())
        .signed("leader_signature", Some(signature_of(setting, &answer.by, "机关负责人")));
    issued(&it.opened.authority, sheet, setting)
}

fn issued(
    authority: &AuthorityId,
    sheet: Sheet,
    setting: &Setting<'_>,
) -> Result<Document, Refused> {
    let as_of = Issue { authority, case_number: None, nth: 0, reserved: None };
    issue(setting, sheet, as_of).map_err(Refused)
}

fn unit(id: &UnitId, setting: &Setting<'_>) -> String {
    setting.law.unit(id).map_or_else(|| id.to_string(), |unit| unit.name.clone())
}

fn authority(id: &AuthorityId, setting: &Setting<'_>) -> String {
    setting.law.authority(id).map_or_else(|| id.to_string(), |found| found.name.clone())
}
