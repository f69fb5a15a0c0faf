//! Valgrind's errors: each with a stack, and others that tell of the memory.

use super::{is_system_file, scan, without_parameters};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How many lines a message may have.
const MESSAGE: usize = 6;

pub(super) fn anchors(line: &str) -> bool {
    line.starts_with("==") && frame(line).is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let least = input.free.max(at.saturating_sub(MESSAGE));
    let told = |line: &usize| inner(input.text(*line)).is_some_and(|text| !text.trim().is_empty());
    let start = (least..at).rev().take_while(told).last();
    let lines: Vec<&str> = (start.unwrap_or(at)..at)
        .filter_map(|line| inner(input.text(line)))
        .map(str::trim)
        .collect();
    let (first, rest) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    draft.roles(start.unwrap_or(at)..at, Role::Message);
    let value = some(&rest.join("\n"));
    draft.exception(Exception { ty: some(first), value, ..Exception::default() });
    let mut next = at;
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    // Where the memory was made and freed, up to an empty line.
    while inner(input.text(next)).is_some_and(|text| !text.trim().is_empty()) {
        let other = frame(input.text(next)).is_some();
        let role =
            if other { Role::Skipped("of another stack of the report") } else { Role::Context };
        draft.role(next, role);
        next += 1;
    }
    Some(())
}

/// What follows `==8961==`.
fn inner(line: &str) -> Option<&str> {
    let (_, rest) = scan::leading_number(line.strip_prefix("==")?)?;
    rest.strip_prefix("==")
}

/// `   at 0x404481: open_close (allocator.c:159)`, `   by 0x4C2: malloc (in /usr/lib/x.so)`
fn frame(line: &str) -> Option<Frame> {
    let text = inner(line)?.trim();
    let rest = text.strip_prefix("at ").or_else(|| text.strip_prefix("by "))?;
    let end = rest.find(": ").filter(|_| rest.starts_with("0x"))?;
    let symbol = rest[end + 2..].trim_end();
    let (function, place) = match scan::last_group(symbol) {
        Some((function, place)) if function.ends_with(' ') => (function.trim_end(), place),
        _ => (symbol, ""),
    };
    let package = place.strip_prefix("in ");
    let (file, number, _) = scan::position(if package.is_some() { "" } else { place });
    let own = !file.is_empty() && !is_system_file(file) && !file.starts_with("vg_replace_");
    Some(Frame {
        function: some(without_parameters(function)).filter(|name| name != "???"),
        package: package.and_then(some),
        filename: some(file),
        abs_path: scan::absolute(file),
        line: number,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    })
}
