//! The styles, scripts and icons inside the binary, under addresses that change with their content.
//!
//! It serves bytes that were fixed when the program was built; it never reads an address from the network.

use std::{borrow::Cow, collections::BTreeMap, io::Write, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

#[derive(Embed)]
#[folder = "../../assets/vendor/web"]
struct Vendor;

#[derive(Embed)]
#[folder = "static"]
struct Own;

/// One embedded asset, ready to be sent.
struct Asset {
    body: Cow<'static, [u8]>,
    packed: Option<Vec<u8>>,
    kind: &'static str,
    url: String,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(gather);

/// The address of an asset, such as `/static/3fa9c1d0e77b/css/zhifa.css`.
///
/// A name that is not embedded gives an address that answers 404; a test walks the templates for such names.
pub fn asset_url(name: &str) -> String {
    ASSETS.get(name).map_or_else(|| format!("/static/absent/{name}"), |asset| asset.url.clone())
}

/// `GET /static/{hash}/{*name}`
///
/// The hash only names the version. The stylesheets and modules that an asset mentions by a
/// relative address travel under its hash, so that every file below any hash answers.
pub async fn serve(Path((_, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(&name) else {
        return (StatusCode::NOT_FOUND, "没有这个资源。").into_response();
    };
    let fixed = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::VARY, "accept-encoding"),
    ];
    match &asset.packed {
        Some(packed) if accepts_gzip(&headers) => {
            (fixed, [(header::CONTENT_ENCODING, "gzip")], packed.clone()).into_response()
        }
        Some(_) | None => (fixed, asset.body.to_vec()).into_response(),
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|part| part.trim().starts_with("gzip")))
}

fn gather() -> BTreeMap<String, Asset> {
    let vendor = Vendor::iter().filter_map(|name| Some((name.to_string(), Vendor::get(&name)?)));
    let own = Own::iter().filter_map(|name| Some((name.to_string(), Own::get(&name)?)));
    let files: Vec<_> = vendor.chain(own).collect();
    let stamp = common_hash(files.iter().map(|(_, file)| file.metadata.sha256_hash()));
    files
        .into_iter()
        .map(|(name, file)| {
            let kind = kind_of(&name);
            let packed = is_text(kind).then(|| pack(&file.data)).flatten();
            let url = format!("/static/{stamp}/{name}");
            (name, Asset { body: file.data, packed, kind, url })
        })
        .collect()
}

/// One hash over all assets: modules and stylesheets import each other by relative address, and a
/// hash per file would leave the imported ones stale in a cache.
fn common_hash(hashes: impl Iterator<Item = [u8; 32]>) -> String {
    let mut mixed = Sha256::new();
    for hash in hashes {
        mixed.update(hash);
    }
    hex::encode(mixed.finalize()).chars().take(12).collect()
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some(_) | None => "application/octet-stream",
    }
}

fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind == "image/svg+xml" || kind.ends_with("json")
}

fn pack(body: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(body).ok()?;
    packer.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants_gzip() -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, "br, gzip".parse().unwrap())])
    }

    async fn ask(name: &str, headers: HeaderMap) -> Response {
        serve(Path(("any".to_owned(), name.to_owned())), headers).await
    }

    #[tokio::test]
    async fn an_asset_is_sent_packed_to_a_browser_that_can_unpack_it() {
        let packed = ask("css/zhifa.css", wants_gzip()).await;
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip");
        let plain = ask("css/zhifa.css", HeaderMap::new()).await;
        assert!(plain.headers().get(header::CONTENT_ENCODING).is_none());
        assert_eq!(plain.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    }

    #[tokio::test]
    async fn an_unknown_asset_or_a_path_out_of_the_folder_is_not_found() {
        for name in ["nothing.css", "../Cargo.toml", "css/../../Cargo.toml", ".stamp", ""] {
            assert_eq!(ask(name, HeaderMap::new()).await.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn every_asset_that_a_template_names_is_embedded() {
        let mut seen = 0;
        for page in walk(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))) {
            let text = std::fs::read_to_string(&page).unwrap();
            for rest in text.split("asset_url(\"").skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(ASSETS.contains_key(name), "{name} in {}", page.display());
                seen += 1;
            }
        }
        assert!(seen > 3);
    }

    #[test]
    fn the_first_load_of_a_desk_page_stays_under_its_weight() {
        let weight: usize = ["tabler.css", "css/zhifa.css", "css/parts.css", "icons.svg"]
            .into_iter()
            .map(str::to_owned)
            .chain(Own::iter().filter(|name| name.starts_with("js/")).map(|name| name.to_string()))
            .map(|name| ASSETS[&name].packed.as_ref().unwrap().len())
            .sum();
        assert!(weight < 110 * 1024, "{weight}");
    }

    fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(walk(&path));
            } else if path.extension().is_some_and(|end| end == "html") {
                found.push(path);
            }
        }
        found
    }
}
