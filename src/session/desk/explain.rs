//! Why a file goes where it goes, and what rules decide about in a folder.

use super::answer::{Answer, input_of};
use super::explorer::{Answers, tally};
use super::inputs::Inputs;
use crate::ownership::codeowners::host::Effect;
use crate::ownership::pattern::Mismatch;
use crate::routing::{Candidate, RuleId, Verdict};
use crate::session::protocol::{Input, Mark};
use crate::tree::{FolderId, PathId, Tree};

/// Why a path goes where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Whether it is a file, a folder, or not in the tree (any more).
    pub place: Place,
    /// The owner, for a file that reaches one.
    pub owner: Option<String>,
    /// The path that a frame of the file carries, if that is another.
    pub frame: Option<String>,
    /// Who got its errors in the kept state, if that was somebody else.
    pub before: Option<Option<String>>,
    /// Rules that matter to it: for a file those that match, the deciding one
    /// first; for a folder those that decide about files in it.
    pub rules: Vec<RuleVerdict>,
    /// Rules that nearly match, with what is in the way.
    pub near: Vec<NearMiss>,
    /// For a folder: files by owner, none for nobody.
    pub shares: Vec<(Option<String>, u32)>,
    /// Who reviews changes to a file, if there is a CODEOWNERS file.
    pub reviewed: Option<Reviewed>,
    /// Whether the two readings of CODEOWNERS lines without owners differ about the file.
    pub uncertain: bool,
}

/// What a path is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Not in the tree.
    #[default]
    Missing,
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// A rule and its part in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVerdict {
    /// Where it stands.
    pub input: Input,
    /// Its line, from 1.
    pub line: u32,
    /// The rule's matcher, as Sentry prints it.
    pub matcher: String,
    /// Its owners.
    pub owners: Vec<String>,
    /// Whether it decides; else it is overridden.
    pub wins: bool,
    /// For a folder: files that it decides there.
    pub files: u32,
}

/// A rule that nearly matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// Where it stands.
    pub input: Input,
    /// Its line, from 1.
    pub line: u32,
    /// The rule's matcher.
    pub matcher: String,
    /// What is in the way.
    pub reason: String,
}

/// Who reviews changes to a file, by the rules of its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Names as the file has them.
    pub by: Vec<String>,
    /// The lines that decide, one for each section that has one.
    pub lines: Vec<u32>,
    /// Whether whoever gets the errors is among them.
    pub agrees: bool,
}

/// How many rules that nearly match are told.
const MOST_NEAR: usize = 8;

/// The explanation of a path.
pub fn explain(answer: &Answer, inputs: &Inputs, path: &str) -> Explanation {
    if let Some(id) = find_file(&answer.tree, path) {
        return file(answer, inputs, id);
    }
    match answer.tree.find_folder(path) {
        Some(id) if !path.is_empty() => folder(answer, id),
        _ => Explanation::default(),
    }
}

impl Explanation {
    /// The lines that matter.
    pub fn marks(&self) -> Vec<Mark> {
        let mark =
            |rule: &RuleVerdict| Mark { input: rule.input, line: rule.line, wins: rule.wins };
        self.rules.iter().map(mark).collect()
    }
}

fn file(answer: &Answer, inputs: &Inputs, id: PathId) -> Explanation {
    let routing = &answer.routing;
    let winner = routing.rule_of(&answer.tree, id);
    let mut rules = routing.matching(&answer.tree, id).to_vec();
    rules.sort_by_key(|&rule| std::cmp::Reverse(routing.compiled().rank(rule)));
    let at = answer.tree.position_of(id);
    let path = answer.tree.paths().get(id);
    let near = routing.near_misses(&answer.tree, id, MOST_NEAR);
    let disputes = answer.disputes(&inputs.host, &inputs.people.names);
    let reviewed = inputs.reviewers.as_ref().map(|reviewers| {
        let reviews = reviewers.reviews(path);
        let deciding = reviews.iter().map(|review| &inputs.host.rules[review.rule as usize]);
        let owners = deciding.clone().filter(|rule| rule.effect == Effect::Own);
        Reviewed {
            by: owners.flat_map(|rule| &rule.owners).map(|owner| owner.name.clone()).collect(),
            lines: deciding.map(|rule| rule.line).collect(),
            agrees: !disputes.holds(at),
        }
    });
    Explanation {
        place: Place::File,
        owner: answer.owner(at).map(|place| answer.owner_name(place)),
        frame: answer.frame(path),
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
        reviewed,
        uncertain: routing.is_disputed(&answer.tree, id),
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
        Mismatch::Set => {
            "its brackets or braces stand for one of what they hold, and here are part of a name: write `?` for each"
        }
        Mismatch::GoesOn => "the path goes on behind it: `*` is missing at the end",
        Mismatch::Preceded => "it matches the end of the path alone: `*` is missing in front",
        Mismatch::Shorter => "it asks for more than the path has",
        Mismatch::Similar => "a letter or two differ",
        Mismatch::Query => "the query is not in it: `*` is missing at the end",
        Mismatch::Scheme => "only the scheme differs",
        Mismatch::Invalid(_) | Mismatch::Differs { .. } => return None,
    };
    Some(NearMiss {
        input: input_of(rule.source),
        line: rule.line,
        matcher: rule.matcher.to_string(),
        reason: reason.to_owned(),
    })
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
        input: input_of(rule.source),
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
