//! Looking up how far a report has come, by its receipt number.

use app::Progress;
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use law::format::date_zh;

use super::{
    frame::{Reading, sample_shell, shell},
    limits::PacedLookUp,
};
use crate::{
    FormBody, PageError, Site,
    components::{
        form::{Field, Form, FormError},
        shell::PortalShell,
    },
    pages::{samples::Sample, show, show_as},
};

/// The most characters that a number is read from.
const LONGEST: usize = 64;

#[derive(Template)]
#[template(path = "portal/progress.html")]
pub struct ProgressPage {
    pub portal: PortalShell,
    pub form: Form,
    pub found: Option<Shown>,
}

/// What is shown of a report.
#[derive(Clone, Debug)]
pub struct Shown {
    pub receipt: String,
    pub stage: String,
    pub received: String,
    pub steps: Vec<String>,
    pub reply: Option<String>,
}

/// `GET /portal/progress`
pub async fn ask(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let portal = shell(&site, "/portal/progress", reading);
    let form = form(&portal);
    show(&ProgressPage { portal, form, found: None })
}

/// `POST /portal/progress`
///
/// The number is posted, so that it stands in no address and no log. A number that is unknown
/// and words that are no number get the same answer after the same look-up.
pub async fn look_up(
    State(site): State<Site>,
    reading: Reading,
    _: PacedLookUp,
    body: FormBody,
) -> Result<Response, PageError> {
    let portal = shell(&site, "/portal/progress", reading);
    let found = site.app.portal().progress(&plain(body.get("receipt"))).await?;
    let mut form = form(&portal);
    if found.is_none() {
        let message = "没有查到这个回执号，请对照回执核对后重新输入。".to_owned();
        form = form.with_errors(vec![FormError { field: Some("receipt".to_owned()), message }]);
    }
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    show_as(status, &ProgressPage { portal, form, found: found.map(shown) })
}

/// The marks of a number as people write it: in groups, in small letters, with O for 0.
fn plain(typed: &str) -> String {
    let marks = typed.chars().filter(char::is_ascii_alphanumeric).take(LONGEST);
    let marks = marks.map(|mark| match mark.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    marks.collect()
}

fn shown(progress: Progress) -> Shown {
    Shown {
        receipt: progress.receipt,
        stage: progress.stage,
        received: date_zh(progress.received_on),
        steps: progress.steps,
        reply: progress.reply,
    }
}

fn form(portal: &PortalShell) -> Form {
    let help = "提交问题时得到的20位字母和数字，中间的空格可以不输。";
    Form::new(portal.link("/portal/progress"), "")
        .field(Field::text("receipt", "回执号").required().help(help))
        .submit("查询")
}

pub(super) fn samples() -> Vec<Sample> {
    let portal = sample_shell("/portal/progress");
    let shown = Shown {
        receipt: "7K3M9P2QX4TVWZ5YB8CD".to_owned(),
        stage: "办理中".to_owned(),
        received: "2026年3月9日".to_owned(),
        steps: vec!["2026年3月9日受理。".to_owned()],
        reply: Some("已经清理。".to_owned()),
    };
    let page = |found| ProgressPage { portal: portal.clone(), form: form(&portal), found };
    vec![Sample::of("progress", &page(None)), Sample::of("progress found", &page(Some(shown)))]
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_number_is_understood_as_people_write_it() {
        assert_eq!(plain(" 7k3m 9p2q-x4o1l "), "7K3M9P2QX4011");
        assert_eq!(plain("' OR 1=1 --"), "0R11");
        assert_eq!(plain(&"A".repeat(500)).len(), 64);
    }
}
