//! For programs: `version` counts up when a field changes its meaning.

use super::super::report::Report;
use crate::text::{Severity, clean};
use serde_json::json;

pub(super) fn print(report: &Report) -> String {
    let value = json!({
        "version": 1,
        "engine": env!("CARGO_PKG_VERSION"),
        "command": report.command,
        "exit": report.exit(),
        "summary": report.headline,
        "counts": {
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Info),
        },
        "findings": report.findings,
        "answer": report.value,
    });
    let mut text = format!("{:#}", clean::json(value));
    text.push('\n');
    text
}
