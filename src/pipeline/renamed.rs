//! Files that are called otherwise than before, as git tells it.

use super::state::State;
use crate::export::report::block::{Block, code, item, paragraph, text};
use crate::text::numbers::{count, plural};
use crate::tree::PathId;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many files with another owner are listed.
const MOST: usize = 20;

/// Which files were renamed: the former path by the present one.
#[derive(Default)]
pub(super) struct Renamed<'t>(BTreeMap<&'t str, &'t str>);

/// Instantiation
impl<'t> Renamed<'t> {
    /// As `git diff --name-status -z` prints it: a letter with a number, and one path, or two of what was renamed
    /// or copied. What is something else is passed over.
    pub(super) fn read(text: &'t str) -> Self {
        let (mut renamed, mut taken) = (BTreeMap::new(), BTreeSet::new());
        let mut fields = text.split('\0');
        while let Some(status) = fields.next() {
            let Some(from) = fields.next() else { break };
            match status.as_bytes().first() {
                // Git tells a file of one other: whatever else comes of it is new.
                Some(b'R') => {
                    let to = fields.next().filter(|_| taken.insert(from));
                    renamed.extend(to.map(|to| (to, from)));
                }
                Some(b'C') => {
                    fields.next();
                }
                _ => {}
            }
        }
        Self(renamed)
    }
}

/// Access
impl Renamed<'_> {
    /// What a file of `head` was in `base`, if it was renamed and nothing else is there now.
    pub(super) fn old(&self, path: &str, base: &State, head: &State) -> Option<PathId> {
        let from = self.0.get(path)?;
        let is_left = head.texts.tree.find_file(from).is_some();
        base.texts.tree.find_file(from).filter(|_| !is_left)
    }
}

/// Files that are under another path.
#[derive(Default)]
pub(super) struct Elsewhere {
    files: u32,
    /// Those of them that have another owner: what each was, and what it is.
    handed: Vec<(PathId, PathId)>,
}

impl Elsewhere {
    pub(super) fn add(&mut self, old: PathId, new: PathId, changes_hands: bool) {
        self.files += 1;
        if changes_hands {
            self.handed.push((old, new));
        }
    }

    /// For programs.
    pub(super) fn value(&self, base: &State, head: &State) -> Value {
        let name = |state: &State, path| state.owner(path).map(|owner| state.owner_name(owner));
        let handed = self.handed.iter().map(|&(old, new)| {
            json!({
                "from": base.texts.tree.paths().get(old),
                "to": head.texts.tree.paths().get(new),
                "before": name(base, old),
                "after": name(head, new),
            })
        });
        json!({ "files": self.files, "changed": handed.collect::<Vec<_>>() })
    }

    /// For people.
    pub(super) fn told(&self, base: &State, head: &State) -> Vec<Block> {
        if self.files == 0 {
            return Vec::new();
        }
        let were = plural(self.files, "file was", "files were");
        if self.handed.is_empty() {
            return vec![paragraph(&format!("{were} renamed, none to another owner."))];
        }
        let all = self.handed.len();
        let row = |&(old, new): &(PathId, PathId)| {
            let (from, to) = (base.texts.tree.paths().get(old), head.texts.tree.paths().get(new));
            item(vec![code(from), text(" is now "), code(to)])
        };
        let mut rows: Vec<_> = self.handed.iter().take(MOST).map(row).collect();
        if all > MOST {
            rows.push(item(vec![text(format!("… {} more", all - MOST))]));
        }
        vec![
            paragraph(&format!("{were} renamed, {} to another owner.", count(all as u32))),
            Block::Heading(3, vec![text("Renamed, and with another owner")]),
            Block::List(rows),
        ]
    }
}
