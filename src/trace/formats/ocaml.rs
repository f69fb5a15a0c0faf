//! OCaml: uncaught exceptions and backtraces.
//!
//! ```text
//! Fatal error: exception Failure("cart is empty")
//! Raised at Stdlib.failwith in file "stdlib.ml", line 29, characters 17-33
//! Called from Shop__Cart.total in file "src/cart.ml", line 14, characters 4-20
//! ```
//!
//! Sentry has no SDK for OCaml. The standard library is outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Ocaml;

const FATAL: &str = "Fatal error: exception ";

impl Format for Ocaml {
    fn name(&self) -> &'static str {
        "ocaml"
    }

    fn title(&self) -> &'static str {
        "OCaml"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with(FATAL) || raised(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        let mut exception = Exception::default();
        let mut next = at;
        if let Some(text) = line.strip_prefix(FATAL) {
            head(text, &mut exception);
            draft.role(at, Role::Message);
            draft.strong();
            // A long exception is printed in several lines.
            next += 1;
            while next < at + 8 && raised(input.text(next)).is_none() && !input.is_blank(next) {
                next += 1;
            }
            if raised(input.text(next)).is_none() {
                next = at + 1;
            }
            draft.roles(at + 1..next, Role::Message);
        } else if let Some(above) = at.checked_sub(1).filter(|above| *above >= input.free) {
            // Programs print the exception their own way.
            let text = input.text(above).trim();
            let text = text.strip_prefix("Exception: ").unwrap_or(text);
            let text = text.rsplit_once("exception ").map_or(text, |(_, text)| text);
            if text.starts_with(char::is_uppercase) && !text.ends_with(':') {
                head(text.trim_end_matches('.'), &mut exception);
                draft.role(above, Role::Message);
            }
        }
        draft.exception(exception);
        while let Some(frame) = raised(input.text(next)) {
            match frame {
                Some(frame) => {
                    draft.frame(input, next, frame);
                }
                None => draft.role(next, Role::Skipped("it has no place")),
            }
            draft.strong();
            next += 1;
        }
        draft.ordered(Order::NewestFirst).finish(input, "ocaml", "other", Certainty::Sure)
    }
}

/// `Failure("cart is empty")`, `Shop.Cart.Empty`, `Unix.Unix_error(Unix.ENOENT, …)`
fn head(text: &str, exception: &mut Exception) {
    // These two are shown by their place.
    let shown =
        [(": Assertion failed", "Assert_failure"), (": Pattern matching failed", "Match_failure")];
    if let Some((_, ty)) =
        shown.iter().find(|(end, _)| text.starts_with("File \"") && text.trim_end().ends_with(end))
    {
        (exception.ty, exception.value) = (some(ty), some(text.trim_end()));
        return;
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_.'".contains(c)));
    let (ty, rest) = text.split_at(end.unwrap_or(text.len()));
    let inner = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.unwrap_or(rest.trim());
    let inner = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(inner);
    exception.ty = some(ty);
    exception.value = some(inner);
}

/// A line of a backtrace: with a frame, or with an unknown place.
fn raised(line: &str) -> Option<Option<Frame>> {
    const STARTS: [&str; 6] = [
        "Raised at ",
        "Raised by primitive operation at ",
        "Re-raised at ",
        "Called from ",
        "Raised by primitive operation ",
        "Called by primitive operation ",
    ];
    let text = line.trim();
    let rest = STARTS.iter().find_map(|start| text.strip_prefix(start))?;
    if rest == "unknown location" {
        return Some(None);
    }
    let (function, rest) = match rest.strip_prefix("file \"") {
        Some(rest) => ("", rest),
        None => rest.split_once(" in file \"")?,
    };
    let (file, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once(" line")?;
    let (number, _) = scan::leading_number(rest.trim_start_matches(['s', ' ']))?;
    let (module, name) = match function.rsplit_once('.') {
        Some((module, name)) => (module, name),
        None => ("", function),
    };
    let library = ["Stdlib", "CamlinternalLazy", "CamlinternalFormat"]
        .iter()
        .any(|own| module == *own || module.starts_with(&format!("{own}.")))
        || module.starts_with("Stdlib__")
        || ["stdlib.ml", "list.ml", "map.ml", "hashtbl.ml", "pervasives.ml", "array.ml"]
            .contains(&file)
        || scan::has_folder(file, &["/.opam/", "/lib/ocaml/", "/_opam/"]);
    Some(Some(Frame {
        function: some(name),
        module: some(module),
        filename: some(file),
        abs_path: scan::absolute(file),
        line: Some(number),
        in_app: if library { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }))
}
