//! Why a file goes where it goes, and what rules decide about in a folder.

use super::Answer;
use super::explorer::{Answers, tally};
use super::protocol::{Explanation, Place, RuleVerdict};
use crate::routing::RuleId;
use crate::tree::{FolderId, PathId, Tree};

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
    let owner = answer.owner(answer.tree.position_of(id));
    Explanation {
        place: Place::File,
        owner: owner.map(|place| answer.owner_name(place)),
        rules: rules
            .into_iter()
            .map(|rule| verdict(answer, rule, winner == Some(rule), 0))
            .collect(),
        ..Explanation::default()
    }
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

fn find_file(tree: &Tree, path: &str) -> Option<PathId> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = tree.find_folder(folder)?;
    tree.own_files(folder).iter().copied().find(|&id| tree.name_of(id) == name)
}
