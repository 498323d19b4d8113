//! End a case without a decision: judged by a court, another body's, or nothing left to decide (终结案件).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::documents::{Sheet, signature_of};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Why a case ends without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndGround {
    /// 已经依法追究刑事责任，没有其他应当给予的处罚.
    Judged,
    /// 不属于本机关管辖，移送有管辖权的机关.
    Jurisdiction,
    /// 没有违法事实.
    NoFacts,
    /// 追责时效届满.
    Limitation,
    /// 当事人死亡或者终止，没有义务承受人.
    PartyGone,
}

impl EndGround {
    /// Every ground.
    pub const ALL: [Self; 5] =
        [Self::Judged, Self::Jurisdiction, Self::NoFacts, Self::Limitation, Self::PartyGone];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Judged => "已经依法追究刑事责任，没有其他应当给予的处罚",
            Self::Jurisdiction => "不属于本机关管辖，移送有管辖权的机关",
            Self::NoFacts => "没有违法事实，撤销立案",
            Self::Limitation => "追责时效届满，终止调查",
            Self::PartyGone => "当事人死亡或者终止，没有义务承受人，终止调查",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Jurisdiction => "jurisdiction",
            Self::NoFacts => "no-facts",
            Self::Limitation => "limitation",
            Self::PartyGone => "party-gone",
        }
    }

    /// The article.
    pub const fn cite(self) -> &'static str {
        match self {
            Self::Judged => "《行政处罚法》第三十五条第二款",
            Self::Jurisdiction => "《行政处罚法》第二十二条",
            Self::NoFacts => "《行政处罚法》第五十四条第二款",
            Self::Limitation => "《行政处罚法》第三十六条第一款",
            Self::PartyGone => "《交通运输行政执法程序规定》第八章",
        }
    }
}

/// End the case (终结案件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndCase {
    /// Why.
    pub ground: EndGround,
    /// The facts and reasons.
    pub reason: Private,
    /// To which body it goes, when it is another's.
    #[serde(default)]
    pub organ: String,
    /// What goes with it.
    #[serde(default)]
    pub materials: Vec<String>,
}

impl EndCase {
    /// Decides whether the head may end it: nothing held, nothing open, and the ground is there
    /// (N4, N25).
    ///
    /// # Law
    /// 《行政处罚法》第二十二条、第三十五条第二款、第三十六条、第五十七条第一款 (AP-12, AP-22, AP-23, MT-25).
    // LEGAL-Q 2026-11-22 (法制审批科): the transport rule's grounds for ending an investigation could
    // not be read in full; until they are, these five, and after the report a decision not to penalise.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new("CASE-190", "承办人不能审批自己承办的案件。", "请由其他负责人审批。")
        });
        found.require(!self.reason.is_blank(), || blank("CASE-191", "事实和理由", "reason"));
        found.extend(self.unfounded(case));
        found.clear()?;
        let sheet = self.form(case, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        Ok(vec![
            Event::CaseEnded {
                ground: self.ground,
                document: document.id.clone(),
                by: me,
                on: setting.today,
            },
            Event::DocumentIssued(document),
        ])
    }

    /// Why the ground is not there, when it is not.
    fn unfounded(&self, case: &Case) -> Vec<Refusal> {
        let refuse = |code: &str, what: &str, next: &str| {
            vec![Refusal::new(code, what, next).by(self.ground.cite()).at("ground")]
        };
        let judged = case
            .referrals
            .iter()
            .filter_map(|it| it.end.as_ref())
            .any(|end| end.outcome == super::crime::ReferralOutcome::Judged);
        match self.ground {
            EndGround::Judged if judged => vec![],
            EndGround::Judged => {
                refuse("CASE-192", "没有登记人民法院的生效判决。", "请先登记移送结果。")
            }
            EndGround::Jurisdiction => {
                let mut found = Vec::new();
                if self.organ.trim().is_empty() {
                    found.push(blank("CASE-193", "受移送机关", "organ"));
                }
                if self.materials.is_empty() {
                    found.push(blank("CASE-194", "移送的材料", "materials"));
                }
                found
            }
            EndGround::NoFacts if case.report().is_some() => refuse(
                "CASE-195",
                "调查已经终结，违法事实不能成立的应当作出不予行政处罚决定。",
                "请拟定不予处罚决定。",
            ),
            EndGround::NoFacts | EndGround::Limitation | EndGround::PartyGone => vec![],
        }
    }

    /// EX-16 案件移送函, or EX-02 终止调查（撤销立案）审批表.
    fn form(&self, case: &Case, setting: &Setting<'_>) -> Sheet {
        if self.ground == EndGround::Jurisdiction {
            return sheets::sheet(case, "EX-16", setting)
                .text("organ", self.organ.trim())
                .text("facts", case.origin.facts.reveal())
                .text("reason", self.reason.reveal())
                .text("basis", self.ground.cite())
                .lines("materials", self.materials.clone());
        }
        let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
        sheets::sheet(case, "EX-02", setting)
            .text("opened_on", case.opened_on().map(date_zh).unwrap_or_default())
            .text("ground", self.ground.name_zh())
            .text("basis", self.ground.cite())
            .text("reason", self.reason.reveal())
            .text("handler_opinion", sheets::BY_HAND)
            .text("head_opinion", "同意。")
            .signed("head_signature", head)
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let act = Act::EndCase;
    match &case.stage {
        Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => {}
        Stage::OnSpot(_) | Stage::Proposed => {
            return vec![wrong_stage(case, act, "还没有立案；不应立案的，由负责人决定不予立案。")];
        }
        Stage::Decided(_) => {
            return vec![wrong_stage(case, act, "已经作出决定的案件，履行完毕后结案。")];
        }
        Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => {
            return vec![wrong_stage(case, act, "案件已经办结。")];
        }
    }
    let mut found: Vec<Refusal> = super::crime::bars(case).into_iter().collect();
    found.extend(super::remedies::before_closing(case));
    found.extend(super::measures::before_closing(case));
    found.extend(super::enforcement::before_closing(case));
    found
}
