//! The automaton behind every pattern: one for a single pattern, which is
//! simulated, or one for many, which the router determinises as it walks.

mod compact;

pub(crate) use compact::{Compact, Fate};

use super::token::{ByteSet, End, Extent, Token};

/// The number of a node in an [`Nfa`].
pub(crate) type NodeId = u32;

/// A non-deterministic automaton over bytes, shaped as a trie: patterns that
/// begin alike share their nodes, loops included.
#[derive(Debug, Default)]
pub(crate) struct Nfa {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    accepts: Vec<AcceptEntry>,
    /// The sets of bytes on edges, each once.
    classes: Vec<ByteSet>,
}

/// What a node does. Edges and accepts are linked lists, newest first.
#[derive(Clone, Copy, Debug)]
struct Node {
    edges: u32,
    accepts: u32,
    loops: Loop,
}

/// Over which bytes a node stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loop {
    Never,
    Over(Extent),
    /// The rest of a UTF-8 sequence.
    Continuation,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    label: Label,
    target: NodeId,
    next: u32,
}

/// What leads from one node to the next. Patterns share an edge if its label
/// is equal, except for `Joined`, which is never shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Byte(u8),
    /// An index into `classes`.
    Class(u32),
    Character,
    /// Without a byte, into a node that loops.
    Run(Extent),
    /// Without a byte, past optional folders.
    Folders(Extent),
    /// Without a byte, past an optional slash.
    OptionalSlash,
    /// Without a byte, private to one pattern.
    Joined,
}

#[derive(Clone, Copy, Debug)]
struct AcceptEntry {
    rule: u32,
    accept: Accept,
    next: u32,
}

/// When a node accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accept {
    /// Whatever follows, even nothing.
    Always,
    /// As an [`End`] says.
    At(End),
}

impl Loop {
    fn contains(self, byte: u8) -> bool {
        match self {
            Self::Never => false,
            Self::Over(extent) => extent.contains(byte),
            Self::Continuation => byte & 0xc0 == 0x80,
        }
    }
}

const NONE: u32 = u32::MAX;

/// The bytes that start a UTF-8 sequence, without `/`.
fn character_start() -> ByteSet {
    ByteSet::EMPTY.with(0, b'/' - 1).with(b'/' + 1, 0x7f).with(0xc0, 0xff)
}

/// Instantiation
impl Nfa {
    /// The automaton of one pattern, from node 0, accepting as rule 0.
    pub(crate) fn of(tokens: &[Token], end: End) -> Self {
        let mut nfa = Self::default();
        let start = nfa.add_node();
        nfa.insert(start, tokens, end, 0);
        nfa
    }

    /// Adds a node without edges, from which patterns can start.
    pub(crate) fn add_node(&mut self) -> NodeId {
        self.add_looping(Loop::Never)
    }

    /// Adds a pattern that starts at `start` and accepts as `rule`.
    pub(crate) fn insert(&mut self, start: NodeId, tokens: &[Token], end: End, rule: u32) {
        let (tokens, accept) = match (tokens, end) {
            // Whatever follows a last star matches: decided on arrival.
            ([before @ .., Token::Run(Extent::Anything)], End::Text | End::Part) => {
                (before, Accept::Always)
            }
            _ => (tokens, Accept::At(end)),
        };
        let last = self.follow(start, tokens);
        let next = self.nodes[last as usize].accepts;
        self.nodes[last as usize].accepts = self.accepts.len() as u32;
        self.accepts.push(AcceptEntry { rule, accept, next });
    }

    /// The node behind `tokens`, made where it does not exist.
    fn follow(&mut self, start: NodeId, tokens: &[Token]) -> NodeId {
        let mut at = start;
        for token in tokens {
            at = match token {
                Token::Byte(byte) => self.child(at, Label::Byte(*byte), Loop::Never),
                Token::Class(set) => {
                    let class = self.class(*set);
                    self.child(at, Label::Class(class), Loop::Never)
                }
                Token::Character => self.child(at, Label::Character, Loop::Continuation),
                Token::Run(extent) => self.child(at, Label::Run(*extent), Loop::Over(*extent)),
                Token::Folders(extent) => match self.find(at, Label::Folders(*extent)) {
                    Some(after) => after,
                    None => {
                        let after = self.child(at, Label::Folders(*extent), Loop::Never);
                        let inside = self.add_looping(Loop::Over(*extent));
                        self.link(inside, Label::Byte(b'/'), after);
                        self.link(at, Label::Joined, inside);
                        after
                    }
                },
                Token::OptionalSlash => match self.find(at, Label::OptionalSlash) {
                    Some(after) => after,
                    None => {
                        let after = self.child(at, Label::OptionalSlash, Loop::Never);
                        let before = self.add_node();
                        self.link(before, Label::Byte(b'/'), after);
                        self.link(at, Label::Joined, before);
                        after
                    }
                },
                Token::Choice(choices) if choices.is_empty() => at,
                Token::Choice(choices) => {
                    let after = self.add_node();
                    for choice in choices {
                        let last = self.follow(at, choice);
                        self.link(last, Label::Joined, after);
                    }
                    after
                }
            };
        }
        at
    }

    fn child(&mut self, from: NodeId, label: Label, loops: Loop) -> NodeId {
        self.find(from, label).unwrap_or_else(|| {
            let target = self.add_looping(loops);
            self.link(from, label, target);
            target
        })
    }

    fn find(&self, from: NodeId, label: Label) -> Option<NodeId> {
        self.edges_of(from).find(|edge| edge.label == label).map(|edge| edge.target)
    }

    fn class(&mut self, set: ByteSet) -> u32 {
        let known = self.classes.iter().position(|&class| class == set);
        known.unwrap_or_else(|| {
            self.classes.push(set);
            self.classes.len() - 1
        }) as u32
    }

    fn add_looping(&mut self, loops: Loop) -> NodeId {
        self.nodes.push(Node { edges: NONE, accepts: NONE, loops });
        self.nodes.len() as NodeId - 1
    }

    fn link(&mut self, from: NodeId, label: Label, target: NodeId) {
        let next = self.nodes[from as usize].edges;
        self.nodes[from as usize].edges = self.edges.len() as u32;
        self.edges.push(Edge { label, target, next });
    }
}

/// Access
impl Nfa {
    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Calls `reach` with each node that `node` leads to without a byte.
    pub(crate) fn for_each_empty(&self, node: NodeId, mut reach: impl FnMut(NodeId)) {
        for edge in self.edges_of(node) {
            if !matches!(edge.label, Label::Byte(_) | Label::Class(_) | Label::Character) {
                reach(edge.target);
            }
        }
    }

    /// Calls `reach` with each node that `node` leads to over `byte`.
    pub(crate) fn for_each_step(&self, node: NodeId, byte: u8, mut reach: impl FnMut(NodeId)) {
        if self.nodes[node as usize].loops.contains(byte) {
            reach(node);
        }
        for edge in self.edges_of(node) {
            let takes = match edge.label {
                Label::Byte(wanted) => wanted == byte,
                Label::Class(class) => self.classes[class as usize].contains(byte),
                Label::Character => byte != b'/' && byte & 0xc0 != 0x80,
                _ => false,
            };
            if takes {
                reach(edge.target);
            }
        }
    }

    /// Calls `accept` with each rule that can be accepted at `node`, newest
    /// first.
    pub(crate) fn for_each_accept(&self, node: NodeId, mut accept: impl FnMut(u32, Accept)) {
        let mut at = self.nodes[node as usize].accepts;
        while at != NONE {
            let entry = self.accepts[at as usize];
            accept(entry.rule, entry.accept);
            at = entry.next;
        }
    }

    /// Whether nothing can come of standing at `node` any more: no byte leads
    /// on, and it accepts nothing at an end.
    pub(crate) fn is_spent(&self, node: NodeId) -> bool {
        let Node { edges, loops, .. } = self.nodes[node as usize];
        let waits =
            |edge: Edge| matches!(edge.label, Label::Byte(_) | Label::Class(_) | Label::Character);
        let mut open = loops != Loop::Never && edges != NONE;
        open |= self.edges_of(node).any(waits);
        self.for_each_accept(node, |_, accept| open |= accept != Accept::Always);
        !open
    }

    /// The sets of bytes that some node tells apart from the others.
    pub(crate) fn alphabets(&self) -> Vec<ByteSet> {
        let mut seen = [false; 256];
        let mut sets = vec![ByteSet::EMPTY.with(b'/', b'/'), ByteSet::EMPTY.with(b'\n', b'\n')];
        if self.edges.iter().any(|edge| edge.label == Label::Character) {
            sets.push(character_start());
            sets.push(ByteSet::EMPTY.with(0x80, 0xbf));
        }
        for edge in &self.edges {
            if let Label::Byte(byte) = edge.label
                && !std::mem::replace(&mut seen[byte as usize], true)
            {
                sets.push(ByteSet::EMPTY.with(byte, byte));
            }
        }
        sets.extend(&self.classes);
        sets
    }

    fn edges_of(&self, node: NodeId) -> impl Iterator<Item = Edge> {
        let mut at = self.nodes[node as usize].edges;
        std::iter::from_fn(move || {
            let edge = *self.edges.get(at as usize)?;
            at = edge.next;
            Some(edge)
        })
    }
}

/// Matching
impl Nfa {
    /// Nothing if the pattern matches `text`, else how many of its bytes were
    /// taken before no way led on; the whole length if only the end was wrong.
    pub(crate) fn run(&self, text: &[u8]) -> Option<usize> {
        let mut now = Standing::new(self.len());
        let mut next = Standing::new(self.len());
        if now.enter(self, 0) {
            return None;
        }
        for (at, &byte) in text.iter().enumerate() {
            if now.nodes.is_empty() {
                return Some(at.saturating_sub(1));
            }
            if byte == b'/' && now.accepts(self, &[End::Part, End::Folder]) {
                return None;
            }
            next.clear();
            let mut done = false;
            for &node in &now.nodes {
                self.for_each_step(node, byte, |target| done |= next.enter(self, target));
            }
            if done {
                return None;
            }
            std::mem::swap(&mut now, &mut next);
        }
        if now.accepts(self, &[End::Text, End::Part]) {
            return None;
        }
        Some(if now.nodes.is_empty() { text.len().saturating_sub(1) } else { text.len() })
    }
}

/// The nodes on which a simulation stands.
struct Standing {
    nodes: Vec<NodeId>,
    on: Vec<bool>,
}

impl Standing {
    fn new(nodes: usize) -> Self {
        Self { nodes: Vec::new(), on: vec![false; nodes] }
    }

    fn clear(&mut self) {
        for node in self.nodes.drain(..) {
            self.on[node as usize] = false;
        }
    }

    /// Steps on `node` and whatever it leads to without a byte; says whether
    /// that accepts whatever follows.
    fn enter(&mut self, nfa: &Nfa, node: NodeId) -> bool {
        let mut done = false;
        let mut todo = vec![node];
        while let Some(node) = todo.pop() {
            if std::mem::replace(&mut self.on[node as usize], true) {
                continue;
            }
            self.nodes.push(node);
            nfa.for_each_empty(node, |target| todo.push(target));
            nfa.for_each_accept(node, |_, accept| done |= accept == Accept::Always);
        }
        done
    }

    fn accepts(&self, nfa: &Nfa, ends: &[End]) -> bool {
        let mut found = false;
        for &node in &self.nodes {
            nfa.for_each_accept(node, |_, accept| {
                found |= matches!(accept, Accept::At(end) if ends.contains(&end));
            });
        }
        found
    }
}
