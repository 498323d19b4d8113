//! 人员: one row a person who can sign in, by login and by unit.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// A person as lists show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// Their id.
    pub id: String,
    /// The name they sign in with.
    pub login: String,
    /// 姓名.
    pub name: String,
    /// 所在机构.
    pub unit: String,
    /// Their roles, with commas between.
    pub roles: String,
    /// Whether they may work now.
    pub state: String,
    /// 执法证号.
    pub credential_number: Option<String>,
    /// The last day of the 执法证.
    pub credential_until: Option<String>,
    /// The position of the last event about them.
    pub seq: i64,
}

/// One person.
pub fn by_id(id: &str) -> Ask<PersonRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The person with a login.
pub fn by_login(login: &str) -> Ask<PersonRow> {
    Ask::rows("WHERE login = $1 ORDER BY id", vec![login.into()])
}

/// The people of a unit.
pub fn of_unit(unit: &str) -> Ask<PersonRow> {
    Ask::rows("WHERE unit = $1 ORDER BY id", vec![unit.into()])
}

/// Everyone.
pub fn all() -> Ask<PersonRow> {
    Ask::rows("ORDER BY unit, id", Vec::new())
}

impl Stored for PersonRow {
    const TABLE: Table = Table {
        name: "person_row",
        key: &["id"],
        columns: &[
            "id",
            "login",
            "name",
            "unit",
            "roles",
            "state",
            "credential_number",
            "credential_until",
            "seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.login).into(),
            (&self.name).into(),
            (&self.unit).into(),
            (&self.roles).into(),
            (&self.state).into(),
            (&self.credential_number).into(),
            (&self.credential_until).into(),
            self.seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            login: row.text()?,
            name: row.text()?,
            unit: row.text()?,
            roles: row.text()?,
            state: row.text()?,
            credential_number: row.maybe_text()?,
            credential_until: row.maybe_text()?,
            seq: row.int()?,
        })
    }
}
