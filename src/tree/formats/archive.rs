//! Listings with a size, a date or a mode before the path.

use super::ls::long;
use crate::tree::Format;
use crate::tree::lines::Region;
use crate::tree::sink::{Kind, Sink};

/// Reads `du -a`, `unzip -l`, `zipinfo` and `tar tvf`.
pub(super) fn read(region: Region<'_>, format: Format, sink: &mut Sink) {
    for line in region.lines() {
        let text = line.text;
        let found = match format {
            Format::Du => sized(text).map(|path| (Kind::Unknown, path)),
            Format::Unzip => zipped(text).map(|path| (Kind::File, path)),
            _ => long(text).map(|long| match long.kind {
                b'd' => (Kind::Folder, long.name),
                _ => (Kind::File, long.name),
            }),
        };
        match found {
            Some((kind, path)) => sink.entry(&line, kind, path),
            None if is_frame(text) => sink.structure(),
            None => sink.stray(&line),
        }
    }
}

/// The path of a line of `du`: `4<TAB>./src/a.ts`, with `-h` `4.0K`.
pub(in crate::tree) fn sized(line: &str) -> Option<&str> {
    let (size, path) = line.split_once('\t')?;
    let size = size.trim();
    let digits = size.trim_end_matches(['K', 'M', 'G', 'T', 'P', 'B', 'i', 'k']);
    let is_size = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    (is_size && !path.is_empty()).then_some(path)
}

/// The path of a line of `unzip -l`: `      12  2024-01-01 12:00   src/a.ts`,
/// with `-v` more columns between.
pub(in crate::tree) fn zipped(line: &str) -> Option<&str> {
    let mut rest = line.trim_start_matches(' ');
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let mut word = || {
        let word = rest.split(' ').next()?;
        rest = rest[word.len()..].trim_start_matches(' ');
        Some(word)
    };
    if !is_number(word()?) {
        return None;
    }
    // `-v`: method, compressed size, ratio before the date.
    let mut date = word()?;
    let mut is_verbose = false;
    if !date.contains('-') {
        word()?;
        word()?;
        date = word()?;
        is_verbose = true;
    }
    let time = word()?;
    let is_date = date.split('-').filter(|part| is_number(part)).count() == 3;
    let is_time = time.split_once(':').is_some_and(|(h, m)| is_number(h) && is_number(m));
    if is_verbose {
        word()?;
    }
    if !is_date || !is_time || rest.is_empty() {
        return None;
    }
    // Exactly so many blanks stand between, so that a name may begin with some.
    let gap = if is_verbose { 2 } else { 3 };
    let before = line.len() - rest.len();
    let blanks = before - line[..before].trim_end_matches(' ').len();
    line.get(before - blanks.saturating_sub(gap)..)
}

/// Headings and totals.
pub(in crate::tree) fn is_frame(line: &str) -> bool {
    let trimmed = line.trim();
    let words: Vec<&str> = trimmed.split_whitespace().take(6).collect();
    trimmed.starts_with("Archive: ")
        || trimmed.starts_with("Zip file size: ")
        || trimmed.starts_with("Length ")
        || (trimmed.starts_with("---") && trimmed.bytes().all(|b| matches!(b, b'-' | b' ')))
        || is_total(&words)
        || trimmed.contains(" bytes uncompressed, ")
        || (words.len() == 2 && words[1] == "total")
}

/// `13  20 files` of `unzip -l`, with `-v` two numbers more.
fn is_total(words: &[&str]) -> bool {
    let Some((&("file" | "files"), counts)) = words.split_last() else { return false };
    let is_count = |word: &&str| word.trim_end_matches('%').parse::<u64>().is_ok();
    matches!(counts.len(), 2 | 4) && counts.iter().all(is_count)
}
