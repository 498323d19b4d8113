//! The open list of authorities, their units and the towns each answers for.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::packs::{AuthorityKind, Jurisdiction, Unit};

use super::frame::{Reading, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::shell::PortalShell,
    pages::{samples::Sample, show},
};

/// A unit as the public finds it.
pub struct Office {
    pub name: String,
    pub powers: String,
    pub towns: String,
    pub address: String,
    pub phone: String,
}

/// An authority with its units.
pub struct Body {
    pub name: String,
    pub reconsideration: String,
    pub offices: Vec<Office>,
}

/// A town with the units that answer for it.
pub struct Place {
    pub name: String,
    pub squad: String,
    pub office: String,
}

#[derive(Template)]
#[template(path = "portal/bodies.html")]
pub struct BodiesPage {
    pub portal: PortalShell,
    pub bodies: Vec<Body>,
    pub places: Vec<Place>,
}

/// `GET /portal/bodies`
pub async fn list(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let law = site.app.portal().law();
    let page = BodiesPage {
        portal: shell(&site, "/portal/bodies", reading),
        bodies: bodies(&law),
        places: places(&law),
    };
    Ok(kept(show(&page)?))
}

/// The authorities that enforce here in their own name and have units of their own.
fn bodies(law: &Jurisdiction) -> Vec<Body> {
    let ours = law.authorities.iter().filter(|authority| match authority.kind {
        AuthorityKind::Department | AuthorityKind::Oversight | AuthorityKind::Town => true,
        AuthorityKind::Government
        | AuthorityKind::Partner
        | AuthorityKind::Superior
        | AuthorityKind::Peer => false,
    });
    let bodies = ours.map(|authority| Body {
        name: authority.name.clone(),
        reconsideration: law.reconsideration_name(&authority.id).to_owned(),
        offices: law
            .units
            .iter()
            .filter(|unit| unit.authority == authority.id)
            .map(|unit| office(law, unit))
            .collect(),
    });
    bodies.filter(|body| !body.offices.is_empty()).collect()
}

fn office(law: &Jurisdiction, unit: &Unit) -> Office {
    let powers: Vec<&str> = unit.powers.iter().map(|power| power.name_zh()).collect();
    let towns = unit.towns.iter().filter_map(|id| law.town(id)).map(|town| town.name.as_str());
    Office {
        name: unit.name.clone(),
        powers: powers.join("、"),
        towns: towns.collect::<Vec<_>>().join("、"),
        address: unit.address.clone(),
        phone: unit.phone.clone(),
    }
}

fn places(law: &Jurisdiction) -> Vec<Place> {
    let unit = |unit: Option<&Unit>| unit.map_or_else(String::new, |unit| unit.name.clone());
    law.towns
        .iter()
        .map(|town| Place {
            name: town.name.clone(),
            squad: unit(law.squad_of(&town.id)),
            office: unit(law.town_office(&town.id)),
        })
        .collect()
}

pub(super) fn samples() -> Vec<Sample> {
    let office = Office {
        name: "示例中队".to_owned(),
        powers: "行政检查".to_owned(),
        towns: "示例镇".to_owned(),
        address: "示例路1号".to_owned(),
        phone: "0000-0000000".to_owned(),
    };
    let page = BodiesPage {
        portal: sample_shell("/portal/bodies"),
        bodies: vec![Body {
            name: "示例县交通运输局".to_owned(),
            reconsideration: "示例县人民政府".to_owned(),
            offices: vec![office],
        }],
        places: vec![Place {
            name: "示例镇".to_owned(),
            squad: "示例中队".to_owned(),
            office: "示例镇综合执法办".to_owned(),
        }],
    };
    vec![Sample::of("bodies", &page)]
}
