//! Accounts, posts and certificates, for the three administrators: each changes only a part.
//!
//! 系统管理员 opens and suspends accounts, 安全管理员 grants posts and records certificates,
//! 审计管理员 looks. Everything goes through the door as an event.

mod accounts;
mod list;
mod posts;
mod show;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/people", Act::ReadPeople, list::list)
        .page("/people/new", Act::ManageAccounts, accounts::ask_engage)
        .post("/people/new", Act::ManageAccounts, accounts::engage)
        .page("/people/{id}", Act::ReadPeople, show::show_one)
        .page("/people/{id}/suspend", Act::ManageAccounts, accounts::ask_suspend)
        .post("/people/{id}/suspend", Act::ManageAccounts, accounts::suspend)
        .post("/people/{id}/reinstate", Act::ManageAccounts, accounts::reinstate)
        .page("/people/{id}/give-password", Act::ManageAccounts, accounts::ask_password)
        .post("/people/{id}/give-password", Act::ManageAccounts, accounts::give_password)
        .page("/people/{id}/grant-role", Act::ManageRoles, posts::ask_grant)
        .post("/people/{id}/grant-role", Act::ManageRoles, posts::grant)
        .page("/people/{id}/withdraw-role", Act::ManageRoles, posts::ask_withdraw)
        .post("/people/{id}/withdraw-role", Act::ManageRoles, posts::withdraw)
        .page("/people/{id}/record-credential", Act::ManageRoles, posts::ask_credential)
        .post("/people/{id}/record-credential", Act::ManageRoles, posts::credential)
        .page("/people/{id}/record-qualification", Act::ManageRoles, posts::ask_qualification)
        .post("/people/{id}/record-qualification", Act::ManageRoles, posts::qualification)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all.extend(accounts::samples());
    all
}
