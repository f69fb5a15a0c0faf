//! The inside of a quoted pattern, decoded as Sentry does: like the inside of a
//! Python string literal, after every character beyond ASCII was turned into an
//! escape of its own (`sentry/issues/ownership/grammar.py`).

use std::fmt;

/// A quoted pattern, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Literal {
    /// What it stands for.
    pub(crate) value: String,
    /// Something in it that this tool can't show as Sentry has it.
    pub(crate) inexact: Option<Inexact>,
}

/// What a [`Literal`] holds a replacement character (U+FFFD) for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inexact {
    /// Half of a surrogate pair: not a character, so it matches no text.
    Surrogate,
    /// `\N{NAME}`: names of characters are not known here.
    Name,
}

/// An escape on which Sentry crashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadEscape {
    /// The byte of its backslash, counted from the start of the inside.
    pub(crate) at: usize,
    /// How many bytes it covers.
    pub(crate) length: usize,
    why: &'static str,
}

impl fmt::Display for BadEscape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

/// Decodes the inside of a quoted pattern. Linear.
pub(crate) fn decode(inside: &str) -> Result<Literal, BadEscape> {
    let mut literal = Literal { value: String::with_capacity(inside.len()), inexact: None };
    let mut at = 0;
    while let Some(length) = inside[at..].find('\\') {
        literal.value.push_str(&inside[at..at + length]);
        at += length;
        at += escape(&inside[at..], at, &mut literal)?;
    }
    literal.value.push_str(&inside[at..]);
    Ok(literal)
}

/// Decodes the escape at the start of `rest`; returns how many bytes it took.
fn escape(rest: &str, at: usize, out: &mut Literal) -> Result<usize, BadEscape> {
    let bad = |length, why| BadEscape { at, length, why };
    let Some(letter) = rest[1..].chars().next() else {
        return Err(bad(1, "a lone backslash ends it"));
    };
    let simple = match letter {
        '\\' | '\'' | '"' => letter,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '\n' => return Ok(2),
        '0'..='7' => return Ok(octal(rest, out)),
        'x' => return hex(rest, 2, out).map_err(|n| bad(n, "`\\x` needs two hex digits")),
        'u' => return hex(rest, 4, out).map_err(|n| bad(n, "`\\u` needs four hex digits")),
        'U' => {
            return hex(rest, 8, out)
                .map_err(|n| bad(n, "`\\U` needs eight hex digits, at most 0010ffff"));
        }
        'N' => return name(rest, out).map_err(|n| bad(n, "`\\N` needs a {NAME} in braces")),
        _ => {
            // Any other pair stays as it is. A character beyond ASCII was an
            // escape by now, so its own backslash is the one that gets escaped.
            out.value.push('\\');
            if letter.is_ascii() {
                out.value.push(letter);
            } else {
                push_escaped(letter, &mut out.value);
            }
            return Ok(1 + letter.len_utf8());
        }
    };
    out.value.push(simple);
    Ok(2)
}

fn octal(rest: &str, out: &mut Literal) -> usize {
    let digits = rest[1..].bytes().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    push_code(u32::from_str_radix(&rest[1..=digits], 8).unwrap_or(0), out);
    1 + digits
}

/// `\x`, `\u` or `\U` with its digits; `Err` holds the bytes of a broken one.
fn hex(rest: &str, want: usize, out: &mut Literal) -> Result<usize, usize> {
    let digits = rest[2..].bytes().take(want).take_while(u8::is_ascii_hexdigit).count();
    let code = u32::from_str_radix(&rest[2..2 + digits], 16).ok();
    match code.filter(|&code| digits == want && code <= 0x10_ffff) {
        Some(code) => push_code(code, out),
        None => return Err(2 + digits),
    }
    Ok(2 + digits)
}

/// `\N{NAME}`. Sentry crashes on a name that Unicode doesn't have; that can't
/// be known here, so every name counts as one that exists.
fn name(rest: &str, out: &mut Literal) -> Result<usize, usize> {
    let inside = rest[2..].strip_prefix('{').ok_or(2usize)?;
    let length = inside.find('}').ok_or(rest.len())?;
    if length == 0 {
        return Err(4);
    }
    out.value.push(char::REPLACEMENT_CHARACTER);
    out.inexact = Some(Inexact::Name);
    Ok(3 + length + 1)
}

fn push_code(code: u32, out: &mut Literal) {
    out.value.push(char::from_u32(code).unwrap_or_else(|| {
        out.inexact = Some(Inexact::Surrogate);
        char::REPLACEMENT_CHARACTER
    }));
}

fn push_escaped(letter: char, value: &mut String) {
    let code = u32::from(letter);
    value.push_str(&match code {
        0..=0xff => format!("x{code:02x}"),
        0x100..=0xffff => format!("u{code:04x}"),
        _ => format!("U{code:08x}"),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inside: &str, expected: &str) {
        let got = decode(inside).map(|literal| literal.value);
        assert_eq!(got.as_deref(), Ok(expected), "decoding of {inside:?}, as Python decodes it");
    }

    #[test]
    fn escapes_decode_as_python_decodes_them() {
        check("a b", "a b");
        check(r#"a\"b"#, "a\"b");
        check(r"a\\b", r"a\b");
        check(r"\a\b\f\n\r\t\v\'", "\x07\x08\x0c\n\r\t\x0b'");
        check(r"\x41\u00e9\U0001f600", "Aé😀");
        check(r"\0\18\101\777", "\0\x018Aǿ");
        check(r"\q\8", r"\q\8");
        check("café", "café");
        check("\\\r", "\\\r");
    }

    #[test]
    fn a_backslash_before_a_character_beyond_ascii_spells_it_out() {
        check(r"\é\€\😀", r"\xe9\u20ac\U0001f600");
        check(r"\\é", r"\é");
    }

    #[test]
    fn broken_escapes_crash_sentry() {
        for (inside, at, length) in [
            (r"C:\Users", 2, 2),
            (r"\x4", 0, 3),
            (r"ab\u12g", 2, 4),
            (r"\U00110000", 0, 10),
            (r"\N", 0, 2),
            (r"\N{}", 0, 4),
            (r"\N{DASH", 0, 7),
        ] {
            let bad = decode(inside).expect_err("Python refuses this literal");
            assert_eq!((bad.at, bad.length), (at, length), "place of the bad escape in {inside:?}");
        }
    }

    #[test]
    fn what_cannot_be_shown_is_marked() {
        assert_eq!(decode(r"\ud800").map(|l| l.inexact), Ok(Some(Inexact::Surrogate)));
        assert_eq!(decode(r"\N{EM DASH}").map(|l| l.inexact), Ok(Some(Inexact::Name)));
    }
}
