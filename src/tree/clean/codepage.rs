//! Trees that were read with a wrong code page: `â”œâ”€â”€ src`, `ÃÄÄÄsrc`, `????src`.

use super::map_lines;
use super::pages::{
    CP437, CP850, CP852, CP866, LATIN_1, MAC_ROMAN, Page, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use crate::tree::lines::sample;
use memchr::memmem;

/// The pages that UTF-8 is taken for.
const TAKEN_FOR: [Page; 7] = [WINDOWS_1252, LATIN_1, CP437, CP850, WINDOWS_1251, CP866, MAC_ROMAN];

/// A console's page, and the page of windows that its bytes are taken for.
const CONSOLES: [(Page, Page); 5] = [
    (CP850, WINDOWS_1252),
    (CP850, LATIN_1),
    (CP866, WINDOWS_1251),
    (CP852, WINDOWS_1250),
    (CP437, MAC_ROMAN),
];

/// Undoes a wrong code page where the lines of a drawn tree show that there was one.
#[inline(never)]
pub(super) fn restore(text: &str) -> Option<String> {
    let lines = sample(text, 40);
    // No page shows these for anything but themselves.
    let drawn = ["├─", "└─", "├ ", "└ "];
    if lines.iter().any(|line| drawn.iter().any(|branch| line.contains(branch))) {
        return None;
    }
    // What a wrong page makes of box characters is never of ASCII.
    let garbled = || {
        let sampled = lines.iter().any(|line| !line.is_ascii());
        let shown = || from_utf8(text, &lines).or_else(|| from_console(text, &lines));
        sampled.then(shown).flatten().or_else(|| from_double_bytes(text))
    };
    garbled().or_else(|| from_placeholders(text, &lines))
}

/// UTF-8 that was read as a page of one byte a character.
fn from_utf8(text: &str, lines: &[&str]) -> Option<String> {
    let branches = ["├─", "└─"];
    let page = TAKEN_FOR.into_iter().find(|page| {
        let garbled = branches.map(|branch| page.garble(branch));
        lines.iter().any(|line| garbled.iter().any(|branch| line.contains(branch)))
    })?;
    Some(map_lines(text, |line, out| {
        let mut bytes = Vec::new();
        for char in line.chars() {
            match page.byte(char) {
                Some(byte) if !char.is_ascii() => bytes.push(byte),
                _ => {
                    decode(&mut bytes, page, out);
                    out.push(char);
                }
            }
        }
        decode(&mut bytes, page, out);
    }))
}

/// Adds what the bytes say in UTF-8; bytes that say nothing stay as they were shown.
fn decode(bytes: &mut Vec<u8>, page: Page, out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            // The first half of a no-break space whose second became a common one.
            if byte != 0xc2 {
                out.push(page.char(byte));
            }
        }
    }
    bytes.clear();
}

/// Bytes of a console that were read as a page of windows.
fn from_console(text: &str, lines: &[&str]) -> Option<String> {
    let (console, shown) = CONSOLES.into_iter().find(|(console, shown)| {
        let branches = ["├──", "└──", "├─", "└─"];
        let garbled = branches.map(|branch| take_for(branch, *console, *shown));
        let begins = |line: &str| {
            let bar = take_for("│", *console, *shown);
            let tail = line
                .trim_start_matches([' ', '\u{a0}'])
                .trim_start_matches(|char| bar.starts_with(char) || matches!(char, ' ' | '\u{a0}'));
            garbled.iter().any(|branch| tail.starts_with(branch))
        };
        lines.iter().any(|line| begins(line))
    })?;
    let map = |char: char| shown.byte(char).filter(|_| !char.is_ascii()).map(|b| console.char(b));
    Some(map_lines(text, |line, out| out.extend(line.chars().map(|c| map(c).unwrap_or(c)))))
}

fn take_for(text: &str, console: Page, shown: Page) -> String {
    text.chars().map(|char| console.byte(char).map_or(char, |byte| shown.char(byte))).collect()
}

/// UTF-8 that was read as GBK or Shift JIS, where two bytes make a character.
#[inline(never)]
fn from_double_bytes(text: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 6] = [
        ("鈹溾攢", "├─"),
        ("鈹斺攢", "└─"),
        ("鈹偮犅", "│  "),
        ("笏懌楳", "├─"),
        ("笏披楳", "└─"),
        ("笏つ", "│"),
    ];
    if text.is_ascii() {
        return None;
    }
    let has = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    if !PAIRS.iter().any(|(garbled, _)| has(garbled)) {
        return None;
    }
    Some(map_lines(text, |line, out| {
        let mut rest = line;
        while let Some(char) = rest.chars().next() {
            if let Some((garbled, art)) = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)) {
                out.push_str(art);
                rest = &rest[garbled.len()..];
                continue;
            }
            rest = &rest[char.len_utf8()..];
            if matches!(char, '鈹' | '笏') {
                // Half a character is lost after it.
                out.push(if out.ends_with('─') { '─' } else { '│' });
                rest =
                    rest.strip_prefix(['€', '?', '\u{fffd}', '\u{80}', '\u{82}']).unwrap_or(rest);
            } else {
                out.push(char);
            }
        }
    }))
}

/// Box characters that each became a `?` or the like: the last run before a name was a branch
/// if it is long, a bar if it is short.
fn from_placeholders(text: &str, lines: &[&str]) -> Option<String> {
    let marks = ['?', '\u{fffd}', 'â', '□', '■'];
    let mark = marks.into_iter().find(|&mark| {
        let runs: Vec<usize> = lines.iter().flat_map(|line| runs(line, mark)).collect();
        let fits = runs.iter().all(|run| matches!(run, 1 | 2 | 3 | 4 | 7 | 9 | 12));
        fits && runs.iter().filter(|&&run| run >= 3).count() >= 2
    })?;
    let longest = lines.iter().flat_map(|line| runs(line, mark)).max()?;
    // Of each box character's three bytes each became a mark.
    let unit = if longest >= 9 { 3 } else { 1 };
    Some(map_lines(text, |line, out| {
        let name = line.trim_start_matches([mark, ' ', '\u{a0}']);
        let lead = &line[..line.len() - name.len()];
        let last = runs(lead, mark).last().unwrap_or(0);
        let branch = lead.rfind(mark).filter(|_| last >= 3 * unit && !name.is_empty());
        let start = branch.map_or(lead.len(), |at| {
            let end = at + mark.len_utf8();
            end - last * mark.len_utf8()
        });
        draw_bars(&lead[..start], mark, unit, out);
        if branch.is_some() {
            out.push('├');
            out.extend(std::iter::repeat_n('─', last / unit - 1));
            out.push_str(&lead[start + last * mark.len_utf8()..]);
        }
        out.push_str(name);
    }))
}

fn draw_bars(lead: &str, mark: char, unit: usize, out: &mut String) {
    let mut rest = lead;
    while !rest.is_empty() {
        let after = rest.trim_start_matches(mark);
        let count = (rest.len() - after.len()) / mark.len_utf8();
        if count > 0 {
            out.push('│');
            // With no-break spaces after it, of two bytes each.
            let blanks = if unit == 3 { count.saturating_sub(3) / 2 } else { count - 1 };
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        let blanks = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
        out.push_str(&after[..blanks]);
        rest = &after[blanks..];
    }
}

/// The lengths of the runs of `mark` before the name.
fn runs(line: &str, mark: char) -> impl Iterator<Item = usize> {
    let name = line.trim_start_matches([mark, ' ', '\u{a0}']);
    let lead = &line[..line.len() - name.len()];
    lead.split([' ', '\u{a0}']).filter(|run| !run.is_empty()).map(|run| run.chars().count())
}
