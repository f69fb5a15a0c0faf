//! Rules added where those of the whole, written for frames, send a file elsewhere.

use super::lines::{Line, Writer, literal};
use super::prove::Through;
use super::sent::{AllSent, Sent, Start};
use crate::ownership::Owner;
use std::collections::BTreeMap;

/// Rules that are added to a project, at most.
const MOST: usize = 200;

/// What owns each file by the whole: the rule, and its owners.
pub(super) type Expected<'r> = Vec<Option<(u32, &'r [Owner])>>;

/// What the files below a folder have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owned<'r> {
    By(&'r [Owner]),
    Variously,
}

/// The lines with others for the files that they send elsewhere, each behind the rule that it
/// is for and the one that it corrects; nothing if there is nothing to add.
pub(super) fn repair<'s>(
    lines: &[Line],
    writer: &Writer,
    sent: &'s AllSent,
    expected: &Expected,
    through: &Through,
    imported: impl Fn(u32) -> bool,
) -> Option<Vec<Line>> {
    let folders = folders(sent, expected);
    let mut last_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        last_of.extend(line.rule.map(|rule| (rule, at)));
    }
    let mut added: BTreeMap<String, (usize, Line)> = BTreeMap::new();
    // Of folders whose files have one owner, whether no others lie in one of that path.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for (at, file) in sent.files.iter().enumerate() {
        let Some((rule, owners)) = expected[at] else { continue };
        let first = owners.first();
        let wrong = |way: &super::prove::Way| through.owners(way.rule).first() != first;
        let mut wrong = through.ways(sent, at).filter(wrong).peekable();
        if wrong.peek().is_none() {
            continue;
        }
        let taker =
            wrong.filter_map(|way| way.rule).filter(|&it| (it as usize) < lines.len()).max();
        // What CODEOWNERS says and no rule contradicts is left to CODEOWNERS.
        if taker.is_none() && imported(rule) {
            continue;
        }
        let behind = taker.map_or(0, |rule| rule as usize);
        let behind = behind.max(last_of.get(&rule).copied().unwrap_or_default());
        let start = sent.bases[file.base].start;
        let mut alone = |folder: &'s str| {
            let own = |at: usize| expected[at].is_some_and(|(_, other)| other == owners);
            folders.get(&(start, folder)) == Some(&Owned::By(owners))
                && (start != Start::Anything
                    || *known.entry(folder).or_insert_with(|| writer.inside(folder).all(own)))
        };
        for pattern in patterns(file, writer, sent, &mut alone) {
            let line = Line { added: true, ..Line::by_path(Some(rule), &pattern, owners) };
            let entry = added.entry(pattern).or_insert_with(|| (behind, line));
            entry.0 = entry.0.max(behind);
        }
        if added.len() > MOST {
            break;
        }
    }
    if added.is_empty() {
        return None;
    }
    let mut behind: Vec<Vec<Line>> = vec![Vec::new(); lines.len().max(1)];
    for (at, line) in added.into_values() {
        behind[at].push(line);
    }
    let mut repaired = Vec::new();
    for (at, more) in behind.into_iter().enumerate() {
        repaired.extend(lines.get(at).cloned());
        repaired.extend(more);
    }
    Some(repaired)
}

/// Per beginning of keys and folder: whose all files below it are.
type Folders<'s, 'r> = BTreeMap<(Start, &'s str), Owned<'r>>;

fn folders<'s, 'r>(sent: &'s AllSent, expected: &Expected<'r>) -> Folders<'s, 'r> {
    let mut folders: Folders = BTreeMap::new();
    for (file, expected) in sent.files.iter().zip(expected) {
        let owned = expected.map_or(Owned::Variously, |(_, owners)| Owned::By(owners));
        let start = sent.bases[file.base].start;
        for (at, _) in file.key.match_indices('/') {
            let known = folders.entry((start, &file.key[..=at])).or_insert(owned);
            if *known != owned {
                *known = Owned::Variously;
            }
        }
    }
    folders
}

/// The widest folder that is its owners' alone, else the file.
fn patterns<'s>(
    file: &'s Sent,
    writer: &Writer,
    sent: &AllSent,
    alone: &mut impl FnMut(&'s str) -> bool,
) -> Vec<String> {
    let start = sent.bases[file.base].start;
    let mut ends = file.key.match_indices('/').map(|(at, _)| &file.key[..=at]);
    let widest = ends.find(|folder| alone(folder));
    if let Some(folder) = widest {
        let rest = format!("{}*", literal(folder));
        let prefix = sent.bases[file.base].prefix.as_str();
        let found = writer.below(file.base, rest.strip_prefix(prefix).unwrap_or(&rest), 1);
        // A package's own file is named without its folder.
        let bare = file.key.split('/').count() == 2 && start == Start::Nothing;
        return if bare { [found, vec![absolute(file)]].concat() } else { found };
    }
    let base = &sent.bases[file.base];
    let rest = literal(&file.key);
    let mut found = writer.below(file.base, rest.strip_prefix(&base.prefix).unwrap_or(&rest), 0);
    if start == Start::Nothing && base.prefix.is_empty() {
        // Where its absolute path is known, that is the surer one.
        let path = absolute(file);
        if sent.values_of(file).any(|value| value.ends_with(&format!("/{}", file.below))) {
            found.clear();
        }
        found.push(path);
    }
    found
}

/// A file by its path below the folder that is deployed.
fn absolute(file: &Sent) -> String {
    format!("**/{}", literal(&file.below))
}
