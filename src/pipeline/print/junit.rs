//! JUnit's XML as GitLab, Jenkins and others read it: a suite a file, in it a case for every
//! finding and assertion. What makes no run fail is a case that passed, with a word beside it.

use super::super::finding::Finding;
use super::super::report::Report;
use crate::text::clean;
use std::collections::BTreeMap;

#[derive(Default)]
struct Suite {
    cases: Vec<String>,
    failures: usize,
}

pub(super) fn print(report: &Report) -> String {
    let mut suites: BTreeMap<&str, Suite> = BTreeMap::new();
    for file in &report.files {
        suites.entry(file).or_default();
    }
    for finding in &report.findings {
        if finding.code == super::super::codes::ASSERTION {
            continue;
        }
        let suite = suites.entry(finding.file.as_deref().unwrap_or(report.command)).or_default();
        let fatal = report.is_fatal(finding);
        suite.failures += usize::from(fatal);
        suite.cases.push(case(finding, fatal));
    }
    for asserted in &report.asserted {
        let suite = suites.entry(&asserted.file).or_default();
        let name = format!("line {}: {}", asserted.line, asserted.words);
        let begins = format!(
            "    <testcase classname=\"{}\" name=\"{}\"",
            quoted(&asserted.file),
            quoted(&name)
        );
        suite.cases.push(match &asserted.found {
            None => format!("{begins}/>\n"),
            Some(found) if !asserted.fatal => format!(
                "{begins}>\n      <system-out>error: {}</system-out>\n    </testcase>\n",
                quoted(found)
            ),
            Some(found) => {
                suite.failures += 1;
                format!(
                    "{begins}>\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>\n",
                    super::super::codes::ASSERTION,
                    quoted(found)
                )
            }
        });
    }
    let (mut body, mut tests, mut failures) = (String::new(), 0, 0);
    for (name, Suite { mut cases, failures: failed }) in suites {
        if cases.is_empty() {
            cases.push(format!(
                "    <testcase classname=\"{}\" name=\"nothing found\"/>\n",
                quoted(name)
            ));
        }
        tests += cases.len();
        failures += failed;
        body.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n{}  </testsuite>\n",
            quoted(name),
            cases.len(),
            cases.concat(),
        ));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sentry-general {}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{body}</testsuites>\n",
        report.command,
    )
}

fn case(finding: &Finding, fatal: bool) -> String {
    let file = quoted(finding.file.as_deref().unwrap_or_default());
    let line = finding.place.map(|(start, _)| format!("line {}: ", start.line)).unwrap_or_default();
    let begins = format!(
        "    <testcase classname=\"{file}\" name=\"{}\"",
        quoted(&format!("{line}{}", finding.code))
    );
    let hint = finding.hint.as_deref().unwrap_or_default();
    let message = quoted(&finding.message);
    if fatal {
        let kind = quoted(finding.code);
        format!(
            "{begins}>\n      <failure type=\"{kind}\" message=\"{message}\">{}</failure>\n    </testcase>\n",
            quoted(hint)
        )
    } else {
        let name = finding.severity.name();
        format!(
            "{begins}>\n      <system-out>{name}: {message} {}</system-out>\n    </testcase>\n",
            quoted(hint)
        )
    }
}

/// For an attribute or between tags.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in clean::line(text).chars() {
        match letter {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            letter => quoted.push(letter),
        }
    }
    quoted
}
