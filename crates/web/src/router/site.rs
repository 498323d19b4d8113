//! The whole site: all areas, and the layers around every answer.

use std::time::Duration;

use app::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
};
use domain::policy::Act;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

use super::{Knock, Routes, Site, SiteSettings, admit, gate, headers, no_such_method, nowhere};
use crate::{
    assets, body, error,
    pages::{self, see_other},
    portal,
};

/// How long an answer may take; a slow phone sends its photographs within it.
const PATIENCE: Duration = Duration::from_mins(5);

/// Every address with its act, for whoever checks or documents them.
pub fn routes() -> Vec<Knock> {
    areas().into_parts().0
}

/// The whole site.
pub fn site(app: App, settings: SiteSettings) -> Router {
    let (table, router) = areas().into_parts();
    let site = Site::new(app, settings, &table);
    router
        .fallback(nowhere)
        .method_not_allowed_fallback(no_such_method)
        .route_layer(from_fn_with_state(site.clone(), admit::admit))
        .layer(from_fn_with_state(site.clone(), gate::gate))
        .layer(DefaultBodyLimit::max(body::MAX_BODY_BYTES))
        .layer(RequestBodyLimitLayer::new(body::MAX_BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(site.clone(), error::dress))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(site.clone(), headers::guard))
        .layer(from_fn_with_state(site.clone(), admit::number))
        .layer(from_fn(gate::source))
        .with_state(site)
}

fn areas() -> Routes {
    Routes::new()
        .open_page("/", Act::UsePortal, async || see_other("/inbox"))
        .open_page("/healthz", Act::UsePortal, async || "ok")
        .open_page("/static/{hash}/{*name}", Act::UsePortal, assets::serve)
        .merge(pages::account::routes())
        .merge(pages::inbox::routes())
        .merge(pages::drafts::routes())
        .merge(pages::benchmarks::routes())
        .merge(pages::examine::routes())
        .merge(pages::files::routes())
        .merge(pages::uploads::routes())
        .merge(pages::search::routes())
        .merge(pages::cases::routes())
        .merge(pages::clues::routes())
        .merge(pages::inspections::routes())
        .merge(pages::numbers::routes())
        .merge(pages::tools::routes())
        .merge(pages::people::routes())
        .merge(pages::audit::routes())
        .merge(pages::oversight::routes())
        .merge(pages::supervision::routes())
        .merge(pages::entrustments::routes())
        .merge(pages::articles::routes())
        .merge(pages::publications::routes())
        .merge(portal::routes())
}
