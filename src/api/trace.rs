use super::{Frame, Problem};
use crate::trace::{self, Code, Options};
use serde::Serialize;

/// What the text of a stack trace says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParsedTrace {
    /// The format, such as `python`; of several, that of the first. `unknown` if no
    /// stack trace is recognised.
    pub format: String,
    /// The platform of Sentry events; `other` if none is known.
    pub platform: String,
    /// From 0 to 1: how surely all errors are read as what they are. 0 if there are none.
    pub sure: f64,
    /// The exceptions of all errors in the text: the innermost cause first.
    pub exceptions: Vec<ParsedException>,
    /// What is wrong, and what is not certain.
    pub problems: Vec<Problem>,
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParsedException {
    /// The type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The module of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// What it is to the exception behind it, such as `__cause__`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// The thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Which error of the text it is of, from 0.
    pub event: usize,
    /// Its frames, oldest first.
    pub frames: Vec<Frame>,
}

/// Reads the text of a stack trace, in whatever format, out of a log if need be; or
/// the JSON of events. Linear.
#[must_use]
pub fn parse_trace(text: &str) -> ParsedTrace {
    let parsed = trace::parse(text, &Options::default());
    let mut exceptions = Vec::new();
    for (event, trace) in parsed.traces.iter().enumerate() {
        exceptions.extend(trace.exceptions.iter().map(|exception| ParsedException {
            ty: exception.ty.clone(),
            value: exception.value.clone(),
            module: exception.module.clone(),
            relation: exception.relation.clone(),
            thread: exception.thread.clone(),
            event,
            frames: exception.frames.iter().map(Frame::from).collect(),
        }));
    }
    let first = parsed.traces.first();
    ParsedTrace {
        format: first.map_or("unknown", |trace| trace.format).to_owned(),
        platform: first.map_or("other", |trace| trace.platform).to_owned(),
        sure: parsed.traces.iter().map(trace::Trace::sure).reduce(f64::min).unwrap_or(0.0),
        exceptions,
        problems: Problem::all(&parsed.problems, text),
    }
}

impl From<&trace::ParsedFrame> for Frame {
    fn from(parsed: &trace::ParsedFrame) -> Self {
        Self {
            package: parsed.frame.package.clone(),
            native: parsed.code == Code::Native,
            minified: parsed.code == Code::Minified,
            repeated: parsed.repeated,
            ..Self::from(&parsed.frame)
        }
    }
}
