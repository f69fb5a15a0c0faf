//! Fixtures, and events in short.

use sentry_general::ownership::{Matcher, MatcherKind};
use sentry_general::trace::{Event, Frame};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The lines of a fixture, each JSON.
pub(crate) fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let line = |line| serde_json::from_str(line).expect("a sound line of a fixture");
    text.lines().map(line).collect()
}

pub(crate) fn event(json: &Value) -> Event {
    Event::read(json).event
}

/// One frame from its JSON.
pub(crate) fn frame(json: &Value) -> Frame {
    frames(&json!([json])).remove(0)
}

pub(crate) fn frames(json: &Value) -> Vec<Frame> {
    event(&json!({"stacktrace": {"frames": json}})).frames
}

pub(crate) fn matcher(kind: &str, pattern: &str) -> Matcher {
    let kind = match kind {
        "path" => MatcherKind::Path,
        "module" => MatcherKind::Module,
        "url" => MatcherKind::Url,
        "codeowners" => MatcherKind::Codeowners,
        tag => MatcherKind::Tag(tag.to_owned()),
    };
    Matcher { kind, pattern: pattern.to_owned() }
}
