//! CSV, read back by a parser of CSV and looked at as a spreadsheet would.

use crate::support::{all_of, file, hostile, printable, shop, text};
use proptest::prelude::*;
use sentry_general::export::Format;
use sentry_general::organization::Organization;

fn rows(organization: &Organization) -> Vec<Vec<String>> {
    let table = file(organization, Format::Csv);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let rows = reader.records().map(|it| it.expect("every line has as many cells as the first"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[track_caller]
fn check(text: &str) {
    for row in rows(&all_of(text)).iter().skip(1) {
        let slug = &row[0];
        let taken_off = slug.strip_prefix('\'').unwrap_or(slug);
        assert_eq!(taken_off, printable(text), "a cell is the text, behind an apostrophe or not");
        for cell in row {
            let start = cell.trim_start_matches([' ', '"']);
            let formula = start.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula, "a spreadsheet would reckon with {cell:?}");
        }
    }
}

#[test]
fn projects_are_rows() {
    let rows = rows(&shop());
    assert_eq!(rows.len(), 4, "a line of headings, and one for each project");
    assert_eq!(rows[0][..3], ["project", "name", "platform"]);
    assert_eq!(rows[2][0], "billing-api");
    assert_eq!(rows[2][6], "payments web");
    assert_eq!(rows[2][11], "3", "rules are counted without comments");
}

#[test]
fn no_text_becomes_a_formula_or_a_cell_more() {
    hostile().iter().for_each(|text| check(text));
}

proptest! {
    #[test]
    fn any_text_stays_a_cell(text in text()) {
        check(&text);
    }
}
