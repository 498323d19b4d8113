//! Rules on suspected crimes: transferred in time, by the right person, never traded for a fine.

use law::{date_zh, datetime_zh};

use super::procedure::later;
use super::{Bench, Dossier, Fact, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-74",
        name: "涉嫌犯罪的移送司法机关",
        cite: "《行政处罚法》第二十七条第一款",
        severity: Severity::Void,
        looks_at: "违法行为是否涉嫌犯罪、是否移送",
        examine: transferred,
    },
    Rule {
        id: "CR-03",
        name: "移送由正职负责人批准",
        cite: "《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款",
        severity: Severity::Defect,
        looks_at: "移送的核实报告和批准人",
        examine: approved_by_chief,
    },
    Rule {
        id: "CR-04",
        name: "三日内决定是否移送",
        cite: "《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款",
        severity: Severity::Defect,
        looks_at: "报告和批准的日期",
        examine: approved_in_time,
    },
    Rule {
        id: "CR-05",
        name: "批准后二十四小时内移送",
        cite: "《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款",
        severity: Severity::Defect,
        looks_at: "批准和移送的时刻",
        examine: transferred_in_time,
    },
    Rule {
        id: "CR-12",
        name: "移送同时抄送检察院",
        cite: "高检会〔2006〕2号",
        severity: Severity::Defect,
        looks_at: "抄送检察院的材料",
        examine: copied,
    },
];

/// Whoever finds a crime transfers it (CR-01); no fine stands in its place.
fn transferred(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let crime = dossier.crime.concerned("违法行为是否涉嫌犯罪")?;
    Ok(match crime.transferred_at {
        Fact::Is(_) => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("是否移送公安机关"),
        Fact::Not => Outcome::breach(
            "违法行为涉嫌犯罪，没有移送司法机关，以行政处罚代替刑事处罚。",
            "请立即移送公安机关，并抄送同级人民检察院。",
        ),
    })
}

fn approved_by_chief(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let crime = dossier.crime.concerned("违法行为是否涉嫌犯罪")?;
    crime.transferred_at.concerned("移送的时间")?;
    Ok(if crime.approved_by_chief.yes("移送的批准人")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "移送不是由行政执法机关正职负责人或者主持工作的负责人批准。",
            "请补充正职负责人的批准意见。",
        )
    })
}

/// Three days, calendar days as the shorter reading (DB-17).
fn approved_in_time(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let crime = dossier.crime.concerned("违法行为是否涉嫌犯罪")?;
    let approved = crime.approved_at.concerned("批准移送的时间")?.date();
    let reported = *crime.reported_on.need("移送报告的日期")?;
    // Eight calendar days hold three working days whatever the holidays but the longest; a file
    // that is late by one reading only is not accused.
    // LEGAL-Q 2026-11-22 (法制审批科): “三日”是工作日还是自然日（DB-17）; for a file made elsewhere a
    // breach is claimed only when it is late by both readings, holidays of ten days included.
    let surely = later(reported, 13)?;
    let last = later(reported, 3)?;
    Ok(if approved <= last {
        Outcome::Sound
    } else if approved <= surely {
        Outcome::unknown("“三日”按工作日还是自然日计算的本地要求")
    } else {
        Outcome::breach(
            format!(
                "应当在收到报告之日起三日内决定是否移送，{}报告，{}批准。",
                date_zh(reported),
                date_zh(approved)
            ),
            "请说明迟延原因。",
        )
    })
}

fn transferred_in_time(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let crime = dossier.crime.concerned("违法行为是否涉嫌犯罪")?;
    let at = *crime.transferred_at.concerned("移送的时间")?;
    let approved = *crime.approved_at.need("批准移送的时间")?;
    let until = bench
        .law
        .rules
        .due_at("CR-05", approved)
        .map_err(|_| Outcome::unknown("该日期的期限参数"))?;
    Ok(if at <= until {
        Outcome::Sound
    } else {
        Outcome::breach(
            format!("应当在{}前移送，实际于{}移送。", datetime_zh(until), datetime_zh(at)),
            "请说明迟延原因。",
        )
    })
}

fn copied(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let crime = dossier.crime.concerned("违法行为是否涉嫌犯罪")?;
    crime.transferred_at.concerned("移送的时间")?;
    Ok(if crime.copied.yes("抄送检察院")? {
        Outcome::Sound
    } else {
        Outcome::breach("移送时没有抄送同级人民检察院。", "请补充抄送。")
    })
}
