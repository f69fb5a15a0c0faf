//! What Sentry takes, but hardly as it was meant: everything that the text of
//! one rule alone tells. What needs the tree or other rules is not here.

mod glob;
mod kind;
mod owner;
mod pattern;
mod quotes;

pub(super) use kind::swallowed;
pub(super) use quotes::{inexact, mend_backslashes};

use super::Rule;
use super::finding::Findings;
use super::lexer::Parts;
use crate::text::{Edit, Problem, Span};

/// Characters that can't be seen, are no white space to Sentry, and so become
/// part of a pattern or an owner. A byte order mark is the common one.
const INVISIBLE: [char; 6] = ['\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{ad}'];

/// Adds what is to be said about one rule that Sentry can read.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Findings) {
    let mut problems = Vec::new();
    if let Some(problem) = invisible(text, parts) {
        // The rest would only puzzle: what is seen is not what is read.
        out.push(problem);
        return;
    }
    problems.extend(kind::check(text, rule, parts));
    quotes::check(text, rule, parts, &mut problems);
    pattern::check(text, rule, parts, &mut problems);
    owner::check(text, rule, parts, &mut problems);
    out.extend(problems);
}

fn invisible(text: &str, parts: &Parts) -> Option<Problem> {
    let start = parts.span.start as usize;
    let found: Vec<_> = text[parts.span.range()].match_indices(INVISIBLE).collect();
    let &(first, character) = found.first()?;
    let span = |at: usize, length: usize| Span::new(start + at, start + at + length);
    let code = character.chars().next().map_or(0, u32::from);
    let edits = found
        .iter()
        .map(|(at, character)| Edit { span: span(*at, character.len()), text: String::new() })
        .collect();
    Some(
        Problem::warning(
            "rules/invisible",
            format!("Here stands the character U+{code:04X}, which can't be seen. It is no space to Sentry: it becomes part of what the rule matches or whom it names."),
        )
        .at(span(first, character.len()))
        .hint("Delete it. Such characters often come along when text is copied.")
        .fix("Delete invisible characters", edits),
    )
}

/// One replacement as a list, the usual fix.
fn replace(span: Span, text: impl Into<String>) -> Vec<Edit> {
    vec![Edit { span, text: text.into() }]
}

/// Whether a word of a rule reads like an owner rather than a part of a pattern.
fn reads_as_owner(word: &str) -> bool {
    word.starts_with('#') || word.contains('@')
}
