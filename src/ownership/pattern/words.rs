//! The words of patterns, which tell at little cost that a rule is not nearly one for a path.

/// Whether the words of a pattern stand in a path, in their order: no pattern of
/// which that is not so has a near [`Mismatch`](super::Mismatch), since what makes one near only
/// adds to the pattern's ends, ignores case or widens its stars. `lower` is the
/// path in lower case. Many times cheaper than asking why.
pub(crate) fn has_words(pattern: &str, lower: &str) -> bool {
    let mut rest = lower.as_bytes();
    words(pattern).all(|word| {
        let found = rest
            .windows(word.len())
            .position(|window| window.eq_ignore_ascii_case(word.as_bytes()));
        found.inspect(|at| rest = &rest[at + word.len()..]).is_some()
    })
}

/// Which pairs of letters stand side by side, each pair as one of 64 bits. Of a pattern, in its words: all its bits are
/// those of any path that it has words in, so that one number a rule tells most of them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pairs(u64);

impl Pairs {
    /// Those of a pattern's words.
    pub(crate) fn of_pattern(pattern: &str) -> Self {
        let pairs = words(pattern).map(|word| Self::of(word.as_bytes()).0);
        Self(pairs.fold(0, |all, pairs| all | pairs))
    }

    /// Those of a path in lower case.
    pub(crate) fn of_path(lower: &str) -> Self {
        Self::of(lower.as_bytes())
    }

    /// Whether all of them are among others.
    pub(crate) fn are_among(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    fn of(text: &[u8]) -> Self {
        let bit = |pair: &[u8]| {
            let number = pair
                .iter()
                .fold(0_u32, |number, byte| number * 31 + u32::from(byte.to_ascii_lowercase()));
            1_u64 << (number.wrapping_mul(0x9e37_79b1) >> 26)
        };
        Self(text.windows(2).fold(0, |all, pair| all | bit(pair)))
    }
}

/// What a path must hold for a pattern to match it.
fn words(pattern: &str) -> impl Iterator<Item = &str> {
    // Classes and choices need not be there, and nothing is a word behind them.
    let plain = pattern.find(['[', '{', '}']).map_or(pattern, |end| &pattern[..end]);
    let parts = |char: char| matches!(char, '*' | '?' | '/' | '\\') || !char.is_ascii();
    plain.split(parts).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Pairs, has_words};

    #[test]
    fn pairs_never_say_no_where_words_are_there() {
        let paths = ["src/pay/Checkout.ts", "İstanbul/ſrc/K.rs", "a", "", "x/yz/yzy/zz.md"];
        let patterns = [
            "src/*", "PAY/*.TS", "*k*", "yz*zz", "/x/", "{a,b}", "[ab]c", "checkout", "x\\yz", "*",
        ];
        let mut both = 0;
        for path in paths {
            let lower = path.to_lowercase();
            for pattern in patterns {
                let may = Pairs::of_pattern(pattern).are_among(Pairs::of_path(&lower));
                assert!(may || !has_words(pattern, &lower), "{pattern} in {path}");
                both += u32::from(may != has_words(pattern, &lower));
            }
        }
        assert!(both < 20, "and mostly say the same: {both} of 50 differ");
    }
}
