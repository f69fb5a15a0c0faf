use super::compiled::OwnerId;
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
/// One pass over the files, plus a comparison of two names for each pair of owners that occurs.
#[must_use]
pub fn difference(tree: &Tree, before: &Routing, after: &Routing) -> Difference {
    let mut moves: Vec<Move> = Vec::new();
    // Which move a pair of owners stands for, once compared. Of one routing, no two are the same.
    let mut known: HashMap<(Option<OwnerId>, Option<OwnerId>), Option<usize>> = HashMap::new();
    let mut last = None;
    let mut files = 0;
    for ((&path, &from), &to) in tree.order().iter().zip(before.set_at()).zip(after.set_at()) {
        let pair = (from, to);
        let at = match last {
            Some((known, at)) if known == pair => at,
            _ => {
                let owners = (owner(before, from), owner(after, to));
                *known.entry(owners).or_insert_with(|| {
                    let from = owners.0.map(|it| &before.compiled().owners()[it as usize]);
                    let to = owners.1.map(|it| &after.compiled().owners()[it as usize]);
                    (from != to).then(|| {
                        let (from, to) = (from.cloned(), to.cloned());
                        moves.push(Move { from, to, files: Vec::new() });
                        moves.len() - 1
                    })
                })
            }
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

fn owner(routing: &Routing, set: SetId) -> Option<OwnerId> {
    match routing.outcome_of(set) {
        Outcome::Owned(_, owner) => Some(owner),
        Outcome::Excluded(_) | Outcome::Unowned | Outcome::Unmatched => None,
    }
}
