//! Zig: panics, and the traces of errors that `main` returns.
//!
//! ```text
//! thread 4021 panic: index out of bounds: index 3, len 3
//! /srv/shop/src/cart.zig:12:21: 0x1034b2e in total (shop)
//!     return items[i];
//!                     ^
//! /srv/shop/src/main.zig:7:5: 0x1034a12 in main (shop)
//! ```
//!
//! The newest frame is on top; of an error, the place that returned it first. Sentry has
//! no SDK for Zig. The standard library is outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Code, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Zig;

/// How far above the first frame the panic may stand: messages have lines, too.
const ABOVE: usize = 8;

impl Format for Zig {
    fn name(&self) -> &'static str {
        "zig"
    }

    fn title(&self) -> &'static str {
        "Zig"
    }

    fn anchors(&self, line: &str) -> bool {
        line.contains(": 0x") && frame(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut exception = Exception::default();
        let least = input.free.max(at.saturating_sub(ABOVE));
        let found = (least..at).rev().find_map(|line| Some((line, head(input.text(line))?)));
        if let Some((start, (ty, first, thread))) = found {
            let more = (start + 1..at).map(|line| input.text(line).trim_end());
            let lines: Vec<&str> = std::iter::once(first).chain(more).collect();
            exception.ty = some(ty);
            exception.value = some(lines.join("\n").trim());
            exception.thread = some(thread);
            draft.roles(start..at, Role::Message);
            draft.strong();
        }
        let headed = found.is_some();
        draft.exception(exception);
        let mut next = at;
        while next < input.len() {
            let line = input.text(next);
            if let Some((frame, code)) = frame(line) {
                draft.frame(input, next, frame).code(code);
                draft.strong();
            } else if is_context(line) {
                draft.role(next, Role::Context);
            } else {
                break;
            }
            next += 1;
        }
        let sure = headed || draft.score >= 8;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "zig", "native", certainty)
    }
}

/// The source below a frame, and remarks on the unwinding.
fn is_context(line: &str) -> bool {
    line.starts_with("    ")
        || line.trim() == "^"
        || line.starts_with("Unwind information for ")
        || line.starts_with("Unwind error at ")
}

/// Type, message and thread: `thread 12 panic: message`, `error: OutOfMemory`.
fn head(line: &str) -> Option<(&str, &str, &str)> {
    if let Some(at) = line.find("thread ")
        && let Some((thread, message)) = line[at + 7..].split_once(" panic: ")
    {
        return Some(("panic", message, thread));
    }
    if let Some(message) = line.strip_prefix("panic: ") {
        return Some(("panic", message, ""));
    }
    let name = line.trim_end().strip_prefix("error: ")?;
    let name = name.strip_prefix("error.").unwrap_or(name);
    scan::is_word(name, b"").then_some((name, "", ""))
}

/// `/srv/shop/src/cart.zig:12:21: 0x1034b2e in total (shop)`, `???:?:?: 0x2 in ??? (???)`
fn frame(line: &str) -> Option<(Frame, Code)> {
    let (place, rest) = line.split_once(": 0x")?;
    let (_, rest) = rest.split_once(" in ")?;
    let (function, unit) = scan::last_group(rest.trim_end())?;
    let unknown = place == "???:?:?";
    let (file, number, column) = scan::position(place);
    let sound = unknown || number.is_some() && column.is_some() && !file.contains(['"', '(']);
    if !sound || !function.ends_with(' ') {
        return None;
    }
    let library = unknown
        || scan::has_folder(file, &["/lib/zig/std/", "/lib/std/", "/zig/std/"])
        || file.contains("\\lib\\zig\\std\\")
        || file.contains("\\lib\\std\\");
    let zig = file.ends_with(".zig");
    let frame = Frame {
        function: some(function.trim_end()).filter(|name| name != "???"),
        package: some(unit).filter(|name| name != "???"),
        filename: some(if unknown { "" } else { file }),
        abs_path: scan::absolute(file),
        line: number,
        column,
        in_app: if library || !zig && file.starts_with("/usr/") { InApp::No } else { InApp::Yes },
        ..Frame::default()
    };
    Some((frame, if unknown { Code::Native } else { Code::Source }))
}
