//! Patches: `git diff`, `git show`, `svn diff`, `diff -r`.

use super::git::is_summary;
use crate::tree::SkipReason;
use crate::tree::lines::{Line, Region};
use crate::tree::quote::unquote;
use crate::tree::sink::{Kind, Sink};

/// What is known of the file whose changes are being read.
#[derive(Default)]
struct File {
    /// The new path, from `diff --git`.
    path: Option<String>,
    is_told: bool,
    is_deleted: bool,
}

/// Reads the files that a patch changes. Its other lines belong to it.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut file = File::default();
    let mut hunk = (0, 0);
    let mut heading: Option<Line<'_>> = None;
    for line in region.lines() {
        let text = line.text;
        // Within a hunk nothing is a header: its lines are counted.
        if hunk.0 > 0 || hunk.1 > 0 {
            match text.as_bytes().first() {
                Some(b'-') => hunk.0 -= 1,
                Some(b'+') => hunk.1 -= 1,
                Some(b'\\') => {}
                Some(b' ') | None => hunk = (hunk.0 - 1, hunk.1 - 1),
                Some(_) => hunk = (0, 0),
            }
            if hunk != (0, 0) || !text.starts_with("diff ") {
                hunk = (hunk.0.max(0), hunk.1.max(0));
                sink.structure();
                continue;
            }
        }
        if let Some(path) = begins(text) {
            close(&mut file, heading.take(), sink);
            file = File { path: Some(path), ..File::default() };
            heading = Some(line);
            continue;
        }
        if let Some(new) = text.strip_prefix("+++ ") {
            let path = headed(new);
            if path == "/dev/null" {
                file.is_deleted = true;
            } else if !file.is_told {
                file.is_told = true;
                match heading.take() {
                    Some(heading) => {
                        sink.structure();
                        sink.entry(&heading, Kind::File, &path);
                    }
                    None => sink.entry(&line, Kind::File, &path),
                }
                continue;
            }
        } else if text.starts_with("deleted file mode ") {
            file.is_deleted = true;
        } else if let Some(new) =
            text.strip_prefix("rename to ").or_else(|| text.strip_prefix("copy to "))
        {
            file.path = Some(unquoted(new));
        } else if let Some(counts) = text.strip_prefix("@@ -") {
            hunk = counted(counts).unwrap_or((0, 0));
        } else if file.path.is_none()
            && !text.trim().is_empty()
            && !text.starts_with(' ')
            && !is_header(text)
            && !is_summary(text)
        {
            sink.stray(&line);
            continue;
        }
        sink.structure();
    }
    close(&mut file, heading, sink);
}

/// Puts a file of which no `+++` told: it was renamed, is binary, or only its mode changed.
fn close(file: &mut File, heading: Option<Line<'_>>, sink: &mut Sink) {
    let Some(line) = heading else { return };
    match file.path.take() {
        Some(_) if file.is_deleted => sink.skip(&line, SkipReason::Deleted),
        Some(path) if !file.is_told => sink.entry(&line, Kind::File, &path),
        _ => sink.structure(),
    }
}

/// The new path of the line that begins a file's changes.
fn begins(line: &str) -> Option<String> {
    if let Some(paths) = line.strip_prefix("diff --git ") {
        if let Some(old) = unquote(paths) {
            return Some(headed(old.rest.trim()));
        }
        // Both paths are equal but for their first part, unless the file is renamed.
        let middle = paths.len() / 2;
        let halves = paths.is_char_boundary(middle).then(|| paths.split_at(middle));
        let equal = halves.and_then(|(old, new)| {
            let new = new.strip_prefix(' ')?;
            let (old, new) = (old.split_once('/')?.1, new.split_once('/')?.1);
            (old == new).then(|| new.to_owned())
        });
        return equal.or_else(|| paths.rsplit_once(" b/").map(|(_, new)| new.to_owned()));
    }
    let svn = line.strip_prefix("Index: ").map(str::to_owned);
    svn.or_else(|| {
        line.strip_prefix("diff -")
            .and_then(|args| args.rsplit_once(' '))
            .map(|(_, new)| new.to_owned())
    })
}

/// The path after `+++ `, without `b/` and the time after a tab.
fn headed(path: &str) -> String {
    let path = unquoted(path.split('\t').next().unwrap_or(path).trim_end());
    let bare = ["b/", "a/", "i/", "w/", "c/"].iter().find_map(|side| path.strip_prefix(side));
    bare.map(str::to_owned).unwrap_or(path)
}

fn unquoted(path: &str) -> String {
    unquote(path).map_or_else(|| path.to_owned(), |unquoted| unquoted.path.into_owned())
}

/// How many old and new lines `12,3 +14,5 @@` announces.
fn counted(counts: &str) -> Option<(i64, i64)> {
    let (ranges, _) = counts.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    let count =
        |range: &str| range.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    Some((count(old)?, count(new)?))
}

/// What stands before the first change.
fn is_header(line: &str) -> bool {
    let starts = [
        "commit ",
        "Author:",
        "Date:",
        "Merge:",
        "From ",
        "From:",
        "Subject:",
        "index ",
        "--- ",
        "==",
        "Only in ",
        "Binary files",
        "AuthorDate:",
        "CommitDate:",
        "Commit:",
        "tree ",
        "parent ",
    ];
    starts.iter().any(|start| line.starts_with(start)) || line == "---"
}

/// Whether a text has the headers of a patch.
pub(in crate::tree) fn is_patch(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Each of these has a blank, which few lists of paths have.
    if memchr::memchr(b' ', bytes).is_none() {
        return false;
    }
    let begins = |mark: &str| {
        text.starts_with(mark)
            || memchr::memmem::find(bytes, format!("\n{mark}").as_bytes()).is_some()
    };
    begins("diff --git a/")
        || begins("diff --git \"a/")
        || (begins("+++ ") && begins("@@ -") && begins("--- "))
}
