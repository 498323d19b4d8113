//! Rules on compulsory measures and compulsory execution.

use jiff::civil::Date;
use law::{WeekendReading, date_zh, may_execute};

use super::procedure::later;
use super::{Bench, Dossier, MeasureFact, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AC-01",
        name: "强制措施有法律、法规依据",
        cite: "《行政强制法》第十条",
        severity: Severity::Void,
        looks_at: "采取强制措施的法律、法规依据",
        examine: based,
    },
    Rule {
        id: "AC-03",
        name: "强制措施事先批准，现场告知并制作笔录",
        cite: "《行政强制法》第十八条",
        severity: Severity::Serious,
        looks_at: "强制措施的批准、现场告知和笔录",
        examine: approved,
    },
    Rule {
        id: "AC-04",
        name: "紧急强制措施二十四小时内补办批准",
        cite: "《行政强制法》第十九条",
        severity: Severity::Serious,
        looks_at: "实施和批准的时刻",
        examine: approved_afterwards,
    },
    Rule {
        id: "AC-06",
        name: "查封、扣押限于涉案财物",
        cite: "《行政强制法》第二十三条第一款",
        severity: Severity::Serious,
        looks_at: "财物与违法行为的关系",
        examine: connected,
    },
    Rule {
        id: "AC-07",
        name: "决定书和清单当场交付",
        cite: "《行政强制法》第二十四条第一款",
        severity: Severity::Serious,
        looks_at: "查封、扣押决定书和清单",
        examine: listed,
    },
    Rule {
        id: "AC-08",
        name: "查封、扣押不超过法定期限，期满解除",
        cite: "《行政强制法》第二十五条第一款",
        severity: Severity::Serious,
        looks_at: "实施、延长、鉴定和解除的日期",
        examine: within_period,
    },
    Rule {
        id: "AC-09",
        name: "检测、鉴定期间书面告知",
        cite: "《行政强制法》第二十五条第三款",
        severity: Severity::Defect,
        looks_at: "检测、鉴定期间告知书",
        examine: appraisal_told,
    },
    Rule {
        id: "AC-13",
        name: "冻结须由法律规定的机关实施",
        cite: "《行政强制法》第二十九条第一款",
        severity: Severity::Void,
        looks_at: "冻结存款、汇款的法律授权",
        examine: may_freeze,
    },
    Rule {
        id: "TS-08",
        name: "查封、扣押全程音像记录",
        cite: "国办发〔2018〕118号",
        severity: Severity::Defect,
        looks_at: "查封、扣押的音像记录",
        examine: filmed,
    },
    Rule {
        id: "AC-14",
        name: "行政机关自行强制执行有法律授权",
        cite: "《行政强制法》第十三条",
        severity: Severity::Void,
        looks_at: "强制执行的法律授权",
        examine: own_power,
    },
    Rule {
        id: "AC-22",
        name: "不在夜间和法定节假日强制执行",
        cite: "《行政强制法》第四十三条第一款",
        severity: Severity::Serious,
        looks_at: "强制执行的时刻",
        examine: by_day,
    },
    Rule {
        id: "AC-27",
        name: "代履行三日前再次催告",
        cite: "《行政强制法》第五十一条第一款第二项",
        severity: Severity::Serious,
        looks_at: "代履行前的催告和实施的日期",
        examine: reminded,
    },
    Rule {
        id: "AC-30",
        name: "申请法院强制执行前催告并等候十日",
        cite: "《行政强制法》第五十四条",
        severity: Severity::Serious,
        looks_at: "催告书送达和申请的日期",
        examine: demanded,
    },
    Rule {
        id: "AC-29",
        name: "在三个月内申请法院强制执行",
        cite: "《行政强制法》第五十三条",
        severity: Severity::Serious,
        looks_at: "起诉期限届满和申请的日期",
        examine: applied_in_time,
    },
];

/// Asks every measure; a breach is told at once, an open question when nothing is breached.
fn each(dossier: &Dossier, ask: impl Fn(&MeasureFact) -> Verdict) -> Verdict {
    let mut open = None;
    for measure in dossier.measures.concerned("是否采取强制措施")? {
        match ask(measure) {
            Ok(Outcome::Sound) | Err(Outcome::Sound) => {}
            Ok(breach @ Outcome::Breach { .. }) | Err(breach @ Outcome::Breach { .. }) => {
                return Ok(breach);
            }
            Ok(unknown @ Outcome::Unknown { .. }) | Err(unknown @ Outcome::Unknown { .. }) => {
                open = Some(unknown);
            }
        }
    }
    Ok(open.unwrap_or(Outcome::Sound))
}

fn based(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        Ok(if it.based.yes("强制措施的法律、法规依据")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                format!("没有法律、法规规定本案事项可以{}。", it.what),
                "请立即解除；证据可能灭失的，可以依法先行登记保存。",
            )
        })
    })
}

fn approved(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        if !it.urgent.yes("是否情况紧急")? {
            let approved = it.approved_at.known("强制措施的批准时间")?;
            let at = it.at.need("强制措施的实施时间")?;
            if approved.is_none_or(|approved| at < approved) {
                return Ok(Outcome::breach(
                    format!("{}在实施前没有经行政机关负责人批准。", it.what),
                    "请立即解除；情况紧急的，补充紧急情况和事后批准的材料。",
                ));
            }
        }
        Ok(if it.told_and_recorded.yes("现场告知和现场笔录")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                format!("{}没有当场告知理由、依据、权利和救济途径，或者没有现场笔录。", it.what),
                "请补充能证明的音像记录；没有的，措施违法。",
            )
        })
    })
}

fn approved_afterwards(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        if !it.urgent.yes("是否情况紧急")? {
            return Ok(Outcome::Sound);
        }
        let at = *it.at.need("强制措施的实施时间")?;
        let until = bench
            .law
            .rules
            .due_at("AC-04", at)
            .map_err(|_| Outcome::unknown("该日期的期限参数"))?;
        let approved = it.approved_at.known("强制措施的批准时间")?;
        if approved.is_some_and(|approved| *approved <= until) {
            return Ok(Outcome::Sound);
        }
        // The hours have not run yet, or it was lifted before they had.
        let ended = it.ended_on.known("强制措施解除或者处理的日期")?.copied();
        if approved.is_none() && ended.unwrap_or(bench.today) <= until.date() {
            return Ok(Outcome::Sound);
        }
        Ok(Outcome::breach(
            format!("紧急实施的{}没有在二十四小时内补办批准手续。", it.what),
            "负责人认为不应当采取的，立即解除；请如实记载补办时间。",
        ))
    })
}

fn connected(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        Ok(if it.connected.yes("财物与违法行为的关系")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                format!("{}的财物与违法行为无关，或者是生活必需品。", it.what),
                "请立即解除并退还。",
            )
        })
    })
}

fn listed(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        Ok(if it.listed.yes("决定书和清单的交付")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                format!("{}没有当场交付决定书和清单。", it.what),
                "请补交决定书和清单（一式二份）并说明。",
            )
        })
    })
}

/// Thirty days, thirty more when the head extends them in time, and the days of appraisal. The
/// last day is never moved by a holiday unless the county reads it so (DB-03), the day of the
/// measure is not counted (DB-04), and an extension comes before the first thirty days are over
/// (DB-19). What has run out is lifted (AC-12).
fn within_period(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        let at = it.at.need("强制措施的实施时间")?.date();
        let mut last = bench.last_day("AC-08", at)?;
        let ended = it.ended_on.known("强制措施解除或者处理的日期")?.copied();
        let ended = ended.unwrap_or(bench.today);
        if ended <= last {
            return Ok(Outcome::Sound);
        }
        let extended = it.extended_on.known("延长期限的批准日期")?;
        if extended.is_some_and(|day| *day <= last) {
            last = bench.last_day("AC-08.extension", last)?;
        }
        let days = it.appraisal_days.known("检测、鉴定的天数")?.copied().unwrap_or(0);
        let last = later(last, days)?;
        Ok(if ended <= last { Outcome::Sound } else { overdue(it, last, extended) })
    })
}

fn overdue(it: &MeasureFact, last: Date, extended: Option<&Date>) -> Outcome {
    let late = extended.map_or_else(String::new, |day| format!("（延长批准于{}）", date_zh(*day)));
    Outcome::breach(
        format!("{}到{}期满{late}，期满没有解除或者处理。", it.what, date_zh(last)),
        "请立即解除并退还财物。",
    )
}

fn appraisal_told(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        if *it.appraisal_days.concerned("检测、鉴定的天数")? == 0 {
            return Ok(Outcome::Sound);
        }
        Ok(if it.appraisal_told.yes("检测、鉴定期间的书面告知")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                "检测、鉴定的期间没有书面告知当事人。",
                "请补充告知；没有告知的，该期间不得扣除。",
            )
        })
    })
}

fn may_freeze(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        if !it.freezes.yes("是否冻结存款、汇款")? {
            return Ok(Outcome::Sound);
        }
        Ok(if it.may_freeze.yes("冻结的法律授权")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                "冻结存款、汇款没有法律授权，镇街和一般行政机关不得冻结。",
                "请立即解除。",
            )
        })
    })
}

fn filmed(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    each(dossier, |it| {
        Ok(if it.filmed.yes("强制措施的音像记录")? {
            Outcome::Sound
        } else {
            Outcome::breach(
                format!("{}没有全程音像记录。", it.what),
                "请说明原因；以后查封、扣押全程录音录像。",
            )
        })
    })
}

fn own_power(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let execution = dossier.execution.concerned("是否强制执行")?;
    execution.executed_at.concerned("行政机关是否自行强制执行")?;
    Ok(if execution.own_power.yes("自行强制执行的法律授权")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "行政机关没有法律授权，自行强制执行。",
            "没有强制执行权的，应当申请人民法院强制执行。",
        )
    })
}

fn by_day(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let execution = dossier.execution.concerned("是否强制执行")?;
    let at = *execution.executed_at.concerned("自行强制执行的时间")?;
    if execution.urgent.yes("强制执行是否情况紧急")? {
        return Ok(Outcome::Sound);
    }
    // A weekend is read strictly only against ourselves (DB-13).
    Ok(match may_execute(at, WeekendReading::Allowed, &bench.law.calendar) {
        Ok(()) => Outcome::Sound,
        Err(law::ExecutionObstacle::Gap(_)) => Outcome::unknown("该日期的节假日安排"),
        Err(
            obstacle @ (law::ExecutionObstacle::Night
            | law::ExecutionObstacle::Holiday(_)
            | law::ExecutionObstacle::Weekend),
        ) => Outcome::breach(format!("{obstacle}。"), "请如实记载，并评估是否违法。"),
    })
}

/// Three full working days between the reminder and the act (DB-25).
fn reminded(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let execution = dossier.execution.concerned("是否强制执行")?;
    let on = execution.executed_at.concerned("自行强制执行的时间")?.date();
    if !execution.proxy.yes("是否代履行")? {
        return Ok(Outcome::Sound);
    }
    let Some(reminded) = execution.reminded_on.known("代履行前催告的送达日期")? else {
        return Ok(Outcome::breach(
            "代履行三日前没有再次催告当事人。",
            "当事人没有机会自行履行，请评估是否违法并说明。",
        ));
    };
    let first = bench
        .law
        .rules
        .earliest("AC-27", *reminded, &bench.law.calendar)
        .map_err(|_| Outcome::unknown("该日期的工作日安排"))?;
    Ok(if first <= on {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!(
                "代履行前的催告书于{}送达，最早可在{}实施，{}实施为时过早。",
                date_zh(*reminded),
                date_zh(first),
                date_zh(on)
            ),
            "请核对日期，并评估是否违法。",
        )
    })
}

/// Ten full working days after the demand was delivered (AC-15, DB-02).
fn demanded(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let execution = dossier.execution.concerned("是否强制执行")?;
    let applied = *execution.applied_on.concerned("申请法院强制执行的日期")?;
    let Some(demanded) = execution.demanded_on.known("催告书的送达日期")? else {
        return Ok(Outcome::breach(
            "还没有催告，或者催告书还没有送达，不能申请人民法院强制执行。",
            "请先制发催告书并送达当事人，十个工作日后仍未履行的再申请。",
        ));
    };
    let earliest = bench
        .law
        .rules
        .earliest("AC-30", *demanded, &bench.law.calendar)
        .map_err(|_| Outcome::unknown("该日期的工作日安排"))?;
    Ok(if earliest <= applied {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!(
                "催告书于{}送达，满十个工作日仍不履行的{}起可以申请，{}申请为时过早。",
                date_zh(*demanded),
                date_zh(earliest),
                date_zh(applied)
            ),
            "请等十个工作日届满再申请；已经申请的，法院可能不予受理。",
        )
    })
}

fn applied_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let execution = dossier.execution.concerned("是否强制执行")?;
    let applied = *execution.applied_on.concerned("申请法院强制执行的日期")?;
    let until = *execution.suit_until.need("起诉期限届满的日期")?;
    if applied <= until {
        return Ok(Outcome::breach(
            format!("复议、起诉期限到{}届满，届满之前不能申请强制执行。", date_zh(until)),
            match bench.last_day("AC-29", until) {
                Ok(last) => format!("请在{}之后、{}之前申请。", date_zh(until), date_zh(last)),
                Err(_) => "请在期限届满后三个月内申请。".to_owned(),
            },
        ));
    }
    let last = bench.last_day("AC-29", until)?;
    Ok(if applied <= last {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!(
                "申请法院强制执行的期限到{}届满，{}申请已经逾期。",
                date_zh(last),
                date_zh(applied)
            ),
            "逾期没有正当理由的，法院不予受理；请报法制审核机构研究，并在案卷中说明理由。",
        )
    })
}
