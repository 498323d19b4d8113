//! A jurisdiction as its packs describe it: bodies, towns, power items, forms, stamps, rules.
//!
//! Everything is data that was checked at loading. It reads no disk: the caller hands over the
//! texts by path and the digest of their bytes.

pub mod assessment;
pub mod benchmarks;
mod check;
mod check_items;
pub mod form;
mod layers;
mod load;
pub mod monitors;
pub mod org;
pub mod people;
pub mod plans;
pub mod problem;
pub mod publication;
pub mod read;
mod review;
mod rewritten;
pub mod stamps;
mod suspension;
mod touched;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{Calendar, Fen, RuleBook, Statutes};
use serde::Deserialize;

use crate::catalogue::{BaseAmounts, InTime, Mode, Power, PowerItem, Straddle, in_time};
use crate::ids::{AuthorityId, ItemId, TownId, UnitId};
use crate::party::PartyKind;

pub use assessment::Rater;
pub use form::{FieldKind, FieldSpec, FormFamily, FormSpec};
pub use monitors::Monitor;
pub use org::{
    Area, AreaId, AreaKind, Authority, AuthorityKind, Courts, Headcount, Town, TownKind, Unit,
    UnitKind,
};
pub use people::{Certificate, DemoPerson, Establishment};
pub use plans::{InspectionPlan, PlanKind};
pub use problem::PackProblem;
pub use publication::{MaskFor, MaskHow, PublicationPolicy, Publish};
pub use review::{GradeRow, ReviewRow, ReviewTable, Veto};
pub use rewritten::{Rewriting, rewritten};
pub use stamps::{PartyOfMode, Stamp, StampRule};
pub use suspension::{SectorRow, SuspensionRow, SuspensionTable};
pub use touched::{ChangeKind, StatuteChange, touched};

/// A document a jurisdiction rests on (依据文件).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisDocument {
    /// The title.
    pub title: String,
    /// The number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}

/// An entry of the list of first offences that may go unpunished (首违不罚清单).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstOffence {
    /// The item.
    pub item: ItemId,
    /// The branch.
    pub branch: String,
    /// The conditions.
    pub condition: String,
    /// The published list it comes from.
    pub source: String,
}

/// The first offences that may go unpunished, and how far back one looks for an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstOffenceList {
    /// How many months before the act an earlier violation counts; without a number all count.
    pub look_back_months: Option<u16>,
    /// The published document that sets the number.
    pub look_back_source: Option<String>,
    /// The entries.
    pub entries: Vec<FirstOffence>,
}

/// A checked jurisdiction.
#[derive(Clone, Debug)]
pub struct Jurisdiction {
    /// The short name, that of its folder.
    pub name: String,
    /// The Chinese name.
    pub title: String,
    /// The version of the pack.
    pub version: String,
    /// The digest of the texts, as the caller computed it.
    pub digest: String,
    /// The documents it rests on.
    pub basis: Vec<BasisDocument>,
    /// How long whoever gets a clue has for it.
    pub dispatch: DispatchLimit,
    /// The working days.
    pub calendar: Calendar,
    /// The dated parameters.
    pub rules: RuleBook,
    /// The statutes that may be cited.
    pub statutes: Statutes,
    /// Where suits go.
    pub courts: Courts,
    /// The authorities.
    pub authorities: Vec<Authority>,
    /// The units.
    pub units: Vec<Unit>,
    /// The towns.
    pub towns: Vec<Town>,
    /// The special areas.
    pub areas: Vec<Area>,
    /// The power items, every version.
    pub items: Vec<PowerItem>,
    /// The forms by code.
    pub forms: BTreeMap<String, FormSpec>,
    /// The typesetting texts by path below the pack, such as `forms/TF-15.typ`.
    pub templates: BTreeMap<String, String>,
    /// The stamps.
    pub stamps: Vec<Stamp>,
    /// Whose stamp and whose review, by mode.
    pub stamp_rules: Vec<StampRule>,
    /// Who reviews for an authority.
    pub reviewers: BTreeMap<AuthorityId, UnitId>,
    /// The equipment that records violations.
    pub monitors: Vec<Monitor>,
    /// Who rates dispatched staff, with which weight.
    pub raters: Vec<Rater>,
    /// The published plans of inspections.
    pub plans: Vec<InspectionPlan>,
    /// The limits of publication.
    pub publication: PublicationPolicy,
    /// First offences that may go unpunished.
    pub first_offences: FirstOffenceList,
    /// The table by which case files are reviewed.
    pub review: ReviewTable,
    /// The grounds on which an investigation may stand still.
    pub suspension: SuspensionTable,
    /// The people of the demonstration.
    pub people: Vec<DemoPerson>,
}

/// How long a unit has for a clue that it was given, unless the dispatcher says otherwise (派单期限).
///
/// No law sets it: it is a habit of the place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchLimit {
    /// Working days, from the day after the dispatch; at least one.
    pub working_days: u16,
}

impl Default for DispatchLimit {
    /// Of packs that say nothing.
    fn default() -> Self {
        Self { working_days: 5 }
    }
}

/// Why there is no version of an item on a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ItemGap {
    /// There is no such item.
    #[error("事项目录里没有“{0}”，请核对事项编号")]
    Unknown(ItemId),
    /// It begins later.
    #[error("事项“{name}”自{}起生效，当日尚未生效", law::date_zh(*from))]
    NotYet {
        /// The name.
        name: String,
        /// The first day.
        from: Date,
    },
    /// It has ended.
    #[error("事项“{name}”已于{}失效，当日没有有效版本", law::date_zh(*until))]
    Ended {
        /// The name.
        name: String,
        /// The last day.
        until: Date,
    },
}

impl Jurisdiction {
    /// The authority.
    pub fn authority(&self, id: &AuthorityId) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.id == *id)
    }

    /// The unit.
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == *id)
    }

    /// The town.
    pub fn town(&self, id: &TownId) -> Option<&Town> {
        self.towns.iter().find(|town| town.id == *id)
    }

    /// The special area.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == *id)
    }

    /// The squad whose territory the town lies in.
    pub fn squad_of(&self, town: &TownId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.kind == UnitKind::Squad && unit.towns.contains(town))
    }

    /// The enforcement office of the town, which dispatches and judges results.
    pub fn town_office(&self, town: &TownId) -> Option<&Unit> {
        self.units
            .iter()
            .find(|unit| unit.kind == UnitKind::TownOffice && unit.towns.contains(town))
    }

    /// The equipment with the id.
    pub fn monitor(&self, id: &str) -> Option<&Monitor> {
        self.monitors.iter().find(|monitor| monitor.id == id)
    }

    /// The authority that governs the town.
    pub fn town_authority(&self, town: &TownId) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.town.as_ref() == Some(town))
    }

    /// The brigade of the authority.
    pub fn brigade_of(&self, authority: &AuthorityId) -> Option<&Unit> {
        self.units
            .iter()
            .find(|unit| unit.kind == UnitKind::Brigade && unit.authority == *authority)
    }

    /// The version of the item in force on the day.
    ///
    /// # Errors
    /// An [`ItemGap`] that says whether it is unknown, not yet or no longer in force.
    pub fn item_at(&self, id: &ItemId, on: Date) -> Result<&PowerItem, ItemGap> {
        let versions = || self.items.iter().filter(|item| item.id == *id);
        if let Some(item) = versions().find(|item| item.in_force(on)) {
            return Ok(item);
        }
        if let Some(next) =
            versions().filter(|item| on < item.effective_from).min_by_key(|i| i.effective_from)
        {
            return Err(ItemGap::NotYet { name: next.name.clone(), from: next.effective_from });
        }
        match versions().filter_map(|item| Some((item, item.effective_until?))).max_by_key(|v| v.1)
        {
            Some((item, until)) => Err(ItemGap::Ended { name: item.name.clone(), until }),
            None => Err(ItemGap::Unknown(id.clone())),
        }
    }

    /// The version whose provisions a penalty applies: that of the act, or a later one by name of
    /// its first day (从旧兼从轻).
    ///
    /// # Errors
    /// The gap on that day.
    pub fn item_applied(
        &self,
        id: &ItemId,
        act_on: Date,
        law_from: Option<Date>,
    ) -> Result<&PowerItem, ItemGap> {
        self.item_at(id, law_from.unwrap_or(act_on))
    }

    /// Which version of the item governs an act of one day that is decided on another.
    ///
    /// # Law
    /// 《行政处罚法》第三十七条 (AP-24).
    ///
    /// # Errors
    /// The gap on the day of the act.
    pub fn in_time(
        &self,
        id: &ItemId,
        (act_on, on): (Date, Date),
        (branch, bases): (Option<&str>, &BaseAmounts),
    ) -> Result<InTime<'_>, ItemGap> {
        let then = self.item_at(id, act_on)?;
        let now = self.item_at(id, on).ok();
        Ok(in_time(&Straddle { then, now }, (branch, bases)))
    }

    /// The item of the same matter with the given power, whichever version.
    pub fn item_of_matter(&self, matter: &str, power: Power) -> Option<&PowerItem> {
        self.items.iter().find(|item| item.matter == matter && item.power == power)
    }

    /// The items with the given power in force on the day, in the order of the catalogue.
    pub fn items_at(&self, power: Power, on: Date) -> impl Iterator<Item = &PowerItem> {
        self.items.iter().filter(move |item| item.power == power && item.in_force(on))
    }

    /// The form.
    pub fn form(&self, code: &str) -> Option<&FormSpec> {
        self.forms.get(code)
    }

    /// The stamp of the authority.
    pub fn stamp(&self, authority: &AuthorityId) -> Option<&Stamp> {
        self.stamps.iter().find(|stamp| stamp.authority == *authority)
    }

    /// The legal unit that reviews for the authority.
    pub fn reviewer(&self, authority: &AuthorityId) -> Option<&Unit> {
        self.reviewers.get(authority).and_then(|unit| self.unit(unit))
    }

    /// The row of the stamp table for the mode.
    pub fn stamp_rule(&self, mode: Mode) -> Option<&StampRule> {
        self.stamp_rules.iter().find(|rule| rule.mode == mode)
    }

    /// The name of the body that reconsiders decisions of the authority (复议机关).
    pub fn reconsideration_name(&self, authority: &AuthorityId) -> &str {
        self.authority(authority)
            .and_then(|authority| authority.reconsideration.as_ref())
            .and_then(|body| self.authority(body))
            .map_or("本级人民政府", |body| &body.name)
    }

    /// The name of the court for suits.
    pub fn court_name(&self) -> &str {
        &self.courts.suit
    }

    /// The fine from which a hearing must be offered, the local amount or the platform's default.
    ///
    /// Nothing on record means that every fine asks for a hearing.
    ///
    /// # Law
    /// 《行政处罚法》第六十三条 (HT-01, HT-09).
    pub fn hearing_threshold(&self, kind: PartyKind, on: Date) -> Fen {
        let citizen = kind.counts_as_citizen(self.rules.reading("DB-06") != Some("organisation"));
        let id = if citizen { "HT-09.citizen" } else { "HT-09.organisation" };
        self.rules.at(id, on).ok().and_then(law::Parameter::amount).unwrap_or(Fen(0))
    }
}
