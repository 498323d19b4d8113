//! Rules on the decision itself: who made it, after what, and within which bounds.

use std::cmp::Ordering;

use jiff::civil::Date;
use law::Fen;

use super::party_rights::hearing_due;
use super::{Bench, Dossier, Fact, Outcome, Rule, Severity};
use crate::cases::PenaltyTerms;
use crate::catalogue::fine::ILLEGAL_GAINS;
use crate::catalogue::{FineProposal, PowerItem, Precondition, Subject, check_fine};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-13",
        name: "责令改正",
        cite: "《行政处罚法》第二十八条第一款",
        severity: Severity::Soft,
        examine: correction_ordered,
    },
    Rule {
        id: "AP-14",
        name: "没收违法所得",
        cite: "《行政处罚法》第二十八条第二款",
        severity: Severity::Hard,
        examine: gains_confiscated,
    },
    Rule {
        id: "AP-18",
        name: "罚款在法定幅度以内",
        cite: "《行政处罚法》第三十二条",
        severity: Severity::Hard,
        examine: fine_in_range,
    },
    Rule {
        id: "AP-20",
        name: "不予处罚应当教育",
        cite: "《行政处罚法》第三十三条第三款",
        severity: Severity::Hard,
        examine: educated,
    },
    Rule {
        id: "AP-43",
        name: "集体讨论决定",
        cite: "《行政处罚法》第五十七条第二款",
        severity: Severity::Hard,
        examine: deliberated,
    },
    Rule {
        id: "AP-44",
        name: "法制审核通过",
        cite: "《行政处罚法》第五十八条第一款",
        severity: Severity::Hard,
        examine: reviewed,
    },
    Rule {
        id: "AP-46",
        name: "办案、审核、决定三分离",
        cite: "《行政处罚法》第五十八条第一款",
        severity: Severity::Hard,
        examine: three_people,
    },
    Rule {
        id: "AP-49",
        name: "七日内送达决定",
        cite: "《行政处罚法》第六十一条第一款",
        severity: Severity::Soft,
        examine: delivered_in_time,
    },
];

fn correction_ordered(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let in_decision = dossier
        .decision
        .get()
        .and_then(|decision| decision.proposal.penalty())
        .is_some_and(|terms| !terms.correction.trim().is_empty());
    match dossier.correction {
        Fact::Is(true) => Outcome::Sound,
        Fact::Is(false) | Fact::Not if in_decision => Outcome::Sound,
        Fact::Is(false) | Fact::Not => Outcome::breach(
            "没有责令当事人改正违法行为。",
            "请下达责令改正违法行为通知书，或者在决定中写明责令改正的内容。",
        ),
        Fact::Unknown => Outcome::unknown("责令改正文书"),
    }
}

fn gains_confiscated(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let Some(terms) = dossier.decision.get().and_then(|d| d.proposal.penalty()) else {
        return Outcome::Sound;
    };
    let gains = terms.bases.amount(ILLEGAL_GAINS).unwrap_or(Fen(0));
    match terms.gains.cmp(&gains) {
        Ordering::Equal => Outcome::Sound,
        Ordering::Less => Outcome::breach(
            format!("认定违法所得{gains}，只没收{}。", terms.gains),
            "除依法应当退赔的以外，违法所得应当全部没收；退赔的请从认定数额中扣除并说明。",
        ),
        Ordering::Greater => Outcome::breach(
            format!("没收的违法所得{}多于认定的{gains}。", terms.gains),
            "请核对违法所得的认定。",
        ),
    }
}

fn fine_in_range(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    let Some(terms) = decision.proposal.penalty() else { return Outcome::Sound };
    let (Some(item), Some(act_on)) = (dossier.item.get(), dossier.act_on.get()) else {
        return Outcome::unknown("适用的事项和行为日期");
    };
    let Ok(item) = bench.law.item_at(item, *act_on) else {
        return Outcome::unknown("行为时有效的处罚依据");
    };
    let Some(branch) = item.branch(&terms.branch) else {
        return Outcome::breach(
            format!("事项中没有所选的处罚条款“{}”。", terms.branch),
            "请从该事项列出的条款中选择。",
        );
    };
    let tier = match &terms.tier {
        None => None,
        Some(chosen) => match branch.tier(&chosen.benchmark, &chosen.grade) {
            Some(tier) => Some(tier),
            None => {
                return Outcome::breach(
                    format!("所选条款没有“{}”这一裁量阶次。", chosen.grade),
                    "请从该条款的裁量基准中选择阶次。",
                );
            }
        },
    };
    let precondition = match disobeyed(dossier, decision.on) {
        Fact::Is(true) => Precondition::OnRecord,
        Fact::Unknown if branch.precondition.is_some() => {
            return Outcome::unknown("责令改正文书、送达日期和复查记录");
        }
        Fact::Is(false) | Fact::Not | Fact::Unknown => Precondition::Missing,
    };
    let proposal = FineProposal {
        amount: terms.fine,
        bases: &terms.bases,
        tier,
        departure: terms.departure.as_deref(),
        mitigation: terms.mitigation.as_ref(),
        precondition,
    };
    match check_fine(branch, &proposal) {
        Ok(_) => right_branch(dossier, bench, item, terms),
        Err(problems) => {
            let refusals: Vec<_> =
                problems.iter().map(crate::catalogue::DiscretionProblem::refusal).collect();
            let what: String = refusals.iter().map(|r| r.what.as_str()).collect();
            let next = refusals.first().map_or("", |r| r.next.words.as_str());
            Outcome::breach(what, next)
        }
    }
}

/// Whether an order to correct was delivered and its time ran out before the day.
///
/// That it was disobeyed is for the evidence to show; without a delivered order whose time is
/// over nobody can have disobeyed one.
fn disobeyed(dossier: &Dossier, on: Date) -> Fact<bool> {
    match (&dossier.correction, &dossier.correction_due) {
        (Fact::Is(true), Fact::Is(due)) => Fact::Is(*due < on),
        (Fact::Is(true) | Fact::Unknown, Fact::Unknown) => Fact::Unknown,
        (Fact::Is(false) | Fact::Not, _)
        | (Fact::Is(true), Fact::Not)
        | (Fact::Unknown, Fact::Is(_) | Fact::Not) => Fact::Is(false),
    }
}

/// Whether the chosen branch is the one for this party, these amounts and this gravity.
///
/// An amount exactly on an edge that the statute left open fits the lighter branch, by the
/// choice of a person (DB-07).
fn right_branch(
    dossier: &Dossier,
    bench: &Bench<'_>,
    item: &PowerItem,
    terms: &PenaltyTerms,
) -> Outcome {
    let Some(branch) = item.branch(&terms.branch) else { return Outcome::Sound };
    if branch.subject != Subject::Any {
        let Fact::Is(kind) = dossier.party_kind else { return Outcome::unknown("当事人类别") };
        let citizen =
            kind.counts_as_citizen(bench.law.rules.reading("DB-06") != Some("organisation"));
        if citizen != (branch.subject == Subject::Individual) {
            return Outcome::breach(
                format!("所选条款“{}”不适用于{}。", branch.when, kind.name_zh()),
                "请选择适用于该类当事人的条款。",
            );
        }
    }
    match item.fitting(&branch.act, terms.gravity, &terms.bases) {
        Ok(fitting)
            if fitting.fit.iter().any(|b| b.id == branch.id)
                || fitting.doubtful.iter().any(|d| d.branch.id == branch.id) =>
        {
            Outcome::Sound
        }
        Ok(_) => Outcome::breach(
            format!("认定的数额或者情节不属于所选条款“{}”的情形。", branch.when),
            "请按认定的数额和情节选择条款；数额有误的，先核对认定。",
        ),
        Err(problem) => {
            Outcome::breach(format!("{problem}。"), "请补充数额的认定和证据后再提出处罚。")
        }
    }
}

fn educated(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    match dossier.decision.get().and_then(|decision| decision.proposal.waiver()) {
        Some(waiver) if waiver.ground.is_violation() && waiver.education.is_blank() => {
            Outcome::breach(
                "对当事人不予处罚，但没有进行教育的记录。",
                "请记录教育的时间、内容和当事人的表示。",
            )
        }
        Some(_) | None => Outcome::Sound,
    }
}

/// A collective discussion is due for complex cases and for penalties that reach the hearing
/// threshold (MT-17).
// LEGAL-Q 2026-11-21 (法制审批科): which penalties are 重大 in 第五十七条第二款. Until the county
// says, those for which a hearing must be offered.
fn deliberated(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    let Some(terms) = decision.proposal.penalty() else { return Outcome::Sound };
    let Fact::Is(kind) = dossier.party_kind else { return Outcome::unknown("当事人类别") };
    let complex = match dossier.complex {
        Fact::Is(complex) => complex,
        Fact::Not => false,
        Fact::Unknown => return Outcome::unknown("是否情节复杂"),
    };
    if !complex && !hearing_due(bench.law, kind, terms, decision.on) {
        return Outcome::Sound;
    }
    match &dossier.deliberation {
        Fact::Is((_, fine)) if terms.fine <= *fine => Outcome::Sound,
        Fact::Is((_, fine)) => Outcome::breach(
            format!("集体讨论同意的罚款为{fine}，拟罚款{}超过讨论结论。", terms.fine),
            "请按讨论结论决定，或者重新讨论。",
        ),
        Fact::Not => Outcome::breach(
            if complex {
                "本案情节复杂，应当由行政机关负责人集体讨论决定，还没有讨论。"
            } else {
                "拟处罚达到重大标准，应当由行政机关负责人集体讨论决定，还没有讨论。"
            },
            "请在法制审核之后组织集体讨论并记录。",
        ),
        Fact::Unknown => Outcome::unknown("集体讨论笔录"),
    }
}

/// Every decision of the general procedure passes legal review (一案一审), which is more than
/// 第五十八条 demands and never less.
fn reviewed(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    if dossier.on_spot() {
        return Outcome::Sound;
    }
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    match dossier.review_passed_on {
        Fact::Is(on) if on <= decision.on => Outcome::Sound,
        Fact::Is(_) => Outcome::breach(
            "法制审核的日期晚于决定日期。",
            "未经法制审核不得作出决定；请核对日期。",
        ),
        Fact::Not => Outcome::breach(
            "没有经过法制审核或者审核没有通过，不得作出决定。",
            "请提交法制审核，审核通过后再决定。",
        ),
        Fact::Unknown => Outcome::unknown("法制审核意见书"),
    }
}

fn three_people(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    // On the spot the officers who found the facts decide (第五十一条).
    if dossier.on_spot() {
        return Outcome::Sound;
    }
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    let (Fact::Is(handlers), Fact::Is(by)) = (&dossier.handlers, &decision.by) else {
        return Outcome::unknown("办案人员和决定人员");
    };
    if handlers.contains(by) {
        return Outcome::breach(
            "作出决定的人是本案办案人员，办案与决定没有分离。",
            "请由其他负责人决定。",
        );
    }
    match &dossier.reviewer {
        Fact::Is(reviewer) if handlers.contains(reviewer) => Outcome::breach(
            "法制审核人员是本案办案人员，办案与审核没有分离。",
            "请由其他法制审核人员重新审核。",
        ),
        Fact::Is(reviewer) if reviewer == by => Outcome::breach(
            "法制审核人员与作出决定的是同一人，审核与决定没有分离。",
            "请由其他负责人决定。",
        ),
        Fact::Is(_) | Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("法制审核人员"),
    }
}

fn delivered_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let Some(decision) = dossier.decision.get() else { return Outcome::Sound };
    let Ok(reckoning) = bench.law.rules.due("AP-49", decision.on, &bench.law.calendar) else {
        return Outcome::unknown("该日期的工作日安排");
    };
    match dossier.decision_delivered {
        Fact::Is((on, _)) if on <= reckoning.last => Outcome::Sound,
        Fact::Is((on, _)) => Outcome::breach(
            format!(
                "决定书应当在{}前送达，实际于{}送达。",
                law::date_zh(reckoning.last),
                law::date_zh(on)
            ),
            "请在案卷中说明延迟送达的原因。",
        ),
        Fact::Not if bench.today <= reckoning.last => Outcome::Sound,
        Fact::Not => Outcome::breach(
            format!("决定书应当在{}前送达，还没有送达记录。", law::date_zh(reckoning.last)),
            "请尽快送达并登记。",
        ),
        Fact::Unknown => Outcome::unknown("决定书的送达回证"),
    }
}
