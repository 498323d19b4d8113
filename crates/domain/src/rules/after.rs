//! Rules on what follows a decision: delivery, money, publication, closing.

use jiff::civil::Date;
use law::{Fen, date_zh};

use super::procedure::later;
use super::{Bench, Dossier, Outcome, Rule, Severity, Verdict};
use crate::cases::DeliveryMethod;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "DL-01",
        name: "送达有回证",
        cite: "《民事诉讼法》第八十七条",
        severity: Severity::Serious,
        looks_at: "送达回证",
        examine: receipt,
    },
    Rule {
        id: "DL-03",
        name: "留置送达有见证人或者照片录像",
        cite: "《民事诉讼法》第八十九条",
        severity: Severity::Serious,
        looks_at: "留置送达的见证和音像记录",
        examine: left,
    },
    Rule {
        id: "DL-07",
        name: "公告送达的条件和期间",
        cite: "《民事诉讼法》第九十五条",
        severity: Severity::Serious,
        looks_at: "公告日期、送达日期和其他方式的尝试",
        examine: public_notice,
    },
    Rule {
        id: "AP-50",
        name: "电子送达经当事人同意并签订确认书",
        cite: "《行政处罚法》第六十一条第二款",
        severity: Severity::Serious,
        looks_at: "电子送达确认书",
        examine: electronic,
    },
    Rule {
        id: "AP-60",
        name: "罚缴分离，当场收缴有法定情形",
        cite: "《行政处罚法》第六十七条第一款",
        severity: Severity::Serious,
        looks_at: "罚款的收缴方式、程序和数额",
        examine: collected_lawfully,
    },
    Rule {
        id: "AP-64",
        name: "当场收缴出具专用票据",
        cite: "《行政处罚法》第七十条",
        severity: Severity::Serious,
        looks_at: "罚款专用票据",
        examine: receipted,
    },
    Rule {
        id: "AP-65",
        name: "当场收缴的罚款按期缴存",
        cite: "《行政处罚法》第七十一条",
        severity: Severity::Defect,
        looks_at: "收缴、交机关、缴银行的日期",
        examine: handed_in,
    },
    Rule {
        id: "AP-67",
        name: "加处罚款不超过罚款数额",
        cite: "《行政处罚法》第七十二条第一款第一项",
        severity: Severity::Serious,
        looks_at: "罚款和加处罚款的数额",
        examine: surcharge_capped,
    },
    Rule {
        id: "AC-25",
        name: "加处罚款的标准已经告知",
        cite: "《行政强制法》第四十五条第一款",
        severity: Severity::Defect,
        looks_at: "决定书是否告知加处罚款的标准",
        examine: surcharge_told,
    },
    Rule {
        id: "TS-04",
        name: "七个工作日内公开处罚决定",
        cite: "国办发〔2018〕118号",
        severity: Severity::Defect,
        looks_at: "公示日期",
        examine: published,
    },
    Rule {
        id: "TS-17",
        name: "公开时保护个人信息和秘密",
        cite: "《行政处罚法》第五十条",
        severity: Severity::Defect,
        looks_at: "公示文本",
        examine: masked,
    },
    Rule {
        id: "AP-33",
        name: "决定被撤销后三日内撤回公示",
        cite: "《行政处罚法》第四十八条第二款",
        severity: Severity::Defect,
        looks_at: "撤销和撤回公示的日期",
        examine: retracted,
    },
    Rule {
        id: "MT-24",
        name: "结案有法定情形并经批准",
        cite: "《交通运输行政执法程序规定》第八章",
        severity: Severity::Defect,
        looks_at: "结案报告和履行情况",
        examine: closed,
    },
    Rule {
        id: "AP-29",
        name: "全过程记录归档保存",
        cite: "《行政处罚法》第四十七条",
        severity: Severity::Defect,
        looks_at: "卷宗目录和归档",
        examine: bound,
    },
];

/// Every clock that follows begins with a delivery that can be shown (DL-10).
fn receipt(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.decided_on()?;
    let delivery = dossier.delivery.concerned("决定书的送达")?;
    Ok(if delivery.receipt.yes("送达回证")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "决定书没有送达回证，不能证明已经送达。",
            "请补充能证明送达的材料；不能证明的，重新送达。",
        )
    })
}

/// The delivery, when it was made by the method.
fn by(dossier: &Dossier, method: DeliveryMethod) -> Result<&super::DeliveryFact, Outcome> {
    let delivery = dossier.delivery.concerned("决定书的送达")?;
    if *delivery.method.concerned("送达方式")? == method {
        Ok(delivery)
    } else {
        Err(Outcome::Sound)
    }
}

/// A witness or a film; the film is what the State Council asks for besides (TS-09).
fn left(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let delivery = by(dossier, DeliveryMethod::Left)?;
    Ok(if delivery.witnessed.yes("留置送达的见证人签名或者照片录像")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "留置送达没有见证人签名，也没有照片或者录像。",
            "请补充音像记录；不能补充的，重新送达。",
        )
    })
}

/// Thirty days, unless the sector's rule says more (DB-05, DB-12).
fn public_notice(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let delivery = by(dossier, DeliveryMethod::PublicNotice)?;
    if !delivery.others_failed.yes("下落不明或者其他方式无法送达的证明")? {
        return Ok(Outcome::breach(
            "没有当事人下落不明或者其他方式无法送达的证明，就公告送达。",
            "请先用其他方式送达；确实无法送达的，写明原因和经过后公告。",
        ));
    }
    let announced = *delivery.announced_on.concerned("公告日期")?;
    let counted = *delivery.on.need("决定书视为送达的日期")?;
    let last = bench.last_day("DL-07", announced)?;
    Ok(if counted < last {
        Outcome::breach(
            format!("{}公告，到{}才期满，期满之前不视为送达。", date_zh(announced), date_zh(last)),
            "请更正送达日期，并重新计算以送达起算的期限。",
        )
    } else {
        Outcome::Sound
    })
}

fn electronic(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let delivery = by(dossier, DeliveryMethod::Electronic)?;
    Ok(if delivery.agreed.yes("电子送达确认书")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "没有当事人同意并签订的确认书，采用了电子送达。",
            "请改用其他方式重新送达。",
        )
    })
}

/// A hundred yuan on the spot, or hard to enforce (AP-62); remote places at the party's request
/// in either procedure (AP-63).
fn collected_lawfully(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    let collected = dossier.money.collected.concerned("是否由执法人员当场收缴")?;
    if collected.remote_and_asked.yes("是否在边远水上地区由当事人提出当场缴纳")?
    {
        return Ok(Outcome::Sound);
    }
    let summary = match dossier.summary() {
        Ok(()) => true,
        Err(Outcome::Sound | Outcome::Breach { .. }) => false,
        Err(open) => return Err(open),
    };
    if summary {
        let most = bench.law.rules.at("AP-62", penalty.on).ok().and_then(law::Parameter::amount);
        let most = most.ok_or_else(|| Outcome::unknown("该日期的当场收缴限额"))?;
        if penalty.fine()? <= most || collected.hard_to_enforce.yes("事后是否难以执行")? {
            return Ok(Outcome::Sound);
        }
    }
    Ok(Outcome::breach(
        "执法人员当场收缴罚款，没有法律规定可以当场收缴的情形。",
        "罚款应当由当事人到指定银行或者通过电子支付缴纳；请核对收缴情形并说明。",
    ))
}

fn receipted(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let collected = dossier.money.collected.concerned("是否由执法人员当场收缴")?;
    Ok(if collected.receipt.yes("罚款专用票据")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "当场收缴罚款没有出具财政部门统一制发的专用票据。",
            "请补开票据并核对款项去向；不出具的，当事人有权拒绝缴纳。",
        )
    })
}

fn handed_in(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let collected = dossier.money.collected.concerned("是否由执法人员当场收缴")?;
    let on = *collected.on.need("当场收缴的日期")?;
    let steps = [
        ("AP-65.officer", "执法人员交至行政机关", &collected.handed_in_on),
        ("AP-65.authority", "行政机关缴付银行", &collected.banked_on),
    ];
    let mut from = on;
    for (rule, what, day) in steps {
        let last = bench.last_day(rule, from)?;
        match day.known(what)? {
            Some(day) if *day <= last => from = *day,
            None if bench.today <= last => return Ok(Outcome::Sound),
            Some(_) | None => {
                return Ok(Outcome::breach(
                    format!("{what}应当在{}前办理，没有按期办理。", date_zh(last)),
                    "请尽快缴存并说明原因。",
                ));
            }
        }
    }
    Ok(Outcome::Sound)
}

fn surcharge_capped(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let penalty = dossier.penalty()?;
    let surcharge = *dossier.money.surcharge.concerned("加处罚款的数额")?;
    let fine = penalty.fine()?;
    Ok(if surcharge <= fine {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!("加处罚款{surcharge}超过罚款数额{fine}。"),
            "请退还超过部分，更正催告书和申请。",
        )
    })
}

fn surcharge_told(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    let surcharge = *dossier.money.surcharge.concerned("加处罚款的数额")?;
    Ok(if surcharge == Fen(0) || dossier.money.surcharge_told.yes("加处罚款标准的告知")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "加处罚款之前没有告知当事人加处罚款的标准。",
            "请补充告知；没有告知的，加处罚款缺少依据。",
        )
    })
}

fn published(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let on = dossier.decided_on()?;
    // A decision that is only proposed is not published.
    dossier.decision_parts.concerned("处罚决定书")?;
    if !dossier.publicity.due.yes("该决定是否应当公开")? {
        return Ok(Outcome::Sound);
    }
    let last = bench.last_day("TS-04", on)?;
    Ok(match dossier.publicity.on.known("公示日期")? {
        Some(day) if *day <= last => Outcome::Sound,
        None if bench.today <= last => Outcome::Sound,
        Some(day) => Outcome::breach(
            format!("处罚决定应当在{}前公开，实际于{}公开。", date_zh(last), date_zh(*day)),
            "请说明迟延原因。",
        ),
        None => Outcome::breach(
            format!("处罚决定应当在{}前公开，还没有公开。", date_zh(last)),
            "请公开；依法不公开的，写明理由。",
        ),
    })
}

fn masked(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.publicity.on.concerned("公示日期")?;
    Ok(if dossier.publicity.masked.yes("公示文本是否隐去个人信息和秘密")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "公示文本没有隐去依法不应公开的个人信息或者秘密。",
            "请立即撤下，处理后重新公开。",
        )
    })
}

fn retracted(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let revoked = *dossier.publicity.revoked_on.concerned("决定是否被变更、撤销或者确认违法")?;
    let never: Option<&Date> = match &dossier.publicity.retracted_on {
        // Withdrawn in our own record: it had been published.
        super::Fact::Is(day) => Some(day),
        super::Fact::Not | super::Fact::Unknown => {
            dossier.publicity.on.concerned("公示日期")?;
            dossier.publicity.retracted_on.known("撤回公示的日期")?
        }
    };
    let last = bench.last_day("AP-33", revoked)?;
    Ok(match never {
        Some(day) if *day <= last => Outcome::Sound,
        None if bench.today <= last => Outcome::Sound,
        Some(_) | None => Outcome::breach(
            format!(
                "决定于{}被变更、撤销或者确认违法，应当在{}前撤回公示，没有按期撤回。",
                date_zh(revoked),
                date_zh(last)
            ),
            "请立即撤回并公开说明理由。",
        ),
    })
}

fn closed(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let closing = dossier.closing.concerned("是否结案")?;
    if !closing.grounded.yes("结案的情形（履行完毕、撤销、终结等）")? {
        return Ok(Outcome::breach(
            "决定没有履行完毕，也没有其他可以结案的情形，却已结案。",
            "请恢复办理，催告或者依法申请强制执行。",
        ));
    }
    Ok(if closing.approved.yes("结案的批准")? {
        Outcome::Sound
    } else {
        Outcome::breach("结案没有经负责人批准。", "请补充结案报告和批准意见。")
    })
}

fn bound(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let closing = dossier.closing.concerned("是否结案")?;
    let on = *closing.on.need("结案日期")?;
    // The law gives no number of days; a month is what the archive's reminder says.
    if bench.today <= later(on, 30)? {
        return Ok(Outcome::Sound);
    }
    Ok(if closing.bound.yes("卷宗是否装订归档")? {
        Outcome::Sound
    } else {
        Outcome::breach("结案后案卷没有整理归档。", "请按目录整理、编页并归档。")
    })
}
