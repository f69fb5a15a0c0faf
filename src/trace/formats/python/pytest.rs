//! pytest's own reports of failures: long, short and one line each.
//!
//! ```text
//! ________________ test_total ________________
//!
//!     def test_total():
//! >       assert total([1, None]) == 1
//!
//! tests/test_cart.py:12:
//! _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
//! >       return sum(items)
//! E       TypeError: unsupported operand type(s)
//!
//! shop/cart.py:4: TypeError
//! ```
//!
//! In the long form the place stands below the code, and the last one names the type.
//! In the short one (`--tb=short`) it stands above: `shop/cart.py:4: in total`; with
//! `--tb=line` it is all there is: `/srv/shop/cart.py:4: TypeError: unsupported`. The
//! native form is Python's own. Lines with `E` are the message.

use super::message::{exception_line, qualified, relation};
use super::{Format, frame};
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::formats::scan::{self, indent, some};
use crate::trace::parse::{Certainty, Exception, Role};

pub(crate) struct Pytest;

/// How many lines of code and variables may stand between two places.
const BETWEEN: usize = 400;
/// How far above the first place its message may start, if the title is cut off.
const ABOVE: usize = 40;

impl Format for Pytest {
    fn name(&self) -> &'static str {
        "python"
    }

    fn title(&self) -> &'static str {
        "pytest"
    }

    fn anchors(&self, line: &str) -> bool {
        title(line).is_some() || place(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut reader = Reader { input, draft: Draft::default(), error: Error::default() };
        let titled = title(input.text(at)).is_some();
        let mut next = at;
        if titled {
            reader.draft.role(at, Role::Header);
            next += 1;
        } else {
            reader.look_back(at);
        }
        reader.blocks(next);
        reader.finish(titled)
    }
}

/// What is known of the exception that is being read.
#[derive(Default)]
struct Error<'t> {
    exception: Exception,
    /// The lines with `E`.
    message: Vec<&'t str>,
    /// The type that the last place names.
    ty: Option<&'t str>,
    /// The function whose code is shown.
    function: Option<&'t str>,
    /// Places name their function, and the message comes last.
    short: bool,
}

struct Reader<'r> {
    input: &'r Input<'r>,
    draft: Draft,
    error: Error<'r>,
}

impl<'r> Reader<'r> {
    /// Without a title, the message of the first place may be above.
    fn look_back(&mut self, at: usize) {
        let least = self.input.free.max(at.saturating_sub(ABOVE));
        let mut first = at;
        while first > least {
            let line = self.input.text(first - 1);
            let part = message(line).is_some()
                || line.is_empty()
                || line.starts_with('>')
                || line.starts_with("    ") && place(line).is_none();
            if !part {
                break;
            }
            first -= 1;
        }
        let shown = (first..at).find(|line| {
            message(self.input.text(*line)).is_some() || self.input.text(*line).starts_with('>')
        });
        for line in shown.map_or(at..at, |shown| shown..at) {
            if let Some(text) = message(self.input.text(line)) {
                self.error.message.push(text);
                self.draft.role(line, Role::Message);
            } else if !self.input.is_blank(line) {
                self.draft.role(line, Role::Context);
            }
        }
    }

    /// Reads places, code and messages.
    fn blocks(&mut self, start: usize) {
        let (mut at, mut idle) = (start, 0);
        while at < self.input.len() && idle < BETWEEN {
            let line = self.input.text(at);
            if title(line).is_some() || is_section(line) || line.contains(super::HEADER) {
                return;
            }
            idle += 1;
            if let Some(found) = place(line) {
                idle = 0;
                self.place(at, &found);
                if found.ty.is_some() && !self.goes_on(at + 1) {
                    return;
                }
            } else if let Some(text) = message(line) {
                self.error.message.push(text);
                self.draft.role(at, Role::Message);
                self.draft.strong();
            } else if let Some(relation) = relation(line) {
                self.draft.role(at, Role::Context);
                self.close(Some(relation));
                idle = 0;
            } else if let Some(name) = defined(line) {
                self.error.function = Some(name);
            } else if is_rule(line) {
                self.error.function = None;
                self.draft.role(at, Role::Context);
            } else if self.error.short && !(line.starts_with("  ") || line.is_empty()) {
                return;
            }
            at += 1;
        }
    }

    fn place(&mut self, at: usize, found: &Place<'r>) {
        let mut frame = frame::of_path(found.path, self.input.options);
        frame.line = Some(found.line);
        frame.function = found.function.or(self.error.function).and_then(some);
        self.error.short |= found.function.is_some();
        self.error.function = None;
        self.error.exception.frames.push(crate::trace::ParsedFrame {
            frame,
            span: self.input.span(at),
            ..Default::default()
        });
        self.draft.role(at, Role::Frame);
        self.draft.strong();
        if let Some((ty, value)) = found.ty {
            self.error.ty = Some(ty);
            if self.error.message.is_empty() && !value.is_empty() {
                self.error.message.push(value);
            }
        }
    }

    /// Whether an exception that this one has caused follows.
    fn goes_on(&self, at: usize) -> bool {
        (at..at + 3).any(|next| relation(self.input.text(next)).is_some())
    }

    /// Ends the exception that is being read.
    fn close(&mut self, relation: Option<&str>) {
        let error = std::mem::take(&mut self.error);
        self.error.short = error.short;
        let mut exception = error.exception;
        // The message is indented as the code is.
        let first = error.message.first().copied().unwrap_or_default();
        let depth = indent(first);
        let first = &first[depth..];
        let typed = exception_line(first).filter(|(name, _)| {
            let last = name.rsplit('.').next().unwrap_or(name);
            error.ty.map_or(last.starts_with(char::is_uppercase), |ty| ty == last)
        });
        let (name, value) = match typed {
            Some((name, value)) => (Some(name), value),
            None if error.ty.is_none() && first.starts_with("assert ") => {
                (Some("AssertionError"), first)
            }
            None => (error.ty, first),
        };
        if let Some((module, ty)) = name.map(qualified) {
            (exception.module, exception.ty) = (Some(module), Some(ty));
        }
        let more = error.message.get(1..).unwrap_or_default();
        let more = more
            .iter()
            .map(|line| if indent(line) < depth { line.trim_start() } else { &line[depth..] });
        let lines: Vec<&str> = std::iter::once(value).chain(more).collect();
        exception.value = some(lines.join("\n").trim_end());
        exception.relation = relation.map(str::to_owned);
        if !exception.frames.is_empty() {
            self.draft.exception(exception);
        }
    }

    fn finish(mut self, titled: bool) -> Option<Reading> {
        self.close(None);
        if !self.draft.has_frames() {
            return None;
        }
        // A line of a place alone is also what linters print.
        let certain = titled || self.draft.score >= 8;
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        self.draft.finish(self.input, "python", "python", certainty)
    }
}

/// What a line says of a place.
struct Place<'t> {
    path: &'t str,
    line: u32,
    function: Option<&'t str>,
    /// The type, and the message of the form with one line.
    ty: Option<(&'t str, &'t str)>,
}

/// `P.py:12: `, `P.py:12: in f`, `P.py:12: TypeError[: message]`
fn place(line: &str) -> Option<Place<'_>> {
    let at = memchr::memmem::find(line.as_bytes(), b".py:")? + ".py".len();
    let path = &line[..at];
    let (number, rest) = scan::leading_number(&line[at + 1..])?;
    let rest = rest.strip_prefix(':')?.trim_end();
    if path.contains([' ', '"', '(']) && !scan::is_absolute(path) || path.starts_with(' ') {
        return None;
    }
    let found = Place { path, line: number, function: None, ty: None };
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Some(found);
    }
    if let Some(function) = rest.strip_prefix("in ") {
        return Some(Place { function: Some(function), ..found });
    }
    let (ty, value) = exception_line(rest)?;
    is_error(ty).then_some(Place { ty: Some((ty, value)), ..found })
}

fn is_error(name: &str) -> bool {
    ["Error", "Exception", "Failed", "Exit", "Interrupt", "Iteration", "Skipped", "Timeout"]
        .iter()
        .any(|end| name.ends_with(end))
        || name.starts_with(char::is_uppercase) && !name.ends_with("Warning")
}

/// `E       TypeError: x`, without the mark.
fn message(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('E')?;
    match rest.strip_prefix("   ") {
        Some(rest) => Some(rest.trim_end()),
        None => rest.is_empty().then_some(""),
    }
}

/// `____ test_total[a-1] ____`
fn title(line: &str) -> Option<&str> {
    let text = line.trim_end();
    if !text.starts_with("___") || !text.ends_with("_") {
        return None;
    }
    let name = text.trim_matches('_');
    let inner = name.strip_prefix(' ')?.strip_suffix(' ')?;
    (!inner.trim_matches(['_', ' ']).is_empty()).then_some(inner)
}

/// `_ _ _ _`, between two frames.
fn is_rule(line: &str) -> bool {
    line.starts_with("_ _ _ ") && line.trim_end().bytes().all(|b| matches!(b, b'_' | b' '))
}

/// `==== short test summary info ====`, `---- Captured stdout call ----`
fn is_section(line: &str) -> bool {
    line.starts_with("=====") || line.starts_with("-----") || line.starts_with("FAILED ")
}

/// The name in `    def total(items):`
fn defined(line: &str) -> Option<&str> {
    let text = line.strip_prefix(['>', ' ']).unwrap_or(line).trim_start();
    let rest = text.strip_prefix("async ").unwrap_or(text).strip_prefix("def ")?;
    rest.split(['(', '[', ' ']).next().filter(|name| !name.is_empty())
}
