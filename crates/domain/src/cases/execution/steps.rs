//! What stands before the steps of execution, and what waits for whom because of it.

use jiff::civil::Date;

use super::refund::refundable;
use super::state::{CourtStage, Deferral, Halt};
use super::{
    agree, auction, cease, court, court_window, defer, demand, halt, refund, sale, surcharge,
};
use crate::cases::pay::owed_on;
use crate::cases::records::{ClosingGround, Standing};
use crate::cases::state::{Case, Decided, Stage};
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};
use crate::{Refusal, Setting};

/// What stands before the act.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
pub(in crate::cases) fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::RequestDeferral => defer::ready_to_request(case),
        Act::ApproveDeferral => defer::ready_to_answer(case),
        Act::ProposeAgreement => agree::ready_to_propose(case, setting),
        Act::SignAgreement => agree::ready_to_sign(case),
        Act::TellSurcharge => surcharge::ready(case, setting),
        Act::DemandPerformance => demand::ready(case, setting),
        Act::DecideAuction => auction::ready(case, setting),
        Act::RecordAuction => sale::ready(case),
        Act::ProposeCourtApplication => court::ready_to_propose(case, setting),
        Act::ApplyToCourt => court::ready_to_apply(case, setting),
        Act::RecordCourtAnswer => court::ready_to_answer(case),
        Act::HaltExecution => halt::ready(case),
        Act::RecordRefund => refund::ready(case),
        _ => vec![],
    }
}

/// Why a case cannot close yet: money has to go back, because the decision fell or because an
/// auction brought more than the fine.
///
/// # Law
/// 《行政强制法》第四十一条、第四十六条第三款.
pub(in crate::cases) fn before_closing(decided: &Decided) -> Option<Refusal> {
    let rest = refundable(decided);
    let next = "请退还款项并登记退款凭证。";
    let refusal = if decided.refund_from().is_some() {
        let what = format!("据以收缴的决定已经撤销或者变更，还有{rest}没有退还当事人，不能结案。");
        Refusal::new("EXEC-075", what, next).by("《行政强制法》第四十一条")
    } else {
        let what = format!("拍卖所得超过应缴的罚款，还有{rest}没有退还当事人，不能结案。");
        Refusal::new("EXEC-077", what, next).by("《行政强制法》第四十六条第三款")
    };
    (0 < rest.0).then(|| refusal.then(Act::RecordRefund))
}

/// A case that the court took over is archived when it was executed, or execution ended.
pub(in crate::cases) fn before_archiving(case: &Case, setting: &Setting<'_>) -> Option<Refusal> {
    with_the_court(case, setting.law, setting.today).then(|| {
        Refusal::new(
            "EXEC-076",
            "法院受理的强制执行还没有执行完毕，案卷还不完整，不能归档。",
            "请在法院执行到款后登记缴款，再归档。",
        )
        .then(Act::RecordPayment)
    })
}

/// Whether the case was closed because the court took it over, and money is still owed on the day.
fn with_the_court(case: &Case, law: &Jurisdiction, on: Date) -> bool {
    let Stage::Closed(decided, closing) = &case.stage else { return false };
    closing.ground == ClosingGround::CourtAccepted && 0 < owed_on(decided, law, on).total().0
}

/// The task after closing: to archive, or before that to record what the court collects.
pub(crate) fn after_closing(case: &Case, closed_on: Date, law: &Jurisdiction) -> Task {
    let office = |act: Act, role: Role, due: Option<Due>| Task {
        act,
        holders: vec![Holder::Authority(role, case.origin.authority.to_string())],
        due,
    };
    if with_the_court(case, law, closed_on) {
        return office(Act::RecordPayment, Role::Cashier, None);
    }
    let archive = law.rules.due("SOFT-archive", closed_on, &law.calendar).ok();
    let archive = archive.map(|found| due(law, "SOFT-archive", found.last));
    office(Act::ArchiveCase, Role::Archivist, archive)
}

/// The tasks that execution gives rise to.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    let Some(decided) = case.decided() else { return Vec::new() };
    let office = |act: Act, role: Role, due: Option<Due>| Task {
        act,
        holders: vec![Holder::Authority(role, case.origin.authority.to_string())],
        due,
    };
    let handlers = |act: Act, due: Option<Due>| Task {
        act,
        holders: case.handlers.iter().cloned().map(Holder::Person).collect(),
        due,
    };
    let mut all = Vec::new();
    if 0 < refundable(decided).0 {
        all.push(office(Act::RecordRefund, Role::Cashier, None));
    }
    let goes_on = matches!(case.stage, Stage::Decided(_));
    if !goes_on || decided.standing != Standing::InForce {
        return all;
    }
    if let Deferral::Asked(_) = decided.execution.deferral {
        all.push(office(Act::ApproveDeferral, Role::Leader, None));
    }
    if decided.execution.proposed_agreement.is_some() {
        all.push(office(Act::SignAgreement, Role::Leader, None));
    }
    if decided.execution.under_review().is_some() {
        return all;
    }
    if let Some(stage) = agree::next_stage(decided, law) {
        let cite = "《行政强制法》第四十二条".to_owned();
        let due = Due { on: stage.due_on, rule: "AC-21".to_owned(), cite };
        all.push(office(Act::RecordPayment, Role::Cashier, Some(due)));
    }
    if let Some(from) = cease::suspended_on(decided).and_then(|on| cease::ceases_from(on, law)) {
        all.push(office(Act::HaltExecution, Role::Leader, Some(due(law, "AC-19", from))));
    }
    let window = || {
        let (_, last) = court_window(decided, law)?;
        Some(due(law, "AC-29", last))
    };
    if decided.execution.open_auction().is_some() {
        all.push(handlers(Act::RecordAuction, None));
    }
    let told = decided.execution.demands.iter().any(|it| case.delivered_on(&it.document).is_some());
    match &decided.execution.court {
        CourtStage::None if told && decided.execution.halt == Halt::Going => {
            all.push(handlers(Act::ProposeCourtApplication, window()));
        }
        CourtStage::None | CourtStage::Answered(..) => {}
        CourtStage::Proposed(_) => all.push(office(Act::ApplyToCourt, Role::Leader, window())),
        CourtStage::Applied(_, request) => {
            let answer = law.rules.due("AC-32.acceptance", request.on, &law.calendar).ok();
            let answer = answer.map(|found| due(law, "AC-32.acceptance", found.last));
            all.push(handlers(Act::RecordCourtAnswer, answer));
        }
    }
    all
}

fn due(law: &Jurisdiction, rule: &str, on: Date) -> Due {
    let cite = law.rules.at(rule, on).map_or_else(|_| String::new(), law::Parameter::basis);
    Due { on, rule: rule.to_owned(), cite }
}
