use super::check::{UNMAPPED, listed, places};
use super::codes::LOST;
use super::config::Config;
use super::finding::Finding;
use super::renamed::{Elsewhere, Renamed};
use super::report::Report;
use super::state::State;
use crate::export::report::block::{Block, code, paragraph, text};
use crate::routing::OwnerId;
use crate::text::Severity;
use crate::text::numbers::{files, plural};
use crate::tree::PathId;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Files that go from one owner to another; none is nobody.
type Moves = BTreeMap<(Option<OwnerId>, Option<OwnerId>), Vec<PathId>>;

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
    let mut elsewhere = Elsewhere::default();
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
            elsewhere.add(old, path, name(base, before) != name(head, after));
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
        "renamed": elsewhere.value(base, head),
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
    let beside = match (came, gone) {
        (0, 0) => None,
        (came, 0) => Some(format!("{} new", are(came, "file is", "files are"))),
        (0, gone) => Some(format!("{} gone", are(gone, "file is", "files are"))),
        (came, gone) => Some(format!(
            "{} new, and {} gone",
            are(came, "file is", "files are"),
            are(gone, "is", "are")
        )),
    };
    if let Some(beside) = beside {
        report.body.push(paragraph(&format!("Beside them {beside}.")));
    }
    report.body.extend(elsewhere.told(base, head));
    if !unowned_new.is_empty() {
        report.body.push(Block::Heading(3, vec![text("New, and without owner")]));
        report.body.push(listed(&places(head, unowned_new), unowned_new.len()));
    }
    for ((from, to), paths) in &ranked {
        if let (Some(from), None) = (name(base, *from), to) {
            let first: Vec<String> =
                places(head, paths).iter().take(5).map(|it| format!("`{it}`")).collect();
            let reach = if paths.len() == 1 { "reaches" } else { "reach" };
            let message = format!(
                "{} that went to {from} now {reach} nobody: {}.",
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
    if head.knows_none_of_the_named() || base.knows_none_of_the_named() {
        report.notes.push(UNMAPPED.replace('`', ""));
    }
    report.files = head.texts.files();
    report.fail_on = config.fail_on();
    report.fails = exit_code && changed > 0;
    report
}
