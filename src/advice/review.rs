//! Code review beside error routing: where they disagree, and what a CODEOWNERS file does on its
//! host that is likely a mistake in this tree.

use crate::ownership::codeowners::Dialect;
use crate::ownership::codeowners::host::{Effect, HostRule, HostRules};
use crate::routing::{Disagreement, Reviewer, Reviews, Routing, disagreement};
use crate::text::{Edit, Problem, Span};
use crate::tree::{FolderId, Tree};
use std::collections::{BTreeSet, HashMap};

/// Where code review and error routing disagree: what the page's view and the JavaScript interface
/// both show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The disagreements by their two reasons, the most files first.
    pub groups: Vec<Disagreement>,
    /// How many files they are about.
    pub disputed: u32,
    /// How many names among the reviewers are nobody in Sentry yet.
    pub unknown: u32,
    /// What is said about the file by [`lint_review`].
    pub problems: Vec<Problem>,
}

/// Compares who reviews with who gets the errors, file by file. Linear in the tree, beside the
/// host's own walk.
#[must_use]
pub fn review(tree: &Tree, routing: &Routing, reviews: &Reviews<'_>) -> Review {
    let groups = disagreement(tree, routing, reviews);
    let unknown = groups.iter().flat_map(|it| &it.reviewers).filter_map(|it| match it {
        Reviewer::Unknown(name) => Some(name),
        Reviewer::Known(_) => None,
    });
    let unknown = unknown.collect::<BTreeSet<_>>().len() as u32;
    let disputed = groups.iter().map(|it| it.files.len() as u32).sum();
    Review { disputed, unknown, problems: lint_review(reviews.rules, tree), groups }
}

/// How many folders of one name are looked at for a line.
const MOST_OF_A_NAME: usize = 1000;

/// What is to be said about a file as its host reads it, in the order of the file.
///
/// GitLab alone takes a path without a slash at its end for one entry, and not for
/// what is in a folder of that name. Linear in lines and folders.
#[must_use]
pub fn lint_review(rules: &HostRules, tree: &Tree) -> Vec<Problem> {
    if rules.dialect != Dialect::Gitlab {
        return Vec::new();
    }
    let mut by_name: HashMap<&str, Vec<FolderId>> = HashMap::new();
    for folder in (0..tree.folders() as FolderId).filter(|&folder| folder != Tree::ROOT) {
        by_name.entry(tree.folder_name(folder)).or_default().push(folder);
    }
    let folder = |rule: &HostRule| {
        let pattern = rule.pattern.as_str();
        let is_path = rule.effect == Effect::Own && !pattern.ends_with('/');
        if !is_path || pattern.contains(['*', '?', '[', '{', '\\']) {
            return None;
        }
        let path = pattern.trim_start_matches('/');
        let anchored = path.len() < pattern.len();
        let name = path.rsplit('/').next()?;
        let fits = |folder: &&FolderId| {
            let whole = tree.folder_path(**folder);
            match whole.strip_suffix(path) {
                Some("") => true,
                Some(above) => !anchored && above.ends_with('/'),
                None => false,
            }
        };
        by_name.get(name)?.iter().take(MOST_OF_A_NAME).find(fits).copied()
    };
    let found = rules.rules.iter().filter_map(|rule| Some(problem(rule, tree, folder(rule)?)));
    found.collect()
}

fn problem(rule: &HostRule, tree: &Tree, folder: FolderId) -> Problem {
    let HostRule { pattern, span, .. } = rule;
    let end = span.start + pattern.len() as u32;
    Problem::warning(
        "codeowners/host-folder-slash",
        format!(
            "On GitLab `{pattern}` without a slash at its end means one entry of that name, and not what is in the folder: this line asks nobody to review the files in `{}/`. Sentry and GitHub include them.",
            tree.folder_path(folder)
        ),
    )
    .at(Span { start: span.start, end })
    .hint("Write a slash at the end; that changes nothing for Sentry.")
    .fix(
        format!("Write `{pattern}/`, so that its owners review what is in the folder"),
        vec![Edit { span: Span { start: end, end }, text: "/".to_owned() }],
    )
}
