//! What a place can be: towns, special areas, items in force and the point on the map, as fields.

use std::collections::BTreeSet;

use domain::{
    catalogue::Power,
    ids::TownId,
    packs::{AreaId, Jurisdiction},
};
use jiff::civil::Date;

use crate::{
    Site,
    components::form::{Choice, Field, FieldValue, MapView},
};

/// The towns a person answers for, or all when the set is empty.
pub fn towns(law: &Jurisdiction, own: &BTreeSet<TownId>) -> Vec<Choice> {
    let towns = law.towns.iter().filter(|town| own.is_empty() || own.contains(&town.id));
    towns.map(|town| Choice::new(town.id.as_str(), &town.name)).collect()
}

/// The special areas, each with the towns it lies in.
pub fn areas(law: &Jurisdiction) -> Vec<Choice> {
    law.areas
        .iter()
        .map(|area| {
            let towns: Vec<&str> = area.towns.iter().map(|town| town_name(law, town)).collect();
            Choice::new(&area.id.0, &area.name).help(towns.join("、"))
        })
        .collect()
}

/// The inspection items in force on the day.
pub fn items(law: &Jurisdiction, on: Date) -> Vec<Choice> {
    law.items_at(Power::Inspection, on)
        .map(|item| Choice::new(item.id.as_str(), &item.name))
        .collect()
}

/// The name of a town; its id when it is unknown.
pub fn town_name<'a>(law: &'a Jurisdiction, id: &'a TownId) -> &'a str {
    law.town(id).map_or(id.as_str(), |town| &town.name)
}

/// The name of an area; its id when it is unknown.
pub fn area_name(law: &Jurisdiction, id: &str) -> String {
    law.area(&AreaId::new(id)).map_or_else(|| id.to_owned(), |area| area.name.clone())
}

/// A point on the map, in millionths of a degree, with the field that asks for it.
pub fn pin_field(site: &Site, key: &str, label: &str, pin: Option<(i64, i64)>) -> Field {
    // Without a pin the map shows the whole country; the device's position moves it.
    let (lat, lng, zoom) = match pin {
        Some((lat, lng)) => (degrees(lat), degrees(lng), 16),
        None => ("35.0".to_owned(), "105.0".to_owned(), 4),
    };
    let map = MapView { tiles: site.settings.tiles.clone(), lat, lng, zoom };
    let field = Field::place(key, label, map);
    match pin {
        Some((lat, lng)) => {
            field.answered(FieldValue::Place { lat: degrees(lat), lng: degrees(lng) })
        }
        None => field,
    }
}

/// Millionths of a degree as decimal degrees.
pub fn degrees(micro: i64) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let size = micro.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn millionths_are_shown_as_decimal_degrees() {
        assert_eq!(degrees(35_070_001), "35.070001");
        assert_eq!(degrees(-500_000), "-0.500000");
        assert_eq!(degrees(0), "0.000000");
    }
}
