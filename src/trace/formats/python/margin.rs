//! What stands at the left of a line, before what it says.

/// What follows the plus of a line that parts the members of a group.
pub(super) fn separator(line: &str, column: usize) -> Option<&str> {
    let rest = line.get(column..)?;
    let rest = rest.strip_prefix('+')?;
    let before = line[..column].trim_start();
    (rest.starts_with("---") && (before.is_empty() || before == "+-")).then_some(rest)
}

/// Without the mark of loguru at the frame that caught the error.
pub(super) fn unmarked(line: &str) -> &str {
    let text = line.trim();
    text.strip_prefix("> ").unwrap_or(text)
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
