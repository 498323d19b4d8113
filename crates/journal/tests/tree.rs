//! The tree: published vectors, every proof of every small size, and no mutated one.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use journal::{
    BadProof, ConsistencyProof, Frontier, Hash, Head, InclusionProof, MemoryNodes, Node,
    NodeSource, Profile, proof::NoProof, tree,
};
use proptest::prelude::*;

const P: Profile = Profile::Sha256;

/// The eight leaves and roots every implementation of Certificate Transparency is tried on.
const VECTORS: [(&str, &str); 8] = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
];

fn vector_leaves() -> Vec<Hash> {
    VECTORS.iter().map(|(leaf, _)| P.leaf(&hex::decode(leaf).unwrap())).collect()
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| P.leaf(&number.to_be_bytes())).collect()
}

fn grow(leaves: &[Hash]) -> (Frontier, MemoryNodes) {
    let mut frontier = Frontier::new(P);
    let nodes = leaves.iter().flat_map(|leaf| frontier.push(*leaf)).collect();
    (frontier, nodes)
}

fn head(size: u64, nodes: &MemoryNodes) -> Head {
    Head { size, root: tree::root_at(P, size, nodes).unwrap() }
}

const LARGE: u64 = 3000;

/// Complete nodes never change, so one large tree holds those of all smaller ones.
static LARGE_TREE: LazyLock<(Vec<Hash>, MemoryNodes)> = LazyLock::new(|| {
    let leaves = leaves(LARGE);
    let (_, nodes) = grow(&leaves);
    (leaves, nodes)
});

/// The definition of RFC 6962 §2.1, word for word, to compare with.
fn defined_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => P.digest(&[]),
        [leaf] => *leaf,
        more => {
            let half = more.len().next_power_of_two() / 2;
            P.node(defined_root(&more[..half]), defined_root(&more[half..]))
        }
    }
}

#[test]
fn roots_equal_the_published_vectors() {
    let leaves = vector_leaves();
    for (count, (_, root)) in (1..).zip(VECTORS) {
        assert_eq!(tree::root(P, &leaves[..count]).to_string(), root);
    }
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(tree::root(P, &[]).to_string(), empty);
}

#[test]
fn proofs_equal_the_published_vectors() {
    let (_, nodes) = grow(&vector_leaves());
    let inclusion = InclusionProof::make(P, 5, 8, &nodes).unwrap();
    let path: Vec<_> = inclusion.path.iter().map(Hash::to_string).collect();
    assert_eq!(
        path,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
    let consistency = ConsistencyProof::make(P, 6, 8, &nodes).unwrap();
    let path: Vec<_> = consistency.path.iter().map(Hash::to_string).collect();
    assert_eq!(
        path,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn the_growing_edge_has_the_defined_root_at_every_size() {
    let leaves = leaves(130);
    let mut frontier = Frontier::new(P);
    let mut nodes = MemoryNodes::default();
    assert_eq!(frontier.root(), defined_root(&[]));
    for (size, leaf) in (1_u64..).zip(&leaves) {
        frontier.push(*leaf).into_iter().for_each(|node| nodes.put(node));
        let expected = defined_root(&leaves[..usize::try_from(size).unwrap()]);
        assert_eq!(frontier.root(), expected);
        assert_eq!(tree::root_at(P, size, &nodes), Ok(expected));
        assert_eq!(Frontier::restore(P, size, &nodes).as_ref(), Ok(&frontier));
        assert_eq!(Frontier::from_bytes(P, &frontier.to_bytes()).as_ref(), Ok(&frontier));
    }
    assert_eq!(frontier.size(), 130);
}

#[test]
fn a_leaf_completes_itself_and_every_parent_it_fills() {
    let mut frontier = Frontier::new(P);
    let places = |nodes: Vec<Node>| -> Vec<_> {
        nodes.into_iter().map(|node| (node.level, node.index)).collect()
    };
    let completed: Vec<_> = leaves(8).iter().map(|leaf| places(frontier.push(*leaf))).collect();
    assert_eq!(completed[0], [(0, 0)]);
    assert_eq!(completed[1], [(0, 1), (1, 0)]);
    assert_eq!(completed[3], [(0, 3), (1, 1), (2, 0)]);
    assert_eq!(completed[6], [(0, 6)]);
    assert_eq!(completed[7], [(0, 7), (1, 3), (2, 1), (3, 0)]);
}

#[test]
fn a_stored_edge_of_the_wrong_length_is_refused() {
    let (frontier, _) = grow(&leaves(11));
    let bytes = frontier.to_bytes();
    for length in (0..bytes.len()).chain([bytes.len() + 32]) {
        let mut other = bytes.clone();
        other.resize(length, 0);
        assert!(Frontier::from_bytes(P, &other).is_err(), "{length}");
    }
}

#[test]
fn every_inclusion_proof_of_small_trees_verifies_and_only_for_its_own_leaf() {
    let leaves = leaves(40);
    let (_, nodes) = grow(&leaves);
    for size in 1..=40_u64 {
        let head = head(size, &nodes);
        for index in 0..size {
            let proof = InclusionProof::make(P, index, size, &nodes).unwrap();
            for (other, leaf) in (0_u64..).zip(&leaves) {
                let verdict = proof.verify(P, *leaf, head);
                assert_eq!(verdict.is_ok(), other == index, "{index}/{size} for {other}");
            }
        }
        assert_eq!(InclusionProof::make(P, size, size, &nodes), Err(NoProof::OutOfRange));
    }
}

#[test]
fn every_consistency_proof_of_small_trees_verifies_and_only_for_its_own_heads() {
    let (_, nodes) = grow(&leaves(40));
    let heads: Vec<_> = (0..=40).map(|size| head(size, &nodes)).collect();
    for new in &heads {
        for old in heads.iter().filter(|old| old.size <= new.size) {
            let proof = ConsistencyProof::make(P, old.size, new.size, &nodes).unwrap();
            assert_eq!(proof.verify(P, *old, *new), Ok(()), "{old:?} to {new:?}");
            for wrong in &heads {
                let root = wrong.root;
                let verdict = proof.verify(P, Head { root, ..*old }, *new);
                assert_eq!(verdict.is_ok(), wrong == old, "{old:?} as {root} to {new:?}");
                if old.size > 0 {
                    let verdict = proof.verify(P, *old, Head { root, ..*new });
                    assert_eq!(verdict.is_ok(), wrong == new, "{old:?} to {new:?} as {root}");
                }
            }
        }
    }
    assert_eq!(ConsistencyProof::make(P, 3, 2, &nodes), Err(NoProof::OutOfRange));
    let backwards = ConsistencyProof { from: 3, to: 2, path: vec![] };
    assert_eq!(backwards.verify(P, heads[3], heads[2]), Err(BadProof));
}

#[test]
fn a_proof_is_read_at_the_size_of_its_head_and_no_other() {
    let leaves = leaves(4);
    let (_, nodes) = grow(&leaves);
    let proof = InclusionProof::make(P, 0, 3, &nodes).unwrap();
    let lying = InclusionProof { size: 4, ..proof };
    assert_eq!(lying.verify(P, leaves[0], head(3, &nodes)), Err(BadProof));
    let proof = ConsistencyProof::make(P, 2, 3, &nodes).unwrap();
    let lying = ConsistencyProof { to: 4, ..proof };
    assert_eq!(lying.verify(P, head(2, &nodes), head(3, &nodes)), Err(BadProof));
}

#[test]
fn a_missing_node_is_named() {
    let (_, nodes) = grow(&leaves(5));
    let missing = tree::MissingNode { level: 1, index: 2 };
    assert_eq!(tree::root_at(P, 6, &nodes), Err(missing));
    assert_eq!(InclusionProof::make(P, 0, 6, &nodes), Err(NoProof::Missing(missing)));
    assert_eq!(Frontier::restore(P, 6, &nodes), Err(missing));
}

#[test]
fn the_nodes_a_proof_needs_are_enough_to_make_it() {
    let (_, nodes) = grow(&leaves(77));
    let fetch = |places: Vec<(u8, u64)>| -> MemoryNodes {
        places
            .into_iter()
            .map(|(level, index)| Node { level, index, hash: nodes.node(level, index).unwrap() })
            .collect()
    };
    for index in 0..77 {
        let few = fetch(InclusionProof::needs(index, 77).unwrap());
        assert!(few.len() < 12);
        assert_eq!(
            InclusionProof::make(P, index, 77, &few),
            InclusionProof::make(P, index, 77, &nodes)
        );
        let few = fetch(ConsistencyProof::needs(index, 77).unwrap());
        assert_eq!(
            ConsistencyProof::make(P, index, 77, &few),
            ConsistencyProof::make(P, index, 77, &nodes)
        );
    }
    assert_eq!(InclusionProof::needs(77, 77), Err(NoProof::OutOfRange));
}

fn mutate(path: &mut Vec<Hash>, kind: u8, at: usize, bit: usize) {
    let place = if path.is_empty() { 0 } else { at % path.len() };
    match kind {
        _ if path.is_empty() => path.push(Hash([1; 32])),
        0 => path[place].0[bit / 8 % 32] ^= 1 << (bit % 8),
        1 => drop(path.remove(place)),
        2 => path.insert(place, path[place]),
        _ => path.push(Hash([1; 32])),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_mutated_inclusion_proof_is_refused(
        size in 1..=LARGE, pick in any::<u64>(), kind in 0_u8..8, at in any::<usize>(),
        bit in 0_usize..256
    ) {
        let (leaves, nodes) = &*LARGE_TREE;
        let index = pick % size;
        let mut proof = InclusionProof::make(P, index, size, nodes).unwrap();
        let mut leaf = leaves[usize::try_from(index).unwrap()];
        let mut head = head(size, nodes);
        prop_assert_eq!(proof.verify(P, leaf, head), Ok(()));
        match kind {
            0..=3 => mutate(&mut proof.path, kind, at, bit),
            4 => proof.index ^= 1 << (bit % 14),
            5 => proof.size ^= 1 << (bit % 14),
            6 => leaf.0[bit / 8] ^= 1 << (bit % 8),
            _ => head.root.0[bit / 8] ^= 1 << (bit % 8),
        }
        prop_assert_eq!(proof.verify(P, leaf, head), Err(BadProof));
    }

    #[test]
    fn a_mutated_consistency_proof_is_refused(
        to in 2..=LARGE, pick in any::<u64>(), kind in 0_u8..8, at in any::<usize>(),
        bit in 0_usize..256
    ) {
        let nodes = &LARGE_TREE.1;
        let from = 1 + pick % (to - 1);
        let mut proof = ConsistencyProof::make(P, from, to, nodes).unwrap();
        let (mut old, mut new) = (head(from, nodes), head(to, nodes));
        prop_assert_eq!(proof.verify(P, old, new), Ok(()));
        match kind {
            0..=3 => mutate(&mut proof.path, kind, at, bit),
            4 => proof.from ^= 1 << (bit % 14),
            5 => proof.to ^= 1 << (bit % 14),
            6 => old.root.0[bit / 8] ^= 1 << (bit % 8),
            _ => new.root.0[bit / 8] ^= 1 << (bit % 8),
        }
        prop_assert_eq!(proof.verify(P, old, new), Err(BadProof));
    }

    #[test]
    fn no_made_up_proof_panics_or_verifies(
        index in any::<u64>(), size in any::<u64>(), length in 0_usize..70
    ) {
        let path = vec![Hash([3; 32]); length];
        let inclusion = InclusionProof { index, size, path: path.clone() };
        let head = |size| Head { size, root: Hash([2; 32]) };
        prop_assert_eq!(inclusion.verify(P, Hash([1; 32]), head(size)), Err(BadProof));
        let consistency = ConsistencyProof { from: index.max(1), to: size, path };
        let old = Head { size: consistency.from, root: Hash([1; 32]) };
        prop_assert_eq!(consistency.verify(P, old, head(size)), Err(BadProof));
    }
}
