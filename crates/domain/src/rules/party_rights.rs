//! Rules on what the party must be told, may say, and may ask for.

use jiff::civil::Date;
use law::{Fen, date_zh};

use super::dossier::Penalty;
use super::{Bench, Dossier, Fact, HearingFact, Outcome, Rule, Severity, Verdict};
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
        severity: Severity::Serious,
        looks_at: "违法行为通知书及其送达日期",
        examine: notice_delivered,
    },
    Rule {
        id: "AP-31",
        name: "听取并复核陈述申辩",
        cite: "《行政处罚法》第四十五条第一款",
        severity: Severity::Serious,
        looks_at: "陈述申辩笔录和复核意见",
        examine: statement_reviewed,
    },
    Rule {
        id: "AP-51",
        name: "告知听证权利",
        cite: "《行政处罚法》第六十三条第一款",
        severity: Severity::Serious,
        looks_at: "告知书是否告知听证权利",
        examine: hearing_told,
    },
    Rule {
        id: "AP-53",
        name: "陈述申辩和听证申请期限届满",
        cite: "《行政处罚法》第六十四条第一项",
        severity: Severity::Serious,
        looks_at: "告知书送达和决定的日期",
        examine: window_passed,
    },
    Rule {
        id: "AP-54",
        name: "听证七日前通知",
        cite: "《行政处罚法》第六十四条第二项",
        severity: Severity::Serious,
        looks_at: "听证通知送达和举行的日期",
        examine: hearing_notice_in_time,
    },
    Rule {
        id: "AP-55",
        name: "听证由非本案调查人员主持",
        cite: "《行政处罚法》第六十四条第四项",
        severity: Severity::Serious,
        looks_at: "听证主持人",
        examine: neutral_presider,
    },
    Rule {
        id: "AP-57",
        name: "听证结束后方可决定",
        cite: "《行政处罚法》第六十五条",
        severity: Severity::Serious,
        looks_at: "听证笔录",
        examine: hearing_over,
    },
    Rule {
        id: "AP-59",
        name: "处罚不重于告知",
        cite: "《行政处罚法》第四十五条第二款",
        severity: Severity::Serious,
        looks_at: "告知的和决定的处罚内容",
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

/// Whether a hearing must be offered, by the standard of the place the file comes from.
pub(super) fn hearing_asked(
    dossier: &Dossier,
    bench: &Bench<'_>,
    penalty: &Penalty<'_>,
) -> Result<bool, Outcome> {
    let kind = *dossier.party_kind.need("当事人类别")?;
    let standard = &dossier.standard;
    if standard.heavy.get() == Some(&true) {
        return Ok(true);
    }
    let ours = bench.law.hearing_threshold(kind, penalty.on);
    let from = standard.hearing_from.known("当地的听证数额标准")?.copied().unwrap_or(ours);
    if from <= penalty.fine()? {
        return Ok(true);
    }
    if let (Fact::Not, Fact::Not) = (&standard.heavy, &standard.hearing_from) {
        let terms = penalty.terms()?;
        return Ok(hearing_due(bench.law, kind, terms, penalty.on)
            || always(bench.law, dossier, terms, penalty.on));
    }
    if standard.heavy.yes("处罚的种类是否一律应当听证")? {
        return Ok(true);
    }
    let gains = dossier.gains_taken.known("没收的违法所得")?.copied().unwrap_or(Fen(0));
    let things = standard.things_worth.known("没收财物的价值")?.copied().unwrap_or(Fen(0));
    Ok(from <= gains || from <= things)
}

fn notice_delivered(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let on = dossier.penalty()?.on;
    // On the spot everything is told by word of mouth, and the document says so.
    let on_the_spot = match dossier.summary() {
        Ok(()) => true,
        Err(Outcome::Sound | Outcome::Breach { .. }) => false,
        Err(open) => return Err(open),
    };
    let Some(notice) = dossier.notice.known("违法行为通知书及其送达日期")? else {
        return Ok(Outcome::breach(
            "没有告知当事人拟处罚的内容、事实、理由、依据和权利，不能作出处罚决定。",
            "请先制发并送达违法行为通知书。",
        ));
    };
    let told = [
        (
            &notice.reasons_told,
            "告知书没有写明事实、理由和依据。",
            "告知书是否写明事实、理由和依据",
        ),
        (&notice.defence_told, "告知书没有告知陈述和申辩的权利。", "告知书是否告知陈述申辩权利"),
    ];
    for (fact, wrong, question) in told {
        if !fact.yes(question)? {
            return Ok(Outcome::breach(wrong, "请重新告知并送达，期限重新计算。"));
        }
    }
    if on_the_spot {
        return Ok(Outcome::Sound);
    }
    Ok(match notice.delivered_on.known("违法行为通知书的送达日期")? {
        Some(delivered) if *delivered <= on => Outcome::Sound,
        Some(delivered) => Outcome::breach(
            format!("违法行为通知书于{}送达，晚于决定日期。", date_zh(*delivered)),
            "告知必须在决定之前；请核对日期，或者重新告知后再决定。",
        ),
        None => Outcome::breach(
            "违法行为通知书还没有送达，告知没有完成，不能作出处罚决定。",
            "请登记通知书的送达。",
        ),
    })
}

fn statement_reviewed(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let statement = dossier.statement.concerned("当事人是否陈述申辩")?;
    Ok(if statement.reviewed.yes("陈述申辩的复核意见")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "当事人提出了陈述申辩，还没有复核，不能作出处罚决定。",
            "请办案机构负责人复核并写明是否采纳及理由。",
        )
    })
}

fn hearing_told(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    dossier.general()?;
    if !hearing_asked(dossier, bench, &penalty)? {
        return Ok(Outcome::Sound);
    }
    let told = match dossier.notice.known("违法行为通知书是否告知听证权利")? {
        Some(notice) => notice.hearing_told.yes("违法行为通知书是否告知听证权利")?,
        None => false,
    };
    Ok(if told {
        Outcome::Sound
    } else {
        let standard = match (dossier.party_kind.get(), dossier.standard.hearing_from.get()) {
            (_, Some(from)) => format!("（{from}起）"),
            (Some(kind), None) => {
                format!("（{}起）", bench.law.hearing_threshold(*kind, penalty.on))
            }
            (None, None) => String::new(),
        };
        Outcome::breach(
            format!("拟处罚达到听证标准{standard}，但没有告知听证权利，不能作出处罚决定。"),
            "请重新制发违法行为通知书，告知听证权利并送达。",
        )
    })
}

/// The party has five working days for defence and hearing; a clear waiver in writing ends them.
// LEGAL-Q 2026-11-21 (法制审批科): the statute gives no number of days for 陈述申辩; the form
// gives five working days together with the hearing (AP-31). We wait for them in every case of
// our own; of a file made elsewhere we ask it only where the notice gave the days or a hearing.
fn window_passed(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let on = dossier.penalty()?.on;
    dossier.general()?;
    // That there was no notice is for another rule.
    let notice = dossier.notice.concerned("违法行为通知书及其送达日期")?;
    let delivered = *notice.delivered_on.concerned("违法行为通知书的送达日期")?;
    let question = "告知书载明的陈述申辩和听证期限";
    let open = notice.hearing_told.is_unknown() || notice.five_days.is_unknown();
    if notice.hearing_told.get() != Some(&true) && notice.five_days.get() != Some(&true) {
        return Ok(if open { Outcome::unknown(question) } else { Outcome::Sound });
    }
    let last = bench.last_day("AP-53", delivered)?;
    if last < on {
        return Ok(Outcome::Sound);
    }
    if dossier.waived_on.known("当事人是否书面放弃陈述申辩和听证")?.is_some() {
        return Ok(Outcome::Sound);
    }
    // A hearing that was held heard the party; one that was given up leaves the days running.
    if let Some(hearing) = dossier.hearing.known("当事人是否要求听证")? {
        let held = hearing.over.yes("听证是否结束")? && hearing.day.known("听证日期")?.is_some();
        if held {
            return Ok(Outcome::Sound);
        }
    }
    Ok(Outcome::breach(
        format!("当事人在{}前可以陈述申辩、要求听证，期满前不能作出处罚决定。", date_zh(last)),
        format!("请在{}之后办理；当事人书面明确放弃的，请先登记。", date_zh(last)),
    ))
}

fn hearing_notice_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let hearing = dossier.hearing.concerned("当事人是否要求听证")?;
    let day = *hearing.day.concerned("听证日期")?;
    let told = *hearing.notice_delivered_on.concerned("听证通知书的送达日期")?;
    let earliest = bench
        .law
        .rules
        .earliest("AP-54", told, &bench.law.calendar)
        .map_err(|_| Outcome::unknown("该日期的工作日安排"))?;
    Ok(if earliest <= day {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!(
                "听证通知书于{}送达，最早可在{}举行听证，{}举行不足七个工作日。",
                date_zh(told),
                date_zh(earliest),
                date_zh(day)
            ),
            "请改期并重新通知。",
        )
    })
}

fn neutral_presider(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let hearing = dossier.hearing.concerned("当事人是否要求听证")?;
    let presider = hearing.presider.concerned("听证主持人")?;
    let handlers = dossier.handlers.concerned("本案调查人员")?;
    Ok(if handlers.contains(presider) {
        Outcome::breach(
            "听证主持人是本案调查人员。",
            "请另行指定非本案调查人员主持，重新举行听证。",
        )
    } else {
        Outcome::Sound
    })
}

fn hearing_over(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    let hearing: &HearingFact = dossier.hearing.concerned("当事人是否要求听证")?;
    if !hearing.over.yes("听证是否结束")? {
        return Ok(Outcome::breach(
            "当事人要求听证，听证还没有结束，不能作出处罚决定。",
            "请先举行听证并制作笔录。",
        ));
    }
    Ok(if hearing.day.known("听证日期")?.is_none() || hearing.recorded.yes("听证笔录")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "举行了听证，但没有经当事人签名的听证笔录。",
            "应当根据听证笔录作出决定；没有笔录的，重新举行听证。",
        )
    })
}

/// Nobody pays for having spoken or for having asked for a hearing (AP-58).
fn not_heavier_than_told(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    // That there was no notice is for another rule.
    let notice = dossier.notice.concerned("违法行为通知书载明的处罚内容")?;
    let told: Fen = *notice.fine.need("违法行为通知书载明的罚款数额")?;
    let fine = penalty.fine()?;
    let heavier = told < fine || {
        let terms = notice.terms.need("违法行为通知书载明的全部处罚内容")?;
        penalty.terms()?.heavier_than(terms)
    };
    Ok(if heavier {
        Outcome::breach(
            format!("拟处罚重于告知的内容（告知罚款{told}，拟罚款{fine}）。"),
            "请重新制发违法行为通知书，告知更重的内容并重新计算期限。",
        )
    } else {
        Outcome::Sound
    })
}
