//! The log as static pieces that anybody may keep: the newest checkpoint and tiles of hashes.
//!
//! The formats are C2SP tlog-checkpoint and tlog-tiles. Events themselves are not among them
//! ([ADR-0011](../../../docs/adr/0011-tiles-without-entries.md)): who may read one gets it with a
//! proof.

use store::{audit, truth};

use crate::portal::Portal;
use crate::{Fault, witness};

/// How many hashes a whole tile has.
pub const WIDTH: u64 = 256;
/// How many levels of the tree one tile spans.
const HEIGHT: u8 = 8;

impl Portal {
    /// The newest signed checkpoint.
    pub async fn log_checkpoint(&self) -> Result<Option<String>, Fault> {
        let newest = self.app.inner.store.first(truth::last_checkpoint()).await?;
        Ok(newest.map(|newest| newest.note))
    }

    /// The hashes of a tile from the left; `None` unless a checkpoint covers all of them.
    pub async fn log_tile(
        &self,
        level: u8,
        index: u64,
        width: u64,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let shift = u32::from(level) * u32::from(HEIGHT);
        let newest = self.log_checkpoint().await?;
        let size = newest.as_deref().and_then(witness::checkpoint).map_or(0, |read| read.size);
        let there = size.checked_shr(shift).unwrap_or_default();
        let first = index.checked_mul(WIDTH);
        let end = first.and_then(|first| first.checked_add(width));
        let (Some(first), Some(end)) = (first, end) else { return Ok(None) };
        if width == 0 || WIDTH < width || there < end {
            return Ok(None);
        }
        let place = |at: u64| i64::try_from(at).map_err(|_| Fault::Inconsistent("tree index"));
        let ask = audit::nodes_between(i64::from(shift), place(first)?, place(end - 1)?);
        let nodes = self.app.inner.store.ask(ask).await?;
        if u64::try_from(nodes.len()) != Ok(width) {
            return Err(Fault::Inconsistent("a node of the tree is missing"));
        }
        Ok(Some(nodes.iter().flat_map(|node| node.hash).collect()))
    }
}
