//! Tables: any lines of columns, one of which holds paths.

use super::ruled::Rule;
use super::table::{self, Column, Split, is_data, is_rule};
use crate::tree::SkipReason;
use crate::tree::lines::{Line, Region, sample};
use crate::tree::plausible::is_certain;
use crate::tree::sink::{Kind, Sink};
use crate::tree::{quote::unquote, shell};

/// Reads the column of paths; the user may say which it is, from 0.
pub(super) fn read(region: Region<'_>, column: Option<usize>, sink: &mut Sink) {
    let lines = sample(region.text, 40);
    if let Some(rule) = Rule::find(&lines).filter(|_| column.is_none()) {
        return read_ruled(region, &rule, sink);
    }
    let Some(column) = find(&lines, column) else {
        return region.lines().for_each(|line| sink.stray(&line));
    };
    let first = sink.entries.len();
    let mut sums = Vec::new();
    for line in region.lines() {
        let before = sink.entries.len();
        row(&line, column, sink);
        if sink.entries.len() > before {
            sums.push(number(line.text, column));
        }
    }
    drop_total(first, &sums, sink);
}

/// The column of paths, where lines of a tool's own say nothing.
pub(in crate::tree) fn find(lines: &[&str], column: Option<usize>) -> Option<Column> {
    let data: Vec<&str> = lines.iter().copied().filter(|line| !is_frame(line)).collect();
    table::find(&data, column)
}

fn row(line: &Line<'_>, column: Column, sink: &mut Sink) {
    let text = line.text;
    if text.trim().is_empty() || is_rule(text) || is_titled_rule(text.trim()) {
        return sink.structure();
    }
    if is_summary(text.trim()) {
        return sink.structure();
    }
    if is_frame(text) {
        return sink.stray(line);
    }
    let before = column.split.cells(text).take(column.index).map(|(_, cell)| cell);
    let (kind, is_gone) = states(before);
    let Some((start, cell)) = column.split.cells(text).nth(column.index) else {
        return sink.stray(line);
    };
    let name = if column.is_last { text[start..].trim() } else { cell };
    let csv = match column.split {
        Split::Comma | Split::Semicolon => {
            name.strip_prefix('"').and_then(|name| name.strip_suffix('"'))
        }
        Split::Bar | Split::Tab | Split::Gap | Split::Space => None,
    };
    let name = match column.split {
        Split::Bar => name.trim_matches(['|', '│', ' ']),
        _ => csv.unwrap_or(name),
    };
    // Subversion says so that a file has the history of another.
    let name = name.strip_prefix("+  ").map_or(name, str::trim_start);
    let inner = name.trim_matches(['`', '\'']);
    if is_total(inner) || is_header(inner) || matches!(inner, "." | "./") {
        sink.structure();
    } else if !names_file(inner, column.is_last || csv.is_some())
        || !(is_certain(inner) || has_data(text, column))
    {
        sink.stray(line);
    } else if is_gone {
        sink.skip(line, SkipReason::Deleted);
    } else if is_cut(inner) {
        sink.skip(line, SkipReason::Abbreviated);
    } else if csv.is_some() {
        // Unlike git's, quotes of CSV escape nothing but themselves.
        sink.entry(line, kind, &slashes(&inner.replace("\"\"", "\"")));
    } else if inner.starts_with('"') && unquote(inner).is_some() {
        sink.quotable(line, kind, inner);
    } else {
        let link = inner.split_once(" -> ").map_or(inner, |(link, _)| link);
        sink.entry(line, kind, &slashes(link));
    }
}

/// What stands above a column of names.
fn is_header(cell: &str) -> bool {
    let word = cell.split(' ').next().unwrap_or(cell);
    let words = ["name", "file", "path", "filename", "fullname", "files", "paths", "module"];
    words.contains(&word.to_ascii_lowercase().as_str()) && !shell::has_extension(cell)
}

/// Whether a cell may be a name: a path, or one word that is no header.
fn names_file(cell: &str, may_be_long: bool) -> bool {
    let is_word =
        !cell.contains(' ') && cell.chars().all(|c| c.is_alphanumeric() || "-_.@+[]()".contains(c));
    // Among states a small letter is one, alone it is a name.
    let is_letter = cell.len() == 1 && cell.as_bytes()[0].is_ascii_lowercase();
    let is_long =
        cell.contains(' ') && may_be_long && (cell.contains('/') || shell::has_extension(cell));
    !cell.is_empty()
        && !cell.ends_with(':')
        && (is_certain(cell) || (is_word && (is_letter || !is_data(cell))) || is_long)
}

/// Whether the end of a name had no room in its column, as PowerShell marks it.
fn is_cut(name: &str) -> bool {
    name.ends_with("...") || name.ends_with('…')
}

/// `===== coverage =====`, as test runners part what they say.
fn is_titled_rule(text: &str) -> bool {
    ["===", "___", "---"].iter().any(|rule| text.starts_with(rule) && text.ends_with(rule))
}

/// Whether a row has data where the others have: words of a log or a header have none.
fn has_data(text: &str, column: Column) -> bool {
    let cell = |at: usize| column.split.cells(text).nth(at);
    column.data.is_none_or(|at| cell(at).is_some_and(|(_, cell)| is_data(cell)))
}

/// What the cells before a name say.
fn states<'t>(cells: impl Iterator<Item = &'t str>) -> (Kind, bool) {
    cells.map(state).fold((Kind::Unknown, false), |all, one| {
        (if one.0 == Kind::Unknown { all.0 } else { one.0 }, all.1 || one.1)
    })
}

/// What the cell before a name says: a folder, or a file that is gone.
fn state(cell: &str) -> (Kind, bool) {
    let is_gone = matches!(cell, "D" | "!" | "R" | "*deleting" | "DD" | "MD" | "deleted");
    let is_folder = matches!(cell, "<DIR>" | "d" | "dir" | "tree" | "directory" | "<JUNCTION>")
        || (cell.len() > 4
            && cell.starts_with('d')
            && cell.bytes().skip(1).all(|b| b"-rwxsStTahl.+@".contains(&b)))
        || (cell.len() > 4
            && cell.starts_with('D')
            && cell[1..].bytes().all(|b| b == b'.' || b.is_ascii_uppercase())
            && cell.contains('.'))
        || (cell.len() == 11
            && cell.as_bytes()[1] == b'd'
            && cell.starts_with(['c', '.', '>', '<']));
    (if is_folder { Kind::Folder } else { Kind::Unknown }, is_gone)
}

/// The word for a sum, in the languages of tools.
pub(super) fn is_total(cell: &str) -> bool {
    let word = cell.split([' ', ':']).next().unwrap_or(cell).to_lowercase();
    let words = [
        "total",
        "totals",
        "insgesamt",
        "totale",
        "totaal",
        "итого",
        "合計",
        "总计",
        "总用量",
        "suma",
        "celkem",
        "sum",
        "sum:",
        "summe",
    ];
    words.contains(&word.as_str()) || cell == "All files"
}

fn is_frame(line: &str) -> bool {
    let text = line.trim();
    shell::command(text).is_some()
        || shell::is_bare_prompt(text)
        || shell::is_message(text)
        || shell::is_elision(text)
        || is_summary(text)
}

/// What `rsync`, `docker` and archivers say around a list.
pub(super) fn is_summary(text: &str) -> bool {
    let starts = [
        "sent ",
        "total size is ",
        "sending incremental",
        "receiving ",
        "building file list",
        "created directory ",
        "Archive:",
        "Listing archive",
        "Found ",
        "delta-transmission",
    ];
    starts.iter().any(|start| text.starts_with(start))
}

/// The first number of a row.
fn number(text: &str, column: Column) -> Option<u64> {
    let mut cells = column.split.cells(text).take(column.index).map(|(_, cell)| cell);
    cells.find_map(|cell| {
        let digits: String = cell.split(' ').next()?.chars().filter(|&c| c != ',').collect();
        digits.parse().ok()
    })
}

/// A root with the sum of all sizes is no file: it comes first or last, and no row has more.
fn drop_total(first: usize, sums: &[Option<u64>], sink: &mut Sink) {
    let Some(numbers) = sums.iter().copied().collect::<Option<Vec<u64>>>() else { return };
    let max = numbers.iter().copied().max().unwrap_or(0);
    let others = |at: usize| numbers.iter().enumerate().filter(move |&(it, _)| it != at);
    let Some(last) = numbers.len().checked_sub(1).filter(|&last| last > 1) else { return };
    for at in [last, 0] {
        let entry = sink.entries[first + at];
        let name = sink.path(entry);
        let is_bare = !name.contains(['/', '.']) && entry.kind != Kind::Folder;
        let is_greatest = numbers[at] == max && others(at).all(|(_, &number)| number < max);
        let is_folder = sink.entries[first..].iter().any(|&other| {
            sink.path(other).strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
        });
        // Sizes of folders hold those of their files; a root holds all at the top.
        let has_folders = sink.entries[first..].windows(2).any(|pair| {
            let (one, two) = (sink.path(pair[0]), sink.path(pair[1]));
            two.strip_prefix(one).is_some_and(|rest| rest.starts_with('/'))
        });
        if is_bare && is_greatest && has_folders && !is_folder {
            sink.entries.remove(first + at);
            return sink.structure();
        }
    }
}

/// Slashes for backslashes, where a path has only these.
pub(super) fn slashes(path: &str) -> std::borrow::Cow<'_, str> {
    if path.contains('\\') && !path.contains('/') {
        std::borrow::Cow::Owned(path.replace('\\', "/"))
    } else {
        std::borrow::Cow::Borrowed(path)
    }
}

/// Reads rows whose columns a line of dashes marks.
fn read_ruled(region: Region<'_>, rule: &Rule, sink: &mut Sink) {
    let lines: Vec<Line<'_>> = region.lines().collect();
    let mut is_table = false;
    for (at, line) in lines.iter().enumerate() {
        let is_rule = rule.is(line.text);
        if is_rule {
            // The second rule ends a table, unless another head stands above it.
            let above = at.checked_sub(1).map_or("", |above| lines[above].text);
            is_table = rule.heads(above);
        }
        let is_blank = line.text.trim().is_empty();
        if is_rule || is_blank || rule.heads(line.text) || is_frame(line.text) {
            sink.structure();
        } else if !is_table {
            // Before the table, and in its totals.
            if is_certain(line.text.trim()) { sink.stray(line) } else { sink.structure() }
        } else {
            let (before, name) = rule.cut(line.text);
            let (kind, is_gone) = states(before.split_whitespace());
            if name.is_empty() || is_total(name) {
                sink.structure();
            } else if is_gone {
                sink.skip(line, SkipReason::Deleted);
            } else if is_cut(name) {
                sink.skip(line, SkipReason::Abbreviated);
            } else {
                sink.entry(line, kind, &slashes(name));
            }
        }
    }
}

/// Whether a line of dashes marks the columns of a table.
pub(in crate::tree) fn has_rule(lines: &[&str]) -> bool {
    Rule::find(lines).is_some()
}
