//! The register of the rules of the law, compiled in: every rule once, with its basis and what the
//! product makes of it (法律规则登记册).
//!
//! It is the maintainers' own page `docs/law-rules.toml`, which tidy holds against the code.

use std::sync::OnceLock;

use serde::Deserialize;

use super::gates::gate_rules;
use super::rule;
use crate::policy::Act;

/// What the product makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is applied.
    Implemented,
    /// It does not concern the product.
    NotApplicable,
    /// It is not applied yet, or its text is not settled.
    Open,
}

impl Standing {
    /// The Chinese word.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Implemented => "已执行",
            Self::NotApplicable => "不适用",
            Self::Open => "待办",
        }
    }
}

/// A group of rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RuleGroup {
    /// What the ids begin with, such as `AP`.
    pub id: String,
    /// What the group is about.
    pub name: String,
}

/// One rule of the register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Registered {
    /// The id, such as `AP-30`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The basis.
    pub cite: String,
    /// What the product makes of it.
    pub state: Standing,
    /// Why it does not apply, or what is open.
    #[serde(default)]
    pub note: String,
}

impl Registered {
    /// The group it belongs to.
    pub fn group(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }

    /// The steps that it gates, in the order of the acts.
    pub fn gated(&self) -> Vec<Act> {
        let gates = |act: &Act| gate_rules(*act).contains(&self.id.as_str());
        Act::ALL.iter().copied().filter(gates).collect()
    }

    /// Whether case files are examined by it.
    pub fn examines(&self) -> bool {
        rule(&self.id).is_some()
    }
}

/// The whole register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct LawRegister {
    /// The groups.
    #[serde(rename = "group")]
    pub groups: Vec<RuleGroup>,
    /// The rules, group by group.
    #[serde(rename = "rule")]
    pub rules: Vec<Registered>,
}

/// The register as it was compiled in.
pub fn law_register() -> &'static LawRegister {
    static READ: OnceLock<LawRegister> = OnceLock::new();
    READ.get_or_init(|| {
        toml::from_str(include_str!("../../../../docs/law-rules.toml")).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_the_register_is_compiled_in() {
        let register = law_register();
        let text = include_str!("../../../../docs/law-rules.toml");
        assert_eq!(register.rules.len(), text.matches("\n[[rule]]\n").count());
        assert!(280 < register.rules.len());
        let known = |it: &Registered| register.groups.iter().any(|group| group.id == it.group());
        assert!(register.rules.iter().all(known));
    }

    #[test]
    fn a_rule_tells_the_steps_that_it_gates() {
        let find = |id: &str| law_register().rules.iter().find(|it| it.id == id).unwrap();
        assert!(find("AP-30").gated().contains(&Act::DecidePenalty));
        assert!(find("AP-30").examines());
        assert!(find("AP-53").gated().contains(&Act::DraftDecision));
        assert_eq!(find("T-05").gated(), []);
        assert_eq!(find("T-05").state, Standing::NotApplicable);
        assert!(!find("T-05").examines());
    }

    #[test]
    fn what_is_not_applied_says_why() {
        let silent = law_register()
            .rules
            .iter()
            .find(|it| it.state != Standing::Implemented && it.note.trim().is_empty());
        assert_eq!(silent, None);
    }
}
