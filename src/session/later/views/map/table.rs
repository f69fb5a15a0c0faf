//! The map's twin: what is in a folder, in words and numbers.

use super::colours::{Colours, MOST_IN_CELL, share_of};
use super::{Behind, MapCommand, large, plural};
use crate::session::desk::Answer;
use crate::session::draw::{code, command, el, line, path, rest, show, table, text};
use crate::session::protocol::{Filter, Node};
use crate::tree::FolderId;
use crate::tree::map::{Item, Weights, What, items};
use std::cmp::Reverse;

/// How many items are listed.
const MOST: usize = 200;

/// A row for each item of the folder, the heaviest first, and the sum of those that are not listed.
pub fn draw(
    answer: &Answer,
    colours: &Colours,
    folder: FolderId,
    weights: &Weights,
    errors: Option<&Behind<'_>>,
) -> Node {
    let tree = &answer.tree;
    let mut items = items(tree, folder, weights);
    let whole: u64 = items.iter().map(|item| item.weight).sum();
    // The order of names among equals.
    items.sort_by_key(|item| Reverse(item.weight));
    let base = match tree.folder_path(folder) {
        "" => 0,
        path => path.len() + 1,
    };
    let row = |item: &Item| {
        let ranges = item.what.positions(tree);
        let name = match &item.what {
            What::Open(sub) | What::Closed(sub) => {
                let whole = tree.folder_path(*sub);
                let name = format!("{}/", &whole[base..]);
                command("plain", name, MapCommand::Folder(whole.to_owned()))
            }
            What::File(at) => path(tree.paths().get(tree.path_at(*at))),
            What::Others(..) => code("…"),
        };
        let decides = match &item.what {
            What::File(at) => answer
                .outcome(*at)
                .rule()
                .map(|rule| answer.line_of(rule))
                .map(|(input, at)| line(input, at)),
            What::Open(_) | What::Closed(_) | What::Others(..) => None,
        };
        // A file's own row names it.
        let folder = match &item.what {
            What::Open(sub) | What::Closed(sub) => Some(tree.folder_path(*sub)),
            What::File(_) | What::Others(..) => None,
        };
        let number = match (errors, folder) {
            (Some(errors), _) => errors.number(large(item.weight), &ranges),
            (None, Some(folder)) => show(large(item.weight), Filter::below(folder, Filter::All)),
            (None, None) => text(large(item.weight)),
        };
        let shares = colours.shares(&ranges, weights, MOST_IN_CELL);
        vec![
            vec![name],
            vec![number],
            vec![text(share_of(item.weight, whole))],
            shares.into_iter().map(|share| colours.told(share, &ranges, folder, errors)).collect(),
            decides.into_iter().collect(),
        ]
    };
    let mut rows: Vec<_> = items.iter().take(MOST).map(row).collect();
    if items.len() > MOST {
        let left: u64 = items[MOST..].iter().map(|item| item.weight).sum();
        let words = plural((items.len() - MOST) as u32, "other", "others");
        rows.push(vec![
            vec![text(words)],
            vec![text(large(left))],
            vec![text(share_of(left, whole))],
            Vec::new(),
            Vec::new(),
        ]);
    }
    let all = plural(items.len() as u32, "item", "items");
    rows.push(vec![
        vec![el("b", "", []).says(format!("All {all}"))],
        vec![match errors {
            Some(errors) => errors.number(large(whole), &[tree.positions(folder)]),
            None => show(large(whole), Filter::below(tree.folder_path(folder), Filter::All)),
        }],
        vec![text("100%")],
        Vec::new(),
        Vec::new(),
    ]);
    let unit = if errors.is_some() { "#Errors" } else { "#Files" };
    let mut body = vec![table("coverage", &["Item", unit, "#Share", "Whose", "Decides"], rows)];
    body.extend(rest(items.len(), MOST, "item", "items"));
    el("div", "", body)
}
