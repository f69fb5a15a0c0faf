//! Characters that can't be seen and are no white space.

use super::{Edit, Span};
use std::borrow::Cow;

/// Whether a character can't be seen and yet is none of the white space that
/// separates words: it becomes part of whatever it stands in. A byte order mark
/// and the zero-width space are the common ones.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x08'
            | '\x0e'..='\x1b'
            | '\x7f'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// What such a character is called, for the middle of a sentence.
pub(crate) fn name(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    match c {
        '\u{feff}' => format!("a byte order mark ({code})"),
        '\u{200b}' => format!("a zero-width space ({code})"),
        '\u{200c}' | '\u{200d}' | '\u{2060}' => format!("a zero-width joiner ({code})"),
        '\u{ad}' => format!("a soft hyphen ({code})"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            format!("a mark for the direction of writing ({code})")
        }
        _ => format!("the control character {code}"),
    }
}

/// The text with blanks for a byte order mark at its start, so that places stay.
pub(crate) fn without_mark(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(format!("{}{rest}", " ".repeat('\u{feff}'.len_utf8()))),
        None => Cow::Borrowed(text),
    }
}

/// The first invisible character of a piece of `text`, its place, and the changes
/// that delete all of them; nothing if there is none.
pub(crate) fn find(text: &str, piece: Span) -> Option<(char, Span, Vec<Edit>)> {
    let start = piece.start as usize;
    let found = text[piece.range()].char_indices().filter(|&(_, c)| is_invisible(c));
    let edits: Vec<Edit> = found
        .map(|(at, c)| {
            let span = Span::new(start + at, start + at + c.len_utf8());
            Edit { span, text: String::new() }
        })
        .collect();
    let first = edits.first()?.span;
    let character = text[first.range()].chars().next()?;
    Some((character, first, edits))
}
