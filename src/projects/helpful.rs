//! Which files' contents would make the plan surer.

use super::decision::{Candidate, Decision};
use super::evidence::Evidence;
use super::facts;
use super::table::{Id, Sign};
use std::collections::BTreeMap;

/// So many files are asked for at most: more is a chore.
pub const MOST: usize = 3;

/// The files of the tree that would settle most, the most first: manifests and files of
/// processes of components that are close calls, or of whose platform only the language is
/// known. Files that are given already are left out. Linear in the signals of components.
#[must_use]
#[inline(never)]
pub fn helpful(
    decision: &Decision,
    evidence: &Evidence,
    given: &BTreeMap<String, String>,
) -> Vec<String> {
    if decision.refusal.is_some() {
        return Vec::new();
    }
    let mut worth: BTreeMap<&str, i32> = BTreeMap::new();
    let accepted = decision.accepted.iter().map(|it| (it, true));
    let rejected = decision.rejected.iter().map(|it| (it, false));
    for (candidate, accepted) in accepted.chain(rejected) {
        let doubt = doubt(candidate, accepted);
        if doubt <= 0 {
            continue;
        }
        for signal in &candidate.signals {
            let path = signal.path.as_str();
            let Some(rank) = facts::worth(path).filter(|_| !given.contains_key(path)) else {
                continue;
            };
            // A manifest tells of its own component; what comes after it in rank tells less.
            if matches!(signal.id.sign(), Sign::Manifest | Sign::Workspace | Sign::Deploy) {
                *worth.entry(path).or_default() += doubt / (1 + i32::from(rank));
            }
        }
    }
    // What starts everything tells of each component's processes.
    let compose = evidence.deploy_names.compose.as_deref();
    let several = decision.accepted.len() as i32;
    if let Some(path) = compose.filter(|path| !given.contains_key(*path) && several > 0) {
        *worth.entry(path).or_default() += 10 * several.min(10);
    }
    let mut files: Vec<(&str, i32)> = worth.into_iter().filter(|(_, worth)| *worth > 0).collect();
    files.sort_by_key(|&(path, worth)| (std::cmp::Reverse(worth), path));
    files.into_iter().take(MOST).map(|(path, _)| path.to_owned()).collect()
}

/// How much is open about a component, in hundredths.
fn doubt(candidate: &Candidate, accepted: bool) -> i32 {
    let close = (CLOSE - candidate.score.abs()).max(0);
    let platform = if accepted && !candidate.platform_is_sure { PLATFORM } else { 0 };
    // What holds no code, or is a library by what it says itself, is no question.
    let open = candidate.own.total() > 0 && !candidate.is_weighed(Id::Helper);
    if open { close + platform } else { 0 }
}

/// Scores this near to zero are close calls.
const CLOSE: i32 = 200;

/// What an open platform counts beside a close call.
const PLATFORM: i32 = 60;
