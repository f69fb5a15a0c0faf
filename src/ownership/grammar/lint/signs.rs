//! Rules that are laid out as something else: a comment, a list, a table, quoted text.

use super::super::MatcherKind;
use super::super::Rule;
use super::super::lexer::{Parts, Quoting};
use super::{REFUSED, matchers, reads_as_owner, replace};
use crate::text::{Edit, Problem, Span};

/// What explains a whole rule, if its signs are those of something else.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts) -> Option<Problem> {
    let untyped = parts.kind.is_none() && parts.quoting == Quoting::Bare;
    let first = untyped.then(|| list_mark(text, parts).or_else(|| comment(text, parts))).flatten();
    first
        .or_else(|| marks(text, rule, parts))
        .or_else(|| comment_behind(text, parts))
        .or_else(|| separator(text, rule, parts))
}

fn word<'t>(text: &'t str, parts: &Parts, at: usize) -> &'t str {
    parts.owners.get(at).map_or("", |span| &text[span.range()])
}

/// `- src/* #web`.
fn list_mark(text: &str, parts: &Parts) -> Option<Problem> {
    let pattern = &text[parts.pattern.range()];
    let bullet = ["-", "+", "•", "·", "–", "—", "‣", "◦", "*", ">"].contains(&pattern);
    let number = pattern.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && number.len() < 5 && number.bytes().all(|b| b.is_ascii_digit())
    });
    let next = word(text, parts, 0);
    let follows = matchers::is_pattern(next) || matchers::has_type(next);
    (follows && (bullet || number)).then(|| {
        let gap = Span { start: parts.pattern.start, end: parts.owners[0].start };
        Problem::error(
            "rules/list-mark",
            format!("`{pattern}` looks like the mark of a list, but the first word is the pattern, and `{next}` an owner. {REFUSED}"),
        )
        .at(parts.pattern)
        .hint("Delete the mark.")
        .fix("Delete the mark", replace(gap, ""))
    })
}

/// `// web`, `; web`: a comment as other languages write it.
fn comment(text: &str, parts: &Parts) -> Option<Problem> {
    let pattern = &text[parts.pattern.range()];
    let sign = ["//", ";", "--", "<!--"].into_iter().find(|sign| pattern.starts_with(sign))?;
    let alone = pattern == sign;
    let glued = ["//", ";"].contains(&sign) && !pattern[sign.len()..].contains('/');
    (alone || glued).then(|| comment_sign(parts.pattern.start, sign, alone))
}

/// `src/* #web // ours`.
fn comment_behind(text: &str, parts: &Parts) -> Option<Problem> {
    let owned = (0..parts.owners.len()).take_while(|&at| reads_as_owner(word(text, parts, at)));
    let at = owned.count();
    let sign = ["//", "--", ";"].into_iter().find(|sign| word(text, parts, at) == *sign)?;
    (at > 0).then(|| comment_sign(parts.owners[at].start, sign, true))
}

fn comment_sign(start: u32, sign: &str, alone: bool) -> Problem {
    let span = Span { start, end: start + sign.len() as u32 };
    Problem::error(
        "rules/comment-sign",
        format!("Only `#` starts a comment: with `{sign}` the words of this one count as a pattern and owners. {REFUSED}"),
    )
    .at(span)
    .hint("Write `#` and a space instead.")
    .fix("Write `#`", replace(span, if alone { "#" } else { "# " }))
}

/// `src/* -> #web`, `src/*: #web`.
fn separator(text: &str, rule: &Rule, parts: &Parts) -> Option<Problem> {
    const SIGNS: [&str; 12] = ["->", "-->", "=>", "→", "=", "==", ":", "|", "&", "+", ",", "and"];
    let count = parts.owners.len();
    let said = |sign: &str, what: &str, span: Span, edits: Vec<Edit>| {
        Problem::error(
            "rules/separator",
            format!("Only spaces separate the parts of a rule, so `{sign}` {what}. {REFUSED}"),
        )
        .at(span)
        .hint("Write the pattern, a space, and the owners with spaces between them.")
        .fix(format!("Delete `{sign}`"), edits)
    };
    let is_sign = |at: &usize| {
        let next = word(text, parts, at + 1);
        SIGNS.contains(&word(text, parts, *at).to_lowercase().as_str())
            && (next.is_empty() || reads_as_owner(next))
    };
    let found = (0..count).find(is_sign);
    if let Some(at) = found {
        let owned = (0..count).any(|at| reads_as_owner(word(text, parts, at)));
        // Between two conditions there is more to say.
        let others = (0..count).any(|at| {
            let word = word(text, parts, at);
            matchers::has_type(word) || matchers::is_pattern(word)
        });
        let span = parts.owners[at];
        let end = parts.owners.get(at + 1).map_or(span.end, |next| next.start);
        let start = if end > span.end {
            span.start
        } else {
            at.checked_sub(1).map_or(parts.pattern.end, |at| parts.owners[at].end)
        };
        let edits = replace(Span { start, end }, "");
        return (owned && !others)
            .then(|| said(word(text, parts, at), "counts as an owner", span, edits));
    }
    let pattern = &text[parts.pattern.range()];
    let glued = pattern.strip_suffix([':', '=']).is_some_and(|rest| rest.len() > 1);
    let is_path = rule.matcher.kind == MatcherKind::Path && parts.quoting == Quoting::Bare;
    (glued && is_path && reads_as_owner(word(text, parts, 0))).then(|| {
        let span = Span { start: parts.pattern.end - 1, end: parts.pattern.end };
        let sign = &text[span.range()];
        Problem::warning(
            "rules/separator",
            format!("Only spaces separate the parts of a rule, so `{sign}` belongs to the pattern, and no file's name ends so."),
        )
        .at(span)
        .hint("Delete it.")
        .fix(format!("Delete `{sign}`"), replace(span, ""))
    })
}

const MARKS: [char; 8] = ['`', '\'', '“', '”', '‘', '’', '«', '»'];

/// Where marks around a path with spaces stand: `'docs/my file.md' #docs`.
fn marks_around_spaces(text: &str, parts: &Parts) -> Option<[Span; 2]> {
    let pattern = &text[parts.pattern.range()];
    let first = pattern.chars().next().filter(|first| MARKS.contains(first))?;
    let words = parts.owners.iter().map(|span| (span, &text[span.range()]));
    let (end, last) =
        words.take_while(|(_, word)| !reads_as_owner(word)).find(|it| it.1.ends_with(MARKS))?;
    let written = &text[parts.pattern.start as usize..end.end as usize];
    if parts.quoting == Quoting::Quoted || pattern.ends_with(MARKS) || written.contains(['"', '\\'])
    {
        return None;
    }
    let last = last.chars().next_back()?.len_utf8() as u32;
    let start = parts.pattern.start;
    Some([
        Span { start, end: start + first.len_utf8() as u32 },
        Span { start: end.end - last, end: end.end },
    ])
}

/// Backticks and quotes other than the plain double ones.
fn marks(text: &str, _rule: &Rule, parts: &Parts) -> Option<Problem> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut in_owner = false;
    let bare = (parts.quoting == Quoting::Bare).then_some(parts.pattern);
    for (at, span) in bare
        .into_iter()
        .map(|span| (None, span))
        .chain(parts.owners.iter().map(|&span| (Some(span), span)))
    {
        let word = &text[span.range()];
        let inner = word.trim_matches(MARKS);
        let owner = at.is_some();
        if inner.is_empty() || inner.len() == word.len() || (owner && !reads_as_owner(inner)) {
            continue;
        }
        let front = word.len() - word.trim_start_matches(MARKS).len();
        let start = span.start as usize;
        let cuts = [start..start + front, start + front + inner.len()..span.end as usize];
        for cut in cuts.into_iter().filter(|cut| !cut.is_empty()) {
            edits.push(Edit { span: Span::from(cut), text: String::new() });
            in_owner |= owner;
        }
    }
    let at = edits.first()?.span;
    let said = "Rules know no quotes but the plain double ones, and those around a pattern alone: any other mark is part of the pattern or of the owner's name.";
    let problem = match in_owner {
        true => Problem::error("rules/marks", format!("{said} {REFUSED}")),
        false => Problem::warning("rules/marks", said),
    };
    let problem = problem.at(at);
    Some(match marks_around_spaces(text, parts) {
        Some(around) => {
            let quotes = around.map(|span| Edit { span, text: "\"".to_owned() });
            problem
                .hint("A pattern with spaces takes plain double quotes.")
                .fix("Write double quotes", quotes.to_vec())
        }
        None => problem
            .hint("Delete them. A pattern with spaces takes plain double quotes.")
            .fix("Delete the marks", edits),
    })
}
