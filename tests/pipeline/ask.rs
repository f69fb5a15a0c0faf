//! Questions, made short.

use sentry_general::pipeline::{Answer, Command, Config, File, Format, Request, Snapshot, run};

pub fn file(path: &str, text: &str) -> Option<File> {
    Some(File { path: path.to_owned(), text: text.to_owned() })
}

pub fn state(paths: &[&str], rules: &str) -> Snapshot {
    let paths: String = paths.iter().flat_map(|path| [path, "\0"]).collect();
    Snapshot { paths: Some(paths), rules: file("sentry.rules", rules), ..Snapshot::default() }
}

pub fn options(json: &str) -> Config {
    serde_json::from_str(json).expect("these are options")
}

pub fn ask(command: Command, head: Snapshot, json: &str) -> Request {
    let formats = vec![Format::Json, Format::Text];
    Request { command, head, options: options(json), formats, ..Request::default() }
}

/// The answer as values.
pub fn value(answer: &Answer) -> serde_json::Value {
    let text = answer.printed.get("json").unwrap_or_else(|| panic!("no answer: {}", answer.said));
    serde_json::from_str(text).expect("it is JSON")
}

pub fn check(head: Snapshot, json: &str) -> Answer {
    run(&ask(Command::Check, head, json))
}

/// The codes found, with their lines.
pub fn codes(answer: &Answer) -> Vec<(String, u64)> {
    let value = value(answer);
    let findings = value["findings"].as_array().expect("a list").iter();
    let found = |it: &serde_json::Value| {
        (it["code"].as_str().unwrap_or_default().to_owned(), it["place"][0].as_u64().unwrap_or(0))
    };
    findings.map(found).collect()
}
