//! What is not an event: unfinished forms, sign-ins, work to be done later.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Change, Fault, Record};

/// A form someone has not submitted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Whose it is.
    pub person: String,
    /// Which form of which thing.
    pub draft_key: String,
    /// The fields, as JSON.
    pub fields: String,
    /// When it was saved.
    pub saved_at: String,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token, never the token.
    pub token_hash: String,
    /// Who signed in.
    pub person: String,
    /// What every form of this session carries.
    pub form_token: String,
    /// When it began.
    pub created_at: String,
    /// When it was last used.
    pub seen_at: String,
    /// When it ends whatever happens.
    pub expires_at: String,
    /// How the person proved who they are.
    pub factor: String,
}

/// Work to be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id; enqueueing the same id again starts it anew.
    pub id: String,
    /// What to do.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Not before this instant.
    pub not_before: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it did not succeed the last time.
    pub last_error: Option<String>,
    /// When it was done.
    pub done_at: Option<String>,
}

/// A sign-in that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigninAttempt {
    /// The account that was tried.
    pub account: String,
    /// Where from.
    pub source: String,
    /// When.
    pub attempted_at: String,
}

/// Saves a form, in the place of what was saved under the same key.
pub fn save_draft(draft: &Draft) -> Change {
    const SAVE: &str = "INSERT INTO draft (person, draft_key, fields, saved_at) \
        VALUES ($1, $2, $3, $4) \
        ON CONFLICT (person, draft_key) \
        DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at";
    Change::new(SAVE, draft.cells())
}

/// A saved form.
pub fn draft(person: &str, draft_key: &str) -> Ask<Draft> {
    Ask::rows("WHERE person = $1 AND draft_key = $2", vec![person.into(), draft_key.into()])
}

/// All saved forms of a person, newest first.
pub fn drafts_of(person: &str) -> Ask<Draft> {
    Ask::rows("WHERE person = $1 ORDER BY saved_at DESC, draft_key", vec![person.into()])
}

/// Throws a saved form away.
pub fn drop_draft(person: &str, draft_key: &str) -> Change {
    const DROP: &str = "DELETE FROM draft WHERE person = $1 AND draft_key = $2";
    Change::new(DROP, vec![person.into(), draft_key.into()])
}

/// Remembers a signed-in browser.
pub fn save_session(session: &Session) -> Change {
    const SAVE: &str = "INSERT INTO session \
        (token_hash, person, form_token, created_at, seen_at, expires_at, factor) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    Change::new(SAVE, session.cells())
}

/// A session by the hash of its token, if it has not ended.
pub fn session(token_hash: &str, now: &str) -> Ask<Session> {
    Ask::rows("WHERE token_hash = $1 AND $2 < expires_at", vec![token_hash.into(), now.into()])
}

/// The sessions of a person that have not ended.
pub fn sessions_of(person: &str, now: &str) -> Ask<Session> {
    let args = vec![person.into(), now.into()];
    Ask::rows("WHERE person = $1 AND $2 < expires_at ORDER BY created_at", args)
}

/// Notes that a session was used.
pub fn touch_session(token_hash: &str, seen_at: &str) -> Change {
    const TOUCH: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    Change::new(TOUCH, vec![token_hash.into(), seen_at.into()])
}

/// Ends a session.
pub fn end_session(token_hash: &str) -> Change {
    const END: &str = "DELETE FROM session WHERE token_hash = $1";
    Change::new(END, vec![token_hash.into()])
}

/// Ends every session of a person.
pub fn end_sessions_of(person: &str) -> Change {
    const END: &str = "DELETE FROM session WHERE person = $1";
    Change::new(END, vec![person.into()])
}

/// Forgets the sessions that ended before an instant.
pub fn forget_sessions(before: &str) -> Change {
    const FORGET: &str = "DELETE FROM session WHERE expires_at <= $1";
    Change::new(FORGET, vec![before.into()])
}

/// The next jobs whose time has come, oldest first.
pub fn jobs_due(now: &str, limit: i64) -> Ask<Job> {
    let clauses = "WHERE done_at = '' AND not_before <= $1 ORDER BY not_before, id LIMIT $2";
    Ask::rows(clauses, vec![now.into(), limit.into()])
}

/// How many jobs are not done.
pub fn jobs_waiting() -> Ask<i64> {
    Ask::new("SELECT COUNT(*) FROM job WHERE done_at = ''", Vec::new(), |mut row| row.int())
}

/// Notes that a job is done.
pub fn finish_job(id: &str, done_at: &str) -> Change {
    const FINISH: &str = "UPDATE job SET done_at = $2, last_error = NULL WHERE id = $1";
    Change::new(FINISH, vec![id.into(), done_at.into()])
}

/// Notes that every waiting job of a kind needs no doing any more.
pub fn finish_jobs(kind: &str, done_at: &str) -> Change {
    const FINISH: &str = "UPDATE job SET done_at = $2 WHERE kind = $1 AND done_at = ''";
    Change::new(FINISH, vec![kind.into(), done_at.into()])
}

/// Notes that a job did not succeed, and when to try again.
pub fn postpone_job(id: &str, not_before: &str, error: &str) -> Change {
    const POSTPONE: &str = "UPDATE job \
        SET attempts = attempts + 1, not_before = $2, last_error = $3 \
        WHERE id = $1";
    Change::new(POSTPONE, vec![id.into(), not_before.into(), error.into()])
}

/// Forgets the jobs that were done before an instant.
pub fn forget_jobs(before: &str) -> Change {
    const FORGET: &str = "DELETE FROM job WHERE done_at <> '' AND done_at < $1";
    Change::new(FORGET, vec![before.into()])
}

/// Notes a sign-in that did not succeed.
pub fn note_attempt(attempt: &SigninAttempt) -> Change {
    const NOTE: &str = "INSERT INTO signin_attempt (account, source, attempted_at, tries) \
        VALUES ($1, $2, $3, 1) \
        ON CONFLICT (account, source, attempted_at) \
        DO UPDATE SET tries = signin_attempt.tries + 1";
    let SigninAttempt { account, source, attempted_at } = attempt;
    Change::new(NOTE, vec![account.into(), source.into(), attempted_at.into()])
}

/// How many sign-ins to an account from one place did not succeed since an instant.
pub fn attempts_on(account: &str, source: &str, since: &str) -> Ask<i64> {
    const COUNT: &str = "SELECT CAST(COALESCE(SUM(tries), 0) AS BIGINT) FROM signin_attempt \
        WHERE account = $1 AND source = $2 AND $3 <= attempted_at";
    Ask::new(COUNT, vec![account.into(), source.into(), since.into()], |mut row| row.int())
}

/// How many sign-ins from one place did not succeed since an instant, whatever the account.
pub fn attempts_from(source: &str, since: &str) -> Ask<i64> {
    const COUNT: &str = "SELECT CAST(COALESCE(SUM(tries), 0) AS BIGINT) FROM signin_attempt \
        WHERE source = $1 AND $2 <= attempted_at";
    Ask::new(COUNT, vec![source.into(), since.into()], |mut row| row.int())
}

/// Forgets the failures of an account from one place, after a sign-in that succeeded.
pub fn forgive_attempts(account: &str, source: &str) -> Change {
    const FORGIVE: &str = "DELETE FROM signin_attempt WHERE account = $1 AND source = $2";
    Change::new(FORGIVE, vec![account.into(), source.into()])
}

/// Forgets the failures before an instant.
pub fn forget_attempts(before: &str) -> Change {
    const FORGET: &str = "DELETE FROM signin_attempt WHERE attempted_at < $1";
    Change::new(FORGET, vec![before.into()])
}

impl Stored for Draft {
    const TABLE: Table = Table {
        name: "draft",
        key: &["person", "draft_key"],
        columns: &["person", "draft_key", "fields", "saved_at"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.person).into(),
            (&self.draft_key).into(),
            (&self.fields).into(),
            (&self.saved_at).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            person: row.text()?,
            draft_key: row.text()?,
            fields: row.text()?,
            saved_at: row.text()?,
        })
    }
}

impl Stored for Session {
    const TABLE: Table = Table {
        name: "session",
        key: &["token_hash"],
        columns: &[
            "token_hash",
            "person",
            "form_token",
            "created_at",
            "seen_at",
            "expires_at",
            "factor",
        ],
        second: Second::Refused,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.token_hash).into(),
            (&self.person).into(),
            (&self.form_token).into(),
            (&self.created_at).into(),
            (&self.seen_at).into(),
            (&self.expires_at).into(),
            (&self.factor).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            token_hash: row.text()?,
            person: row.text()?,
            form_token: row.text()?,
            created_at: row.text()?,
            seen_at: row.text()?,
            expires_at: row.text()?,
            factor: row.text()?,
        })
    }
}

impl Stored for Job {
    const TABLE: Table = Table {
        name: "job",
        key: &["id"],
        columns: &["id", "kind", "payload", "not_before", "attempts", "last_error", "done_at"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.kind).into(),
            (&self.payload).into(),
            (&self.not_before).into(),
            self.attempts.into(),
            (&self.last_error).into(),
            self.done_at.clone().unwrap_or_default().into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            kind: row.text()?,
            payload: row.text()?,
            not_before: row.text()?,
            attempts: row.int()?,
            last_error: row.maybe_text()?,
            done_at: Some(row.text()?).filter(|at| !at.is_empty()),
        })
    }
}
