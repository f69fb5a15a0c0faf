//! Tables.

use super::columns::{Column, column, is_header};
use super::row::Row;
use super::{Batch, Form};
use crate::text::csv::Rows;
use crate::text::{Problem, Span};

/// Reads a table with a header; none if the first line is no header of errors.
pub(super) fn read(text: &str) -> Option<Batch> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].lines().next()?;
    let (mark, columns) = [',', '\t', ';'].into_iter().find_map(|mark| {
        let cells = Rows::new(text, start, mark).next()?.cells;
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
    for cells in Rows::new(text, start, mark).skip(1) {
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
