//! Everything that knows SQL, and the evidence folder; it holds rows and bytes, never a rule.
//!
//! The truth is the journal (`truth`); read tables (`tables`) can be thrown away and made
//! again; scratch tables (`scratch`) hold what is not yet, or never will be, an event.

mod blobs;
mod bucket;
mod cell;
mod chunks;
mod digest;
mod engine;
mod fault;
mod parcels;
mod pending;
mod planted;
mod schema;
mod statement;
mod store;
mod write;

pub mod audit;
pub mod scratch;
pub mod tables;
pub mod truth;

pub use blobs::{BlobHash, BlobStore, BlobTrouble, Object};
pub use bucket::{BadBucket, Bucket, BucketAddress};
pub use cell::{Cell, Record};
pub use chunks::{Checked, Chunks};
pub use digest::digest_rows;
pub use engine::{EngineError, Target};
pub use fault::{Clash, Fault, Unappended};
pub use parcels::{KEPT, Parcel, PieceTrouble};
pub use planted::{Defect, planted};
pub use statement::{Ask, Change, Mark, Table};
pub use store::{Head, Snapshot, Store};
pub use tables::{Row, RowKey, Which};
pub use write::WriteTx;
