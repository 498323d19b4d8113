//! Rules on decisions made on the spot (简易程序): their conditions, remedies and copy.

use jiff::civil::Date;
use law::{Fen, Parameter};

use super::party_rights::hearing_due;
use super::{Bench, Dossier, Fact, Outcome, Rule, Severity};
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
        severity: Severity::Hard,
        examine: fit_for_the_spot,
    },
    Rule {
        id: "AP-37",
        name: "当场处罚决定报备",
        cite: "《行政处罚法》第五十二条第三款",
        severity: Severity::Soft,
        examine: copy_filed,
    },
    Rule {
        id: "RM-04",
        name: "当场处罚告知复议前置",
        cite: "《行政复议法》第二十三条",
        severity: Severity::Hard,
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

fn fit_for_the_spot(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    if !dossier.on_spot() {
        return Outcome::Sound;
    }
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    let Some(terms) = decision.proposal.penalty() else {
        return Outcome::breach(
            "当场只能给予警告或者小额罚款，不予处罚不能当场决定。",
            "请转为普通程序，由行政机关负责人作出不予行政处罚决定。",
        );
    };
    let Fact::Is(kind) = dossier.party_kind else { return Outcome::unknown("当事人类别") };
    let (Some(item), Some(act_on)) = (dossier.item.get(), dossier.act_on.get()) else {
        return Outcome::unknown("适用的事项和行为日期");
    };
    let Ok(item) = bench.law.item_at(item, *act_on) else {
        return Outcome::unknown("行为时有效的处罚依据");
    };
    let Some(branch) = item.branch(&terms.branch) else { return Outcome::Sound };
    if let Some(breach) = other_than_fine(branch, terms) {
        return breach;
    }
    let limit = summary_limit(bench.law, item, kind, decision.on);
    let least = branch.range(&terms.bases).map_or(Fen(0), |range| range.min);
    if terms.mitigation.is_none() && limit < least {
        return Outcome::breach(
            format!(
                "该条款的法定最低罚款为{least}，超过对{}当场处罚的上限{limit}，不能当场处罚。",
                kind.name_zh()
            ),
            "请转为普通程序；符合不予处罚情形的，由行政机关负责人决定不予处罚。",
        );
    }
    if limit < terms.fine {
        return Outcome::breach(
            format!(
                "罚款{}超过对{}当场处罚的上限{limit}，不能当场处罚。",
                terms.fine,
                kind.name_zh()
            ),
            "请转为普通程序，立案调查。",
        );
    }
    if hearing_due(bench.law, kind, terms, decision.on) {
        return Outcome::breach(
            "拟处罚达到听证标准，当事人有权要求听证，不能当场处罚。",
            "请转为普通程序，告知听证权利。",
        );
    }
    Outcome::Sound
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

fn copy_filed(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some(decision) = dossier.decision.get().filter(|_| dossier.on_spot()) else {
        return Outcome::Sound;
    };
    let Ok(due) = bench.law.rules.due("AP-37", decision.on, &bench.law.calendar) else {
        return Outcome::unknown("该日期的报备期限参数");
    };
    match dossier.copy_filed_on {
        Fact::Is(on) if on <= due.last => Outcome::Sound,
        Fact::Is(on) => Outcome::breach(
            format!(
                "当场处罚决定应当在{}前报备，实际于{}报备。",
                law::date_zh(due.last),
                law::date_zh(on)
            ),
            "请在案卷中说明延迟报备的原因。",
        ),
        Fact::Not if bench.today <= due.last => Outcome::Sound,
        Fact::Not => Outcome::breach(
            format!("当场处罚决定应当在{}前报备，还没有报备。", law::date_zh(due.last)),
            "请尽快报所属行政机关备案。",
        ),
        Fact::Unknown => Outcome::unknown("当场处罚决定报备的日期"),
    }
}

/// Since 2024 a decision on the spot must tell the party to apply for reconsideration first (E79).
fn reconsideration_first(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    if !dossier.on_spot() || dossier.decision.get().is_none() {
        return Outcome::Sound;
    }
    match &dossier.remedies {
        Fact::Is(words) if told_first(words) => Outcome::Sound,
        Fact::Is(_) | Fact::Not => Outcome::breach(
            "当场处罚决定书没有告知应当先申请行政复议，对复议决定不服的才可以提起行政诉讼。",
            "请改为：应当先在六十日内申请行政复议；对复议决定不服的，再依法提起行政诉讼。",
        ),
        Fact::Unknown => Outcome::unknown("决定书载明的救济途径"),
    }
}

/// Whether the words put reconsideration first instead of leaving a choice.
fn told_first(words: &str) -> bool {
    let Some((before, after)) = words.split_once("行政复议") else { return false };
    let first = before.contains("先") && !before.contains("诉讼");
    let choice = after.contains("或者") && after.contains("个月");
    first && after.contains("复议决定") && !choice
}

#[cfg(test)]
mod tests {
    use super::told_first;

    /// Covers: S2-102. Worked example E79.
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
