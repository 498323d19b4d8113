//! The party asks for another appraisal, and the head answers (申请重新鉴定、答复).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{Objection, ObjectionAnswer};
use super::{CaseAppraisal, obstacles, papers, unknown};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::AppraisalId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record that the party asks for another appraisal (登记重新鉴定申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestAppraisal {
    /// Which.
    pub appraisal: AppraisalId,
    /// What the party says.
    pub reason: Private,
    /// The application, as handed in.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// The day on which it was made.
    pub on: Date,
}

impl ContestAppraisal {
    /// Decides whether the objection goes on file: against an opinion, once.
    ///
    /// # Law
    /// 《行政处罚法》第四十五条第一款 (AP-31, MT-09).
    // LEGAL-Q 2026-11-22 (法制审批科): within how many days another appraisal may be asked for, and how
    // often. No article that could be read says so; until told otherwise once for each opinion, at any
    // time before the report.
    ///
    /// # Errors
    /// No opinion, one already contested, a wrong day, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::ContestAppraisal, case));
        let open = case.samplings.appraisals.iter().find(|it| it.entrusted.id == self.appraisal);
        let it = found.take(open.filter(|it| contestable(it)).ok_or_else(unknown));
        found.require(!self.reason.is_blank(), || blank("SAMP-050", "申请的理由", "reason"));
        found.require(self.on <= setting.today, || future("SAMP-051", "申请日期", "on", setting));
        let since = it.and_then(|it| it.result.as_ref()).map(|result| result.on);
        found.require(since.is_none_or(|since| since <= self.on), || {
            Refusal::new("SAMP-052", "申请日期早于收到鉴定意见之日。", "请核对日期。").at("on")
        });
        found.clear()?;
        Ok(vec![Event::AppraisalContested(Objection {
            appraisal: self.appraisal.clone(),
            reason: self.reason.clone(),
            blob: self.blob.clone(),
            on: self.on,
        })])
    }
}

/// Whether the party may contest it: an opinion was given and not contested yet.
pub(super) fn contestable(it: &CaseAppraisal) -> bool {
    it.opinion().is_some() && it.objection.is_none()
}

/// What stands before an objection.
pub(super) fn ready(case: &Case) -> Option<Refusal> {
    (!case.samplings.appraisals.iter().any(contestable)).then(|| {
        Refusal::new(
            "SAMP-003",
            "没有可以申请重新鉴定的鉴定意见。",
            "收到鉴定意见并告知当事人之后，当事人有异议的登记申请。",
        )
    })
}

/// Answer the party's request for another appraisal (答复重新鉴定申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerObjection {
    /// Which.
    pub appraisal: AppraisalId,
    /// Whether it is appraised again.
    pub agreed: bool,
    /// Why.
    pub reason: Private,
}

impl AnswerObjection {
    /// Decides whether the head may answer; the party gets the answer in writing.
    ///
    /// # Law
    /// 《行政处罚法》第四十五条第一款 (AP-31, MT-09): what the party says is looked into.
    // LEGAL-Q 2026-11-22 (法制审批科): who decides on another appraisal. No article that could be read
    // says so; until told otherwise the head of the authority does, and not a handler.
    ///
    /// # Errors
    /// No objection, a head who handles the case, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::AnswerObjection, case));
        let open = case.samplings.appraisals.iter().filter(|it| it.contested());
        let mut mine = open.filter(|it| it.entrusted.id == self.appraisal);
        let it = found.take(mine.next().ok_or_else(unknown));
        found.require(!case.handlers.contains(&by), || {
            Refusal::new("SAMP-060", "承办人不能答复对本案鉴定意见的异议。", "请由其他负责人答复。")
        });
        found.require(!self.reason.is_blank(), || {
            Refusal::new(
                "SAMP-061",
                "没有写明答复的理由。",
                "对当事人提出的事实、理由和证据应当进行复核；请写明复核的结果。",
            )
            .by("《行政处罚法》第四十五条第一款")
            .at("reason")
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let document = issue_nth(case, setting, papers::reply(case, it, self, setting), 0)?;
        let answer = ObjectionAnswer {
            appraisal: self.appraisal.clone(),
            agreed: self.agreed,
            reason: self.reason.clone(),
            document: document.id.clone(),
            by,
            on: setting.today,
        };
        Ok(vec![Event::ObjectionAnswered(answer), Event::DocumentIssued(document)])
    }
}

/// What stands before an answer.
pub(super) fn ready_to_answer(case: &Case) -> Option<Refusal> {
    (!case.samplings.appraisals.iter().any(CaseAppraisal::contested)).then(|| {
        Refusal::new(
            "SAMP-004",
            "没有等待答复的重新鉴定申请。",
            "当事人对鉴定意见有异议的，由承办人登记申请。",
        )
        .then(Act::ContestAppraisal)
    })
}
