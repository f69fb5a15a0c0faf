//! Why a file goes where it goes, and what rules decide about in a folder.

use super::Answer;
use super::explorer::{Answers, tally};
use super::protocol::{Explanation, NearMiss, Place, RuleVerdict};
use crate::ownership::pattern::Mismatch;
use crate::routing::{Candidate, RuleId, Verdict};
use crate::tree::{FolderId, PathId, Tree};

/// How many rules that nearly match are told.
const MOST_NEAR: usize = 8;

/// The explanation of a path, but for its revisions and the path itself.
pub fn explain(answer: &Answer, path: &str) -> Explanation {
    if let Some(id) = find_file(&answer.tree, path) {
        return file(answer, id);
    }
    match answer.tree.find_folder(path) {
        Some(id) if !path.is_empty() => folder(answer, id),
        _ => Explanation::default(),
    }
}

fn file(answer: &Answer, id: PathId) -> Explanation {
    let routing = &answer.routing;
    let winner = routing.rule_of(&answer.tree, id);
    let mut rules = routing.matching(&answer.tree, id).to_vec();
    rules.sort_by_key(|&rule| std::cmp::Reverse(routing.compiled().rank(rule)));
    let at = answer.tree.position_of(id);
    let owner = answer.owner(at);
    let near = routing.near_misses(&answer.tree, id, MOST_NEAR);
    Explanation {
        place: Place::File,
        owner: owner.map(|place| answer.owner_name(place)),
        before: answer
            .edited
            .as_ref()
            .and_then(|edited| edited.before(at))
            .map(|owner| owner.map(ToString::to_string)),
        near: near.into_iter().filter_map(|candidate| near_miss(answer, candidate)).collect(),
        rules: rules
            .into_iter()
            .map(|rule| verdict(answer, rule, winner == Some(rule), 0))
            .collect(),
        ..Explanation::default()
    }
}

fn near_miss(answer: &Answer, candidate: Candidate) -> Option<NearMiss> {
    let Verdict::Missed(mismatch) = candidate.verdict else { return None };
    let rule = &answer.routing.compiled().rules()[candidate.rule as usize];
    let reason = match mismatch {
        Mismatch::Case => "only upper and lower case differ, which count here",
        Mismatch::NamesFolder => {
            "it names the folder, and not what is in it: `/*` is missing at the end"
        }
        Mismatch::Anchored => "it is tied to the start of the path: `*/` is missing in front",
        Mismatch::LeadingSlash => "it starts with `/`, and the path does not",
        Mismatch::TextLeadingSlash => "the path starts with `/`, and it does not",
        Mismatch::Deeper => "it means files right in that folder, and this one lies deeper",
        Mismatch::NotAFolder => "it means a folder, and this is a file",
        Mismatch::StarStopsAtSlash => "its `*` would have to go over a `/`",
        Mismatch::Invalid(_) | Mismatch::Differs { .. } => return None,
    };
    Some(NearMiss { line: rule.line, matcher: rule.matcher.to_string(), reason: reason.to_owned() })
}

fn folder(answer: &Answer, id: FolderId) -> Explanation {
    let positions = answer.tree.positions(id);
    let shares = tally(positions.clone().map(|at| answer.owner(at)));
    let deciding = positions.map(|at| answer.outcome(at).rule());
    let rules = tally(deciding).into_iter().filter_map(|(rule, files)| Some((rule?, files)));
    Explanation {
        place: Place::Folder,
        rules: rules.map(|(rule, files)| verdict(answer, rule, true, files)).collect(),
        shares: shares
            .into_iter()
            .map(|(owner, files)| (owner.map(|place| answer.owner_name(place)), files))
            .collect(),
        ..Explanation::default()
    }
}

fn verdict(answer: &Answer, id: RuleId, wins: bool, files: u32) -> RuleVerdict {
    let rule = &answer.routing.compiled().rules()[id as usize];
    RuleVerdict {
        line: rule.line,
        matcher: rule.matcher.to_string(),
        owners: rule.owners.iter().map(ToString::to_string).collect(),
        wins,
        files,
    }
}

/// The file with this path.
pub fn find_file(tree: &Tree, path: &str) -> Option<PathId> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = tree.find_folder(folder)?;
    tree.own_files(folder).iter().copied().find(|&id| tree.name_of(id) == name)
}
