use super::assertions;
use super::codes::UNOWNED;
use super::config::{Config, Unowned};
use super::finding::Finding;
use super::report::{Report, Stop};
use super::state::State;
use crate::export::report::block::{Block, code, paragraph, text};
use crate::text::Severity;
use crate::text::numbers::{count, files, percent, plural};
use crate::tree::{PathId, ReadOptions, Sieve, Tree, compile_globs};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many places without owner are listed.
const MOST_PLACES: usize = 20;

/// Where CODEOWNERS names people and nothing says who they are.
pub(super) const UNMAPPED: &str = "Sentry knows nobody by the names in CODEOWNERS until they are mapped. `--teams FILE` says who is who: `#web @acme/web`, a line each.";

/// Whether everything is as it should be.
pub(super) fn check(head: &State, base: Option<&State>, config: &Config) -> Result<Report, Stop> {
    if !head.texts.has_rules() {
        return Err(Stop::new("there are neither ownership rules nor a CODEOWNERS file").hint(
            "Name a file: `--rules FILE`, `--codeowners FILE`, or `rules` in sentry-general.json.",
        ));
    }
    let exempt = Exempt::new(config)?;
    let unowned = exempt.unowned(head);
    let before = base.map(|base| exempt.unowned(base));
    let mut findings = head.findings();
    let (asserted, failed) = head
        .texts
        .assertions
        .as_ref()
        .map(|file| assertions::check(file, head, config))
        .unwrap_or_default();
    findings.extend(failed);
    let new = before.as_ref().map(|before| new_ones(head, &unowned, base, before));
    findings.extend(budget(head, &unowned, before.as_deref(), base, new.as_deref(), config));
    findings.retain(|finding| config.reports(finding.code, finding.severity));
    findings.sort_by(|a, b| (&a.file, a.place, a.code).cmp(&(&b.file, b.place, b.code)));

    let total = head.texts.tree.len() as u32;
    let nobody = unowned.len() as u32;
    let mut owners: BTreeMap<String, u32> = BTreeMap::new();
    for path in head.texts.tree.order() {
        if let Some(owner) = head.owner(*path) {
            *owners.entry(head.owner_name(owner)).or_default() += 1;
        }
    }
    let owned: u32 = owners.values().sum();
    let exempted = match total - owned - nobody {
        0 => String::new(),
        exempted => format!(" (beside {} that may)", count(exempted)),
    };
    let mut ranked: Vec<_> = owners.iter().collect();
    ranked.sort_by_key(|(name, files)| (Reverse(**files), (*name).clone()));
    let places = places(head, &unowned);
    let value = json!({
        "files": total,
        "unowned": nobody,
        "unownedBefore": before.as_ref().map(Vec::len),
        "owners": owners,
        "withoutOwner": places,
        "assertions": asserted.iter().map(|it| json!({
            "assertion": it.words, "file": it.file, "line": it.line, "holds": it.found.is_none(), "found": it.found,
        })).collect::<Vec<_>>(),
    });
    let headline = format!(
        "{} of {} reach somebody ({}); {}{exempted}.",
        count(owned),
        files(total),
        percent(owned, total),
        if nobody == 1 {
            "1 reaches nobody".to_owned()
        } else {
            format!("{} reach nobody", count(nobody))
        },
    );
    let mut report = Report::new("check", headline, value);
    let is_unmapped = |it: &Finding| it.code == "codeowners/unmapped-owner";
    if !head.texts.knows_people() && findings.iter().any(is_unmapped) {
        report.body.push(paragraph(UNMAPPED));
    }
    if !asserted.is_empty() {
        let holding = asserted.iter().filter(|it| it.found.is_none()).count() as u32;
        let all = plural(asserted.len() as u32, "assertion", "assertions");
        report.body.push(paragraph(&format!("{} of {all} hold.", count(holding))));
    }
    if !places.is_empty() {
        report.body.push(Block::Heading(3, vec![text("Without owner")]));
        report.body.push(listed(&places, unowned.len()));
    }
    if !ranked.is_empty() {
        let rows = ranked.iter().take(MOST_PLACES).map(|(name, files)| {
            vec![
                vec![code(name.as_str())],
                vec![text(count(**files))],
                vec![text(percent(**files, total))],
            ]
        });
        report.body.push(Block::Heading(3, vec![text("Owners")]));
        report.body.push(Block::Table(vec!["Owner", "Files", "Share"], rows.collect()));
        if ranked.len() > MOST_PLACES {
            report.body.push(paragraph(&format!("And {} more.", ranked.len() - MOST_PLACES)));
        }
    }
    report.findings = findings;
    report.asserted = asserted;
    report.files = head.texts.files();
    report.fail_on = config.fail_on();
    Ok(report)
}

/// Whether more files reach nobody than may.
fn budget(
    head: &State,
    unowned: &[PathId],
    before: Option<&[PathId]>,
    base: Option<&State>,
    new: Option<&[PathId]>,
    config: &Config,
) -> Option<Finding> {
    let (all, total) = (unowned.len() as u32, head.texts.tree.len() as u32);
    let (most, allowed) = match config.unowned? {
        Unowned::Most(most) => (most, format!("{} may", count(most))),
        Unowned::Share(share) => {
            let most = part(share, total);
            (most, format!("{} may, which is {share}% of all", count(most)))
        }
        Unowned::Base => {
            let most = before?.len() as u32;
            (
                most,
                format!(
                    "{} did on `{}`",
                    count(most),
                    base.map_or("the base", |it| &it.texts.name)
                ),
            )
        }
    };
    if all <= most {
        return None;
    }
    let shown = new.filter(|new| !new.is_empty()).unwrap_or(unowned);
    let first: Vec<String> =
        places(head, shown).into_iter().take(5).map(|it| format!("`{it}`")).collect();
    let what = if shown.len() == unowned.len() { "Among them" } else { "New among them" };
    let message =
        format!("{} reach nobody, but only {allowed}. {what}: {}.", files(all), first.join(", "));
    let finding = Finding::new(UNOWNED, Severity::Error, message)
        .hint("`sentry-general why` tells of a file which rules nearly match it.");
    let rules = head.texts.files();
    Some(match rules.first() {
        Some(file) => finding.in_file(file),
        None => finding,
    })
}

/// How many of so many a share in per cent is at most. A quotient is rounded once, and so is equal to the typed
/// number where both are the same; a product of the two may be just below.
fn part(share: f64, total: u32) -> u32 {
    let near = (f64::from(total) * share / 100.0).floor();
    near as u32 + u32::from((near + 1.0) * 100.0 / f64::from(total) <= share)
}

/// Those of the files without owner that had one on the base, or were not there.
fn new_ones(
    head: &State,
    unowned: &[PathId],
    base: Option<&State>,
    before: &[PathId],
) -> Vec<PathId> {
    let Some(base) = base else { return Vec::new() };
    let mut was = vec![false; base.texts.tree.len()];
    for &path in before {
        was[path as usize] = true;
    }
    let is_new = |path: &PathId| {
        let path = head.texts.tree.paths().get(*path);
        base.texts.tree.find_file(path).is_none_or(|path| !was[path as usize])
    };
    unowned.iter().copied().filter(is_new).collect()
}

/// Where files are, the first of many: folders of which all files are meant end in a slash.
pub(super) fn places(state: &State, paths: &[PathId]) -> Vec<String> {
    let tree: &Tree = &state.texts.tree;
    let place = tree.groups(paths).take(MOST_PLACES).map(|group| match group.path(tree) {
        path if path.is_empty() => "./".to_owned(),
        path => path,
    });
    place.collect()
}

/// A list of places, and that there are more.
pub(super) fn listed(places: &[String], all: usize) -> Block {
    let mut rows: Vec<_> = places
        .iter()
        .map(|it| crate::export::report::block::item(vec![code(it.as_str())]))
        .collect();
    if places.len() >= MOST_PLACES {
        rows.push(crate::export::report::block::item(vec![text(format!(
            "… {} in all",
            files(all as u32)
        ))]));
    }
    Block::List(rows)
}

/// Which files may be without owner.
struct Exempt(Box<dyn Sieve>);

impl Exempt {
    fn new(config: &Config) -> Result<Self, Stop> {
        let options = ReadOptions {
            exclude: config.exempt.clone().unwrap_or_default(),
            ..ReadOptions::default()
        };
        let mut problems = Vec::new();
        let globs = compile_globs(&options, &mut problems);
        let faults = problems.iter().map(|it| Stop::new(format!("`exempt`: {}", it.message)));
        match Stop::all(faults.collect()) {
            Some(stop) => Err(stop),
            None => Ok(Self(globs)),
        }
    }

    /// The files that reach nobody and are to, in the order of the tree.
    fn unowned(&self, state: &State) -> Vec<PathId> {
        let paths = state.texts.tree.paths();
        let nobody = |path: &PathId| state.owner(*path).is_none() && self.0.keeps(paths.get(*path));
        state.texts.tree.order().iter().copied().filter(nobody).collect()
    }
}
