/// One step of a pattern. Patterns work on bytes: Sentry's engines do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Exactly this byte.
    Byte(u8),
    /// One byte of a set: `?` and `[a-z]` of a glob.
    Class(ByteSet),
    /// One character, not one byte, other than `/`: `?` in CODEOWNERS.
    Character,
    /// Any number of bytes: `*`.
    Run(Extent),
    /// Nothing, or any run that ends in `/`: `**/`.
    Folders(Extent),
    /// A slash or nothing: the first `/` of an anchored CODEOWNERS pattern.
    OptionalSlash,
    /// One of several: `{a,b}`. With no choices at all it stands for nothing.
    Choice(Vec<Vec<Token>>),
}

/// Which bytes a wildcard runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Every byte, also `/` and line ends: `*` of a glob.
    Anything,
    /// All but `/`: `*` in CODEOWNERS.
    Part,
    /// All but a line feed: `**` in CODEOWNERS.
    Line,
}

/// What must follow the last [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The end of the text.
    Text,
    /// The end of the text or a `/`, after which anything may come.
    Part,
    /// A `/`, after which anything may come: the match is a folder.
    Folder,
}

/// Whether `A` and `a` are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// They differ.
    Sensitive,
    /// They don't: both sides are brought to lower case first.
    Insensitive,
}

/// A set of bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ByteSet([u64; 4]);

/// Instantiation
impl ByteSet {
    /// No byte.
    pub const EMPTY: Self = Self([0; 4]);
    /// Every byte.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// The set with the bytes from `first` to `last`, both included, added.
    #[must_use]
    pub fn with(mut self, first: u8, last: u8) -> Self {
        for byte in first..=last {
            self.0[byte as usize / 64] |= 1 << (byte % 64);
        }
        self
    }

    /// All bytes that are not in the set.
    #[must_use]
    pub fn inverted(self) -> Self {
        Self(self.0.map(|word| !word))
    }

    /// The set with both cases of each ASCII letter in it.
    #[must_use]
    pub fn folded(mut self) -> Self {
        for letter in b'a'..=b'z' {
            let upper = letter.to_ascii_uppercase();
            if self.contains(letter) || self.contains(upper) {
                self = self.with(letter, letter).with(upper, upper);
            }
        }
        self
    }
}

/// Access
impl ByteSet {
    /// Whether `byte` is in the set.
    #[must_use]
    pub fn contains(&self, byte: u8) -> bool {
        self.0[byte as usize / 64] >> (byte % 64) & 1 == 1
    }

    /// The byte of a set that has one and no other.
    #[must_use]
    pub fn only(&self) -> Option<u8> {
        let mut first = 0;
        for word in self.0 {
            match word.count_ones() {
                0 => first += 64,
                1 if self.len() == 1 => return Some((first + word.trailing_zeros()) as u8),
                _ => return None,
            }
        }
        None
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

impl std::fmt::Debug for ByteSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries((0..=255u8).filter(|&byte| self.contains(byte))).finish()
    }
}

/// Access
impl Extent {
    /// Whether a run may go over `byte`.
    #[must_use]
    pub fn contains(self, byte: u8) -> bool {
        match self {
            Self::Anything => true,
            Self::Part => byte != b'/',
            Self::Line => byte != b'\n',
        }
    }
}
