//! .NET and Mono.
//!
//! | line | is |
//! |---|---|
//! | `Type: message` | a header |
//! | ` ---> Type: message` | what caused the line above it; its frames come first |
//! | `   at Type.Method(args) in FILE:line 1` | a frame |
//! | `  at Type.Method (args) [0x0001] in FILE:1` | a frame of Mono |
//! | `--- End of inner exception stack trace ---` | frames of the outer exception follow |
//! | ` ---> (Inner Exception #1) …<---` | one more inner exception of several |
//!
//! *at*, *in* and *line* may be in the language of the system. Names made by the
//! compiler, such as `<Run>d__3.MoveNext`, stay as they are printed.

use super::Format;
use crate::trace::draft::{Draft, Input, NOT_UNDERSTOOD, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::title;

mod frame;
pub(crate) mod unity;

/// The format.
pub(crate) struct DotNet;

/// How many lines there may be above the first frame.
const LONGEST: usize = 60;

impl Format for DotNet {
    fn name(&self) -> &'static str {
        "csharp"
    }

    fn title(&self) -> &'static str {
        ".NET"
    }

    fn anchors(&self, line: &str) -> bool {
        frame::is_frame(line) || line.contains('.') && frame::bare(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let first = frame::parse(input.text(at).trim());
        // A function without a type tells little: what is next to it must tell the rest.
        let loose = first.as_ref().is_some_and(|found| found.loose);
        let bare = first.is_none();
        let mut reader =
            Reader { input, draft: Draft::default(), open: Vec::new(), bare, again: None };
        reader.headers(at);
        // Without `at`, only an exception right above tells that these are frames.
        let named = |open: &Exception| open.ty.as_deref().is_some_and(is_type);
        if bare && !reader.open.iter().any(named) {
            return None;
        }
        let full = |open: &Exception| open.ty.as_deref().is_some_and(|ty| ty.contains('.'));
        if loose && !is_firm(input.text(at + 1)) && !reader.open.iter().any(full) {
            return None;
        }
        reader.body(at);
        reader.finish()
    }
}

struct Reader<'r> {
    input: &'r Input<'r>,
    draft: Draft,
    /// The exceptions whose frames are still to come, the outermost first.
    open: Vec<Exception>,
    /// Frames are printed without `at`.
    bare: bool,
    /// How many were open when the first of several was, which .NET Framework prints twice.
    again: Option<usize>,
}

/// Reading
impl Reader<'_> {
    /// Reads the headers above the first frame.
    fn headers(&mut self, at: usize) {
        let lowest = self.input.free.max(at.saturating_sub(LONGEST));
        let (mut inner, mut apart) = (0, false);
        for start in (lowest..at).rev() {
            let line = self.input.text(start);
            if line.trim_start().starts_with("---> ") {
                inner += 1;
                continue;
            }
            if self.input.is_blank(start) && inner == 0 && start + 1 == at {
                break;
            }
            let near = start + 1 == at || inner > 0;
            if let Some((name, _)) = header(line)
                && (near || is_type(name))
            {
                self.open_at(start, at);
                return;
            }
            // Anything may stand before the type in the first line of a log's entry.
            apart |= self.input.is_blank(start);
            if !apart
                && let Some(title) = title::within(line)
                && title.name.contains('.')
            {
                self.open_at(start, at);
                return;
            }
        }
        self.open.push(Exception::default());
    }

    /// Opens the exceptions whose headers are from `start` to `at`.
    fn open_at(&mut self, start: usize, at: usize) {
        let end = self.input.odd_above(start, at, frame::looks);
        self.draft.roles(start..end, Role::Message);
        self.draft.roles(end..at, Role::Skipped(NOT_UNDERSTOOD));
        self.draft.weak();
        for line in start..end {
            let text = self.input.text(line);
            let trimmed = text.trim();
            let inner = trimmed.strip_prefix("---> ");
            // Test runners name what follows.
            if matches!(trimmed, "Stack Trace:" | "StackTrace:" | "Stack trace:") {
                continue;
            }
            if inner.is_none() && line > start {
                if let Some(value) = self.open.last_mut().and_then(|last| last.value.as_mut()) {
                    value.push('\n');
                    value.push_str(text.trim_end());
                }
                continue;
            }
            // Mono prints all headers in one line.
            for part in inner.unwrap_or(trimmed).split(" ---> ") {
                self.open.push(exception(part));
            }
        }
    }

    fn body(&mut self, start: usize) {
        let mut at = start;
        while at < self.input.len() {
            let text = self.input.text(at);
            let line = text.trim();
            let closes = line.strip_suffix("<---");
            let line = closes.unwrap_or(line);
            let bare = || frame::bare(line).or_else(|| frame::bare_made(line));
            let bare = || if self.bare { bare() } else { None };
            if let Some(found) = frame::parse(line).or_else(bare) {
                if found.strong {
                    self.draft.strong();
                } else {
                    self.draft.weak();
                }
                self.draft.role(at, Role::Frame);
                let frame = found.into_parsed(self.input, at);
                if self.open.is_empty() {
                    self.open.push(Exception::default());
                }
                if let Some(last) = self.open.last_mut() {
                    last.frames.push(frame);
                }
            } else if line.starts_with("--- ") && line.ends_with("---") {
                self.draft.role(at, Role::Context);
                if frame::ends_inner(line) {
                    self.close();
                }
            } else if let Some(rest) = line.strip_prefix("---> (Inner Exception #") {
                self.draft.role(at, Role::Message);
                let (number, rest) = rest.split_once(") ").unwrap_or(("", ""));
                self.again = self.again.or((number == "0").then_some(self.open.len()));
                self.open.push(exception(rest));
            } else if line.is_empty() && (closes.is_some() || self.is_inner(at + 1)) {
                self.draft.role(at, Role::Context);
            } else if let Some(next) = self.goes_on(at) {
                self.draft.elided(self.input, at..next);
                at = next;
                continue;
            } else if frame::looks(line) && self.is_followed(at + 1) {
                self.draft.role(at, Role::Skipped(NOT_UNDERSTOOD));
            } else {
                if line.starts_with("at ") && self.is_last(at) {
                    self.draft.role(at, Role::Skipped("it is cut off"));
                }
                break;
            }
            if closes.is_some() {
                self.close();
            }
            at += 1;
        }
    }

    /// Whether one more of several inner exceptions stands at a line.
    fn is_inner(&self, at: usize) -> bool {
        self.input.text(at).trim_start().starts_with("---> (Inner Exception #")
    }

    /// Where the frames go on behind some that were left out by hand.
    fn goes_on(&self, at: usize) -> Option<usize> {
        let next = self.input.behind_elision(at)?;
        let text = self.input.text(next).trim();
        (frame::is_frame(text) || self.bare && frame::bare(text).is_some()).then_some(next)
    }

    /// Whether a frame stands at a line, or behind more that look like one.
    fn is_followed(&self, at: usize) -> bool {
        self.input.next_frame(at, frame::looks, frame::is_frame).is_some()
    }

    /// Whether no frame follows a line.
    fn is_last(&self, at: usize) -> bool {
        at > 0
            && !self.input.text(at + 1).trim_start().starts_with("at ")
            && frame::is_frame(self.input.text(at - 1))
            || (at > 0 && at + 1 >= self.input.len())
    }

    /// The innermost exception has all its frames.
    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(mut inner) = self.open.pop()
        {
            inner.relation = Some("inner".to_owned());
            inner.frames.reverse();
            let again = self.again.take_if(|open| *open == self.open.len()).is_some();
            let known = |other: &Exception| {
                let calls = || other.frames.iter().zip(&inner.frames);
                (&other.ty, &other.value) == (&inner.ty, &inner.value)
                    && other.frames.len() == inner.frames.len()
                    && calls().all(|(one, other)| one.frame == other.frame)
            };
            if !(again && self.draft.exceptions.iter().any(known)) {
                self.draft.exception(inner);
            }
        }
    }

    fn finish(mut self) -> Option<Reading> {
        while self.open.len() > 1 {
            self.close();
        }
        let mut outer = self.open.pop()?;
        outer.frames.reverse();
        let headed = outer.ty.is_some();
        self.draft.exception(outer);
        if !self.draft.has_frames() {
            return None;
        }
        let certain = self.draft.score >= 5 || headed;
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        self.draft.finish(self.input, "csharp", "csharp", certainty)
    }
}

/// Whether a line is a frame, whatever is around it.
fn is_firm(line: &str) -> bool {
    frame::parse(line.trim()).is_some_and(|found| !found.loose)
}

fn exception(text: &str) -> Exception {
    let inside = || title::within(text).map(|title| (title.name, title.value));
    let (ty, value) = match header(text).or_else(inside) {
        Some((name, value)) => (Some(name.to_owned()), Some(value.to_owned())),
        None => (None, Some(text.to_owned())),
    };
    Exception { ty, value, ..Exception::default() }
}

/// `[Unhandled exception. ]Namespace.Type: message`
fn header(line: &str) -> Option<(&str, &str)> {
    const WORDS: [&str; 5] = [
        "Unhandled exception. ",
        "Unhandled Exception: ",
        "[ERROR] FATAL UNHANDLED EXCEPTION: ",
        "Rethrow as ",
        "Exception: ",
    ];
    let mut text = line.trim();
    for word in WORDS {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    // The page that ASP.NET shows has it in brackets.
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let inner = inner.filter(|text| text.split(':').next().is_some_and(is_type));
    let text = inner.unwrap_or(text);
    let (name, value) =
        text.split_once(": ").or_else(|| text.strip_suffix(':').map(|name| (name, "")))?;
    // xUnit and NUnit leave a blank before the colon.
    let name = name.trim_end();
    let plain = |c: char| c.is_alphanumeric() || "._+`[],".contains(c);
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    // A number behind the type is that of Windows: `Type (0x80004005): message`.
    let bare = name.split_once(" (0x").map_or(name, |(name, _)| name);
    let first = value.split(" ---> ").next().unwrap_or(value);
    (starts && bare.chars().all(plain)).then_some((bare, first))
}

fn is_type(name: &str) -> bool {
    name.ends_with("Exception") || name.ends_with("Error")
}
