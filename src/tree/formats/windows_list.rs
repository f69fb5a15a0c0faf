//! Listings of Windows with a heading for each folder: `dir /s`, `Get-ChildItem -Recurse`.
//!
//! Headings and totals are in the language of the system, so a heading is told by the path in
//! it, an entry by its date and time.

use super::ls::words;
use crate::tree::lines::Region;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// Reads the entries below their headings.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut folder = String::new();
    for line in region.lines() {
        let text = line.text.trim_end();
        if text.is_empty()
            || is_frame(text)
            || shell::command(text).is_some()
            || shell::is_bare_prompt(text)
        {
            sink.structure();
        } else if let Some((is_folder, name)) = entry(text) {
            if matches!(name, "." | "..") {
                sink.structure();
                continue;
            }
            let kind = if is_folder { Kind::Folder } else { Kind::File };
            if folder.is_empty() {
                sink.entry(&line, kind, name);
            } else {
                sink.entry(&line, kind, &format!("{folder}/{name}"));
            }
        } else if let Some(path) = heading(text) {
            folder = path.replace('\\', "/");
            sink.heading(&folder);
        } else if text.starts_with("   ") || is_volume(text) {
            // Counts, and the volume's name, in any language.
            sink.structure();
        } else {
            sink.stray(&line);
        }
    }
}

/// Whether a line is a folder, and the name: `28/11/2025  10:00    <DIR>          src`,
/// `-a----        28/11/2025     10:00            120 a.ts`.
pub(in crate::tree) fn entry(line: &str) -> Option<(bool, &str)> {
    let link = line.split_once(" -> ").filter(|_| line.starts_with('l'));
    let line = link.map_or(line, |(link, _)| link);
    let (mode, mut rest) = match line.split_once([' ', '\t']) {
        Some((word, rest)) if is_mode(word) => (Some(word), rest),
        _ => (None, line),
    };
    // Elsewhere than on Windows the user and the group follow, and folders have sizes.
    let is_unix = mode.is_some_and(|mode| mode.len() == 10);
    if is_unix {
        rest = &rest[words(rest).nth(1)?.0..];
    }
    let rest = date(rest.trim_start())?;
    let start = line.len() - rest.len();
    let (rest, kind) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        Some((kind, after)) => (after, Some(kind)),
        None => (rest, None),
    };
    let rest = rest.trim_start();
    let mut is_folder = matches!(kind, Some("DIR" | "JUNCTION" | "SYMLINKD"))
        || mode.is_some_and(|mode| mode.starts_with(['d', 'l']) && !mode.contains('a'));
    if (is_folder && !is_unix) || kind.is_some() {
        let name = rest.split_once(" [").filter(|(_, target)| target.ends_with(']'));
        return Some((is_folder, name.map_or(rest, |(name, _)| name)))
            .filter(|(_, name)| !name.is_empty());
    }
    let (mut size, mut name) = rest.split_once(' ')?;
    let is_size = size.bytes().any(|byte| byte.is_ascii_digit())
        && size.chars().all(|char| {
            char.is_ascii_digit()
                || matches!(char, '.' | ',' | '\u{a0}' | '\u{202f}' | '’' | '\'' | 'ÿ')
        });
    // Some languages part thousands by a blank. `dir` ends sizes 18 columns after the time, so that
    // a name of figures is told from them where no blanks were lost.
    let end = line[..start].trim_end().len() + 18;
    while let Some((word, after)) = name.split_once(' ')
        && (matches!(word, "Bytes" | "KiB" | "MiB" | "GiB")
            || mode.is_none()
                && size.len() <= 3
                && word.len() == 3
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && line.len() - name.len() != end + 1)
    {
        (size, name) = (word, after);
    }
    let name = name.trim_start();
    is_folder &= mode.is_some_and(|mode| mode.starts_with('d'));
    (is_size && !name.is_empty()).then_some((is_folder, name))
}

fn is_mode(word: &str) -> bool {
    matches!(word.len(), 5..=7 | 10)
        && word.starts_with(['d', '-', 'l'])
        && word.bytes().all(|byte| b"darhsl-wxtST".contains(&byte))
}

/// What follows a date and a time: `28/11/2025  10:00 AM   `.
fn date(text: &str) -> Option<&str> {
    let is_date = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits >= 4
            && word.contains(['/', '.', '-'])
            && word.bytes().all(|b| b.is_ascii_digit() || b"/.-".contains(&b))
    };
    let is_clock = |word: &str| {
        word.len() >= 4
            && word.contains(':')
            && word.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'a' || b == b'p')
    };
    let mut rest = text;
    let mut has_date = false;
    // Some languages put the half of the day before the clock.
    for _ in 0..5 {
        let word = rest.split(' ').next()?;
        rest = rest[word.len()..].trim_start();
        if is_date(word) {
            has_date = true;
        } else if is_clock(word) && has_date {
            let next = rest.split_whitespace().next().unwrap_or_default();
            let is_half = matches!(
                next.to_lowercase().as_str(),
                "am" | "pm" | "a.m." | "p.m." | "a" | "p" | "a." | "p."
            );
            if !is_half {
                return Some(rest);
            }
            let after = rest[next.len()..].trim_start();
            // `p. m.`
            return Some(after.strip_prefix("m. ").map_or(after, str::trim_start));
        } else if !has_date {
            return None;
        }
    }
    None
}

/// The folder in ` Directory of C:\shop`, `    Directory: C:\shop`, ` C:\shop 的目录`.
pub(in crate::tree) fn heading(line: &str) -> Option<&str> {
    let at = line.match_indices(":\\").map(|(at, _)| at).find(|&at| {
        at > 0
            && line.as_bytes()[at - 1].is_ascii_alphabetic()
            && (at == 1 || !line.as_bytes()[at - 2].is_ascii_alphanumeric())
    });
    let posix = || {
        line.split_once("Directory: ").map(|(_, path)| path.trim()).filter(|it| it.starts_with('/'))
    };
    let Some(at) = at else { return posix() };
    let path = line[at - 1..].trim_end();
    // In some languages a word follows.
    let words = [" 的", " の", " 디", " tartalma:"].iter().find_map(|word| path.rfind(word));
    Some(path[..words.unwrap_or(path.len())].trim_end_matches('\\'))
}

/// The head of PowerShell's table.
fn is_frame(line: &str) -> bool {
    let text = line.trim();
    let is_rule = text.starts_with("---") && text.bytes().all(|byte| matches!(byte, b'-' | b' '));
    is_rule || (text.trim_start_matches("Unix").starts_with("Mode ") && text.ends_with("Name"))
}

/// ` Volume in drive C is OS`, ` Volume Serial Number is 1234-ABCD`.
fn is_volume(line: &str) -> bool {
    line.starts_with(' ') && !line.contains('\\')
}
