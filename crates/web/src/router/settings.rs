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
    /// What keeps the open forms of the portal from being flooded.
    pub(crate) limits: Arc<crate::portal::Limits>,
    doors: Arc<HashMap<&'static str, Vec<Knock>>>,
}

impl Site {
    pub(super) fn new(app: App, settings: SiteSettings, table: &[Knock]) -> Self {
        let mut doors: HashMap<&'static str, Vec<Knock>> = HashMap::new();
        for knock in table {
            doors.entry(knock.path).or_default().push(knock.clone());
        }
        let limits = Arc::new(crate::portal::Limits::new(&[app.new_id(), app.new_id()]));
        Self { app, settings: Arc::new(settings), limits, doors: Arc::new(doors) }
    }

    /// The act and the door of an address; a HEAD is a GET whose body is not sent.
    pub(super) fn door(&self, method: &Method, path: &str) -> Option<(Act, Door)> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let knocks = self.doors.get(path)?;
        let knock = knocks.iter().find(|knock| knock.method == method)?;
        Some((knock.act, knock.door))
    }

    /// The name of the cookie that holds the session.
    pub fn cookie_name(&self) -> &'static str {
        if self.settings.https { "__Host-zhifa" } else { "zhifa" }
    }
}
