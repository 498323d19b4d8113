//! The trust root: event frame, canonical bytes, Merkle tree, checkpoints and verifier.
//!
//! Nothing here does I/O, reads a clock or draws a random number. The formats
//! are written down in `docs/record-format.md`, from which an outside auditor
//! can build a second verifier; the reasons are in `docs/adr/0002-record-format.md`.
//! Error texts never quote the content of an event.

#![deny(missing_docs)]

pub mod audit;
pub mod canon;
pub mod checkpoint;
pub mod commitment;
pub mod cosignature;
pub mod epoch;
pub mod frame;
pub mod hash;
pub mod paper;
pub mod printed;
pub mod proof;
pub mod rotation;
mod sm;
pub mod tree;

pub use audit::{Auditor, Finding, Outcome, Stored, StreamAuditor};
pub use canon::{CanonError, parse_strict};
pub use checkpoint::{Checkpoint, NoteError, PublicKey, Signed, Signer, Verifier};
pub use commitment::{CommitmentMismatch, Opening, SealError, commit, open, seal};
pub use cosignature::{Cosigner, WitnessKey};
pub use epoch::{Epoch, Epochs};
pub use frame::{EvidenceRef, Frame, FrameError};
pub use hash::{Hash, Profile};
pub use paper::PaperMark;
pub use printed::{ShortHead, short_head};
pub use proof::{BadProof, ConsistencyProof, InclusionProof};
pub use rotation::{Keyring, Rotation};
pub use tree::{Frontier, Head, MemoryNodes, Node, NodeSource};
