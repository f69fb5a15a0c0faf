//! Putting rules in.

use super::affix::{Affix, Reach, affix_of};
use super::stars::Stars;
use super::{Automaton, LineFeeds, List, NONE, Node, NodeId, ROOT, SLASH_ROOT, TextForm, bit_of};
use crate::ownership::pattern::nfa::Nfa;
use crate::ownership::pattern::{CodeownersPattern, End, Extent, Glob, Token};
use crate::text::hash::Keyed;
use crate::tree::names::{self, NameTable};

/// A folder with more affixes than this has them in the automaton.
const MOST_AFFIXES: usize = 8;

/// The folders of the plain path that was added last.
#[derive(Debug, Default)]
pub(super) struct Last {
    root: NodeId,
    text: String,
    /// Where each folder's name ends in `text`, and its node.
    folders: Vec<(usize, NodeId)>,
    /// How much of `text` the next path shares, up to the end of a name.
    common: usize,
}

/// Instantiation
impl Automaton {
    /// Room for about so many rules, whose names are hashed so.
    pub(crate) fn new(text: TextForm, rules: usize, keyed: Keyed) -> Self {
        let mut automaton = Self {
            text,
            nodes: Vec::with_capacity(rules + 2),
            names: Vec::with_capacity(rules * 16),
            table: NameTable::with_capacity(rules, keyed),
            entries: Vec::with_capacity(rules),
            affixes: Vec::new(),
            affix_nodes: Vec::new(),
            last: Last::default(),
            nfa: Nfa::default(),
            stars: Stars::default(),
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
            let (node, name) = self.folder_of(ROOT, plain);
            if stars > 0 {
                self.list(node, List::Below, rule);
            } else {
                self.add_last(node, name.as_bytes(), End::Text, rule);
            }
        } else if let Some(tokens) = Glob::path(pattern).tokens()
            && !self.stars.take(rule, tokens)
        {
            self.add_tokens(ROOT, tokens, End::Text, rule);
        }
    }

    /// Adds a `codeowners:` rule.
    pub(crate) fn add_codeowners(&mut self, rule: u32, pattern: &str, feeds: LineFeeds) {
        if self.add_plain_codeowners(rule, pattern, feeds).is_some() {
            return;
        }
        let pattern = CodeownersPattern::new(pattern);
        let mut tokens = pattern.tokens().to_vec();
        if feeds == LineFeeds::Absent {
            // Without line feeds all that stops at them is the same as what does not.
            for token in &mut tokens {
                match token {
                    Token::Run(extent @ Extent::Line) | Token::Folders(extent @ Extent::Line) => {
                        *extent = Extent::Anything;
                    }
                    _ => {}
                }
            }
        }
        match &tokens[..] {
            [Token::OptionalSlash, rest @ ..] => {
                self.add_tokens(SLASH_ROOT, rest, pattern.end(), rule);
            }
            tokens => self.add_tokens(ROOT, tokens, pattern.end(), rule),
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
        let (list, end) = match &rest[body.len()..] {
            "" => (None, End::Part),
            "/" => (None, End::Folder),
            "/*" => (Some(List::Direct), End::Text),
            "/**" if feeds == LineFeeds::Absent => (Some(List::Below), End::Part),
            _ => return None,
        };
        let (node, name) = self.folder_of(root, body);
        match list {
            Some(list) => {
                let node = self.child_named(node, name.as_bytes());
                self.list(node, list, rule);
            }
            None => self.add_last(node, name.as_bytes(), end, rule),
        }
        Some(())
    }

    /// The node of the folders of a plain path, and the path's last name.
    fn folder_of<'p>(&mut self, root: NodeId, path: &'p str) -> (NodeId, &'p str) {
        let Some((folder, name)) = path.rsplit_once('/') else { return (root, path) };
        let mut last = std::mem::take(&mut self.last);
        last.keep_common(root, folder);
        let (mut start, mut node) =
            last.folders.last().map_or((0, root), |&(end, node)| (end + 1, node));
        while start <= folder.len() {
            let len = memchr::memchr(b'/', &folder.as_bytes()[start..]);
            let end = len.map_or(folder.len(), |len| start + len);
            node = self.child_named(node, &folder.as_bytes()[start..end]);
            last.folders.push((end, node));
            start = end + 1;
        }
        last.text.truncate(last.common);
        last.text.push_str(&folder[last.common..]);
        self.last = last;
        (node, name)
    }

    /// Adds the last name of a pattern that has no wildcards.
    fn add_last(&mut self, node: NodeId, name: &[u8], end: End, rule: u32) {
        let last = self.child_named(node, name);
        if matches!(end, End::Text | End::Part) {
            self.list(last, List::Exact, rule);
            self.nodes[node as usize].files |= self.bit_of_node(last);
        }
        if matches!(end, End::Folder | End::Part) {
            self.list(last, List::Below, rule);
        }
    }

    /// Puts the affixes of each folder side by side, and those of folders that
    /// have many of them into the automaton. To be called once, after all rules.
    pub(crate) fn finish(mut self) -> Self {
        for (tokens, rule) in self.stars.finish() {
            self.add_tokens(ROOT, &tokens, End::Text, rule);
        }
        let affixes = std::mem::take(&mut self.affixes);
        let mut order: Vec<_> =
            std::mem::take(&mut self.affix_nodes).into_iter().zip(affixes).collect();
        order.sort_by_key(|&(node, _)| node);
        for group in order.chunk_by(|(left, _), (right, _)| left == right) {
            let node = group[0].0;
            if group.len() > MOST_AFFIXES {
                for (_, affix) in group {
                    self.add_as_wild(node, affix);
                }
                continue;
            }
            let start = self.affixes.len() as u32;
            self.affixes.extend(group.iter().map(|&(_, affix)| affix));
            self.nodes[node as usize].affixes = (start, self.affixes.len() as u32);
        }
        self
    }

    fn add_as_wild(&mut self, node: NodeId, affix: &Affix) {
        let text = |(start, end): (u32, u32)| {
            self.names[start as usize..end as usize].iter().map(|&byte| Token::Byte(byte))
        };
        let (extent, end) = match affix.reach {
            Reach::Name(end) => (Extent::Part, end),
            Reach::Below => (Extent::Anything, End::Text),
        };
        let star = std::iter::once(Token::Run(extent));
        let tokens: Vec<_> = text(affix.before).chain(star).chain(text(affix.after)).collect();
        self.add_wild(node, &tokens, end, affix.rule);
    }

    fn add_tokens(&mut self, root: NodeId, tokens: &[Token], end: End, rule: u32) {
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
            ([Token::Run(Extent::Anything)], End::Text | End::Part)
            | ([Token::Run(Extent::Part)], End::Part)
            | ([Token::Folders(Extent::Anything), Token::Run(Extent::Part)], End::Part)
            | (
                [Token::Folders(Extent::Anything), Token::Run(Extent::Anything)],
                End::Text | End::Part,
            ) => {
                self.list(node, List::Below, rule);
            }
            ([Token::Run(Extent::Part)], End::Text) => self.list(node, List::Direct, rule),
            _ => match affix_of(rest, end) {
                Some((before, reach, after)) => {
                    let before = self.store(bytes(before));
                    let after = self.store(bytes(after));
                    self.affixes.push(Affix::new(rule, reach, before, after, &self.names));
                    self.affix_nodes.push(node);
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
        let hash = self.table.hash(parent, &self.names[start..]);
        if let Some(child) = self.find(hash, parent, &self.names[start..]) {
            self.names.truncate(start);
            return child;
        }
        let child = self.add_node(parent, (start as u32, self.names.len() as u32));
        self.nodes[parent as usize].children |= bit_of(&self.names[start..]);
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
            affixes: (0, 0),
            children: 0,
            files: 0,
        });
        self.nodes.len() as NodeId - 1
    }

    fn list(&mut self, node: NodeId, list: List, rule: u32) {
        let head = &mut self.nodes[node as usize].lists[list as usize];
        self.entries.push((rule, *head));
        *head = self.entries.len() as u32 - 1;
    }

    fn bit_of_node(&self, node: NodeId) -> u64 {
        let (start, end) = self.nodes[node as usize].name;
        bit_of(&self.names[start as usize..end as usize])
    }
}

/// Building
impl Last {
    /// Forgets the folders that `folder` does not begin with.
    fn keep_common(&mut self, root: NodeId, folder: &str) {
        if self.root != root {
            self.folders.clear();
            self.root = root;
        }
        let common = names::common_prefix(self.text.as_bytes(), folder.as_bytes());
        let is_within =
            |end: usize| end <= common && matches!(folder.as_bytes().get(end), None | Some(b'/'));
        while self.folders.last().is_some_and(|&(end, _)| !is_within(end)) {
            self.folders.pop();
        }
        self.common = self.folders.last().map_or(0, |&(end, _)| end);
    }
}

fn bytes(tokens: &[Token]) -> impl Iterator<Item = u8> {
    tokens.iter().filter_map(|token| match token {
        Token::Byte(byte) => Some(*byte),
        _ => None,
    })
}
