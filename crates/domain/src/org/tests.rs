//! Accounts: opened, given roles and certificates, suspended, and each by the right administrator.

use jiff::civil::date;

use super::*;
use crate::policy::{Act, Verdict, permit};
use crate::testing::*;
use crate::world::StreamId;

fn id(name: &str) -> StreamId {
    StreamId::person(&PersonId::new(name))
}

fn engage(login: &str) -> Command {
    Command::Engage { name: "演示新人".into(), login: login.into(), unit: UnitId::new("zd1") }
}

fn engaged() -> Desk {
    let mut desk = Desk::open(MONDAY);
    desk.by("p-xitong").does(&id("n1"), engage("xinren"));
    desk
}

#[test]
fn an_account_has_a_name_a_free_login_and_a_known_unit() {
    let mut desk = Desk::open(MONDAY);
    desk.by("p-xitong");
    let bad = Command::Engage { name: " ".into(), login: String::new(), unit: UnitId::new("none") };
    assert_eq!(desk.refused(&id("n1"), bad), ["ORG-009", "ORG-015", "ORG-006"]);
    assert_eq!(desk.refused(&id("n1"), engage("zd1a")), ["ORG-002"]);
    assert_eq!(desk.refused(&id("n1"), Command::Reinstate), ["ORG-001"]);
    desk.does(&id("n1"), engage("xinren"));
    assert_eq!(desk.refused(&id("n1"), engage("xinren2")), ["ORG-008"]);
    let person = desk.streams[&id("n1")].as_person().unwrap();
    assert_eq!(person.authority.as_str(), "jtj");
    assert!(person.towns.contains(&TownId::new("huji")));
}

#[test]
fn the_three_administrators_are_three_people() {
    let mut desk = engaged();
    desk.by("p-anquan").does(&id("n1"), Command::GrantRole { role: Role::SquadOfficer });
    let admin = Command::GrantRole { role: Role::AuditAdmin };
    assert_eq!(desk.refused(&id("n1"), admin.clone()), ["ORG-017"]);
    desk.does(&id("n1"), Command::WithdrawRole { role: Role::SquadOfficer });
    desk.does(&id("n1"), admin);
    let grant: crate::world::Command = Command::GrantRole { role: Role::Leader }.into();
    assert!(matches!(desk.by("p-xitong").verdict(&id("n1"), &grant), Verdict::Denied(_)));
}

#[test]
fn a_certificate_has_a_number_and_runs_forward() {
    let mut desk = engaged();
    desk.by("p-anquan");
    let record = |number: &str, until| Command::RecordCredential {
        credential: Credential {
            number: number.into(),
            valid_from: date(2026, 1, 1),
            valid_until: until,
        },
    };
    assert_eq!(desk.refused(&id("n1"), record(" ", date(2025, 1, 1))), ["ORG-003", "ORG-004"]);
    desk.does(&id("n1"), record("演示-1", date(2026, 3, 2)));
    desk.does(&id("n1"), Command::RecordQualification { number: "演示".into() });
    let person = desk.streams[&id("n1")].as_person().unwrap().clone();
    let mut roster = Roster::default();
    roster.put(person);
    let n1 = PersonId::new("n1");
    assert!(roster.qualified(&n1, date(2026, 3, 2)).is_ok(), "the last day counts");
    let lapsed = roster.qualified(&n1, date(2026, 3, 3)).unwrap_err();
    assert_eq!(lapsed.code, "ORG-014");
    assert_eq!(roster.qualified(&n1, date(2025, 12, 31)).unwrap_err().code, "ORG-014");
}

#[test]
fn a_suspended_person_may_not_act_and_nobody_suspends_themselves() {
    let suspend = |why: &str| Command::Suspend { reason: why.into() };
    let mut desk = engaged();
    desk.by("p-anquan").does(
        &id("n1"),
        Command::RecordCredential {
            credential: Credential {
                number: "演示-1".into(),
                valid_from: date(2026, 1, 1),
                valid_until: date(2029, 1, 1),
            },
        },
    );
    desk.by("p-xitong").does(&id("n1"), suspend("离岗"));
    let person = desk.streams[&id("n1")].as_person().unwrap().clone();
    desk.roster.put(person);
    let n1 = PersonId::new("n1");
    assert_eq!(desk.roster.qualified(&n1, MONDAY).unwrap_err().code, "ORG-012");
    desk.does(&id("n1"), Command::Reinstate);
    let own = desk.roster.get(&PersonId::new("p-xitong")).unwrap().clone();
    desk.streams.insert(id("p-xitong"), crate::world::State::Person(Box::new(own)));
    assert_eq!(desk.refused(&id("p-xitong"), suspend("试试")), ["ORG-005"]);
}

#[test]
fn a_password_is_given_once_and_then_changed_by_its_owner() {
    let mut desk = engaged();
    desk.by("p-xitong").does(&id("n1"), Command::GivePassword { hash: "$argon2id$1".into() });
    assert!(desk.streams[&id("n1")].as_person().unwrap().password_is_initial);
    let change = || Command::ChangePassword { hash: "$argon2id$2".into() };
    assert_eq!(desk.refused(&id("n1"), change()), ["ORG-016"]);
    let person = desk.streams[&id("n1")].as_person().unwrap().clone();
    desk.roster.put(person);
    desk.by("n1").send(&id("n1"), change()).unwrap();
    assert!(!desk.streams[&id("n1")].as_person().unwrap().password_is_initial);
}

#[test]
fn looking_at_masked_values_leaves_a_reason_and_only_ones_own_name() {
    let look = |why: &str| Command::NoteUnmask { stream: "case/K1".into(), reason: why.into() };
    let desk = Desk::open(MONDAY);
    let handler = desk.roster.get(&PersonId::new(HANDLER_A)).unwrap().clone();
    let decide = |who: &str, why: &str| {
        let mut desk = Desk::open(MONDAY);
        desk.by(who);
        let id = crate::ids::CommandId::new("c1");
        desk.with(&id, &BTreeMap::new(), |setting| look(why).decide(Some(&handler), setting))
            .map_err(|r| r.codes().join(" "))
    };
    assert_eq!(decide(HANDLER_A, " "), Err("ORG-007".into()));
    assert_eq!(decide(HANDLER_B, "核对送达地址"), Err("ORG-016".into()));
    assert!(decide(HANDLER_A, "核对送达地址").is_ok());
    assert_eq!(look("").act(), Act::Unmask);
}

#[test]
fn a_login_finds_its_person_and_an_actor_carries_the_roles() {
    let desk = Desk::open(MONDAY);
    let person = desk.roster.by_login("juzhang").unwrap();
    assert_eq!(person.id.as_str(), LEADER);
    assert!(person.actor().has(Role::Leader));
    let own = crate::policy::Subject {
        authority: Some(AuthorityId::new("jtj")),
        ..crate::policy::Subject::default()
    };
    assert_eq!(permit(&person.actor(), Act::ApproveFiling, &own), Verdict::Permitted);
    assert_eq!(desk.roster.name(&PersonId::new("nobody")), "nobody");
}
