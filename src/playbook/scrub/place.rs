//! Where a value of an event is, and whether Relay takes it for personal.

use serde_json::Value;

/// The way to a value, from the event on.
pub(super) struct Place<'a> {
    pub(super) steps: Vec<Step<'a>>,
}

/// A step: a key or an index, and what the value there is.
#[derive(Clone)]
pub(super) struct Step<'a> {
    pub(super) key: &'a str,
    pub(super) types: Vec<&'static str>,
}

/// How much Relay takes a field for personal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Personal {
    Yes,
    /// Rules reach it that name it.
    Maybe,
    No,
}

impl<'a> Place<'a> {
    /// The place below this one.
    pub(super) fn enter(&self, key: &'a str, value: &Value) -> Self {
        let mut types: Vec<&'static str> = match value {
            Value::String(_) => vec!["string"],
            Value::Number(_) => vec!["number"],
            Value::Bool(_) => vec!["boolean"],
            Value::Array(_) => vec!["array"],
            Value::Object(_) => vec!["object"],
            Value::Null => Vec::new(),
        };
        let path: Vec<&str> = self.steps.iter().map(|step| step.key).chain([key]).collect();
        types.extend(schema_type(&path));
        let mut steps = self.steps.clone();
        steps.push(Step { key, types });
        Self { steps }
    }

    /// The key of the value, as rules see it.
    pub(super) fn key(&self) -> &str {
        self.steps.last().map_or("", |step| step.key)
    }

    /// `extra.note`, for people.
    pub(super) fn text(&self) -> String {
        self.steps.iter().map(|step| step.key).collect::<Vec<_>>().join(".")
    }

    pub(super) fn is_personal(&self) -> bool {
        self.personal() == Personal::Yes
    }

    pub(super) fn is_reached(&self) -> bool {
        self.personal() != Personal::No
    }

    fn personal(&self) -> Personal {
        let path: Vec<&str> = self.steps.iter().map(|step| step.key).collect();
        personal(&path)
    }
}

/// What Relay's schema calls the value at a path.
fn schema_type(path: &[&str]) -> Option<&'static str> {
    let element = |list: &str| matches!(path, [first, "values", _] if *first == list);
    match path {
        ["user"] => Some("user"),
        ["request"] => Some("http"),
        ["logentry"] => Some("logentry"),
        ["sdk"] => Some("sdk"),
        ["logentry", "formatted" | "message"] | ["message"] => Some("message"),
        _ if element("exception") => Some("error"),
        _ if element("threads") => Some("thread"),
        _ if element("breadcrumbs") => Some("breadcrumb"),
        [.., "stacktrace" | "raw_stacktrace"] => Some("stack"),
        [.., "stacktrace" | "raw_stacktrace", "frames", _] => Some("frame"),
        ["spans", _] => Some("span"),
        _ => None,
    }
}

/// Contexts that Relay's schema knows field by field.
const KNOWN_CONTEXTS: [&str; 14] = [
    "device",
    "os",
    "runtime",
    "app",
    "browser",
    "gpu",
    "trace",
    "profile",
    "replay",
    "culture",
    "cloud_resource",
    "nel",
    "otel",
    "flags",
];

/// How much the field at a path is taken for personal.
fn personal(path: &[&str]) -> Personal {
    use Personal::{Maybe, No, Yes};
    if let Some(at) = path.iter().position(|key| *key == "frames") {
        return match path[at + 1..] {
            [_, "vars", ..] => Yes,
            [_, "module" | "filename" | "abs_path"] => Maybe,
            _ => No,
        };
    }
    match path {
        [
            "extra" | "user" | "request" | "server_name" | "hpkp" | "expectct" | "expectstaple",
            ..,
        ] => match path {
            ["user", "geo", ..] | ["request", "method" | "inferred_content_type"] => No,
            _ => Yes,
        },
        ["exception", "values", _, "value"]
        | ["exception", "values", _, "mechanism", "data", ..] => Yes,
        ["breadcrumbs", "values", _, "message"] | ["breadcrumbs", "values", _, "data", ..] => Yes,
        ["logentry", ..] | ["message"] => Yes,
        ["contexts", context, ..] if KNOWN_CONTEXTS.contains(context) => Maybe,
        ["contexts", ..] => Yes,
        ["tags", ..] => Maybe,
        ["transaction" | "culprit", ..]
        | ["debug_meta", ..]
        | ["exception", "values", _, "module"] => Maybe,
        ["spans", _, "data" | "description" | "tags", ..] => Yes,
        [
            "exception" | "breadcrumbs" | "threads" | "stacktrace" | "spans" | "event_id" | "level"
            | "version" | "type" | "fingerprint" | "logger" | "modules" | "platform" | "timestamp"
            | "start_timestamp" | "received" | "release" | "dist" | "environment" | "site" | "sdk"
            | "errors" | "measurements" | "breakdowns" | "template" | "transaction_info",
            ..,
        ] => No,
        _ => Yes,
    }
}
