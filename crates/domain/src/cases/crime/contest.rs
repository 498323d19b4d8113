//! Contest a refusal of the police in three days (提请复议、建议立案监督).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::{Contest, ContestWay};
use super::state::Referral;
use super::{open, out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Contest a refusal (提请复议、建议立案监督).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestRefusal {
    /// How.
    pub way: ContestWay,
    /// Why the police should have opened a case.
    pub reason: Private,
}

impl ContestRefusal {
    /// Decides whether the refusal may still be contested, and in this way (X7, X8).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第九条 (CR-08).
    ///
    /// # Errors
    /// No refusal, a period that is over, a way that was gone already, or no reasons.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        let it = found.take(open(case));
        let again = it.is_some_and(|it| !it.contests.is_empty());
        found.require(!(again && self.way == ContestWay::Reconsideration), || {
            Refusal::new(
                "CRIME-070",
                "已经提请公安机关复议过一次。",
                "对复议决定仍有异议的，三日内建议人民检察院立案监督。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第九条第二款")
            .at("way")
        });
        found.require(!self.reason.is_blank(), || blank("CRIME-071", "异议的理由", "reason"));
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let sheet = papers::contest(case, it, (self.way, self.reason.reveal()), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let contest = Contest {
            referral: it.suspicion.referral.clone(),
            way: self.way,
            document: document.id.clone(),
            on: setting.today,
        };
        Ok(vec![Event::RefusalContested(contest), Event::DocumentIssued(document)])
    }
}

/// Until when the refusal that stands may be contested, and by which rule; `None` when supervision
/// was asked for already.
///
/// # Law
/// 《行政执法机关移送涉嫌犯罪案件的规定》第九条 (CR-08; DB-17).
pub(super) fn until(it: &Referral, law: &Jurisdiction) -> Option<(&'static str, Date)> {
    let refused = it.refused()?;
    let rule = match it.contests.last().map(|one| one.way) {
        None => "CR-08",
        Some(ContestWay::Reconsideration) => "CR-08.prosecutor",
        Some(ContestWay::Supervision) => return None,
    };
    Some((rule, law.rules.due(rule, refused.on, &law.calendar).ok()?.last))
}

/// What stands before it.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let it = match open(case) {
        Ok(it) => it,
        Err(refusal) => return vec![refusal],
    };
    if it.refused().is_none() {
        let next = "公安机关不予立案，并且登记通知书之后办理。";
        return vec![out_of_turn(it, Act::ContestRefusal, next)];
    }
    match until(it, setting.law) {
        None => vec![
            out_of_turn(it, Act::ContestRefusal, "已经建议人民检察院立案监督，请登记移送结果。")
                .then(Act::EndReferral),
        ],
        Some((_, last)) if last < setting.today => vec![
            Refusal::new(
                "CRIME-072",
                format!("提出异议的期限到{}届满。", date_zh(last)),
                "请依法作出行政处理；发现新的犯罪事实或者证据的，重新移送。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第九条第一款")
            .then(Act::EndReferral),
        ],
        Some(_) => vec![],
    }
}
