//! Frames that are not printed: by Node, because a cause has them too, or by whoever has
//! shortened the text.

use super::{MOST, Reader, code_of};
use crate::trace::ParsedFrame;

/// How many frames `... 4 lines matching cause stack trace ...` stands for.
///
/// Source: `getStackFrames` in Node's `lib/internal/util/inspect.js`.
pub(super) fn by_node(line: &str) -> Option<usize> {
    let (count, rest) = line.strip_prefix("... ")?.split_once(' ')?;
    let known = rest.starts_with("lines matching") && rest.contains("stack trace");
    count.parse().ok().filter(|_| known)
}

/// A line without what opens the fields of its error.
fn plain(line: &str) -> &str {
    let line = line.trim();
    line.strip_suffix(" {").unwrap_or(line)
}

/// Reading
impl Reader<'_> {
    /// Adds the frames that a line stands for: the cause, which is printed below, has them,
    /// between the same two that are around the line. Says how many they were.
    pub(super) fn fill(&mut self, at: usize, count: usize, kept: usize) -> usize {
        const AHEAD: usize = 100;
        let Some(before) = at.checked_sub(1).map(|above| plain(self.input.text(above))) else {
            return 0;
        };
        let after = plain(self.input.text(at + 1));
        let line = |at: usize| plain(self.input.text(at));
        let end = self.input.len().min(at + AHEAD);
        let fits = |start: &usize| {
            line(*start) == before && *start + count + 1 < end && line(start + count + 1) == after
        };
        if !before.starts_with("at ") {
            return 0;
        }
        let Some(start) = (at + 2..end).find(fits).map(|start| start + 1) else { return 0 };
        let room = MOST.saturating_sub(kept);
        let lines = (start..start + count.min(room)).map(line);
        let frames: Vec<_> = lines.filter_map(|line| self.frame(line)).collect();
        let added = frames.len();
        let span = self.input.span(at);
        self.draft.current().frames.extend(frames.into_iter().map(|frame| {
            let code = code_of(&frame);
            ParsedFrame { frame, span, code, repeated: 0 }
        }));
        added
    }

    /// Where the frames go on behind some that were left out by hand.
    pub(super) fn goes_on(&self, at: usize) -> Option<usize> {
        let next = self.input.behind_elision(at)?;
        self.input.text(next).trim_start().starts_with("at ").then_some(next)
    }
}
