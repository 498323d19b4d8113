//! What an engine says when it cannot do what it was asked.

use rusqlite::ffi;

/// Why an engine did not do what it was asked; for the log, not for people.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// What SQLite said.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// What PostgreSQL or the way to it said.
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
    /// No connection became free in time, or the database is being closed.
    #[error("no connection of the database is to be had")]
    Busy,
    /// The thread that worked for us ended, or a step before this one was given up half-way.
    #[error("a step of the database was broken off")]
    BrokenOff,
}

impl EngineError {
    /// Whether the engine only refused a row: a key twice, a value missing, a check failed.
    pub(crate) fn breaks_a_constraint(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error().is_some_and(|error| {
                matches!(
                    error.extended_code,
                    ffi::SQLITE_CONSTRAINT_UNIQUE
                        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                        | ffi::SQLITE_CONSTRAINT_ROWID
                        | ffi::SQLITE_CONSTRAINT_CHECK
                        | ffi::SQLITE_CONSTRAINT_FOREIGNKEY
                        | ffi::SQLITE_CONSTRAINT_NOTNULL
                )
            }),
            Self::Postgres(error) => error.as_database_error().is_some_and(|refusal| {
                refusal.is_unique_violation()
                    || refusal.is_check_violation()
                    || refusal.is_foreign_key_violation()
                    || matches!(refusal.kind(), sqlx::error::ErrorKind::NotNullViolation)
            }),
            Self::Busy | Self::BrokenOff => false,
        }
    }
}
