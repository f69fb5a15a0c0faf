//! A property a line, as PowerShell's `Format-List` prints them: `FullName : C:\shop\a.ts`.

use super::map_lines;
use crate::tree::lines::sample;

/// Keeps the paths in full, and empties the lines of other properties.
pub(super) fn strip(text: &str) -> Option<String> {
    let lines = sample(text, 40);
    let properties = lines.iter().filter(|line| property(line).is_some()).count();
    let fits = properties * 10 >= lines.len() * 8 && lines.iter().any(|line| path(line).is_some());
    fits.then(|| map_lines(text, |line, out| out.push_str(path(line).unwrap_or_default())))
}

fn path(line: &str) -> Option<&str> {
    property(line).filter(|(name, _)| matches!(*name, "FullName" | "Path")).map(|(_, path)| path)
}

fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(" : ")?;
    let name = name.trim_end();
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then_some((name, value.trim()))
}
