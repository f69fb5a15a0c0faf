//! The map as `<tree-map>` (`src/pictures`) takes it.

use super::colours::{Colours, MOST_IN_CELL, Share};
use crate::session::desk::Answer;
use crate::session::shares::OTHERS;
use crate::tree::map::{Cell, Map, Weights, What};
use crate::tree::{FolderId, Tree};
use serde::Serialize;

/// Everything that is drawn.
#[derive(Serialize)]
struct Drawing<'s> {
    /// What it shows, in a few words.
    title: &'s str,
    /// The folder that it is of, without a last slash; empty for all.
    folder: &'s str,
    /// The folder above; none for all.
    up: Option<&'s str>,
    /// What is counted: one, several.
    unit: [&'static str; 2],
    /// The name and class of each colour; the last is of others, joined.
    kinds: Vec<(&'s str, &'s str)>,
    /// Of each rule that decides its place, its text, and the place as elements name it.
    rules: Vec<(String, String, String)>,
    cells: Vec<Drawn>,
}

/// A cell: x, y, width, height; 0 for an open folder, 1 for a folder, 2 for a file, 3 for others; the cell
/// that it is in, or -1; its name; its weight; how much is of which kind; the rule that decides, or -1.
#[derive(Serialize)]
struct Drawn(u32, u32, u32, u32, u8, i64, String, u64, Vec<(u32, u64)>, i64);

/// A map as JSON.
pub fn json(
    answer: &Answer,
    colours: &Colours,
    map: &Map,
    folder: FolderId,
    weights: &Weights,
    title: &str,
    errors: bool,
) -> String {
    let tree = &answer.tree;
    let others = colours.kinds.len() as u32;
    let mut kinds: Vec<(&str, &str)> =
        colours.kinds.iter().map(|kind| (kind.name.as_str(), kind.class.as_str())).collect();
    kinds.push(("others", OTHERS));
    let mut rules =
        Rules { number: vec![-1; answer.routing.compiled().rules().len()], list: Vec::new() };
    let cell = |cell: &Cell| {
        let (kind, name, rule) = match &cell.what {
            What::Open(_) => (0, named(tree, map, cell, folder), -1),
            What::Closed(_) => (1, named(tree, map, cell, folder), -1),
            What::File(at) => {
                let rule = answer.outcome(*at).rule().map_or(-1, |rule| rules.number(answer, rule));
                (2, named(tree, map, cell, folder), rule)
            }
            What::Others(..) => (3, String::new(), -1),
        };
        let ranges = cell.what.positions(tree);
        let number = |(kind, weight): Share| (kind.unwrap_or(others), weight);
        let shares =
            colours.shares(&ranges, weights, MOST_IN_CELL).into_iter().map(number).collect();
        let inside = cell.inside.map_or(-1, i64::from);
        let place = cell.place;
        Drawn(
            place.x,
            place.y,
            place.width,
            place.height,
            kind,
            inside,
            name,
            cell.weight,
            shares,
            rule,
        )
    };
    let cells = map.cells.iter().map(cell).collect();
    let unit = if errors { ["error", "errors"] } else { ["file", "files"] };
    let up = tree.parent(folder).map(|up| tree.folder_path(up));
    let folder = tree.folder_path(folder);
    let drawing = Drawing { title, folder, up, unit, kinds, rules: rules.list, cells };
    serde_json::to_string(&drawing).unwrap_or_default()
}

/// The path of a cell, as far as that of what it is in does not say it.
fn named(tree: &Tree, map: &Map, cell: &Cell, folder: FolderId) -> String {
    let outer = match cell.inside.map(|at| &map.cells[at as usize].what) {
        Some(What::Open(folder)) => *folder,
        Some(What::Closed(_) | What::File(_) | What::Others(..)) | None => folder,
    };
    let path = match &cell.what {
        What::Open(folder) | What::Closed(folder) | What::Others(folder, _) => {
            tree.folder_path(*folder)
        }
        What::File(at) => tree.paths().get(tree.path_at(*at)),
    };
    let outer = tree.folder_path(outer);
    let name =
        path.strip_prefix(outer).filter(|_| !outer.is_empty()).and_then(|it| it.strip_prefix('/'));
    name.unwrap_or(path).to_owned()
}

/// The rules that decide, each once.
struct Rules {
    /// Per rule, its number in the list; -1 for none yet.
    number: Vec<i64>,
    list: Vec<(String, String, String)>,
}

impl Rules {
    fn number(&mut self, answer: &Answer, rule: u32) -> i64 {
        let number = &mut self.number[rule as usize];
        if *number < 0 {
            *number = self.list.len() as i64;
            let (input, line) = answer.line_of(rule);
            let matcher = answer.routing.compiled().rules()[rule as usize].matcher.to_string();
            self.list.push((input.place(line), matcher, input.about(line)));
        }
        *number
    }
}
