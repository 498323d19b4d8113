//! What a person of each post begins a day with.

use domain::policy::{Act, Role};
use law::format::{date_zh, weekday_zh};

use crate::{
    Call,
    components::actions::{Action, ActionBar, Weight},
};

/// One thing to begin, for whoever holds the role.
struct Quick {
    role: Role,
    act: Act,
    label: &'static str,
    href: &'static str,
}

const fn quick_for(role: Role, act: Act, label: &'static str, href: &'static str) -> Quick {
    Quick { role, act, label, href }
}

const QUICK: [Quick; 21] = [
    quick_for(Role::Dispatcher, Act::RegisterClue, "登记线索", "/clues/new"),
    quick_for(Role::Dispatcher, Act::DispatchClue, "待派单线索", "/clues?stage=received"),
    quick_for(Role::TownLead, Act::JudgeClue, "待判定结果", "/clues?stage=answered"),
    quick_for(Role::SquadOfficer, Act::ProposeInspection, "申请检查", "/inspections/new"),
    quick_for(Role::SquadOfficer, Act::RegisterClue, "登记巡查发现的线索", "/clues/new"),
    quick_for(Role::SquadLead, Act::AcceptClue, "待签收线索", "/clues?stage=dispatched"),
    quick_for(Role::CaseHandler, Act::ProposeFiling, "移交待立案的检查", "/inspections?stage=done"),
    quick_for(Role::CaseHandler, Act::BeginSummary, "当场处罚", "/cases/begin-summary"),
    quick_for(Role::CaseHandler, Act::SubmitReport, "调查中的案件", "/cases?stage=investigating"),
    quick_for(Role::UnitHead, Act::ApproveReport, "待审核的调查报告", "/cases?stage=reported"),
    quick_for(Role::UnitHead, Act::ReserveNumbers, "预留文号", "/numbers"),
    quick_for(Role::LegalReviewer, Act::GiveOpinion, "办理中的案件", "/cases?stage=deciding"),
    quick_for(Role::Leader, Act::ApproveFiling, "待批准立案", "/cases?stage=proposed"),
    quick_for(Role::HearingPresider, Act::CallHearing, "办理中的案件", "/cases?stage=deciding"),
    quick_for(Role::Publisher, Act::ProposePublication, "公示管理", "/publications"),
    quick_for(Role::Cashier, Act::RecordPayment, "待缴款案件", "/cases?stage=decided"),
    quick_for(Role::Archivist, Act::ArchiveCase, "待归档案件", "/cases?stage=closed"),
    quick_for(Role::Supervisor, Act::Supervise, "逾期与缺项", "/oversight"),
    quick_for(Role::SystemAdmin, Act::ManageAccounts, "账户管理", "/people"),
    quick_for(Role::SecurityAdmin, Act::ManageRoles, "岗位与证件", "/people"),
    quick_for(Role::AuditAdmin, Act::ReadAudit, "审计记录", "/audit"),
];

/// 2026年3月9日，星期一.
pub(super) fn greeting(call: &Call) -> String {
    let today = call.today();
    format!("{}，{}，{}", call.person().name, date_zh(today), weekday_zh(today))
}

/// What the posts of this person begin with; two posts that begin alike show it once.
pub(super) fn quick(call: &Call) -> ActionBar {
    let mut actions: Vec<Action> = Vec::new();
    let mut shown: Vec<&str> = Vec::new();
    for quick in &QUICK {
        let mine = call.actor().has(quick.role) && call.could(quick.act);
        if mine && !shown.contains(&quick.label) {
            shown.push(quick.label);
            actions.push(Action::Open {
                label: quick.label.to_owned(),
                href: quick.href.to_owned(),
                weight: if actions.is_empty() { Weight::Main } else { Weight::Side },
            });
        }
    }
    ActionBar { token: call.token().to_owned(), actions }
}
