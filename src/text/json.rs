//! JSON that somebody pasted, as a row of tokens with their places.
//!
//! The reader is `serde_json`'s, which tells no places: but it meets keys and
//! strings in the order of the text, so the n-th string it gives is the n-th
//! literal of the text. What stands before an error is kept.

use super::Span;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An object begins.
    Record,
    /// An array begins.
    List,
    /// An object or array ends.
    End,
    /// A key of the object at hand.
    Key(String, Span),
    /// A string.
    Text(String, Span),
    /// A number, `true`, `false` or `null`.
    Other,
}

/// Why JSON could not be read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The byte at which it breaks.
    pub(crate) at: usize,
    /// Why, as the end of a sentence.
    pub(crate) why: String,
}

/// Reads one value. Linear; nesting beyond 128 counts as broken.
pub(crate) fn read(text: &str) -> (Vec<Token>, Option<Broken>) {
    let mut row = Row { tokens: Vec::new(), literals: Literals { text, at: 0 } };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Value(&mut row).deserialize(&mut json).and_then(|()| json.end());
    (row.tokens, read.err().map(|error| broken(text, &error)))
}

/// The byte at which `serde_json` found an error: it counts lines and columns from 1, and columns in bytes.
pub(crate) fn place(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let mut at = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What `serde_json` says of an error, without the place behind it.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let mut told = error.to_string();
    told.truncate(told.rfind(" at line ").unwrap_or(told.len()));
    told
}

fn broken(text: &str, error: &serde_json::Error) -> Broken {
    let at = place(text, error);
    Broken { at: if error.is_eof() { text.len() } else { at }, why: reason(error) }
}

struct Row<'t> {
    tokens: Vec<Token>,
    literals: Literals<'t>,
}

/// The string literals of a text, one after the other.
struct Literals<'t> {
    text: &'t str,
    at: usize,
}

impl Literals<'_> {
    fn next(&mut self) -> Span {
        let rest = &self.text.as_bytes()[self.at..];
        let start = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
        let mut end = (start + 1).min(rest.len());
        while end < rest.len() && rest[end] != b'"' {
            end += if rest[end] == b'\\' { 2 } else { 1 };
        }
        let end = (end + 1).min(rest.len());
        let span = Span::new(self.at + start, self.at + end.max(start));
        self.at += end.max(start);
        span
    }
}

struct Value<'r, 't>(&'r mut Row<'t>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let row = self.0;
        row.tokens.push(Token::Record);
        while let Some(key) = map.next_key::<String>()? {
            let span = row.literals.next();
            row.tokens.push(Token::Key(key, span));
            map.next_value_seed(Value(row))?;
        }
        row.tokens.push(Token::End);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let row = self.0;
        row.tokens.push(Token::List);
        while items.next_element_seed(Value(row))?.is_some() {}
        row.tokens.push(Token::End);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        let span = self.0.literals.next();
        self.0.tokens.push(Token::Text(text.to_owned(), span));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.other()
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.other()
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.other()
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.other()
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.other()
    }
}

impl Value<'_, '_> {
    fn other<E>(self) -> Result<(), E> {
        self.0.tokens.push(Token::Other);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_their_places() {
        let text = "{\"a\\\"b\": [\"é\", 1, null], \"c\": \"d\"}";
        let (tokens, broken) = read(text);
        assert_eq!(broken, None);
        let places: Vec<_> = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Key(value, span) | Token::Text(value, span) => {
                    Some((value.as_str(), &text[span.range()]))
                }
                _ => None,
            })
            .collect();
        let expected = [("a\"b", "\"a\\\"b\""), ("é", "\"é\""), ("c", "\"c\""), ("d", "\"d\"")];
        assert_eq!(places, expected, "each string with its literal");
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let (tokens, broken) = read("{\"a\": \"b\", oops}");
        assert_eq!(tokens.len(), 3, "{tokens:?}");
        assert_eq!(broken.map(|broken| broken.at), Some(11), "the place of the error");
        assert_eq!(read("[1").1.map(|broken| broken.at), Some(2), "an end that is missing");
    }
}
