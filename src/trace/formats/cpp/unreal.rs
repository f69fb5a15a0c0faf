//! Unreal Engine's call stack.

use super::scan;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

/// How far above the first frame the error may stand.
const ABOVE: usize = 12;

pub(super) fn anchors(line: &str) -> bool {
    memmem::find(line.as_bytes(), b"[Callstack]").is_some()
        || line.starts_with("0x") && line.contains('!')
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    frame(input.text(at))?;
    let mut exception = Exception::default();
    let above = input.free.max(at.saturating_sub(ABOVE));
    if let Some(headed) = (above..at).rev().find(|next| error(input.text(*next), &mut exception)) {
        draft.role(headed, Role::Header);
        draft.strong();
    }
    draft.exception(exception);
    let mut next = at;
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    Some(())
}

/// `Unhandled Exception: EXCEPTION_ACCESS_VIOLATION reading address 0x0`,
/// `Assertion failed: Ptr [File:…] [Line: 42]`, `Ensure condition failed: …`.
fn error(line: &str, exception: &mut Exception) -> bool {
    if let Some((_, text)) = line.split_once("Unhandled Exception: ") {
        let (ty, value) = text.split_once(' ').unwrap_or((text, ""));
        exception.ty = some(ty);
        exception.value = some(value.trim_end());
        return true;
    }
    for ty in ["Assertion failed", "Ensure condition failed", "Fatal error"] {
        let Some(at) = line.find(ty) else { continue };
        let value = line[at + ty.len()..].trim_start_matches([':', '!', ' ']);
        exception.ty = some(ty);
        exception.value = some(value[..value.find(" [File:").unwrap_or(value.len())].trim_end());
        return exception.value.is_some() || ty == "Fatal error";
    }
    false
}

/// `[Callstack] 0x00007ff6 Shop.exe!UCart::Total() [C:\shop\Source\Cart.cpp:31]`
fn frame(line: &str) -> Option<Frame> {
    let text = match line.find("[Callstack]") {
        Some(at) => line[at + 11..].trim_start(),
        None => line.trim_start(),
    };
    let rest = scan::after_address(text)?;
    let (module, symbol) = rest.split_once('!')?;
    if module.contains(['(', ' ']) {
        return None;
    }
    let symbol = symbol.trim_end();
    let (function, place) = match symbol.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((function, place)) => (function.trim_end(), place),
        None => (symbol, ""),
    };
    let (file, line, column) = scan::position(place);
    let engine = file.contains("\\Engine\\Source\\")
        || file.contains("/Engine/Source/")
        || file.contains("++UE");
    let function =
        Some(function).filter(|name| !name.is_empty() && !name.contains("UnknownFunction"));
    Some(Frame {
        package: some(module),
        function: function.and_then(some),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        column,
        in_app: if file.is_empty() || engine { InApp::No } else { InApp::Yes },
        ..Frame::default()
    })
}
