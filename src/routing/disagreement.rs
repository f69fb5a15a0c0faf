use super::compiled::RuleId;
use super::route::{Outcome, Routing};
use crate::ownership::Owner;
use crate::ownership::codeowners::host::{Effect, HostRules, Review, Reviewers};
use crate::text::order::Sort as _;
use crate::tree::{PathId, Tree};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Who reviews: a CODEOWNERS file as its own host reads it, and who its names
/// are in Sentry.
#[derive(Clone, Debug)]
pub struct Reviews<'a> {
    /// The file, read by its host's rules.
    pub rules: &'a HostRules,
    /// The owner in Sentry (`#team` or an address) for each name in the file, as
    /// in [`crate::ownership::codeowners::Codeowners::owners`].
    pub owners: &'a BTreeMap<String, String>,
}

/// Looking one file up
impl Reviews<'_> {
    /// Who is asked to review changes of a file, and why. `reviewers` are these rules, ready for
    /// paths. Looks at all names.
    #[must_use]
    pub fn of(&self, reviewers: &Reviewers, path: &str) -> FileReview {
        let names = self.names();
        let mut found = FileReview::default();
        for review in reviewers.reviews(path) {
            let rule = &self.rules.rules[review.rule as usize];
            found.lines.push(rule.line);
            if rule.effect == Effect::Own {
                found.asked.extend(rule.owners.iter().map(|owner| Asked {
                    name: owner.name.clone(),
                    reviewer: reviewer(&owner.name, &names),
                    line: rule.line,
                }));
            }
        }
        found
    }

    fn names(&self) -> BTreeMap<String, &str> {
        self.owners.iter().map(|(name, owner)| (name.to_lowercase(), owner.trim())).collect()
    }
}

/// Who reviews changes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReview {
    /// The lines that decide, one for each section that has one.
    pub lines: Vec<u32>,
    /// Everybody who is asked.
    pub asked: Vec<Asked>,
}

/// Somebody who is asked to review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The name in the file.
    pub name: String,
    /// Who that is in Sentry.
    pub reviewer: Reviewer,
    /// The line that says so, from 1.
    pub line: u32,
}

/// Somebody who reviews changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reviewer {
    /// Whoever it is in Sentry.
    Known(Owner),
    /// A name that nobody in Sentry is mapped to.
    Unknown(String),
}

/// Files whose changes some review and whose errors others get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Who reviews changes; nobody if empty.
    pub reviewers: Vec<Reviewer>,
    /// Why: the lines of the CODEOWNERS file that decide, one per section that
    /// has one; with no line the host knows no owner.
    pub lines: Vec<u32>,
    /// Who gets the errors, if anybody does.
    pub gets: Option<Owner>,
    /// Why: the rule of the routing that wins, if one does.
    pub rule: Option<RuleId>,
    /// The files, in the order of the tree; [`Tree::groups`] makes folders of them.
    pub files: Vec<PathId>,
}

/// Where code review and error routing disagree: files whose errors go to
/// somebody who does not review them, or to nobody though somebody reviews. By
/// the two reasons, the most files first.
///
/// A file agrees if whoever gets its errors is among its reviewers, or if
/// neither has anybody. Linear in the tree, beside the host's own walk.
#[must_use]
pub fn disagreement(tree: &Tree, routing: &Routing, reviews: &Reviews<'_>) -> Vec<Disagreement> {
    let names = reviews.names();
    let reviewers = reviews.rules.compile();
    let mut walk = reviewers.walk();
    let mut found: Vec<Disagreement> = Vec::new();
    let mut known: HashMap<(Vec<u32>, Outcome), Option<usize>> = HashMap::new();
    // Files of one folder mostly have the same answer.
    let mut last: (Vec<Review>, Option<Outcome>, Option<usize>) = Default::default();
    for (&path, &set) in tree.order().iter().zip(routing.set_at()) {
        let outcome = routing.outcome_of(set);
        let deciding = walk.reviews(tree.paths().get(path));
        if last.1 != Some(outcome) || last.0 != deciding {
            let rules = deciding.iter().map(|review| review.rule);
            let key = (rules.collect::<Vec<u32>>(), outcome);
            let at = *known.entry(key).or_insert_with_key(|(deciding, outcome)| {
                let new = judge(routing, reviews, &names, deciding, *outcome)?;
                found.push(new);
                Some(found.len() - 1)
            });
            last = (deciding.to_vec(), Some(outcome), at);
        }
        if let Some(at) = last.2 {
            found[at].files.push(path);
        }
    }
    found.sort_once_by_key(|found| Reverse(found.files.len()));
    found
}

/// What there is to say about files with these deciding rules; nothing if both
/// sides agree.
fn judge(
    routing: &Routing,
    reviews: &Reviews<'_>,
    names: &BTreeMap<String, &str>,
    deciding: &[u32],
    outcome: Outcome,
) -> Option<Disagreement> {
    let rules = deciding.iter().map(|&rule| &reviews.rules.rules[rule as usize]);
    let mut reviewers = Vec::new();
    let mut seen = BTreeSet::new();
    for rule in rules.clone().filter(|rule| rule.effect == Effect::Own) {
        for owner in &rule.owners {
            let reviewer = reviewer(&owner.name, names);
            if seen.insert(reviewer.clone()) {
                reviewers.push(reviewer);
            }
        }
    }
    let gets = outcome.owner().map(|owner| routing.compiled().owners()[owner as usize].clone());
    let agrees = match &gets {
        None => reviewers.is_empty(),
        Some(owner) => seen.contains(&Reviewer::Known(owner.clone())),
    };
    let lines = rules.map(|rule| rule.line).collect();
    let rule = outcome.rule();
    (!agrees).then_some(Disagreement { reviewers, lines, gets, rule, files: Vec::new() })
}

fn reviewer(name: &str, names: &BTreeMap<String, &str>) -> Reviewer {
    match names.get(&name.to_lowercase()).filter(|owner| !owner.is_empty()) {
        Some(owner) => Reviewer::Known(Owner::named(owner)),
        None if !name.starts_with('@') => Reviewer::Known(Owner::User(name.to_lowercase())),
        None => Reviewer::Unknown(name.to_owned()),
    }
}
