//! Trees drawn with lines, by `tree`, `eza`, an editor or by hand.

use super::art::{Art, Dashes, art};
use super::frame::{Frame, Hand};
use super::plain::reported_files;
use super::remark::{drawn_comment, unmarked};
use crate::tree::SkipReason;
use crate::tree::lines::{Line, Region};
use crate::tree::plausible::{ends_named, is_usual};
use crate::tree::quote::unescape;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};
use std::borrow::Cow;

/// A folder that later lines may be in.
struct Level<'t> {
    column: u32,
    /// The length of its path in the scratch buffer.
    length: usize,
    /// Its name as it is printed: with `-f` the whole path.
    printed: &'t str,
    /// Whether its branch says that it is the last in its folder, where blanks may have been lost.
    is_last: bool,
    is_file: bool,
}

/// Reads a drawn tree.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let frame = Frame::of(region);
    let first = sink.entries.len();
    let mut lines: Vec<Line<'_>> = region.lines().collect();
    if frame.is_inverted {
        lines.reverse();
    }
    let (path, levels) = (String::new(), Vec::new());
    let mut reader = Reader { frame, path, levels, gap: 0, drawn: false, has_folders: false };
    for at in 0..lines.len() {
        reader.line(&lines[at..], sink);
    }
    if sink.reported == Some(0) {
        // `tree -d`, or nothing is in the folders.
        sink.entries[first..].iter_mut().for_each(|entry| entry.kind = Kind::Folder);
    }
    if reader.frame.is_inverted {
        sink.entries[first..].reverse();
        sink.skipped.reverse();
    }
}

struct Reader<'t> {
    frame: Frame,
    path: String,
    levels: Vec<Level<'t>>,
    /// How many lines that are of no tree stand right before.
    gap: u32,
    /// Whether a branch was seen.
    drawn: bool,
    /// Whether there was a name that may be of a folder.
    has_folders: bool,
}

impl<'t> Reader<'t> {
    /// Reads the first of `lines`.
    fn line(&mut self, lines: &[Line<'t>], sink: &mut Sink) {
        let line = &lines[0];
        let art = art(self.frame.cut(line.text), Dashes::Any);
        if art.name.is_empty() {
            if !art.has_bars && !self.frame.is_double_spaced {
                self.gap += 1;
            }
            sink.structure();
            return;
        }
        if !art.has_branch {
            if let Some(files) = reported_files(art.name) {
                *sink.reported.get_or_insert(0) += files;
                self.gap += 1;
                return sink.structure();
            }
            // Some draw bars but no branch before a file.
            let is_leaf = art.has_bars && (self.frame.has_only_bars || is_plain_file(art.name));
            if !is_leaf && (art.has_bars || !self.is_top(art.name, &lines[1..])) {
                self.gap += 1;
                return sink.stray(line);
            }
        }
        if shell::is_elision(art.name) || art.name.bytes().all(|byte| byte == b'.') {
            return match art.name {
                "." if !art.has_branch => self.top(line, art.name, lines, sink),
                _ => sink.skip(line, SkipReason::Elided),
            };
        }
        self.gap = 0;
        self.drawn |= art.has_branch;
        if art.has_branch || art.has_bars {
            let column = if art.has_branch { art.branch + 1 } else { art.column };
            self.put(line, art.name, column, false, lines, sink);
        } else {
            self.top(line, art.name, lines, sink);
        }
    }

    fn top(&mut self, line: &Line<'t>, name: &'t str, lines: &[Line<'t>], sink: &mut Sink) {
        self.gap = 0;
        self.put(line, name, 0, true, lines, sink);
    }

    fn put(
        &mut self,
        line: &Line<'t>,
        name: &'t str,
        column: u32,
        is_top: bool,
        lines: &[Line<'t>],
        sink: &mut Sink,
    ) {
        let name = self::name(name, self.frame.hand);
        while let Some(level) = self.levels.last().filter(|level| level.column >= column) {
            // Nothing can follow beside the last in a folder: it is in it, and where not even bars are
            // left, who knows what else was in what.
            let is_after = level.is_last && level.column == column;
            sink.is_ragged |= is_after && self.has_folders && !self.frame.has_bars;
            if is_after && !level.is_file {
                break;
            }
            self.levels.pop();
        }
        let parent = self.levels.last();
        self.path.truncate(parent.map_or(0, |parent| parent.length));
        let own = if is_top { root_part(&name.text) } else { own_part(&name.text, parent) };
        if !self.path.is_empty() && !self.path.ends_with('/') && !own.is_empty() {
            self.path.push('/');
        }
        self.path.push_str(own);
        if self.levels.is_empty() {
            sink.tops += 1;
            if is_top && self.branch_follows(&lines[1..]) {
                sink.root.get_or_insert_with(|| self.path.clone());
            }
        }
        sink.note_bytes(line, name.utf8);
        sink.entry(line, name.kind, &self.path);
        if self.path.ends_with('/') && self.path.len() > 1 {
            self.path.pop();
        }
        let is_file = ends_named(&name.text) || is_usual(&name.text);
        self.has_folders |= !is_file && !is_top;
        let is_last =
            self.frame.is_collapsed && (line.text.contains('└') || line.text.contains("`--"));
        let (length, printed) = (self.path.len(), name.printed);
        self.levels.push(Level { column, length, printed, is_last, is_file });
    }

    /// Whether a line with nothing drawn before it stands at the top of a tree.
    fn is_top(&self, name: &str, after: &[Line<'_>]) -> bool {
        if shell::command(name).is_some() || shell::is_bare_prompt(name) || shell::is_message(name)
        {
            return false;
        }
        let (_, name) = meta(name);
        if self.branch_follows(after) {
            let is_sentence = name.contains(' ') && shell::is_prose(name);
            return !is_sentence && !name.ends_with(':');
        }
        // Far from the tree, or before it, only what is surely a file counts.
        if self.gap > 0 || !self.drawn {
            return self.gap == 0 && is_plain_file(name);
        }
        !name.contains(' ') || (shell::has_extension(name) && !shell::is_prose(name))
    }

    fn branch_follows(&self, after: &[Line<'_>]) -> bool {
        let mut arts = after.iter().map(|line| art(self.frame.cut(line.text), Dashes::Any));
        // A bare bar may stand between the heading and the first branch.
        let is_between =
            |art: &Art<'_>| art.name.is_empty() && (art.has_bars || self.frame.is_double_spaced);
        arts.find(|art| !is_between(art)).is_some_and(|art| art.has_branch)
    }
}

/// Whether a line is surely a file or a folder: one word with an extension or a slash.
fn is_plain_file(name: &str) -> bool {
    !name.contains(' ') && (name.ends_with('/') || shell::has_extension(name))
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
    // With `-F` a folder ends in a slash: that makes no path of it.
    let is_path = name.trim_end_matches('/').contains('/');
    let Some(parent) = parent.filter(|_| is_path) else { return name };
    let printed = parent.printed.trim_end_matches('/');
    name.strip_prefix(printed).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
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
        Hand::Person => drawn_comment(unmarked(text)),
        Hand::Program => text,
    };
    // A chart is drawn after it.
    let text = text.split_once(['│', '█', '░']).map_or(text, |(name, _)| name.trim_end());
    let arrow = if text.contains('>') { text.split_once(" -> ") } else { None };
    let text = arrow.map(|(link, _)| link).filter(|link| !link.is_empty()).unwrap_or(text);
    let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let text = inner.filter(|inner| !inner.is_empty()).unwrap_or(text);
    // `-F` marks what can be run, links, sockets and pipes.
    let marked = text.strip_suffix(['*', '@', '=', '|']).filter(|name| !name.is_empty());
    let text = marked.unwrap_or(text);
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

#[cfg(test)]
mod tests {
    use super::*;

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
