//! Lines of a trace that hold JSON or escapes of their own: source code, and messages. They
//! are the trace's as they stand, while what a log wraps into JSON is taken out of it.

use super::{Line, Prefix, json, marker};
use crate::trace::title;
use memchr::memmem;

/// Whether a line belongs to the trace around it as it stands. `before` are the lines above it;
/// `called` tells whether a frame stands right below.
pub(super) fn stands(text: &str, before: &[Line], called: impl FnOnce() -> bool) -> bool {
    let bytes = text.as_bytes();
    if memmem::find(bytes, b"\\n").is_none() && memmem::find(bytes, b"[").is_none() {
        return false;
    }
    if let Some(frame) = python_frame(before) {
        return depth(text) > frame || is_python_error(text);
    }
    called() || is_error_with_json(text)
}

/// How deep the frame of Python stands that a line right above shows, or one of which only source
/// code stands between.
fn python_frame(before: &[Line]) -> Option<usize> {
    /// Source code and marks below it, of a call that is written over several lines.
    const AHEAD: usize = 12;
    for line in before.iter().rev().take(AHEAD) {
        let text = &*line.text;
        // Below what was taken out of a string there is more of the kind.
        if line.prefix == Prefix::Escaped || depth(text) == 0 {
            return None;
        }
        if marker::is_python(text) {
            return Some(depth(text));
        }
    }
    None
}

/// Blanks before a text, and the bars of groups of exceptions.
fn depth(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '|']).len()
}

/// `shop.errors.Refused: …`
fn is_python_error(text: &str) -> bool {
    let text = &text[depth(text)..];
    text.split_once(": ").is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}

/// `HttpError: refused {"message":"…"}`, whose JSON holds no trace.
fn is_error_with_json(text: &str) -> bool {
    const TOLD: [&str; 3] = ["stack", "trace", "[object]"];
    let Some(open) = ["{\"", "[\"", "{'", "['"].iter().filter_map(|open| text.find(open)).min()
    else {
        return false;
    };
    let (head, inside) = text.split_at(open);
    title::within(head).is_some()
        && !TOLD.iter().any(|word| inside.contains(word))
        && !json::is_escaped_trace(inside)
}
