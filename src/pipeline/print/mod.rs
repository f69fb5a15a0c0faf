//! Printing a report, in every form that is asked for.

mod github;
mod json;
mod junit;
mod sarif;
mod text;

use super::finding::Finding;
use super::report::{Report, Stop};
use super::{Answer, Command, Request};
use crate::export::report::block::{Block, Inline, code, item, prose, text as words};
use crate::export::report::markdown;
use crate::text::Severity;
use crate::text::numbers::{count, plural};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// Commands by which a run on GitHub shows findings beside the code.
    Github,
    /// GitHub's Markdown: for the summary of a run, or a comment.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, for lists of tests.
    Junit,
}

/// Access
impl Format {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    /// Whether an answer can be printed so.
    pub(super) fn fits(self, command: Command) -> Result<(), Stop> {
        let finds = match command {
            Command::Check | Command::Diff => true,
            Command::Why | Command::Simulate | Command::Plan => false,
        };
        match self {
            Self::Text | Self::Json | Self::Markdown => Ok(()),
            Self::Github | Self::Sarif | Self::Junit if finds => Ok(()),
            Self::Github | Self::Sarif | Self::Junit => {
                let stop =
                    Stop::new(format!("only `check` and `diff` can be printed as {}", self.name()));
                Err(stop.hint("The others are printed as text, json or markdown."))
            }
        }
    }
}

/// The report in all forms that are asked for.
pub(super) fn answer(report: &Report, request: &Request, wanted: Vec<String>) -> Answer {
    let printed = request.formats.iter().map(|&format| {
        let text = match (&report.file, format) {
            (Some(file), Format::Text) => file.clone(),
            (_, Format::Text) => text::print(report, request.color),
            (_, Format::Json) => json::print(report),
            (_, Format::Github) => github::print(report),
            (_, Format::Markdown) => markdown::write(&blocks(report)),
            (_, Format::Sarif) => sarif::print(report),
            (_, Format::Junit) => junit::print(report),
        };
        (format.name(), text)
    });
    let said = report.notes.iter().map(|it| format!("note: {it}\n")).collect();
    Answer { exit: report.exit(), printed: printed.collect(), said, wanted }
}

/// How many findings of one kind in one file are shown to a person: the first tell as much as thousands.
const MOST_OF_A_KIND: u32 = 5;

/// Kinds by file and code, with how many are not shown.
type More<'r> = BTreeMap<(Option<&'r str>, &'r str), u32>;

/// The findings that a person is shown, and how many more there are of each kind.
fn of_each_kind(findings: &[Finding]) -> (Vec<&Finding>, More<'_>) {
    let (mut shown, mut seen) = (Vec::new(), More::new());
    for finding in findings {
        let number = seen.entry((finding.file.as_deref(), finding.code)).or_default();
        *number += 1;
        if *number <= MOST_OF_A_KIND {
            shown.push(finding);
        }
    }
    seen.retain(|_, number| *number > MOST_OF_A_KIND);
    seen.values_mut().for_each(|number| *number -= MOST_OF_A_KIND);
    (shown, seen)
}

/// The report as the parts of a document.
fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading(2, vec![words(format!("Sentry General: {}", report.command))])];
    blocks.push(Block::Paragraph(prose(&report.headline)));
    if !report.findings.is_empty() {
        blocks.push(Block::Paragraph(vec![words(counts(report))]));
        let (shown, more) = of_each_kind(&report.findings);
        let place = |file: &str, line: Option<u32>| {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            [code(format!("{file}{line}")), words(" ")]
        };
        let told = shown.into_iter().map(|finding| {
            let mut line = vec![Inline::Strong(finding.severity.name().to_owned()), words(" ")];
            if let Some(file) = &finding.file {
                line.extend(place(file, finding.place.map(|(start, _)| start.line)));
            }
            line.extend(prose(&finding.message));
            line.extend([words(" "), code(finding.code)]);
            item(line)
        });
        let more = more.into_iter().map(|((file, kind), number)| {
            let mut line: Vec<Inline> =
                file.into_iter().flat_map(|file| place(file, None)).collect();
            line.extend([words(format!("{} more ", count(number))), code(kind)]);
            item(line)
        });
        blocks.push(Block::List(told.chain(more).collect()));
    }
    blocks.extend(report.body.iter().cloned());
    blocks
}

/// How many of what, in words.
fn counts(report: &Report) -> String {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "note", "notes"),
    ];
    let said = kinds.into_iter().filter_map(|(severity, one, many)| {
        Some(report.count(severity)).filter(|it| *it > 0).map(|it| plural(it, one, many))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "No findings.".to_owned() } else { format!("{}.", said.join(", ")) }
}
