//! The open list of officers with a certificate, to compare with whoever shows one.

use app::PublicOfficer;
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::civil::Date;
use law::format::date_zh;
use serde::Deserialize;

use super::frame::{Reading, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{
        form::Field,
        notice::EmptyState,
        shell::{PortalShell, View},
        table::{Column, DataTable, Filters},
        text::{Cell, Tone},
    },
    pages::{samples::Sample, show},
};

#[derive(Template)]
#[template(path = "portal/officers.html")]
pub struct OfficersPage {
    pub portal: PortalShell,
    pub search: Filters,
    pub table: DataTable,
}

/// Which certificate is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    certificate: String,
}

impl Wish {
    /// The number as typed, or as scanned from a certificate.
    fn number(&self) -> &str {
        self.certificate.trim()
    }

    fn is_met_by(&self, officer: &PublicOfficer) -> bool {
        self.number().is_empty() || officer.certificate.eq_ignore_ascii_case(self.number())
    }
}

/// `GET /portal/officers`
pub async fn list(
    State(site): State<Site>,
    reading: Reading,
    Query(wish): Query<Wish>,
) -> Result<Response, PageError> {
    let mut officers = site.app.portal().officers();
    officers.retain(|officer| wish.is_met_by(officer));
    let page = OfficersPage {
        search: search(reading, &wish),
        portal: shell(&site, "/portal/officers", reading),
        table: table(&officers, wish.number(), site.app.today()),
    };
    Ok(kept(show(&page)?))
}

fn search(reading: Reading, wish: &Wish) -> Filters {
    let view = reading.0.query().map(|view| ("view".to_owned(), view.to_owned()));
    Filters {
        action: "/portal/officers".to_owned(),
        fields: vec![Field::text("certificate", "执法证号").value(wish.number())],
        more: Vec::new(),
        reset: "/portal/officers".to_owned(),
        hidden: view.into_iter().collect(),
    }
}

fn table(officers: &[PublicOfficer], number: &str, today: Date) -> DataTable {
    let columns = ["姓名", "单位", "执法主体", "执法证号", "有效期", "状态"].map(Column::new);
    let empty = if number.is_empty() {
        EmptyState::new("没有可以公示的执法人员", "登记执法证件后在这里公示。")
    } else {
        let words = "请核对号码；仍然查不到的，持证人不是本平台登记的执法人员，请向落款机关核实。";
        EmptyState::new(format!("没有执法证号“{number}”"), words)
    };
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
    let page = |officers: &[PublicOfficer], number: &str, today: &str| OfficersPage {
        portal: sample_shell("/portal/officers"),
        search: search(Reading(View::Standard), &Wish { certificate: number.to_owned() }),
        table: table(officers, number, day(today)),
    };
    vec![
        Sample::of("officers", &page(&[officer.clone(), officer.clone()], "", "2026-03-09")),
        Sample::of("officers expired", &page(&[officer], "", "2027-03-09")),
        Sample::of("officers none", &page(&[], "", "2026-03-09")),
        Sample::of("officers unknown", &page(&[], "示例-9999", "2026-03-09")),
    ]
}
