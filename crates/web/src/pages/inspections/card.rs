//! The certificate of an officer, large enough to be held out (出示证件), and the page of a step.

use askama::{Template, filters::HtmlSafe};
use axum::{http::StatusCode, response::Response};
use domain::{ids::PersonId, inspections::Inspection, org::Person};
use jiff::civil::Date;
use law::format::date_zh;

use super::found::Found;
use crate::{
    Call, FormTrouble, Held, PageError,
    components::{
        blocks::{KeyValue, PageHead},
        form::{Choice, Field, Form},
        notice::RefusalBox,
        scan::Scan,
        shell::Shell,
        text::{Badge, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show_as,
    },
};

/// One officer's certificate.
#[derive(Clone, Debug, Template)]
#[template(path = "inspections/card.html")]
pub struct CertificateCard {
    pub name: String,
    pub unit: String,
    pub authority: String,
    /// 执法证号; empty if there is none.
    pub number: String,
    /// 有效期.
    pub term: String,
    pub state: Badge,
    /// Leads to the entry in the open list of officers.
    pub scan: Option<Scan>,
}

impl HtmlSafe for CertificateCard {}

/// The certificates of the officers as they stand on the day.
pub fn cards(call: &Call, officers: &[PersonId], on: Date) -> Vec<CertificateCard> {
    let people = call.people();
    officers.iter().filter_map(|id| people.get(id)).map(|who| card(call, who, on)).collect()
}

fn card(call: &Call, person: &Person, on: Date) -> CertificateCard {
    let law = call.law();
    let unit = law.unit(&person.unit).map_or_else(String::new, |unit| unit.name.clone());
    let authority = law.authority(&person.authority);
    let (number, term, state) = certificate(person, on);
    CertificateCard {
        name: person.name.clone(),
        unit,
        authority: authority.map_or_else(String::new, |found| found.name.clone()),
        scan: entry(call.app().public_url(), &number),
        number,
        term,
        state,
    }
}

/// Where the party finds the certificate in the open list.
fn entry(site: &str, number: &str) -> Option<Scan> {
    let query = serde_urlencoded::to_string([("certificate", number)]).ok()?;
    let address = format!("{site}/portal/officers?{query}");
    if number.is_empty() { None } else { Scan::new("扫码核对执法证件", &address) }
}

/// Number, term and state of a certificate on a day.
fn certificate(person: &Person, on: Date) -> (String, String, Badge) {
    match &person.credential {
        None => (String::new(), String::new(), Badge::new("没有执法证", Tone::Danger)),
        Some(held) => {
            let valid = held.valid_from <= on && on <= held.valid_until;
            let state = if valid {
                Badge::new("有效", Tone::Good)
            } else {
                Badge::new("不在有效期内", Tone::Danger)
            };
            let term = format!("{}至{}", date_zh(held.valid_from), date_zh(held.valid_until));
            (held.number.clone(), term, state)
        }
    }
}

/// The officers to choose from, each with the certificate; `chosen` are ticked.
pub fn picker(call: &Call, from: Vec<&Person>, chosen: &[PersonId], on: Date) -> Field {
    let choices = from.into_iter().map(|person| {
        let (number, term, state) = certificate(person, on);
        let help = if number.is_empty() {
            state.label
        } else {
            format!("执法证 {number}，{term}，{}", state.label)
        };
        Choice::new(person.id.as_str(), &person.name).help(help)
    });
    let chosen = chosen.iter().map(ToString::to_string).collect();
    Field::checkboxes("officers", "执法人员", choices.collect())
        .help(format!("至少两名持有有效执法证的人员。{}", on_whom(call)))
        .answered(crate::components::form::FieldValue::Many(chosen))
        .required()
}

fn on_whom(call: &Call) -> String {
    let law = call.law();
    let unit = law.unit(&call.person().unit).map_or("", |unit| unit.name.as_str());
    format!("列出的是{unit}的人员。")
}

/// A step of an inspection: the certificates where they are shown, the form, the facts.
#[derive(Template)]
#[template(path = "inspections/step.html")]
pub struct StepPage {
    pub shell: Shell,
    pub head: PageHead,
    pub refusals: Vec<RefusalBox>,
    pub cards: Vec<CertificateCard>,
    /// The record to be read before it is signed; none in other steps.
    pub record: Option<Found>,
    pub form: Form,
    pub facts: KeyValue,
}

impl StepPage {
    /// The page around the form of a step.
    pub async fn new(
        call: &Call,
        it: &Held<Inspection>,
        title: &str,
        form: Form,
    ) -> Result<Self, PageError> {
        let above = vec![
            Link::new("检查", "/inspections"),
            Link::new(super::show::title(call, it), format!("/inspections/{}", it.id)),
        ];
        Ok(Self {
            shell: call.shell("/inspections", above, title).await?,
            head: PageHead::new(title, super::show::title(call, it)),
            refusals: Vec::new(),
            cards: Vec::new(),
            record: None,
            form,
            facts: super::show::facts(call, it),
        })
    }

    /// Shows the form for the first time.
    pub fn show(&self) -> Result<Response, PageError> {
        show_as(StatusCode::OK, self)
    }

    /// Shows the form again with what was refused.
    pub fn show_again(mut self, trouble: FormTrouble) -> Result<Response, PageError> {
        self.refusals = trouble.refusals;
        self.shell.notices.extend(trouble.notices);
        show_as(trouble.status, &self)
    }
}

pub(super) fn sample_card() -> CertificateCard {
    CertificateCard {
        name: "甲某某".to_owned(),
        unit: "示例中队".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        number: "示例-0001".to_owned(),
        term: "2024年1月1日至2029年12月31日".to_owned(),
        state: Badge::new("有效", Tone::Good),
        scan: entry("https://example.invalid", "示例-0001"),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let page = StepPage {
        shell: sample_shell("/inspections", "到场亮证"),
        head: PageHead::new("到场亮证", "示例运输有限公司"),
        refusals: Vec::new(),
        cards: vec![sample_card()],
        record: None,
        form: Form::new("/inspections/1/arrive-on-site", "sample")
            .field(Field::text("met_name", "现场人员").required()),
        facts: KeyValue { pairs: Vec::new() },
    };
    vec![Sample::of("step of an inspection", &page)]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{
        Private,
        ids::{AuthorityId, PersonId, UnitId},
        org::{Credential, Person},
    };
    use jiff::civil::date;

    use super::certificate;

    fn officer(credential: Option<Credential>) -> Person {
        Person {
            id: PersonId::new("p"),
            name: "甲某某".to_owned(),
            login: "a".to_owned(),
            unit: UnitId::new("u"),
            authority: AuthorityId::new("a"),
            towns: BTreeSet::new(),
            roles: BTreeSet::new(),
            credential,
            legal_qualification: None,
            password: Private::new(""),
            password_is_initial: false,
            suspended: false,
            blocks: Vec::new(),
        }
    }

    #[test]
    fn a_certificate_is_valid_through_its_last_day() {
        let held = officer(Some(Credential {
            number: "示例-0001".to_owned(),
            valid_from: date(2024, 1, 1),
            valid_until: date(2026, 3, 9),
        }));
        assert_eq!(certificate(&held, date(2026, 3, 9)).2.label, "有效");
        assert_eq!(certificate(&held, date(2026, 3, 10)).2.label, "不在有效期内");
        assert_eq!(certificate(&officer(None), date(2026, 3, 9)).2.label, "没有执法证");
    }
}
