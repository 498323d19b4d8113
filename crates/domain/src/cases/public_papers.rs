//! The papers of publication: the approval of what goes public, and the note of its withdrawal.

use law::date_zh;

use super::records::Standing;
use super::sheets;
use super::state::{Case, Decided};
use super::terms::Proposal;
use crate::Setting;
use crate::documents::{Sheet, signature_of};
use crate::ids::PersonId;
use crate::party::PartyKind;
use crate::publicity::PublicVersion;

/// EX-23 行政执法决定公示审批表: what goes public, masked by one person and looked at by another.
///
/// # Law
/// 《行政处罚法》第四十八条第一款、第五十条; 国办发〔2018〕118号 (TS-03, TS-04, TS-17).
pub(super) fn approval(
    case: &Case,
    decided: &Decided,
    (version, proposer): (&PublicVersion, &PersonId),
    setting: &Setting<'_>,
) -> Sheet {
    let rule = match decided.decision.proposal {
        Proposal::Penalty(_) => "TS-04",
        Proposal::NoPenalty(_) => "TS-03",
    };
    let due = setting.law.rules.due(rule, decided.decision.on, &setting.law.calendar).ok();
    let checker = setting.me().map(|id| signature_of(setting, id, "审核确认人"));
    version_on(sheets::sheet(case, "EX-23", setting), version)
        .text("masking", masking(case))
        .text("due_on", due.map_or_else(String::new, |due| date_zh(due.last)))
        .text("published_on", date_zh(setting.today))
        .text("proposer_opinion", "公示内容已逐项核对，提请公示。")
        .signed("proposer_signature", [signature_of(setting, proposer, "拟公示人")])
        .text("checker_opinion", "经核对公示内容和保密要求，同意公示。")
        .signed("checker_signature", checker)
}

/// CM-9 撤回公示说明.
///
/// # Law
/// 《行政处罚法》第四十八条第二款 (AP-33).
pub(super) fn retraction(
    case: &Case,
    decided: &Decided,
    (version, reason): (&PublicVersion, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let (fell, due) = match &decided.standing {
        Standing::InForce => (String::new(), None),
        Standing::Revoked { on, by_document, reason } => (
            format!("{}收到{by_document}：{reason}", date_zh(*on)),
            setting.law.rules.due("AP-33", *on, &setting.law.calendar).ok(),
        ),
    };
    let publisher = setting.me().map(|id| signature_of(setting, id, "撤回人"));
    version_on(sheets::sheet(case, "CM-9", setting), version)
        .text("fell", fell)
        .text("due_on", due.map_or_else(String::new, |due| date_zh(due.last)))
        .text("retracted_on", date_zh(setting.today))
        .text("reason", reason)
        .signed("publisher_signature", publisher)
}

fn version_on(sheet: Sheet, version: &PublicVersion) -> Sheet {
    sheet
        .text("public_number", &version.number)
        .text("public_authority", &version.authority)
        .text("public_party", &version.party)
        .text("public_cause", &version.cause)
        .text("public_kind", &version.kind)
        .text("public_summary", &version.summary)
        .text("public_basis", &version.basis)
        .text("public_decided_on", &version.decided_on)
}

/// What was looked for before the version could be proposed at all.
fn masking(case: &Case) -> &'static str {
    match case.origin.party.kind {
        PartyKind::Citizen | PartyKind::SoleTrader => {
            "个人的姓名、证件号码、住址和联系电话已遮蔽，系统核对没有发现遗漏。"
        }
        PartyKind::Organisation => {
            "单位名称依法公开，法定代表人姓名和联系电话已遮蔽，系统核对没有发现遗漏。"
        }
    }
}
