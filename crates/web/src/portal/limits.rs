//! Keeps the open pages from being flooded or guessed through: counts by source, and form tokens.
//!
//! Counts live in memory for a few minutes and never reach the record, so that nobody can learn
//! from it where a report came from.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::frame::{Reading, ToldPage, shell};
use crate::{PageError, Site, components::text::Link, router::Source};

/// How many sources are counted at once.
const MOST_SOURCES: usize = 4096;
/// How long a form may stay open.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24);
/// The most that a form of the portal may weigh with its files.
const MAX_BODY_BYTES: u64 = 80 * 1024 * 1024;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Reports of problems.
    Report,
    /// Look-ups of receipt numbers.
    LookUp,
    /// Look-ups of verification codes, and files to compare.
    Verify,
}

impl Kind {
    /// How many a source may do, and all sources together, within the window.
    const fn quota(self) -> (u32, u32, SignedDuration) {
        match self {
            Self::Report => (10, 300, SignedDuration::from_mins(10)),
            Self::LookUp => (20, 600, SignedDuration::from_mins(1)),
            Self::Verify => (25, 600, SignedDuration::from_mins(1)),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    done: u32,
}

/// The counts of the portal, and the secret of its form tokens.
#[derive(Debug)]
pub(crate) struct Limits {
    secret: [u8; 32],
    /// Nothing as the source stands for all sources together.
    counts: Mutex<HashMap<(Kind, Option<String>), Count>>,
}

impl Limits {
    /// Limits with a secret made of random ids; it is gone when the process ends.
    pub(crate) fn new(random: &[String]) -> Self {
        let secret = Sha256::digest(random.concat().as_bytes()).into();
        Self { secret, counts: Mutex::new(HashMap::new()) }
    }

    /// Counts one more; answers after how many seconds to come back if it is one too many.
    pub(super) fn count(&self, kind: Kind, source: &str, now: Timestamp) -> Result<(), i64> {
        let (of_source, of_all, window) = kind.quota();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_SOURCES <= counts.len() {
            counts.retain(|(kind, _), count| now.duration_since(count.since) < kind.quota().2);
        }
        let full = MOST_SOURCES <= counts.len();
        let mine = (kind, Some(group(source)));
        let wait = |count: &Count| (window - now.duration_since(count.since)).as_secs().max(1);
        if full && !counts.contains_key(&mine) {
            return Err(window.as_secs());
        }
        for (key, most) in [(mine, of_source), ((kind, None), of_all)] {
            let count = counts.entry(key).or_insert(Count { since: now, done: 0 });
            if window <= now.duration_since(count.since) {
                *count = Count { since: now, done: 0 };
            }
            count.done = count.done.saturating_add(1);
            if most < count.done {
                return Err(wait(count));
            }
        }
        Ok(())
    }

    /// The token that goes with the id of a form.
    pub(super) fn token(&self, form: &str) -> String {
        let inner = Sha256::new().chain_update(self.secret).chain_update(form).finalize();
        hex::encode(Sha256::new().chain_update(self.secret).chain_update(inner).finalize())
    }

    /// Whether the form was drawn here, and not too long ago.
    pub(super) fn is_ours(&self, form: &str, token: &str, now: Timestamp) -> bool {
        let expected = self.token(form);
        let differs = expected.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        let drawn_at = drawn_at(form);
        expected.len() == token.len()
            && differs == 0
            && drawn_at.is_some_and(|at| now.duration_since(at) < OPEN_FOR)
    }
}

/// The moment in a ULID: its first ten characters count milliseconds.
fn drawn_at(ulid: &str) -> Option<Timestamp> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let millis = ulid.chars().take(10).try_fold(0_i64, |sum, mark| {
        let digit = i64::try_from(ALPHABET.find(mark)?).ok()?;
        sum.checked_mul(32)?.checked_add(digit)
    })?;
    Timestamp::from_millisecond(millis).ok()
}

/// One household has many addresses of version 6: they are counted by their network.
fn group(source: &str) -> String {
    match source.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
        Ok(IpAddr::V4(_)) | Err(_) => source.to_owned(),
    }
}

/// Lets a request through that is within the limits: of reports.
pub(super) struct PacedReport;
/// Lets a request through that is within the limits: of receipt numbers.
pub(super) struct PacedLookUp;
/// Lets a request through that is within the limits: of verification codes.
pub(super) struct PacedVerify;

impl FromRequestParts<Site> for PacedReport {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        pace(Kind::Report, parts, site).map(|()| Self)
    }
}

impl FromRequestParts<Site> for PacedLookUp {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        pace(Kind::LookUp, parts, site).map(|()| Self)
    }
}

impl FromRequestParts<Site> for PacedVerify {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        pace(Kind::Verify, parts, site).map(|()| Self)
    }
}

fn pace(kind: Kind, parts: &Parts, site: &Site) -> Result<(), Response> {
    if !parts.method.is_safe() && !fits(parts) {
        return Err(PageError::TooLarge.into_response());
    }
    let source = parts.extensions.get::<Source>().map_or("", |source| source.0.as_str());
    let Err(seconds) = site.limits.count(kind, source, site.app.now()) else {
        return Ok(());
    };
    let here = parts.uri.path();
    let query = parts.uri.query().unwrap_or_default();
    let large = ["large-contrast", "large", "contrast"]
        .into_iter()
        .find(|view| query.contains(&format!("view={view}")));
    let reading = Reading(crate::components::shell::View::from_query(large));
    let page = ToldPage {
        portal: shell(site, "/portal", reading),
        title: "操作太频繁".to_owned(),
        words: format!(
            "没有办成：短时间内的查询或者提交太多。请在{}后再试。情况紧急的，请直接拨打12345。",
            in_words(seconds)
        ),
        next: vec![Link::new("重新打开", here), Link::new("返回首页", "/portal")],
    };
    let mut response =
        page.answer(StatusCode::TOO_MANY_REQUESTS).unwrap_or_else(IntoResponse::into_response);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Err(response)
}

/// A browser says how much it sends; who sends in chunks, or too much, is not listened to.
fn fits(parts: &Parts) -> bool {
    match parts.headers.get(header::CONTENT_LENGTH) {
        Some(length) => {
            let bytes = length.to_str().ok().and_then(|text| text.parse::<u64>().ok());
            bytes.is_some_and(|bytes| bytes <= MAX_BODY_BYTES)
        }
        None => !parts.headers.contains_key(header::TRANSFER_ENCODING),
    }
}

fn in_words(seconds: i64) -> String {
    if seconds < 60 { format!("{seconds}秒") } else { format!("{}分钟", (seconds + 59) / 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits::new(&["01JB0000000000000000000000".to_owned()])
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_source_is_stopped_at_its_quota_and_let_in_again_after_the_window() {
        let limits = limits();
        for _ in 0..20 {
            assert_eq!(limits.count(Kind::LookUp, "10.0.0.1", at(0)), Ok(()));
        }
        assert_eq!(limits.count(Kind::LookUp, "10.0.0.1", at(10)), Err(50));
        assert_eq!(limits.count(Kind::LookUp, "10.0.0.2", at(10)), Ok(()));
        assert_eq!(limits.count(Kind::Verify, "10.0.0.1", at(10)), Ok(()));
        assert_eq!(limits.count(Kind::LookUp, "10.0.0.1", at(60)), Ok(()));
    }

    #[test]
    fn all_sources_together_are_stopped_too_and_memory_stays_bounded() {
        let limits = limits();
        let let_in = (0..5000)
            .filter(|n| limits.count(Kind::LookUp, &format!("source {n}"), at(0)).is_ok())
            .count();
        assert_eq!(let_in, 600);
        assert!(limits.counts.lock().unwrap().len() <= MOST_SOURCES + 1);
    }

    #[test]
    fn the_addresses_of_one_network_of_version_six_count_as_one_source() {
        let limits = limits();
        for n in 0..20 {
            let _ = limits.count(Kind::LookUp, &format!("2001:db8:1:2::{n}"), at(0));
        }
        assert!(limits.count(Kind::LookUp, "2001:db8:1:2:ffff::1", at(0)).is_err());
        assert!(limits.count(Kind::LookUp, "2001:db8:1:3::1", at(0)).is_ok());
    }

    #[test]
    fn a_form_is_taken_with_its_own_token_and_for_a_day() {
        let limits = limits();
        // The first ten characters are the milliseconds of the moment.
        let form = "01KJ0SP4R00000000000000000";
        let drawn = drawn_at(form).unwrap();
        let token = limits.token(form);
        assert!(limits.is_ours(form, &token, drawn));
        assert!(!limits.is_ours(form, "", drawn));
        assert!(!limits.is_ours("01KJ0SP4R00000000000000001", &token, drawn));
        assert!(!limits.is_ours(form, &token, drawn + SignedDuration::from_hours(24)));
        assert!(!limits.is_ours("", &limits.token(""), at(0)));
    }
}
