//! The open list of officers with a certificate, to compare with whoever shows one.

use app::PublicOfficer;
use askama::Template;
use axum::{extract::State, response::Response};
use jiff::civil::Date;
use law::format::date_zh;

use super::frame::{Reading, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{
        notice::EmptyState,
        shell::PortalShell,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::{samples::Sample, show},
};

#[derive(Template)]
#[template(path = "portal/officers.html")]
pub struct OfficersPage {
    pub portal: PortalShell,
    pub table: DataTable,
}

/// `GET /portal/officers`
pub async fn list(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let page = OfficersPage {
        portal: shell(&site, "/portal/officers", reading),
        table: table(&site.app.portal().officers(), site.app.today()),
    };
    Ok(kept(show(&page)?))
}

fn table(officers: &[PublicOfficer], today: Date) -> DataTable {
    let columns = ["姓名", "单位", "执法主体", "执法证号", "有效期", "状态"].map(Column::new);
    let empty = EmptyState::new("没有可以公示的执法人员", "登记执法证件后在这里公示。");
    let mut table = DataTable::new("持证执法人员", columns.into(), empty);
    table.rows = officers.iter().map(|officer| row(officer, today)).collect();
    table
}

fn row(officer: &PublicOfficer, today: Date) -> Vec<Cell> {
    let state = if today < officer.valid_from {
        Cell::badge("尚未生效", Tone::Warning)
    } else if officer.valid_until < today {
        Cell::badge("已过有效期", Tone::Danger)
    } else {
        Cell::badge("有效", Tone::Good)
    };
    vec![
        Cell::text(officer.name.clone()),
        Cell::text(officer.unit.clone()),
        Cell::text(officer.authority.clone()),
        Cell::figure(officer.certificate.clone()),
        Cell::figure(format!("{}至{}", date_zh(officer.valid_from), date_zh(officer.valid_until))),
        state,
    ]
}

pub(super) fn samples() -> Vec<Sample> {
    let day = |text: &str| text.parse().unwrap_or(Date::ZERO);
    let officer = PublicOfficer {
        name: "甲某某".to_owned(),
        unit: "示例中队".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        certificate: "示例-0001".to_owned(),
        valid_from: day("2024-01-01"),
        valid_until: day("2026-12-31"),
    };
    let page = |officers: &[PublicOfficer], today: &str| OfficersPage {
        portal: sample_shell("/portal/officers"),
        table: table(officers, day(today)),
    };
    vec![
        Sample::of("officers", &page(&[officer.clone(), officer.clone()], "2026-03-09")),
        Sample::of("officers expired", &page(&[officer], "2027-03-09")),
        Sample::of("officers none", &page(&[], "2026-03-09")),
    ]
}
