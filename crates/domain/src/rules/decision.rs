//! Rules on the decision itself: who made it, after what, and within which bounds.

use std::cmp::Ordering;

use jiff::civil::Date;
use law::{Fen, date_zh};

use super::dossier::Penalty;
use super::party_rights::hearing_asked;
use super::{Bench, Dossier, Fact, Outcome, Rule, Severity, Verdict};
use crate::cases::{DeliveryMethod, PenaltyTerms};
use crate::catalogue::fine::ILLEGAL_GAINS;
use crate::catalogue::{
    AppliesWhen, Branch, Days, Doubtful, FineProposal, PowerItem, Precondition, Subject, check_fine,
};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-13",
        name: "责令改正",
        cite: "《行政处罚法》第二十八条第一款",
        severity: Severity::Defect,
        looks_at: "责令改正文书或者决定书中的改正要求",
        examine: correction_ordered,
    },
    Rule {
        id: "AP-14",
        name: "没收违法所得",
        cite: "《行政处罚法》第二十八条第二款",
        severity: Severity::Serious,
        looks_at: "认定的和没收的违法所得",
        examine: gains_confiscated,
    },
    Rule {
        id: "AP-18",
        name: "罚款在法定幅度以内",
        cite: "《行政处罚法》第三十二条",
        severity: Severity::Serious,
        looks_at: "罚款数额、法定幅度和裁量理由",
        examine: fine_in_range,
    },
    Rule {
        id: "AP-20",
        name: "不予处罚应当教育",
        cite: "《行政处罚法》第三十三条第三款",
        severity: Severity::Serious,
        looks_at: "教育记录",
        examine: educated,
    },
    Rule {
        id: "AP-43",
        name: "集体讨论决定",
        cite: "《行政处罚法》第五十七条第二款",
        severity: Severity::Serious,
        looks_at: "集体讨论笔录",
        examine: deliberated,
    },
    Rule {
        id: "AP-44",
        name: "法制审核通过",
        cite: "《行政处罚法》第五十八条第一款",
        severity: Severity::Serious,
        looks_at: "法制审核意见书",
        examine: reviewed,
    },
    Rule {
        id: "AP-46",
        name: "办案、审核、决定三分离",
        cite: "《行政处罚法》第五十八条第一款",
        severity: Severity::Serious,
        looks_at: "办案、审核和决定人员",
        examine: three_people,
    },
    Rule {
        id: "AP-49",
        name: "七日内送达决定",
        cite: "《行政处罚法》第六十一条第一款",
        severity: Severity::Defect,
        looks_at: "决定书的送达回证",
        examine: delivered_in_time,
    },
];

fn correction_ordered(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    let in_decision = penalty.terms().is_ok_and(|terms| !terms.correction.trim().is_empty());
    Ok(if in_decision || dossier.correction.yes("责令改正文书")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "没有责令当事人改正违法行为。",
            "请下达责令改正违法行为通知书，或者在决定中写明责令改正的内容。",
        )
    })
}

fn gains_confiscated(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    let own = |pick: fn(&PenaltyTerms) -> Fen| penalty.terms().map(pick);
    let found = match dossier.gains_found.known("认定的违法所得")? {
        Some(found) => *found,
        None => own(|terms| terms.bases.amount(ILLEGAL_GAINS).unwrap_or(Fen(0)))?,
    };
    let taken = match dossier.gains_taken.known("没收的违法所得")? {
        Some(taken) => *taken,
        None => own(|terms| terms.gains)?,
    };
    Ok(match taken.cmp(&found) {
        Ordering::Equal => Outcome::Sound,
        Ordering::Less => Outcome::breach(
            format!("认定违法所得{found}，只没收{taken}。"),
            "除依法应当退赔的以外，违法所得应当全部没收；退赔的请从认定数额中扣除并说明。",
        ),
        Ordering::Greater => Outcome::breach(
            format!("没收的违法所得{taken}多于认定的{found}。"),
            "请核对违法所得的认定。",
        ),
    })
}

fn fine_in_range(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    match &dossier.basis.range {
        Fact::Is(range) => stated_range(dossier, *range, penalty.fine()?),
        Fact::Not | Fact::Unknown => Ok(catalogued_range(dossier, bench, &penalty)?),
    }
}

/// The range as the file states it, for matters that our catalogue does not hold.
fn stated_range(dossier: &Dossier, (least, most): (Fen, Fen), fine: Fen) -> Verdict {
    if most < fine {
        return Ok(Outcome::breach(
            format!("罚款{fine}高于法定最高数额{most}。"),
            "请按法定幅度重新决定。",
        ));
    }
    if least <= fine {
        return Ok(Outcome::Sound);
    }
    Ok(if dossier.basis.mitigated.yes("法定减轻处罚情形及其证据")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!("罚款{fine}低于法定最低数额{least}，没有法定减轻处罚情形。"),
            "有《行政处罚法》第三十二条等规定情形的，补充证据和理由；没有的重新决定。",
        )
    })
}

/// The range of our own catalogue.
fn catalogued_range(
    dossier: &Dossier,
    bench: &Bench<'_>,
    penalty: &Penalty<'_>,
) -> Result<Outcome, Outcome> {
    let terms = penalty.terms()?;
    let (Some(item), Some(act_on)) = (dossier.item.get(), dossier.act_on.get()) else {
        return Ok(Outcome::unknown("适用的事项和行为日期，或者法定罚款幅度"));
    };
    let Ok(item) = bench.law.item_applied(item, *act_on, terms.law_from) else {
        return Ok(Outcome::unknown("行为时有效的处罚依据"));
    };
    let days = Days { act: *act_on, decision: penalty.on };
    Ok(branch_range(dossier, bench, item, (terms, days)))
}

fn branch_range(
    dossier: &Dossier,
    bench: &Bench<'_>,
    item: &PowerItem,
    (terms, days): (&PenaltyTerms, Days),
) -> Outcome {
    let Some(branch) = item.branch(&terms.branch) else {
        return Outcome::breach(
            format!("事项中没有所选的处罚条款“{}”。", terms.branch),
            "请从该事项列出的条款中选择。",
        );
    };
    let tier = match &terms.tier {
        None => None,
        Some(chosen) => match branch.tier(&chosen.benchmark, &chosen.grade) {
            Some(tier) => {
                let named = (chosen.benchmark.as_str(), chosen.grade.as_str());
                if let Err(wrong) = branch.may_measure(named, days, &terms.bases) {
                    return Outcome::breach(wrong.what, wrong.next);
                }
                Some(tier)
            }
            None => {
                return Outcome::breach(
                    format!("所选条款没有“{}”这一裁量阶次。", chosen.grade),
                    "请从该条款的裁量基准中选择阶次。",
                );
            }
        },
    };
    let precondition = match disobeyed(dossier, days.decision) {
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
        things: &terms.things,
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
/// choice of a person; a county may read that it fits the heavier one (DB-07).
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
                || fitting.doubtful.iter().any(|d| on_the_edge(d, branch, terms, bench)) =>
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

/// Whether the branch is the one for an amount exactly on an edge: the lighter, or by the other
/// reading the one that begins there.
fn on_the_edge(
    doubtful: &Doubtful<'_>,
    branch: &Branch,
    terms: &PenaltyTerms,
    bench: &Bench<'_>,
) -> bool {
    if bench.law.rules.reading(doubtful.debatable) != Some("multiple") {
        return doubtful.branch.id == branch.id;
    }
    let begins = |when: &AppliesWhen| {
        terms.bases.amount(&when.base).is_ok_and(|amount| when.begins_at(amount))
    };
    branch.act == doubtful.branch.act && branch.applies.as_ref().is_some_and(begins)
}

fn educated(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let decision = dossier.decision.concerned("处罚决定书")?;
    if decision.penal.yes("决定是否给予处罚")? {
        return Ok(Outcome::Sound);
    }
    Ok(if dossier.educated.yes("教育的记录")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "对当事人不予处罚，但没有进行教育的记录。",
            "请记录教育的时间、内容和当事人的表示。",
        )
    })
}

/// A collective discussion is due for complex cases and for penalties that reach the hearing
/// threshold (MT-17).
// LEGAL-Q 2026-11-21 (法制审批科): which penalties are 重大 in 第五十七条第二款. Until the county
// says, those for which a hearing must be offered; of a file from elsewhere it is asked.
fn deliberated(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    dossier.general()?;
    let complex = dossier.complex.yes("是否情节复杂或者重大违法")?;
    if !complex {
        if !hearing_asked(dossier, bench, &penalty)? {
            return Ok(Outcome::Sound);
        }
        if dossier.standard.hearing_from != Fact::Not && dossier.deliberation == Fact::Not {
            return Ok(Outcome::unknown("当地关于重大违法行为应当集体讨论的标准"));
        }
    }
    let Some(deliberation) = dossier.deliberation.known("集体讨论笔录")? else {
        return Ok(Outcome::breach(
            if complex {
                "本案情节复杂，应当由行政机关负责人集体讨论决定，还没有讨论。"
            } else {
                "拟处罚达到重大标准，应当由行政机关负责人集体讨论决定，还没有讨论。"
            },
            "请在法制审核之后组织集体讨论并记录。",
        ));
    };
    let agreed = *deliberation.fine.need("集体讨论同意的罚款数额")?;
    let fine = penalty.fine()?;
    Ok(if fine <= agreed {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!("集体讨论同意的罚款为{agreed}，拟罚款{fine}超过讨论结论。"),
            "请按讨论结论决定，或者重新讨论。",
        )
    })
}

/// Every decision of our own general procedure passes legal review (一案一审), which is more than
/// 第五十八条 demands and never less; of a file from elsewhere it is asked where the law asks it.
fn reviewed(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let on = dossier.decided_on()?;
    dossier.general()?;
    match dossier.review_passed_on.known("法制审核意见书")? {
        Some(reviewed) if *reviewed <= on => Ok(Outcome::Sound),
        Some(_) => Ok(Outcome::breach(
            "法制审核的日期晚于决定日期。",
            "未经法制审核不得作出决定；请核对日期。",
        )),
        None if dossier.standard.review_due.yes("是否属于应当法制审核的情形")? => {
            Ok(Outcome::breach(
                "没有经过法制审核或者审核没有通过，不得作出决定。",
                "请提交法制审核，审核通过后再决定。",
            ))
        }
        None => Ok(Outcome::Sound),
    }
}

fn three_people(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.decided_on()?;
    dossier.general()?;
    let (Some(handlers), Some(by)) =
        (dossier.handlers.get(), dossier.decision.get().and_then(|decision| decision.by.get()))
    else {
        return Ok(Outcome::unknown("办案人员和决定人员"));
    };
    if handlers.contains(by) {
        return Ok(Outcome::breach(
            "作出决定的人是本案办案人员，办案与决定没有分离。",
            "请由其他负责人决定。",
        ));
    }
    let reviewer = dossier.reviewer.concerned("法制审核人员")?;
    Ok(if handlers.contains(reviewer) {
        Outcome::breach(
            "法制审核人员是本案办案人员，办案与审核没有分离。",
            "请由其他法制审核人员重新审核。",
        )
    } else if reviewer == by {
        Outcome::breach(
            "法制审核人员与作出决定的是同一人，审核与决定没有分离。",
            "请由其他负责人决定。",
        )
    } else {
        Outcome::Sound
    })
}

fn delivered_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let last = bench.last_day("AP-49", dossier.decided_on()?)?;
    let delivery = dossier.delivery.known("决定书的送达回证")?;
    let on = match delivery {
        Some(delivery) => delivery.on.known("决定书的送达日期")?,
        None => None,
    };
    match on {
        Some(on) if *on <= last => return Ok(Outcome::Sound),
        // A public notice begins in time and takes effect weeks later.
        Some(_) => {
            let method = delivery.map_or(&Fact::Unknown, |delivery| &delivery.method);
            if *method.need("送达方式")? == DeliveryMethod::PublicNotice {
                return Ok(Outcome::Sound);
            }
        }
        None if bench.today <= last => return Ok(Outcome::Sound),
        None => {}
    }
    Ok(match on {
        Some(on) => Outcome::breach(
            format!("决定书应当在{}前送达，实际于{}送达。", date_zh(last), date_zh(*on)),
            "请在案卷中说明延迟送达的原因。",
        ),
        None => Outcome::breach(
            format!("决定书应当在{}前送达，还没有送达记录。", date_zh(last)),
            "请尽快送达并登记。",
        ),
    })
}
