//! Rules on who acts and when: qualification, limitation, evidence, the ninety days.

use std::collections::BTreeSet;

use super::{Bench, Dossier, Fact, Outcome, Rule, Severity};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AP-03",
        name: "主体和职权合法",
        cite: "《行政处罚法》第三十八条",
        severity: Severity::Hard,
        examine: competent_body,
    },
    Rule {
        id: "AP-09",
        name: "执法人员不少于两人且有资格",
        cite: "《行政处罚法》第四十二条第一款",
        severity: Severity::Hard,
        examine: two_officers,
    },
    Rule {
        id: "AP-10",
        name: "出示执法证件",
        cite: "《行政处罚法》第五十五条第一款",
        severity: Severity::Hard,
        examine: certificates_shown,
    },
    Rule {
        id: "AP-16",
        name: "不满十四周岁不予处罚",
        cite: "《行政处罚法》第三十条",
        severity: Severity::Hard,
        examine: of_age,
    },
    Rule {
        id: "AP-23",
        name: "追责时效",
        cite: "《行政处罚法》第三十六条",
        severity: Severity::Hard,
        examine: limitation,
    },
    Rule {
        id: "AP-27",
        name: "证据查证属实",
        cite: "《行政处罚法》第四十六条第二款",
        severity: Severity::Hard,
        examine: evidence_verified,
    },
    Rule {
        id: "AP-48",
        name: "九十日办案期限",
        cite: "《行政处罚法》第六十条",
        severity: Severity::Soft,
        examine: ninety_days,
    },
];

fn competent_body(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    match dossier.competent {
        Fact::Is(true) => Outcome::Sound,
        Fact::Is(false) | Fact::Not => Outcome::breach(
            "办案机构对该事项没有处罚权，作出的处罚无效。",
            "请移送有管辖权的机关；事项清单有误的，先更新数据包。",
        ),
        Fact::Unknown => Outcome::unknown("办案机构和事项的授权依据"),
    }
}

fn two_officers(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    for act in &dossier.acts {
        let names: BTreeSet<&str> = act.officers.iter().map(|o| o.name.as_str()).collect();
        if names.len() < 2 {
            return Outcome::breach(
                format!("{}的“{}”只有{}名执法人员。", law::date_zh(act.on), act.what, names.len()),
                "请由两名以上具有资格的执法人员重新进行。",
            );
        }
        if let Some(unfit) = act.officers.iter().find(|o| o.fit == Fact::Is(false)) {
            return Outcome::breach(
                format!(
                    "{}的“{}”中，{}当日没有有效的执法证。",
                    law::date_zh(act.on),
                    act.what,
                    unfit.name
                ),
                "请由具有资格的执法人员重新进行；证件信息有误的，请安全管理员更新。",
            );
        }
    }
    if dossier.acts.iter().flat_map(|act| &act.officers).any(|o| o.fit.is_unknown()) {
        return Outcome::unknown("执法人员证件的有效期");
    }
    Outcome::Sound
}

fn certificates_shown(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    match dossier.acts.iter().find(|act| act.certificates_shown == Fact::Is(false)) {
        Some(act) => Outcome::breach(
            format!("{}的“{}”没有出示执法证件的记录。", law::date_zh(act.on), act.what),
            "请重新调查取证并在笔录中记明出示证件。",
        ),
        None => Outcome::Sound,
    }
}

fn of_age(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let penalised = dossier.decision.get().is_some_and(|d| d.proposal.penalty().is_some());
    match dossier.under_fourteen {
        Fact::Is(true) if penalised => Outcome::breach(
            "当事人行为时不满十四周岁，不予行政处罚。",
            "请作出不予行政处罚决定，并责令监护人管教。",
        ),
        Fact::Is(_) | Fact::Not => Outcome::Sound,
        Fact::Unknown => Outcome::unknown("当事人的出生日期"),
    }
}

/// Two years from the act to its discovery; the last day still counts (E40).
// LEGAL-Q 2026-11-21 (法制审批科): five years apply where life, health or financial security
// are concerned and harm resulted (第三十六条第一款). Until the report can say so, two years.
fn limitation(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    let (Some(act_on), Some(discovered_on)) = (dossier.act_on.get(), dossier.discovered_on.get())
    else {
        return Outcome::unknown("违法行为发生和被发现的日期");
    };
    if dossier.decision.get().is_some_and(|decision| decision.proposal.penalty().is_none()) {
        return Outcome::Sound;
    }
    match bench.law.rules.due_as_of("AP-23", *discovered_on, *act_on, &bench.law.calendar) {
        Ok(reckoning) if *discovered_on <= reckoning.last => Outcome::Sound,
        Ok(reckoning) => Outcome::breach(
            format!(
                "违法行为发生于{}，二年内没有被发现（时效至{}），不再给予行政处罚。",
                law::date_zh(*act_on),
                law::date_zh(reckoning.last)
            ),
            "请不予立案；行为有连续或者继续状态的，把行为终了之日填为行为日期并附证据。",
        ),
        Err(_) => Outcome::unknown("该日期的时效参数"),
    }
}

fn evidence_verified(dossier: &Dossier, _: &Bench<'_>) -> Outcome {
    let Some(evidence) = dossier.evidence.get() else {
        return Outcome::unknown("证据目录");
    };
    if evidence.is_empty() {
        return Outcome::breach("卷内没有任何证据，事实不清的不得处罚。", "请先录入证据。");
    }
    let unverified: Vec<&str> = evidence
        .iter()
        .filter(|(_, verified)| *verified == Fact::Is(false))
        .map(|(name, _)| name.as_str())
        .collect();
    if !unverified.is_empty() {
        return Outcome::breach(
            format!("证据{}还没有查证核实，不能作为认定事实的根据。", unverified.join("、")),
            "请逐项核实证据，写明核实方法。",
        );
    }
    if evidence.iter().any(|(_, verified)| verified.is_unknown()) {
        return Outcome::unknown("证据是否经过核实");
    }
    Outcome::Sound
}

fn ninety_days(dossier: &Dossier, bench: &Bench<'_>) -> Outcome {
    if dossier.on_spot() {
        return Outcome::Sound;
    }
    let Some(opened_on) = dossier.opened_on.get() else {
        return Outcome::unknown("立案日期");
    };
    let judged_on = dossier.decision.get().map_or(bench.today, |decision| decision.on);
    match bench.law.rules.due("AP-48", *opened_on, &bench.law.calendar) {
        Ok(reckoning) if judged_on <= reckoning.last => Outcome::Sound,
        Ok(reckoning) => Outcome::breach(
            format!(
                "{}立案，应当在{}前作出决定，已经超期。",
                law::date_zh(*opened_on),
                law::date_zh(reckoning.last)
            ),
            "请尽快作出决定，并在案卷中说明超期原因；部门规章允许延长的，补附批准文书。",
        ),
        Err(_) => Outcome::unknown("该日期的办案期限参数"),
    }
}
