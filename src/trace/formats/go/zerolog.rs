//! The stacks of zerolog: a list of objects in a line of JSON.
//!
//! `{"level":"error","stack":[{"func":"Total","line":"20","source":"cart.go"}],"error":"empty"}`
//!
//! Files have no folders; the newest call comes first.

use super::scan;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;
use serde_json::Value;

const LIST: &[u8] = b"\"stack\":[{\"func\":";

pub(super) fn anchors(line: &str) -> bool {
    memmem::find(line.as_bytes(), LIST).is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    let start = line.find('{')?;
    let entry = serde_json::from_str::<Value>(line[start..].trim_end()).ok()?;
    draft.role(at, Role::Message);
    draft.strong();
    let text = |key: &str| entry[key].as_str().and_then(some);
    let value = text("error").or_else(|| text("message"));
    draft.exception(Exception { value, ..Exception::default() });
    for call in entry["stack"].as_array()? {
        let file = call["source"].as_str().unwrap_or_default();
        let line = match &call["line"] {
            Value::String(line) => scan::number(line),
            line => line.as_u64().and_then(|line| u32::try_from(line).ok()),
        };
        let runtime = matches!(file, "proc.go" | "asm_amd64.s" | "asm_arm64.s" | "panic.go");
        let frame = Frame {
            function: call["func"].as_str().and_then(some),
            filename: some(file),
            line,
            in_app: if runtime { InApp::No } else { InApp::Yes },
            ..Frame::default()
        };
        draft.frame(input, at, frame);
        draft.strong();
    }
    draft.has_frames().then_some(())
}
