//! Many errors at once, with how often each came.
//!
//! [`read`] takes what people have at hand, and tells the form by itself:
//!
//! | form | what it looks like |
//! |---|---|
//! | events | an array, a line each (NDJSON), or one; as SDKs send them, with `count` beside if there is one |
//! | issues | what Sentry's API lists: `culprit`, `metadata`, `count` |
//! | a table | CSV with a header, as Discover and the usual tools export it; `,`, `;` or tabs |
//! | traces | any other text with stack traces, each of which counts once |
//!
//! ```
//! use sentry_general::trace::batch::{self, Basis};
//! use sentry_general::trace::Options;
//!
//! let table = "title,culprit,project,count()\nKeyError: 'x',app.cart in total,web,\"1,204\"\n";
//! let batch = batch::read(table, &Options::default());
//! assert_eq!(batch.events[0].count, 1_204);
//! assert_eq!(batch.events[0].basis, Basis::Culprit);
//! assert_eq!(batch.events[0].event.frames[0].module.as_deref(), Some("app.cart"));
//! ```
//!
//! # What can't be routed
//! A table hardly ever has stack traces. Paths and modules come from the columns
//! that have them (`stack.filename` and the like in Discover); without any, the
//! culprit names one place, that of the newest in-app frame, so that rules on other
//! frames are missed ([`Basis::Culprit`]). If the culprit is a transaction, or there
//! is only a title, nothing is known ([`Basis::Nothing`]), and a problem counts
//! such rows.
//!
//! Counts are taken as they are. Over how many days they were counted no export
//! says; of events with times, [`Batch::days`] does.

mod columns;
mod csv;
mod json;
mod row;

pub(crate) use json::seconds;

use super::{Event, Options, parse};
use crate::text::{Problem, Span};

/// Events with how often each came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// What the text was.
    pub form: Form,
    /// The events, in the order of the text.
    pub events: Vec<Counted>,
    /// Over how many days they came, if their times tell: from the first to the
    /// last.
    pub days: Option<f64>,
    /// What could not be read, or can't be routed.
    pub problems: Vec<Problem>,
}

/// A form of a text with many errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// None: there is nothing in it.
    #[default]
    Nothing,
    /// JSON: events, issues, or both.
    Json,
    /// A table.
    Table,
    /// Text with stack traces.
    Traces,
}

/// An event, or what an export tells of an issue, with how often it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What people call it: type and message.
    pub title: String,
    /// The project, if it is named.
    pub project: Option<String>,
    /// As much of the event as is known.
    pub event: Event,
    /// How often it came; 1 if nothing says so.
    pub count: u64,
    /// What is known of where it came from.
    pub basis: Basis,
    /// Where it stands in the text.
    pub span: Span,
}

/// What is known of where an error came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Nothing that a rule on paths or modules could look at.
    Nothing,
    /// One place: the culprit, as Sentry names it.
    Culprit,
    /// The columns of an export that tell of frames.
    Columns,
    /// The event itself.
    Event,
}

/// How many problems of one kind are told one by one.
const EACH: usize = 10;

/// Reads many errors. Linear but for sorting; whatever the text, an answer comes
/// back.
#[must_use]
pub fn read(text: &str, options: &Options) -> Batch {
    let start = text.trim_start();
    let mut batch = match start.as_bytes().first() {
        None => Batch::default(),
        Some(b'[' | b'{') => json::read(text),
        Some(_) => csv::read(text).unwrap_or_default(),
    };
    if batch.events.is_empty() {
        let traces = from_traces(text, options);
        if !traces.events.is_empty() {
            batch = traces;
        }
    }
    batch.remark();
    batch
}

/// Every stack trace of a text, once each.
fn from_traces(text: &str, options: &Options) -> Batch {
    let parsed = parse(text, options);
    let counted = |trace: &super::Trace| {
        let last = trace.exceptions.last();
        let part = |part: Option<&String>| part.cloned().unwrap_or_default();
        let ty = part(last.and_then(|last| last.ty.as_ref()));
        let value = part(last.and_then(|last| last.value.as_ref()));
        Counted {
            title: title(&ty, &value),
            project: None,
            basis: if trace.frames().next().is_some() { Basis::Event } else { Basis::Nothing },
            event: trace.event(),
            count: 1,
            span: trace.span,
        }
    };
    Batch {
        form: Form::Traces,
        events: parsed.traces.iter().map(counted).collect(),
        ..Batch::default()
    }
}

/// `Type: first line of the message`
fn title(ty: &str, value: &str) -> String {
    let value = value.lines().next().unwrap_or_default();
    match (ty.is_empty(), value.is_empty()) {
        (false, false) => format!("{ty}: {value}"),
        (true, true) => "(no title)".to_owned(),
        _ => format!("{ty}{value}"),
    }
}

/// Remarks
impl Batch {
    /// How many errors there are: all counts together.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.events.iter().fold(0, |sum, event| sum.saturating_add(event.count))
    }

    /// Adds a problem of a line, unless there are many of its kind already.
    fn remark_once(&mut self, problem: Problem) {
        let same = self.problems.iter().filter(|other| other.code == problem.code).count();
        if same < EACH {
            self.problems.push(problem);
        }
    }

    fn remark(&mut self) {
        if self.events.is_empty() {
            let message = "No errors were found: this is neither JSON of events or issues, nor a \
                           table with a header that names a title, a culprit or a file.";
            let hint = "Paste events as JSON, or the CSV of an export with its first line.";
            self.problems.push(Problem::error("events/not-recognised", message).hint(hint));
            return;
        }
        let of = |basis: Basis| self.events.iter().filter(move |event| event.basis == basis);
        let (unknown, culprits) = (of(Basis::Nothing).count(), of(Basis::Culprit).count());
        if let Some(first) = of(Basis::Nothing).next() {
            let message = format!(
                "Of {unknown} of {} errors nothing tells the file or module, so that only rules on \
                 URLs and tags can match.",
                self.events.len()
            );
            let hint = "Export with `stack.filename` and `stack.module`, or paste the events.";
            let problem = Problem::warning("events/no-place", message);
            self.problems.push(problem.at(first.span).hint(hint));
        }
        if let Some(first) = of(Basis::Culprit).next() {
            let message = format!(
                "Of {culprits} of {} errors only the culprit is known: one place of the whole \
                 stack. Rules that match other frames are missed.",
                self.events.len()
            );
            let hint = "Export with `stack.filename` and `stack.module`, or paste the events.";
            let problem = Problem::info("events/culprit-only", message);
            self.problems.push(problem.at(first.span).hint(hint));
        }
    }
}
