//! What the public sees of a decision: a masked version, proposed, confirmed and withdrawn (执法公示).

use law::date_zh;
use serde::{Deserialize, Serialize};

use crate::cases::{Case, Decided, Proposal};
use crate::packs::Jurisdiction;
use crate::party::{Party, PartyKind};

/// The public version of a decision: nothing personal of an individual is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicVersion {
    /// 决定书文号.
    pub number: String,
    /// 执法机关.
    pub authority: String,
    /// 相对人, masked for individuals.
    pub party: String,
    /// 案由.
    pub cause: String,
    /// 决定类型: 行政处罚 or 不予行政处罚.
    pub kind: String,
    /// 结论 and the main facts.
    pub summary: String,
    /// 处罚依据.
    pub basis: String,
    /// 决定日期, in words.
    pub decided_on: String,
}

/// Drafts the public version of a decision with names masked.
///
/// # Law
/// 《行政处罚法》第四十八条第一款、第五十条; 国办发〔2018〕118号 (TS-03, TS-04, TS-17).
pub fn draft_version(case: &Case, decided: &Decided, law: &Jurisdiction) -> PublicVersion {
    let party = &case.origin.party;
    let item = law.item_at(&case.origin.item, case.origin.act_on).ok();
    let (kind, conclusion, basis) = match &decided.decision.proposal {
        Proposal::Penalty(terms) => (
            "行政处罚",
            terms.lines().join("；"),
            item.and_then(|i| i.branch(&terms.branch))
                .map_or_else(String::new, |branch| law::cited(&branch.cites)),
        ),
        Proposal::NoPenalty(terms) => (
            "不予行政处罚",
            format!("不予行政处罚：{}", terms.ground.name_zh()),
            terms.ground.cite().to_owned(),
        ),
    };
    PublicVersion {
        number: decided.decision.number.clone(),
        authority: law
            .authority(&case.origin.authority)
            .map_or_else(String::new, |a| a.name.clone()),
        party: party.public_name(),
        cause: case.origin.cause.clone(),
        kind: kind.to_owned(),
        summary: format!(
            "{}存在“{}”的行为。处理结果：{conclusion}。",
            party.public_name(),
            case.origin.cause
        ),
        basis,
        decided_on: date_zh(decided.decision.on),
    }
}

/// The personal particulars that a version still shows in clear, by their Chinese names.
pub fn still_names(version: &PublicVersion, party: &Party) -> Vec<&'static str> {
    let text = [
        &version.party,
        &version.cause,
        &version.summary,
        &version.basis,
        &version.number,
        &version.authority,
    ];
    let shows = |value: &crate::Private| {
        !value.is_blank() && text.iter().any(|t| t.contains(value.reveal().trim()))
    };
    let mut left = Vec::new();
    if party.kind != PartyKind::Organisation && shows(&party.name) {
        left.push("姓名");
    }
    if party.kind != PartyKind::Organisation && shows(&party.id_number) {
        left.push("证件号码");
    }
    if party.kind != PartyKind::Organisation && shows(&party.address) {
        left.push("住址");
    }
    if shows(&party.phone) {
        left.push("联系电话");
    }
    if party.kind != PartyKind::Citizen && shows(&party.representative) {
        left.push("法定代表人姓名");
    }
    left
}
