//! Rules on who may penalise at all, on what basis, and whom.

use law::date_zh;

use super::{Bench, Dossier, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-02",
        name: "处罚有公布的法定依据",
        cite: "《行政处罚法》第四条",
        severity: Severity::Void,
        looks_at: "决定适用的法律、法规、规章",
        examine: lawful_basis,
    },
    Rule {
        id: "AP-04",
        name: "委托执法有书面委托并以委托机关名义",
        cite: "《行政处罚法》第二十条",
        severity: Severity::Void,
        looks_at: "委托书和决定书的署名机关",
        examine: entrustment,
    },
    Rule {
        id: "AP-07",
        name: "行政强制措施不得委托",
        cite: "《行政强制法》第十七条第一款",
        severity: Severity::Void,
        looks_at: "实施强制措施的机关",
        examine: measures_not_entrusted,
    },
    Rule {
        id: "AP-11",
        name: "应当回避的已经回避",
        cite: "《行政处罚法》第四十三条",
        severity: Severity::Serious,
        looks_at: "回避申请和决定",
        examine: recusal,
    },
    Rule {
        id: "AP-12",
        name: "地域和级别管辖",
        cite: "《行政处罚法》第二十二条",
        severity: Severity::Serious,
        looks_at: "违法行为发生地和级别管辖",
        examine: territory,
    },
    Rule {
        id: "AP-15",
        name: "同一违法行为不得两次罚款",
        cite: "《行政处罚法》第二十九条",
        severity: Severity::Serious,
        looks_at: "同一行为是否已经罚款",
        examine: fined_once,
    },
    Rule {
        id: "AP-17",
        name: "无责任能力的不予处罚",
        cite: "《行政处罚法》第三十一条",
        severity: Severity::Serious,
        looks_at: "当事人辨认和控制行为的能力",
        examine: capable,
    },
    Rule {
        id: "AP-24",
        name: "适用行为时的规定，新规定较轻的从新",
        cite: "《行政处罚法》第三十七条",
        severity: Severity::Serious,
        looks_at: "所引规定的施行期间和违法行为日期",
        examine: law_in_time,
    },
];

fn lawful_basis(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    Ok(
        if dossier.basis.lawful.yes("决定引用的依据是否为公布的法律、法规、规章")?
        {
            Outcome::Sound
        } else {
            Outcome::breach(
                "决定没有引用公布的法律、法规、规章作为依据，没有法定依据的处罚无效。",
                "请核对处罚依据；确无依据的，应当撤销决定。",
            )
        },
    )
}

/// The entrusted body acts in the name of the authority that entrusted it, by a deed in force.
fn entrustment(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    if !dossier.entrusted.yes("是否委托执法")? {
        return Ok(Outcome::Sound);
    }
    if !dossier.deed_in_force.yes("委托书及其期限、范围")? {
        return Ok(Outcome::breach(
            "没有在有效期和委托范围以内的书面委托书。",
            "请核对委托书的事项、权限和期限；没有委托的，由委托机关自行处理。",
        ));
    }
    dossier.penalty()?;
    Ok(if dossier.principal_named.yes("决定书的署名机关")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "受委托组织没有以委托机关的名义作出决定。",
            "请由委托机关以自己的名义重新作出决定。",
        )
    })
}

fn measures_not_entrusted(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let measures = dossier.measures.concerned("是否采取强制措施")?;
    let Some(first) = measures.first() else { return Ok(Outcome::Sound) };
    Ok(if dossier.entrusted.yes("是否委托执法")? {
        Outcome::breach(
            format!("受委托的组织实施了{}，行政强制措施权不得委托。", first.what),
            "请立即解除，由有权机关依法处理。",
        )
    } else {
        Outcome::Sound
    })
}

/// Grounds, request and decision (MT-03); the investigation goes on until it is decided.
fn recusal(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    if dossier.interested.yes("办案人员与案件的利害关系")? {
        return Ok(Outcome::breach(
            "与案件有直接利害关系或者其他关系、可能影响公正的人员没有回避。",
            "请更换人员，其所作的调查是否有效由机关决定，必要时重新调查。",
        ));
    }
    Ok(match dossier.recusal_decided.known("回避申请及其决定")? {
        Some(false) => Outcome::breach(
            "当事人申请回避，卷内没有行政机关负责人的决定。",
            "请由负责人对回避申请作出决定并告知当事人。",
        ),
        Some(true) | None => Outcome::Sound,
    })
}

fn territory(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    Ok(if dossier.in_territory.yes("违法行为发生地和级别管辖")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "违法行为不属于本机关的地域或者级别管辖。",
            "请移送有管辖权的机关；有指定管辖的，补附指定管辖文书。",
        )
    })
}

fn fined_once(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    if dossier.penalty()?.fine()?.0 == 0 {
        return Ok(Outcome::Sound);
    }
    let question = if dossier.fined_in.is_empty() {
        "同一违法行为以前是否已经罚款".to_owned()
    } else {
        format!("对两案是否为同一违法行为的说明（{}）", dossier.fined_in)
    };
    Ok(if dossier.fined_before.yes(&question)? {
        let where_fined = &dossier.fined_in;
        Outcome::breach(
            if where_fined.is_empty() {
                "对同一个违法行为给予了两次以上罚款。".to_owned()
            } else {
                format!("同一个违法行为已经罚款，不得再次罚款：{where_fined}。")
            },
            "请撤销后一次罚款；触犯多个规定的，按罚款数额高的规定处罚一次。",
        )
    } else {
        Outcome::Sound
    })
}

fn capable(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    if !dossier.incapable.yes("当事人的精神、智力状况")? {
        return Ok(Outcome::Sound);
    }
    dossier.penalty()?;
    Ok(Outcome::breach(
        "当事人在不能辨认或者不能控制自己行为时违法，不予行政处罚。",
        "请作出不予行政处罚决定，并责令监护人严加看管和治疗。",
    ))
}

/// The version in force at the act; a later one only when it is lighter or finds no violation.
fn law_in_time(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    let act_on = *dossier.act_on.need("违法行为发生日期")?;
    let from = *dossier.basis.from.need("所引规定的施行日期")?;
    let until = dossier.basis.until.known("所引规定的失效日期")?;
    if until.is_some_and(|until| *until < act_on) {
        return Ok(Outcome::breach(
            format!("违法行为发生于{}，所引规定在此之前已经失效。", date_zh(act_on)),
            "请适用违法行为发生时有效的规定，重新作出决定。",
        ));
    }
    let lighter = "其他版本的规定是否处罚较轻或者不认为违法";
    if act_on < from {
        return Ok(if dossier.basis.other_is_lighter.yes(lighter)? {
            Outcome::breach(
                format!(
                    "违法行为发生于{}，却适用了{}起施行的较重规定。",
                    date_zh(act_on),
                    date_zh(from)
                ),
                "请适用违法行为发生时的规定。",
            )
        } else {
            Outcome::Sound
        });
    }
    Ok(if dossier.basis.other_is_lighter.yes(lighter)? {
        Outcome::breach(
            "作出决定时规定已经修改，新规定处罚较轻或者不认为违法，却适用了旧规定。",
            "请适用新的规定，重新作出决定。",
        )
    } else {
        Outcome::Sound
    })
}
