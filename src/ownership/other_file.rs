//! Texts that are neither ownership rules nor a CODEOWNERS file at all.

use crate::text::{Problem, Span, lines};

/// How many lines are looked at.
const LOOKED_AT: usize = 300;

/// What a text is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    ApiAnswer,
    Json,
    Markup,
    ServerError,
    LfsPointer,
    Diff,
    Prow,
    Yaml,
    Chromium,
    Maintainers,
    Attributes,
    Rules,
    Settings,
    Table,
    Link,
    Paths,
}

impl Kind {
    /// What it is, and where the CODEOWNERS file may be found instead.
    fn told(self) -> (&'static str, &'static str) {
        let raw = "Copy the contents of the file itself: on the host's page of the file, choose the raw view.";
        match self {
            Self::ApiAnswer => (
                "the JSON answer of an API",
                "Ask the API for the raw file, or copy it from the host's page; an error in the answer says why it could not be had.",
            ),
            Self::Json => ("JSON", raw),
            Self::Markup => ("a page in HTML or XML", raw),
            Self::ServerError => {
                ("a server's error message", "Check the address and whether you may read the file.")
            }
            Self::LfsPointer => ("a pointer of Git LFS", "Fetch the file with `git lfs pull`."),
            Self::Diff => ("a diff", "Copy the file as it is after the change."),
            Self::Prow => (
                "an `OWNERS` file as Kubernetes uses it",
                "Such a file names who approves changes to its own folder. For CODEOWNERS, write one line a folder: its path, then its owners as `@name`.",
            ),
            Self::Yaml => ("YAML", "In CODEOWNERS each line holds a path and then its owners."),
            Self::Chromium => (
                "an `OWNERS` file as Chromium and Android use it",
                "Such a file names the owners of its own folder. For CODEOWNERS, write one line a folder: its path, then its owners.",
            ),
            Self::Maintainers => (
                "a `MAINTAINERS` file as Linux uses it",
                "For CODEOWNERS, write one line for each `F:`: its path, then the owners.",
            ),
            Self::Attributes => ("a `.gitattributes` file", "Paste the file called CODEOWNERS."),
            Self::Rules => (
                "a list of Sentry's ownership rules",
                "Paste it as ownership rules. CODEOWNERS has no types, and names owners as `@organization/team`.",
            ),
            Self::Settings => ("a file of settings (INI or TOML)", raw),
            Self::Table => (
                "a table",
                "In CODEOWNERS each line holds a path, white space, and owners with white space between them.",
            ),
            Self::Link => ("the target of a symbolic link", "Copy the file that it points to."),
            Self::Paths => (
                "a list of paths, such as a `.gitignore`",
                "Nothing on any line names an owner. Write the owners behind each path.",
            ),
        }
    }
}

/// What to say if a text is another kind of file. Linear, and no more than the
/// first lines.
pub(crate) fn other_than_codeowners(text: &str) -> Option<Problem> {
    let (kind, at) = kind_of(text)?;
    let (what, hint) = kind.told();
    Some(
        Problem::error(
            "codeowners/other-file",
            format!("This looks like {what}, not like a CODEOWNERS file: Sentry would read each line as a path and its owners all the same."),
        )
        .at(at)
        .hint(hint),
    )
}

/// What to say if a text that stands for ownership rules is another kind of file.
pub(super) fn other_than_rules(text: &str) -> Option<Problem> {
    let (kind, at) = kind_of(text)?;
    let sure = matches!(
        kind,
        Kind::ApiAnswer
            | Kind::Json
            | Kind::Markup
            | Kind::ServerError
            | Kind::LfsPointer
            | Kind::Diff
    );
    let (what, _) = kind.told();
    sure.then(|| {
        Problem::error(
            "rules/other-file",
            format!("This looks like {what}, not like ownership rules: each line would count as a rule all the same."),
        )
        .at(at)
        .hint("Paste the rules as they stand in the project's settings; of an API's answer, the value of `raw` with its line breaks.")
    })
}

fn kind_of(text: &str) -> Option<(Kind, Span)> {
    let comment = |line: &str| line.is_empty() || line.starts_with('#');
    let written: Vec<(&str, Span)> = lines(text)
        .take(LOOKED_AT)
        .map(|range| (text[range.clone()].trim_matches(char::is_whitespace), Span::from(range)))
        .map(|(line, span)| (line.trim_start_matches('\u{feff}'), span))
        .filter(|(line, _)| !comment(line))
        .collect();
    let &(first, at) = written.first()?;
    let is = |kind| Some((kind, at));
    let lower = first.to_ascii_lowercase();
    if let Some(rest) = first.strip_prefix('{') {
        let next = rest.trim_start().chars().next();
        if next.is_none_or(|c| c == '"' || c == '}') {
            let api = [
                "\"message\"",
                "\"documentation_url\"",
                "\"status\"",
                "\"error\"",
                "\"download_url\"",
                "\"encoding\"",
            ];
            let answers = written.iter().any(|(line, _)| api.iter().any(|key| line.contains(key)));
            return is(if answers { Kind::ApiAnswer } else { Kind::Json });
        }
    }
    if first.strip_prefix('[').is_some_and(|rest| {
        let next = rest.trim_start().chars().next();
        next.is_some_and(|c| c == '{' || c == '"') || (next.is_none() && written.len() > 1)
    }) {
        return is(Kind::Json);
    }
    if first.starts_with('<')
        && !first.starts_with("<<<")
        && first[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?')
        && first.contains('>')
    {
        return is(Kind::Markup);
    }
    if first.starts_with("version https://git-lfs.") {
        return is(Kind::LfsPointer);
    }
    if first.starts_with("diff --git ") || first.starts_with("--- a/") || first.starts_with("@@ -")
    {
        return is(Kind::Diff);
    }
    let failure = [
        "not found",
        "bad credentials",
        "forbidden",
        "unauthorized",
        "bad request",
        "error",
        "access denied",
    ];
    let status = |text: &str| {
        let code = text.get(..3).is_some_and(|code| code.bytes().all(|b| b.is_ascii_digit()));
        code && text.get(3..4).is_none_or(|c| c == ":" || c == " ")
    };
    let worded = failure.iter().any(|word| lower.contains(word));
    if written.len() <= 3
        && !first.contains(['@', '/', '*', '#'])
        && worded
        && (status(first) || failure.iter().any(|word| lower.starts_with(word)))
    {
        return is(Kind::ServerError);
    }
    by_lines(&written)
}

/// What most lines look like.
fn by_lines(written: &[(&str, Span)]) -> Option<(Kind, Span)> {
    let all = written.len();
    let find = |wanted: fn(&str) -> bool| {
        written.iter().find(|(line, _)| wanted(line)).map(|found| found.1)
    };
    let count = |wanted: fn(&str) -> bool| written.iter().filter(|(line, _)| wanted(line)).count();
    let keys = count(|line| yaml_key(line.trim_start_matches("- ")).is_some());
    let items = count(|line| line.starts_with("- "));
    let listed = count(|line| line.starts_with("- ") && yaml_key(&line[2..]).is_none());
    let yaml = keys > 0 && keys + listed == all && all > 1;
    if yaml && items > 0 && find(is_prow).is_none() {
        return Some((Kind::Yaml, find(|line| yaml_key(line.trim_start_matches("- ")).is_some())?));
    }
    if let Some(at) = find(is_table_rule).or_else(|| {
        let cells = all > 1 && written.iter().all(|(line, _)| is_cells(line));
        cells.then_some(written[0].1)
    }) {
        return Some((Kind::Table, at));
    }
    let handles = count(|line| line.split_whitespace().skip(1).any(|word| word.starts_with('@')));
    if handles > 0 {
        return None;
    }
    let (first, at) = written[0];
    if first.starts_with('[') && first.ends_with(']') && count(is_setting) * 2 >= all {
        return Some((Kind::Settings, at));
    }
    if let Some(at) = find(is_prow) {
        return Some((Kind::Prow, at));
    }
    if count(is_maintainers) * 2 > all && all > 1 {
        return Some((Kind::Maintainers, find(is_maintainers)?));
    }
    if yaml && keys > 1 {
        return Some((Kind::Yaml, find(|line| yaml_key(line).is_some())?));
    }
    if let Some(at) = find(is_chromium) {
        return Some((Kind::Chromium, at));
    }
    if count(has_attribute) * 2 > all {
        return Some((Kind::Attributes, find(has_attribute)?));
    }
    if count(is_rule) * 2 > all {
        return Some((Kind::Rules, find(is_rule)?));
    }
    let single = |line: &str| !line.contains(char::is_whitespace) && !line.contains('@');
    if !written.iter().all(|(line, _)| single(line)) {
        return None;
    }
    let points = first.starts_with("../") || first.ends_with("CODEOWNERS");
    let listed =
        all > 2 || (all == 2 && written.iter().any(|(line, _)| line.starts_with(['*', '!', '.'])));
    match (all, points) {
        (1, true) => Some((Kind::Link, at)),
        (_, _) if listed => Some((Kind::Paths, at)),
        _ => None,
    }
}

/// A key of YAML that ends in a colon, or has a value behind one.
fn yaml_key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ' | '*' | '/')
    };
    let spaced = rest.is_empty() || rest.starts_with(' ');
    (spaced && !key.is_empty() && key.chars().all(plain)).then_some(key)
}

fn is_prow(line: &str) -> bool {
    let keys =
        ["approvers", "reviewers", "emeritus_approvers", "required_reviewers", "no_parent_owners"];
    yaml_key(line).is_some_and(|key| keys.contains(&key))
}

fn is_maintainers(line: &str) -> bool {
    let mut chars = line.chars();
    let letter = chars.next().is_some_and(|c| "MRLSWQBCPTFXNK".contains(c));
    letter && chars.next() == Some(':') && chars.next().is_some_and(char::is_whitespace)
}

fn is_chromium(line: &str) -> bool {
    line == "set noparent"
        || line.starts_with("per-file ")
        || line.starts_with("file://")
        || line.starts_with("include /")
}

fn has_attribute(line: &str) -> bool {
    let set =
        ["text", "-text", "binary", "-diff", "diff", "-merge", "export-ignore", "export-subst"];
    let given = [
        "text=",
        "eol=",
        "filter=",
        "diff=",
        "merge=",
        "working-tree-encoding=",
        "linguist-",
        "-linguist-",
        "gitlab-",
    ];
    let mut words =
        line.split(char::is_whitespace).filter(|word| !word.is_empty()).skip(1).peekable();
    words.peek().is_some()
        && words
            .all(|word| set.contains(&word) || given.iter().any(|start| word.starts_with(start)))
}

/// The line below the heading of a table in Markdown.
fn is_table_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

/// Cells with commas between them and without blanks.
fn is_cells(line: &str) -> bool {
    let cells = line.split(',');
    !line.contains([' ', '\t', '*', '{'])
        && cells.clone().count() > 1
        && cells.clone().all(|cell| !cell.is_empty())
}

/// `key = value`.
fn is_setting(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| {
        !key.trim().is_empty()
            && key.trim().chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
    })
}

/// Whether a merge left its marks in a text.
pub(crate) fn is_unmerged(text: &str) -> bool {
    lines(text).any(|line| text[line].starts_with("<<<<<<< "))
}

fn is_rule(line: &str) -> bool {
    ["path:", "url:", "module:", "tags."].iter().any(|kind| line.starts_with(kind))
}
