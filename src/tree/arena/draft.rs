//! Arranging paths: folders as they come, then depth first.

use super::{Folder, FolderId, Oddities, Position, Tree};
use crate::text::hash;
use crate::text::order::Sort as _;
use crate::tree::names::{self, NameTable};
use crate::tree::{PathId, Paths};
use std::ops::Range;

/// Folders in the order in which paths first mention them.
pub(super) struct Drafts {
    folders: Vec<Draft>,
    /// Per path, its folder.
    folder_of: Vec<FolderId>,
    oddities: Oddities,
}

struct Draft {
    parent: FolderId,
    sample: PathId,
    name: u32,
    prefix: u32,
    first_child: FolderId,
    last_child: FolderId,
    next_sibling: FolderId,
    files: u32,
    last_file: PathId,
    children_sorted: bool,
    files_sorted: bool,
}

const NONE: u32 = u32::MAX;

impl Draft {
    fn new(parent: FolderId, sample: PathId, name: usize, prefix: usize) -> Self {
        Self {
            parent,
            sample,
            name: name as u32,
            prefix: prefix as u32,
            first_child: NONE,
            last_child: NONE,
            next_sibling: NONE,
            files: 0,
            last_file: NONE,
            children_sorted: true,
            files_sorted: true,
        }
    }

    fn name<'p>(&self, paths: &'p Paths) -> &'p [u8] {
        &paths.get(self.sample).as_bytes()[self.name as usize..self.prefix as usize - 1]
    }
}

impl Drafts {
    pub(super) fn read(paths: &Paths) -> Self {
        let mut drafts = Self {
            folders: vec![Draft::new(NONE, 0, 0, 0)],
            folder_of: Vec::with_capacity(paths.len()),
            oddities: Oddities::default(),
        };
        // As long as paths ascend, all paths of a folder follow each other: one that is left
        // does not come again, and no folder need be looked up.
        let mut table: Option<NameTable> = None;
        // The path before, and the folders it is in.
        let mut before: &[u8] = &[];
        let mut stack: Vec<FolderId> = vec![Tree::ROOT];
        for (id, path) in (0..).zip(paths.iter()) {
            let path = path.as_bytes();
            let common = names::common_prefix(path, before);
            let descends = match (path.get(common), before.get(common)) {
                (Some(new), Some(old)) => new < old,
                (new, old) => new.is_none() && old.is_some(),
            };
            if descends && table.is_none() {
                table = Some(drafts.index(paths));
            }
            while drafts.folders[stack[stack.len() - 1] as usize].prefix as usize > common {
                stack.pop();
            }
            drafts.descend(paths, id, path, common, &mut stack, &mut table);
            let folder = stack[stack.len() - 1];
            drafts.add_file(paths, folder, id, path, table.is_none());
            before = path;
        }
        drafts
    }

    /// Opens the folders of `path`, whose number is `id`, that `stack` does not hold yet, and notes what is
    /// odd in the path behind the bytes that it shares with the one before.
    #[inline(never)]
    fn descend(
        &mut self,
        paths: &Paths,
        id: PathId,
        path: &[u8],
        common: usize,
        stack: &mut Vec<FolderId>,
        table: &mut Option<NameTable>,
    ) {
        let mut start = self.folders[stack[stack.len() - 1] as usize].prefix as usize;
        for (at, byte) in path.iter().enumerate().skip(common) {
            match byte {
                b'/' => {
                    stack.push(self.open(paths, id, stack[stack.len() - 1], start..at, table));
                    start = at + 1;
                }
                b'\n' => self.oddities.line_feeds = true,
                b'\\' => self.oddities.backslashes = true,
                _ => {}
            }
        }
    }

    /// The folder whose name is at `range` of the path `id`.
    fn open(
        &mut self,
        paths: &Paths,
        id: PathId,
        parent: FolderId,
        range: Range<usize>,
        table: &mut Option<NameTable>,
    ) -> FolderId {
        let name = &paths.get(id).as_bytes()[range.clone()];
        let known = table.as_ref().and_then(|table| {
            table.find(table.hash(parent, name), |id| {
                let folder = &self.folders[id as usize];
                folder.parent == parent && folder.name(paths) == name
            })
        });
        known.unwrap_or_else(|| {
            let folder = self.folders.len() as FolderId;
            self.folders.push(Draft::new(parent, id, range.start, range.end + 1));
            self.adopt(paths, parent, folder);
            if let Some(table) = table {
                table.insert(table.hash(parent, name), folder);
            }
            folder
        })
    }

    /// All folders but the root, by their names.
    fn index(&self, paths: &Paths) -> NameTable {
        let keyed = hash::keyed(paths.text());
        let mut table = NameTable::with_capacity(2 * self.folders.len(), keyed);
        for (id, folder) in (0..).zip(&self.folders).skip(1) {
            table.insert(table.hash(folder.parent, folder.name(paths)), id);
        }
        table
    }

    fn adopt(&mut self, paths: &Paths, parent: FolderId, folder: FolderId) {
        let last = self.folders[parent as usize].last_child;
        if last == NONE {
            self.folders[parent as usize].first_child = folder;
        } else {
            let name = self.folders[folder as usize].name(paths);
            let sorted = self.folders[last as usize].name(paths) < name;
            self.folders[parent as usize].children_sorted &= sorted;
            self.folders[last as usize].next_sibling = folder;
        }
        self.folders[parent as usize].last_child = folder;
    }

    fn add_file(
        &mut self,
        paths: &Paths,
        folder: FolderId,
        id: PathId,
        path: &[u8],
        ascends: bool,
    ) {
        self.folder_of.push(folder);
        let draft = &mut self.folders[folder as usize];
        // Where one is out of order, the others need not be compared.
        if !ascends && draft.last_file != NONE && draft.files_sorted {
            let prefix = draft.prefix as usize;
            let last = &paths.get(draft.last_file).as_bytes()[prefix..];
            draft.files_sorted = *last <= path[prefix..];
        }
        draft.files += 1;
        draft.last_file = id;
    }

    /// Numbers folders and files depth first.
    pub(super) fn arrange(mut self, paths: Paths) -> Tree {
        let mut folders = Vec::with_capacity(self.folders.len());
        let mut number = vec![NONE; self.folders.len()];
        let mut start = 0;
        let mut children = Vec::new();
        let mut todo = vec![Tree::ROOT];
        while let Some(at) = todo.pop() {
            let draft = &self.folders[at as usize];
            number[at as usize] = folders.len() as FolderId;
            folders.push(Folder {
                parent: if at == Tree::ROOT { NONE } else { number[draft.parent as usize] },
                end: 0,
                start,
                own_end: start + draft.files,
                all_end: 0,
                sample: draft.sample,
                name: draft.name,
                prefix: draft.prefix,
            });
            start += draft.files;
            let mut child = draft.first_child;
            while child != NONE {
                children.push(child);
                child = self.folders[child as usize].next_sibling;
            }
            if !draft.children_sorted {
                let name = |&child: &FolderId| self.folders[child as usize].name(&paths);
                children.sort_unstable_by(|a, b| name(a).cmp(name(b)));
            }
            todo.extend(children.drain(..).rev());
        }
        // Ends, from the innermost folders outwards.
        for at in (0..folders.len()).rev() {
            let folder = &mut folders[at];
            folder.end = folder.end.max(at as FolderId + 1);
            folder.all_end = folder.all_end.max(folder.own_end);
            let (parent, end, all_end) = (folder.parent, folder.end, folder.all_end);
            if parent != NONE {
                let parent = &mut folders[parent as usize];
                parent.end = parent.end.max(end);
                parent.all_end = parent.all_end.max(all_end);
            }
        }
        let mut next: Vec<Position> = folders.iter().map(|folder| folder.start).collect();
        let mut order = vec![0; paths.len()];
        let mut position = vec![0; paths.len()];
        for (id, folder) in (0..).zip(&mut self.folder_of) {
            *folder = number[*folder as usize];
            let at = &mut next[*folder as usize];
            order[*at as usize] = id;
            position[id as usize] = *at;
            *at += 1;
        }
        let mut keys = Vec::new();
        for (draft, &number) in self.folders.iter().zip(&number) {
            if !draft.files_sorted {
                let Folder { start, own_end, prefix, .. } = folders[number as usize];
                let files = &mut order[start as usize..own_end as usize];
                sort_by_name(files, &paths, prefix as usize, &mut keys);
                for (at, &id) in (start..).zip(&*files) {
                    position[id as usize] = at;
                }
            }
        }
        let Self { folder_of, oddities, .. } = self;
        Tree { paths, folders, order, position, folder_of, oddities }
    }
}

/// So many files of a folder, as most have, are sorted by insertion: the other way goes by a call a comparison.
const FEW: usize = 24;

/// Sorts files by their names, which start at `prefix`, equal ones by their numbers. The first bytes
/// of most differ, and are compared as one number; `keys` is a buffer for reuse.
#[inline(never)]
fn sort_by_name(files: &mut [PathId], paths: &Paths, prefix: usize, keys: &mut Vec<(u64, PathId)>) {
    let name = |id: PathId| &paths.get(id).as_bytes()[prefix..];
    keys.clear();
    keys.extend(files.iter().map(|&id| {
        let (mut first, name) = ([0; 8], name(id));
        let length = name.len().min(8);
        first[..length].copy_from_slice(&name[..length]);
        (u64::from_be_bytes(first), id)
    }));
    let compare =
        |a: &(u64, PathId), b: &(u64, PathId)| a.0.cmp(&b.0).then_with(|| name(a.1).cmp(name(b.1)));
    if keys.len() > FEW {
        keys.sort_once_by(compare);
    } else {
        for end in 1..keys.len() {
            let mut at = end;
            while at > 0 && compare(&keys[at - 1], &keys[at]).is_gt() {
                keys.swap(at - 1, at);
                at -= 1;
            }
        }
    }
    files.iter_mut().zip(keys).for_each(|(file, key)| *file = key.1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Names that are short, that begin alike, and that are the same.
        #[test]
        fn files_are_sorted_by_name_and_number(
            names in prop::collection::vec("[a\\x00é]{0,3}(longlonglong)?[ab]{0,2}", 0..60),
        ) {
            let paths: Paths = names.iter().map(|name| format!("x/{name}")).collect();
            let mut expected: Vec<PathId> = (0..names.len() as PathId).collect();
            expected.sort_by_key(|&id| &names[id as usize]);
            let mut sorted: Vec<PathId> = (0..names.len() as PathId).collect();
            sort_by_name(&mut sorted, &paths, 2, &mut Vec::new());
            prop_assert_eq!(sorted, expected);
        }
    }
}
