//! Patterns of `url:` rules that no URL can match.

use super::super::lexer::{Parts, Quoting};
use super::super::{MatcherKind, Rule};
use super::replace;
use crate::text::{Problem, Span};

/// What to say if no absolute URL begins as the pattern does: the URL of a request
/// has its scheme in front, and the whole of it must match.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts) -> Option<Problem> {
    let pattern = rule.matcher.pattern.as_str();
    if rule.matcher.kind != MatcherKind::Url {
        return None;
    }
    let wild = pattern.find(['*', '?', '[', '{', '\\']);
    let plain = &pattern[..wild.unwrap_or(pattern.len())];
    if can_begin(plain, wild.is_none()) {
        return None;
    }
    let problem = Problem::warning(
        "rules/url-relative",
        format!("The whole URL must match, and it begins with its scheme, such as `https://`. None begins with `{plain}`, so this rule never matches."),
    )
    .at(parts.pattern);
    let rest = plain.strip_prefix("//").unwrap_or(plain);
    let front = match () {
        () if rest.starts_with('/') => "*",
        () if plain.starts_with("//") => "*:",
        () => "*://",
    };
    // A host alone is no page of it.
    let behind = if wild.is_none() && !rest.contains('/') { "/*" } else { "" };
    let meant = format!("{front}{pattern}{behind}");
    let quoted = parts.quoting == Quoting::Quoted;
    let start = parts.pattern.start + u32::from(quoted);
    let inside = &text[parts.pattern.range()];
    let problem = problem.hint(format!("Write `{meant}`."));
    Some(match quoted && inside.contains('\\') {
        true => problem,
        false => {
            let mut edits = replace(Span { start, end: start }, front);
            if !behind.is_empty() {
                let end = parts.pattern.end - u32::from(quoted);
                edits.extend(replace(Span { start: end, end }, behind));
            }
            problem.fix(format!("Write `{meant}`"), edits)
        }
    })
}

/// Whether an absolute URL can begin so; with `whole`, be so.
fn can_begin(plain: &str, whole: bool) -> bool {
    // Apps are called by schemes such as `com.acme.shop`; without slashes behind it, a host is more likely.
    let scheme = |text: &str, dots: bool| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || "+-".contains(c) || dots && c == '.')
            && text.chars().next().is_none_or(|c| c.is_ascii_alphabetic())
    };
    match plain.split_once(':') {
        // A port: digits behind the colon, where a scheme has slashes or a word.
        Some((before, rest)) => {
            scheme(before, rest.starts_with("//"))
                && !before.is_empty()
                && !rest.starts_with(|c: char| c.is_ascii_digit())
        }
        None => !whole && scheme(plain, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_urls_are_told_from_others() {
        for (plain, whole) in [
            ("", false),
            ("http", false),
            ("https://x.io/a", true),
            ("app:///a", true),
            ("about:blank", true),
            ("com.acme.shop://cart", false),
        ] {
            assert!(can_begin(plain, whole), "a URL can begin with {plain:?}");
        }
        for (plain, whole) in [
            ("/a", false),
            ("x.io/", false),
            ("x.io", true),
            ("x.io:80/", false),
            ("localhost:3000", true),
            ("//x.io", false),
            ("checkout", true),
        ] {
            assert!(!can_begin(plain, whole), "no URL begins with {plain:?}");
        }
    }
}
