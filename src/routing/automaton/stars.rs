//! Patterns of several stars with next to nothing between them, such as `*a*b*c*`.
//!
//! By the hundred they stand in their midst after every letter of a path, and after every path in another way: an automaton
//! would make a state for each letter, as large as there are patterns. So paths are asked for their pieces instead. What
//! patterns begin with alike is looked for once, and as early as it comes, which is as good as any later place.

use crate::ownership::pattern::{Extent, Token};

/// As few as these are as quick in the automaton.
const FEW: usize = 16;
/// The longest piece, in bytes. Longer ones tell paths apart, and the automaton finds all of them at once.
const LONGEST: usize = 2;

/// Patterns by their pieces, each piece behind those that come before it in some pattern.
#[derive(Debug, Default)]
pub(crate) struct Stars {
    /// While building, the pieces of each rule.
    patterns: Vec<(Vec<Piece>, u32)>,
    nodes: Vec<Node>,
}

/// Whether it ends the path, and its bytes.
type Piece = (bool, Vec<u8>);

#[derive(Debug)]
struct Node {
    piece: Piece,
    /// How many pieces come before it.
    depth: usize,
    /// Patterns that are complete with it.
    rules: Vec<u32>,
    /// The node to go on with where the piece is not found.
    next: usize,
}

/// Building
impl Stars {
    /// Takes a pattern, if it is of this kind.
    pub(super) fn take(&mut self, rule: u32, tokens: &[Token]) -> bool {
        let [Token::Run(Extent::Anything), rest @ ..] = tokens else { return false };
        let mut pieces: Vec<Piece> = vec![(true, Vec::new())];
        for token in rest {
            match (token, pieces.last_mut()) {
                (Token::Byte(byte), Some((_, piece))) if piece.len() < LONGEST => piece.push(*byte),
                (Token::Run(Extent::Anything), Some((is_last, piece))) if !piece.is_empty() => {
                    *is_last = false;
                    pieces.push((true, Vec::new()));
                }
                _ => return false,
            }
        }
        // Behind a last star anything may come.
        pieces.retain(|(_, piece)| !piece.is_empty());
        let is_one = pieces.len() > 1;
        if is_one {
            self.patterns.push((pieces, rule));
        }
        is_one
    }

    /// The patterns that are better off in the automaton: all, if they are few. To be called once.
    pub(super) fn finish(&mut self) -> Vec<(Vec<Token>, u32)> {
        let mut patterns = std::mem::take(&mut self.patterns);
        if patterns.len() <= FEW {
            return patterns.iter().map(|(pieces, rule)| (tokens(pieces), *rule)).collect();
        }
        patterns.sort_unstable();
        // The nodes of the pattern before.
        let mut open: Vec<usize> = Vec::new();
        for (pieces, rule) in patterns {
            let same = |&(&node, piece): &(&usize, &Piece)| self.nodes[node].piece == *piece;
            let common = open.iter().zip(&pieces).take_while(same).count();
            self.close(&mut open, common);
            for (depth, piece) in pieces.into_iter().enumerate().skip(common) {
                open.push(self.nodes.len());
                self.nodes.push(Node { piece, depth, rules: Vec::new(), next: 0 });
            }
            if let Some(&last) = open.last() {
                self.nodes[last].rules.push(rule);
            }
        }
        self.close(&mut open, 0);
        Vec::new()
    }

    /// No more comes below the nodes from `from` on.
    fn close(&mut self, open: &mut Vec<usize>, from: usize) {
        let next = self.nodes.len();
        for node in open.drain(from..) {
            self.nodes[node].next = next;
        }
    }
}

fn tokens(pieces: &[Piece]) -> Vec<Token> {
    let star = Token::Run(Extent::Anything);
    let mut tokens = Vec::new();
    for (_, piece) in pieces {
        tokens.push(star.clone());
        tokens.extend(piece.iter().map(|&byte| Token::Byte(byte)));
    }
    if pieces.last().is_some_and(|(is_last, _)| !is_last) {
        tokens.push(star);
    }
    tokens
}

/// Finding
impl Stars {
    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The rules that match a path, in no order.
    pub(crate) fn find(&self, text: &[u8], rules: &mut Vec<u32>) {
        // Where what was found so far ends.
        let mut ends = vec![0];
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            ends.truncate(node.depth + 1);
            match node.found(text, ends[node.depth]) {
                Some(end) => {
                    ends.push(end);
                    rules.extend(&node.rules);
                    at += 1;
                }
                None => at = node.next,
            }
        }
    }
}

impl Node {
    /// Where the piece ends that begins at `from` or later.
    fn found(&self, text: &[u8], from: usize) -> Option<usize> {
        let (is_last, piece) = &self.piece;
        if *is_last {
            let fits = text.len() >= from + piece.len() && text.ends_with(piece);
            return fits.then_some(text.len());
        }
        let mut starts = memchr::memchr_iter(piece[0], &text[from..]).map(|start| from + start);
        let start = starts.find(|&start| text[start..].starts_with(piece))?;
        Some(start + piece.len())
    }
}
