//! Answer the body that hears the remedy, in time and with the evidence (复议答复、行政诉讼答辩).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::RemedyKind;
use super::state::Remedy;
use super::{named, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::ids::RemedyId;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Answer (提交答复、答辩).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRemedy {
    /// The remedy; the open one when none is named.
    #[serde(default)]
    pub remedy: Option<RemedyId>,
    /// What the other side asks for and why.
    pub claims: Private,
    /// Our answer: competence, facts, law, procedure, discretion.
    pub answer: Private,
    /// What we ask the body to decide.
    pub request: String,
}

impl AnswerRemedy {
    /// Decides whether there is something to answer; the answer lists all evidence and articles.
    /// A late answer is written all the same: not answering is worse.
    ///
    /// # Law
    /// 《行政复议法》第四十八条、第五十四条、第七十条; 《行政诉讼法》第三十四条、第六十七条 (RM-05, RM-06).
    ///
    /// # Errors
    /// No open remedy, an answer already, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let it = found.take(named(case, self.remedy.as_ref()));
        if let Some(it) = it {
            found.require(it.answer.is_none(), || answered(it));
        }
        found.require(!self.claims.is_blank(), || {
            blank("EXEC-150", "申请人（原告）的请求和理由", "claims")
        });
        found.require(!self.answer.is_blank(), || {
            Refusal::new(
                "EXEC-151",
                "没有写明答复（答辩）意见。",
                "请就职权、事实、依据、程序和裁量逐项答复；不提出书面答复、不提交证据和依据的，视为没有证据、依据。",
            )
            .by("《行政复议法》第七十条")
            .at("answer")
        });
        found.require(!self.request.trim().is_empty(), || blank("EXEC-152", "请求事项", "request"));
        found.require(!case.evidence.is_empty(), || {
            Refusal::new(
                "EXEC-153",
                "案卷中没有证据，无法随答复提交。",
                "请先录入作出这个行为时已经收集的证据。",
            )
            .by("《行政诉讼法》第三十四条")
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let document = issue_nth(case, setting, papers::answer(case, it, self, setting), 0)?;
        Ok(vec![
            Event::RemedyAnswered {
                remedy: it.id.clone(),
                document: document.id.clone(),
                on: setting.today,
            },
            Event::DocumentIssued(document),
        ])
    }
}

fn answered(it: &Remedy) -> Refusal {
    let (paper, on) = match (&it.answer, it.kind) {
        (Some((on, _)), RemedyKind::Reconsideration) => ("复议答复书", date_zh(*on)),
        (Some((on, _)), RemedyKind::Litigation) => ("答辩状", date_zh(*on)),
        (None, _) => ("答复", String::new()),
    };
    Refusal::new(
        "EXEC-154",
        format!("{on}已经制发{paper}。"),
        "内容有误的，请更正文书；补充证据应当经受理机关准许。",
    )
    .at("remedy")
}

/// What stands before an answer.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    super::ready(case, |it| it.answer.is_some().then(|| answered(it)))
}
