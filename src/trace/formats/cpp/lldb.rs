//! lldb's `bt`.

use super::{is_system_file, scan, without_parameters};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

pub(super) fn anchors(line: &str) -> bool {
    is_thread(line) || line.contains("frame #")
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    let mut next = at;
    let mut exception = Exception::default();
    if is_thread(line) {
        stop(line, &mut exception);
        draft.role(at, Role::Header);
        draft.strong();
        next += 1;
    }
    draft.exception(exception);
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    // The other threads.
    while is_thread(input.text(next)) {
        draft.role(next, Role::Skipped("of another thread"));
        next += 1;
        while frame(input.text(next)).is_some() {
            draft.role(next, Role::Skipped("of another thread"));
            next += 1;
        }
    }
    draft.has_frames().then_some(())
}

/// `* thread #1, queue = 'main', stop reason = EXC_BAD_ACCESS (code=1, address=0x10)`
fn is_thread(line: &str) -> bool {
    line.trim_start_matches(['*', ' ']).starts_with("thread #")
}

fn stop(line: &str, exception: &mut Exception) {
    let Some((_, reason)) = line.split_once("stop reason = ") else { return };
    if let Some(signal) = reason.strip_prefix("signal ") {
        let (ty, value) = signal.split_once(": ").unwrap_or((signal, ""));
        exception.ty = some(ty.trim_end());
        exception.value = some(value.trim_end());
    } else if let Some((ty, value)) = scan::last_group(reason.trim_end()) {
        exception.ty = some(ty.trim_end());
        exception.value = some(value);
    } else {
        exception.ty = some(reason.trim_end());
    }
}

/// ``  * frame #0: 0x0000000100003f20 shop`post(v=3) at ledger.cpp:42:12``
fn frame(line: &str) -> Option<Frame> {
    let rest = line.trim_start_matches([' ', '*']).strip_prefix("frame #")?;
    let (_, rest) = scan::leading_number(rest)?;
    let rest = scan::after_address(rest.strip_prefix(':')?.trim_start())?;
    let (package, symbol) = rest.split_once('`').unwrap_or((rest, ""));
    let (symbol, place) = match symbol.rfind(" at ") {
        Some(at) => (&symbol[..at], symbol[at + 4..].trim_end()),
        None => (symbol, ""),
    };
    let mut symbol = symbol.trim_end();
    for mark in [" [opt]", " [inlined]", " [artificial]"] {
        symbol = symbol.strip_suffix(mark).unwrap_or(symbol).trim_end();
    }
    let symbol = symbol.rsplit_once(" + ").filter(|(_, offset)| scan::number(offset).is_some());
    let symbol = symbol.map_or_else(|| rest_of(rest, place), |(head, _)| head);
    let (file, line, column) = scan::position(place);
    let function = if place.is_empty() { symbol } else { without_parameters(symbol) };
    let own = !file.is_empty() && !is_system_file(file);
    Some(Frame {
        package: some(package.trim()),
        function: some(function),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        column,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    })
}

/// The symbol of a frame without an offset.
fn rest_of<'t>(rest: &'t str, place: &str) -> &'t str {
    let symbol = rest.split_once('`').map_or("", |(_, symbol)| symbol);
    let end =
        if place.is_empty() { symbol.len() } else { symbol.rfind(" at ").unwrap_or(symbol.len()) };
    let mut symbol = symbol[..end].trim_end();
    for mark in [" [opt]", " [inlined]", " [artificial]"] {
        symbol = symbol.strip_suffix(mark).unwrap_or(symbol).trim_end();
    }
    symbol
}
