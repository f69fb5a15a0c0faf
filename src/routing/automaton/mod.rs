//! All rules of one kind, merged.
//!
//! Most patterns begin with plain folder names. Those go into a trie of names,
//! which costs one lookup per folder of the tree and nothing per file. What
//! follows the names, if anything, hangs on the trie's node: "everything below",
//! "every file right here", a file of this name, or a remainder with wildcards
//! that goes into an automaton over bytes. Patterns of nothing but stars and
//! single letters are kept apart from all that.

mod affix;
mod build;
mod stars;

pub(crate) use affix::{Affix, Reach};
use stars::Stars;

use crate::ownership::pattern::nfa::{self, Nfa};
use crate::tree::names::NameTable;
use std::ops::Range;

/// The rules of one kind as a trie of names with remainders.
#[derive(Debug)]
pub(crate) struct Automaton {
    pub(crate) text: TextForm,
    nodes: Vec<Node>,
    names: Vec<u8>,
    table: NameTable,
    entries: Vec<(u32, u32)>,
    /// Those of one folder side by side.
    affixes: Vec<Affix>,
    /// While building: the node of each affix.
    affix_nodes: Vec<NodeId>,
    /// While building: the folders of the rule before, since lists of rules are
    /// sorted more often than not.
    last: build::Last,
    pub(crate) nfa: Nfa,
    pub(crate) stars: Stars,
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
    /// Where its [`Affix`]es start and end.
    affixes: (u32, u32),
    /// The children, and those that may be files: each as one bit, so that most
    /// names that are none of them are not looked up.
    children: u64,
    files: u64,
}

/// What kinds of children to look among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Children {
    /// Those that may be files.
    Files,
    /// All, as a folder may be any.
    Folders,
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

/// Access
impl Automaton {
    /// Whether there are no rules, but for those of [`Stars`].
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.affixes.is_empty() && self.nfa.len() == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node as usize]
    }

    /// The child with this name.
    #[inline]
    pub(crate) fn lookup(&self, parent: NodeId, name: &[u8], among: Children) -> Option<NodeId> {
        let node = &self.nodes[parent as usize];
        let bits = match among {
            Children::Files => node.files,
            Children::Folders => node.children,
        };
        if bits == 0 || bits & bit_of(name) == 0 {
            return None;
        }
        self.find(self.table.hash(parent, name), parent, name)
    }

    /// Whether a node has children of this kind.
    pub(crate) fn has(&self, node: NodeId, children: Children) -> bool {
        let node = &self.nodes[node as usize];
        match children {
            Children::Files => node.files != 0,
            Children::Folders => node.children != 0,
        }
    }

    /// The numbers of the affixes of a folder.
    pub(crate) fn affixes(&self, node: NodeId) -> Range<usize> {
        let (start, end) = self.nodes[node as usize].affixes;
        start as usize..end as usize
    }

    /// How many affixes there are in all.
    pub(crate) fn affix_count(&self) -> usize {
        self.affixes.len()
    }

    pub(crate) fn affix(&self, number: usize) -> &Affix {
        &self.affixes[number]
    }

    /// All names and texts, into which an [`Affix`] points.
    pub(crate) fn texts(&self) -> &[u8] {
        &self.names
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

    fn find(&self, hash: u64, parent: NodeId, name: &[u8]) -> Option<NodeId> {
        self.table.find(hash, |id| {
            let node = &self.nodes[id as usize];
            node.parent == parent && self.names[node.name.0 as usize..node.name.1 as usize] == *name
        })
    }
}

/// The bit of a name in [`Node::children`].
fn bit_of(name: &[u8]) -> u64 {
    let (first, last) = (name.first().copied(), name.last().copied());
    let mix = usize::from(first.unwrap_or(0)) * 7 + usize::from(last.unwrap_or(0)) * 13;
    1 << ((mix + name.len() * 5) % 64)
}
