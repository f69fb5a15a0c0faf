//! Lines that are laid out as something else: a list, a table, a merge.

use super::reads::{Reads, is_owner};
use super::{Line, replace};
use crate::text::{Edit, Problem, Span};

/// A mark that a merge left behind.
pub(super) fn conflict(line: &Line<'_>) -> Option<Problem> {
    let first = line.word(0);
    let open = ["<<<<<<<", ">>>>>>>", "|||||||"].contains(&first);
    let between = first == "=======" && line.words.len() == 1;
    (open || between).then(|| {
        Problem::error(
            "codeowners/conflict-marker",
            format!("`{first}` is the mark of an unresolved merge: both versions of what stands around it count, one after the other."),
        )
        .at(line.span())
        .hint("Resolve the merge: keep one of the versions, and delete the lines with marks.")
    })
}

/// A comment as other languages write it.
pub(super) fn comment_sign(line: &Line<'_>) -> Option<Problem> {
    const SIGNS: [&str; 5] = ["//", ";", "--", "<!--", "/*"];
    let named = line.named();
    let starts = SIGNS.iter().find(|sign| line.word(0).starts_with(**sign));
    let starts = starts.filter(|&&sign| match sign {
        // A pattern for the files at the root, and names that begin with dashes.
        "/*" | "--" => line.word(0) == sign && !is_owner(line.word(1)),
        ";" => true,
        _ => line.word(0) == sign || !line.word(0)[sign.len()..].contains('/'),
    });
    let at = match starts {
        Some(_) => 0,
        None => (1..named).find(|&at| ["//", "--", ";", "/*", "<!--"].contains(&line.word(at)))?,
    };
    if at > 0 && !(1..at).all(|at| is_owner(line.word(at))) {
        return None;
    }
    let span = line.words[at];
    let sign = starts.map_or(line.word(at), |sign| sign);
    let sign_span = Span { start: span.start, end: span.start + sign.len() as u32 };
    let problem = Problem::warning(
        "codeowners/comment-sign",
        format!("Only `#` starts a comment in CODEOWNERS: with `{sign}` the words of this one count as a path and owners."),
    )
    .at(sign_span)
    .hint("Write `#` and a space instead.");
    let gap = if sign_span.end == span.end { "#" } else { "# " };
    Some(problem.fix("Write `#`", replace(sign_span, gap)))
}

/// The fence or the quote mark of a text that was copied out of Markdown.
pub(super) fn fence(line: &Line<'_>) -> Option<Problem> {
    let first = line.word(0);
    let fence = first.starts_with("```") || first.starts_with("~~~");
    let quote = [">", ">>"].contains(&first) && line.words.len() > 1;
    let number = first.bytes().all(|b| b.is_ascii_digit())
        && Reads::of(line.word(1)) == Reads::Pattern
        && line.words.len() > 2;
    let added = first.starts_with("+/") || first.starts_with("+*");
    if !(fence || quote || number || added) {
        return None;
    }
    let start = line.words[0].start;
    let (what, cut) = match () {
        () if added => ("a line that a diff adds, with its sign", Span { start, end: start + 1 }),
        () if fence => ("a fence around code in Markdown", line.span()),
        () if quote => {
            ("the mark of a quote", Span { start: line.words[0].start, end: line.words[1].start })
        }
        () => (
            "the number of the line",
            Span { start: line.words[0].start, end: line.words[1].start },
        ),
    };
    Some(
        Problem::warning(
            "codeowners/copied-mark",
            format!("`{first}` looks like {what} that was copied along; it is read as a path."),
        )
        .at(line.words[0])
        .hint("Delete it.")
        .fix("Delete it", replace(cut, "")),
    )
}

/// Words and signs between path and owners, or between owners, that separate
/// nothing: `/src/ -> @acme/web`, `/src/: @acme/web`, `| /src/ | @acme/web |`.
pub(super) fn separators(line: &Line<'_>) -> Option<Problem> {
    const SIGNS: [&str; 13] =
        [":", "=", "==", "->", "-->", "=>", "→", "|", "&", "+", ";", ",", "and"];
    let named = line.named();
    let owned = (0..named).any(|at| is_owner(line.word(at)));
    let is_sign = |at: &usize| SIGNS.contains(&line.word(*at));
    let table = line.word(0) == "|";
    let signs: Vec<usize> = (usize::from(!table)..named).filter(is_sign).collect();
    let path = line.words[usize::from(table).min(line.words.len() - 1)];
    let written = &line.text[path.range()];
    let glued = written.strip_suffix([':', '=', ';']).filter(|rest| !rest.is_empty());
    let glued = glued.filter(|_| signs.is_empty() && Reads::of(line.word(1)) == Reads::Owner);
    if !owned || (signs.is_empty() && glued.is_none()) {
        return None;
    }
    let mut edits: Vec<Edit> = signs
        .iter()
        .map(|&at| {
            // With the gap on one side, so that one is left.
            let span = line.words[at];
            let next = line.words.get(at + 1).map(|next| next.start);
            let before = at.checked_sub(1).map(|at| line.words[at].end);
            match (next, before) {
                (Some(end), _) => Span { start: span.start, end },
                (None, Some(start)) => Span { start, end: span.end },
                (None, None) => span,
            }
        })
        .map(|span| Edit { span, text: String::new() })
        .collect();
    let (at, sign) = match signs.first() {
        Some(&at) => (line.words[at], line.word(at)),
        None => {
            let end = path.end;
            let span = Span { start: end - 1, end };
            edits.push(Edit { span, text: String::new() });
            (span, &line.text[span.range()])
        }
    };
    let read = match signs.is_empty() {
        true => "belongs to the path here",
        false if at.start == line.words[0].start => "is read as the path",
        false => "is read as an owner",
    };
    Some(
        Problem::warning(
            "codeowners/separator",
            format!("Only white space separates the parts of a line, so `{sign}` {read}."),
        )
        .at(at)
        .hint("Write the path, a space, and the owners with spaces between them.")
        .fix(format!("Delete `{sign}`"), edits),
    )
}

/// `- /src/ @acme/web`, as lists are written in Markdown.
pub(super) fn mark(line: &Line<'_>) -> Option<Problem> {
    let first = line.word(0);
    let bullet = ["-", "+", "•", "·", "–", "—", "‣", "◦", "●", "▪"].contains(&first);
    let number = first.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && number.len() < 5 && number.bytes().all(|b| b.is_ascii_digit())
    });
    let star = first == "*"
        && Reads::of(line.word(1)) == Reads::Pattern
        && (2..line.named()).any(|at| is_owner(line.word(at)));
    let box_ = ["[ ]", "[x]"].iter().any(|mark| line.text[line.span().range()].starts_with(mark));
    if line.words.len() < 2 || !(bullet || number || star) || box_ {
        return None;
    }
    let problem = Problem::warning(
        "codeowners/list-mark",
        format!(
            "`{first}` looks like the mark of a list, but the first word of a line is its path: the rest of the line counts as owners of a file called `{first}`."
        ),
    );
    let problem = if star {
        Problem::warning(
            "codeowners/list-mark",
            "`*` looks like the mark of a list here, but it is read as the path, which matches every file; the path behind it is read as an owner.",
        )
    } else {
        problem
    }
    .at(line.words[0]);
    Some(if Reads::of(line.word(1)) == Reads::Owner {
        let problem =
            problem.hint("If every file is meant, write `*` instead, above all other lines.");
        match line.is_first {
            true => problem.fix("Write `*`", replace(line.words[0], "*")),
            false => problem,
        }
    } else {
        let gap = Span { start: line.words[0].start, end: line.words[1].start };
        problem.hint("Delete the mark.").fix("Delete the mark", replace(gap, ""))
    })
}

/// A line whose first word is an owner.
pub(super) fn missing_pattern(line: &Line<'_>) -> Option<Problem> {
    let first = line.word(0);
    if !is_owner(first)
        || first.ends_with('/')
        || (1..line.named()).any(|at| Reads::of(line.word(at)) == Reads::Pattern)
    {
        return None;
    }
    let indented = line.text[..line.words[0].start as usize].ends_with([' ', '\t']);
    if let Some(above) = line.above.filter(|above| above.is_open || indented || !above.has_owners) {
        return Some(continued(line, above.end, above.is_open));
    }
    let read = match line.words.len() {
        1 => "nobody owns it",
        _ => "the others are its owners",
    };
    let problem = Problem::warning(
        "codeowners/missing-pattern",
        format!("This line has no path: its first word always counts as one, so `{first}` is read as the path of a file, and {read}."),
    )
    .at(line.words[0]);
    let start = line.words[0].start;
    Some(match line.is_first {
        true => problem
            .hint("Write the path in front of the owners; `*` stands for every file.")
            .fix("Write `*` in front", replace(Span { start, end: start }, "* ")),
        false => problem.hint("Write the path in front of the owners. `*` stands for every file; as the last line that matches wins, it belongs at the top. Owners of the line above belong on that line."),
    })
}

/// Owners that go on from the line above, which ends at `end`.
fn continued(line: &Line<'_>, end: u32, open: bool) -> Problem {
    let first = line.words[0];
    let above = &line.text[..end as usize];
    let kept = if open { above.trim_end_matches([',', '\\', ' ', '\t']) } else { above };
    let gap = Span { start: kept.len() as u32, end: first.start };
    Problem::warning(
        "codeowners/continued-line",
        format!("Owners can't go on on the next line: `{}` is read as a path here.", line.word(0)),
    )
    .at(first)
    .hint("Write all owners of a path on one line.")
    .fix("Join it to the line above", replace(gap, " "))
}
