//! Names of files and folders as keys: hashing, comparing, looking up.

use crate::text::hash::Keyed;
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// Numbers, found by the hash of what they stand for. The names themselves stay
/// with the caller, so that none is copied.
#[derive(Debug)]
pub(crate) struct NameTable {
    numbers: HashTable<(u64, u32)>,
    keyed: Keyed,
}

impl NameTable {
    /// Room for so many numbers, under the hash of the text that the names come from.
    pub(crate) fn with_capacity(numbers: usize, keyed: Keyed) -> Self {
        Self { numbers: HashTable::with_capacity(numbers), keyed }
    }

    /// The hash of a name within a parent.
    pub(crate) fn hash(&self, parent: u32, name: &[u8]) -> u64 {
        let mut hasher = self.keyed.build_hasher();
        hasher.write(name);
        hasher.write_u32(parent);
        hasher.finish()
    }

    /// The number under `hash` that `is_it` recognises.
    pub(crate) fn find(&self, hash: u64, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        self.numbers.find(hash, |&(key, id)| key == hash && is_it(id)).map(|&(_, id)| id)
    }

    /// Adds a number that is not there yet.
    pub(crate) fn insert(&mut self, hash: u64, id: u32) {
        self.numbers.insert_unique(hash, (hash, id), |&(key, _)| key);
    }
}

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Continues a hash with one more word.
pub(crate) fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(MULTIPLIER)
}

/// How many bytes two texts share at the start.
pub(crate) fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let (mut a_rest, mut b_rest) = (a, b);
    while let (Some((x, a_next)), Some((y, b_next))) =
        (a_rest.split_first_chunk::<8>(), b_rest.split_first_chunk::<8>())
    {
        // The lowest byte that differs is the first of the text.
        let differ = u64::from_le_bytes(*x) ^ u64::from_le_bytes(*y);
        if differ != 0 {
            return a.len() - a_rest.len() + differ.trailing_zeros() as usize / 8;
        }
        (a_rest, b_rest) = (a_next, b_next);
    }
    let rest = a_rest.iter().zip(b_rest);
    a.len() - a_rest.len() + rest.take_while(|(a, b)| a == b).count()
}
