use crate::tree::names;
use hashbrown::HashTable;

/// The number of a set of rules in a `Sets`.
pub type SetId = u32;

/// Sets of rules, each stored once: of a hundred thousand paths most match the
/// same few hundred sets.
#[derive(Clone, Debug)]
pub(crate) struct Sets {
    members: Vec<u32>,
    /// Per set, where it ends in `members`.
    ends: Vec<u32>,
    by_content: HashTable<(u64, SetId)>,
    /// Unions made before, in `UNIONS` slots that overwrite each other.
    unions: Vec<(SetId, SetId, SetId)>,
    scratch: Vec<u32>,
}

const UNIONS: usize = 1 << 12;

/// Instantiation
impl Sets {
    /// The set without rules.
    pub(crate) const EMPTY: SetId = 0;

    pub(crate) fn new() -> Self {
        let mut sets = Self {
            members: Vec::new(),
            ends: Vec::new(),
            by_content: HashTable::new(),
            unions: vec![(0, 0, 0); UNIONS],
            scratch: Vec::new(),
        };
        sets.intern(&[]);
        sets
    }
}

/// Access
impl Sets {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The rules of a set, in ascending order.
    pub(crate) fn get(&self, set: SetId) -> &[u32] {
        let start = if set == 0 { 0 } else { self.ends[set as usize - 1] };
        &self.members[start as usize..self.ends[set as usize] as usize]
    }
}

/// Building
impl Sets {
    /// The set of these rules, which ascend.
    pub(crate) fn intern(&mut self, rules: &[u32]) -> SetId {
        let hash = rules.iter().fold(1, |hash, &rule| names::mix(hash, u64::from(rule)));
        let hash = hash ^ hash >> 32;
        let same = |&(key, set): &(u64, SetId)| key == hash && self.get(set) == rules;
        if let Some(&(_, set)) = self.by_content.find(hash, same) {
            return set;
        }
        let set = self.ends.len() as SetId;
        self.members.extend(rules);
        self.ends.push(self.members.len() as u32);
        self.by_content.insert_unique(hash, (hash, set), |&(key, _)| key);
        set
    }

    /// The set of these rules, in any order and perhaps with repeats.
    pub(crate) fn intern_unsorted(&mut self, rules: &mut Vec<u32>) -> SetId {
        rules.sort_unstable();
        rules.dedup();
        self.intern(rules)
    }

    /// The rules that are in either set.
    pub(crate) fn union(&mut self, a: SetId, b: SetId) -> SetId {
        if a == b || b == Self::EMPTY {
            return a;
        }
        if a == Self::EMPTY {
            return b;
        }
        let slot = (a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca77)) as usize >> 7;
        let slot = slot % UNIONS;
        let (left, right, union) = self.unions[slot];
        if (left, right) == (a, b) {
            return union;
        }
        let mut merged = std::mem::take(&mut self.scratch);
        merged.clear();
        merge(self.get(a), self.get(b), &mut merged);
        let union = self.intern(&merged);
        self.scratch = merged;
        self.unions[slot] = (a, b, union);
        union
    }
}

/// Building
impl Sets {
    /// The rules that are in `base` or any of `more`, which is emptied. Sets
    /// passed through on the way are not kept where there are many.
    pub(crate) fn union_all(&mut self, base: SetId, more: &mut Vec<SetId>) -> SetId {
        more.retain(|&set| set != Self::EMPTY && set != base);
        if more.len() <= 2 {
            return more.drain(..).fold(base, |union, set| self.union(union, set));
        }
        more.sort_unstable();
        more.dedup();
        let mut rules = std::mem::take(&mut self.scratch);
        rules.clear();
        rules.extend(self.get(base));
        for set in more.drain(..) {
            rules.extend(self.get(set));
        }
        let union = self.intern_unsorted(&mut rules);
        self.scratch = rules;
        union
    }
}

/// Puts both ascending lists together, without repeats.
fn merge(a: &[u32], b: &[u32], out: &mut Vec<u32>) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(&&left), Some(&&right)) = (a.peek(), b.peek()) {
        out.push(left.min(right));
        if left <= right {
            a.next();
        }
        if right <= left {
            b.next();
        }
    }
    out.extend(a);
    out.extend(b);
}
