use super::pattern::{Glob, Place};
use std::collections::BTreeMap;

/// As few patterns as these are tried one by one.
const FEW: usize = 8;

/// Names with wildcards that stand in one place, each with what it leads to: found by the letters that a name must hold for
/// them, so that a name costs about its own length, however many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Globs {
    /// While building, one of each; afterwards to be found by their numbers.
    nodes: BTreeMap<Glob, u32>,
    all: Vec<(Glob, u32)>,
    /// What is tried for each name.
    always: Vec<u32>,
    /// By what a name begins with, ends in, or holds.
    by: [Letters; 3],
}

/// Patterns by letters.
#[derive(Clone, Debug, Default)]
struct Letters {
    patterns: BTreeMap<Box<str>, Vec<u32>>,
    /// How many bytes of letters there are, each number once.
    lengths: Vec<usize>,
}

/// Building
impl Globs {
    /// What a pattern leads to; `fresh` if it is new.
    pub(super) fn entry(&mut self, glob: &Glob, fresh: u32) -> u32 {
        *self.nodes.entry(glob.clone()).or_insert(fresh)
    }

    /// Makes them ready. Of a pattern the letters count that fewest others have, so that those which all share
    /// tell nothing.
    pub(super) fn finish(&mut self) {
        self.all = std::mem::take(&mut self.nodes).into_iter().collect();
        let mut uses: BTreeMap<(Place, String), u32> = BTreeMap::new();
        if self.all.len() > FEW {
            for letters in self.all.iter().flat_map(|(glob, _)| glob.letters()) {
                *uses.entry(letters).or_default() += 1;
            }
        }
        for (at, (glob, _)) in (0..).zip(&self.all) {
            let known = glob.letters().into_iter().filter_map(|it| Some((*uses.get(&it)?, it)));
            let fewest = known.min_by_key(|(uses, (place, letters))| {
                (*uses, std::cmp::Reverse(letters.len()), *place)
            });
            match fewest {
                Some((_, (place, letters))) => self.by[place as usize].add(letters, at),
                None => self.always.push(at),
            }
        }
    }
}

impl Letters {
    fn add(&mut self, letters: String, pattern: u32) {
        if let Err(at) = self.lengths.binary_search(&letters.len()) {
            self.lengths.insert(at, letters.len());
        }
        self.patterns.entry(letters.into()).or_default().push(pattern);
    }

    /// Adds the patterns of some letters, if these are any.
    fn collect(&self, letters: Option<&str>, found: &mut Vec<u32>) {
        let patterns = letters.and_then(|letters| self.patterns.get(letters));
        found.extend(patterns.into_iter().flatten());
    }
}

/// Finding
impl Globs {
    /// What the patterns lead to that match a name, in an order of their own.
    pub(super) fn find(&self, name: &str) -> Vec<u32> {
        let mut found = self.always.clone();
        let [start, end, inside] = &self.by;
        for &length in &start.lengths {
            start.collect(name.get(..length), &mut found);
        }
        for &length in &end.lengths {
            let from = name.len().checked_sub(length);
            end.collect(from.and_then(|from| name.get(from..)), &mut found);
        }
        if !inside.lengths.is_empty() {
            for from in 0..name.len() {
                for &length in &inside.lengths {
                    inside.collect(name.get(from..from + length), &mut found);
                }
            }
            // Letters may stand in a name more than once.
            found.sort_unstable();
            found.dedup();
        }
        let all = found.into_iter().map(|at| &self.all[at as usize]);
        all.filter(|(glob, _)| glob.is_match(name)).map(|&(_, node)| node).collect()
    }
}
