//! The text of error trackers: Sentry's issues, Rollbar, Bugsnag and Honeybadger.
//!
//! They print every platform in one form, so that the files' endings tell the
//! language ([`evidence`]):
//!
//! | line | of |
//! |---|---|
//! | `  File "P", line N[, col C], in F` | Sentry's mails and issues, its raw view, Rollbar |
//! | `  Module "M", line N, in F` | the same, where there is no file |
//! | `P in F at line N[:C]` | what is copied from Sentry's page |
//! | `    P:N - F` | Bugsnag |
//! | `/PROJECT_ROOT/P:N in F` | Airbrake |
//! | `#N P(L): F`, with numbers that fall | the raw view, for PHP |
//! | `line N of [PROJECT_ROOT]/P: F` | Honeybadger |
//!
//! Only Python is printed oldest first; of all others the newest frame is on top.
//! Without a line of Sentry's own or an error above, lines of Python are Python's.
//!
//! Source: `get_stacktrace` and its templates in Sentry's `interfaces/stacktrace.py`
//! and `rawContent.tsx`; the others' integrations with GitHub.

use super::evidence::{self, Language};
use super::scan::{self, some};
use super::{Format, python};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};

pub(crate) mod copied;
mod place;

use place::{Place, Shape};

pub(crate) struct Tracker;

/// How far above the first frame the error may stand.
const ABOVE: usize = 8;

impl Format for Tracker {
    fn name(&self) -> &'static str {
        "tracker"
    }

    fn title(&self) -> &'static str {
        "text of Sentry, Rollbar, Bugsnag or Honeybadger"
    }

    fn anchors(&self, line: &str) -> bool {
        Place::read(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut places = Vec::new();
        let mut language = None;
        let mut next = at;
        let mut shape = None;
        loop {
            let (stack, end) = stack(input, next, shape)?;
            let (_, first) = stack.first()?;
            if first.shape == Shape::Falling && stack.len() < 2 {
                return None;
            }
            shape = Some(first.shape);
            // The causes are of the language that the first exception is of.
            let found = evidence::language_of_most(stack.iter().map(|(_, place)| place.path));
            let language = *language.get_or_insert(found?);
            let headed = head(input, next, &mut draft);
            if !headed && (places.is_empty() && language.format == "python") {
                return None;
            }
            frames(input, &stack, language, &mut draft);
            places.extend(stack.iter().map(|(at, _)| *at));
            let Some(more) = another(input, end) else { break };
            next = more;
        }
        let headed = draft.exceptions.iter().any(|exception| exception.ty.is_some());
        let sure = headed || places.len() > 1;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        let language = language?;
        if language.format != "python" {
            // The form is Python's, too; the files are not.
            draft.strong();
        }
        draft.finish(input, language.format, language.platform, certainty)
    }
}

/// The frames of one exception, as they stand in the text, and the line behind.
fn stack<'t>(
    input: &Input<'t>,
    at: usize,
    shape: Option<Shape>,
) -> Option<(Vec<(usize, Place<'t>)>, usize)> {
    let mut places: Vec<(usize, Place)> = Vec::new();
    let mut next = at;
    while next < input.len() {
        let line = input.text(next);
        match Place::read(line) {
            Some(place) if shape.is_none_or(|shape| shape == place.shape) => {
                if places.first().is_some_and(|(_, first)| first.shape != place.shape) {
                    break;
                }
                let falls = |(_, last): &(usize, Place)| place.number + 1 == last.number;
                if place.shape == Shape::Falling && !places.last().is_none_or(falls) {
                    break;
                }
                places.push((next, place));
            }
            _ if is_omission(line) || !places.is_empty() && is_of_page(line) => {}
            // Source code or variables stand deeper than their frame.
            _ if !places.is_empty() && line.starts_with("  ") && !line.trim().is_empty() => {}
            _ => break,
        }
        next += 1;
    }
    let last = places.last().map_or(at, |(last, _)| *last);
    let end = (last + 1..next).rev().find(|next| is_omission(input.text(*next)));
    Some((places, end.map_or(last + 1, |end| end + 1)))
}

/// Gives frames and lines to the last exception, oldest first.
fn frames(input: &Input, stack: &[(usize, Place)], language: Language, draft: &mut Draft) {
    for (at, place) in stack {
        draft.frame(input, *at, place.frame(language, input));
        draft.strong();
    }
    let python = language.format == "python";
    let order = if python { Order::OldestFirst } else { Order::NewestFirst };
    if order == Order::NewestFirst {
        draft.current().frames.reverse();
    }
}

/// Reads type and message above a stack into a new exception; whether any were there.
fn head(input: &Input, at: usize, draft: &mut Draft) -> bool {
    let taken = draft.roles.iter().map(|(line, _)| line + 1).max().unwrap_or(input.free);
    let least = taken.max(input.free).max(at.saturating_sub(ABOVE));
    let mut exception = Exception::default();
    let mut passed = false;
    let mut message: Vec<usize> = Vec::new();
    for above in (least..at).rev() {
        let line = untitled(input.text(above).trim());
        if line.is_empty() && message.is_empty() {
            continue;
        }
        if is_omission(line) || is_heading(line) {
            passed = true;
            draft.role(above, Role::Header);
            continue;
        }
        if line.is_empty() || !input.alike(above, at) || line.starts_with("http") {
            break;
        }
        if let Some((ty, value)) = typed(line).filter(|_| message.len() < 3) {
            exception.ty = some(ty);
            let mut value = value.to_owned();
            for line in message.iter().rev() {
                value.push_str(if value.is_empty() { "" } else { "\n" });
                value.push_str(input.text(*line).trim());
                draft.role(*line, Role::Message);
            }
            exception.value = some(&value);
            draft.role(above, Role::Message);
            draft.strong();
            break;
        }
        message.push(above);
    }
    let headed = exception.ty.is_some() || passed;
    draft.exception(exception);
    headed
}

/// A line without the mark of a heading and the project in brackets: Honeybadger's title.
fn untitled(line: &str) -> &str {
    let Some(title) = line.strip_prefix("# ") else { return line };
    title.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map_or(title, |(_, rest)| rest)
}

/// `(12 additional frame(s) were not displayed)` and the dots beside it.
fn is_omission(line: &str) -> bool {
    let text = line.trim();
    text == "..." || text.ends_with("additional frame(s) were not displayed)")
}

/// What Sentry's page says between two frames.
fn is_of_page(line: &str) -> bool {
    let text = line.trim();
    text == "In App" || text.starts_with("Called from: ") || text.ends_with(" more frames")
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(['#', '*', ' ']).trim_end_matches([':', '*', ' ']);
    matches!(text, "Stacktrace" | "Backtrace" | "Stack trace" | "Traceback")
        || text.starts_with("Stacktrace (most recent call ")
        || text.starts_with("[View on ")
}

/// The type and the message of a line: `Type: message`, `**Type** in **place**`, or a
/// type alone.
fn typed(line: &str) -> Option<(&str, &str)> {
    if let Some(rest) = line.strip_prefix("**") {
        let (ty, _) = rest.split_once("** in **")?;
        return is_type(ty).then_some((ty, ""));
    }
    match line.split_once(": ") {
        Some((ty, value)) if is_type(ty) => Some((ty, value)),
        _ => (is_type(line) && is_error(line)).then_some((line, "")),
    }
}

/// Whether a name alone says that it is one of an error.
fn is_error(name: &str) -> bool {
    ["Error", "Exception", "Failure", "Fault", "Timeout", "Exit", "Interrupt"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// A class of any language: `NoMethodError`, `*errors.errorString`, `App\Errors\Closed`.
fn is_type(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "_.:\\$*<>".contains(c);
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '*'));
    starts && text.chars().all(plain) && !text.ends_with([':', '.'])
}

/// Where another exception's frames start, if one follows: Sentry prints the causes
/// one below the other, each with its type.
fn another(input: &Input, end: usize) -> Option<usize> {
    let blank = end < input.len() && input.is_blank(end);
    let headed = blank && typed(input.text(end + 1).trim()).is_some();
    let starts = |next: &usize| Place::read(input.text(*next)).is_some();
    (end + 2..end + 6).find(starts).filter(|_| headed)
}
