//! Nim: tracebacks of unhandled exceptions, oldest call first.
//!
//! ```text
//! Traceback (most recent call last)
//! /srv/shop/src/shop.nim(14) shop
//! /srv/shop/src/cart.nim(9) total
//! fatal.nim(53)            sysFatal
//! Error: unhandled exception: index 3 not in 0 .. 2 [IndexDefect]
//! ```
//!
//! Sentry has no SDK for Nim. The standard library, of which older versions print the
//! bare names, and packages of Nimble are outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Nim;

const UNHANDLED: &str = "Error: unhandled exception: ";

impl Format for Nim {
    fn name(&self) -> &'static str {
        "nim"
    }

    fn title(&self) -> &'static str {
        "Nim"
    }

    fn anchors(&self, line: &str) -> bool {
        entry(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let above = at.checked_sub(1).filter(|above| *above >= input.free);
        let above = above
            .filter(|above| input.text(*above).starts_with("Traceback (most recent call last"));
        if let Some(above) = above {
            draft.role(above, Role::Header);
            draft.strong();
        }
        draft.exception(Exception::default());
        let mut next = at;
        while next < input.len() {
            let line = input.text(next);
            if let Some(frame) = entry(line) {
                draft.frame(input, next, frame);
                draft.strong();
            } else if line.starts_with("[[reraised from") || line.trim() == "]]" {
                draft.role(next, Role::Context);
            } else {
                break;
            }
            next += 1;
        }
        if let Some(text) = input.text(next).strip_prefix(UNHANDLED) {
            let (value, ty) =
                match text.trim_end().strip_suffix(']').and_then(|t| t.rsplit_once(" [")) {
                    Some((value, ty)) => (value, ty),
                    None => (text, ""),
                };
            let exception = draft.current();
            (exception.ty, exception.value) = (some(ty), some(value));
            draft.role(next, Role::Message);
            draft.strong();
        }
        let certainty = if draft.score >= 8 { Certainty::Sure } else { Certainty::Guessed };
        draft.finish(input, "nim", "other", certainty)
    }
}

/// `/srv/shop/src/cart.nim(9, 12) total`
fn entry(line: &str) -> Option<Frame> {
    let end = memchr::memmem::find(line.as_bytes(), b".nim(")? + ".nim".len();
    let file = line[..end].trim_start();
    let (number, rest) = scan::leading_number(&line[end + 1..])?;
    let (column, rest) = match rest.strip_prefix(", ") {
        Some(rest) => {
            let (column, rest) = scan::leading_number(rest)?;
            (Some(column), rest)
        }
        None => (None, rest),
    };
    let function = rest.strip_prefix(')')?;
    // The compiler's messages go on: `a.nim(3, 4) Error: …`.
    if file.contains(['"', ' ']) || function.contains(": ") || !function.starts_with(' ') {
        return None;
    }
    const SYSTEM: [&str; 8] = [
        "system.nim",
        "fatal.nim",
        "sysFatal.nim",
        "excpt.nim",
        "assertions.nim",
        "tables.nim",
        "strutils.nim",
        "asyncfutures.nim",
    ];
    let library = SYSTEM.contains(&file)
        || scan::has_folder(file, &["/.nimble/", "/lib/system/", "/lib/pure/", "/lib/std/"])
        || file.ends_with("/lib/system.nim");
    Some(Frame {
        function: some(function.trim()),
        filename: some(file),
        abs_path: scan::absolute(file),
        line: Some(number),
        column,
        in_app: if library { InApp::No } else { InApp::Yes },
        ..Frame::default()
    })
}
