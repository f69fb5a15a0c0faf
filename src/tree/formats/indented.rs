//! Trees that only indentation tells: bare names, and Markdown lists.

use super::drawn::comment;
use crate::tree::SkipReason;
use crate::tree::lines::{Line, Region};
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// Reads names that are indented by spaces or tabs, any number a level.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    read_items(region, sink, |line| {
        let text = line.trim();
        let is_shell = shell::command(text).is_some() || shell::is_bare_prompt(text);
        let is_item = !is_shell && !shell::is_message(text) && !shell::is_prose(comment(text));
        is_item.then(|| (indentation(line), comment(text)))
    });
}

/// Reads a nested Markdown list.
pub(super) fn read_markdown(region: Region<'_>, sink: &mut Sink) {
    read_items(region, sink, |line| {
        let item = list_item(line)?;
        Some((indentation(line), label(item)))
    });
}

fn read_items<'t>(
    region: Region<'t>,
    sink: &mut Sink,
    item: impl Fn(&'t str) -> Option<(u32, &'t str)>,
) {
    let mut path = String::new();
    let mut levels: Vec<(u32, usize)> = Vec::new();
    let mut first: Option<String> = None;
    for line in region.lines() {
        if line.text.trim().is_empty() {
            sink.structure();
            continue;
        }
        let Some((column, name)) = item(line.text).filter(|(_, name)| !name.is_empty()) else {
            sink.stray(&line);
            continue;
        };
        if shell::is_elision(name) {
            sink.skip(&line, SkipReason::Elided);
            continue;
        }
        while levels.last().is_some_and(|&(above, _)| above >= column) {
            levels.pop();
        }
        path.truncate(levels.last().map_or(0, |&(_, length)| length));
        if levels.is_empty() {
            sink.tops += 1;
            first.get_or_insert_with(|| name.to_owned());
        } else if sink.root.is_none() {
            sink.root.clone_from(&first);
        }
        join(&mut path, name);
        put(&line, &path, sink);
        if path.ends_with('/') {
            path.pop();
        }
        levels.push((column, path.len()));
    }
}

fn join(path: &mut String, name: &str) {
    if name == "." || name == "./" {
        return;
    }
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}

fn put(line: &Line<'_>, path: &str, sink: &mut Sink) {
    sink.entry(line, Kind::Unknown, path);
}

/// How far a line is indented: a tab counts as four spaces.
fn indentation(line: &str) -> u32 {
    let blanks = line.chars().take_while(|char| char.is_whitespace());
    blanks.map(|char| if char == '\t' { 4 } else { 1 }).sum()
}

/// What stands after the mark of a Markdown list: `- `, `* `, `+ `, `1. `, `- [x] `.
pub(in crate::tree) fn list_item(line: &str) -> Option<&str> {
    let text = line.trim();
    let bullet = text.strip_prefix("- ").or_else(|| text.strip_prefix("* "));
    let bullet = bullet.or_else(|| text.strip_prefix("+ ")).or_else(|| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[digits..];
        let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
        rest.filter(|_| (1..=9).contains(&digits))
    })?;
    let item = bullet.trim_start();
    let boxes = ["[ ] ", "[x] ", "[X] "];
    let unchecked = boxes.iter().find_map(|mark| item.strip_prefix(mark));
    Some(unchecked.unwrap_or(item).trim_start())
}

/// The name in an item: in code, bold, a link or bare, without what is said about it.
fn label(item: &str) -> &str {
    let between = |open: &str, close: &str| {
        let inner = item.strip_prefix(open)?;
        inner.find(close).map(|end| &inner[..end]).filter(|label| !label.is_empty())
    };
    if let Some(label) = between("`", "`") {
        return label;
    }
    if let Some(bold) = between("**", "**").or_else(|| between("__", "__")) {
        return if bold.starts_with('`') { label(bold) } else { bold };
    }
    if let Some(text) = between("[", "](") {
        return if text.starts_with('`') { label(text) } else { text };
    }
    let item = comment(item);
    let end = item.find(" - ").into_iter().chain(item.find(": ")).min();
    end.map_or(item, |end| item[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_marks_and_remarks() {
        for (line, name) in [
            ("- src/", "src/"),
            ("  * `api.ts` — the API", "api.ts"),
            ("1. **pay**", "pay"),
            ("- [x] [api.ts](src/api.ts)", "api.ts"),
            ("+ main.ts - starts it all", "main.ts"),
        ] {
            assert_eq!(list_item(line).map(label), Some(name), "the name in {line:?}");
        }
        assert_eq!(list_item("-src"), None, "a mark needs a blank");
    }
}
