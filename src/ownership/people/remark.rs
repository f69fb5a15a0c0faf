//! What to tell about entries.

use super::{Entry, Form, Name, propose};
use crate::ownership::Access;
use crate::text::json::Broken;
use crate::text::{Edit, Problem, Span, invisible};

/// The longest slug that Sentry takes, in characters.
const MAX_SLUG: usize = 50;

pub(super) fn unreadable(span: Span) -> Problem {
    Problem::error(
        "people/unreadable",
        "This names neither a team nor a person, so it is left out.",
    )
    .at(span)
    .hint("Write `#team` or an e-mail address, and the names in CODEOWNERS files behind it.")
}

/// Characters of a line that can't be seen.
pub(super) fn invisible(text: &str, line: Span) -> Option<Problem> {
    let (character, at, edits) = invisible::find(text, line)?;
    Some(
        Problem::warning(
            "people/invisible",
            format!("This line holds {}, which can't be seen. Around a word it is passed over; inside, it is part of the name, which nobody has then.", invisible::name(character)),
        )
        .at(at)
        .hint("Delete it. Such characters often come along when text is copied, or when an editor saves a file.")
        .fix("Delete invisible characters", edits),
    )
}

pub(super) fn heading(span: Span) -> Problem {
    Problem::info(
        "people/heading",
        "This line names nobody and is taken for the heading of a table.",
    )
    .at(span)
    .hint("Delete it.")
}

pub(super) fn hash_comment(span: Span) -> Problem {
    Problem::warning(
        "people/hash-comment",
        "`#` marks a team here; this line is left out as a comment.",
    )
    .at(span)
    .hint("Begin comments with `//`.")
    .fix("Write `//`", vec![Edit { span, text: "//".to_owned() }])
}

pub(super) fn missing_hash(word: &str, slug: &str, span: Span) -> Problem {
    Problem::warning(
        "people/missing-hash",
        format!("`{word}` is no address, so it is read as the team `#{slug}`."),
    )
    .at(span)
    .hint("Write `#` in front of a team.")
    .fix(format!("Write `#{slug}`"), vec![Edit { span, text: format!("#{slug}") }])
}

pub(super) fn missing_at(word: &str, span: Span) -> Problem {
    Problem::warning(
        "people/missing-at",
        format!("Names in CODEOWNERS files start with `@`: `{word}` is read as `@{word}`."),
    )
    .at(span)
    .hint("Write the name as it stands in the file.")
    .fix(format!("Write `@{word}`"), vec![Edit { span, text: format!("@{word}") }])
}

pub(super) fn team_slug(slug: &str, word: &str, span: Span) -> Option<Problem> {
    let lower = slug.to_lowercase();
    let problem = |message: String| Problem::warning("people/team-slug", message).at(span);
    if slug.is_empty() {
        return Some(
            problem("A `#` alone names no team.".to_owned()).hint("Write the team's slug."),
        );
    }
    let written = format!("#{lower}");
    if written != word {
        let message = match lower == slug {
            true => format!("One `#` marks a team: this is read as `{written}`."),
            false => format!("Slugs in Sentry are lower case: this is read as `{written}`."),
        };
        let fix = vec![Edit { span, text: written.clone() }];
        return Some(
            problem(message)
                .hint("Write the slug as it stands in the team's settings.")
                .fix(format!("Write `{written}`"), fix),
        );
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let why = match () {
        () if !slug.chars().all(allowed) => {
            "holds something other than letters, digits, `-` and `_`"
        }
        () if slug.chars().all(|c| c.is_ascii_digit()) => "has digits only",
        () if slug.len() > MAX_SLUG => "has more than 50 characters",
        () => return None,
    };
    let message = format!("No team in Sentry can be called `{written}`: it {why}.");
    Some(problem(message).hint("Write the slug as it stands in the team's settings."))
}

/// Names without an owner.
pub(super) fn no_owner(names: &[Name], span: Span) -> Problem {
    let list: Vec<_> = names.iter().map(|name| format!("`{}`", name.text)).collect();
    let list = if list.is_empty() { "This line".to_owned() } else { list.join(", ") };
    let problem = Problem::warning(
        "people/no-owner",
        format!("{list} goes to nobody in Sentry: a team or an address is missing."),
    )
    .at(span)
    .hint("Write `-> #team` or `-> jo@acme.io` behind the name.");
    let slug = names.first().and_then(|name| propose::slug_of(&name.text));
    match slug.filter(|_| names.len() == 1) {
        Some(slug) => {
            // In JSON the place is the empty value.
            let name = &names[0];
            let is_value = span.start >= name.span.end;
            let (at, text) = match is_value {
                true => (span, format!("\"#{slug}\"")),
                false => {
                    let end = name.span.end;
                    (Span { start: end, end: span.end }, format!(" -> #{slug}"))
                }
            };
            problem.fix(format!("Give it to `#{slug}`"), vec![Edit { span: at, text }])
        }
        None => problem,
    }
}

pub(super) fn two_owners(word: &str, span: Span) -> Problem {
    Problem::warning(
        "people/two-owners",
        format!("An entry has one owner in Sentry; `{word}` is left out."),
    )
    .at(span)
    .hint("Write a line for each team.")
}

pub(super) fn name_twice(text: &str, entry: &Entry, name: &Name, first: &Entry) -> Problem {
    let problem = Problem::warning(
        "people/name-twice",
        format!(
            "`{}` goes to `{}` already, by line {}; the first counts.",
            name.text, first.owner, first.line
        ),
    )
    .at(name.span)
    .hint("Delete one of the two.");
    if is_json(text) {
        return problem;
    }
    let edit = match (entry.names.len(), entry.form) {
        (1, Form::Mapped) => delete_line(text, entry),
        _ => {
            let before = text[entry.span.start as usize..name.span.start as usize]
                .trim_end_matches([' ', '\t', ',', ';']);
            let start = entry.span.start + before.len() as u32;
            Edit { span: Span { start, end: name.span.end }, text: String::new() }
        }
    };
    problem.fix("Delete this one", vec![edit])
}

pub(super) fn access_twice(entry: &Entry, first: &Entry) -> Problem {
    let says = match first.access {
        Access::Project => "has access",
        Access::Organization => "has no access",
    };
    Problem::warning(
        "people/access-twice",
        format!("Line {} says that `{}` {says}; the first counts.", first.line, entry.owner),
    )
    .at(entry.span)
    .hint("Delete one of the two.")
}

pub(super) fn duplicate(text: &str, entry: &Entry) -> Problem {
    let problem = Problem::info("people/duplicate", "Lines above say all of this already.")
        .at(entry.span)
        .hint("Delete this one.");
    match is_json(text) {
        true => problem,
        false => problem.fix("Delete it", vec![delete_line(text, entry)]),
    }
}

pub(super) fn bad_json(broken: &Broken) -> Problem {
    Problem::error(
        "people/bad-json",
        format!("The JSON can't be read to its end: {}. What stands before was read.", broken.why),
    )
    .at(broken.at..broken.at)
    .hint("Write `{\"@acme/web\": \"#web\"}`, or one entry a line.")
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The entry's line with its end.
fn delete_line(text: &str, entry: &Entry) -> Edit {
    let start = text[..entry.span.start as usize].rfind(['\r', '\n']).map_or(0, |at| at + 1);
    let rest = &text[entry.span.end as usize..];
    let end = match rest.find(['\r', '\n']) {
        Some(at) if rest[at..].starts_with("\r\n") => at + 2,
        Some(at) => at + 1,
        None => rest.len(),
    };
    Edit { span: Span::new(start, entry.span.end as usize + end), text: String::new() }
}
