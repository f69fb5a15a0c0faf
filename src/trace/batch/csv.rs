//! Tables.
//!
//! Read by hand: what is exported here is often cut, quoted by halves or parted by
//! tabs, and every row needs its place in the text. A crate would add the same again
//! for that.

use super::columns::{Column, column, is_header};
use super::row::Row;
use super::{Batch, Form};
use crate::text::{Problem, Span};

/// Reads a table with a header; none if the first line is no header of errors.
pub(super) fn read(text: &str) -> Option<Batch> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].lines().next()?;
    let (mark, columns) = [',', '\t', ';'].into_iter().find_map(|mark| {
        let cells = Rows { text, at: start, mark }.next()?.cells;
        let columns: Vec<Column> = cells.iter().map(|name| column(name)).collect();
        is_header(&columns).then_some((mark, columns))
    })?;
    let mut batch = Batch { form: Form::Table, ..Batch::default() };
    if !columns.contains(&Column::Count) {
        let message = "No column tells how often each error came, so that every row counts once.";
        let hint = "A column `count()`, `events` or `times seen` is read.";
        let span = Span::from(start..start + first.len());
        batch.problems.push(Problem::info("events/no-counts", message).at(span).hint(hint));
    }
    let mut times = Vec::new();
    for cells in (Rows { text, at: start, mark }).skip(1) {
        let (count, span) = (cells.cells.len(), Span::from(cells.start..cells.end));
        if cells.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if cells.is_open || count > columns.len() {
            let message = match cells.is_open {
                true => "A quote in this row is never closed; the row is read to its line's end.",
                false => {
                    "This row has more cells than the header has columns; the last are left out."
                }
            };
            batch.remark_once(Problem::warning("events/bad-row", message).at(span));
        }
        let mut row = Row::default();
        for (column, cell) in columns.iter().zip(&cells.cells) {
            row.add(column.clone(), cell);
        }
        batch.take(&row, span, &mut times);
    }
    batch.days = super::json::days(&times);
    Some(batch)
}

impl Batch {
    /// Adds what a row tells of an error.
    pub(super) fn take(&mut self, row: &Row, span: Span, times: &mut Vec<i64>) {
        let Some((counted, read)) = row.counted(span) else {
            let message = "This row names no error: neither title, culprit nor file.";
            self.remark_once(Problem::warning("events/bad-row", message).at(span));
            return;
        };
        if !read {
            let message = "The count of this row is no number; it counts once.";
            self.remark_once(Problem::warning("events/bad-count", message).at(span));
        }
        times.extend(row.time());
        self.events.push(counted);
    }
}

/// The rows of a table.
struct Rows<'t> {
    text: &'t str,
    at: usize,
    mark: char,
}

/// A row and where it stands.
struct Cells {
    cells: Vec<String>,
    start: usize,
    end: usize,
    /// Whether a quote was not closed.
    is_open: bool,
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
