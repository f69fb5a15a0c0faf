/// A small generator of numbers that look random: SplitMix64. The same seed gives
/// the same numbers on every machine.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`; 0 if there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The bias of the remainder is far below what anybody could see.
        match end {
            0 => 0,
            end => (self.next() % end as u64) as usize,
        }
    }

    /// How often an error comes: mostly a few times, at times thousands. Whole
    /// numbers only, so that every machine agrees.
    pub(super) fn heavy_tail(&mut self) -> u64 {
        let rank = 1 + self.below(4_000) as u64;
        // Of 4,000 ranks the first comes 4,000 times, the last once.
        4_000 / rank + self.below(3) as u64
    }
}
