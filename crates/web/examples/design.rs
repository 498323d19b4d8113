//! Serves the page of components on 127.0.0.1, to look at the kit without a database.

use axum::{
    Router,
    extract::RawQuery,
    http::header::CONTENT_SECURITY_POLICY,
    response::{Html, IntoResponse},
    routing::get,
};
use web::{assets, components::shell::View, pages::design};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let pages = Router::new()
        .route(
            "/design",
            get(async || ([(CONTENT_SECURITY_POLICY, POLICY)], Html(design::design().to_string()))),
        )
        .route("/design/portal", get(portal))
        .route("/static/{hash}/{*name}", get(assets::serve));
    let port = std::env::args().nth(1).unwrap_or_else(|| "8090".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://127.0.0.1:{port}/design");
    axum::serve(listener, pages).await
}

async fn portal(RawQuery(query): RawQuery) -> impl IntoResponse {
    let view = query.as_deref().and_then(|query| query.strip_prefix("view="));
    (
        [(CONTENT_SECURITY_POLICY, POLICY)],
        Html(design::portal_design(View::from_query(view)).to_string()),
    )
}
