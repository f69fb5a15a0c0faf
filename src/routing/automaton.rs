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
    affixes: Vec<Affix>,
    pub(crate) nfa: Nfa,
}

/// A remainder with one star, such as `test_*.py`. Where a folder has few of
/// them they are tried one by one, which beats making states for them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affix {
    pub(crate) rule: u32,
    pub(crate) reach: Reach,
    before: (u32, u32),
    after: (u32, u32),
    next: u32,
}

/// What the star of an [`Affix`] runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// One name, which must end so.
    Name(End),
    /// Everything, up to the end of the path.
    Below,
}

/// A folder with more affixes than this has them in the automaton.
const MOST_AFFIXES: usize = 8;

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
    /// The first of its [`Affix`]es, or [`NONE`].
    affixes: u32,
    pub(crate) has_children: bool,
    /// Whether a child may be a file.
    pub(crate) has_files: bool,
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
            affixes: Vec::new(),
            nfa: Nfa::default(),
        };
        automaton.add_node(NONE, (0, 0));
        automaton.add_node(NONE, (0, 0));
        automaton
    }

    /// Adds a `path:` rule.
    pub(crate) fn add_glob(&mut self, rule: u32, pattern: &str) {
        // Most patterns are plain names, perhaps with `/*` behind.
        let plain = pattern.trim_end_matches('*');
        let stars = pattern.len() - plain.len();
        let wild = |byte| matches!(byte, b'*' | b'?' | b'[' | b'{' | b'}' | b'\\') || byte >= 0x80;
        if stars <= 2 && (stars == 0 || plain.ends_with('/')) && !plain.bytes().any(wild) {
            let (folder, name) =
                plain.rsplit_once('/').map_or((None, plain), |(folder, name)| (Some(folder), name));
            let names = folder.into_iter().flat_map(|folder| folder.split('/'));
            let node = names.fold(ROOT, |node, name| self.child_named(node, name.as_bytes()));
            if stars > 0 {
                self.list(node, List::Below, rule);
            } else {
                self.add_last(node, name.as_bytes(), End::Text, rule);
            }
        } else if let Some(tokens) = Glob::path(pattern).tokens() {
            self.add_tokens(ROOT, tokens, End::Text, rule, LineFeeds::Possible);
        }
    }

    /// Adds a `codeowners:` rule.
    pub(crate) fn add_codeowners(&mut self, rule: u32, pattern: &str, feeds: LineFeeds) {
        if self.add_plain_codeowners(rule, pattern, feeds).is_some() {
            return;
        }
        let pattern = CodeownersPattern::new(pattern);
        match pattern.tokens() {
            [Token::OptionalSlash, rest @ ..] => {
                self.add_tokens(SLASH_ROOT, rest, pattern.end(), rule, feeds);
            }
            tokens => self.add_tokens(ROOT, tokens, pattern.end(), rule, feeds),
        }
    }

    /// The same for the most frequent shapes: names from the root on, perhaps
    /// with `/`, `/*` or `/**` behind. Nothing if the pattern is another.
    fn add_plain_codeowners(&mut self, rule: u32, pattern: &str, feeds: LineFeeds) -> Option<()> {
        let (root, rest) = match pattern.strip_prefix('/') {
            Some(rest) => (SLASH_ROOT, rest),
            None => (ROOT, pattern),
        };
        let body = rest.trim_end_matches(['/', '*']);
        let anchored = root == SLASH_ROOT || body.contains('/') || rest[body.len()..].len() > 1;
        let wild = |byte| matches!(byte, b'*' | b'?');
        if !anchored || body.is_empty() || body.starts_with(['/', '\\']) || body.bytes().any(wild) {
            return None;
        }
        let (folder, name) =
            body.rsplit_once('/').map_or((None, body), |(folder, name)| (Some(folder), name));
        let (list, end) = match &rest[body.len()..] {
            "" => (None, End::Part),
            "/" => (None, End::Folder),
            "/*" => (Some(List::Direct), End::Text),
            "/**" if feeds == LineFeeds::Absent => (Some(List::Below), End::Part),
            _ => return None,
        };
        let names = folder.into_iter().flat_map(|folder| folder.split('/'));
        let node = names.fold(root, |node, name| self.child_named(node, name.as_bytes()));
        match list {
            Some(list) => {
                let node = self.child_named(node, name.as_bytes());
                self.list(node, list, rule);
            }
            None => self.add_last(node, name.as_bytes(), end, rule),
        }
        Some(())
    }

    /// Adds the last name of a pattern that has no wildcards.
    fn add_last(&mut self, node: NodeId, name: &[u8], end: End, rule: u32) {
        let last = self.child_named(node, name);
        if matches!(end, End::Text | End::Part) {
            self.list(last, List::Exact, rule);
            self.nodes[node as usize].has_files = true;
        }
        if matches!(end, End::Folder | End::Part) {
            self.list(last, List::Below, rule);
        }
    }

    /// Puts the affixes of folders that have many of them into the automaton.
    /// To be called once, after all rules.
    pub(crate) fn finish(mut self) -> Self {
        for node in 0..self.nodes.len() {
            let affixes: Vec<_> = self.affixes(node as NodeId).copied().collect();
            if affixes.len() <= MOST_AFFIXES {
                continue;
            }
            self.nodes[node].affixes = NONE;
            for affix in affixes {
                let bytes =
                    |text: &[u8]| text.iter().map(|&byte| Token::Byte(byte)).collect::<Vec<_>>();
                let (before, after) = self.affix_texts(&affix);
                let (extent, end) = match affix.reach {
                    Reach::Name(end) => (Extent::Part, end),
                    Reach::Below => (Extent::Anything, End::Text),
                };
                let mut tokens = bytes(before);
                let after = bytes(after);
                tokens.push(Token::Run(extent));
                tokens.extend(after);
                self.add_wild(node as NodeId, &tokens, end, affix.rule);
            }
        }
        self
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
            let name: Vec<u8> = bytes(rest).collect();
            return self.add_last(node, &name, end, rule);
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
            _ => match affix_of(rest, end) {
                Some((before, reach, after)) => {
                    let before = self.store(bytes(before));
                    let after = self.store(bytes(after));
                    let head = &mut self.nodes[node as usize].affixes;
                    self.affixes.push(Affix { rule, reach, before, after, next: *head });
                    *head = self.affixes.len() as u32 - 1;
                }
                None => self.add_wild(node, rest, end, rule),
            },
        }
    }

    fn add_wild(&mut self, node: NodeId, tokens: &[Token], end: End, rule: u32) {
        if self.nodes[node as usize].start == NONE {
            self.nodes[node as usize].start = self.nfa.add_node();
        }
        self.nfa.insert(self.nodes[node as usize].start, tokens, end, rule);
    }

    fn store(&mut self, text: impl Iterator<Item = u8>) -> (u32, u32) {
        let start = self.names.len() as u32;
        self.names.extend(text);
        (start, self.names.len() as u32)
    }

    fn child_named(&mut self, parent: NodeId, name: &[u8]) -> NodeId {
        let start = self.names.len();
        self.names.extend(name);
        if self.text == TextForm::Normalized {
            self.names[start..].make_ascii_lowercase();
        }
        self.child_stored(parent, start)
    }

    fn child(&mut self, parent: NodeId, name: impl Iterator<Item = u8>) -> NodeId {
        let start = self.names.len();
        self.names.extend(name);
        self.child_stored(parent, start)
    }

    /// The child whose name was put at the end of the names, from `start`.
    fn child_stored(&mut self, parent: NodeId, start: usize) -> NodeId {
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
        self.nodes.push(Node {
            parent,
            name,
            lists,
            start: NONE,
            affixes: NONE,
            has_children: false,
            has_files: false,
        });
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
        self.entries.is_empty() && self.affixes.is_empty() && self.nfa.len() == 0
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

    /// The affixes of a folder, newest first.
    pub(crate) fn affixes(&self, node: NodeId) -> impl Iterator<Item = &Affix> {
        let mut at = self.nodes[node as usize].affixes;
        std::iter::from_fn(move || {
            let affix = self.affixes.get(at as usize)?;
            at = affix.next;
            Some(affix)
        })
    }

    /// Whether a folder has affixes.
    pub(crate) fn has_affixes(&self, node: NodeId) -> bool {
        self.nodes[node as usize].affixes != NONE
    }

    /// What stands before and after the star of an affix.
    pub(crate) fn affix_texts(&self, affix: &Affix) -> (&[u8], &[u8]) {
        let text = |(start, end): (u32, u32)| &self.names[start as usize..end as usize];
        (text(affix.before), text(affix.after))
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

/// The parts of a remainder with one star between plain bytes and no slash.
fn affix_of(tokens: &[Token], end: End) -> Option<(&[Token], Reach, &[Token])> {
    let star = tokens.iter().position(|token| matches!(token, Token::Run(_)))?;
    let plain = |token: &Token| matches!(token, Token::Byte(byte) if *byte != b'/');
    let (before, after) = (&tokens[..star], &tokens[star + 1..]);
    let reach = match (&tokens[star], end) {
        (Token::Run(Extent::Part), end) => Reach::Name(end),
        (Token::Run(Extent::Anything), End::Text) => Reach::Below,
        _ => return None,
    };
    let fits = before.iter().all(plain) && after.iter().all(plain);
    fits.then_some((before, reach, after))
}
