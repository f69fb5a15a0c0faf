//! Crystal: unhandled exceptions, newest call first.
//!
//! ```text
//! Unhandled exception: Index out of bounds (IndexError)
//!   from /usr/share/crystal/src/indexable.cr:110:8 in '[]'
//!   from src/shop/cart.cr:12:5 in 'total'
//! Caused by: cart is empty (Shop::Empty)
//! ```
//!
//! Sentry has no official SDK for Crystal. The standard library and shards in `lib/` are
//! outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Crystal;

/// How many lines a message may have.
const MESSAGE: usize = 12;

impl Format for Crystal {
    fn name(&self) -> &'static str {
        "crystal"
    }

    fn title(&self) -> &'static str {
        "Crystal"
    }

    fn anchors(&self, line: &str) -> bool {
        entry(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        head(input, at, &mut draft);
        let mut next = at;
        loop {
            while let Some(frame) = entry(input.text(next)) {
                match frame {
                    Some(frame) => {
                        draft.frame(input, next, frame);
                    }
                    None => draft.role(next, Role::Skipped("it has no place")),
                }
                draft.strong();
                next += 1;
            }
            let caused = input.text(next).starts_with("Caused by: ");
            let first = (next + 1..next + MESSAGE).find(|at| entry(input.text(*at)).is_some());
            let Some(first) = first.filter(|_| caused) else { break };
            head(input, first, &mut draft);
            next = first;
        }
        if !draft.has_frames() {
            return None;
        }
        draft.exceptions.reverse();
        let causes = draft.exceptions.len() - 1;
        for cause in draft.exceptions.iter_mut().take(causes) {
            cause.relation = Some("cause".to_owned());
        }
        let headed = draft.exceptions.iter().any(|exception| exception.ty.is_some());
        let sure = headed || draft.score >= 8;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "crystal", "other", certainty)
    }
}

/// Reads `Unhandled exception: message (Type)` above the frames.
fn head(input: &Input, at: usize, draft: &mut Draft) {
    let taken = draft.roles.iter().map(|(line, _)| line + 1).max().unwrap_or(0);
    let least = input.free.max(taken).max(at.saturating_sub(MESSAGE));
    let mut exception = Exception::default();
    let text = |line: usize| {
        let line = input.text(line);
        ["Unhandled exception: ", "Caused by: ", "Unhandled exception in spawn: "]
            .iter()
            .find_map(|start| line.find(start).map(|at| &line[at + start.len()..]))
    };
    let start = (least..at).rev().find(|line| text(*line).is_some());
    let start = start.or_else(|| {
        at.checked_sub(1)
            .filter(|above| *above >= least && input.text(*above).trim_end().ends_with(')'))
    });
    if let Some(start) = start {
        let first = text(start).unwrap_or(input.text(start).trim());
        let more = (start + 1..at).map(|line| input.text(line).trim_end());
        let lines: Vec<&str> = std::iter::once(first).chain(more).collect();
        let whole = lines.join("\n");
        let (value, ty) = match scan::last_group(whole.trim_end()) {
            Some((value, ty)) if scan::is_word(ty, b":(),") => (value, ty),
            _ => (whole.as_str(), ""),
        };
        (exception.ty, exception.value) = (some(ty), some(value.trim_end()));
        draft.roles(start..at, Role::Message);
        draft.strong();
    }
    draft.exception(exception);
}

/// `  from src/cart.cr:12:5 in 'total'`; no frame of `  from ???`.
fn entry(line: &str) -> Option<Option<Frame>> {
    let text = line.trim().strip_prefix("from ")?;
    if text == "???" {
        return Some(None);
    }
    let (place, function) = text.split_once(" in ")?;
    let (file, number, column) = scan::position(place);
    let known = file.ends_with(".cr") || file.ends_with(".ecr");
    let foreign_image = place.starts_with('/') && number.is_none();
    if !known && !foreign_image {
        return None;
    }
    let library = !known || scan::has_folder(file, &["/crystal/src/", "/share/crystal/", "/lib/"]);
    Some(Some(Frame {
        function: some(function.trim_matches(['\'', '`'])),
        filename: some(file).filter(|_| known),
        package: some(place).filter(|_| !known),
        abs_path: scan::absolute(file).filter(|_| known),
        line: number,
        column,
        in_app: if library { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }))
}
