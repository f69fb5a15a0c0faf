mod parse;

use self::parse::Parser;
use super::nfa::Nfa;
use super::token::{Case, End, Token};
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
    pub(crate) fn furthest(&self, text: &str) -> Option<usize> {
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
