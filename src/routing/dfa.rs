//! The byte automaton of all wildcard remainders, made deterministic only as
//! far as the tree's names lead.
//!
//! A state is the set of places where patterns stand, plus the rules that were
//! matched for good on arriving there ("events"). Those are reported once and
//! then forgotten, so that a pattern such as `*foo*` does not double the number
//! of states. Names are read without slashes, so a state in which nothing can
//! come before the next slash is "settled", and the rest of the name is not read:
//! for a pattern such as `**/Makefile` most names end at their first byte. When too many states have gathered, all are dropped and made
//! again as needed: memory stays bounded whatever the rules.

use super::sets::{SetId, Sets};
use crate::ownership::pattern::End;
use crate::ownership::pattern::nfa::{Accept, Compact, Fate, Nfa, NodeId};
use crate::tree::names;
use hashbrown::{HashMap, HashTable};
use std::hash::{BuildHasherDefault, Hasher};

/// A state: where its row starts in the table, and perhaps [`SETTLED`].
pub(crate) type State = u32;

/// Where nothing can match any more. Also where everything starts.
pub(crate) const DEAD: State = SETTLED;

/// Set in a transition whose arrival is an event.
const EVENT: u32 = 1 << 31;
/// Set in a state that only a slash leads out of.
const SETTLED: u32 = 1 << 30;
const UNKNOWN: u32 = u32::MAX;
/// Behind the transitions, a row holds its event, the rules that match where a
/// text ends there, and where its places are listed.
const EXTRA: usize = 3;
/// The table may grow to 16 MB, the lists of places to 8 MB.
/// Texts are read in pieces of this size, between which memory is checked.
pub(super) const PIECE: usize = 4096;
const MOST_CELLS: usize = 1 << 22;
const MOST_PLACES: usize = 1 << 21;

/// A state and where patterns start in addition.
type Join = (State, [NodeId; 3]);

#[derive(Debug)]
pub(crate) struct Dfa {
    nfa: Compact,
    /// Bytes that no pattern tells apart share a column.
    column: [u8; 256],
    stride: usize,
    table: Vec<u32>,
    /// The places of all states, and per state where its own end.
    places: Vec<NodeId>,
    ends: Vec<u32>,
    by_content: HashTable<(u64, State)>,
    /// What [`Dfa::join`] found before.
    joins: HashMap<Join, (State, SetId), BuildHasherDefault<Mixer>>,
    /// Per place, the generation in which it was last stepped on, and in which
    /// it was last stepped from.
    visited: Vec<u32>,
    standing: Vec<u32>,
    generation: u32,
    targets: Vec<NodeId>,
    todo: Vec<NodeId>,
    next: Vec<NodeId>,
    rules: Vec<u32>,
}

/// Instantiation
impl Dfa {
    pub(crate) fn new(nfa: &Nfa) -> Self {
        let (column, columns) = columns(nfa);
        let mut dfa = Self {
            nfa: Compact::new(nfa),
            column,
            stride: columns + EXTRA,
            table: Vec::new(),
            places: Vec::new(),
            ends: Vec::new(),
            by_content: HashTable::new(),
            joins: HashMap::default(),
            visited: vec![0; nfa.len()],
            standing: vec![0; nfa.len()],
            generation: 0,
            targets: Vec::new(),
            todo: Vec::new(),
            next: Vec::new(),
            rules: Vec::new(),
        };
        dfa.reset();
        dfa
    }

    fn reset(&mut self) {
        self.table.clear();
        self.places.clear();
        self.ends.clear();
        self.by_content.clear();
        self.joins.clear();
        self.next.clear();
        let dead = self.intern(Sets::EMPTY);
        debug_assert_eq!(dead, DEAD, "the first state is the dead one");
        let row = self.stride - EXTRA;
        self.table[..row].fill(DEAD);
    }
}

/// Stepping
impl Dfa {
    /// Reads a name, or a part of one, from `state` on: `text` has no slash. Adds
    /// the sets of rules that it matches for good.
    #[inline]
    pub(crate) fn read(
        &mut self,
        state: State,
        text: &[u8],
        events: &mut Vec<SetId>,
        sets: &mut Sets,
    ) -> State {
        if state & SETTLED != 0 {
            return state;
        }
        let mut state = state as usize;
        for &byte in text {
            let cell = state + self.column[byte as usize] as usize;
            let target = self.table[cell];
            if target >= SETTLED {
                let target = self.arrive(cell, byte, state as State, events, sets);
                if target & SETTLED != 0 {
                    return target;
                }
                state = target as usize;
            } else {
                state = target as usize;
            }
        }
        state as State
    }

    /// Reads the slash behind a folder's name.
    pub(crate) fn read_slash(
        &mut self,
        state: State,
        events: &mut Vec<SetId>,
        sets: &mut Sets,
    ) -> State {
        let cell = row_of(state) + self.column[b'/' as usize] as usize;
        self.arrive(cell, b'/', state, events, sets)
    }

    /// Where a cell of the table leads, made if unknown; its event is noted.
    #[inline]
    fn arrive(
        &mut self,
        cell: usize,
        byte: u8,
        from: State,
        events: &mut Vec<SetId>,
        sets: &mut Sets,
    ) -> State {
        let mut target = self.table[cell];
        if target == UNKNOWN {
            target = self.step(from, byte, sets);
            self.table[cell] = target;
        }
        if target & EVENT != 0 {
            target &= !EVENT;
            events.push(self.table[row_of(target) + self.stride - 3]);
        }
        target
    }

    /// The rules that match if the text ends in `state`.
    pub(crate) fn at_end(&mut self, state: State, sets: &mut Sets) -> SetId {
        let cell = row_of(state) + self.stride - 2;
        if self.table[cell] == UNKNOWN {
            let mut rules = std::mem::take(&mut self.rules);
            rules.clear();
            for at in self.places_of(state) {
                for &(rule, accept) in self.nfa.accepts(self.places[at]) {
                    if matches!(accept, Accept::At(End::Text | End::Part)) {
                        rules.push(rule);
                    }
                }
            }
            self.table[cell] = sets.intern_unsorted(&mut rules);
            self.rules = rules;
        }
        self.table[cell]
    }

    /// The state that stands where `state` does and at `starts` as well, and
    /// the rules that match for good there.
    pub(crate) fn join(
        &mut self,
        state: State,
        starts: [NodeId; 3],
        sets: &mut Sets,
    ) -> (State, SetId) {
        if let Some(&known) = self.joins.get(&(state, starts)) {
            return known;
        }
        self.begin();
        self.rules.clear();
        for at in self.places_of(state) {
            let place = self.places[at];
            self.enter(place, false);
        }
        for start in starts {
            if start != super::automaton::NONE {
                self.enter(start, true);
            }
        }
        let event = self.event(sets);
        let joined = self.intern(Sets::EMPTY);
        self.joins.insert((state, starts), (joined, event));
        (joined, event)
    }

    /// Whether so many states have gathered that [`Self::shrink`] should be
    /// called.
    pub(crate) fn is_full(&self) -> bool {
        self.table.len() > MOST_CELLS || self.places.len() > MOST_PLACES
    }

    /// Drops all states but these, which get new numbers.
    pub(crate) fn shrink<'s>(&mut self, keep: impl Iterator<Item = &'s mut State>) {
        let kept: Vec<_> = keep
            .map(|state| {
                let places = self.places_of(*state).map(|at| self.places[at]).collect::<Vec<_>>();
                (state, places)
            })
            .collect();
        self.reset();
        for (state, places) in kept {
            self.next = places;
            *state = self.intern(Sets::EMPTY);
        }
    }

    /// Makes the transition of `state` over `byte`.
    #[cold]
    fn step(&mut self, state: State, byte: u8, sets: &mut Sets) -> u32 {
        self.begin();
        self.rules.clear();
        let range = self.places_of(state);
        let mut targets = std::mem::take(&mut self.targets);
        targets.clear();
        for at in range {
            let place = self.places[at];
            self.standing[place as usize] = self.generation;
            self.nfa.for_each_step(place, byte, |target| targets.push(target));
            if byte == b'/' {
                for &(rule, accept) in self.nfa.accepts(place) {
                    if matches!(accept, Accept::At(End::Part | End::Folder)) {
                        self.rules.push(rule);
                    }
                }
            }
        }
        for &target in &targets {
            // A loop stays where it is: its events were reported on arrival.
            let fresh = self.standing[target as usize] != self.generation;
            self.enter(target, fresh);
        }
        self.targets = targets;
        let event = self.event(sets);
        let target = self.intern(event);
        if event == Sets::EMPTY { target } else { target | EVENT }
    }

    fn begin(&mut self) {
        self.generation += 1;
        self.next.clear();
    }

    /// Stands on `node` and all it leads to without a byte.
    fn enter(&mut self, node: NodeId, reports: bool) {
        self.stand_on(node, reports);
        while let Some(node) = self.todo.pop() {
            self.stand_on(node, reports);
        }
    }

    fn stand_on(&mut self, node: NodeId, reports: bool) {
        if std::mem::replace(&mut self.visited[node as usize], self.generation) == self.generation {
            return;
        }
        if self.nfa.fate(node) != Fate::Spent {
            self.next.push(node);
        }
        if reports {
            for &(rule, accept) in self.nfa.accepts(node) {
                if accept == Accept::Always {
                    self.rules.push(rule);
                }
            }
        }
        self.todo.extend(self.nfa.empties(node));
    }

    fn event(&mut self, sets: &mut Sets) -> SetId {
        let mut rules = std::mem::take(&mut self.rules);
        let event = sets.intern_unsorted(&mut rules);
        self.rules = rules;
        event
    }

    /// The state with the places in `next` and this event.
    fn intern(&mut self, event: SetId) -> State {
        self.next.sort_unstable();
        let seed = names::mix(1, u64::from(event));
        let hash = self.next.iter().fold(seed, |hash, &place| names::mix(hash, u64::from(place)));
        let hash = hash ^ hash >> 32;
        let (table, places, ends) = (&self.table, &self.places, &self.ends);
        let (stride, next) = (self.stride, &self.next);
        let same = |&(key, state): &(u64, State)| {
            key == hash
                && table[row_of(state) + stride - 3] == event
                && places[range_of(table, ends, stride, state)] == **next
        };
        if let Some(&(_, state)) = self.by_content.find(hash, same) {
            return state;
        }
        let settled = self.next.iter().all(|&place| self.nfa.fate(place) == Fate::Settled);
        let state = self.table.len() as State | if settled { SETTLED } else { 0 };
        self.table.resize(self.table.len() + self.stride, UNKNOWN);
        let row = self.table.len();
        self.table[row - 3] = event;
        self.table[row - 1] = self.ends.len() as u32;
        self.places.extend(&self.next);
        self.ends.push(self.places.len() as u32);
        self.by_content.insert_unique(hash, (hash, state), |&(key, _)| key);
        state
    }

    fn places_of(&self, state: State) -> std::ops::Range<usize> {
        range_of(&self.table, &self.ends, self.stride, state)
    }
}

/// Where a state's row starts.
fn row_of(state: State) -> usize {
    (state & !SETTLED) as usize
}

fn range_of(table: &[u32], ends: &[u32], stride: usize, state: State) -> std::ops::Range<usize> {
    let index = table[row_of(state) + stride - 1] as usize;
    let start = if index == 0 { 0 } else { ends[index - 1] as usize };
    start..ends[index] as usize
}

/// Sorts the bytes into columns: two bytes share one if no pattern tells them
/// apart.
fn columns(nfa: &Nfa) -> ([u8; 256], usize) {
    let mut column = [0_u8; 256];
    let mut columns = 1_usize;
    for set in nfa.alphabets() {
        // Each column is split into the bytes inside the set and those outside.
        let mut split = [0_u8; 256];
        let mut inside = [0_u32; 256];
        let mut all = [0_u32; 256];
        for byte in 0..=255_u8 {
            all[column[byte as usize] as usize] += 1;
            inside[column[byte as usize] as usize] += u32::from(set.contains(byte));
        }
        let before = columns;
        for old in 0..before {
            if inside[old] > 0 && inside[old] < all[old] {
                split[old] = columns as u8;
                columns += 1;
            }
        }
        for byte in 0..=255_u8 {
            let old = column[byte as usize] as usize;
            if split[old] != 0 && set.contains(byte) {
                column[byte as usize] = split[old];
            }
        }
    }
    (column, columns)
}

/// Hashes the small keys of [`Dfa::joins`].
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.0 = names::mix(self.0, u64::from(word));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
