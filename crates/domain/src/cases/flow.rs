//! The procedure as a chart: the phases of a case, and which act leads from which to which (流程图).
//!
//! The table is held against the machine: sequences through it find exactly these moves
//! (`testing::sequences`), and every act of the machine stands here, in [`FLOW`] or [`BESIDE`].
//! Who may act comes from the policy table, what is checked before from the rules that gate the act.

use super::records::{Closing, Hearing, Representation, Review};
use super::state::{Case, Decided, Deciding, Stage};
use crate::policy::Act;

/// Where a case stands, fine enough to see the legal review and the hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// 发现违法行为: nothing is on file yet.
    Found,
    /// 现场.
    OnSpot,
    /// 已当场告知.
    ToldOnSpot,
    /// 待批准立案.
    Proposed,
    /// 不予立案.
    NotFiled,
    /// 调查取证.
    Investigating,
    /// 待审核报告.
    Reported,
    /// 报告已同意.
    Approved,
    /// 通知书待送达.
    Noticed,
    /// 听取陈述申辩.
    Told,
    /// 待复核陈述申辩.
    Representing,
    /// 已申请听证.
    HearingAsked,
    /// 已通知听证.
    HearingCalled,
    /// 听证结束.
    Heard,
    /// 法制审核.
    Reviewing,
    /// 退回修改.
    Amending,
    /// 审核通过.
    Passed,
    /// 已集体讨论.
    Deliberated,
    /// 决定待送达.
    Decided,
    /// 履行.
    Performing,
    /// 待批准结案.
    Closing,
    /// 结案.
    Closed,
    /// 没有作出决定即终结.
    Ended,
    /// 归档.
    Archived,
}

impl Phase {
    /// Every phase, in the order of the procedure.
    pub const ALL: [Self; 24] = [
        Self::Found,
        Self::OnSpot,
        Self::ToldOnSpot,
        Self::Proposed,
        Self::NotFiled,
        Self::Investigating,
        Self::Reported,
        Self::Approved,
        Self::Noticed,
        Self::Told,
        Self::Representing,
        Self::HearingAsked,
        Self::HearingCalled,
        Self::Heard,
        Self::Reviewing,
        Self::Amending,
        Self::Passed,
        Self::Deliberated,
        Self::Decided,
        Self::Performing,
        Self::Closing,
        Self::Closed,
        Self::Ended,
        Self::Archived,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Found => "发现违法行为",
            Self::OnSpot => "现场查处",
            Self::ToldOnSpot => "已当场告知",
            Self::Proposed => "待批准立案",
            Self::NotFiled => "不予立案",
            Self::Investigating => "调查取证",
            Self::Reported => "报告待审核",
            Self::Approved => "报告已同意",
            Self::Noticed => "通知书待送达",
            Self::Told => "陈述申辩期间",
            Self::Representing => "待复核申辩",
            Self::HearingAsked => "已申请听证",
            Self::HearingCalled => "已通知听证",
            Self::Heard => "听证结束",
            Self::Reviewing => "法制审核",
            Self::Amending => "退回修改",
            Self::Passed => "审核通过",
            Self::Deliberated => "已集体讨论",
            Self::Decided => "决定待送达",
            Self::Performing => "履行",
            Self::Closing => "待批准结案",
            Self::Closed => "结案",
            Self::Ended => "移送或者终结",
            Self::Archived => "归档",
        }
    }
}

/// A move from one phase to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leads {
    /// From where.
    pub from: Phase,
    /// By which act.
    pub act: Act,
    /// To where.
    pub to: Phase,
}

/// Where the case stands.
pub fn phase(case: &Case) -> Phase {
    match &case.stage {
        Stage::OnSpot(it) if it.telling.is_some() => Phase::ToldOnSpot,
        Stage::OnSpot(_) => Phase::OnSpot,
        Stage::Proposed => Phase::Proposed,
        Stage::NotFiled { .. } => Phase::NotFiled,
        Stage::Investigating(_) => Phase::Investigating,
        Stage::Reported(..) => Phase::Reported,
        Stage::Deciding(it) => deciding(it),
        Stage::Decided(it) => decided(it),
        Stage::Closed(_, Closing { archived: None, .. }) => Phase::Closed,
        Stage::Closed(_, Closing { archived: Some(_), .. }) => Phase::Archived,
        Stage::Ended(it) if it.archived.is_some() => Phase::Archived,
        Stage::Ended(_) => Phase::Ended,
    }
}

fn deciding(it: &Deciding) -> Phase {
    match (&it.review, &it.deliberation) {
        (Review::Submitted { .. }, _) => return Phase::Reviewing,
        (Review::Passed(_), Some(_)) => return Phase::Deliberated,
        (Review::Passed(_), None) => return Phase::Passed,
        (Review::None | Review::Amend(_), _) => {}
    }
    match &it.hearing {
        Hearing::Requested { .. } => return Phase::HearingAsked,
        Hearing::Called(_) => return Phase::HearingCalled,
        Hearing::NotAsked | Hearing::Held(..) | Hearing::Abandoned { .. } => {}
    }
    let told = it.notice.as_ref().map(|notice| notice.delivered_on.is_some());
    match (&it.review, told, &it.representation, &it.hearing) {
        (_, Some(false), _, _) => Phase::Noticed,
        (_, _, Representation::Made(_), _) => Phase::Representing,
        (Review::Amend(_), _, _, _) => Phase::Amending,
        (_, None, _, _) => Phase::Approved,
        (_, Some(true), _, Hearing::Held(..) | Hearing::Abandoned { .. }) => Phase::Heard,
        (_, Some(true), _, _) => Phase::Told,
    }
}

const fn decided(it: &Decided) -> Phase {
    match (&it.closing, &it.delivered_on) {
        (Some(_), _) => Phase::Closing,
        (None, Some(_)) => Phase::Performing,
        (None, None) => Phase::Decided,
    }
}

const fn leads(from: Phase, act: Act, to: Phase) -> Leads {
    Leads { from, act, to }
}

/// Every move of the two procedures, in the order of the procedure.
pub const FLOW: &[Leads] = &[
    leads(Phase::Found, Act::ProposeFiling, Phase::Proposed),
    leads(Phase::Found, Act::BeginSummary, Phase::OnSpot),
    leads(Phase::OnSpot, Act::HearOnSpot, Phase::ToldOnSpot),
    leads(Phase::OnSpot, Act::ConvertToGeneral, Phase::Proposed),
    leads(Phase::ToldOnSpot, Act::DecideOnSpot, Phase::Performing),
    leads(Phase::ToldOnSpot, Act::ConvertToGeneral, Phase::Proposed),
    leads(Phase::Proposed, Act::ApproveFiling, Phase::Investigating),
    leads(Phase::Proposed, Act::ApproveFiling, Phase::NotFiled),
    leads(Phase::Investigating, Act::SubmitReport, Phase::Reported),
    leads(Phase::Reported, Act::ApproveReport, Phase::Approved),
    leads(Phase::Reported, Act::ApproveReport, Phase::Investigating),
    leads(Phase::Approved, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Approved, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Noticed, Act::RecordDelivery, Phase::Told),
    leads(Phase::Told, Act::HearRepresentation, Phase::Representing),
    leads(Phase::Representing, Act::ReviewRepresentation, Phase::Told),
    leads(Phase::Representing, Act::ReviewRepresentation, Phase::Amending),
    leads(Phase::Told, Act::RequestHearing, Phase::HearingAsked),
    leads(Phase::HearingAsked, Act::CallHearing, Phase::HearingCalled),
    leads(Phase::HearingAsked, Act::RequestHearing, Phase::Heard),
    leads(Phase::HearingCalled, Act::HoldHearing, Phase::Heard),
    leads(Phase::HearingCalled, Act::RequestHearing, Phase::Heard),
    leads(Phase::Told, Act::GiveNotice, Phase::Noticed),
    // The party may speak before, between and after the steps of a hearing.
    leads(Phase::Representing, Act::RequestHearing, Phase::HearingAsked),
    leads(Phase::Representing, Act::ReviewRepresentation, Phase::Heard),
    leads(Phase::HearingCalled, Act::HoldHearing, Phase::Representing),
    leads(Phase::HearingCalled, Act::RequestHearing, Phase::Representing),
    leads(Phase::Heard, Act::HearRepresentation, Phase::Representing),
    leads(Phase::Heard, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Noticed, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Told, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Heard, Act::DraftDecision, Phase::Reviewing),
    // A hearing is no reason to go on with a case in which no penalty is due.
    leads(Phase::HearingAsked, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::HearingCalled, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::HearingAsked),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::HearingCalled),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::Noticed),
    leads(Phase::Noticed, Act::RecordDelivery, Phase::Amending),
    leads(Phase::HearingAsked, Act::RequestHearing, Phase::Amending),
    leads(Phase::HearingCalled, Act::HoldHearing, Phase::Amending),
    leads(Phase::HearingCalled, Act::RequestHearing, Phase::Amending),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::Passed),
    // The party spoke while the draft was with the reviewer.
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::Representing),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::Amending),
    leads(Phase::Reviewing, Act::GiveOpinion, Phase::Investigating),
    leads(Phase::Amending, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Amending, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Amending, Act::RequestHearing, Phase::HearingAsked),
    leads(Phase::Reviewing, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Passed, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Deliberated, Act::GiveNotice, Phase::Noticed),
    leads(Phase::Amending, Act::HearRepresentation, Phase::Representing),
    leads(Phase::Reviewing, Act::RequestHearing, Phase::HearingAsked),
    leads(Phase::Passed, Act::RequestHearing, Phase::HearingAsked),
    leads(Phase::Passed, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Deliberated, Act::DraftDecision, Phase::Reviewing),
    leads(Phase::Passed, Act::RecordDeliberation, Phase::Deliberated),
    leads(Phase::Passed, Act::DecidePenalty, Phase::Decided),
    leads(Phase::Passed, Act::WaivePenalty, Phase::Decided),
    leads(Phase::Deliberated, Act::DecidePenalty, Phase::Decided),
    leads(Phase::Deliberated, Act::WaivePenalty, Phase::Decided),
    leads(Phase::Decided, Act::RecordDelivery, Phase::Performing),
    leads(Phase::Decided, Act::ProposeClosing, Phase::Closing),
    leads(Phase::Performing, Act::ProposeClosing, Phase::Closing),
    leads(Phase::Closing, Act::ApproveClosing, Phase::Closed),
    leads(Phase::Closing, Act::ApproveClosing, Phase::Performing),
    leads(Phase::Closing, Act::ApproveClosing, Phase::Decided),
    leads(Phase::Closing, Act::RevokeDecision, Phase::Performing),
    leads(Phase::Closing, Act::EndRemedy, Phase::Performing),
    leads(Phase::Closed, Act::ArchiveCase, Phase::Archived),
    leads(Phase::Decided, Act::ReopenCase, Phase::Investigating),
    leads(Phase::Performing, Act::ReopenCase, Phase::Investigating),
    leads(Phase::Performing, Act::ReopenCase, Phase::Proposed),
    leads(Phase::Closing, Act::ReopenCase, Phase::Investigating),
    leads(Phase::Closing, Act::ReopenCase, Phase::Proposed),
    leads(Phase::Closed, Act::ReopenCase, Phase::Investigating),
    leads(Phase::Closed, Act::ReopenCase, Phase::Proposed),
    leads(Phase::Investigating, Act::EndCase, Phase::Ended),
    leads(Phase::Reported, Act::EndCase, Phase::Ended),
    leads(Phase::Approved, Act::EndCase, Phase::Ended),
    leads(Phase::Noticed, Act::EndCase, Phase::Ended),
    leads(Phase::Told, Act::EndCase, Phase::Ended),
    leads(Phase::Representing, Act::EndCase, Phase::Ended),
    leads(Phase::HearingAsked, Act::EndCase, Phase::Ended),
    leads(Phase::HearingCalled, Act::EndCase, Phase::Ended),
    leads(Phase::Heard, Act::EndCase, Phase::Ended),
    leads(Phase::Reviewing, Act::EndCase, Phase::Ended),
    leads(Phase::Amending, Act::EndCase, Phase::Ended),
    leads(Phase::Passed, Act::EndCase, Phase::Ended),
    leads(Phase::Deliberated, Act::EndCase, Phase::Ended),
    leads(Phase::Investigating, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Reported, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Approved, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Noticed, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Told, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Representing, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::HearingAsked, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::HearingCalled, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Heard, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Reviewing, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Amending, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Passed, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Deliberated, Act::DeliverTransfer, Phase::Ended),
    leads(Phase::Investigating, Act::EndTransfer, Phase::Ended),
    leads(Phase::Reported, Act::EndTransfer, Phase::Ended),
    leads(Phase::Approved, Act::EndTransfer, Phase::Ended),
    leads(Phase::Noticed, Act::EndTransfer, Phase::Ended),
    leads(Phase::Told, Act::EndTransfer, Phase::Ended),
    leads(Phase::Representing, Act::EndTransfer, Phase::Ended),
    leads(Phase::HearingAsked, Act::EndTransfer, Phase::Ended),
    leads(Phase::HearingCalled, Act::EndTransfer, Phase::Ended),
    leads(Phase::Heard, Act::EndTransfer, Phase::Ended),
    leads(Phase::Reviewing, Act::EndTransfer, Phase::Ended),
    leads(Phase::Amending, Act::EndTransfer, Phase::Ended),
    leads(Phase::Passed, Act::EndTransfer, Phase::Ended),
    leads(Phase::Deliberated, Act::EndTransfer, Phase::Ended),
    leads(Phase::Reported, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Approved, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Noticed, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Told, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Representing, Act::LeaveFast, Phase::Investigating),
    leads(Phase::HearingAsked, Act::LeaveFast, Phase::Investigating),
    leads(Phase::HearingCalled, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Heard, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Reviewing, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Amending, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Passed, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Deliberated, Act::LeaveFast, Phase::Investigating),
    leads(Phase::Ended, Act::ArchiveCase, Phase::Archived),
];

/// Acts that go on beside the way of the case and leave its phase as it is, or change it in some
/// places only, which then stand in [`FLOW`] too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What they are about.
    pub name_zh: &'static str,
    /// The acts, in their order.
    pub acts: &'static [Act],
}

/// Everything that goes on beside the way of the case.
pub const BESIDE: &[Beside] = &[
    Beside {
        name_zh: "取证和责令改正",
        acts: &[
            Act::AddEvidence,
            Act::VerifyEvidence,
            Act::RecordInterview,
            Act::ExamineScene,
            Act::RequestAssistance,
            Act::RecordAssistance,
            Act::ConfirmAddress,
            Act::DistinguishAct,
            Act::ConnectCase,
            Act::BorrowEvidence,
            Act::CompareNorms,
            Act::ConfirmNorm,
            Act::OrderRectification,
        ],
    },
    Beside {
        name_zh: "快速办理（只限法律、法规有规定的事项）",
        acts: &[Act::OfferFast, Act::ConsentFast],
    },
    Beside {
        name_zh: "抽样取证和鉴定",
        acts: &[
            Act::TakeSamples,
            Act::EntrustAppraisal,
            Act::RecordAppraisal,
            Act::ContestAppraisal,
            Act::AnswerObjection,
        ],
    },
    Beside {
        name_zh: "查封、扣押和先行登记保存",
        acts: &[
            Act::ProposeMeasure,
            Act::ApproveMeasure,
            Act::ImplementMeasure,
            Act::RequestExtension,
            Act::ExtendMeasure,
            Act::TellAppraisal,
            Act::ReleaseMeasure,
            Act::ReturnArticles,
            Act::TransferArticles,
            Act::ConfiscateArticles,
            Act::ApproveDisposal,
            Act::RecordDisposal,
        ],
    },
    Beside {
        name_zh: "回避", acts: &[Act::RequestRecusal, Act::DecideRecusal, Act::OrderRecusal]
    },
    Beside {
        name_zh: "中止、恢复和终结调查",
        acts: &[
            Act::ProposeSuspension,
            Act::SuspendInvestigation,
            Act::ProposeResumption,
            Act::ResumeInvestigation,
            Act::ProposeEnding,
        ],
    },
    Beside {
        name_zh: "移送管辖",
        acts: &[Act::ProposeTransfer, Act::ApproveTransfer, Act::DeliverTransfer, Act::EndTransfer],
    },
    Beside {
        name_zh: "涉嫌犯罪案件的移送",
        acts: &[
            Act::SuspectCrime,
            Act::GroupReferral,
            Act::ReportReferral,
            Act::ApproveReferral,
            Act::DeliverReferral,
            Act::RecordPoliceAnswer,
            Act::ContestRefusal,
            Act::HandOverReferral,
            Act::EndReferral,
        ],
    },
    Beside {
        name_zh: "收缴和缴纳罚款",
        acts: &[
            Act::RecordPayment,
            Act::CollectOnSpot,
            Act::HandInCash,
            Act::BankCash,
            Act::RequestDeferral,
            Act::ApproveDeferral,
            Act::RecordRefund,
        ],
    },
    Beside {
        name_zh: "加处罚款、催告和申请法院执行",
        acts: &[
            Act::TellSurcharge,
            Act::ProposeAgreement,
            Act::SignAgreement,
            Act::DemandPerformance,
            Act::DecideAuction,
            Act::RecordAuction,
            Act::ProposeCourtApplication,
            Act::ApplyToCourt,
            Act::RecordCourtAnswer,
            Act::HaltExecution,
        ],
    },
    Beside {
        name_zh: "代履行等行政机关的强制执行",
        acts: &[
            Act::DemandCorrection,
            Act::DecideEnforcement,
            Act::RecordEnforcement,
            Act::StopEnforcement,
        ],
    },
    Beside {
        name_zh: "复议和诉讼",
        acts: &[Act::NoteRemedy, Act::AnswerRemedy, Act::StayExecution, Act::EndRemedy],
    },
    Beside {
        name_zh: "公示",
        acts: &[Act::ProposePublication, Act::ConfirmPublication, Act::RetractPublication],
    },
    Beside { name_zh: "信用信息", acts: &[Act::GiveCreditNotice, Act::RecordRepair] },
    Beside { name_zh: "报备和文书更正", acts: &[Act::FileCopy, Act::CorrectDocument] },
];

/// The phases that the case has been through, the present one included, as its state shows them.
pub fn reached(case: &Case) -> Vec<Phase> {
    let now = phase(case);
    let told = case.deciding();
    let been = |it: &Phase| match it {
        Phase::Found => true,
        Phase::OnSpot => matches!(case.stage, Stage::OnSpot(_)) || on_spot(case),
        Phase::ToldOnSpot => on_spot(case),
        Phase::Proposed => case.filing().is_some() || case.refused_on().is_some(),
        Phase::Investigating => case.filing().is_some(),
        Phase::Reported => case.report().is_some(),
        Phase::Approved => told.is_some(),
        Phase::Noticed => told.is_some_and(|it| it.notice.is_some()),
        Phase::Told => told.is_some_and(|it| {
            it.notice.as_ref().is_some_and(|notice| notice.delivered_on.is_some())
        }),
        Phase::Representing => told.is_some_and(|it| {
            matches!(it.representation, Representation::Made(_) | Representation::Reviewed(..))
        }),
        Phase::HearingAsked => told.is_some_and(|it| it.hearing != Hearing::NotAsked),
        Phase::HearingCalled => {
            told.is_some_and(|it| matches!(it.hearing, Hearing::Called(_) | Hearing::Held(..)))
        }
        Phase::Heard => told
            .is_some_and(|it| matches!(it.hearing, Hearing::Held(..) | Hearing::Abandoned { .. })),
        Phase::Reviewing => told.is_some_and(|it| it.review != Review::None),
        Phase::Passed => told.is_some_and(|it| matches!(it.review, Review::Passed(_))),
        Phase::Deliberated => told.is_some_and(|it| it.deliberation.is_some()),
        Phase::Decided => case.decided().is_some_and(|it| it.path.general().is_some()),
        Phase::Performing => case.decided().is_some_and(|it| it.delivered_on.is_some()),
        Phase::Closing | Phase::Closed => case.closing().is_some(),
        Phase::NotFiled | Phase::Amending | Phase::Ended | Phase::Archived => false,
    };
    Phase::ALL.into_iter().filter(|it| *it == now || been(it)).collect()
}

/// Whether it was decided on the spot.
fn on_spot(case: &Case) -> bool {
    case.decided().is_some_and(|it| it.path.summary().is_some())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The acts that commands on a case are asked under, from the machine's own source.
    fn of_the_machine() -> BTreeSet<String> {
        let source = include_str!("acts.rs");
        let (_, rest) = source.split_once("pub fn act(&self) -> Act {").unwrap();
        let (act, _) = rest.split_once("\n    }\n").unwrap();
        let names = act.split("Act::").skip(1);
        names.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
    }

    #[test]
    fn every_act_of_the_machine_is_on_the_chart_and_no_other() {
        let beside = BESIDE.iter().flat_map(|it| it.acts.iter().copied());
        let drawn: Vec<Act> = FLOW.iter().map(|it| it.act).chain(beside).collect();
        let named: BTreeSet<String> = drawn.iter().map(|act| format!("{act:?}")).collect();
        let mut machine = of_the_machine();
        assert!(machine.remove("ReadCases"), "a print is noted by whoever reads");
        assert!(70 < machine.len());
        assert_eq!(named, machine);
        let steps = crate::cases::steps::ALL.iter().flat_map(|all| all.iter());
        let missing: Vec<&Act> = steps.filter(|act| !drawn.contains(act)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// What the page of the chart says of the legal review.
    #[test]
    fn no_decision_of_the_general_procedure_goes_round_the_review() {
        let into = |to: Phase| -> BTreeSet<Phase> {
            let ways = FLOW.iter().filter(|it| it.to == to && it.from != Phase::Closing);
            ways.map(|it| it.from).collect()
        };
        assert_eq!(into(Phase::Decided), BTreeSet::from([Phase::Passed, Phase::Deliberated]));
        assert_eq!(into(Phase::Deliberated), BTreeSet::from([Phase::Passed]));
        assert_eq!(into(Phase::Passed), BTreeSet::from([Phase::Reviewing]));
    }

    #[test]
    fn nothing_is_drawn_twice() {
        let beside: Vec<Act> = BESIDE.iter().flat_map(|it| it.acts.iter().copied()).collect();
        let once: BTreeSet<Act> = beside.iter().copied().collect();
        assert_eq!(once.len(), beside.len());
        let moves: BTreeSet<&Leads> = FLOW.iter().collect();
        assert_eq!(moves.len(), FLOW.len());
    }
}
