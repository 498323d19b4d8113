//! End a case without a decision: judged by a court, or nothing left to decide (终结案件).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::crime::ReferralOutcome;
use super::event::Event;
use super::sheets::{self, issue_nth};
use super::state::{Case, Stage};
use super::submission::{self, Answer, Approval, Matter};
use super::wrong_stage;
use crate::documents::Sheet;
use crate::policy::Act;
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
    /// 同一行为按罚款数额高的规定另案处理.
    HigherNorm,
}

impl EndGround {
    /// The grounds that are put to the head; that it is another's is a transfer.
    pub const PUT: [Self; 5] =
        [Self::Judged, Self::NoFacts, Self::Limitation, Self::PartyGone, Self::HigherNorm];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Judged => "已经依法追究刑事责任，没有其他应当给予的处罚",
            Self::Jurisdiction => "不属于本机关管辖，移送有管辖权的机关",
            Self::NoFacts => "没有违法事实，撤销立案",
            Self::Limitation => "追责时效届满，终止调查",
            Self::PartyGone => "当事人死亡或者终止，没有义务承受人，终止调查",
            Self::HigherNorm => "同一行为按罚款数额高的规定另案处理，本案不再处罚",
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
            Self::HigherNorm => "higher-norm",
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
            Self::HigherNorm => "《行政处罚法》第二十九条",
        }
    }
}

/// Put the end of the case to the head (提请终结案件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeEnding {
    /// Why.
    pub ground: EndGround,
    /// The facts and reasons.
    pub reason: Private,
}

impl ProposeEnding {
    /// Decides whether it can be put: nothing held, nothing open, and the ground is there (N25).
    ///
    /// # Law
    /// 《行政处罚法》第三十五条第二款、第三十六条、第五十七条第一款 (AP-22, AP-23, MT-25).
    // LEGAL-Q 2026-11-22 (法制审批科): the transport rule's grounds for ending an investigation could
    // not be read in full; until they are, these four, and after the report a decision not to penalise.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let wrong: Vec<Refusal> = unfounded(self.ground, case).into_iter().collect();
        let (organ, materials) = (String::new(), Vec::new());
        let matter = Matter::Ending { ground: self.ground, organ, materials };
        submission::put((Act::ProposeEnding, matter, &self.reason), wrong, case, setting)
    }
}

/// End the case as put, or give it back (终结案件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndCase {
    /// What the head says.
    pub answer: Answer,
}

impl EndCase {
    /// Decides whether the head may end it: the ground is looked at again.
    ///
    /// # Law
    /// 《行政处罚法》第三十五条第二款、第三十六条、第五十七条第一款 (AP-22, AP-23, MT-25).
    ///
    /// # Errors
    /// Every obstacle, or no reason for giving it back.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let act = Act::EndCase;
        if let Answer::Return { reason } = &self.answer {
            return submission::give_back((act, reason), case, setting);
        }
        let approval = submission::approval(act, case, setting)?;
        let Matter::Ending { ground, .. } = &approval.submission.matter else {
            return Ok(vec![]);
        };
        if let Some(refusal) = unfounded(*ground, case) {
            return Err(refusal.into());
        }
        let document = issue_nth(case, setting, form(case, *ground, &approval, setting), 0)?;
        Ok(vec![
            Event::CaseEnded {
                ground: *ground,
                document: document.id.clone(),
                by: approval.by,
                on: setting.today,
            },
            Event::DocumentIssued(document),
        ])
    }
}

/// Why the ground is not there, when it is not.
fn unfounded(ground: EndGround, case: &Case) -> Option<Refusal> {
    let refuse = |code: &str, what: &str, next: &str| {
        Some(Refusal::new(code, what, next).by(ground.cite()).at("ground"))
    };
    let mut ends = case.referrals.iter().filter_map(|it| it.end.as_ref());
    match ground {
        EndGround::Judged if ends.any(|it| it.outcome == ReferralOutcome::Judged) => None,
        EndGround::Judged => {
            refuse("CASE-192", "没有登记人民法院的生效判决。", "请先登记移送结果。")
        }
        EndGround::NoFacts if case.report().is_some() => refuse(
            "CASE-195",
            "调查已经终结，违法事实不能成立的应当作出不予行政处罚决定。",
            "请拟定不予处罚决定。",
        ),
        EndGround::Jurisdiction => Some(
            Refusal::new(
                "CASE-196",
                "不属于本机关管辖的案件不在这里终结。",
                "请提请移送管辖；负责人批准后发函，受移送机关签收后案件终结。",
            )
            .by("《行政处罚法》第二十二条")
            .at("ground")
            .then(Act::ProposeTransfer),
        ),
        EndGround::HigherNorm if !super::norms::ours_elsewhere(case) => refuse(
            "CASE-197",
            "没有登记同一行为还违反本机关其他事项的规定。",
            "请先登记竞合的规定，并按罚款数额高的事项另行提请立案。",
        ),
        EndGround::NoFacts
        | EndGround::Limitation
        | EndGround::PartyGone
        | EndGround::HigherNorm => None,
    }
}

/// EX-02 终止调查（撤销立案）审批表.
fn form(case: &Case, ground: EndGround, approval: &Approval<'_>, setting: &Setting<'_>) -> Sheet {
    let sheet = sheets::sheet(case, "EX-02", setting)
        .text("opened_on", case.opened_on().map(date_zh).unwrap_or_default())
        .text("ground", ground.name_zh())
        .text("basis", ground.cite())
        .text("reason", approval.submission.reason.reveal());
    submission::signed(sheet, "终结案件", approval, setting)
}

/// What stands before it.
pub(super) fn ready(act: Act, case: &Case) -> Vec<Refusal> {
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
    before_leaving(case)
}

/// What has to be settled before a case leaves this office: nothing held, nothing open, no crime
/// suspected.
///
/// # Law
/// 《行政强制法》第二十八条第一款 (AC-12).
// LEGAL-Q 2026-11-22 (法制审批科): whether articles that are sequestered or seized may go along to
// another administrative authority. 《行政强制法》第二十一条 speaks of judicial organs alone; until told
// otherwise they are lifted and given back before the case leaves.
pub(super) fn before_leaving(case: &Case) -> Vec<Refusal> {
    let mut found: Vec<Refusal> = super::crime::bars(case).into_iter().collect();
    found.extend(super::remedies::before_closing(case));
    found.extend(super::measures::before_closing(case));
    found.extend(super::enforcement::before_closing(case));
    found
}
