//! Mappings pasted as JSON: an array, one object, or an object whose field
//! `mappings` holds the array.

use super::{MappingLine, remark};
use crate::routing::Mapping;
use crate::text::json::{self, Token};
use crate::text::{LineIndex, Problems, Span};

/// A root of a record: its text and where it stands.
type Root = Option<(String, Span)>;

/// An object at hand.
#[derive(Default)]
struct Record {
    stack: Root,
    source: Root,
    /// The first of its keys that means nothing here.
    unknown: Option<(String, Span)>,
    key: Option<(String, Span)>,
    first: Option<Span>,
}

pub(super) fn read(text: &str, index: &LineIndex<'_>) -> (Vec<MappingLine>, Problems) {
    let (tokens, broken) = json::read(text);
    let mut problems = Problems::default();
    problems.extend(broken.iter().map(remark::bad_json));
    let mut lines = Vec::new();
    // Per open bracket, the record it is.
    let mut open: Vec<Option<Record>> = Vec::new();
    for token in tokens {
        if !matches!(token, Token::Key(..) | Token::End) {
            value(&mut open, &token, &mut problems);
        }
        match token {
            Token::Record => open.push(Some(Record::default())),
            Token::List => open.push(None),
            Token::End => {
                let record = open.pop().flatten();
                lines.extend(record.and_then(|record| record.finish(text, index, &mut problems)));
            }
            Token::Key(key, span) => {
                if let Some(Some(record)) = open.last_mut() {
                    record.first.get_or_insert(span);
                    record.key = Some((key, span));
                }
            }
            Token::Text(..) | Token::Other => {}
        }
    }
    (lines, problems)
}

/// Gives a value to the key it stands behind.
fn value(open: &mut [Option<Record>], token: &Token, problems: &mut Problems) {
    let Some(Some(record)) = open.last_mut() else { return };
    let Some((key, at)) = record.key.take() else { return };
    let root = match key.as_str() {
        "stackRoot" | "stack_root" => &mut record.stack,
        "sourceRoot" | "source_root" => &mut record.source,
        _ => {
            record.unknown.get_or_insert((key, at));
            return;
        }
    };
    match token {
        Token::Text(text, span) => *root = Some((text.clone(), *span)),
        _ => problems.push(remark::odd_record(at, format!("`{key}` must be a text."))),
    }
}

impl Record {
    fn finish(
        self,
        text: &str,
        index: &LineIndex<'_>,
        problems: &mut Problems,
    ) -> Option<MappingLine> {
        let first = self.first?;
        let ((stack_root, stack), (source_root, source)) = match (self.stack, self.source) {
            (Some(stack), Some(source)) => (stack, source),
            // An envelope around the mappings.
            (None, None) => return None,
            (stack, _) => {
                let missing = if stack.is_none() { "stackRoot" } else { "sourceRoot" };
                let mut why = format!("This mapping has no `{missing}`.");
                if let Some((unknown, _)) = self.unknown {
                    why.push_str(&format!(" Its `{unknown}` means nothing."));
                }
                problems.push(remark::odd_record(first, why));
                return None;
            }
        };
        if [&stack_root, &source_root].iter().any(|root| root.contains(['\r', '\n'])) {
            let why = "A line break stands in a root, which no path has.".to_owned();
            problems.push(remark::odd_record(first, why));
            return None;
        }
        let span = Span { start: stack.start.min(source.start), end: stack.end.max(source.end) };
        debug_assert!(text.get(span.range()).is_some(), "places lie in the text");
        let line = index.line(span.start);
        let mapping = Mapping { stack_root, source_root };
        Some(MappingLine { mapping, line, span, stack, source })
    }
}
