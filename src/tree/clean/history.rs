//! What git says about a commit before its files, and titles above a rule.

use super::map_lines;
use crate::tree::lines::{Region, sample};
use crate::tree::plausible::is_certain;
use memchr::memmem;

/// Empties the headers and messages of commits, as `git log` and `git show` print them.
pub(super) fn strip_commits(text: &str) -> Option<String> {
    let lines = sample(text, 40);
    // Looked for only where it matters: it is in no list of paths.
    let is_patch = || memmem::find(text.as_bytes(), b"diff --git ").is_some();
    if lines.iter().any(|line| is_commit(line)) {
        if is_patch() {
            return None;
        }
        let mut is_header = false;
        let mut is_message = false;
        return Some(map_lines(text, |line, out| {
            if is_commit(line) {
                (is_header, is_message) = (true, true);
            } else if is_header && line.trim().is_empty() {
                is_header = false;
            } else if !is_header
                && is_message
                && !line.starts_with("    ")
                && !line.trim().is_empty()
            {
                is_message = false;
            }
            if !is_header && !is_message {
                out.push_str(line);
            }
        }));
    }
    let short = lines.iter().filter(|line| is_short_commit(line)).count();
    let is_log = short > 0 && short < lines.len() && short * 10 >= lines.len();
    (is_log && !is_patch()).then(|| {
        map_lines(text, |line, out| {
            if !is_short_commit(line) {
                out.push_str(line);
            }
        })
    })
}

/// `commit 5f1e2d3c… (HEAD -> main)`.
fn is_commit(line: &str) -> bool {
    let text = line.trim_start_matches(['*', '|', ' ']);
    let id = text.strip_prefix("commit ").and_then(|rest| rest.split(' ').next());
    id.is_some_and(|id| (7..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `5f1e2d3 fix: retry` of `git log --oneline`.
fn is_short_commit(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(id, message)| {
        (7..=12).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            // Sizes have no letters, words no digits.
            && id.bytes().any(|byte| byte.is_ascii_digit())
            && id.bytes().any(|byte| byte.is_ascii_alphabetic())
            && !message.starts_with([' ', '\t', '.', '/'])
            && !is_certain(message)
    })
}

/// Empties titles that have a line of dashes of their length below, and the dashes: the head
/// of a column that PowerShell prints alone, or of a text.
pub(super) fn strip_titles(text: &str) -> Option<String> {
    let is_rule = |line: &str| {
        let text = line.trim();
        text.len() > 2 && (text.bytes().all(|b| b == b'-') || text.bytes().all(|b| b == b'='))
    };
    if !sample(text, 40).iter().any(|line| is_rule(line)) {
        return None;
    }
    let lines: Vec<&str> =
        Region { text, start: 0, line: 1 }.lines().map(|line| line.text).collect();
    let is_title = |at: usize| {
        let (title, rule) = (lines[at].trim(), lines.get(at + 1).map_or("", |line| line.trim()));
        let fits = is_rule(rule) && title.chars().count().abs_diff(rule.chars().count()) < 3;
        fits && !title.is_empty()
            && !title.contains('|')
            && !title.split_whitespace().any(is_certain)
    };
    let mut at = 0;
    let mut found = false;
    let stripped = map_lines(text, |line, out| {
        let is_title = is_title(at) || (at > 0 && is_title(at - 1));
        found |= is_title;
        at += 1;
        if !is_title {
            out.push_str(line);
        }
    });
    found.then_some(stripped)
}
