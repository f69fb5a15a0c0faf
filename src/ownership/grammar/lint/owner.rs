use super::super::lexer::{Parts, Quoting};
use super::super::{Owner, Rule};
use super::{REFUSED, matchers, replace};
use crate::ownership::is_slug;
use crate::text::{Problem, Span};
use std::collections::BTreeSet;

/// What is odd about the owners of a rule: at most one remark each.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Vec<Problem>) {
    // Of words that are no owners at all, one remark for all of them.
    let mut told = match matchers::check(text, rule, parts) {
        Some((problem, told)) => {
            out.push(problem);
            told
        }
        None => 0,
    };
    let mut seen = BTreeSet::new();
    for (at, (owner, &span)) in rule.owners.iter().zip(&parts.owners).enumerate() {
        let is_new = seen.insert(owner);
        let glued = at == 0 && parts.quoting == Quoting::Quoted && span.start == parts.pattern.end;
        if glued && !text[span.range()].starts_with('#') {
            continue; // Said at the quotes already.
        }
        if at < told {
            continue;
        }
        if let Some((problem, words)) = spaced_name(text, parts, at) {
            out.push(problem);
            told = at + words;
            continue;
        }
        let before = at.checked_sub(1).map_or(parts.pattern.end, |before| parts.owners[before].end);
        out.extend(odd(owner, &text[span.range()], span).or_else(|| {
            let gap = Span { start: before, end: span.end };
            (!is_new).then(|| duplicate(owner, span, gap))
        }));
    }
}

fn odd(owner: &Owner, written: &str, span: Span) -> Option<Problem> {
    if written.contains(',') {
        return Some(comma(owner, written, span));
    }
    match owner {
        Owner::Team(slug) => team(slug, span),
        Owner::User(_) => user(written, span),
    }
}

fn comma(owner: &Owner, written: &str, span: Span) -> Problem {
    let whole = match owner {
        Owner::Team(_) => "the name of one team",
        Owner::User(_) => "the address of one person",
    };
    let pieces = written.split(',').filter(|piece| !piece.is_empty());
    let spaced: Vec<String> = pieces
        .map(|piece| {
            let bare_team = matches!(owner, Owner::Team(_)) && !piece.contains(['#', '@']);
            if bare_team { format!("#{piece}") } else { piece.to_owned() }
        })
        .collect();
    Problem::error(
        "rules/comma",
        format!("Commas don't separate owners: `{written}` is {whole}. {REFUSED}"),
    )
    .at(span)
    .hint("Separate owners with spaces.")
    .fix("Separate with spaces", replace(span, spaced.join(" ")))
}

fn team(slug: &str, span: Span) -> Option<Problem> {
    if let Some(inner) = slug.strip_prefix('#') {
        let name = inner.trim_start_matches('#');
        return Some(
            Problem::error(
                "rules/double-hash",
                format!("One `#` marks a team; the second belongs to its name, `#{inner}`, which no team can have. {REFUSED}"),
            )
            .at(span)
            .hint("Write one `#`.")
            .fix("Write one `#`", replace(span, format!("#{name}"))),
        );
    }
    if slug.contains('@') && !slug.starts_with('@') {
        return Some(
            Problem::error("rules/team-address", format!("`#` marks a team, so this is a team called `{slug}`, not the person with that address. {REFUSED}"))
                .at(span)
                .hint("Write the address without `#`.")
                .fix("Delete the `#`", replace(Span { start: span.start, end: span.start + 1 }, "")),
        );
    }
    let lower = slug.to_lowercase();
    if !is_slug(&lower) {
        return Some(odd_slug(slug, &lower, span));
    }
    (lower != slug).then(|| {
        Problem::error("rules/team-case", format!("Team slugs are lower case and compared exactly: `#{slug}` never finds the team `#{lower}`. {REFUSED}"))
            .at(span)
            .hint("Write the slug as it stands in the team's settings.")
            .fix(format!("Write `#{lower}`"), replace(span, format!("#{lower}")))
    })
}

/// A slug that no team can have: `#web;`.
fn odd_slug(slug: &str, lower: &str, span: Span) -> Problem {
    let problem = Problem::error(
        "rules/team-name",
        format!("A team's slug has letters without accents, digits, `-` and `_` only, so there is no team `#{slug}`. {REFUSED}"),
    )
    .at(span)
    .hint("Look the slug up in the team's settings.");
    let last = lower.trim_end_matches('/').rsplit('/').next().unwrap_or(lower);
    let meant = last.trim_matches(|c: char| !c.is_alphanumeric());
    match meant != lower && is_slug(meant) {
        true => problem.fix(format!("Write `#{meant}`"), replace(span, format!("#{meant}"))),
        false => problem,
    }
}

fn user(written: &str, span: Span) -> Option<Problem> {
    if let Some(problem) = address(written, span) {
        return Some(problem);
    }
    if let Some(handle) = written.strip_prefix('@') {
        let problem = Problem::error(
            "rules/handle",
            format!("`{written}` is a name of a code host. Sentry's rules name teams as `#slug` and people by e-mail address. {REFUSED}"),
        )
        .at(span);
        return Some(match handle.rsplit_once('/') {
            Some((_, team)) if is_slug(&team.to_lowercase()) => {
                let team = team.to_lowercase();
                problem
                    .hint("Check what the team is called in Sentry.")
                    .fix(format!("Write `#{team}`"), replace(span, format!("#{team}")))
            }
            _ => problem.hint("Write the person's e-mail address, or `#` and the slug of a team."),
        });
    }
    if written.contains('@') {
        return None;
    }
    let problem = Problem::error(
        "rules/owner-form",
        format!("Without `#`, `{written}` counts as a person's e-mail address, and it is none. {REFUSED}"),
    )
    .at(span);
    let named =
        ["team:", "team/", "group:"].into_iter().find_map(|kind| written.strip_prefix(kind));
    let slug = named.unwrap_or(written).to_lowercase();
    Some(if is_slug(&slug) {
        problem
            .hint("Write `#` in front if it is a team; for a comment, put a `#` and a space in front.")
            .fix(format!("Write `#{slug}`"), replace(span, format!("#{slug}")))
    } else {
        problem.hint("Write `#` in front of a team, or an e-mail address. A pattern with spaces needs quotes.")
    })
}

/// `<jo@acme.io>`, `mailto:jo@acme.io`, `(jo@acme.io)`.
fn address(written: &str, span: Span) -> Option<Problem> {
    let bare = written.strip_prefix("mailto:").unwrap_or(written);
    let bare = bare.strip_prefix("user:").unwrap_or(bare);
    let bare = bare.strip_prefix('@').unwrap_or(bare);
    let marks = ['<', '>', '(', ')', '"', '\'', '`', ';'];
    let meant = bare.trim_matches(marks);
    let is_address = meant.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(['@', '/'])
    });
    (is_address && meant != written && !meant.contains(marks)).then(|| {
        Problem::error(
            "rules/address-form",
            format!("An owner is the bare address: what stands around it in `{written}` counts as a part of it. {REFUSED}"),
        )
        .at(span)
        .hint(format!("Write `{meant}`."))
        .fix(format!("Write `{meant}`"), replace(span, meant))
    })
}

/// As many words are a sentence and no team's name. It also bounds what is looked at for each
/// owner of a line.
const MOST_WORDS: usize = 8;

/// `#Checkout Team`: a team's name where its slug belongs. Says how many words it has.
fn spaced_name(text: &str, parts: &Parts, at: usize) -> Option<(Problem, usize)> {
    let word = |at: usize| parts.owners.get(at).map(|span| &text[span.range()]);
    let written = word(at)?;
    let first = written.strip_prefix('#').unwrap_or(written);
    if first.is_empty() || first.starts_with('#') {
        return None;
    }
    let is_name = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "-_&'.".contains(c));
    let behind = (at + 1..parts.owners.len()).map_while(word).take_while(|word| is_name(word));
    let behind: Vec<&str> = behind.take(MOST_WORDS).collect();
    // By what is there anyway: the table of capitals would be a part of the first answer.
    let capital = |word: &str| word.starts_with(|c: char| c.to_lowercase().next() != Some(c));
    if behind.is_empty()
        || behind.len() == MOST_WORDS
        || !is_name(first)
        || !(capital(first) || behind.iter().any(|it| capital(it)))
    {
        return None;
    }
    let words: Vec<String> = std::iter::once(first)
        .chain(behind.iter().copied())
        .map(|word| {
            word.to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_')
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    let slug = words.join("-");
    let count = behind.len() + 1;
    let span = Span { start: parts.owners[at].start, end: parts.owners[at + count - 1].end };
    let problem = Problem::error(
        "rules/team-name",
        format!("A team goes by its slug, which has no spaces and no capitals: here `{written}` is one owner, and `{}` another. {REFUSED}", behind.join(" ")),
    )
    .at(span)
    .hint("Look the slug up in the team's settings. For a comment, put a `#` and a space in front.");
    Some(match is_slug(&slug) {
        true => (problem.fix(format!("Write `#{slug}`"), replace(span, format!("#{slug}"))), count),
        false => (problem, count),
    })
}

fn duplicate(owner: &Owner, span: Span, gap: Span) -> Problem {
    Problem::info("rules/duplicate-owner", format!("`{owner}` is named twice in this rule."))
        .at(span)
        .hint("Delete the second one.")
        .fix("Delete it", replace(gap, ""))
}
