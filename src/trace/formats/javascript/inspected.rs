//! What Node prints behind the frames of an error with fields: causes and more.

use super::runtime::Runtime;
use super::{Reader, header};
use crate::trace::draft::{Input, Reading};
use crate::trace::formats::scan;
use crate::trace::parse::{Certainty, Exception, Role};

/// The error without frames of its own that holds the one of a line, as its cause or among its
/// errors: `[AggregateError: All promises were rejected] {`.
pub(super) fn holder(input: &Input, line: usize) -> Option<usize> {
    const ABOVE: usize = 12;
    let depth = scan::indent(input.text(line));
    let mut is_held = input.text(line).trim_start().starts_with("[cause]: ");
    for above in (input.free.max(line.saturating_sub(ABOVE))..line).rev() {
        let text = input.text(above);
        if scan::indent(text) < depth && bare_error(text).is_some() {
            return is_held.then_some(above);
        }
        if scan::indent(text) == 0 {
            return None;
        }
        is_held |= text.trim().starts_with("[errors]: [");
    }
    None
}

/// The type and the message of `[Error: x] {`.
fn bare_error(line: &str) -> Option<(&str, &str)> {
    let (head, inside) = line.trim_end().strip_suffix("] {")?.split_once('[')?;
    // In front of it may stand what has failed to catch it.
    let plain = !head.contains(['(', '{', '"', '\'', '[']);
    header::type_and_value(inside).filter(|_| plain)
}

/// Reading
impl Reader<'_> {
    /// An error without frames of its own, with those that it holds.
    pub(super) fn held(&mut self, holder: usize) -> Option<Reading> {
        let (ty, value) = bare_error(self.input.text(holder))?;
        self.draft.exception(Exception {
            ty: Some(ty.to_owned()),
            value: Some(value.to_owned()),
            ..Exception::default()
        });
        self.draft.role(holder, Role::Message);
        self.inspected(holder + 1);
        let platform = match self.runtime {
            Runtime::Node => "node",
            Runtime::Browser => "javascript",
        };
        let draft = std::mem::take(&mut self.draft);
        let framed = draft.has_frames();
        draft.finish(self.input, "javascript", platform, Certainty::Sure).filter(|_| framed)
    }

    /// What Node prints behind the frames of an error with fields: `{`, then fields,
    /// among them `[cause]: Error: …` and the errors of an `AggregateError`, each
    /// with its own frames. Says whether there were any.
    pub(super) fn inspected(&mut self, start: usize) -> bool {
        const LONGEST: usize = 200;
        let opened = start
            .checked_sub(1)
            .is_some_and(|last| self.input.text(last).trim_end().ends_with('{'));
        if !opened {
            return false;
        }
        let outer = self.draft.exceptions.pop().unwrap_or_default();
        let mut causes = Vec::new();
        let (mut at, mut idle, mut depth) = (start, 0, 1usize);
        let mut in_errors = false;
        while at < self.input.len() && idle < LONGEST && depth > 0 {
            let line = self.input.text(at).trim();
            in_errors |= line.starts_with("[errors]: [");
            // Without brackets it is a field of the user's own, which may hold anything.
            let caused = line.strip_prefix("[cause]: ").or_else(|| {
                line.strip_prefix("cause: ")
                    .filter(|_| self.input.text(at + 1).trim().starts_with("at "))
            });
            let nested = caused.map(|rest| (rest, "cause".to_owned()));
            let listed = || {
                let next = self.input.text(at + 1).trim();
                in_errors
                    .then(|| (line, format!("errors[{}]", causes.len())))
                    .filter(|_| next.starts_with("at "))
            };
            self.draft.role(at, Role::Context);
            if let Some((rest, relation)) = nested.or_else(listed)
                && let Some((ty, value)) = header::type_and_value(rest)
            {
                self.draft.role(at, Role::Message);
                let exception = Exception {
                    ty: Some(ty.to_owned()),
                    value: Some(value.to_owned()),
                    relation: Some(relation),
                    ..Exception::default()
                };
                self.draft.exception(exception);
                let end = self.frames(at + 1, at + 1, false);
                self.draft.current().frames.reverse();
                causes.extend(self.draft.exceptions.pop());
                depth +=
                    usize::from(end > at + 1 && self.input.text(end - 1).trim_end().ends_with('{'));
                at = end.max(at + 1);
                idle = 0;
                continue;
            }
            if line.ends_with('{') {
                depth += 1;
            } else if matches!(line, "}" | "}," | "})") {
                depth -= 1;
            }
            at += 1;
            idle += 1;
        }
        // A cause may have a cause: the deepest is printed last and comes first.
        causes.reverse();
        self.draft.exceptions.extend(causes);
        self.draft.exceptions.push(outer);
        true
    }

    /// Causes that stand below the frames, each with its own: `Cause: Error: x`. Says
    /// where they end.
    pub(super) fn caused(&mut self, start: usize) -> usize {
        const LONGEST: usize = 20;
        let outer = self.draft.exceptions.len();
        let mut end = start;
        loop {
            let blank = usize::from(self.input.is_blank(end));
            let at = end + blank;
            let Some((ty, value)) = header::cause(self.input.text(at)) else { break };
            let is_frame = |line: &usize| self.input.text(*line).trim_start().starts_with("at ");
            let last = self.input.len().min(at + 1 + LONGEST);
            let ends = |line: &usize| is_frame(line) || self.input.is_blank(*line);
            let Some(first) = (at + 1..last).find(ends).filter(|first| is_frame(first)) else {
                break;
            };
            let mut message = value.to_owned();
            for line in at + 1..first {
                message.push('\n');
                message.push_str(self.input.text(line));
            }
            self.draft.roles(at..first, Role::Message);
            let exception = Exception {
                ty: Some(ty.to_owned()),
                value: Some(message),
                relation: Some("cause".to_owned()),
                ..Exception::default()
            };
            self.draft.exception(exception);
            end = self.frames(first, first, false);
            self.draft.current().frames.reverse();
            end = self.fields(end);
        }
        // The deepest is printed last and comes first.
        self.draft.exceptions[outer.saturating_sub(1)..].reverse();
        end
    }

    /// The fields of a cause, up to the brace that closes them. Says where they end.
    fn fields(&mut self, start: usize) -> usize {
        const LONGEST: usize = 40;
        let opened = self.input.text(start.saturating_sub(1)).trim_end().ends_with('{');
        let close = (start..self.input.len().min(start + LONGEST))
            .find(|at| self.input.text(*at).trim_end() == "}");
        match close.filter(|_| opened) {
            Some(close) => {
                self.draft.roles(start..close + 1, Role::Context);
                close + 1
            }
            None => start,
        }
    }
}
