//! Numbers of projects and teams in sentences.

use crate::session::draw::{button, prose};
use crate::session::protocol::{Intent, Node, View};

/// A sentence in which numbers of projects and teams lead to these.
pub fn counted(words: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut rest = words;
    while let Some((before, number, noun)) = next_count(rest) {
        let view = if noun.starts_with("project") { View::Projects } else { View::Compare };
        nodes.extend(prose(before));
        nodes.push(button("plain", format!("{number} {noun}"), Intent::View(view)));
        rest = &rest[before.len() + number.len() + 1 + noun.len()..];
    }
    nodes.extend(prose(rest));
    nodes
}

/// The next number of projects or teams: what is before it, the number, the noun.
fn next_count(words: &str) -> Option<(&str, &str, &str)> {
    let nouns = [" projects", " project", " teams", " team"];
    let ends = nouns.iter().flat_map(|noun| words.match_indices(noun));
    let counts = ends.filter_map(|(at, noun)| {
        let before = words[..at].trim_end_matches(|it: char| it.is_ascii_digit() || it == ',');
        let (number, after) = (&words[before.len()..at], &words[at + noun.len()..]);
        let whole = !after.starts_with(|it: char| it.is_alphanumeric() || it == '-');
        let apart = !before.ends_with(|it: char| it.is_alphanumeric() || it == '.' || it == '-');
        let is_count = number.starts_with(|it: char| it.is_ascii_digit()) && whole && apart;
        // What stands between backticks is code.
        let in_prose = before.matches('`').count() % 2 == 0;
        (is_count && in_prose).then(|| (before, number, &noun[1..]))
    });
    counts.min_by_key(|(before, _, noun)| (before.len(), std::cmp::Reverse(noun.len())))
}
