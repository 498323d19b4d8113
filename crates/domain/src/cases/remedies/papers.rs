//! The answer to the body that hears a remedy.

use law::date_zh;

use super::answer::AnswerRemedy;
use super::event::RemedyKind;
use super::state::Remedy;
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::Sheet;

/// EX-33 行政复议答复书（行政诉讼答辩状）.
pub(super) fn answer(
    case: &Case,
    it: &Remedy,
    command: &AnswerRemedy,
    setting: &Setting<'_>,
) -> Sheet {
    let attacked = it.document.as_ref().or_else(|| Some(&case.decided()?.decision.document));
    let attacked = attacked.and_then(|id| case.document(id));
    let act = attacked.map_or_else(String::new, |document| {
        let number = document.number.as_ref().map_or("", |number| number.text.as_str());
        let day = date_zh(document.issued_on);
        if number.is_empty() {
            format!("{day}作出的《{}》", document.title)
        } else {
            format!("{day}作出的《{}》（{number}）", document.title)
        }
    });
    let (paper, other, ours, basis) = match it.kind {
        RemedyKind::Reconsideration => (
            "行政复议答复书",
            "申请人",
            "被申请人",
            "《中华人民共和国行政复议法》第四十八条、第五十四条",
        ),
        RemedyKind::Litigation => {
            ("行政诉讼答辩状", "原告", "被告", "《中华人民共和国行政诉讼法》第三十四条、第六十七条")
        }
    };
    let heads = setting.law.authority(&case.origin.authority);
    let laws = case
        .report()
        .and_then(|report| case.document(&report.document))
        .and_then(|document| Sheet::from_json(&document.form, document.content.reveal()))
        .map(|sheet| {
            [sheet.get("provisions").to_owned(), sheet.get("penalty_basis").to_owned()]
                .into_iter()
                .filter(|words| !words.trim().is_empty())
                .collect::<Vec<_>>()
                .join("；")
        })
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| case.origin.cause.clone());
    sheets::sheet(case, "EX-33", setting)
        .text("paper", paper)
        .text("other_side", other)
        .text("our_side", ours)
        .text("organ", &it.body)
        .text("respondent", heads.map_or("", |it| it.name.as_str()))
        .text("act", act)
        .text("filed_on", date_zh(it.filed_on))
        .text("copy_received_on", it.received_on.map(date_zh).unwrap_or_default())
        .text("claims", command.claims.reveal())
        .text("answer", command.answer.reveal())
        .text("laws", laws)
        .rows("evidence", sheets::evidence_rows(case))
        .text("request", command.request.trim())
        .text("basis", basis)
}
