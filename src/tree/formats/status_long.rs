//! `git status` in its long form, in any language.

use super::git::new_name;
use crate::tree::SkipReason;
use crate::tree::lines::Region;
use crate::tree::plausible::is_certain;
use crate::tree::sink::{Kind, Sink};

/// Labels of files that are gone, in git's translations.
const GONE: [&str; 14] = [
    "deleted",
    "gelöscht",
    "supprimé",
    "borrado",
    "borrados",
    "eliminato",
    "eliminado",
    "apagado",
    "usunięto",
    "удалено",
    "видалено",
    "删除",
    "刪除",
    "削除",
];

/// Reads the files of all sections.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    for line in region.lines() {
        let text = line.text;
        let Some((label, path)) = labelled(text) else {
            // Around the files git says what they are, in the user's language.
            if is_certain(text.trim()) {
                sink.stray(&line);
            } else {
                sink.structure();
            }
            continue;
        };
        if GONE.contains(&label) || label.starts_with("deleted by") {
            sink.skip(&line, SkipReason::Deleted);
        } else if path.ends_with("(new commits)") || path.contains(" (modified content") {
            sink.skip(&line, SkipReason::Submodule);
        } else {
            sink.quotable(&line, Kind::Unknown, new_name(path));
        }
    }
}

/// The label of a file and its path: `<TAB>modified:   src/a.ts`; one that is not tracked has none.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let text = line.trim();
    let is_indented = line.starts_with('\t') || line.starts_with("        ");
    if text.is_empty() || text.starts_with('(') {
        return None;
    }
    if let Some((label, path)) = text.split_once([':', '：']) {
        let is_label =
            label.chars().count() < 32 && label.chars().all(|c| c.is_alphabetic() || c == ' ');
        let apart = path.starts_with([' ', '\t']) || line.contains('：');
        if is_label && apart && (is_indented || is_label_of_git(label)) && !path.trim().is_empty() {
            return Some((label.trim(), path.trim()));
        }
    }
    is_indented.then_some(("", text))
}

fn is_label_of_git(label: &str) -> bool {
    matches!(
        label,
        "modified"
            | "new file"
            | "deleted"
            | "renamed"
            | "copied"
            | "typechange"
            | "both modified"
            | "both added"
            | "deleted by us"
            | "deleted by them"
            | "added by us"
            | "added by them"
            | "both deleted"
    )
}

/// Whether lines are of this form: labels of git, or its hints in brackets.
pub(in crate::tree) fn is_long(lines: &[&str]) -> bool {
    lines.iter().any(|line| {
        let text = line.trim();
        let is_hint = text.starts_with('(') && text.contains("git ") && line.starts_with(' ');
        let label = text.split_once(':').is_some_and(|(label, path)| {
            is_label_of_git(label) && path.starts_with("   ")
                || (label == "new file" && path.starts_with("  "))
        });
        is_hint || label
    })
}
