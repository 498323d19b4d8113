//! The people of the demonstration: those of the pack, and one dispatcher and one lead for every
//! town office that the pack leaves without.

use domain::ids::{ItemId, PersonId, TownId, UnitId};
use domain::packs::{DemoPerson, Jurisdiction, UnitKind};
use domain::policy::Role;
use jiff::civil::Date;

use super::DemoError;

/// Surnames of the people made up for the towns.
const SURNAMES: [&str; 13] =
    ["贾", "路", "江", "童", "颜", "郭", "梅", "盛", "林", "刁", "钟", "徐", "邱"];

/// Everybody, with their posts.
#[derive(Debug)]
pub struct Cast<'a> {
    /// The county they work in.
    pub law: &'a Jurisdiction,
    /// Everybody with an account.
    pub people: Vec<DemoPerson>,
}

impl<'a> Cast<'a> {
    /// The cast of a county.
    pub fn of(law: &'a Jurisdiction) -> Self {
        let mut people = law.people.clone();
        let offices = law.units.iter().filter(|unit| unit.kind == UnitKind::TownOffice);
        for (nth, office) in offices.enumerate() {
            let surname = SURNAMES.get(nth % SURNAMES.len()).copied().unwrap_or_default();
            for (role, login, given) in
                [(Role::Dispatcher, "diaodu", "听雨"), (Role::TownLead, "zhenling", "望山")]
            {
                if law.people.iter().any(|p| p.unit == office.id && p.roles.contains(&role)) {
                    continue;
                }
                let town = office.towns.first().map_or(office.id.as_str(), TownId::as_str);
                people.push(DemoPerson {
                    id: PersonId::new(format!("p-{login}-{town}")),
                    name: format!("【演示】{surname}{given}"),
                    unit: office.id.clone(),
                    roles: vec![role],
                    login: format!("{login}-{town}"),
                    establishment: None,
                    certificate: None,
                    legal_qualification: None,
                    remark: None,
                });
            }
        }
        Self { law, people }
    }

    /// Whoever holds the role, in the order of the pack.
    pub fn holding(&self, role: Role) -> Vec<&PersonId> {
        self.people.iter().filter(|p| p.roles.contains(&role)).map(|p| &p.id).collect()
    }

    /// The `nth` of those who hold the role, counted round.
    pub fn one(&self, role: Role, nth: usize) -> Result<PersonId, DemoError> {
        let all = self.holding(role);
        let one = all.get(nth % all.len().max(1)).map(|id| (*id).clone());
        one.ok_or(DemoError::Nobody(role.name_zh()))
    }

    /// Whoever holds the role in the enforcement office of the town.
    pub fn of_town(&self, role: Role, town: &TownId) -> Result<PersonId, DemoError> {
        let office = self.law.town_office(town).map(|unit| &unit.id);
        let one = self.people.iter().find(|p| Some(&p.unit) == office && p.roles.contains(&role));
        one.map(|p| p.id.clone()).ok_or(DemoError::Nobody(role.name_zh()))
    }

    /// Two officers of the unit with valid certificates; which two turns with `nth`.
    pub fn officers(
        &self,
        unit: &UnitId,
        on: Date,
        nth: usize,
    ) -> Result<Vec<PersonId>, DemoError> {
        let able = |p: &&DemoPerson| {
            p.unit == *unit && p.certificate.as_ref().is_some_and(|c| c.valid_on(on))
        };
        let all: Vec<&DemoPerson> = self.people.iter().filter(able).collect();
        let two = all.iter().cycle().skip(nth % all.len().max(1)).take(2);
        let two: Vec<PersonId> = two.map(|p| p.id.clone()).collect();
        if all.len() < 2 { Err(DemoError::Nobody("执法人员")) } else { Ok(two) }
    }

    /// The unit that inspects the item in the town.
    pub fn inspecting(&self, item: &ItemId, town: &TownId, on: Date) -> Result<UnitId, DemoError> {
        domain::competence::inspecting_unit(self.law, item, town, None, on)
            .map(|found| found.unit)
            .map_err(|refusal| DemoError::Unfit(refusal.what))
    }

    /// The name of the town.
    pub fn town_name(&self, town: &TownId) -> &str {
        self.law.town(town).map_or("", |town| town.name.as_str())
    }
}
