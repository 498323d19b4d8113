//! Who may do what: roles, acts and the relation a person must have to the thing.
//!
//! Policy asks "may this person do this act on this thing?". Whether the law allows the act
//! now is the business of the commands. The whole policy is one table in [`table`], printed
//! to `docs/policy-matrix.txt` by a test, so that every change of it is a diff a lawyer reads.

mod acts;
mod roles;
mod table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use acts::Act;
pub use roles::{Role, admin_roles_conflict};
pub use table::{Relation, Rule, rule_for};

use crate::ids::{AuthorityId, PersonId, TownId, UnitId};

/// Whoever acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person with an account.
    Person(Member),
    /// The public: whoever uses the portal, without an account.
    Public,
    /// The system itself: prints, clocks and follow-ups of other acts.
    System,
}

/// A person with an account, as policy sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// The name shown beside what they did.
    pub name: String,
    /// The unit they work in.
    pub unit: UnitId,
    /// The authority that the unit belongs to.
    pub authority: AuthorityId,
    /// The towns their unit answers for; empty means every town of the authority.
    pub towns: BTreeSet<TownId>,
    /// What they are appointed to.
    pub roles: BTreeSet<Role>,
}

impl Actor {
    /// The text that stands for the actor in the journal.
    pub fn key(&self) -> String {
        match self {
            Self::Person(member) => format!("person/{}", member.person),
            Self::Public => "public".to_owned(),
            Self::System => "system".to_owned(),
        }
    }

    /// The person, when the actor is one.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Person(member) => Some(member),
            Self::Public | Self::System => None,
        }
    }

    /// The person's id, when the actor is a person.
    pub fn person(&self) -> Option<&PersonId> {
        self.member().map(|m| &m.person)
    }

    /// Whether the actor holds the role.
    pub fn has(&self, role: Role) -> bool {
        self.member().is_some_and(|m| m.roles.contains(&role))
    }
}

/// The thing acted on, as policy sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The unit that has it in hand.
    pub unit: Option<UnitId>,
    /// The authority in whose name it is handled.
    pub authority: Option<AuthorityId>,
    /// The town where it lies.
    pub town: Option<TownId>,
    /// The people it is assigned to.
    pub assigned: BTreeSet<PersonId>,
}

/// What policy answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go ahead.
    Permitted,
    /// The person lacks the role: the words say which roles have it.
    Denied(String),
    /// The person has the role but not this thing; its existence is not confirmed.
    Absent,
}

/// Answers whether the actor may do the act on the subject. Deny first.
pub fn permit(actor: &Actor, act: Act, subject: &Subject) -> Verdict {
    let rule = rule_for(act);
    let member = match actor {
        Actor::System => return Verdict::Permitted,
        Actor::Public if rule.public => return Verdict::Permitted,
        Actor::Public => return Verdict::Denied("请先登录。".to_owned()),
        Actor::Person(member) => member,
    };
    let held: Vec<&(Role, Relation)> =
        rule.grants.iter().filter(|(role, _)| member.roles.contains(role)).collect();
    if rule.public {
        return Verdict::Permitted;
    }
    if held.is_empty() {
        let names: Vec<&str> = rule.grants.iter().map(|(role, _)| role.name_zh()).collect();
        return Verdict::Denied(format!("“{}”由{}办理。", act.name_zh(), names.join("、")));
    }
    if held.iter().any(|(_, relation)| relation.holds(member, subject)) {
        Verdict::Permitted
    } else {
        Verdict::Absent
    }
}

#[cfg(test)]
mod tests;
