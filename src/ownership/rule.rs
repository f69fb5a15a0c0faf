use crate::text::Span;
use std::fmt;

/// Where a [`Rule`] comes from. All ownership rules outrank all rules imported
/// from a CODEOWNERS file (`sentry/models/projectownership.py`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Imported from a CODEOWNERS file.
    Codeowners,
    /// Written in the project's own ownership rules.
    Rules,
}

/// One line of ownership rules: a matcher and the owners of what it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Where it comes from.
    pub source: Source,
    /// The whole rule in the source text, from the matcher to the last owner.
    pub span: Span,
    /// The line on which it starts, from 1.
    pub line: u32,
    /// What it matches.
    pub matcher: Matcher,
    /// Who owns that, in written order; empty for a CODEOWNERS exclusion.
    pub owners: Vec<Owner>,
}

/// The left side of a rule: `type:pattern`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Matcher {
    /// Which part of an event it looks at.
    pub kind: MatcherKind,
    /// The pattern, unquoted and with its escapes decoded.
    pub pattern: String,
}

impl Matcher {
    /// Whether the pattern is stars alone: as a path, or as a line of CODEOWNERS, it matches everything.
    pub(crate) fn is_all_stars(&self) -> bool {
        !self.pattern.is_empty() && self.pattern.bytes().all(|byte| byte == b'*')
    }
}

/// Which part of an event a [`Matcher`] looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatcherKind {
    /// `path:` or no type at all: the file name of any frame.
    Path,
    /// `module:`: the module of any frame.
    Module,
    /// `url:`: the URL of the request.
    Url,
    /// `codeowners:`: the file name of a frame, by CODEOWNERS patterns.
    Codeowners,
    /// Any other type that Sentry's grammar takes. It holds the type as
    /// written: `tags.` and a key, or, by an oddity of the grammar, `tags`, any
    /// character and more, which parses and never matches.
    Tag(String),
}

impl fmt::Display for MatcherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Module => "module",
            Self::Url => "url",
            Self::Codeowners => "codeowners",
            Self::Tag(name) => name,
        })
    }
}

impl fmt::Display for Matcher {
    /// As Sentry prints it: patterns are never quoted again, so this may not
    /// parse back to the same matcher.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.pattern)
    }
}

/// Somebody who can own an issue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A team, by its slug as written: upper and lower case differ.
    Team(String),
    /// A person, by e-mail address in lower case.
    User(String),
}

/// Instantiation
impl Owner {
    /// An owner as it is written: `#slug` is a team, anything else a person.
    #[must_use]
    pub fn named(written: &str) -> Self {
        match written.strip_prefix('#') {
            Some(slug) => Self::Team(slug.to_owned()),
            None => Self::User(written.to_lowercase()),
        }
    }
}

/// Access
impl Owner {
    /// The slug, if it is a team.
    #[must_use]
    pub fn team(&self) -> Option<&str> {
        match self {
            Self::Team(slug) => Some(slug),
            Self::User(_) => None,
        }
    }

    /// Whether there may be such an owner, by the form alone: a slug, or a bare address.
    pub(crate) fn may_be(&self) -> bool {
        match self {
            Self::Team(slug) => is_slug(slug),
            Self::User(address) => {
                address.find('@').is_some_and(|at| at > 0) && !address.contains([':', ',', '/'])
            }
        }
    }
}

/// Whether a name has only what slugs are of: small letters, digits, `-` and `_`.
pub(crate) fn is_slug(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(allowed)
}

impl fmt::Display for Owner {
    /// `#slug` for a team, the address for a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team(slug) => {
                f.write_str("#")?;
                f.write_str(slug)
            }
            Self::User(address) => f.write_str(address),
        }
    }
}

impl fmt::Display for Rule {
    /// As Sentry prints it: the matcher, then the owners.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.matcher)?;
        self.owners.iter().try_for_each(|owner| write!(f, " {owner}"))
    }
}
