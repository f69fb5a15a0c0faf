//! Remainders with one star, which are compared and not run.

use crate::ownership::pattern::{End, Extent, Token};

/// A remainder with one star, such as `test_*.py`. Where a folder has few of
/// them they are tried one by one, which beats making states for them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affix {
    pub(crate) rule: u32,
    pub(crate) reach: Reach,
    /// The last byte of what stands behind the star.
    last: u8,
    /// Where the texts before and after the star are.
    pub(super) before: (u32, u32),
    pub(super) after: (u32, u32),
}

/// What the star of an [`Affix`] runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// One name, which must end so.
    Name(End),
    /// Everything, up to the end of the path.
    Below,
}

impl Affix {
    /// Both texts lie in `texts`.
    pub(super) fn new(
        rule: u32,
        reach: Reach,
        before: (u32, u32),
        after: (u32, u32),
        texts: &[u8],
    ) -> Self {
        let last = texts[after.0 as usize..after.1 as usize].last().copied().unwrap_or(0);
        Self { rule, reach, last, before, after }
    }

    /// Whether `name` is what stands before the star, anything, and what stands
    /// after it.
    pub(crate) fn fits(&self, name: &[u8], texts: &[u8]) -> bool {
        let len = (self.before.1 - self.before.0 + self.after.1 - self.after.0) as usize;
        name.len() >= len && self.ends(name, texts) && self.begins(name, texts)
    }

    /// Whether `name` begins as it must before the star.
    pub(crate) fn begins(&self, name: &[u8], texts: &[u8]) -> bool {
        let before = &texts[self.before.0 as usize..self.before.1 as usize];
        before.first().is_none_or(|first| name.first() == Some(first)) && name.starts_with(before)
    }

    /// Whether `name` ends as it must after the star.
    pub(crate) fn ends(&self, name: &[u8], texts: &[u8]) -> bool {
        self.has_open_end()
            || name.last() == Some(&self.last)
                && name.ends_with(&texts[self.after.0 as usize..self.after.1 as usize])
    }

    /// Whether the star is the last.
    pub(crate) fn has_open_end(&self) -> bool {
        self.after.0 == self.after.1
    }
}

/// The parts of a remainder with one star between plain bytes and no slash.
pub(super) fn affix_of(tokens: &[Token], end: End) -> Option<(&[Token], Reach, &[Token])> {
    let star = tokens.iter().position(|token| matches!(token, Token::Run(_)))?;
    let plain = |token: &Token| matches!(token, Token::Byte(byte) if *byte != b'/');
    let (before, after) = (&tokens[..star], &tokens[star + 1..]);
    let reach = match (&tokens[star], end) {
        (Token::Run(Extent::Part), end) => Reach::Name(end),
        (Token::Run(Extent::Anything), End::Text) => Reach::Below,
        _ => return None,
    };
    let fits = before.iter().all(plain) && after.iter().all(plain);
    fits.then_some((before, reach, after))
}
