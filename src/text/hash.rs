//! Tables whose keys come from what somebody pasted.
//!
//! A fast hash with known constants can be made to collide: 20,000 folder names that do turn a
//! table into a list, and milliseconds into minutes. So each table is keyed by a digest of the
//! very text that its keys come from: who writes such names would have to know the key before
//! the text is written. No randomness is needed, and the same text gives the same table.
//! Nothing may depend on the order of one, keyed or not (`iter_over_hash_type` warns).

use foldhash::fast::{FixedState, FoldHasher};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// How the keys of one text are hashed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyed(u64);

impl BuildHasher for Keyed {
    type Hasher = FoldHasher<'static>;

    fn build_hasher(&self) -> FoldHasher<'static> {
        FixedState::with_seed(self.0).build_hasher()
    }
}

/// A table of keys of one text: made by `Map::with_hasher(keyed(text))`.
pub(crate) type Map<K, V> = HashMap<K, V, Keyed>;

/// The hash that belongs to a text. Looks at every byte of it once.
pub(crate) fn keyed(text: &[u8]) -> Keyed {
    keyed_by([text])
}

/// The hash that belongs to several texts.
pub(crate) fn keyed_by<'t>(texts: impl IntoIterator<Item = &'t [u8]>) -> Keyed {
    let mut digest = FixedState::with_seed(0x5e4e_3a17).build_hasher();
    for text in texts {
        digest.write(text);
        digest.write_usize(text.len());
    }
    Keyed(digest.finish())
}
