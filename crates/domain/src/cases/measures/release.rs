//! Lift a measure; when its period is over there is no other way (解除措施).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::{Release, ReleaseGround};
use super::extend::not_running;
use super::papers;
use super::state::{Article, Fate, Measure, MeasureApproval};
use super::{chosen, moment, named};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::ids::{ArticleId, MeasureId};
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Lift a measure (解除措施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseMeasure {
    /// The measure.
    pub measure: MeasureId,
    /// Why.
    pub ground: ReleaseGround,
    /// The reasons in words.
    pub reason: String,
    /// Which articles; all that are held when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// When and where the party fetches them.
    pub pick_up: String,
}

impl ReleaseMeasure {
    /// Decides whether the ground holds (C4, C7).
    ///
    /// # Law
    /// 《行政强制法》第十九条、第二十七条、第二十八条 (AC-04, AC-11, AC-12); 《行政处罚法》第五十六条
    /// (AP-41).
    ///
    /// # Errors
    /// Nothing held, or a ground that is not there.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(it));
        found.require(!self.reason.trim().is_empty(), || blank("MEAS-071", "解除的理由", "reason"));
        let converted = self.ground == ReleaseGround::Converted;
        found.require(converted || !self.pick_up.trim().is_empty(), || {
            blank("MEAS-072", "领取的时间和地点", "pick_up")
        });
        found.extend(self.unfounded(case, it, setting));
        let held = |one: &Article| one.fate == Fate::Held;
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, held)));
        found.clear()?;
        let Some(articles) = articles else { return Ok(vec![]) };
        let sheet = papers::release(case, it, (self, &articles), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let release = Release {
            measure: it.id.clone(),
            document: document.id.clone(),
            ground: self.ground,
            articles: articles.iter().map(|one| one.id.clone()).collect(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::MeasureReleased(release), Event::DocumentIssued(document)])
    }

    /// Why the ground is not there, when it is not.
    fn unfounded(&self, case: &Case, it: &Measure, setting: &Setting<'_>) -> Option<Refusal> {
        let refuse = |code: &str, what: String, next: &str| {
            Some(Refusal::new(code, what, next).by("《行政强制法》第二十八条第一款").at("ground"))
        };
        match self.ground {
            ReleaseGround::NoViolation | ReleaseGround::Unrelated | ReleaseGround::Other => None,
            ReleaseGround::Decided if case.decided().is_some() => None,
            ReleaseGround::Decided => refuse(
                "MEAS-073",
                "案件还没有作出处理决定。".to_owned(),
                "请改选其他解除理由，或者在作出处理决定之后办理。",
            ),
            ReleaseGround::Expired => match it.due(case, setting.law) {
                // The last day ends the period; whoever waits for the next is late.
                Some(due) if setting.today < due => refuse(
                    "MEAS-074",
                    format!("措施期限到{}届满，现在还没有届满。", date_zh(due)),
                    "现在解除的，请选择其他解除理由。",
                ),
                Some(_) | None => None,
            },
            ReleaseGround::NotApproved => {
                let refused = matches!(it.approval, MeasureApproval::Refused { .. });
                let late = it.approval == MeasureApproval::Pending
                    && it.ratify_by(setting.law).is_some_and(|until| until < moment(setting));
                if refused || late {
                    return None;
                }
                refuse(
                    "MEAS-075",
                    "措施已经获得批准，或者仍在补办批准的时限之内。".to_owned(),
                    "请改选其他解除理由。",
                )
            }
            ReleaseGround::Converted => {
                let taken =
                    case.measures.iter().any(|m| m.proposal.kind.is_compulsory() && m.runs());
                if taken && !it.proposal.kind.is_compulsory() {
                    return None;
                }
                refuse(
                    "MEAS-076",
                    "只有先行登记保存的证据可以转为查封、扣押，而且须先实施查封、扣押。".to_owned(),
                    "请先提请并实施查封、扣押，再解除登记保存。",
                )
            }
        }
    }
}

/// What stands before lifting it.
pub(super) fn ready(it: &Measure) -> Vec<Refusal> {
    if it.runs() { vec![] } else { vec![not_running()] }
}
