//! What every page of the portal has: its frame, its reading view, and the page that says no.

use std::convert::Infallible;

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};

use crate::{
    PageError, Site,
    components::{
        shell::{PortalShell, View},
        text::Link,
    },
    pages::{samples::Sample, show_as},
};

/// How long a browser may keep a page that shows lists of the pack, in seconds.
const KEPT: &str = "public, max-age=300";

const NAV: [(&str, &str); 8] = [
    ("首页", "/portal"),
    ("反映问题", "/portal/report"),
    ("查询进度", "/portal/progress"),
    ("执法事项", "/portal/items"),
    ("执法机构", "/portal/bodies"),
    ("执法人员", "/portal/officers"),
    ("决定公示", "/portal/decisions"),
    ("核验文书", "/verify"),
];

/// How the reader wants the page: the `view` of the address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading(pub View);

impl<S: Sync> FromRequestParts<S> for Reading {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let view = pairs.iter().find(|(name, _)| name == "view").map(|(_, value)| value.as_str());
        Ok(Self(View::from_query(view)))
    }
}

/// The frame of a page; `here` is its address without the view.
pub(super) fn shell(site: &Site, here: impl Into<String>, reading: Reading) -> PortalShell {
    let law = site.app.portal().law();
    let phones: Vec<String> = law
        .units
        .iter()
        .filter(|unit| {
            unit.parent.is_none() && unit.phone.contains(|mark: char| mark.is_ascii_digit())
        })
        .map(|unit| format!("{}：{}", unit.name, unit.phone))
        .collect();
    let mut foot = vec![
        "本页不使用Cookie，不记录访问者身份。反映问题时留下的联系方式单独加密保存。".to_owned(),
    ];
    if !phones.is_empty() {
        foot.push(format!("咨询电话　{}", phones.join("　")));
    }
    PortalShell {
        platform: "综合行政执法公众服务".to_owned(),
        authority: law.title.clone(),
        nav: NAV.iter().map(|(label, href)| Link::new(*label, *href)).collect(),
        here: here.into(),
        view: reading.0,
        foot,
        login: Some(Link::new("工作人员登录", "/login")),
    }
}

/// Lets browsers keep a page that shows only what the pack says.
pub(super) fn kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    response
}

/// A page of the portal that says why there is no other.
#[derive(Template)]
#[template(path = "portal/told.html")]
pub(super) struct ToldPage {
    pub portal: PortalShell,
    pub title: String,
    pub words: String,
    pub next: Vec<Link>,
}

impl ToldPage {
    pub(super) fn answer(&self, status: StatusCode) -> Result<Response, PageError> {
        show_as(status, self)
    }
}

/// Answers that there is no such public thing.
pub(super) fn absent(site: &Site, reading: Reading, words: &str) -> Result<Response, PageError> {
    let page = ToldPage {
        portal: shell(site, "/portal", reading),
        title: "没有找到".to_owned(),
        words: words.to_owned(),
        next: vec![Link::new("返回首页", "/portal")],
    };
    page.answer(StatusCode::NOT_FOUND)
}

/// A frame for samples.
pub(super) fn sample_shell(here: &str) -> PortalShell {
    PortalShell {
        platform: "综合行政执法公众服务".to_owned(),
        authority: "示例县".to_owned(),
        nav: NAV.iter().map(|(label, href)| Link::new(*label, *href)).collect(),
        here: here.to_owned(),
        view: View::Standard,
        foot: vec!["示例".to_owned()],
        login: Some(Link::new("工作人员登录", "/login")),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let page = ToldPage {
        portal: sample_shell("/portal"),
        title: "没有找到".to_owned(),
        words: "没有这个页面。".to_owned(),
        next: vec![Link::new("返回首页", "/portal")],
    };
    vec![Sample::of("portal told", &page)]
}
