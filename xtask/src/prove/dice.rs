//! Chance that can be repeated: splitmix64 from a printed seed.

use app::{Clock as _, SystemClock};

/// A source of chance.
#[derive(Clone, Debug)]
pub struct Dice(u64);

/// A seed of the moment.
pub fn fresh() -> u64 {
    u64::try_from(SystemClock.now().as_microsecond()).unwrap_or_default()
}

impl Dice {
    /// Chance for one trial of one check, whatever ran before it.
    pub fn new(seed: u64, check: &str, trial: usize) -> Self {
        let mut mixed = seed ^ u64::try_from(trial).unwrap_or_default().rotate_left(32);
        for byte in check.bytes() {
            mixed = mixed.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
        }
        let mut dice = Self(mixed);
        dice.next();
        dice
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below the bound; zero when the bound is zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or_default()
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(of.len()).unwrap_or_default());
        of.get(usize::try_from(at).unwrap_or_default())
    }

    /// So many random bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count + 8);
        while bytes.len() < count {
            bytes.extend_from_slice(&self.next().to_le_bytes());
        }
        bytes.truncate(count);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_again_and_trials_differ() {
        let roll = |trial| Dice::new(7, "B1", trial).next();
        assert_eq!(roll(3), roll(3));
        assert_ne!(roll(3), roll(4));
        assert_eq!(Dice::new(7, "B1", 0).bytes(11).len(), 11);
    }
}
