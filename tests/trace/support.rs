//! Expected exceptions, and how they are compared.

use sentry_general::trace::{self, Code, Exception, InApp, Options, Parsed, ParsedFrame};
use serde_json::{Map, Value, json};

pub(crate) fn parse(text: &str) -> Parsed {
    trace::parse(text, &Options::default())
}

/// One text with what is expected of it. What is absent is not compared.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) text: String,
    exceptions: Vec<Map<String, Value>>,
}

/// The cases of a file: a JSON object a line.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    let case = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a sound line of a fixture");
        let text = |key: &str| value[key].as_str().expect("a text").to_owned();
        let exceptions = value["exceptions"].as_array().expect("a list");
        let exceptions = exceptions.iter().map(|one| one.as_object().expect("an object").clone());
        Case { id: text("id"), text: text("text"), exceptions: exceptions.collect() }
    };
    file.lines().map(case).collect()
}

impl Case {
    /// What differs from what is expected, if anything does.
    pub(crate) fn difference(&self) -> Option<String> {
        let parsed = parse(&self.text);
        let mut found = Vec::new();
        for (event, trace) in parsed.traces.iter().enumerate() {
            found.extend(trace.exceptions.iter().map(|exception| (event, exception)));
        }
        if found.len() != self.exceptions.len() {
            let types: Vec<_> = found.iter().map(|(_, one)| (&one.ty, one.frames.len())).collect();
            return Some(format!(
                "{} exceptions, not {}: {types:?}",
                found.len(),
                self.exceptions.len()
            ));
        }
        let mut pairs = found.iter().zip(&self.exceptions);
        pairs.find_map(|((event, found), expected)| differs(*event, found, expected))
    }
}

fn differs(event: usize, found: &Exception, expected: &Map<String, Value>) -> Option<String> {
    let of = |key: &str| match key {
        "type" => json!(found.ty),
        "value" => json!(found.value),
        "module" => json!(found.module),
        "relation" => json!(found.relation),
        "thread" => json!(found.thread),
        _ => json!(event),
    };
    for (key, expected) in expected.iter().filter(|(key, _)| *key != "frames") {
        if of(key) != *expected {
            return Some(format!("{key} is {}, not {expected}", of(key)));
        }
    }
    let frames = expected["frames"].as_array().expect("a list");
    if frames.len() != found.frames.len() {
        let functions: Vec<_> = found.frames.iter().map(|one| &one.frame.function).collect();
        return Some(format!("{} frames, not {}: {functions:?}", found.frames.len(), frames.len()));
    }
    let mut pairs = found.frames.iter().zip(frames).enumerate();
    pairs.find_map(|(at, (found, expected))| frame_differs(at, found, expected))
}

fn frame_differs(at: usize, found: &ParsedFrame, expected: &Value) -> Option<String> {
    let frame = &found.frame;
    let of = |key: &str| match key {
        "function" => json!(frame.function),
        "module" => json!(frame.module),
        "filename" => json!(frame.filename),
        "abs_path" => json!(frame.abs_path),
        "package" => json!(frame.package),
        "lineno" => json!(frame.line),
        "colno" => json!(frame.column),
        "native" => json!(found.code == Code::Native),
        "repeated" => json!(found.repeated),
        "in_app" => match frame.in_app {
            InApp::Yes => json!(true),
            InApp::No => json!(false),
            InApp::Missing | InApp::Null => Value::Null,
        },
        key => panic!("a fixture names {key}"),
    };
    let expected = expected.as_object().expect("an object");
    let mut keys = expected.iter();
    keys.find_map(|(key, expected)| {
        let found = of(key);
        (found != *expected).then(|| format!("frame {at}: {key} is {found}, not {expected}"))
    })
}

/// Every case must be as expected; all that are not are told at once.
#[track_caller]
pub(crate) fn check(file: &str) {
    let cases = cases(file);
    assert!(!cases.is_empty(), "a fixture has cases");
    let wrong = |case: &Case| Some(format!("{}: {}", case.id, case.difference()?));
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
