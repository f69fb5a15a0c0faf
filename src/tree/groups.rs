use super::{FolderId, PathId, Position, Tree};

/// Some files of a tree: a folder where it is whole, else one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All files of a folder and below.
    Folder {
        /// The folder; the root if all files are meant.
        folder: FolderId,
        /// How many files.
        files: u32,
    },
    /// One file.
    File(PathId),
}

/// Access
impl Group {
    /// How many files they are.
    #[must_use]
    pub fn files(&self) -> u32 {
        match self {
            Self::Folder { files, .. } => *files,
            Self::File(_) => 1,
        }
    }

    /// Where they are: the path of a folder with a slash at its end, of all files nothing, or the
    /// file's own.
    #[must_use]
    pub fn path(&self, tree: &Tree) -> String {
        match self {
            Self::Folder { folder: Tree::ROOT, .. } => String::new(),
            Self::Folder { folder, .. } => format!("{}/", tree.folder_path(*folder)),
            Self::File(file) => tree.paths().get(*file).to_owned(),
        }
    }
}

/// Grouping
impl Tree {
    /// Puts files together into the largest folders all of whose files are
    /// among them. `files` are in the order of the tree, each once; what comes
    /// out is too. Lazy, so that the first of many cost no more than themselves.
    ///
    /// ```
    /// use sentry_general::tree::{Group, Tree};
    ///
    /// let tree = Tree::new(["a", "src/b", "src/x/c"].into_iter().collect());
    /// let groups: Vec<_> = tree.groups(&[1, 2]).collect();
    /// let src = tree.find_folder("src").expect("there is a folder src");
    /// assert_eq!(groups, [Group::Folder { folder: src, files: 2 }]);
    /// ```
    pub fn groups<'a>(&'a self, files: &'a [PathId]) -> impl Iterator<Item = Group> + 'a {
        let mut rest = files;
        std::iter::from_fn(move || {
            let &first = rest.first()?;
            let mut whole = None;
            let mut next = Some(self.folder_of(first));
            while let Some(folder) = next.filter(|&folder| self.begins(folder, rest)) {
                whole = Some(folder);
                next = self.parent(folder);
            }
            let (group, files) = match whole {
                None => (Group::File(first), 1),
                Some(folder) => {
                    let files = self.positions(folder).len() as u32;
                    (Group::Folder { folder, files }, files)
                }
            };
            rest = &rest[files as usize..];
            Some(group)
        })
    }

    /// Whether the first of `files` are all files of a folder.
    fn begins(&self, folder: FolderId, files: &[PathId]) -> bool {
        let range = self.positions(folder);
        let position = |file: &PathId| -> Position { self.position_of(*file) };
        files.first().map(position) == Some(range.start)
            && files.get(range.len() - 1).map(position) == Some(range.end - 1)
    }
}
