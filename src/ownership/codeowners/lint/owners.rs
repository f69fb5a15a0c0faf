//! Owners that are written as no host reads them.

use super::reads::{Reads, is_owner};
use super::{Line, Remarks, replace};
use crate::text::{Edit, Problem, Span};

/// Signs that people put around words: quotes, brackets, Markdown's marks.
const MARKS: [char; 14] = ['`', '\'', '"', '“', '”', '‘', '’', '«', '»', '<', '>', '(', ')', '*'];

/// Marks around words, of which only the word is meant.
pub(super) fn marks(line: &Line<'_>) -> Option<Problem> {
    let mut edits = Vec::new();
    let mut sign = None;
    let named = line.named();
    for (at, span) in line.words[..named].iter().enumerate() {
        let word = line.word(at);
        let is_mark = |c: char| {
            // Quotes around a path have a remark of their own; a star is a wildcard there.
            let quoted = word.len() > 2 && word.starts_with('"') && word.ends_with('"');
            MARKS.contains(&c)
                && !(at == 0 && matches!(c, '*' | '(' | ')' | '<' | '>'))
                && !(at == 0 && c == '"' && !quoted)
        };
        let inner = word.trim_matches(is_mark);
        let start = word.len() - word.trim_start_matches(is_mark).len();
        let owns = at > 0 && is_owner(inner);
        let opens = |c: char| c == '`' || c == '\'' || c == '"' || "“”‘’«»".contains(c);
        let wraps = word.contains(opens) && !inner.is_empty();
        if inner.len() == word.len() || !(owns || (at == 0 && wraps)) {
            continue;
        }
        let from = span.start as usize + start;
        for piece in [
            Span { start: span.start, end: from as u32 },
            Span::new(from + inner.len(), span.end as usize),
        ] {
            if !piece.range().is_empty() {
                sign = sign.or_else(|| line.text[piece.range()].chars().next().map(|c| (c, piece)));
                edits.push(Edit { span: piece, text: String::new() });
            }
        }
    }
    let (sign, at) = sign?;
    let name = match sign {
        '`' => "backticks",
        '<' | '>' => "angle brackets",
        '(' | ')' => "parentheses",
        '*' => "stars",
        _ => "quotes",
    };
    Some(
        Problem::warning(
            "codeowners/marks",
            format!("CODEOWNERS knows no {name} around words: they become part of the path or of the owner's name, and nobody is called so."),
        )
        .at(at)
        .hint(format!("Delete the {name}."))
        .fix(format!("Delete the {name}"), edits),
    )
}

/// What is odd about the owners, each by itself.
pub(super) fn check(line: &Line<'_>, remarks: &mut Remarks) {
    let named = line.named();
    if named < line.words.len() {
        comment(line, named, remarks);
    }
    commas(line, named, remarks);
    let first_owner = (1..named).find(|&at| is_owner(line.word(at)));
    for at in 1..named {
        let word = line.word(at);
        if !remarks.explain(at)
            && let Some((problem, words)) = unformed(line, at, named, first_owner)
        {
            remarks.problems.push(problem);
            remarks.words.extend(at..at + words);
            continue;
        }
        if remarks.explain(at) || is_owner(word) && second_at(word).is_none() {
            continue;
        }
        if let Some(problem) = glued(line, at) {
            remarks.problems.push(problem);
            remarks.words.insert(at);
        }
    }
}

/// A comment that only hosts read as one.
fn comment(line: &Line<'_>, named: usize, remarks: &mut Remarks) {
    let (word, span) = (line.word(named), line.words[named]);
    if word == "#" {
        return;
    }
    remarks.from = Some(named);
    let behind = line.words[named + 1..].iter().map(|span| &line.text[span.range()]);
    let owners_behind = behind.take_while(|word| *word != "#").any(is_owner);
    let problem = Problem::warning(
        "codeowners/comment-as-owner",
        format!("To Sentry a comment starts only with a `#` that stands alone, so `{word}` and what follows count as owners."),
    )
    .at(span);
    let owned = (1..named).any(|at| is_owner(line.word(at)));
    remarks.problems.push(if owned && !owners_behind {
        problem.hint("Put a space behind `#`.").fix("Put a space", vec![Edit {
            span: Span { start: span.start + 1, end: span.start + 1 },
            text: " ".to_owned(),
        }])
    } else if owners_behind {
        problem.hint("Put the comment at the end of the line, and a space behind its `#`; owners behind it count for Sentry, and not for the code host.")
    } else {
        problem.hint("CODEOWNERS names teams as `@organization/team`, not as `#team`. If it is a comment, put a space behind `#`: then the line has no owners.")
    });
}

/// `@acme/web, @acme/pay`.
fn commas(line: &Line<'_>, named: usize, remarks: &mut Remarks) {
    let mut edits = Vec::new();
    let mut first = None;
    for at in 1..named {
        let (word, span) = (line.word(at), line.words[at]);
        let pieces: Vec<&str> = word.split([',', ';']).filter(|piece| !piece.is_empty()).collect();
        if !word.contains([',', ';'])
            || pieces.is_empty()
            || !pieces.iter().all(|piece| is_owner(piece))
        {
            continue;
        }
        first = first.or(Some(at));
        remarks.words.insert(at);
        edits.push(Edit { span, text: pieces.join(" ") });
    }
    let Some(at) = first else { return };
    remarks.problems.push(
        Problem::warning(
            "codeowners/comma",
            format!(
                "Only white space separates owners: the comma makes `{}` a name that nobody has.",
                line.word(at)
            ),
        )
        .at(line.words[at])
        .hint("Delete the commas. Sentry leaves such a name out.")
        .fix("Separate with spaces", edits),
    );
}

/// The second `@` of a word, unless it starts a role of GitLab's.
fn second_at(word: &str) -> Option<usize> {
    let start = word.len() - word.trim_start_matches('@').len();
    let mut signs = word.match_indices('@').map(|(at, _)| at).filter(|&at| at >= start.max(1));
    let first = signs.next()?;
    match word.starts_with('@') {
        true => Some(first),
        false => signs.next(),
    }
}

/// Two owners without a space, or something that is no owner's name.
fn glued(line: &Line<'_>, at: usize) -> Option<Problem> {
    let (word, span) = (line.word(at), line.words[at]);
    if let Some(second) = second_at(word) {
        let (left, right) = word.split_at(second);
        let address = word
            .strip_prefix('@')
            .filter(|mail| !mail.starts_with('@') && !left.contains('/') && is_owner(mail));
        if address.is_some() {
            return Some(
                Problem::warning(
                    "codeowners/glued-owner",
                    format!("`{word}` is neither a name nor an address: an address has no `@` in front."),
                )
                .at(span)
                .hint("Delete the first `@` if it is an address; put a space before the second if two owners are meant.")
                .fix("Delete the first `@`", replace(Span { start: span.start, end: span.start + 1 }, "")),
            );
        }
        let space = Span::new(span.start as usize + second, span.start as usize + second);
        let problem = Problem::warning(
            "codeowners/glued-owner",
            format!("A space is missing in `{word}`: it counts as one name, which nobody has."),
        )
        .at(span);
        return Some(match is_owner(left) && is_owner(right) {
            true => problem
                .hint(format!("Write `{left} {right}` if two owners are meant."))
                .fix("Put a space", replace(space, " ")),
            false => problem.hint("Write each owner as `@name`, `@organization/team` or an address, with spaces between them."),
        });
    }
    None
}

/// A word that has the form of no owner, with all such words behind it, and how many.
fn unformed(
    line: &Line<'_>,
    at: usize,
    named: usize,
    first_owner: Option<usize>,
) -> Option<(Problem, usize)> {
    let (word, span) = (line.word(at), line.words[at]);
    let problem = |span: Span, what: &str| {
        let written = &line.text[span.range()];
        Problem::warning(
            "codeowners/owner-form",
            format!("`{written}` has the form of no owner: {what}. Sentry leaves it out."),
        )
        .at(span)
    };
    let form = "an owner is `@name`, `@organization/team` or an e-mail address";
    if (line.knows)(&format!("@{word}")) {
        let start = Span { start: span.start, end: span.start };
        let problem = problem(span, "its `@` is missing")
            .hint(format!("Write `@{word}`."))
            .fix(format!("Write `@{word}`"), replace(start, "@"));
        return Some((problem, 1));
    }
    if word == "\\" {
        let problem = problem(span, "a backslash does not go on with the line below")
            .hint("Delete it, and write all owners of a path on one line.");
        return Some((problem, 1));
    }
    if let Some(mail) = word.strip_prefix("mailto:").filter(|mail| is_owner(mail)) {
        let start = Span::new(span.start as usize, span.end as usize - mail.len());
        let problem = problem(span, "an address has no `mailto:` in front")
            .hint(format!("Write `{mail}`."))
            .fix(format!("Write `{mail}`"), replace(start, ""));
        return Some((problem, 1));
    }
    let next = line.words.get(at + 1).filter(|_| at + 1 < named);
    if word == "@"
        && let Some(next) = next
    {
        let gap = Span { start: span.end, end: next.start };
        let whole = Span { start: span.start, end: next.end };
        let problem = problem(whole, "a space separates `@` from the name")
            .hint("Delete the space.")
            .fix("Delete the space", replace(gap, ""));
        return Some((problem, 2));
    }
    let bare = word.trim_end_matches(['/', ':', '!', '?', '.', ')', ']']);
    if !is_owner(word) && is_owner(bare) {
        let end = Span::new(span.start as usize + bare.len(), span.end as usize);
        let problem = problem(span, "what stands behind the name counts as a part of it")
            .hint(format!("Write `{bare}`."))
            .fix(format!("Write `{bare}`"), replace(end, ""));
        return Some((problem, 1));
    }
    let plain = |at: usize| {
        let word = line.word(at);
        Reads::of(word) == Reads::Word && !word.contains(['\\', '"', '@'])
    };
    if !plain(at) {
        return None;
    }
    let count = (at..named).take_while(|&at| plain(at)).count();
    let whole = Span { start: span.start, end: line.words[at + count - 1].end };
    let problem = problem(whole, form);
    let owned = first_owner.is_some_and(|first| first < at);
    let last = at + count == line.words.len();
    Some((
        match owned && last && (count > 1 || word.starts_with('(')) {
            true => problem
                .hint("A comment needs a `#` in front, with spaces around it.")
                .fix("Make it a comment", replace(Span { start: span.start, end: span.start }, "# ")),
            false => problem.hint("Write `@` in front of a name. A comment needs a `#` in front, with spaces around it."),
        },
        count,
    ))
}
