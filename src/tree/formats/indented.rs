//! Trees that only indentation tells: bare names, and Markdown lists.

use super::link::{self, Target};
use super::remark::{comment, unmarked};
use crate::tree::SkipReason;
use crate::tree::lines::Region;
use crate::tree::plausible;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// What an item of a list says.
enum Item<'t> {
    /// A name within the items above it.
    Name(&'t str),
    /// A path from the top, which a link leads to.
    Path(Target<'t>),
}

/// Reads names that are indented by spaces or tabs, any number a level.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    read_items(region, sink, |line| {
        let text = line.trim();
        let is_shell = shell::command(text).is_some() || shell::is_bare_prompt(text);
        let name = comment(unmarked(list_item(text).unwrap_or(text)));
        // As YAML writes a folder.
        let name = name.strip_suffix(':').filter(|name| !name.contains(' ')).unwrap_or(name);
        let is_item = !is_shell && !shell::is_message(text) && !shell::is_prose(name);
        is_item.then(|| (indentation(line), Item::Name(name)))
    });
}

/// Reads a nested Markdown list.
pub(super) fn read_markdown(region: Region<'_>, sink: &mut Sink) {
    read_items(region, sink, |line| {
        let item = list_item(line)?;
        Some((indentation(line) + 2 * run(line), label(item)?))
    });
}

fn read_items<'t>(
    region: Region<'t>,
    sink: &mut Sink,
    item: impl Fn(&'t str) -> Option<(u32, Item<'t>)>,
) {
    let mut path = String::new();
    let mut levels: Vec<(u32, usize)> = Vec::new();
    let mut first: Option<String> = None;
    for line in region.lines() {
        if line.text.trim().is_empty() {
            sink.structure();
            continue;
        }
        let found = item(line.text).filter(|(_, item)| !matches!(item, Item::Name("")));
        let Some((column, item)) = found else {
            sink.stray(&line);
            continue;
        };
        if let Item::Name(name) = item
            && shell::is_elision(name)
        {
            sink.skip(&line, SkipReason::Elided);
            continue;
        }
        while levels.last().is_some_and(|&(above, _)| above >= column) {
            levels.pop();
        }
        path.truncate(levels.last().map_or(0, |&(_, length)| length));
        let is_top = levels.is_empty();
        let kind = match item {
            Item::Name(name) => {
                join(&mut path, name);
                Kind::Unknown
            }
            Item::Path(target) => {
                path.clear();
                join(&mut path, &target.path);
                if target.is_folder { Kind::Folder } else { Kind::Unknown }
            }
        };
        if is_top {
            sink.tops += 1;
            first.get_or_insert_with(|| path.clone());
        } else if sink.root.is_none() {
            sink.root.clone_from(&first);
        }
        sink.entry(&line, kind, &path);
        if path.ends_with('/') {
            path.pop();
        }
        levels.push((column, path.len()));
    }
}

/// Adds a name to the path of its folder; some people write whole paths at every level.
fn join(path: &mut String, name: &str) {
    if name == "." || name == "./" {
        return;
    }
    let plain = name.strip_prefix("./").unwrap_or(name);
    let below = plain.trim_end_matches('/').strip_prefix(path.as_str());
    if !path.is_empty() && below.is_some_and(|rest| rest.starts_with('/')) {
        path.clear();
    } else if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}

/// How far a line is indented: a tab counts as four spaces.
fn indentation(line: &str) -> u32 {
    let blanks = line.chars().take_while(|char| char.is_whitespace());
    blanks.map(|char| if char == '\t' { 4 } else { 1 }).sum()
}

/// How many marks more than one an item has: `** a` is below `* b`.
fn run(line: &str) -> u32 {
    let text = line.trim_start();
    let number = text.split(' ').next().unwrap_or(text).trim_end_matches('.');
    if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return number.matches('.').count() as u32;
    }
    let mark = text.chars().next().filter(|mark| matches!(mark, '-' | '*' | '+'));
    let marks = text.chars().take_while(|&char| Some(char) == mark).count() as u32;
    marks.saturating_sub(1)
}

/// What stands after the mark of a Markdown list: `- `, `* `, `+ `, `• `, `** `, `1. `, `- [x] `;
/// a link is an item by itself.
pub(in crate::tree) fn list_item(line: &str) -> Option<&str> {
    let text = line.trim();
    if text.starts_with('[') && link::markdown(text).is_some() {
        return Some(text);
    }
    let mark = text.chars().next()?;
    let bullet = match mark {
        '-' | '*' | '+' => {
            let rest = text.trim_start_matches(mark);
            let is_run = text.starts_with("--") && !rest.starts_with([' ', '>', '-']);
            rest.strip_prefix(' ').or_else(|| Some(rest).filter(|rest| is_run && !rest.is_empty()))
        }
        '•' | '‣' | '◦' | '⁃' | '∙' | '·' | '▪' | '▫' | '●' | '○' | '■' | '□' | '◆' | '◇' | '–'
        | '—' | '→' | '»' => text.strip_prefix(mark),
        _ => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            // `1.2.3 a.ts` numbers every level.
            let levels =
                text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            let inner = text[..levels].trim_end_matches('.').contains('.');
            if digits > 0 && inner && text[levels..].starts_with(' ') {
                return Some(text[levels..].trim_start());
            }
            let rest = &text[digits..];
            let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
            rest.filter(|_| (1..=9).contains(&digits))
        }
    }?;
    let item = bullet.trim_start();
    let boxes = ["[ ] ", "[x] ", "[X] "];
    let unchecked = boxes.iter().find_map(|mark| item.strip_prefix(mark));
    Some(unchecked.unwrap_or(item).trim_start())
}

/// The name in an item: in code, bold or bare, without what is said about it; or where its link
/// leads. Nothing if the link leads out of the repository.
fn label(item: &str) -> Option<Item<'_>> {
    let plain = unmarked(item);
    if let Some((text, link)) = link::markdown(plain) {
        return match link::target(link) {
            Some(target) => Some(Item::Path(target)),
            None => plausible::is_certain(unmarked(text)).then(|| Item::Name(unmarked(text))),
        };
    }
    let item = comment(plain);
    let end = item.find(" - ").map_or(item, |end| item[..end].trim_end());
    Some(Item::Name(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_marks_and_remarks() {
        for (line, name) in [
            ("- src/", Some("src/")),
            ("  * `api.ts` — the API", Some("api.ts")),
            ("1. **pay**", Some("pay")),
            ("- [x] [api.ts](src/api.ts)", Some("src/api.ts")),
            ("* [Pay](https://github.com/acme/shop/blob/main/src/pay.ts)", Some("src/pay.ts")),
            ("* [Install](#install)", None),
            ("+ main.ts - starts it all", Some("main.ts")),
            ("• src", Some("src")),
            ("** pay", Some("pay")),
        ] {
            let found = list_item(line).and_then(label).map(|item| match item {
                Item::Name(name) => name.to_owned(),
                Item::Path(target) => target.path.into_owned(),
            });
            assert_eq!(found.as_deref(), name, "the name in {line:?}");
        }
        assert_eq!(list_item("-src"), None, "a mark needs a blank");
    }
}
