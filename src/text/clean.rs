//! The one door through which a text goes before it is quoted for another language.
//!
//! Cleaning comes first and quoting last. The other way round, a character that is left out
//! afterwards can put together what quoting had kept apart: `$`, U+0001 and `{` are no mark
//! of a template, but `${` is.
//!
//! ```
//! use sentry_general::text::clean;
//!
//! assert_eq!(clean::lines("a\r\nb\u{1b}[31m\rc"), "a\nb[31m\nc");
//! assert_eq!(clean::line("a\r\nb\tc\u{202e}d"), "a b cd");
//! ```
//!
//! # What is left out
//! - Control characters but the line break and the tab: a terminal obeys them even inside
//!   quotes, XML can't hold them, and no name in Sentry has one.
//! - Characters that turn the direction of writing, which make a text look like another one.
//! - The byte order mark, the line and paragraph separators (which some languages take for
//!   line breaks and others don't), and what is no character at all.
//!
//! Line ends become `\n`. What is clean stays as it is, and is not copied.

use std::borrow::Cow;

/// A text of several lines, clean. Linear.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| letter == '\r' || is_left_out(letter)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            letter if is_left_out(letter) => {}
            letter => clean.push(letter),
        }
    }
    Cow::Owned(clean)
}

/// A text on one line, clean: line breaks and tabs become spaces. Linear.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    let is_break = |letter| matches!(letter, '\n' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(|letter| letter == '\r' || is_break(letter) || is_left_out(letter)) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace("\r\n", "\n").replace(|it| it == '\r' || is_break(it), " ");
    Cow::Owned(lines(&spaced).into_owned())
}

/// The same document with every text in it clean, keys included.
#[must_use]
pub fn json(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(lines(&text).into_owned()),
        Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        Value::Object(fields) => {
            let field = |(key, value): (String, Value)| (lines(&key).into_owned(), json(value));
            Value::Object(fields.into_iter().map(field).collect())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// Whether a character is left out of every file.
pub(crate) fn is_left_out(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // The direction of writing.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            true
        }
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => true,
        letter => letter.is_control() || u32::from(letter) & 0xfffe == 0xfffe,
    }
}
