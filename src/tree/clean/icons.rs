//! Pictures in front of names: emoji, the icons of Nerd Fonts, triangles of a file explorer.

use super::map_lines;
use crate::tree::formats::is_by_program;
use crate::tree::lines::sample;
use crate::tree::plausible::ends_named;

/// Takes off the pictures before names, in lines that begin with one after what is drawn and
/// in columns.
pub(super) fn strip(text: &str) -> Option<String> {
    let lines = sample(text, 40);
    let pictured = lines.iter().filter(|line| has_picture(line)).count();
    if pictured == 0 {
        return None;
    }
    // A picture right before a name is part of it, unless most names have one.
    let glued = pictured * 10 >= lines.len() * 6;
    // No tool writes remarks, and before a slash a picture ends the name of a folder.
    let is_printed = is_by_program(text) || lines.iter().any(|line| ends_folder(line));
    Some(map_lines(text, |line, out| {
        let name = line.trim_start_matches(is_lead);
        let start = out.len();
        let is_printed = is_printed || line.starts_with("./") || line.contains("\t./");
        out.push_str(&line[..line.len() - name.len()]);
        let mut rest = name;
        let mut is_leading = true;
        while let Some(char) = rest.chars().next() {
            let starts = out.chars().next_back().is_none_or(|last| is_lead(last) || last == '*');
            let Some(after) = picture(rest).filter(|_| starts) else {
                out.push(char);
                is_leading = false;
                rest = &rest[char.len_utf8()..];
                continue;
            };
            let spaced = after.strip_prefix([' ', '\u{a0}']);
            if is_triangle(char) && is_leading && spaced.is_some() {
                // Names without one are indented as far.
                out.push(' ');
                rest = after;
            } else if let Some(spaced) = spaced.filter(|_| is_leading || is_private(char)) {
                rest = spaced;
            } else if (after.is_empty() || spaced.is_some())
                && !(is_printed && !is_leading && !ends_named(out[start..].trim_end()))
            {
                // A remark begins.
                out.push(' ');
                rest = after;
            } else if is_leading && (glued || is_private(char)) {
                rest = after;
            } else {
                out.push(char);
                is_leading = false;
                rest = &rest[char.len_utf8()..];
            }
        }
    }))
}

fn has_picture(line: &str) -> bool {
    let name = line.trim_start_matches(is_lead);
    let parts = name.split([' ', '\t', '\u{a0}']);
    parts.into_iter().any(|part| !part.is_empty() && picture(part).is_some())
}

/// Whether a picture stands right before a slash, after other letters of a name.
fn ends_folder(line: &str) -> bool {
    line.match_indices('/').any(|(at, _)| {
        let before = line[..at].trim_end_matches(is_joined);
        let name = before.trim_end_matches(is_picture);
        name.len() < before.len()
            && name.ends_with(' ')
            && !name.trim_start_matches(is_lead).is_empty()
    })
}

/// What may stand before a picture: blanks, art, bullets.
fn is_lead(char: char) -> bool {
    char.is_whitespace()
        || is_bullet(char)
        || matches!(char, '\u{2500}'..='\u{257f}' | '|' | '+' | '-' | '`' | '\\' | '_' | '>')
}

/// What follows the picture that `text` begins with.
fn picture(text: &str) -> Option<&str> {
    if let Some(code) = shortcode(text) {
        return Some(code);
    }
    let after = text.trim_start_matches(|char| is_picture(char) || is_joined(char));
    (text.chars().next().is_some_and(is_picture)).then_some(after)
}

/// `:file_folder:`, as Markdown writes emoji.
fn shortcode(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(':')?;
    let end = inner.find(':')?;
    let fits = (3..30).contains(&end)
        && inner[..end].bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    fits.then(|| &inner[end + 1..])
}

fn is_picture(char: char) -> bool {
    matches!(char,
        '\u{2139}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{fffc}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
        && !is_bullet(char)
        || is_private(char)
}

fn is_bullet(char: char) -> bool {
    matches!(char, '•' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '◆' | '◇' | '‣' | '⁃')
}

fn is_triangle(char: char) -> bool {
    matches!(
        char,
        '▸' | '▾'
            | '▶'
            | '▼'
            | '▹'
            | '▿'
            | '►'
            | '▷'
            | '▽'
            | '⏵'
            | '⏷'
            | '◂'
            | '⯆'
            | '⯈'
    )
}

/// What joins or colours the parts of an emoji.
fn is_joined(char: char) -> bool {
    matches!(char, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}')
}

fn is_private(char: char) -> bool {
    matches!(char, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
