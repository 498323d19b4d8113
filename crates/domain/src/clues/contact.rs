//! 反映人联系方式: sealed, opened for one look or erased, each on the word of two people.
//!
//! Nobody who handles a clue sees it. Whoever answers the reporter may ask, somebody else decides,
//! and every step is on record; what was erased is gone for everybody and for ever.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Clue, Event, Stage};
use crate::ids::PersonId;
use crate::policy::{Act, Actor};
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting, cases, cases::Case};

/// What somebody wants to do with the sealed contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Look at it once.
    #[default]
    Look,
    /// Erase it.
    Erase,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Look, Self::Erase];

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Erase => "erase",
        }
    }

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Look => "拆封查看一次",
            Self::Erase => "永久删除",
        }
    }
}

/// What a request came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It may be done.
    Consent,
    /// It may not.
    #[default]
    Decline,
}

/// A request that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRequest {
    /// What is wanted.
    pub purpose: Purpose,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Where the sealed contact stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ContactStage {
    /// Sealed, and nobody asks for it.
    #[default]
    Sealed,
    /// Somebody asks.
    Asked(ContactRequest),
    /// This person may look once.
    Opened {
        /// Who asked.
        to: PersonId,
        /// The day of the consent.
        on: Date,
    },
    /// Erased for ever.
    Erased {
        /// The day.
        on: Date,
    },
}

/// Ask to see or to erase the reporter's contact (申请拆封或者删除反映人联系方式).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestContact {
    /// What is wanted.
    pub purpose: Purpose,
    /// Why.
    pub reason: String,
}

/// Answer such a request (审批); never the one who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideContact {
    /// The answer.
    pub answer: Answer,
    /// Why, when it is declined.
    pub reason: String,
}

/// Look at the contact once, on a consent (查看反映人联系方式).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAtContact {}

impl RequestContact {
    /// Decides whether it may be asked for.
    ///
    /// # Law
    /// 《行政处罚法》第五十条: what is learnt of individuals is kept confidential.
    /// 《个人信息保护法》第四十七条: what is no longer needed is deleted by whoever holds it.
    ///
    /// # Errors
    /// There is none, it is erased, somebody asked already, it is still needed, or no reason.
    // LEGAL-Q 2026-11-22 (县司法局): no statute sets how long a reporter's contact is kept; confirm
    // that it is no longer needed (第四十七条第一款第一项) once the clue is closed, the reporter
    // told and the case filed from it closed. Until then it can be erased only after all three.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(absent(clue));
        match &clue.contact_stage {
            ContactStage::Asked(request) => found.add(asked(request)),
            ContactStage::Opened { to, .. } if self.purpose == Purpose::Look => {
                found.add(opened(&setting.roster.name(to)));
            }
            ContactStage::Sealed | ContactStage::Opened { .. } | ContactStage::Erased { .. } => {}
        }
        if self.purpose == Purpose::Erase {
            found.extend(needed(clue, setting));
        }
        found.require(!self.reason.trim().is_empty(), || {
            Refusal::new(
                "CLUE-023",
                "没有写明申请理由。",
                "请写明为什么必须查看，或者为什么不再需要保存。",
            )
            .at("reason")
        });
        found.clear()?;
        let Actor::Person(member) = setting.actor else { return Err(nobody().into()) };
        Ok(vec![Event::ContactRequested(ContactRequest {
            purpose: self.purpose,
            reason: self.reason.trim().to_owned(),
            by: member.person.clone(),
            on: setting.today,
        })])
    }
}

impl DecideContact {
    /// Decides whether the request may be answered, by somebody other than who asked.
    ///
    /// # Errors
    /// Nobody asked, the asker themselves, it is still needed, or a refusal without a reason.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let ContactStage::Asked(request) = &clue.contact_stage else {
            return Err(Refusal::new(
                "CLUE-024",
                "没有待审批的拆封或者删除申请。",
                "请先由派单员提出申请并写明理由。",
            )
            .then(Act::RequestContact)
            .into());
        };
        let mut found = Obstacles::new();
        let by = match setting.actor {
            Actor::Person(member) => Some(member.person.clone()),
            Actor::Public | Actor::System => None,
        };
        found.require(by.as_ref().is_some_and(|by| *by != request.by), || {
            Refusal::new(
                "CLUE-025",
                "申请人不能审批自己的申请：拆封和删除都须由两个人分别决定。",
                "请由另一名有审批权的人员办理。",
            )
            .by("《行政处罚法》第五十条")
        });
        let declined = self.answer == Answer::Decline;
        if !declined && request.purpose == Purpose::Erase {
            found.extend(needed(clue, setting));
        }
        found.require(!declined || !self.reason.trim().is_empty(), || {
            Refusal::new("CLUE-026", "没有写明不同意的理由。", "请写明理由，便于申请人了解。")
                .at("reason")
        });
        found.clear()?;
        let Some(by) = by else { return Err(nobody().into()) };
        let on = setting.today;
        Ok(vec![match (self.answer, request.purpose) {
            (Answer::Decline, _) => {
                Event::ContactDeclined { reason: self.reason.trim().to_owned(), by, on }
            }
            (Answer::Consent, Purpose::Look) => {
                Event::ContactOpened { to: request.by.clone(), by, on }
            }
            (Answer::Consent, Purpose::Erase) => {
                Event::ContactErased { asked_by: request.by.clone(), by, on }
            }
        }])
    }
}

impl LookAtContact {
    /// Decides whether this person may look now.
    ///
    /// # Errors
    /// No consent, or one given to somebody else.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let ContactStage::Opened { to, .. } = &clue.contact_stage else {
            return Err(Refusal::new(
                "CLUE-027",
                "联系方式是密封的，没有经批准的拆封申请；每次批准只能查看一次。",
                "请先提出申请，由另一名人员批准后再查看。",
            )
            .by("《行政处罚法》第五十条")
            .then(Act::RequestContact)
            .into());
        };
        match setting.actor {
            Actor::Person(member) if member.person == *to => {
                Ok(vec![Event::ContactSeen { by: to.clone(), on: setting.today }])
            }
            Actor::Person(_) | Actor::Public | Actor::System => {
                Err(opened(&setting.roster.name(to)).into())
            }
        }
    }
}

/// There must be something under the seal.
fn absent(clue: &Clue) -> Option<Refusal> {
    if let ContactStage::Erased { on } = clue.contact_stage {
        let on = law::format::date_zh(on);
        let what = format!("联系方式已于{on}依法删除，任何人都不能恢复。");
        return Some(
            Refusal::new("CLUE-028", what, "答复请凭受理编号在公众门户发布。")
                .by("《个人信息保护法》第四十七条"),
        );
    }
    clue.contact.is_blank().then(|| {
        Refusal::new("CLUE-029", "反映人没有留下联系方式。", "答复请凭受理编号在公众门户发布。")
    })
}

/// What is still needed is not erased.
fn needed(clue: &Clue, setting: &Setting<'_>) -> Option<Refusal> {
    let closed = matches!(clue.stage, Stage::Settled { .. } | Stage::Merged { .. });
    let case = clue.case.as_ref();
    let over = case.is_none_or(|id| setting.case(id).is_some_and(is_over));
    let why = match (closed, clue.informed.is_some(), over) {
        (true, true, true) => return None,
        (false, _, _) => "线索还没有办结",
        (true, false, _) => "还没有答复反映人",
        (true, true, false) => "由这条线索立案的案件还没有结案",
    };
    Some(
        Refusal::new(
            "CLUE-030",
            format!("{why}，处理目的没有实现，联系方式仍须保存，不能删除。"),
            "请在线索办结、答复反映人、相关案件结案之后再申请删除。",
        )
        .by("《个人信息保护法》第四十七条"),
    )
}

fn is_over(case: &Case) -> bool {
    case.closing().is_some() || matches!(case.stage, cases::Stage::NotFiled { .. })
}

fn asked(request: &ContactRequest) -> Refusal {
    let on = law::format::date_zh(request.on);
    Refusal::new(
        "CLUE-031",
        format!("{on}已有人申请{}，还没有审批。", request.purpose.name_zh()),
        "请等待审批结果。",
    )
    .then(Act::DecideContact)
}

fn opened(to: &str) -> Refusal {
    Refusal::new(
        "CLUE-032",
        format!("已批准{to}查看一次，别人不能使用这次批准。"),
        "请由获得批准的人查看；本人需要的，另行申请。",
    )
}

fn nobody() -> Refusal {
    Refusal::new("CLUE-033", "只有工作人员可以办理。", "请登录后办理。")
}
