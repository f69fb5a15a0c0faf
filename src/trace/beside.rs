//! What JSON says of an error beside its stack: logs and AWS Lambda give the type and the
//! message keys of their own, and the stack holds frames alone.
//!
//! ```text
//! {"errorType": "KeyError", "errorMessage": "'sku'", "stackTrace": ["  File \"/var/task/app.py\", …"]}
//! ```

use super::formats::python;
use super::parse::{Certainty, Parsed};
use super::title::is_error_name;
use serde_json::{Map, Value};

/// Keys of a type, and of a message.
const TYPES: [&str; 9] = [
    "errorType",
    "error.type",
    "error.kind",
    "error_class",
    "exceptionType",
    "exceptionClass",
    "exception.type",
    "exception_class",
    "class",
];
/// Keys of many things, one of which is a type.
const PERHAPS: [&str; 4] = ["type", "name", "kind", "exception"];
const MESSAGES: [&str; 5] =
    ["errorMessage", "error.message", "exceptionMessage", "exception.message", "message"];

/// Gives errors that have no type and no message those of the JSON that their stacks stand in.
/// Each object is read once.
pub(super) fn tell(text: &str, parsed: &mut Parsed) {
    let mut last = None;
    for trace in &mut parsed.traces {
        let [exception] = trace.exceptions.as_mut_slice() else { continue };
        let told = exception.ty.is_some() || exception.value.is_some();
        if told || exception.frames.is_empty() {
            continue;
        }
        let Some(open) = object_around(text, trace.span.start as usize) else { continue };
        if last.replace(open) == Some(open) {
            continue;
        }
        let mut values = serde_json::Deserializer::from_str(&text[open..]).into_iter::<Value>();
        let Some(Ok(value)) = values.next() else { continue };
        // It must hold the stack, and not only stand above it.
        if open + values.byte_offset() < trace.span.end as usize {
            continue;
        }
        if let Some((ty, message)) = fields(&value, 0) {
            let (module, ty) = named(trace.format, ty);
            (exception.module, exception.ty) = (module, Some(ty));
            exception.value = message.map(str::to_owned);
            // What says what has failed is no text that looks like frames.
            trace.certainty = Certainty::Sure;
        }
    }
}

/// Where the object starts that a place is in: on its line, or at the end of one near above.
fn object_around(text: &str, at: usize) -> Option<usize> {
    const ABOVE: usize = 40;
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    if let Some(open) = text[start..at].find("{\"") {
        return Some(start + open);
    }
    for _ in 0..ABOVE {
        let end = start.checked_sub(1)?;
        start = text[..end].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..end].trim_end();
        if line.ends_with('{') {
            return Some(start + line.len() - 1);
        }
    }
    None
}

/// The type and the message of the first object that has a type and a stack.
fn fields(value: &Value, depth: usize) -> Option<(&str, Option<&str>)> {
    const LEVELS: usize = 4;
    let inside: Vec<&Value> = match value {
        Value::Object(object) => match own_fields(object) {
            Some(found) => return Some(found),
            None => object.values().collect(),
        },
        Value::Array(list) => list.iter().collect(),
        _ => return None,
    };
    inside.into_iter().filter(|_| depth < LEVELS).find_map(|value| fields(value, depth + 1))
}

fn own_fields(object: &Map<String, Value>) -> Option<(&str, Option<&str>)> {
    let is_stack = |(key, value): (&String, &Value)| {
        let key = key.to_ascii_lowercase();
        (key.contains("stack") || key.contains("trace")) && (value.is_array() || value.is_string())
    };
    let word = |key: &&str| {
        let text = object.get(*key)?.as_str()?;
        (!text.is_empty() && !text.contains(char::is_whitespace)).then_some(text)
    };
    let ty = TYPES.iter().find_map(word);
    let perhaps = || PERHAPS.iter().filter_map(word).find(|text| is_error_name(text));
    let ty = ty.or_else(perhaps).filter(|_| object.iter().any(is_stack))?;
    Some((ty, MESSAGES.iter().find_map(|key| object.get(*key)?.as_str())))
}

/// The module and the type as the language's SDK names them.
fn named(format: &str, ty: &str) -> (Option<String>, String) {
    match format {
        "java" => match ty.rsplit_once('.') {
            Some((module, ty)) => (Some(module.to_owned()), ty.to_owned()),
            None => (None, ty.to_owned()),
        },
        "python" => {
            let (module, ty) = python::qualified(ty);
            (Some(module), ty)
        }
        _ => (None, ty.to_owned()),
    }
}
