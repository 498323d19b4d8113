//! The log as static pieces: the newest checkpoint, and tiles of hashes that never change.
//!
//! The paths are those of C2SP tlog-tiles below `/log`. A tile holds hashes and nothing else.

use axum::{
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};

use crate::{PageError, Site};

/// How many hashes a whole tile has.
const WHOLE: u64 = 256;

/// `GET /log/checkpoint`
pub async fn checkpoint(State(site): State<Site>) -> Result<Response, PageError> {
    let note = site.app.portal().log_checkpoint().await.map_err(PageError::Fault)?;
    let note = note.ok_or(PageError::Absent)?;
    let headers = of_kind("text/plain; charset=utf-8", "public, max-age=2, must-revalidate");
    Ok((headers, note).into_response())
}

/// `GET /log/key`
pub async fn key(State(site): State<Site>) -> Response {
    let headers = of_kind("text/plain; charset=utf-8", "public, max-age=3600");
    (headers, format!("{}\n", site.app.log_key())).into_response()
}

/// `GET /log/tile/{level}/{*place}`
pub async fn tile(
    State(site): State<Site>,
    Path((level, place)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let level = number(&level).and_then(|level| u8::try_from(level).ok());
    let level = level.filter(|level| *level < 64).ok_or(PageError::Absent)?;
    let (index, width) = read_place(&place).ok_or(PageError::Absent)?;
    let tile = site.app.portal().log_tile(level, index, width).await.map_err(PageError::Fault)?;
    let tile = tile.ok_or(PageError::Absent)?;
    let headers = of_kind("application/octet-stream", "public, max-age=31536000, immutable");
    Ok((headers, tile).into_response())
}

type Headers = [(HeaderName, &'static str); 2];

const fn of_kind(kind: &'static str, keep: &'static str) -> Headers {
    [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)]
}

/// Index and width from `x001/x234/067` or `x001/x234/067.p/17`.
fn read_place(place: &str) -> Option<(u64, u64)> {
    let (place, width) = match place.split_once(".p/") {
        Some((place, width)) => {
            (place, number(width).filter(|width| 0 < *width && *width < WHOLE)?)
        }
        None => (place, WHOLE),
    };
    let mut parts: Vec<&str> = place.split('/').collect();
    let last = parts.pop()?;
    let mut index = 0_u64;
    for part in parts.into_iter().map(|part| part.strip_prefix('x')).chain([Some(last)]) {
        let three = part.filter(|part| part.len() == 3)?;
        let digits = three.bytes().all(|byte| byte.is_ascii_digit());
        let value = three.parse::<u64>().ok().filter(|_| digits)?;
        index = index.checked_mul(1000)?.checked_add(value)?;
    }
    // One index has one address.
    (written(index) == place).then_some((index, width))
}

fn written(index: u64) -> String {
    let mut rest = index / 1000;
    let mut place = format!("{:03}", index % 1000);
    while 0 < rest {
        place = format!("x{:03}/{place}", rest % 1000);
        rest /= 1000;
    }
    place
}

/// Decimal digits without a leading zero.
fn number(text: &str) -> Option<u64> {
    let value: u64 = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_index_and_a_width() {
        assert_eq!(read_place("067"), Some((67, 256)));
        assert_eq!(read_place("x001/x234/067"), Some((1_234_067, 256)));
        assert_eq!(read_place("x001/000.p/17"), Some((1000, 17)));
    }

    #[test]
    fn an_index_has_one_address_and_a_partial_tile_is_partial() {
        for odd in [
            "",
            "67",
            "0067",
            "x000/067",
            "x1/067",
            "001/067",
            "067.p/0",
            "067.p/256",
            "067.p/017",
            "+67",
        ] {
            assert_eq!(read_place(odd), None, "{odd}");
        }
    }
}
