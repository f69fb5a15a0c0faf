//! The JSON of one event or of many.

use super::parse::{
    Certainty, Code, Exception, Parsed, ParsedFrame, ReadLine, Role, Trace, stored,
};
use super::{Event, Frame, api_form};
use crate::text::{Problem, Span, json};
use serde_json::{Map, Value};

mod find;

/// The events of a text, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// The events, in the order of the text.
    pub events: Vec<EventInText>,
    /// What can't be read, each at its place.
    pub problems: Vec<Problem>,
}

/// An event as it stands in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventInText {
    /// The event as Sentry stores it.
    pub event: Event,
    /// What to call it: the type and message of its last exception, else its message
    /// or title.
    pub title: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Its exceptions, the innermost cause first.
    pub exceptions: Vec<Exception>,
    /// Where it stands; of an array on few lines, the array.
    pub span: Span,
}

/// Reads events: one object, an array of them, an object a line (NDJSON), or an
/// envelope. SDKs' form and that of the web API may be mixed. They may stand in a fence,
/// below a command, headers or prose, and be quoted. None if the text holds no event at all.
///
/// Linear. After JSON that is broken, reading goes on at the next line no deeper than that
/// one in which JSON may start.
#[must_use]
pub fn read_events(text: &str) -> Option<Events> {
    read(text).ok()
}

/// The events, or else what is broken in the JSON of one.
fn read(text: &str) -> Result<Events, Option<Box<Problem>>> {
    /// A log of JSON lines is known for one after so many of them.
    const IN_VAIN: usize = 200;
    /// Broken JSON may be read so many times over, so that no text takes long.
    const OVER: usize = 4;
    let text = &*find::plain(text);
    let mut read = Events::default();
    let mut worst: Option<(usize, Problem)> = None;
    let (mut values, mut spent) = (0, 0);
    let mut next = find::start(text, 0);
    // What stands in other text is an event for sure only if it has frames.
    let alone = next.is_some_and(|at| text[..at].trim_matches(['\u{feff}']).trim().is_empty());
    while let Some(at) = next {
        let mut stream = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        match stream.next() {
            Some(Ok(value)) => {
                let end = at + stream.byte_offset();
                read.take(value, Span::from(at..end));
                values += 1;
                next = find::start(text, end);
            }
            Some(Err(error)) => {
                let problem = broken(text, at, &error);
                let length = problem.span.map_or(0, |span| span.start as usize - at);
                spent += length;
                if worst.as_ref().is_none_or(|(longest, _)| *longest < length) {
                    worst = Some((length, problem.clone()));
                }
                if find::starts_line(text, at) {
                    read.problems.push(problem);
                }
                next = find::behind(text, at);
            }
            None => break,
        }
        if (values > IN_VAIN && read.events.is_empty()) || spent > OVER * text.len() {
            break;
        }
    }
    if !alone {
        read.events.retain(|found| !found.event.frames.is_empty());
    }
    if !read.events.is_empty() {
        return Ok(read);
    }
    let named = ["\"exception\"", "\"stacktrace\"", "'exception'", "'stacktrace'"]
        .iter()
        .any(|key| memchr::memmem::find(text.as_bytes(), key.as_bytes()).is_some());
    Err(worst.map(|(_, problem)| Box::new(problem)).filter(|_| named))
}

fn broken(text: &str, at: usize, error: &serde_json::Error) -> Problem {
    // It is counted from where reading began.
    let place = at + json::place(&text[at..], error);
    let message = match error.is_eof() {
        true => "This JSON is cut off: it ends in the middle. It is left out.".to_owned(),
        false => format!("This is no sound JSON: {}. It is left out.", json::reason(error)),
    };
    let hint = "Paste whole objects: one, an array, or one a line.";
    let end = text[place..].chars().next().map_or(place, |c| place + c.len_utf8());
    Problem::error("event/bad-json", message).at(place..end).hint(hint)
}

/// Reading
impl Events {
    fn take(&mut self, value: Value, span: Span) {
        match value {
            Value::Array(list) => list.into_iter().for_each(|value| self.take(value, span)),
            Value::Object(object) if is_event(&object) => self.event(object, span),
            Value::Object(object) if is_exception(&object) => {
                let event = Map::from_iter([("exception".to_owned(), Value::Object(object))]);
                self.event(event, span);
            }
            // What wraps events: answers of an API, exports.
            Value::Object(mut object) => {
                let inside = ["events", "data", "results", "event"]
                    .iter()
                    .find_map(|key| object.remove(*key));
                if let Some(value) = inside {
                    self.take(value, span);
                }
            }
            _ => {}
        }
    }

    pub(super) fn event(&mut self, mut object: Map<String, Value>, span: Span) {
        if api_form::is_api_form(&object) {
            object = api_form::to_sdk_form(&object);
        }
        normalise(&mut object);
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let id = text("event_id");
        let message = text("message").or_else(|| {
            let entry = object.get("logentry").or_else(|| object.get("message"))?;
            let text = entry.get("formatted").or_else(|| entry.get("message"))?;
            text.as_str().map(str::to_owned)
        });
        let message = message.or_else(|| text("title"));
        let exceptions = exceptions(&object, span);
        let named = exceptions.last().and_then(|last| match (&last.ty, &last.value) {
            (Some(ty), Some(value)) if !value.is_empty() => Some(format!("{ty}: {value}")),
            (ty, value) => ty.clone().or_else(|| value.clone()),
        });
        let read = Event::read(&Value::Object(object));
        self.problems.extend(read.problems.into_iter().map(|problem| problem.at(span)));
        let mut event = read.event;
        for frame in &mut event.frames {
            *frame = stored(frame);
        }
        event.munge();
        self.events.push(EventInText { event, title: named.or(message), id, exceptions, span });
    }
}

/// Whether an object is an event, and not a line of some other log.
pub(super) fn is_event(object: &Map<String, Value>) -> bool {
    let has = |key: &str| object.get(key).is_some_and(|value| !value.is_null());
    let frames = |value: &Value| value.get("frames").is_some_and(Value::is_array);
    let exception = object.get("exception").is_some_and(|value| {
        let values = value.get("values").unwrap_or(value);
        let one = |value: &Value| {
            // A log has a text there.
            value.get("stacktrace").is_some_and(|trace| !trace.is_string())
                || value.get("mechanism").is_some()
        };
        value.get("values").is_some_and(Value::is_array)
            || one(values)
            || values.as_array().is_some_and(|values| values.iter().any(one))
    });
    let threads = object.get("threads").is_some_and(|value| {
        let values = value.get("values").unwrap_or(value).as_array();
        values.is_some_and(|values| values.iter().any(|thread| thread.get("stacktrace").is_some()))
    });
    exception
        || threads
        || object.get("stacktrace").is_some_and(frames)
        || object.get("entries").is_some_and(Value::is_array)
        || (has("event_id")
            && (has("platform") || has("message") || has("logentry") || has("exception")))
        || (has("eventID") && (has("title") || has("message")))
}

/// Whether an object is what an event has for its exception: somebody has copied no more.
fn is_exception(object: &Map<String, Value>) -> bool {
    let one = |value: &Value| {
        let named = value.get("type").or_else(|| value.get("value")).is_some_and(Value::is_string);
        named && value.get("stacktrace").is_some_and(Value::is_object)
    };
    let values = object.get("values").and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(one))
}

/// What Sentry puts right on receipt: an exception may be alone, or in a bare list.
fn normalise(object: &mut Map<String, Value>) {
    let Some(exception) = object.get_mut("exception") else { return };
    let bare = match exception {
        Value::Array(_) => exception.take(),
        Value::Object(one)
            if !one.contains_key("values")
                && (one.contains_key("stacktrace") || one.contains_key("type")) =>
        {
            Value::Array(vec![exception.take()])
        }
        _ => return,
    };
    *exception = serde_json::json!({ "values": bare });
}

/// The exceptions with their frames.
fn exceptions(object: &Map<String, Value>, span: Span) -> Vec<Exception> {
    let values = object.get("exception").and_then(|exception| exception.get("values")?.as_array());
    let exception = |value: &Value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let frames = value.get("stacktrace").and_then(|trace| trace.get("frames")?.as_array());
        let frame = |value| ParsedFrame {
            frame: Frame::of_json(value),
            span,
            code: Code::Source,
            repeated: 0,
        };
        Exception {
            ty: text("type"),
            value: text("value"),
            module: text("module"),
            frames: frames
                .into_iter()
                .flatten()
                .filter(|frame| frame.is_object())
                .map(frame)
                .collect(),
            ..Exception::default()
        }
    };
    values.into_iter().flatten().filter(|value| value.is_object()).map(exception).collect()
}

/// The events as traces, for those who have pasted JSON where a text was expected; or else
/// what is broken in the JSON of one.
pub(super) fn parse_events(text: &str) -> Result<Parsed, Option<Box<Problem>>> {
    let read = read(text)?;
    let mut parsed = Parsed { problems: read.problems, ..Parsed::default() };
    for found in read.events {
        let mut exceptions = found.exceptions;
        if exceptions.iter().all(|exception| exception.frames.is_empty()) {
            let frame =
                |frame: Frame| ParsedFrame { frame, span: found.span, ..ParsedFrame::default() };
            let frames = found.event.frames.iter().cloned().map(frame).collect();
            match exceptions.last_mut() {
                Some(last) => last.frames = frames,
                None => exceptions.push(Exception {
                    value: found.title,
                    frames,
                    ..Exception::default()
                }),
            }
        }
        parsed.traces.push(Trace {
            format: "event",
            platform: platform(found.event.platform.as_deref()),
            sdk: None,
            exceptions,
            span: found.span,
            certainty: Certainty::Sure,
            unread: 0,
            beside: 0,
            rival: None,
            event: Some(found.event),
        });
    }
    let mut start = 0;
    parsed.lines = text
        .split_inclusive('\n')
        .map(|line| {
            let span = Span::from(start..start + line.trim_end_matches(['\r', '\n']).len());
            start += line.len();
            let inside = |trace: &Trace| trace.span.start < span.end && span.start < trace.span.end;
            let trace = parsed.traces.partition_point(|trace| trace.span.end <= span.start);
            let trace = parsed.traces.get(trace).filter(|trace| inside(trace)).map(|_| trace);
            let role = if trace.is_some() { Role::Context } else { Role::Outside };
            ReadLine { span, role, trace }
        })
        .collect();
    Ok(parsed)
}

/// The platform as one of the names that are known for good.
fn platform(name: Option<&str>) -> &'static str {
    const NAMES: [&str; 21] = [
        "as3",
        "c",
        "cfml",
        "cocoa",
        "csharp",
        "elixir",
        "go",
        "groovy",
        "haskell",
        "java",
        "javascript",
        "native",
        "node",
        "objc",
        "other",
        "perl",
        "php",
        "powershell",
        "python",
        "ruby",
        "rust",
    ];
    NAMES.iter().find(|known| name == Some(**known)).copied().unwrap_or("other")
}
