//! The people of the demo pack, with accounts.

use app::{App, By, Order};
use domain::{
    Command, Private, StreamId,
    ids::{CommandId, PersonId},
    org::{Command as Account, Credential},
    packs::DemoPerson,
};
use futures::future::join_all;

/// The password of everybody in a test.
pub const PASSWORD: &str = "测试用口令-2026";

/// Opens an account for everybody in the pack, with their roles and certificates.
pub(crate) async fn engage(app: &App) {
    let hash = app.hash_password(PASSWORD).await.expect("a password can be hashed");
    let law = app.law();
    join_all(law.people.iter().map(|person| engage_one(app, person, &hash))).await;
}

async fn engage_one(app: &App, person: &DemoPerson, hash: &str) {
    let mut commands = vec![Account::Engage {
        name: person.name.clone(),
        login: person.login.clone(),
        unit: person.unit.clone(),
    }];
    commands.extend(person.roles.iter().map(|role| Account::GrantRole { role: *role }));
    commands.extend(person.certificate.as_ref().map(|held| Account::RecordCredential {
        credential: Credential {
            number: held.number.clone(),
            valid_from: held.valid_from,
            valid_until: held.valid_until,
        },
    }));
    let legal = person.legal_qualification.clone();
    commands.extend(legal.map(|number| Account::RecordQualification { number }));
    commands.push(Account::ChangePassword { hash: Private::new(hash) });
    for command in commands {
        send(app, &person.id, command).await;
    }
}

/// Sends a command to the account with the login.
pub(crate) async fn order(app: &App, login: &str, command: Account) {
    send(app, &id(app, login), command).await;
}

/// The id of the person with the login.
pub(crate) fn id(app: &App, login: &str) -> PersonId {
    let people = app.people();
    people.by_login(login).map(|person| person.id.clone()).expect("a login of the demo pack")
}

async fn send(app: &App, person: &PersonId, command: Account) {
    let order = Order {
        id: CommandId::new(app.new_id()),
        stream: StreamId::person(person),
        command: Command::Person(command),
        by: By::System,
        seen: None,
        device: None,
        occurred_at: None,
    };
    app.run(order).await.expect("the account takes the command");
}
