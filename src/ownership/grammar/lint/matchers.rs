//! Words behind a pattern that are patterns themselves.

use super::super::lexer::{Parts, Quoting};
use super::super::{MatcherKind, Rule};
use super::{reads_as_owner, replace};
use crate::text::{Problem, Span};

/// How many lines a fix writes at most.
const MOST: usize = 12;

/// What to say of owners that are no owners but further conditions or patterns, and
/// how many of the first owners that explains.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts) -> Option<(Problem, usize)> {
    let words: Vec<&str> = parts.owners.iter().map(|span| &text[span.range()]).collect();
    let extra = words.iter().take_while(|word| !reads_as_owner(word)).count();
    if let Some(problem) = type_without_colon(text, parts, &words) {
        return Some((problem, extra.max(1)));
    }
    let matcher = words[..extra].iter().position(|word| has_type(word));
    if let Some(at) = matcher {
        return Some((two_matchers(words[at], parts.owners[at]), extra));
    }
    let bare = parts.quoting == Quoting::Bare;
    // `tags.browser.name:Mobile Safari`: such values are written so, and slugs of teams are not.
    let is_named =
        |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let in_value = bare
        && matches!(rule.matcher.kind, MatcherKind::Tag(_))
        && extra < words.len()
        && words[..extra].iter().any(is_named);
    if extra > 0 && (in_value || goes_on(text, parts)) {
        return Some((several(text, rule, parts, 0, extra), extra));
    }
    let first = (0..extra).find(|&at| is_pattern(words[at]))?;
    let glued = first == 0
        && parts.quoting == Quoting::Quoted
        && parts.owners[0].start == parts.pattern.end;
    if glued {
        return None;
    }
    Some((several(text, rule, parts, first, extra), extra))
}

/// Whether a pattern ends in a backslash, before what is no owner: `docs/my\ file.md`.
pub(super) fn goes_on(text: &str, parts: &Parts) -> bool {
    parts.quoting == Quoting::Bare
        && text[parts.pattern.range()].ends_with('\\')
        && parts.owners.first().is_some_and(|span| !reads_as_owner(&text[span.range()]))
}

/// Whether a word starts with a type of Sentry's.
pub(super) fn has_type(word: &str) -> bool {
    let typed = |kind: &str| word.strip_prefix(kind).is_some_and(|rest| !rest.is_empty());
    ["path:", "url:", "module:", "codeowners:"].into_iter().any(typed)
        || word.strip_prefix("tags.").is_some_and(|rest| rest.contains(':'))
}

pub(super) fn is_pattern(word: &str) -> bool {
    word.contains(['/', '*', '\\'])
        && !word.contains('@')
        && word.chars().any(|c| c.is_alphanumeric() || c == '*')
}

fn two_matchers(word: &str, span: Span) -> Problem {
    Problem::error(
        "rules/two-matchers",
        format!("A rule has one matcher, and conditions can't be combined: `{word}` is read as an owner, a person of that address. Sentry refuses it, and all other rules with it."),
    )
    .at(span)
    .hint("Keep the condition that tells more. As two rules, either of them alone would match, and the last one that matches wins.")
}

/// `path src/* #web`, or `path :src/* #web`.
fn type_without_colon(text: &str, parts: &Parts, words: &[&str]) -> Option<Problem> {
    let kind = &text[parts.pattern.range()];
    let first = words.first()?;
    let untyped = parts.kind.is_none() && parts.quoting == Quoting::Bare;
    if !untyped || !["path", "url", "module"].contains(&kind) || reads_as_owner(first) {
        return None;
    }
    let mut bare = first.trim_start_matches(':');
    let mut start = parts.owners[0].start + (first.len() - bare.len()) as u32;
    if bare.is_empty() {
        // `path : src/*`
        bare = words.get(1).filter(|word| !reads_as_owner(word))?;
        start = parts.owners[1].start;
    }
    let gap = Span { start: parts.pattern.end, end: start };
    Some(
        Problem::error(
            "rules/type-without-colon",
            format!("The colon must touch `{kind}`, and the pattern the colon: as it stands, `{kind}` is the name of a file, and `{first}` an owner, which Sentry refuses, and all other rules with it."),
        )
        .at(parts.pattern)
        .hint("Write a colon between type and pattern, without spaces.")
        .fix(format!("Write `{kind}:{bare}`"), replace(gap, ":")),
    )
}

/// `src/* lib/* #web`, or a path with a space in it.
fn several(text: &str, rule: &Rule, parts: &Parts, first: usize, extra: usize) -> Problem {
    let word = |at: usize| &text[parts.owners[at].range()];
    let pattern = &text[parts.pattern.range()];
    let problem = Problem::error(
        "rules/several-patterns",
        format!("A rule has one pattern, which ends at the first space: `{}` is read as an owner. Sentry refuses it, and all other rules with it.", word(first)),
    )
    .at(parts.owners[first])
    .hint("Write a rule for each pattern. If it is one path with spaces, put it in double quotes.");
    let owners = &text
        [parts.owners.get(extra).map_or(0..0, |span| span.start as usize..parts.span.end as usize)];
    let is_file = |word: &str| word.rsplit_once('/').is_some_and(|(_, name)| name.contains('.'));
    let alone =
        |word: &str| word.ends_with(['*', '/']) || word.starts_with(['*', '/']) || is_file(word);
    let written = std::iter::once(pattern).chain((0..extra).map(word));
    let patterns: Vec<&str> = written.map(|word| word.trim_end_matches(',')).collect();
    if patterns.iter().any(|word| word.starts_with('!')) {
        // Rules exclude nothing; no rewriting makes them.
        return problem;
    }
    let apart = parts.quoting == Quoting::Quoted
        || (rule.matcher.kind == MatcherKind::Path && patterns.iter().all(|word| alone(word)));
    let inside = &text[parts.pattern.start as usize..parts.owners[extra - 1].end as usize];
    let inside = inside.replace("\\ ", " ");
    if !owners.is_empty() && !apart && !inside.contains(['"', '\\']) {
        let span = Span { start: parts.pattern.start, end: parts.owners[extra - 1].end };
        return problem
            .fix(format!("Put `{inside}` in quotes"), replace(span, format!("\"{inside}\"")));
    }
    if owners.is_empty() || !apart || patterns.len() > MOST {
        return problem;
    }
    let kind = parts.kind.map_or(String::new(), |kind| format!("{}:", &text[kind.range()]));
    let lines: Vec<String> =
        patterns.iter().map(|pattern| format!("{kind}{pattern} {owners}")).collect();
    let crlf = text[parts.span.end as usize..].starts_with('\r');
    let lines = lines.join(if crlf { "\r\n" } else { "\n" });
    problem.fix("Write a rule for each pattern", replace(parts.span, lines))
}
