//! How a table is cut into cells, and which of its columns holds paths.

use crate::tree::plausible::{is_certain, is_route};

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) enum Split {
    Tab,
    Bar,
    Comma,
    Semicolon,
    /// Two spaces or more.
    Gap,
    Space,
}

impl Split {
    const ALL: [Self; 6] =
        [Self::Tab, Self::Bar, Self::Comma, Self::Semicolon, Self::Gap, Self::Space];

    /// The cells of a line, trimmed, with the place where each begins.
    pub(super) fn cells(self, line: &str) -> impl Iterator<Item = (usize, &str)> {
        let mut rest = Some(line);
        let mut is_first = true;
        std::iter::from_fn(move || {
            let text = rest?;
            let (cell, after) = match self {
                Self::Tab => cut(text, text.find('\t'), 1),
                Self::Bar => cut(text, text.find(['|', '│']), 0),
                Self::Comma => cut(text, unquoted(text, ','), 1),
                Self::Semicolon => cut(text, unquoted(text, ';'), 1),
                Self::Gap => word(text, |text| text.find("  ")),
                Self::Space => word(text, |text| text.find([' ', '\t'])),
            };
            rest = after;
            let is_edge = is_first && self == Self::Bar;
            is_first = false;
            let start = cell.as_ptr() as usize - line.as_ptr() as usize;
            let trimmed = cell.trim();
            // The bars around a row hold no cell.
            if trimmed.is_empty() && (is_edge || (rest.is_none() && self != Self::Tab)) {
                return Some(None);
            }
            Some(Some((start + (cell.len() - cell.trim_start().len()), trimmed)))
        })
        .flatten()
    }
}

fn cut(text: &str, at: Option<usize>, width: usize) -> (&str, Option<&str>) {
    match at {
        None => (text, None),
        Some(at) => {
            let width = if width == 0 {
                text[at..].chars().next().map_or(1, char::len_utf8)
            } else {
                width
            };
            (&text[..at], Some(&text[at + width..]))
        }
    }
}

/// Where a mark stands first that is in no quotes; two in quotes stand for one.
fn unquoted(text: &str, mark: char) -> Option<usize> {
    let mut is_quoted = false;
    let starts = text.trim_start().starts_with('"');
    text.find(|char| {
        is_quoted ^= starts && char == '"';
        !is_quoted && char == mark
    })
}

/// The next word, where blanks before it count for nothing.
fn word(text: &str, end: impl Fn(&str) -> Option<usize>) -> (&str, Option<&str>) {
    let text = text.trim_start();
    match end(text) {
        None => (text, None),
        Some(at) => {
            let rest = text[at..].trim_start();
            (&text[..at], (!rest.is_empty()).then_some(rest))
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) struct Column {
    pub(super) split: Split,
    /// From 0.
    pub(super) index: usize,
    /// Whether the name runs to the end of the line.
    pub(super) is_last: bool,
    /// How many of a hundred lines have a path in it.
    pub(in crate::tree) share: u32,
    /// Whether the other columns hold numbers, dates, letters: what no name is.
    pub(in crate::tree) beside_data: bool,
    /// Another column that holds such data beside nearly every path.
    pub(super) data: Option<usize>,
}

/// The column of `lines` that holds paths; with `index` (from 0) the user says which.
pub(in crate::tree) fn find(lines: &[&str], index: Option<usize>) -> Option<Column> {
    let rows: Vec<&str> =
        lines.iter().copied().filter(|line| !line.trim().is_empty() && !is_rule(line)).collect();
    if rows.iter().filter(|row| is_route(row)).count() * 2 > rows.len() {
        return None;
    }
    // A head is no row.
    let rows = if rows.len() > 2 { &rows[1..] } else { &rows };
    let mut best: Option<Column> = None;
    for split in Split::ALL {
        let cut: Vec<Vec<&str>> = rows
            .iter()
            .map(|line| split.cells(line).map(|(_, cell)| cell).take(12).collect())
            .collect();
        let wide = cut.iter().filter(|cells| cells.len() > 1).count();
        let needed = if index.is_some() { 5 } else { 7 };
        if rows.is_empty() || wide * 10 < rows.len() * needed {
            continue;
        }
        for at in 0..12 {
            if index.is_some_and(|index| index != at) {
                continue;
            }
            if index.is_none() && split == Split::Space && !is_regular(&cut, at) {
                continue;
            }
            let column = measure(&cut, split, at);
            // Names with spaces, and nothing before or behind them.
            if index.is_none() && split == Split::Space && at == 0 && column.is_last {
                continue;
            }
            let is_better = best.is_none_or(|best| column.share > best.share);
            if is_better && (column.share >= 40 || index.is_some()) {
                best = Some(column);
            }
        }
    }
    best
}

/// Whether single words before a column are columns, too, and no sentence: each holds data, or
/// the same word in nearly every row.
fn is_regular(cut: &[Vec<&str>], index: usize) -> bool {
    // A folder whose name has spaces begins every line with the same words, too; but no
    // name ends with a space before a slash.
    let is_rooted = |cell: &&str| cell.starts_with('/') || cell.starts_with("./");
    let rooted = cut.iter().filter(|cells| cells.get(index).is_some_and(is_rooted)).count();
    let mut is_told = index == 0 || rooted * 10 >= cut.len() * 8;
    let is_regular = (0..index).all(|at| {
        let cells = || cut.iter().filter_map(|cells| cells.get(at));
        // In one row or two any word is the same, and a small letter begins a name.
        let is_few = cut.len() < 3;
        let is_letter = |cell: &str| cell.len() == 1 && cell.as_bytes()[0].is_ascii_lowercase();
        let data = cells().filter(|cell| is_data(cell) && !(is_few && is_letter(cell))).count();
        let middle = cells().nth(cut.len() / 2).copied().unwrap_or_default();
        let same = cells().filter(|&&cell| cell == middle).count();
        is_told |= data * 10 >= cut.len() * 8 || is_mark(middle);
        let same = if is_few { 0 } else { same };
        data.max(same) * 10 >= cut.len() * 8
    });
    // `find -printf '%y %p'` says so what each path is.
    let is_kind = || cut.iter().all(|cells| matches!(cells.first(), Some(&("f" | "d" | "l"))));
    is_told && (is_regular || index == 1 && is_kind())
}

/// Whether a word before every path says what was done with it, or is no part of a name: `x`
/// of a tape archive, `modified:`, `M`. A folder is none.
fn is_mark(word: &str) -> bool {
    const VERBS: [&str; 16] = [
        "x", "rm", "mv", "cp", "add", "create", "created", "copy", "copied", "delete", "deleted",
        "remove", "removed", "modified", "new", "renamed",
    ];
    let is_status = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_name = word.chars().all(|c| c.is_alphanumeric() || "-_.'&".contains(c));
    is_status || !(is_name || word.contains(['/', '\\'])) || VERBS.contains(&word)
}

fn measure(cut: &[Vec<&str>], split: Split, index: usize) -> Column {
    let held: Vec<&Vec<&str>> = cut.iter().filter(|cells| cells.len() > index).collect();
    let last = held.iter().filter(|cells| {
        cells.len() == index + 1
            || (split == Split::Space && !cells[index + 1..].iter().any(|c| is_data(c)))
    });
    let is_last = last.count() * 10 >= held.len() * 6;
    let certain = held.iter().filter(|cells| is_path(cells[index], split)).count();
    let beside = held.iter().filter(|cells| {
        let mut others = cells.iter().enumerate().filter(|&(at, _)| at != index);
        if is_last {
            cells[..index].iter().any(|cell| is_data(cell))
        } else {
            others.any(|(_, cell)| is_data(cell))
        }
    });
    let rows = || held.iter().filter(|cells| is_path(cells[index], split));
    let is_data_in = |at: &usize| {
        let told = rows().filter(|cells| cells.get(*at).is_some_and(|cell| is_data(cell)));
        *at != index && certain > 0 && told.count() * 10 >= certain * 9
    };
    Column {
        split,
        index,
        data: (0..if is_last { index } else { 12 }).find(is_data_in),
        is_last,
        share: (certain * 100 / cut.len().max(1)) as u32,
        beside_data: beside.count() * 10 >= cut.len() * 7,
    }
}

/// A cell that is surely a path; in a cell of its own it may have spaces.
fn is_path(cell: &str, split: Split) -> bool {
    let cell = cell.trim_matches(['"', '\'', '`']);
    match cell.rsplit_once(' ') {
        Some((head, tail)) if split != Split::Space => {
            head.split(' ').count() < 4
                && !is_data(head)
                && is_certain(tail)
                && !head.contains([':', ';', '='])
        }
        _ => is_certain(cell),
    }
}

/// A line of nothing but dashes.
pub(super) fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.len() > 2
        && text
            .chars()
            .all(|char| matches!(char, '-' | '=' | ' ' | '|' | '+' | ':' | '─' | '═' | '┼' | '━'))
        && text.contains(['-', '=', '─', '═', '━'])
}

/// A cell of numbers, a date, a size, a mode, a hash, or the letters of a state.
pub(super) fn is_data(cell: &str) -> bool {
    let is_number = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let units = [
            "", "B", "b", "k", "K", "M", "G", "T", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB",
            "GiB", "kb", "mb", "bytes", "Bytes", "ms", "s", "%", "bin", "Bin",
        ];
        let unit =
            text.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.,:/’'".contains(c)).trim();
        digits > 0 && (units.contains(&unit) || (unit.starts_with(['T', 'Z', '+']) && digits > 7))
    };
    let is_hash = cell.len() >= 7
        && cell.bytes().all(|byte| byte.is_ascii_hexdigit())
        && cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_state = cell.len() <= 4
        && !cell.is_empty()
        && cell.bytes().all(|byte| byte.is_ascii_uppercase() || b"?!~+*.-".contains(&byte));
    let is_mode = cell.len() >= 5
        && cell.bytes().all(|byte| b"-dlrwxsStTahDARHSILc.+@<>f*".contains(&byte))
        && (cell.contains('-') || cell.contains(".."));
    let is_itemised = cell.len() == 11
        && cell.starts_with(['>', '<', 'c', '.', 'h', '*'])
        && cell.as_bytes()[1..2].iter().all(|byte| b"fdLDSe".contains(byte));
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let is_date = days.contains(&cell) || months.contains(&cell);
    let is_kind = is_date
        || matches!(
            cell,
            "<DIR>" | "<JUNCTION>" | "*deleting" | "AM" | "PM" | "file" | "dir" | "blob" | "tree"
                // `tar` of BSD, and `git ls-files -v`
                | "a" | "x" | "h" | "s"
        );
    is_number(cell) || is_hash || is_state || is_mode || is_itemised || is_kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_with_paths_is_found_wherever_it_is() {
        for (lines, split, index) in [
            (&["  12 src/a.ts", " 120 src/b.ts", " 132 total"][..], Split::Gap, 1),
            (&["A /app/src/a.ts", "C /app", "D /app/old.ts"], Split::Space, 1),
            (&["src/a.py   10   2   80%", "src/b.py    5   0  100%"], Split::Gap, 0),
            (
                &[
                    "shop /usr/lib/a.so",
                    "shop /usr/lib/b.so",
                    "shop /usr/lib/c.so",
                    "shop /usr/lib/d.so",
                ],
                Split::Space,
                1,
            ),
            (&["| a/b.ts | 12 |", "| c/d.ts | 3 |"], Split::Bar, 0),
            (&["4.0K\tsrc/a.ts", "12\tsrc/b.ts"], Split::Tab, 1),
        ] {
            let found = find(lines, None);
            let place = found.map(|column| column.index);
            // A number of one width is cut by a single space as well.
            let fits = found.is_some_and(|it| it.split == split || it.split == Split::Space);
            assert!(fits && place == Some(index), "{lines:?}: {found:?}");
        }
    }

    #[test]
    fn names_with_spaces_are_no_columns() {
        let lines =
            [r"C:\r\a", r"C:\r\a\b c.md", r"C:\r\a\b c.md\d e.md", r"C:\r\a\b c.md\d e.md\f"];
        assert!(find(&lines, None).is_none_or(|column| column.split != Split::Space));
        let lines =
            ["src/my files/a.md", "src/my files/b.md", "src/my files/c.md", "src/my files/d.md"];
        assert!(find(&lines, None).is_none_or(|column| column.split != Split::Space));
    }

    #[test]
    fn a_letter_before_one_path_or_two_begins_a_name() {
        let lines = ["a guide.md/part/one.md", "x ray.md/part/two.md", "h two/o.md", "x y/z.md"];
        assert!(find(&lines[..1], None).is_none_or(|column| column.split != Split::Space));
        assert!(find(&lines[..2], None).is_none_or(|column| column.split != Split::Space));
        assert!(find(&lines, None).is_some_and(|column| column.index == 1), "{lines:?}");
    }

    #[test]
    fn data_is_told_from_names() {
        for cell in [
            "12",
            "1.1kB",
            "6139904 B",
            "80%",
            "2025-03-01",
            "10:00",
            "??",
            "-rw-r--r--",
            "1f2e3d4c5b",
        ] {
            assert!(is_data(cell), "{cell} is data");
        }
        for cell in ["src", "a.ts", "LICENSE", "v2", "docs-old", "README"] {
            assert!(!is_data(cell), "{cell} may be a name");
        }
    }
}
