mod draft;

use self::draft::Drafts;
use super::{PathId, Paths};
use std::ops::Range;

/// The number of a folder in a [`Tree`], in depth-first order: a folder comes
/// before its subfolders, and these before its next sibling.
pub type FolderId = u32;

/// The place of a file in the depth-first order of a [`Tree`].
pub type Position = u32;

/// Paths arranged as folders.
///
/// Files have *positions*: first a folder's own files by name, then those of
/// its subfolders. So the files of a folder, with or without its subfolders,
/// are one range of positions, and a decision about a folder is one range too.
/// The numbers of the paths stay as they were given.
///
/// ```
/// use sentry_general::tree::Tree;
///
/// let tree = Tree::new(["src/pay/api.ts", "README.md", "src/a.ts"].into_iter().collect());
/// let src = tree.find_folder("src").expect("there is a folder src");
/// assert_eq!(tree.positions(src), 1..3);
/// assert_eq!(tree.own_files(src), [2]);
/// ```
#[derive(Debug)]
pub struct Tree {
    paths: Paths,
    folders: Vec<Folder>,
    /// Per position, which path is there.
    order: Vec<PathId>,
    /// Per path, at which position it is.
    position: Vec<Position>,
    /// Per path, in which folder it is.
    folder_of: Vec<FolderId>,
    oddities: Oddities,
}

/// Bytes in paths that change how patterns have to be read.
#[derive(Clone, Copy, Debug, Default)]
struct Oddities {
    line_feeds: bool,
    backslashes: bool,
}

#[derive(Clone, Copy, Debug)]
struct Folder {
    parent: FolderId,
    /// One past the last folder below.
    end: FolderId,
    /// Where its own files start and end, and where those below it end.
    start: Position,
    own_end: Position,
    all_end: Position,
    /// Some path in it; the folder's own path is the first `prefix` bytes of
    /// that, the last slash included, its name starts at `name`.
    sample: PathId,
    name: u32,
    prefix: u32,
}

/// Instantiation
impl Tree {
    /// The folder that holds everything.
    pub const ROOT: FolderId = 0;

    /// Arranges paths. Linear in their length when files of one folder follow
    /// each other sorted, as listings print them; otherwise names are sorted
    /// within their folders.
    #[must_use]
    pub fn new(paths: Paths) -> Self {
        let drafts = Drafts::read(&paths);
        drafts.arrange(paths)
    }
}

/// Access
impl Tree {
    /// The paths, by their numbers.
    #[must_use]
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many folders there are, the root included.
    #[must_use]
    pub fn folders(&self) -> usize {
        self.folders.len()
    }

    /// The path at a position.
    #[must_use]
    pub fn path_at(&self, position: Position) -> PathId {
        self.order[position as usize]
    }

    /// Per position, the path there.
    #[must_use]
    pub fn order(&self) -> &[PathId] {
        &self.order
    }

    /// The position of a path.
    #[must_use]
    pub fn position_of(&self, path: PathId) -> Position {
        self.position[path as usize]
    }

    /// The folder that a path is in.
    #[must_use]
    pub fn folder_of(&self, path: PathId) -> FolderId {
        self.folder_of[path as usize]
    }

    /// The last part of a path: the file's name.
    #[must_use]
    pub fn name_of(&self, path: PathId) -> &str {
        let prefix = self.folders[self.folder_of(path) as usize].prefix as usize;
        &self.paths.get(path)[prefix..]
    }

    /// The folder's own name; empty for the root.
    #[must_use]
    pub fn folder_name(&self, folder: FolderId) -> &str {
        let Folder { sample, name, prefix, .. } = self.folders[folder as usize];
        match folder {
            Self::ROOT => "",
            _ => &self.paths.get(sample)[name as usize..prefix as usize - 1],
        }
    }

    /// The folder's path without a last slash; empty for the root.
    #[must_use]
    pub fn folder_path(&self, folder: FolderId) -> &str {
        let Folder { sample, prefix, .. } = self.folders[folder as usize];
        match folder {
            Self::ROOT => "",
            _ => &self.paths.get(sample)[..prefix as usize - 1],
        }
    }

    /// How many levels below the root a folder is: 0 for the root.
    #[must_use]
    pub fn depth(&self, folder: FolderId) -> usize {
        match self.folder_path(folder) {
            "" => 0,
            path => path.matches('/').count() + 1,
        }
    }

    /// The folder that a folder is in; nothing for the root.
    #[must_use]
    pub fn parent(&self, folder: FolderId) -> Option<FolderId> {
        (folder != Self::ROOT).then(|| self.folders[folder as usize].parent)
    }

    /// The folders directly in a folder, by name.
    pub fn subfolders(&self, folder: FolderId) -> impl Iterator<Item = FolderId> {
        let end = self.folders[folder as usize].end;
        let mut next = folder + 1;
        std::iter::from_fn(move || {
            let this = next;
            (this < end).then(|| {
                next = self.folders[this as usize].end;
                this
            })
        })
    }

    /// The folder itself and all folders below it.
    #[must_use]
    pub fn with_descendants(&self, folder: FolderId) -> Range<FolderId> {
        folder..self.folders[folder as usize].end
    }

    /// The files directly in a folder, by name.
    #[must_use]
    pub fn own_files(&self, folder: FolderId) -> &[PathId] {
        let range = self.own_positions(folder);
        &self.order[range.start as usize..range.end as usize]
    }

    /// The positions of the files directly in a folder.
    #[must_use]
    pub fn own_positions(&self, folder: FolderId) -> Range<Position> {
        let folder = &self.folders[folder as usize];
        folder.start..folder.own_end
    }

    /// The positions of all files in a folder and below.
    #[must_use]
    pub fn positions(&self, folder: FolderId) -> Range<Position> {
        let folder = &self.folders[folder as usize];
        folder.start..folder.all_end
    }

    /// The file with this path, the first if there are several. Takes as many comparisons as the number of
    /// folders and of the folder's files have binary digits.
    #[must_use]
    pub fn find_file(&self, path: &str) -> Option<PathId> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.find_own_file(self.find_folder(folder)?, name)
    }

    /// The file of this name directly in a folder, the first if there are several. Takes as many comparisons as
    /// the number of the folder's files has binary digits.
    #[must_use]
    pub fn find_own_file(&self, folder: FolderId, name: &str) -> Option<PathId> {
        let files = self.own_files(folder);
        let at = files.partition_point(|&id| self.name_of(id) < name);
        files.get(at).copied().filter(|&id| self.name_of(id) == name)
    }

    /// The folder with this path, without a last slash. Takes about as many
    /// comparisons as the number of folders has binary digits, for each name in the path.
    #[must_use]
    pub fn find_folder(&self, path: &str) -> Option<FolderId> {
        if path.is_empty() { Some(Self::ROOT) } else { self.find_inner_folder(path) }
    }

    /// The same for a folder other than the root; one may have an empty name.
    pub(crate) fn find_inner_folder(&self, path: &str) -> Option<FolderId> {
        self.find_below(Self::ROOT, path)
    }

    /// The folder with this path below another one, without a last slash.
    #[must_use]
    pub fn find_below(&self, folder: FolderId, path: &str) -> Option<FolderId> {
        path.split('/').try_fold(folder, |folder, name| self.find_subfolder(folder, name))
    }

    /// The folder of this name directly in a folder.
    #[must_use]
    pub fn find_subfolder(&self, folder: FolderId, name: &str) -> Option<FolderId> {
        let start = self.prefix_len(folder);
        // Folders are in depth-first order and siblings sorted, so the name at this level
        // never falls from one to the next; the first with a name is the folder itself.
        let name_here = |inner: FolderId| {
            let rest = self.folder_path(inner).get(start..).unwrap_or_default();
            rest.bytes().position(|byte| byte == b'/').map_or(rest, |end| &rest[..end])
        };
        let (mut low, mut high) = (folder + 1, self.folders[folder as usize].end);
        let end = high;
        while low < high {
            let middle = low + (high - low) / 2;
            if name_here(middle) < name {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < end && name_here(low) == name).then_some(low)
    }

    /// Whether any path has a line feed in it, which `**` in CODEOWNERS does
    /// not run over.
    #[must_use]
    pub fn has_line_feeds(&self) -> bool {
        self.oddities.line_feeds
    }

    /// Whether any path has a backslash in it, which `path:` rules read as a
    /// slash.
    #[must_use]
    pub fn has_backslashes(&self) -> bool {
        self.oddities.backslashes
    }

    /// The length of the folder's path with its last slash.
    pub(crate) fn prefix_len(&self, folder: FolderId) -> usize {
        self.folders[folder as usize].prefix as usize
    }
}
