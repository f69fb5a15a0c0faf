//! Patterns of several stars with next to nothing between them, such as `*a*b*c*`.
//!
//! By the hundred they stand in their midst after every letter of a path, and after every path in another way: an automaton
//! would make a state for each letter, as large as there are patterns. So paths are asked for their pieces instead. What
//! patterns begin with alike is looked for once, and as early as it comes, which is as good as any later place.

use super::NONE;
use crate::ownership::pattern::{Extent, Token};

/// As few as these are as quick in the automaton.
const FEW: usize = 16;

/// Patterns by their pieces, each piece below those that come before it in some pattern.
#[derive(Debug, Default)]
pub(crate) struct Stars {
    /// While building, the tokens of each rule.
    patterns: Vec<(Vec<Token>, u32)>,
    nodes: Vec<Node>,
    /// Lists of rules, each entry with the next.
    rules: Vec<(u32, u32)>,
}

/// A piece of one or two bytes: longer ones tell paths apart, and the automaton finds all of them at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    first: u8,
    second: Option<u8>,
    /// Whether it ends the path.
    is_last: bool,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    piece: Piece,
    parent: u32,
    /// The first of those below, and the next beside it.
    child: u32,
    beside: u32,
    /// The list of patterns that are complete with it.
    rules: u32,
}

/// Building
impl Stars {
    /// Takes a pattern, if it is of this kind.
    pub(super) fn take(&mut self, rule: u32, tokens: &[Token]) -> bool {
        let is_one = pieces(tokens).is_some();
        if is_one {
            self.patterns.push((tokens.to_vec(), rule));
        }
        is_one
    }

    /// The patterns that are better off in the automaton: all, if they are few. To be called once.
    pub(super) fn finish(&mut self) -> Vec<(Vec<Token>, u32)> {
        let patterns = std::mem::take(&mut self.patterns);
        if patterns.len() <= FEW {
            return patterns;
        }
        for (tokens, rule) in patterns {
            let mut node = NONE;
            for piece in pieces(&tokens).unwrap_or_default() {
                node = self.below(node, piece);
            }
            let head = &mut self.nodes[node as usize].rules;
            self.rules.push((rule, *head));
            *head = self.rules.len() as u32 - 1;
        }
        Vec::new()
    }

    /// The node of a piece below another. Of pieces as short as these only so many differ.
    fn below(&mut self, parent: u32, piece: Piece) -> u32 {
        let first = match self.nodes.get(parent as usize) {
            Some(node) => node.child,
            // Those that patterns begin with stand beside the first.
            None if self.nodes.is_empty() => NONE,
            None => 0,
        };
        let (mut at, mut last) = (first, NONE);
        while let Some(node) = self.nodes.get(at as usize) {
            if node.piece == piece {
                return at;
            }
            (last, at) = (at, node.beside);
        }
        let new = self.nodes.len() as u32;
        self.nodes.push(Node { piece, parent, child: NONE, beside: NONE, rules: NONE });
        if let Some(node) = self.nodes.get_mut(last as usize) {
            node.beside = new;
        } else if let Some(node) = self.nodes.get_mut(parent as usize) {
            node.child = new;
        }
        new
    }
}

/// The pieces between stars, if there are at least two and nothing else.
fn pieces(tokens: &[Token]) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_behind_star = false;
    for token in tokens {
        match (token, pieces.last_mut()) {
            (Token::Run(Extent::Anything), last) if !is_behind_star => {
                is_behind_star = true;
                if let Some(piece) = last {
                    piece.is_last = false;
                }
            }
            (Token::Byte(first), _) if is_behind_star => {
                is_behind_star = false;
                pieces.push(Piece { first: *first, second: None, is_last: true });
            }
            (Token::Byte(byte), Some(piece)) if piece.second.is_none() => {
                piece.second = Some(*byte);
            }
            _ => return None,
        }
    }
    (pieces.len() > 1).then_some(pieces)
}

/// Finding
impl Stars {
    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds the rules that match a path, in no order.
    pub(crate) fn find(&self, text: &[u8], rules: &mut Vec<u32>) {
        // Where the pieces found so far end.
        let mut ends = vec![0];
        let mut at = 0;
        while let Some(node) = self.nodes.get(at as usize) {
            let from = ends.last().copied().unwrap_or_default();
            if let Some(end) = node.piece.found(text, from) {
                let mut rule = node.rules;
                while let Some(&(id, next)) = self.rules.get(rule as usize) {
                    rules.push(id);
                    rule = next;
                }
                if node.child != NONE {
                    ends.push(end);
                    at = node.child;
                    continue;
                }
            }
            // Beside it, or beside what it is below.
            let mut done = *node;
            while done.beside == NONE && done.parent != NONE {
                done = self.nodes[done.parent as usize];
                ends.pop();
            }
            at = done.beside;
        }
    }
}

impl Piece {
    /// Where it ends, if it begins at `from` or later.
    fn found(self, text: &[u8], from: usize) -> Option<usize> {
        let len = 1 + usize::from(self.second.is_some());
        let is_at = |at: usize| {
            text.get(at) == Some(&self.first)
                && self.second.is_none_or(|second| text.get(at + 1) == Some(&second))
        };
        if self.is_last {
            let start = text.len().checked_sub(len)?;
            return (start >= from && is_at(start)).then_some(text.len());
        }
        let mut starts = memchr::memchr_iter(self.first, text.get(from..)?);
        starts.find(|start| is_at(from + start)).map(|start| from + start + len)
    }
}
