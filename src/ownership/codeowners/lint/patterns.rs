//! Several patterns on one line, and a pattern that touches its owner.

use super::reads::{Reads, is_handle};
use super::{Line, replace};
use crate::text::{Problem, Span};

/// How many lines a fix writes at most.
const MOST: usize = 12;

/// `*.ts *.tsx @acme/web`, or two rules of which the line break was lost.
pub(super) fn several(line: &Line<'_>) -> Option<Problem> {
    let named = line.named();
    let first = line.word(0);
    if (1..named).any(|at| (line.knows)(&format!("@{}", line.word(at)))) {
        return None; // A name that lacks its `@`.
    }
    let listed =
        pieces(first).filter(|_| (1..named).any(|at| Reads::of(line.word(at)) == Reads::Owner));
    let second =
        (1..named).find(|&at| Reads::of(line.word(at).trim_end_matches(',')) == Reads::Pattern);
    let (at, word) = match (second, &listed) {
        (Some(second), _) => (line.words[second], line.word(second)),
        (None, Some(_)) => (line.words[0], first),
        (None, None) => return None,
    };
    let read = match second {
        Some(_) => "is read as an owner",
        None => "is one path with a comma in it",
    };
    let behind_owner =
        second.is_some_and(|second| (1..second).any(|at| Reads::of(line.word(at)) == Reads::Owner));
    let escaped = second == Some(1) && first.ends_with('\\');
    let problem = Problem::warning(
        "codeowners/several-patterns",
        format!("A line has one path, so `{word}` {read}."),
    )
    .at(at)
    .hint(match behind_owner {
        true => "Start a new line for each path.",
        false => "Write a line for each path, with the owners on each. A path with spaces needs a backslash before every space, and Sentry drops such lines: write `?` for each space.",
    });
    let lines = split(line, named);
    let spaced = second == Some(1) && !behind_owner && !stands_alone(first, line.word(1));
    let leading = (0..named).take_while(|&at| Reads::of(line.word(at)) != Reads::Owner).count();
    let span = Span { start: line.words[0].start, end: line.words[leading.max(1) - 1].end };
    let one = line.text[span.range()].replace(char::is_whitespace, "?");
    if spaced && leading > 1 && leading < named && !one.contains(['\\', ',', '"']) {
        return Some(
            problem
                .hint(format!("If it is one path with a space in it, write `{one}`; else a line for each path."))
                .fix(format!("Write `{one}`"), replace(span, one)),
        );
    }
    Some(if lines.len() < 2 || lines.len() > MOST || escaped || spaced {
        problem
    } else {
        let end = line.words[named - 1].end;
        let span = Span { start: line.words[0].start, end };
        problem.fix("Write a line for each path", replace(span, lines.join("\n")))
    })
}

/// Whether two words are a path each, and not one with a space in it.
fn stands_alone(first: &str, second: &str) -> bool {
    let name = first.rsplit('/').next().unwrap_or(first);
    first.ends_with(['*', '/', ',', ';'])
        || name.contains(['*', '.'])
        || second.starts_with(['*', '/', '.'])
}

/// The patterns of a word that lists several with commas.
fn pieces(word: &str) -> Option<Vec<&str>> {
    if word.contains('{') || !word.contains([',', ';']) {
        return None;
    }
    let pieces: Vec<&str> = word.split([',', ';']).filter(|piece| !piece.is_empty()).collect();
    // `/bindings/arm,*.yaml` is one path: vendors stand before a comma in some names.
    let alike = |start: &str| pieces.iter().all(|piece| piece.starts_with(start));
    (pieces.len() > 1 && (alike("*.") || alike("/"))).then_some(pieces)
}

/// One line for each pattern: all patterns before some owners get these.
fn split(line: &Line<'_>, named: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut patterns, mut owners): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut flush = |patterns: &mut Vec<&str>, owners: &mut Vec<&str>| {
        for pattern in patterns.drain(..).filter(|_| !owners.is_empty()) {
            lines.push(format!("{pattern} {}", owners.join(" ")));
        }
        owners.clear();
    };
    for at in 0..named {
        let word = line.word(at);
        let is_pattern = at == 0 || Reads::of(word.trim_end_matches([',', ';'])) == Reads::Pattern;
        if !is_pattern {
            owners.push(word);
            continue;
        }
        if !owners.is_empty() {
            flush(&mut patterns, &mut owners);
        }
        match pieces(word) {
            Some(pieces) => patterns.extend(pieces),
            None => patterns.push(word.trim_end_matches([',', ';'])),
        }
    }
    flush(&mut patterns, &mut owners);
    lines
}

/// `*@acme/web`, `/src/@acme/web`: the space before the first owner is missing.
pub(super) fn glued_to_owner(line: &Line<'_>) -> Option<Problem> {
    let path = line.word(0);
    let at = path.find('@').filter(|&at| at > 0)?;
    let (before, owner) = path.split_at(at);
    let star = before.ends_with('*');
    let alone = line.named() == 1 && before.ends_with('/') && owner.contains('/');
    if !is_handle(owner) || owner.ends_with('/') || !(star || alone) {
        return None;
    }
    let start = line.words[0].start + at as u32;
    let problem = Problem::warning(
        "codeowners/glued-owner",
        format!("A space is missing before `{owner}`: it is part of the path `{path}`."),
    )
    .at(Span { start, end: line.words[0].end });
    let problem = problem.hint(match star {
        true => "Put a space before the owner.",
        false => "Put a space before the owner, unless a folder is called so.",
    });
    Some(problem.fix("Put a space", replace(Span { start, end: start }, " ")))
}
