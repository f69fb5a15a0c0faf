use super::Problem;
use crate::ownership::{self, Source};
use crate::text::{self, LineIndex, Problems};
use crate::tree::{self, Listing, Paths, ReadOptions};
use serde::Serialize;

/// A listing, read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParsedTree {
    /// The id of the format it was read as.
    pub format: &'static str,
    /// From 0 to 1, how surely it is a listing of that format; below 0.5 it is not understood.
    pub sure: f64,
    /// How many files there are.
    pub files: u32,
    /// How many folders hold them, the root not counted.
    pub directories: u32,
    /// The files, in the order of the listing, each once.
    pub paths: Paths,
    /// What could not be read, and what else there is to say.
    pub problems: Vec<Problem>,
}

/// Reads a listing in any of the known formats.
#[must_use]
pub fn parse_tree(text: &str) -> ParsedTree {
    let listing = tree::read(text, &ReadOptions::default());
    ParsedTree {
        format: listing.format.id(),
        sure: (f64::from(listing.sure) * 100.0).round() / 100.0,
        files: listing.files.len() as u32,
        directories: listing.folders,
        problems: tree_problems(&listing, text),
        paths: listing.files,
    }
}

/// What there is to say about a listing: its problems, and every skipped line as one.
pub(super) fn tree_problems(listing: &Listing, text: &str) -> Vec<Problem> {
    let mut problems = Problem::all(&listing.problems, text);
    if listing.skipped.is_empty() {
        return problems;
    }
    let lines = LineIndex::new(text);
    let mut most = Problems::default();
    let shown = listing.skipped.iter().filter(|_| most.admits(text::Severity::Warning));
    problems.extend(shown.map(|skipped| {
        let mut problem = text::Problem::warning("tree/skipped-line", skipped.reason.message());
        problem.span = skipped.span;
        let mut problem = Problem::new(&problem, &lines);
        problem.line = Some(skipped.line);
        problem
    }));
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.extend(most.more().map(|problem| Problem::new(&problem, &lines)));
    problems
}

/// Ownership rules, read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParsedRules {
    /// The rules of all lines that can be read.
    pub rules: Vec<Rule>,
    /// What is wrong with the text.
    pub problems: Vec<Problem>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// `rules` or `codeowners`.
    pub source: &'static str,
    /// Its line, from 1.
    pub line: u32,
    /// `path`, `module`, `url`, `codeowners`, or `tags.` and a key.
    #[serde(rename = "type")]
    pub kind: String,
    /// The pattern, unquoted and decoded.
    pub pattern: String,
    /// `#team` or an address, in written order.
    pub owners: Vec<String>,
}

impl From<&ownership::Rule> for Rule {
    fn from(rule: &ownership::Rule) -> Self {
        Self {
            source: match rule.source {
                Source::Rules => "rules",
                Source::Codeowners => "codeowners",
            },
            line: rule.line,
            kind: rule.matcher.kind.to_string(),
            pattern: rule.matcher.pattern.clone(),
            owners: rule.owners.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Reads ownership rules as Sentry does, and goes on after its first error.
#[must_use]
pub fn parse_rules(text: &str) -> ParsedRules {
    let parsed = ownership::parse(text);
    ParsedRules {
        rules: parsed.rules.iter().map(Rule::from).collect(),
        problems: Problem::all(&parsed.problems, text),
    }
}
