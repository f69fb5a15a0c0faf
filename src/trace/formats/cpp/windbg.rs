//! WinDbg: `!analyze` with its `STACK_TEXT`, and what `k` prints; Visual Studio's
//! call stack.

use super::{is_system_file, scan, without_parameters};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How far above the stack the exception may stand, and below it the source.
const NEAR: usize = 60;

pub(super) fn anchors(line: &str) -> bool {
    is_heading(line) || line.contains('!') && visual(line).is_some()
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(['#', ' ']);
    text.starts_with("STACK_TEXT:")
        || text.starts_with("Child-SP ") && text.contains("RetAddr")
        || text.starts_with("ChildEBP ")
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    if !is_heading(input.text(at)) {
        return visual_studio(input, at, draft);
    }
    let mut exception = Exception::default();
    let above = input.free.max(at.saturating_sub(NEAR));
    for next in above..at {
        if let Some(found) = code(input.text(next)) {
            (exception.ty, exception.value) = found;
            draft.role(next, Role::Message);
        }
    }
    draft.role(at, Role::Header);
    draft.strong();
    draft.exception(exception);
    let mut next = at + 1;
    while is_heading(input.text(next)) {
        next += 1;
    }
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    source(input, next, draft);
    draft.has_frames().then_some(())
}

/// `EXCEPTION_CODE: (NTSTATUS) 0xc0000005 - The instruction …`,
/// `ExceptionCode: c0000005 (Access violation)`
fn code(line: &str) -> Option<(Option<String>, Option<String>)> {
    const KNOWN: [(&str, &str); 6] = [
        ("c0000005", "EXCEPTION_ACCESS_VIOLATION"),
        ("c00000fd", "EXCEPTION_STACK_OVERFLOW"),
        ("c0000094", "EXCEPTION_INT_DIVIDE_BY_ZERO"),
        ("c000001d", "EXCEPTION_ILLEGAL_INSTRUCTION"),
        ("c0000409", "STATUS_STACK_BUFFER_OVERRUN"),
        ("80000003", "EXCEPTION_BREAKPOINT"),
    ];
    let text = line.trim_start();
    let rest =
        text.strip_prefix("EXCEPTION_CODE:").or_else(|| text.strip_prefix("ExceptionCode:"))?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("(NTSTATUS)").map_or(rest, str::trim_start);
    let (number, value) = rest.split_once(' ').unwrap_or((rest, ""));
    let number = number.strip_prefix("0x").unwrap_or(number);
    let ty = KNOWN.iter().find(|(code, _)| *code == number).map_or(number, |(_, name)| name);
    let value = value.trim_start_matches(['-', ' ']).trim_end();
    let value = value.strip_prefix('(').and_then(|v| v.strip_suffix(')')).unwrap_or(value);
    Some((some(ty), some(value)))
}

/// Addresses and arguments, then `shop!Ledger::post+0x14 [c:\src\ledger.cpp @ 42]`
fn frame(line: &str) -> Option<Frame> {
    let mut rest = line.trim();
    let mut words = 0;
    loop {
        let (word, after) = rest.split_once(' ')?;
        let address = word.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'`' | b'-'));
        if !(address || word == ":" || matches!(word, "(Inline" | "Function)")) {
            break;
        }
        words += 1;
        rest = after.trim_start();
        if !rest.contains(' ') {
            break;
        }
    }
    let (rest, place) = match rest.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")) {
        Some((rest, place)) => (rest, place),
        None => (rest, ""),
    };
    if words < 2 || rest.contains(": ") {
        return None;
    }
    let symbol = rest.rsplit_once("+0x").map_or(rest, |(symbol, _)| symbol);
    let (package, function) = symbol.split_once('!').unwrap_or((symbol, ""));
    let (file, number) = match place.rsplit_once(" @ ") {
        Some((file, number)) => (file, scan::number(number.trim())),
        None => ("", None),
    };
    Some(made(package, function, file, number))
}

fn made(package: &str, function: &str, file: &str, line: Option<u32>) -> Frame {
    const SYSTEM: [&str; 11] = [
        "ntdll",
        "kernel32",
        "kernelbase",
        "ucrtbase",
        "user32",
        "win32u",
        "combase",
        "rpcrt4",
        "msvcrt",
        "nt",
        "clr",
    ];
    let name = package.to_ascii_lowercase();
    let name = name.trim_end_matches(".dll");
    let foreign = SYSTEM.contains(&name)
        || name.starts_with("vcruntime")
        || name.starts_with("msvcp")
        || is_system_file(file);
    let in_app = match (foreign, file.is_empty() && line.is_none()) {
        (true, _) => InApp::No,
        (false, true) => InApp::Missing,
        (false, false) => InApp::Yes,
    };
    Frame {
        package: some(package),
        function: some(function),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        in_app,
        ..Frame::default()
    }
}

/// `FAULTING_SOURCE_FILE` and its line, which are where the newest frame stands.
fn source(input: &Input, at: usize, draft: &mut Draft) {
    let last = input.len().min(at + NEAR);
    let field = |name: &str| {
        let found = (at..last).find_map(|next| Some((next, input.text(next).strip_prefix(name)?)));
        found.map(|(next, text)| (next, text.trim()))
    };
    let file = field("FAULTING_SOURCE_FILE:");
    let line = field("FAULTING_SOURCE_LINE_NUMBER:");
    let frames = &mut draft.current().frames;
    let newest = frames.first_mut().filter(|frame| frame.frame.filename.is_none());
    let (Some((at, file)), Some(newest)) = (file, newest) else { return };
    let line = line.map(|(_, line)| line).and_then(scan::number);
    let frame = &mut newest.frame;
    let (package, function) = (frame.package.take(), frame.function.take());
    *frame = made(
        package.as_deref().unwrap_or_default(),
        function.as_deref().unwrap_or_default(),
        file,
        line,
    );
    draft.role(at, Role::Frame);
}

fn visual_studio(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    draft.exception(Exception::default());
    let mut next = at;
    let mut placed = 0;
    loop {
        let line = input.text(next);
        if let Some(frame) = visual(line) {
            placed += usize::from(frame.line.is_some());
            draft.frame(input, next, frame);
            draft.strong();
        } else if line.trim() == "[External Code]" {
            draft.role(next, Role::Skipped("left out by Visual Studio"));
        } else {
            break;
        }
        next += 1;
    }
    (placed > 0 && next > at + 1).then_some(())
}

/// `>` and a tab, `shop.exe!Ledger::post(int v) Line 42`, a tab and the language.
fn visual(line: &str) -> Option<Frame> {
    let text = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    let (package, rest) = text.split_once('!')?;
    let known = [".exe", ".dll", ".so", ".sys"].iter().any(|end| package.ends_with(end));
    if !known || package.contains(' ') {
        return None;
    }
    let rest = rest.rsplit_once('\t').map_or(rest, |(rest, _)| rest);
    let (symbol, number) = match rest.split_once(" Line ") {
        Some((symbol, number)) => (symbol, scan::leading_number(number).map(|(line, _)| line)),
        None => (rest, None),
    };
    let function = without_parameters(symbol.trim_end());
    let function = if function.bytes().all(|b| b.is_ascii_hexdigit()) { "" } else { function };
    (symbol.trim_end().ends_with(')') || number.is_some())
        .then(|| made(package, function, "", number))
}
