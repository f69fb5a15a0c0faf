//! Opera up to 10: `Line 42 of linked script URL: In function F`, then the source.
//!
//! Source: `opera10` in `packages/browser/src/stack-parsers.ts`; exported, but not
//! among the SDK's defaults any more.

use super::place::browser_frame;
use crate::trace::Frame;
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::Format;
use crate::trace::parse::{Certainty, Role};

/// The format.
pub(crate) struct Opera;

impl Format for Opera {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript (Opera 10)"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with("  Line ") || line.starts_with("  ...  Line ")
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut next = at;
        while let Some(frame) = frame(input.text(next)) {
            draft.strong();
            draft.frame(input, next, frame);
            next += 1;
            // The source stands below its frame.
            if input.text(next).starts_with("   ") && frame_is_behind(input, next) {
                draft.role(next, Role::Context);
                next += 1;
            }
        }
        if !draft.has_frames() {
            return None;
        }
        draft.ordered(Order::NewestFirst).finish(input, "javascript", "javascript", Certainty::Sure)
    }
}

fn frame_is_behind(input: &Input, at: usize) -> bool {
    frame(input.text(at)).is_none()
}

fn frame(line: &str) -> Option<Frame> {
    let (_, rest) = line
        .split_once("Line ")
        .filter(|(before, _)| before.trim_matches([' ', '.']).is_empty())?;
    let (number, rest) = rest.split_once(" of ")?;
    let (_, place) = rest.split_once("script ")?;
    let place = place.strip_prefix("in ").unwrap_or(place).trim_end();
    let (file, function) = place.split_once(": In function ").unwrap_or((place, "?"));
    Some(browser_frame(file, function, Some(number.parse().ok()?), None))
}
