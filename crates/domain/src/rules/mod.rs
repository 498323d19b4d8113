//! The rules of the law as small functions over the facts of a case file.
//!
//! The same rule serves four ends: it gates a step (a breach refuses the command), it
//! pre-checks a case for the legal reviewer, it watches over all cases, and it examines a case
//! made elsewhere, of which facts may be unknown. A rule therefore answers sound, breached or
//! unknown, and never claims a breach that an unknown fact could excuse.

mod after;
mod crime;
mod decision;
mod dossier;
mod evidence;
mod facts;
pub mod file;
mod gates;
mod measures;
mod order;
mod own;
mod party_rights;
mod procedure;
mod register;
mod score;
mod subject;
mod summary;

pub use dossier::Dossier;
pub use facts::{
    ActFact, ActKind, BasisFact, ClosingFact, CollectionFact, CrimeFact, DECISION_PARTS,
    DecisionFact, DeliberationFact, DeliveryFact, EvidenceFact, ExecutionFact, Fact, HearingFact,
    InspectionFact, MeasureFact, MoneyFact, MonitoringFact, NoticeFact, OfficerFact, Procedure,
    PublicityFact, RegistrationFact, RemedyFact, StandardFact, StatementFact,
};
pub use gates::{breaches, gate, gate_rules, obstacles};
pub use party_rights::hearing_due;
pub use register::{LawRegister, Registered, RuleGroup, Standing, law_register};
pub use score::{Grade, Score, score};
pub use summary::summary_limit;

use jiff::civil::{Date, date};
use law::Cite;
use serde::Serialize;

use crate::Refusal;
use crate::packs::Jurisdiction;

/// How bad a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The penalty has no basis or its maker no power, or the procedure is seriously and
    /// obviously broken: void (《行政处罚法》第三十八条, AP-25). The step is refused.
    Void,
    /// The decision would be revoked or changed. The step is refused.
    Serious,
    /// A defect to be mended or explained: the step is warned about.
    Defect,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 3] = [Self::Void, Self::Serious, Self::Defect];

    /// Whether a breach refuses the step.
    pub const fn stops(self) -> bool {
        match self {
            Self::Void | Self::Serious => true,
            Self::Defect => false,
        }
    }

    /// The Chinese word.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Void => "可能无效",
            Self::Serious => "严重问题",
            Self::Defect => "瑕疵",
        }
    }
}

/// What a rule says about a case file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// In order, or not concerned.
    Sound,
    /// Breached.
    Breach {
        /// What is wrong, a Chinese sentence.
        what: String,
        /// What to do next.
        next: String,
    },
    /// A fact is missing that would settle it.
    Unknown {
        /// Which fact.
        needs: String,
    },
}

impl Outcome {
    /// A breach with its sentence and advice.
    pub fn breach(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Breach { what: what.into(), next: next.into() }
    }

    /// An unsettled question with the fact that would settle it.
    pub fn unknown(needs: &str) -> Self {
        Self::Unknown { needs: needs.to_owned() }
    }
}

/// What a rule answers; `Err` is an answer too, given early: not concerned, or a fact missing.
pub type Verdict = Result<Outcome, Outcome>;

/// What a rule looks at besides the case file.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The law in force.
    pub law: &'a Jurisdiction,
    /// The day on which the question is asked.
    pub today: Date,
}

impl Bench<'_> {
    /// The last day of a period of the rule book.
    ///
    /// # Errors
    /// The open question when the rule book or the calendar does not know the day.
    fn last_day(&self, rule: &str, from: Date) -> Result<Date, Outcome> {
        self.law
            .rules
            .due(rule, from, &self.law.calendar)
            .map(|reckoning| reckoning.last)
            .map_err(|_| Outcome::unknown("该日期的期限参数或者工作日安排"))
    }
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The id in the register of rules, such as `AP-30`.
    pub id: &'static str,
    /// Its name in Chinese.
    pub name: &'static str,
    /// The article, such as `《行政处罚法》第四十四条`.
    pub cite: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// The fact it looks at, in Chinese.
    pub looks_at: &'static str,
    /// The rule itself.
    pub examine: fn(&Dossier, &Bench<'_>) -> Verdict,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// The article.
    pub cite: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// The fact it looked at.
    pub looks_at: &'static str,
    /// What it says.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Finding {
    /// Whether it is a breach.
    pub const fn is_breach(&self) -> bool {
        matches!(self.outcome, Outcome::Breach { .. })
    }

    /// The finding as an obstacle; `None` unless it is a breach.
    pub fn refusal(&self) -> Option<Refusal> {
        match &self.outcome {
            Outcome::Breach { what, next } => Some(self.stop(what.clone(), next.clone())),
            Outcome::Sound | Outcome::Unknown { .. } => None,
        }
    }

    /// The open question as an obstacle; `None` unless a fact is missing.
    pub fn unsettled(&self) -> Option<Refusal> {
        match &self.outcome {
            Outcome::Unknown { needs } => Some(self.stop(
                format!("“{}”还不能核实：缺少{needs}。", self.name),
                format!("请补充{needs}；数据包缺少相应内容的，请系统管理员更新。"),
            )),
            Outcome::Sound | Outcome::Breach { .. } => None,
        }
    }

    fn stop(&self, what: String, next: String) -> Refusal {
        let mut refusal = Refusal::new(&format!("RULE-{}", self.rule), what, next).by(self.cite);
        if refusal.cite.is_none() {
            refusal.cite = Some(Cite { statute: self.cite.to_owned(), article: String::new() });
        }
        refusal
    }
}

/// The rules, file by file.
const ALL: [&[Rule]; 10] = [
    subject::RULES,
    procedure::RULES,
    evidence::RULES,
    order::RULES,
    party_rights::RULES,
    decision::RULES,
    after::RULES,
    summary::RULES,
    measures::RULES,
    crime::RULES,
];

/// Every rule, in the order in which a file is read.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.into_iter().flatten()
}

/// The rule with the id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// What every rule says about the case file.
pub fn examine(dossier: &Dossier, bench: &Bench<'_>) -> Vec<Finding> {
    all().map(|rule| apply(rule, dossier, bench)).collect()
}

/// What one rule says.
pub fn apply(rule: &'static Rule, dossier: &Dossier, bench: &Bench<'_>) -> Finding {
    let answer = present_law(rule, dossier, bench).and_then(|()| (rule.examine)(dossier, bench));
    Finding {
        rule: rule.id,
        name: rule.name,
        cite: rule.cite,
        severity: rule.severity,
        looks_at: rule.looks_at,
        outcome: answer.unwrap_or_else(|early| early),
    }
}

/// The first day of the present 《行政处罚法》.
const PRESENT_LAW: Date = date(2021, 7, 15);

/// Lets a rule of the present statute go on only over a case that was decided under it.
///
/// # Law
/// 《行政处罚法》第八十六条: in force from 15 July 2021.
fn present_law(rule: &Rule, dossier: &Dossier, bench: &Bench<'_>) -> Result<(), Outcome> {
    if !rule.cite.contains("《行政处罚法》") {
        return Ok(());
    }
    if dossier.opened_on.get().is_some_and(|on| PRESENT_LAW <= *on) {
        return Ok(());
    }
    let decided_on = match &dossier.decision {
        Fact::Is(decision) => decision.on.get().copied(),
        Fact::Not => Some(bench.today),
        Fact::Unknown => None,
    };
    match decided_on {
        Some(on) if PRESENT_LAW <= on => Ok(()),
        Some(_) => Err(Outcome::unknown("旧法的规定（2021年7月15日之前的案件请按当时的法律评查）")),
        None => Err(Outcome::unknown("立案日期或者决定日期")),
    }
}

#[cfg(test)]
mod tests;
