use super::{Matcher, MatcherKind, Owner, Rule};
use crate::text::clean;
use std::fmt::{self, Write};

/// Why a rule can't be written so that it reads back as itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprintable {
    /// The type is none that the grammar knows.
    Kind,
    /// An owner is empty, holds white space or what can't be seen, or would read as another.
    Owner,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kind => "no way to write this type",
            Self::Owner => "no way to write this owner",
        })
    }
}

impl std::error::Error for Unprintable {}

/// A rule as Sentry prints it: `type:pattern owner…`. Patterns are never quoted
/// again, so one with a space does not read back as itself.
#[must_use]
pub fn print_as_sentry(rule: &Rule) -> String {
    rule.to_string()
}

/// A rule as text that reads back as the same matcher and owners, its pattern
/// quoted where needed.
///
/// # Errors
/// For a matcher type or an owner that no text stands for.
pub fn print_parseable(matcher: &Matcher, owners: &[Owner]) -> Result<String, Unprintable> {
    if let MatcherKind::Tag(name) = &matcher.kind
        && !reads_as_tag(name)
    {
        return Err(Unprintable::Kind);
    }
    let mut line = format!("{}:{}", matcher.kind, print_pattern(&matcher.pattern));
    for owner in owners {
        let (name, reads_back) = match owner {
            Owner::Team(slug) => (slug, true),
            Owner::User(mail) => (mail, !mail.starts_with('#') && mail.to_lowercase() == *mail),
        };
        if name.is_empty() || name.contains(is_unsafe) || !reads_back {
            return Err(Unprintable::Owner);
        }
        line.push(' ');
        line.push_str(&owner.to_string());
    }
    Ok(line)
}

/// Whether a character may not stand in an owner's name.
fn is_unsafe(c: char) -> bool {
    c.is_whitespace() || clean::is_left_out(c)
}

/// A pattern as it may stand behind a type's colon: quoted and escaped if it is
/// empty, starts with a quote, or holds white space or what [`clean`] would leave out:
/// an escape keeps its meaning, and is seen.
#[must_use]
pub fn print_pattern(pattern: &str) -> String {
    let is_odd = |c: char| c.is_whitespace() || clean::is_left_out(c);
    if !pattern.is_empty() && !pattern.starts_with('"') && !pattern.contains(is_odd) {
        return pattern.to_owned();
    }
    let mut quoted = String::with_capacity(pattern.len() + 2);
    quoted.push('"');
    for c in pattern.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if clean::is_left_out(c) => {
                let code = u32::from(c);
                let _ = match code <= 0xffff {
                    true => write!(quoted, "\\u{code:04x}"),
                    false => write!(quoted, "\\U{code:08x}"),
                };
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether the grammar reads `name` and a colon as a tag type.
fn reads_as_tag(name: &str) -> bool {
    let mut key = name.strip_prefix("tags").unwrap_or_default().chars();
    key.next().is_some_and(|any| any != '\n') && {
        let key = key.as_str();
        !key.is_empty() && !key.contains(':')
    }
}
