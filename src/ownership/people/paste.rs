//! Names and owners pasted as JSON.

use super::line::{Kind, name, owner, parts};
use super::{Entry, Form, remark};
use crate::ownership::Access;
use crate::text::json::{self, Token};
use crate::text::{LineIndex, Problems, Span};

pub(super) fn read(text: &str, index: &LineIndex<'_>) -> (Vec<Entry>, Problems) {
    let (tokens, broken) = json::read(text);
    let mut problems = Problems::default();
    problems.extend(broken.iter().map(remark::bad_json));
    let mut entries = Vec::new();
    let mut depth = 0;
    let mut key: Option<(&str, Span)> = None;
    for token in &tokens {
        match token {
            Token::Key(text, span) if depth == 1 => key = Some((text, *span)),
            Token::Text(value, span) if depth == 1 => {
                let Some(key) = key.take() else { continue };
                entries.extend(entry(key, (value, *span), index, &mut problems));
            }
            _ if depth == 1 && *token != Token::End => {
                problems.extend(key.take().map(|(_, span)| remark::unreadable(span)));
            }
            _ => {}
        }
        match token {
            Token::Record | Token::List => depth += 1,
            Token::End => depth -= 1,
            _ => {}
        }
    }
    (entries, problems)
}

fn entry(
    key: (&str, Span),
    value: (&str, Span),
    index: &LineIndex<'_>,
    problems: &mut Problems,
) -> Option<Entry> {
    let is_odd = |word: &str| word.is_empty() || word.contains(parts) || is_read_otherwise(word);
    let span = Span { start: key.1.start, end: value.1.end };
    let turned = Kind::of(key.0) == Kind::Team;
    let (written, of) = if turned { (value, key) } else { (key, value) };
    if is_odd(written.0) {
        problems.push(remark::unreadable(written.1));
        return None;
    }
    let inner = |span: Span| Span { start: span.start + 1, end: span.end.max(span.start + 2) - 1 };
    // With escapes inside, places in the literal are not those of the text.
    let place = |word: (&str, Span)| match word.0.len() + 2 == word.1.range().len() {
        true => inner(word.1),
        false => word.1,
    };
    let found = name(written.0, Kind::of(written.0), place(written), problems)?;
    if of.0.trim().is_empty() {
        problems.push(remark::no_owner(&[found], of.1).at(of.1));
        return None;
    }
    if is_odd(of.0) {
        problems.push(remark::unreadable(of.1));
        return None;
    }
    let owner = owner(of.0, Kind::of(of.0), place(of), problems)?;
    let line = index.line(span.start);
    Some(Entry {
        line,
        span,
        owner,
        names: vec![found],
        access: Access::Project,
        form: Form::Mapped,
    })
}

/// Whether a line would not read this as one word.
fn is_read_otherwise(word: &str) -> bool {
    word.contains("->") || word.contains("//") || word.contains('#') && !word.starts_with('#')
}
