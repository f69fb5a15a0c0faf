//! What Sentry refuses: where, in its words, why, and what to do.

use super::finding::{Finding, Stage};
use super::lexer::{Parts, line_end, skip_spaces};
use super::literal::BadEscape;
use super::{MatcherKind, Rule};
use crate::text::numbers::plural;
use crate::text::{Edit, Problem, Span};

/// Where the text goes beyond what Sentry takes.
pub(super) fn too_long(text: &str, limit: usize) -> Option<Finding> {
    let (start, _) = text.char_indices().nth(limit)?;
    let count = text.chars().count();
    let read = match text.len() > super::MAX_READ {
        true => " Only the first 4 MB are read here.",
        false => "",
    };
    let problem = Problem::error(
        "rules/too-long",
        format!("The rules have {count} characters; Sentry takes at most {limit} and saves none of them.{read}"),
    )
    .at(start..text.len())
    .hint("Merge rules with braces or wider patterns. Some organizations have a higher limit.");
    let answer = format!("Raw needs to be <= {limit} characters in length");
    Some(Finding::refused(problem, Stage::Length, answer))
}

/// So many rules, of which the first stands at `at`, are beyond what is read here; Sentry takes them.
pub(super) fn too_loose(at: Span, count: u32) -> Finding {
    let most = super::MOST_LOOSE;
    let those = match count {
        1 => "this one is".to_owned(),
        _ => format!("this one and {} are", plural(count - 1, "other", "others")),
    };
    let problem = Problem::error(
        "rules/too-loose",
        format!("Of rules that look for single letters between stars, such as `*a*b*c*`, {most} are read; {those} not. Sentry takes them, so files that they match may go elsewhere than shown here."),
    )
    .at(at)
    .hint("Name folders or longer parts of names, or merge such rules with braces.");
    problem.into()
}

/// Sentry's parser stops at `at`.
pub(super) fn stop(text: &str, at: usize, line_end: usize, kind: Option<usize>) -> Finding {
    let before = &text[..at];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before[before.rfind('\n').map_or(0, |feed| feed + 1)..].chars().count();
    let answer = format!("Parse error: ownership (line {line}, column {column})");
    Finding::refused(explain_stop(text, at, line_end, kind), Stage::Grammar, answer)
}

/// The parser would stop at `at` too, had it not stopped before.
pub(super) fn further_stop(text: &str, at: usize, line_end: usize, kind: Option<usize>) -> Finding {
    explain_stop(text, at, line_end, kind).into()
}

/// `kind` is where a type that starts at `at` ends, if its colon follows.
fn explain_stop(text: &str, at: usize, line_end: usize, kind: Option<usize>) -> Problem {
    let white = text[at..].chars().next().filter(|c| c.is_whitespace());
    match (white, kind) {
        (Some(white), _) => odd_space(text, at, line_end, white),
        (None, Some(colon)) if colon > self::line_end(text, at) => {
            super::lint::swallowed(text, Span::new(at, colon), line_end)
        }
        (None, Some(colon)) => no_pattern(text, at, colon, line_end),
        (None, None) => {
            Problem::error("rules/unreadable", "Sentry's parser stops here.").at(at..line_end)
        }
    }
}

/// White space that is no U+0020.
fn odd_space(text: &str, at: usize, line_end: usize, white: char) -> Problem {
    let (code, name) = match white {
        '\t' => ("rules/tab", "a tab".to_owned()),
        '\u{a0}' => ("rules/odd-space", "a no-break space".to_owned()),
        other => ("rules/odd-space", format!("the white space U+{:04X}", u32::from(other))),
    };
    let run = |from: usize| {
        let rest = &text[from..line_end];
        from + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
    };
    let edits = plain_spaces(text, at, line_end);
    let problem = Problem::error(code, format!("Here stands {name}. Only plain spaces may stand between the parts of a rule, so this line can't be read."))
        .at(at..run(at));
    // Behind the name of a type a space would make a file of that name.
    let start = text[..at].rfind(['\r', '\n']).map_or(0, |end| end + 1);
    let before = text[start..at].trim_end_matches([' ', ':']);
    let kind = before.trim_start_matches(' ');
    let next = text[run(at)..line_end].trim_start_matches(':');
    let named = ["path", "url", "module"].contains(&kind)
        || kind
            .strip_prefix("tags.")
            .is_some_and(|key| !key.is_empty() && !key.contains([' ', '/', ':']));
    if named && !next.is_empty() && !next.starts_with(['#', '@']) {
        let colon = Span::new(start + before.len(), line_end - next.len());
        let mut edits: Vec<Edit> =
            edits.into_iter().filter(|edit| edit.span.start >= colon.end).collect();
        edits.insert(0, Edit { span: colon, text: ":".to_owned() });
        return problem
            .hint("Put the colon of the type instead, and plain spaces between the other parts.")
            .fix("Write the colon of the type", edits);
    }
    problem.hint("Put a space instead.").fix("Replace with spaces", edits)
}

/// Changes that make plain spaces of all other white space from `at` on, and nothing
/// of it where a line begins or ends.
fn plain_spaces(text: &str, at: usize, line_end: usize) -> Vec<Edit> {
    let run = |from: usize| {
        let rest = &text[from..line_end];
        from + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
    };
    let mut edits = Vec::new();
    let mut from = at;
    while let Some(length) = text[from..line_end].find(|c: char| c.is_whitespace() && c != ' ') {
        let (start, end) = (from + length, run(from + length));
        let leading = text[..start].trim_end_matches(' ').ends_with(['\r', '\n'])
            || text[..start].trim_end_matches(' ').is_empty();
        let replacement = if leading || end == line_end { "" } else { " " };
        edits.push(Edit { span: Span::new(start, end), text: replacement.to_owned() });
        from = end;
    }
    edits
}

/// A type and its colon, and then no pattern.
fn no_pattern(text: &str, at: usize, colon: usize, line_end: usize) -> Problem {
    let kind = &text[at..colon];
    let gap = Span::new(colon + 1, colon + 1 + white_length(&text[colon + 1..line_end]));
    let follows = &text[gap.end as usize..line_end];
    if follows.is_empty() || follows.starts_with('#') {
        return Problem::error(
            "rules/missing-pattern",
            format!("Behind `{kind}:` no pattern follows, so this line can't be read."),
        )
        .at(at..colon + 1)
        .hint("Write what to match right behind the colon.");
    }
    let mut edits = vec![Edit { span: gap, text: String::new() }];
    edits.extend(plain_spaces(text, gap.end as usize, line_end));
    Problem::error("rules/space-after-colon", format!("The pattern must touch the colon of `{kind}:`; with a space between them, this line can't be read."))
        .at(gap)
        .hint("Delete the space.")
        .fix("Delete the space", edits)
}

fn white_length(text: &str) -> usize {
    text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len())
}

/// A quoted pattern on which Sentry crashes.
pub(super) fn crash(text: &str, parts: &Parts, bad: &BadEscape) -> Finding {
    let start = parts.pattern.start as usize + 1 + bad.at;
    let problem = Problem::error(
        "rules/bad-escape",
        format!("Inside quotes a backslash starts an escape, as in Python, and here {bad}. Sentry fails on this with an internal error and saves nothing."),
    )
    .at(start..start + bad.length)
    .hint("Path and module patterns treat `/` and `\\` alike: write `/`. Elsewhere write `\\\\`.")
    .fix("Mend the backslashes", super::lint::mend_backslashes(text, parts));
    Finding { problem, refusal: Some((Stage::Decoding, None)) }
}

/// A rule without owners; `below` is where the next rule starts.
pub(super) fn missing_owner(
    text: &str,
    rule: &Rule,
    parts: &Parts,
    below: usize,
) -> Option<Finding> {
    if !rule.owners.is_empty() || rule.matcher.kind == MatcherKind::Codeowners {
        return None;
    }
    let problem = Problem::error(
        "rules/missing-owner",
        "This rule names nobody. Sentry refuses rules without an owner, and all others with them.",
    )
    .at(parts.span);
    let problem = match owners_below(text, parts.span.end as usize, below) {
        Some(owners) => {
            problem.hint("The owner must stand on the same line; below, `#` starts a comment.").fix(
                "Join the lines",
                vec![Edit {
                    span: Span::new(parts.span.end as usize, owners),
                    text: " ".to_owned(),
                }],
            )
        }
        None => match spaced_team(text, parts.span.end as usize) {
            Some(gap) => problem
                .hint("A `#` with a space behind starts a comment. Delete the space if a team is meant.")
                .fix("Delete the space", vec![Edit { span: gap, text: String::new() }]),
            None => problem.hint("Add a `#team` or an e-mail address behind the pattern."),
        },
    };
    let answer = format!("Missing owner in rule: {}", rule.matcher);
    Some(Finding::refused(problem, Stage::MissingOwner, answer))
}

/// The gap in `# web`, where that is all that follows a rule on its line.
fn spaced_team(text: &str, end: usize) -> Option<Span> {
    let line = &text[end..line_end(text, end)];
    let name = line.trim_start_matches(' ').strip_prefix('#')?;
    let slug = name.trim_start_matches(' ');
    let start = end + line.len() - name.len();
    (slug.len() < name.len() && is_team(&format!("#{}", slug.trim_end())))
        .then(|| Span::new(start, start + name.len() - slug.len()))
}

/// Where, on the line below a rule, a comment stands that reads like a team.
fn owners_below(text: &str, end: usize, below: usize) -> Option<usize> {
    let next = line_end(text, skip_spaces(text, end));
    if !text[end..next].trim_matches(' ').is_empty() {
        return None;
    }
    let feed = text[next..].strip_prefix("\r\n").map_or(next + 1, |_| next + 2);
    let start = skip_spaces(text, feed.min(text.len()));
    let comment = text.get(start..line_end(text, start)).filter(|_| start < below)?;
    let teams =
        !comment.is_empty() && comment.split(' ').filter(|word| !word.is_empty()).all(is_team);
    teams.then_some(start)
}

fn is_team(word: &str) -> bool {
    let slug = word.strip_prefix('#').unwrap_or_default();
    !slug.is_empty() && slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// A `codeowners:` rule in rules typed by hand.
pub(super) fn codeowners(rule: &Rule, parts: &Parts) -> Option<Finding> {
    if rule.matcher.kind != MatcherKind::Codeowners {
        return None;
    }
    let span = parts.kind.unwrap_or(parts.span);
    let problem = Problem::error(
        "rules/codeowners-by-hand",
        "Rules of the type `codeowners` come only from an imported CODEOWNERS file; typed by hand they are refused.",
    )
    .at(span)
    .hint("Paste the CODEOWNERS file on its own, or write a `path:` rule, whose patterns work differently.");
    let answer = "Codeowner type paths can only be added by importing CODEOWNER files";
    Some(Finding::refused(problem, Stage::Codeowners, answer))
}
