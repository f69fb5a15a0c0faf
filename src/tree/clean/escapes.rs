//! Terminal colours and links, and entities of HTML.

use super::map_lines;
use crate::tree::lines::sample;
use memchr::{memchr, memchr2, memmem};

/// How the escape character looks where it was made visible, each before `[`.
const VISIBLE: [&str; 6] = ["␛[", "^[[", "\\x1b[", "\\033[", "\\e[", "\\u001b["];

/// Takes off the escape sequences of terminals, also those that lost their escape character.
#[inline(never)]
pub(super) fn strip(text: &str) -> Option<String> {
    if !may_have(text) {
        return None;
    }
    let has = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    let real = memchr(0x1b, text.as_bytes()).is_some();
    let visible = VISIBLE.iter().any(|mark| has(mark));
    // No name has `[0m` in it; `[m]` is one.
    let lost =
        has("[0m") || has("[00m") || (has("[m") && (has("[0;") || has("[1;") || has("[01;")));
    if !real && !visible && !lost {
        return None;
    }
    Some(map_lines(text, |line, out| {
        let mut rest = line;
        while let Some(char) = rest.chars().next() {
            if let Some(after) = sequence(rest, lost) {
                rest = after;
            } else {
                if char != '\u{1b}' {
                    out.push(char);
                }
                rest = &rest[char.len_utf8()..];
            }
        }
    }))
}

/// One pass instead of one for each mark: nearly all texts have none. It goes through the whole text, so it is a small
/// function of its own: a browser optimises it alone.
#[inline(never)]
fn may_have(text: &str) -> bool {
    memchr2(0x1b, b'[', text.as_bytes()).is_some()
}

/// What follows the escape sequence that `text` begins with.
fn sequence(text: &str, lost: bool) -> Option<&str> {
    if let Some(after) = text.strip_prefix('\u{1b}') {
        return match after.chars().next() {
            Some('[') => control(&after[1..]),
            Some(']') => Some(command(&after[1..])),
            Some('(' | ')') => Some(after.get(2..).unwrap_or_default()),
            _ => None,
        };
    }
    if let Some(after) = VISIBLE.iter().find_map(|mark| text.strip_prefix(mark)) {
        return control(after);
    }
    let colour = text.strip_prefix('[').filter(|_| lost)?;
    let after = colour.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    after.strip_prefix(['m', 'K'])
}

/// After `ESC [`: parameters and the letter that ends them.
fn control(text: &str) -> Option<&str> {
    let end = text.find(|char: char| !matches!(char, '0'..='9' | ';' | ':' | '<'..='?'))?;
    let last = text[end..].chars().next()?;
    matches!(last, '@'..='~').then(|| &text[end + 1..])
}

/// After `ESC ]`: all up to `BEL` or `ESC \`.
fn command(text: &str) -> &str {
    match text.find(['\u{7}', '\u{1b}']) {
        Some(end) => text[end..].trim_start_matches('\u{7}').trim_start_matches("\u{1b}\\"),
        None => "",
    }
}

/// Undoes the entities of HTML that a page's source has where a tree is drawn.
#[inline(never)]
pub(super) fn entities(text: &str) -> Option<String> {
    let lines = sample(text, 40);
    let has =
        |line: &&&str| line.contains("&nbsp;") || line.contains("&#") || line.contains("&boxv");
    if lines.iter().filter(has).count() * 4 < lines.len().max(1) {
        return None;
    }
    Some(map_lines(text, |line, out| {
        let mut rest = line;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            match entity(rest) {
                Some((char, after)) => {
                    out.push(char);
                    rest = after;
                }
                None => {
                    out.push('&');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
    }))
}

fn entity(text: &str) -> Option<(char, &str)> {
    let text = text.strip_prefix('&')?;
    // None is longer, and the next semicolon may be far.
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let (name, after) = (&text[..end], &text[end + 1..]);
    let code = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32);
    let char = match name {
        "nbsp" => '\u{a0}',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "boxv" => '│',
        "boxh" => '─',
        "boxvr" => '├',
        "boxur" => '└',
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => code(&hex[1..], 16)?,
            decimal => code(decimal, 10)?,
        },
    };
    (!char.is_control()).then_some((char, after))
}
