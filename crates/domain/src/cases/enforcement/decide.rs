//! Decide that somebody else does what the party was ordered to do (决定代履行、强制拆除).

use jiff::civil::DateTime;
use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::papers;
use super::state::{EnforcementDecision, OrderDemand, Route};
use super::steps::{open_enforcements, overdue, routes};
use super::untimely;
use crate::cases::event::Event;
use crate::cases::records::Rectification;
use crate::cases::remedies::{RemedyTarget, stayed};
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::{Case, Stage};
use crate::cases::wrong_stage;
use crate::ids::{DocumentId, EnforcementId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Decide that it is done (决定代履行、强制拆除).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideEnforcement {
    /// By which route.
    pub route: Route,
    /// The order; none where a road has to be cleared at once.
    #[serde(default)]
    pub order: Option<DocumentId>,
    /// What has to be removed or restored.
    pub object: Private,
    /// Why: the harm that is there or threatens, and that the party does not or cannot act.
    pub reason: Private,
    /// How it is done.
    pub manner: String,
    /// When.
    pub planned_at: DateTime,
    /// Who does it.
    pub performer: String,
    /// Whether whoever does it has no interest in the matter.
    pub disinterested: bool,
    /// The estimated cost.
    pub estimate: Fen,
}

impl DecideEnforcement {
    /// Decides whether the head may have it done (E6, E7, E8).
    ///
    /// # Law
    /// 《行政强制法》第十三条、第三十七条、第四十三条、第四十四条、第五十条至第五十二条 (AC-14, AC-17,
    /// AC-22, AC-23, AC-27, AC-28).
    // LEGAL-Q 2026-11-22 (法制审批科): whether a removal at the party's cost under a regulation alone
    // is a power to execute in the sense of 第十三条. Until told otherwise only what a statute says.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "EXEC-111",
                "承办人不能决定自己承办案件的强制执行。",
                "请由其他负责人决定。",
            )
        });
        let basis = routes(case, setting.law).into_iter().find(|it| it.route == self.route);
        found.require(basis.is_some(), || {
            Refusal::new(
                "EXEC-112",
                format!("没有法律规定本案事项可以{}。", self.route.name_zh()),
                "没有强制执行权的，应当申请人民法院强制执行。",
            )
            .by("《行政强制法》第十三条")
            .at("route")
        });
        let order = self
            .order
            .as_ref()
            .and_then(|id| overdue(case, setting.today).find(|it| it.document == *id));
        found.extend(match self.route {
            Route::AtOnce => vec![],
            Route::Proxy => urged(case, order, setting),
            Route::Demolish => {
                let mut all = urged(case, order, setting);
                all.extend(remedies_open(case, order, setting));
                all
            }
        });
        found.extend(order.and_then(|it| stayed(case, &[&it.document])));
        self.check_words(setting, &mut found);
        found.clear()?;
        let Some(basis) = basis else { return Ok(vec![]) };
        let sheet = papers::decision(case, (self, order, &basis.cite), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let decision = EnforcementDecision {
            enforcement: EnforcementId::new(setting.command.child(0)),
            route: self.route,
            order: order.map(|it| it.document.clone()),
            basis: basis.cite,
            planned_at: self.planned_at,
            performer: self.performer.trim().to_owned(),
            estimate: self.estimate,
            document: document.id.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::EnforcementDecided(decision), Event::DocumentIssued(document)])
    }

    fn check_words(&self, setting: &Setting<'_>, found: &mut Obstacles) {
        found.require(!self.object.is_blank(), || blank("EXEC-113", "执行标的", "object"));
        found.require(!self.reason.is_blank(), || {
            Refusal::new(
                "EXEC-114",
                "没有写明决定的理由。",
                "请写明已经或者将要造成的交通安全、环境、资源方面的后果，以及当事人不履行或者不能清除的情况。",
            )
            .by("《行政强制法》第五十条")
            .at("reason")
        });
        found.require(!self.manner.trim().is_empty(), || blank("EXEC-115", "执行方式", "manner"));
        found.require(!self.performer.trim().is_empty(), || {
            blank("EXEC-116", "实施单位", "performer")
        });
        found.require(self.disinterested, || {
            Refusal::new(
                "EXEC-117",
                "没有核对实施单位与本案没有利害关系。",
                "代履行由本机关或者没有利害关系的第三人实施，请核对后勾选。",
            )
            .by("《行政强制法》第五十条")
            .at("disinterested")
        });
        found.require(0 <= self.estimate.0, || {
            Refusal::new("EXEC-118", "费用预算不能为负数。", "请填写合理的费用预算。")
                .by("《行政强制法》第五十一条第一款")
                .at("estimate")
        });
        match self.route {
            Route::AtOnce => {}
            Route::Proxy | Route::Demolish => {
                found.extend(untimely(setting.law, self.planned_at, "planned_at"));
            }
        }
    }
}

/// The demand that was delivered and not obeyed in its time, or why there is none.
fn urged(case: &Case, order: Option<&Rectification>, setting: &Setting<'_>) -> Vec<Refusal> {
    let Some(order) = order else {
        return vec![
            Refusal::new(
                "EXEC-105",
                "没有选择期满仍不履行的责令改正通知书。",
                "请选择已经送达、期满仍不改正的通知书。",
            )
            .by("《行政强制法》第三十四条")
            .at("order"),
        ];
    };
    let mine = |it: &&OrderDemand| it.order == order.document;
    let told = case
        .enforcements
        .demands
        .iter()
        .filter(mine)
        .find(|it| case.delivered_on(&it.document).is_some());
    let Some(told) = told else {
        return vec![
            Refusal::new(
                "EXEC-106",
                "还没有催告当事人履行，或者催告书还没有送达。",
                "请先催告，催告书送达、期满仍不履行的再作决定。",
            )
            .by("《行政强制法》第三十五条")
            .then(Act::DemandCorrection)
            .at("order"),
        ];
    };
    if setting.today <= told.until {
        return vec![
            Refusal::new(
                "EXEC-107",
                format!("催告的履行期限到{}届满，期满之前不能作出决定。", date_zh(told.until)),
                "请听取当事人的陈述申辩，期满仍不履行又无正当理由的再作决定。",
            )
            .by("《行政强制法》第三十七条第一款")
            .at("order"),
        ];
    }
    vec![]
}

/// A building is pulled down only when the time for remedies has run unused.
///
/// # Law
/// 《行政强制法》第四十四条 (AC-23).
fn remedies_open(
    case: &Case,
    order: Option<&Rectification>,
    setting: &Setting<'_>,
) -> Option<Refusal> {
    let delivered = case.delivered_on(&order?.document)?;
    let last = |rule: &str| setting.law.rules.due(rule, delivered, &setting.law.calendar).ok();
    let until = last("RM-01")?.last.max(last("RM-06")?.last);
    let bears = |target: RemedyTarget| match target {
        RemedyTarget::Decision | RemedyTarget::Order | RemedyTarget::Enforcement => true,
        RemedyTarget::Measure | RemedyTarget::Surcharge => false,
    };
    let under_review = case.remedies.iter().any(|it| it.open() && bears(it.target));
    if under_review || setting.today <= until {
        return Some(
            Refusal::new(
                "EXEC-108",
                format!(
                    "复议、诉讼期限到{}届满；期满之前或者复议、诉讼期间不能强制拆除。",
                    date_zh(until)
                ),
                "请等法定期限届满；当事人申请复议、提起诉讼的，等待结果。",
            )
            .by("《行政强制法》第四十四条")
            .at("route"),
        );
    }
    None
}

/// What stands before a decision whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = unfounded(case, setting);
    if open_enforcements(case).next().is_some() {
        found.push(Refusal::new(
            "EXEC-119",
            "已经有一项正在进行的决定。",
            "请先登记实施情况，或者停止执行。",
        ));
    }
    found
}

/// Why nothing of this kind is done in the case: its stage, or no route in the law.
pub(super) fn unfounded(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let next = "立案之后、结案之前办理。";
    match case.stage {
        Stage::OnSpot(_) | Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => {
            return vec![wrong_stage(case, Act::DecideEnforcement, next)];
        }
        Stage::Proposed
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_) => {}
    }
    if routes(case, setting.law).is_empty() {
        return vec![
            Refusal::new(
                "EXEC-110",
                "目录没有为本案事项列出代履行或者强制拆除的法律依据。",
                "罚款不缴纳的，依法申请人民法院强制执行。",
            )
            .by("《行政强制法》第十三条"),
        ];
    }
    vec![]
}
