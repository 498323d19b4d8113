//! The order of a supervisor and what the organ makes of it: opinion, decision, report, judgement.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state::{Answer, Event, Judgement, Order, Stage, Supervision};
use super::{papers, wrong_stage};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Which paper orders the correction, and what a decision decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instrument {
    /// 行政执法监督意见书.
    Opinion,
    /// 行政执法监督决定书：责令限期履行.
    Perform,
    /// 行政执法监督决定书：责令补正.
    Supplement,
    /// 行政执法监督决定书：撤销.
    Revoke,
    /// 行政执法监督决定书：确认违法.
    Unlawful,
}

impl Instrument {
    /// Every instrument, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Opinion, Self::Perform, Self::Supplement, Self::Revoke, Self::Unlawful];

    /// Whether it is a decision.
    pub const fn is_decision(self) -> bool {
        !matches!(self, Self::Opinion)
    }

    /// The form of the pack.
    pub const fn form(self) -> &'static str {
        if self.is_decision() { "EX-34" } else { "EX-31" }
    }

    /// The rule with the days for the report.
    pub const fn rule(self) -> &'static str {
        if self.is_decision() { "SV-04.decision" } else { "SV-04.opinion" }
    }

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Opinion => "监督意见：自行纠正",
            Self::Perform => "监督决定：责令限期履行",
            Self::Supplement => "监督决定：责令补正",
            Self::Revoke => "监督决定：撤销",
            Self::Unlawful => "监督决定：确认违法",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::Perform => "perform",
            Self::Supplement => "supplement",
            Self::Revoke => "revoke",
            Self::Unlawful => "unlawful",
        }
    }
}

/// Give a supervision opinion or decision (制发监督文书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveOrder {
    /// Which paper.
    pub instrument: Instrument,
    /// What is wrong.
    pub problems: Private,
    /// Which articles it rests on.
    pub basis: String,
    /// What the organ has to do.
    pub demands: String,
}

impl GiveOrder {
    /// Decides whether the order may be given: the opinion first, and the decision once the
    /// opinion was not followed in its time or its report was not accepted.
    ///
    /// # Law
    /// SV-03, SV-04: the rule book names the articles and the days, which a place may replace.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(
        &self,
        it: &Supervision,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let turn = if self.instrument.is_decision() {
            may_decide(it, setting)
        } else if it.stage == Stage::Open {
            Ok(())
        } else {
            Err(wrong_stage(it, Act::GiveOrder, "监督意见只在收到反馈之前制发一次。"))
        };
        found.take(turn);
        let required = [
            (!self.problems.is_blank(), "problems", "存在的问题"),
            (!self.basis.trim().is_empty(), "basis", "依据"),
            (!self.demands.trim().is_empty(), "demands", "监督要求"),
        ];
        for (there, field, label) in required {
            found.require(there, || missing(field, label));
        }
        let due_on = found.take(last_day(self.instrument, setting));
        found.clear()?;
        let (Some(due_on), Some(by)) = (due_on, setting.me()) else { return Ok(vec![]) };
        let order = Order {
            instrument: self.instrument,
            problems: self.problems.clone(),
            basis: self.basis.trim().to_owned(),
            demands: self.demands.trim().to_owned(),
            on: setting.today,
            due_on,
            by: by.clone(),
            answers: vec![],
        };
        let paper = papers::order(it, &order, setting)?;
        Ok(vec![Event::Ordered(Box::new(order)), Event::DocumentIssued(paper)])
    }
}

/// A decision follows an opinion that was not followed.
fn may_decide(it: &Supervision, setting: &Setting<'_>) -> Result<(), Refusal> {
    let next = "请先制发监督意见书，由被监督机关自行纠正。";
    let Some(order) = it.order().filter(|_| it.stage == Stage::Ordered) else {
        return Err(wrong_stage(it, Act::GiveOrder, next));
    };
    if order.instrument.is_decision() {
        let next = "请等待被监督机关报告决定的执行情况。";
        return Err(Refusal::new("SUP-011", "已经制发监督决定书。", next));
    }
    if setting.today <= order.due_on && !order.is_rejected() {
        let article = setting.law.rules.at("SV-04.decision", setting.today);
        let refusal = Refusal::new(
            "SUP-012",
            format!(
                "监督意见的纠正期限到{}届满，反馈也没有被认为不符合要求，不能作出监督决定。",
                law::date_zh(order.due_on)
            ),
            "请等待期限届满，或者先核查反馈的整改情况。",
        );
        let cite = article.ok().and_then(|rule| rule.cites.first().cloned());
        return Err(Refusal { cite, ..refusal });
    }
    Ok(())
}

/// The last day for the report, by the rule book.
fn last_day(instrument: Instrument, setting: &Setting<'_>) -> Result<Date, Refusal> {
    let due = setting.law.rules.due(instrument.rule(), setting.today, &setting.law.calendar);
    due.map(|due| due.last).map_err(|problem| {
        let what = format!("推算不出报告的期限：{problem}。");
        Refusal::new("SUP-013", what, "请系统管理员核对数据包中的规则和工作日历。")
    })
}

fn missing(field: &str, label: &str) -> Refusal {
    let next = format!("请补充“{label}”。");
    Refusal::new("SUP-014", format!("没有写明{label}。"), next).at(field)
}

/// Report what was corrected (反馈整改情况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOrder {
    /// What was corrected, how, and what is still to do.
    pub words: Private,
}

impl AnswerOrder {
    /// Decides whether the report may be made: while an order waits for one.
    ///
    /// # Errors
    /// The stage, or no words.
    pub(super) fn decide(
        &self,
        it: &Supervision,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(it.stage == Stage::Ordered, || {
            wrong_stage(it, Act::AnswerOrder, "收到监督意见书或者决定书以后再反馈。")
        });
        found.require(!self.words.is_blank(), || missing("words", "整改情况"));
        found.clear()?;
        let (Some(order), Some(by)) = (it.order(), setting.me()) else { return Ok(vec![]) };
        let answer = Answer { words: self.words.clone(), on: setting.today, by: by.clone() };
        let paper = papers::answer(it, order, &answer, setting)?;
        Ok(vec![Event::Answered(answer), Event::DocumentIssued(paper)])
    }
}

/// Accept the report or not (核查整改情况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeAnswer {
    /// Whether the fault is corrected.
    pub accepted: bool,
    /// The reasons.
    pub words: String,
}

impl JudgeAnswer {
    /// Decides whether the report may be judged; who made it does not judge it.
    ///
    /// # Errors
    /// The stage, one's own report, or no reasons for not accepting.
    pub(super) fn decide(
        &self,
        it: &Supervision,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(it.stage == Stage::Answered, || {
            wrong_stage(it, Act::JudgeAnswer, "请等待被监督机关反馈。")
        });
        let words = self.words.trim();
        found.require(self.accepted || !words.is_empty(), || missing("words", "不认可的理由"));
        let answer = it.order().and_then(|order| order.answers.last());
        let own = answer.is_some_and(|(answer, _)| Some(&answer.by) == setting.me());
        found.require(!own, || {
            let next = "请由监督机关的其他人员核查。";
            Refusal::new("SUP-015", "反馈是您本人签署的，不能由您核查。", next)
        });
        found.clear()?;
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        let (accepted, words) = (self.accepted, words.to_owned());
        Ok(vec![Event::Judged(Judgement { accepted, words, on: setting.today, by })])
    }
}

/// End a supervision without an order (不需要制发监督文书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseSupervision {
    /// Why there is nothing to order.
    pub reason: String,
}

impl CloseSupervision {
    /// Decides whether it may end: before an order was given, and a review that found a veto does
    /// not end so.
    ///
    /// # Errors
    /// The stage, a veto, or no reason.
    pub(super) fn decide(
        &self,
        it: &Supervision,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(it.stage == Stage::Open, || {
            wrong_stage(it, Act::CloseSupervision, "已经制发文书的，核查反馈以后办结。")
        });
        let review = it.opened.review.as_ref();
        found.require(review.is_none_or(|review| review.vetoes.is_empty()), || {
            Refusal::new(
                "SUP-016",
                "案卷有一票否决的问题，不能不经整改办结。",
                "请制发监督意见书，写明要纠正的问题。",
            )
            .by("《行政处罚法》第七十五条")
            .then(Act::GiveOrder)
        });
        found.require(!self.reason.trim().is_empty(), || missing("reason", "办结理由"));
        found.clear()?;
        let reason = self.reason.trim().to_owned();
        Ok(vec![Event::Closed { reason, on: setting.today }])
    }
}
