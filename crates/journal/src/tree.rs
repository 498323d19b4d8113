//! The Merkle tree of RFC 6962: the growing edge, its complete nodes and roots.
//!
//! A node is complete when all leaves below it exist; complete nodes never
//! change, so they are stored once and every proof is made of them.

use std::collections::HashMap;

use crate::hash::{Hash, Profile};

/// A complete node: level 0 is the leaves, `index` counts from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Height above the leaves.
    pub level: u8,
    /// Position from the left within the level, from 0.
    pub index: u64,
    /// The hash.
    pub hash: Hash,
}

/// A tree at one size: what a checkpoint states and what proofs are checked against.
///
/// Size and root travel together because a root alone does not fix the size a
/// proof is read at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// Where complete nodes are looked up.
pub trait NodeSource {
    /// The complete node at a place, if it is held.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// A node that a root or a proof needs is not held by the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("缺少第 {level} 层第 {index} 个树节点")]
pub struct MissingNode {
    /// Height above the leaves.
    pub level: u8,
    /// Position within the level.
    pub index: u64,
}

/// The bytes are not a stored frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("保存的树边沿长度与其大小不符")]
pub struct NotAFrontier;

/// The right edge of a growing tree: its size and the roots of the complete
/// subtrees it consists of, largest first (one per bit set in the size).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    profile: Profile,
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge of an empty log.
    pub const fn new(profile: Profile) -> Self {
        Self { profile, size: 0, peaks: Vec::new() }
    }

    /// How many leaves there are, which is the index of the next.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf and returns the nodes it completes, the leaf itself first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Node> {
        let mut completed = Vec::with_capacity(2);
        self.push_each(leaf, |node| completed.push(node));
        completed
    }

    /// Appends a leaf and hands each node it completes to `each`, the leaf first.
    pub fn push_each(&mut self, leaf: Hash, mut each: impl FnMut(Node)) {
        let mut node = Node { level: 0, index: self.size, hash: leaf };
        each(node);
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = Node {
                level: node.level + 1,
                index: node.index >> 1,
                hash: self.profile.node(left, node.hash),
            };
            each(node);
        }
        self.peaks.push(node.hash);
        self.size += 1;
    }

    /// The root over all leaves so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().copied();
        let Some(last) = peaks.next() else { return self.profile.empty_root() };
        peaks.fold(last, |right, left| self.profile.node(left, right))
    }

    /// Size and root together.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }

    /// The size as eight big-endian bytes, then the peaks, largest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.size.to_be_bytes().to_vec();
        for peak in &self.peaks {
            out.extend_from_slice(&peak.0);
        }
        out
    }

    /// Reads what [`Frontier::to_bytes`] wrote; another length is refused.
    pub fn from_bytes(profile: Profile, bytes: &[u8]) -> Result<Self, NotAFrontier> {
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(NotAFrontier)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, odd) = rest.as_chunks::<32>();
        let expected = usize::try_from(size.count_ones()).map_err(|_| NotAFrontier)?;
        if !odd.is_empty() || peaks.len() != expected {
            return Err(NotAFrontier);
        }
        Ok(Self { profile, size, peaks: peaks.iter().copied().map(Hash).collect() })
    }

    /// Rebuilds the edge of a tree of `size` leaves from its stored nodes.
    pub fn restore(
        profile: Profile,
        size: u64,
        source: &impl NodeSource,
    ) -> Result<Self, MissingNode> {
        let peaks = Self::needs(size).into_iter().map(|(level, index)| held(source, level, index));
        Ok(Self { profile, size, peaks: peaks.collect::<Result<_, _>>()? })
    }

    /// The `(level, index)` of every stored node [`Frontier::restore`] will ask for.
    pub fn needs(size: u64) -> Vec<(u8, u64)> {
        let levels = (0..64_u8).rev().filter(|level| (size >> level) & 1 == 1);
        levels.map(|level| (level, (size >> level) - 1)).collect()
    }
}

/// The root over a slice of leaf hashes.
pub fn root(profile: Profile, leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new(profile);
    for leaf in leaves {
        frontier.push_each(*leaf, |_| {});
    }
    frontier.root()
}

/// The root of the first `size` leaves, from stored nodes.
pub fn root_at(profile: Profile, size: u64, source: &impl NodeSource) -> Result<Hash, MissingNode> {
    if size == 0 {
        return Ok(profile.empty_root());
    }
    span(profile, 0, size, source)
}

/// Nodes held in memory: for tests, tools and proofs over nodes fetched beforehand.
#[derive(Clone, Debug, Default)]
pub struct MemoryNodes(HashMap<(u8, u64), Hash>);

impl MemoryNodes {
    /// Keeps a node.
    pub fn put(&mut self, node: Node) {
        self.0.insert((node.level, node.index), node.hash);
    }

    /// How many nodes are held.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl NodeSource for MemoryNodes {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.get(&(level, index)).copied()
    }
}

impl FromIterator<Node> for MemoryNodes {
    fn from_iter<I: IntoIterator<Item = Node>>(nodes: I) -> Self {
        Self(nodes.into_iter().map(|node| ((node.level, node.index), node.hash)).collect())
    }
}

/// The root of the leaves `from..to`: a stored node when the span is a complete
/// subtree, otherwise the hash of its two halves. `from < to`.
pub(crate) fn span(
    profile: Profile,
    from: u64,
    to: u64,
    source: &impl NodeSource,
) -> Result<Hash, MissingNode> {
    let width = to.saturating_sub(from);
    if width <= 1 || (width.is_power_of_two() && from.is_multiple_of(width)) {
        let level = u8::try_from(width.trailing_zeros()).unwrap_or(0);
        return held(source, level, from >> level);
    }
    let middle = from + split(width);
    let left = span(profile, from, middle, source)?;
    Ok(profile.node(left, span(profile, middle, to, source)?))
}

/// The largest power of two smaller than `width`, for `width > 1`.
pub(crate) fn split(width: u64) -> u64 {
    1 << (width.saturating_sub(1)).checked_ilog2().unwrap_or(0)
}

fn held(source: &impl NodeSource, level: u8, index: u64) -> Result<Hash, MissingNode> {
    source.node(level, index).ok_or(MissingNode { level, index })
}
