//! The folders that the entries of a listing are in, and which paths were listed.

use super::sink::{Kind, Sink};
use crate::text::hash::{Keyed, Map};
use memchr::arch::all::is_equal;
use std::collections::hash_map::Entry;

/// Stands for a path that is no folder.
const FILE: u32 = u32::MAX;

/// Folders, numbered from 1 in the order in which they are first mentioned, and files, if each is to
/// be told from one before. One table for both, so that a path is looked up once. What holds
/// everything is number 0 and counts for none.
pub(super) struct Folders<'s> {
    /// Per path its number, or [`FILE`].
    numbers: Map<&'s str, u32>,
    folders: Vec<Folder<'s>>,
    /// The folder that was asked for last: neighbours in a list are mostly of one.
    last: u32,
}

struct Folder<'s> {
    path: &'s str,
    parent: u32,
    is_listed: bool,
}

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// No folder that any entry is in, and listed for the first time.
    New,
    /// Such a folder, listed for the first time.
    Folder,
    /// It was listed before.
    Again,
}

/// Instantiation
impl<'s> Folders<'s> {
    /// None yet.
    pub(super) fn new(keyed: Keyed) -> Self {
        let root = Folder { path: "", parent: FILE, is_listed: false };
        Self { numbers: Map::with_hasher(keyed), folders: vec![root], last: 0 }
    }

    /// All folders that entries are in, or that headings name, and per entry the number of its folder.
    /// `lists` says that there has to be room for the paths themselves.
    pub(super) fn of_entries(sink: &'s Sink, keyed: Keyed, lists: bool) -> (Self, Vec<u32>) {
        let mut folders = Self::new(keyed);
        let mut around = Vec::with_capacity(sink.entries.len());
        for &entry in &sink.entries {
            let path = sink.path(entry);
            if entry.kind == Kind::Heading {
                folders.number(path);
            }
            around.push(folders.around(path));
        }
        // Only now, when there are few to be moved, and it is known how many.
        if lists {
            folders.numbers.reserve(sink.entries.len());
        }
        (folders, around)
    }
}

/// Adding
impl<'s> Folders<'s> {
    /// The number of the folder that a path is in.
    #[inline(never)]
    pub(super) fn around(&mut self, path: &'s str) -> u32 {
        let folder = parent(path);
        // A comparison of bytes one by one, as WebAssembly has it, is slow.
        if !is_equal(folder.as_bytes(), self.path(self.last).as_bytes()) {
            self.last = self.number(folder);
        }
        self.last
    }

    /// The number of a folder; it is added if it is new, with all that it is in.
    fn number(&mut self, folder: &'s str) -> u32 {
        match self.numbers.get(folder) {
            Some(&number) => number,
            None => self.add(folder),
        }
    }

    #[inline(never)]
    fn add(&mut self, folder: &'s str) -> u32 {
        // The root is known, and has no name.
        if folder.is_empty() {
            return 0;
        }
        let mut unknown = vec![folder];
        let mut above = 0;
        let mut up = parent(folder);
        while !up.is_empty() {
            if let Some(&known) = self.numbers.get(up) {
                above = known;
                break;
            }
            unknown.push(up);
            up = parent(up);
        }
        while let Some(path) = unknown.pop() {
            self.folders.push(Folder { path, parent: above, is_listed: false });
            above = self.len();
            self.numbers.insert(path, above);
        }
        above
    }

    /// Says what a path is, and notes that it was listed. Files may not come before all folders are known.
    #[inline(never)]
    pub(super) fn list(&mut self, path: &'s str) -> Listed {
        let number = match self.numbers.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(FILE);
                return Listed::New;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        match self.folders.get_mut(number as usize) {
            Some(folder) if !folder.is_listed => {
                folder.is_listed = true;
                Listed::Folder
            }
            _ => Listed::Again,
        }
    }
}

/// Access
impl<'s> Folders<'s> {
    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.folders.len() as u32 - 1
    }

    /// Whether there is a folder of this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.numbers.get(path).is_some_and(|&number| number != FILE)
    }

    /// What a path is that was not listed before.
    pub(super) fn find(&self, path: &str) -> Listed {
        if self.has(path) { Listed::Folder } else { Listed::New }
    }

    /// The path of a folder.
    pub(super) fn path(&self, folder: u32) -> &'s str {
        self.folders[folder as usize].path
    }

    /// What a folder is in; nothing for what holds everything.
    pub(super) fn parent(&self, folder: u32) -> Option<u32> {
        (folder != 0).then(|| self.folders[folder as usize].parent)
    }
}

fn parent(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).map_or("", |end| &path[..end])
}
