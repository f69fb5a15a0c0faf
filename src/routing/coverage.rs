use super::compiled::OwnerId;
use super::overlap::Overlap;
use super::route::{Outcome, Routing, RuleCount};
use crate::text::order::Sort as _;
use crate::tree::{FolderId, Tree};
use std::cmp::Reverse;

/// Who owns how much of a folder and everything below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The folder.
    pub folder: FolderId,
    /// How many files there are.
    pub files: u32,
    /// Who gets the errors of how many, the most first; owners of none are left out.
    pub owners: Vec<(OwnerId, u32)>,
    /// Files that some rule matches, but nobody gets.
    pub unowned: u32,
    /// Files that no rule matches.
    pub unmatched: u32,
}

/// Who owns how much of a folder. With [`Tree::subfolders`] this is asked
/// level by level; each answer reads the folder's part of the routing once.
///
/// ```
/// use sentry_general::ownership::parse;
/// use sentry_general::routing::{Compiled, Options, coverage, route};
/// use sentry_general::tree::Tree;
///
/// let tree = Tree::new(["src/a", "src/b", "c"].into_iter().collect());
/// let routing = route(&tree, Compiled::new(parse("src/* #web").rules), Options::default());
/// let coverage = coverage(&tree, &routing, Tree::ROOT);
/// assert_eq!((coverage.owners, coverage.unmatched), (vec![(0, 2)], 1));
/// ```
#[must_use]
pub fn coverage(tree: &Tree, routing: &Routing, folder: FolderId) -> Coverage {
    let range = tree.positions(folder);
    let (mut unowned, mut unmatched) = (0, 0);
    // Of a folder with fewer files than there are owners, nobody asks for all owners.
    let mut owners: Vec<(OwnerId, u32)> = if range.len() < routing.compiled().owners().len() {
        let mut owned = Vec::new();
        for &set in &routing.set_at()[range.start as usize..range.end as usize] {
            match routing.outcome_of(set) {
                Outcome::Owned(_, owner) => owned.push(owner),
                Outcome::Excluded(_) | Outcome::Unowned => unowned += 1,
                Outcome::Unmatched => unmatched += 1,
            }
        }
        owned.sort_unstable();
        owned.chunk_by(|one, next| one == next).map(|same| (same[0], same.len() as u32)).collect()
    } else {
        let counts = routing.folder_counts(tree, folder);
        (unowned, unmatched) = (counts.unowned, counts.unmatched);
        (0..).zip(counts.owners).filter(|&(_, files)| files > 0).collect()
    };
    owners.sort_once_by_key(|&(owner, files)| (Reverse(files), owner));
    Coverage { folder, files: range.len() as u32, owners, unowned, unmatched }
}

impl Coverage {
    /// How many files somebody owns.
    #[must_use]
    pub fn owned(&self) -> u32 {
        self.files - self.unowned - self.unmatched
    }

    /// The part of the files that somebody owns, from 0 to 1; 1 without files.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.files == 0 { 1.0 } else { f64::from(self.owned()) / f64::from(self.files) }
    }
}

/// Who has how much: what the page's view and the JavaScript interface both show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The folder that was asked for.
    pub folder: Coverage,
    /// The folders directly in it, by name.
    pub folders: Vec<Coverage>,
    /// Per rule, what it does in the whole tree.
    pub rules: Vec<RuleCount>,
    /// Between which owners rules overlap in the whole tree, the most files first.
    pub overlaps: Vec<Overlap>,
}

/// Surveys a folder. Reads the folder's part of the routing twice, and each set of rules.
#[must_use]
pub fn survey(tree: &Tree, routing: &Routing, folder: FolderId) -> Survey {
    Survey {
        folder: coverage(tree, routing, folder),
        folders: tree.subfolders(folder).map(|it| coverage(tree, routing, it)).collect(),
        rules: routing.rule_counts(),
        overlaps: routing.overlaps(),
    }
}

/// Files of one kind that are together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Where they are.
    pub folder: FolderId,
    /// How many.
    pub files: u32,
    /// Whether these are all files of the folder and below. If not, they are
    /// files directly in the folder.
    pub whole: bool,
}

/// Where the files are of which `wanted` holds, the most first: whole folders
/// where all files are such, else the files of one folder. Linear in the tree.
#[must_use]
pub fn spots(tree: &Tree, routing: &Routing, wanted: impl Fn(Outcome) -> bool) -> Vec<Spot> {
    let sets = 0..routing.sets() as u32;
    let wanted: Vec<bool> = sets.map(|set| wanted(routing.outcome_of(set))).collect();
    let folders = 0..tree.folders() as FolderId;
    let own = |folder| {
        let range = tree.own_positions(folder);
        let sets = &routing.set_at()[range.start as usize..range.end as usize];
        sets.iter().filter(|&&set| wanted[set as usize]).count() as u32
    };
    let own: Vec<u32> = folders.clone().map(own).collect();
    let mut all = own.clone();
    for folder in folders.clone().rev() {
        if let Some(parent) = tree.parent(folder) {
            all[parent as usize] += all[folder as usize];
        }
    }
    let is_whole = |folder: FolderId| {
        all[folder as usize] > 0 && all[folder as usize] as usize == tree.positions(folder).len()
    };
    let mut spots: Vec<Spot> = folders
        .filter_map(|folder| match is_whole(folder) {
            true if tree.parent(folder).is_some_and(is_whole) => None,
            true => Some(Spot { folder, files: all[folder as usize], whole: true }),
            false if own[folder as usize] == 0 => None,
            false => Some(Spot { folder, files: own[folder as usize], whole: false }),
        })
        .collect();
    spots.sort_once_by_key(|spot| (Reverse(spot.files), spot.folder));
    spots
}
