//! Rules on the order of the steps and on who takes them.

use jiff::civil::Date;
use law::date_zh;

use super::{Bench, Dossier, Fact, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-39",
        name: "先立案，后调查处理",
        cite: "《行政处罚法》第五十四条第二款",
        severity: Severity::Serious,
        looks_at: "立案审批表和立案日期",
        examine: filed_first,
    },
    Rule {
        id: "AP-42",
        name: "行政机关负责人审查决定",
        cite: "《行政处罚法》第五十七条第一款",
        severity: Severity::Serious,
        looks_at: "处罚决定审批表",
        examine: decided_by_head,
    },
    Rule {
        id: "AP-43.order",
        name: "听证在讨论之前，讨论在决定之前",
        cite: "《行政处罚法》第五十七条",
        severity: Severity::Serious,
        looks_at: "听证、集体讨论和决定的日期",
        examine: deliberation_in_order,
    },
    Rule {
        id: "AP-44.order",
        name: "听证在法制审核之前",
        cite: "《行政处罚法》第五十八条第一款",
        severity: Severity::Defect,
        looks_at: "听证和法制审核的日期",
        examine: review_in_order,
    },
    Rule {
        id: "AP-45",
        name: "法制审核人员的资格",
        cite: "《行政处罚法》第五十八条第二款",
        severity: Severity::Defect,
        looks_at: "审核人员的法律职业资格",
        examine: reviewer_qualified,
    },
    Rule {
        id: "AP-47",
        name: "决定书载明法定事项",
        cite: "《行政处罚法》第五十九条",
        severity: Severity::Serious,
        looks_at: "处罚决定书",
        examine: complete_decision,
    },
    Rule {
        id: "RM-08",
        name: "告知正确的救济途径和期限",
        cite: "《行政复议法》第二十条",
        severity: Severity::Defect,
        looks_at: "决定书的复议、诉讼告知",
        examine: remedies,
    },
];

fn filed_first(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.general()?;
    let decided = dossier.decided_on()?;
    let Some(opened_on) = dossier.opened_on.known("立案日期")? else {
        return Ok(Outcome::breach(
            "按普通程序处罚，但没有立案。",
            "立案不能事后补办；请在评查结论中如实记载。",
        ));
    };
    if decided < *opened_on {
        return Ok(late("立案", *opened_on, "决定", decided));
    }
    let told = match dossier.notice.known("告知书")? {
        Some(notice) => notice.delivered_on.known("告知书的送达日期")?,
        None => None,
    };
    if let Some(told) = told.filter(|told| *told < opened_on) {
        return Ok(late("立案", *opened_on, "告知", *told));
    }
    if !dossier.filing_approved.yes("立案的批准")? {
        return Ok(Outcome::breach(
            "立案没有经行政机关负责人批准。",
            "请核对立案审批表；没有批准的，如实记载。",
        ));
    }
    Ok(Outcome::Sound)
}

/// An earlier step that has a later day.
fn late(earlier: &str, earlier_on: Date, later: &str, later_on: Date) -> Outcome {
    Outcome::breach(
        format!(
            "{earlier}（{}）晚于{later}（{}），程序倒置。",
            date_zh(earlier_on),
            date_zh(later_on)
        ),
        "请核对两份文书的日期；确属倒置的，程序违法，不能补正。",
    )
}

fn decided_by_head(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.general()?;
    dossier.decided_on()?;
    // A decision that is only proposed has no approval yet.
    if dossier.decision.get().is_some_and(|it| it.by == Fact::Not) {
        return Ok(Outcome::Sound);
    }
    Ok(match dossier.decided_by_head.known("行政机关负责人的审批意见")? {
        Some(true) => Outcome::Sound,
        Some(false) => Outcome::breach(
            "决定没有经行政机关负责人审查批准。",
            "请核对审批表；没有批准的，决定应当撤销。",
        ),
        None => Outcome::unknown("行政机关负责人的审批意见"),
    })
}

fn deliberation_in_order(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let deliberation = dossier.deliberation.concerned("集体讨论笔录")?;
    let on = *deliberation.on.need("集体讨论的日期")?;
    let decided = dossier.decided_on()?;
    if decided < on {
        return Ok(late("集体讨论", on, "决定", decided));
    }
    let heard = match &dossier.hearing {
        Fact::Not => return Ok(Outcome::Sound),
        Fact::Unknown => return Ok(Outcome::unknown("当事人是否要求听证")),
        Fact::Is(hearing) => hearing.day.concerned("听证日期")?,
    };
    Ok(if on < *heard { late("听证", *heard, "集体讨论", on) } else { Outcome::Sound })
}

/// What the hearing brought must be before the reviewer.
fn review_in_order(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let reviewed = *dossier.review_passed_on.concerned("法制审核日期")?;
    let hearing = dossier.hearing.concerned("当事人是否要求听证")?;
    let heard = *hearing.day.concerned("听证日期")?;
    Ok(if reviewed < heard {
        late("听证", heard, "法制审核", reviewed)
    } else {
        Outcome::Sound
    })
}

fn reviewer_qualified(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.review_passed_on.concerned("法制审核意见书")?;
    Ok(if dossier.reviewer_qualified.yes("审核人员的法律职业资格或者从业经历")? {
        Outcome::Sound
    } else {
        Outcome::breach("初次从事法制审核的人员没有取得法律职业资格。", "请由具有资格的人员审核。")
    })
}

fn complete_decision(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    // A decision that is only proposed has no document yet.
    let parts = dossier.decision_parts.concerned("处罚决定书全文")?;
    let missing: Vec<&str> = parts
        .iter()
        .filter(|(_, there)| there.yes("决定书") == Ok(false))
        .map(|(name, _)| name.as_str())
        .collect();
    if !missing.is_empty() {
        return Ok(Outcome::breach(
            format!("决定书缺少{}。", missing.join("、")),
            "请依法更正或者重新制作决定书并送达。",
        ));
    }
    Ok(if parts.iter().any(|(_, there)| there.is_unknown()) {
        Outcome::unknown("决定书的法定事项是否齐全")
    } else {
        Outcome::Sound
    })
}

/// Sixty days and six months unless a law says otherwise (RM-01, RM-06).
fn remedies(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    let told = dossier.remedies.concerned("决定书的救济告知")?;
    if told.special_period.yes("法律是否另有规定的期限")? {
        return Ok(Outcome::Sound);
    }
    if told.reconsideration_days.known("告知的复议期限")?.is_none_or(|days| *days != 60) {
        return Ok(Outcome::breach(
            "决定书没有告知六十日的行政复议期限。",
            "请更正告知；复议申请期限自当事人知道之日起重新计算。",
        ));
    }
    dossier.general()?;
    Ok(match told.suit_months.known("告知的起诉期限")? {
        Some(6) => Outcome::Sound,
        Some(_) | None => Outcome::breach(
            "决定书没有告知六个月的起诉期限。",
            "请更正告知；起诉期限自当事人知道之日起重新计算。",
        ),
    })
}
