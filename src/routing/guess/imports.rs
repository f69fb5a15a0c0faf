//! The folders that code is imported from, for every folder of a tree.

use super::context::{Context, contexts};
use crate::tree::{FolderId, Tree};

/// Where the code of each folder is imported from, as far as names tell.
#[derive(Debug)]
pub(crate) struct ImportRoots<'t> {
    tree: &'t Tree,
    contexts: Vec<Context>,
}

/// Instantiation
impl<'t> ImportRoots<'t> {
    /// One pass over the folders.
    pub(crate) fn new(tree: &'t Tree) -> Self {
        Self { tree, contexts: contexts(tree) }
    }
}

/// Access: paths of folders
impl<'t> ImportRoots<'t> {
    /// Python: the folder above the outermost package, if the folder is in a package.
    pub(crate) fn python_package(&self, folder: FolderId) -> Option<&'t str> {
        self.path(self.contexts[folder as usize].python_chain)
    }

    /// Python: whether modules are imported from the folder itself.
    pub(crate) fn is_python_root(&self, folder: FolderId) -> bool {
        self.contexts[folder as usize].python == Some(folder)
    }

    /// The JVM's source folder, `src/main/java`.
    pub(crate) fn jvm(&self, folder: FolderId) -> Option<&'t str> {
        self.path(self.contexts[folder as usize].jvm)
    }

    /// The `lib` of a Dart package, if the folder is in it.
    pub(crate) fn dart(&self, folder: FolderId) -> Option<&'t str> {
        let lib = self.contexts[folder as usize].dart?;
        self.tree.with_descendants(lib).contains(&folder).then(|| self.tree.folder_path(lib))
    }

    /// The application that Elixir compiles the folder in.
    pub(crate) fn elixir(&self, folder: FolderId) -> Option<&'t str> {
        self.path(self.contexts[folder as usize].elixir)
    }

    /// The folder of .NET's project file.
    pub(crate) fn dotnet(&self, folder: FolderId) -> Option<&'t str> {
        self.path(self.contexts[folder as usize].dotnet)
    }

    fn path(&self, folder: Option<FolderId>) -> Option<&'t str> {
        folder.map(|folder| self.tree.folder_path(folder))
    }
}
