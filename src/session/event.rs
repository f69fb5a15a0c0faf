//! The error that the user gives: a stack trace, or events as JSON.

use super::settings::Settings;
use crate::text::Problem;
use crate::text::numbers::plural;
use crate::trace::{self, Event, Exception, InApp, Trace};

/// What the text under "Error" holds.
#[derive(Default)]
pub struct Errors {
    /// The errors in it, in the order of the text.
    pub cases: Vec<Case>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// One error.
pub struct Case {
    /// What it says: its type and message.
    pub title: String,
    /// What it was read as.
    pub format: String,
    /// As Sentry stores it.
    pub event: Event,
    /// Its exceptions, innermost cause first: the title of each, and how many of the
    /// event's frames are its own.
    pub parts: Vec<(String, usize)>,
    /// Per frame, what only the text tells.
    pub notes: Vec<Option<String>>,
}

/// Reads a text.
pub fn read(text: &str, settings: &Settings) -> Errors {
    if text.trim().is_empty() {
        return Errors::default();
    }
    let mut errors = if text.trim_start().starts_with(['{', '[']) {
        events(text)
    } else {
        traces(text, settings)
    };
    for &(case, frame, own) in &settings.switched {
        let frame = errors.cases.get_mut(case).and_then(|case| case.event.frames.get_mut(frame));
        if let Some(frame) = frame {
            frame.in_app = if own { InApp::Yes } else { InApp::No };
        }
    }
    errors
}

fn traces(text: &str, settings: &Settings) -> Errors {
    let list = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let root = settings.project_root.trim().trim_end_matches('/');
    let options = trace::Options {
        in_app_include: list(&settings.in_app_include),
        in_app_exclude: list(&settings.in_app_exclude),
        project_root: (!root.is_empty()).then(|| root.to_owned()),
        ..trace::Options::default()
    };
    let parsed = trace::parse(text, &options);
    Errors { cases: parsed.traces.iter().map(of_trace).collect(), problems: parsed.problems }
}

fn of_trace(trace: &Trace) -> Case {
    let title = |exception: &Exception| {
        let parts = [exception.ty.as_deref(), exception.value.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        if parts.is_empty() { "stack trace".to_owned() } else { shortened(&parts.join(": ")) }
    };
    let notes = trace.frames().map(|(_, frame)| {
        let mut notes = Vec::new();
        match frame.code {
            trace::Code::Source => {}
            trace::Code::Native => notes.push("code of the runtime".to_owned()),
            trace::Code::Minified => {
                notes.push("minified: its path is not the repository’s".to_owned());
            }
        }
        if frame.repeated > 0 {
            notes.push(format!("{} more", plural(frame.repeated, "call", "calls")));
        }
        (!notes.is_empty()).then(|| notes.join(", "))
    });
    Case {
        title: trace.exceptions.last().map(title).unwrap_or_default(),
        format: trace.format.to_owned(),
        event: trace.event(),
        parts: trace.exceptions.iter().map(|it| (title(it), it.frames.len())).collect(),
        notes: notes.collect(),
    }
}

fn events(text: &str) -> Errors {
    match serde_json::from_str(text) {
        Ok(json) => {
            let read = Event::read(&json);
            let case = Case {
                title: "event".to_owned(),
                format: "event".to_owned(),
                parts: vec![(String::new(), read.event.frames.len())],
                notes: Vec::new(),
                event: read.event,
            };
            Errors { cases: vec![case], problems: read.problems }
        }
        Err(error) => {
            let message = format!("This begins like JSON and can’t be read as such: {error}.");
            Errors { cases: Vec::new(), problems: vec![Problem::error("event/bad-json", message)] }
        }
    }
}

/// How many characters of a title are shown.
const TITLE: usize = 120;

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
