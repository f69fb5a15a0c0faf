use super::codeowners::CodeownersPattern;
use super::glob::Glob;
use super::nfa::{Accept, Nfa, NodeId};
use super::token::{End, Token};
use std::collections::BTreeSet;

/// How many steps are looked at before the question is left open.
const MOST_STEPS: usize = 4096;

/// Comparing
impl Glob {
    /// Whether this pattern provably matches every text that `other` matches.
    /// `false` also if that would take too long to find out, or if either
    /// pattern is invalid or read in another dialect.
    ///
    /// ```
    /// use sentry_general::ownership::pattern::Glob;
    ///
    /// assert!(Glob::path("src/*").covers(&Glob::path("src/*/api.ts")));
    /// assert!(!Glob::path("src/*").covers(&Glob::path("*/api.ts")));
    /// ```
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (self.tokens(), other.tokens()) {
            (Some(wide), Some(narrow)) if self.dialect() == other.dialect() => {
                covers((wide, End::Text), (narrow, End::Text))
            }
            _ => false,
        }
    }
}

/// Comparing
impl CodeownersPattern {
    /// Whether this pattern provably matches every path that `other` matches.
    /// `false` also if that would take too long to find out.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        covers((self.tokens(), self.end()), (other.tokens(), other.end()))
    }
}

/// A pattern as its automaton, with the nodes on which reading stands.
type Nodes = BTreeSet<NodeId>;

/// Walks both automata at once, looking for a text that only the narrow one
/// takes.
fn covers(wide: (&[Token], End), narrow: (&[Token], End)) -> bool {
    let (wide, narrow) = (Nfa::of(wide.0, wide.1), Nfa::of(narrow.0, narrow.1));
    let bytes = alphabet(&wide, &narrow);
    let start = (closed(&narrow, [0]), closed(&wide, [0]));
    let mut seen = BTreeSet::from([start.clone()]);
    let mut todo = vec![start];
    let mut steps = 0;
    while let Some((inner, outer)) = todo.pop() {
        if always(&wide, &outer) {
            continue;
        }
        if ends(&narrow, &inner) && !ends(&wide, &outer) {
            return false;
        }
        if always(&narrow, &inner) {
            // Whatever follows is taken: the wide one must take that too, and
            // only one that ignores the rest is known to.
            return false;
        }
        for &byte in &bytes {
            steps += 1;
            if steps > MOST_STEPS {
                return false;
            }
            let (below, wide_below) =
                (byte == b'/' && parts(&narrow, &inner), byte == b'/' && parts(&wide, &outer));
            if wide_below {
                continue;
            }
            if below {
                return false;
            }
            let next = (step(&narrow, &inner, byte), step(&wide, &outer, byte));
            if !next.0.is_empty() && seen.insert(next.clone()) {
                todo.push(next);
            }
        }
    }
    true
}

/// One byte for each way in which the patterns tell bytes apart.
fn alphabet(wide: &Nfa, narrow: &Nfa) -> Vec<u8> {
    let sets: Vec<_> = wide.alphabets().into_iter().chain(narrow.alphabets()).collect();
    let continuation = |byte: u8| byte & 0xc0 == 0x80;
    let mut kinds = BTreeSet::new();
    (0..=255u8)
        .filter(|&byte| {
            let kind: Vec<bool> = sets.iter().map(|set| set.contains(byte)).collect();
            kinds.insert((kind, continuation(byte)))
        })
        .collect()
}

fn closed(nfa: &Nfa, nodes: impl IntoIterator<Item = NodeId>) -> Nodes {
    let mut all = Nodes::new();
    let mut todo: Vec<NodeId> = nodes.into_iter().collect();
    while let Some(node) = todo.pop() {
        if all.insert(node) {
            nfa.for_each_empty(node, |target| todo.push(target));
        }
    }
    all
}

fn step(nfa: &Nfa, nodes: &Nodes, byte: u8) -> Nodes {
    let mut next = Vec::new();
    for &node in nodes {
        nfa.for_each_step(node, byte, |target| next.push(target));
    }
    closed(nfa, next)
}

fn accepts(nfa: &Nfa, nodes: &Nodes, wanted: &[Accept]) -> bool {
    let mut found = false;
    for &node in nodes {
        nfa.for_each_accept(node, |_, accept| found |= wanted.contains(&accept));
    }
    found
}

fn always(nfa: &Nfa, nodes: &Nodes) -> bool {
    accepts(nfa, nodes, &[Accept::Always])
}

fn ends(nfa: &Nfa, nodes: &Nodes) -> bool {
    accepts(nfa, nodes, &[Accept::Always, Accept::At(End::Text), Accept::At(End::Part)])
}

fn parts(nfa: &Nfa, nodes: &Nodes) -> bool {
    accepts(nfa, nodes, &[Accept::At(End::Part), Accept::At(End::Folder)])
}
