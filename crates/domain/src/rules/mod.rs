//! The rules of the law as small functions over the facts of a case file.
//!
//! The same rule serves three ends: it gates a step (a breach refuses the command), it
//! pre-checks a case for the legal reviewer, and it examines a case made elsewhere, of which
//! facts may be unknown. A rule therefore answers sound, breached or unknown, and never claims
//! a breach that an unknown fact could excuse.

mod decision;
mod dossier;
mod gates;
mod party_rights;
mod procedure;
mod summary;

pub use dossier::{
    ActFact, DecisionFact, Dossier, Fact, HearingFact, NoticeFact, OfficerFact, StatementFact,
};
pub use gates::{gate, gate_rules, obstacles};
pub use party_rights::hearing_due;
pub use summary::summary_limit;

use law::Cite;
use serde::Serialize;

use crate::Refusal;
use crate::packs::Jurisdiction;

/// How bad a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// The decision would be void or revoked: the step is refused.
    Hard,
    /// A defect to be mended or explained: the step is warned about.
    Soft,
}

/// What a rule says about a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// What a rule looks at besides the case file.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The law in force.
    pub law: &'a Jurisdiction,
    /// The day on which the question is asked.
    pub today: jiff::civil::Date,
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
    /// The rule itself.
    pub examine: fn(&Dossier, &Bench<'_>) -> Outcome,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// The article.
    pub cite: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// What it says.
    pub outcome: Outcome,
}

impl Finding {
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

/// Every rule, in the order of the register.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    procedure::RULES.iter().chain(party_rights::RULES).chain(decision::RULES).chain(summary::RULES)
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
    Finding {
        rule: rule.id,
        name: rule.name,
        cite: rule.cite,
        severity: rule.severity,
        outcome: (rule.examine)(dossier, bench),
    }
}

#[cfg(test)]
mod tests;
