//! What a line's text tells, with fixes that were tried on the line.

use super::super::line::{bad_path, lines, words};
use super::super::lint::{self, Above, Remarks};
use super::super::offer::{Effect, told};
use super::Importer;
use crate::text::{Fix, Span};
use std::ops::Range;

/// Looking for mistakes
impl Importer<'_> {
    /// What the line's text alone tells, its fixes weighed.
    pub(super) fn lint(&mut self, all: &[Span], line: Range<usize>) -> Remarks {
        let text = self.text;
        let mut remarks = lint::check(&lint::Line {
            text,
            words: all,
            above: self.above,
            is_first: self.entries == 0,
            knows: &|name| self.knows(name),
            knows_plain_names: self.knows_plain_names,
        });
        for problem in &mut remarks.problems {
            problem.fix = problem.fix.take().and_then(|fix| self.weigh(fix, &line));
        }
        if let Some(last) = all.last() {
            let written = &text[last.range()];
            let is_open = written.ends_with([',', '\\']);
            self.above = Some(Above { end: last.end, has_owners: all.len() > 1, is_open });
        }
        self.entries += 1;
        remarks
    }

    /// Whether a name is mapped to an owner in Sentry.
    fn knows(&self, name: &str) -> bool {
        name.strip_prefix('@').is_some_and(|bare| self.by_at.contains_key(&bare.to_lowercase()))
    }

    /// A fix of a line with what it does in its title, unless it does harm.
    pub(super) fn weigh(&self, fix: Fix, line: &Range<usize>) -> Option<Fix> {
        let text = self.text;
        let start = fix.edits.first().map_or(line.start, |edit| edit.span.start as usize);
        // A fix that joins lines begins on the one above.
        let from = text[..start.min(line.start)].rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let below_others = self.entries > usize::from(from < line.start);
        told(fix, text, from..line.end, below_others, |text| self.effects(text))
    }

    /// What lines do: their paths, and who comes first of their owners.
    fn effects(&self, text: &str) -> Vec<Effect> {
        let of_line = |line: Range<usize>| {
            let words = words(text, line);
            let word = |span: &Span| &text[span.range()];
            let path = word(words.first()?);
            if path.starts_with('#') || bad_path(path).is_some() {
                return None;
            }
            let owners = words[1..].iter().map(word).take_while(|owner| *owner != "#");
            let first = owners.clone().find_map(|owner| self.resolve(owner)).map(str::to_owned);
            let excludes = owners.count() == 0;
            (first.is_some() || excludes).then(|| Effect { path: path.to_owned(), owner: first })
        };
        lines(text).filter_map(of_line).collect()
    }
}
