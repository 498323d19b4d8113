//! What an installation chooses about its pages, and what every handler is given.

use std::{collections::HashMap, sync::Arc};

use app::App;
use axum::http::Method;

use super::{Door, Knock};
use domain::policy::Act;

/// What an installation chooses about its pages.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// Whether people reach the site over https: secure cookies and HSTS.
    pub https: bool,
    /// The address people type, such as `https://zhifa.example.gov.cn`; forms must come from it.
    /// Without one, a form must come from the host it is sent to.
    pub origin: Option<String>,
    /// The address pattern of the tile source of maps, such as `https://tiles.example/{z}/{x}/{y}.png`.
    pub tiles: Option<String>,
}

/// What every handler is given.
#[derive(Clone)]
pub struct Site {
    pub app: App,
    pub settings: Arc<SiteSettings>,
    doors: Arc<HashMap<(Method, &'static str), (Act, Door)>>,
}

impl Site {
    pub(super) fn new(app: App, settings: SiteSettings, table: &[Knock]) -> Self {
        let doors = table
            .iter()
            .map(|knock| ((knock.method.clone(), knock.path), (knock.act, knock.door)))
            .collect();
        Self { app, settings: Arc::new(settings), doors: Arc::new(doors) }
    }

    /// The act and the door of an address; a HEAD is a GET whose body is not sent.
    pub(super) fn door(&self, method: &Method, path: &str) -> Option<(Act, Door)> {
        let method = if method == Method::HEAD { Method::GET } else { method.clone() };
        self.doors
            .iter()
            .find(|((known, pattern), _)| *known == method && *pattern == path)
            .map(|(_, door)| *door)
    }

    /// The name of the cookie that holds the session.
    pub fn cookie_name(&self) -> &'static str {
        if self.settings.https { "__Host-zhifa" } else { "zhifa" }
    }
}
