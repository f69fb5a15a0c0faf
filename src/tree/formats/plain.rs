//! One path a line.

use super::Trust;
use super::columns::is_summary;
use super::link::target;
use crate::tree::lines::{Line, Lines, Region};
use crate::tree::plausible::ends_named;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};
use crate::tree::{Format, SkipReason};
use memchr::memchr;

/// Reads `git ls-files`, `find`, `fd`, `rg --files`, `ls -1`, `tar tf`, `zipinfo -1`.
#[inline(never)]
pub(super) fn read(region: Region<'_>, trust: Trust, sink: &mut Sink) {
    // Few reallocations for the price of memory that the text itself takes.
    sink.text.reserve(region.text.len());
    sink.entries.reserve(region.text.len() / 32);
    let (mut indented, mut flush) = (false, false);
    let mut lines = region.lines();
    loop {
        while read_ordinary(&mut lines, sink) {
            flush = true;
        }
        let Some(line) = lines.next() else { break };
        let is_indented = line.text.starts_with([' ', '\t']);
        indented |= is_indented && !line.text.trim_matches([' ', '\t']).is_empty();
        flush |= !is_indented;
        read_line(&line, trust, sink);
    }
    sink.is_ragged = indented && flush;
}

/// Reads some ordinary lines, if the next is one; not all at once, so that what a browser has optimised
/// of it takes over soon.
#[inline(never)]
fn read_ordinary(lines: &mut Lines<'_>, sink: &mut Sink) -> bool {
    const AT_ONCE: usize = 256;
    let before = sink.entries.len();
    while sink.entries.len() < before + AT_ONCE
        && let Some(path) = lines.next_if_ordinary()
    {
        sink.ordinary(path);
    }
    sink.entries.len() > before
}

/// Reads any line; one that is ordinary as it stands.
fn read_line(line: &Line<'_>, trust: Trust, sink: &mut Sink) {
    let path = line.text.trim_matches([' ', '\t']);
    match path.as_bytes() {
        [] => sink.structure(),
        [b'"', ..] => sink.quotable(line, Kind::Unknown, path),
        [0xe2, ..] if trust == Trust::Recognised && is_drawn(path) => sink.stray(line),
        bytes if memchr(b' ', bytes).is_some() => spaced(line, path, trust, sink),
        [.., b':'] if trust == Trust::Recognised => sink.stray(line),
        [.., b'$' | b'#' | b'%' | b'>' | 0x80..] if shell::is_bare_prompt(path) => {
            sink.stray(line);
        }
        _ if shell::is_elision(path) => sink.stray(line),
        [b'h' | b'f', ..] if path.contains("://") => address(line, path, sink),
        _ if trust == Trust::Recognised && is_heading(path) => sink.stray(line),
        _ => sink.entry(line, Kind::Unknown, path),
    }
}

/// Words above a list or in it that a page or a tool puts there.
fn is_heading(word: &str) -> bool {
    let words = [
        "Name",
        "Names",
        "File",
        "Files",
        "Path",
        "Paths",
        "FullName",
        "Filename",
        "FileName",
        "Viewed",
        "Directory",
        "Folder",
        "Size",
        "Total",
        "TOTAL",
        "Structure",
        "Contents",
        "Thanks",
        "Example",
        "Output",
        "Result",
    ];
    words.contains(&word)
        || (word.len() > 2 && word.bytes().all(|byte| matches!(byte, b'-' | b'=')))
}

/// An address: of a file in a repository, or no path.
fn address(line: &Line<'_>, path: &str, sink: &mut Sink) {
    if let Some(file) = path.strip_prefix("file://") {
        return sink.entry(line, Kind::Unknown, file);
    }
    match target(path) {
        Some(target) => {
            let kind = if target.is_folder { Kind::Folder } else { Kind::Unknown };
            sink.entry(line, kind, &target.path);
        }
        None => sink.skip(line, SkipReason::NotAPath),
    }
}

/// A line with a blank: a path, or something that a terminal shows.
fn spaced(line: &Line<'_>, path: &str, trust: Trust, sink: &mut Sink) {
    // An archiver says how much it saved.
    let bracket = path.strip_suffix(')').and_then(|path| path.split_once(" ("));
    if let Some((name, remark)) = bracket
        && (remark.ends_with('%') || remark.ends_with(" bytes"))
        && trust == Trust::Recognised
    {
        return sink.entry(line, Kind::Unknown, name);
    }
    if let Some(files) = reported_files(path) {
        sink.reported = Some(files);
        sink.structure();
    } else if trust == Trust::Recognised
        && is_summary(path)
        && path.split(' ').count() > 2
        && !ends_named(path)
    {
        sink.structure();
    } else if shell::command(path).is_some()
        || shell::is_bare_prompt(path)
        || shell::is_message(path)
        || shell::is_elision(path)
        || (trust == Trust::Recognised && shell::is_prose(path))
    {
        sink.stray(line);
    } else {
        // `tree -i -f` shows where links lead.
        let path = match path.split_once(" -> ") {
            Some((link, _)) if path.starts_with('.') || path.starts_with('/') => link,
            _ => path,
        };
        sink.entry(line, Kind::Unknown, path);
    }
}

/// The number of files in the last line of `tree`, in any language: `8 directories, 10 files`,
/// `8 Verzeichnisse, 10 Dateien`, `8 个目录，10 个文件`.
pub(in crate::tree) fn reported_files(line: &str) -> Option<u32> {
    if !line.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    let counts = line.rsplit_once(" used in ").map_or(line, |(_, counts)| counts);
    let mut parts = counts.split([',', '，', '、']).map(|part| {
        let (number, words) = part.trim().split_once(' ')?;
        let is_word = words.chars().all(|char| char.is_alphabetic() || char == ' ');
        let number = number.parse::<u32>().ok();
        number.filter(|_| is_word && words.split(' ').count() < 3).map(|number| (number, words))
    });
    let (_, folders) = parts.next()??;
    match parts.next() {
        Some(files) => files.map(|(number, _)| number),
        None => matches!(folders, "directory" | "directories").then_some(0),
    }
}

/// Whether a line is of a drawn tree: box art is in no name.
fn is_drawn(line: &str) -> bool {
    let art = super::art::art(line, super::art::Dashes::Any);
    art.has_branch || art.has_bars
}

/// Reads paths that end in NUL. Nothing is quoted, nothing doubted.
pub(super) fn read_nul(region: Region<'_>, sink: &mut Sink) {
    let mut start = region.start;
    let text = region.text.strip_suffix(['\n', '\r']).unwrap_or(region.text);
    for (number, path) in (1..).zip(text.split_terminator('\0')) {
        let line = Line { number, start: Some(start), text: path };
        sink.entry(&line, Kind::Unknown, path);
        start += path.len() + 1;
    }
}

/// Reads paths with backslashes.
pub(super) fn read_windows(region: Region<'_>, trust: Trust, sink: &mut Sink) {
    let mut path = String::new();
    for line in region.lines() {
        let text = line.text.trim();
        if text.is_empty() {
            sink.structure();
        } else if shell::command(text).is_some()
            || shell::is_bare_prompt(text)
            || shell::is_elision(text)
            || (trust == Trust::Recognised && !text.contains('\\') && shell::is_prose(text))
        {
            sink.stray(&line);
        } else if text.contains(['<', '>', '|', '"', '?', '*']) {
            // None of these can be in a name on Windows.
            sink.skip(&line, SkipReason::NotAPath);
        } else {
            path.clear();
            path.extend(text.chars().map(|char| if char == '\\' { '/' } else { char }));
            sink.entry(&line, Kind::Unknown, &path);
        }
    }
}

/// Whether a line may be a path of its own, and in which of the formats here.
pub(in crate::tree) fn is_pathlike(line: &str) -> Option<Format> {
    let path = line.trim_matches([' ', '\t']);
    let bytes = path.as_bytes();
    if path.is_empty() || path.contains(['\t', '\0']) || path.contains("  ") {
        return None;
    }
    let is_box = bytes[0] == 0xe2 && is_drawn(path);
    if is_box || shell::is_message(path) || shell::is_prose(path) || shell::is_elision(path) {
        return None;
    }
    let drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if bytes[0] != b'"' && bytes.contains(&b'\\') && (drive || !bytes.contains(&b'/')) {
        return Some(Format::WindowsDir);
    }
    let marked = path == "."
        || path.starts_with("./")
        || path.starts_with('/')
        || path.starts_with("~/")
        || path.ends_with('/');
    Some(if marked { Format::Find } else { Format::GitLsFiles })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is ordinary is taken as the reader of any line takes it.
    fn check(line: &str) -> bool {
        let Some(ordinary) = (Region { text: line, start: 0, line: 1 }).lines().next_if_ordinary()
        else {
            return false;
        };
        for trust in [Trust::Recognised, Trust::Named] {
            let (mut quick, mut slow) = (Sink::default(), Sink::default());
            quick.ordinary(ordinary);
            let line = Line { number: 1, start: Some(0), text: ordinary };
            read_line(&line, trust, &mut slow);
            assert_eq!(format!("{quick:?}"), format!("{slow:?}"), "{ordinary:?}");
        }
        true
    }

    #[test]
    fn most_paths_are_ordinary() {
        for line in ["a", "src/a.ts", "a/B-c/d_e.x", "src/é/a\nb", "http/a", "a=b/[id]/x"] {
            assert!(check(line), "{line}");
        }
        for line in
            ["", "\n", ".a", "a/", "/a", "a//b", "a/.b", "a b", "a:", "Name", "--", "é", "a$"]
        {
            assert!(!check(line), "{line}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn an_ordinary_line_is_a_path_as_it_stands(
            pieces in prop::collection::vec(prop::sample::select(
                &["a", "B", "src", "x.ts", "-", ".", "é", "…", "/", "/", "=", "(", "[", "]", "<", ">", "$", "#",
                  "%", "\"", "\\", ":", "://", " ", "\t", "...", "Name", "├", "~", "@", "!", "http"][..]
            ), 1..6),
        ) {
            check(&pieces.concat());
        }
    }
}
