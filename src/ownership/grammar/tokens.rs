use super::lexer::{Item, Lexer, Parts, Quoting};
use crate::text::Span;

/// What a piece of the rules is, for highlighting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// From `#` to the end of the line.
    Comment,
    /// A matcher's type: `path`, `url`, `tags.release`, …
    Type,
    /// The colon behind a type.
    Colon,
    /// A pattern as a run of characters.
    Pattern,
    /// A pattern in double quotes.
    Quoted,
    /// `#team`.
    Team,
    /// A person's e-mail address.
    User,
    /// The header of a section in a GitLab CODEOWNERS file.
    Section,
    /// From where Sentry's parser stops to the end of the line.
    Unreadable,
}

/// One piece of the rules and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is. Tokens never overlap and come in the order of the text.
    pub span: Span,
}

/// Cuts ownership rules into tokens, by the very lexer that [`super::parse`]
/// uses, so that highlighting never disagrees with the result. Linear.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for item in Lexer::new(text) {
        match item {
            Item::Comment(span) => tokens.push(Token { kind: TokenKind::Comment, span }),
            Item::Stop { at, line_end, .. } => {
                tokens.push(Token { kind: TokenKind::Unreadable, span: Span::new(at, line_end) });
            }
            Item::Rule(parts) => push_rule(&mut tokens, text, &parts),
        }
    }
    tokens
}

fn push_rule(tokens: &mut Vec<Token>, text: &str, parts: &Parts) {
    if let Some(span) = parts.kind {
        let colon = Span { start: span.end, end: span.end + 1 };
        tokens.push(Token { kind: TokenKind::Type, span });
        tokens.push(Token { kind: TokenKind::Colon, span: colon });
    }
    let kind = match parts.quoting {
        Quoting::Bare => TokenKind::Pattern,
        Quoting::Quoted => TokenKind::Quoted,
    };
    tokens.push(Token { kind, span: parts.pattern });
    tokens.extend(parts.owners.iter().map(|&span| {
        let team = text[span.range()].starts_with('#');
        Token { kind: if team { TokenKind::Team } else { TokenKind::User }, span }
    }));
}
