//! Names in columns, as `ls` fills a terminal with them.

use super::ls::columns;
use super::table::is_data;
use crate::tree::plausible::is_certain;
use crate::tree::shell;

/// Whether `lines` are nothing but names that `ls` put in columns; `is_ls` says that it was asked to.
///
/// A table looks alike, but only names ascend as they are read: down the columns or along the rows.
pub(in crate::tree) fn is_grid(lines: &[&str], is_ls: bool) -> bool {
    /// Of more the sample may hold but a part, whose order tells nothing; no terminal is wider.
    const MOST: (usize, usize) = (60, 1000);
    if lines.len() > MOST.0 || lines.iter().any(|line| line.len() > MOST.1) {
        return false;
    }
    let is_shell = |line: &str| shell::command(line).is_some() || shell::is_bare_prompt(line);
    let rows: Vec<Vec<&str>> = lines
        .iter()
        .filter(|line| !is_shell(line))
        .map(|line| columns(line.trim_end()).collect())
        .collect();
    let (Some(first), Some((last, full))) = (rows.first(), rows.split_last()) else { return false };
    let width = first.len();
    let count = rows.iter().map(Vec::len).sum::<usize>();
    if width < 2 || (count < 3 && !is_ls) {
        return false;
    }
    let names = || rows.iter().flatten().copied();
    let certain =
        |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|it| is_certain(it));
    let is_named = is_ls || names().any(is_certain);
    // Files, and a word about each.
    let is_table = width == 2 && !is_ls && certain(0).all(|it| it) && !certain(1).any(|it| it);
    if !is_named || is_table || !names().all(|name| may_be_name(name, is_ls)) {
        return false;
    }
    // Only the last column or the last row may be short.
    let is_down = rows.iter().all(|row| row.len() + 1 >= width)
        && rows.is_sorted_by(|above, below| above.len() >= below.len());
    let is_along = full.iter().all(|row| row.len() == width) && last.len() <= width;
    let down: Vec<&str> =
        (0..width).flat_map(|at| rows.iter().filter_map(move |row| row.get(at).copied())).collect();
    (is_down && ascends(&down)) || (is_along && ascends(&names().collect::<Vec<_>>()))
}

/// Whether a cell may be a name; a number is one only where `ls` was asked for.
fn may_be_name(cell: &str, is_ls: bool) -> bool {
    let is_quoted = cell.starts_with(['\'', '"']);
    let name = cell.trim_end_matches(MARKS);
    let is_number = is_data(name) && name.bytes().any(|byte| byte.is_ascii_digit());
    is_quoted
        || !(name.contains([' ', '|', ';', '<', '>', '{', '}', '=']) || name.ends_with([':', ',']))
            && (is_ls || !is_number)
}

/// What `-F` puts behind names.
const MARKS: [char; 5] = ['/', '*', '@', '=', '|'];

/// Whether names ascend, byte by byte or as most languages sort; folders may stand before files.
fn ascends(names: &[&str]) -> bool {
    let breaks = usize::from(names.len() > 7);
    let bare = |name: &str| name.trim_matches(['\'', '"']).trim_end_matches(MARKS).to_owned();
    let letters = |name: &str| {
        let letters = name.chars().filter(|char| char.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let fits = |key: &dyn Fn(&str) -> String| {
        let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        keys.windows(2).filter(|pair| pair[0] > pair[1]).count() <= breaks
    };
    fits(&bare) || fits(&letters)
}

#[cfg(test)]
mod tests {
    use super::is_grid;

    #[test]
    fn names_in_columns_are_told_from_tables() {
        for lines in [
            &["LICENSE    docs  package.json", "README.md  lib   src"][..],
            &["./   .gitignore\tMakefile", "../  LICENSE\tsrc/"],
            &["docs  index.html  src"],
            &[" a.md      'my notes.txt'", "'b c.md'    z"],
            &["docs  lib  src  test  a.ts", "b.ts  c.ts  d.ts  e.ts  f.ts"],
        ] {
            assert!(is_grid(lines, false), "{lines:?} are names in columns");
        }
        for lines in [
            &["a.ts  alpha", "b.ts  beta", "c.ts  gamma"][..],
            &["NAME     READY", "web.app  1/1"],
            &["docs  lib  src"],
            &["src/a.ts", "src/b.ts"],
            &["pay.ts  takes money", "tax.ts  adds taxes"],
            &["z.ts  m.ts  a.ts"],
        ] {
            assert!(!is_grid(lines, false), "{lines:?} are none");
        }
        assert!(is_grid(&["docs  lib", "img   src"], true), "after `ls` words are names");
    }
}
