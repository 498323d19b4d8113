//! What a new, rewritten or repealed statute touches: the items, forms and parameters that cite it.

use jiff::civil::Date;
use law::rulebook::Parameter;
use law::{Cite, Statute};

use super::Jurisdiction;
use super::form::FormSpec;
use crate::catalogue::PowerItem;

/// A statute whose text changed on a day, with everything of the pack that cites it.
#[derive(Clone, Debug)]
pub struct StatuteChange<'a> {
    /// The statute.
    pub statute: &'a Statute,
    /// What happened to it.
    pub change: ChangeKind,
    /// The versions of items that cite it and were in force on the day of the change.
    pub items: Vec<&'a PowerItem>,
    /// The forms that cite it in what they ask for or in their text.
    pub forms: Vec<&'a FormSpec>,
    /// The parameters that cite it and applied on the day of the change.
    pub parameters: Vec<&'a Parameter>,
}

/// What happened to a statute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is in force from this day on, for the first time or in a new version.
    Begins(Date),
    /// It has no version after this day.
    Ends(Date),
}

impl StatuteChange<'_> {
    /// How many of the items and parameters are older than the change: whether they still hold has
    /// to be looked at.
    pub fn older(&self) -> usize {
        let day = self.change.day();
        let items = self.items.iter().filter(|it| it.effective_from < day).count();
        items + self.parameters.iter().filter(|it| it.first_day < day).count()
    }
}

impl ChangeKind {
    /// The first day of the changed law.
    pub fn day(self) -> Date {
        match self {
            Self::Begins(day) => day,
            Self::Ends(last) => last.tomorrow().unwrap_or(last),
        }
    }
}

/// The changes since the first day of the pack's oldest item, later ones first, each with what cites
/// the statute; those that touch nothing of the pack are left out.
pub fn touched(law: &Jurisdiction) -> Vec<StatuteChange<'_>> {
    let since = law.items.iter().map(|it| it.effective_from).min().unwrap_or(Date::MAX);
    let mut found: Vec<StatuteChange<'_>> = law
        .statutes
        .all()
        .iter()
        .flat_map(|statute| changes(statute).map(move |change| (statute, change)))
        .filter(|(_, change)| since <= change.day())
        .map(|(statute, change)| of(law, statute, change))
        .filter(|it| !(it.items.is_empty() && it.forms.is_empty() && it.parameters.is_empty()))
        .collect();
    found.sort_by(|one, other| {
        other.change.day().cmp(&one.change.day()).then(one.statute.title.cmp(&other.statute.title))
    });
    found
}

fn changes(statute: &Statute) -> impl Iterator<Item = ChangeKind> {
    let begins = statute.versions.iter().filter_map(|version| version.in_force_from);
    let last = statute.versions.last().and_then(|version| version.in_force_until);
    begins.map(ChangeKind::Begins).chain(last.map(ChangeKind::Ends))
}

fn of<'a>(law: &'a Jurisdiction, statute: &'a Statute, change: ChangeKind) -> StatuteChange<'a> {
    let day = change.day();
    let cites = |cite: &Cite| law.statutes.find(&cite.statute) == Some(statute);
    let items = law
        .items
        .iter()
        .filter(|it| it.in_force(day) && it.liabilities.iter().chain(&it.prohibitions).any(cites));
    let parameters = law.rules.all().filter(|it| it.covers(day) && it.cites.iter().any(cites));
    let forms = law.forms.values().filter(|form| {
        let fields = form.fields.iter().filter_map(|field| field.cite.as_ref());
        let template = law.templates.get(&format!("forms/{}.typ", form.code));
        form.cite.iter().chain(fields).any(cites) || template.is_some_and(|it| names(statute, it))
    });
    StatuteChange {
        statute,
        change,
        items: items.collect(),
        forms: forms.collect(),
        parameters: parameters.collect(),
    }
}

/// Whether a text names the statute by its title or another of its names.
fn names(statute: &Statute, text: &str) -> bool {
    let mut names = statute.aliases.iter().chain([&statute.title]);
    names.any(|name| text.contains(&format!("《{name}》")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::packs::fixture;

    fn of_statute<'a>(
        found: &'a [StatuteChange<'_>],
        alias: &str,
    ) -> Option<&'a StatuteChange<'a>> {
        found.iter().find(|it| it.statute.aliases.iter().any(|name| name == alias))
    }

    #[test]
    fn a_new_version_names_the_items_and_forms_that_cite_it() {
        let county = fixture::county();
        let found = touched(county);
        let transport = of_statute(&found, "道路运输条例").unwrap();
        assert_eq!(transport.change, ChangeKind::Begins(date(2023, 7, 20)));
        let freight = transport.items.iter().find(|item| item.id.0 == "JX-T-13-CF").unwrap();
        assert_eq!(freight.effective_from, date(2023, 7, 20), "its version begins with it");
        assert!(!transport.items.iter().any(|item| item.id.0 == "JX-T-01-CF"), "公路法");

        let penalty = of_statute(&found, "行政处罚法").unwrap();
        let codes: Vec<&str> = penalty.forms.iter().map(|form| form.code.as_str()).collect();
        assert!(codes.contains(&"TF-15") && codes.contains(&"EX-22"), "{codes:?}");
        assert!(!codes.contains(&"CM-12"), "行政强制法 alone");
        assert!(penalty.parameters.iter().any(|rule| rule.id == "AP-48"));
        assert_eq!(penalty.older(), 0, "all of them begin with the new law");
        assert!(found.is_sorted_by(|one, next| next.change.day() <= one.change.day()));
    }

    #[test]
    fn a_version_that_is_older_than_the_change_is_to_be_looked_at_and_one_that_ended_is_not_touched()
     {
        let mut county = fixture::county().clone();
        let freight = |county: &mut Jurisdiction, from, until| {
            let it = county.items.iter_mut().find(|item| item.id.0 == "JX-T-13-CF").unwrap();
            (it.effective_from, it.effective_until) = (from, until);
        };
        let told = |county: &Jurisdiction| {
            let found = touched(county);
            let transport = of_statute(&found, "道路运输条例").unwrap();
            (transport.items.iter().any(|item| item.id.0 == "JX-T-13-CF"), transport.older())
        };
        let (_, before) = told(&county);
        freight(&mut county, date(2021, 6, 30), None);
        assert_eq!(told(&county), (true, before + 1));
        freight(&mut county, date(2021, 6, 30), Some(date(2023, 7, 20)));
        assert_eq!(told(&county), (true, before + 1));
        freight(&mut county, date(2021, 6, 30), Some(date(2023, 7, 19)));
        assert_eq!(told(&county), (false, before));
    }

    #[test]
    fn a_repealed_statute_is_named_with_the_day_after() {
        let mut county = fixture::county().clone();
        let text = "[[statute]]\ntitle = \"中华人民共和国公路法\"\naliases = [\"公路法\"]\n\
            [[statute.version]]\nin_force_from = \"2017-11-05\"\nin_force_until = \"2027-06-30\"\n";
        county.statutes = law::Statutes::from_toml(text).unwrap();
        let found = touched(&county);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].change, ChangeKind::Ends(date(2027, 6, 30)));
        assert_eq!(found[0].change.day(), date(2027, 7, 1));
        assert!(found[0].items.iter().any(|item| item.id.0 == "JX-T-01-CF"));
    }
}
