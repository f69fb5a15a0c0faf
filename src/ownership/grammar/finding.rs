use crate::text::order::Sort as _;
use crate::text::{Problem, Problems, Span};
use std::collections::BTreeSet;

/// The step at which Sentry refuses a text; steps come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The text is too long.
    Length,
    /// The grammar does not take it.
    Grammar,
    /// A quoted pattern can't be decoded: Sentry fails without an answer.
    Decoding,
    /// A rule has no owner.
    MissingOwner,
    /// An owner is unknown or has no access to the project.
    UnknownOwner,
    /// A `codeowners:` rule was typed by hand.
    Codeowners,
}

/// Why Sentry refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// At which step.
    pub stage: Stage,
    /// What it answers; none where it fails with an internal error.
    pub answer: Option<String>,
    /// Where in the text.
    pub span: Option<Span>,
}

/// A problem, and the refusal it would be if Sentry came as far as to it.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) problem: Problem,
    pub(super) refusal: Option<(Stage, Option<String>)>,
}

impl Finding {
    /// A problem at which Sentry refuses the text, with what it answers.
    pub(super) fn refused(problem: Problem, stage: Stage, answer: impl Into<String>) -> Self {
        Self { problem, refusal: Some((stage, Some(answer.into()))) }
    }
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        Self { problem, refusal: None }
    }
}

/// The findings of one text: as many as [`Problems`] keeps, and the first of each stage,
/// without which nobody could say what Sentry answers.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    stages: BTreeSet<Stage>,
    counted: Problems,
}

impl Findings {
    /// Adds a finding. Those of one stage come in the order of the text.
    pub(super) fn push(&mut self, finding: impl Into<Finding>) {
        let finding = finding.into();
        let stage = finding.refusal.as_ref().map(|(stage, _)| *stage);
        let is_first = stage.is_some_and(|stage| self.stages.insert(stage));
        let severity = finding.problem.severity;
        if self.counted.admits(severity) {
            self.kept.push(finding);
        } else if is_first {
            self.counted.take_back(severity);
            self.kept.push(finding);
        }
    }

    /// Adds some.
    pub(super) fn extend<T: Into<Finding>>(&mut self, findings: impl IntoIterator<Item = T>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

/// Sorts findings by place and lets exactly that one speak with Sentry's words
/// which Sentry would come to first.
pub(super) fn settle(all: Findings) -> (Vec<Problem>, Option<Refusal>) {
    let mut findings = all.kept;
    findings.sort_once_by_key(|finding| finding.problem.span.map_or(0, |span| span.start));
    let first = findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| Some((finding.refusal.as_ref()?.0, at)))
        .min();
    let refusal = first.map(|(stage, at)| {
        let Finding { problem, refusal } = &mut findings[at];
        let answer = refusal.take().and_then(|(_, answer)| answer);
        problem.sentry.clone_from(&answer);
        Refusal { stage, answer, span: problem.span }
    });
    let problems = findings.into_iter().map(|finding| finding.problem);
    (problems.chain(all.counted.more()).collect(), refusal)
}
