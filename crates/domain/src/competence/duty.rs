//! Whether a unit may do a thing at all: the questions asked when work begins.

use super::refusal;
use crate::catalogue::Power;
use crate::ids::{TownId, UnitId};
use crate::packs::{AreaId, AreaKind, Jurisdiction, Unit, UnitKind};
use crate::refusal::Refusal;

/// Decides whether the unit may open a penalty case.
///
/// # Errors
/// A refusal that says who may, when it may not: squads inspect and hand over.
pub fn may_open_penalty(jurisdiction: &Jurisdiction, unit: &UnitId) -> Result<(), Refusal> {
    may_exercise(jurisdiction, unit, Power::Penalty)
}

/// Decides whether the unit may exercise the power in the name of its authority.
///
/// # Errors
/// A refusal that says who may, when it may not.
pub fn may_exercise(
    jurisdiction: &Jurisdiction,
    unit: &UnitId,
    power: Power,
) -> Result<(), Refusal> {
    let found = known(jurisdiction, unit)?;
    if found.powers.contains(&power) {
        return Ok(());
    }
    let holder = jurisdiction
        .brigade_of(&found.authority)
        .or_else(|| jurisdiction.units.iter().find(|other| other.powers.contains(&power)));
    Err(refusal::power_not_held(&found.name, power, holder.map_or("有权机关", |u| &u.name)))
}

/// Decides whether the unit may inspect at the place.
///
/// `support_order` names the squad that the brigade ordered to support outside its territory.
///
/// # Errors
/// A refusal when the unit does not inspect, or not there.
pub fn may_inspect(
    jurisdiction: &Jurisdiction,
    unit: &UnitId,
    (town, area): (&TownId, Option<&AreaId>),
    support_order: Option<&UnitId>,
) -> Result<(), Refusal> {
    may_exercise(jurisdiction, unit, Power::Inspection)?;
    let found = known(jurisdiction, unit)?;
    if found.kind != UnitKind::Squad || support_order == Some(unit) {
        return Ok(());
    }
    let area = area.and_then(|id| jurisdiction.area(id));
    let urban = area.is_some_and(|area| area.kind == AreaKind::Urban);
    // A park is inspected by the squad of its host town, wherever its edge runs.
    let host = area
        .filter(|area| area.kind == AreaKind::Park)
        .and_then(|area| area.towns.first())
        .unwrap_or(town);
    if found.towns.contains(host) && !urban {
        return Ok(());
    }
    let competent: Option<&Unit> =
        if urban { jurisdiction.brigade_of(&found.authority) } else { jurisdiction.squad_of(host) };
    let place = area
        .map(|area| area.name.as_str())
        .or_else(|| jurisdiction.town(town).map(|town| town.name.as_str()));
    Err(refusal::outside_territory(
        &found.name,
        place.unwrap_or("该地点"),
        competent.map_or("有权机构", |unit| &unit.name),
    ))
}

fn known<'j>(jurisdiction: &'j Jurisdiction, unit: &UnitId) -> Result<&'j Unit, Refusal> {
    jurisdiction.unit(unit).ok_or_else(|| refusal::unknown_unit(unit.as_str()))
}
