//! Arranging paths: folders as they come, then depth first.

use super::{Folder, FolderId, Oddities, Position, Tree};
use crate::text::hash;
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
            drafts.descend(paths, id, common, &mut stack, &mut table);
            let folder = stack[stack.len() - 1];
            drafts.add_file(paths, folder, id, table.is_none());
            before = path;
        }
        drafts
    }

    /// Opens the folders of the path `id` that `stack` does not hold yet, and notes what is
    /// odd in the path behind the bytes that it shares with the one before.
    fn descend(
        &mut self,
        paths: &Paths,
        id: PathId,
        common: usize,
        stack: &mut Vec<FolderId>,
        table: &mut Option<NameTable>,
    ) {
        let path = paths.get(id).as_bytes();
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

    fn add_file(&mut self, paths: &Paths, folder: FolderId, id: PathId, ascends: bool) {
        self.folder_of.push(folder);
        let draft = &mut self.folders[folder as usize];
        if !ascends && draft.last_file != NONE {
            let prefix = draft.prefix as usize;
            let name = &paths.get(id).as_bytes()[prefix..];
            draft.files_sorted &= paths.get(draft.last_file).as_bytes()[prefix..] <= *name;
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
        for (draft, &number) in self.folders.iter().zip(&number) {
            if !draft.files_sorted {
                let Folder { start, own_end, prefix, .. } = folders[number as usize];
                let files = &mut order[start as usize..own_end as usize];
                let name = |&id: &PathId| &paths.get(id).as_bytes()[prefix as usize..];
                files.sort_by(|a, b| name(a).cmp(name(b)));
                for (at, &id) in (start..).zip(&*files) {
                    position[id as usize] = at;
                }
            }
        }
        let Self { folder_of, oddities, .. } = self;
        Tree { paths, folders, order, position, folder_of, oddities }
    }
}
