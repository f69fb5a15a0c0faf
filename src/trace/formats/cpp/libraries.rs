//! Stacks that libraries print: glibc's `backtrace_symbols`, Boost.Stacktrace and
//! `std::stacktrace`, backward-cpp.

use super::{is_system_file, scan, without_parameters};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How far above the first frame the message may stand.
const ABOVE: usize = 3;

pub(super) fn anchors(line: &str) -> bool {
    let text = line.trim_start();
    line.trim_end().ends_with(']') && glibc(line).is_some()
        || text.starts_with(|c: char| c.is_ascii_digit()) && boost(line).is_some()
        || text.starts_with('#') && backward(line).is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    if glibc(line).is_some() {
        return glibc_stack(input, at, draft);
    }
    draft.exception(Exception::default());
    let oldest_first = backward(line).is_some();
    let read = if oldest_first { backward } else { boost };
    let mut next = at;
    while next < input.len() {
        let line = input.text(next);
        if let Some(frame) = read(line) {
            draft.frame(input, next, frame);
            draft.strong();
        } else if oldest_first && is_snippet(line) {
            draft.role(next, Role::Context);
        } else {
            break;
        }
        next += 1;
    }
    let frames = &mut draft.current().frames;
    if oldest_first {
        // The frames of this format are taken as newest first.
        frames.reverse();
    }
    let placed = frames.iter().any(|frame| frame.frame.line.is_some());
    (frames.len() > 1 || placed).then_some(())
}

/// ``*** Error in `./shop': double free or corruption: 0x1 ***``, then addresses.
fn glibc_stack(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut exception = Exception::default();
    let least = input.free.max(at.saturating_sub(ABOVE));
    for above in (least..at).rev() {
        let line = input.text(above).trim();
        if line.starts_with("======= Backtrace") || line.starts_with("[bt]") {
            draft.role(above, Role::Header);
            draft.strong();
        } else if let Some(text) = line.strip_prefix("*** ") {
            let text = text.trim_end_matches(['*', ' ']);
            let text = text.split_once("': ").map_or(text, |(_, text)| text);
            let text = text.rsplit_once(": 0x").map_or(text, |(text, _)| text);
            let text = text.strip_suffix(": terminated").unwrap_or(text);
            exception.value = some(text);
            draft.role(above, Role::Message);
            draft.strong();
            break;
        } else {
            break;
        }
    }
    draft.exception(exception);
    let mut next = at;
    while let Some(frame) = glibc(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    (draft.score >= 8).then_some(())
}

/// `./shop(post+0x32) [0x400598]`, with a number before or none.
fn glibc(line: &str) -> Option<Frame> {
    let text = line.trim();
    let text = match scan::leading_number(text.trim_start_matches(['#', '['])) {
        Some((_, rest)) => {
            let marks = [": ", "] ", ". ", " "];
            marks.iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest).trim_start()
        }
        None => text,
    };
    let (rest, address) = text.strip_suffix(']')?.rsplit_once('[')?;
    scan::after_address(address).filter(|rest| rest.is_empty())?;
    let (package, symbol) = match rest.trim_end().strip_suffix(')') {
        Some(rest) => rest.rsplit_once('(')?,
        None => (Some(rest).filter(|path| path.contains('/') && !path.contains('"'))?, ""),
    };
    if package.is_empty() || package.contains([' ', '(']) {
        return None;
    }
    let symbol = symbol.split_once("+0x").map_or(symbol, |(symbol, _)| symbol);
    let system = ["/lib", "/usr/lib", "/lib64"].iter().any(|start| package.starts_with(start))
        || symbol.starts_with("__libc_")
        || symbol == "_start";
    Some(Frame {
        package: some(package),
        function: some(symbol),
        in_app: if system { InApp::No } else { InApp::Missing },
        ..Frame::default()
    })
}

/// ` 0# shop::post(int) at /srv/shop/ledger.cpp:42`, ` 1# main in ./shop`
fn boost(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.trim_start())?;
    let rest = rest.strip_prefix("# ")?.trim();
    if let Some((symbol, place)) = rest.rsplit_once(" at ") {
        let (file, line, column) = scan::position(place);
        line?;
        let frame = placed(symbol, file, line);
        return Some(Frame { column, ..frame });
    }
    let (symbol, package) = rest.rsplit_once(" in ").unwrap_or((rest, ""));
    let function = some(without_parameters(symbol)).filter(|name| !name.starts_with("0x"));
    let package = some(package);
    Some(Frame { function, package, in_app: InApp::No, ..Frame::default() })
}

/// `#2    Source "/srv/shop/ledger.cpp", line 42, in post`,
/// `#3    Object "./shop", at 0x401234, in _start`
fn backward(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.trim_start().strip_prefix('#')?)?;
    let rest = rest.trim_start();
    if let Some(source) = rest.strip_prefix("Source \"") {
        let (file, rest) = source.split_once("\", line ")?;
        let (line, rest) = scan::leading_number(rest)?;
        let symbol = rest.strip_prefix(", in ")?;
        return Some(placed(symbol, file, Some(line)));
    }
    let (package, rest) = rest.strip_prefix("Object \"")?.split_once("\", at 0x")?;
    let (_, symbol) = rest.split_once(", in ")?;
    Some(Frame {
        function: some(without_parameters(symbol)),
        package: some(package),
        in_app: InApp::No,
        ..Frame::default()
    })
}

fn placed(symbol: &str, file: &str, line: Option<u32>) -> Frame {
    Frame {
        function: some(without_parameters(symbol)),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        in_app: if is_system_file(file) { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }
}

/// The source that backward-cpp shows: `   >  42:     fail();`
fn is_snippet(line: &str) -> bool {
    let text = line.trim_start().trim_start_matches('>').trim_start();
    line.starts_with("  ")
        && scan::leading_number(text).is_some_and(|(_, rest)| rest.starts_with(':'))
        || line.starts_with("      | Source ")
}
