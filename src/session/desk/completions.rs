//! What could be typed next in the rules.

use crate::ownership::Parsed;
use crate::session::protocol::{Completing, Completion};
use crate::text::order::Sort as _;
use crate::tree::{FolderId, Tree};
use std::collections::BTreeMap;

/// How many proposals are made.
const MOST: usize = 50;

/// Proposals for what starts with `prefix`, best first.
pub fn propose(
    tree: Option<&Tree>,
    rules: &Parsed,
    kind: Completing,
    prefix: &str,
) -> Vec<Completion> {
    match kind {
        Completing::Path => tree.map(|tree| paths(tree, prefix)).unwrap_or_default(),
        Completing::Owner => owners(rules, prefix),
    }
}

/// The next part of a path: folders, which go on with `/`, then files. Upper and lower
/// case do not matter, as they do not for `path` rules.
fn paths(tree: &Tree, prefix: &str) -> Vec<Completion> {
    let (folder, start) = prefix.rsplit_once('/').unwrap_or(("", prefix));
    let Some(folder) = find_folder(tree, folder) else { return Vec::new() };
    let start = start.to_lowercase();
    let fits = |name: &str| name.to_lowercase().starts_with(&start);
    let folders = tree.subfolders(folder).filter(|&sub| fits(tree.folder_name(sub))).map(|sub| {
        let files = tree.positions(sub).len();
        let noun = if files == 1 { "file" } else { "files" };
        Completion {
            label: format!("{}/", tree.folder_path(sub)),
            detail: format!("{files} {noun}"),
        }
    });
    let files = tree
        .own_files(folder)
        .iter()
        .filter(|&&id| fits(tree.name_of(id)))
        .map(|&id| Completion { label: tree.paths().get(id).to_owned(), detail: String::new() });
    folders.chain(files).take(MOST).collect()
}

/// The folder that is written so, in whatever case.
fn find_folder(tree: &Tree, path: &str) -> Option<FolderId> {
    tree.find_folder(path).or_else(|| {
        path.split('/').try_fold(Tree::ROOT, |folder, part| {
            let part = part.to_lowercase();
            tree.subfolders(folder).find(|&sub| tree.folder_name(sub).to_lowercase() == part)
        })
    })
}

/// Teams and people that the rules name, those in most rules first.
fn owners(rules: &Parsed, prefix: &str) -> Vec<Completion> {
    let start = prefix.to_lowercase();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for owner in rules.rules.iter().flat_map(|rule| &rule.owners) {
        let name = owner.to_string();
        // What is being typed is an owner of the rules, too.
        if name != prefix && name.to_lowercase().starts_with(&start) {
            *uses.entry(name).or_default() += 1;
        }
    }
    let mut uses: Vec<_> = uses.into_iter().collect();
    uses.sort_once_by_key(|&(_, count)| std::cmp::Reverse(count));
    let item = |(label, count): (String, usize)| {
        let noun = if count == 1 { "rule" } else { "rules" };
        Completion { label, detail: format!("{count} {noun}") }
    };
    uses.into_iter().take(MOST).map(item).collect()
}
