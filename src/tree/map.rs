//! A map of a tree: nested rectangles, each as large as the weight of what is in it.
//!
//! ```
//! use sentry_general::tree::Tree;
//! use sentry_general::tree::map::{Map, What, Weights};
//!
//! let tree = Tree::new(["docs/a.md", "src/b.rs", "src/c.rs", "src/d.rs"].into_iter().collect());
//! let map = Map::new(&tree, Tree::ROOT, &Weights::Files, 400, 300);
//! assert_eq!(map.weight, 4);
//! let files = map.cells.iter().filter(|cell| matches!(cell.what, What::File(_)));
//! assert_eq!(files.count(), 4);
//! ```
//!
//! # How it is laid out
//! - The items of a folder, its own files and then its subfolders, stay in the order of their names. They
//!   are cut in two where the halves are nearest to equal, along the longer side, and each half again. So
//!   an edit of a few files moves borders a little, and no item changes places with another.
//! - Places are whole pixels. Areas of a folder's items are in proportion, up to the rounding of their sides.
//! - Items too small to be seen are joined as [`What::Others`]. With that, and since a folder is open only
//!   if it is large enough for a name, a map has at most about [`MOST`] cells, whatever the tree.
//! - A folder with nothing but one folder in it is one cell with that.
//!
//! Costs a step for each item of the folders that are open in it: nothing below closed ones is looked at.

use super::{FolderId, Position, Tree};
use std::ops::Range;

/// About how many cells a map has at most.
pub const MOST: u32 = 3_000;

/// The height of an open folder's heading, in pixels.
pub const HEADING: u32 = 16;

/// Between an open folder's edge and what is in it.
const EDGE: u32 = 2;

/// How small a cell is at least, in square pixels; what would be smaller is joined.
const LEAST: u64 = 64;

/// How wide and high an open folder is at least.
const OPEN_FROM: (u32, u32) = (36, 36);

/// A map of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// What there is to see; an open folder comes before what is in it.
    pub cells: Vec<Cell>,
    /// The weight of all.
    pub weight: u64,
}

/// A rectangle of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its place.
    pub place: Rect,
    /// What it stands for.
    pub what: What,
    /// The weight of that.
    pub weight: u64,
    /// The cell that it is in, by number; none if right in the folder that the map is of.
    pub inside: Option<u32>,
}

/// A rectangle, in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its left edge.
    pub x: u32,
    /// Its upper edge.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// What a cell stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A folder whose items are cells of their own.
    Open(FolderId),
    /// A folder as a whole.
    Closed(FolderId),
    /// A file.
    File(Position),
    /// Small items of a folder, together.
    Others(FolderId, Vec<Range<Position>>),
}

/// What files weigh.
#[derive(Clone, Debug)]
pub enum Weights {
    /// One each.
    Files,
    /// For each position, what the files before it weigh together; one more than files.
    Sums(Vec<u64>),
}

/// Something right in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Never open.
    pub what: What,
    /// What it weighs.
    pub weight: u64,
}

impl Weights {
    /// Weights by position.
    #[must_use]
    pub fn of(weights: impl IntoIterator<Item = u64>) -> Self {
        let sums = weights.into_iter().scan(0_u64, |sum, weight| {
            *sum = sum.saturating_add(weight);
            Some(*sum)
        });
        Self::Sums(std::iter::once(0).chain(sums).collect())
    }

    /// What the files at these positions weigh together.
    #[must_use]
    pub fn sum(&self, at: &Range<Position>) -> u64 {
        match self {
            Self::Files => at.len() as u64,
            Self::Sums(sums) => sums[at.end as usize] - sums[at.start as usize],
        }
    }
}

impl Rect {
    /// Its area, in square pixels.
    #[must_use]
    pub fn area(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl What {
    /// The files that it stands for.
    #[must_use]
    pub fn positions(&self, tree: &Tree) -> Vec<Range<Position>> {
        match self {
            Self::Open(folder) | Self::Closed(folder) => vec![tree.positions(*folder)],
            Self::File(at) => std::iter::once(*at..*at + 1).collect(),
            Self::Others(_, ranges) => ranges.clone(),
        }
    }
}

/// What is right in a folder and weighs something: files, then folders, by name. Of folders that hold
/// nothing but a folder, the last.
#[must_use]
pub fn items(tree: &Tree, folder: FolderId, weights: &Weights) -> Vec<Item> {
    let files = tree.own_positions(folder).map(|at| (What::File(at), at..at + 1));
    let folders = tree.subfolders(folder).map(|sub| {
        let last = alone(tree, sub);
        (What::Closed(last), tree.positions(last))
    });
    files
        .chain(folders)
        .map(|(what, at)| Item { what, weight: weights.sum(&at) })
        .filter(|item| item.weight > 0)
        .collect()
}

/// The first folder from here on that holds more than a folder.
fn alone(tree: &Tree, mut folder: FolderId) -> FolderId {
    while tree.own_positions(folder).is_empty() {
        let mut subs = tree.subfolders(folder);
        match (subs.next(), subs.next()) {
            (Some(only), None) => folder = only,
            (None | Some(_), _) => break,
        }
    }
    folder
}

/// Instantiation
impl Map {
    /// Lays a folder out in a box of this many pixels.
    #[must_use]
    pub fn new(tree: &Tree, folder: FolderId, weights: &Weights, width: u32, height: u32) -> Self {
        let whole = Rect { x: 0, y: 0, width, height };
        let least = LEAST.max(whole.area() / u64::from(MOST));
        let mut map = Self { cells: Vec::new(), weight: weights.sum(&tree.positions(folder)) };
        // A stack of its own: a pasted tree may be deeper than the call stack.
        let mut open = vec![(folder, whole, None)];
        while let Some((folder, place, inside)) = open.pop() {
            let items = joined(items(tree, folder, weights), folder, place.area(), least, tree);
            let first = map.cells.len();
            split(items, place, inside, &mut map.cells);
            for at in first..map.cells.len() {
                let cell = &mut map.cells[at];
                let What::Closed(folder) = cell.what else { continue };
                let Rect { width, height, .. } = cell.place;
                if width < OPEN_FROM.0 || height < OPEN_FROM.1 || cell.place.area() < 8 * least {
                    continue;
                }
                cell.what = What::Open(folder);
                open.push((folder, cell.place.within(), Some(at as u32)));
            }
        }
        map
    }
}

impl Rect {
    /// What an open folder has for its items.
    fn within(self) -> Self {
        Self {
            x: self.x + EDGE,
            y: self.y + HEADING,
            width: self.width - 2 * EDGE,
            height: self.height - HEADING - EDGE,
        }
    }

    /// Cut in two along the longer side, in this proportion; a part that weighs something has a pixel.
    fn cut(self, part: u64, whole: u64) -> (Self, Self) {
        let wide = self.width >= self.height;
        let side = if wide { self.width } else { self.height };
        let at = (u128::from(side) * u128::from(part) * 2 + u128::from(whole))
            / (u128::from(whole.max(1)) * 2);
        let at = (at as u32).clamp(1.min(side), side.saturating_sub(1).max(1.min(side)));
        if wide {
            let right = Self { x: self.x + at, width: side - at, ..self };
            (Self { width: at, ..self }, right)
        } else {
            let below = Self { y: self.y + at, height: side - at, ..self };
            (Self { height: at, ..self }, below)
        }
    }
}

/// With what would be too small joined, as the last.
fn joined(items: Vec<Item>, folder: FolderId, area: u64, least: u64, tree: &Tree) -> Vec<Item> {
    let whole: u64 = items.iter().map(|item| item.weight).sum();
    let is_small = |item: &Item| {
        u128::from(item.weight) * u128::from(area) < u128::from(least) * u128::from(whole)
    };
    if items.iter().filter(|item| is_small(item)).count() < 2 {
        return items;
    }
    let (small, mut rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_small);
    let mut ranges: Vec<Range<Position>> = Vec::new();
    for at in small.iter().flat_map(|item| item.what.positions(tree)) {
        match ranges.last_mut().filter(|last| last.end == at.start) {
            Some(last) => last.end = at.end,
            None => ranges.push(at),
        }
    }
    let weight = small.iter().map(|item| item.weight).sum();
    rest.push(Item { what: What::Others(folder, ranges), weight });
    rest
}

/// Gives each item its part of a place.
fn split(items: Vec<Item>, place: Rect, inside: Option<u32>, cells: &mut Vec<Cell>) {
    let mut before = Vec::with_capacity(items.len() + 1);
    before.push(0_u64);
    for item in &items {
        before.push(before[before.len() - 1] + item.weight);
    }
    let mut places = vec![Rect::default(); items.len()];
    let mut parts = if items.is_empty() { Vec::new() } else { vec![(0..items.len(), place)] };
    while let Some((range, place)) = parts.pop() {
        let (start, end) = (range.start, range.end);
        if end - start == 1 {
            places[start] = place;
            continue;
        }
        let sum = |from: usize, to: usize| before[to] - before[from];
        let whole = sum(start, end);
        // Where the halves are nearest to equal; each has an item.
        let half = before[start] + whole / 2;
        let over = start + before[start..=end].partition_point(|&sum| sum < half);
        let (low, high) = (start + 1, end - 1);
        let over = over.clamp(low, high);
        let under = (over - 1).max(low);
        let at = if sum(start, under).abs_diff(sum(under, end))
            < sum(start, over).abs_diff(sum(over, end))
        {
            under
        } else {
            over
        };
        let (first, second) = place.cut(sum(start, at), whole);
        parts.push((start..at, first));
        parts.push((at..end, second));
    }
    let cell = |(Item { what, weight }, place)| Cell { place, what, weight, inside };
    cells.extend(items.into_iter().zip(places).map(cell));
}
