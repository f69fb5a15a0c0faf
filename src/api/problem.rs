use crate::text::{self, LineIndex, LocatedEdit, LocatedFix, LocatedProblem, Problems};
use serde::Serialize;

/// A problem as JavaScript gets it: lines and columns from 1, columns and offsets in
/// UTF-16 units, absent fields left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable code.
    pub code: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is so and why.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Where it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    /// Where it ends; the column after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    /// The exact text of Sentry's own answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentry: Option<String>,
    /// A change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A change to the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What a button could say.
    pub title: String,
    /// The replacements, in ascending order.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The first UTF-16 unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What comes there instead.
    pub text: String,
}

impl Problem {
    /// The engine's `problem` in the text that `lines` indexes.
    #[must_use]
    pub fn new(problem: &text::Problem, lines: &LineIndex) -> Self {
        lines.problem(problem).into()
    }

    /// All of `problems`, found in `text`.
    #[must_use]
    pub fn all(problems: &[text::Problem], text: &str) -> Vec<Self> {
        if problems.is_empty() {
            return Vec::new();
        }
        let lines = LineIndex::new(text);
        let mut most = Problems::default();
        let shown = problems.iter().filter(|problem| most.admits(problem.severity));
        let mut all: Vec<Self> = shown.map(|problem| Self::new(problem, &lines)).collect();
        all.extend(most.more().map(|problem| Self::new(&problem, &lines)));
        all
    }
}

impl From<LocatedProblem> for Problem {
    fn from(problem: LocatedProblem) -> Self {
        let (start, end) = (problem.place.map(|at| at.start), problem.place.map(|at| at.end));
        Self {
            code: problem.code,
            severity: problem.severity.name(),
            message: problem.message,
            hint: problem.hint,
            line: start.map(|at| at.line),
            column: start.map(|at| at.column),
            end_line: end.map(|at| at.line),
            end_column: end.map(|at| at.column),
            sentry: problem.sentry,
            fix: problem.fix.map(Fix::from),
        }
    }
}

impl From<LocatedFix> for Fix {
    fn from(fix: LocatedFix) -> Self {
        let edit = |it: LocatedEdit| Edit { start: it.start, end: it.end, text: it.text };
        Self { title: fix.title, edits: fix.edits.into_iter().map(edit).collect() }
    }
}
