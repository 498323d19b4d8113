//! Complete nodes of the tree, from what is kept of it.
//!
//! Leaves stand with their events, and of the nodes above only the roots of whole tiles are kept.
//! A tile is eight levels high (C2SP tlog-tiles), so that a node in between is computed from at
//! most 256 hashes, and an event costs the tree next to nothing to store.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use journal::{Hash, MemoryNodes, Node, tree};
use store::audit;

use crate::Fault;
use crate::door::PROFILE;
use crate::walk::Source;

/// How many hashes a whole tile has.
pub const WIDTH: u64 = 256;
/// How many levels of the tree one tile spans.
pub const HEIGHT: u8 = 8;

/// Whether a complete node is kept by itself.
pub fn is_kept(node: &Node) -> bool {
    node.level != 0 && node.level.is_multiple_of(HEIGHT)
}

/// The hashes of a tile from the left, as many as there are; tiles are counted from the left
/// too, and their levels from the leaves.
pub async fn tile(source: &mut Source<'_>, level: u8, index: u64) -> Result<Vec<Hash>, Fault> {
    let place = |at: Option<u64>| {
        at.and_then(|at| i64::try_from(at).ok()).ok_or(Fault::Inconsistent("tree index"))
    };
    let first = place(index.checked_mul(WIDTH))?;
    let last = place(index.checked_add(1).and_then(|next| next.checked_mul(WIDTH)))? - 1;
    let ask = match level {
        0 => audit::leaves_between(first, last),
        above => audit::nodes_between(i64::from(above) * i64::from(HEIGHT), first, last),
    };
    let nodes = source.ask(ask).await?;
    let gapless = (first..).zip(&nodes).all(|(place, node)| node.idx == place);
    if !gapless {
        return Err(Fault::Inconsistent("a node of the tree is missing"));
    }
    Ok(nodes.into_iter().map(|node| Hash(node.hash)).collect())
}

/// The complete nodes at some places `(level, index)`; those that are not there yet are left out.
pub async fn at(
    source: &mut Source<'_>,
    places: impl IntoIterator<Item = (u8, u64)>,
) -> Result<MemoryNodes, Fault> {
    let mut tiles: BTreeMap<(u8, u64), Vec<Hash>> = BTreeMap::new();
    let mut nodes = MemoryNodes::default();
    for (level, index) in places {
        let (storey, up) = (level / HEIGHT, level % HEIGHT);
        let first = index.checked_mul(1 << up).ok_or(Fault::Inconsistent("tree index"))?;
        let key = (storey, first / WIDTH);
        let known = match tiles.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(tile(source, storey, first / WIDTH).await?),
        };
        let from = usize::try_from(first % WIDTH).unwrap_or_default();
        if let Some(below) = known.get(from..from + (1 << up)) {
            nodes.put(Node { level, index, hash: tree::root(PROFILE, below) });
        }
    }
    Ok(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_tile_of_whole_tiles_leaves_one_node_for_each_and_one_above() {
        let mut frontier = journal::Frontier::new(PROFILE);
        let mut kept = 0;
        for _ in 0..WIDTH * WIDTH {
            frontier.push_each(Hash([0; 32]), |node| kept += u64::from(is_kept(&node)));
        }
        assert_eq!(kept, WIDTH + 1);
    }
}
