//! What Python's fault handler prints.

use super::frame;
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::parse::{Certainty, Exception, Role};

/// The newest frame is first, and there is no message.
pub(super) fn read(input: &Input, at: usize) -> Option<Reading> {
    let mut draft = Draft::default();
    draft.role(at, Role::Header);
    draft.strong();
    let mut frames = Vec::new();
    let mut next = at + 1;
    while let Some(found) = frame::location(input.text(next).trim()) {
        draft.role(next, Role::Frame);
        draft.strong();
        frames.push(frame::parsed(&found, input, next));
        next += 1;
    }
    if frames.is_empty() {
        return None;
    }
    frames.reverse();
    let mut exception = Exception { frames, ..Exception::default() };
    let start = at.saturating_sub(3).max(input.free);
    let fatal = |above: &usize| input.text(*above).starts_with("Fatal Python error: ");
    if let Some(above) = (start..at).rev().find(fatal) {
        draft.role(above, Role::Message);
        let text = input.text(above);
        exception.ty = Some("Fatal Python error".to_owned());
        exception.value = Some(text["Fatal Python error: ".len()..].to_owned());
    }
    draft.exception(exception);
    draft.finish(input, "python", "python", Certainty::Sure)
}
