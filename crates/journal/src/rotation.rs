//! Another signing key for the same log: a statement over the head at which the old key ends,
//! signed by both keys.
//!
//! Whoever trusts either key is led to the other one by it. Whether the old key was given up in
//! good order or because somebody else got hold of it is not known here: what it signs beyond its
//! end counts for nothing, and for what came before it only heads from outside do.

use crate::{
    checkpoint::{Checkpoint, NoteError, PublicKey, Verifier},
    tree::Head,
};

/// What the statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The origin of the log.
    pub origin: String,
    /// The last head that the old key signs.
    pub head: Head,
    /// The old key.
    pub from: PublicKey,
    /// The new key.
    pub to: PublicKey,
    /// Why the key was changed.
    pub reason: String,
}

impl Rotation {
    /// The statement as a checkpoint, to be signed by both.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            origin: self.origin.clone(),
            size: self.head.size,
            root: self.head.root,
            extensions: vec![
                format!("key-from {}", self.from),
                format!("key-to {}", self.to),
                format!("reason {}", self.reason),
            ],
        }
    }

    /// Reads a statement, whoever signed it.
    ///
    /// # Errors
    /// It is of another form, or leads from a key to itself or to one of another log.
    pub fn read(checkpoint: &Checkpoint) -> Result<Self, NoteError> {
        let malformed = |line| NoteError::Malformed { line };
        let [from, to, reason] = checkpoint.extensions.as_slice() else {
            return Err(malformed(4));
        };
        let rest = |line: &'_ str, word: &str, number| {
            line.strip_prefix(word).map(str::to_owned).ok_or(malformed(number))
        };
        let rotation = Self {
            origin: checkpoint.origin.clone(),
            head: checkpoint.head(),
            from: rest(from, "key-from ", 4)?.parse()?,
            to: rest(to, "key-to ", 5)?.parse()?,
            reason: rest(reason, "reason ", 6)?,
        };
        let named = [&rotation.from, &rotation.to].iter().all(|key| key.name() == rotation.origin);
        if named && rotation.from != rotation.to && rotation.checkpoint() == *checkpoint {
            Ok(rotation)
        } else {
            Err(malformed(1))
        }
    }

    /// Reads a statement that both keys have signed.
    ///
    /// # Errors
    /// It is of another form, or one of the two signatures is missing or does not hold.
    pub fn open(note: &str) -> Result<Self, NoteError> {
        let (body, _) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed { line: 1 })?;
        let rotation = Self::read(&Checkpoint::from_text(&format!("{body}\n"))?)?;
        for key in [&rotation.from, &rotation.to] {
            Verifier::new([key.clone()]).open(note)?;
        }
        Ok(rotation)
    }
}

/// The keys of one log, each with the sizes that it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyring {
    first: PublicKey,
    later: Vec<(u64, PublicKey)>,
}

impl Keyring {
    /// A log that has had this key from the beginning.
    pub fn new(key: PublicKey) -> Self {
        Self { first: key, later: Vec::new() }
    }

    /// The ring that ends with a key: the statements lead back from it to the first.
    ///
    /// # Errors
    /// The last statement does not lead to the key, or one does not lead to the next: its place.
    pub fn ending(key: &PublicKey, rotations: &[Rotation]) -> Result<Self, usize> {
        let mut due = key.clone();
        let mut ring = Self::new(key.clone());
        let mut last = u64::MAX;
        for (place, rotation) in rotations.iter().enumerate().rev() {
            // The names may differ: a key goes through epochs, and its statement does not.
            let same = rotation.to.named(due.name()).is_ok_and(|to| to == due);
            if !same || last <= rotation.head.size {
                return Err(place);
            }
            ring.later.insert(0, (rotation.head.size, due));
            due = rotation.from.named(key.name()).map_err(|_| place)?;
            last = rotation.head.size;
        }
        ring.first = due;
        Ok(ring)
    }

    /// The ring that begins with a key that is trusted: each statement that leads on from the
    /// newest key adds one, the others are passed over.
    pub fn beginning(key: &PublicKey, rotations: &[Rotation]) -> Self {
        let mut ring = Self::new(key.clone());
        for rotation in rotations {
            ring.lead_on(rotation);
        }
        ring
    }

    /// Goes on with the key that a statement leads to; answers whether it leads on from here.
    pub fn lead_on(&mut self, rotation: &Rotation) -> bool {
        let last = self.begins();
        let on = rotation.from == *self.current();
        let on = on && last.is_none_or(|last| last < rotation.head.size);
        if on {
            self.later.push((rotation.head.size, rotation.to.clone()));
        }
        on
    }

    /// The size of the last head that the key before the current one signs.
    pub fn begins(&self) -> Option<u64> {
        self.later.last().map(|(end, _)| *end)
    }

    /// The key that signs a head of this size.
    pub fn at(&self, size: u64) -> &PublicKey {
        let later = self.later.iter().rev().find(|(end, _)| *end < size);
        later.map_or(&self.first, |(_, key)| key)
    }

    /// The key that signs now.
    pub fn current(&self) -> &PublicKey {
        self.later.last().map_or(&self.first, |(_, key)| key)
    }

    /// A verifier that trusts each key, under each of these names, for the sizes that it signs.
    pub fn verifier<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Verifier {
        let mut verifier = Verifier::default();
        for name in names {
            let mut from = 0;
            let mut key = &self.first;
            for (end, next) in &self.later {
                verifier.trust(key.named(name).ok(), from..=*end);
                (from, key) = (end.saturating_add(1), next);
            }
            verifier.trust(key.named(name).ok(), from..=u64::MAX);
        }
        verifier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hash, Signer};

    const ORIGIN: &str = "log.example/e1";

    fn signer(seed: u8) -> Signer {
        Signer::new(ORIGIN, &[seed; 32]).unwrap()
    }

    fn head(size: u64) -> Head {
        Head { size, root: Hash([4; 32]) }
    }

    fn rotation(size: u64, from: u8, to: u8) -> Rotation {
        Rotation {
            origin: ORIGIN.into(),
            head: head(size),
            from: signer(from).public(),
            to: signer(to).public(),
            reason: "定期更换".into(),
        }
    }

    fn note(seed: u8, size: u64) -> String {
        let Head { size, root } = head(size);
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size, root, extensions: vec![] };
        signer(seed).sign(&checkpoint).unwrap()
    }

    #[test]
    fn both_keys_must_have_signed() {
        let rotation = rotation(40, 1, 2);
        let old = signer(1).sign(&rotation.checkpoint()).unwrap();
        assert_eq!(Rotation::open(&old), Err(NoteError::Unsigned));
        let new = signer(2).sign(&rotation.checkpoint()).unwrap();
        assert_eq!(Rotation::open(&new), Err(NoteError::Unsigned));
        let both = signer(2).add(&old).unwrap();
        assert_eq!(Rotation::open(&both), Ok(rotation));
        let moved = both.replace("\n40\n", "\n30\n");
        assert_eq!(Rotation::open(&moved), Err(NoteError::BadSignature));
    }

    #[test]
    fn a_statement_that_leads_nowhere_is_refused() {
        let foreign = Signer::new("other.example/e1", &[2; 32]).unwrap().public();
        let wrong = [rotation(40, 1, 1), Rotation { to: foreign, ..rotation(40, 1, 2) }];
        for wrong in wrong {
            assert!(Rotation::read(&wrong.checkpoint()).is_err(), "{wrong:?}");
        }
        let mut longer = rotation(40, 1, 2).checkpoint();
        longer.extensions.push("more".into());
        assert!(Rotation::read(&longer).is_err());
    }

    #[test]
    fn each_key_counts_for_its_own_sizes_alone() {
        let statements = [rotation(40, 1, 2), rotation(50, 2, 3)];
        let ring = Keyring::ending(&signer(3).public(), &statements).unwrap();
        assert_eq!(*ring.current(), signer(3).public());
        let at = [40, 41, 50, 51].map(|size| ring.at(size).clone());
        assert_eq!(at, [1, 2, 2, 3].map(|seed| signer(seed).public()));
        let verifier = ring.verifier([ORIGIN]);
        for (seed, size) in [(1, 1), (1, 40), (2, 41), (2, 50), (3, 51), (3, 900)] {
            assert!(verifier.open(&note(seed, size)).is_ok(), "key {seed} at {size}");
        }
        for (seed, size) in [(1, 41), (2, 40), (2, 51), (3, 50), (4, 20)] {
            let opened = verifier.open(&note(seed, size));
            assert_eq!(opened, Err(NoteError::Unsigned), "key {seed} at {size}");
        }
    }

    #[test]
    fn a_ring_with_a_gap_is_none() {
        let [one, two] = [rotation(40, 1, 2), rotation(50, 2, 3)];
        let ending = |seed, list: &[Rotation]| Keyring::ending(&signer(seed).public(), list);
        assert_eq!(ending(2, &[one.clone(), two.clone()]), Err(1), "not the key that signs now");
        assert_eq!(ending(3, &[rotation(40, 1, 9), two.clone()]), Err(0));
        assert_eq!(ending(3, &[rotation(50, 1, 2), two]), Err(0), "sizes grow");
        assert!(ending(2, &[one]).is_ok());
    }

    #[test]
    fn whoever_trusts_an_old_key_is_led_to_the_new_one() {
        let [one, two] = [rotation(40, 1, 2), rotation(50, 2, 3)];
        let ring = Keyring::beginning(&signer(1).public(), &[one.clone(), two.clone()]);
        assert_eq!(Keyring::ending(&signer(3).public(), &[one.clone(), two.clone()]), Ok(ring));
        let later = Keyring::beginning(&signer(2).public(), &[one, two]);
        assert_eq!(*later.current(), signer(3).public(), "from the middle too");
        let foreign = Keyring::beginning(&signer(9).public(), &[rotation(40, 1, 2)]);
        assert_eq!(foreign, Keyring::new(signer(9).public()));
    }

    #[test]
    fn a_key_keeps_its_statements_through_a_new_epoch() {
        let next = Signer::new("log.example/e2", &[2; 32]).unwrap().public();
        let ring = Keyring::ending(&next, &[rotation(40, 1, 2)]).unwrap();
        let verifier = ring.verifier([ORIGIN, "log.example/e2"]);
        assert!(verifier.open(&note(1, 40)).is_ok() && verifier.open(&note(2, 45)).is_ok());
    }
}
