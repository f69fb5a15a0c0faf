//! What to tell about the lines of an import.

use super::line::BadPath;
use super::rewrite::Oddity;
use super::{MAX_CHARACTERS, Mapping};
use crate::ownership::Owner;
use crate::ownership::grammar::Refusal;
use crate::text::{Edit, Problem, Span};

pub(super) fn too_long(text: &str) -> Option<Problem> {
    let (start, _) = text.char_indices().nth(MAX_CHARACTERS)?;
    let count = text.chars().count();
    Some(
        Problem::error(
            "codeowners/too-long",
            format!("The file has {count} characters; beyond {MAX_CHARACTERS} Sentry doesn't import it at all."),
        )
        .at(start..text.len())
        .hint("Merge lines with wider patterns."),
    )
}

/// A line dropped for its path, as a reason beside it.
pub(super) fn reason(why: BadPath, section: bool) -> &'static str {
    match why {
        BadPath::Brackets if section => "Sentry knows no sections",
        BadPath::Brackets => "Sentry drops paths with `[` and `]`",
        BadPath::EscapedSpace => "Sentry drops paths with spaces, escaped or not",
        BadPath::Negation => "Sentry drops paths with `!`",
        BadPath::Hash => "Sentry drops paths with `#`",
    }
}

pub(super) fn bad_path(written: &str, path: Span, why: BadPath, section: bool) -> Problem {
    let meant = (why == BadPath::Brackets && !section).then(|| route_names(written)).flatten();
    let (code, hint) = match why {
        BadPath::Brackets if section => (
            "codeowners/section",
            "Its owners count for no line below it; repeat them on each line.",
        ),
        BadPath::Brackets if meant.is_some() => {
            ("codeowners/brackets", "Write `?` for each bracket that is part of a name.")
        }
        BadPath::Brackets => {
            ("codeowners/brackets", "Write one line for each name, or `?` for any one character.")
        }
        BadPath::EscapedSpace => ("codeowners/space", "Write `?` instead of the space."),
        BadPath::Negation => (
            "codeowners/negation",
            "Write a line for the exception with the owners it should have.",
        ),
        BadPath::Hash => (
            "codeowners/hash",
            "Write `?` instead of `#`; a comment behind a path needs a space on both sides of its `#`.",
        ),
    };
    let spaced = (why == BadPath::EscapedSpace).then(|| spaces(written)).flatten();
    let problem = Problem::warning(
        code,
        format!("{}; this line is lost without a word.", reason(why, section)),
    )
    .at(path)
    .hint(hint);
    let hash =
        (why == BadPath::Hash && written.contains("\\#")).then(|| written.replace("\\#", "?"));
    match meant.or(spaced).or(hash.filter(|it| !it.contains(['#', '\\']))) {
        Some(meant) => {
            problem.fix(format!("Write `{meant}`"), vec![Edit { span: path, text: meant }])
        }
        None => problem,
    }
}

/// The path with `?` for the brackets of names such as `[locale]` and
/// `[...rest].tsx`, if all its brackets are of such: they begin a name, and hold a
/// word. `*.[ch]` and `[A-Z]*` are sets of characters.
fn route_names(path: &str) -> Option<String> {
    let parts = path.split('/').map(|part| {
        if !part.contains(['[', ']']) {
            return Some(part.to_owned());
        }
        let word = part.trim_start_matches('[').trim_start_matches("...");
        let (word, rest) = word.split_once(']')?;
        let rest = rest.trim_start_matches(']');
        let named = word.len() > 1
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || (c == '-' && word.len() > 3));
        let ends = rest.is_empty() || rest.starts_with(['.', '*']);
        (part.starts_with('[') && named && ends && !rest.contains(['[', ']']))
            .then(|| part.replace(['[', ']'], "?"))
    });
    parts.collect::<Option<Vec<_>>>().map(|parts| parts.join("/"))
}

/// The path with `?` for each escaped space, if only spaces are escaped.
fn spaces(path: &str) -> Option<String> {
    let plain = path.replace("\\ ", "?");
    (!plain.contains('\\') && !plain.contains(char::is_whitespace)).then_some(plain)
}

/// A name that is mapped to nobody; `like` is one that is and may be meant.
pub(super) fn unmapped(owner: &str, like: Option<&str>, span: Span) -> Problem {
    let problem = Problem::warning(
        "codeowners/unmapped-owner",
        format!("`{owner}` is mapped to nobody in Sentry and is left out."),
    )
    .at(span);
    if owner.starts_with("@@") {
        return problem.hint("GitLab's roles are known to GitLab alone. Name a team or a person.");
    }
    match like {
        Some(like) => problem.hint(format!("Did you mean `{like}`? Else map the name to a team or person under the organization's integration settings.")),
        None => problem.hint("Map the name to a team or person under the organization's integration settings."),
    }
}

/// A name that is mapped to somebody who can't own issues of the project.
pub(super) fn without_access(name: &str, owner: &Owner, listed: bool, span: Span) -> Problem {
    if !listed {
        return Problem::warning(
            "codeowners/unknown-owner",
            format!(
                "`{name}` is mapped to `{owner}`, who does not exist in Sentry, and is left out."
            ),
        )
        .at(span)
        .hint("Map the name to a team or person that exists.");
    }
    let hint = match owner {
        Owner::Team(_) => "Add the team to the project in its settings.",
        Owner::User(_) => "Add the person to a team of the project.",
    };
    Problem::warning(
        "codeowners/owner-without-access",
        format!("`{name}` is `{owner}`, who has no access to the project, and is left out without a word."),
    )
    .at(span)
    .hint(hint)
}

pub(super) fn exclusion(path: Span, section: Option<Span>) -> Problem {
    match section {
        Some(_) => Problem::warning(
            "codeowners/section-owners-lost",
            "This line takes its owners from its section, which Sentry doesn't read: it becomes a line without owners.",
        )
        .at(path)
        .hint("Repeat the section's owners on the line."),
        None => Problem::info(
            "codeowners/exclusion",
            "A line without owners excludes its path. What that does when other lines match too has not been verified.",
        )
        .at(path)
        .hint("Name owners if somebody should get these errors."),
    }
}

pub(super) fn oddity(oddity: Oddity, path: Span, mapping: &Mapping) -> Problem {
    let Mapping { stack_root, source_root } = mapping;
    match oddity {
        Oddity::Inside => Problem::warning(
            "codeowners/mapping-inside",
            format!("Sentry replaces `{source_root}` wherever it first occurs, here in the middle of the path."),
        )
        .at(path)
        .hint("Start the source root with the repository's first folder."),
        Oddity::Squeezed => Problem::warning(
            "codeowners/root-squeezed",
            format!("Sentry makes one slash of several, which breaks the stack root `{stack_root}`: the rule matches none of its files."),
        )
        .at(path)
        .hint("Make a mapping whose stack root has at most two slashes behind the colon, or use ownership rules."),
        Oddity::Empty => Problem::warning(
            "codeowners/empty-path",
            "With this mapping nothing is left of the path, and the whole import fails over it.",
        )
        .at(path)
        .hint("Write `/**` behind the folder, or choose another mapping."),
    }
}

pub(super) fn odd_path(written: &str, path: Span, section: bool) -> Option<Problem> {
    if written.starts_with('"') {
        return Some(
            Problem::warning("codeowners/quotes", "CODEOWNERS knows no quotes: the quote becomes part of the path, or swallows what follows.")
                .at(path)
                .hint("Write `?` for each space."),
        );
    }
    section.then(|| {
        Problem::warning(
            "codeowners/section",
            "Sentry knows no sections: this header becomes a rule for a path that starts with `[`.",
        )
        .at(path)
        .hint("Its owners count for no line below it; repeat them on each line.")
    })
}

pub(super) fn swallowed(span: Span, last: u32) -> Problem {
    Problem::warning("codeowners/quote-swallows", format!("A quote that starts here is closed on line {last}: all lines up to there become one rule."))
        .at(span)
        .hint("Write `?` for each space instead of quotes.")
}

pub(super) fn fails(refusal: &Refusal, place: Option<Span>) -> Problem {
    let mut problem = Problem::error(
        "codeowners/import-fails",
        "Sentry can't parse what it makes of this line, and so refuses the whole file: rules of an earlier import stay in force.",
    )
    .hint("Mend or remove this line.");
    problem.span = place;
    problem.sentry.clone_from(&refusal.answer);
    problem
}
