//! The log as static pieces that anybody may keep: the newest checkpoint and tiles of hashes.
//!
//! The formats are C2SP tlog-checkpoint and tlog-tiles. Events themselves are not among them
//! ([ADR-0011](../../../docs/adr/0011-tiles-without-entries.md)): who may read one gets it with a
//! proof.

use store::truth;

use crate::nodes::{self, HEIGHT, WIDTH};
use crate::portal::Portal;
use crate::walk::Source;
use crate::{Fault, witness};

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
        let end = index.checked_mul(WIDTH).and_then(|first| first.checked_add(width));
        let Some(end) = end else { return Ok(None) };
        if width == 0 || WIDTH < width || there < end {
            return Ok(None);
        }
        let tile = nodes::tile(&mut Source::Store(&self.app.inner.store), level, index).await?;
        let width = usize::try_from(width).unwrap_or(usize::MAX);
        let hashes =
            tile.get(..width).ok_or(Fault::Inconsistent("a node of the tree is missing"))?;
        Ok(Some(hashes.iter().flat_map(|hash| hash.0).collect()))
    }
}
