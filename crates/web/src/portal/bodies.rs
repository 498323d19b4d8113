//! The open list of authorities, their units and the towns each answers for.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    entrustments::Entrustment,
    packs::{AuthorityKind, Jurisdiction, Monitor, Unit},
};
use law::format::date_zh;

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

/// A deed of entrustment in force.
pub struct Deed {
    pub authority: String,
    pub organisation: String,
    pub items: String,
    pub scope: String,
    pub term: String,
    pub number: String,
}

#[derive(Template)]
#[template(path = "portal/bodies.html")]
pub struct BodiesPage {
    pub portal: PortalShell,
    pub bodies: Vec<Body>,
    pub deeds: Vec<Deed>,
    pub monitors: Vec<Monitor>,
    pub places: Vec<Place>,
}

/// `GET /portal/bodies`
pub async fn list(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let law = site.app.portal().law();
    let deeds = site.app.portal().entrustments().await?;
    let page = BodiesPage {
        portal: shell(&site, "/portal/bodies", reading),
        bodies: bodies(&law),
        deeds: deeds.iter().map(|it| deed(&law, it)).collect(),
        monitors: law.monitors.clone(),
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

fn deed(law: &Jurisdiction, it: &Entrustment) -> Deed {
    let names = it.terms.items.iter().map(|id| {
        let item = law.items.iter().find(|item| item.id == *id);
        item.map_or_else(|| id.to_string(), |item| item.title.clone())
    });
    let number = it.documents.last().and_then(|deed| deed.number.as_ref());
    Deed {
        authority: law.authority(&it.authority).map_or_else(String::new, |a| a.name.clone()),
        organisation: it.terms.organisation.clone(),
        items: names.collect::<Vec<_>>().join("；"),
        scope: it.terms.scope.clone(),
        term: format!("{}至{}", date_zh(it.terms.from), date_zh(it.terms.until)),
        number: number.map_or_else(String::new, |number| number.text.clone()),
    }
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
        deeds: vec![Deed {
            authority: "示例县交通运输局".to_owned(),
            organisation: "示例县公路养护中心".to_owned(),
            items: "示例事项".to_owned(),
            scope: "现场检查、调查取证。".to_owned(),
            term: "2026年3月15日至2027年3月14日".to_owned(),
            number: "示交执〔2026〕委字第0001号".to_owned(),
        }],
        monitors: vec![],
        places: vec![Place {
            name: "示例镇".to_owned(),
            squad: "示例中队".to_owned(),
            office: "示例镇综合执法办".to_owned(),
        }],
    };
    vec![Sample::of("bodies", &page)]
}
