//! The headers on every answer: what a browser may load, keep and tell others.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::Site;

const FIXED: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(self), microphone=(), payment=()"),
];

pub(super) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    put_default(headers, header::CONTENT_SECURITY_POLICY, &policy(site.settings.tiles.as_deref()));
    put_default(headers, header::CACHE_CONTROL, "no-store");
    if site.settings.https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn put_default(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

/// The policy the kit is built for; the tile source is the only address of another site.
fn policy(tiles: Option<&str>) -> String {
    let tiles = tiles.and_then(host_of).map_or_else(String::new, |host| format!(" {host}"));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; \
         media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// `https://t{s}.example/{z}/{x}` is reached at `https://*.example`.
fn host_of(pattern: &str) -> Option<String> {
    let (scheme, rest) = pattern.split_once("://")?;
    let host = rest.split('/').next()?;
    let host = match host.split_once('.') {
        Some((first, others)) if first.contains('{') => format!("*.{others}"),
        Some(_) | None => host.to_owned(),
    };
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::{host_of, policy};

    #[test]
    fn the_policy_names_no_other_site_unless_maps_need_one() {
        assert!(policy(None).contains("img-src 'self' data:; "));
        let tiles = policy(Some("https://t{s}.example.cn/{z}/{x}/{y}.png"));
        assert!(tiles.contains("img-src 'self' data: https://*.example.cn; "));
        assert!(!tiles.contains("unsafe"));
    }

    #[test]
    fn the_host_of_a_tile_source_is_read_from_its_pattern() {
        assert_eq!(host_of("https://a.example/x").as_deref(), Some("https://a.example"));
        assert_eq!(host_of("tiles"), None);
    }
}
