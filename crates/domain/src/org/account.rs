//! The commands on accounts, divided among three administrators.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Credential, Event, Person, numbers};
use crate::documents::DocumentNumber;
use crate::ids::{CaseId, UnitId};
use crate::policy::{Act, Actor, Role, Subject, admin_roles_conflict};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// What can be asked of a person's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Open the account.
    Engage {
        /// The name.
        name: String,
        /// The sign-in name.
        login: String,
        /// The unit.
        unit: UnitId,
    },
    /// Grant a role.
    GrantRole {
        /// The role.
        role: Role,
    },
    /// Withdraw a role.
    WithdrawRole {
        /// The role.
        role: Role,
    },
    /// Record a certificate.
    RecordCredential {
        /// The certificate.
        credential: Credential,
    },
    /// Record a legal qualification.
    RecordQualification {
        /// 法律职业资格证号.
        number: String,
    },
    /// Give an initial password; the door has hashed it.
    GivePassword {
        /// The PHC string.
        hash: Private,
    },
    /// Change one's own password; the door has checked the old one and hashed the new one.
    ChangePassword {
        /// The PHC string.
        hash: Private,
    },
    /// Suspend the account.
    Suspend {
        /// Why.
        reason: String,
    },
    /// Reinstate the account.
    Reinstate,
    /// Note a sign-in.
    NoteSignIn {
        /// Whether it succeeded.
        succeeded: bool,
    },
    /// Note that masked values were looked at.
    NoteUnmask {
        /// The stream looked at.
        stream: String,
        /// The reason given.
        reason: String,
    },
    /// Hand the person a block of pre-numbered decisions (预留文号).
    ReserveNumbers {
        /// How many.
        count: u32,
    },
    /// Void unused numbers of the person (作废文号).
    VoidNumbers {
        /// The year.
        year: i16,
        /// The first number.
        first: u32,
        /// The last number, inclusive.
        last: u32,
        /// Why.
        reason: String,
    },
    /// Note that a number was used in a case.
    NoteNumberUsed {
        /// The number.
        number: DocumentNumber,
        /// The case.
        case: CaseId,
    },
}

impl Command {
    /// The act that policy is asked about.
    pub fn act(&self) -> Act {
        match self {
            Self::Engage { .. }
            | Self::GivePassword { .. }
            | Self::Suspend { .. }
            | Self::Reinstate => Act::ManageAccounts,
            Self::GrantRole { .. }
            | Self::WithdrawRole { .. }
            | Self::RecordCredential { .. }
            | Self::RecordQualification { .. } => Act::ManageRoles,
            Self::ChangePassword { .. } | Self::NoteSignIn { .. } => Act::UseAccount,
            Self::NoteUnmask { .. } => Act::Unmask,
            Self::ReserveNumbers { .. } => Act::ReserveNumbers,
            Self::VoidNumbers { .. } | Self::NoteNumberUsed { .. } => Act::VoidNumbers,
        }
    }

    /// What policy looks at: the officer's unit where numbers are concerned.
    pub fn subject(&self, person: Option<&Person>) -> Subject {
        match (self, person) {
            (
                Self::ReserveNumbers { .. }
                | Self::VoidNumbers { .. }
                | Self::NoteNumberUsed { .. },
                Some(person),
            ) => person.subject(),
            (_, _) => Subject::default(),
        }
    }

    /// Decides whether the account may change so.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        person: Option<&Person>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        if let Self::Engage { name, login, unit } = self {
            return engage(person, (name, login, unit), setting);
        }
        let person = person.ok_or_else(|| {
            Refusal::new("ORG-001", "没有这个账户。", "请先由系统管理员开立账户。")
        })?;
        let event = match self {
            Self::Engage { .. } => return Ok(vec![]),
            Self::ReserveNumbers { count } => return numbers::reserve(person, *count, setting),
            Self::VoidNumbers { year, first, last, reason } => {
                return numbers::void(person, (*year, *first, *last), reason, setting);
            }
            Self::NoteNumberUsed { number, case } => {
                return numbers::note_used(person, number, case);
            }
            Self::GrantRole { role } => {
                let mut roles: BTreeSet<Role> = person.roles.clone();
                roles.insert(*role);
                if admin_roles_conflict(&roles) {
                    return Err(admins_are_separate(&person.name).into());
                }
                Event::RoleGranted { role: *role }
            }
            Self::WithdrawRole { role } => Event::RoleWithdrawn { role: *role },
            Self::RecordCredential { credential } => {
                let mut found = Obstacles::new();
                found.require(!credential.number.trim().is_empty(), || {
                    Refusal::new("ORG-003", "没有填写执法证号。", "请填写证件上的号码。")
                        .at("number")
                });
                found.require(credential.valid_from <= credential.valid_until, || {
                    Refusal::new("ORG-004", "证件有效期的起止日期颠倒。", "请核对证件后重新填写。")
                        .at("valid_until")
                });
                found.clear()?;
                Event::CredentialRecorded { credential: credential.clone() }
            }
            Self::RecordQualification { number } => {
                Event::QualificationRecorded { number: number.clone() }
            }
            Self::GivePassword { hash } => Event::PasswordSet { hash: hash.clone(), initial: true },
            Self::ChangePassword { hash } => {
                own_account(person, setting)?;
                Event::PasswordSet { hash: hash.clone(), initial: false }
            }
            Self::Suspend { reason } => {
                if setting.me() == Some(&person.id) {
                    return Err(Refusal::new(
                        "ORG-005",
                        "不能停用自己的账户。",
                        "请另一名系统管理员办理。",
                    )
                    .into());
                }
                Event::Suspended { reason: reason.clone() }
            }
            Self::Reinstate => Event::Reinstated,
            Self::NoteSignIn { succeeded: true } => Event::SignedIn,
            Self::NoteSignIn { succeeded: false } => Event::SignInFailed,
            Self::NoteUnmask { stream, reason } => {
                own_account(person, setting)?;
                if reason.trim().is_empty() {
                    return Err(Refusal::new(
                        "ORG-007",
                        "没有写明查看理由。",
                        "请写明为办理哪项工作需要查看。",
                    )
                    .at("reason")
                    .into());
                }
                Event::Unmasked { stream: stream.clone(), reason: reason.clone() }
            }
        };
        Ok(vec![event])
    }
}

fn engage(
    person: Option<&Person>,
    (name, login, unit): (&str, &str, &UnitId),
    setting: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let mut found = Obstacles::new();
    found.require(person.is_none(), || {
        Refusal::new("ORG-008", "这个账户已经开立。", "请在人员列表中查找。")
    });
    found.require(!name.trim().is_empty(), || {
        Refusal::new("ORG-009", "没有填写姓名。", "请填写真实姓名。").at("name")
    });
    found.require(!login.trim().is_empty(), || {
        Refusal::new("ORG-015", "没有填写登录名。", "请填写登录名。").at("login")
    });
    found.require(setting.roster.by_login(login.trim()).is_none(), || {
        Refusal::new("ORG-002", "这个登录名已被使用。", "请换一个登录名。").at("login")
    });
    let unit = setting.law.unit(unit);
    found.require(unit.is_some(), || {
        Refusal::new("ORG-006", "没有这个单位。", "请从单位列表中选择。").at("unit")
    });
    found.clear()?;
    let Some(unit) = unit else { return Ok(vec![]) };
    Ok(vec![Event::Engaged {
        name: name.trim().to_owned(),
        login: login.trim().to_owned(),
        unit: unit.id.clone(),
        authority: unit.authority.clone(),
        towns: unit.towns.iter().cloned().collect(),
    }])
}

fn own_account(person: &Person, setting: &Setting<'_>) -> Result<(), Refused> {
    match setting.actor {
        Actor::System => Ok(()),
        Actor::Person(member) if member.person == person.id => Ok(()),
        Actor::Person(_) | Actor::Public => {
            Err(Refusal::new("ORG-016", "只能修改自己的账户。", "请由本人登录后办理。").into())
        }
    }
}

fn admins_are_separate(name: &str) -> Refusal {
    Refusal::new(
        "ORG-017",
        format!("{name}不能兼任：系统、安全、审计三类管理员分设，且不兼任执法岗位。"),
        "请为管理员岗位另设账户。",
    )
}
