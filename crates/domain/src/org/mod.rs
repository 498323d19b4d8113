//! People: accounts, posts and enforcement certificates (人员、岗位、执法证件).
//!
//! Everything about an account changes through events; the hash of a password is a personal
//! value beside the journal like any other.

mod account;
mod numbers;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use account::Command;
pub use numbers::{HeldBlock, MAX_BLOCK, NumberBlock, RESERVED_FORM};

use crate::ids::{AuthorityId, CaseId, PersonId, TownId, UnitId};
use crate::policy::{Actor, Member, Role, Subject};
use crate::{Private, Refusal};

/// An enforcement certificate (执法证).
///
/// # Law
/// 《行政处罚法》第四十二条第一款、第五十五条第一款.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// 执法证号.
    pub number: String,
    /// First day of validity, inclusive.
    pub valid_from: Date,
    /// Last day of validity, inclusive.
    pub valid_until: Date,
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// The name officers and parties see.
    pub name: String,
    /// What they sign in with.
    pub login: String,
    /// The unit they work in.
    pub unit: UnitId,
    /// The authority the unit belongs to.
    pub authority: AuthorityId,
    /// The towns the unit answers for.
    pub towns: BTreeSet<TownId>,
    /// What they are appointed to.
    pub roles: BTreeSet<Role>,
    /// 执法证, for those who have one.
    pub credential: Option<Credential>,
    /// 法律职业资格证号, for those who have one.
    pub legal_qualification: Option<String>,
    /// The password hash (PHC string); blank until one is set.
    pub password: Private,
    /// Whether the password was given by an administrator and must be changed at the next sign-in.
    pub password_is_initial: bool,
    /// Whether the account is suspended.
    pub suspended: bool,
    /// 号段: the pre-numbered decisions handed to the person.
    pub blocks: Vec<HeldBlock>,
}

impl Person {
    /// What policy looks at where the unit of the person counts.
    pub fn subject(&self) -> Subject {
        Subject {
            unit: Some(self.unit.clone()),
            authority: Some(self.authority.clone()),
            ..Subject::default()
        }
    }

    /// The person as policy sees them.
    pub fn actor(&self) -> Actor {
        Actor::Person(Member {
            person: self.id.clone(),
            name: self.name.clone(),
            unit: self.unit.clone(),
            authority: self.authority.clone(),
            towns: self.towns.clone(),
            roles: self.roles.clone(),
        })
    }
}

/// What has happened to a person's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// The account was opened.
    Engaged {
        /// The name.
        name: String,
        /// The sign-in name.
        login: String,
        /// The unit.
        unit: UnitId,
        /// The unit's authority.
        authority: AuthorityId,
        /// The unit's towns.
        towns: BTreeSet<TownId>,
    },
    /// A role was granted.
    RoleGranted {
        /// The role.
        role: Role,
    },
    /// A role was withdrawn.
    RoleWithdrawn {
        /// The role.
        role: Role,
    },
    /// A certificate was recorded.
    CredentialRecorded {
        /// The certificate.
        credential: Credential,
    },
    /// A legal qualification was recorded.
    QualificationRecorded {
        /// 法律职业资格证号.
        number: String,
    },
    /// A password was set.
    PasswordSet {
        /// The PHC string.
        hash: Private,
        /// Whether an administrator gave it.
        initial: bool,
    },
    /// The account was suspended.
    Suspended {
        /// Why.
        reason: String,
    },
    /// The account was reinstated.
    Reinstated,
    /// Somebody signed in.
    SignedIn,
    /// Somebody failed to sign in.
    SignInFailed,
    /// The person looked at masked values.
    Unmasked {
        /// The stream looked at.
        stream: String,
        /// The reason given.
        reason: String,
    },
    /// A block of pre-numbered decisions was handed to the person.
    NumbersReserved(NumberBlock),
    /// A number of a block was used in a case.
    NumberUsed {
        /// 文种代字.
        word: String,
        /// The year.
        year: i16,
        /// The number.
        ordinal: u32,
        /// The case.
        case: CaseId,
    },
    /// Numbers of a block were voided.
    NumbersVoided {
        /// 文种代字.
        word: String,
        /// The year.
        year: i16,
        /// The first number.
        first: u32,
        /// The last number, inclusive.
        last: u32,
        /// Why.
        reason: String,
    },
}

/// The person after the event.
///
/// Events before `Engaged` cannot exist; should a record be damaged, they leave nothing.
pub fn apply(state: Option<Person>, id: &PersonId, event: &Event) -> Option<Person> {
    if let Event::Engaged { name, login, unit, authority, towns } = event {
        return Some(Person {
            id: id.clone(),
            name: name.clone(),
            login: login.clone(),
            unit: unit.clone(),
            authority: authority.clone(),
            towns: towns.clone(),
            roles: BTreeSet::new(),
            credential: None,
            legal_qualification: None,
            password: Private::new(""),
            password_is_initial: false,
            suspended: false,
            blocks: Vec::new(),
        });
    }
    let mut person = state?;
    match event {
        Event::RoleGranted { role } => {
            person.roles.insert(*role);
        }
        Event::RoleWithdrawn { role } => {
            person.roles.remove(role);
        }
        Event::CredentialRecorded { credential } => person.credential = Some(credential.clone()),
        Event::QualificationRecorded { number } => {
            person.legal_qualification = Some(number.clone());
        }
        Event::PasswordSet { hash, initial } => {
            person.password = hash.clone();
            person.password_is_initial = *initial;
        }
        Event::Suspended { .. } => person.suspended = true,
        Event::Reinstated => person.suspended = false,
        Event::NumbersReserved(_) | Event::NumberUsed { .. } | Event::NumbersVoided { .. } => {
            numbers::apply(&mut person, event);
        }
        Event::Engaged { .. } | Event::SignedIn | Event::SignInFailed | Event::Unmasked { .. } => {}
    }
    Some(person)
}

/// Everybody with an account.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    people: BTreeMap<PersonId, Person>,
    /// Who withdrew from the case that is looked at, and when.
    withdrawn: BTreeMap<PersonId, Date>,
}

impl Roster {
    /// The person, when there is one.
    pub fn get(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The person who signs in with the name.
    pub fn by_login(&self, login: &str) -> Option<&Person> {
        self.people.values().find(|p| p.login == login)
    }

    /// Adds or replaces a person.
    pub fn put(&mut self, person: Person) {
        self.people.insert(person.id.clone(), person);
    }

    /// The same people for a case from which some withdrew: they are no officers of it any more.
    #[must_use]
    pub fn without(&self, withdrawn: BTreeMap<PersonId, Date>) -> Self {
        Self { people: self.people.clone(), withdrawn }
    }

    /// Everybody, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// The name of the person, or the id when nobody is known by it.
    pub fn name(&self, id: &PersonId) -> String {
        self.get(id).map_or_else(|| id.to_string(), |p| p.name.clone())
    }

    /// Checks that the person may act as an enforcement officer on the day.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款 (AP-08).
    ///
    /// # Errors
    /// The obstacle, naming the person.
    pub fn qualified(&self, id: &PersonId, on: Date) -> Result<&Person, Refusal> {
        let Some(person) = self.get(id) else {
            return Err(officer_unfit("ORG-011", id.as_str(), "不是本平台登记的人员"));
        };
        if person.suspended {
            return Err(officer_unfit("ORG-012", &person.name, "账户已停用"));
        }
        if self.withdrawn.get(id).is_some_and(|since| *since < on) {
            return Err(Refusal::new(
                "ORG-026",
                format!("{}已经回避本案，不能再作为执法人员办理。", person.name),
                "请由接替人员办理。",
            )
            .by("《行政处罚法》第四十三条第一款")
            .at("officers"));
        }
        match &person.credential {
            None => {
                Err(officer_unfit("ORG-013", &person.name, "没有行政执法证件，不具有行政执法资格"))
            }
            Some(c) if on < c.valid_from || c.valid_until < on => Err(officer_unfit(
                "ORG-014",
                &person.name,
                &format!(
                    "的执法证（{}）有效期为{}至{}，当日无效",
                    c.number,
                    law::format::date_zh(c.valid_from),
                    law::format::date_zh(c.valid_until)
                ),
            )),
            Some(_) => Ok(person),
        }
    }

    /// Checks that at least two different people may act as officers on the day.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款 (AP-08, AP-09).
    ///
    /// # Errors
    /// Every obstacle: too few people, and each person who may not act.
    pub fn two_qualified(&self, officers: &[PersonId], on: Date) -> Result<(), Vec<Refusal>> {
        let distinct: BTreeSet<&PersonId> = officers.iter().collect();
        let mut found: Vec<Refusal> =
            distinct.iter().filter_map(|id| self.qualified(id, on).err()).collect();
        if distinct.len() < 2 {
            found.insert(
                0,
                Refusal::new(
                    "ORG-010",
                    "执法人员不足两人，不能进行这项执法活动。",
                    "请再选一名持有有效执法证的执法人员共同办理。",
                )
                .by("《行政处罚法》第四十二条第一款")
                .at("officers"),
            );
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

fn officer_unfit(code: &str, name: &str, why: &str) -> Refusal {
    Refusal::new(
        code,
        format!("{name}{why}，不能作为执法人员办理。"),
        "请换一名持有有效执法证的执法人员；证件信息有误的，请安全管理员更新。",
    )
    .by("《行政处罚法》第四十二条第一款")
    .at("officers")
}

#[cfg(test)]
mod tests;
