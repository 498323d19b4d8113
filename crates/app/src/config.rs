//! What an installation chooses.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;
use store::BucketAddress;

use crate::confine::Confinement;
use crate::mail::Mailing;
use crate::{Clock, SystemClock, WitnessAddress, space};

/// How dear a password hash is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashCost {
    /// As recommended for accounts.
    Full,
    /// As little as the function allows: tests and load generators only.
    Least,
}

/// What an installation chooses.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder: database, evidence objects, keys.
    pub data: PathBuf,
    /// A PostgreSQL address instead of the SQLite file in the data folder.
    pub database_url: Option<String>,
    /// A bucket for the evidence objects instead of the data folder.
    pub bucket: Option<BucketAddress>,
    /// Folders in which fonts are looked for.
    pub fonts: Vec<PathBuf>,
    /// The address printed in QR codes, without a slash at the end.
    pub public_url: String,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// The time zone of the authority.
    pub time_zone: TimeZone,
    /// How dear a password hash is made.
    pub hash_cost: HashCost,
    /// Whether jobs run in the background; without it documents are printed when asked for.
    pub work: bool,
    /// The space on the disk, in bytes, below which nothing is written.
    pub min_free: u64,
    /// Who cosigns our checkpoints.
    pub witnesses: Vec<WitnessAddress>,
    /// Where the head of each day is put; in the data folder when nothing is said.
    pub heads: Option<PathBuf>,
    /// Who gets the head of each day by mail.
    pub mail: Option<Mailing>,
    /// Where files from outside are taken apart.
    pub confinement: Confinement,
}

impl Config {
    /// The usual choices for a data folder; a program that reads files of others confines them.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            database_url: None,
            bucket: None,
            fonts: Vec::new(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            clock: Arc::new(SystemClock),
            time_zone: TimeZone::fixed(jiff::tz::offset(8)),
            hash_cost: HashCost::Full,
            work: true,
            min_free: space::LEAST,
            witnesses: Vec::new(),
            heads: None,
            mail: None,
            confinement: Confinement::Here,
        }
    }
}
