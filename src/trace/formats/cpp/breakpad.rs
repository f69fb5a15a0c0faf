//! `minidump_stackwalk` of Breakpad and of rust-minidump.

use super::{is_system_file, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How far the thread that crashed may be below the reason.
const BETWEEN: usize = 40;

pub(super) fn anchors(line: &str) -> bool {
    line.starts_with("Crash reason:") || is_crashed(line)
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let last = input.len().min(at + BETWEEN);
    let thread = (at..last).find(|next| is_crashed(input.text(*next)))?;
    let mut exception = Exception::default();
    for next in at..thread {
        let line = input.text(next);
        if let Some(reason) = line.strip_prefix("Crash reason:") {
            exception.ty = some(reason.trim());
            draft.role(next, Role::Message);
        } else if let Some(address) = line.strip_prefix("Crash address:") {
            exception.value = some(address.trim());
            draft.role(next, Role::Message);
        }
    }
    draft.role(thread, Role::Header);
    draft.strong();
    draft.exception(exception);
    let mut next = thread + 1;
    let mut first = true;
    while next < input.len() {
        let line = input.text(next);
        match frame(line) {
            Some(frame) if first => {
                draft.frame(input, next, frame);
                draft.strong();
            }
            Some(_) => draft.role(next, Role::Skipped("of another thread")),
            None if is_detail(line) => draft.role(next, Role::Context),
            None if line.starts_with("Thread ") => {
                first = false;
                draft.role(next, Role::Context);
            }
            None if input.is_blank(next) => {}
            None => break,
        }
        next += 1;
    }
    draft.has_frames().then_some(())
}

/// `Thread 0 (crashed)`, `Thread 12 worker (crashed) - tid: 4021`
fn is_crashed(line: &str) -> bool {
    line.starts_with("Thread ") && line.contains(" (crashed)")
}

/// Registers, and how a frame was found.
fn is_detail(line: &str) -> bool {
    let inner = line.strip_prefix("    ").unwrap_or_default();
    inner.contains(" = 0x") || inner.trim_start().starts_with("Found by: ")
}

/// ` 0  shop.exe!Ledger::post(int) [ledger.cpp : 42 + 0x5]`, ` 1  Qt5Core.dll + 0x1337a`
fn frame(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.strip_prefix(' ').unwrap_or(line))?;
    let rest = rest.strip_prefix("  ")?.trim();
    let (rest, place) = match rest.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")) {
        Some((rest, place)) => (rest, place),
        None => (rest, ""),
    };
    let rest = rest.rsplit_once(" + 0x").map_or(rest, |(rest, _)| rest);
    let (package, function) = rest.split_once('!').unwrap_or((rest, ""));
    if package.contains(' ') && function.is_empty() {
        return None;
    }
    let place = place.rsplit_once(" + 0x").map_or(place, |(place, _)| place);
    let (file, number) = match place.rsplit_once(" : ") {
        Some((file, number)) => (file, scan::number(number.trim())),
        None => (place, None),
    };
    let own = !file.is_empty() && !is_system_file(file);
    Some(Frame {
        package: some(package),
        // Signatures stay, as symbol files have them.
        function: some(function.trim_end()),
        filename: some(file),
        abs_path: scan::absolute(file),
        line: number,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    })
}
