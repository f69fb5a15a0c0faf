use super::super::Rule;
use super::super::finding::Finding;
use super::super::lexer::{Parts, Quoting, line_end};
use super::super::literal::Inexact;
use super::{reads_as_owner, replace};
use crate::text::{Edit, Problem, Span};

/// What is odd about the quotes of a pattern.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Vec<Problem>) {
    let written = &text[parts.pattern.range()];
    match parts.quoting {
        Quoting::Bare if written.starts_with('"') => out.push(unterminated(text, parts)),
        Quoting::Bare => {}
        Quoting::Quoted if written.contains(['\r', '\n']) => out.push(spans_lines(text, parts)),
        Quoting::Quoted => {
            out.extend(glued(text, parts));
            out.extend(escapes(text, rule, parts));
        }
    }
}

fn unterminated(text: &str, parts: &Parts) -> Problem {
    let problem = Problem::warning(
        "rules/unterminated-quote",
        "The quote is never closed, so it counts as a part of the pattern and the pattern ends at the first space.",
    )
    .at(parts.pattern)
    .hint("Close the quote behind the pattern.");
    close(text, parts, problem)
}

fn spans_lines(text: &str, parts: &Parts) -> Problem {
    let problem = Problem::warning(
        "rules/quote-spans-lines",
        "The quote is closed only on a later line: all lines up to there are one pattern.",
    )
    .at(parts.pattern)
    .hint("Close the quote behind the pattern.");
    close(text, parts, problem)
}

/// Offers to close a quote: before the first owner of its line, else at its end.
fn close(text: &str, parts: &Parts, problem: Problem) -> Problem {
    let start = parts.pattern.start as usize;
    let line = &text[start..line_end(text, start)];
    let mut end = line.trim_end().len();
    let mut from = 0;
    while let Some(space) = line[from..].find(' ') {
        let word = from + space + 1;
        if reads_as_owner(line[word..].split(' ').next().unwrap_or_default()) {
            end = line[..from + space].trim_end().len();
            break;
        }
        from = word;
    }
    // `\` in front would escape the new quote, a lone `"` would become a pair.
    if end < 2 || line[..end].ends_with('\\') {
        return problem;
    }
    problem.fix("Close the quote", replace(Span::new(start + end, start + end), "\""))
}

fn glued(text: &str, parts: &Parts) -> Option<Problem> {
    let &span = parts.owners.first().filter(|span| span.start == parts.pattern.end)?;
    let tail = &text[span.range()];
    if tail.starts_with('#') {
        return None;
    }
    let said = format!("Text right behind the closing quote is the first owner, here `{tail}`.");
    let problem = match tail.contains('@') {
        true => Problem::warning("rules/glued-to-quote", said),
        false => Problem::error(
            "rules/glued-to-quote",
            format!("{said} Sentry refuses an unknown owner, and all other rules with it."),
        ),
    }
    .at(span)
    .hint("Close the quote behind the whole pattern, or put a space before the owner.");
    Some(if tail.contains(['"', '\\', '@']) {
        problem.fix("Put a space", replace(Span { start: span.start, end: span.start }, " "))
    } else {
        let quote = Span { start: span.start - 1, end: span.start };
        let moved = Edit { span: Span { start: span.end, end: span.end }, text: "\"".to_owned() };
        problem.fix(
            "Close the quote behind it",
            vec![Edit { span: quote, text: String::new() }, moved],
        )
    })
}

fn escapes(text: &str, rule: &Rule, parts: &Parts) -> Option<Problem> {
    let inside = inside(text, parts);
    let (at, letter) = backslashes(inside).find(|(_, letter)| decodes(*letter))?;
    let start = parts.pattern.start as usize + 1 + at;
    let becomes = if rule.matcher.pattern.contains('\n') { ", here a line break" } else { "" };
    Some(
        Problem::warning(
            "rules/escape",
            format!("Inside quotes `\\{letter}` is an escape, as in Python{becomes}."),
        )
        .at(start..start + 1 + letter.len_utf8())
        .hint(
            "Path and module patterns treat `/` and `\\` alike: write `/`. Elsewhere write `\\\\`.",
        )
        .fix("Mend the backslashes", mend_backslashes(text, parts)),
    )
}

/// Replaces every backslash of a quoted pattern that escapes something other
/// than a quote or a backslash: by `/` where both mean the same, else doubled.
pub(in super::super) fn mend_backslashes(text: &str, parts: &Parts) -> Vec<Edit> {
    let kind = parts.kind.map(|span| &text[span.range()]);
    let instead = if matches!(kind, None | Some("path" | "module")) { "/" } else { "\\\\" };
    let start = parts.pattern.start as usize + 1;
    backslashes(inside(text, parts))
        .filter(|(_, letter)| !matches!(letter, '"' | '\\'))
        .map(|(at, _)| Edit {
            span: Span::new(start + at, start + at + 1),
            text: instead.to_owned(),
        })
        .collect()
}

/// A pattern that can't be shown as Sentry has it.
pub(in super::super) fn inexact(parts: &Parts, why: Inexact) -> Finding {
    Finding::from(match why {
        Inexact::Surrogate => Problem::warning(
            "rules/surrogate",
            "This escape stands for half a surrogate pair, which no text holds: the rule never matches.",
        )
        .at(parts.pattern)
        .hint("Write the character itself."),
        Inexact::Name => Problem::warning(
            "rules/named-escape",
            "Sentry reads `\\N{…}` as the character of that name; this tool doesn't know the names, so it shows no match.",
        )
        .at(parts.pattern)
        .hint("Write the character itself."),
    })
}

fn inside<'t>(text: &'t str, parts: &Parts) -> &'t str {
    let span = parts.pattern;
    &text[span.start as usize + 1..span.end as usize - 1]
}

/// The offset of each backslash that starts an escape, and what it escapes.
fn backslashes(inside: &str) -> impl Iterator<Item = (usize, char)> {
    let mut chars = inside.char_indices();
    std::iter::from_fn(move || {
        let (at, _) = chars.by_ref().find(|&(_, c)| c == '\\')?;
        chars.next().map(|(_, letter)| (at, letter))
    })
}

/// Whether a backslash and this letter stand for something else.
fn decodes(letter: char) -> bool {
    matches!(
        letter,
        'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | 'u' | 'U' | 'N' | '\'' | '0'..='7'
    ) || !letter.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_matchers_that_fold_slashes_get_one() {
        let parts = |kind: Option<Span>, pattern| Parts {
            span: pattern,
            kind,
            pattern,
            quoting: Quoting::Quoted,
            owners: Vec::new(),
        };
        let bare = mend_backslashes(r#""a\b""#, &parts(None, Span::new(0, 5)));
        assert_eq!(bare[0].text, "/", "path patterns turn backslashes into slashes");
        let url = mend_backslashes(r#"url:"a\b""#, &parts(Some(Span::new(0, 3)), Span::new(4, 9)));
        assert_eq!(url[0].text, r"\\", "url patterns keep their backslashes");
    }
}
