//! What a word of a CODEOWNERS file reads like, whatever its place.

use super::super::line::is_mail;

/// What a word reads like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// `@name`, `@organization/team` or an e-mail address.
    Owner,
    /// A path or a wildcard.
    Pattern,
    /// Anything else: a name, or a word of a comment.
    Word,
}

impl Reads {
    pub(super) fn of(word: &str) -> Self {
        if is_owner(word) {
            Self::Owner
        } else if is_pattern(word) {
            Self::Pattern
        } else {
            Self::Word
        }
    }
}

/// Whether a word has the form of an owner on any host.
pub(super) fn is_owner(word: &str) -> bool {
    is_handle(word) || (is_mail(word) && !word.contains(['*', '?']))
}

/// `@name`, `@organization/team`, GitLab's `@@role` and `@group/sub/team`.
pub(super) fn is_handle(word: &str) -> bool {
    let name = word.strip_prefix('@').unwrap_or_default();
    let name = name.strip_prefix('@').unwrap_or(name);
    let part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    !name.is_empty() && name.split('/').all(part)
}

fn is_pattern(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "*?./_-[]{}@~+$%\\".contains(c);
    let file = |(stem, end): (&str, &str)| {
        !stem.is_empty()
            && (1..=5).contains(&end.len())
            && end.bytes().all(|b| b.is_ascii_alphanumeric())
            && end.bytes().any(|b| b.is_ascii_alphabetic())
    };
    let folder = word.contains('/') && !word.starts_with('@');
    let dotted = word.starts_with('.') && word.len() > 1;
    word.chars().all(plain)
        && word.chars().any(|c| c.is_alphanumeric() || c == '*')
        && (word.contains('*')
            || folder
            || dotted
            || (!word.contains('@') && word.rsplit_once('.').is_some_and(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        for word in ["@jo", "@acme/web", "@group/sub/team", "@@maintainer", "jo@acme.io", "@jo-x_"]
        {
            assert_eq!(Reads::of(word), Reads::Owner, "{word}");
        }
        for word in
            ["*", "*.ts", "/src", "docs/", "./a", ".env", "src/@acme/x", "README.md", "@acme/*"]
        {
            assert_eq!(Reads::of(word), Reads::Pattern, "{word}");
        }
        for word in ["web", "and", "(frontend)", "->", "@", "docs:", "#web", "1.2", "…"] {
            assert_eq!(Reads::of(word), Reads::Word, "{word}");
        }
    }
}
