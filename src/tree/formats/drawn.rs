//! Trees drawn with lines, by `tree`, `eza`, an editor or by hand.

use super::plain::reported_files;
use crate::tree::SkipReason;
use crate::tree::lines::{Lines, Region};
use crate::tree::quote::unquote;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};
use std::borrow::Cow;

/// A line taken apart: what is drawn, and the name after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) struct Art<'t> {
    /// The column of the branch, from 0; of the name if there is no branch.
    pub(in crate::tree) branch: u32,
    /// The column of the name.
    pub(in crate::tree) column: u32,
    /// Whether a branch (`├──`, `` `-- ``) leads to the name.
    pub(in crate::tree) has_branch: bool,
    /// Whether there are bars (`│`) before it.
    pub(in crate::tree) has_bars: bool,
    pub(in crate::tree) name: &'t str,
}

/// How many dashes a branch has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) enum Dashes {
    /// As many as there are.
    Any,
    /// Three, as Windows draws: a fourth belongs to the name.
    Three,
}

/// Takes a line apart. Columns count characters, a tab as four.
pub(in crate::tree) fn art(line: &str, dashes: Dashes) -> Art<'_> {
    let mut art = Art { branch: 0, column: 0, has_branch: false, has_bars: false, name: "" };
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        let after = &rest[char.len_utf8()..];
        match char {
            ' ' | '\u{a0}' => {}
            '\t' => art.column += 3,
            '│' | '┃' | '║' | '┆' | '┊' | '╎' | '¦' => art.has_bars = true,
            '|' if after.is_empty() || after.starts_with([' ', '\u{a0}', '\t', '|']) => {
                art.has_bars = true;
            }
            '├' | '└' | '┣' | '┗' | '╠' | '╚' | '╰' | '┝' | '┕' | '╟' | '╙' | '─' | '━' =>
            {
                return branch(art, after, dashes);
            }
            '|' | '+' | '`' | '\\' if after.starts_with("--") => {
                return branch(art, after, dashes);
            }
            '|' if after.starts_with('_') => return branch(art, after, dashes),
            _ => break,
        }
        art.column += 1;
        rest = after;
    }
    art.branch = art.column;
    art.name = rest.trim_end();
    art
}

/// After the corner of a branch.
fn branch<'t>(mut art: Art<'t>, after: &'t str, dashes: Dashes) -> Art<'t> {
    art.has_branch = true;
    art.branch = art.column;
    art.column += 1;
    let mut count = 0;
    let is_dash = |char: char| {
        count += 1;
        let fits = matches!(char, '─' | '━' | '═' | '-' | '_' | '╴' | '╼' | '┬' | '┳' | '╌' | '┄');
        fits && (dashes == Dashes::Any || count <= 3)
    };
    let mut name = after.trim_start_matches(is_dash);
    // `|-> a`, `├─> a`
    name = name.strip_prefix("> ").unwrap_or(name);
    name = name.trim_start_matches([' ', '\u{a0}', '\t']);
    art.column += after[..after.len() - name.len()].chars().count() as u32;
    art.name = name.trim_end();
    art
}

/// A folder that later lines may be in.
struct Level<'t> {
    column: u32,
    /// The length of its path in the scratch buffer.
    length: usize,
    /// Its name as it is printed: with `-f` the whole path.
    printed: &'t str,
}

/// Whether a program drew the tree, so that nothing but names is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    Program,
    Person,
}

/// Reads a drawn tree.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let hand = hand(region.text);
    let mut path = String::new();
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut lines = region.lines();
    while let Some(line) = lines.next() {
        let art = art(line.text, Dashes::Any);
        if art.name.is_empty() {
            sink.structure();
            continue;
        }
        if !art.has_branch {
            if let Some(files) = reported_files(art.name) {
                *sink.reported.get_or_insert(0) += files;
                sink.structure();
                continue;
            }
            if art.has_bars || !is_top(art.name, &lines) {
                sink.stray(&line);
                continue;
            }
        }
        if shell::is_elision(art.name) {
            sink.skip(&line, SkipReason::Elided);
            continue;
        }
        let name = name(art.name, hand);
        let column = if art.has_branch { art.branch + 1 } else { 0 };
        while levels.last().is_some_and(|level| level.column >= column) {
            levels.pop();
        }
        let parent = levels.last();
        path.truncate(parent.map_or(0, |parent| parent.length));
        let own = if art.has_branch { own_part(&name.text, parent) } else { root_part(&name.text) };
        if !path.is_empty() && !path.ends_with('/') && !own.is_empty() {
            path.push('/');
        }
        path.push_str(own);
        if levels.is_empty() {
            sink.tops += 1;
            if !art.has_branch && branch_follows(&lines) {
                sink.root.get_or_insert_with(|| path.clone());
            }
        }
        sink.note_bytes(&line, name.utf8);
        sink.entry(&line, name.kind, &path);
        if path.ends_with('/') && path.len() > 1 {
            path.pop();
        }
        levels.push(Level { column, length: path.len(), printed: name.printed });
    }
}

/// The name of the heading: a path of its own, which may lead out (`../shop`).
fn root_part(name: &str) -> &str {
    let tail = name.trim_end_matches('/');
    match tail.rsplit_once("../") {
        Some((_, last)) => last,
        None if tail == ".." || tail == "." => "",
        None => name,
    }
}

/// A name within its folder: with `tree -f` the folder's path is before it.
fn own_part<'n>(name: &'n str, parent: Option<&Level<'_>>) -> &'n str {
    let Some(parent) = parent.filter(|_| name.contains('/')) else { return name };
    let printed = parent.printed.trim_end_matches('/');
    name.strip_prefix(printed).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
}

/// Whether a line with nothing drawn before it stands at the top of a tree.
fn is_top(name: &str, after: &Lines<'_>) -> bool {
    if shell::command(name).is_some() || shell::is_bare_prompt(name) || shell::is_message(name) {
        return false;
    }
    branch_follows(after)
        || !name.contains(' ')
        || (shell::has_extension(name) && !shell::is_prose(name))
}

fn branch_follows(after: &Lines<'_>) -> bool {
    let next = after.clone().map(|line| art(line.text, Dashes::Any)).find(|art| {
        // A bare bar may stand between the heading and the first branch.
        !(art.name.is_empty() && art.has_bars)
    });
    next.is_some_and(|art| art.has_branch)
}

/// A program ends with a report, or draws with no-break spaces.
fn hand(text: &str) -> Hand {
    let reports = text.lines().rev().take(8).any(|line| reported_files(line.trim()).is_some());
    let blank = text.lines().take(40).any(|line| line.contains('\u{a0}'));
    if reports || blank { Hand::Program } else { Hand::Person }
}

/// A name without what `tree` prints around it.
struct Name<'t> {
    text: Cow<'t, str>,
    kind: Kind,
    utf8: bool,
    printed: &'t str,
}

fn name(text: &str, hand: Hand) -> Name<'_> {
    let (meta, text) = meta(text);
    let mut kind = match meta {
        Some(meta) if meta.trim_start().starts_with("d") && has_mode(meta) => Kind::Folder,
        Some(meta) if has_mode(meta) => Kind::File,
        _ => Kind::Unknown,
    };
    let text = icon(text);
    let (text, is_unreadable) = note(text);
    if is_unreadable {
        kind = Kind::Folder;
    }
    let text = match hand {
        Hand::Person => comment(text),
        Hand::Program => text,
    };
    let arrow = if text.contains('>') { text.split_once(" -> ") } else { None };
    let text = arrow.map(|(link, _)| link).filter(|link| !link.is_empty()).unwrap_or(text);
    let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let text = inner.filter(|inner| !inner.is_empty()).unwrap_or(text);
    // `-F` marks what can be run.
    let text = text.strip_suffix('*').filter(|name| !name.is_empty()).unwrap_or(text);
    let (unescaped, utf8) = unescape(text);
    Name { text: unescaped, kind, utf8, printed: text }
}

/// `[-rw-r--r-- jo       1.2K Jan  1 12:00]  a.ts`: what is in brackets, and the name.
fn meta(text: &str) -> (Option<&str>, &str) {
    let split = text.strip_prefix('[').and_then(|inner| inner.split_once("]  "));
    match split {
        Some((meta, name)) if !name.trim().is_empty() => (Some(meta), name),
        _ => (None, text),
    }
}

/// Whether it has permissions as `ls` prints them.
fn has_mode(meta: &str) -> bool {
    meta.split_whitespace().any(|word| {
        word.len() >= 10
            && matches!(word.as_bytes()[0], b'-' | b'd' | b'l' | b'b' | b'c' | b'p' | b's')
            && word.bytes().skip(1).take(9).all(|byte| b"-rwxsStT".contains(&byte))
    })
}

/// The name without the picture that editors and `eza --icons` put before it.
fn icon(text: &str) -> &str {
    let is_icon = |char: char| {
        matches!(char, '📁' | '📂' | '🗂' | '📜' | '📄' | '📦' | '📝' | '📃' | '🗃')
            || matches!(char, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}')
    };
    match text.strip_prefix(is_icon) {
        Some(rest) => {
            let name = rest.trim_start_matches(['\u{fe0f}', ' ']);
            if name.is_empty() { text } else { name }
        }
        None => text,
    }
}

/// The name without `tree`'s remark, and whether it says that a folder was not opened.
fn note(text: &str) -> (&str, bool) {
    let Some((name, remark)) = text.strip_suffix(']').and_then(|text| text.rsplit_once(" ["))
    else {
        return (text, false);
    };
    let unopened = remark.starts_with("error opening dir") || remark.ends_with("not opening dir");
    if unopened || remark == "recursive, not followed" {
        (name.trim_end(), unopened)
    } else {
        (text, false)
    }
}

/// The name without a remark that a person wrote after it.
pub(in crate::tree) fn comment(text: &str) -> &str {
    // Most names have neither.
    if !text.bytes().any(|byte| matches!(byte, b' ' | b'\t')) {
        return text;
    }
    let marks = ["  ", "\t", " # ", " // ", " <- ", " ← ", " — ", " – ", " #"];
    let end = marks.iter().filter_map(|mark| text.find(mark)).filter(|&at| at > 0).min();
    end.map_or(text, |end| text[..end].trim_end())
}

/// In a locale that can't print a character `tree` writes `\ ` and `\303\251`.
fn unescape(text: &str) -> (Cow<'_, str>, bool) {
    if !text.contains('\\') {
        return (Cow::Borrowed(text), true);
    }
    let quoted = format!("\"{}\"", text.replace("\\ ", " ").replace('"', "\\\""));
    match unquote(&quoted) {
        Some(name) if name.rest.is_empty() => (Cow::Owned(name.path.into_owned()), name.utf8),
        _ => (Cow::Borrowed(text), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, branch: u32, name: &str) {
        let found = art(line, Dashes::Any);
        assert_eq!((found.branch, found.name), (branch, name), "the drawing of {line:?}");
    }

    #[test]
    fn drawings_of_all_kinds_are_taken_off() {
        check("├── src", 0, "src");
        check("│\u{a0}\u{a0} └── api.ts", 4, "api.ts");
        check("|   `-- +page.svelte", 4, "+page.svelte");
        check("+--lib", 0, "lib");
        check(" ┃ ┗ 📜api.ts", 3, "📜api.ts");
        check("├─┬ pkg", 0, "pkg");
        check("|-- -odd", 0, "-odd");
        check("├── +layout.ts", 0, "+layout.ts");
    }

    #[test]
    fn what_tree_prints_around_a_name_is_no_part_of_it() {
        for (text, found) in [
            ("[drwxr-xr-x jo   4.0K]  src", "src"),
            ("[slug].tsx", "[slug].tsx"),
            ("LIESMICH.md -> README.md", "LIESMICH.md"),
            ("\"a b\"", "a b"),
            ("run.sh*", "run.sh"),
            (r"user\ guide", "user guide"),
            ("secret  [error opening dir]", "secret"),
            ("src/   # the code", "src/"),
            ("📂src", "src"),
        ] {
            assert_eq!(name(text, Hand::Person).text, found, "the name in {text:?}");
        }
    }
}
