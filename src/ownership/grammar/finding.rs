use crate::text::{Problem, Span};

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

/// Sorts findings by place and lets exactly that one speak with Sentry's words
/// which Sentry would come to first.
pub(super) fn settle(mut findings: Vec<Finding>) -> (Vec<Problem>, Option<Refusal>) {
    findings.sort_by_key(|finding| finding.problem.span.map_or(0, |span| span.start));
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
    (findings.into_iter().map(|finding| finding.problem).collect(), refusal)
}
