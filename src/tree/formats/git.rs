//! What git prints beside plain paths.

use super::status_long;
use crate::tree::lines::{Line, Region, sample};
use crate::tree::quote::unquote;
use crate::tree::sink::{Kind, Sink};
use crate::tree::{Format, SkipReason};

/// Reads the git listing `format`.
pub(super) fn read(region: Region<'_>, format: Format, sink: &mut Sink) {
    if format == Format::GitStatus && status_long::is_long(&sample(region.text, 40)) {
        return status_long::read(region, sink);
    }
    for line in region.lines() {
        let known = match format {
            Format::GitLsTree => read_object(&line, tree_path(line.text), sink),
            Format::GitLsFilesStage => read_object(&line, stage_path(line.text), sink),
            Format::GitStatus => read_status(&line, sink),
            Format::GitNameStatus => read_name_status(&line, sink),
            _ => read_diff_stat(&line, sink),
        };
        if known.is_none() {
            sink.stray(&line);
        }
    }
}

fn read_object(line: &Line<'_>, found: Option<(&str, &str)>, sink: &mut Sink) -> Option<()> {
    let (mode, path) = found?;
    match mode {
        "160000" => sink.skip(line, SkipReason::Submodule),
        "040000" => sink.quotable(line, Kind::Folder, path),
        _ => sink.quotable(line, Kind::File, path),
    }
    Some(())
}

/// Mode and path of a line of `git ls-tree`, with and without `-l`:
/// `100644 blob 45b983be36b73c0788dc9cbcb76cbb80fc7bb057      12<TAB>src/a.ts`.
pub(in crate::tree) fn tree_path(line: &str) -> Option<(&str, &str)> {
    let (head, path) = line.trim_start().split_once('\t')?;
    let mut words = head.split_ascii_whitespace();
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    let fits = is_mode(mode) && matches!(kind, "blob" | "tree" | "commit") && is_object(id);
    fits.then_some((mode, path))
}

/// Mode and path of a line of `git ls-files --stage`:
/// `100644 45b983be36b73c0788dc9cbcb76cbb80fc7bb057 0<TAB>src/a.ts`.
pub(in crate::tree) fn stage_path(line: &str) -> Option<(&str, &str)> {
    let (head, path) = line.trim_start().split_once('\t')?;
    let mut words = head.split_ascii_whitespace();
    let (mode, id, stage) = (words.next()?, words.next()?, words.next()?);
    let fits = is_mode(mode) && is_object(id) && matches!(stage, "0" | "1" | "2" | "3");
    fits.then_some((mode, path))
}

fn is_mode(word: &str) -> bool {
    word.len() == 6 && word.bytes().all(|byte| matches!(byte, b'0'..=b'7'))
}

/// An object's name, in full or shortened (`--abbrev`).
fn is_object(word: &str) -> bool {
    (4..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The two letters and the path or paths of a line of `git status --short`.
pub(in crate::tree) fn status(line: &str) -> Option<([u8; 2], &str)> {
    let letters = |byte: u8| matches!(byte, b' ' | b'M' | b'T' | b'A' | b'D' | b'R' | b'C' | b'U');
    let [x, y, b' ', ..] = *line.as_bytes() else { return None };
    let fits = matches!((x, y), (b'?', b'?') | (b'!', b'!') | (b'#', b'#'))
        || (letters(x) && letters(y) && (x, y) != (b' ', b' '));
    let path = line.get(3..)?;
    (fits && !path.is_empty() && !path.starts_with(' ')).then_some(([x, y], path))
}

fn read_status(line: &Line<'_>, sink: &mut Sink) -> Option<()> {
    let (letters, paths) = status(line.text)?;
    match letters {
        [b'#', b'#'] => sink.structure(),
        // Deleted in the index or the work tree; `UD` is a conflict, the file is there.
        [b'D', b' ' | b'D'] | [b' ' | b'M' | b'A' | b'R' | b'C' | b'T', b'D'] => {
            sink.skip(line, SkipReason::Deleted);
        }
        [b'R' | b'C', _] | [_, b'R' | b'C'] => sink.quotable(line, Kind::File, new_name(paths)),
        _ => sink.quotable(line, Kind::File, paths),
    }
    Some(())
}

/// The new name in `old -> new`, either of which may be quoted.
pub(super) fn new_name(paths: &str) -> &str {
    let after = match unquote(paths) {
        Some(old) => old.rest.strip_prefix(" -> "),
        None => paths.split_once(" -> ").map(|(_, new)| new),
    };
    after.unwrap_or(paths)
}

/// The letter and the last path of a line of `git diff --name-status`.
pub(in crate::tree) fn name_status(line: &str) -> Option<(u8, &str)> {
    let (status, paths) = line.trim_start_matches(' ').split_once('\t')?;
    let (&letter, score) = status.as_bytes().split_first()?;
    let scored = matches!(letter, b'R' | b'C' | b'M');
    let fits = matches!(letter, b'A' | b'C' | b'D' | b'M' | b'R' | b'T' | b'U' | b'X' | b'B')
        && score.iter().all(u8::is_ascii_digit)
        && (score.is_empty() || scored);
    let path = paths.rsplit_once('\t').map_or(paths, |(_, new)| new);
    (fits && !path.is_empty()).then_some((letter, path))
}

fn read_name_status(line: &Line<'_>, sink: &mut Sink) -> Option<()> {
    match name_status(line.text)? {
        (b'D', _) => sink.skip(line, SkipReason::Deleted),
        (_, path) => sink.quotable(line, Kind::File, path),
    }
    Some(())
}

/// The path of a line of `git diff --stat`: ` src/a.ts | 12 +++---`.
pub(in crate::tree) fn diff_stat_path(line: &str) -> Option<&str> {
    let (path, change) = line.rsplit_once(" | ")?;
    let change = change.trim_start();
    let digits = change.trim_start_matches(|char: char| char.is_ascii_digit());
    let counted = digits.len() < change.len() && digits.trim_matches(['+', '-', ' ']).is_empty();
    (counted || change.starts_with("Bin") || change.starts_with("Unmerged"))
        .then_some(path.trim())
        .filter(|path| !path.is_empty())
}

/// The path of a line of `git diff --numstat`: `12<TAB>3<TAB>src/a.ts`.
pub(in crate::tree) fn numstat_path(line: &str) -> Option<&str> {
    let mut parts = line.splitn(3, '\t');
    let count = |part: &str| part == "-" || part.parse::<u32>().is_ok();
    (count(parts.next()?) && count(parts.next()?)).then(|| parts.next()).flatten()
}

fn read_diff_stat(line: &Line<'_>, sink: &mut Sink) -> Option<()> {
    let Some(path) = numstat_path(line.text).or_else(|| diff_stat_path(line.text)) else {
        return is_summary(line.text).then(|| sink.structure());
    };
    let (path, note) = noted(path);
    if path.starts_with("...") {
        sink.skip(line, SkipReason::Abbreviated);
    } else if note == "gone" {
        sink.skip(line, SkipReason::Deleted);
    } else {
        let after_quoted = unquote(path).and_then(|old| old.rest.strip_prefix(" => "));
        sink.quotable(line, Kind::File, &after_quoted.map_or_else(|| renamed(path), str::to_owned));
    }
    Some(())
}

/// The path and what `--compact-summary` says after it: `a.ts (new +x)`, `b.ts (gone)`.
fn noted(path: &str) -> (&str, &str) {
    let note = path.strip_suffix(')').and_then(|path| path.rsplit_once(" ("));
    let words = ["new", "gone", "new +x", "new +l", "mode +x", "mode -x", "mode +l", "mode -l"];
    note.filter(|(_, note)| words.contains(note)).unwrap_or((path, ""))
}

/// The new path in `src/{old => new}/a.ts` and `old => new`.
fn renamed(path: &str) -> String {
    let Some((before, after)) = path.split_once(" => ") else { return path.to_owned() };
    let ends = before.rfind('{').zip(after.find('}'));
    let Some((open, close)) = ends else { return after.to_owned() };
    let (head, new, tail) = (&before[..open], &after[..close], &after[close + 1..]);
    // `{old => }/a.ts` leaves two slashes, which the sink makes one.
    format!("{head}{new}{tail}").trim_start_matches('/').to_owned()
}

/// ` 3 files changed, 10 insertions(+)`, the lines of `--summary`, and what `git pull` says.
pub(in crate::tree) fn is_summary(line: &str) -> bool {
    let line = line.trim_start();
    let words = [
        "create mode ",
        "delete mode ",
        "mode change ",
        "rename ",
        "copy ",
        "rewrite ",
        "Updating ",
        "Fast-forward",
        "Merge made by ",
        "From ",
        "remote: ",
        "Auto-merging ",
    ];
    line.split_once(" file").is_some_and(|(count, rest)| {
        count.parse::<u32>().is_ok() && rest.trim_start_matches('s').starts_with(" changed")
    }) || words.iter().any(|word| line.starts_with(word))
}
