//! The split of a repository into projects.

#[path = "projects/asides.rs"]
mod asides;
#[path = "projects/changes.rs"]
mod changes;
#[path = "projects/codeowners.rs"]
mod codeowners;
#[path = "projects/contents.rs"]
mod contents;
#[path = "projects/frames.rs"]
mod frames;
#[path = "projects/properties.rs"]
mod properties;
#[path = "projects/repositories.rs"]
mod repositories;
#[path = "projects/rules.rs"]
mod rules;
#[path = "projects/uses.rs"]
mod uses;
#[path = "projects/what_if.rs"]
mod what_if;

use sentry_general::ownership::parse;
use sentry_general::projects::{Change, Inputs, Place, Plan, plan};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;

/// The plan of a few files, by rules, after changes.
fn planned(paths: &[&str], rules: &str, changes: &[Change]) -> Plan {
    with_files(paths, &[], rules, changes)
}

/// The same with contents of some of the files.
fn with_files(paths: &[&str], files: &[(&str, &str)], rules: &str, changes: &[Change]) -> Plan {
    let tree = Tree::new(paths.iter().collect());
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    let files: BTreeMap<String, String> = files.iter().map(own).collect();
    let parsed = parse(rules).rules;
    let inputs = Inputs { files: &files, text: rules, rules: &parsed, ..Inputs::of_tree(&tree) };
    plan(&inputs, changes)
}

/// Each project as `root platform process`, `.` for the root.
fn lines(plan: &Plan) -> Vec<String> {
    let line = |place: &Place, platform: &str| {
        let root = if place.root.is_empty() { "." } else { &place.root };
        let process = place.process.as_ref().map(|process| format!(" {process}"));
        format!("{root} {platform}{}", process.unwrap_or_default())
    };
    plan.projects.iter().map(|project| line(&project.place, project.platform)).collect()
}
