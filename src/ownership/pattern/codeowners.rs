use super::nfa::Nfa;
use super::token::{End, Extent, Token};
use std::sync::OnceLock;

/// Sentry's reading of one CODEOWNERS pattern, as `codeowners:` rules use it
/// (the native `is_codeowners_path_match`).
///
/// Sentry turns the pattern into a regular expression and searches for it. The
/// same in words:
///
/// | part | meaning |
/// |---|---|
/// | a `/` other than the last character | anchored: starts where the path starts |
/// | no such `/` | starts there or after any `/` |
/// | leading `/` | a slash or nothing |
/// | trailing `/` | a folder: a `/` must follow |
/// | `*` | any run without `/` |
/// | `?` | one character other than `/` |
/// | `**/` at the start or after `/` | nothing, or any folders |
/// | `**` there, at the end | anything but a line feed |
/// | anything else | itself: there are no classes, braces, `!` or escapes |
///
/// After the last character the path ends or a `/` follows, so `docs` and
/// `docs*` also own what is in such a folder; only behind `/*` must the path
/// end. Upper and lower case differ.
///
/// Three oddities are kept. A pattern that starts with `\` means any part of a
/// path that ends in a backslash, whatever follows. `/` alone matches a path
/// that starts with a slash or has two in a row. And in a pattern with
/// non-ASCII characters a last `**` is read as `*`, which shows only in paths
/// with line feeds.
///
/// ```
/// use sentry_general::ownership::pattern::CodeownersPattern;
///
/// assert!(CodeownersPattern::new("docs/").is_match("a/docs/b.md"));
/// assert!(!CodeownersPattern::new("docs/*").is_match("docs/a/b.md"));
/// ```
#[derive(Debug)]
pub struct CodeownersPattern {
    source: Box<str>,
    tokens: Vec<Token>,
    end: End,
    anchoring: Anchoring,
    nfa: OnceLock<Nfa>,
}

/// Where a CODEOWNERS pattern may start to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchoring {
    /// Only where the path starts.
    Root,
    /// There, or after any `/`.
    AnyFolder,
    /// Anywhere: the oddity of a leading backslash.
    Anywhere,
}

/// Instantiation
impl CodeownersPattern {
    /// Reads a pattern; every text is one. Linear in its length.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        if pattern.starts_with('\\') {
            let tokens = vec![Token::Run(Extent::Anything), Token::Byte(b'\\')];
            return Self::of(pattern, tokens, End::Part, Anchoring::Anywhere);
        }
        let anchored = pattern.find('/').is_some_and(|slash| slash + 1 != pattern.len());
        let folder = pattern.ends_with('/');
        let body = pattern.trim_end_matches('/');
        let end = match folder {
            true => End::Folder,
            false if body.ends_with("/*") => End::Text,
            false => End::Part,
        };
        let mut tokens = Vec::with_capacity(body.len() + 1);
        let inner = match body.strip_prefix('/') {
            Some(inner) if anchored => {
                tokens.push(Token::OptionalSlash);
                inner
            }
            _ => body,
        };
        if !anchored {
            tokens.push(Token::Folders(Extent::Anything));
        }
        push_body(&mut tokens, inner, body);
        let anchoring = if anchored { Anchoring::Root } else { Anchoring::AnyFolder };
        Self::of(pattern, tokens, end, anchoring)
    }

    fn of(source: &str, tokens: Vec<Token>, end: End, anchoring: Anchoring) -> Self {
        Self { source: source.into(), tokens, end, anchoring, nfa: OnceLock::new() }
    }
}

/// Matching
impl CodeownersPattern {
    /// Whether `path` matches. Never backtracks: at most the length of the path
    /// times that of the pattern.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        self.furthest(path).is_none()
    }

    /// How many bytes of the path fit; nothing if it matches.
    pub(crate) fn furthest(&self, path: &str) -> Option<usize> {
        self.nfa.get_or_init(|| Nfa::of(&self.tokens, self.end)).run(path.as_bytes())
    }
}

/// Access
impl CodeownersPattern {
    /// The pattern as it was given.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where the pattern may start to match.
    #[must_use]
    pub fn anchoring(&self) -> Anchoring {
        self.anchoring
    }

    /// The steps of the pattern.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What must follow the last step.
    #[must_use]
    pub fn end(&self) -> End {
        self.end
    }
}

/// `inner` is `body` without the leading slash that is optional.
fn push_body(tokens: &mut Vec<Token>, inner: &str, body: &str) {
    let mut rest = inner;
    let mut previous = if inner.len() < body.len() { Some('/') } else { None };
    while let Some(char) = rest.chars().next() {
        let after = &rest[char.len_utf8()..];
        match char {
            '*' if after.starts_with('*') && matches!(previous, None | Some('/')) => {
                let behind = &after[1..];
                if let Some(behind) = behind.strip_prefix('/') {
                    tokens.push(Token::Folders(Extent::Line));
                    (rest, previous) = (behind, Some('/'));
                    continue;
                }
                // Sentry compares the place in characters with the length in
                // bytes: past a non-ASCII character it never sees the end.
                if behind.is_empty() && body.is_ascii() {
                    tokens.push(Token::Run(Extent::Line));
                    return;
                }
                tokens.push(Token::Run(Extent::Part));
            }
            '*' => {
                if tokens.last() != Some(&Token::Run(Extent::Part)) {
                    tokens.push(Token::Run(Extent::Part));
                }
            }
            '?' => tokens.push(Token::Character),
            char => {
                let mut bytes = [0; 4];
                tokens.extend(char.encode_utf8(&mut bytes).bytes().map(Token::Byte));
            }
        }
        (rest, previous) = (after, Some(char));
    }
}
