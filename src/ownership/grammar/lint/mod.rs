//! What is likely a mistake, though the grammar takes it: everything that the text of
//! one rule alone tells. What needs the tree or other rules is not here.

mod glob;
mod kind;
mod matchers;
mod owner;
mod pattern;
mod quotes;
mod signs;
mod url;

pub(super) use kind::swallowed;
pub(super) use quotes::{inexact, mend_backslashes};

use super::Rule;
use super::finding::Findings;
use super::lexer::Parts;
use crate::ownership::other_file::other_than_rules;
use crate::text::{Edit, Problem, Span, invisible};

/// Adds what is to be said about one rule that Sentry can read.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Findings) {
    let mut problems = Vec::new();
    if let Some(problem) = hidden(text, parts) {
        // The rest would only puzzle: what is seen is not what is read.
        out.push(problem);
        return;
    }
    if let Some(problem) = signs::check(text, rule, parts) {
        out.push(problem);
        return;
    }
    problems.extend(kind::check(text, rule, parts));
    quotes::check(text, rule, parts, &mut problems);
    pattern::check(text, rule, parts, &mut problems);
    problems.extend(url::check(text, rule, parts));
    owner::check(text, rule, parts, &mut problems);
    out.extend(problems);
}

fn hidden(text: &str, parts: &Parts) -> Option<Problem> {
    let (character, at, edits) = invisible::find(text, parts.span)?;
    let in_owner = parts.owners.iter().any(|owner| {
        edits.iter().any(|edit| owner.start <= edit.span.start && edit.span.end <= owner.end)
    });
    let name = invisible::name(character);
    let problem = match in_owner {
        true => Problem::error(
            "rules/invisible",
            format!(
                "This rule holds {name}, which can't be seen. It is no space to Sentry: it becomes part of an owner's name. Sentry refuses an unknown owner, and all other rules with it."
            ),
        ),
        false => Problem::warning(
            "rules/invisible",
            format!(
                "This rule holds {name}, which can't be seen. It is no space to Sentry: it becomes part of what the rule matches."
            ),
        ),
    };
    Some(
        problem
            .at(at)
            .hint("Delete it. Such characters often come along when text is copied.")
            .fix("Delete invisible characters", edits),
    )
}

/// What Sentry does with a rule whose owner can't exist.
const REFUSED: &str = "Sentry refuses it, and all other rules with it.";

/// What to say if the text is not what it stands for: another kind of file, or all of
/// it a CODEOWNERS file.
pub(super) fn whole(text: &str, rules: &[Rule], parts: &[Parts]) -> Option<Problem> {
    if let Some(problem) = other_than_rules(text) {
        return Some(problem);
    }
    let first = parts.first()?;
    let handle = |span: &Span| text[span.range()].starts_with('@');
    // Addresses and lines without owners are of both, but names of a host of one alone.
    let of_host = |parts: &Parts| {
        parts.kind.is_none() && parts.owners.iter().all(|span| text[span.range()].contains('@'))
    };
    let named = parts.iter().filter(|parts| parts.owners.first().is_some_and(handle)).count();
    (rules.len() > 1 && named * 2 > rules.len() && parts.iter().all(of_host)).then(|| {
        Problem::error(
            "rules/other-file",
            "This looks like a CODEOWNERS file, not like ownership rules: its owners are names of a code host, which Sentry refuses here.",
        )
        .at(first.span)
        .hint("Paste it as CODEOWNERS: its patterns mean something else than those of rules, and its names are mapped to teams.")
    })
}

/// One replacement as a list, the usual fix.
fn replace(span: Span, text: impl Into<String>) -> Vec<Edit> {
    vec![Edit { span, text: text.into() }]
}

/// Whether a word of a rule reads like an owner rather than a part of a pattern.
fn reads_as_owner(word: &str) -> bool {
    word.starts_with('#') || word.contains('@')
}
