//! What Node prints behind the frames of an error with fields: causes and more.

use super::{Reader, header};
use crate::trace::parse::{Exception, Role};

/// Reading
impl Reader<'_> {
    /// What Node prints behind the frames of an error with fields: `{`, then fields,
    /// among them `[cause]: Error: …` and the errors of an `AggregateError`, each
    /// with its own frames.
    pub(super) fn inspected(&mut self, start: usize) {
        const LONGEST: usize = 200;
        let opened = start
            .checked_sub(1)
            .is_some_and(|last| self.input.text(last).trim_end().ends_with('{'));
        if !opened {
            return;
        }
        let outer = self.draft.exceptions.pop().unwrap_or_default();
        let mut causes = Vec::new();
        let (mut at, mut idle, mut depth) = (start, 0, 1usize);
        let mut in_errors = false;
        while at < self.input.len() && idle < LONGEST && depth > 0 {
            let line = self.input.text(at).trim();
            in_errors |= line.starts_with("[errors]: [");
            let nested = line.strip_prefix("[cause]: ").map(|rest| (rest, "cause".to_owned()));
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
    }
}
