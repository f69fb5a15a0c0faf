//! Paths that are written for another language: a shell, Windows, regular
//! expressions, Sentry's rules.

use super::super::line::bad_path;
use super::reads::is_owner;
use super::{Line, Remarks, replace};
use crate::text::{Edit, Problem, Span};

/// How many lines a fix writes at most.
const MOST: usize = 16;

/// `path:src/* #web`.
pub(super) fn rules_syntax(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    let kind = ["path:", "url:", "module:", "tags.", "codeowners:"]
        .into_iter()
        .find(|kind| path.starts_with(kind) && (path.contains(':') && !path.contains("/path:")))?;
    Some(
        Problem::warning(
            "codeowners/rules-syntax",
            format!("CODEOWNERS has no types: `{kind}` becomes part of the path, and no file is called so."),
        )
        .at(Span { start: line.words[0].start, end: line.words[0].start + kind.len() as u32 })
        .hint("Put this line among Sentry's ownership rules, or write the path alone, and owners as `@organization/team`."),
    )
}

/// `"/my app/" @acme/web`: a quoted path with spaces.
pub(super) fn quoted(line: &Line<'_>) -> Option<Problem> {
    if !line.word(0).starts_with('"') {
        return None;
    }
    let last = (1..line.named()).find(|&at| line.word(at).ends_with('"'))?;
    let span = Span { start: line.words[0].start, end: line.words[last].end };
    let meant = line.text[span.range()].trim_matches('"').replace(char::is_whitespace, "?");
    let problem = Problem::warning(
        "codeowners/quotes",
        "CODEOWNERS knows no quotes: the quote becomes part of the path, which ends at the first space all the same, and the rest counts as owners.",
    )
    .at(line.words[0])
    .hint("Write `?` for each space, without quotes.");
    Some(match meant.contains(['"', '\\']) {
        true => problem,
        false => problem.fix(format!("Write `{meant}`"), replace(span, meant)),
    })
}

/// `src\pay\`: on any host a backslash takes the meaning from what follows.
pub(super) fn backslashes(line: &Line<'_>) -> Option<Problem> {
    let written = &line.text[line.span().range()];
    if !written.contains('\\') || line.word(0).starts_with("\\#") {
        return None;
    }
    let path = line.word(0);
    let mut escapes = path.char_indices().filter(|&(_, c)| c == '\\');
    let separates = |(at, _): (usize, char)| {
        let behind = &path[at + 1..];
        let next = behind.chars().next();
        let owner_follows =
            next.is_some_and(char::is_whitespace) && behind.trim_start().starts_with('@');
        next.is_some_and(char::is_alphanumeric)
            || owner_follows
            || next.is_none() && line.words.len() > 1 && at > 0
    };
    if looks_regular(path) || !escapes.any(separates) {
        return None;
    }
    // The path as it is meant ends at the first owner.
    let end = path.find(" @").or_else(|| path.find("\t@")).unwrap_or(path.len());
    let start = line.words[0].start as usize;
    let edits: Vec<Edit> = path[..end]
        .match_indices('\\')
        .map(|(at, _)| Edit { span: Span::new(start + at, start + at + 1), text: "/".to_owned() })
        .collect();
    let first = edits.first()?.span;
    Some(
        Problem::warning(
            "codeowners/backslash",
            "Folders are separated by `/`, also on Windows. A backslash only takes the meaning from the character behind it, and glues the next word on where that is a space: this line matches nothing.",
        )
        .at(first)
        .hint("Write `/` between folders.")
        .fix("Write `/`", edits),
    )
}

/// What is odd about the path, at most one remark.
pub(super) fn check(line: &Line<'_>, remarks: &mut Remarks) {
    let path = line.word(0);
    let found =
        root(line).or_else(|| dot_slash(line)).or_else(|| regular(line)).or_else(|| braces(line));
    if let Some(problem) = found {
        remarks.path = bad_path(path).is_none() || problem.code == "codeowners/regex";
        remarks.problems.push(problem);
    }
}

fn root(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    if path.is_empty() || (path != "." && path != "./" && !path.chars().all(|c| c == '/')) {
        return None;
    }
    let problem = Problem::warning(
        "codeowners/root-slash",
        format!("`{path}` alone stands for no file, to Sentry and to GitHub alike; it does not mean everything below the root."),
    )
    .at(line.words[0]);
    Some(match line.is_first {
        true => problem
            .hint("Write `*` for every file.")
            .fix("Write `*`", replace(line.words[0], "*")),
        false => problem.hint("Write `*` for every file, and move the line to the top: the last line that matches wins, so here it would take all files of the lines above."),
    })
}

fn dot_slash(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    let rest = path.strip_prefix("./")?.trim_start_matches("./").trim_start_matches('/');
    let span = line.words[0];
    let problem = Problem::warning(
        "codeowners/dot-slash",
        "`./` is not removed from a path: it stands for a folder called `.`, and no file is in one.",
    )
    .at(Span { start: span.start, end: span.start + 2 });
    Some(if rest.is_empty() {
        problem.hint("Write `*` for every file, above all other lines.")
    } else {
        let end = span.end - rest.len() as u32;
        problem
            .hint(format!("Delete `./`. `/{rest}` is tied to the root of the repository; without a slash in front or inside, a name counts at any depth."))
            .fix(format!("Write `/{rest}`"), replace(Span { start: span.start, end }, "/"))
    })
}

/// Signs that only regular expressions have.
fn looks_regular(path: &str) -> bool {
    let quantified = |class: &str| {
        path.match_indices(class)
            .any(|(at, _)| path[at + class.len()..].starts_with(['+', '*', '{', '?']))
    };
    let choice = path.split_once('(').is_some_and(|(_, rest)| {
        rest.split_once(')').is_some_and(|(inside, _)| inside.contains('|'))
    });
    path.starts_with('^') && !path.starts_with("^[")
        || path.ends_with('$') && path.len() > 1
        || path.contains("\\.")
        || path.contains(".*\\")
        || path.contains(".+")
        || path.contains("/.*/")
        || path.contains("(.*")
        || ["\\d", "\\w", "\\s", "[^/]"].iter().any(|class| quantified(class))
        || choice
}

fn regular(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    if !looks_regular(path) {
        return None;
    }
    let problem = Problem::warning(
        "codeowners/regex",
        "This looks like a regular expression, and CODEOWNERS knows none: a dot is a dot, `*` stands for anything within one name, `**` for any folders, and all else for itself.",
    )
    .at(line.words[0]);
    Some(match plain(path) {
        Some(meant) => problem
            .hint(format!("`{meant}` comes near to it."))
            .fix(format!("Write `{meant}`"), replace(line.words[0], meant)),
        None => problem.hint(
            "Write a path with `*` for each part that varies; several lines for several choices.",
        ),
    })
}

/// A regular expression of only dots, runs and anchors as a pattern.
fn plain(path: &str) -> Option<String> {
    let anchored = path.starts_with('^');
    let body = path.trim_start_matches('^');
    let body = body.strip_suffix('$').unwrap_or(body);
    let mut pattern = String::new();
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(".*").or_else(|| rest.strip_prefix(".+")) {
            let starts = pattern.is_empty() || pattern.ends_with('/');
            pattern.push_str(match (starts, after.chars().next()) {
                (true, None) => "**",
                (true, Some('/')) => "**",
                (true, Some(_)) => "**/*",
                (false, _) => "*",
            });
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\.").or_else(|| rest.strip_prefix("\\/")) {
            pattern.push_str(&rest[1..rest.len() - after.len()]);
            rest = after;
        } else if "()[]{}|+?*\\^$".contains(c) {
            return None;
        } else {
            pattern.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let slash = anchored && !pattern.starts_with(['/', '*']);
    (!pattern.is_empty()).then(|| if slash { format!("/{pattern}") } else { pattern })
}

/// `src/{a,b}/`, as shells expand it.
fn braces(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    let open = path.find('{')?;
    let close = open + path[open..].find('}')?;
    if !path[open..close].contains(',') {
        return None;
    }
    let problem = Problem::warning(
        "codeowners/braces",
        format!("Braces are no choice in CODEOWNERS: `{}` stands for itself, braces and comma included.", &path[open..=close]),
    )
    .at(Span::new(line.words[0].start as usize + open, line.words[0].start as usize + close + 1))
    .hint("Write a line for each choice.");
    let owned = line.words.len() > 1 && is_owner(line.word(1));
    let paths = expand(path).filter(|paths| owned && paths.len() <= MOST);
    Some(match paths {
        Some(paths) => {
            let end = line.span().end;
            let rest = &line.text[line.words[0].end as usize..end as usize];
            let lines: Vec<String> = paths.iter().map(|path| format!("{path}{rest}")).collect();
            problem.fix("Write a line for each choice", replace(line.span(), lines.join("\n")))
        }
        None => problem,
    })
}

/// All paths that braces stand for; nothing if they are nested or too many.
fn expand(path: &str) -> Option<Vec<String>> {
    let mut paths = vec![String::new()];
    let mut rest = path;
    while let Some((before, inside)) = rest.split_once('{') {
        let (inside, after) = inside.split_once('}')?;
        if inside.contains('{') {
            return None;
        }
        let choices: Vec<&str> = inside.split(',').collect();
        if paths.len() * choices.len() > MOST {
            return None;
        }
        paths = paths
            .iter()
            .flat_map(|path| choices.iter().map(move |choice| format!("{path}{before}{choice}")))
            .collect();
        rest = after;
    }
    for path in &mut paths {
        path.push_str(rest);
    }
    Some(paths)
}
