use super::nfa::Nfa;
use super::token::{ByteSet, Case, End, Extent, Token};
use crate::text::fold::is_folded;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// Sentry's glob, as `path:`, `module:`, `url:` and `tags.*` rules use it
/// (`sentry/utils/glob.py`, which calls the native `is_glob_match`).
///
/// It is the language of an older globset with two switches off, and the whole
/// text must match:
///
/// | syntax | matches |
/// |---|---|
/// | `?` | one byte, also `/`; `é` is two bytes and takes `??` |
/// | `*` | any bytes, also `/` and line ends |
/// | `**/` at the start | nothing, or anything that ends in `/` |
/// | `/**/` | `/`, or `/`, anything and `/` |
/// | `/**` at the end | `/` and anything |
/// | `**` elsewhere | the same as `*` |
/// | `[ab]`, `[a-z]` | one byte of these |
/// | `[!ab]`, `[^ab]` | one byte other than these |
/// | `{a,b}` | `a` or `b`; choices can't be nested, an empty one is left out |
/// | `\x` | `x` itself, but not where backslashes become slashes |
///
/// A pattern that can't be read matches nothing, silently: see [`Invalid`].
///
/// ```
/// use sentry_general::ownership::pattern::Glob;
///
/// assert!(Glob::path("src/*.py").is_match("SRC/deep/a.py"));
/// assert!(!Glob::path("**/a.py").is_match("xa.py"));
/// assert!(Glob::path("src/{a").invalid().is_some());
/// ```
#[derive(Debug)]
pub struct Glob {
    source: Box<str>,
    dialect: Dialect,
    body: Result<Vec<Token>, Invalid>,
    variance: Option<Variance>,
    nfa: OnceLock<Nfa>,
}

/// What happens to both sides before they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Whether case counts.
    pub case: Case,
    /// Whether `\` is read as `/`.
    pub backslash: Backslash,
}

/// What a backslash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backslash {
    /// A slash, in the pattern as in the text; nothing can be escaped then.
    IsSlash,
    /// Itself; in a pattern it escapes the next character.
    Escapes,
}

/// Why a glob can't be read, and so never matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// A `[` without its `]`.
    UnclosedClass,
    /// A range in a class whose end comes before its start.
    DescendingRange(char, char),
    /// A `{` inside braces. Newer engines read it.
    NestedBraces,
    /// A `{` without its `}`.
    UnclosedBraces,
    /// A `\` at the end that escapes nothing.
    DanglingEscape,
}

/// A construct that versions of Sentry's engine read differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variance {
    /// Braces within braces: an error here, choices within choices since
    /// relay 0.9.28.
    NestedBraces,
    /// A `}` without its `{`: nothing here, otherwise in newer engines.
    StrayBrace,
    /// A brace or comma within a class.
    BraceInClass,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedClass => f.write_str("the `[` has no `]`"),
            Self::DescendingRange(from, to) => {
                write!(f, "the range `{from}-{to}` ends before it starts")
            }
            Self::NestedBraces => f.write_str("braces stand within braces"),
            Self::UnclosedBraces => f.write_str("the `{` has no `}`"),
            Self::DanglingEscape => f.write_str("the `\\` at the end escapes nothing"),
        }
    }
}

/// Instantiation
impl Glob {
    /// The pattern of a `path:` or `module:` rule.
    #[must_use]
    pub fn path(pattern: &str) -> Self {
        Self::new(pattern, Dialect::PATH)
    }

    /// The pattern of a `url:` rule.
    #[must_use]
    pub fn url(pattern: &str) -> Self {
        Self::new(pattern, Dialect::URL)
    }

    /// The pattern of a `tags.*` rule.
    #[must_use]
    pub fn tag(pattern: &str) -> Self {
        Self::new(pattern, Dialect::TAG)
    }

    /// A pattern in any dialect. Linear in its length.
    #[must_use]
    pub fn new(pattern: &str, dialect: Dialect) -> Self {
        let source = pattern.into();
        let pattern = dialect.normalize(pattern);
        let mut parser = Parser::new(&pattern, dialect.case);
        let body = parser.parse();
        Self { source, dialect, body, variance: parser.variance, nfa: OnceLock::new() }
    }
}

impl Dialect {
    /// `path:` and `module:`.
    pub const PATH: Self = Self { case: Case::Insensitive, backslash: Backslash::IsSlash };
    /// `url:`.
    pub const URL: Self = Self { case: Case::Insensitive, backslash: Backslash::Escapes };
    /// `tags.*`.
    pub const TAG: Self = Self { case: Case::Sensitive, backslash: Backslash::Escapes };

    /// `text` as it is compared: in lower case (Unicode's full mapping, as
    /// Python's `str.lower`) and with slashes, where the dialect says so.
    #[must_use]
    pub fn normalize(self, text: &str) -> Cow<'_, str> {
        if self.is_normal(text) {
            return Cow::Borrowed(text);
        }
        let lower = match self.case {
            Case::Insensitive => text.to_lowercase(),
            Case::Sensitive => text.to_owned(),
        };
        Cow::Owned(match self.backslash {
            Backslash::IsSlash => lower.replace('\\', "/"),
            Backslash::Escapes => lower,
        })
    }

    /// Whether [`Self::normalize`] surely leaves `text` as it is.
    #[must_use]
    pub fn is_normal(self, text: &str) -> bool {
        let folds = self.case == Case::Insensitive;
        let slashes = self.backslash == Backslash::IsSlash;
        if folds && slashes {
            return is_folded(text.as_bytes());
        }
        // Without an early end, so that many bytes are looked at at a time.
        let changes = text.bytes().fold(false, |changes, byte| {
            let upper = byte.is_ascii_uppercase() | (byte >= 0x80);
            changes | (folds & upper) | (slashes & (byte == b'\\'))
        });
        !changes
    }
}

/// Matching
impl Glob {
    /// Whether the whole of `text` matches. Never backtracks: at most the
    /// length of the text times that of the pattern.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.body.is_ok() && self.furthest(text).is_none()
    }

    /// How many bytes of the text fit, as it is compared; nothing if it matches.
    pub(super) fn furthest(&self, text: &str) -> Option<usize> {
        let Ok(body) = &self.body else { return Some(0) };
        let nfa = self.nfa.get_or_init(|| Nfa::of(body, End::Text));
        nfa.run(self.dialect.normalize(text).as_bytes())
    }
}

/// Access
impl Glob {
    /// Why the pattern can't be read and so never matches, if it can't.
    #[must_use]
    pub fn invalid(&self) -> Option<Invalid> {
        self.body.as_ref().err().copied()
    }

    /// What in the pattern versions of Sentry's engine read differently.
    #[must_use]
    pub fn variance(&self) -> Option<Variance> {
        self.variance
    }

    /// The pattern as it was given.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How it was read.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The steps of the pattern; none if it is invalid.
    #[must_use]
    pub fn tokens(&self) -> Option<&[Token]> {
        self.body.as_deref().ok()
    }
}

/// Reads a pattern. `levels` holds the choices being read: the first is the
/// pattern itself, the others are the alternatives of an open brace.
struct Parser<'p> {
    rest: std::str::Chars<'p>,
    previous: Option<char>,
    current: Option<char>,
    levels: Vec<Vec<Piece>>,
    case: Case,
    variance: Option<Variance>,
}

/// A token while reading: the three forms of `**` still tell themselves apart,
/// since what a later `**` does depends on the one before.
enum Piece {
    Token(Token),
    Prefix,
    Middle,
    Suffix,
}

impl<'p> Parser<'p> {
    fn new(pattern: &'p str, case: Case) -> Self {
        Self {
            rest: pattern.chars(),
            previous: None,
            current: None,
            levels: vec![Vec::new()],
            case,
            variance: None,
        }
    }

    fn parse(&mut self) -> Result<Vec<Token>, Invalid> {
        while let Some(char) = self.next() {
            match char {
                '?' => self.push(Token::Class(ByteSet::ALL)),
                '*' => self.parse_stars(),
                '[' => self.parse_class()?,
                '{' if self.levels.len() > 1 => {
                    self.variance = Some(Variance::NestedBraces);
                    return Err(Invalid::NestedBraces);
                }
                '{' => self.levels.push(Vec::new()),
                '}' => self.close_braces(),
                ',' if self.levels.len() > 1 => self.levels.push(Vec::new()),
                '\\' => match self.next() {
                    Some(escaped) => self.push_char(escaped),
                    None => return Err(Invalid::DanglingEscape),
                },
                char => self.push_char(char),
            }
        }
        if self.levels.len() > 1 {
            return Err(Invalid::UnclosedBraces);
        }
        let pieces = self.levels.pop().unwrap_or_default();
        if matches!(pieces[..], [Piece::Prefix]) {
            return Ok(vec![Token::Run(Extent::Anything)]);
        }
        Ok(flatten(pieces))
    }

    /// One star, or two with the meaning that their surroundings give them.
    fn parse_stars(&mut self) {
        let before = self.previous;
        if self.peek() != Some('*') {
            return self.push(Token::Run(Extent::Anything));
        }
        self.next();
        let after = self.peek();
        let in_braces = self.levels.len() > 1;
        if self.level().is_empty() {
            match after {
                None => self.level().push(Piece::Prefix),
                Some('/') => {
                    self.level().push(Piece::Prefix);
                    self.next();
                }
                // Two stars are one: both run over everything.
                Some(_) => self.push(Token::Run(Extent::Anything)),
            }
            return;
        }
        let delimited = before == Some('/') || (in_braces && matches!(before, Some(',' | '{')));
        let form = match after {
            None => Piece::Suffix,
            Some(',' | '}') if in_braces => Piece::Suffix,
            Some('/') => Piece::Middle,
            Some(_) => return self.push(Token::Run(Extent::Anything)),
        };
        if !delimited {
            return self.push(Token::Run(Extent::Anything));
        }
        if matches!(form, Piece::Middle) {
            self.next();
        }
        // The form takes the place of the slash before it, which it implies.
        let replaced = self.level().pop();
        let form = match replaced {
            Some(kept @ (Piece::Prefix | Piece::Suffix)) => kept,
            _ => form,
        };
        self.level().push(form);
    }

    fn parse_class(&mut self) -> Result<(), Invalid> {
        let negated = matches!(self.peek(), Some('!' | '^'));
        if negated {
            self.next();
        }
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut in_range = false;
        loop {
            let char = self.next().ok_or(Invalid::UnclosedClass)?;
            let first = ranges.is_empty();
            match char {
                ']' if !first => break,
                '-' if !first && !in_range => in_range = true,
                char => {
                    if matches!(char, '{' | '}' | ',') {
                        self.variance.get_or_insert(Variance::BraceInClass);
                    }
                    match ranges.last_mut() {
                        Some(last) if in_range => {
                            last.1 = char;
                            if last.1 < last.0 {
                                return Err(Invalid::DescendingRange(last.0, last.1));
                            }
                        }
                        _ => ranges.push((char, char)),
                    }
                    in_range = false;
                }
            }
        }
        if in_range {
            ranges.push(('-', '-'));
        }
        let mut set = class_of(&ranges);
        if self.case == Case::Insensitive {
            set = set.folded();
        }
        self.push(Token::Class(if negated { set.inverted() } else { set }));
        Ok(())
    }

    fn close_braces(&mut self) {
        if self.levels.len() == 1 {
            self.variance.get_or_insert(Variance::StrayBrace);
        }
        let choices: Vec<_> =
            self.levels.drain(1..).filter(|choice| !choice.is_empty()).map(flatten).collect();
        self.push(Token::Choice(choices));
    }

    fn level(&mut self) -> &mut Vec<Piece> {
        if self.levels.is_empty() {
            self.levels.push(Vec::new());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn push(&mut self, token: Token) {
        self.level().push(Piece::Token(token));
    }

    /// A literal character. Multi-byte ones go in as one piece, so that they
    /// count as one token where a later `**` replaces the last.
    fn push_char(&mut self, char: char) {
        let mut bytes = [0; 4];
        match char.encode_utf8(&mut bytes).as_bytes() {
            [byte] => self.push(Token::Byte(*byte)),
            bytes => {
                let bytes = bytes.iter().map(|&byte| Token::Byte(byte)).collect();
                self.push(Token::Choice(vec![bytes]));
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        self.previous = self.current;
        self.current = self.rest.next();
        self.current
    }
}

/// The bytes of a class. The engine writes every character as its UTF-8 bytes
/// into a class of bytes, so that `[é]` is either byte of `é`, and a range goes
/// from the last byte of its first character to the first byte of its last.
fn class_of(ranges: &[(char, char)]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    for &(from, to) in ranges {
        let (mut first, mut last) = ([0; 4], [0; 4]);
        let first = from.encode_utf8(&mut first).as_bytes();
        let last = to.encode_utf8(&mut last).as_bytes();
        for &byte in first.iter().chain(last) {
            set = set.with(byte, byte);
        }
        if from != to {
            set = set.with(first[first.len() - 1], last[0]);
        }
    }
    set
}

/// The tokens of pieces, with single choices of literal bytes laid open.
fn flatten(pieces: Vec<Piece>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(pieces.len() + 4);
    for piece in pieces {
        match piece {
            Piece::Token(Token::Choice(mut choices)) if choices.len() == 1 => {
                tokens.extend(choices.remove(0));
            }
            Piece::Token(Token::Choice(choices)) if choices.is_empty() => {}
            Piece::Token(token) => tokens.push(token),
            Piece::Prefix => tokens.push(Token::Folders(Extent::Anything)),
            Piece::Middle => {
                tokens.push(Token::Byte(b'/'));
                tokens.push(Token::Folders(Extent::Anything));
            }
            Piece::Suffix => {
                tokens.push(Token::Byte(b'/'));
                tokens.push(Token::Run(Extent::Anything));
            }
        }
    }
    tokens
}
