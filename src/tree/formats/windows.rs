//! `tree /f` of Windows.
//!
//! ```text
//! Folder PATH listing for volume OS
//! Volume serial number is 1234-ABCD
//! C:.
//! │   package.json
//! │
//! ├───src
//! │   │   main.ts
//! ```
//!
//! Files have no branch; only the column tells what folder they are in. The
//! first lines are in the language of the system, so they are told by standing
//! before the line with the drive.

use super::art::{Dashes, art};
use crate::tree::SkipReason;
use crate::tree::lines::{Region, sample};
use crate::tree::plausible::ends_named;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// Reads a tree in box art or, as with `/a`, in ASCII art.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut path = String::new();
    // Columns of the open folders, and the lengths of their paths.
    let mut levels: Vec<(u32, usize)> = Vec::new();
    let mut has_begun = false;
    let headings = heading_lines(region);
    let dashes = dashes(&sample(region.text, 40));
    for (index, line) in region.lines().enumerate() {
        let art = art(line.text, dashes);
        if index < headings {
            if art.name.is_empty() || shell::command(art.name).is_some() || !has_begun {
                sink.structure();
            } else {
                sink.stray(&line);
            }
            continue;
        }
        if art.name.is_empty() {
            sink.structure();
            continue;
        }
        let is_root = !art.has_branch && !art.has_bars && art.column == 0;
        if is_root {
            match root(art.name) {
                Some(root) => {
                    levels.clear();
                    path.clear();
                    path.push_str(&root);
                    sink.tops += 1;
                    if !root.is_empty() {
                        sink.root.get_or_insert(root);
                    }
                    sink.entry(&line, Kind::Folder, &path);
                    levels.push((0, path.len()));
                    has_begun = true;
                }
                // `No subfolders exist`, in whatever language.
                None => sink.stray(&line),
            }
            continue;
        }
        if shell::is_elision(art.name) {
            sink.skip(&line, SkipReason::Elided);
            continue;
        }
        while levels.last().is_some_and(|&(column, _)| column >= art.column) {
            levels.pop();
        }
        path.truncate(levels.last().map_or(0, |&(_, length)| length));
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(art.name);
        if levels.is_empty() {
            sink.tops += 1;
        }
        if art.has_branch {
            // By hand some draw files, too, as Windows draws only folders.
            let is_file = dashes == Dashes::Wide && ends_named(art.name);
            let kind = if is_file { Kind::Unknown } else { Kind::Folder };
            sink.entry(&line, kind, &path);
            levels.push((art.column, path.len()));
        } else {
            sink.entry(&line, Kind::File, &path);
        }
    }
}

/// In East Asian languages a branch has one dash, and box characters are two columns wide.
fn dashes(lines: &[&str]) -> Dashes {
    let is_wide = |line: &&str| {
        let after = line.split_once("├─").or_else(|| line.split_once("└─"));
        after.is_some_and(|(_, name)| !name.starts_with(['─', ' ']))
    };
    if lines.iter().any(is_wide) { Dashes::Wide } else { Dashes::Three }
}

/// How many lines stand before the line with the drive: none if it is cut off.
fn heading_lines(region: Region<'_>) -> usize {
    let mut lines = region.lines().take(12);
    lines.position(|line| root(line.text.trim()).is_some()).unwrap_or(0)
}

/// The folder that was listed: `C:.` is the current one, `C:\WORK\SHOP` is named.
fn root(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let is_drive = bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    match bytes.get(2) {
        None if is_drive => Some(String::new()),
        Some(b'.') if is_drive && bytes.len() == 3 => Some(String::new()),
        Some(b'\\') if is_drive && !line.contains('>') => {
            Some(line.trim_end_matches('\\').replace('\\', "/"))
        }
        _ if line == "." => Some(String::new()),
        _ if line.starts_with(r"\\") => Some(line.replace('\\', "/")),
        _ => None,
    }
}
