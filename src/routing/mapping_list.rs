//! Code mappings as somebody types or pastes them.
//!
//! One mapping a line: what paths in stack traces start with, an arrow, what the
//! same paths start with in the repository.
//!
//! ```
//! use sentry_general::routing::mapping_list;
//!
//! let list = mapping_list::read("// web\napp:/// -> web/src/\n/srv/ -> services/api/\n");
//! assert_eq!(list.mappings()[0].stack_root, "app:///");
//! assert_eq!(list.mappings()[1].source_root, "services/api/");
//! assert!(list.problems.is_empty());
//! ```
//!
//! # Also read
//! - `=>`, `→` or a tab for the arrow.
//! - The JSON that `sentry-cli code-mappings upload` takes: an array of objects
//!   with `stackRoot` and `sourceRoot`.
//!
//! # Odd cases
//! - Roots are plain beginnings of paths, in Sentry as here: `src` is also the
//!   beginning of `srcgen/x`, so both roots should end in a slash.
//! - A root may hold blanks. Quotes around it are left out; inside them, two stand
//!   for one. Only lines that begin with `//` are comments, as roots hold it, too.
//! - An empty side stands for the start of the path, written as nothing or `""`.
//!
//! # Sources
//! `sentry-cli code-mappings upload` refuses empty roots; the web page does not.
//! Sentry keeps one mapping per project and stack root in older versions.

mod paste;
mod remark;
mod tree;

pub use tree::check_tree;

use super::Mapping;
use crate::text::{LineIndex, Problem, Problems, Span, clean, invisible, lines};
use std::collections::BTreeMap;
use std::ops::Range;

/// A list of code mappings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingList {
    /// The mappings in the order of the text.
    pub lines: Vec<MappingLine>,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One mapping and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingLine {
    /// The mapping.
    pub mapping: Mapping,
    /// The line, from 1.
    pub line: u32,
    /// The mapping, without blanks around.
    pub span: Span,
    /// The stack root, quotes included.
    pub stack: Span,
    /// The source root, quotes included.
    pub source: Span,
}

/// Access
impl MappingList {
    /// The mappings alone.
    #[must_use]
    pub fn mappings(&self) -> Vec<Mapping> {
        self.lines.iter().map(|line| line.mapping.clone()).collect()
    }
}

/// Reads code mappings. Linear, but for looking up duplicates.
#[must_use]
pub fn read(text: &str) -> MappingList {
    let index = LineIndex::new(text);
    let hidden = remark::invisible(text);
    let text = &*invisible::without_mark(text);
    let is_json = is_json(text);
    let (lines, mut problems) = match is_json {
        true => paste::read(text, &index),
        false => typed(text, &index),
    };
    problems.extend(hidden);
    for line in &lines {
        remark::roots(line, is_json, &mut problems);
    }
    repeated(text, &lines, &mut problems);
    MappingList { lines, problems: problems.sorted() }
}

/// Mappings as text that [`read`] reads back as the same mappings. What [`clean`] leaves out
/// of every file is left out of a root, and line breaks, which no path has, become spaces.
///
/// ```
/// use sentry_general::routing::{Mapping, mapping_list};
///
/// let mapping = Mapping { stack_root: String::new(), source_root: "src/".into() };
/// assert_eq!(mapping_list::print(&[mapping]), "\"\" -> src/\n");
/// ```
#[must_use]
pub fn print(mappings: &[Mapping]) -> String {
    let line =
        |it: &Mapping| format!("{} -> {}\n", written(&it.stack_root), written(&it.source_root));
    mappings.iter().map(line).collect()
}

fn written(root: &str) -> String {
    let root = clean::lines(root).replace('\n', " ");
    let plain = !root.is_empty()
        && root.trim() == root
        && !root.starts_with(['"', '[', '{'])
        && !root.starts_with("//")
        && arrow(&root).is_none();
    if plain { root } else { format!("\"{}\"", root.replace('"', "\"\"")) }
}

/// Writes mappings as the JSON that `sentry-cli code-mappings upload` takes.
///
/// ```
/// use sentry_general::routing::{Mapping, mapping_list};
///
/// let mapping = Mapping { stack_root: "app/".into(), source_root: "src/".into() };
/// let json = mapping_list::to_json(&[mapping.clone()]);
/// assert_eq!(mapping_list::read(&json).mappings(), [mapping]);
/// ```
#[must_use]
pub fn to_json(mappings: &[Mapping]) -> String {
    let entry = |it: &Mapping| serde_json::json!({ "stackRoot": it.stack_root, "sourceRoot": it.source_root });
    let list: Vec<_> = mappings.iter().map(entry).collect();
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

fn is_json(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('{') || start.starts_with('[')
}

fn typed(text: &str, index: &LineIndex<'_>) -> (Vec<MappingLine>, Problems) {
    let (mut found, mut problems) = (Vec::new(), Problems::default());
    for line in lines(text) {
        // A tab at either end is an arrow beside an empty root.
        let line = trimmed(text, line, |c| c.is_whitespace() && c != '\t');
        let written = &text[line.clone()];
        if written.trim().is_empty() || written.trim_start().starts_with("//") {
            continue;
        }
        let span = Span::from(line.clone());
        match sides(text, line) {
            Ok((stack, source)) => {
                let mapping = Mapping {
                    stack_root: root(&text[stack.clone()]),
                    source_root: root(&text[source.clone()]),
                };
                let (stack, source) = (stack.into(), source.into());
                let line = index.line(span.start);
                found.push(MappingLine { mapping, line, span, stack, source });
            }
            Err(why) => problems.push(remark::no_arrow(text, span, why)),
        }
    }
    (found, problems)
}

/// Why a line is no mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoMapping {
    /// Nothing parts the two roots.
    NoArrow,
    /// More than one arrow.
    Arrows,
    /// Text behind a closing quote, or a quote that is not closed.
    Quotes,
}

/// Where the two roots stand, quotes included.
fn sides(text: &str, line: Range<usize>) -> Result<(Range<usize>, Range<usize>), NoMapping> {
    let written = &text[line.clone()];
    let first = match written.starts_with('"') {
        true => line.start + quoted_length(written).ok_or(NoMapping::Quotes)?,
        false => line.start,
    };
    let (at, length) = arrow(&text[first..line.end]).ok_or(NoMapping::NoArrow)?;
    let (before, behind) = (line.start..first + at, first + at + length..line.end);
    if first > line.start && !text[first..before.end].trim().is_empty() {
        return Err(NoMapping::Quotes);
    }
    let (stack, source) =
        (trimmed(text, before, char::is_whitespace), trimmed(text, behind, char::is_whitespace));
    let rest = &text[source.clone()];
    if rest.starts_with('"') {
        let whole = quoted_length(rest) == Some(rest.len());
        return if whole { Ok((stack, source)) } else { Err(NoMapping::Quotes) };
    }
    if arrow(rest).is_some() { Err(NoMapping::Arrows) } else { Ok((stack, source)) }
}

/// The first arrow: where it starts and how long it is.
fn arrow(text: &str) -> Option<(usize, usize)> {
    let arrows = ["->", "=>", "→", "\t"].into_iter();
    let found = arrows.filter_map(|arrow| text.find(arrow).map(|at| (at, arrow.len())));
    found.min()
}

/// How long the quoted text is that `text` starts with; two quotes inside stand
/// for one.
fn quoted_length(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text.get(at..)?.find('"')? + 1;
        match text[at..].starts_with('"') {
            true => at += 1,
            false => return Some(at),
        }
    }
}

fn root(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => written.to_owned(),
    }
}

fn trimmed(text: &str, range: Range<usize>, goes: impl Fn(char) -> bool + Copy) -> Range<usize> {
    let written = &text[range.clone()];
    let end = range.start + written.trim_end_matches(goes).len();
    (range.start + written.len() - written.trim_start_matches(goes).len()).min(end)..end
}

/// Mappings that say the same, or something else about the same stack root.
fn repeated(text: &str, lines: &[MappingLine], problems: &mut Problems) {
    let mut known: BTreeMap<&str, &MappingLine> = BTreeMap::new();
    for line in lines {
        match known.get(line.mapping.stack_root.as_str()) {
            None => {
                known.insert(&line.mapping.stack_root, line);
            }
            Some(first) if first.mapping == line.mapping => {
                problems.push(remark::duplicate(text, line, first));
            }
            Some(first) => problems.push(remark::same_stack_root(line, first)),
        }
    }
}
