use super::super::lexer::{Parts, Quoting, line_end};
use super::super::{MatcherKind, Rule};
use super::{reads_as_owner, replace};
use crate::text::{Edit, Problem, Span};

/// Words that people write as a type, from Sentry's search and elsewhere, and
/// the type that they mean.
const MEANT: [(&str, &str); 14] = [
    ("paths", "path"),
    ("file", "path"),
    ("filename", "path"),
    ("stack.filename", "path"),
    ("stack.abs_path", "path"),
    ("stack.package", "path"),
    ("modules", "module"),
    ("stack.module", "module"),
    ("package", "module"),
    ("urls", "url"),
    ("http.url", "url"),
    ("request.url", "url"),
    ("release", "tags.release"),
    ("environment", "tags.environment"),
];

/// What is odd about the type of a rule, or about its lack.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts) -> Option<Problem> {
    match (&rule.matcher.kind, parts.kind) {
        (MatcherKind::Tag(name), Some(span)) => tag(text, name, span),
        (MatcherKind::Path, None) if parts.quoting == Quoting::Bare => untyped(text, parts),
        _ => None,
    }
}

/// A `tags` line without a colon, whose type runs on into other lines: `kind` is
/// the whole of it, `end` is where its last line ends.
pub(in super::super) fn swallowed(text: &str, kind: Span, end: usize) -> Problem {
    let start = kind.start as usize;
    let first = start..line_end(text, start);
    // Each of many such lines may reach as far: nobody counts further than this.
    let lines = match text[kind.range()].lines().take(101).count() {
        101 => "over 100".to_owned(),
        lines => lines.to_string(),
    };
    let problem = Problem::warning(
        "rules/tag-swallows-lines",
        format!("This line starts with `tags` and has no colon, so everything up to the next colon counts as its type: {lines} lines become one rule, which matches nothing sensible."),
    )
    .at(first.clone());
    let line = &text[first];
    if !line.starts_with("tags.") || line.split(' ').next().is_some_and(|word| word.contains('/')) {
        return problem
            .hint("Write `path:` in front if a file is meant.")
            .fix("Write `path:` in front", replace(Span::new(start, start), "path:"));
    }
    match value_gap(line) {
        Some(gap) => problem
            .hint("Write a colon between the tag and its value.")
            .fix("Write a colon", replace(Span::new(start + gap.start, start + gap.end), ":")),
        None => problem.hint(if end > start {
            "Write a colon and the value behind the tag: `tags.name:value #team`."
        } else {
            "Write a colon and a value."
        }),
    }
}

/// The gap between a tag and the value that stands where its colon should be.
fn value_gap(line: &str) -> Option<std::ops::Range<usize>> {
    let start = line.find(' ')?;
    let value = line[start..].trim_start_matches(' ');
    let end = line.len() - value.len();
    let word = value.split(' ').next().filter(|word| !word.is_empty())?;
    (!reads_as_owner(word)).then_some(start..end)
}

fn tag(text: &str, name: &str, span: Span) -> Option<Problem> {
    if name.contains(['\n', '\r']) {
        return Some(swallowed(text, span, span.end as usize));
    }
    let Some(key) = name.strip_prefix("tags.") else {
        let odd = name["tags".len()..].chars().next()?;
        let at = span.start as usize + "tags".len();
        let problem = Problem::warning(
            "rules/tag-type",
            format!("`{name}` is read as a type, but only types that start with `tags.` look at tags: this rule never matches."),
        )
        .at(span)
        .hint("Write `tags.`, the tag, a colon, the value; or `path:` in front if a file is meant.");
        if odd == '[' {
            return Some(problem);
        }
        return Some(if odd.is_alphanumeric() {
            problem.fix("Write `path:` in front", replace(Span::new(at - 4, at - 4), "path:"))
        } else {
            problem.fix("Write a dot", replace(Span::new(at, at + odd.len_utf8()), "."))
        });
    };
    key.contains(char::is_whitespace).then(|| {
        Problem::warning(
            "rules/tag-key-space",
            format!("Everything up to the colon is the tag's name, spaces too: this asks for a tag called `{key}`."),
        )
        .at(span)
        .hint("A tag's name holds no spaces. Check where the colon belongs.")
    })
}

fn untyped(text: &str, parts: &Parts) -> Option<Problem> {
    let pattern = &text[parts.pattern.range()];
    let start = parts.pattern.start as usize;
    if pattern.starts_with("tags.") && !pattern.contains(['/', ':']) {
        return Some(tag_without_colon(text, parts));
    }
    let (word, rest) = pattern.split_once(':')?;
    if word.len() < 2 || rest.starts_with("//") || rest.starts_with(':') {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let span = Span::new(start, start + word.len());
    let read_as = format!(
        "`{word}` is no type that Sentry knows, so this is a rule for file names like `{pattern}`."
    );
    if ["path", "url", "module", "codeowners"].contains(&lower.as_str())
        || lower.starts_with("tags.")
    {
        let meant =
            lower.strip_prefix("tags.").map_or(lower.clone(), |_| format!("tags.{}", &word[5..]));
        if meant == word {
            return None;
        }
        return Some(
            Problem::warning("rules/type-case", format!("Types are lower case. {read_as}"))
                .at(span)
                .hint("Write the type in lower case.")
                .fix(format!("Write `{meant}:`"), replace(span, meant)),
        );
    }
    let problem = |known: bool| {
        Problem::warning("rules/unknown-type", read_as.clone()).at(span).hint(if known {
            "Use the type that Sentry has for it."
        } else {
            "The types are `path`, `module`, `url` and `tags.` with a tag's name."
        })
    };
    let key_first = rest.split_once(':').filter(|(key, value)| {
        ["tag", "tags"].contains(&lower.as_str()) && !key.is_empty() && !value.is_empty()
    });
    if let Some((key, _)) = key_first {
        let edit = Span::new(start, start + word.len() + 1);
        return Some(problem(true).fix(format!("Write `tags.{key}:`"), replace(edit, "tags.")));
    }
    if let Some(key) = lower.strip_prefix("tag.").filter(|key| !key.is_empty()) {
        let edit = Edit { span: Span::new(start, start + 3), text: "tags".to_owned() };
        return Some(problem(true).fix(format!("Write `tags.{key}:`"), vec![edit]));
    }
    if let Some(&(_, meant)) = MEANT.iter().find(|(name, _)| *name == lower) {
        return Some(problem(true).fix(format!("Write `{meant}:`"), replace(span, meant)));
    }
    let search =
        ["stack.", "error.", "user.", "device.", "os."].iter().any(|p| lower.starts_with(p));
    let field =
        ["tag", "tags", "function", "message", "level", "title", "transaction", "codeowner"];
    (search || field.contains(&lower.as_str())).then(|| problem(false))
}

/// A `tags.` line without any colon behind it: a path rule.
fn tag_without_colon(text: &str, parts: &Parts) -> Problem {
    let problem = Problem::warning(
        "rules/tag-without-colon",
        "Without a colon this is no rule about a tag: it matches file names.",
    )
    .at(parts.pattern);
    let written = &text[parts.pattern.range()];
    if let Some(at) = written.find('=').filter(|&at| at > "tags.".len()) {
        let value = written[at..].trim_start_matches('=');
        let start = parts.pattern.start as usize + at;
        let end = parts.pattern.end as usize - value.len();
        if !value.is_empty() {
            return problem
                .hint("Write a colon between the tag and its value.")
                .fix("Write a colon", replace(Span::new(start, end), ":"));
        }
    }
    let value = parts.owners.first().filter(|span| !reads_as_owner(&text[span.range()]));
    match value {
        Some(value) => problem.hint("Write a colon between the tag and its value.").fix(
            "Write a colon",
            replace(Span { start: parts.pattern.end, end: value.start }, ":"),
        ),
        None => {
            problem.hint("Write a colon and the value behind the tag: `tags.name:value #team`.")
        }
    }
}
