//! R: `traceback()`, the calls that Rscript prints, rlang's trees, Shiny, notebooks.
//!
//! ```text
//! Error in divide(1) : division by zero
//! 3: stop("division by zero") at ledger.R#3
//! 2: divide(1) at ledger.R#7
//! 1: main()
//! ```
//!
//! The numbers grow from the oldest call to the newest, in whatever order they are
//! printed; only where R itself crashed, the newest is the first. A call of several lines
//! goes on until the next number. Sentry has no SDK for R; a call that names a file of the user's is in-app
//! here, one of a package (`pkg::f`) or without a file is not.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

mod shiny;

pub(crate) struct R;

/// How far above the calls the error may stand.
const ABOVE: usize = 10;

impl Format for R {
    fn name(&self) -> &'static str {
        "r"
    }

    fn title(&self) -> &'static str {
        "R"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with("Error in ")
            || line.starts_with("Backtrace:")
            || shiny::anchors(line)
            || is_heading(line)
            || call(line).is_some_and(|call| !call.file.is_empty())
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if line.starts_with("Error in ") {
            error(input, at, &mut draft)?;
        } else if line.starts_with("Backtrace:") {
            tree(input, at, &mut draft)?;
        } else if shiny::anchors(line) {
            shiny::read(input, at, &mut draft)?;
        } else if is_heading(line) {
            traceback(input, at, &mut draft)?;
        } else {
            numbered(input, at, &mut draft);
        }
        if !draft.has_frames() {
            return None;
        }
        draft.finish(input, "r", "other", Certainty::Sure)
    }
}

/// `Error in f(x) : message`, then `Calls: f -> g` or a numbered list.
fn error(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let last = input.len().min(at + ABOVE);
    let starts = |next: &usize| {
        let line = input.text(*next);
        call(line).is_some()
            || line.starts_with("Calls: ")
            || line.starts_with("Backtrace:")
            || is_heading(line)
    };
    let first = (at + 1..last).find(starts)?;
    let line = input.text(first);
    if is_heading(line) {
        return traceback(input, first, draft);
    }
    if line.starts_with("Backtrace:") {
        return tree(input, first, draft);
    }
    heading(input, at..first, draft);
    if let Some(calls) = line.strip_prefix("Calls: ") {
        for name in calls.split(" -> ").filter(|name| *name != "...") {
            let name = name.trim();
            draft.frame(
                input,
                first,
                Frame { function: some(name), in_app: InApp::No, ..Frame::default() },
            );
        }
        draft.strong();
        // A traceback may follow and tells more.
        let below =
            (first + 1..input.len().min(first + 3)).find(|next| call(input.text(*next)).is_some());
        if let Some(below) = below {
            draft.current().frames.clear();
            calls_from(input, below, draft);
        }
        return Some(());
    }
    calls_from(input, first, draft);
    Some(())
}

fn is_heading(line: &str) -> bool {
    line.trim_end() == "Traceback:"
}

/// What follows `Traceback:`: the calls of a crash of R, the newest first, or those of a
/// notebook, the oldest first: `2. total(x)   # at line 7 of file cart.R`.
fn traceback(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let first = at + 1 + usize::from(input.is_blank(at + 1));
    let least = input.free.max(at.saturating_sub(ABOVE));
    let starts = |next: &usize| {
        let line = input.text(*next);
        line.starts_with("Error") || line.contains("*** caught ")
    };
    let error = (least..at).rev().find(starts);
    let crashed = error.is_some_and(|error| input.text(error).contains("*** caught "));
    match error {
        Some(error) if crashed => {
            let line = input.text(error).trim().trim_matches('*').trim();
            let ty = some(line.trim_start_matches("caught "));
            let value = some(input.text(error + 1).trim());
            draft.roles(error..at, Role::Message);
            draft.exception(Exception { ty, value, ..Exception::default() });
        }
        Some(error) => heading(input, error..at, draft),
        None => {
            draft.exception(Exception::default());
        }
    }
    draft.role(at, Role::Header);
    if call(input.text(first)).is_some() {
        calls_from(input, first, draft);
        draft.current().frames.reverse();
    } else {
        let mut next = first;
        while let Some(frame) = cell(input.text(next)) {
            draft.frame(input, next, frame);
            draft.strong();
            next += 1;
        }
    }
    let known = crashed || error.is_some() || draft.current().frames.len() > 1;
    (draft.has_frames() && known).then_some(())
}

/// `2. total(x)   # at line 7 of file cart.R`
fn cell(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line)?;
    let rest = rest.strip_prefix(". ")?;
    let (text, place) = match rest.split_once("# at line ") {
        Some((text, place)) => (text, Some(place)),
        None => (rest, None),
    };
    let function = head(text.trim())?;
    let mut frame = Frame { function: some(function), in_app: InApp::No, ..Frame::default() };
    if let Some((line, file)) = place.and_then(|place| {
        let (line, rest) = scan::leading_number(place)?;
        Some((line, rest.strip_prefix(" of file ")?.trim()))
    }) {
        locate(&mut frame, file, line);
    }
    Some(frame)
}

/// The lines of the error: `Error in f(x) : message` or `Error: message`.
fn heading(input: &Input, lines: std::ops::Range<usize>, draft: &mut Draft) {
    let first = input.text(lines.start);
    let message = match first.strip_prefix("Error in ") {
        Some(rest) => {
            let parted = rest.split_once(" : ").or_else(|| rest.split_once("): "));
            parted.map_or("", |(_, message)| message)
        }
        None => {
            first.strip_prefix("Error: ").or_else(|| first.strip_prefix("Error:")).unwrap_or("")
        }
    };
    let mut value = message.trim().to_owned();
    for next in lines.start + 1..lines.end {
        let line = input.text(next).trim();
        if line.is_empty() || line.starts_with("Traceback") || line.starts_with("> traceback()") {
            continue;
        }
        value.push_str(if value.is_empty() { "" } else { "\n" });
        value.push_str(line.trim_start_matches("! "));
    }
    draft.roles(lines, Role::Message);
    draft.strong();
    draft.exception(Exception { ty: some("Error"), value: some(&value), ..Exception::default() });
}

/// A numbered list, with the error above it if there is one.
fn numbered(input: &Input, at: usize, draft: &mut Draft) {
    let mut first = at;
    while first > input.free && call(input.text(first - 1)).is_some() {
        first -= 1;
    }
    let least = input.free.max(first.saturating_sub(ABOVE));
    let error = (least..first).rev().find(|next| input.text(*next).starts_with("Error"));
    match error {
        Some(error) => heading(input, error..first, draft),
        None => {
            draft.exception(Exception::default());
        }
    }
    calls_from(input, first, draft);
}

/// Reads the numbered calls from `at` on, and puts the oldest first.
fn calls_from(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    let mut numbers = Vec::new();
    while next < input.len() {
        let line = input.text(next);
        let follows = |call: &Call| {
            let next = |last: &u32| call.number.abs_diff(*last) == 1;
            // A place that is cut off is no place.
            numbers.last().is_some_and(next) && (call.line.is_some() || !line.contains(" at "))
        };
        if let Some(call) = call(line).or_else(|| numbered_call(line).filter(follows)) {
            numbers.push(call.number);
            draft.frame(input, next, call.frame());
            draft.strong();
        } else if line.starts_with("       ") || line.starts_with("   ") && !numbers.is_empty() {
            // A long call goes on.
            draft.role(next, Role::Frame);
            if let (Some(frame), Some((file, line))) =
                (draft.current().frames.last_mut(), source(line.trim_end()).1)
            {
                locate(&mut frame.frame, file, line);
            }
        } else {
            break;
        }
        next += 1;
    }
    let descending = numbers.first() > numbers.last();
    if descending {
        draft.current().frames.reverse();
    }
}

/// `3: stop("x") at ledger.R#3`
struct Call<'t> {
    number: u32,
    function: &'t str,
    file: &'t str,
    line: Option<u32>,
}

fn call(text: &str) -> Option<Call<'_>> {
    let (number, rest) = scan::leading_number(text.trim_start())?;
    let rest = rest.strip_prefix(": ")?;
    let (text, place) = source(rest.trim_end());
    let (file, line) = place.unwrap_or(("", 0));
    let function = head(text)?;
    Some(Call { number, function, file, line: place.map(|_| line) })
        .filter(|_| !file.is_empty() || text.ends_with([')', '(', '{', ',']))
}

/// Any text behind a number, where the numbers around it say that it is a call.
fn numbered_call(line: &str) -> Option<Call<'_>> {
    let (number, rest) = scan::leading_number(line.trim_start())?;
    let (text, place) = source(rest.strip_prefix(": ")?.trim_end());
    let (file, line) = place.unwrap_or(("", 0));
    let function = head(text).unwrap_or(text);
    Some(Call { number, function, file, line: place.map(|_| line) })
}

/// Splits ` at ledger.R#3` off, or ` at #3` of code that was typed.
fn source(text: &str) -> (&str, Option<(&str, u32)>) {
    match text.rfind(" at ").and_then(|at| Some((at, scan::split_number(&text[at..], '#')?))) {
        Some((at, (file, line))) => (&text[..at], Some((file[4..].trim(), line))),
        None => (text, None),
    }
}

/// The name of a call: what stands before its first parenthesis.
fn head(call: &str) -> Option<&str> {
    // Names that are none elsewhere stand in backticks: `` `[.data.frame`(x) ``.
    let quoted = call.strip_prefix('`').and_then(|rest| rest.find('`'));
    let from = quoted.map_or(0, |end| end + 1);
    let end = call[from..].find('(').map_or(call.len(), |end| from + end);
    if quoted.is_some() {
        return Some(&call[..end]);
    }
    let name = call[..end].trim();
    let plain = scan::is_word(name, b".:$@`<-+*/ ") && !name.is_empty();
    (plain && (end < call.len() || call.contains(" at ")))
        .then_some(name)
        .or_else(|| call.starts_with('(').then_some("(function)"))
}

impl Call<'_> {
    fn frame(&self) -> Frame {
        let mut frame =
            Frame { function: some(self.function), in_app: InApp::No, ..Frame::default() };
        if let Some(line) = self.line {
            locate(&mut frame, self.file, line);
        }
        frame
    }
}

fn locate(frame: &mut Frame, file: &str, line: u32) {
    frame.filename = some(file);
    frame.abs_path = scan::absolute(file);
    frame.line = Some(line);
    let library = scan::has_folder(file, &["/site-library/", "/R/library/", "/renv/library/"]);
    frame.in_app = if library || file.is_empty() { InApp::No } else { InApp::Yes };
}

/// rlang's tree, the oldest call first: ` 2. └─global divide(1) at ledger.R:7:3`.
fn tree(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let least = input.free.max(at.saturating_sub(ABOVE));
    let error = (least..at).rev().find(|next| input.text(*next).starts_with("Error"));
    match error {
        Some(error) => heading(input, error..at, draft),
        None => {
            draft.exception(Exception::default());
        }
    }
    draft.role(at, Role::Header);
    let mut next = at + 1;
    while next < input.len() {
        let line = input.text(next);
        if let Some(frame) = node(line) {
            draft.frame(input, next, frame);
            draft.strong();
        } else if line.trim() == "▆" || line.trim_start().starts_with("<") {
            draft.role(next, Role::Context);
        } else {
            break;
        }
        next += 1;
    }
    draft.has_frames().then_some(())
}

fn node(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.trim_start())?;
    let rest = rest.strip_prefix(". ")?;
    let text = rest.trim_start_matches(['├', '└', '─', '│', ' ', '\\', '|', '-', '+']).trim_end();
    let (call, place) = match text.rfind(" at ") {
        Some(at) if scan::position(&text[at + 4..]).1.is_some() => (&text[..at], &text[at + 4..]),
        _ => (text, ""),
    };
    let call = call.strip_prefix("global ").unwrap_or(call);
    let function = &call[..call.find('(').unwrap_or(call.len())];
    let mut frame =
        Frame { function: some(function.trim()), in_app: InApp::No, ..Frame::default() };
    let (file, line, column) = scan::position(place);
    if let Some(line) = line {
        locate(&mut frame, file, line);
        frame.column = column;
    }
    Some(frame)
}
