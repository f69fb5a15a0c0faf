//! AddressSanitizer and its kin.

use super::{is_system_file, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

/// How many lines may stand between the headline and the first frame.
const BETWEEN: usize = 12;

pub(super) fn anchors(line: &str) -> bool {
    memmem::find(line.as_bytes(), b"Sanitizer: ").is_some()
        || line.starts_with("    #") && frame(line).is_some()
        || memmem::find(line.as_bytes(), b": runtime error: ").is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    if line.starts_with("SUMMARY: ") {
        return None;
    }
    let mut exception = Exception::default();
    if frame(line).is_some() {
        draft.exception(exception);
        stack(input, at, draft);
        return Some(());
    }
    let last = input.len().min(at + BETWEEN);
    let first = (at + 1..last).find(|next| frame(input.text(*next)).is_some());
    if let Some((place, message)) = line.split_once(": runtime error: ") {
        // UBSan needs no stack: the place is enough.
        let (file, number, column) = scan::position(place.trim());
        number?;
        exception.ty = some("runtime error");
        exception.value = some(message);
        draft.exception(exception);
        draft.role(at, Role::Header);
        draft.strong();
        let adjacent = first.filter(|first| *first == at + 1);
        let end = match adjacent {
            Some(first) => stack(input, first, draft),
            None => {
                draft.frame(input, at, placed(Frame::default(), file, number, column));
                at + 1
            }
        };
        if input.text(end).starts_with("SUMMARY: ") {
            draft.role(end, Role::Context);
        }
        return Some(());
    }
    headline(line, &mut exception)?;
    draft.role(at, Role::Header);
    draft.strong();
    for next in at + 1..first.unwrap_or(at + 1) {
        if let Some(access) = access(input.text(next)) {
            exception.value = some(access);
            draft.role(next, Role::Message);
            break;
        }
    }
    draft.exception(exception);
    let end = first.map_or(at + 1, |first| stack(input, first, draft));
    rest(input, end, draft);
    Some(())
}

/// `==12==ERROR: AddressSanitizer: heap-use-after-free on address …`
fn headline(line: &str, exception: &mut Exception) -> Option<()> {
    let (head, text) = line.split_once("Sanitizer: ")?;
    if !(head.contains("ERROR: ") || head.contains("WARNING: ")) {
        return None;
    }
    let ends = [" on ", " (pid=", " (pc "];
    let end = ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    exception.ty = some(text[..end].trim_end());
    let value = text[end..].trim_start().trim_start_matches("on ");
    let value =
        &value[..value.find(" (pc ").or_else(|| value.find(" at pc ")).unwrap_or(value.len())];
    exception.value = Some(value).filter(|value| !value.starts_with('(')).and_then(some);
    Some(())
}

/// `READ of size 4`, which stands before ` at 0x…`.
fn access(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let known = ["READ of size ", "WRITE of size "].iter().any(|start| text.starts_with(start))
        || text.starts_with("Write of size ")
        || text.starts_with("Read of size ");
    known.then(|| &text[..text.find(" at ").unwrap_or(text.len())])
}

/// Reads the error's frames, and gives the line behind them.
fn stack(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    next
}

/// Where memory was allocated and freed, the summary and the shadow bytes.
fn rest(input: &Input, at: usize, draft: &mut Draft) {
    let mut blank = 0;
    for next in at..input.len() {
        let line = input.text(next);
        let text = line.trim_start();
        if text.is_empty() {
            blank += 1;
        } else if frame(line).is_some() {
            draft.role(next, Role::Skipped("of another stack of the report"));
            blank = 0;
        } else if is_rest(line, text) {
            draft.role(next, Role::Context);
            blank = 0;
            if text.ends_with("==ABORTING") {
                return;
            }
        } else {
            return;
        }
        if blank > 2 {
            return;
        }
    }
}

fn is_rest(line: &str, text: &str) -> bool {
    const STARTS: [&str; 16] = [
        "0x",
        "=>0x",
        "SUMMARY: ",
        "Shadow byte",
        "Addressable:",
        "Partially addressable:",
        "allocated by ",
        "freed by ",
        "previously allocated by ",
        "AddressSanitizer can not",
        "Direct leak of",
        "Indirect leak of",
        "HINT: ",
        "Thread T",
        "Previous ",
        "Location is ",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
        || line.starts_with("==")
        || line.starts_with("  ")
            && text.contains(':')
            && (text.ends_with(char::is_alphanumeric) || text.ends_with(' '))
        || text.starts_with("This frame has ")
        || text.starts_with('[') && text.contains(") '")
}

/// `    #0 0x562ec97e7213 in divide src/ledger.c:3`, or with a module in
/// parentheses in the place of the file.
fn frame(line: &str) -> Option<Frame> {
    let text = line.trim_start().strip_prefix('#').filter(|_| line.starts_with([' ', '\t']))?;
    let (_, rest) = scan::leading_number(text)?;
    let rest = rest.strip_prefix(' ')?;
    let rest = match scan::after_address(rest) {
        Some(rest) => match rest.strip_prefix("in ") {
            Some(rest) => rest,
            // Not symbolised: `#1 0x4b3 (/srv/bin/api+0x10f0)`.
            None if rest.starts_with('(') => rest,
            None => return None,
        },
        // ThreadSanitizer prints no address: `#0 post src/a.cc:3 (api+0x12)`.
        None => Some(rest).filter(|rest| rest.contains("+0x") && rest.trim_end().ends_with(')'))?,
    };
    let mut rest = rest.trim_end();
    let mut package = "";
    while let Some((head, inner)) =
        scan::last_group(rest).filter(|(head, _)| head.is_empty() || head.ends_with(' '))
    {
        if let Some((module, _)) = inner.split_once("+0x") {
            package = module;
        } else if !inner.starts_with("BuildId: ") && inner != "<unknown module>" {
            break;
        }
        rest = head.trim_end();
    }
    let (function, place) = match rest.rsplit_once(' ') {
        Some((function, place)) if scan::position(place).1.is_some() => (function, place),
        _ => (rest, ""),
    };
    let function = function.split_once("+0x").map_or(function, |(function, _)| function);
    // `dyld:arm64e`
    let package = match package.split_once(':') {
        Some((name, _)) if name.len() > 1 => name,
        _ => package,
    };
    let frame = Frame {
        function: some(function),
        package: some(package),
        in_app: InApp::No,
        ..Frame::default()
    };
    let (file, line, column) = scan::position(place);
    Some(if file.is_empty() { frame } else { placed(frame, file, line, column) })
}

fn placed(frame: Frame, file: &str, line: Option<u32>, column: Option<u32>) -> Frame {
    Frame {
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        column,
        in_app: if is_system_file(file) { InApp::No } else { InApp::Yes },
        ..frame
    }
}
