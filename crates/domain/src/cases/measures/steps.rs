//! Which measures a step can be taken on, and what stands before it when there is none.

use super::extend::not_running;
use super::state::{Fate, Measure};
use super::{
    appraise, approve, confiscate, dispose, extend, give_back, implement, propose, release,
    transfer,
};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::{Refusal, Setting};

/// The measures of the case on which the act can be done now.
pub fn eligible<'a>(act: Act, case: &'a Case, setting: &Setting<'_>) -> Vec<&'a Measure> {
    let fit = |it: &&Measure| bars(act, case, it, setting).is_empty();
    case.measures.iter().filter(fit).collect()
}

/// What stands before the act on whatever measure.
pub(in crate::cases) fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    if act == Act::ProposeMeasure {
        return propose::ready(case);
    }
    let Some(newest) = case.measures.last() else {
        return vec![super::absent()];
    };
    if eligible(act, case, setting).is_empty() { bars(act, case, newest, setting) } else { vec![] }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
fn bars(act: Act, case: &Case, it: &Measure, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::ApproveMeasure => approve::pending(it).into_iter().collect(),
        Act::ImplementMeasure => implement::ready(it),
        Act::RequestExtension => extend::ready_to_request(case, it, setting),
        Act::ExtendMeasure => extend::ready_to_answer(it),
        Act::TellAppraisal => appraise::ready(case, it, setting),
        Act::ReleaseMeasure => release::ready(it),
        Act::ReturnArticles => give_back::ready(case, it),
        Act::TransferArticles => transfer::ready(it),
        Act::ConfiscateArticles => confiscate::ready(case, it, setting),
        Act::ApproveDisposal => dispose::ready_to_approve(case, it),
        Act::RecordDisposal => dispose::ready_to_record(case, it),
        Act::DecideAuction if !it.proposal.kind.is_compulsory() || !it.runs() => {
            vec![not_running()]
        }
        _ => vec![],
    }
}

/// No case closes while a measure runs or things wait to be given back.
///
/// # Law
/// 《行政强制法》第二十七条、第二十八条 (AC-11, AC-12).
pub(in crate::cases) fn before_closing(case: &Case) -> Vec<Refusal> {
    let any = |fits: fn(&Fate) -> bool| {
        case.measures.iter().filter_map(|it| it.held.as_ref()).any(|held| held.any(fits))
    };
    let mut found = Vec::new();
    if any(|fate| *fate == Fate::Held) {
        found.push(
            Refusal::new(
                "MEAS-004",
                "还有查封、扣押或者登记保存的物品没有处理，不能结案。",
                "请依法没收，或者解除措施并退还。",
            )
            .by("《行政强制法》第二十七条")
            .then(Act::ReleaseMeasure),
        );
    }
    if any(|fate| matches!(fate, Fate::Released { .. })) {
        found.push(
            Refusal::new(
                "MEAS-005",
                "已经解除措施的物品还没有退还，不能结案。",
                "请退还物品，由领取人签收。",
            )
            .by("《行政强制法》第二十八条第二款")
            .then(Act::ReturnArticles),
        );
    }
    found
}

/// No file is archived before what was confiscated is disposed of.
///
/// # Law
/// 《行政处罚法》第七十四条 (AP-71).
pub(in crate::cases) fn before_archiving(case: &Case) -> Vec<Refusal> {
    let waits = |fate: &Fate| matches!(fate, Fate::Confiscated { .. });
    let any = case.measures.iter().filter_map(|it| it.held.as_ref()).any(|held| held.any(waits));
    if !any {
        return vec![];
    }
    vec![
        Refusal::new(
            "MEAS-006",
            "没收的物品还没有处理完毕，案卷还不完整，不能归档。",
            "请审批处理方式并登记处理记录。",
        )
        .by("《行政处罚法》第七十四条第一款")
        .then(Act::ApproveDisposal),
    ]
}
