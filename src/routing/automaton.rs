//! All rules of one kind, merged.
//!
//! Most patterns begin with plain folder names. Those go into a trie of names,
//! which costs one lookup per folder of the tree and nothing per file. What
//! follows the names, if anything, hangs on the trie's node: "everything below",
//! "every file right here", a file of this name, or a remainder with wildcards
//! that goes into an automaton over bytes.

use crate::ownership::pattern::nfa::{self, Nfa};
use crate::ownership::pattern::{CodeownersPattern, End, Extent, Glob, Token};
use crate::tree::names::{self, NameTable};

/// The rules of one kind as a trie of names with remainders.
#[derive(Debug)]
pub(crate) struct Automaton {
    pub(crate) text: TextForm,
    nodes: Vec<Node>,
    names: Vec<u8>,
    table: NameTable,
    entries: Vec<(u32, u32)>,
    pub(crate) nfa: Nfa,
}

/// How names are brought into the form that patterns are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextForm {
    /// Lower case, backslashes as slashes: `path:` rules.
    Normalized,
    /// As it is: `codeowners:` rules.
    AsWritten,
}

/// Whether paths can hold line feeds, which `**` in CODEOWNERS stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineFeeds {
    Absent,
    Possible,
}

/// A folder or file name on the way of some pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    parent: NodeId,
    name: (u32, u32),
    /// Lists of rules: those that match everything below this folder, those
    /// that match a file of this name, those that match each file right in it.
    lists: [u32; 3],
    /// Where the remainders with wildcards start, or [`NONE`].
    pub(crate) start: nfa::NodeId,
    pub(crate) has_children: bool,
}

/// Which rules of a [`Node`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum List {
    Below = 0,
    Exact = 1,
    Direct = 2,
}

pub(crate) type NodeId = u32;
pub(crate) const NONE: u32 = u32::MAX;
/// The node of the start of a path.
pub(crate) const ROOT: NodeId = 0;
/// The node of the start of a path, for patterns with an optional slash there.
pub(crate) const SLASH_ROOT: NodeId = 1;

/// Instantiation
impl Automaton {
    pub(crate) fn new(text: TextForm) -> Self {
        let mut automaton = Self {
            text,
            nodes: Vec::new(),
            names: Vec::new(),
            table: NameTable::default(),
            entries: Vec::new(),
            nfa: Nfa::default(),
        };
        automaton.add_node(NONE, (0, 0));
        automaton.add_node(NONE, (0, 0));
        automaton
    }

    /// Adds a `path:` rule.
    pub(crate) fn add_glob(&mut self, rule: u32, pattern: &str) {
        if let Some(tokens) = Glob::path(pattern).tokens() {
            self.add_tokens(ROOT, tokens, End::Text, rule, LineFeeds::Possible);
        }
    }

    /// Adds a `codeowners:` rule.
    pub(crate) fn add_codeowners(&mut self, rule: u32, pattern: &str, feeds: LineFeeds) {
        let pattern = CodeownersPattern::new(pattern);
        match pattern.tokens() {
            [Token::OptionalSlash, rest @ ..] => {
                self.add_tokens(SLASH_ROOT, rest, pattern.end(), rule, feeds);
            }
            tokens => self.add_tokens(ROOT, tokens, pattern.end(), rule, feeds),
        }
    }

    fn add_tokens(
        &mut self,
        root: NodeId,
        tokens: &[Token],
        end: End,
        rule: u32,
        feeds: LineFeeds,
    ) {
        let literal = tokens.iter().take_while(|token| matches!(token, Token::Byte(_))).count();
        let mut node = root;
        let mut rest = tokens;
        let mut left = literal;
        while let Some(slash) = rest[..left].iter().position(|token| *token == Token::Byte(b'/')) {
            node = self.child(node, bytes(&rest[..slash]));
            rest = &rest[slash + 1..];
            left -= slash + 1;
        }
        if left == rest.len() {
            // The rest is plain: a last name, of a file or of a folder.
            let last = self.child(node, bytes(rest));
            if matches!(end, End::Text | End::Part) {
                self.list(last, List::Exact, rule);
            }
            if matches!(end, End::Folder | End::Part) {
                self.list(last, List::Below, rule);
            }
            return;
        }
        match (rest, end) {
            ([Token::Run(Extent::Anything)], End::Text)
            | ([Token::Run(Extent::Part)], End::Part)
            | ([Token::Folders(Extent::Anything), Token::Run(Extent::Part)], End::Part) => {
                self.list(node, List::Below, rule);
            }
            ([Token::Run(Extent::Line)], End::Part) if feeds == LineFeeds::Absent => {
                self.list(node, List::Below, rule);
            }
            ([Token::Run(Extent::Part)], End::Text) => self.list(node, List::Direct, rule),
            _ => {
                if self.nodes[node as usize].start == NONE {
                    self.nodes[node as usize].start = self.nfa.add_node();
                }
                self.nfa.insert(self.nodes[node as usize].start, rest, end, rule);
            }
        }
    }

    fn child(&mut self, parent: NodeId, name: impl Iterator<Item = u8>) -> NodeId {
        let start = self.names.len();
        self.names.extend(name);
        let hash = names::hash(parent, &self.names[start..]);
        if let Some(child) = self.find(hash, parent, &self.names[start..]) {
            self.names.truncate(start);
            return child;
        }
        let child = self.add_node(parent, (start as u32, self.names.len() as u32));
        self.nodes[parent as usize].has_children = true;
        self.table.insert(hash, child);
        child
    }

    fn add_node(&mut self, parent: NodeId, name: (u32, u32)) -> NodeId {
        let lists = [NONE; 3];
        self.nodes.push(Node { parent, name, lists, start: NONE, has_children: false });
        self.nodes.len() as NodeId - 1
    }

    fn list(&mut self, node: NodeId, list: List, rule: u32) {
        let head = &mut self.nodes[node as usize].lists[list as usize];
        self.entries.push((rule, *head));
        *head = self.entries.len() as u32 - 1;
    }

    fn find(&self, hash: u64, parent: NodeId, name: &[u8]) -> Option<NodeId> {
        self.table.find(hash, |id| {
            let node = &self.nodes[id as usize];
            node.parent == parent && self.names[node.name.0 as usize..node.name.1 as usize] == *name
        })
    }
}

/// Access
impl Automaton {
    /// Whether there are no rules at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.nfa.len() == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node as usize]
    }

    /// The child with this name.
    pub(crate) fn lookup(&self, parent: NodeId, name: &[u8]) -> Option<NodeId> {
        self.find(names::hash(parent, name), parent, name)
    }

    /// The rules on a list, newest first.
    pub(crate) fn rules(&self, node: NodeId, list: List) -> impl Iterator<Item = u32> {
        let mut at = self.nodes[node as usize].lists[list as usize];
        std::iter::from_fn(move || {
            let &(rule, next) = self.entries.get(at as usize)?;
            at = next;
            Some(rule)
        })
    }
}

fn bytes(tokens: &[Token]) -> impl Iterator<Item = u8> {
    tokens.iter().filter_map(|token| match token {
        Token::Byte(byte) => Some(*byte),
        _ => None,
    })
}
