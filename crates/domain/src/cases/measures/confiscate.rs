//! Register which articles the decision confiscates (登记没收物品).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::extend::not_running;
use super::state::{Article, Fate, Measure};
use super::{chosen, named};
use crate::cases::event::Event;
use crate::cases::records::Standing;
use crate::cases::state::Case;
use crate::ids::{ArticleId, MeasureId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Register confiscated articles (登记没收物品).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfiscateArticles {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles; all that are held when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
}

impl ConfiscateArticles {
    /// Decides whether the articles are confiscated by the decision (C8).
    ///
    /// # Law
    /// 《行政强制法》第二十七条 (AC-11): decided within the period of the measure.
    ///
    /// # Errors
    /// No decision that confiscates anything, a late one, or nothing held.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, it, setting));
        let held = |one: &Article| one.fate == Fate::Held;
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, held)));
        found.clear()?;
        let articles = articles.into_iter().flatten().map(|one| one.id.clone()).collect();
        Ok(vec![Event::ArticlesConfiscated { measure: it.id.clone(), articles, on: setting.today }])
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case, it: &Measure, setting: &Setting<'_>) -> Vec<Refusal> {
    if !it.runs() {
        return vec![not_running()];
    }
    let no_ground = || {
        vec![
            Refusal::new(
                "MEAS-080",
                "没有生效的处罚决定没收这些物品。",
                "没收须由处罚决定写明；不没收的，请解除措施并退还。",
            )
            .by("《行政强制法》第二十七条")
            .then(Act::ReleaseMeasure),
        ]
    };
    let Some(decided) = case.decided() else { return no_ground() };
    let takes = decided.decision.proposal.penalty().is_some_and(|terms| !terms.things.is_empty());
    if !takes || decided.standing != Standing::InForce {
        return no_ground();
    }
    match it.due(case, setting.law) {
        Some(due) if due < decided.decision.on => vec![
            Refusal::new(
                "MEAS-081",
                format!("处罚决定作出时，措施期限已于{}届满，不能再转为没收。", date_zh(due)),
                "请解除措施；没收决定的执行依法另行办理。",
            )
            .by("《行政强制法》第二十八条第一款")
            .then(Act::ReleaseMeasure),
        ],
        Some(_) | None => vec![],
    }
}
