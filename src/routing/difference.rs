use super::route::{Outcome, Routing};
use super::sets::SetId;
use crate::ownership::Owner;
use crate::text::order::Sort as _;
use crate::tree::{PathId, Tree};
use std::collections::HashMap;

/// Which files change hands between two routings of one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// From whom to whom, the most files first.
    pub moves: Vec<Move>,
    /// How many files change hands in all.
    pub files: usize,
}

/// Files that go from one owner to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who got their errors before; nobody if none.
    pub from: Option<Owner>,
    /// Who gets them now.
    pub to: Option<Owner>,
    /// The files, in the order of the tree.
    pub files: Vec<PathId>,
}

/// Compares two routings of the same tree; their rules may differ.
///
/// One pass over the files, plus a comparison of owners for each pair of sets
/// that occurs.
#[must_use]
pub fn difference(tree: &Tree, before: &Routing, after: &Routing) -> Difference {
    let mut moves: Vec<Move> = Vec::new();
    // Which move a pair of sets stands for, once compared.
    let mut known: HashMap<(SetId, SetId), Option<usize>> = HashMap::new();
    let mut last = None;
    let mut files = 0;
    for ((&path, &from), &to) in tree.order().iter().zip(before.set_at()).zip(after.set_at()) {
        let pair = (from, to);
        let at = match last {
            Some((known, at)) if known == pair => at,
            _ => *known.entry(pair).or_insert_with(|| {
                let (from, to) = (owner(before, from), owner(after, to));
                (from != to).then(|| {
                    let same =
                        |known: &Move| known.from.as_ref() == from && known.to.as_ref() == to;
                    moves.iter().position(same).unwrap_or_else(|| {
                        let (from, to) = (from.cloned(), to.cloned());
                        moves.push(Move { from, to, files: Vec::new() });
                        moves.len() - 1
                    })
                })
            }),
        };
        last = Some((pair, at));
        if let Some(at) = at {
            moves[at].files.push(path);
            files += 1;
        }
    }
    moves.sort_once_by(|a, b| {
        let order = b.files.len().cmp(&a.files.len());
        order.then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    Difference { moves, files }
}

fn owner(routing: &Routing, set: SetId) -> Option<&Owner> {
    match routing.outcome_of(set) {
        Outcome::Owned(_, owner) => Some(&routing.compiled().owners()[owner as usize]),
        _ => None,
    }
}
