//! Changes to whole lines of a rules text.

use crate::ownership::grammar::{parse, print_pattern};
use crate::text::order::Sort as _;
use crate::text::{Edit, Span};

/// A text whose lines are moved, deleted and inserted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'t>(pub(super) &'t str);

impl Lines<'_> {
    /// The lines that a rule stands on, with the end of the last.
    pub(super) fn of(self, span: Span) -> Span {
        let start = self.0[..span.start as usize].rfind(['\r', '\n']).map_or(0, |at| at + 1);
        Span::new(start, self.after(span.end as usize))
    }

    /// Where the line below starts, or the end of the text.
    fn after(self, at: usize) -> usize {
        let Some(length) = self.0[at..].find(['\r', '\n']) else { return self.0.len() };
        let end = at + length;
        end + if self.0[end..].starts_with("\r\n") { 2 } else { 1 }
    }

    /// What ends a line in this text.
    fn ending(self) -> &'static str {
        match self.0.find(['\r', '\n']) {
            Some(at) if self.0[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.0[at..].starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    pub(super) fn delete(self, span: Span) -> Vec<Edit> {
        vec![Edit { span: self.of(span), text: String::new() }]
    }

    /// Inserts a line in front of that of `span`.
    pub(super) fn insert_above(self, span: Span, line: &str) -> Edit {
        let start = self.of(span).start;
        Edit { span: Span { start, end: start }, text: format!("{line}{}", self.ending()) }
    }

    /// Inserts a line below that of `span`.
    pub(super) fn insert_below(self, span: Span, line: &str) -> Edit {
        self.insert_at(self.of(span).end, line)
    }

    /// Inserts a line at the end of the text.
    pub(super) fn append(self, line: &str) -> Edit {
        self.insert_at(self.0.len() as u32, line)
    }

    /// Inserts a line where one starts, or at the end of the text.
    fn insert_at(self, at: u32, line: &str) -> Edit {
        let ending = self.ending();
        let open = at > 0 && !self.0[..at as usize].ends_with(['\r', '\n']);
        let text = if open { format!("{ending}{line}") } else { format!("{line}{ending}") };
        Edit { span: Span { start: at, end: at }, text }
    }

    /// Moves the lines of one rule below those of another.
    pub(super) fn move_below(self, span: Span, target: Span) -> Vec<Edit> {
        self.moved(span, |line| self.insert_below(target, line))
    }

    /// Moves the lines of one rule in front of those of another.
    pub(super) fn move_above(self, span: Span, target: Span) -> Vec<Edit> {
        self.moved(span, |line| self.insert_above(target, line))
    }

    fn moved(self, span: Span, insert: impl Fn(&str) -> Edit) -> Vec<Edit> {
        let place = self.of(span);
        let line = self.0[place.range()].trim_end_matches(['\r', '\n']);
        let mut edits = vec![insert(line), Edit { span: place, text: String::new() }];
        edits.sort_once_by_key(|edit| edit.span);
        edits
    }
}

/// A path pattern as it may stand in a rule, with a type in front where the
/// bare pattern would read as something else.
pub(super) fn written(pattern: &str, typed: bool) -> String {
    let printed = print_pattern(pattern);
    if typed || reads_as_path(&printed, pattern) { printed } else { format!("path:{printed}") }
}

fn reads_as_path(printed: &str, pattern: &str) -> bool {
    let parsed = parse(&format!("{printed} #x"));
    let [rule] = parsed.rules.as_slice() else { return false };
    rule.to_string() == format!("path:{pattern} #x")
        && parsed.parts[0].kind.is_none()
        && parsed.problems.is_empty()
}
