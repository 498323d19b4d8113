//! Rules on who acts and when: qualification, limitation, evidence, the ninety days.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::date_zh;

use super::{ActFact, ActKind, Bench, Dossier, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-03",
        name: "主体和职权合法",
        cite: "《行政处罚法》第三十八条",
        severity: Severity::Void,
        looks_at: "办案机构和事项的授权依据",
        examine: competent_body,
    },
    Rule {
        id: "AP-08",
        name: "执法人员具有执法资格",
        cite: "《行政处罚法》第四十二条第一款",
        severity: Severity::Serious,
        looks_at: "执法人员证件的有效期",
        examine: qualified_officers,
    },
    Rule {
        id: "AP-09",
        name: "执法人员不少于两人",
        cite: "《行政处罚法》第四十二条第一款",
        severity: Severity::Serious,
        looks_at: "每次调查和送达的人员",
        examine: two_officers,
    },
    Rule {
        id: "AP-10",
        name: "出示执法证件",
        cite: "《行政处罚法》第五十五条第一款",
        severity: Severity::Serious,
        looks_at: "调查和检查笔录",
        examine: certificates_shown,
    },
    Rule {
        id: "AP-16",
        name: "不满十四周岁不予处罚",
        cite: "《行政处罚法》第三十条",
        severity: Severity::Serious,
        looks_at: "当事人的出生日期",
        examine: of_age,
    },
    Rule {
        id: "AP-23",
        name: "追责时效",
        cite: "《行政处罚法》第三十六条",
        severity: Severity::Serious,
        looks_at: "违法行为发生和被发现的日期",
        examine: limitation,
    },
    Rule {
        id: "AP-27",
        name: "证据查证属实",
        cite: "《行政处罚法》第四十六条第二款",
        severity: Severity::Serious,
        looks_at: "证据目录和核实情况",
        examine: evidence_verified,
    },
    Rule {
        id: "AP-48",
        name: "九十日办案期限",
        cite: "《行政处罚法》第六十条",
        severity: Severity::Defect,
        looks_at: "立案、延长和决定的日期",
        examine: ninety_days,
    },
];

fn competent_body(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    Ok(if dossier.competent.yes("办案机构和事项的授权依据")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "办案机构对该事项没有处罚权，作出的处罚无效。",
            "请移送有管辖权的机关；事项清单有误的，先更新数据包。",
        )
    })
}

/// The act in words: the day, when it is known, and what it was.
fn act_name(act: &ActFact) -> String {
    let day = act.on.get().map_or_else(String::new, |on| format!("{}的", date_zh(*on)));
    format!("{day}“{}”", act.what)
}

fn qualified_officers(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let acts = dossier.acts.concerned("调查取证的人员")?;
    let mut open = false;
    for act in acts {
        for officer in act.officers.get().into_iter().flatten() {
            match officer.fit.yes("执法人员证件的有效期") {
                Ok(true) => {}
                Ok(false) => {
                    return Ok(Outcome::breach(
                        format!("{}中，{}当日没有有效的执法证。", act_name(act), officer.name),
                        "请由具有资格的执法人员重新进行；证件信息有误的，请安全管理员更新。",
                    ));
                }
                Err(_) => open = true,
            }
        }
        open |= act.officers.is_unknown();
    }
    Ok(if open { Outcome::unknown("执法人员证件的有效期") } else { Outcome::Sound })
}

fn two_officers(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let acts = dossier.acts.concerned("调查取证的人员")?;
    let mut open = false;
    for act in acts {
        let Ok(officers) = act.officers.known("执法人员") else {
            open = true;
            continue;
        };
        let names: BTreeSet<&str> =
            officers.into_iter().flatten().map(|officer| officer.name.as_str()).collect();
        if names.len() < 2 {
            return Ok(Outcome::breach(
                format!("{}只有{}名执法人员。", act_name(act), names.len()),
                "请由两名以上具有资格的执法人员重新进行。",
            ));
        }
    }
    Ok(if open { Outcome::unknown("每次调查的执法人员") } else { Outcome::Sound })
}

fn certificates_shown(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let acts = dossier.acts.concerned("调查取证的笔录")?;
    let mut open = false;
    for act in acts.iter().filter(|act| act.kind == ActKind::Inquiry) {
        match act.certificates_shown.yes("出示证件的记录") {
            Ok(true) => {}
            Ok(false) => {
                return Ok(Outcome::breach(
                    format!("{}没有出示执法证件的记录。", act_name(act)),
                    "请重新调查取证并在笔录中记明出示证件。",
                ));
            }
            Err(_) => open = true,
        }
    }
    Ok(if open { Outcome::unknown("调查时出示证件的记录") } else { Outcome::Sound })
}

fn of_age(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    if !dossier.under_fourteen.yes("当事人的出生日期")? {
        return Ok(Outcome::Sound);
    }
    dossier.penalty()?;
    Ok(Outcome::breach(
        "当事人行为时不满十四周岁，不予行政处罚。",
        "请作出不予行政处罚决定，并责令监护人管教。",
    ))
}

/// Two years from the act to its discovery; the last day still counts (E40). Five where life,
/// health or financial security are concerned and harm resulted.
// LEGAL-Q 2026-11-21 (法制审批科): five years apply where life, health or financial security
// are concerned and harm resulted (第三十六条第一款). Until the report can say so, two years.
fn limitation(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let (Some(act_on), Some(discovered_on)) = (dossier.act_on.get(), dossier.discovered_on.get())
    else {
        return Ok(Outcome::unknown("违法行为发生和被发现的日期"));
    };
    if dossier.decision.get().is_some_and(|it| it.penal.get() == Some(&false)) {
        return Ok(Outcome::Sound);
    }
    let last = |rule| {
        bench
            .law
            .rules
            .due_as_of(rule, *discovered_on, *act_on, &bench.law.calendar)
            .map(|reckoning| reckoning.last)
            .map_err(|_| Outcome::unknown("该日期的时效参数"))
    };
    let two = last("AP-23")?;
    if *discovered_on <= two {
        return Ok(Outcome::Sound);
    }
    let grave = dossier.grave.yes("是否涉及公民生命健康安全、金融安全且有危害后果")?;
    let (years, last) = if grave { ("五年", last("AP-23.grave")?) } else { ("二年", two) };
    if *discovered_on <= last {
        return Ok(Outcome::Sound);
    }
    if dossier.decision.get().is_some() {
        dossier.penalty()?;
    } else if dossier.decision.is_unknown() {
        return Ok(Outcome::unknown("处罚决定书"));
    }
    Ok(Outcome::breach(
        format!(
            "违法行为发生于{}，{years}内没有被发现（时效至{}），不再给予行政处罚。",
            date_zh(*act_on),
            date_zh(last)
        ),
        "请不予立案；行为有连续或者继续状态的，把行为终了之日填为行为日期并附证据。",
    ))
}

fn evidence_verified(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let evidence = dossier.evidence.known("证据目录")?.map_or(&[][..], Vec::as_slice);
    if evidence.is_empty() {
        return Ok(Outcome::breach("卷内没有任何证据，事实不清的不得处罚。", "请先录入证据。"));
    }
    let unverified: Vec<&str> = evidence
        .iter()
        .filter(|it| it.verified.yes("核实") == Ok(false))
        .map(|it| it.name.as_str())
        .collect();
    if !unverified.is_empty() {
        return Ok(Outcome::breach(
            format!("证据{}还没有查证核实，不能作为认定事实的根据。", unverified.join("、")),
            "请逐项核实证据，写明核实方法。",
        ));
    }
    Ok(if evidence.iter().any(|it| it.verified.is_unknown()) {
        Outcome::unknown("证据是否经过核实")
    } else {
        Outcome::Sound
    })
}

/// The ninety days, with what a sector's rule leaves out or lets the head add (DM-01, MT-19).
///
/// # Law
/// 《行政处罚法》第六十条 itself leaves nothing out (DB-11).
fn ninety_days(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    dossier.general()?;
    let opened_on = *dossier.opened_on.concerned("立案日期")?;
    let judged_on = match dossier.decided_on() {
        Ok(on) => on,
        Err(Outcome::Sound | Outcome::Breach { .. }) => undecided_until(dossier, bench)?,
        Err(open) => return Err(open),
    };
    let mut last = bench.last_day("AP-48", opened_on)?;
    if judged_on <= last {
        return Ok(Outcome::Sound);
    }
    if let Some(until) = dossier.extended_until.known("延长办案期限的批准文书")? {
        last = last.max(*until);
    }
    if let Some(days) = dossier.days_left_out.known("依法不计入办案期限的天数")? {
        last = later(last, *days)?;
    }
    if judged_on <= last {
        return Ok(Outcome::Sound);
    }
    Ok(Outcome::breach(
        format!("{}立案，应当在{}前作出决定，已经超期。", date_zh(opened_on), date_zh(last)),
        "请尽快作出决定，并在案卷中说明超期原因；部门规章允许延长的，补附批准文书。",
    ))
}

/// Until when an undecided case has taken: today, or the day it was closed or given away.
fn undecided_until(dossier: &Dossier, bench: &Bench<'_>) -> Result<Date, Outcome> {
    if dossier.transferred.yes("案件是否已经移送")? {
        return Err(Outcome::Sound);
    }
    match dossier.closing.known("案件是否结案")? {
        Some(closing) => closing.on.need("结案日期").copied(),
        None => Ok(bench.today),
    }
}

/// The day some days later.
pub(super) fn later(day: Date, days: u32) -> Result<Date, Outcome> {
    jiff::Span::new()
        .try_days(i64::from(days))
        .and_then(|span| day.checked_add(span))
        .map_err(|_| Outcome::unknown("合理的天数"))
}
