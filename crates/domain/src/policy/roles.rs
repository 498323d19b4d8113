//! What a person can be appointed to (岗位角色).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A role; a person may hold several, except where [`admin_roles_conflict`] says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 指挥调度员: receives clues and dispatches them for a town.
    Dispatcher,
    /// 镇街负责人: judges whether a dispatched matter is settled.
    TownLead,
    /// 中队执法人员: inspects.
    SquadOfficer,
    /// 中队负责人: accepts dispatches and assigns officers.
    SquadLead,
    /// 办案人员: investigates penalty cases.
    CaseHandler,
    /// 办案机构负责人: approves the handlers' reports.
    UnitHead,
    /// 法制审核人员.
    LegalReviewer,
    /// 行政机关负责人: approves filing and decides.
    Leader,
    /// 正职负责人、主持工作的负责人: alone decides transfers to the police; a leader besides.
    Chief,
    /// 听证主持人.
    HearingPresider,
    /// 公示管理员.
    Publisher,
    /// 收缴登记员: records payments at the counter.
    Cashier,
    /// 档案管理员.
    Archivist,
    /// 县级执法监督人员: reads everything and changes nothing of it; orders what is to be corrected.
    Supervisor,
    /// 系统管理员: opens and suspends accounts.
    SystemAdmin,
    /// 安全管理员: grants and withdraws roles.
    SecurityAdmin,
    /// 审计管理员: reads the record of who did what.
    AuditAdmin,
}

impl Role {
    /// Every role, in the order of the matrix.
    pub const ALL: [Self; 17] = [
        Self::Dispatcher,
        Self::TownLead,
        Self::SquadOfficer,
        Self::SquadLead,
        Self::CaseHandler,
        Self::UnitHead,
        Self::LegalReviewer,
        Self::Leader,
        Self::Chief,
        Self::HearingPresider,
        Self::Publisher,
        Self::Cashier,
        Self::Archivist,
        Self::Supervisor,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Dispatcher => "指挥调度员",
            Self::TownLead => "镇街负责人",
            Self::SquadOfficer => "中队执法人员",
            Self::SquadLead => "中队负责人",
            Self::CaseHandler => "办案人员",
            Self::UnitHead => "办案机构负责人",
            Self::LegalReviewer => "法制审核人员",
            Self::Leader => "行政机关负责人",
            Self::Chief => "正职负责人",
            Self::HearingPresider => "听证主持人",
            Self::Publisher => "公示管理员",
            Self::Cashier => "收缴登记员",
            Self::Archivist => "档案管理员",
            Self::Supervisor => "县级执法监督人员",
            Self::SystemAdmin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::AuditAdmin => "审计管理员",
        }
    }

    /// The id used in packs, addresses and the task list.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Dispatcher => "dispatcher",
            Self::TownLead => "town-lead",
            Self::SquadOfficer => "squad-officer",
            Self::SquadLead => "squad-lead",
            Self::CaseHandler => "case-handler",
            Self::UnitHead => "unit-head",
            Self::LegalReviewer => "legal-reviewer",
            Self::Leader => "leader",
            Self::Chief => "chief",
            Self::HearingPresider => "hearing-presider",
            Self::Publisher => "publisher",
            Self::Cashier => "cashier",
            Self::Archivist => "archivist",
            Self::Supervisor => "supervisor",
            Self::SystemAdmin => "system-admin",
            Self::SecurityAdmin => "security-admin",
            Self::AuditAdmin => "audit-admin",
        }
    }

    /// Reads a [`slug`](Self::slug).
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// Whether the role administers the platform instead of enforcing the law.
    pub const fn is_admin(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }
}

/// Whether the roles break the separation of the three administrators (三员分立): an
/// administrator of one kind holds no other role at all.
pub fn admin_roles_conflict(roles: &BTreeSet<Role>) -> bool {
    roles.iter().any(|role| role.is_admin()) && roles.len() > 1
}
