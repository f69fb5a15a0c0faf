//! Go's race detector: two stacks that met, and where their goroutines were made.
//!
//! The first stack is the error; the others are what else ran.

use super::{made, place, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};

const HEAD: &str = "WARNING: DATA RACE";

pub(super) fn anchors(line: &str) -> bool {
    line.trim() == HEAD
}

/// Reads a report up to its closing line.
pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    draft.role(at, Role::Header);
    draft.strong();
    let message = input.text(at + 1).trim();
    if message.is_empty() {
        return None;
    }
    draft.exception(Exception {
        ty: some("DATA RACE"),
        value: some(message.trim_end_matches(':')),
        ..Exception::default()
    });
    draft.role(at + 1, Role::Message);
    let (mut next, mut first) = (at + 2, true);
    while next < input.len() {
        let line = input.text(next);
        let found = scan::last_group(line.trim()).map(|(name, _)| name);
        if let (Some(name), Some(site)) = (found, place(input.text(next + 1))) {
            if first {
                draft.frame(input, next, made(name, Some(site)));
                draft.role(next + 1, Role::Frame);
            } else {
                draft.roles(next..next + 2, Role::Skipped("of another goroutine"));
            }
            draft.strong();
            next += 2;
            continue;
        }
        if line.starts_with("=====") {
            draft.role(next, Role::Context);
            break;
        }
        let heading = ["Previous ", "Goroutine ", "Read at ", "Write at "]
            .iter()
            .any(|start| line.starts_with(start));
        if !(heading || line.trim().is_empty()) {
            break;
        }
        first &= !draft.has_frames();
        if heading {
            draft.role(next, Role::Context);
        }
        next += 1;
    }
    draft.has_frames().then_some(())
}
