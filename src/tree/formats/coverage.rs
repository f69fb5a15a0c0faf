//! Coverage tables of Jest, Vitest, nyc, c8 and Node: `src/pay | 100 | …`, with files indented.

use crate::tree::SkipReason;
use crate::tree::lines::Region;
use crate::tree::sink::{Kind, Sink};

/// Reads the first column, whose indentation tells the folder.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut levels: Vec<(usize, usize)> = Vec::new();
    let mut path = String::new();
    let mut hidden: Option<usize> = None;
    let mut has_begun = false;
    for line in region.lines() {
        let text = line.text;
        let Some(cell) = first_cell(text) else {
            if text.trim().is_empty() || super::table::is_rule(text) || !has_begun {
                sink.structure();
            } else {
                sink.stray(&line);
            }
            continue;
        };
        let name = cell.trim();
        if name.is_empty() || name.eq_ignore_ascii_case("all files") || is_header(text) {
            has_begun = true;
            sink.structure();
            continue;
        }
        let column = cell.len() - cell.trim_start().len();
        // The folder of these files was shortened, so they are unknown.
        if hidden.is_some_and(|above| column > above) {
            sink.skip(&line, SkipReason::Abbreviated);
            continue;
        }
        hidden = None;
        if name.starts_with("...") {
            hidden = Some(column);
            sink.skip(&line, SkipReason::Abbreviated);
            continue;
        }
        while levels.last().is_some_and(|&(above, _)| above >= column) {
            levels.pop();
        }
        path.truncate(levels.last().map_or(0, |&(_, length)| length));
        if !path.is_empty() {
            path.push('/');
        }
        path.extend(name.chars().map(|char| if char == '\\' { '/' } else { char }));
        sink.entry(&line, Kind::Unknown, &path);
        levels.push((column, path.len()));
    }
}

fn first_cell(line: &str) -> Option<&str> {
    let (cell, rest) = line.split_once('|')?;
    (!super::table::is_rule(line) && rest.contains('|')).then_some(cell)
}

/// Whether a line is the head of such a table.
pub(in crate::tree) fn is_header(line: &str) -> bool {
    line.split_once('|').is_some_and(|(cell, rest)| {
        let is_file = cell.trim().eq_ignore_ascii_case("file");
        is_file && (rest.contains("% ") || rest.contains(" %"))
    })
}
