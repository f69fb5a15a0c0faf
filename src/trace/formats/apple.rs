//! Apple's platforms and Swift: crash reports (`.crash` and `.ips`), the stack of an
//! `NSException`, Swift's fatal errors and its own backtraces.
//!
//! ```text
//! Exception Type:  EXC_BREAKPOINT (SIGTRAP)
//!
//! Thread 0 Crashed:
//! 0   libswiftCore.dylib   0x00000001a1b2c3d4 _assertionFailure(_:_:file:line:flags:) + 312
//! 1   Shop                 0x0000000104a1f2c8 CartViewModel.total.getter + 124 (CartViewModel.swift:58)
//! ```
//!
//! Of a report's threads, only the one that crashed counts; if there is a `Last
//! Exception Backtrace`, that one does. Reports name files without folders. A frame
//! is the application's own if its image is in the application's bundle; where
//! nothing says so, if the image is none of the system's.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use memchr::memmem;

mod entry;
mod ips;

use entry::entry;

pub(crate) struct Apple;

/// How far a report's fields may be above its crashed thread, in lines.
const FIELDS: usize = 400;

impl Format for Apple {
    fn name(&self) -> &'static str {
        "apple"
    }

    fn title(&self) -> &'static str {
        "Swift, Objective-C and Apple's crash reports"
    }

    fn anchors(&self, line: &str) -> bool {
        let Some(first) = line.trim_start().bytes().next() else { return false };
        let fielded = match first {
            b'0'..=b'9' => entry(line).is_some(),
            b'{' => memmem::find(line.as_bytes(), b"\"bug_type\"").is_some(),
            b'I' => line.starts_with("Incident Identifier:"),
            b'P' => line.starts_with("Process:"),
            b'E' => line.starts_with("Exception Type:"),
            b'*' => line.starts_with("*** Signal ") || line.starts_with("*** Program crashed:"),
            // OCaml and PHP begin so, too.
            b'F' => {
                let rest = line.strip_prefix("Fatal error: ");
                rest.is_some_and(|rest| {
                    !(rest.starts_with("exception ")
                        || rest.starts_with("Uncaught ")
                        || rest.contains(".php"))
                })
            }
            b'T' => is_crashed(line),
            b'L' => line.starts_with("Last Exception Backtrace:"),
            _ => false,
        };
        fielded
            || memmem::find(line.as_bytes(), b"*** Terminating app due to ").is_some()
            || memmem::find(line.as_bytes(), b": Fatal error").is_some() && fatal(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if line.trim_start().starts_with('{') {
            ips::read(input, at, &mut draft)?;
        } else if entry(line).is_some() {
            let exception = crashlytics(input, at, &mut draft);
            draft.exception(exception);
            frames(input, at, &Images::default(), &mut draft);
        } else {
            report(input, at, &mut draft)?;
        }
        if !draft.has_frames() && draft.current().ty.is_none() {
            return None;
        }
        let alone = draft.exceptions.len() == 1 && draft.roles.len() == 1;
        let certainty = if alone { Certainty::Guessed } else { Certainty::Sure };
        draft.ordered(Order::NewestFirst).finish(input, "apple", "cocoa", certainty)
    }
}

/// `Crashed: thread` or `Fatal Exception: Type`, which Crashlytics puts above its frames.
fn crashlytics(input: &Input, at: usize, draft: &mut Draft) -> Exception {
    let mut exception = Exception::default();
    let Some(above) = at.checked_sub(1).filter(|above| *above >= input.free) else {
        return exception;
    };
    let line = input.text(above).trim();
    let kinds = ["Fatal Exception: ", "Non-fatal Exception: "];
    if let Some(thread) = line.strip_prefix("Crashed: ") {
        exception.thread = some(thread);
    } else if let Some(ty) = kinds.iter().find_map(|kind| line.strip_prefix(kind)) {
        let (ty, value) = ty.split_once(": ").unwrap_or((ty, ""));
        (exception.ty, exception.value) = (some(ty), some(value));
    } else {
        return exception;
    }
    draft.role(above, Role::Header);
    exception
}

/// What a report says of its images and of the error, as it is read.
#[derive(Default)]
struct Images<'t> {
    /// The name of the program.
    own: Option<&'t str>,
    /// The images listed with a path: name, and whether they are in the bundle.
    listed: Vec<(&'t str, bool)>,
}

/// A report, an exception or a fatal error: fields first, then the stack.
fn report(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let last = input.len().min(at + FIELDS);
    let mut exception = Exception::default();
    let mut images = Images::default();
    let mut stack = None;
    let mut end = at;
    let mut next = at;
    while next < last {
        let line = input.text(next);
        if line.starts_with("Last Exception Backtrace:") {
            stack = Some(next);
            break;
        }
        if is_crashed(line) || is_call_stack(line) {
            stack.get_or_insert(next);
            thread(line, &mut exception);
            if !line.starts_with("Thread ") || !has_last_exception(input, next, last) {
                break;
            }
        } else if entry(line).is_some() && stack.is_none() {
            // Frames of a thread that has not crashed, or without a heading.
            if !(at..next).any(|at| input.text(at).starts_with("Thread ")) {
                stack = Some(next - 1);
                break;
            }
        } else if stack.is_none() && field(line, &mut exception, &mut images) {
            draft.role(next, Role::Message);
            end = next;
        } else if next > end + 40 {
            break;
        }
        next += 1;
    }
    draft.role(at, Role::Header);
    let known = exception.ty.is_some();
    draft.exception(exception);
    let Some(stack) = stack else {
        // A fatal error whose stack was not printed.
        draft.roles.retain(|(line, _)| *line == at);
        return (known && fatal(input.text(at)).is_some()).then(|| draft.strong());
    };
    binaries(input, stack, &mut images);
    draft.role(stack, Role::Header);
    draft.strong();
    let mut next = stack + 1;
    while next < last && entry(input.text(next)).is_none() && next < stack + 6 {
        next += 1;
    }
    let end = frames(input, next, &images, draft);
    rest(input, end, draft);
    Some(())
}

fn is_crashed(line: &str) -> bool {
    line.starts_with("Thread ")
        && (line.trim_end().ends_with(" Crashed:") || line.trim_end().ends_with(" crashed:"))
        || line.starts_with("Thread ") && line.contains(" Crashed:: ")
}

fn is_call_stack(line: &str) -> bool {
    let line = line.trim();
    line.ends_with("First throw call stack:") || line == "Current stack trace:"
}

fn has_last_exception(input: &Input, at: usize, last: usize) -> bool {
    (at..last).any(|at| input.text(at).starts_with("Last Exception Backtrace:"))
}

/// `Thread 0 name:  …`, `Thread 3 Crashed:`, `Thread 0 "App" crashed:`
fn thread(line: &str, exception: &mut Exception) {
    let Some((number, _)) = line.strip_prefix("Thread ").and_then(scan::leading_number) else {
        return;
    };
    exception.thread = Some(number.to_string());
}

/// Reads a line that tells of the error or the program; whether it is one.
fn field<'t>(line: &'t str, exception: &mut Exception, images: &mut Images<'t>) -> bool {
    if let Some(message) = fatal(line) {
        exception.ty = some("Fatal error");
        exception.value = some(message);
        return true;
    }
    if let Some((_, line)) = line.split_once("*** Terminating app due to ") {
        let mut quoted = line.split('\'');
        exception.ty = quoted.nth(1).and_then(some);
        let reason = line.split_once("reason: '").map(|(_, reason)| reason);
        let end = |reason: &'t str| reason.rfind('\'').map_or(reason, |end| &reason[..end]);
        exception.value = reason.map(end).and_then(some);
        return true;
    }
    if let Some(crash) = line.split_once("Program crashed: ").map(|(_, crash)| crash) {
        exception.ty = some("Program crashed");
        exception.value = some(crash.trim_end_matches(['*', ' ']));
        return true;
    }
    let Some((key, value)) = line.split_once(':') else { return false };
    let value = value.trim();
    match key {
        "Process" => images.own = value.split(" [").next().map(str::trim),
        "Exception Type" => exception.ty = exception.ty.take().or_else(|| some(value)),
        "Exception Message" | "Termination Description" => exception.value = some(value),
        "Path"
        | "Identifier"
        | "Incident Identifier"
        | "Exception Codes"
        | "Exception Subtype"
        | "Termination Reason"
        | "Triggered by Thread"
        | "Crashed Thread" => {}
        _ => return key.starts_with("Thread ") && key.ends_with(" name"),
    }
    true
}

/// The message of `Fatal error: message: file F, line N`, with `F:N: ` before it
/// in newer versions.
fn fatal(line: &str) -> Option<&str> {
    let at = line.find("Fatal error: ").or_else(|| line.find("Fatal error"))?;
    let before = line[..at].trim_end();
    if !(before.is_empty() || before.ends_with(':') && before.contains(".swift:")) {
        return None;
    }
    let message = line[at + 11..].trim_start_matches(':').trim();
    Some(message.rfind(": file ").map_or(message, |cut| &message[..cut]))
}

/// The images that a report lists below its threads, with their paths.
fn binaries<'t>(input: &Input<'t>, at: usize, images: &mut Images<'t>) {
    let Some(start) =
        (at..input.len().min(at + 4_000)).find(|at| input.text(*at).starts_with("Binary Images:"))
    else {
        return;
    };
    for next in start + 1..input.len() {
        // `0x104a00000 - 0x104afffff Shop arm64 <0a1b2c> /private/…/Shop.app/Shop`
        let line = input.text(next).trim();
        let Some(path) = line.find(" /").map(|at| &line[at + 1..]) else { break };
        let named = line.split_once(" - ").and_then(|(_, rest)| rest.split_once(' '));
        let Some((name, _)) =
            named.and_then(|(_, rest)| rest.trim_start_matches('+').split_once(' '))
        else {
            break;
        };
        images.listed.push((name, in_bundle(path)));
    }
}

fn in_bundle(path: &str) -> bool {
    path.contains(".app/") && !path.starts_with("/System/") && !path.starts_with("/usr/")
        || path.contains(".appex/")
}

/// Reads frames from `at` on, and gives the line behind them.
fn frames(input: &Input, at: usize, images: &Images, draft: &mut Draft) -> usize {
    let mut next = at;
    let mut number = None;
    while let Some(entry) = entry(input.text(next)) {
        if number.is_some_and(|number| entry.number < number) {
            break;
        }
        number = Some(entry.number);
        draft.frame(input, next, entry.frame(images));
        draft.strong();
        next += 1;
        // Swift prints the source between frames, with blank lines around it.
        let gap = (next..next + 16).find(|at| !input.is_blank(*at) && !is_source(input.text(*at)));
        let below = gap.unwrap_or(next);
        if self::entry(input.text(below)).is_none_or(|entry| Some(entry.number) <= number) {
            return next;
        }
        draft.roles(next..below, Role::Context);
        next = below;
    }
    next
}

/// `  31│     let x = 3`, with an arrow or a caret in its place.
fn is_source(line: &str) -> bool {
    let line = line.trim_start();
    line.contains('│') || line.contains('┆')
}

/// What a report says below the frames belongs to it.
fn rest(input: &Input, at: usize, draft: &mut Draft) {
    if input.text(at).trim() == ")" {
        draft.role(at, Role::Context);
        return;
    }
    let mut blank = 0;
    for next in at..input.len() {
        let line = input.text(next);
        let part = entry(line).is_some()
            || ["Thread ", "Binary Images:", "Images (", "Registers:", "Backtrace took"]
                .iter()
                .any(|start| line.starts_with(start))
            || line.trim_start().starts_with("0x")
            || line.trim_start().starts_with("x0:");
        if part {
            draft.role(next, Role::Context);
            blank = 0;
        } else if line.trim().is_empty() {
            blank += 1;
        } else if !(line.starts_with(' ') && line.contains(": 0x")) {
            return;
        }
        if blank > 2 {
            return;
        }
    }
}
