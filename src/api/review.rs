use super::routed::{FilePlace, Routed, places};
use super::{Problem, RouteRequest, Rule, TreeInput};
use crate::advice;
use crate::ownership::Directory;
use crate::ownership::codeowners::host;
use crate::routing::{Disagreement, Reviewer, Reviews};
use serde::Serialize;

/// Where code review and error routing disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewComparison {
    /// How many files there are.
    pub files: u32,
    /// How many of them have errors that go to somebody who does not review
    /// them, or to nobody though somebody reviews.
    pub disagree: u32,
    /// The disagreements by their two reasons, the most files first.
    pub groups: Vec<ReviewGroup>,
    /// Per path: an index into `groups`, -1 where both agree.
    #[serde(skip)]
    pub group_of: Vec<i32>,
    /// What is wrong with the inputs, and with the file in the host's eyes.
    pub problems: Vec<Problem>,
}

/// Files that disagree for the same two reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewGroup {
    /// Who reviews changes: the owner in Sentry, else the name in the file.
    pub reviewers: Vec<ReviewParty>,
    /// The lines of the CODEOWNERS file that decide on the reviewers.
    pub lines: Vec<u32>,
    /// Who gets the errors.
    pub owner: Option<String>,
    /// The rule that decides on that.
    pub rule: Option<Rule>,
    /// How many files.
    pub files: u32,
    /// Where they are; at most a hundred places.
    pub places: Vec<FilePlace>,
}

/// Somebody who reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewParty {
    /// The owner in Sentry, else the name in the file.
    pub name: String,
    /// Whether Sentry knows them.
    pub known: bool,
}

/// Compares who reviews with who gets the errors, file by file. Without a
/// CODEOWNERS file nobody reviews, and every owned file disagrees. Linear.
#[must_use]
pub fn compare_review(tree: &TreeInput, request: RouteRequest) -> ReviewComparison {
    let routed = Routed::new(tree, request, &Directory::default());
    let mut problems = routed.problems();
    let (text, dialect, owners) = match &routed.file {
        Some((file, _)) => (file.text.as_str(), file.dialect.dialect(), file.owners.clone()),
        None => ("", host::Dialect::default(), std::collections::BTreeMap::default()),
    };
    let rules = host::read(text, dialect);
    let reviews = Reviews { rules: &rules, owners: &owners };
    let found = advice::review(&routed.tree, &routed.routing, &reviews);
    problems.extend(Problem::all(&rules.problems, text));
    problems.extend(Problem::all(&found.problems, text));
    let mut group_of = vec![-1; routed.tree.len()];
    for (group, found) in (0..).zip(&found.groups) {
        for &file in &found.files {
            group_of[file as usize] = group;
        }
    }
    let party = |reviewer: &Reviewer| match reviewer {
        Reviewer::Known(owner) => ReviewParty { name: owner.to_string(), known: true },
        Reviewer::Unknown(name) => ReviewParty { name: name.clone(), known: false },
    };
    let group = |found: &Disagreement| ReviewGroup {
        reviewers: found.reviewers.iter().map(party).collect(),
        lines: found.lines.clone(),
        owner: found.gets.as_ref().map(ToString::to_string),
        rule: found.rule.map(|rule| routed.rule(rule)),
        files: found.files.len() as u32,
        places: places(&routed.tree, &found.files),
    };
    ReviewComparison {
        files: routed.tree.len() as u32,
        disagree: found.disputed,
        groups: found.groups.iter().map(group).collect(),
        group_of,
        problems,
    }
}
