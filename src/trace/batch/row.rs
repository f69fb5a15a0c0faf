//! What one row of an export tells, made into an event.

use super::columns::Column;
use super::{Basis, Counted, title};
use crate::text::Span;
use crate::trace::{Event, Field, Frame, FrameSource, InApp};

/// The cells of a row with what they are.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<(Column, String)>,
}

impl Row {
    /// Adds a cell, unless it is empty.
    pub(super) fn add(&mut self, column: Column, value: &str) {
        let value = value.trim();
        if !value.is_empty() && column != Column::Other {
            self.cells.push((column, value.to_owned()));
        }
    }

    fn get(&self, wanted: &Column) -> Option<&str> {
        let mut found = self.cells.iter().filter(|(column, _)| column == wanted);
        found.next().map(|(_, value)| value.as_str())
    }

    fn list(&self, wanted: &Column) -> Vec<String> {
        self.get(wanted).map(list).unwrap_or_default()
    }

    /// The time, in seconds, if the row has one.
    pub(super) fn time(&self) -> Option<i64> {
        super::json::seconds(self.get(&Column::Timestamp)?)
    }

    /// The event, and whether its count could be read. None if the row tells
    /// nothing of an error.
    pub(super) fn counted(&self, span: Span) -> Option<(Counted, bool)> {
        let text = |column: &Column| self.get(column).unwrap_or_default();
        let title = match self.get(&Column::Title) {
            Some(title) => title.to_owned(),
            None => title(text(&Column::Type), text(&Column::Value)),
        };
        let mut frames = self.frames();
        let mut basis = Basis::Columns;
        let mut tags = self.tags();
        if frames.is_empty() {
            let culprit = text(&Column::Culprit);
            let transaction =
                tags.iter().any(|tag| tag.key == "transaction" && tag.value == culprit);
            let frame = Some(culprit).filter(|_| !transaction).and_then(of_culprit);
            basis = if frame.is_some() { Basis::Culprit } else { Basis::Nothing };
            if frame.is_none() && is_transaction(culprit) && !transaction {
                tags.push(Field { key: "transaction".into(), value: culprit.into() });
            }
            frames.extend(frame);
        }
        let named = self.get(&Column::Title).or(self.get(&Column::Type));
        if basis == Basis::Nothing && named.or(self.get(&Column::Culprit)).is_none() {
            return None;
        }
        let source = if frames.is_empty() { FrameSource::Nothing } else { FrameSource::Exceptions };
        let url = self.get(&Column::Url).map(str::to_owned);
        let event = Event { frames, source, tags, url, ..Event::default() };
        let event = event.with_platform(text(&Column::Platform));
        let count = self.get(&Column::Count).map(number);
        let read = count.is_none_or(|count| count.is_some());
        let project = self.get(&Column::Project).map(str::to_owned);
        let count = count.flatten().unwrap_or(1);
        Some((Counted { title, project, event, count, basis, span }, read))
    }

    fn tags(&self) -> Vec<Field> {
        let tag = |(column, value): &(Column, String)| match column {
            Column::Tag(key) => Some(Field { key: key.clone(), value: value.clone() }),
            _ => None,
        };
        self.cells.iter().filter_map(tag).collect()
    }

    /// The frames that lists in columns tell of, one beside the other.
    fn frames(&self) -> Vec<Frame> {
        let [files, paths, modules, functions, own] =
            [Column::Filename, Column::AbsPath, Column::Module, Column::Function, Column::InApp]
                .map(|column| self.list(&column));
        let count = files.len().max(paths.len()).max(modules.len());
        let frame = |at: usize| Frame {
            filename: files.get(at).cloned(),
            abs_path: paths.get(at).cloned(),
            module: modules.get(at).cloned(),
            function: functions.get(at).cloned(),
            in_app: match own.get(at).map(String::as_str) {
                Some("0" | "false" | "False") => InApp::No,
                Some(_) => InApp::Yes,
                None => InApp::Missing,
            },
            ..Frame::default()
        };
        (0..count).map(frame).collect()
    }
}

/// The values of a cell that may hold several: `['a.py', 'b.py']`, `["a"]`, lines,
/// or names with commas between.
fn list(cell: &str) -> Vec<String> {
    if let Some(inner) = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        if let Ok(list) = serde_json::from_str::<Vec<serde_json::Value>>(cell) {
            let text = |value: serde_json::Value| match value {
                serde_json::Value::String(text) => text,
                serde_json::Value::Null => String::new(),
                other => other.to_string(),
            };
            return list.into_iter().map(text).collect();
        }
        return parts(inner, ',');
    }
    if cell.contains('\n') {
        return parts(cell, '\n');
    }
    let several = cell.contains(',') && !cell.contains(' ');
    if several { parts(cell, ',') } else { vec![cell.to_owned()] }
}

fn parts(text: &str, mark: char) -> Vec<String> {
    let clean = |part: &str| part.trim().trim_matches(['\'', '"']).to_owned();
    text.split(mark).map(clean).filter(|part| !part.is_empty()).collect()
}

/// The frame that a culprit names: `app.cart in total`, `total(cart/index)`, or a
/// place alone. A transaction, such as `GET /cart`, is none.
///
/// Source: `Frame.get_culprit_string` in `sentry/interfaces/stacktrace.py`.
fn of_culprit(culprit: &str) -> Option<Frame> {
    let bracketed = culprit.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let (place, function) = match (culprit.split_once(" in "), bracketed) {
        (Some(parts), _) => parts,
        (None, Some((function, place))) => (place, function),
        (None, None) => (culprit, ""),
    };
    if place.is_empty() || place.contains(' ') || place == "?" || is_transaction(place) {
        return None;
    }
    let name = place.rsplit('/').next().unwrap_or(place);
    let extension = name.rsplit_once('.').map_or("", |(_, end)| end);
    let dotted = place.contains('.') || place.contains("::");
    if !(dotted || place.contains('/') || !function.is_empty()) {
        return None;
    }
    // A module of Python or Java has dots, one of JavaScript slashes and no extension.
    let is_file = place.contains('/') && !extension.is_empty() || is_extension(extension);
    let function = Some(function.to_owned()).filter(|name| !name.is_empty() && name != "?");
    let (filename, module) = match is_file {
        true => (Some(place.to_owned()), None),
        false => (None, Some(place.to_owned())),
    };
    Some(Frame { filename, module, function, in_app: InApp::Yes, ..Frame::default() })
}

fn is_extension(text: &str) -> bool {
    const KNOWN: [&str; 30] = [
        "py", "js", "jsx", "ts", "tsx", "mjs", "cjs", "vue", "rb", "php", "go", "rs", "java", "kt",
        "scala", "swift", "m", "mm", "c", "cc", "cpp", "h", "cs", "dart", "ex", "exs", "erl",
        "lua", "pl", "pm",
    ];
    KNOWN.contains(&text)
}

/// Whether a culprit names a request or a route, not code.
fn is_transaction(text: &str) -> bool {
    const VERBS: [&str; 7] = ["GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "HEAD ", "OPTIONS "];
    let address = text.starts_with("http://") || text.starts_with("https://");
    let name = text.rsplit('/').next().unwrap_or(text);
    let route = text.starts_with('/') && !name.contains('.');
    VERBS.iter().any(|verb| text.starts_with(verb)) || address || route
}

/// A count: `1204`, `1,204`, `1.2k`, `3M`.
fn number(cell: &str) -> Option<u64> {
    let plain: String = cell
        .chars()
        .filter(|c| !matches!(c, ',' | '\'' | '_' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (digits, times) = match plain.chars().last()? {
        'k' | 'K' => (&plain[..plain.len() - 1], 1e3),
        'm' | 'M' => (&plain[..plain.len() - 1], 1e6),
        'b' | 'B' => (&plain[..plain.len() - 1], 1e9),
        _ => (plain.as_str(), 1.0),
    };
    if let (Ok(count), true) = (digits.parse::<u64>(), times == 1.0) {
        return Some(count);
    }
    let count = digits.parse::<f64>().ok().filter(|count| *count >= 0.0 && count.is_finite())?;
    Some((count * times).round() as u64)
}
