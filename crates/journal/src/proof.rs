//! Inclusion and consistency proofs of RFC 6962, made from stored nodes and verified alone.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::{
    hash::{Hash, Profile},
    tree::{Head, MissingNode, NodeSource, span, split},
};

/// Proves that a leaf stands at `index` of the tree of `size` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Leaf index, from 0.
    pub index: u64,
    /// Tree size the proof is for.
    pub size: u64,
    /// Sibling hashes from the leaf upwards.
    pub path: Vec<Hash>,
}

/// Proves that the tree of `to` leaves begins with the tree of `from` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// The smaller size.
    pub from: u64,
    /// The larger size.
    pub to: u64,
    /// Hashes as RFC 6962 §2.1.2 orders them.
    pub path: Vec<Hash>,
}

/// No proof can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoProof {
    /// The index or sizes do not lie in the tree.
    #[error("所求的位置不在树的范围内")]
    OutOfRange,
    /// The source lacks a node.
    #[error(transparent)]
    Missing(#[from] MissingNode),
}

/// The proof does not prove what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("存证证明不成立")]
pub struct BadProof;

impl InclusionProof {
    /// Makes the proof for the leaf at `index` in the tree of `size` leaves.
    pub fn make(
        profile: Profile,
        index: u64,
        size: u64,
        source: &impl NodeSource,
    ) -> Result<Self, NoProof> {
        if index >= size {
            return Err(NoProof::OutOfRange);
        }
        let (mut from, mut to, mut path) = (0, size, Vec::new());
        while to - from > 1 {
            let middle = from + split(to - from);
            if index < middle {
                path.push(span(profile, middle, to, source)?);
                to = middle;
            } else {
                path.push(span(profile, from, middle, source)?);
                from = middle;
            }
        }
        path.reverse();
        Ok(Self { index, size, path })
    }

    /// The `(level, index)` of every stored node [`InclusionProof::make`] will ask for.
    pub fn needs(index: u64, size: u64) -> Result<Vec<(u8, u64)>, NoProof> {
        let wanted = Wanted::default();
        Self::make(Profile::Sha256, index, size, &wanted)?;
        Ok(wanted.0.into_inner())
    }

    /// Checks the proof against a leaf hash and the head of a checkpoint.
    pub fn verify(&self, profile: Profile, leaf: Hash, head: Head) -> Result<(), BadProof> {
        if self.index >= self.size || self.size != head.size {
            return Err(BadProof);
        }
        let mut place = Place { node: self.index, last: self.size - 1 };
        let mut hash = leaf;
        for sibling in &self.path {
            if place.last == 0 {
                return Err(BadProof);
            }
            hash = if place.joins_left() {
                profile.node(*sibling, hash)
            } else {
                profile.node(hash, *sibling)
            };
            place.rise();
        }
        if place.last == 0 && hash == head.root { Ok(()) } else { Err(BadProof) }
    }
}

impl ConsistencyProof {
    /// Makes the proof between two sizes of the same log.
    pub fn make(
        profile: Profile,
        from: u64,
        to: u64,
        source: &impl NodeSource,
    ) -> Result<Self, NoProof> {
        if from > to {
            return Err(NoProof::OutOfRange);
        }
        let mut path = Vec::new();
        if from > 0 {
            let (mut low, mut high) = (0, to);
            while from != high {
                let middle = low + split(high - low);
                if from <= middle {
                    path.push(span(profile, middle, high, source)?);
                    high = middle;
                } else {
                    path.push(span(profile, low, middle, source)?);
                    low = middle;
                }
            }
            if low > 0 {
                path.push(span(profile, low, high, source)?);
            }
            path.reverse();
        }
        Ok(Self { from, to, path })
    }

    /// The `(level, index)` of every stored node [`ConsistencyProof::make`] will ask for.
    pub fn needs(from: u64, to: u64) -> Result<Vec<(u8, u64)>, NoProof> {
        let wanted = Wanted::default();
        Self::make(Profile::Sha256, from, to, &wanted)?;
        Ok(wanted.0.into_inner())
    }

    /// Checks the proof against the heads of two checkpoints.
    ///
    /// Every tree begins with the empty one, so a proof from size 0 says
    /// nothing about the new root.
    pub fn verify(&self, profile: Profile, old: Head, new: Head) -> Result<(), BadProof> {
        if (self.from, self.to) != (old.size, new.size) || self.from > self.to {
            return Err(BadProof);
        }
        if self.from == 0 || self.from == self.to {
            let same = self.from != self.to || old.root == new.root;
            let empty = self.from != 0 || old.root == profile.empty_root();
            return if same && empty && self.path.is_empty() { Ok(()) } else { Err(BadProof) };
        }
        let mut path = self.path.iter().copied();
        let mut place = Place { node: self.from - 1, last: self.to - 1 };
        while place.node & 1 == 1 {
            place = Place { node: place.node >> 1, last: place.last >> 1 };
        }
        let start = if self.from.is_power_of_two() { Some(old.root) } else { path.next() };
        let start = start.ok_or(BadProof)?;
        let (mut before, mut after) = (start, start);
        for hash in path {
            if place.last == 0 {
                return Err(BadProof);
            }
            if place.joins_left() {
                before = profile.node(hash, before);
                after = profile.node(hash, after);
            } else {
                after = profile.node(after, hash);
            }
            place.rise();
        }
        if place.last == 0 && before == old.root && after == new.root {
            Ok(())
        } else {
            Err(BadProof)
        }
    }
}

/// Where a verification stands: the node reached and the last node of its
/// level (`fn` and `sn` of RFC 9162 §2.1.3.2).
struct Place {
    node: u64,
    last: u64,
}

impl Place {
    const fn joins_left(&self) -> bool {
        self.node & 1 == 1 || self.node == self.last
    }

    /// Goes to the level where the node next has a sibling.
    const fn rise(&mut self) {
        if self.joins_left() {
            while self.node & 1 == 0 && self.node != 0 {
                self.node >>= 1;
                self.last >>= 1;
            }
        }
        self.node >>= 1;
        self.last >>= 1;
    }
}

/// Answers every question and remembers it.
#[derive(Default)]
struct Wanted(RefCell<Vec<(u8, u64)>>);

impl NodeSource for Wanted {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.borrow_mut().push((level, index));
        Some(Hash::ZERO)
    }
}
