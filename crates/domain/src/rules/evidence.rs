//! Rules on facts and evidence: proved, lawfully obtained, recorded, kept.

use law::date_zh;

use super::{ActKind, Bench, Dossier, Outcome, Rule, Severity, Verdict};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-27.facts",
        name: "主要事实清楚",
        cite: "《行政处罚法》第四十条",
        severity: Severity::Serious,
        looks_at: "违法主体、时间、地点、行为、后果各有证据证明",
        examine: facts_proved,
    },
    Rule {
        id: "AP-27.nature",
        name: "违法行为定性准确",
        cite: "《行政处罚法》第五条第二款",
        severity: Severity::Serious,
        looks_at: "认定的行为与所引条款是否相符",
        examine: nature,
    },
    Rule {
        id: "AP-27.lawful",
        name: "证据合法取得",
        cite: "《行政处罚法》第四十六条第三款",
        severity: Severity::Serious,
        looks_at: "每份证据的取得方式",
        examine: lawfully_obtained,
    },
    Rule {
        id: "AP-28",
        name: "电子技术监控证据经过审核",
        cite: "《行政处罚法》第四十一条",
        severity: Severity::Serious,
        looks_at: "监控设备的法制和技术审核、地点公布、记录审核",
        examine: monitoring,
    },
    Rule {
        id: "AP-40",
        name: "询问、检查制作笔录",
        cite: "《行政处罚法》第五十五条第二款",
        severity: Severity::Serious,
        looks_at: "询问、检查笔录",
        examine: recorded,
    },
    Rule {
        id: "AP-41",
        name: "先行登记保存经批准并在七日内处理",
        cite: "《行政处罚法》第五十六条",
        severity: Severity::Serious,
        looks_at: "登记保存的批准、日期和处理决定",
        examine: registration,
    },
    Rule {
        id: "IN-06",
        name: "行政检查经过批准",
        cite: "国办发〔2024〕54号",
        severity: Severity::Defect,
        looks_at: "行政检查审批表",
        examine: inspection_approved,
    },
];

/// Every fact that makes the violation has evidence.
fn facts_proved(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    let facts = dossier.proven.known("主要事实及其证据")?.map_or(&[][..], Vec::as_slice);
    let missing: Vec<&str> = facts
        .iter()
        .filter(|(_, proved)| proved.yes("证据") == Ok(false))
        .map(|(name, _)| name.as_str())
        .collect();
    if !missing.is_empty() {
        return Ok(Outcome::breach(
            format!("{}没有证据证明，违法事实不清的不得处罚。", missing.join("、")),
            "请补充调查；不能查清的，不予处罚。",
        ));
    }
    Ok(if facts.is_empty() || facts.iter().any(|(_, proved)| proved.is_unknown()) {
        Outcome::unknown("每项主要事实由哪些证据证明")
    } else {
        Outcome::Sound
    })
}

fn nature(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    dossier.penalty()?;
    Ok(if dossier.basis.fits.yes("认定的违法行为是否属于所引条款规定的行为")? {
        Outcome::Sound
    } else {
        Outcome::breach(
            "认定的违法行为不属于所引条款规定的行为，定性错误。",
            "请按查明的事实重新定性，适用相应条款，重新告知后决定。",
        )
    })
}

fn lawfully_obtained(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let evidence = dossier.evidence.concerned("证据目录")?;
    let illegal: Vec<&str> = evidence
        .iter()
        .filter(|it| it.lawful.yes("取得方式") == Ok(false))
        .map(|it| it.name.as_str())
        .collect();
    if !illegal.is_empty() {
        return Ok(Outcome::breach(
            format!("证据{}以非法手段取得，不得作为认定案件事实的根据。", illegal.join("、")),
            "请排除该证据，以其余证据认定；证据不足的补充调查。",
        ));
    }
    Ok(if evidence.iter().any(|it| it.lawful.is_unknown()) {
        Outcome::unknown("每份证据的取得方式")
    } else {
        Outcome::Sound
    })
}

fn monitoring(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let evidence = dossier.evidence.concerned("证据目录")?;
    let mut open = false;
    for it in evidence {
        let device = match it.monitoring.known("是否来自电子技术监控设备") {
            Ok(Some(device)) => device,
            Ok(None) => continue,
            Err(_) => {
                open = true;
                continue;
            }
        };
        let points = [
            (&device.reviewed, "监控设备没有经过法制和技术审核"),
            (&device.published, "监控设备的设置地点没有向社会公布"),
            (&device.checked, "监控记录没有经过审核"),
        ];
        for (fact, wrong) in points {
            match fact.yes("监控") {
                Ok(true) => {}
                Ok(false) => {
                    return Ok(Outcome::breach(
                        format!("证据{}：{wrong}，不得作为处罚的证据。", it.name),
                        "请排除该证据；有其他证据的，以其他证据认定。",
                    ));
                }
                Err(_) => open = true,
            }
        }
    }
    Ok(if open {
        Outcome::unknown("证据是否来自电子技术监控及其审核情况")
    } else {
        Outcome::Sound
    })
}

fn recorded(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let acts = dossier.acts.concerned("调查取证的笔录")?;
    let mut open = false;
    for act in acts.iter().filter(|act| act.kind == ActKind::Inquiry) {
        match act.recorded.yes("笔录") {
            Ok(true) => {}
            Ok(false) => {
                return Ok(Outcome::breach(
                    format!("“{}”没有制作笔录，或者笔录没有签名也没有注明拒签。", act.what),
                    "请补充调查并制作笔录，由被询问人、被检查人核对签名。",
                ));
            }
            Err(_) => open = true,
        }
    }
    Ok(if open { Outcome::unknown("询问、检查笔录及其签名") } else { Outcome::Sound })
}

/// The head approves, and within seven working days it is decided; otherwise the measure lapses
/// by itself (MT-10).
fn registration(dossier: &Dossier, bench: &Bench<'_>) -> Verdict {
    let registrations = dossier.registrations.concerned("是否先行登记保存")?;
    let mut open = None;
    for it in registrations {
        if !it.approved.yes("先行登记保存的批准")? {
            return Ok(Outcome::breach(
                "先行登记保存没有经行政机关负责人批准。",
                "请补充批准文书；没有批准的，立即解除。",
            ));
        }
        let on = *it.on.need("先行登记保存的日期")?;
        let last = bench.last_day("AP-41", on)?;
        let handled = match it.handled_on.known("登记保存的处理日期") {
            Ok(handled) => handled.copied(),
            Err(unknown) => {
                open = Some(unknown);
                continue;
            }
        };
        if last < handled.unwrap_or(bench.today) {
            return Ok(Outcome::breach(
                format!(
                    "{}登记保存，应当在{}前作出处理决定，没有按期处理。",
                    date_zh(on),
                    date_zh(last)
                ),
                "登记保存已经自动解除，请返还物品并记录。",
            ));
        }
    }
    open.map_or(Ok(Outcome::Sound), Err)
}

/// Before the inspection; in an emergency afterwards.
fn inspection_approved(dossier: &Dossier, _: &Bench<'_>) -> Verdict {
    let it = dossier.inspection.concerned("案件是否来自行政检查")?;
    let approved = it.approved_on.known("行政检查的批准日期")?;
    let urgent = it.urgent.yes("行政检查是否情况紧急")?;
    let on = *it.on.need("行政检查的日期")?;
    Ok(match approved {
        Some(day) if *day <= on || urgent => Outcome::Sound,
        Some(_) | None if urgent => {
            Outcome::breach("紧急检查之后没有补办批准。", "请补办批准并说明紧急情况。")
        }
        Some(_) | None => Outcome::breach(
            "行政检查在实施前没有经行政机关负责人批准。",
            "请在案卷中说明，以后检查先批准、后实施。",
        ),
    })
}
