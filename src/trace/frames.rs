use super::reader::{Place, Reader};
use serde_json::{Map, Value};

/// A frame of a stack trace. Absent fields are none; an empty string is kept,
/// and no rule looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The path as the SDK reports it, usually relative to the project.
    pub filename: Option<String>,
    /// The path on the machine, or the URL of the script.
    pub abs_path: Option<String>,
    /// The module: a dotted name in Python and Java.
    pub module: Option<String>,
    /// The function.
    pub function: Option<String>,
    /// The package: a library or an app bundle.
    pub package: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column, as the SDK counts it.
    pub column: Option<u32>,
    /// Whether it is of the application's own code.
    pub in_app: InApp,
    /// The path that Sentry makes up for some platforms: see [`super::munge()`].
    pub munged: Option<String>,
}

/// What a frame says about being of the application's own code. Only
/// `codeowners` rules look at it, and only at [`InApp::No`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InApp {
    /// Nothing is said.
    #[default]
    Missing,
    /// `null`, or something that is neither true nor false.
    Null,
    /// `true`.
    Yes,
    /// `false`.
    No,
}

/// Which part of an event the frames come from: the first of these that has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameSource {
    /// All of `exception.values`, in their order.
    Exceptions,
    /// The top-level `stacktrace`.
    Stacktrace,
    /// One of `threads`: which, from 0, nulls not counted.
    Thread(usize),
    /// There are several threads and none is the only crashed or current one.
    NoThreadChosen,
    /// There is no stack trace.
    #[default]
    Nothing,
}

/// The frames of an event that rules look at.
///
/// Source: `find_stack_frames` in `sentry/utils/event_frames.py`.
pub(super) fn find(event: &Map<String, Value>, reader: &mut Reader) -> (FrameSource, Vec<Frame>) {
    let frames = from_exceptions(event, reader);
    if !frames.is_empty() {
        return (FrameSource::Exceptions, frames);
    }
    let place = Place::Key(&Place::Root, "stacktrace");
    let frames = from_stacktrace(event.get("stacktrace"), place, reader);
    if !frames.is_empty() {
        return (FrameSource::Stacktrace, frames);
    }
    from_threads(event, reader)
}

fn from_exceptions(event: &Map<String, Value>, reader: &mut Reader) -> Vec<Frame> {
    let place = Place::Key(&Place::Root, "exception");
    let Some(exception) = reader.object(event.get("exception"), place) else {
        return Vec::new();
    };
    let place = Place::Key(&place, "values");
    let values = reader.list(exception.get("values"), place).unwrap_or_default();
    let mut frames = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let place = Place::Index(&place, at);
        if let Some(value) = reader.object(Some(value), place) {
            let place = Place::Key(&place, "stacktrace");
            frames.extend(from_stacktrace(value.get("stacktrace"), place, reader));
        }
    }
    frames
}

fn from_stacktrace(value: Option<&Value>, place: Place, reader: &mut Reader) -> Vec<Frame> {
    let Some(stacktrace) = reader.object(value, place) else { return Vec::new() };
    let place = Place::Key(&place, "frames");
    let frames = reader.list(stacktrace.get("frames"), place).unwrap_or_default();
    let frame = |(at, value)| Frame::read(value, Place::Index(&place, at), reader);
    frames.iter().enumerate().filter_map(frame).collect()
}

fn from_threads(event: &Map<String, Value>, reader: &mut Reader) -> (FrameSource, Vec<Frame>) {
    let outer = Place::Key(&Place::Root, "threads");
    let (place, list) = match event.get("threads") {
        Some(Value::Array(list)) => (outer, Some(list.as_slice())),
        threads => {
            let threads = reader.object(threads, outer);
            let place = Place::Key(&outer, "values");
            let list = threads.and_then(|threads| reader.list(threads.get("values"), place));
            (place, list)
        }
    };
    let mut threads = Vec::new();
    for (at, thread) in list.unwrap_or_default().iter().enumerate() {
        let thread = reader.object(Some(thread), Place::Index(&place, at));
        threads.extend(thread.map(|thread| (at, thread)));
    }
    if threads.is_empty() {
        return (FrameSource::Nothing, Vec::new());
    }
    let marked = |key: &str| -> Vec<bool> {
        threads.iter().map(|(_, thread)| thread.get(key).is_some_and(is_truthy)).collect()
    };
    let Some(chosen) = crashing_thread(&marked("crashed"), &marked("current")) else {
        return (FrameSource::NoThreadChosen, Vec::new());
    };
    let (at, thread) = threads[chosen];
    let place = Place::Index(&place, at);
    let place = Place::Key(&place, "stacktrace");
    let frames = from_stacktrace(thread.get("stacktrace"), place, reader);
    match frames.is_empty() {
        true => (FrameSource::Nothing, frames),
        false => (FrameSource::Thread(chosen), frames),
    }
}

/// Which thread's frames count: the only one; else the only crashed one; else
/// the only current one. Per thread, whether it is crashed and whether it is
/// current; both lists are of one length.
///
/// Source: `get_crashing_thread` in `sentry/utils/event_frames.py`.
#[must_use]
pub fn crashing_thread(crashed: &[bool], current: &[bool]) -> Option<usize> {
    let only = |marks: &[bool]| {
        let mut marked = marks.iter().enumerate().filter(|(_, mark)| **mark);
        let first = marked.next()?.0;
        marked.next().is_none().then_some(first)
    };
    if crashed.len() == 1 {
        return Some(0);
    }
    only(crashed).or_else(|| only(current))
}

/// What Python takes for true.
fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
    }
}

/// Instantiation
impl Frame {
    /// Reads a frame's JSON, whatever is odd about it.
    pub(super) fn of_json(value: &Value) -> Self {
        Self::read(value, Place::Root, &mut Reader::default()).unwrap_or_default()
    }

    fn read(value: &Value, place: Place, reader: &mut Reader) -> Option<Self> {
        let frame = reader.object(Some(value), place)?;
        let mut text = |key: &'static str| reader.string(frame.get(key), Place::Key(&place, key));
        let mut read = Self {
            filename: text("filename"),
            abs_path: text("abs_path"),
            module: text("module"),
            function: text("function"),
            package: text("package"),
            ..Self::default()
        };
        let mut number = |key| reader.number(frame.get(key), Place::Key(&place, key));
        read.line = number("lineno");
        read.column = number("colno");
        read.in_app = match frame.get("in_app") {
            None => InApp::Missing,
            Some(Value::Null) => InApp::Null,
            Some(Value::Bool(true)) => InApp::Yes,
            Some(Value::Bool(false)) => InApp::No,
            Some(other) => {
                reader.wrong::<()>(Place::Key(&place, "in_app"), "true or false", other);
                InApp::Null
            }
        };
        Some(read)
    }
}
