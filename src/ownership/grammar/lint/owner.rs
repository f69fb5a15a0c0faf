use super::super::lexer::{Parts, Quoting};
use super::super::{Owner, Rule};
use super::replace;
use crate::text::{Problem, Span};
use std::collections::BTreeSet;

/// What is odd about the owners of a rule: at most one remark each.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (at, (owner, &span)) in rule.owners.iter().zip(&parts.owners).enumerate() {
        let is_new = seen.insert(owner);
        let glued = at == 0 && parts.quoting == Quoting::Quoted && span.start == parts.pattern.end;
        if glued && !text[span.range()].starts_with('#') {
            continue; // Said at the quotes already.
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
    Problem::warning(
        "rules/comma",
        format!("Commas don't separate owners: `{written}` is {whole}."),
    )
    .at(span)
    .hint("Separate owners with spaces.")
    .fix("Separate with spaces", replace(span, spaced.join(" ")))
}

fn team(slug: &str, span: Span) -> Option<Problem> {
    if let Some(inner) = slug.strip_prefix('#') {
        let name = inner.trim_start_matches('#');
        return Some(
            Problem::warning(
                "rules/double-hash",
                format!("One `#` marks a team; the second belongs to its name, `#{inner}`."),
            )
            .at(span)
            .hint("Write one `#`.")
            .fix("Write one `#`", replace(span, format!("#{name}"))),
        );
    }
    if slug.contains('@') && !slug.starts_with('@') {
        return Some(
            Problem::warning("rules/team-address", format!("`#` marks a team, so this is a team called `{slug}`, not the person with that address."))
                .at(span)
                .hint("Write the address without `#`.")
                .fix("Delete the `#`", replace(Span { start: span.start, end: span.start + 1 }, "")),
        );
    }
    let lower = slug.to_lowercase();
    (lower != slug).then(|| {
        Problem::warning("rules/team-case", format!("Team slugs are lower case and compared exactly: `#{slug}` never finds the team `#{lower}`."))
            .at(span)
            .hint("Write the slug as it stands in the team's settings.")
            .fix(format!("Write `#{lower}`"), replace(span, format!("#{lower}")))
    })
}

fn user(written: &str, span: Span) -> Option<Problem> {
    if let Some(handle) = written.strip_prefix('@') {
        let problem = Problem::warning(
            "rules/handle",
            format!("`{written}` is a name of a code host. Sentry's rules name teams as `#slug` and people by e-mail address."),
        )
        .at(span);
        return Some(match handle.rsplit_once('/') {
            Some((_, team)) if is_slug(&team.to_lowercase()) => {
                let team = team.to_lowercase();
                problem
                    .hint("Check what the team is called in Sentry.")
                    .fix(format!("Write `#{team}`"), replace(span, format!("#{team}")))
            }
            _ => problem.hint("Write the person's e-mail address, or a team."),
        });
    }
    if written.contains('@') {
        return None;
    }
    let problem = Problem::warning(
        "rules/owner-form",
        format!("Without `#`, `{written}` counts as a person's e-mail address."),
    )
    .at(span);
    let slug = written.to_lowercase();
    Some(if is_slug(&slug) {
        problem
            .hint("Write `#` in front if it is a team; for a comment, put a `#` and a space in front.")
            .fix(format!("Write `#{slug}`"), replace(span, format!("#{slug}")))
    } else {
        problem.hint("Write `#` in front of a team, or an e-mail address. A pattern with spaces needs quotes.")
    })
}

fn is_slug(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(allowed)
}

fn duplicate(owner: &Owner, span: Span, gap: Span) -> Problem {
    Problem::info("rules/duplicate-owner", format!("`{owner}` is named twice in this rule."))
        .at(span)
        .hint("Delete the second one.")
        .fix("Delete it", replace(gap, ""))
}
