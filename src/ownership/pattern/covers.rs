use super::codeowners::CodeownersPattern;
use super::glob::Glob;
use super::nfa::{Accept, Nfa, NodeId};
use super::token::{ByteSet, End, Token};
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

/// The nodes on which reading stands, ascending.
type Nodes = Vec<NodeId>;

/// Walks both automata at once, looking for a text that only the narrow one
/// takes.
fn covers(wide: (&[Token], End), narrow: (&[Token], End)) -> bool {
    let (outer, inner) = without_common_start(wide.0, narrow.0);
    let (wide, narrow) = (Nfa::of(outer, wide.1), Nfa::of(inner, narrow.1));
    let mut sets = narrow.alphabets();
    // A set without a byte leads nowhere; past all others there is some end.
    let leads_on = !sets.contains(&ByteSet::EMPTY);
    sets.extend(wide.alphabets());
    let bytes = alphabet(&sets);
    let start = (closed(&narrow, vec![0]), closed(&wide, vec![0]));
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
            if next.0.is_empty() {
                continue;
            }
            if next.1.is_empty() && leads_on {
                return false;
            }
            if seen.insert(next.clone()) {
                todo.push(next);
            }
        }
    }
    true
}

/// Both without what they begin with alike, byte by byte: what follows it decides. Most patterns that are compared
/// differ in their last names.
fn without_common_start<'t>(wide: &'t [Token], narrow: &'t [Token]) -> (&'t [Token], &'t [Token]) {
    // An optional slash before a byte that is none reads nothing else.
    let skipped = match (wide, narrow) {
        (
            [Token::OptionalSlash, Token::Byte(first), ..],
            [Token::OptionalSlash, Token::Byte(other), ..],
        ) if first == other && *first != b'/' => 1,
        _ => 0,
    };
    let pairs = wide[skipped..].iter().zip(&narrow[skipped..]);
    let alike = pairs.take_while(|(a, b)| a == b && matches!(a, Token::Byte(_))).count();
    (&wide[skipped + alike..], &narrow[skipped + alike..])
}

/// One byte for each way in which `sets` tell bytes apart. Linear in the sets that have several bytes.
fn alphabet(sets: &[ByteSet]) -> Vec<u8> {
    let mut alone = [false; 256];
    let mut several = vec![ByteSet::EMPTY.with(0x80, 0xbf)];
    for set in sets {
        match set.only() {
            Some(byte) => alone[byte as usize] = true,
            None => several.push(*set),
        }
    }
    // The kind of each byte, as far as the sets so far tell it from others.
    let mut kinds = [0u16; 256];
    for set in several {
        let mut numbers = [[None; 2]; 256];
        let mut next = 0;
        for byte in 0..=255u8 {
            let kind = &mut kinds[byte as usize];
            *kind = *numbers[*kind as usize][usize::from(set.contains(byte))].get_or_insert_with(
                || {
                    next += 1;
                    next - 1
                },
            );
        }
    }
    let mut met = [false; 256];
    let is_new = |byte: &u8| {
        let kind = kinds[*byte as usize] as usize;
        alone[*byte as usize] || !std::mem::replace(&mut met[kind], true)
    };
    (0..=255u8).filter(is_new).collect()
}

fn closed(nfa: &Nfa, mut todo: Vec<NodeId>) -> Nodes {
    let mut all = Nodes::new();
    while let Some(node) = todo.pop() {
        if let Err(at) = all.binary_search(&node) {
            all.insert(at, node);
            nfa.for_each_empty(node, |target| todo.push(target));
        }
    }
    all
}

fn step(nfa: &Nfa, nodes: &[NodeId], byte: u8) -> Nodes {
    let mut next = Vec::new();
    for &node in nodes {
        nfa.for_each_step(node, byte, |target| next.push(target));
    }
    closed(nfa, next)
}

fn accepts(nfa: &Nfa, nodes: &[NodeId], wanted: &[Accept]) -> bool {
    let mut found = false;
    for &node in nodes {
        nfa.for_each_accept(node, |_, accept| found |= wanted.contains(&accept));
    }
    found
}

fn always(nfa: &Nfa, nodes: &[NodeId]) -> bool {
    accepts(nfa, nodes, &[Accept::Always])
}

fn ends(nfa: &Nfa, nodes: &[NodeId]) -> bool {
    accepts(nfa, nodes, &[Accept::Always, Accept::At(End::Text), Accept::At(End::Part)])
}

fn parts(nfa: &Nfa, nodes: &[NodeId]) -> bool {
    accepts(nfa, nodes, &[Accept::At(End::Part), Accept::At(End::Folder)])
}
