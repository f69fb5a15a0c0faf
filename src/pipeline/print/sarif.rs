//! SARIF 2.1.0 (OASIS), as far as code scanning on GitHub and the viewers of editors read it.

use super::super::codes;
use super::super::finding::Finding;
use super::super::report::Report;
use crate::text::{LocatedFix, Severity, clean};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Paths are told from here.
const ROOT: &str = "SRCROOT";

pub(super) fn print(report: &Report) -> String {
    let codes: BTreeSet<&str> = report.findings.iter().map(|it| it.code).collect();
    let at: BTreeMap<&str, usize> = codes.iter().copied().zip(0..).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = report.findings.iter().map(|it| result(it, at[it.code])).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Sentry General",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "automationDetails": { "id": format!("sentry-general/{}/", report.command) },
            "results": results,
        }],
    });
    let mut text = format!("{:#}", clean::json(log));
    text.push('\n');
    text
}

fn rule(code: &str) -> Value {
    let mut rule = json!({ "id": code });
    if let Some(told) = codes::told(code) {
        rule["shortDescription"] = json!({ "text": told.title });
        rule["fullDescription"] = json!({ "text": told.why });
        rule["help"] = json!({ "text": told.fix });
    }
    rule
}

fn result(finding: &Finding, rule: usize) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let hint = finding.hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level,
        "message": { "text": format!("{}{hint}", finding.message) },
        "partialFingerprints": { "sentryGeneral/v1": fingerprint(finding) },
    });
    if let Some(file) = &finding.file {
        let artifact = json!({ "uri": uri(file), "uriBaseId": ROOT });
        let mut place = Map::new();
        place.insert("artifactLocation".to_owned(), artifact.clone());
        if let Some((start, end)) = finding.place {
            let region = json!({
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            });
            place.insert("region".to_owned(), region);
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
        if let Some(fix) = &finding.fix {
            result["fixes"] = json!([mended(fix, &artifact)]);
        }
    }
    result
}

fn mended(fix: &LocatedFix, artifact: &Value) -> Value {
    let replacement = |edit: &crate::text::LocatedEdit| {
        json!({
            "deletedRegion": { "charOffset": edit.start, "charLength": edit.end - edit.start },
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })
}

/// A relative reference as RFC 3986 has it.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The same for a finding that only moved to another line (FNV-1a, as it is the same everywhere).
fn fingerprint(finding: &Finding) -> String {
    let parts = [finding.code, finding.file.as_deref().unwrap_or_default(), &finding.line_text];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
