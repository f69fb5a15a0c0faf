//! Shiny's own stack traces, innermost call first.
//!
//! ```text
//! Warning: Error in total: cart is empty
//!   104: total [/srv/shop/R/cart.R#12]
//!   103: renderPlot [server.R#31]
//!     1: runApp
//! ```

use super::{locate, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How many lines a message may have.
const MESSAGE: usize = 8;

pub(super) fn anchors(line: &str) -> bool {
    line.starts_with("Warning: Error in ") || line.starts_with("Warning: Error: ")
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let first = (at + 1..at + MESSAGE).find(|next| call(input.text(*next)).is_some())?;
    let line = input.text(at).trim_start_matches("Warning: ").trim_start_matches("Error in ");
    let value = line.split_once(": ").map_or(line, |(_, value)| value);
    let is_heading = |line: &str| line.starts_with("Stack trace (innermost first):");
    let more = (at + 1..first).map(|next| input.text(next).trim_end());
    let lines: Vec<&str> =
        std::iter::once(value).chain(more.filter(|line| !is_heading(line))).collect();
    draft.roles(at..first, Role::Message);
    draft.strong();
    let value = some(lines.join("\n").trim());
    draft.exception(Exception { ty: some("Error"), value, ..Exception::default() });
    let mut next = first;
    while let Some(frame) = call(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    draft.current().frames.reverse();
    Some(())
}

/// `  104: total [/srv/shop/R/cart.R#12]`, `   90: <reactive:items> [server.R#9]`
fn call(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.trim_start())?;
    let rest = rest.strip_prefix(": ").filter(|_| line.starts_with(' '))?.trim_end();
    let (name, place) = match rest.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")) {
        Some((name, place)) => (name, scan::split_number(place, '#')),
        None => (rest, None),
    };
    if name.is_empty() {
        return None;
    }
    let mut frame = Frame { function: some(name), in_app: InApp::No, ..Frame::default() };
    if let Some((file, line)) = place {
        locate(&mut frame, file, line);
    }
    Some(frame)
}
