//! Tables as CSV.
//!
//! Read by hand: what is exported here is often cut, quoted by halves or parted by
//! tabs, and every row needs its place in the text. A crate would add the same again
//! for that.

use super::clean;

/// The rows of a table.
pub(crate) struct Rows<'t> {
    text: &'t str,
    at: usize,
    mark: char,
}

/// A row and where it stands.
pub(crate) struct Cells {
    pub(crate) cells: Vec<String>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether a quote was not closed.
    pub(crate) is_open: bool,
}

/// Instantiation
impl<'t> Rows<'t> {
    /// The rows from an offset on, whose cells are parted by `mark`.
    pub(crate) fn new(text: &'t str, at: usize, mark: char) -> Self {
        Self { text, at, mark }
    }
}

impl Iterator for Rows<'_> {
    type Item = Cells;

    fn next(&mut self) -> Option<Cells> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let mut row = Cells { cells: Vec::new(), start, end: start, is_open: false };
        loop {
            let (cell, end) = self.cell(self.at, &mut row.is_open);
            row.cells.push(cell);
            let rest = &self.text[end..];
            if rest.starts_with(self.mark) {
                self.at = end + self.mark.len_utf8();
                continue;
            }
            row.end = end;
            let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
            self.at = end + line_end;
            return Some(row);
        }
    }
}

impl Rows<'_> {
    /// The cell that starts at an offset, and where it ends.
    fn cell(&self, start: usize, is_open: &mut bool) -> (String, usize) {
        let rest = &self.text[start..];
        let plain_end = |from: usize| {
            let end =
                self.text[from..].find([self.mark, '\n']).map_or(self.text.len(), |at| from + at);
            let crlf = self.text[from..end].ends_with('\r') && self.text[end..].starts_with('\n');
            end - usize::from(crlf)
        };
        if !rest.starts_with('"') || *is_open {
            let end = plain_end(start);
            return (self.text[start..end].to_owned(), end);
        }
        let mut cell = String::new();
        let mut at = start + 1;
        while let Some(found) = self.text[at..].find('"') {
            cell.push_str(&self.text[at..at + found]);
            at += found + 1;
            if !self.text[at..].starts_with('"') {
                // What follows a closing quote belongs to the cell.
                let end = plain_end(at);
                cell.push_str(&self.text[at..end]);
                return (cell, end);
            }
            cell.push('"');
            at += 1;
        }
        *is_open = true;
        let end = plain_end(start);
        (self.text[start + 1..end].to_owned(), end)
    }
}

/// A cell of CSV, clean. What a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets take for "this is text"; so does what begins with an apostrophe,
/// so that one can be taken off again.
pub(crate) fn quoted(cell: &str) -> String {
    const FORMULAS: [char; 13] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠'];
    let text = clean::lines(cell);
    let start = text.trim_start_matches(['"', ' ', '\u{a0}']);
    let guarded = start.starts_with(FORMULAS) || text.starts_with('\'');
    let guard = if guarded { "'" } else { "" };
    let is_quoted = text.contains(['"', ',', '\n', ';', '\t']) || text.trim() != text;
    match is_quoted {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => format!("{guard}{text}"),
    }
}
