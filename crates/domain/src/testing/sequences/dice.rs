//! The dice of a sequence: the same number throws the same sequence, on every machine.

/// Dice with a state of their own (splitmix64).
#[derive(Clone, Debug)]
pub(super) struct Dice {
    state: u64,
    willing: bool,
}

impl Dice {
    /// Dice that may throw anything.
    pub fn wild(number: u64) -> Self {
        Self { state: number, willing: false }
    }

    /// Dice that always throw what leads on.
    pub fn willing() -> Self {
        Self { state: 0, willing: true }
    }

    /// Whether these lead on.
    pub fn are_willing(&self) -> bool {
        self.willing
    }

    /// A number below the bound; of willing dice always nought.
    pub fn below(&mut self, bound: usize) -> usize {
        if self.willing {
            return 0;
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// One of them; of willing dice the first.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Whether the rarer thing happens, once in so many times; of willing dice never.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times && !self.willing
    }
}
