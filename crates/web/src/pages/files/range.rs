//! The part of a file that a player asks for (RFC 9110, section 14).

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// The part that is asked for, by the size of the whole: `None` for all of it, an error for a part
/// that is not there. Of several parts all is sent, which the standard allows.
pub fn asked(headers: &HeaderMap, size: u64) -> Result<Option<Range<u64>>, Beyond> {
    let Some(text) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Ok(None);
    };
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|it| it.split_once('-')) else {
        return Ok(None);
    };
    let (first, last) = (first.trim(), last.trim());
    let number = |text: &str| text.parse::<u64>().ok();
    let part = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Some(first), None) if last.is_empty() => first..size,
        (None, Some(tail)) if first.is_empty() => size.saturating_sub(tail)..size,
        (Some(_) | None, Some(_) | None) => return Ok(None),
    };
    if part.is_empty() { Err(Beyond) } else { Ok(Some(part)) }
}

/// The part begins where the file has ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Beyond;

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(text: &'static str) -> Result<Option<Range<u64>>, Beyond> {
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(text))]);
        asked(&headers, 10)
    }

    #[test]
    fn a_part_is_read_as_the_standard_says() {
        assert_eq!(asked(&HeaderMap::new(), 10), Ok(None));
        assert_eq!(of("bytes=0-"), Ok(Some(0..10)));
        assert_eq!(of("bytes=2-4"), Ok(Some(2..5)));
        assert_eq!(of("bytes=2-99"), Ok(Some(2..10)));
        assert_eq!(of("bytes=-3"), Ok(Some(7..10)));
        assert_eq!(of("bytes=-99"), Ok(Some(0..10)));
        for beyond in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(of(beyond), Err(Beyond), "{beyond}");
        }
        for odd in ["bytes=", "bytes=-", "bytes=4-2", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2"] {
            assert_eq!(of(odd), Ok(None), "{odd}");
        }
    }
}
