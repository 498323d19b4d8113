//! Sessions: a random token of which only the hash is kept, and which is no part of the record.
//!
//! What the store said of a session is believed for a short while, so that not every request asks
//! again. Whatever ends a session ends it in memory too.

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::ids::PersonId;
use domain::org::Person;
use domain::policy::Actor;
use jiff::{SignedDuration, Timestamp};
use lru::LruCache;
use sha2::{Digest as _, Sha256};
use store::scratch::{self, Session};

use crate::{App, Fault, keys, record};

/// How long a session lasts without use, give or take how seldom its use is noted.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How long a session lasts at most.
const LIFE: SignedDuration = SignedDuration::from_hours(12);
/// How seldom the use of a session is noted, so that reading does not write.
const TOUCHED: SignedDuration = SignedDuration::from_mins(1);
/// How long the store's word on a session is believed.
const BELIEVED: SignedDuration = SignedDuration::from_secs(30);
/// How many sessions are kept in memory.
const KEPT: NonZeroUsize = match NonZeroUsize::new(4096) {
    Some(kept) => kept,
    None => NonZeroUsize::MIN,
};

/// A session just begun.
#[derive(Clone)]
pub struct NewSession {
    /// What the cookie holds.
    pub token: String,
    /// What forms carry.
    pub form_token: String,
}

/// Whoever a session belongs to.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The person as they are now.
    pub person: Person,
    /// The person as policy sees them.
    pub actor: Actor,
    /// What forms carry.
    pub form_token: String,
}

/// The sessions that the store was asked for lately.
#[derive(Debug)]
pub struct Sessions(Mutex<Known>);

#[derive(Debug)]
struct Known {
    sessions: LruCache<String, (Session, Timestamp)>,
    /// How often sessions were ended; an answer of the store from before is not kept.
    endings: u64,
}

impl Default for Sessions {
    fn default() -> Self {
        Self(Mutex::new(Known { sessions: LruCache::new(KEPT), endings: 0 }))
    }
}

impl Sessions {
    /// The session, when the store was asked for it a short while ago and it has not run out.
    fn recall(&self, key: &str, now: Timestamp) -> Option<Session> {
        let mut known = self.known();
        let (session, asked) = known.sessions.get(key)?;
        let fresh = *asked <= now && now.duration_since(*asked) < BELIEVED;
        (fresh && record::instant(now) < session.expires_at).then(|| session.clone())
    }

    fn endings(&self) -> u64 {
        self.known().endings
    }

    /// Keeps what the store said, unless sessions have ended since it was asked.
    fn keep(&self, session: Session, asked: Timestamp, endings: u64) {
        let mut known = self.known();
        if known.endings == endings {
            known.sessions.put(session.token_hash.clone(), (session, asked));
        }
    }

    /// Drops everything: endings are rare, and the store is asked again.
    fn end(&self) {
        let mut known = self.known();
        known.endings += 1;
        known.sessions.clear();
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Begins a session of the person.
    pub(crate) async fn begin_session(&self, person: &PersonId) -> Result<NewSession, Fault> {
        let session = NewSession {
            token: hex::encode(keys::random()?),
            form_token: hex::encode(keys::random()?),
        };
        let now = self.now();
        self.inner
            .store
            .change(&scratch::save_session(&Session {
                token_hash: hash_of(&session.token),
                person: person.to_string(),
                form_token: session.form_token.clone(),
                created_at: record::instant(now),
                seen_at: record::instant(now),
                expires_at: record::instant(now + LIFE),
                factor: "password".to_owned(),
            }))
            .await?;
        Ok(session)
    }

    /// Whoever the session belongs to; `None` when it has ended or the account is suspended.
    pub async fn session(&self, token: &str) -> Result<Option<Signed>, Fault> {
        let now = self.now();
        let key = hash_of(token);
        let session = match self.inner.sessions.recall(&key, now) {
            Some(session) => Some(session),
            None => self.ask_session(&key, now).await?,
        };
        let Some(session) = session else { return Ok(None) };
        let person = self.people().get(&PersonId::new(session.person)).cloned();
        Ok(person.filter(|person| !person.suspended).map(|person| Signed {
            actor: person.actor(),
            person,
            form_token: session.form_token,
        }))
    }

    async fn ask_session(&self, key: &str, now: Timestamp) -> Result<Option<Session>, Fault> {
        let endings = self.inner.sessions.endings();
        let ask = scratch::session(key, &record::instant(now));
        let Some(session) = self.inner.store.first(ask).await? else { return Ok(None) };
        let seen: Timestamp = session.seen_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        if IDLE < now.duration_since(seen) {
            self.inner.store.change(&scratch::end_session(key)).await?;
            return Ok(None);
        }
        if TOUCHED < now.duration_since(seen) && self.writable() {
            self.inner.store.change(&scratch::touch_session(key, &record::instant(now))).await?;
        }
        self.inner.sessions.keep(session.clone(), now, endings);
        Ok(Some(session))
    }

    /// Ends the session.
    pub async fn sign_out(&self, token: &str) -> Result<(), Fault> {
        let ended = self.inner.store.change(&scratch::end_session(&hash_of(token))).await;
        self.inner.sessions.end();
        ended?;
        Ok(())
    }

    /// Ends every session of the person.
    pub(crate) async fn end_sessions_of(&self, person: &PersonId) -> Result<(), Fault> {
        let ended = self.inner.store.change(&scratch::end_sessions_of(person.as_str())).await;
        self.inner.sessions.end();
        ended?;
        Ok(())
    }
}

fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
