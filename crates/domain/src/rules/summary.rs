//! Rules on decisions made on the spot (简易程序): their conditions, remedies and copy.

use jiff::civil::Date;
use law::{Fen, Parameter, date_zh};

use super::dossier::Penalty;
use super::party_rights::hearing_due;
use super::{Bench, Dossier, Fact, Outcome, Rule, Severity, Verdict};
use crate::cases::PenaltyTerms;
use crate::catalogue::{Branch, PowerItem};
use crate::packs::Jurisdiction;
use crate::party::PartyKind;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-36",
        name: "当场处罚的条件",
        cite: "《行政处罚法》第五十一条",
        severity: Severity::Serious,
        looks_at: "当场处罚的种类和数额",
        examine: fit_for_the_spot,
    },
    Rule {
        id: "AP-37",
        name: "当场处罚决定报备",
        cite: "《行政处罚法》第五十二条第三款",
        severity: Severity::Defect,
        looks_at: "当场处罚决定的报备日期",
        examine: copy_filed,
    },
    Rule {
        id: "AP-37.handed",
        name: "当场处罚决定书当场交付",
        cite: "《行政处罚法》第五十二条第一款",
        severity: Severity::Serious,
        looks_at: "当场处罚决定书的交付",
        examine: handed_over,
    },
    Rule {
        id: "RM-04",
        name: "当场处罚告知复议前置",
        cite: "《行政复议法》第二十三条",
        severity: Severity::Serious,
        looks_at: "当场处罚决定书的救济告知",
        examine: reconsideration_first,
    },
];

/// The highest fine that can be imposed on the spot for the matter and the kind of party.
///
/// Without a parameter for the day nothing can: zero.
///
/// # Law
/// 《行政处罚法》第五十一条; a matter whose own law sets other limits names their rule (AP-36).
pub fn summary_limit(law: &Jurisdiction, item: &PowerItem, kind: PartyKind, on: Date) -> Fen {
    let citizen = kind.counts_as_citizen(law.rules.reading("DB-06") != Some("organisation"));
    let whom = if citizen { "citizen" } else { "organisation" };
    let own = item.summary_rule.as_ref();
    let amount = |rule: &str| {
        let id = format!("{rule}.{whom}");
        law.rules.at(&id, on).ok().and_then(Parameter::amount)
    };
    own.and_then(|rule| amount(rule)).or_else(|| amount("AP-36")).unwrap_or(Fen(0))
}

fn fit_for_the_spot(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    dossier.summary()?;
    let decision = dossier.decision.concerned("当场处罚决定书")?;
    if !decision.penal.yes("决定是否给予处罚")? {
        return Ok(Outcome::breach(
            "当场只能给予警告或者小额罚款，不予处罚不能当场决定。",
            "请转为普通程序，由行政机关负责人作出不予行政处罚决定。",
        ));
    }
    match dossier.item {
        Fact::Is(_) => by_the_catalogue(dossier, bench, &dossier.penalty()?),
        Fact::Not | Fact::Unknown => general_limits(dossier, bench),
    }
}

/// A matter of our own catalogue: its branch, its own limit, the threshold of a hearing.
fn by_the_catalogue(dossier: &Dossier, bench: &Bench<'_>, penalty: &Penalty<'_>) -> Verdict {
    let terms = penalty.terms()?;
    let kind = *dossier.party_kind.need("当事人类别")?;
    let item = dossier.item.need("适用的事项")?;
    let act_on = *dossier.act_on.need("行为日期")?;
    let Ok(item) = bench.law.item_applied(item, act_on, terms.law_from) else {
        return Ok(Outcome::unknown("行为时有效的处罚依据"));
    };
    let Some(branch) = item.branch(&terms.branch) else { return Ok(Outcome::Sound) };
    if let Some(breach) = other_than_fine(branch, terms) {
        return Ok(breach);
    }
    let limit = summary_limit(bench.law, item, kind, penalty.on);
    let least = branch.range(&terms.bases).map_or(Fen(0), |range| range.min);
    if terms.mitigation.is_none() && limit < least {
        return Ok(Outcome::breach(
            format!(
                "该条款的法定最低罚款为{least}，超过对{}当场处罚的上限{limit}，不能当场处罚。",
                kind.name_zh()
            ),
            "请转为普通程序；符合不予处罚情形的，由行政机关负责人决定不予处罚。",
        ));
    }
    if limit < terms.fine {
        return Ok(Outcome::breach(
            format!(
                "罚款{}超过对{}当场处罚的上限{limit}，不能当场处罚。",
                terms.fine,
                kind.name_zh()
            ),
            "请转为普通程序，立案调查。",
        ));
    }
    Ok(if hearing_due(bench.law, kind, terms, penalty.on) {
        Outcome::breach(
            "拟处罚达到听证标准，当事人有权要求听证，不能当场处罚。",
            "请转为普通程序，告知听证权利。",
        )
    } else {
        Outcome::Sound
    })
}

/// Two hundred yuan for a citizen, three thousand for an organisation, or a warning; fisheries
/// have limits of their own.
fn general_limits(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    let kind = *dossier.party_kind.need("当事人类别")?;
    let general = |rule: &str| {
        let most = bench.law.rules.at(rule, penalty.on).ok().and_then(law::Parameter::amount);
        most.ok_or_else(|| Outcome::unknown("该日期的当场处罚限额"))
    };
    let (citizen, organisation) = (general("AP-36.citizen")?, general("AP-36.organisation")?);
    let strict = kind.counts_as_citizen(bench.law.rules.reading("DB-06") != Some("organisation"));
    let fine = penalty.fine()?;
    if (if strict { citizen } else { organisation }) < fine {
        let most = match dossier.standard.summary_limit.known("是否有法律另行规定的当场处罚限额")?
        {
            Some(special) => *special,
            // A sole trader may be read as an organisation elsewhere (DB-06).
            None if kind == PartyKind::SoleTrader && fine <= organisation => {
                return Ok(Outcome::unknown("个体工商户适用的当场处罚限额"));
            }
            None if strict => citizen,
            None => organisation,
        };
        if most < fine {
            return Ok(Outcome::breach(
                format!("当场处罚的罚款{fine}超过限额{most}。"),
                "应当适用普通程序；请撤销后依法重新处理。",
            ));
        }
    }
    Ok(if dossier.standard.heavy.yes("处罚的种类")? {
        Outcome::breach(
            "当场处罚只能是警告或者限额以内的罚款。",
            "应当适用普通程序；请撤销后依法重新处理。",
        )
    } else {
        Outcome::Sound
    })
}

/// Only a warning and a fine can be imposed on the spot.
fn other_than_fine(branch: &Branch, terms: &PenaltyTerms) -> Option<Outcome> {
    const NEXT: &str = "请转为普通程序，立案调查。";
    if let Some(other) = &terms.other {
        let what = format!("“{other}”不是警告或者罚款，不能当场作出。");
        return Some(Outcome::breach(what, NEXT));
    }
    let must = !branch.confiscate.is_empty();
    if must || !terms.things.is_empty() || 0 < terms.gains.0 {
        return Some(Outcome::breach("应当没收违法所得或者财物，没收不能当场作出。", NEXT));
    }
    if !terms.warning && terms.fine.0 <= 0 {
        return Some(Outcome::breach(
            "既没有警告，也没有罚款，不是行政处罚。",
            "请填写处罚；拟不予处罚的，转为普通程序由行政机关负责人决定。",
        ));
    }
    let warns = branch.also.iter().chain(&branch.other_penalty).any(|words| words.contains("警告"))
        || branch.when.contains("警告");
    if terms.warning && !warns {
        return Some(Outcome::breach(
            "所选条款没有规定警告，当场给予警告没有法定依据。",
            "请去掉警告，或者选择规定了警告的条款。",
        ));
    }
    None
}

/// Handed over on the spot; a refusal to sign is noted, nothing more is asked (DL-09).
fn handed_over(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let on = dossier.penalty()?.on;
    dossier.summary()?;
    let delivery = dossier.delivery.known("当场处罚决定书的交付")?;
    let Some(delivery) = delivery else {
        return Ok(Outcome::breach(
            "当场处罚决定书没有当场交付当事人。",
            "请送达决定书；以送达起算的期限从送达之日计算。",
        ));
    };
    let handed = *delivery.on.need("当场处罚决定书的交付日期")?;
    Ok(if handed == on {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!(
                "当场处罚决定书的日期是{}，交付日期是{}，没有当场交付。",
                date_zh(on),
                date_zh(handed)
            ),
            "请核对两个日期；确实没有当场交付的，在案卷中说明原因。",
        )
    })
}

/// Within five days where the transport rule applies (MT-12); elsewhere without a number, so that
/// a file from elsewhere is only asked whether it was filed at all.
fn copy_filed(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    dossier.summary()?;
    let on = dossier.decided_on()?;
    let last = bench.last_day("AP-37", on)?;
    Ok(match dossier.copy_filed_on.known("当场处罚决定报备的日期")? {
        Some(filed) if *filed <= last || dossier.item.get().is_none() => Outcome::Sound,
        Some(filed) => Outcome::breach(
            format!("当场处罚决定应当在{}前报备，实际于{}报备。", date_zh(last), date_zh(*filed)),
            "请在案卷中说明延迟报备的原因。",
        ),
        None if bench.today <= last => Outcome::Sound,
        None => Outcome::breach(
            format!("当场处罚决定应当在{}前报备，还没有报备。", date_zh(last)),
            "请尽快报所属行政机关备案。",
        ),
    })
}

/// Since 2024 a decision on the spot must tell the party to apply for reconsideration first (E79).
fn reconsideration_first(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.summary()?;
    dossier.penalty()?;
    let told = match dossier.remedies.known("决定书载明的救济途径")? {
        Some(told) => told.reconsideration_first.yes("是否告知应当先申请复议")?,
        None => false,
    };
    Ok(if told {
        Outcome::Sound
    } else {
        Outcome::breach(
            "当场处罚决定书没有告知应当先申请行政复议，对复议决定不服的才可以提起行政诉讼。",
            "请改为：应当先在六十日内申请行政复议；对复议决定不服的，再依法提起行政诉讼。",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::own::told_first;

    /// Covers: S2-102.
    /// Example: E79.
    #[test]
    fn the_old_choice_between_reconsideration_and_suit_is_rejected() {
        assert!(!told_first("如不服本决定，可以在六十日内申请行政复议或者六个月内提起行政诉讼。"));
        assert!(!told_first("可以先自行协商，也可以在六十日内申请行政复议，或者六个月内起诉。"));
        assert!(!told_first("不服的，可以在六个月内提起行政诉讼。"));
        assert!(told_first(
            "应当先在六十日内向某县人民政府申请行政复议；对复议决定不服的，可以在十五日内起诉。"
        ));
    }
}
