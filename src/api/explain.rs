use super::routed::Routed;
use super::{Mapping, Problem, RouteRequest, Rule, TreeInput};
use crate::ownership::Directory;
use crate::ownership::codeowners::Outcome as LineOutcome;
use crate::ownership::codeowners::host;
use crate::ownership::pattern::Mismatch;
use crate::routing::{
    self, Asked, Candidate, Outcome, Precedence, Reviewer, Reviews, RuleId, Settings, Verdict,
};
use crate::tree::{Paths, Tree};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Why a file's errors go where they go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PathExplanation {
    /// The path in the repository.
    pub path: String,
    /// The path that a frame of the file carries.
    pub frame_path: String,
    /// The code mapping that makes it so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// `owned`; `excluded` by a CODEOWNERS line without owners; `unowned` (only
    /// rules match that can't win) or `unmatched`.
    pub outcome: &'static str,
    /// Who gets the errors.
    pub owner: Option<String>,
    /// Whether this hangs on how Sentry reads CODEOWNERS lines without owners,
    /// which is not verified.
    pub disputed: bool,
    /// Sentry's issue owners, in its order and within its limit.
    pub suggested: Vec<String>,
    /// Who gets an alert to issue owners.
    pub notified: Vec<String>,
    /// The rules that match, the highest rank first.
    pub candidates: Vec<CandidateRule>,
    /// Rules that nearly match; at most ten.
    pub near_misses: Vec<NearMiss>,
    /// Lines of the CODEOWNERS file that match on their host, and that Sentry
    /// drops.
    pub dropped: Vec<DroppedLine>,
    /// Who reviews changes of the file, where there is a CODEOWNERS file.
    pub reviewers: Vec<ReviewerName>,
    /// What is wrong with the inputs.
    pub problems: Vec<Problem>,
}

/// A rule that matches, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateRule {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// `won`, `overridden`, or `passed-over` for want of an owner.
    pub verdict: &'static str,
    /// The rule that outranks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<RulePlace>,
    /// Why that outranks it: `later`, or `ownership-rule` over CODEOWNERS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'static str>,
}

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulePlace {
    /// `rules` or `codeowners`.
    pub source: &'static str,
    /// The line, from 1.
    pub line: u32,
}

/// A rule that nearly matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearMiss {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// Why not, as a stable name such as `case`.
    pub reason: &'static str,
    /// Why not, as the end of a sentence that begins with the path.
    pub text: String,
}

/// A line of a CODEOWNERS file that Sentry drops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DroppedLine {
    /// The line, from 1.
    pub line: u32,
    /// Why, for a person.
    pub reason: String,
}

/// Somebody who reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewerName {
    /// The name in the CODEOWNERS file.
    pub name: String,
    /// Who that is in Sentry, if anybody.
    pub owner: Option<String>,
    /// The line that says so, from 1.
    pub line: u32,
}

/// Explains one file. The rest of the tree does not matter to the answer; where it
/// is given, the path must be in it.
///
/// # Errors
/// If the path is not in the tree.
pub fn explain_path(
    tree: Option<&TreeInput>,
    path: &str,
    request: RouteRequest,
) -> Result<PathExplanation, String> {
    explain_for(tree, path, request, &Directory::default())
}

/// The same where it is known who exists.
pub(crate) fn explain_for(
    tree: Option<&TreeInput>,
    path: &str,
    request: RouteRequest,
    directory: &Directory,
) -> Result<PathExplanation, String> {
    let mut problems = Vec::new();
    if let Some(tree) = tree {
        let paths = super::routed::take_paths(tree, &mut problems);
        if !paths.iter().any(|known| known == path) {
            return Err(format!("path: there is no file `{path}` in the tree"));
        }
    }
    let tree = Tree::new([path].into_iter().collect::<Paths>());
    let routed = Routed::of(tree, request, directory);
    problems.extend(routed.problems());
    Ok(Explainer { routed: &routed, path, directory }.explain(problems))
}

struct Explainer<'p> {
    routed: &'p Routed,
    path: &'p str,
    directory: &'p Directory,
}

impl Explainer<'_> {
    fn explain(&self, problems: Vec<Problem>) -> PathExplanation {
        let Routed { tree, routing, mappings, .. } = self.routed;
        let found = routing.explained(tree, 0);
        let compiled = routing.compiled();
        let decision = routing::decide(
            compiled.rules(),
            routing.matching(tree, 0),
            self.directory,
            &Settings::default(),
        );
        let mut seen = BTreeSet::new();
        let suggested = decision.suggestions.iter().flat_map(|known| &known.owners);
        let suggested: Vec<String> =
            suggested.filter(|owner| seen.insert(*owner)).map(ToString::to_string).collect();
        let fits = |mapping: &&routing::Mapping| self.path.starts_with(&mapping.source_root);
        let mapping = mappings.iter().rev().filter(fits).max_by_key(|it| it.source_root.len());
        let owner = found.outcome.owner();
        PathExplanation {
            path: self.path.to_owned(),
            frame_path: found.frame,
            mapping: mapping.cloned().map(Mapping::from),
            outcome: match found.outcome {
                Outcome::Owned(..) => "owned",
                Outcome::Excluded(_) => "excluded",
                Outcome::Unowned => "unowned",
                Outcome::Unmatched => "unmatched",
            },
            owner: owner.map(|owner| compiled.owners()[owner as usize].to_string()),
            disputed: found.disputed,
            suggested,
            notified: decision.notified.iter().map(|it| it.owner.to_string()).collect(),
            candidates: found.candidates.into_iter().map(|it| self.candidate(it)).collect(),
            near_misses: found.near.into_iter().map(|it| self.near_miss(it)).collect(),
            dropped: self.dropped(),
            reviewers: self.reviewers(),
            problems,
        }
    }

    fn candidate(&self, candidate: Candidate) -> CandidateRule {
        let rule = self.routed.rule(candidate.rule);
        let (verdict, by, because) = match candidate.verdict {
            Verdict::Won => ("won", None, None),
            Verdict::Overridden { by, because } => {
                let by = self.routed.rule(by);
                let because = match because {
                    Precedence::Later => "later",
                    Precedence::OwnershipRule => "ownership-rule",
                };
                let by = RulePlace { source: by.source, line: by.line };
                ("overridden", Some(by), Some(because))
            }
            Verdict::PassedOver | Verdict::Missed(_) | Verdict::Elsewhere => {
                ("passed-over", None, None)
            }
        };
        CandidateRule { rule, verdict, by, because }
    }

    fn near_miss(&self, (rule, mismatch): (RuleId, Mismatch)) -> NearMiss {
        NearMiss { rule: self.routed.rule(rule), reason: mismatch.name(), text: mismatch.told() }
    }

    fn dropped(&self) -> Vec<DroppedLine> {
        let Some((file, import)) = &self.routed.file else { return Vec::new() };
        let dropped = import.lines.iter().filter(|line| line.outcome == LineOutcome::Dropped);
        let dropped: BTreeMap<u32, &str> =
            dropped.map(|line| (line.line, line.reason.as_deref().unwrap_or_default())).collect();
        if dropped.is_empty() {
            return Vec::new();
        }
        let rules = host::read(&file.text, file.dialect.dialect()).rules;
        let told = |rule: &host::HostRule| {
            let reason = dropped.get(&rule.line).filter(|_| rule.is_match(self.path))?;
            Some(DroppedLine { line: rule.line, reason: (*reason).to_owned() })
        };
        rules.iter().filter_map(told).collect()
    }

    fn reviewers(&self) -> Vec<ReviewerName> {
        let Some((file, _)) = &self.routed.file else { return Vec::new() };
        let rules = host::read(&file.text, file.dialect.dialect());
        let reviews = Reviews { rules: &rules, owners: &file.owners };
        let named = |asked: Asked| ReviewerName {
            name: asked.name,
            owner: match asked.reviewer {
                Reviewer::Known(owner) => Some(owner.to_string()),
                Reviewer::Unknown(_) => None,
            },
            line: asked.line,
        };
        reviews.of(&rules.compile(), self.path).asked.into_iter().map(named).collect()
    }
}
