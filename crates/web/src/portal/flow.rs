//! The flow chart of the legal review, for everybody to see (重大执法决定法制审核流程图).

use askama::Template;
use axum::{extract::State, response::Response};

use super::frame::{Reading, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{flow_chart::FlowChart, shell::PortalShell},
    pages::{samples::Sample, show, tools::review_chart},
};

/// The address.
const HERE: &str = "/portal/review-flow";

#[derive(Template)]
#[template(path = "portal/flow.html")]
pub struct FlowPage {
    pub portal: PortalShell,
    pub chart: FlowChart,
}

/// `GET /portal/review-flow`
pub async fn flow(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    Ok(kept(show(&FlowPage { portal: shell(&site, HERE, reading), chart: review_chart(None) })?))
}

pub(super) fn samples() -> Vec<Sample> {
    let page = FlowPage { portal: sample_shell(HERE), chart: review_chart(None) };
    vec![Sample::of("portal flow", &page)]
}
