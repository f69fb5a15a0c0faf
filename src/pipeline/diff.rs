use super::check::{listed, places};
use super::codes::LOST;
use super::config::Config;
use super::finding::Finding;
use super::report::Report;
use super::state::State;
use crate::export::report::block::{Block, code, item, paragraph, text};
use crate::routing::OwnerId;
use crate::text::Severity;
use crate::text::numbers::{files, plural};
use crate::tree::PathId;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Files that go from one owner to another; none is nobody.
type Moves = BTreeMap<(Option<OwnerId>, Option<OwnerId>), Vec<PathId>>;

/// How many files that moved to others are listed.
const MOST_RENAMED: usize = 20;

/// Whose errors change hands. A file that was renamed is compared with what it was. Linear in both trees.
pub(super) fn diff(
    base: &State,
    head: &State,
    renamed: &Renamed,
    config: &Config,
    exit_code: bool,
) -> Report {
    let mut moves = Moves::new();
    let mut new: BTreeMap<Option<OwnerId>, Vec<PathId>> = BTreeMap::new();
    let mut common = 0;
    // Files under another path, and those of them that have another owner.
    let (mut moved_files, mut handed) = (0, Vec::new());
    let name = |state: &State, owner: Option<OwnerId>| owner.map(|it| state.owner_name(it));
    for &path in head.texts.tree.order() {
        let after = head.owner(path);
        let here = head.texts.tree.paths().get(path);
        let same = base.texts.tree.find_file(here);
        let Some(old) = same.or_else(|| renamed.old(here, base, head)) else {
            new.entry(after).or_default().push(path);
            continue;
        };
        common += 1;
        let before = base.owner(old);
        if same.is_none() {
            moved_files += 1;
            if name(base, before) != name(head, after) {
                handed.push((old, path));
            }
        }
        // Most files of a repository have the owner they had.
        let known = moves.get_mut(&(before, after));
        match known {
            Some(files) => files.push(path),
            None if name(base, before) != name(head, after) => {
                moves.insert((before, after), vec![path]);
            }
            None => {}
        }
    }
    let gone = base.texts.tree.len() - common;
    let mut ranked: Vec<_> = moves.iter().collect();
    ranked.sort_by_key(|(_, files)| Reverse(files.len()));
    let changed: usize = moves.values().map(Vec::len).sum();
    let unowned_new = new.get(&None).map_or(&[][..], Vec::as_slice);
    let moved = |((from, to), files): &(&(Option<OwnerId>, Option<OwnerId>), &Vec<PathId>)| json!({ "from": name(base, *from), "to": name(head, *to), "files": files.len(), "places": places(head, files) });
    let value = json!({
        "base": base.texts.name,
        "head": head.texts.name,
        "changed": changed,
        "moves": ranked.iter().map(moved).collect::<Vec<_>>(),
        "new": { "files": new.values().map(Vec::len).sum::<usize>(), "unowned": unowned_new.len(), "places": places(head, unowned_new) },
        "gone": gone,
        "renamed": { "files": moved_files, "changed": handed.iter().map(|&(old, path)| json!({
            "from": base.texts.tree.paths().get(old),
            "to": head.texts.tree.paths().get(path),
            "before": name(base, base.owner(old)),
            "after": name(head, head.owner(path)),
        })).collect::<Vec<_>>() },
    });
    let headline = match changed {
        0 => "No file's errors change hands.".to_owned(),
        changed => format!("The errors of {} change hands.", files(changed as u32)),
    };
    let mut report = Report::new("diff", headline, value);
    let person =
        |owner: Option<String>| owner.map_or_else(|| vec![text("nobody")], |it| vec![code(it)]);
    if changed > 0 {
        let rows = ranked.iter().map(|((from, to), paths)| {
            let all = places(head, paths);
            let mut shown: Vec<_> =
                all.iter().take(3).flat_map(|it| [code(it.as_str()), text(", ")]).collect();
            shown.pop();
            if all.len() > 3 {
                shown.push(text(", …"));
            }
            let size = text(crate::text::numbers::count(paths.len() as u32));
            vec![person(name(base, *from)), person(name(head, *to)), vec![size], shown]
        });
        report.body.push(Block::Table(vec!["From", "To", "Files", "Where"], rows.collect()));
    }
    let came: usize = new.values().map(Vec::len).sum();
    let are = |number: usize, one, many| plural(number as u32, one, many);
    if came + gone > 0 {
        report.body.push(paragraph(&format!(
            "Beside them {} new, and {} gone.",
            are(came, "file is", "files are"),
            are(gone, "is", "are"),
        )));
    }
    if moved_files > 0 {
        let to_others = match handed.len() {
            0 => "none to another owner".to_owned(),
            handed => format!("{} to another owner", crate::text::numbers::count(handed as u32)),
        };
        report.body.push(paragraph(&format!(
            "{} renamed, {to_others}.",
            are(moved_files, "file was", "files were")
        )));
    }
    if !handed.is_empty() {
        let row = |&(old, path): &(PathId, PathId)| {
            let (from, to) = (base.texts.tree.paths().get(old), head.texts.tree.paths().get(path));
            item(vec![code(from), text(" is now "), code(to)])
        };
        report.body.push(Block::Heading(3, vec![text("Renamed, and with another owner")]));
        let mut rows: Vec<_> = handed.iter().take(MOST_RENAMED).map(row).collect();
        if let Some(more) = handed.len().checked_sub(MOST_RENAMED).filter(|more| *more > 0) {
            rows.push(item(vec![text(format!("… {more} more"))]));
        }
        report.body.push(Block::List(rows));
    }
    if !unowned_new.is_empty() {
        report.body.push(Block::Heading(3, vec![text("New, and without owner")]));
        report.body.push(listed(&places(head, unowned_new), unowned_new.len()));
    }
    for ((from, to), paths) in &ranked {
        if let (Some(from), None) = (name(base, *from), to) {
            let first: Vec<String> =
                places(head, paths).iter().take(5).map(|it| format!("`{it}`")).collect();
            let message = format!(
                "{} went to {from} and reach nobody any more: {}.",
                files(paths.len() as u32),
                first.join(", ")
            );
            let finding = Finding::new(LOST, Severity::Warning, message);
            report.findings.push(match head.texts.files().first() {
                Some(file) => finding.in_file(file),
                None => finding,
            });
        }
    }
    report.findings.retain(|finding| config.reports(finding.code, finding.severity));
    report.files = head.texts.files();
    report.fail_on = config.fail_on();
    report.fails = exit_code && changed > 0;
    report
}

/// Which files were renamed: the former path by the present one.
#[derive(Default)]
pub(super) struct Renamed<'t>(BTreeMap<&'t str, &'t str>);

/// Instantiation
impl<'t> Renamed<'t> {
    /// As `git diff --name-status -z` prints it: a letter with a number, and one path, or two of what was renamed
    /// or copied. What is something else is passed over.
    pub(super) fn read(text: &'t str) -> Self {
        let mut renamed = BTreeMap::new();
        let mut fields = text.split('\0');
        while let Some(status) = fields.next() {
            let Some(from) = fields.next() else { break };
            match status.as_bytes().first() {
                Some(b'R') => renamed.extend(fields.next().map(|to| (to, from))),
                Some(b'C') => {
                    fields.next();
                }
                _ => {}
            }
        }
        Self(renamed)
    }
}

/// Access
impl Renamed<'_> {
    /// What a file of `head` was in `base`, if it was renamed and nothing else is there now.
    fn old(&self, path: &str, base: &State, head: &State) -> Option<PathId> {
        let from = self.0.get(path)?;
        let is_left = head.texts.tree.find_file(from).is_some();
        base.texts.tree.find_file(from).filter(|_| !is_left)
    }
}
