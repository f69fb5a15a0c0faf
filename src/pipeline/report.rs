//! What every answer is made of, before it is printed.

use super::config::Config;
use super::finding::Finding;
use crate::export::report::block::{Block, paragraph};
use crate::text::{Severity, clean};
use serde_json::Value;

/// An answer.
pub(super) struct Report {
    /// The command's name.
    pub(super) command: &'static str,
    /// What there is to say, by file and place.
    pub(super) findings: Vec<Finding>,
    /// What was asserted, and what came of it.
    pub(super) asserted: Vec<Asserted>,
    /// The files that were looked at.
    pub(super) files: Vec<String>,
    /// The answer in one sentence.
    pub(super) headline: String,
    /// The rest of it.
    pub(super) body: Vec<Block>,
    /// The same as values.
    pub(super) value: Value,
    /// From which severity on findings make it fail; none for never.
    pub(super) fail_on: Option<Severity>,
    /// Whether it fails for another reason.
    pub(super) fails: bool,
    /// A file that is printed instead of it.
    pub(super) file: Option<String>,
    /// What makes it say less than it seems to: sentences that go beside it.
    pub(super) notes: Vec<String>,
}

/// Something that should hold.
pub(super) struct Asserted {
    /// What, as it is written.
    pub(super) words: String,
    /// Where.
    pub(super) file: String,
    /// The line, from 1.
    pub(super) line: u32,
    /// What is so instead, if it does not hold.
    pub(super) found: Option<String>,
    /// Whether that makes it fail.
    pub(super) fatal: bool,
}

/// Instantiation
impl Report {
    pub(super) fn new(command: &'static str, headline: impl Into<String>, value: Value) -> Self {
        Self {
            command,
            findings: Vec::new(),
            asserted: Vec::new(),
            files: Vec::new(),
            headline: headline.into(),
            body: Vec::new(),
            value,
            fail_on: Some(Severity::Error),
            fails: false,
            file: None,
            notes: Vec::new(),
        }
    }
}

/// Changes
impl Report {
    /// Sentry refuses the ownership rules for these errors, if there are any: then none of the rules is in force, and
    /// the answer is of what would be so without the errors.
    pub(super) fn refuse(&mut self, mut errors: Vec<Finding>, config: &Config) {
        errors.retain(|it| config.reports(it.code, it.severity));
        if errors.is_empty() {
            return;
        }
        self.fail_on = config.fail_on();
        self.body.push(paragraph(
            "Sentry refuses these ownership rules as a whole and keeps those that it has. This is what would be so if the lines with errors were left out.",
        ));
        self.findings.extend(errors);
    }
}

/// Access
impl Report {
    /// How many findings are of a severity.
    pub(super) fn count(&self, severity: Severity) -> u32 {
        self.findings.iter().filter(|it| it.severity == severity).count() as u32
    }

    /// Whether a finding makes it fail.
    pub(super) fn is_fatal(&self, finding: &Finding) -> bool {
        self.fail_on.is_some_and(|least| finding.severity >= least)
    }

    /// The exit code.
    pub(super) fn exit(&self) -> u8 {
        u8::from(self.fails || self.findings.iter().any(|finding| self.is_fatal(finding)))
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    file: Option<(String, u32, u32)>,
    message: String,
    hint: Option<String>,
    /// What else is wrong.
    others: Vec<Stop>,
}

/// How many reasons are told.
const MOST_TOLD: usize = 50;

/// Instantiation
impl Stop {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { file: None, message: message.into(), hint: None, others: Vec::new() }
    }

    /// All of several reasons as one, or none of none.
    pub(super) fn all(mut faults: Vec<Self>) -> Option<Self> {
        if faults.len() > MOST_TOLD {
            let more = faults.len() - MOST_TOLD;
            faults.truncate(MOST_TOLD);
            faults.push(Self::new(format!("… and {more} more")));
        }
        let mut faults = faults.into_iter();
        let first = faults.next()?;
        Some(Self { others: faults.collect(), ..first })
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// In a file, at a line and column from 1.
    pub(super) fn at(mut self, file: &str, line: u32, column: u32) -> Self {
        self.file = Some((file.to_owned(), line, column));
        self
    }
}

/// Access
impl Stop {
    /// For a person.
    pub(super) fn told(&self) -> String {
        let mut told = String::new();
        if let Some((file, line, column)) = &self.file {
            told.push_str(&format!("{}:{line}:{column}: ", clean::line(file)));
        }
        told.push_str("error: ");
        told.push_str(&clean::line(&self.message));
        told.push('\n');
        if let Some(hint) = &self.hint {
            told.push_str(&format!("  {}\n", clean::line(hint)));
        }
        self.others.iter().for_each(|other| told.push_str(&other.told()));
        told
    }
}
