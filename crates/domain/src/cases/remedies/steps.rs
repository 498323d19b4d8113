//! What stands before the steps of a remedy, what it stops, and what waits for whom.

use jiff::civil::Date;
use law::date_zh;

use super::event::{RemedyKind, RemedyTrack};
use super::state::Remedy;
use super::{answer, end, note, reopen, stay};
use crate::Refusal;
use crate::cases::state::{Case, Stage};
use crate::ids::DocumentId;
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};

/// What stands before the act.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
pub(in crate::cases) fn obstacles(act: Act, case: &Case) -> Vec<Refusal> {
    match act {
        Act::NoteRemedy => note::ready(case),
        Act::AnswerRemedy => answer::ready(case),
        Act::StayExecution => stay::ready(case),
        Act::EndRemedy => end::ready(case),
        Act::ReopenCase => reopen::ready(case),
        _ => vec![],
    }
}

/// No case closes while somebody's remedy is under way.
///
/// # Law
/// 《行政复议法》第七十七条; 《行政诉讼法》第九十四条: what will be decided has to be performed.
pub(in crate::cases) fn before_closing(case: &Case) -> Option<Refusal> {
    open(case, "EXEC-190", "不能结案")
}

/// Nor is its file archived.
pub(in crate::cases) fn before_archiving(case: &Case) -> Option<Refusal> {
    open(case, "EXEC-191", "案卷还不完整，不能归档")
}

fn open(case: &Case, code: &str, then: &str) -> Option<Refusal> {
    let it = case.remedies.iter().find(|it| it.open())?;
    Some(
        Refusal::new(
            code,
            format!(
                "{}提出的{}（{}）正在进行，{then}。",
                date_zh(it.filed_on),
                it.kind.name_zh(),
                it.body
            ),
            "请等复议、诉讼终结，收到文书后登记结果。",
        )
        .by(match it.kind {
            RemedyKind::Reconsideration => "《行政复议法》第七十七条",
            RemedyKind::Litigation => "《行政诉讼法》第九十四条",
        })
        .then(Act::EndRemedy),
    )
}

/// Why the document is not carried out now: a stay, or the end of all its effect.
///
/// # Law
/// 《行政复议法》第四十二条; 《行政诉讼法》第五十六条 (AP-70).
pub(in crate::cases) fn stayed(case: &Case, documents: &[&DocumentId]) -> Option<Refusal> {
    let mine = |it: &&Remedy| match &it.document {
        Some(id) => documents.contains(&id),
        None => case.decided().is_some_and(|it| documents.contains(&&it.decision.document)),
    };
    for it in case.remedies.iter().filter(mine) {
        if let Some(end) = it.undone() {
            return Some(
                Refusal::new(
                    "EXEC-192",
                    format!("据以办理的文书已经{}（{}）。", end.result.name_zh(), end.document),
                    "请按复议决定、裁判文书办理，已经采取的措施立即停止。",
                )
                .by("《行政强制法》第四十一条"),
            );
        }
        if let (Some(stay), true) = (&it.stay, it.open()) {
            return Some(
                Refusal::new(
                    "EXEC-193",
                    format!(
                        "{}期间自{}起停止执行：{}。",
                        it.kind.name_zh(),
                        date_zh(stay.on),
                        stay.ground.name_zh()
                    ),
                    "请等复议、诉讼终结并登记结果。",
                )
                .by(match it.kind {
                    RemedyKind::Reconsideration => "《行政复议法》第四十二条",
                    RemedyKind::Litigation => "《行政诉讼法》第五十六条",
                })
                .then(Act::EndRemedy),
            );
        }
    }
    None
}

/// The rule and the last day of our answer; `None` once it is given, or when the copy's day is not
/// known.
///
/// # Law
/// 《行政复议法》第四十八条、第五十四条、第八十八条第二款; 《行政诉讼法》第六十七条第一款.
pub fn answer_due(it: &Remedy, law: &Jurisdiction) -> Option<(&'static str, Date)> {
    if it.answer.is_some() || !it.open() {
        return None;
    }
    let rule = match (it.kind, it.track) {
        (RemedyKind::Reconsideration, RemedyTrack::Ordinary) => "RM-05.answer",
        (RemedyKind::Reconsideration, RemedyTrack::Simple) => "RM-05.answer-simple",
        (RemedyKind::Litigation, RemedyTrack::Ordinary | RemedyTrack::Simple) => "RM-06.answer",
    };
    let due = law.rules.due(rule, it.received_on?, &law.calendar).ok()?;
    Some((rule, due.last))
}

/// The tasks that remedies give rise to, whatever the stage.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    let office = |act: Act, role: Role, due: Option<Due>| Task {
        act,
        holders: vec![Holder::Authority(role, case.origin.authority.to_string())],
        due,
    };
    let mut all = Vec::new();
    for it in case.remedies.iter().filter(|it| it.open()) {
        if it.answer.is_none() && it.document.is_some() {
            let due = answer_due(it, law).map(|(rule, on)| {
                let cite =
                    law.rules.at(rule, on).map_or_else(|_| String::new(), law::Parameter::basis);
                Due { on, rule: rule.to_owned(), cite }
            });
            all.push(office(Act::AnswerRemedy, Role::LegalReviewer, due));
        } else {
            all.push(office(Act::EndRemedy, Role::LegalReviewer, None));
        }
    }
    let again = match &case.stage {
        Stage::Decided(_) => true,
        Stage::Closed(_, closing) => closing.archived.is_none(),
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Ended(_) => false,
    };
    if let Some(end) = reopen::ordered(case).filter(|_| again) {
        let due = end.outcome.as_ref().and_then(|it| it.redo_by).map(|on| Due {
            on,
            rule: "重新作出的期限".to_owned(),
            cite: "《行政复议法》第七十七条".to_owned(),
        });
        all.push(office(Act::ReopenCase, Role::Leader, due));
    }
    all
}
