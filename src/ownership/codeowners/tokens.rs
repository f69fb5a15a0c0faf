use super::Dialect;
use super::line::lines;
use crate::ownership::grammar::{Token, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// Cuts a CODEOWNERS file into tokens, by the rules of its host. Linear.
#[must_use]
pub fn tokens(text: &str, dialect: Dialect) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in lines(text) {
        push_line(&mut tokens, text, line, dialect);
    }
    tokens
}

fn push_line(tokens: &mut Vec<Token>, text: &str, line: Range<usize>, dialect: Dialect) {
    let end = line.end;
    let mut at = skip(text, &line);
    let mut put = |kind, range: Range<usize>| tokens.push(Token { kind, span: Span::from(range) });
    let header =
        dialect == Dialect::Gitlab && text[at..end].trim_start_matches('^').starts_with('[');
    let mut first = true;
    while at < end {
        let rest = &text[at..end];
        // GitLab knows comments only as whole lines.
        if rest.starts_with('#') && (first || dialect != Dialect::Gitlab) {
            return put(TokenKind::Comment, at..end);
        }
        let length = if first && header { header_length(rest) } else { word_length(rest, dialect) };
        let kind = match () {
            () if first && header => TokenKind::Section,
            () if first => TokenKind::Pattern,
            () if rest[..length].contains('/') => TokenKind::Team,
            () => TokenKind::User,
        };
        put(kind, at..at + length);
        first = false;
        at = skip(text, &(at + length..end));
    }
}

/// The first byte of a range that is no white space, or its end.
fn skip(text: &str, range: &Range<usize>) -> usize {
    let rest = &text[range.clone()];
    range.end - rest.trim_start().len()
}

/// A word ends at white space that no backslash precedes, and at a comment.
fn word_length(rest: &str, dialect: Dialect) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        let comment = c == '#' && dialect != Dialect::Gitlab;
        if !escaped && (c.is_whitespace() || comment) {
            return at;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

/// `^[Name][2]`, white space in the name included.
fn header_length(rest: &str) -> usize {
    let Some(mut end) = rest.find(']').map(|at| at + 1) else { return rest.len() };
    if rest[end..].starts_with('[') {
        end = rest[end..].find(']').map_or(end, |at| end + at + 1);
    }
    end
}
