//! GitHub's reading, and Bitbucket's, which differs in owners alone.

use super::owner;
use super::pattern::Pattern;
use super::{Approval, Dialect, Effect, HostRule, HostRules, Section};
use crate::text::{Edit, LineIndex, Problem, Problems, Span};

/// At this many bytes GitHub ignores the whole file.
const MAX_BYTES: usize = 3 * 1024 * 1024;

pub(super) fn read(text: &str, dialect: Dialect) -> HostRules {
    let mut rules = HostRules { dialect, ..HostRules::default() };
    rules.sections.push(Section { name: "codeowners".to_owned(), line: None });
    if dialect == Dialect::Github && text.len() >= MAX_BYTES {
        rules.problems.push(
            Problem::error(
                "codeowners/host-too-long",
                "GitHub ignores a CODEOWNERS file of 3 MB or more: nobody is asked to review.",
            )
            .hint("Merge lines with wider patterns."),
        );
        return rules;
    }
    let index = LineIndex::new(text);
    let mut problems = Problems::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = Span::new(start, start + line.len());
        start += line.len();
        match entry(text, range, dialect, &mut problems) {
            Some(rule) => rules.rules.push(HostRule { line: index.line(rule.span.start), ..rule }),
            None => continue,
        }
    }
    rules.problems = problems.into_vec();
    rules
}

/// One line's rule; none for comments, empty lines and those that are skipped.
fn entry(text: &str, line: Span, dialect: Dialect, problems: &mut Problems) -> Option<HostRule> {
    let words = words(text, line);
    let (&first, rest) = words.split_first()?;
    let pattern = &text[first.range()];
    if let Some(problem) = invalid(pattern, first, dialect) {
        problems.push(problem);
        return None;
    }
    let mut owners = Vec::with_capacity(rest.len());
    for span in rest {
        match owner::read(&text[span.range()], dialect) {
            Some(owner) => owners.push(owner),
            None => {
                problems.push(bad_owner(&text[span.range()], *span, dialect));
                return None;
            }
        }
    }
    if pattern == "/" {
        problems.push(
            Problem::warning("codeowners/host-root-slash", "`/` alone never matches.")
                .at(first)
                .hint("Write `*` for the whole repository.")
                .fix("Write `*`", vec![Edit { span: first, text: "*".to_owned() }]),
        );
    }
    let end = words.last().map_or(first.end, |last| last.end);
    Some(HostRule {
        line: 0,
        span: Span { start: first.start, end },
        pattern: pattern.to_owned(),
        owners,
        section: 0,
        effect: Effect::Own,
        approval: Approval::Default,
        matcher: Pattern::github(pattern),
    })
}

/// The words of a line up to a comment, which any `#` starts that no backslash
/// precedes. White space behind a backslash belongs
/// to its word.
fn words(text: &str, line: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (offset, c) in text[line.range()].char_indices() {
        let at = line.start as usize + offset;
        let space = c.is_whitespace() && (!escaped || c == '\n' || c == '\r');
        if c == '#' && !escaped {
            words.extend(start.map(|from| Span::new(from, at)));
            return words;
        }
        escaped = c == '\\' && !escaped;
        match (space, start) {
            (true, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| Span::new(from, line.end as usize)));
    words
}

/// Patterns on which the host skips a line.
fn invalid(pattern: &str, span: Span, dialect: Dialect) -> Option<Problem> {
    let host = if dialect == Dialect::Github { "GitHub" } else { "Bitbucket" };
    let at = |from: usize| {
        let from = span.start as usize + from;
        Span::new(from, from + 1)
    };
    let skipped = |code, what: &str, from| {
        Problem::warning(code, format!("{host} knows no {what} in CODEOWNERS and skips this line."))
            .at(at(from))
    };
    if pattern.starts_with('!') {
        return Some(
            skipped("codeowners/host-negation", "negation", 0)
                .hint("Write a line without owners, or with others, below."),
        );
    }
    if pattern.starts_with("\\#") {
        return Some(
            skipped("codeowners/host-hash", "escaped `#` at the start", 0)
                .hint("Write `?` instead of `#`."),
        );
    }
    let mut escaped = false;
    for (from, c) in pattern.char_indices() {
        if !escaped && (c == '[' || c == ']') {
            return Some(
                skipped("codeowners/host-brackets", "character ranges", from)
                    .hint("Put a backslash before a bracket that is part of a name."),
            );
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn bad_owner(word: &str, span: Span, dialect: Dialect) -> Problem {
    let (host, forms) = match dialect {
        Dialect::Bitbucket => {
            ("Bitbucket", "an address, `@name`, `@workspace/group` or `@teams/name`")
        }
        _ => ("GitHub", "`@name`, `@organization/team` or an address"),
    };
    Problem::warning(
        "codeowners/host-owner",
        format!("`{word}` is no owner to {host}, which skips the whole line."),
    )
    .at(span)
    .hint(format!("Write {forms}."))
}
