//! Workflow commands: GitHub shows each beside its line, of every severity ten in a step.

use super::super::report::Report;
use super::counts;
use crate::text::{Severity, clean};

pub(super) fn print(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some(file) = &finding.file {
            properties.push(format!("file={}", property(file)));
        }
        if let Some((start, end)) = finding.place {
            properties.push(format!("line={},endLine={}", start.line, end.line));
            // GitHub takes columns only where both are on one line.
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
        properties.push(format!("title={}", property(finding.code)));
        let hint = finding.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        let message = data(&format!("{}{hint}", finding.message));
        text.push_str(&format!("::{command} {}::{message}\n", properties.join(",")));
    }
    // Not a command, whatever stands in it.
    text.push_str(&format!("{} {}\n", clean::line(&report.headline), counts(report)));
    text
}

fn data(text: &str) -> String {
    clean::lines(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
