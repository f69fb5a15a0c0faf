//! Writing Terraform's language as `terraform fmt` leaves it.
//!
//! Only what the plan needs is written: blocks, attributes, quoted strings. Every text
//! goes through [`string`], so that none can end a string or begin a template.

use crate::text::clean;
use std::fmt::Write;

/// A text as a quoted string, clean.
pub fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let text = clean::lines(text);
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // The mark of a template is doubled to stand for itself.
            '$' | '%' if rest.peek() == Some(&'{') => quoted.extend([letter, letter]),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text of several lines as one string, a line of it on each line.
pub fn lines(text: &str, indent: usize) -> String {
    let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 2));
    let mut joined = String::from("join(\"\\n\", [\n");
    for line in clean::lines(text).split('\n') {
        let _ = writeln!(joined, "{inner}{},", string(line));
    }
    let _ = write!(joined, "{outer}])");
    joined
}

/// A list on one line, of expressions.
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// A block: its head (`resource "a" "b"`), and its attributes in groups that a blank line
/// parts. What stands beneath another in a group is aligned.
pub fn block(head: &str, groups: &[&[(&str, String)]]) -> String {
    let mut block = format!("{head} {{\n");
    let groups = groups.iter().filter(|group| !group.is_empty());
    for (at, group) in groups.enumerate() {
        if at > 0 {
            block.push('\n');
        }
        let width = |run: &[(&str, String)]| run.iter().map(|(name, _)| name.len()).max();
        // An attribute of several lines ends the run that is aligned, and belongs to it
        // only by its first line's sign: `terraform fmt` aligns it alone.
        for run in group.split_inclusive(|(_, value)| value.contains('\n')) {
            let (plain, long) = match run.split_last() {
                Some((last, before)) if last.1.contains('\n') => (before, Some(last)),
                _ => (run, None),
            };
            let width = width(plain).unwrap_or_default();
            for (name, value) in plain {
                let _ = writeln!(block, "  {name:width$} = {value}");
            }
            if let Some((name, value)) = long {
                let _ = writeln!(block, "  {name} = {value}");
            }
        }
    }
    block.push_str("}\n");
    block
}

/// The head of a block that has no attributes: `provider "sentry" {}`.
pub fn empty(head: &str) -> String {
    format!("{head} {{}}\n")
}
