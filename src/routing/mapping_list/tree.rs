//! What mappings do in a tree.

use super::MappingLine;
use crate::text::order::Sort as _;
use crate::text::{Edit, Problem};
use crate::tree::{FolderId, Tree};
use std::collections::BTreeSet;

/// How many names a message lists.
const NAMED: usize = 3;

/// What is to be said about the source roots of mappings in a tree: no file
/// begins with one, one takes in folders with longer names, or it begins inside
/// the path of other folders. In the order of the mappings.
///
/// Each mapping costs a search for its folder and the names beside it.
#[must_use]
pub fn check_tree(lines: &[MappingLine], tree: &Tree) -> Vec<Problem> {
    if tree.is_empty() {
        return Vec::new();
    }
    lines.iter().filter_map(|line| check(line, tree)).collect()
}

fn check(line: &MappingLine, tree: &Tree) -> Option<Problem> {
    let root = line.mapping.source_root.as_str();
    // What stands before the first folder is told without a tree.
    if root.is_empty() || root.starts_with('/') || root.starts_with("./") {
        return None;
    }
    let (folder, name) = match root.rsplit_once('/') {
        Some((folder, name)) => (tree.find_folder(folder), name),
        None => (Some(Tree::ROOT), root),
    };
    let at = if line.source.range().is_empty() { line.span } else { line.source };
    let Some(folder) = folder.filter(|&folder| has(tree, folder, name)) else {
        return Some(missing(root, tree).at(at));
    };
    if name.is_empty() {
        return None;
    }
    let longer: BTreeSet<&str> = names(tree, folder)
        .filter(|other| other.len() > name.len() && other.starts_with(name))
        .collect();
    let is_folder = tree.find_subfolder(folder, name).is_some();
    if longer.is_empty() || !is_folder {
        return None;
    }
    let listed: Vec<_> = longer.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let message = format!(
        "A root is a plain beginning of a path: `{root}` also is the beginning of {}.",
        listed.join(", ")
    );
    let problem =
        Problem::warning("mappings/longer-name", message).at(at).hint("End both roots in a slash.");
    let quoted =
        |root: &str, json: bool| if json { format!("\"{root}/\"") } else { format!("{root}/") };
    let (stack, source) = (&line.mapping.stack_root, &line.mapping.source_root);
    let is_plain = |span: crate::text::Span, root: &str| span.range().len() == root.len();
    let is_quoted = |span: crate::text::Span, root: &str| span.range().len() == root.len() + 2;
    let edit = |span: crate::text::Span, root: &str| {
        let json = is_quoted(span, root);
        (json || is_plain(span, root)).then(|| Edit { span, text: quoted(root, json) })
    };
    let mut edits: Vec<Edit> = edit(line.source, source).into_iter().collect();
    if !stack.is_empty() && !stack.ends_with(['/', '\\']) && !stack.contains('\\') {
        edits.extend(edit(line.stack, stack));
    }
    edits.sort_once_by_key(|edit| edit.span);
    Some(if edits.is_empty() { problem } else { problem.fix("End both in a slash", edits) })
}

fn names(tree: &Tree, folder: FolderId) -> impl Iterator<Item = &str> {
    let files = tree.own_files(folder).iter().map(|&file| tree.name_of(file));
    files.chain(tree.subfolders(folder).map(|sub| tree.folder_name(sub)))
}

/// Whether something in a folder starts with `name`.
fn has(tree: &Tree, folder: FolderId, name: &str) -> bool {
    name.is_empty() || names(tree, folder).any(|other| other.starts_with(name))
}

/// A source root that no file begins with.
fn missing(root: &str, tree: &Tree) -> Problem {
    let inner = root.trim_matches('/');
    let tail = inner.rsplit('/').next().unwrap_or(inner);
    let ends = |folder: &FolderId| {
        let path = tree.folder_path(*folder);
        path.strip_suffix(inner).is_some_and(|rest| rest.ends_with('/'))
    };
    let like = |folder: &FolderId| tree.folder_name(*folder).eq_ignore_ascii_case(tail);
    let folders = 0..tree.folders() as FolderId;
    let meant = folders.clone().find(ends).or_else(|| folders.clone().find(like));
    let problem = Problem::warning(
        "mappings/matches-nothing",
        format!("No file of the tree begins with the source root `{root}`."),
    );
    match meant.filter(|_| !tail.is_empty()) {
        Some(folder) => problem.hint(format!("Is `{}/` meant?", tree.folder_path(folder))),
        None => problem.hint("Write the folder as it stands in the tree."),
    }
}
