//! Crash reports of iOS 15, macOS 12 and later: two JSON documents in one file.

use super::entry::is_system;
use super::in_bundle;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::{self, some};
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};
use serde_json::Value;

/// Reads the report whose first document stands in the line `at`.
pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut text = String::new();
    let mut end = at + 1;
    let mut depth = 0_i64;
    // The second document ends where its braces do, strings left aside.
    while end < input.len() && (depth > 0 || text.trim().is_empty()) {
        let line = input.text(end);
        depth += braces(line);
        text.push_str(line);
        text.push('\n');
        end += 1;
    }
    let report: Value = serde_json::from_str(&text).ok()?;
    let threads = report.get("threads")?.as_array()?;
    draft.role(at, Role::Header);
    draft.roles(at + 1..end, Role::Context);
    for _ in 0..4 {
        draft.strong();
    }
    let field = |object: &Value, key: &str| object.get(key).and_then(Value::as_str).and_then(some);
    let exception = report.get("exception").unwrap_or(&Value::Null);
    let faulting = report.get("faultingThread").and_then(Value::as_u64).unwrap_or(0) as usize;
    let triggered = |thread: &&Value| thread.get("triggered") == Some(&Value::Bool(true));
    let thread = threads.get(faulting).or_else(|| threads.iter().find(triggered))?;
    let last = report.get("lastExceptionBacktrace").and_then(Value::as_array);
    let stack = last.or_else(|| thread.get("frames").and_then(Value::as_array))?;
    draft.exception(Exception {
        ty: field(exception, "type"),
        value: field(exception, "signal").or_else(|| field(exception, "message")),
        thread: Some(faulting.to_string()),
        ..Exception::default()
    });
    let own = field(&report, "procName");
    let images = report.get("usedImages").and_then(Value::as_array);
    for frame in stack {
        let number = |key: &str| frame.get(key).and_then(Value::as_u64);
        let image = number("imageIndex").and_then(|at| images?.get(at as usize));
        let image = image.unwrap_or(&Value::Null);
        let name = field(image, "name").unwrap_or_default();
        let path = field(image, "path").unwrap_or_default();
        let file = field(frame, "sourceFile").unwrap_or_default();
        let bundled = if path.is_empty() { !is_system(&name) } else { in_bundle(&path) };
        let frame = Frame {
            function: field(frame, "symbol"),
            abs_path: scan::absolute(&file),
            filename: some(&file),
            line: number("sourceLine").and_then(|line| u32::try_from(line).ok()),
            in_app: if bundled || own.as_deref() == Some(&*name) { InApp::Yes } else { InApp::No },
            package: some(&name),
            ..Frame::default()
        };
        draft.frame(input, at + 1, frame);
    }
    Some(())
}

/// How many more braces a line opens than it closes.
fn braces(line: &str) -> i64 {
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth
}
