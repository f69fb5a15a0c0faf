//! The explorer's rows: which there are under a search, a filter and open folders,
//! and what stands in those of one window.

use crate::session::protocol::{Explore, Filter, Input, Open, Row, RowKind};
use crate::text::order::Sort as _;
use crate::tree::{FolderId, Position, Tree};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Who gets the errors of the file at a position.
pub trait Answers {
    /// The owner, as a number from 0 in the order of shares; none for nobody.
    fn owner(&self, at: Position) -> Option<u32>;
    /// The line of the rule that decides.
    fn line(&self, at: Position) -> Option<(Input, u32)>;
    /// The path that its frames carry, if it is not the file's.
    fn frame(&self, at: Position) -> Option<String>;
    /// Whether its frames go elsewhere than the file does by all rules.
    fn elsewhere(&self, at: Position) -> bool;
    /// Whether no rule matches it at all.
    fn unmatched(&self, at: Position) -> bool;
    /// Whether somebody else reviews its changes.
    fn disputed(&self, at: Position) -> bool;
    /// Whether the edits since the kept state give it to somebody else.
    fn moved(&self, at: Position) -> bool;
    /// The number of the owner with this name.
    fn owner_named(&self, name: &str) -> Option<u32>;
}

/// All rows, of which a window is shown. Made anew when the tree, the answers, the
/// search, the filter or the open folders change; scrolling only reads it.
///
/// Making it costs a pass over the paths where there is a search or a filter, and
/// otherwise one step a row; a window costs one step a file in its folders, once.
#[derive(Debug)]
pub struct Rows {
    explore: Explore,
    rows: Vec<Entry>,
    /// Per position, how many visible files come before it.
    seen: Vec<u32>,
    shares: HashMap<FolderId, Vec<(Option<u32>, u32)>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    item: Item,
    depth: u16,
    /// Its place among the visible siblings, from 1, and how many these are.
    position: u32,
    siblings: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Folder(FolderId, OpenState),
    File(Position),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpenState {
    Open,
    Closed,
}

/// How many owners a folder's row names.
const MOST_SHARES: usize = 6;

/// Instantiation
impl Rows {
    /// Finds the rows that `explore` asks for.
    pub fn new(tree: &Tree, answers: &impl Answers, explore: &Explore) -> Self {
        let seen = visible(tree, answers, explore);
        let listed = match &explore.open {
            Open::Only(folders) | Open::AllBut(folders) => {
                folders.iter().filter_map(|path| tree.find_folder(path)).collect()
            }
        };
        let open = OpenFolders { listed, rest: matches!(explore.open, Open::AllBut(_)) };
        let mut rows =
            Self { explore: explore.clone(), rows: Vec::new(), seen, shares: HashMap::new() };
        rows.list(tree, &open);
        rows
    }

    /// Whether these are the rows for `explore`, but perhaps another window.
    pub fn are_for(&self, explore: &Explore) -> bool {
        self.explore.search == explore.search
            && self.explore.filter == explore.filter
            && self.explore.open == explore.open
    }

    fn list(&mut self, tree: &Tree, open: &OpenFolders) {
        // A stack of its own: a pasted tree may be deeper than the call stack.
        let mut stack = vec![Level::new(self, tree, Tree::ROOT)];
        while let Some(level) = stack.last_mut() {
            let Some(&item) = level.items.get(level.next) else {
                stack.pop();
                continue;
            };
            level.next += 1;
            let item = match item {
                Item::Folder(folder, _) if open.contains(folder) => {
                    Item::Folder(folder, OpenState::Open)
                }
                Item::Folder(..) | Item::File(_) => item,
            };
            let (position, siblings) = (level.next as u32, level.items.len() as u32);
            let depth = (stack.len() - 1).min(usize::from(u16::MAX)) as u16;
            self.rows.push(Entry { item, depth, position, siblings });
            if let Item::Folder(folder, OpenState::Open) = item {
                stack.push(Level::new(self, tree, folder));
            }
        }
    }

    fn count(&self, positions: Range<Position>) -> u32 {
        self.seen[positions.end as usize] - self.seen[positions.start as usize]
    }
}

/// Access
impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many files there are in all rows, closed folders' included.
    pub fn files(&self) -> u32 {
        self.seen.last().copied().unwrap_or_default()
    }

    /// The row of a path, if there is one.
    pub fn find(&self, tree: &Tree, path: &str) -> Option<u32> {
        let at = self.rows.iter().position(|row| match row.item {
            Item::Folder(folder, _) => tree.folder_path(folder) == path,
            Item::File(at) => tree.paths().get(tree.path_at(at)) == path,
        });
        at.map(|at| at as u32)
    }

    /// What stands in the rows `from..from + count`, as far as there are any.
    pub fn window(
        &mut self,
        tree: &Tree,
        answers: &impl Answers,
        from: u32,
        count: u32,
    ) -> Vec<Row> {
        let end = from.saturating_add(count).min(self.len()) as usize;
        let start = (from as usize).min(end);
        (start..end).map(|at| self.row(tree, answers, at)).collect()
    }

    fn row(&mut self, tree: &Tree, answers: &impl Answers, at: usize) -> Row {
        let Entry { item, depth, position, siblings } = self.rows[at];
        let (path, name, kind) = match item {
            Item::Folder(folder, open) => {
                let kind = RowKind::Folder {
                    open: open == OpenState::Open,
                    files: self.count(tree.positions(folder)),
                    shares: self.shares(tree, answers, folder),
                };
                (tree.folder_path(folder), tree.folder_name(folder), kind)
            }
            Item::File(at) => {
                let id = tree.path_at(at);
                let path = tree.paths().get(id);
                let kind = RowKind::File {
                    owner: answers.owner(at),
                    line: answers.line(at),
                    frame: answers.frame(at),
                };
                (path, tree.name_of(id), kind)
            }
        };
        Row { path: path.to_owned(), name: name.to_owned(), depth, position, siblings, kind }
    }

    /// The visible files of a folder by owner, most first.
    fn shares(
        &mut self,
        tree: &Tree,
        answers: &impl Answers,
        folder: FolderId,
    ) -> Vec<(Option<u32>, u32)> {
        let seen = &self.seen;
        let count = || {
            let visible = tree
                .positions(folder)
                .filter(|&at| seen[at as usize + 1] > seen[at as usize])
                .map(|at| answers.owner(at));
            let mut shares = tally(visible);
            shares.truncate(MOST_SHARES);
            shares
        };
        self.shares.entry(folder).or_insert_with(count).clone()
    }
}

/// How often each owner comes, most first; equals in the order of owners.
pub fn tally(owners: impl Iterator<Item = Option<u32>>) -> Vec<(Option<u32>, u32)> {
    let mut shares: Vec<(Option<u32>, u32)> = Vec::new();
    // Per owner, nobody first, where its share is.
    let mut places: Vec<usize> = Vec::new();
    for owner in owners {
        let key = owner.map_or(0, |owner| owner as usize + 1);
        if key >= places.len() {
            places.resize(key + 1, usize::MAX);
        }
        if places[key] == usize::MAX {
            places[key] = shares.len();
            shares.push((owner, 0));
        }
        shares[places[key]].1 += 1;
    }
    shares
        .sort_once_by_key(|&(owner, files)| (std::cmp::Reverse(files), owner.unwrap_or(u32::MAX)));
    shares
}

struct OpenFolders {
    listed: HashSet<FolderId>,
    /// Whether the others are open.
    rest: bool,
}

impl OpenFolders {
    fn contains(&self, folder: FolderId) -> bool {
        self.listed.contains(&folder) != self.rest
    }
}

/// A folder while its rows are listed: subfolders first, as explorers do.
struct Level {
    items: Vec<Item>,
    next: usize,
}

impl Level {
    fn new(rows: &Rows, tree: &Tree, folder: FolderId) -> Self {
        let folders = tree
            .subfolders(folder)
            .filter(|&sub| rows.count(tree.positions(sub)) > 0)
            .map(|sub| Item::Folder(sub, OpenState::Closed));
        let files =
            tree.own_positions(folder).filter(|&at| rows.count(at..at + 1) > 0).map(Item::File);
        Self { items: folders.chain(files).collect(), next: 0 }
    }
}

/// Per position, how many visible files come before it; one more than files.
fn visible(tree: &Tree, answers: &impl Answers, explore: &Explore) -> Vec<u32> {
    let words: Vec<String> = explore.search.split_whitespace().map(str::to_lowercase).collect();
    let (filter, places) = match &explore.filter {
        Filter::Within(within) => (&within.of, Some(within_places(tree, &within.places))),
        other => (other, None),
    };
    let wanted = match filter {
        Filter::Owner(name) => answers.owner_named(name),
        Filter::All
        | Filter::Nobody
        | Filter::Rule(..)
        | Filter::Unowned
        | Filter::Unmatched
        | Filter::Disputed
        | Filter::Moved
        | Filter::Elsewhere
        | Filter::Within(_) => None,
    };
    let passes = |at: Position| match filter {
        Filter::All => true,
        Filter::Owner(_) => wanted.is_some() && answers.owner(at) == wanted,
        Filter::Nobody => answers.owner(at).is_none(),
        Filter::Unowned => answers.owner(at).is_none() && !answers.unmatched(at),
        Filter::Unmatched => answers.unmatched(at),
        Filter::Rule(input, line) => answers.line(at) == Some((*input, *line)),
        Filter::Disputed => answers.disputed(at),
        Filter::Moved => answers.moved(at),
        Filter::Elsewhere => answers.elsewhere(at),
        // There is none in another.
        Filter::Within(_) => true,
    };
    let is_there = |at: Position| places.as_ref().is_none_or(|places| places[at as usize]);
    let mut lower = String::new();
    let mut found = |at: Position| {
        if words.is_empty() {
            return true;
        }
        lower.clear();
        let path = tree.paths().get(tree.path_at(at));
        if path.is_ascii() {
            lower.push_str(path);
            lower.make_ascii_lowercase();
        } else {
            lower.push_str(&path.to_lowercase());
        }
        words.iter().all(|word| lower.contains(word.as_str()))
    };
    let mut seen = Vec::with_capacity(tree.len() + 1);
    let mut count = 0;
    seen.push(0);
    for at in 0..tree.len() as Position {
        count += u32::from(is_there(at) && passes(at) && found(at));
        seen.push(count);
    }
    seen
}

/// Per position, whether its file is in one of the places.
fn within_places(tree: &Tree, places: &[String]) -> Vec<bool> {
    let mut there = vec![false; tree.len()];
    for place in places {
        let folder = |path: &str| tree.find_folder(path);
        let range = match (place.strip_suffix("/."), place.strip_suffix('/')) {
            (Some(path), _) => folder(path).map(|it| tree.own_positions(it)),
            (None, Some(path)) => folder(path).map(|it| tree.positions(it)),
            (None, None) if place.is_empty() => Some(tree.positions(Tree::ROOT)),
            (None, None) => {
                tree.find_file(place).map(|it| tree.position_of(it)).map(|at| at..at + 1)
            }
        };
        for at in range.into_iter().flatten() {
            there[at as usize] = true;
        }
    }
    there
}
