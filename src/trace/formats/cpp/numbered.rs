//! Failure handlers that print addresses: glog, abseil, ClickHouse.

use super::{is_system_file, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

pub(super) fn anchors(line: &str) -> bool {
    line.starts_with("*** ")
        || line.contains("Stack trace")
        || line.starts_with("    @ ")
        || line.starts_with("0. ")
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    let mut exception = Exception::default();
    let headed = clickhouse(line, &mut exception) || glog(input, at, &mut exception, draft);
    let mut next = at + usize::from(headed);
    while headed && next < input.len() && next < at + 4 && input.is_blank(next) {
        next += 1;
    }
    draft.exception(exception);
    let mut number = 0;
    while let Some(frame) = at_sign(input.text(next)).or_else(|| numbered(input.text(next), number))
    {
        draft.frame(input, next, frame);
        draft.strong();
        number += 1;
        next += 1;
    }
    if headed {
        draft.role(at, Role::Header);
    }
    (draft.has_frames() && (headed || number > 1)).then_some(())
}

/// `*** SIGSEGV (@0x0) received by PID 12 …; stack trace: ***` and `*** Check
/// failure stack trace: ***`, whose message stands above.
fn glog(input: &Input, at: usize, exception: &mut Exception, draft: &mut Draft) -> bool {
    let Some(text) = input.text(at).strip_prefix("*** ") else { return false };
    if text.starts_with("Check failure stack trace:") {
        let above = (input.free..at).next_back().map(|above| (above, input.text(above)));
        if let Some((above, line)) = above.filter(|(_, line)| line.starts_with('F')) {
            let message = line.split_once("] ").map_or(line, |(_, message)| message);
            exception.ty = some("Check failed").filter(|_| message.starts_with("Check failed"));
            exception.value = some(message.trim_start_matches("Check failed: ").trim_end());
            draft.role(above, Role::Message);
        }
        return true;
    }
    let signal = text.split([' ', '(']).next().unwrap_or_default();
    let known = signal.starts_with("SIG")
        && (text.contains("received by PID") || text.contains("received at time"));
    exception.ty = Some(signal).filter(|_| known).and_then(some);
    known
}

/// `DB::Exception: Timeout exceeded. Stack trace:`
fn clickhouse(line: &str, exception: &mut Exception) -> bool {
    let Some(cut) = line.find("Stack trace:").or_else(|| line.find("Stack trace (when copying"))
    else {
        return false;
    };
    let head = line[..cut].trim_end().trim_end_matches(',');
    let Some(at) = head.find("::Exception: ") else { return false };
    let start = head[..at].rfind([' ', '\t']).map_or(0, |start| start + 1);
    exception.ty = some(&head[start..at + 11]);
    exception.value = some(&head[at + 13..]);
    true
}

/// `    @     0x55d0c1e2f3a4 acme::Ledger::post()`; abseil puts a size between.
fn at_sign(line: &str) -> Option<Frame> {
    let rest = line.trim_start().strip_prefix("@ ").filter(|_| line.starts_with(' '))?;
    let symbol = scan::after_address(rest.trim_start())?;
    let symbol = match scan::leading_number(symbol) {
        Some((_, rest)) if rest.starts_with(' ') => rest.trim_start(),
        _ => symbol,
    };
    let function = Some(symbol.trim_end()).filter(|symbol| *symbol != "(unknown)");
    Some(Frame { function: function.and_then(some), ..Frame::default() })
}

/// `1. ./src/Server/TCPHandler.cpp:31: DB::run() @ 0x0000000012f4e5a6 in /usr/bin/clickhouse`
fn numbered(line: &str, expected: u32) -> Option<Frame> {
    let (number, rest) = scan::leading_number(line.trim_start())?;
    let rest = rest.strip_prefix(". ").filter(|_| number >= expected)?;
    let at = rest.rfind(" @ 0x")?;
    let package = scan::after_address(&rest[at + 3..])?.strip_prefix("in ").unwrap_or_default();
    let text = rest[..at].trim_end();
    let (place, function) = match text.split_once(": ") {
        Some((place, function)) if scan::position(place).1.is_some() => (place, function),
        _ => ("", text),
    };
    let (file, line, column) = scan::position(place);
    let in_app = match file {
        "" => InApp::Missing,
        file if is_system_file(file) || file.contains("/contrib/") => InApp::No,
        _ => InApp::Yes,
    };
    Some(Frame {
        function: some(function.trim_end()).filter(|name| name != "?"),
        package: some(package.trim_end()).filter(|name| name != "?"),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        column,
        in_app,
        ..Frame::default()
    })
}
