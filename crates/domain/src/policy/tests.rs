//! The policy as a table: printed, compared and tried.

use std::fmt::Write as _;

use super::*;

fn member(role: Role) -> Actor {
    Actor::Person(Member {
        person: PersonId::new("p1"),
        name: "演示".into(),
        unit: UnitId::new("squad-1"),
        authority: AuthorityId::new("bureau"),
        towns: [TownId::new("huji")].into(),
        roles: [role].into(),
    })
}

/// The matrix as text: one line per act and granted role.
fn matrix() -> String {
    let mut text = String::from("# 权限表：行为 × 角色 × 与事项的关系（由测试生成，勿手改）\n");
    for act in Act::ALL {
        let rule = rule_for(*act);
        let _ = write!(text, "\n{} {}\n", act.slug(), act.name_zh());
        if rule.public {
            text.push_str("  公众  全部\n");
        }
        for (role, relation) in rule.grants {
            let _ = writeln!(text, "  {}  {}", role.name_zh(), relation.name_zh());
        }
    }
    text
}

#[test]
fn the_matrix_in_the_docs_is_the_table_in_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy-matrix.txt");
    if std::env::var_os("ZHIFA_GEN").is_some() {
        std::fs::write(path, matrix()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert_eq!(committed, matrix(), "run ./run gen");
}

#[test]
fn a_role_without_a_grant_is_denied_and_told_who_has_it() {
    let verdict = permit(&member(Role::Cashier), Act::DecidePenalty, &Subject::default());
    assert_eq!(verdict, Verdict::Denied("“作出处罚决定”由行政机关负责人办理。".into()));
}

#[test]
fn a_thing_of_another_unit_is_absent_rather_than_forbidden() {
    let theirs = Subject { unit: Some(UnitId::new("squad-2")), ..Subject::default() };
    let ours = Subject { unit: Some(UnitId::new("squad-1")), ..Subject::default() };
    let officer = member(Role::SquadOfficer);
    assert_eq!(permit(&officer, Act::AcceptClue, &theirs), Verdict::Absent);
    assert_eq!(permit(&officer, Act::AcceptClue, &ours), Verdict::Permitted);
}

#[test]
fn the_public_may_report_and_nothing_else() {
    for act in Act::ALL {
        let verdict = permit(&Actor::Public, *act, &Subject::default());
        let open = matches!(act, Act::UsePortal | Act::ReportClue);
        assert_eq!(verdict == Verdict::Permitted, open, "{act:?}");
    }
}

/// Handling, review and decision are never granted to one role (S1-76 is enforced per person
/// and per case by the rules; this keeps the table itself honest).
#[test]
fn no_role_both_handles_and_decides() {
    for role in Role::ALL {
        let may = |act: Act| rule_for(act).grants.iter().any(|(r, _)| *r == role);
        let hats = [Act::SubmitReport, Act::GiveOpinion, Act::DecidePenalty];
        assert!(hats.into_iter().filter(|act| may(*act)).count() <= 1, "{role:?}");
    }
}

#[test]
fn an_administrator_holds_one_role_only() {
    assert!(admin_roles_conflict(&[Role::SystemAdmin, Role::AuditAdmin].into()));
    assert!(admin_roles_conflict(&[Role::SystemAdmin, Role::CaseHandler].into()));
    assert!(!admin_roles_conflict(&[Role::SystemAdmin].into()));
    assert!(!admin_roles_conflict(&[Role::CaseHandler, Role::SquadOfficer].into()));
}
