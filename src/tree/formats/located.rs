//! Lines that begin with a path and a place or a text: `grep -n`, compilers, `file`.

use crate::tree::lines::Region;
use crate::tree::plausible::is_certain;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// Reads the path at the start of each line.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    for line in region.lines() {
        let text = line.text.trim();
        match located(text) {
            Some(path) => sink.entry(&line, Kind::File, &path.replace('\\', "/")),
            None if text.is_empty() || matches!(text, "--" | "-") => sink.structure(),
            None => sink.stray(&line),
        }
    }
}

/// The path of `src/a.ts:12:text`, `src/a.ts(12,5): error`, `src/a.ts: ASCII text`,
/// `//depot/src/a.ts#3 - edit`.
pub(in crate::tree) fn located(line: &str) -> Option<&str> {
    let line = line.trim();
    if shell::command(line).is_some() {
        return None;
    }
    // The colon of a drive is part of the path.
    let from = if line.get(1..3) == Some(":\\") { 2 } else { 0 };
    let end = from + line.get(from..)?.find([':', '(', '#'])?;
    let (path, rest) = line.split_at(end);
    let bare = path.trim_start_matches('/');
    let is_place = |rest: &str| rest.starts_with(|char: char| char.is_ascii_digit());
    // Frames of a stack trace are no listing.
    let is_frame = rest.contains(":in ") || rest.contains("+0x");
    let fits = match rest.as_bytes()[0] {
        b'(' => is_place(&rest[1..]) && rest.contains("):"),
        b'#' => is_place(&rest[1..]),
        // A key and its value have no folder: `server.port: 80`.
        _ => {
            rest.len() > 1
                && (is_place(&rest[1..]) || bare.contains('/'))
                && !rest.starts_with(":/")
        }
    } && !is_frame;
    (fits && !path.contains(' ') && is_certain(bare)).then_some(path)
}
