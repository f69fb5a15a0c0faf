//! Events and issues as JSON.

use super::columns::{Column, column};
use super::row::Row;
use super::{Basis, Batch, Counted, Form, title};
use crate::text::{Problem, Span};
use crate::trace::events::{Events, is_event};
use serde_json::{Map, Value};

/// Keys under which answers of APIs hold their list.
const LISTS: [&str; 6] = ["data", "events", "issues", "results", "hits", "items"];

/// Reads an array, an object, or an object a line.
pub(super) fn read(text: &str) -> Batch {
    let mut batch = Batch { form: Form::Json, ..Batch::default() };
    let mut times = Vec::new();
    let all = Span::from(0..text.len());
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(list)) => list.iter().for_each(|item| batch.item(item, all, &mut times)),
        Ok(value) => match list_in(&value) {
            Some(list) => list.iter().for_each(|item| batch.item(item, all, &mut times)),
            None => batch.item(&value, all, &mut times),
        },
        Err(_) => batch.lines(text, &mut times),
    }
    batch.days = days(&times);
    batch
}

fn list_in(value: &Value) -> Option<&Vec<Value>> {
    if is_event(value.as_object()?) {
        return None;
    }
    LISTS.iter().find_map(|key| value.get(key)?.as_array())
}

/// Reading
impl Batch {
    fn lines(&mut self, text: &str, times: &mut Vec<i64>) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::from(at..at + line.trim_end().len());
            at += line.len();
            let json = line.trim().trim_end_matches(',');
            if matches!(json, "" | "[" | "]") {
                continue;
            }
            match serde_json::from_str::<Value>(json) {
                Ok(value) => self.item(&value, span, times),
                Err(error) => {
                    let message = format!("This line is no JSON ({error}); it is left out.");
                    self.remark_once(Problem::warning("events/bad-row", message).at(span));
                }
            }
        }
    }

    fn item(&mut self, value: &Value, span: Span, times: &mut Vec<i64>) {
        let Some(object) = value.as_object() else {
            let message = "An event is an object, and this is none; it is left out.";
            self.remark_once(Problem::warning("events/bad-row", message).at(span));
            return;
        };
        // `{"event": {…}, "count": 12}`
        let inner = object.get("event").and_then(Value::as_object);
        let event = inner.unwrap_or(object);
        if inner.is_none() && !is_event(object) {
            self.take(&row(object), span, times);
            return;
        }
        let mut read = Events::default();
        read.event(event.clone(), span);
        for problem in read.problems {
            self.remark_once(problem);
        }
        let Some(found) = read.events.pop() else { return };
        let count = ["count", "times_seen", "timesSeen", "count()"];
        let count = count.iter().find_map(|key| whole(object.get(*key)?));
        times.extend(event.get("timestamp").or_else(|| event.get("dateCreated")).and_then(time));
        let framed = !found.event.frames.is_empty();
        self.events.push(Counted {
            title: found.title.as_deref().map_or_else(|| title("", ""), |text| title("", text)),
            project: project(object).or_else(|| project(event)),
            basis: if framed { Basis::Event } else { Basis::Nothing },
            event: found.event,
            count: count.unwrap_or(1),
            span,
        });
    }
}

fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn project(object: &Map<String, Value>) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(project) => {
            let name = project.get("slug").or_else(|| project.get("name"))?;
            name.as_str().map(str::to_owned)
        }
        _ => None,
    };
    ["project", "project_name", "projectSlug"].iter().find_map(|key| text(object.get(*key)?))
}

/// An issue or a row of Discover's API, as the row of a table.
fn row(object: &Map<String, Value>) -> Row {
    let mut row = Row::default();
    for (key, value) in object {
        match value {
            Value::Object(inner) if key == "metadata" => {
                for (key, value) in inner {
                    row.add(column(&format!("metadata.{key}")), &text(value));
                }
            }
            Value::Object(_) if key == "project" => {
                row.add(Column::Project, &project(object).unwrap_or_default());
            }
            Value::Object(_) => {}
            // Of an issue, `type` is `error` or `default`.
            _ if key == "type" && object.contains_key("metadata") => {}
            _ => row.add(column(key), &text(value)),
        }
    }
    row
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) if !list.iter().all(|item| item.is_string() || item.is_number()) => {
            String::new()
        }
        other => other.to_string(),
    }
}

fn time(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_f64().map(|time| time as i64),
        Value::String(text) => seconds(text),
        _ => None,
    }
}

/// Seconds since 1970 of `2026-05-01T10:00:00` or of a number. Zones don't matter to
/// a number of days.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    if let Ok(time) = text.parse::<f64>() {
        return Some(time as i64);
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute) = (part(11, 13).unwrap_or(0), part(14, 16).unwrap_or(0));
    // Days by the civil calendar: years begin in March, so that leap days are last.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let era_days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some((era_days + of_year - 719_468) * 86_400 + hour * 3_600 + minute * 60)
}

/// From the first time to the last, in days; none if that is less than one.
pub(super) fn days(times: &[i64]) -> Option<f64> {
    let (first, last) = (times.iter().min()?, times.iter().max()?);
    let days = last.saturating_sub(*first) as f64 / 86_400.0;
    (days >= 1.0).then_some(days)
}
