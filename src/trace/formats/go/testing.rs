//! Failures of `go test`: what a test logs, and testify's tables.
//!
//! ```text
//! --- FAIL: TestTotal (0.00s)
//!     cart_test.go:12: got 1, want 2
//! ```
//!
//! The files of plain failures have no folders. In testify's `Error Trace`, the newest
//! call is on top.

use super::scan;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How many lines a failure may have.
const LONGEST: usize = 60;

pub(super) fn anchors(line: &str) -> bool {
    failed(line).is_some() || traced(line).is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut next = at;
    let mut test = "";
    if let Some(name) = failed(input.text(at)) {
        test = name;
        draft.role(at, Role::Header);
        next += 1;
        // The failure of a sub-test names the test that it is of.
        while let Some(name) = failed(input.text(next)) {
            test = name;
            draft.role(next, Role::Header);
            next += 1;
        }
    } else if let Some(above) =
        (input.free..at).next_back().filter(|above| logged(input.text(*above)).is_some())
    {
        draft.role(above, Role::Context);
        if let Some(name) =
            (input.free..above).next_back().and_then(|above| failed(input.text(above)))
        {
            test = name;
            draft.role(above - 1, Role::Header);
        }
    }
    draft.exception(Exception::default());
    if traced(input.text(next)).is_some() {
        testify(input, next, test, draft);
        return draft.has_frames().then_some(());
    }
    let (file, line, value) = logged(input.text(next))?;
    if traced(input.text(next + 1)).is_some() {
        draft.role(next, Role::Context);
        testify(input, next + 1, test, draft);
        return draft.has_frames().then_some(());
    }
    let mut value = value.to_owned();
    draft.frame(input, next, placed(file, line, test));
    draft.strong();
    let mut more = next + 1;
    while input.text(more).starts_with("        ") && more < next + LONGEST {
        value.push('\n');
        value.push_str(input.text(more).trim());
        draft.role(more, Role::Message);
        more += 1;
    }
    draft.current().value = some(&value);
    Some(())
}

/// The rows of testify's table.
fn testify(input: &Input, at: usize, test: &str, draft: &mut Draft) {
    let mut next = at;
    let mut text = traced(input.text(at)).unwrap_or_default();
    while let Some((file, line)) = scan::split_number(text.trim().trim_end_matches(','), ':') {
        if !file.ends_with(".go") {
            break;
        }
        draft.frame(input, next, placed(file, line, ""));
        draft.strong();
        next += 1;
        text = input.text(next);
    }
    let mut value: Option<String> = None;
    let mut named = "";
    while next < at + LONGEST && next < input.len() {
        let text = input.text(next).trim();
        if let Some(first) = text.strip_prefix("Error:") {
            value = Some(first.trim().to_owned());
        } else if let Some(name) = text.strip_prefix("Test:") {
            named = name.trim();
        } else if text.is_empty() || !input.text(next).starts_with([' ', '\t']) {
            break;
        } else if let Some(value) = value.as_mut().filter(|_| named.is_empty()) {
            value.push('\n');
            value.push_str(text);
        }
        draft.role(next, Role::Message);
        next += 1;
    }
    let exception = draft.current();
    exception.value = value.and_then(|value| some(value.trim()));
    // The oldest call is the test itself.
    let name = if named.is_empty() { test } else { named };
    if let Some(oldest) = exception.frames.last_mut() {
        oldest.frame.function = some(name);
    }
}

fn placed(file: &str, line: u32, function: &str) -> Frame {
    let absolute = scan::absolute(file);
    Frame {
        filename: some(file).filter(|_| absolute.is_none()),
        abs_path: absolute,
        function: some(function),
        line: Some(line),
        in_app: InApp::Yes,
        ..Frame::default()
    }
}

/// The test in `    --- FAIL: TestTotal/empty (0.00s)`.
fn failed(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("--- FAIL: ")?.split(' ').next()
}

/// `    cart_test.go:12: got 1, want 2`
fn logged(line: &str) -> Option<(&str, u32, &str)> {
    let text = line.strip_prefix("    ")?.trim_start();
    let (file, rest) =
        text.split_once(".go:").map(|(stem, rest)| (&text[..stem.len() + 3], rest))?;
    let (number, rest) = scan::leading_number(rest)?;
    let value = rest.strip_prefix(':')?;
    (!file.contains(' ')).then_some((file, number, value.trim()))
}

/// What follows `Error Trace:`.
fn traced(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("Error Trace:")
}
