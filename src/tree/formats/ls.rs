//! `ls` with headings (`-R`), in its long form (`-l`), or both.

use crate::tree::SkipReason;
use crate::tree::lines::{Line, Lines, Region, sample};
use crate::tree::quote::unescape;
use crate::tree::shell;
use crate::tree::sink::{Kind, Sink};

/// Reads `ls -R`, `ls -l`, `ls -lR`, in one column or in several.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut folder = String::new();
    let mut is_after_blank = true;
    // Whether the line may be a total, and whether there are any.
    let mut is_first = true;
    let is_long = sample(region.text, 40).iter().any(|line| long(line).is_some());
    // Whether names are moved by a blank, once it is known of the folder.
    let mut is_moved: Option<bool> = None;
    let mut lines = region.lines();
    while let Some(line) = lines.next() {
        let text = line.text.trim_end();
        if text.is_empty() {
            sink.structure();
            (is_after_blank, is_moved) = (true, None);
            continue;
        }
        let heading = heading(text).filter(|_| is_after_blank);
        is_after_blank = false;
        if let Some(heading) = heading {
            folder.clear();
            folder.push_str(heading);
            sink.heading(heading);
            is_first = true;
            continue;
        }
        if let Some(entry) = long(text) {
            let kind = match entry.kind {
                b'd' => Kind::Folder,
                _ => Kind::File,
            };
            let is_moved = *is_moved.get_or_insert_with(|| are_moved(entry.name, lines.clone()));
            let name = entry.name.strip_prefix(' ').filter(|_| is_moved).unwrap_or(entry.name);
            let (name, utf8) =
                if name.starts_with(['.', '/']) { unescape(name) } else { (name.into(), true) };
            sink.note_bytes(&line, utf8);
            one(&line, kind, &folder, &name, sink);
        } else if shell::command(text).is_some() || shell::is_bare_prompt(text) {
            sink.structure();
            // Headings may follow at once.
            (is_after_blank, is_first) = (true, true);
            continue;
        } else if is_total(text) || (is_first && is_long && ends_in_size(text)) {
            sink.structure();
        } else if shell::is_message(text) || shell::is_elision(text) {
            sink.stray(&line);
        } else {
            for name in columns(text) {
                one(&line, Kind::Unknown, &folder, name, sink);
            }
        }
        is_first = false;
    }
}

/// A name in the folder of the last heading.
fn one(line: &Line<'_>, kind: Kind, folder: &str, name: &str, sink: &mut Sink) {
    let name = unquoted(name);
    // `-F` marks what can be run, links, sockets and pipes.
    let marked = name.strip_suffix(['*', '@', '=', '|']).filter(|name| !name.is_empty());
    let name = marked.unwrap_or(name);
    if matches!(name, "." | ".." | "./" | "../") {
        sink.structure();
    } else if name.trim_end_matches('/').contains('/') && !folder.is_empty() {
        // A name has no slash, so this is none.
        sink.skip(line, SkipReason::OtherFormat);
    } else if folder.is_empty() {
        sink.entry(line, kind, name);
    } else {
        sink.entry(line, kind, &format!("{folder}/{name}"));
    }
}

/// `./src:` without the colon; GNU quotes names with blanks: `'./a b':`.
fn heading(line: &str) -> Option<&str> {
    line.strip_suffix(':').filter(|folder| !folder.is_empty()).map(unquoted)
}

/// On a terminal GNU ls puts names with blanks in quotes.
fn unquoted(name: &str) -> &str {
    let inner = |mark| name.strip_prefix(mark).and_then(|name| name.strip_suffix(mark));
    inner('\'').or_else(|| inner('"')).filter(|name| !name.is_empty()).unwrap_or(name)
}

/// Whether a blank stands before each name of a folder that is in no quotes: where GNU quotes one, it moves
/// the others as far.
fn are_moved(first: &str, rest: Lines<'_>) -> bool {
    let is_moved = |name: &str| name.starts_with([' ', '\'', '"']);
    let folder = rest.take_while(|line| !line.text.trim().is_empty());
    is_moved(first) && folder.filter_map(|line| long(line.text)).all(|entry| is_moved(entry.name))
}

/// The names in a line: on a terminal there are several, at least two blanks apart.
pub(super) fn columns(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let quote = rest.chars().next().filter(|char| matches!(char, '\'' | '"'));
        let quoted = quote.and_then(|mark| rest[1..].find(mark)).map(|at| at + 2);
        let from = quoted.unwrap_or(0);
        let end = rest[from..].find("  ").map_or(rest.len(), |gap| from + gap);
        let end = rest[from..end].find('\t').map_or(end, |tab| from + tab);
        let name = &rest[..end];
        rest = rest[end..].trim_start_matches([' ', '\t']);
        Some(name)
    })
}

/// `total 12`, in some languages another word, with `-h` a unit.
pub(in crate::tree) fn is_total(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let word = words.next();
    let is_word = matches!(word, Some("total" | "insgesamt" | "totale" | "合計" | "итого"));
    let is_size = words.next().is_some_and(|size| size.starts_with(|c: char| c.is_ascii_digit()));
    is_word && is_size && words.next().is_none()
}

/// A total in any language, where nothing but that and long lines can stand: `i alt 16`.
fn ends_in_size(line: &str) -> bool {
    let size = line.rsplit_once(' ').map(|(_, size)| size.as_bytes());
    size.is_some_and(|size| size.first().is_some_and(u8::is_ascii_digit))
}

/// What a line with permissions tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) struct Long<'t> {
    /// The first letter of the permissions: `d`, `-`, `l`, …
    pub(in crate::tree) kind: u8,
    /// The name or path, without a link's target.
    pub(in crate::tree) name: &'t str,
    /// The word after the permissions: links, `user/group` or a version of zip.
    pub(in crate::tree) second: &'t str,
}

/// Takes apart a line of `ls -l`, `tar tvf` (GNU and BSD) or `zipinfo`.
///
/// Their columns differ, but all have the date and the time right before the
/// name, in one of the shapes that [`date_ends`] knows.
pub(in crate::tree) fn long(line: &str) -> Option<Long<'_>> {
    let line = line.trim_start();
    // `ls -i` and `ls -s` put numbers first.
    let line = line.trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ');
    let bytes = line.as_bytes();
    let is_mode = bytes.len() > 10
        && matches!(
            bytes[0],
            b'-' | b'.' | b'd' | b'l' | b'b' | b'c' | b'p' | b's' | b'h' | b'C' | b'?'
        )
        && bytes[1..10].iter().all(|byte| b"-rwxsStTl?".contains(byte))
        && matches!(bytes[10], b' ' | b'+' | b'.' | b'@');
    if !is_mode {
        return None;
    }
    let words: Vec<(usize, &str)> = words(line).take(11).collect();
    let end = (2..words.len()).find_map(|at| date_ends(&words[at..]))?;
    let name = line.get(end..)?.strip_prefix(' ')?;
    let name = match bytes[0] {
        b'l' => name.split_once(" -> ").map_or(name, |(link, _)| link),
        b'h' => name.split_once(" link to ").map_or(name, |(link, _)| link),
        _ => name,
    };
    // `eza --git` puts git's state before it, seldom in two letters: these are a name's, of `UI kit.fig`.
    let name = match name.as_bytes() {
        [staged, other, b' ', _, ..]
            if (*staged == b'-' || *other == b'-')
                && [staged, other].iter().all(|state| b"-MNDRTUI".contains(state)) =>
        {
            &name[3..]
        }
        _ => name,
    };
    Some(Long { kind: bytes[0], name, second: words[1].1 })
}

/// The words of a line with the offset where each ends.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += line[at..].len() - line[at..].trim_start_matches(' ').len();
        let word = line[at..].split(' ').next().filter(|word| !word.is_empty())?;
        at += word.len();
        Some((at, word))
    })
}

/// Where a date and a time end, if `words` begins with them: `Jan  1 12:00`,
/// `1 Jan 2024`, `Jan  1 12:00:00 2024`, `2024-01-01 12:00`,
/// `2024-01-01 12:00:00.123 +0100`, `01-01 12:00`, `24-Jan-01 12:00`.
fn date_ends(words: &[(usize, &str)]) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", |&(_, word)| word);
    let end = |at: usize| words.get(at).map(|&(end, _)| end);
    let is_day = |word: &str| {
        word.trim_end_matches(['.', '日', '일'])
            .parse::<u32>()
            .is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_month = |word: &str| {
        let word = word.trim_start_matches(|char: char| char.is_ascii_digit());
        let letters = word.chars().all(|char| char.is_alphabetic() || char == '.');
        if matches!(word, "月" | "월") {
            return true;
        }
        letters && (2..=5).contains(&word.chars().count())
    };
    let is_clock = |word: &str| {
        word.len() >= 4
            && word.contains(':')
            && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
    };
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_zone = |word: &str| {
        word.len() == 5 && word.starts_with(['+', '-']) && word[1..].parse::<u32>().is_ok()
    };
    let is_dashed = |word: &str| {
        word.len() >= 5
            && word.as_bytes()[0].is_ascii_digit()
            && word.contains(['-', '/'])
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(&byte))
    };
    let is_named = (is_month(word(0)) && is_day(word(1))) || (is_day(word(0)) && is_month(word(1)));
    if is_named && is_clock(word(2)) {
        return if word(2).len() >= 8 && is_year(word(3)) { end(3) } else { end(2) };
    }
    if is_named && is_year(word(2)) {
        return year_end(words);
    }
    if is_dashed(word(0)) && is_clock(word(1)) {
        return if is_zone(word(2)) { end(2) } else { end(1) };
    }
    None
}

/// `Jan  1  2024 name`: the year ends the date.
fn year_end(words: &[(usize, &str)]) -> Option<usize> {
    words.get(2).map(|&(end, _)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, kind: u8, name: &str) {
        let found = long(line).map(|long| (long.kind, long.name));
        assert_eq!(found, Some((kind, name)), "kind and name in {line:?}");
    }

    #[test]
    fn names_stand_after_the_date_whatever_the_columns() {
        check("-rw-r--r-- 1 jo staff 12 Jan  1 12:00 a b.ts", b'-', "a b.ts");
        check("drwxr-xr-x@ 3 jo staff 96  1 Jan  2024 src", b'd', "src");
        check("-rw-r--r-- 1 jo jo 1.2K 2024-01-01 12:00  x.ts", b'-', " x.ts");
        check("-rw-r--r-- 1 jo jo 5 2024-01-01 12:00:00.000000000 +0100 x", b'-', "x");
        check("lrwxrwxrwx 1 jo jo 9 Jan  1 12:00 l -> t", b'l', "l");
        check("-rw-r--r-- jo/jo  3 2024-01-01 12:00 shop/a.ts", b'-', "shop/a.ts");
        check("-rw-r--r--  0 jo staff 3 Jan  1 12:00 shop/a.ts", b'-', "shop/a.ts");
        check("-rw-r--r--  3.0 unx  17 tx defN 24-Jan-01 12:00 a.txt", b'-', "a.txt");
        check("  1234 -rw-r--r-- 1 jo jo 12 Jan  1 12:00 a", b'-', "a");
    }

    #[test]
    fn columns_of_a_terminal_are_names_of_their_own() {
        let names: Vec<&str> = columns("a.ts   'my file.ts'  b.ts").collect();
        assert_eq!(names, ["a.ts", "'my file.ts'", "b.ts"]);
    }
}
