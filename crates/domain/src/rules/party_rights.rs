//! Rules on what the party must be told, may say, and may ask for.

use jiff::civil::Date;
use law::Fen;

use super::{Bench, Dossier, Fact, Outcome, Rule, Severity};
use crate::cases::PenaltyTerms;
use crate::catalogue::HearingRule;
use crate::packs::Jurisdiction;
use crate::party::PartyKind;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-30",
        name: "决定前告知",
        cite: "《行政处罚法》第四十四条",
        severity: Severity::Hard,
        examine: notice_delivered,
    },
    Rule {
        id: "AP-31",
        name: "听取并复核陈述申辩",
        cite: "《行政处罚法》第四十五条第一款",
        severity: Severity::Hard,
        examine: statement_reviewed,
    },
    Rule {
        id: "AP-51",
        name: "告知听证权利",
        cite: "《行政处罚法》第六十三条第一款",
        severity: Severity::Hard,
        examine: hearing_told,
    },
    Rule {
        id: "AP-53",
        name: "陈述申辩和听证申请期限届满",
        cite: "《行政处罚法》第六十四条第一项",
        severity: Severity::Hard,
        examine: window_passed,
    },
    Rule {
        id: "AP-54",
        name: "听证七日前通知",
        cite: "《行政处罚法》第六十四条第二项",
        severity: Severity::Hard,
        examine: hearing_notice_in_time,
    },
    Rule {
        id: "AP-55",
        name: "听证由非本案调查人员主持",
        cite: "《行政处罚法》第六十四条第四项",
        severity: Severity::Hard,
        examine: neutral_presider,
    },
    Rule {
        id: "AP-57",
        name: "听证结束后方可决定",
        cite: "《行政处罚法》第六十五条",
        severity: Severity::Hard,
        examine: hearing_over,
    },
    Rule {
        id: "AP-59",
        name: "处罚不重于告知",
        cite: "《行政处罚法》第四十五条第二款",
        severity: Severity::Hard,
        examine: not_heavier_than_told,
    },
];

/// Whether a hearing must be offered for the penalty.
///
/// # Law
/// 《行政处罚法》第六十三条第一款; the amounts are a parameter of the jurisdiction (HT).
pub fn hearing_due(law: &Jurisdiction, kind: PartyKind, terms: &PenaltyTerms, on: Date) -> bool {
    if terms.other.is_some() {
        return true;
    }
    let threshold = law.hearing_threshold(kind, on);
    terms.fine >= threshold || terms.gains >= threshold || !terms.things.is_empty()
}

/// Whether the branch always asks for a hearing, whatever the amount.
fn always(law: &Jurisdiction, dossier: &Dossier, terms: &PenaltyTerms, on: Date) -> bool {
    dossier.item.get().and_then(|item| law.item_at(item, on).ok()).is_some_and(|item| {
        item.branch(&terms.branch).is_some_and(|b| b.hearing == HearingRule::Always)
    })
}

/// The penalty under decision, if the decision is one.
fn penalty(dossier: &Dossier) -> Option<(&PenaltyTerms, Date)> {
    let decision = dossier.decision.get()?;
    Some((decision.proposal.penalty()?, decision.on))
}

fn notice_delivered(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let Some((_, on)) = penalty(dossier) else { return Outcome::Sound };
    match &dossier.notice {
        Fact::Unknown => Outcome::unknown("违法行为通知书及其送达日期"),
        Fact::Not => Outcome::breach(
            "没有告知当事人拟处罚的内容、事实、理由、依据和权利，不能作出处罚决定。",
            "请先制发并送达违法行为通知书。",
        ),
        Fact::Is(notice) => match notice.delivered_on {
            Fact::Is(delivered) if delivered <= on => Outcome::Sound,
            Fact::Is(delivered) => Outcome::breach(
                format!("违法行为通知书于{}送达，晚于决定日期。", law::date_zh(delivered)),
                "告知必须在决定之前；请核对日期，或者重新告知后再决定。",
            ),
            Fact::Not => Outcome::breach(
                "违法行为通知书还没有送达，告知没有完成，不能作出处罚决定。",
                "请登记通知书的送达。",
            ),
            Fact::Unknown => Outcome::unknown("违法行为通知书的送达日期"),
        },
    }
}

fn statement_reviewed(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    match &dossier.statement {
        Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("当事人是否陈述申辩"),
        Fact::Is(statement) => match statement.reviewed {
            Fact::Is(true) => Outcome::Sound,
            Fact::Is(false) | Fact::Not => Outcome::breach(
                "当事人提出了陈述申辩，还没有复核，不能作出处罚决定。",
                "请办案机构负责人复核并写明是否采纳及理由。",
            ),
            Fact::Unknown => Outcome::unknown("陈述申辩的复核意见"),
        },
    }
}

fn hearing_told(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some((terms, on)) = penalty(dossier) else { return Outcome::Sound };
    let Fact::Is(kind) = dossier.party_kind else { return Outcome::unknown("当事人类别") };
    let due = hearing_due(bench.law, kind, terms, on) || always(bench.law, dossier, terms, on);
    if !due {
        return Outcome::Sound;
    }
    match &dossier.notice {
        Fact::Is(notice) if notice.hearing_told => Outcome::Sound,
        Fact::Is(_) | Fact::Not => Outcome::breach(
            format!(
                "拟处罚达到听证标准（{}起），但没有告知听证权利，不能作出处罚决定。",
                bench.law.hearing_threshold(kind, on)
            ),
            "请重新制发违法行为通知书，告知听证权利并送达。",
        ),
        Fact::Unknown => Outcome::unknown("违法行为通知书是否告知听证权利"),
    }
}

/// The party has five working days for defence and hearing; a clear waiver in writing ends them.
// LEGAL-Q 2026-11-21 (法制审批科): the statute gives no number of days for 陈述申辩; the form
// gives five working days together with the hearing (AP-31). We wait for them in every case.
fn window_passed(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    if dossier.on_spot() {
        return Outcome::Sound;
    }
    let Some((_, on)) = penalty(dossier) else { return Outcome::Sound };
    let Some(delivered) = dossier.notice.get().and_then(|n| n.delivered_on.get()) else {
        return Outcome::Sound;
    };
    // A hearing that was held heard the party; one that was given up leaves the days running.
    let hearing_held =
        dossier.hearing.get().is_some_and(|hearing| hearing.over && hearing.day.get().is_some());
    if dossier.waived_on.get().is_some() || hearing_held {
        return Outcome::Sound;
    }
    match bench.law.rules.due("AP-53", *delivered, &bench.law.calendar) {
        Ok(reckoning) if reckoning.last < on => Outcome::Sound,
        Ok(reckoning) => Outcome::breach(
            format!(
                "当事人在{}前可以陈述申辩、要求听证，期满前不能作出处罚决定。",
                law::date_zh(reckoning.last)
            ),
            format!(
                "请在{}之后办理；当事人书面明确放弃的，请先登记。",
                law::date_zh(reckoning.last)
            ),
        ),
        Err(_) => Outcome::unknown("该日期的工作日安排"),
    }
}

fn hearing_notice_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some(hearing) = dossier.hearing.get() else { return Outcome::Sound };
    let (Some(told), Some(day)) = (hearing.notice_delivered_on.get(), hearing.day.get()) else {
        return Outcome::Sound;
    };
    match bench.law.rules.earliest("AP-54", *told, &bench.law.calendar) {
        Ok(earliest) if earliest <= *day => Outcome::Sound,
        Ok(earliest) => Outcome::breach(
            format!(
                "听证通知书于{}送达，最早可在{}举行听证，{}举行不足七个工作日。",
                law::date_zh(*told),
                law::date_zh(earliest),
                law::date_zh(*day)
            ),
            "请改期并重新通知。",
        ),
        Err(_) => Outcome::unknown("该日期的工作日安排"),
    }
}

fn neutral_presider(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let Some(presider) = dossier.hearing.get().and_then(|h| h.presider.get()) else {
        return Outcome::Sound;
    };
    match &dossier.handlers {
        Fact::Is(handlers) if handlers.contains(presider) => Outcome::breach(
            "听证主持人是本案调查人员。",
            "请另行指定非本案调查人员主持，重新举行听证。",
        ),
        Fact::Is(_) | Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("本案调查人员"),
    }
}

fn hearing_over(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    if penalty(dossier).is_none() {
        return Outcome::Sound;
    }
    match &dossier.hearing {
        Fact::Is(hearing) if !hearing.over => Outcome::breach(
            "当事人要求听证，听证还没有结束，不能作出处罚决定。",
            "请先举行听证并制作笔录。",
        ),
        Fact::Is(_) | Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("当事人是否要求听证"),
    }
}

fn not_heavier_than_told(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let Some((terms, _)) = penalty(dossier) else { return Outcome::Sound };
    match &dossier.notice {
        Fact::Is(notice) if terms.heavier_than(&notice.terms) => {
            let told: Fen = notice.terms.fine;
            Outcome::breach(
                format!("拟处罚重于告知的内容（告知罚款{told}，拟罚款{}）。", terms.fine),
                "请重新制发违法行为通知书，告知更重的内容并重新计算期限。",
            )
        }
        Fact::Is(_) | Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("违法行为通知书载明的处罚内容"),
    }
}
