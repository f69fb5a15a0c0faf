//! Paths arranged as folders.

use proptest::prelude::*;
use sentry_general::tree::{Paths, Tree};

/// Checks everything a tree promises against the list of its paths.
#[track_caller]
fn check(paths: &[String]) {
    let tree = Tree::new(paths.iter().collect::<Paths>());
    assert_eq!(tree.len(), paths.len(), "no file is lost");
    for (id, path) in (0..).zip(paths) {
        assert_eq!(tree.paths().get(id), path, "numbers of paths stay");
        assert_eq!(tree.path_at(tree.position_of(id)), id, "positions are a permutation");
        let folder = tree.folder_of(id);
        let own = tree.own_positions(folder);
        assert!(own.contains(&tree.position_of(id)), "a file lies among its folder's own files");
        let expected = match path.rsplit_once('/') {
            Some((folder, name)) => (folder, name),
            None => ("", path.as_str()),
        };
        assert_eq!((tree.folder_path(folder), tree.name_of(id)), expected, "path and name");
    }
    for folder in tree.with_descendants(Tree::ROOT) {
        let prefix = match folder {
            Tree::ROOT => String::new(),
            _ => tree.folder_path(folder).to_owned() + "/",
        };
        let below = paths.iter().filter(|path| path.starts_with(&prefix)).count();
        assert_eq!(
            tree.positions(folder).len(),
            below,
            "all files below {prefix:?}, and only they"
        );
        let names: Vec<_> = tree.own_files(folder).iter().map(|&id| tree.name_of(id)).collect();
        assert!(names.is_sorted(), "files are sorted by name: {names:?}");
        let mut last = None;
        for sub in tree.subfolders(folder) {
            assert_eq!(tree.parent(sub), Some(folder), "a subfolder knows its folder");
            assert!(last < Some(tree.folder_name(sub)), "subfolders are sorted and distinct");
            last = Some(tree.folder_name(sub));
        }
        if folder != Tree::ROOT && !tree.folder_path(folder).is_empty() {
            let found = tree.find_folder(tree.folder_path(folder));
            assert_eq!(found, Some(folder), "a folder is found by its path");
        }
    }
    assert_eq!(tree.has_line_feeds(), paths.iter().any(|path| path.contains('\n')));
}

#[test]
fn an_empty_tree_has_a_root() {
    check(&[]);
    assert_eq!(Tree::new(Paths::default()).folders(), 1, "the root is always there");
}

#[test]
fn folders_whose_names_begin_alike_stay_apart() {
    let paths = ["a-b/x", "a/x", "a.b", "a/b", "a/b/c", "ab", "a-b/y"];
    check(&paths.map(str::to_owned));
}

proptest! {
    #[test]
    fn any_list_in_any_order(
        paths in prop::collection::vec("[ab\n]{0,2}(/[ab.-]{0,2}){0,3}", 0..40),
    ) {
        check(&paths);
    }
}
