//! Lines that can be nothing but a path, as it stands. Nearly all of a plain list are.

use super::sink::Sink;

/// What a byte may mean to the reader of plain lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing, wherever it stands.
    Plain,
    Slash,
    LineFeed,
    /// Something in some places: the line is looked at closely.
    Special,
    /// The list may be none.
    Never,
}

/// Where a byte has no meaning of its own but at the start of a line.
const fn class(byte: u8) -> Class {
    match byte {
        b'\n' => Class::LineFeed,
        b'/' => Class::Slash,
        b' ' | b':' => Class::Special,
        // Other line ends, records, code fences and home folders; and tabs, which part columns.
        b'\r' | 0 | b'`' | b'~' | b'\t' => Class::Never,
        _ => Class::Plain,
    }
}

pub(super) const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = class(byte as u8);
        byte += 1;
    }
    classes
};

/// Whether a line that starts with `first` and ends with `last` may mean something by that.
pub(super) fn has_special_ends(first: u8, last: u8, has_slash: bool) -> bool {
    // What means something at the start of a line.
    matches!(first, b'"' | b'.' | b'[' | b'(' | b'<' | b'/' | b'$' | 0x80..)
        // What may be the end of a prompt, and words that stand above a list.
        || matches!(last, b'$' | b'#' | b'%' | b'>' | 0x80..)
        || (matches!(first, b'A'..=b'Z' | b'-' | b'=') && !has_slash)
}

/// Where the line that starts at `start` ends, if it is ordinary. Called for each line, so that
/// what a browser has optimised of it takes over after the first.
#[inline(never)]
pub(super) fn end_of_line(bytes: &[u8], start: usize) -> Option<usize> {
    let mut has_slash = false;
    let mut end = start;
    while let Some(&byte) = bytes.get(end) {
        match CLASSES[byte as usize] {
            Class::Plain => {}
            Class::Slash => {
                // Parts that are empty or begin with a dot, and folders.
                if matches!(bytes.get(end + 1), None | Some(b'/' | b'.' | b'\n')) {
                    return None;
                }
                has_slash = true;
            }
            Class::LineFeed => break,
            Class::Special | Class::Never => return None,
        }
        end += 1;
    }
    let line = &bytes[start..end];
    let (&first, &last) = (line.first()?, line.last()?);
    let is_ordinary = line.len() <= Sink::LONGEST && !has_special_ends(first, last, has_slash);
    is_ordinary.then_some(end)
}
