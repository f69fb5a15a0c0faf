//! Why a file goes where it goes, and what rules decide about in a folder.

use super::answer::{Answer, input_of};
use super::explorer::{Answers, tally};
use super::inputs::Inputs;
use crate::ownership::pattern::Mismatch;
use crate::routing::{Candidate, Reviews, RuleId, Verdict};
use crate::session::protocol::{Input, Mark};
use crate::tree::{FolderId, PathId, Position};

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
    /// What is in the way, in the words that the JavaScript interface has for it.
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

/// The explanation of a path.
pub fn explain(answer: &Answer, inputs: &Inputs, path: &str) -> Explanation {
    if let Some(id) = answer.tree.find_file(path) {
        return file(answer, inputs, id);
    }
    let id = answer.tree.find_folder(path).filter(|_| !path.is_empty());
    id.map_or_else(Explanation::default, |id| folder(answer, id))
}

/// The explanation of the whole tree, as of a folder.
pub fn explain_all(answer: &Answer) -> Explanation {
    answer.tree.find_folder("").map_or_else(Explanation::default, |id| folder(answer, id))
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
    let at = answer.tree.position_of(id);
    let path = answer.tree.paths().get(id);
    let found = answer.routing.explained(&answer.tree, id);
    let rule = |it: Candidate| verdict(answer, it.rule, it.verdict == Verdict::Won, 0);
    let before = answer.edited.as_ref().and_then(|edited| edited.before(at));
    Explanation {
        place: Place::File,
        owner: found.outcome.owner().map(|owner| answer.owner_at(owner)),
        before: before.map(|owner| owner.map(ToString::to_string)),
        frame: (found.frame != path).then_some(found.frame),
        near: found.near.into_iter().map(|it| near_miss(answer, it)).collect(),
        rules: found.candidates.into_iter().map(rule).collect(),
        reviewed: reviewed(answer, inputs, at),
        uncertain: found.disputed,
        ..Explanation::default()
    }
}

/// Who reviews the file at a position.
fn reviewed(answer: &Answer, inputs: &Inputs, at: Position) -> Option<Reviewed> {
    let reviewers = inputs.reviewers.as_ref()?;
    let (rules, owners) = (&inputs.host, &inputs.people.names);
    let path = answer.tree.paths().get(answer.tree.path_at(at));
    let review = Reviews { rules, owners }.of(reviewers, path);
    Some(Reviewed {
        by: review.asked.into_iter().map(|asked| asked.name).collect(),
        lines: review.lines,
        agrees: !answer.disputes(rules, owners).holds(at),
    })
}

fn near_miss(answer: &Answer, (rule, mismatch): (RuleId, Mismatch)) -> NearMiss {
    let rule = &answer.routing.compiled().rules()[rule as usize];
    NearMiss {
        input: input_of(rule.source),
        line: rule.line,
        matcher: rule.matcher.to_string(),
        reason: format!("the path {}", mismatch.told()),
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
        input: input_of(rule.source),
        line: rule.line,
        matcher: rule.matcher.to_string(),
        owners: rule.owners.iter().map(ToString::to_string).collect(),
        wins,
        files,
    }
}
